import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectMail, inspectText } from '../../src/cli/inspected.js';
import { parseAuthResults } from '../../src/core/message/auth-results.js';
import { parseMailDate, receivedDate } from '../../src/core/message/date.js';
import { commandOf } from '../../src/core/message/first-word.js';
import { isGoodbye } from '../../src/core/message/goodbye.js';
import { isGratitude } from '../../src/core/message/gratitude.js';
import { parseMessageIds } from '../../src/core/message/message-id.js';
import { returnDateOf } from '../../src/core/message/return-date.js';
import { baseSubject, hasReplyPrefix, subjectKey } from '../../src/core/message/subject.js';
import { parsePersons } from '../../src/mail/persons.js';
import { newText } from '../../src/mail/reply-text.js';
import { costsAtMost } from '../cost.js';
import {
  fields,
  mailWithBody,
  mailWithField,
  megabyte,
  repeated,
  reportWith,
  structures,
  tokens,
} from './nasty.js';

/** No input of a megabyte takes longer, CPU ms; most of what a mail takes is the work of the library below. */
const bounds = { text: 2_500, mail: 6_000 };

/** The inputs that took too long, or threw. */
async function slow(
  inputs: Iterable<readonly [name: string, input: () => string | Buffer]>,
  work: (input: never) => unknown,
  bound = bounds.mail,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, make] of inputs) {
    const input = make();
    try {
      await costsAtMost(bound, () => work(input as never));
    } catch (error) {
      found.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return found;
}

const texts = tokens.map((token) => [JSON.stringify(token), () => repeated(token)] as const);

/** Every fourth, beginning elsewhere for each form, so that the forms together see all. */
function some(form: number): typeof texts {
  return texts.filter((_, n) => n % 4 === form);
}

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['newText', (text) => newText({ text, html: null, reports: [] })],
  ['newText of HTML', (html) => newText({ text: '', html, reports: [] })],
  ['isGoodbye', isGoodbye],
  ['isGratitude', (text) => isGratitude(text)],
  ['commandOf', commandOf],
  ['returnDateOf', (text) => [returnDateOf('', text, 1e12), returnDateOf(text, '', 1e12)]],
  ['parseMailDate', (text) => [parseMailDate(text), receivedDate(text)]],
  ['parsePersons', parsePersons],
  ['parseMessageIds', parseMessageIds],
  ['subjects', (text) => [baseSubject(text), subjectKey(text), hasReplyPrefix(text)]],
  ['parseAuthResults', parseAuthResults],
];

/** Those that do most get every second token here, and the others within mails below. */
const half = new Set(['newText', 'newText of HTML', 'parseMessageIds']);

describe('a megabyte of a text takes bounded time', () => {
  test.each(readers)('%s', async (name, read) => {
    expect(
      await slow(half.has(name) ? texts.filter((_, n) => n % 2 === 0) : texts, read, bounds.text),
    ).toEqual([]);
  });
});

/** What people, servers and their logs write is mixed: two or three tokens after one another, between real lines. */
const mixtures = fc
  .tuple(
    fc.array(fc.constantFrom(...tokens), { minLength: 2, maxLength: 5 }),
    fc.constantFrom('', 'Hello,\n\nit works.\n\n'),
    fc.constantFrom('', '\n-- \nAnna', '\n> old', 'wrote:\n> x'),
  )
  .map(([mixed, before, after]) => before + repeated(mixed.join(''), megabyte - 100) + after);

/** What has no header is no mail, and that is said. */
function inspectAny(raw: Buffer): Promise<unknown> {
  return inspectMail(raw).catch((error: Error) => expect(error.message).toContain('no mail'));
}

describe('a mail of a megabyte takes bounded time, read as inspect reads it', () => {
  const nasty = [
    'a',
    ' ',
    ',',
    '(',
    '"',
    '=?utf-8?Q?',
    '<a@b.c> ',
    'a="b"; ',
    '(((',
    ';',
    '\n ',
    'Re: ',
    'é',
  ];
  test.each(fields.map((field, n) => [field, n] as const))('one huge field: %s', async (field, n) => {
    const inputs = nasty
      .filter((_, at) => (at + n) % 3 === 0)
      .map((token) => [JSON.stringify(token), () => mailWithField(field, repeated(token))] as const);
    expect(await slow(inputs, inspectMail)).toEqual([]);
  });

  const forms: readonly (readonly [string, (text: string) => Buffer])[] = [
    ['plain text', (text) => mailWithBody('text/plain; charset=utf-8', text)],
    ['HTML', (text) => mailWithBody('text/html; charset=utf-8', text)],
    ['a delivery report', reportWith],
    [
      'a notice in words',
      (text) =>
        mailWithBody('text/plain', text, 'Auto-Submitted: auto-replied\r\nX-Failed-Recipients: a@b.c\r\n'),
    ],
  ];
  test.each(forms.map(([name, mailOf], n) => [name, mailOf, n] as const))(
    '%s of one token',
    async (_, mailOf, n) => {
      const inputs = some(n).map(([name, make]) => [name, () => mailOf(make())] as const);
      expect(await slow(inputs, inspectMail)).toEqual([]);
    },
  );

  test('structures', async () => {
    expect(await slow(Object.entries(structures), inspectAny)).toEqual([]);
  });

  test('texts of several tokens', async () => {
    const run = fc.asyncProperty(mixtures, fc.constantFrom(...forms), async (text, [, mailOf]) => {
      expect(await slow([['mail', () => mailOf(text)]], inspectMail)).toEqual([]);
      expect(await slow([['text', () => Buffer.from(text)]], inspectText)).toEqual([]);
    });
    await fc.assert(run, { numRuns: 12, seed: 3 });
  });
});

/** One change of a mail, by two numbers that choose place and way. */
function mutated(mail: Buffer, changes: readonly (readonly [number, number, number])[]): Buffer {
  let text = mail.toString('latin1');
  for (const [way, from, to] of changes) {
    const lines = text.split('\n');
    const [a, b] = [Math.floor(from * lines.length), Math.floor(to * lines.length)].sort((x, y) => x - y) as [
      number,
      number,
    ];
    if (way === 0) lines.splice(a, b - a);
    if (way === 1) lines.splice(a, 0, ...lines.slice(a, b));
    if (way === 2) lines.push(...lines.splice(a, b - a));
    if (way === 3) lines.splice(a, b - a, ...lines.slice(a, b).toReversed());
    if (way < 4) text = lines.join('\n').slice(0, megabyte);
    else {
      const at = Math.floor(from * text.length);
      text = text.slice(0, at) + String.fromCharCode(Math.floor(to * 256)) + text.slice(at + 1);
    }
  }
  return Buffer.from(text, 'latin1');
}

describe('broken mails', () => {
  const folder = join(import.meta.dirname, '..', 'fixtures');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder, name)));

  test('fixtures with lines lost, doubled, shuffled and bytes flipped are read in time', async () => {
    expect(files.length).toBeGreaterThan(5);
    const change = fc.tuple(
      fc.nat(6),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
    );
    const run = fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 12 }),
      async (mail, changes) => {
        expect(await slow([['mutation', () => mutated(mail, changes)]], inspectAny)).toEqual([]);
      },
    );
    await fc.assert(run, { numRuns: 250, seed: 3 });
  });
});
