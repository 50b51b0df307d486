import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/core/message/parsed.js';
import { compose } from '../../src/mail/compose.js';
import { insideNames, noticeNames, shippedNames } from '../../src/templates/names.js';
import { render } from '../../src/templates/render.js';
import { checkTemplates, inEnglishInstead, loadTemplates } from '../../src/templates/templates.js';
import type { Action, View } from '../../src/templates/values.js';
import { buildFollowUpView, buildInsideView, buildNoticeView } from '../../src/templates/view.js';
import { readableMail } from './readable-mail.js';

const languages = ['en', 'de', 'pl'] as const;
const stages = ['follow-up-1', 'follow-up-2', 'final-notice'];
const courtesies = ['holding-reply', 'closing'];
const { templates, problems } = loadTemplates({ directory: null, languages, names: shippedNames });
/** Notices with a view of their own are in templates-lists.test.ts. */
const plainNotices = noticeNames.filter((name) => name !== 'command-result');

const mailbox: Person = { name: 'Example Support', address: 'support@example.com' };
const anna: Person = { name: 'Anna Nowak', address: 'anna@example.com' };
const maria: Person = { name: 'Maria Schmidt', address: 'maria@example.net' };
const sent = Date.UTC(2026, 10, 23, 9, 12);
const closesAt = Date.UTC(2026, 11, 1, 8);
const written = {
  en: [
    'Printer does not start',
    'Hello Maria,\n\nplease send us the log: https://example.com/log?a=1&b=2.\n\nBest\nAnna',
  ],
  de: [
    'Drucker startet nicht',
    'Hallo Frau Schmidt,\n\nbitte senden Sie uns das Protokoll.\n\nViele Grüße\nAnna',
  ],
  pl: ['Drukarka nie działa', 'Dzień dobry,\n\nproszę przesłać nam log.\n\nPozdrawiam\nAnna'],
} as const;

function followUp(
  language: 'en' | 'de' | 'pl',
  stage: number,
  change: Partial<Parameters<typeof buildFollowUpView>[0]> = {},
): View {
  const [subject, text] = written[language];
  return buildFollowUpView({
    language,
    timezone: 'Europe/Warsaw',
    now: sent,
    mailbox,
    agent: anna,
    subject,
    anchorAt: sent,
    quote: { from: anna, at: sent, text },
    step: { stage, of: 3, last: stage === 3, closesAt, to: [maria] },
    ...change,
  });
}

function notice(
  language: 'en' | 'de' | 'pl',
  change: Partial<Parameters<typeof buildNoticeView>[0]> = {},
): View {
  return buildNoticeView({
    language,
    timezone: 'Europe/Warsaw',
    now: sent,
    mailbox,
    subject: written[language][0],
    conversationId: 'k3f9w2m8xq',
    customers: [maria],
    writer: maria,
    coming: { of: 3, last: false, closesAt, at: Date.UTC(2026, 10, 27, 8) },
    failed: { address: maria.address, reason: '550 5.1.1 No such user', closed: true, others: [] },
    waiting: { since: sent, now: sent + 51 * 3_600_000, reminders: 2 },
    agent: anna,
    quote: null,
    step: { stage: 2, to: [anna] },
    actions,
    ...change,
  });
}

const actions: readonly Action[] = [
  { action: 'wait', command: 'wait', href: 'mailto:support@example.com?subject=wait%20%5Bk-t%5D&body=wait' },
  {
    action: 'snooze',
    command: 'snooze 2d',
    href: 'mailto:support@example.com?subject=snooze%202d%20%5Bk-t%5D',
  },
];

const reopen: Action = {
  action: 'reopen',
  command: 'reopen',
  href: 'mailto:support@example.com?subject=reopen%20%5Bk-t%5D',
};

const golden = { from: mailbox, messageId: 'thrice.golden@example.com', date: Date.UTC(2026, 10, 25, 9, 12) };

