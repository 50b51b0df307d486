import { any, lead, maybe, type Phrases, some } from './phrases.js';

const matter = any(
  "tutto|il problema|il mio problema|l'errore|il sito|la pagina|l'app|l'applicazione|il programma|la stampante|l'accesso|il mio account|il link|il sistema|la connessione|la posta|la password|il login",
);
const adverb =
  'ora|adesso|bene|benissimo|perfettamente|di nuovo|correttamente|tutto|finalmente|senza problemi|a meraviglia|alla perfezione|regolarmente|come deve|come dovrebbe|qui|anche|già|effettivamente|completamente|alla grande|nuovamente|perfetto|subito|ok';
const quick =
  'rapida|rapido|veloce|tempestiva|tempestivo|pronta|pronto|immediata|ottima|ottimo|eccellente|preziosa|prezioso|gentile|grande|molto|così|sua|tua|vostra|suo|tuo|vostro|utile|utili|cortese|fantastico|fantastica|super|efficiente|celere';
const help =
  'aiuto|supporto|assistenza|servizio|spiegazione|spiegazioni|chiarimento|chiarimenti|info|informazione|informazioni|consiglio|consigli|tempo|lavoro|disponibilità|rapidità|velocità|soluzione|gentilezza|cortesia|intervento|impegno|professionalità|efficienza|tempestività|dritta|indicazioni|istruzioni';
const reply = 'risposta|riscontro|reazione|risoluzione';
const your = any(
  "il|la|l'|lo|le|i|gli|vostro|vostra|il suo|il tuo|il vostro|la sua|la tua|la vostra|tutto il|tutto l'",
);
const art = "(?:l'|dell'|all'|nell')?";
const cause = any(
  `tutto|${maybe(`${your} `)}${lead(quick)}${art}${any(help)}${some(quick)}${maybe(` e(?: per)? ${maybe(`${your} `)}${lead(quick)}${art}${any(`${help}|pazienza`)}${some(quick)}`)}` +
    `|${maybe(`${your} `)}${any('rapida|veloce|tempestiva|pronta|immediata|ottima|celere')} ${any(reply)}|${maybe(`${your} `)}${any(reply)} (?:così |molto )?${any('rapida|veloce|tempestiva|immediata|celere')}|avermi aiutat[oa]|averci aiutat[oi]|aver risolto(?: il problema| tutto)?|(?:avere |aver )?risposto così velocemente`,
);
const much =
  "mille|tante|molte|infinite|di cuore|ancora|di nuovo|a tutti|a te|a lei|a voi|davvero|veramente|di tutto|sinceramente|sentitamente|infinitamente|moltissimo|ragazzi|anche|vivamente|dell'aiuto|molto|tanto";
const ticket = any(
  'ticket|caso|richiesta|segnalazione|pratica|chiamata|conversazione|tickets|questione|intervento',
);
const solved = any('risolto|risolta|risolti|sistemato|sistemata|a posto|riparato|aggiustato');

/** What further help is for: closed, since "se ha ..." alone may go on as a request. */
const need = `${lead("altre|altri|ulteriori|ulteriore|altra|qualche|qualsiasi|di|nuovi|nuove|d'|un|una|ogni|eventuali")}${any("domand[ae]|dubbi|dubbio|problem[ai]|aiuto|assistenza|altro|qualcos'altro|cosa|chiariment[oi]|necessità|esigenza|supporto|noi|me")}${some('ancora|di nuovo|in futuro|in merito')}`;
const further = any(
  `se (?:ha|hai|avete|avesse|avessi|aveste|dovesse avere|dovessi avere|doveste avere|dovessero esserci|ci fossero|ci sono|le serve|ti serve|vi serve|serve)${some('ancora|bisogno|nuovamente')} ${need}|se (?:ha|hai|avete) (?:ancora )?bisogno(?: di (?:altre |ulteriori )?informazioni)?|(?:per|in caso di) ${need}|se (?:il problema|l'errore) (?:si ripresenta|dovesse ripresentarsi|ritorna)`,
);
/** Any words of "resto a sua disposizione"; beside `further` they ask for nothing. */
const contact =
  'non esiti|non esitare|non esitate|a|pure|sempre|resto|restiamo|rimango|rimaniamo|sono|siamo|qui|a (?:sua|tua|vostra) (?:completa )?disposizione|a disposizione|contattarci|contattarmi|scriverci|scrivermi|chiamarci|chiamarmi|contattaci|scrivici|scrivimi|ci contatti|mi contatti|ci scriva|mi scriva|chiedere|farci sapere|farmi sapere|fatemi sapere|fammi sapere|mi faccia sapere|ci faccia sapere|di nuovo|nuovamente|in qualsiasi momento';

