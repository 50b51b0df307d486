/**
 * What the elements of an HTML mail say by the marks that clients give them: quoted mail ('quote'), the beginning of the
 * original mail, below which nothing is new ('original'), a container of attribution, quotes and answers between them
 * ('container'), the attribution, a signature, or nothing of that kind (null).
 */
export type HtmlMark = 'quote' | 'original' | 'container' | 'attribution' | 'signature';

const named = (words: string): RegExp =>
  new RegExp(
    `(?:class|id|name|data-marker)\\s*=\\s*["']?[^"'>]{0,200}?(?<![\\w-])(?:${words})(?![a-z])`,
    'i',
  );

/** Yahoo, GMX and web.de, Thunderbird (tutanota, Missive, Front, 163, Alibaba and others name a blockquote or div so). */
const quote = named(
  'yahoo_quoted|ymail_quoted|tutanota_quote|missive_quote|front-blockquote|quoted-content|ntes-mailmaster-quote|alimail-quote|isReplyContent|mail-quote-collapse|hs_reply|freebirdFormviewer|h5_quote|netease_mail_quote|k9mail-quote|quoted_text',
);
/** GMX: a div of the name "quote". */
const quoteByName = /\bname\s*=\s*["']?quote["'\s>]/i;
/** Outlook (desktop by its rule above the header, web, mobile, Hotmail), Word, Zimbra, Thunderbird's forward, QQ. */
const original = named(
  'OutlookMessageHeader|appendonsend|divRplyFwdMsg|_MailOriginal|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|stopSpelling|zwchr|moz-forward-container|yj6qo_forward|EmailQuote_header|replySplit|original-content-start',
);
const originalByStyle =
  /border-top\s?:\s?solid (?:#(?:E1E1E1|B5C4DF)|windowtext) 1\.0pt|border:none;border-top:solid #(?:E1E1E1|B5C4DF)/i;
const container = named(
  'gmail_quote(?:_container)?|protonmail_quote|zmail_extra|zmail_extra_hr|messageReplySection|mailbutler-quote|replyblock',
);
const attribution = named(
  'gmail_attr|moz-cite-prefix|reply-intro|airmail_on|moz-email-headers-table|protonmail_quote_header|quote-header',
);
const signature = named(
  'gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|Signature|composer_signature|messageSignatureSection|bloop_sign_\\w{0,20}|bloop_sign|AppleMailSignature|ymail_android_signature|yahoo-signature|tutanota-signature|mail-signature|zimbra-signature|roundcube-signature|AOLMsgPart_signature|elementToProof_signature|lineBreakAtBeginningOfSignature|ntes-mailmaster-signature|mobileSignature',
);

/** @param tag the inside of a start tag, name first, at most some thousand characters */
export function markOf(name: string, tag: string): HtmlMark | null {
  if (name === 'blockquote') return isIndent(tag) ? null : 'quote';
  if (!tag.includes('=')) return null;
  if (originalByStyle.test(tag) || original.test(tag)) return 'original';
  if (attribution.test(tag)) return 'attribution';
  if (/type\s*=\s*["']?cite\b/i.test(tag) || quote.test(tag) || (name === 'div' && quoteByName.test(tag)))
    return 'quote';
  if (container.test(tag)) return 'container';
  return signature.test(tag) ? 'signature' : null;
}

/** The indent button of Gmail and others makes a blockquote too, without a line at its side. */
function isIndent(tag: string): boolean {
  return (
    /style\s*=\s*["'][^"']{0,100}margin:\s?0(?:px)? 0(?:px)? 0(?:px)? 40px;\s?border:\s?(?:none|0)/i.test(
      tag,
    ) && !/type\s*=|class\s*=/i.test(tag)
  );
}