describe('the shipped templates', () => {
  it('are without problems', () => expect(problems).toEqual([]));

  describe.each(languages)('in %s', (language) => {
    it.each([...stages, ...courtesies])('%s is the golden mail', async (name) => {
      const stage = stages.indexOf(name) + 1;
      const quote = { from: maria, at: sent, text: 'It still fails.\n<b>Help</b>' };
      const change = name === 'holding-reply' ? { quote } : {};
      const rendered = render(templates, name, language, followUp(language, stage, change));
      expect(rendered.subject).toBeNull();
      const mail = await compose({
        ...golden,
        to: [maria],
        replyTo: [mailbox, anna],
        subject: `Re: ${written[language][0]}`,
        inReplyTo: 'anchor@example.com',
        references: ['question@example.net', 'anchor@example.com'],
        text: rendered.text,
        html: rendered.html,
      });
      await expect(await readableMail(mail)).toMatchFileSnapshot(
        `../fixtures/golden/${language}-${name}.eml`,
      );
    });

    const goldenNotice = async (name: string, view: View, file = name) => {
      const { subject, text, html } = render(templates, name, language, view);
      expect(subject).toContain(written[language][0]);
      const mail = await compose({
        ...golden,
        ...{ to: [anna], replyTo: [mailbox], inReplyTo: 'question@example.net', text, html },
        subject: subject!,
      });
      await expect(await readableMail(mail)).toMatchFileSnapshot(
        `../fixtures/golden/${language}-${file}.eml`,
      );
    };

    it.each(plainNotices)('%s is the golden notice', async (name) => {
      const text = 'It still fails.\n<b>Help</b>';
      const quote = name === 'undeliverable' ? null : { from: maria, at: sent, text };
      await goldenNotice(name, notice(language, { quote }));
    });

    it.each(['reminder', 'escalation'])('%s of what a person reopened is golden too', async (name) => {
      const quote = { from: maria, at: sent, text: 'It still fails.' };
      await goldenNotice(name, notice(language, { quote, writer: null }), `${name}-reopened`);
    });

    it.each(['closed', 'waiting'] as const)('answered of what is %s since is golden too', async (settled) => {
      const quote = { from: maria, at: sent, text: 'It still fails.' };
      const offered = settled === 'closed' ? [reopen] : actions;
      const change = { quote, failed: null, step: { stage: 0, to: [anna], settled }, actions: offered };
      await goldenNotice('answered', notice(language, change), `answered-${settled}`);
    });

    const inside = (stage: number): View => {
      const [subject, text] = written[language];
      const last = stage === 3;
      return buildInsideView({
        ...{ language, timezone: 'Europe/Warsaw', now: sent, mailbox, subject, agent: anna, anchorAt: sent },
        ...{ quote: { from: anna, at: sent, text }, customers: [maria], conversationId: 'k3f9w2m8xq' },
        actions: last ? [reopen] : actions,
        step: { stage, of: 3, last, closesAt, to: [anna] },
      });
    };
    it.each(insideNames)('%s is the golden mail to people inside', (name) => goldenNotice(name, inside(2)));
    it.each(insideNames)('%s as the last stage is golden too', (name) =>
      goldenNotice(name, inside(3), `${name}-last`),
    );

    it('the closing mail asks for nothing, least of all for an opinion', () => {
      const { text } = render(templates, 'closing', language, followUp(language, 0, { quote: null }));
      expect(text).not.toContain('?');
      expect(text).not.toMatch(/rate|rating|survey|feedback|zufrieden|bewert|ocen|opini/i);
    });

    it('every link says what it does, in the text and in the HTML part', () => {
      const all = (['close', 'reopen', 'wait', 'snooze', 'never', 'send-now', 'skip', 'undo'] as const).map(
        (action): Action => ({ action, command: action, href: `mailto:a@b.c?subject=${action}&body='"` }),
      );
      const { text, html } = render(templates, 'answered', language, notice(language, { actions: all }));
      for (const { action, href } of all) {
        expect(text).toMatch(new RegExp(`^${action}: \\p{L}.*\n {2}mailto:`, 'mu'));
        expect(text).toContain(href);
        expect(html).toContain(`href="mailto:a@b.c?subject=${action}&amp;body=&#39;&quot;"`);
      }
      expect(`${text}${html}`).not.toContain('\0');
    });

    it('say of a refused address what is left: others, nobody for now, or a closed conversation', () => {
      const failed = { address: maria.address, reason: '550 5.1.1 No such user', closed: false };
      const text = (change: Partial<Parameters<typeof buildNoticeView>[0]>): string =>
        render(templates, 'undeliverable', language, notice(language, change)).text;
      const closing = /is closed|geschlossen|zamknięta/;
      expect(text({})).toMatch(closing);
      const spared = text({ failed: { ...failed, others: [anna] } });
      expect(spared).toContain(anna.address);
      const bare = text({ failed: { ...failed, others: [] } });
      for (const one of [spared, bare]) expect(one).not.toMatch(closing);
      expect(bare).not.toContain(anna.address);
    });

    it('promise no close when the policy does not close', () => {
      const closing = /clos(e|ing)|schließen wir|wieder offen|zamkn|zamyk|otwart/i;
      for (const [index, name] of stages.entries()) {
        const step = { stage: index + 1, of: 3, last: index === 2, closesAt: null, to: [maria] };
        const { text } = render(templates, name, language, followUp(language, index + 1, { step }));
        expect(text).not.toMatch(closing);
        const promising = render(templates, name, language, followUp(language, index + 1)).text;
        expect(promising).toMatch(closing);
      }
    });

    it('name the closing day in both follow-ups', () => {
      const day = { en: 'Tuesday, 1 December', de: 'Dienstag, 1. Dezember', pl: '1 grudnia (wtorek)' }[
        language
      ];
      for (const name of ['follow-up-1', 'follow-up-2']) {
        expect(render(templates, name, language, followUp(language, 1)).text).toContain(day);
      }
    });

    it('have no gaps when hardly anything is known', () => {
      const nobody = { name: '', address: 'x@example.net' };
      for (const [index, name] of stages.entries()) {
        const step = { stage: index + 1, of: 3, last: false, closesAt: null, to: [nobody, nobody] };
        const change = {
          step,
          subject: '',
          quote: null,
          mailbox: { name: '', address: mailbox.address },
          agent: mailbox,
        };
        const { text, html } = render(templates, name, language, followUp(language, 1, change));
        expect(text).not.toMatch(/ {2}| [,.;:]|\n\n\n|“”|„“|„”|null|undefined|quoted below|unten|poniżej/);
        expect(text).toMatch(/^(Hello|Guten Tag|Dzień dobry),\n/);
        expect(html).not.toContain('<p dir="auto" style="margin:0 0 1em"></p>');
        expect(html).not.toContain('<blockquote');
      }
    });
  });
});

