import { any, lead, many, maybe, type Phrases, some } from './phrases.js';

const matter = any(
  'es|alles|das problem|der fehler|das ganze|die sache|mein problem|unser problem|(?:die|meine|unsere) (?:anmeldung|seite|webseite|website|app|software|verbindung|anlage|e-?mails?|mails?|lizenz)|(?:der|mein|unser) (?:drucker|login|zugang|zugriff|link|download|account|rechner|server|shop|scanner)|(?:das|mein|unser) (?:passwort|programm|system|konto|gerät|postfach|internet|login)',
);
/** What says that it was otherwise before; without it "geht" and "klappt" may agree to a date. */
const change =
  'jetzt|nun|wieder|endlich|inzwischen|mittlerweile|einwandfrei|tadellos|reibungslos|wie geschmiert';
const adverb = `${change}|auch|alles|bei mir|bei uns|hier|perfekt|super|prima|wunderbar|bestens|problemlos|gut|sehr|wie gewünscht|wie es soll|wie gewohnt|ohne probleme|toll|hervorragend|damit|tatsächlich|sofort|gleich|auf anhieb|schon|bereits|da`;
const runs = any('funktioniert|funktionieren|funzt|klappt|läuft|laufen|geht|gehen|tut');
const tips =
  'ihr tipp|dein tipp|die lösung|ihre lösung|ihr hinweis|dein hinweis|die anleitung|ihre anleitung';
const done = any('gelöst|behoben|geklärt|beseitigt|weg|verschwunden|erledigt|gefixt');
const quick =
  'schnelle[nrms]?|rasche[nrms]?|prompte[nrms]?|tolle[nrms]?|super|gute[nrms]?|freundliche[nrms]?|nette[nrms]?|kompetente[nrms]?|großartige[nrms]?|ausführliche[nrms]?|zügige[nrms]?|unkomplizierte[nrms]?|hervorragende[nrms]?|klasse|schnell|sehr|so|wirklich|ganze|viele|wertvolle[nrms]?|blitzschnelle[nrms]?|umgehende[nrms]?|und';
const help =
  'hilfe|unterstützung|mühe|mühen|info|infos|information|informationen|auskunft|erklärung|erklärungen|erläuterung|tipp|tipps|hinweis|hinweise|lösung|support|service|bemühungen|arbeit|einsatz|zeit|hilfestellung|problemlösung|klärung|behebung|engagement|hilfsbereitschaft|rat|beratung|anleitung';
const reply =
  'antwort|rückmeldung|reaktion|erledigung|bearbeitung|rückantwort|feedback|antworten|umsetzung|nachricht';
const your = any('die|ihre|deine|eure|den|das|dein|ihr|ihren|deinen|euren|eueren|der|diese|all die|all ihre');
const cause = any(
  `alles|${your} ${lead(quick)}${any(help)}${maybe(` und ${maybe(`${your} `)}${lead(quick)}${any(`${help}|geduld`)}`)}` +
    `|${maybe(`${your} `)}${any(quick)} ${lead(quick)}${any(`${reply}|${help}`)}|ihre hilfe`,
);
const much =
  'schön|schoen|sehr|vielmals|herzlich|nochmal|nochmals|noch mal|noch einmal|ihnen|dir|euch|an euch|an sie|an dich|an alle|allen|auch|recht|ganz|tausendmal|tausend mal|wirklich|dafür|leute|zusammen|euch allen|ihnen allen|super';
const ticket = any(
  'ticket|tickets|fall|vorgang|anfrage|case|thema|supportticket|support-ticket|supportanfrage',
);
const may = any('kann|können|könnt|kannst|darf|dürfen|dürft');
const filler =
  'wir|sie|ihr|du|das|den|dieses|diesen|die|der|unser|mein|gern|gerne|somit|damit|jetzt|nun|also|daher|von mir aus|meinerseits|von meiner seite|von unserer seite|wieder';
const shut = any(
  'geschlossen werden|abgeschlossen werden|zugemacht werden|schließen|zumachen|abschließen|zu|als gelöst markieren|als gelöst markiert werden',
);
const time = any(
  'tag|wochenende|abend|nachmittag|feierabend|woche|start in die woche|start ins wochenende|urlaub|restwoche|wochenstart|resttag|morgen|vormittag|mittag|sonntag|feiertage|zeit|ostern|weihnachten|weihnachtszeit|ostertage|sommer',
);