export const it: Phrases = {
  greeting: [
    'ciao|salve|buongiorno|buonasera|buon pomeriggio|buon giorno|buona sera|gentil[ei](?:ssim[aoie])?|egregi[oa]?|car[aoie]|spett(?:abile)?|ciao a tutti|salve a tutti|spettabile assistenza|buondì',
  ],
  thanks: [
    `${lead('mille|molte|tante|tantissime|infinite|un|e|vi dico|ancora|un grande|un grandissimo|di nuovo|1000')}${any('grazie|grz|grazieee|graize|ringraziamenti|thx')}${some(much)}`,
    `${maybe('(?:la|ti|vi|ringraziandola|volevo|desidero|voglio) ')}(?:ringrazio|ringraziamo|ringraziarla|ringraziarti|ringraziarvi)${some(much)}`,
    '(?:sono |siamo )?(?:molto |davvero )?grat[oaie]|(?:siete|sei) (?:stati |stato |stata )?(?:davvero |veramente )?(?:gentilissim[oaie]|grandi|grande|fantastic[ioa]|mitic[ioa]|i migliori|il migliore|bravissim[oaie]|un angelo|preziosi|molto gentil[ei])|gentilissim[oaie]|molto gentil[ei]',
  ],
  cause: [`(?:per|di) ${cause}|dell'aiuto|della (?:disponibilità|collaborazione|cortesia)|dell'assistenza`],
  occasion: [
    `(?:per|della|del|dell') (?:la |il |tua |sua |vostra |vostro |tuo |suo )*${lead(quick)}(?:mail|e-?mail|messaggio|risposta|riscontro|comunicazione|chiamata|promemoria|feedback)${some(quick)}`,
  ],
  solved: [
    `${lead('ora|adesso|finalmente|sì ora|già|effettivamente')}(?:${matter} )?${lead(adverb)}(?:funziona|funzionano|ha funzionato|è tornato a funzionare)${some(adverb)}`,
    '(?:ora|adesso|finalmente) (?:tutto )?va(?: tutto)? (?:perfettamente|alla grande|di nuovo|benissimo)(?: bene| ora)*',
    `${lead('ora|adesso|finalmente')}(?:${matter} )?${lead(adverb)}(?:è|è stato|è stata|si è|ho|abbiamo)${some(adverb)} ${solved}${some(adverb)}`,
    `${lead('tutto|problema|errore|ho|abbiamo|ora|adesso|finalmente|già|è')}${any('risolto|risolta|risolti|sistemato')}${some(`${adverb}|il problema`)}`,
    `(?:il |mio )?problema (?:è )?(?:scomparso|sparito|rientrato|non si presenta più|non c'è più)${some(adverb)}`,
    `${lead('ora|adesso|finalmente|già')}(?:riesco|riusciamo|posso|possiamo|sono riuscito|sono riuscita|sono riusciti) (?:a |ad )?(?:di nuovo )?(?:entrare|accedere|stampare|collegarmi|lavorare|fare il login|aprirlo|scaricarlo)${some(adverb)}`,
    `${maybe('(?:quindi|perciò|per me) ')}(?:potete|può|puoi|possiamo|si può)${some('pure|ora|adesso|quindi|tranquillamente|anche')} chiudere${maybe(` (?:il|la|questo|questa|il mio|la mia) ${ticket}`)}${some('pure|ora|adesso')}`,
    `(?:il |la |questo |questa )?${ticket} (?:può essere (?:chiuso|chiusa)|si può chiudere|(?:è )?(?:chiuso|chiusa|risolto|risolta))|può essere (?:chiuso|chiusa)`,
    `(?:per favore )?(?:chiudete|chiuda|chiudi|chiudere)(?: pure)? (?:il|la|questo|questa|il mio|la mia) ${ticket}`,
  ],
  fine: [
    `${lead('mi|ci|questo')}(?:è stato|è stata|ha|avete|sei stato) ${lead('molto|di grande|davvero')}(?:aiutato|aiutata|aiutati)${some('molto|moltissimo|tanto')}`,
    // "Adesso va bene" agrees to a changed proposal as well.
    '(?:ora|adesso|finalmente) (?:tutto )?va(?: tutto)?(?: bene)?',
    `tutto (?:è |va |ora |adesso |molto )*(?:bene|ok|a posto|apposto|perfetto|in ordine|regolare|benissimo|sistemato)${some('ora|adesso|qui|di nuovo')}`,
    '(?:ora|adesso) (?:è )?(?:tutto )?(?:ok|a posto|perfetto|in ordine)',
    '(?:non ho )?(?:nessun altro problema|altri problemi|altre domande|nessuna altra domanda)',
    '(?:questo )?(?:mi|ci) aiuta molto',
  ],
  praise: [
    `${lead('è|che|davvero|veramente|semplicemente|un|molto')}${any('perfetto|ottimo|fantastico|eccellente|benissimo|magnifico|grande|grandi|grandioso|splendido|meraviglioso|super|top|bravissimi|bravissimo|bravo|bravi|stupendo|wow|evviva|ottimo lavoro|ottimo servizio|gran lavoro|bel lavoro|complimenti|che bello|che velocità|soddisfatto|soddisfatta|velocissimi|velocissimo|impeccabile|formidabile|ottima assistenza|buona notizia|servizio eccellente|mitico|mitici')}`,
  ],
  assent: [
    "ok|okay|sì|si|va bene|d'accordo|capito|certo|bene|molto bene|ricevuto|certamente|confermo(?: che)?|le confermo(?: che)?|vi confermo(?: che)?|ti confermo(?: che)?|in effetti|tutto chiaro",
  ],
  polite: [
    `${lead('vi auguro|le auguro|ti auguro|auguro|auguro a tutti|e|a tutti|una|un|ancora|auguri di|auguriamo')}(?:buona?|buone|buon|felice|bella|splendida|ottima|serena|piacevole) (?:giornata|serata|weekend|week-end|fine settimana|settimana|pomeriggio|domenica|lavoro|natale|feste|anno|vacanze|notte|proseguimento|continuazione|pasqua|estate|inizio settimana|ferie|lavoro a tutti)${some('a tutti|a lei|a te|a voi|anche a lei|anche a te|anche a voi|e felice anno nuovo')}`,
    'altrettanto|anche a lei|anche a te|anche a voi|arrivederci|arrivederla|a presto|ciao|ciao ciao|alla prossima|buonanotte|stammi bene|auguri|tanti auguri|buon natale|continuate così',
    "(?:scusi|scusate|scusa|mi scuso|chiedo scusa|mi dispiace|perdonate) (?:per )?(?:il |la |lo |l')?(?:ritardo|risposta tardiva|disturbo|attesa|disguido|ritardo nella risposta)",
  ],
  signOff: [
    `${lead('i|un|con|più|cordiali|distinti|tanti|migliori|i più|cari|porgo|porgiamo|in|caro|e|molti|i miei')}(?:saluti|saluto|cordialmente|cordialità)${some('cordiali|a tutti|e')}`,
    'un abbraccio|baci|sinceramente|distintamente|cordiali saluti e grazie|a presto|con stima',
  ],
  tail: [
    'ora|adesso|di nuovo|anche|bene|finalmente|già|ragazzi|a tutti|davvero|molto|tanto|oggi|team|signora|dottoressa',
  ],
  and: ['e|ed|&|\\+|quindi|perciò|poi'],
  goodbye: [
    "prego|di nulla|di niente|non c'è di che|(?:è stato )?un piacere|con piacere|si figuri|figurati|ci mancherebbe|a disposizione",
    '(?:(?:sono|siamo) )?(?:molto |davvero )?(?:content[oaie]|felic[ei]|liet[oaie])(?: di sapere| di sentire)? che (?:ora |adesso |tutto |il problema |sia |si sia )*(?:funzioni|funziona|risolto|sia risolto|a posto)(?: ora| adesso| bene| di nuovo)*',
    '(?:mi|ci) fa (?:molto )?piacere(?: sapere)?(?: che (?:ora |adesso |tutto |il problema |sia )*(?:funzioni|funziona|risolto|a posto)(?: ora| adesso| bene| di nuovo)*)?',
    '(?:(?:sono|siamo) )?(?:molto )?(?:content[oaie]|felic[ei]|liet[oaie]) di (?:esserle|esserti|esservi|essere) stat[oaie] (?:di aiuto|utile|utili)',
  ],
  trifle: ["nessun problema|non c'è problema|certo|certamente|va bene"],
  offer: [
    `${lead(contact)}${further}${some(contact)}`,
    '(?:non esiti|non esitare|non esitate) a (?:contattarci|contattarmi|scriverci|scrivermi)(?: di nuovo)?|(?:resto|restiamo|rimango|rimaniamo) a (?:sua |tua |vostra )?(?:completa )?disposizione',
  ],
  service: [
    '(?:per|della|per la|per il) (?:la |il |tua |sua |vostra )*(?:pazienza|conferma|risposta|messaggio|comprensione|riscontro|mail)',
  ],
};