describe('dates', () => {
  const late = Date.UTC(2026, 11, 31, 23, 30);
  it.each([
    ['en', 'Europe/Warsaw', 'Friday, 1 January', 'Friday, 1 January 2027 at 00:30'],
    ['en', 'America/New_York', 'Thursday, 31 December', 'Thursday, 31 December 2026 at 18:30'],
    ['en-US', 'America/New_York', 'Thursday, December 31', 'Thursday, December 31, 2026 at 06:30 PM'],
    ['de', 'Europe/Warsaw', 'Freitag, 1. Januar', 'Freitag, 1. Januar 2027 um 00:30'],
    ['pl', 'Europe/Warsaw', '1 stycznia (piątek)', '1 stycznia 2027 r. o 00:30'],
    ['fr', 'Asia/Kolkata', 'vendredi 1 janvier', 'vendredi 1 janvier 2027, 05:00'],
  ])('in %s, %s', (language, timezone, day, moment) => {
    const view = followUp('en', 1, {
      language,
      timezone,
      anchorAt: late,
      quote: { from: anna, at: late, text: 'x' },
    });
    expect(view.data).toMatchObject({ sentOn: day, quotedOn: moment });
  });

  it.each([
    ['en', 'Friday, 1 January 2027, 00:30', 'Friday, 1 January, 00:30'],
    ['de', 'Freitag, 1. Januar 2027, 00:30 Uhr', 'Freitag, 1. Januar, 00:30 Uhr'],
    ['pl', '1 stycznia 2027 (piątek), 00:30', '1 stycznia (piątek), 00:30'],
  ] as const)('in %s a moment has its year where the mail is written in another', (language, year, none) => {
    const coming = { of: 3, last: false, closesAt, at: late };
    const dueOn = (now: number) => notice(language, { coming, now }).data.dueOn;
    expect(dueOn(late - 3_600_000)).toBe(year);
    // It is the year in the zone of the calendar.
    expect(dueOn(late - 60_000)).toBe(none);
  });
});

