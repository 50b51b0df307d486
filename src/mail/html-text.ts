/** Enough for the new text of a mail; what lies beyond is not read. */
const most = 500_000;

const block = /^(?:p|div|br|tr|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|header|footer|dt|dd)$/;
const invisible = /^(?:style|script|head|title|template|object|svg)$/;
/** Where clients begin what they quote: Gmail, Yahoo, Thunderbird, Proton, Tutanota, Zoho, Outlook (desktop, web, mobile). */
const quote =
  /(?:class|id|name)\s*=\s*["']?[^"'>]{0,200}\b(?:gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|OutlookMessageHeader|appendonsend|divRplyFwdMsg|_MailOriginal|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|reply-intro|stopSpelling)\b|type\s*=\s*["']?cite\b|border-top:\s?solid #(?:E1E1E1|B5C4DF)/i;
const signature =
  /(?:class|id)\s*=\s*["']?[^"'>]{0,200}\b(?:gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|Signature)\b/i;
const attribution = /class\s*=\s*["']?[^"'>]{0,200}\b(?:gmail_attr|moz-cite-prefix|reply-intro)\b/i;

const entities = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    rsquo: '’',
    lsquo: '‘',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    euro: '€',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
    ccedil: 'ç',
    oacute: 'ó',
    ntilde: 'ñ',
  }),
);

/**
 * The text of an HTML mail that its writer wrote: what clients mark as quote or signature is left out. Everything below
 * the first quote goes; when nothing stands above it (an answer between or below the quotes) only the quotes go.
 * Linear in the length, at most 500,000 characters are read.
 */
export function newTextOfHtml(html: string): string {
  const out = new Output();
  const source = html.slice(0, most);
  /** The element that is being skipped, and how many of its name are open in it. */
  let skipped: { name: string; depth: number } | null = null;
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (!skipped) out.text(source.slice(at, open < 0 ? source.length : open));
    if (open < 0) break;
    const close = endOfTag(source, open);
    const tag = source.slice(open + 1, Math.min(close, open + 2_000));
    at = close + 1;
    const name = /^\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    const closing = tag.startsWith('/');
    if (skipped) {
      if (name === skipped.name && !tag.endsWith('/')) skipped.depth += closing ? -1 : 1;
      if (skipped.depth === 0) skipped = null;
      continue;
    }
    if (!closing && quote.test(tag) && out.hasText()) break;
    const skip: boolean =
      invisible.test(name) || signature.test(tag) || attribution.test(tag) || name === 'blockquote';
    if (!closing && skip && !tag.endsWith('/')) skipped = { name, depth: 1 };
    if (block.test(name)) out.breakLine(name === 'br' || name === 'p');
  }
  return out.result();
}

/** The ">" of a tag, or of a comment its end; the end of the source when there is none. */
function endOfTag(source: string, open: number): number {
  const comment = source.startsWith('<!--', open);
  const end = source.indexOf(comment ? '-->' : '>', open + 1);
  if (end < 0) return source.length;
  return comment ? end + 2 : end;
}

/** Collects words and line ends; HTML's own white space counts once. */
class Output {
  private readonly lines: string[] = [];
  private line = '';
  private visible = false;

  text(raw: string): void {
    const words = decodeEntities(raw).replace(/[\s\u00a0]+/g, ' ');
    if (words.trim() !== '') this.visible = true;
    this.line += this.line === '' || this.line.endsWith(' ') ? words.trimStart() : words;
  }

  /** @param hard a break that shows even after an empty line */
  breakLine(hard: boolean): void {
    if (this.line.trim() !== '' || (hard && this.lines.at(-1) !== '')) this.lines.push(this.line.trim());
    this.line = '';
  }

  hasText(): boolean {
    return this.visible;
  }

  result(): string {
    return [...this.lines, this.line.trim()].join('\n').trim();
  }
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : ' ';
  });
}
