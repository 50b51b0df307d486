/** Names of second folders of a kind (`Spam` beside `Junk`); imapflow knows the first in many more languages. */
const names = {
  drafts: nameSet(
    'drafts|draft|entwürfe|szkice|kopie robocze|brouillons|borradores|bozze|concepten|rascunhos',
  ),
  junk: nameSet(
    'junk|spam|junk e-mail|junk email|junk mail|bulk mail|spamverdacht|wiadomości-śmieci|pourriel|indésirables|' +
      'courrier indésirable|correo no deseado|posta indesiderata|ongewenste e-mail|werbung',
  ),
  trash: nameSet(
    'trash|deleted|deleted items|deleted messages|bin|papierkorb|gelöschte elemente|gelöschte objekte|kosz|' +
      'elementy usunięte|corbeille|éléments supprimés|papelera|elementos eliminados|cestino|prullenbak|lixeira',
  ),
} as const;

function nameSet(list: string): ReadonlySet<string> {
  return new Set(list.split('|'));
}

/** What a folder is by its own name, without its parents', in any case; null for a name that says nothing. */
export function roleOfName(name: string): keyof typeof names | null {
  const folded = name.toLowerCase().normalize('NFC');
  for (const role of ['drafts', 'junk', 'trash'] as const) if (names[role].has(folded)) return role;
  return null;
}
