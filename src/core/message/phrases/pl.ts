import { any, lead, maybe, type Phrases, some } from './phrases.js';

const matter =
  'wszystko|to|problem|u mnie|u nas|strona|drukarka|aplikacja|logowanie|system|program|konto|hasło|link|internet|poczta|sklep|skaner|serwer|już|teraz|nareszcie|w końcu|wreszcie|znowu|znów|ponownie|faktycznie|rzeczywiście|na szczęście|od razu|dzisiaj|dziś|po restarcie|po aktualizacji';
const well =
  'dobrze|świetnie|super|idealnie|poprawnie|prawidłowo|bez zarzutu|bez problemu|bez problemów|bezproblemowo|jak należy|jak trzeba|jak powinno|wszystko|już|teraz|znowu|znów|ponownie|u mnie|u nas|ok|pięknie|perfekcyjnie|bardzo|znakomicie|jak złoto|jak marzenie|elegancko|od razu|normalnie|wreszcie|nareszcie|po restarcie|po aktualizacji';
const quick =
  'szybką|szybkie|błyskawiczną|błyskawiczne|sprawną|sprawne|ekspresową|ekspresowe|natychmiastową|miłą|świetną|świetne|super|profesjonalną|profesjonalne|wspaniałą|okazaną|udzieloną|państwa|pana|pani|twoją|twoje|waszą|wasze|całą|dużą|ogromną|bardzo|tak|nieocenioną|cenne|cenną|wyczerpujące|wszelką|dotychczasową|pańską|i';
const help =
  'pomoc|wsparcie|informację|info|informacje|wyjaśnienie|wyjaśnienia|poradę|porady|radę|wskazówki|wskazówkę|obsługę|zaangażowanie|rozwiązanie(?: problemu| sprawy)?|naprawę|naprawienie|fatygę|instrukcję|instrukcje|podpowiedź|podpowiedzi|poświęcony czas|poświęcenie czasu|życzliwość|pracę';
const reply =
  'odpowiedź|reakcję|odpowiedzi|odzew|działanie|interwencję|załatwienie sprawy|realizację|działania';
const cause = any(
  `wszystko|${lead(quick)}${any(help)}${maybe(` (?:i|oraz) ${lead(quick)}${any(`${help}|cierpliwość|${reply}`)}`)}|${any(quick)} ${lead(quick)}${any(reply)}(?: i ${any(help)})?`,
);
const much =
  'bardzo|serdecznie|pięknie|ślicznie|uprzejmie|ogromnie|wielkie|stokrotnie|panu|pani|państwu|ci|wam|wszystkim|jeszcze raz|raz jeszcze|ponownie|po stokroć|również|też|mocno|gorąco|najmocniej|z całego serca';
const thank = any(
  'dziękuję|dziękuje|dziękujemy|dzięki|dzienki|dziena|dziekówa|dziekowa|dzięks|dzieks|dzięx|dzx|dzk|dzieki|podziękowania|thx|thanks|dziekóweczka|dziękóweczka|dzienkuje|dziękować|składam podziękowania|wyrazy wdzięczności',
);
const ticket = any(
  'zgłoszenie|sprawę|ticket|tickieta|ticketa|temat|wątek|zgłoszenia|sprawy|tematu|ticketu|wątku|zlecenie serwisowe',
);
const may = any(
  'można|możecie|możesz|może pan|może pani|mogą państwo|możemy|może być|mogą być|możecie państwo|da się',
);
const shut = any(
  'zamknąć|zamykać|zakończyć|zamknięte|zamknięta|zamknięty|uznać za (?:zamknięte|zakończone|rozwiązane|zamkniętą|rozwiązaną|zakończoną|zamknięty)|oznaczyć jako rozwiązane',
);
const ease = 'już|spokojnie|więc|zatem|teraz|śmiało|to|tę|ten|moje|moją|mój|nasze|naszą|nasz|tym samym';
const time = any(
  'dnia|weekendu|wieczoru|popołudnia|tygodnia|dzionka|urlopu|odpoczynku|poranka|przedpołudnia|piątku',
);

