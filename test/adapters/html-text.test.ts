import { describe, expect, it } from 'vitest';
import { newText, newTextOfHtml } from '../../src/mail/reply-text.js';

const page = (html: string) => `<html><head><style>p{color:red}</style></head><body>${html}</body></html>`;

/** How clients mark what they quote. */
const quotes: readonly (readonly [string, string])[] = [
  [
    'Gmail',
    '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On x, Bob wrote:<br></div><blockquote class="gmail_quote">old</blockquote></div>',
  ],
  [
    'Gmail, old',
    '<div class="gmail_extra"><br><div class="gmail_quote">On Sat, Nov 21, 2026 at 10:00 AM, Bob <span dir="ltr">&lt;<a href="mailto:bob@example.com">bob@example.com</a>&gt;</span> wrote:<br><blockquote class="gmail_quote">old</blockquote></div></div>',
  ],
  [
    'Gmail in a language nobody knows',
    '<div class="gmail_quote">Qwe rty uio<br>asd fgh:<br><blockquote class="gmail_quote">old</blockquote></div>',
  ],
  [
    'Gmail forward',
    '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Bob</div><br>old<br>older</div>',
  ],
  [
    'Apple',
    '<br><blockquote type="cite"><div>On 21 Nov 2026, at 10:00, Bob wrote:</div><div>old</div></blockquote>',
  ],
  [
    'Apple, line outside',
    '<div><blockquote type="cite">On 21 Nov 2026, at 10:00, Bob wrote:</blockquote></div><blockquote type="cite">old</blockquote>',
  ],
  [
    'Thunderbird',
    '<div class="moz-cite-prefix">On x Bob wrote:<br></div><blockquote type="cite" cite="mid:x">old</blockquote>',
  ],
  [
    'Thunderbird forward',
    '<div class="moz-forward-container">-------- Forwarded Message --------<table><tr><td>From</td></tr></table>old</div>',
  ],
  [
    'Outlook',
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Bob</p></div><p>old</p>',
  ],
  [
    'Outlook, header only',
    '<p class="MsoNormal"><b>Von:</b> Bob &lt;bob@example.com&gt;<br><b>Gesendet:</b> Samstag<br><b>An:</b> Anna<br><b>Betreff:</b> Drucker</p><p>old</p>',
  ],
  [
    'Outlook on the web',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bob</div><div>old</div>',
  ],
  [
    'Outlook mobile',
    '<div id="ms-outlook-mobile-signature">Get Outlook</div><hr><div id="divRplyFwdMsg">From: Bob</div>old',
  ],
  ['Outlook Mac', '<div id="mail-editor-reference-message-container"><div>From: Bob</div>old</div>'],
  ['Outlook 2003', '<div class="OutlookMessageHeader">From: Bob</div>old'],
  ['Hotmail', '<hr id="stopSpelling">Date: x<br>From: y<br>old'],
  [
    'Yahoo',
    '<div id="yahoo_quoted_123" class="yahoo_quoted"><div>On x, Bob wrote:</div><div>old</div></div>',
  ],
  [
    'Proton',
    '<div class="protonmail_quote">On x, Bob wrote:<br><blockquote class="protonmail_quote">old</blockquote></div>',
  ],
  [
    'Zoho',
    '<div class="zmail_extra"><br>---- On Sat, 21 Nov 2026 10:00:00 +0100 Bob &lt;bob@example.com&gt; wrote ---<br><blockquote>old</blockquote></div>',
  ],
  [
    'Tutanota',
    '<br>21. Nov. 2026, 10:00 von bob@example.com:<br><blockquote class="tutanota_quote">old</blockquote>',
  ],
  [
    'GMX',
    '<div name="quote" style="margin:10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> x</div><div name="quoted-content">old</div></div>',
  ],
  [
    'Mail.ru',
    '<blockquote style="border-left:1px solid #0857A6;">Суббота, 21 ноября 2026, 10:00 от Bob:<br>old</blockquote>',
  ],
  ['Yandex', '<div>21.11.2026, 10:00, "Bob" &lt;bob@example.com&gt;:</div><blockquote>old</blockquote>'],
  [
    'QQ',
    '<div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: Bob</div>old',
  ],
  ['Naver', '<p>-----Original Message-----<br><b>From:</b> "Bob"<br><b>To:</b> Anna</p><p>old</p>'],
  [
    'Zimbra',
    '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>Bob</div><blockquote>old</blockquote>',
  ],
  [
    'Roundcube',
    '<p id="reply-intro">On 2026-11-21 10:00, Bob wrote:</p><blockquote type="cite">old</blockquote>',
  ],
  [
    'Airmail',
    '<p class="airmail_on">On x, Bob wrote:</p><blockquote type="cite" class="clean_bq">old</blockquote>',
  ],
  [
    'Spark',
    '<div name="messageReplySection">On x, Bob wrote:<br><blockquote type="cite">old</blockquote></div>',
  ],
  ['Samsung', '<div>-------- Original message --------</div><div>From: Bob</div><div>old</div>'],
];

