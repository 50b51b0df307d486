import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newText } from '../../src/mail/reply-text.js';

const ofText = (...lines: string[]) => newText({ text: lines.join('\n'), html: null, reports: [] });
const ofHtml = (html: string) => newText({ text: '', html, reports: [] });

describe('newText of text', () => {
  it.each([
    ['en', 'On Sat, Nov 21, 2026 at 10:00 AM Bob Miller <bob@example.com> wrote:'],
    ['en, wrapped', 'On Sat, Nov 21, 2026 at 10:00 AM Bob Miller\n<bob@example.com> wrote:'],
    ['en, Mutt', 'Bob Miller wrote on 2026-11-21 10:00:'],
    ['de', 'Am 21.11.2026 um 10:00 schrieb Bob Miller <bob@example.com>:'],
    ['de, Apple', 'Am 21.11.2026 um 10:00 schrieb Bob Miller\n<bob@example.com>:'],
    ['pl', 'W dniu 21.11.2026 o 10:00, Bob Miller pisze:'],
    ['pl, Gmail, wrapped', 'sob., 21 lis 2026 o 10:00 Bob Miller <bob@example.com>\nnapisał(a):'],
    ['fr', 'Le sam. 21 nov. 2026 à 10:00, Bob Miller <bob@example.com> a écrit :'],
    ['es', 'El sáb, 21 nov 2026 a las 10:00, Bob Miller (<bob@example.com>) escribió:'],
    ['it', 'Il giorno sab 21 nov 2026 alle ore 10:00 Bob <bob@example.com> ha scritto:'],
    ['nl', 'Op za 21 nov 2026 om 10:00 schreef Bob Miller <bob@example.com>:'],
    ['ja', '2026年11月21日(土) 10:00 Bob Miller <bob@example.com>:'],
    ['zh', '在 2026年11月21日，Bob <bob@example.com> 写道：'],
  ])('cuts the attribution and the quote (%s)', (_, attribution) => {
    expect(ofText('It works now.', '', attribution, '', '> Does it work?', '> Bob')).toBe('It works now.');
    expect(ofText('It works now.', '', attribution, '', 'Does it work?', 'Bob')).toBe('It works now.');
  });

  it.each([
    ['-----Original Message-----'],
    ['-------- Ursprüngliche Nachricht --------'],
    ['From: Bob Miller <bob@example.com>\nSent: Saturday, 21 November 2026\nTo: Anna\nSubject: Printer'],
    [
      '________________________________\nVon: Bob <bob@example.com>\nGesendet: Samstag\nAn: Anna\nBetreff: Drucker',
    ],
    ['Od: Bob <bob@example.com>\nWysłano: sobota\nDo: Anna\nTemat: Drukarka'],
    ['*De :* Bob\n*Envoyé :* samedi\n*À :* Anna\n*Objet :* Imprimante'],
  ])('cuts the original mail: %s', (original) => {
    expect(ofText('It works now.', '', original, '', 'Does it work?')).toBe('It works now.');
  });

  it('keeps an answer below and between the quotes', () => {
    expect(ofText('On Sat, 21 Nov 2026, Bob wrote:', '> One?', 'Yes.', '> Two?', 'No.')).toBe('Yes.\nNo.');
  });

  it('keeps what only resembles a quote or a signature', () => {
    expect(ofText('From: is a field.', 'I wrote: nothing.')).toBe('From: is a field.\nI wrote: nothing.');
    expect(ofText('Hello', '', 'Sent from my desk, as you asked.')).toBe(
      'Hello\n\nSent from my desk, as you asked.',
    );
  });

  it.each([
    ['-- \nAnna Meier\nExample Ltd'],
    ['Sent from my iPhone'],
    ['Von meinem iPhone gesendet'],
    ["Wysłane z iPhone'a"],
  ])('drops the signature %j', (signature) => {
    expect(ofText('It works now.', '', signature)).toBe('It works now.');
  });

  it('keeps a long line whole', () => {
    const line = 'word '.repeat(1_000).trim();
    expect(ofText(line)).toBe(line);
  });

  it('never throws, and shows neither quotes nor its own marks', () => {
    const line = fc.constantFrom(
      'On x wrote:',
      'On 21/11/2026, Bob wrote:',
      '> a',
      '',
      'text',
      '--',
      'From: a',
      'To: b',
      'Sent: c',
      'Best',
      '\ue000',
      '\ue002',
      '\ue003',
      'Sent from my x',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
        expect(ofText(...lines)).not.toMatch(/[\ue000-\ue003]|^>/m);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => typeof ofText(s) === 'string'));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => typeof ofHtml(s) === 'string'));
  });
});

describe('newText of HTML', () => {
  it.each([
    [
      'Gmail',
      '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On x wrote:</div><blockquote>old</blockquote></div>',
    ],
    ['Apple', '<br><blockquote type="cite">old</blockquote>'],
    ['Thunderbird', '<div class="moz-cite-prefix">On x wrote:</div><blockquote type="cite">old</blockquote>'],
    ['Outlook', '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Bob</p></div><p>old</p>'],
    [
      'Outlook on the web',
      '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Bob</div><div>old</div>',
    ],
    ['Yahoo', '<div id="x" class="yahoo_quoted">old</div>'],
    ['Proton', '<div class="protonmail_quote">old</div>'],
  ])('cuts the quote of %s', (_, quoted) => {
    expect(
      ofHtml(
        `<html><head><style>p{}</style></head><body><p>It works&nbsp;now &amp; well.</p>${quoted}</body></html>`,
      ),
    ).toBe('It works now & well.');
  });

  it('keeps an answer below the quote', () => {
    expect(
      ofHtml(
        '<div class="gmail_quote"><blockquote><blockquote>a</blockquote>b</blockquote></div><p>Yes.</p>',
      ),
    ).toBe('Yes.');
  });

  it('drops marked signatures and keeps lines', () => {
    expect(
      ofHtml('<p>One</p>\n<div>Two<br>Three</div><div class="gmail_signature">Anna<div>Ltd</div></div>'),
    ).toBe('One\nTwo\nThree');
  });

  it.each([
    'Version 5 crashes\nOn Fri Anna wrote:\n> try 5',
    'Version 4.2.1\nAnna wrote:\n> Which one?',
    'Version 4.2.1\nOn Friday, Anna Nowak wrote:\n> Which one?',
    'Order 4711 of 2026\nAnna wrote:\n> Which one?',
  ])('a last line with a number, right above an attribution without a date, stays: %j', (text) => {
    expect(newText({ text: `Thanks!\n\n${text}\n`, html: null, reports: [] })).toBe(
      `Thanks!\n\n${text.split('\n')[0]}`,
    );
  });
});