describe('how long a customer waits', () => {
  const [minute, hour] = [60_000, 3_600_000];
  it.each([
    ['en', 0, '1 minute'],
    ['en', 2 * minute + 59_000, '2 minutes'],
    ['en', hour - 1, '59 minutes'],
    ['en', hour, '1 hour'],
    ['en', 48 * hour - 1, '47 hours'],
    ['en', 48 * hour, '2 days'],
    ['de', minute, '1 Minute'],
    ['de', 2 * minute, '2 Minuten'],
    ['de', 2 * hour, '2 Stunden'],
    ['pl', minute, '1 minuta'],
    ['pl', 2 * minute, '2 minuty'],
    ['pl', 5 * minute, '5 minut'],
    ['pl', 22 * minute, '22 minuty'],
    ['pl', 5 * hour, '5 godzin'],
    ['pl', 72 * hour, '3 dni'],
  ] as const)('in %s, %i ms: %s', (language, ms, waitingFor) => {
    const view = notice(language, { waiting: { since: sent, now: sent + ms, reminders: 0 } });
    expect(view.data).toMatchObject({ waitingFor });
    expect(render(templates, 'reminder', language, view).text).toContain(waitingFor);
  });
});

describe('own templates', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'thrice-templates-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  const textOf = (name: string, language: string) => {
    const loaded = loadTemplates({ directory, languages: [language], names: [name] });
    expect(loaded.problems).toEqual([]);
    return render(loaded.templates, name, language, followUp('en', 1, { quote: null }));
  };
  const messages = (source: string) => {
    put('broken.hbs', source);
    return checkTemplates(directory, 'en', { names: ['broken'] }).map(
      ({ where, message }) => `${where.replace(/^.*\//, '')} ${message}`,
    );
  };

  it('go before the shipped ones, by language first; the rest falls back', () => {
    put('follow-up-2.hbs', 'any language');
    put('de/follow-up-2.hbs', 'deutsch');
    expect(textOf('follow-up-2', 'de').text).toBe('deutsch\n');
    expect(textOf('follow-up-2', 'de-AT').text).toBe('deutsch\n');
    expect(textOf('follow-up-2', 'pl').text).toBe('any language\n');
    expect(textOf('follow-up-1', 'de-AT').text).toContain('Freundliche Grüße');
    expect(textOf('follow-up-1', 'fr').text).toContain('Kind regards');
  });

  it('tell by name which are missing in a language, so that the mail is English', () => {
    const names = ['follow-up-1', 'closing'];
    const missing = (language: string, of: string | null = directory) =>
      inEnglishInstead(of, language, names);
    expect(['en', 'en-US', 'de', 'de-AT', 'pl'].flatMap((language) => missing(language, null))).toEqual([]);
    expect(missing('fr', null)).toEqual([...names, 'attribution', 'link', 'why']);
    put('closing.hbs', 'au revoir');
    put('fr/why.hbs', 'parce que');
    expect(missing('fr-CA')).toEqual(['follow-up-1', 'attribution', 'link']);
    rmSync(join(directory, 'closing.hbs'));
  });

  it('may have a subject; a directory that does not exist is none', () => {
    put(
      'call-us.hbs',
      'Subject:  Stage {{stage}}: {{subject}} \r\n\r\nLine one\r\nline two\r\n\r\nhttps://example.com/?a=1&b={{stage}}.\r\n',
    );
    const rendered = textOf('call-us', 'en');
    expect(rendered.subject).toBe('Stage 1: Printer does not start');
    expect(rendered.text).toBe('Line one\nline two\n\nhttps://example.com/?a=1&b=1.\n');
    expect(rendered.html).toContain('>Line one<br>\nline two</p>');
    expect(rendered.html).toContain(
      '<a href="https://example.com/?a=1&amp;b=1">https://example.com/?a=1&amp;b=1</a>.',
    );
    expect(checkTemplates(join(directory, 'nowhere'), 'en', { names: stages })).toEqual([]);
  });

  it('tell an unknown variable with its place and the nearest known one', () => {
    expect(messages('subject: {{subjekt}}\n\nHello {{custmerName}},\n{{#if closesAt}}x{{/if}}')).toEqual([
      expect.stringMatching(
        /^broken\.hbs:1:12 \{\{subjekt\}\} is no variable of this template\. Did you mean \{\{subject\}\}\? Known: agentAddress, /,
      ),
      expect.stringMatching(/^broken\.hbs:3:9 .*\{\{customerName\}\}/),
      expect.stringMatching(/^broken\.hbs:4:7 .*\{\{closesOn\}\}/),
    ]);
  });

  it("of notices have the notices' variables", () => {
    put('answered.hbs', '{{writer}} {{sentOn}}');
    expect(
      checkTemplates(directory, 'en', { names: ['answered'] }).map((problem) => problem.message),
    ).toEqual([expect.stringContaining('{{sentOn}} is no variable')]);
    rmSync(join(directory, 'answered.hbs'));
  });

  it.each([
    ['{{constructor}}', '1:3 {{constructor}} is no variable'],
    ['{{constructor.name}}', '1:3 {{constructor.name}} is no variable'],
    ['{{__proto__}}', '1:3 {{__proto__}} is no variable'],
    ['{{this}}', '1:3 {{this}} is no variable'],
    ['{{../subject}}', '1:3 {{../subject}} is no variable'],
    ['{{@root}}', '1:3 {{@root}} is no variable'],
    ['{{subject.length}}', '1:3 {{subject.length}} is no variable'],
    ['{{lookup this "constructor"}}', '1:1 A template may use'],
    ['{{log subject}}', '1:1 A template may use'],
    ['{{"subject"}}', '1:3 A template may use'],
    ['{{#with subject}}x{{/with}}', '1:1 A template may use'],
    ['{{#each subject}}x{{/each}}', '1:9 There is no list here'],
    ['{{#if subject as |x|}}{{x}}{{/if}}', '1:1 A template may use'],
    ['{{#if (lookup this "x")}}x{{/if}}', '1:7 A template may use'],
    ['{{#if subject includeZero=true}}x{{/if}}', '1:1 A template may use'],
    ['{{actions}}', '1:3 {{actions}} is no variable'],
    ['a\n{{> other}}', '2:1 A template may use'],
    ['{{* decorate}}x', '1:1 A template may use'],
    ['a\n{{#if subject}}x{{/unless}}', "2:4 This is no valid template: if doesn't match unless"],
    ['a\n\n{{subject', '3:'],
    ['{{#if subject}}x', '1:'],
    ['subject: x\n \n', '1:1 The template is empty'],
  ])('refuse %j', (source, start) => {
    const found = messages(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(`broken.hbs:${start}`);
    expect(found[0]).not.toContain('    at ');
  });

  it('refuse names and languages that are paths, and names that do not exist', () => {
    writeFileSync(join(directory, 'secret.hbs'), 'secret');
    for (const name of [
      '../secret',
      'en/secret',
      '..',
      '.hidden',
      'a\\b',
      'a\0b',
      '',
      '/etc/passwd',
      'secret.hbs',
    ]) {
      expect(checkTemplates(join(directory, 'de'), 'en', { names: [name] })[0]?.message).toContain(
        'This is no template name',
      );
    }
    expect(checkTemplates(directory, '../en', { names: stages })[0]?.message).toContain(
      'This is no language',
    );
    expect(checkTemplates(directory, 'en', { names: ['follow-up-4'] })).toEqual([
      {
        where: 'template "follow-up-4"',
        message: expect.stringContaining('There is no such template. Use follow-up-1'),
      },
    ]);
  });

  it('that cannot be read say why', () => {
    mkdirSync(join(directory, 'folder.hbs'));
    put('huge.hbs', 'x'.repeat(70_000));
    expect(checkTemplates(directory, 'en', { names: ['folder'] })[0]?.message).toContain(
      'cannot be read (EISDIR)',
    );
    expect(checkTemplates(directory, 'en', { names: ['huge'] })[0]?.message).toContain('larger than 64 KB');
  });

  it('not loaded is an error that names the template', () => {
    expect(() => render({ byName: new Map() }, 'x', 'en', followUp('en', 1))).toThrow(
      'The template "x" (en) is missing',
    );
  });
});

