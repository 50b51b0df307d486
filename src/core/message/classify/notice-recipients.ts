import type { Header } from '../parsed.js';
import { addressIn } from './report.js';

const address =
  '[^\\s<>()\\[\\],;:"\'@/]{1,128}@[\\p{L}\\p{N}][\\p{L}\\p{N}.-]{0,253}(?![\\p{L}\\p{N}-])(?!\\.[\\p{L}\\p{N}])';

/** Ways of naming who was not reached, the surest first; the first that finds any counts. */
const forms = [
  // "Your message to a@b couldn't be delivered"
  new RegExp(
    `\\b(?:e-?mail|message|mail|nachricht|mensaje|correo|messaggio|mensagem|bericht|wiadomość|courriel) (?:to|an|à|a|para|aan|do) <?(${address})>?[ \\t]{1,4}(?:was|were|is|could|couldn|can|cannot|has|have|konnte|kann|wurde|n'a|ne|no|non|não|kon|kan|is|nie)(?![\\p{L}\\p{N}])`,
    'giu',
  ),
  // "Recipient address: a@b", "Could not be delivered to: <a@b>", "Unknown user: a@b"
  new RegExp(
    `(?:recipient(?:'s)?(?: e-?mail)?(?: address)?|failed addresse?s?|failed recipients?|final-recipient|error-for|userid|unknown (?:user|host)|undeliverable (?:to|address)|mailbox is full|returned permanent errors|(?:not|cannot) be (?:delivered|sent) to|did not reach the following recipient(?:\\(s\\))?)[ \\t]*:?[ \\t]*(?:\\n[ \\t]*)?(?:rfc822;[ \\t]*)?<?(${address})`,
    'gimu',
  ),
  // A line that begins with the address: qmail, Exim, Postfix, Sendmail, Exchange
  new RegExp(
    `^[ \\t]*(?:[*•·-]{1,2}[ \\t]+|\\[?\\d{1,3}[.)\\]]?[ \\t]+)?["'<]{0,2}(${address})(?=["'>\\s:,.(<[;]|$)`,
    'gmu',
  ),
  // A name before it on its own line: Exchange 2003 and 2007
  new RegExp(
    `^[ \\t]*(?!from\\b)[\\p{L}"'][\\p{L}\\p{N} .,"'-]{0,60}[ \\t][<(\\[](${address})[>)\\]][ \\t]*$`,
    'gimu',
  ),
  new RegExp(
    `(?:rcpt to|deliver(?:ed|y|ing)?(?: [^\\s<>@]{1,20}){0,4} to|addressed to|mail(?:ed)? to|recipients?|user)[ \\t]*:?[ \\t]*<?(${address})`,
    'gimu',
  ),
  new RegExp(
    `^[ \\t]*(?:to|rcpt|an|à|para|a|do|aan|kime)[ \\t]*:[ \\t]*[^\\n@<]{0,80}<?(${address})`,
    'gimu',
  ),
  new RegExp(`<(${address})>`, 'gu'),
  new RegExp(`(${address})`, 'gu'),
];

/** Lines that tell whom to ask, and blocks that repeat the header of the original. */
const advice =
  /\b(?:contact|assistance|(?:please|now) use|new (?:e-?mail )?address|neue (?:e-?mail-?)?adresse|nouvelle adresse|nueva dirección|nuovo indirizzo|novo endereço|nieuwe? (?:e-?mail-?)?adres|nowy adres|further help|for help|ask for|support:|questions|postmaster can|administrator at|write to|mailto:)/i;
const headerLine =
  /^[ \t>|]*(?:message-id|date|from|subject|cc|sent|sent date|mail from|reply-to|x-[\w-]{1,40})[ \t]*:/i;
/** Addresses that are no recipients by what stands before them: the sender, and the list that named the recipient. */
const beside =
  /\b(?:(?:sent|generated) (?:by|from)|(?:message|mail) from|mail from:?|expanded from:?)\s{0,20}<?[^\s<>@]{1,128}@[^\s<>]{1,253}>?/gi;
/** Exchange draws the way of a mail as a row: the sender, a server, the recipient. */
const route = new RegExp(
  `^[ ]{0,8}[^\\s<>@]{1,128}@[^\\s<>@]{1,253} {0,4}\\t[^\\t\\n@]{0,80}\\t[ \\t]{0,8}(${address})[ \\t]*$`,
  'u',
);
const most = 100;

/**
 * The addresses that a notice names as not reached, in its order, lower case. The sender of the notice and its reader
 * count only where nobody else is named: a person may write to himself.
 */
export function recipientsNamed(words: string, header: Header): string[] {
  const text = words
    .split('\n')
    .filter(
      (line) =>
        !headerLine.test(line) && !(line.includes('@') && advice.test(line) && !/^[ \t]*</.test(line)),
    )
    .map((line) => line.replace(route, '$1'))
    .join('\n')
    .replace(beside, '');
  const from = header.from.map((person) => person.address);
  const others = named(text, new Set([...from, ...header.to.map((person) => person.address)]));
  return others.length > 0 ? others : named(text, new Set(from));
}

function named(text: string, own: ReadonlySet<string>): string[] {
  for (const [rank, form] of forms.entries()) {
    const found = new Set<string>();
    for (const match of text.matchAll(form)) {
      const one = addressIn(match[1]!);
      // A daemon or a postmaster counts where it stands as a recipient stands, not anywhere in the text.
      const officer = rank > 2 && /^(?:post-?master|mailer-daemon|abuse|root)@/.test(one);
      if (one !== '' && !own.has(one) && !officer && !one.startsWith('mailer-daemon@')) found.add(one);
      if (found.size >= most) break;
    }
    if (found.size > 0) return [...found];
  }
  return [];
}

const expanded = new RegExp(
  `<?(${address})>?,?\\s{1,20}\\(expanded from:?\\s{0,20}<?(${address})>?\\)`,
  'giu',
);

/** Postfix and Sendmail tell which address of the mail became another, "(expanded from <a@b>)": by that one, lower case. */
export function originalsNamed(words: string): Map<string, string> {
  const originals = new Map<string, string>();
  for (const [, address = '', original = ''] of words.matchAll(expanded)) {
    originals.set(addressIn(address), addressIn(original));
    if (originals.size >= most) break;
  }
  return originals;
}

/** The recipients in an X-Failed-Recipients field (Exim; also Gmail and Mail.ru), lower case. */
export function recipientsListed(value: string): string[] {
  const all = value.split(',').map(addressIn);
  return [...new Set(all.filter((one) => one !== ''))].slice(0, most);
}

/** Whom the original was written to, where it is quoted or attached and names one; else null. */
export function recipientOfOriginal(original: string): string | null {
  const field =
    /^[ \t>|]*to:[ \t]*([^\n]{1,2000}(?:\n[ \t]+[^\n]{1,2000}){0,20})/im.exec(original)?.[1] ?? '';
  const all = new Set(field.split(',').map(addressIn));
  all.delete('');
  return all.size === 1 ? [...all][0]! : null;
}
