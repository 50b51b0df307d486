import { describe, expect, it } from 'vitest';
import { newText } from '../../src/mail/reply-text.js';
import { attributions } from '../fixtures/replies/attributions.js';
import { originals } from '../fixtures/replies/originals.js';

const ofText = (...lines: string[]) => newText({ text: lines.join('\n'), html: null, reports: [] });

/** Wraps at the last space before each width, as clients do. */
function wrapped(line: string, width: number): string {
  const rows: string[] = [];
  let rest = line;
  while (rest.length > width && rest.lastIndexOf(' ', width) > 0) {
    const at = rest.lastIndexOf(' ', width);
    rows.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...rows, rest].join('\n');
}

describe('attributions', () => {
  it.each(attributions)('%s: cuts the line with and without quote marks below', (_, line) => {
    expect(ofText('It works now.', '', line, '', '> Does it work?', '> Bob')).toBe('It works now.');
    expect(ofText('It works now.', '', line, '', 'Does it work?', 'Bob')).toBe('It works now.');
  });

  it.each(attributions)('%s: also wrapped, and right below the answer', (_, line) => {
    for (const width of [72, 48, 40]) {
      if (line.length > 4 * width - 20) continue;
      const rows = wrapped(line, width);
      expect(ofText('It works now.', '', rows, '', '> Does it work?'), rows).toBe('It works now.');
      expect(ofText('It works now.', '', rows, 'Does it work?'), rows).toBe('It works now.');
      expect(ofText('Please call me at 5.', rows, '', '> Does it work?'), rows).toBe('Please call me at 5.');
    }
  });

  it.each(attributions)('%s: keeps the answers below and between the quotes', (_, line) => {
    expect(ofText(line, '', '> One?', '', 'Yes.', '', '> Two?', 'No.')).toBe('Yes.\nNo.');
    expect(ofText('Hello Bob,', '', line, '> One?', 'Yes.')).toBe('Hello Bob,\nYes.');
  });

  it('joins an address that was broken before its end', () => {
    const line = 'tir. 21. nov. 2026 kl. 13:09 skrev Bob <bob@example.com\n>:';
    expect(ofText('It works now.', '', line, '', '> Does it work?')).toBe('It works now.');
  });

  it('drops the date and address of the oldest Gmail, before a quote only', () => {
    const line = '2026/11/21 Bob <bob@example.com>';
    expect(ofText('It works now.', '', line, '', '> Does it work?')).toBe('It works now.');
    expect(ofText('It works for', '', line, '', 'too')).toBe(`It works for\n\n${line}\n\ntoo`);
  });

  it('drops the rest of a long quoted line that was wrapped without its mark', () => {
    const quoted = '> The printer in the second room on the left has been printing in blue\nsince yesterday';
    expect(ofText('It works now.', '', 'Bob wrote:', quoted, '> Bob')).toBe('It works now.');
    expect(ofText('Bob wrote:', '> Is it blue?', 'yes it is', '> Bob')).toBe('yes it is');
  });

  it.each([
    ['a colleague', 'My colleague wrote:', 'Please send the form.'],
    ['a log', 'The log of 21.11.2026 says:', 'error 5'],
    ['a time', 'We meet on Monday at 10:00:', 'everybody comes'],
    ['a book', 'He wrote a letter:', 'it was long'],
    ['a sender', 'Errors on 21.11.2026 at 10:00 from <bob@example.com>:', 'one'],
    ['a list', 'Bob napisał mi co następuje, cytuję:', 'nie działa'],
  ])('keeps what only resembles one: %s', (_, line, below) => {
    expect(ofText('Hello,', '', line, below)).toBe(`Hello,\n\n${line}\n${below}`);
  });
});

describe('original mails', () => {
  it.each(originals)('%s: ends the new text', (_, block) => {
    expect(ofText('It works now.', '', block, '', 'Does it work?', 'Bob')).toBe('It works now.');
    expect(ofText('It works now.', block, '', 'Does it work?')).toBe('It works now.');
    expect(ofText('It works now.', '', block.replaceAll('\n', '\r\n'), '', 'Bob')).toBe('It works now.');
  });

  it.each([
    ['a parcel', 'From: Berlin\nTo: Munich\nDate: 5 December'],
    ['a booking', 'From: 5 Dec\nTo: 7 Dec\nSubject: a room'],
    ['a journey', 'Von: Berlin\nAn: München\nDatum: 5.12.2026\nBetreff: Reise'],
    ['a journey, en', 'From: Berlin\nTo: Munich\nDate: 5 December\nSubject: the group'],
    ['a journey, fr', 'De : Paris\nÀ : Lyon\nDate : 5 décembre\nObjet : voyage'],
    ['a journey, pl', 'Od: Berlin\nDo: Warszawa\nData: 5.12.2026\nTemat: podróż'],
    ['a form', 'Name: Anna\nSubject: Printer\nMessage: It is blue'],
    ['a ruled heading', '--- Messages ---\nnone'],
    ['a sentence', 'The original message said no.'],
    ['a request', 'Please write your name above this line on the paper form, then sign it.'],
  ])('keeps what only resembles one: %s', (_, block) => {
    expect(ofText('Hello,', '', block, '', 'Anna')).toBe(`Hello,\n\n${block}\n\nAnna`);
  });

  it('keeps the fields of a mail that the writer shows without its text', () => {
    const shown = 'From: bob@example.com\nTo: anna@example.com\nDate: 21 Nov 2026 10:00\nSubject: Test';
    expect(ofText('This mail did not arrive:', '', shown)).toContain('Subject: Test');
    expect(ofText('This mail did not arrive:', '', shown, '', 'Best regards', 'Anna')).toContain(shown);
    expect(ofText('This mail did not arrive.', '', shown, '', 'Does it work?')).toBe(
      'This mail did not arrive.',
    );
  });

  it.each([
    ['Date: Saturday, 21 November 2026 at 10:00', true],
    ['Date: Saturday, 21 November 2026', false],
  ])('takes fields without an address by the hour of sending: %s', (date, cut) => {
    const block = `From: Bob Miller\n${date}\nTo: Anna\nSubject: Printer`;
    expect(ofText('It works now.', '', block, '', 'Does it work?') === 'It works now.').toBe(cut);
  });

  it('keeps a mail that begins with fields, as forms write them', () => {
    const form = 'From: Anna <anna@example.com>\nSubject: Printer\nDate: 21.11.2026\n\nIt is blue.';
    expect(ofText(form)).toContain('It is blue.');
  });

  it('is empty when nothing stands above a line that only clients write', () => {
    expect(ofText('-----Original Message-----', 'From: Bob', 'Does it work?')).toBe('');
  });

  it("keeps the words of a helpdesk's own notification below its line", () => {
    expect(ofText('##- Please type your reply above this line -##', '', 'Printer is blue')).toBe(
      'Printer is blue',
    );
  });
});
