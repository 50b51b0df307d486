import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hold } from '../../src/core/conversation/step.js';
import { parseOrders } from '../../src/core/order/parse.js';
import { compose } from '../../src/mail/compose.js';
import type { CommandLineInput, LineVerdict } from '../../src/templates/command-line-view.js';
import { buildCommandResultView } from '../../src/templates/command-view.js';
import {
  buildMorningView,
  type EventInput,
  type LostInput,
  type TodayInput,
} from '../../src/templates/morning-view.js';
import { render } from '../../src/templates/render.js';
import type { NowInput } from '../../src/templates/state-view.js';
import { checkTemplates, loadTemplates } from '../../src/templates/templates.js';
import type { Action } from '../../src/templates/values.js';
import { office } from '../core/order-table.js';
import { readableMail } from './readable-mail.js';
import { variableRows } from './variable-rows.js';

const languages = ['en', 'de', 'pl'] as const;
type Language = (typeof languages)[number];
const { templates, problems } = loadTemplates({
  directory: null,
  languages,
  names: ['command-result', 'morning'],
});

const now = Date.UTC(2026, 10, 25, 8);
const place = {
  mailbox: { name: 'Example Support', address: 'support@example.com' },
  timezone: 'Europe/Warsaw',
  now,
};
const anna = { name: 'Anna Nowak', address: 'anna@example.com' };
const hour = 3_600_000;
const about = { subject: 'Printer does not start', customer: 'Maria Schmidt', conversationId: 'k3f9w2m8xq' };
const next = { what: 'follow-up', stage: 2, at: now + 48 * hour } as const;
const undo: Action = {
  action: 'undo',
  command: 'undo',
  href: 'mailto:support@example.com?subject=undo%20%5Bk-t%5D',
};

function result(language: Language, lines: readonly CommandLineInput[], notSent = false) {
  const step = { to: [anna] };
  const view = buildCommandResultView({
    ...place,
    language,
    step,
    subject: 'x',
    lines,
    notSent,
    actions: [undo],
  });
  return render(templates, 'command-result', language, view);
}

async function golden(
  name: string,
  language: Language,
  mail: { subject: string; text: string; html: string },
) {
  const raw = await compose({
    from: place.mailbox,
    to: [anna],
    replyTo: [place.mailbox],
    messageId: 'thrice.golden@example.com',
    inReplyTo: 'order@example.com',
    date: now,
    ...mail,
  });
  await expect(await readableMail(raw)).toMatchFileSnapshot(`../fixtures/golden/${language}-${name}.eml`);
}

const verdicts: readonly LineVerdict[] = [
  'nothing-to-do',
  'owed',
  'no-silence',
  'never-written',
  'stage-gone',
  'earlier-silence',
  'newer-mail',
  'not-trusted',
  'unknown-word',
  'no-time',
  'past',
  'no-such-day',
  'too-far',
  'contradiction',
  'too-many',
  'unknown-address',
  'unknown-policy',
  'no-such-conversation',
  'several',
  'which-conversation',
  'which-number',
  'stale-link',
  'unknown-link',
];
const actions = ['close', 'reopen', 'wait', 'snooze', 'never', 'skip', 'send-now', 'undo'] as const;

it('the templates are without problems', () => expect(problems).toEqual([]));

