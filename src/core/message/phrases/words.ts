import { fold } from './fold.js';

/** Why a text is more than thanks, by the first such word; also words that are nobody's name. */
export type WordReason = 'objects' | 'refuses' | 'promises' | 'requests' | 'answers' | 'says-more';

const list = (words: string): string[] => words.trim().split(/\s+/).map(fold);

/** "No thanks" is an answer. */
const refuses = list(
  'no nope nah nein nö nee nie non nem neither keine keinen kein aucun ninguno ninguna nessuno nessuna',
);

const objects = list(`
but however still yet although though unfortunately not never nothing except without only partly partially almost
don't doesn't didn't isn't wasn't aren't can't cannot couldn't won't wouldn't haven't hasn't ain't dont doesnt didnt cant wont
fail fails failed failing broken worse wrong error errors bug crash crashes crashed missing sadly alas anyway
aber jedoch allerdings leider trotzdem nicht nichts nie niemals noch immer weiterhin nur außer ohne obwohl dennoch doch
fehler fehlt fehlen kaputt falsch schlechter teilweise bloß sondern
ale jednak niestety nadal wciąż ciągle dalej nigdy nic tylko oprócz chociaż lecz mimo błąd błędy brak brakuje źle zepsute
mais cependant toutefois malheureusement hélas pas plus jamais rien sauf encore toujours sans seulement pourtant erreur manque
ne n'est n'a n'ai
pero sin embargo aunque todavía aún sigue nunca nada excepto sino solo sólo desgraciadamente lamentablemente falta falla fallo
tampoco
però pero tuttavia purtroppo ancora sempre mai niente nulla tranne solo soltanto ma non sebbene manca errore`);

const promises = list(`
if when whether unless until will would shall should may might could going gonna try trying tomorrow later soon next
i'll we'll i'd we'd it'll that'll let's hope hoping hopefully once after monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december today tonight week month year
wenn falls sobald ob werde werden wird würde würden könnte sollte probiere versuche teste prüfe melde schaue morgen später bald
demnächst nächste nächsten hoffe hoffentlich montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
januar februar märz mai juni juli oktober dezember heute woche monat jahr
jeśli jeżeli gdy kiedy gdyby będę będziemy będzie sprawdzę sprawdzimy spróbuję zobaczę zobaczymy odezwę dam jutro później potem wkrótce
niebawem nadzieję poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę styczeń luty marzec
kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień dziś dzisiaj tydzień miesiąc rok
si quand lorsque dès vais allons serai essaie essaierai essayer vérifie vérifier reviens reviendrai demain tard bientôt espère
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre
décembre aujourd'hui semaine mois
cuando mientras voy vamos probaré probaremos intentaré revisaré veré miro pruebo mañana luego pronto espero ojalá lunes martes
miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
hoy semana mes
se quando appena proverò provo proviamo controllo controllerò vedrò verifico verificherò farò domani dopo presto spero lunedì
martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
oggi settimana mese`);

const requests = list(`
please pls plz can need needs want wants send sent give call tell ask advance waiting wait await awaiting expect expecting
kindly help question questions request must require change cancel cancelled cancellation refund refunds invoice invoices
bill order orders delivery payment return returns stop remove delete unsubscribe close contract account offer quote
bitte kann können könnten könnte brauche brauchen benötige möchte will wollen schicken senden sende schicke geben frage fragen
voraus vorab warte warten erwarte rechnung rechnungen bestellung lieferung zahlung kündigung kündigen kündige stornieren
stornierung storno rückgabe erstattung umtausch vertrag konto angebot löschen löschung abmelden termin rückruf anruf anrufen
proszę prosze prosimy poproszę chcę chcemy potrzebuję potrzebujemy chciałbym chciałabym wysłać wyślij wyślijcie pytanie pytania
góry czekam czekamy oczekuję faktura faktury fakturę zamówienie zamówienia dostawa płatność zwrot reklamacja rezygnuję
rezygnacja anulować anulowanie anuluj umowa konto oferta usunąć usuń termin telefon zadzwonić oddzwonić
svp s'il veuillez pouvez pouvez-vous pourriez besoin veux voudrais envoyer envoyez question questions avance d'avance attends attente
facture commande livraison paiement remboursement annuler annulation résilier résiliation contrat compte offre devis supprimer
favor podría podrían puede necesito necesitamos quiero quiere quisiera enviar envíe envíen pregunta preguntas duda antemano
adelantado espera esperando factura pedido entrega pago reembolso devolución cancelar cancelación contrato cuenta oferta
presupuesto eliminar
favore cortesia potete potreste può puoi potrebbe bisogno voglio vorrei inviare inviate mandate domanda domande anticipo
anticipatamente attesa aspetto fattura ordine consegna pagamento rimborso reso annullare annullamento disdetta disdire contratto
conto offerta preventivo eliminare`);

