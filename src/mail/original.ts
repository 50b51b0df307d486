import { closes } from './sign-off.js';

/** Where the mail that is answered or forwarded begins without a quote mark: a ruled line or a block of header fields. */

/** Words of the ruled line: "Original", "forwarded", ... and "message", "mail", ... in the languages of clients. */
const adjective =
  /origin|ursprüngl|urspr\.|oorspronk|orygin|oprindelig|opprinnelig|ursprung|alkuper|původn|pôvodn|исходн|пересыл|пересл|перенаправл|оригинальн|вихідн|початков|переслан|forward|weitergeleitet|weiterleit|transf[ée]r|reenvi|encaminhad|inoltrat|doorgestuurd|przekazan|przesłan|vidarebefordr|videresendt|välitet|edelleen|přepos|prepos|özgün|orijinal|asıl|iletil|yönlendir|eredeti|továbbít|αρχικό|προωθ|réacheminé|reply|replied|回复|回覆|原始|原件|原邮|原郵|原信|转发|轉寄|轉發|元の|転送|원본|원문|전달/iu;
const noun =
  /message|mail|nachricht|mensa[jg]e|messaggio|bericht|wiadomo|besked|melding|meddel|viesti|zpráv|správ|сообщени|письм|повідомлення|лист|[iİ]leti|mesaj|üzenet|level|μήνυμα|appointment|termin|邮件|郵件|信件|メッセージ|メール|메시지|메일/iu;
const ruled =
  /^[-_=*~\u2010-\u2015\u2500]{2,80}\s{0,3}([^\s].{2,70}?)\s{0,3}[-_=*~\u2010-\u2015\u2500]{2,80}$/u;

/** Apple Mail begins a forwarded mail with a sentence. */
const begins =
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du (?:message|courriel) (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reenviada)|begin doorgestuurd bericht|początek przekazywanej wiadomości|vidarebefordrat brev|start på videresendt besked|videresendt melding|välitetty viesti alkaa|alku välitetty viesti|začátek přeposílané zprávy|начало (?:переадресованного|пересылаемого) сообщения|початок (?:переадресованого|пересланого) повідомлення|i̇?iletilmiş ileti başlangıcı|iletilen iletinin başlangıcı|転送されたメッセージ|开始转发的邮件|以下是轉寄的郵件|下面是被转发的邮件|전달된 메시지 시작)\s?[:：]$/iu;

type Field = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject' | 'other';

/** The names of header fields as clients write them over a quoted mail. */
const fieldNames: Record<Field, string> = {
  from: 'from|von|de|expéditeur|remitente|remetente|od|da|mittente|van|afzender|från|fra|avsender|lähettäjä|odesílatel|odosielateľ|от|от кого|від|від кого|kimden|gönderen|feladó|de la|από|差出人|送信者|发件人|发信人|寄件者|寄件人|보낸 ?사람|보낸이',
  sent: "sent|sent on|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|message du|enviado|enviado el|enviado em|enviada|enviada em|inviato|data invio|verzonden|wysłan[oaey]|data wysłania|skickat|sendt|lähetetty|odesláno|odoslané|отправлено|надіслано|відправлено|gönderildi|gönderme tarihi|gönderilme tarihi|elküldve|trimis|送信日時|发送时间|发送日期|寄件日期|傳送時間|보낸 ?날짜|보낸 ?시간",
  /** These words head other data too. */
  date: 'date|datum|fecha|data|dato|päivämäärä|päiväys|pvm|dátum|дата|tarih|ημερομηνία|日付|日時|日期|时间|時間|날짜',
  to: 'to|an|à|a|para|do|aan|naar|till|til|vastaanottaja|komu|pre|кому|kime|alıcı|címzett|către|προς|宛先|收件人|收件者|받는 ?사람|받은 ?사람|수신',
  cc: 'cc|bcc|kopie|kopie an|copie|copie à|copia|con copia|cópia|dw|kopia|kopi|kopio|копия|копія|bilgi|másolat|抄送|副本|參照|참조',
  subject:
    'subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|aihe|předmět|predmet|тема|konu|tárgy|subiect|θέμα|件名|主题|主題|主旨|标题|제목',
  other:
    'reply-to|reply to|importance|priority|attachments|anlagen|wichtigkeit|priorität|organization|répondre à|pièces jointes|importanza|prioriteit|ważność|приоритет|importancia|重要性|附件|첨부',
};
const fields = (Object.keys(fieldNames) as Field[]).map(
  (field) => [field, new RegExp(`^(?:${fieldNames[field]})\\s?[*_]{0,2}\\s?[:：]`, 'iu')] as const,
);

