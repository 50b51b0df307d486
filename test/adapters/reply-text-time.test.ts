import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newText, newTextOfHtml } from '../../src/mail/reply-text.js';
import { costsAtMost } from '../cost.js';

const megabyte = 1_000_000;

/** CPU ms; the worst, a megabyte of "<", takes 700. */
const bound = 4_000;

/** What repeats, or almost repeats, the beginnings that the rules look for. */
const pieces = [
  ...[
    'a',
    'ä',
    'a b\n',
    ' ',
    '\n',
    ' \n',
    '\t\n',
    '\r',
    'x   ',
    'x:',
    'a:\n',
    '\u200e\u200e\n',
    'word word word.\n',
  ],
  ...[
    '>\n',
    '> ',
    '>>>>>>>> x\n',
    '&gt; x\n',
    `> ${'y'.repeat(70)}\nz\n`,
    'On ',
    'Op \n',
    'On x\n',
    'On x wrote:\n',
  ],
  ...[
    'On 2026 x wrote:\n',
    'On 2026-11-21 10:00 Bob <b@x.de>\nfoo\nbar\nwrote:\n',
    '1 wrote:\n',
    'wrote: a:\n',
  ],
  ...[
    '2026 <a@b>:\n',
    'a@b c@d:\n',
    `${'schrieb '.repeat(40)}:\n`,
    `${'от '.repeat(100)}2026:\n`,
    'schreef\n',
    '写道：\n',
  ],
  ...[
    'From: x\n',
    'From: a@b\nTo: c\n\n',
    'From: a\nCc: b\nCc: b\n',
    'To: x\nSent: y\n',
    '----- a -----\n',
    '-----\n',
  ],
  ...[
    '-- ',
    '---\n',
    '___\n',
    '======\n',
    '++\n',
    'Cheers\n',
    'Best\nBob\n',
    '-Bob\n\n',
    '- Bob\n\n',
    'Sent from my x\n',
  ],
  ...['Sent from a b\n', 'Von x gesendet\n', 'reply above this line\n', `${'antwort '.repeat(16)}line\n`],
];
const tags = [
  ...[
    '<',
    '< ',
    'a < b ',
    '<!--',
    '<!-->',
    '<style>',
    '<div',
    '<div class=',
    '<div class="',
    '<a x=">',
    '&',
    '&#1',
    '&amp;',
  ],
  ...[
    '<blockquote>',
    '</blockquote>',
    '<blockquote>a',
    '<div>',
    '</div>',
    '<p>',
    '<p>a',
    '<br>',
    '<pre>\n',
    '<td>',
  ],
  ...[
    '<div class="gmail_quote">',
    '<div class="gmail_quote">x:<blockquote>y</blockquote></div>',
    '<div id=appendonsend>',
  ],
  ...[
    '<p id="reply-intro">',
    '<div name="quote">',
    '<div style="border-top:solid #E1E1E1',
    '<span class="gmail_signature">',
  ],
  ...[`<div class="${'x '.repeat(100)}">`, '<x class=class=class=class=>', 'On 2026 x wrote:<br>'],
];

const filled = (piece: string, size: number) => `x${piece.repeat(Math.ceil(size / piece.length))}y`;
const ofText = (text: string) => newText({ text, html: null, reports: [] });

describe('a megabyte takes bounded time', () => {
  it.each(pieces)('text of %j', async (piece) => {
    await costsAtMost(bound, () => ofText(filled(piece, megabyte)));
    // What the parser below is given in full.
    await costsAtMost(bound, () => ofText(`x\n${filled(piece, 11_000)}`));
    await costsAtMost(bound, () => newTextOfHtml(filled(piece, megabyte)));
  });

  it.each(tags)('HTML of %j', async (piece) => {
    const html = filled(piece, megabyte);
    await costsAtMost(bound, () => newTextOfHtml(html));
    await costsAtMost(bound, () => newText({ text: 'hello', html, reports: [] }));
  });

  it('blockquotes 10,000 deep, closed or not', async () => {
    const deep = '<blockquote type="cite">x'.repeat(10_000);
    expect(newTextOfHtml(`<p>a</p>${deep}${'</blockquote>'.repeat(10_000)}<p>b</p>`)).toBe('a\nb');
    await costsAtMost(bound, () => newTextOfHtml(`a${deep}`));
  });

  it('any mixture', async () => {
    const mixture = fc.array(fc.constantFrom(...pieces, ...tags), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(mixture, async (parts) => {
        const text = filled(parts.join(''), megabyte);
        await costsAtMost(bound, () => newText({ text, html: text, reports: [] }));
      }),
      { numRuns: 25 },
    );
  });
});
