import EmailReplyParser from 'email-reply-parser';
import { closes, isCard } from './sign-off.js';

/** What email-reply-parser is given: it is quadratic. Lines, characters, characters of one line. */
const most = { lines: 400, text: 12_000, line: 500 };
/** Private use characters: where a long line was cut for the parser, and what it must not take for its marks. */
const seam = '\ue000';
const joint = `${seam}\n${seam}`;
const shield = '\ue001';

const longLine = new RegExp(`[^\\n]{${most.line}}(?=[^\\n])`, 'g');
/** Verbs of its forms for attributions, which may join lines far apart; those of a quote have gone before. */
const verbs =
  /wro(?=te)|fr(?=om)|é(?=crit)|escrib(?=ió)|scri(?=tto)|escr(?=eveu)|s(?=chrieb|chreef|krev)|p(?=isze)|n(?=apisał)|k(?=irjoitti)|写(?=道)|作|작(?=성)|メ(?=ッセージ)/g;
/** Its marks of a signature that people also write as a heading's rule, a divider or a sentence. */
const dividers =
  /^(?=\s*(?:\+{2,4}|={2,4}|-{2,4}|_{2,}|—)$)|^(?=Sent from |Get Outlook for |Envoyé |Enviado |Verzonden |Verstuurd |Sendt fra |Von .{1,200} gesendet)/;

/**
 * The visible text by email-reply-parser: what its forms know and ours do not. It reads the end of a long text only,
 * where signatures stand; what looks like its marks and is none is shielded from it.
 */
export function visible(lines: readonly string[]): string {
  let from = lines.length;
  for (let size = 0; from > 0 && lines.length - from < most.lines; from--) {
    size += lines[from - 1]!.length + 1;
    if (size > most.text) break;
  }
  const head = lines.slice(0, from);
  const tail = lines.slice(from);
  const text = tail
    .map((line, at) => shielded(line, tail, at))
    .join('\n')
    .replace(longLine, (piece) => piece + joint);
  return [...head, parsed(text) ?? tail.join('\n')].join('\n');
}

function parsed(text: string): string | null {
  try {
    return new EmailReplyParser().parseReply(text).replaceAll(joint, '').replaceAll(shield, '');
  } catch {
    return null;
  }
}

function shielded(line: string, lines: readonly string[], at: number): string {
  const safe = line.replace(verbs, (word) => word + shield);
  if (dividers.test(safe)) return shield + safe;
  return closes(line) && goesOn(lines, at) ? shield + safe : safe;
}

/** Whether somebody still writes below a closing phrase. */
function goesOn(lines: readonly string[], at: number): boolean {
  const below = lines.slice(at + 1, at + 40).filter((line) => line.trim() !== '');
  return !isCard(below, lines[at]!);
}
