/** A verdict on an agent's words; the reason names the rule. */
export interface Goodbye {
  readonly goodbye: boolean;
  readonly reason: 'goodbye' | 'empty' | 'too-long' | 'asks' | 'says-more' | 'no-goodbye';
}

const longest = 400;

const open =
  '^(?:(?:ok|okay|oh|well|great|perfect|super|prima|toll|świetnie|dobrze|perfekt),? )?(?:and |und |i |also )?';
/** A few harmless words at the end of a phrase: "now", "again for you", "wieder". */
const tail =
  '(?:,? (?:now|again|for you|fine|well|at last|finally|today|then|too|anna|jetzt|nun|wieder|bei ihnen|bei dir|gut|auch|noch|już|teraz|znowu|dobrze|u państwa|i wszystkim))*$';

const works =
  '(?:works?|worked(?: out)?|working|solved|resolved|fixed|sorted(?: out)?|running|in order|ok|okay|done|functional)';
const funktioniert =
  '(?:funktioniert(?: hat)?|klappt|geklappt hat|läuft|geht|gelöst(?: ist| wurde)?|erledigt(?: ist)?|behoben(?: ist)?|geholfen hat)';
const dziala =
  '(?:działa|się udało|udało się|pomogło|mogłem pomóc|mogłam pomóc|mogliśmy pomóc|jest w porządku)';

/** Sentences that end a matter. Each must match a whole sentence: what is added makes it uncertain. */
const goodbyes = [
  `(?:(?:i am|i'm|we are|we're|so|very|really|that's|this is|it's) )*(?:glad|happy|great|good|nice|pleased|delighted|wonderful)(?: to (?:hear|see|read|know))?(?: that)?(?: (?:it|everything|this|that|all|things|the (?:problem|issue|matter)))?(?:'s| is| are| was| has been| got)?(?: all| now| finally| been)* ${works}`,
  '(?:glad|happy|pleased) (?:that )?(?:i|we) (?:could|was able to|were able to) (?:help|be of (?:help|assistance))',
  "(?:(?:i am|i'm|we are|we're) )?(?:glad|happy|pleased) to (?:help|hear (?:that|it|this)|have helped)",
  "(?:you are|you're) (?:very |most |always )?welcome",
  "(?:my pleasure|no problem(?: at all)?|no worries|any ?time|not at all|don't mention it)",
  '(?:das |es )?freut (?:mich|uns)(?: sehr)?(?: zu (?:hören|lesen))?(?:,? dass (?:es|alles|das|das problem|jetzt alles|nun alles)(?: jetzt| nun| wieder| endlich| bei ihnen| gut)* ' +
    `${funktioniert})?`,
  `(?:schön|super|toll|prima|gut|freut mich|freut uns|wunderbar)(?: zu hören)?,? dass (?:es|alles|das|das problem)(?: jetzt| nun| wieder| endlich| gut)* ${funktioniert}`,
  '(?:sehr )?gern(?:e)?(?: geschehen)?|bitte (?:sehr|schön|gern|gerne)|keine ursache|kein problem|nichts zu danken',
  `(?:bardzo )?(?:cieszę się|cieszymy się|super|świetnie|dobrze|miło(?: mi)?(?: słyszeć)?),? że (?:to |już |teraz |wszystko |znowu )*${dziala}`,
  '(?:bardzo )?(?:cieszę się|cieszymy się|miło (?:mi )?to słyszeć)|proszę bardzo|nie ma (?:za co|sprawy|problemu)|drobiazg',
].map((one) => new RegExp(`${open}(?:${one})${tail}`, 'u'));