describe.each(languages)('the answer to a command in %s', (language) => {
  it('is the golden mail', async () => {
    const lines: CommandLineInput[] = [
      {
        text: 'snooze 2d',
        verdict: 'done',
        action: 'snooze',
        until: next.at,
        about,
        now: { status: 'snoozed', snoozedUntil: next.at, next },
      },
      { text: 'clsoe 3', verdict: 'unknown-word', suggestion: 'close 3' },
      {
        text: 'why',
        verdict: 'answer',
        action: 'why',
        about,
        info: ['Anna wrote on Monday.', 'Nobody answered.'],
        now: { status: 'awaiting-customer', next },
      },
      {
        text: 'list',
        verdict: 'answer',
        action: 'list',
        entries: [
          {
            number: 1,
            about,
            now: { status: 'awaiting-customer', next: { ...next, what: 'final-notice', stage: 3 } },
          },
          { number: 2, about: { ...about, subject: '' }, now: { status: 'closed', outcome: 'no-reply' } },
        ],
      },
    ];
    await golden('command-result', language, { ...result(language, lines), subject: 'Re: snooze 2d' });
  });

  it('of help, and of what was not sent, are golden too', async () => {
    const help = result(language, [{ text: 'help', verdict: 'answer', action: 'help' }]);
    await golden('command-result-help', language, { ...help, subject: 'Re: help' });
    const notSent = result(language, [], true);
    await golden('command-result-not-sent', language, { ...notSent, subject: 'Re: x' });
  });

  it('tells, golden, what an order can mean while nobody knows whether a mail left', async () => {
    const perhapsGone = { what: 'follow-up', stage: 1, at: now - hour } as const;
    const line = (
      action: NonNullable<CommandLineInput['action']>,
      more: Partial<CommandLineInput> = {},
    ): CommandLineInput => ({
      ...{ text: action, verdict: 'done', action, about },
      now: { status: 'awaiting-customer', next, perhapsGone },
      ...more,
    });
    const lines = [
      line('skip', { stage: 1 }),
      line('send-now', { stage: 1 }),
      line('snooze', {
        until: next.at,
        now: { status: 'snoozed', snoozedUntil: next.at, next, perhapsGone },
      }),
      line('close', { now: { status: 'closed', outcome: 'resolved', perhapsGone } }),
      line('status', { verdict: 'answer' }),
    ];
    const told = result(language, lines);
    await golden('command-result-perhaps', language, { ...told, subject: 'Re: skip' });
    // Of each of them, and with the moment; of another stage nothing is in doubt.
    const [moment] = /\d\d:\d\d/.exec(result(language, [line('close')]).text)!;
    expect(told.text.match(new RegExp(`\\b${moment}\\b`, 'g'))).toHaveLength(lines.length);
    const certain = (action: 'skip' | 'send-now', more: object) =>
      result(language, [line(action, { stage: 2, ...more })]).text.split('\n')[3];
    for (const action of ['skip', 'send-now'] as const) {
      expect(certain(action, {})).toBe(certain(action, { now: { status: 'awaiting-customer', next } }));
      expect(certain(action, {})).not.toBe(certain(action, { stage: 1 })?.replaceAll('1', '2'));
    }
  });

  it.each([
    ['final-notice', { en: /the final notice/gi, de: /die Abschlussnachricht/gi, pl: /wiadomość końcowa/gi }],
    [
      'inside',
      { en: /(a|the) mail to the team/gi, de: /(e|die) E-Mail ans Team/gi, pl: /wiadomość do zespołu/gi },
    ],
  ] as const)('calls a %s that is in doubt as it calls the next one', (what, words) => {
    const perhapsGone = { what, stage: 3, at: now - hour };
    const coming = { what, stage: 3, at: next.at };
    for (const action of ['skip', 'send-now'] as const) {
      const { text } = result(language, [
        {
          ...{ text: 'x', verdict: 'done', action, stage: 3, about },
          now: { status: 'awaiting-customer', next: coming, perhapsGone },
        },
      ]);
      expect(text).not.toMatch(/follow-up|nachfrage|dopytani/i);
      // Of the order, of the doubt, and of what comes next.
      expect(text.match(words[language]), text).toHaveLength(3);
      // A word for a mail is of another gender than one for a follow-up.
      expect(text).not.toMatch(/wiadomość \p{L}+( \p{L}+)* (wyszło|pominięte)/u);
    }
  });

  it('names, in help and in hints, only words that it understands', () => {
    const help = result(language, [{ text: 'help', verdict: 'answer', action: 'help' }]).text;
    const explained = [...help.matchAll(/^([^:\n]+): \p{L}/gmu)].flatMap((line) => line[1]!.split(', '));
    expect(explained.length).toBeGreaterThan(12);
    const hints = (['no-time', 'which-conversation'] as const).map(
      (verdict) => result(language, [{ text: '', verdict }]).text,
    );
    const quoted = [help, ...hints].flatMap((text) =>
      [...text.matchAll(/[“„]([^”“]+)[”“]/gu)].map((hit) => hit[1]!),
    );
    expect(quoted.length).toBeGreaterThan(3);
    for (const words of [...explained, ...quoted])
      expect(parseOrders(words, { calendar: office, at: now }), words).toMatchObject([{ ok: true }]);
  });

  it('shows the own command of the agent with an id where it asks which conversation', () => {
    for (const action of ['close', 'undo', 'snooze', 'why'] as const) {
      const { text } = result(language, [{ text: 'x', verdict: 'which-conversation', action }]);
      const shown = /[“„]([^”“„]+ k3f9w2m8xq)[”“]/u.exec(text)?.[1] ?? '';
      expect(parseOrders(shown, { calendar: office, at: now }), shown).toMatchObject([
        { ok: true, verb: action, target: { by: 'id', id: 'k3f9w2m8xq' } },
      ]);
    }
  });

  it('calls what goes to the customer a follow-up and what goes to the team a reminder', () => {
    const reminder = { en: /remind/i, de: /erinner/i, pl: /przypomn/i }[language];
    const lines = [
      ...[...verdicts, 'done' as const].flatMap((verdict) =>
        actions.map((action) => ({ text: 'x', verdict, action, stage: 2, until: next.at })),
      ),
      { text: 'help', verdict: 'answer', action: 'help' } as const,
      { text: 'status', verdict: 'answer', about, now: { status: 'awaiting-customer', next } } as const,
    ];
    expect(result(language, lines).text).not.toMatch(reminder);
    for (const name of ['morning', 'blind', 'link'])
      expect(readFileSync(`templates/${language}/${name}.hbs`, 'utf8')).not.toMatch(reminder);
    const owed = { status: 'awaiting-agent', next: { what: 'reminder', stage: 1, at: next.at } } as const;
    expect(result(language, [{ text: 'x', verdict: 'answer', about, now: owed }]).text).toMatch(reminder);
  });

  it('says whose the next notice is, whoever asks', () => {
    const { text } = result(language, [
      {
        ...{ text: 'status', verdict: 'answer', action: 'status', about },
        now: { status: 'awaiting-customer', next: { what: 'notice', at: next.at } },
      },
    ]);
    expect(text).toContain(
      { en: 'a notice to the agent', de: 'ein Hinweis ans Team', pl: 'powiadomienie dla zespołu' }[language],
    );
  });

  it('names what holds the next mail, and no moment that nobody knows', () => {
    const told = (heldBy: Hold, more: Partial<NowInput> = {}) => {
      const held = { what: 'follow-up', stage: 2, at: null, heldBy } as const;
      const state = { status: 'awaiting-customer', next: held, ...more } as const;
      return result(language, [{ text: 'status', verdict: 'answer', about, now: state }]).text.split('\n');
    };
    const holds = [
      ...(['uncertain', 'quarantined', 'surprise', 'recipient-limit'] as const),
      ...(['draft-waiting', 'agent-not-told', 'morning-note'] as const),
    ];
    const sentences = holds.map((hold) => told(hold)[4]!);
    expect(new Set(sentences).size).toBe(holds.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[\p{L} ]+: \p{Ll}.*\.$/u);
    for (const hold of holds) {
      expect(told(hold)[3]).toMatch(/ 2\.$/);
      // Of a closed one no next mail is told, nor what holds it.
      expect(told(hold, { status: 'closed' })[4]).toBe('');
    }
    expect(told('claimed')).toEqual(told('uncertain'));
    // It is said of the stage itself.
    const perhapsGone = { what: 'follow-up', stage: 1, at: now - hour } as const;
    expect(told('uncertain', { perhapsGone })).not.toContain(sentences[0]);
  });

  it('says of `send now` whether the mail goes now, later or never, of every kind of mail', () => {
    const texts = (['follow-up', 'inside', 'final-notice'] as const).flatMap((what) =>
      (['now', 'later', 'never'] as const).map(
        (goes) =>
          result(language, [{ text: 'x', verdict: 'done', action: 'send-now', stage: 2, what, goes }]).text,
      ),
    );
    expect(new Set(texts).size).toBe(texts.length);
    const plain = result(language, [{ text: 'x', verdict: 'done', action: 'send-now', stage: 2 }]).text;
    expect(texts[0]).toBe(plain);
  });

  it('says something of its own for every verdict, and offers to undo only what was done', () => {
    const said = verdicts.map((verdict) => result(language, [{ text: 'x', verdict, stage: 2 }]));
    const done = actions.map((action) =>
      result(language, [{ text: 'x', verdict: 'done', action, undid: ['close'], stage: 2, until: next.at }]),
    );
    const nothing = result(language, [{ text: 'x', verdict: 'nothing-to-do', action: 'undo' }]);
    const awake = result(language, [{ text: 'x', verdict: 'done', action: 'snooze', until: null }]);
    const all = [...said, ...done, awake, nothing].map(({ text }) => text);
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) {
      expect(text).toMatch(/[“„]x[”“]\n\p{L}/u);
      expect(text).not.toMatch(/undefined|null|\[\]|“”|„“|„”| [.,]|\n\n\n/);
    }
    for (const { text, html } of [...said, nothing]) expect(`${text}${html}`).not.toContain('mailto:');
    // An `undo` is not taken back by another.
    for (const [i, { text, html }] of done.entries())
      for (const part of [text, html]) expect(part.includes(undo.href)).toBe(actions[i] !== 'undo');
    const undone = result(language, [{ text: 'x', verdict: 'done', action: 'close', undone: true }]);
    expect(undone.text).not.toContain('mailto:');
  });
});