/** What further help is for: closed, since "wenn Sie ..." alone may go on as a request. */
const need = `${lead('noch|weitere[rns]?|irgendwelche|mal|wieder|andere|anderen|neue|neuen|zusätzliche|eine|einmal|später|erneut|mehr|allen|etwaigen')}${any('fragen?|rückfragen|problemen?|probleme?|schwierigkeiten|anliegen|hilfe|unterstützung|noch etwas|noch was|wünsche|unklarheiten|uns|mich')}${some('dazu|anderes|weiteres|noch|wieder|einmal|mal')}`;
const had =
  'haben|hast|habt|brauchen|brauchst|braucht|benötigen|benötigst|benötigt|auftauchen|auftreten|auftritt|bestehen|sind|ist|sein|sollten|solltest|solltet|sollte|aufkommen|gibt|offen';
const further = any(
  `bei ${any(`${need}|bedarf`)}|(?:wenn|falls|sofern|sollten|sollte|solltest|solltet)${some('sie|du|ihr|es|sich')} ${need}${some(had)}` +
    // "Wenn Sie etwas haben" asks for it.
    `|(?:wenn|falls|sollte|sollten)${some('sie|du|ihr')} (?:etwas|was|irgendetwas|irgendwas)${some('anderes|wieder')} (?:ist|sein|sein sollte|brauchen|brauchst|braucht|benötigen|benötigst)` +
    `|(?:wenn|falls|sollte) (?:das problem|der fehler|es|das)${some('wieder|noch einmal|nochmal|nochmals|erneut|einmal')} (?:auftreten|auftritt|auftaucht|vorkommt|vorkommen|passiert|passieren)(?: sollte)?`,
);
/** Any words of "bitte melden Sie sich jederzeit gerne wieder bei uns"; beside `further` they ask for nothing. */
const contact =
  'bitte|einfach|gern|gerne|jederzeit|immer|natürlich|selbstverständlich|auch|dann|sie|sich|du|dich|euch|ihr|ihnen|dir|wir|ich|uns|mir|mich|bei|an|wieder|nochmal|nochmals|erneut|kurz|weiterhin|können|kannst|könnt|dürfen|darfst|melden|melde|meldet|schreiben|schreib|schreibt|anrufen|rufen|ruf|wenden|wende|wendet|kontaktieren|fragen|bescheid|geben|gib|gebt|sagen|sag|wissen|es|lassen|lass|lasst|stehen|stehe|zur verfügung|für sie da|für dich da|für euch da|sind|bin|da|helfen|helfe|weiter|zögern sie nicht|zögere nicht';