describe('newText of HTML', () => {
  it.each(quotes)('cuts what %s marks', (_, quoted) => {
    expect(newTextOfHtml(page(`<p>It works&nbsp;now &amp; well.</p>${quoted}`))).toBe('It works now & well.');
    expect(newTextOfHtml(page(`<div dir="auto">Yes.</div><div><br></div>${quoted}`))).toBe('Yes.');
  });

  it.each(quotes)('is empty when nothing stands beside what %s marks', (_, quoted) => {
    if (!/Hotmail|Samsung|Naver|QQ|Outlook, header/.test(_)) expect(newTextOfHtml(page(quoted))).toBe('');
  });

  it.each([
    [
      'Gmail',
      (a: string, b: string) =>
        `<div class="gmail_quote"><div class="gmail_attr">On x wrote:</div><blockquote class="gmail_quote">One?</blockquote><div>${a}</div><blockquote class="gmail_quote">Two?</blockquote></div><div>${b}</div>`,
    ],
    [
      'Thunderbird',
      (a: string, b: string) =>
        `<div class="moz-cite-prefix">On x wrote:</div><blockquote type="cite">One?</blockquote><p>${a}</p><blockquote type="cite">Two?</blockquote><p>${b}</p>`,
    ],
    [
      'Apple',
      (a: string, b: string) =>
        `<blockquote type="cite"><div>On x wrote:</div><div>One?</div></blockquote><div>${a}</div><br><blockquote type="cite">Two?</blockquote>${b}`,
    ],
  ])('keeps answers between and below the quotes (%s), with or without words above', (_, mail) => {
    expect(newTextOfHtml(mail('Yes.', 'No.'))).toBe('Yes.\nNo.');
    expect(newTextOfHtml(`<div>Hello Bob,</div>${mail('Yes.', 'No.')}`)).toBe('Hello Bob,\nYes.\nNo.');
  });

  it('does not take an indent for a quote', () => {
    const indent = '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">as said</blockquote>';
    expect(newTextOfHtml(`<div>Please</div>${indent}`)).toBe('Please\nas said');
  });

  it("keeps the writer's own blockquote", () => {
    const own = '<blockquote>Error 50</blockquote>';
    expect(newTextOfHtml(`<p>I get this error:</p>${own}<p>What now</p>`)).toBe(
      'I get this error:\nError 50\n\nWhat now',
    );
    const html = `<div>It says:</div>${own}`;
    expect(newText({ text: 'It says:\n\n    Error 50', html, reports: [] })).toContain('Error 50');
    // A client's: announced, marked, or with nothing above it.
    expect(newTextOfHtml(`<p>Yes.</p><p>On 21/11/2026 10:00, Bob wrote:</p>${own}`)).toBe('Yes.');
    expect(newTextOfHtml(`<p>Yes.</p><blockquote type="cite">Error 50</blockquote>`)).toBe('Yes.');
    expect(newTextOfHtml(`${own}<p>Yes.</p>`)).toBe('Yes.');
  });

  it.each([
    ['gmail_signature', '<div class="gmail_signature">Anna<div>Ltd</div></div>'],
    ['moz-signature', '<pre class="moz-signature">-- \nAnna</pre>'],
    ['Proton', '<div class="protonmail_signature_block">Sent with Proton Mail</div>'],
    ['Outlook', '<div id="Signature"><p>Anna</p></div>'],
    ['typed', '<p>Best regards,<br>Anna Meier</p>'],
    ['RFC 3676', '<div>-- <br>Anna<br>Example Ltd</div>'],
  ])('drops the signature: %s', (_, html) => {
    expect(newTextOfHtml(`<p>One</p>\n<div>Two<br>Three</div>${html}`)).toBe('One\nTwo\nThree');
  });

  it('shows lines, preformatted text, entities and broken tags as a reader sees them', () => {
    expect(newTextOfHtml('<p class="MsoNormal">a</p><p class=MsoNormal>b</p><p>c</p>')).toBe('a\nb\n\nc');
    expect(newTextOfHtml('<pre>a\n  b\n\nc</pre>d')).toBe('a\n  b\n\nc\nd');
    expect(newTextOfHtml('1 &lt; 2 &amp;&#38; 3 < 4 &Oslash;&#x20ac;&nbsp;&nosuch;')).toBe(
      '1 < 2 && 3 < 4 Ø€ &nosuch;',
    );
    expect(newTextOfHtml('<table><tr><td>a</td><td>b</td></tr></table>x <b>y')).toBe('a b\nx y');
    expect(newTextOfHtml('a<!-- b --><script>c</script><img alt="d">e')).toBe('ae');
  });
});

describe('text and HTML together', () => {
  const html = '<p>It works now.</p><div id="divRplyFwdMsg">From: Bob</div><p>Does it work?</p>';

  it('takes what the HTML marks when the text shows no quote', () => {
    const text = 'It works now.\n\nBob, yesterday\n\nDoes it work?';
    expect(newText({ text, html, reports: [] })).toBe('It works now.');
  });

  it('takes the text when it shows its quote itself, or when the HTML marks none', () => {
    const text = 'It works now, says the text.\n\nOn 21/11/2026 10:00, Bob wrote:\n> Does it work?';
    expect(newText({ text, html, reports: [] })).toBe('It works now, says the text.');
    expect(newText({ text: 'Text\n\nonly', html: '<p>HTML</p>', reports: [] })).toBe('Text\n\nonly');
  });

  it('takes the HTML when nothing but quotes is in the text', () => {
    const text = 'On 21/11/2026 10:00, Bob wrote:\n\nDoes it work?\n\nYes.';
    const marked =
      '<div class="moz-cite-prefix">x</div><blockquote type="cite">Does it work?</blockquote><p>Yes.</p>';
    expect(newText({ text, html: marked, reports: [] })).toBe('Yes.');
  });

  it('keeps the text when the HTML marks all of it', () => {
    expect(newText({ text: 'Hello', html: '<blockquote>Hello</blockquote>', reports: [] })).toBe('Hello');
  });
});