const event = (number: number, change: Partial<EventInput> = {}): EventInput => ({
  ...about,
  number,
  at: now - 17 * hour,
  ...change,
});
const today = (number: number, change: Partial<TodayInput> = {}): TodayInput => ({
  ...about,
  ...{
    number,
    stage: number,
    stages: 3,
    isLast: number === 3,
    at: now + number * hour,
    blind: false,
    inside: false,
  },
  actions: [
    {
      action: 'skip',
      command: `skip ${number}`,
      href: `mailto:support@example.com?subject=skip%20${number}`,
    },
  ],
  ...change,
});
const lost = (what: LostInput['what'], subject = ''): LostInput => ({
  ...{ what, subject, to: 'anna@example.com' },
  at: Date.UTC(2026, 10, 23, 8),
});
const nothing = {
  closed: [],
  closedByTeam: [],
  reopened: [],
  bounced: [],
  thanks: [],
  uncertain: [],
  held: [],
};

function morning(language: Language, change: Partial<Parameters<typeof buildMorningView>[0]> = {}) {
  const view = buildMorningView({
    ...place,
    language,
    to: anna,
    today: [today(1)],
    sections: nothing,
    lost: [],
    more: 0,
    ...change,
  });
  return render(templates, 'morning', language, view);
}

describe.each(languages)('the morning note in %s', (language) => {
  it('is the golden mail', async () => {
    const { subject, text, html } = morning(language, {
      today: [today(1), today(2, { blind: true, subject: '' }), today(3, { inside: true })],
      sections: {
        closed: [event(4)],
        closedByTeam: [event(5, { by: 'Ewa Lis' })],
        reopened: [event(6, { by: 'Maria Schmidt' })],
        bounced: [event(7, { by: 'maria@example.net', reason: '550 5.1.1 No such user' })],
        thanks: [
          event(8, {
            words: ['Thanks!\n\nIt prints again.', 'One more thing, though: <b>when</b> is it due?'],
          }),
        ],
        uncertain: [event(9)],
        held: [event(10, { hold: 'quarantined' }), event(11, { hold: 'draft-waiting' })],
      },
      lost: [lost('morning-note'), lost('answer', 'What is open')],
      more: 2,
    });
    await golden('morning', language, { subject: subject!, text, html });
  });

  it('quotes the thanks on a line of their own, shortened, several in one, and nothing where nothing is known', () => {
    const thanks = (words: readonly string[]) =>
      morning(language, { today: [], sections: { ...nothing, thanks: [event(1, { words })] } });
    const lines = (words: readonly string[]) => thanks(words).text.split('\n').length;
    expect(lines([''])).toBe(lines([]));
    expect(lines(['a\n\n\nb', 'c'])).toBe(lines([]) + 1);
    expect(thanks(['a\n\n\nb', ' ', 'c']).text).toMatch(/^[“„]a b \/ c[”“]$/mu);
    const [long] = thanks(['x'.repeat(5000)]).text.match(/x+…/u)!;
    expect(long.length).toBeLessThan(200);
    const { html } = thanks(['<img src=x onerror=y>&amp;{{count}}']);
    expect(html).toContain('&lt;img src=x onerror=y&gt;&amp;amp;{{count}}');
  });

  it('says nothing of what is empty', () => {
    const one = morning(language);
    const quiet = morning(language, { today: [], sections: { ...nothing, closed: [event(1)] } });
    expect(one.text.match(/:$/gm)).toHaveLength(1);
    expect(quiet.text.match(/:$/gm)).toHaveLength(1);
    expect(quiet.text).not.toContain('skip');
    expect(quiet.subject).not.toBe(one.subject);
    for (const { text } of [one, quiet]) expect(text).not.toMatch(/undefined|null|\n\n\n/);
  });

  it('says what each lost mail was; alone, they make it speak of no numbers', async () => {
    const whats = ['morning-note', 'answer', 'to-customer', 'to-team'] as const;
    const all = [...whats.map((what) => lost(what)), lost('answer', 'What is open')];
    const texts = all.map((one) => morning(language, { today: [], lost: [one] }).text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      expect(text).toContain('anna@example.com: ');
      expect(text).not.toMatch(/\b1\b|undefined|null|\(\)|“”|„“|„”|\n\n\n/);
    }
    expect(texts[4]).toContain('What is open');
    const numbered = morning(language, { today: [], sections: { ...nothing, held: [event(1)] } }).text;
    expect(numbered).toMatch(/[“„][^”“]+ 1[”“]/u);
    const { subject, text, html } = morning(language, { today: [], lost: all });
    await golden('morning-lost', language, { subject: subject!, text, html });
  });

  it('tells a reader who is not the agent to whom the answers perhaps went', () => {
    const said = (answersTo?: string) =>
      morning(language, { today: [today(1, { blind: true, ...(answersTo && { answersTo }) })] }).text;
    const [own, other] = { en: ['to you', 'to'], de: ['an Sie', 'an'], pl: ['do Ciebie', 'na adres'] }[
      language
    ];
    expect(said()).toContain(` ${own}`);
    expect(said('ewa@example.com')).toBe(said().replace(` ${own}`, ` ${other} ewa@example.com`));
  });

  it('has links at each line of the HTML part only, for three addresses to a line would hide the words', () => {
    const { text, html } = morning(language, { today: [today(1), today(2)] });
    expect(html).toContain('href="mailto:support@example.com?subject=skip%201">skip 1</a>');
    expect(html).toContain('href="mailto:support@example.com?subject=skip%202">skip 2</a>');
    expect(text).not.toContain('mailto:');
  });
});