/** Sentences that may stand beside a goodbye and change nothing. */
const neutral = [
  '(?:have|enjoy) (?:a|your|the) (?:very )?(?:nice|great|good|lovely|wonderful|pleasant|rest of the|rest of your)? ?(?:day|weekend|evening|afternoon|week|one)',
  '(?:many |kind )?(?:thanks|thank you)(?: (?:very much|a lot|so much))?(?: for (?:your patience|the update|the feedback|your feedback|confirming|the confirmation|letting (?:me|us) know|getting back(?: to (?:me|us))?))?',
  '(?:please |just )?(?:let (?:me|us) know|(?:feel free to )?(?:contact|write to|reach out to|write|reach out)(?: (?:me|us))?|get in touch)(?: again| any ?time)? (?:if|should|whenever) (?:you|there|anything)[^?]{0,60}',
  '(?:if|should) (?:you|anything|there)[^?]{0,60}(?:let (?:me|us) know|reach out|contact us|get in touch|here(?: to help)?|write(?: to)? (?:me|us))',
  '(?:all the best|take care|bye|goodbye|see you|cheers)',
  '(?:ich wünsche (?:ihnen|dir) |wünsche |noch |und )*(?:einen? )?(?:schöne[ns]?|angenehme[ns]?|gute[ns]?)(?: rest)? ?(?:tag|wochenende|abend|nachmittag|feierabend|woche)',
  '(?:vielen |besten |herzlichen )?dank(?:e)?(?: (?:schön|sehr|ihnen|dir))?(?: für (?:die|ihre|deine) (?:rückmeldung|geduld|info|bestätigung))?|alles gute',
  '(?:bei|falls|wenn|sollten)(?: sie| noch| weiteren?| etwas| fragen)+[^?]{0,60}(?:melden|melde dich|schreiben|für sie da|zur verfügung)[^?]{0,20}',
  '(?:miłego|dobrego|udanego|spokojnego) (?:dnia|weekendu|wieczoru|popołudnia|tygodnia)|do usłyszenia|wszystkiego dobrego',
  '(?:dziękuję|dziękujemy|dzięki)(?: (?:bardzo|serdecznie))?(?: za (?:informację|wiadomość|cierpliwość|potwierdzenie))?',
  'w razie (?:pytań|problemów|potrzeby|czego|dalszych pytań)[^?]{0,60}',
].map((one) => new RegExp(`${open}(?:${one})${tail}`, 'u'));

const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|cześć|dzień dobry|witam|szanown\p{L}+|drog[ia])(?: [\p{L}.'-]+){0,4},?$/u;
const signOff =
  /^(?:(?:kind|best|warm|with kind|with best|many)? ?(?:regards|wishes|greetings)|best|sincerely|yours(?: sincerely)?|cheers|thanks|mit (?:freundlichen|besten|lieben|vielen) grüßen|(?:viele|beste|liebe|freundliche|herzliche|schöne) grüße|gruß|grüße|lg|vg|mfg|pozdrawiam(?: serdecznie)?|pozdrowienia|z poważaniem|serdecznie pozdrawiam)(?: (?:from|aus) \p{L}+)?,?$/u;
const name = /^\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*){0,2}$/u;

/**
 * Whether an agent's new text is a mere goodbye ("glad it works now"), which opens no silence (R4). Every sentence has to
 * be understood (English, German, Polish); a question or anything else means no goodbye, so uncertain means follow up.
 */
export function isGoodbye(newText: string): Goodbye {
  const text = newText.trim().normalize('NFC');
  if (text === '') return { goodbye: false, reason: 'empty' };
  if (text.length > longest) return { goodbye: false, reason: 'too-long' };
  if (/[?？]/.test(text)) return { goodbye: false, reason: 'asks' };
  const sentences = sentencesOf(text);
  let found = false;
  let signed = false;
  for (const [index, original] of sentences.entries()) {
    const sentence = original.toLowerCase();
    if (goodbyes.some((one) => one.test(sentence))) found = true;
    else if (neutral.some((one) => one.test(sentence))) continue;
    else if (signOff.test(sentence)) signed = true;
    else if (index === 0 && (greeting.test(sentence) || isName(original, sentences.length))) continue;
    else if ((signed || index === sentences.length - 1) && isName(original, sentences.length)) continue;
    else return { goodbye: false, reason: 'says-more' };
  }
  return found ? { goodbye: true, reason: 'goodbye' } : { goodbye: false, reason: 'no-goodbye' };
}

/** The sentences without emoji, closing punctuation and repeated spaces. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/[’‘`´]/g, "'")
    .replace(/[:;]-?[)d]|\p{Extended_Pictographic}|\u200d|\ufe0f|[*_]/gu, ' ')
    .split(/[.!\n\r]+|\s[-–—]\s/u)
    .map((one) =>
      one
        .replace(/\s+/g, ' ')
        .replace(/[\s,;:]+$/, '')
        .trim(),
    )
    .filter((one) => one !== '');
}

/** Words with capitals that can only be a name where a name stands: at the beginning or at the end. */
function isName(sentence: string, count: number): boolean {
  return count > 1 && name.test(sentence) && !/^(?:ps|no|nein|nie|wait|but|aber|ale)\b/iu.test(sentence);
}