/** What further help is for: closed, since "jeśli ..." alone may go on as a request. */
const need = `${lead('jakiekolwiek|jakichkolwiek|jakieś|jakichś|dalszych|dalsze|dodatkowych|dodatkowe|kolejnych|kolejne|innych|inne|ewentualnych|nowych|jeszcze|czegokolwiek|więcej')}${any('pytań|pytania|problemów|problemy|wątpliwości|trudności|kłopotów|potrzeby|czego|czegoś|coś|pomocy')}${some('jeszcze|innego|w przyszłości|jeszcze raz')}`;
const further = any(
  `w razie ${need}|w przypadku ${need}|(?:jeśli|jeżeli|gdyby|gdy)${some('pan|pani|państwo|będą|będzie|będziesz|będziecie|miał|miała|miałby|miałaby|mieli|mieć|ma|masz|macie|mają|potrzebuje|potrzebujesz|potrzebujecie|potrzebują|pojawią|pojawi|pojawiły|pojawiło|się|jeszcze|jednak|wystąpią|kiedyś')} ${need}${some('się|pojawiły|pojawiło|działo|będzie')}|jakby co|gdyby co`,
);
/** Any words of "proszę śmiało pisać"; beside `further` they ask for nothing. */
const contact =
  'proszę|prosimy|śmiało|pisać|pisz|piszcie|dzwonić|dzwoń|kontakt|o kontakt|do kontaktu|się|odzywać|odezwać|odezwij|dać znać|daj znać|dajcie znać|jestem|jesteśmy|pozostaję|pozostajemy|do (?:państwa |pana |pani |twojej )?(?:dyspozycji|usług)|zapraszam|zapraszamy|pomożemy|pomogę|chętnie|z nami|ze mną|ponownie|znowu|tutaj|zawsze|kontaktować|skontaktować|o wiadomość|pytać|pytaj|ponowny';

