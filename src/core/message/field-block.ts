import { normaliseAddress } from './address.js';
import type { Person } from './parsed.js';

/**
 * The block of header fields that clients write over a mail that they quote or forward: `From:`, `Sent:`, `To:` and
 * `Subject:`, in the language of the client. One table for all languages: no word of it means two different fields.
 */
type Field = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const labels: Readonly<Record<Field, string>> = {
  from: 'from|von|de|od|da|van|från|fra|frå|lähettäjä|от|від|kimden|gönderen|feladó|de la|από|nadawca|remitente|mittente|expéditeur|remetente|afzender|avsändare|avsender|afsender|absender|отправитель|від кого|от кого|odosielateľ|odesílatel|šalje|pošiljatelj|saatja|dari|từ|من|מאת|差出人|送信者|发件人|寄件者|寄件人|發件人|보낸 사람|보낸사람|발신자|발신인',
  date: 'date|sent|datum|gesendet|gesendet am|envoyé|envoyé le|date d’envoi|enviado|enviado el|enviado em|enviada em|enviada|fecha|fecha de envío|data|data de envio|wysłano|wysłane|data wysłania|inviato|inviata|verzonden|verzonden op|skickat|skickades|sendt|dato|lähetetty|päivämäärä|päiväys|pvm|отправлено|дата|дата отправки|надіслано|gönderildi|tarih|gönderilme tarihi|odesláno|odoslané|dátum|küldve|elküldve|trimis|dată|ημερομηνία|στάλθηκε|poslano|送信日時|送信日|日付|日時|发送时间|发送日期|發送時間|日期|时间|時間|寄件日期|傳送日期|날짜|보낸 날짜|보낸날짜|발신일',
  to: 'to|an|à|pour|para|do|a|aan|till|til|vastaanottaja|кому|получатель|kime|alıcı|komu|címzett|către|προς|prima|destinatario|destinataire|destinatário|adresat|empfänger|adressat|kepada|tới|إلى|אל|宛先|宛て|收件人|收件者|받는 사람|받는사람|수신자|수신인',
  cc: 'cc|kopie|kopia|kopi|copie|copia|cópia|dw|do wiadomości|kopio|копия|копія|bilgi|másolat|抄送|副本|참조',
  subject:
    'subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|aihe|předmět|předmet|predmet|тема|konu|tárgy|subiect|θέμα|zadeva|teema|perihal|chủ đề|الموضوع|נושא|件名|主题|主題|主旨|标题|제목',
  other:
    'reply-to|antwort an|antworten an|répondre à|responder a|odpowiedz do|rispondi a|importance|wichtigkeit|priorität|ważność|importancia|importanza|priorité|prioritet|organization|message-id|attachments?|anlagen?|pièces jointes|załączniki|bcc|bilaga|bilagor|vedlegg|vedhæftede filer|allegati|adjuntos|anexos|bijlagen?|liitteet|вложения|添付ファイル|附件|첨부',
};

const fieldByLabel = new Map<string, Field>(
  Object.entries(labels).flatMap(([field, words]) =>
    words.split('|').map((word) => [word.replaceAll('’', "'"), field as Field] as const),
  ),
);