const answers = list(`
yes yep yeah ok okay sure agreed accepted confirmed correct right true false done received ja jawohl doch genau stimmt
einverstanden bestätigt erledigt erhalten richtig falsch tak zgoda potwierdzam zrobione otrzymałem otrzymałam dobrze prawda
oui d'accord accepté confirmé fait reçu vrai faux sí vale acuerdo confirmado hecho recibido verdadero sì va d'accordo confermo
fatto ricevuto vero`);

/** Words of every sentence, and things that people answer with: they say no reason, but nobody is called so. */
const common = list(`
i you he she we they it me my your our his her their this that these those there here what which who where how why the a an and
or of to in on at by is are was were be been am do does did has have had one two three four five six seven eight nine ten first
second third option version new old other another more less many some all every both red green blue black white yellow grey
large small medium left right up down windows linux mac macos android ios chrome firefox safari edge outlook thunderbird gmail
visa mastercard paypal cash card bank transfer post mail email address phone number name ps nb fyi re fw update attached
attachment screenshot photo file log logs printer scanner nothing everything germany poland france spain italy berlin london
warsaw warszawa paris madrid rome roma milan milano munich münchen hamburg kraków vienna wien zurich
ich du er sie wir ihr es mir mich uns mein dein unser der die das den dem des ein eine einen einem einer und oder von zu im am
auf bei ist sind war waren bin hat habe haben hatte eins zwei drei vier fünf sechs sieben acht neun zehn neu alt rot grün blau
schwarz weiß gelb groß klein überweisung lastschrift karte adresse nummer anhang datei drucker neue neuer neues
ja ty on ona my wy oni to ten ta te jest są był była mam masz ma mamy się i lub albo oraz w na z do od po przy dla jeden dwa trzy
cztery pięć nowy nowa stary czerwony zielony niebieski czarny biały żółty przelew karta adres numer załącznik plik drukarka
je tu il elle nous vous ils on mon ma mes votre le la les un une des du de et ou à en est sont était suis ai a ont avez deux
trois quatre cinq rouge vert bleu noir blanc jaune virement carte adresse numéro pièce fichier imprimante nouveau
yo tú él ella nosotros ellos usted mi su el los las una unos y o en es son era soy he ha tengo tiene dos tres cuatro cinco rojo
verde azul negro blanco amarillo transferencia tarjeta dirección número archivo impresora nuevo
io lui lei noi voi loro mio tuo suo gli uno e ed è sono ho hai abbiamo due tre quattro cinque rosso nero bianco giallo bonifico
carta indirizzo numero allegato stampante nuovo`);

const reasons = new Map<string, WordReason>();
for (const word of common) reasons.set(word, 'says-more');
for (const [words, reason] of [
  [answers, 'answers'],
  [requests, 'requests'],
  [promises, 'promises'],
  [objects, 'objects'],
  [refuses, 'refuses'],
] as const)
  for (const word of words) reasons.set(word, reason);

/**
 * What a word of an answer tells, or null for a word that tells nothing and may be a name.
 * @param word folded, see `fold`
 */
export function wordReason(word: string): WordReason | null {
  const whole = reasons.get(word);
  if (whole) return whole;
  return /(?:'ll|'d)$/.test(word) ? 'promises' : /n't$/.test(word) ? 'objects' : null;
}
