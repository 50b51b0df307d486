import { fold } from '../message/phrases/fold.js';

/** A word as the lists below have it: folded, without hyphens, and ä written as a or ae is the same. */
export function plainWord(word: string): string {
  return fold(word)
    .replace(/[^\p{L}]+/gu, '')
    .replace(/([aou])e/g, '$1');
}

/** The words that a disclaimer is made of, whole. No word that tells of a customer, an order or a call is among them. */
const whole = new Set(
  `an the and any are as at be been by can could do does for from has have having if in into is it its may might must no non
   not of on only or other our shall should so such than that their them then there these they this those to under unless
   until up upon us was we were where which who whom will with within without you your yours all also anyone anybody
   anything else each either neither nor before because how however please thank thanks kindly am being every further via
   inc ltd gmbh ag llc plc sp zoo oo impressum others about particularly daten razie soweit therefore same written work absolutely important part errors opening
   irgendeiner denjenigen indem rechte uwaga którymkolwiek też aby swoją swojej użytku wszystkie
   although take taken takes based show shown way loss note making made per think out more whatsoever worden
   bądź nich ów jesteście jesteś możecie żaden żadne sposób zatem więcej dalej oni nie jedynie
   geben nehmen fall dritte regel grund namen jedem welche welcher irgend nebst lesen weise änderung teilweise darf
   reader intended named above below well law laws error late incomplete free harm act read right rights
   der die das den dem des ein eine einer eines einem einen und oder sowie bzw ist sind sein seien war wird werden wurde
   wurden kann können könnte durfen darf soll sollte sollten muss müssen nicht nur kein keine keinen keiner keinerlei ohne
   mit von vom für auf aus bei zu zum zur im ins über unter um durch nach vor wenn falls sofern dass ob als wie daher auch
   sie ihr ihre ihren ihrem ihrer ihnen uns wir unser unsere unseren unserer dies diese dieser dieses diesem diesen sich es
   er haben hat hier hiermit damit dazu darin davon daran daraus etwa jegliche jeglicher alle aller allen jede jeder jedes
   andere anderen anderer bitte danke dank vielen so deren dessen etwaige etwaigen haften löschen leiten setzen dürfen
   teilen finden bevor denken tut ihrerseits grundsätzlich weder noch ganz teile
   we ze na od po za przez dla przy pod nad bez oraz lub albo ani czy ale jest są być był była było zostać został została
   zostały może mogą można należy ma mają mieć nie tylko ten ta te tej tego tym tych tę to jej jego jeśli jeżeli który
   która które których którego którym jako tak każde inne inny innych inna państwo państwa państwu pan pani nas nam nasz
   naszej się go ją nią nim niej niego proszę prosimy dziękujemy dziękuję wraz jakiekolwiek jakichkolwiek wszelkie wszelkich
   także również stąd celu cel poprzez prawa tych innym osób osoby osobom osoba prawo gdy tejże w tajne`
    .split(/\s+/)
    .map(plainWord),
);

/** The same by how they begin, for words that are inflected or compounded. */
const stems = new RegExp(
  `^(?:${`email mail messag communicat transmi informat confiden privileg propriet intend recipien addres person individual
   entit organi compan sole exclusive receiv mistak notif inform contact sender sent immediat prompt delet destr remov eras
   copy copie disclos dissem distribut retent retain review relian forward reproduc unauthor author prohib strict forbid
   forbidden unlawful illegal legal liab responsib accept assum damage arising virus malware malicious harmful scan detect
   secur guarante warrant complet accura timel interce corrupt attach file document content contain includ opinion
   express necessar represent reflect otherwise binding agree subject applicab protect exempt regulat data
   privac polic proces websit access system computer server device network reply return electronic internet original
   hereby thereof therein hereto print environment tree paper action taken omit notice caution warning disclaim monitor
   record purpos consent permi prior reserv copyright agent employe deliver defect ensur consider view conduct misus
   believ affect opened check antivir software presen caus manag final receipt describ officer languag term clean danger
   perus doctrin erron waive product persons person modif publicat represent originat affiliat referred form relat
   using used use advis telephon transfer disrupt expos share imply constitut inadvert addition materi sensitiv
   nachricht vertraul rechtlich geschütz richtig adressat adressier empfäng beabsicht bestimm vorgeseh irrtüm verseh fehler fälsch
   erhalt erhielt benachricht verständig kontakt verbindung absend sofort unverzüg umgehend vernicht lösch entfern unerlaub
   unbefug weitergab weitergeb weiterleit weiterzu weiter kopier kopie vervielf verbreit verwend verwert nutz gebrauch offenleg
   veröffentl inhalt anlag anhang anhäng datei dokument gestattet zulässig untersag verbot strafbar haft übernehm übernimm
   gewähr vollständ verantwort schaden schäd viren überprüf geprüft sicher übertrag übermit elektron datenschutz verarbeit
   hinweis webseit internetseit rechner umwelt druck ausdruck ausgedruckt papier erforder notwend verbindl erklär gesetz
   vorschrift firma firmen unternehm gesellschaft ausschließ enthält enthalt enthielt gegebenenf eventuell mitteil zustimm
   genehm schriftl zugang zugegang zurück send gesend versand versend bedenk zweck archiv speicher aufbewahr wichtig achtung
   beachtung erstellt veränder umständ urheber telefonisch behalten verlauf bezeichn möglich begrenz derjenig antwort
   zugriff automat einschließ sämtlich gelesen folgen anderweit benutz öffentl auswert abgeleit maßnahm datenträg
   personen vorbehalt unintend unverschlüss garantier kommunik nichtautor speichern
   kenntnis missbrauch missbräuch natürlich gerichtet berechtig unberechtig authoris autoris bedank verlust
   wiadomo niniejsz poufn przeznacz wyłączn odbiorc nadawc usun skasow zniszcz zabron zakaz niedozw prawn niezwłoczn
   bezzwłoczn natychm powiad poinform zawiad skontakt kopiow kopi rozpowsz rozprow dystryb ujawn udostęp wykorzyst użyci
   używ informac zawart zawier podmiot załącz treś korespond otrzym omyłk pomyłk błęd stanow tajemn przedsięb chron ochron
   objęt zgod komput serwer elektron drog odpowiedz pono szkod wirus danych osobow administr przetwarz rozporz ustaw
   prywatn stron znajd druk wydruk środow pomyśl zanim dbaj czytaj kierow skierow upraw nieupraw upoważ trzeci postępow
   dotycz nośnik kodeks ofert rozumi charakt podstaw dalsz bezpiecz handlow cywiln wolno zamierz jakąkol jakiekol wszelk
   adresa zamierzon czytelnik pośredni przekazan powielan działani podobn wysył odpowiedź następn otwier poczt pracowni
   trwał błędn zaadres ewentual plik podleg względ określon poprawi książk orygina przypadk powyższ jednocześ tryb
   niedruk przegląd nieautor siedzib adresow
   właściw szczegół dostęp mail dokumen zwrot naszych państw sieci sąd grozi ponies`
    .split(/\s+/)
    .map(plainWord)
    .join('|')})`,
);

/** Whether disclaimers are written with the word (as plainWord gives it), in English, German or Polish. */
export function isOfDisclaimers(word: string): boolean {
  return word.length < 2 || whole.has(word) || stems.test(word);
}