/** `> *From:* Maria`: quote marks, bold marks and table bars around the label; colons also in full width. */
const fieldLine =
  /^[\s>|*_]{0,20}([\p{L}][\p{L}\p{M} '’?-]{0,24}?)[ \t*_\u00a0]{0,5}[:：][ \t*_\u00a0|]{0,5}(.*)$/u;

export interface FieldBlock {
  readonly from: Person;
  /** The word for "From", in lower case. */
  readonly fromLabel: string;
  readonly subject: string;
  /** The lines behind the block. */
  readonly text: string;
}

/** So much of a text is looked at, in characters, and so much of one line. */
const most = { text: 200_000, line: 2_000 };
/** So many lines may one field be folded into, and so many may a block have. */
const longest = { folded: 4, block: 30 };

/**
 * The first block of the text that names a sender with an address and at least two other fields besides copies. Linear
 * in the length of the text; never throws.
 */
export function fieldBlock(text: string): FieldBlock | null {
  const lines = text.slice(0, most.text).split(/\r\n?|\n/);
  for (let at = 0; at < lines.length; at++) {
    if (!fieldOfLine(lines[at]!)) continue;
    const { fields, end } = readBlock(lines, at);
    const from = fields.get('from');
    const person = from ? personIn(from.value) : null;
    const others = (['date', 'to', 'subject'] as const).filter((name) => fields.has(name)).length;
    if (from && person && others >= 2)
      return {
        from: person,
        fromLabel: from.label,
        subject: (fields.get('subject')?.value ?? '').slice(0, 1_000),
        text: lines.slice(end).join('\n').trim(),
      };
    // What was read as a block that is none is not read again.
    at = end - 1;
  }
  return null;
}

interface Read {
  readonly fields: ReadonlyMap<Field, { readonly label: string; readonly value: string }>;
  /** Behind the last line of the block. */
  readonly end: number;
}

/** Fields that stand line by line, long ones folded; one empty line between two fields is overlooked (HTML as text). */
function readBlock(lines: readonly string[], begin: number): Read {
  const fields = new Map<Field, { label: string; value: string }>();
  let last: { label: string; value: string } | null = null;
  let folded = 0;
  let at = begin;
  let end = begin;
  for (; at < lines.length && at < begin + longest.block; at++) {
    const line = lines[at]!;
    const found = fieldOfLine(line);
    if (found) {
      // The same field once more is another block or the text itself.
      if (fields.has(found.field) && found.field !== 'other') break;
      last = { label: found.label, value: found.value };
      fields.set(found.field, last);
      folded = 0;
      end = at + 1;
    } else if (isEmpty(line)) {
      if (!fieldOfLine(lines[at + 1] ?? '')) break;
      last = null;
    } else if (last && folded < foldable(last)) {
      last.value = `${last.value} ${line
        .slice(0, most.line)
        .replace(/^[\s>]+/, '')
        .trim()}`;
      folded += 1;
      end = at + 1;
    } else break;
  }
  return { fields, end: Math.max(end, begin + 1) };
}

/** Into how many lines the field may be folded: only long subjects are, and a date never. */
function foldable({ label, value }: { readonly label: string; readonly value: string }): number {
  const field = fieldByLabel.get(label);
  if (field === 'date') return 0;
  return field === 'subject' ? Number(value.length >= 50) : longest.folded;
}

function isEmpty(line: string): boolean {
  return /^[\s>|]*$/.test(line);
}

function fieldOfLine(line: string): { field: Field; label: string; value: string } | null {
  const match = fieldLine.exec(line.slice(0, most.line));
  if (!match) return null;
  const label = match[1]!.trim().toLowerCase().normalize('NFC').replaceAll('’', "'");
  const field = fieldByLabel.get(label);
  return field ? { field, label, value: trimmed(match[2]!) } : null;
}

/** Without white space and the marks of bold at the end; a loop, for an expression would be quadratic. */
function trimmed(value: string): string {
  let end = value.length;
  while (end > 0 && /[*_\s]/.test(value[end - 1]!)) end--;
  return value.slice(0, end);
}

const address = /[^\s<>@"',;:()[\]\\*]{1,64}@[^\s<>@"',;:()[\]\\*]{1,255}/u;

/**
 * The person in the value of such a field: `Maria <maria@x>`, `Maria [mailto:maria@x]`, `maria@x <mailto:maria@x>`, a
 * bare address. Null where only a name stands, as Exchange writes it for its own people.
 */
function personIn(value: string): Person | null {
  const text = value.slice(0, 1_000);
  const found = address.exec(text);
  if (!found) return null;
  const name = text
    .slice(0, found.index)
    .replace(/mailto:$/i, '')
    .replace(/[<([\s"'*]+$/, '')
    .replace(/^[\s"'*]+/, '');
  return { name: name.slice(0, 200), address: normaliseAddress(found[0]) };
}
