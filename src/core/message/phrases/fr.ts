import { any, lead, many, maybe, type Phrases, some } from './phrases.js';

const matter = any(
  "tout|cela|le problème|mon problème|notre problème|le souci|le site|la connexion|l'application|le logiciel|l'imprimante|le lien|l'accès|mon compte|le système|le téléchargement|la messagerie|mon mot de passe",
);
const adverb =
  'maintenant|enfin|bien|très bien|parfaitement|à nouveau|de nouveau|à merveille|correctement|nickel|impeccable|impeccablement|désormais|tout|super|normalement|comme il faut|comme prévu|sans problème|chez moi|chez nous|ici|parfait|aussi|effectivement|vraiment|complètement|entièrement|déjà|désormais|de chez nous';
/** "Ça marche, parfait" agrees to a date; these words do not. */
const well =
  'maintenant|enfin|bien|très bien|parfaitement|à nouveau|de nouveau|à merveille|correctement|désormais|normalement|comme il faut|impeccablement';
const quick =
  'rapide|rapides|précieuse|précieux|excellente|excellent|super|prompte|bonne|grande|efficace|efficaces|gentille|très|si|aussi|belle|votre|ton|ta|formidable|incroyable|utiles|utile|claire|claires';
const help =
  'aide|soutien|assistance|support|service|explication|explications|info|infos|information|informations|conseil|conseils|temps|travail|efficacité|réactivité|rapidité|solution|gentillesse|intervention|disponibilité|amabilité|dépannage|accompagnement|professionnalisme|précisions|renseignements';