/** An hour beside a date. */
const time =
  /(?<!\d)\d{1,2}[:h]\d{2}(?!\d)|\d{4},? .{0,6}(?<!\d)\d{1,2}\.\d{2}$|\d ?[ap]\.?m\b|[時时点點시]/iu;

/** Further lines that the block of fields may hold between its fields: wrapped addresses, blank lines. */
const most = { lines: 14, foreign: 2, line: 2_000 };

/**
 * How the original mail begins at this line, or null: 'ruled' by a line that only clients write, 'fields' by a block of
 * header fields (Outlook, Samsung, GMX, Lotus Notes), which a person may have typed.
 */
export function originalAt(lines: readonly string[], at: number): 'ruled' | 'fields' | null {
  // Every line is asked: most have neither a ruler nor a field's colon.
  if (!/^.{0,60}[:：]|^[\s>*_|]{0,20}[-_=~\u2010-\u2015\u2500]{2}/u.test(lines[at]!)) return null;
  const line = bare(lines[at]!);
  if (line === '') return null;
  if (isRuled(line)) return 'ruled';
  const field = fieldOf(line);
  return field !== null && field !== 'other' && field !== 'cc' && isBlock(lines, at) ? 'fields' : null;
}

function isRuled(line: string): boolean {
  if (line.length > 160) return false;
  if (begins.test(line)) return true;
  const inner = ruled.exec(line)?.[1];
  if (inner === undefined || inner.length > 60) return false;
  return (adjective.test(inner) && noun.test(inner)) || /^original$/i.test(inner);
}

/** A sender, and enough of date, recipient and subject, with a text below. */
function isBlock(lines: readonly string[], at: number): boolean {
  const found = new Set<Field>();
  let timed = false;
  let foreign = 0;
  let last = at;
  for (let n = at; n < lines.length && n < at + most.lines; n++) {
    const line = bare(lines[n]!);
    const field = fieldOf(line);
    // A second sender or subject is no longer this block.
    if (field !== null && field !== 'cc' && field !== 'other' && found.has(field)) break;
    if (field !== null) found.add(field);
    else if (line !== '' && ++foreign > most.foreign) break;
    if (field !== null) last = n;
    if (field === 'date' && time.test(line)) timed = true;
  }
  const addressed = lines.slice(at, last + 1).some((line) => line.includes('@'));
  return found.has('from') && isEnough(found, addressed, timed) && goesOn(lines, last + 1);
}

/** A booking has From, To, a date and a subject too, but neither an address nor the hour of sending. */
function isEnough(found: ReadonlySet<Field>, addressed: boolean, timed: boolean): boolean {
  const to = found.has('to') || found.has('cc');
  const sent = found.has('sent');
  if (found.has('subject')) return sent || (found.has('date') && (addressed || timed)) || (to && addressed);
  return (sent || found.has('date')) && to && addressed;
}

/** Whether a text stands below the block: without one it is data that the writer shows. */
function goesOn(lines: readonly string[], from: number): boolean {
  const below = lines.slice(from, from + 200).find((line) => bare(line) !== '');
  return below !== undefined && !closes(bare(below));
}

function fieldOf(line: string): Field | null {
  if (!/[:：]/.test(line.slice(0, 40))) return null;
  return fields.find(([, form]) => form.test(line))?.[0] ?? null;
}

/** Without quote mark, emphasis and marks of direction. */
function bare(line: string): string {
  if (line.length > most.line) return '';
  return line
    .slice(0, 300)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/^[\s>*_|]{1,40}/, '')
    .trimEnd();
}