describe('lists in own templates', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'thrice-lists-'));
    mkdirSync(join(directory, 'en'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const put = (source: string) => writeFileSync(join(directory, 'en', 'morning.hbs'), source);
  const messages = (source: string) => {
    put(source);
    return checkTemplates(directory, 'en', { names: ['morning'] }).map(
      ({ where, message }) => `${where.replace(/^.*morning/, '')} ${message}`,
    );
  };
  const text = (source: string, change = {}) => {
    put(source);
    const own = loadTemplates({ directory, languages: ['en'], names: ['morning'] });
    expect(own.problems).toEqual([]);
    const view = buildMorningView({
      ...place,
      language: 'en',
      to: anna,
      today: [today(1), today(2)],
      sections: nothing,
      lost: [],
      more: 0,
      ...change,
    });
    return render(own.templates, 'morning', 'en', view).text;
  };

  it('give each item with its own names and those of the mail', () => {
    expect(
      text(
        '{{#each today}}\n{{number}} {{customer}} {{#if blind}}blind{{else}}{{agentName}}{{/if}}\n{{/each}}\n',
      ),
    ).toBe('1 Maria Schmidt Anna Nowak\n2 Maria Schmidt Anna Nowak\n');
    // The item's name goes before the mail's of the same name.
    expect(text('{{stage}}{{#each today}} {{stage}}{{/each}}')).toBe('0 1 2\n');
    expect(
      text('{{#each closed}}x{{else}}none of {{count}}{{/each}}{{#if closed}}!{{/if}}{{#if today}}?{{/if}}'),
    ).toBe('none of 2?\n');
  });

  it.each([
    ['{{#each todays}}x{{/each}}', '1:9 {{todays}} is no list of this template. Did you mean {{today}}?'],
    ['{{today}}', '1:3 {{today}} is a list. Write {{#each today}}'],
    ['{{number}}', '1:3 {{number}} is no variable'],
    [
      '{{#each today}}{{nummber}}{{/each}}',
      '1:18 {{nummber}} is no variable of this template. Did you mean {{number}}?',
    ],
    ['{{#each today}}{{#each closed}}x{{/each}}{{/each}}', '1:24 There is no list here'],
    ['{{#each today}}{{#if closed}}x{{/if}}{{/each}}', '1:22 {{closed}} is no variable'],
    ['{{#each today}}{{this}}{{/each}}', '1:18 {{this}} is no variable'],
    ['{{#each today}}{{@index}}{{/each}}', '1:18 {{@index}} is no variable'],
    ['{{#each today}}{{../count}}{{/each}}', '1:18 {{../count}} is no variable'],
    ['{{#each today}}x{{else}}{{number}}{{/each}}', '1:27 {{number}} is no variable'],
    ['{{#each today as |one|}}{{one.number}}{{/each}}', '1:1 A template may use'],
    ['{{#each today.length}}x{{/each}}', '1:9 {{today.length}} is no list'],
    ['{{#each constructor}}x{{/each}}', '1:9 {{constructor}} is no list'],
    ['{{#each __proto__}}x{{/each}}', '1:9 {{__proto__}} is no list'],
    ['{{#each "today"}}x{{/each}}', '1:9 A template may use'],
    ['{{#each today closed}}x{{/each}}', '1:1 A template may use'],
    ['{{each today}}', '1:1 A template may use'],
    ['{{#each}}x{{/each}}', '1:1 A template may use'],
  ])('refuse %j', (source, start) => expect(messages(source)[0]).toContain(`.hbs:${start}`));

  it('whatever the values hold: nothing runs, no line begins, no link is put', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            '{{count}}',
            '\u00000\u0000',
            '\r\n',
            '\n\n',
            '<a href="x">',
            '\u202e',
            '5. x',
            '"',
            '&',
          ),
          { maxLength: 6 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(evil, evil, evil, (customer, subject, reason) => {
        const words = { thanks: [event(2, { words: ['x'] })] };
        const plain = morning('en', { sections: { ...nothing, ...words, held: [event(1)] } });
        const { text: written, html } = morning('en', {
          sections: {
            ...nothing,
            thanks: [event(2, { words: [`x${customer}`, reason] })],
            held: [event(1, { customer: `x${customer}`, subject: `x${subject}`, reason: `x${reason}` })],
          },
        });
        expect(written.split('\n').length).toBe(plain.text.split('\n').length);
        expect(written).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
        expect(html.match(/<a /g)).toHaveLength(plain.html.match(/<a /g)!.length);
        const info = result('en', [{ text: customer, verdict: 'answer', info: [subject, reason] }]);
        expect(`${info.text}${info.html}`).not.toMatch(/\0|[\u202a-\u202e\u2066-\u2069]/);
        expect(info.html).not.toContain('<a ');
      }),
      { numRuns: 300 },
    );
  });
});

it('docs/templates.md lists every variable with its meaning, and none that does not exist', () => {
  const page = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8').split(
    '## Variables',
  )[1]!;
  const rows = Array.from(
    page.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]*) \|$/gm),
    ([, name, where, text]) => [name, where, text],
  );
  expect(rows).toEqual(variableRows().map(({ name, where, text }) => [name, where, text]));
});