export const de: Phrases = {
  greeting: [
    'hallo|hallo zusammen|hallöchen|hi|hey|guten (?:tag|morgen|abend)|guten tag zusammen|gute[nr] morgen|liebe[rs]?|sehr geehrte[rs]?|sehr geehrte damen und herren|moin|moin moin|servus|grüß gott|grüezi|tag|hallo liebe[rs]?|hallo sehr geehrte[rs]?|werte[rs]?',
  ],
  thanks: [
    `${maybe('(?:ganz |recht )?(?:ich |wir )?(?:möchte |möchten )?(?:ihnen |dir |euch )?(?:sage |sagen )?(?:nochmals |nochmal |noch einmal )?')}${any('danke|danken|dankeschön|danke schön|dankesehr|dankefein|dnke|dange|danki|thx|merci|dankee')}${some(much)}${some('sagen|sehr|nochmal|nochmals')}`,
    `${lead('recht|ganz|sehr|nochmal|nochmals|super|allerbesten|allerherzlichsten|und|auch|hab|habt|haben sie')}${any('vielen|besten|herzlichen|lieben|schönen|tausend|viel|herzlichsten|großen|riesigen|fetten|1000')}(?: lieben| herzlichen)? dank${some(much)}`,
    `dank (?:dir|ihnen|euch)|ein (?:großes |herzliches |riesiges |dickes |riesen )?dankeschön${some(much)}`,
    `(?:ich |wir )?(?:möchte |möchten |will |wollen )?(?:mich |uns )?(?:bedanke mich|bedanken uns|bedanken)${some(`${much}|bei|bei ihnen|bei dir|bei euch`)}${some('bedanken|sehr|herzlich')}`,
    '(?:ich bin |wir sind )?(?:ihnen |euch |dir )?(?:sehr |wirklich )?dankbar',
    '(?:sie|du|ihr) (?:sind|bist|seid) (?:echt |wirklich |einfach )?(?:super|der beste|die beste|die besten|spitze|klasse|toll|großartig|ein schatz|ein held|mein held|mein retter)',
  ],
  cause: [`für ${cause}`],
  occasion: [
    `für (?:ihre|die|deine|eure|das|den|ihren) ${lead(quick)}(?:nachricht|mail|e-?mail|antwort|rückmeldung|antwortmail|schreiben|anruf|update|feedback|erinnerung|nachfrage|rückruf)`,
  ],
  solved: [
    `${maybe('(?:jetzt|nun) ')}${matter}${some(adverb)} (?:funktioniert|funktionieren|funzt)${some(adverb)}`,
    `${maybe('(?:jetzt|nun) ')}${matter}${some(adverb)} ${runs}${many(change)}${some(adverb)}`,
    `(?:das )?(?:alles|jetzt alles|nun alles)${some(adverb)} ${runs}${some(adverb)}`,
    `${any(change)}${some(`${adverb}|es`)} ${any(`${runs}(?:'?s)?`)}${some(`es|das|${adverb}`)}`,
    // Never "funktioniert es", "geht es wieder": verb first, it asks.
    `funktioniert${some(adverb)}`,
    `(?:das )?${runs}${some(adverb)} ${any(change)}${some(adverb)}`,
    `${lead(`es|das|jetzt|nun|alles|${tips}`)}hat${some(`mir|uns|${adverb}|super gut|sehr gut`)} (?:geklappt|funktioniert|gefunzt)`,
    `(?:jetzt|nun|endlich|damit) hat (?:es|das|alles)${some(adverb)} (?:geklappt|funktioniert|gefunzt)`,
    `${lead('jetzt|nun|alles|endlich|super')}(?:geklappt|gefunzt)`,
    `${lead('es|das|das problem|problem|die sache|alles|das thema|die anfrage|meine anfrage|der fehler|das ticket')}hat sich${some('das|es|jetzt|nun|damit|somit|inzwischen|mittlerweile|bereits|schon|auch|hiermit|für mich|für uns|erfreulicherweise')} (?:erledigt|geklärt|gelöst)`,
    `(?:das |mein |unser |der )?(?:problem|fehler)${some(`ist|sind|wurde|konnte|${adverb}|somit|vollständig|komplett`)} ${done}${some('werden|worden')}`,
    `${lead('alles|jetzt|nun|schon|bereits|ist|es')}(?:gelöst|behoben|gefixt)`,
    '(?:das |der )?(?:problem|fehler) (?:besteht|tritt|ist) (?:jetzt |nun )?nicht mehr(?: da| auf| vorhanden)?',
    `${maybe('(?:ich|wir) ')}(?:kann|können|konnte|konnten) (?:ich |wir |mich |uns )*(?:jetzt|nun|wieder|endlich|auch)${some(adverb)} (?:einloggen|anmelden|drucken|zugreifen|arbeiten|öffnen|darauf zugreifen|mails empfangen|mails senden)`,
    `(?:sie |ihr |du |man |wir )?(?:bitte )?(?:${lead(`${filler}|${ticket}`)})${may}${some(`${filler}|${ticket}`)} ${shut}`,
    `${maybe('(?:bitte |gern |gerne )')}(?:das |den |dieses |diesen |unser |mein |die )?${ticket} (?:bitte |gerne |gern |jetzt |nun )*(?:schließen|zumachen|abschließen|ist erledigt|hat sich erledigt|ist gelöst|ist damit erledigt|kann zu)`,
    `(?:bitte )?schließen sie${some('bitte|gern|gerne|daher|also')} (?:das|den|dieses|diesen|die) ${ticket}`,
  ],
  fine: [
    `(?:jetzt|nun) passt${maybe("(?:'?s| es| alles| das)")}${some('wieder|perfekt')}|passt (?:jetzt|nun|wieder)${some('alles|perfekt|wieder')}`,
    // So one accepts a date as well.
    `(?:es|das) (?:klappt|funktioniert)${some(adverb)}`,
    `${lead(`es|das|jetzt|nun|alles|${tips}`)}hat${some(`mir|uns|${adverb}|super gut|sehr gut`)} geholfen`,
    `alles${some('ist|jetzt|nun|wieder|sehr|läuft|auch|super|bestens')} (?:gut|bestens|ok|okay|okey|in ordnung|super|prima|paletti|perfekt|in butter|tutti|toll)`,
    'keine (?:weiteren |anderen )?(?:fragen|probleme|beschwerden) mehr|keine weiteren (?:fragen|probleme)|ich habe keine (?:weiteren )?(?:fragen|probleme)(?: mehr)?',
    '(?:das )?(?:hilft|half) (?:mir|uns)(?: sehr| wirklich)*(?: weiter)?|das hilft(?: sehr)?(?: weiter)?|damit ist mir (?:sehr )?geholfen',
    '(?:jetzt|nun) (?:ist )?(?:wieder )?alles (?:wieder )?(?:gut|ok|okay|in ordnung|bestens|da)',
  ],
  praise: [
    `${lead('das ist|ist ja|das war|echt|wirklich|sehr|einfach|absolut|richtig|ganz')}${any('super|prima|toll|perfekt|klasse|wunderbar|großartig|hervorragend|ausgezeichnet|spitze|spitzenmäßig|top|genial|fantastisch|phantastisch|schön|mega|cool|hammer|bravo|hurra|juhu|juhuu|wow|sehr gut|einwandfrei|bestens|stark|geil|na also|sehr nett|spitzenservice|super service|toller service|klasse service|super support|toller support|guter service|super arbeit|gute arbeit|tolle arbeit|top service|das ging ja schnell|das ging schnell|das war schnell|freut mich|ich freue mich|wir freuen uns|bin begeistert|ich bin begeistert|sehr zufrieden')}`,
  ],
  assent: [
    'ok|okay|okey|ja|jo|jap|jawohl|genau|alles klar|verstanden|gut|in ordnung|kein problem|stimmt|richtig|ach so|achso|aha|na gut|gerne|gern',
    '(?:zur |nur zur |kurze )(?:info|rückmeldung)|kurzes feedback|gute nachricht(?:en)?',
  ],
  polite: [
    `${lead('ich wünsche|wir wünschen|wünsche|wünschen|ihnen|dir|euch|allen|ebenfalls|auch|noch|und|habt|haben sie|hab|weiterhin')}${maybe('einen |eine |ein |ne |nen ')}(?:schöne[nsr]?|angenehme[nsr]?|gute[nsr]?|tolle[nsr]?|wunderschöne[nsr]?|sonnige[nsr]?|erholsame[nsr]?|entspannte[nsr]?|frohe[nsr]?|schoene[nsr]?|rest)(?: rest)? ?${time}${some('noch|ihnen|dir|euch|allen|und|gewünscht|auch|zusammen')}`,
    '(?:wünsche |wünschen )?(?:ihnen |dir |euch )?(?:ebenso|ebenfalls|gleichfalls|dito)|alles gute|bis bald|tschüss|tschüß|tschau|ciao|ade|schönes we|schöne we|schönen tag|frohe weihnachten|guten rutsch|frohe ostern|bleiben sie gesund|bleib gesund|bleibt gesund|weiter so|macht weiter so|machen sie weiter so|ein schönes we|frohes neues jahr|schöne feiertage|frohes fest',
    '(?:bitte )?(?:entschuldigung|entschuldigen sie|entschuldige|sorry|verzeihung|tut mir leid) (?:bitte )?(?:für )?(?:die |das |meine |den )?(?:späte |verspätete |lange )?(?:antwort|rückmeldung|verzögerung|umstände|mühe|störung|wartezeit|verwirrung)',
  ],
  signOff: [
    `${maybe('mit |und |viele |und viele |lieben dank und ')}${lead('freundlichen?|besten?|lieben?|vielen?|herzlichen?|schönen?|sonnigen?|freundlichem|liebem|bestem|herzlichem|schönem|sehr|ganz|kollegialen?|winterlichen?|sommerlichen?')}(?:grüßen?|grüssen?|gruß|gruss|grüßle|grüßlis)${some('zurück|aus dem norden')}`,
    'lg|vg|mfg|m f g|bg|hg|gruß|grüße|gruss|gruesse|hochachtungsvoll|ihre?|euere?|eure?|dein|deine|beste|bis dahin|mit freundlichem gruß|mfg und danke|glg',
  ],
  tail: [
    `${change}|auch|gut|noch|heute|sehr|super|zusammen|team|liebes team|support|support-team|leute|allerseits|ihnen|euch|dir|perfekt|bestens|gerade|schon`,
  ],
  and: ['und|&|\\+|u|also|damit|somit|nochmals|nochmal'],
  goodbye: [
    `(?:das |es )?freut (?:mich|uns)(?: sehr)?(?: zu (?:hören|lesen))?(?: dass (?:es|alles|das|das problem|jetzt alles|nun alles)${some('jetzt|nun|wieder|endlich|bei ihnen|gut')} (?:funktioniert(?: hat)?|klappt|geklappt hat|läuft|geht|gelöst(?: ist| wurde)?|erledigt(?: ist)?|behoben(?: ist)?|geholfen hat))?`,
    `(?:schön|super|toll|prima|gut|freut mich|freut uns|wunderbar)(?: zu hören)? dass (?:es|alles|das|das problem)${some('jetzt|nun|wieder|endlich|gut')} (?:funktioniert(?: hat)?|klappt|geklappt hat|läuft|geht|gelöst(?: ist| wurde)?|erledigt(?: ist)?|behoben(?: ist)?|geholfen hat)`,
    '(?:sehr )?gern(?:e)?(?: geschehen)?|bitte (?:sehr|schön|gern|gerne)|keine ursache|nichts zu danken',
  ],
  trifle: [
    '(?:gar |überhaupt )?kein(?:e)? (?:problem|thema|sache)|alles klar|in ordnung|passt|klar|natürlich',
  ],
  offer: [`${lead(contact)}${further}${some(contact)}`],
  service: ['für (?:die|ihre|deine) (?:rückmeldung|geduld|info|bestätigung|nachricht|antwort)'],
};