describe('values are data', () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '{{subject}}',
          '{{{x}}}',
          '{{#if',
          '<script>alert(1)</script>',
          '<img src=x onerror=y>',
          '&amp;',
          '"',
          "'",
          '\r\n',
          '\n\n',
          '\u2028',
          '\u202e',
          '\u2066',
          '\0',
          'subject: x',
          'https://e.example/"onclick=z',
          '`',
          'a',
          ' ',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  it('whatever they hold: nothing runs, no markup, one line, no bidi control', () => {
    fc.assert(
      fc.property(
        evil,
        evil,
        evil,
        evil,
        fc.constantFrom(...languages),
        (name, subject, agent, text, language) => {
          const to = [{ name, address: maria.address }];
          const step = { stage: 1, of: 3, last: false, closesAt, to };
          const view = followUp(language, 1, {
            step,
            subject,
            agent: { name: agent, address: anna.address },
            quote: { from: to[0]!, at: sent, text },
          });
          for (const [key, value] of Object.entries(view.data)) {
            expect(String(value)).not.toMatch(
              /[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/,
            );
            if (key !== 'quotedText') expect(String(value)).not.toMatch(/[\n\r\u2028\u2029]/);
          }
          const { html, text: plain } = render(templates, 'follow-up-1', language, view);
          const tags = new Set(html.match(/<\/?[a-z!][^\s>]*/gi)?.map((tag) => tag.toLowerCase()));
          for (const tag of tags)
            expect(tag).toMatch(/^<(!doctype|\/?(html|head|meta|body|div|p|br|a|blockquote))$/);
          expect(html).not.toMatch(/<[^>]*\son\w+=/i);
          if (subject.includes('{{subject}}')) expect(plain).toContain('{{subject}}');
          // Every line below the attribution is quoted.
          const after = plain.split(/(?:wrote|schrieb .*|pisze):\n(?=>)/).at(-1)!;
          if (view.data.quotedText !== '')
            expect(
              after
                .trimEnd()
                .split('\n')
                .every((line) => line.startsWith('>')),
            ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('notices too', () => {
    fc.assert(
      fc.property(evil, evil, (name, reason) => {
        const writer = { name, address: maria.address };
        const view = notice('en', {
          writer,
          customers: [writer],
          subject: name,
          failed: { address: maria.address, reason, closed: false, others: [writer] },
        });
        for (const template of plainNotices) {
          const { subject, html } = render(templates, template, 'en', view);
          expect(subject).not.toMatch(/[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
          expect(html).not.toMatch(/<(script|img)/i);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a name that is only the address is no name; several customers are not greeted by name', () => {
    const step = {
      stage: 1,
      of: 3,
      last: false,
      closesAt,
      to: [{ name: 'Maria@Example.net', address: maria.address }],
    };
    expect(followUp('en', 1, { step }).data).toMatchObject({ customerName: null });
    expect(followUp('en', 1, { step: { ...step, to: [maria, anna] } }).data).toMatchObject({
      customerName: null,
      customerAddress: 'maria@example.net, anna@example.com',
    });
    expect(followUp('en', 1, { agent: { ...anna, name: mailbox.name } }).data).toMatchObject({
      agentName: null,
    });
  });
});