export const pl: Phrases = {
  greeting: [
    'cześć|czesc|hej|hejka|dzień dobry|dobry wieczór|witam|witam serdecznie|witaj|witajcie|szanown[aiey](?: państwo| panie| pani| panowie)?|drog[aiy]|drodzy|siema|siemka|halo|dobry|dzieńdobry|dzień dobry państwu|dzien doberek',
  ],
  thanks: [
    `${lead('ja|my|bardzo|serdecznie|wielkie|serdeczne|pięknie|ślicznie|ogromne|stokrotne|gorące|śliczne|piękne|super|i|raz jeszcze|jeszcze raz|uprzejmie|chciałbym|chciałabym|chcę|najserdeczniejsze')}${thank}${some(much)}`,
    `(?:jestem|jesteśmy) ${lead('bardzo|niezmiernie|ogromnie')}(?:wdzięczny|wdzięczna|wdzięczni)`,
    '(?:jesteście|jesteś|jest pan|jest pani|są państwo) (?:super|wspaniały|wspaniała|wspaniali|niezawodni|niezawodny|niezawodna|wielki|wielka|wielcy|najlepsi|świetni|the best|genialni|mistrzem|bohaterem)',
  ],
  cause: [`za ${cause}`],
  occasion: [
    `za ${lead(quick)}(?:wiadomość|maila|mail|odpowiedź|e-?maila|e-?mail|kontakt|telefon|przypomnienie|list|odzew|informację zwrotną|zainteresowanie)`,
  ],
  solved: [
    `${lead(matter)}(?:działa|działają|zadziałało|zadziałał|zadziałała|hula|śmiga|zatrybiło|zaskoczyło)${some(well)}`,
    `${lead(matter)}(?:wszystko|znowu|znów|nareszcie|wreszcie|w końcu|już wszystko) (?:chodzi|śmiga|hula|bangla|działa)${some(well)}`,
    `${lead(matter)}(?:udało się|się udało|udało mi się)${some('bardzo|wreszcie|nareszcie|zalogować|rozwiązać problem|wydrukować|uruchomić|naprawić|połączyć|otworzyć|pobrać|znakomicie|od razu|w końcu|już')}`,
    `${lead('mój|nasz|ten|i|już|teraz')}(?:problem|kłopot|błąd)${some('został|jest|już|całkowicie|szybko|na szczęście|w pełni')} (?:rozwiązany|zażegnany|zniknął|ustąpił|naprawiony|usunięty|z głowy|minął|nie występuje)${some('już')}`,
    `(?:ta |moja |nasza |cała )?sprawa${some('została|jest|już|tym samym|całkowicie|dla mnie')} (?:rozwiązana|załatwiona|zamknięta|zakończona|wyjaśniona|nieaktualna)${some('już')}`,
    `${lead('wszystko|już|jest|zostało|problem|to')}(?:rozwiązane|naprawione)${some('już')}`,
    `${any('już|teraz|znowu|znów|nareszcie')} (?:mogę|możemy)${some('się|już|znowu|znów|teraz|ponownie|normalnie')} (?:zalogować|logować|drukować|pracować|wejść|korzystać|połączyć|otworzyć)${some('się')}`,
    `(?:mogę|możemy)(?: się)? (?:już|znowu|znów|teraz|ponownie)${some('się|normalnie|już')} (?:zalogować|logować|drukować|pracować|wejść|korzystać|połączyć|otworzyć)${some('się')}`,
    `${maybe('(?:proszę|tak) ')}(?:${maybe('(?:to|tę|ten|moje|moją|mój|nasze) ')}${ticket} )?${may}${some(ease)} ${shut}${maybe(` ${lead(ease)}${ticket}`)}`,
    `${maybe('(?:to|tę|ten) ')}${ticket} proszę(?: już)? zamknąć`,
    `proszę(?: już)? (?:o zamknięcie|zamknąć)${some(ease)}(?: tego| tej| mojego| mojej| naszego)? ${ticket}`,
    `(?:${ticket} |zgłoszenie )?(?:jest )?do zamknięcia|zamykamy ${maybe('(?:to|tę|ten) ')}${ticket}`,
  ],
  fine: [
    `${lead(matter)}pomogło${some('bardzo|wreszcie|nareszcie|znakomicie|od razu|w końcu|już')}`,
    `wszystko${some('już|jest|teraz|znowu|znów|u mnie|u nas|wróciło|to')} (?:ok|okej|okay|oki|w porządku|dobrze|gra|super|w normie|do normy|świetnie|pięknie)${some('już|teraz')}`,
    `(?:już|teraz|znowu)${some('jest|wszystko|już|teraz')} (?:ok|okej|oki|dobrze|w porządku|super|gra|idealnie)`,
    `jest (?:już|teraz) (?:wszystko )?(?:ok|okej|dobrze|w porządku|super|idealnie)`,
    '(?:nie mam|brak)(?: już| żadnych)? (?:więcej|innych|dalszych|dodatkowych|innych) (?:pytań|uwag|problemów)',
  ],
  praise: [
    `${lead('to|jest|po prostu|naprawdę|bardzo|oo|o')}${any('super|świetnie|ekstra|extra|rewelacja|rewelacyjnie|wspaniale|idealnie|pięknie|doskonale|bomba|brawo|wow|hurra|cudownie|znakomicie|fantastycznie|perfekcyjnie|mega|genialnie|rewelka|ekspresowo|pełen profesjonalizm|pełna profeska|świetna robota|dobra robota|świetna obsługa|super obsługa|wspaniała obsługa|szacun|szacunek|pełen szacunek|elegancko|świetna wiadomość|bardzo się cieszę|cieszę się|jestem zachwycony|jestem zachwycona|ale szybko|szybka akcja|super szybko|bardzo sprawnie|bajka|miodzio|kozacko|wspaniała wiadomość|super sprawa')}`,
  ],
  assent: [
    'ok|okej|okey|oki|okay|dobrze|tak|jasne|w porządku|rozumiem|zgadza się|potwierdzam|faktycznie|zgoda|dobra|aha|spoko',
    '(?:informuję|informujemy|potwierdzam|potwierdzamy|daję znać|piszę)(?: że)?|dobra wiadomość|dobre wieści',
  ],
  polite: [
    `${lead('życzę|życzymy|i|państwu|panu|pani|wam|ci|również|wszystkim|także|też')}(?:miłego|dobrego|udanego|spokojnego|przyjemnego|wspaniałego|pięknego|fajnego|super|słonecznego|cudownego|owocnego|bardzo miłego)(?: reszty)? ${time}${some('życzę|życzymy|również|wszystkim|państwu|wam')}`,
    '(?:i )?(?:wzajemnie|nawzajem|vice versa)|do widzenia|do usłyszenia|na razie|wszystkiego dobrego|wszystkiego najlepszego|trzymajcie się|trzymaj się|tak trzymać|tak trzymajcie|wesołych świąt|zdrowych i wesołych świąt|szczęśliwego nowego roku|udanych świąt|spokojnych świąt|dobranoc|miłej pracy|spokojnej nocy|udanej pracy|polecam|gorąco polecam|miłej niedzieli|miłej soboty|dużo zdrowia|zdrowia życzę|pa|papa|cześć|miłego',
    '(?:bardzo )?(?:przepraszam|przepraszamy|sorry|sorki|wybaczcie) za (?:zwłokę|późną odpowiedź|opóźnienie|zamieszanie|kłopot|problem|fatygę|kłopoty|tak późną odpowiedź|opóźnioną odpowiedź)',
  ],
  signOff: [
    `${lead('łączę|przesyłam|z|serdecznie|ciepło|gorąco|i|najlepsze|serdeczne|ciepłe|wraz z|ślę')}(?:pozdrawiam|pozdrawiamy|pozdrowienia|pozdrowieniami|pozdro|pozdr|pzdr|poz|pozdrówka|pozdrowionka)${some('serdecznie|ciepło|gorąco|bardzo|państwa|pana|panią|was|cię|mocno|wszystkich|z polski|cieplutko')}`,
    'z poważaniem|z wyrazami szacunku|łączę wyrazy szacunku|wyrazy szacunku|z szacunkiem|serdeczności|ukłony|z uszanowaniem|kłaniam się|z wyrazami poważania|pozdrawiam i życzę miłego dnia',
  ],
  tail: [
    'już|teraz|znowu|znów|dobrze|wreszcie|nareszcie|u mnie|u nas|również|też|panie|pani|państwu|wszystkim|zespole|drogi zespole|kochani|panowie|ekipa|bardzo|dzisiaj|dziś|w końcu|od razu',
  ],
  and: ['i|a|oraz|&|\\+|więc|także|jeszcze raz|raz jeszcze'],
  goodbye: [
    `(?:bardzo )?(?:cieszę się|cieszymy się|super|świetnie|dobrze|miło(?: mi)?(?: słyszeć)?) że (?:to |już |teraz |wszystko |znowu )*(?:działa|się udało|udało się|pomogło|mogłem pomóc|mogłam pomóc|mogliśmy pomóc|jest w porządku)${some('u państwa|i wszystkim|dobrze|już|teraz|znowu')}`,
    '(?:bardzo )?(?:cieszę się|cieszymy się|miło (?:mi )?to słyszeć)|proszę bardzo|nie ma za co|drobiazg|polecam(?:y)? się(?: na przyszłość)?',
  ],
  trifle: ['nie ma (?:sprawy|problemu)|żaden problem|spoko|jasne|oczywiście'],
  offer: [`${lead(contact)}${further}${some(contact)}`],
  service: ['za (?:informację|wiadomość|cierpliwość|potwierdzenie|odpowiedź|informację zwrotną|kontakt)'],
};