const reply = 'réponse|retour|réaction|réponses|résolution|traitement|action';
const your = any("votre|vos|ton|ta|tes|l'|le|la|les|cette|ce|ces|toute votre|tous vos");
const cause = any(
  `tout|${maybe(`${your} `)}${lead(quick)}(?:l')?${any(help)}${some(quick)}${maybe(` et(?: pour)? ${maybe(`${your} `)}${lead(quick)}(?:l')?${any(`${help}|patience`)}${some(quick)}`)}` +
    `|${your} ${any('rapide|prompte|excellente|très bonne|super|belle')} ${any(reply)}|${your} ${any(reply)}${maybe(' (?:très|si|aussi|ultra|super)')} ${any('rapide|prompte|claire|efficace|rapides|précise')}` +
    "|m'avoir (?:aidé|aidée|dépanné|dépannée)|nous avoir (?:aidés|dépannés)|avoir (?:résolu|réglé|corrigé) (?:le|mon|notre|ce) (?:problème|souci)",
);
const much =
  "beaucoup|bcp|infiniment|bien|encore|à vous|à toi|à tous|à toute l'équipe|à l'équipe|mille fois|énormément|vraiment|sincèrement|vivement|chaleureusement|encore une fois|tout le monde|a vous|a tous|également|aussi";
const ticket = any('ticket|dossier|demande|incident|cas|requête|sujet|tickets|conversation');
const solved = any(
  'résolu|résolue|réglé|réglée|corrigé|corrigée|réparé|réparée|solutionné|solutionnée|arrangé|arrangée',
);

/** What further help is for: closed, since "n'hésitez pas à nous dire si ..." may go on as a request. */
const need = `${lead("d'|de|des|une|un|la|le|d'autres|d'autre|autres?|nouvelles?|nouveaux|moindre|toute|toutes|quelques|plus")}${any("questions?|problèmes?|soucis?|difficultés?|aide|d'aide|d'assistance|chose|interrogations?|demandes?|nous|moi")}${some('autres|autre|complémentaires?|supplémentaires?|à nouveau|encore|éventuelles?|à ce sujet')}`;
const further = any(
  `(?:si|lorsque|quand)(?: jamais)? (?:vous avez|tu as|vous aviez|vous auriez|il y a|vous rencontrez)${some('encore|besoin|à nouveau|de nouveau|un jour|jamais')}(?: ${need})?|(?:si vous avez|si tu as) besoin d(?:e |')(?:informations?|renseignements?|précisions?)${some('complémentaires?|supplémentaires?')}|si (?:besoin|nécessaire|le problème (?:revient|réapparaît|persiste))|(?:en cas de|au|pour|pour toute) (?:besoin|${need})`,
);
/** Any words of "je reste à votre disposition"; beside `further` they ask for nothing. */
const contact =
  "je|nous|me|moi|reste|restons|suis|sommes|toujours|bien sûr|à votre (?:entière )?disposition|à ta disposition|disponible|n'hésitez pas|n'hésite pas|à|surtout|nous contacter|me contacter|nous recontacter|me recontacter|nous écrire|m'écrire|revenir vers (?:nous|moi)|nous solliciter|me solliciter|nous appeler|contactez-nous|contactez-moi|écrivez-nous|écrivez-moi|à nouveau|de nouveau|ici";

export const fr: Phrases = {
  greeting: [
    'bonjour|bonsoir|salut|coucou|hello|chère?|chers|cher monsieur|chère madame|bonjour à tous|re bonjour|rebonjour|bjr|madame monsieur',
  ],
  thanks: [
    `${lead('je vous dis|je dis|un|un grand|un très grand|un énorme|mille|1000|grand|encore|et|tous mes|encore un grand|bien|vous dire|dire')}${any('merci|mercis|remerciements|thx|mci|meerci')}${some(much)}`,
    `(?:je |nous )?(?:tiens à |tenons à )?(?:vous|te) (?:remercie|remercions|remercier)${some(much)}`,
    "(?:vous êtes|tu es|t'es) (?:vraiment |tout simplement )?(?:super|géniaux|génial|géniale|au top|les meilleurs|le meilleur|la meilleure|formidables?|un ange|adorables?)",
  ],
  cause: [`(?:pour|de) ${cause}`, "d'avoir (?:résolu|réglé|corrigé) (?:le|mon|notre|ce) (?:problème|souci)"],
  occasion: [
    `(?:pour|de) (?:votre|vos|ton|ta|cette|ce|le|la) ${lead(quick)}(?:mail|mails|e-?mail|message|courriel|réponse|retour|courrier|appel|relance|rappel)${some(quick)}`,
  ],
  solved: [
    `${maybe(`${any('maintenant|enfin|désormais|effectivement')} `)}${any(`${matter}|ça|ca`)} (?:re)?(?:fonctionne|fonctionnent)${some(adverb)}`,
    // "Ça marche" alone agrees to something.
    `${maybe(`${any('maintenant|enfin|désormais|effectivement')} `)}${any(`${matter}|ça|ca`)} (?:re)?marche${many(well)}${some(adverb)}`,
    `tout (?:re)?marche|(?:ça|ca) remarche|remarche|(?:re)?fonctionne${some(adverb)}|marche${many(well)}${some(adverb)}`,
    `${maybe(`${any('maintenant|enfin|désormais')} `)}(?:${any(`${matter}|ça|ca`)} )?(?:a|ont) ${lead(`${adverb}|tout`)}(?:fonctionné|marché)${some(adverb)}`,
    `(?:c'est|ça est|tout est|${matter} (?:est|a été|vient d'être))${some(adverb)} ${solved}${some(adverb)}`,
    `(?:problème|souci|incident|bug) ${lead('est|a été|bien|enfin|désormais|maintenant')}${solved}${some(adverb)}`,
    `${lead('tout est|enfin|bien|déjà')}${solved}`,
    `(?:le |mon |notre )?(?:problème|souci|bug) (?:a disparu|n'existe plus|ne se pose plus|est parti)${some(adverb)}`,
    "(?:j'ai|nous avons|on a) (?:pu|réussi à) (?:me |nous |enfin )?(?:connecter|reconnecter|imprimer|résoudre le problème|résoudre mon problème|régler le problème|accéder à mon compte)",
    "tout (?:est )?(?:maintenant )?rentré dans l'ordre|(?:le |mon )?problème est derrière (?:moi|nous)",
    `${maybe('(?:donc|alors|et|on|du coup) ')}(?:vous pouvez|tu peux|on peut|nous pouvons) ${lead('donc|maintenant|désormais|alors|bien sûr|à présent')}(?:clôturer|cloturer|fermer|clore|clôre)${maybe(` ${any('le|ce|mon|la|cette|ma|cet|notre')} ${ticket}`)}${some('maintenant|svp')}`,
    `(?:le |ce |mon |la |cette |ma |cet )?${ticket} (?:peut être|est) (?:clôturée?|cloturée?|fermée?|close?|résolue?|clos)${some('maintenant')}|(?:peut|peuvent) être (?:clôturée?|fermée?|close|clos)`,
    `(?:merci de |vous pouvez )?(?:clôturer|clore|fermer) (?:le|ce|mon|la|cette|ma|cet) ${ticket}`,
  ],
  fine: [
    'tout (?:va|est|roule|se passe)(?: maintenant| désormais| à nouveau| très| enfin| parfaitement| de nouveau)* (?:bien|parfait|ok|bon|en ordre|nickel|impeccable|opérationnel)(?: maintenant| désormais| chez moi| chez nous| à présent)*',
    "(?:c'est |tout est )?(?:ok|bon|parfait) (?:maintenant|désormais|à présent)|tout (?:est )?(?:ok|bon|nickel)",
    "(?:je n'ai )?(?:plus|pas) d'autres? (?:questions?|problèmes?|demandes?)|plus (?:de|aucun) (?:problèmes?|souci|soucis|question)",
    "(?:ça|cela) m'aide (?:beaucoup|bien)",
    `(?:ça|cela|ca|tout) (?:a|m'a|nous a) ${lead('bien|beaucoup|vraiment')}aidée?`,
  ],
  praise: [
    `${lead("c'est|c'était|vraiment|très|tout|absolument|ah")}${any('parfait|super|génial|excellent|top|au top|impeccable|nickel|formidable|magnifique|extra|merveilleux|bravo|chapeau|cool|fantastique|youpi|ouf|wow|bon travail|beau travail|super service|excellent service|super support|service impeccable|très satisfait|très satisfaite|je suis ravie?|je suis très contente?|quelle rapidité|quelle efficacité|quelle réactivité|bonne nouvelle')}`,
  ],
  assent: [
    "ok|okay|oui|ouais|d'accord|daccord|entendu|compris|bien|bien reçu|c'est noté|très bien|bien sûr|en effet|effectivement|c'est bon|je confirme|je vous confirme(?: que)?|je confirme que|pour info|pour information|ça marche|ca marche",
  ],
  polite: [
    `${lead("je vous souhaite|je te souhaite|nous vous souhaitons|vous souhaitant|et|passez|passe|à tous|je vous souhaite également|très|une|un|d'")}(?:bonne|bon|excellente|excellent|belle|agréable|beau|joyeux|joyeuses|bonnes)${some('et heureuse')} (?:journée|soirée|week-end|weekend|we|semaine|après-midi|fin de semaine|fin de journée|continuation|appétit|dimanche|vacances|noël|fêtes|année|nuit|courage|pâques|matinée|fin d'après-midi|début de semaine)${some("à vous|à vous aussi|à tous|à toi|également|aussi|à toute l'équipe|à toi aussi")}`,
    'à bientôt|au revoir|bonne continuation|de même|à vous aussi|à vous de même|pareillement|vous aussi|toi aussi|ciao|bye|à la prochaine|prenez soin de vous|continuez comme ça|meilleurs vœux|bonne année|joyeuses fêtes',
    "(?:désolée?|pardon|navrée?|toutes mes excuses|mes excuses|je m'excuse|je suis désolée?) (?:pour|de) (?:le|la|ce|ma|mon|cette) (?:retard|réponse tardive|délai|dérangement|gêne|retour tardif)",
  ],
  signOff: [
    `${lead("bien|très|avec|mes|meilleures|sincères|cordiales|je vous prie d'agréer|veuillez agréer|amicales|et|salutations|bonnes")}(?:cordialement|salutations|sincèrement|amicalement|cdlt|cdt|bav|respectueusement|salutations distinguées|sentiments distingués|amitiés|chaleureusement|crdlt|cordialment)`,
    'bien à vous|bien à toi|bises|biz|à bientôt|bien cordialement à vous|mes respects|salutations|sincères salutations',
  ],
  tail: [
    "maintenant|enfin|à nouveau|de nouveau|aussi|également|bien|désormais|l'équipe|toute l'équipe|à tous|beaucoup|monsieur|madame|vraiment|aujourd'hui|déjà",
  ],
  and: ['et|&|\\+|donc|alors|du coup|encore'],
  goodbye: [
    "(?:je vous en prie|je t'en prie|de rien|avec (?:grand )?plaisir|il n'y a pas de quoi|pas de quoi|tout le plaisir est pour (?:moi|nous))",
    "(?:(?:je suis|nous sommes) )?(?:très |vraiment )?(?:ravie?s?|heureux|heureuse|contente?s?)(?: d'apprendre| de savoir| de lire)? que (?:tout|ça|cela|le problème|ce)(?: soit| est)?(?: maintenant| bien| enfin| de nouveau| à nouveau)* (?:fonctionne|marche|résolu|réglé|rentré dans l'ordre)(?: maintenant| bien| enfin| de nouveau| à nouveau| pour vous| chez vous)*",
    "(?:(?:je suis|nous sommes) )?(?:très |vraiment )?(?:ravie?s?|heureux|heureuse|contente?s?) (?:d'avoir pu|de pouvoir) (?:vous |t'|vous )?aider",
  ],
  trifle: ["(?:il n'y a )?(?:pas de|aucun) (?:souci|soucis|problème)|bien sûr|entendu"],
  offer: [
    `${lead(contact)}${further}${some(contact)}`,
    "(?:n'hésitez pas|n'hésite pas) à (?:nous|me) (?:re)?contacter|(?:je reste|nous restons) à (?:votre|ta)(?: entière)? disposition",
  ],
  service: ['(?:pour|de) (?:votre|ton|ta) (?:retour|confirmation|message|patience|compréhension|réponse)'],
};
