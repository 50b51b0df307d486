import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../src/core/conversation/reason.js';
import { compose } from '../../src/mail/compose.js';
import type { CommandLineInput } from '../../src/templates/command-line-view.js';
import { buildCommandResultView } from '../../src/templates/command-view.js';
import { reasonsIn, reasonsInEnglish } from '../../src/templates/reasons.js';
import { render } from '../../src/templates/render.js';
import { loadTemplates } from '../../src/templates/templates.js';
import { readableMail } from './readable-mail.js';

const timezone = 'Europe/Warsaw';
const languages = ['en', 'de', 'pl'] as const;
const { templates, problems } = loadTemplates({ directory: null, languages, names: ['command-result'] });

const at = Date.UTC(2026, 10, 23, 9, 12);
const until = Date.UTC(2026, 11, 1, 8);
const said = '2026-11-23 10:12';
const maria = { who: 'maria@customer.test', at };
const refused = { ...maria, detail: '450 4.2.2 mailbox full' };
const close = { closedAt: until };
const due = { stage: 2, stages: 3, policy: 'default', addresses: ['anna@e.com', 'ewa@e.com'], at };
const order = { who: 'anna@e.com', at, wroteTo: 'support+x@e.com' };
const closed = 'Closed 2026-12-01 09:00:';
const ordered = `anna@e.com wrote to support+x@e.com, ${said}:`;
const gotIt =
  'did not reach maria@customer.test (450 4.2.2 mailbox full); the others got it, and it is not repeated.';

type Row<Kind extends Reason['kind']> = readonly [Omit<Extract<Reason, { kind: Kind }>, 'kind'>, string];

/** Each kind of reason, what it is about, and what `show` says of it. Without one of them it does not compile. */
const rows: { readonly [Kind in Reason['kind']]: Row<Kind> } = {
  'mail-ignored': [
    { ...maria, detail: 'in-junk-or-trash' },
    `Ignored the mail of maria@customer.test, ${said}: not verified. It lies in Junk or Trash only.`,
  ],
  'writer-unknown': [
    { at, detail: 'no-from' },
    `Cannot tell who wrote the mail of ${said} (no-from): nothing goes out until a person looks.`,
  ],
  'mail-failed': [
    refused,
    `${said}: mail to maria@customer.test failed for now (450 4.2.2 mailbox full); that changes nothing.`,
  ],
  'mail-delayed': [
    { ...maria, detail: '' },
    `${said}: mail to maria@customer.test is delayed (no reason given); that changes nothing.`,
  ],
  'follow-up-refused': [{ ...refused, stage: 2 }, `${said}: follow-up 2 ${gotIt}`],
  'holding-reply-refused': [refused, `${said}: the mail "holding-reply" ${gotIt}`],
  'closing-refused': [refused, `${said}: the mail "closing" ${gotIt}`],
  'taken-for-thanks': [maria, `Taken for mere thanks: the mail of maria@customer.test, ${said}.`],
  'thanks-kept': [maria, `Taken for mere thanks: the mail of maria@customer.test, ${said}; it stays closed.`],
  'thanks-undone': [
    maria,
    `Taken for mere thanks: the mail of maria@customer.test, ${said}; a person said it is an answer.`,
  ],
  'closed-by-person': [{ ...close, who: 'anna@e.com' }, `${closed} anna@e.com closed it.`],
  'closed-by-unsigned-note': [
    { ...close, who: 'anna@e.com' },
    `${closed} anna@e.com closed it (the note is not signed).`,
  ],
  'wait-by-unsigned-note': [close, `${closed} An unsigned note says that it is the customer’s turn.`],
  'final-notice-by-unsigned-note': [close, `${closed} An unsigned note says that the final notice went out.`],
  'final-notice-unanswered': [close, `${closed} The final notice went out and nobody answered.`],
  'inside-unanswered': [close, `${closed} The last mail to the team went out and nobody answered.`],
  'said-goodbye': [close, `${closed} The agent said goodbye.`],
  'said-thanks': [{ ...close, who: maria.who }, `${closed} maria@customer.test only said thanks.`],
  'other-subject': [
    { ...close, who: maria.who },
    `${closed} maria@customer.test went on under another subject.`,
  ],
  'cannot-be-delivered': [
    { ...close, addresses: ['a@c.test', 'b@c.test'] },
    `${closed} Mail to a@c.test, b@c.test cannot be delivered.`,
  ],
  complained: [{ ...close, addresses: ['a@c.test'] }, `${closed} a@c.test complained about the mail.`],
  'all-refused': [close, `${closed} The server refused every address of the customer.`],
  'reopened-by-person': [{ at }, `A person reopened it ${said}: it is the team's turn.`],
  'customer-waits': [{ at }, `The customer wrote ${said} and the team has not answered yet.`],
  'reminder-due': [
    due,
    `Reminder 2 of 3 (policy default) goes to anna@e.com, ewa@e.com ${said} unless the team answers.`,
  ],
  'escalation-due': [
    due,
    `Escalation 2 of 3 (policy default) goes to anna@e.com, ewa@e.com ${said} unless the team answers.`,
  ],
  'holding-reply-due': [{ at }, `The customer is told ${said} that the team is still on it.`],
  'said-never': [{}, 'An agent said never: nothing is sent.'],
  'silent-since': [maria, `Silent since maria@customer.test wrote ${said}.`],
  blind: [{}, 'No mail of this customer has reached this mailbox: the agent is told before each step.'],
  'blind-unannounced': [
    {},
    'No mail of this customer has reached this mailbox: answers may go to the agent alone.',
  ],
  away: [
    { ...maria, returnsOn: '2026-12-04' },
    `maria@customer.test is away until 2026-12-04, says the automatic reply of ${said}.`,
  ],
  'all-away': [{}, 'The next step waits for the first working morning after that, 30 days at most.'],
  'follow-ups-sent': [{ sent: 1, stages: 3, policy: 'default' }, '1 of 3 follow-ups sent (policy default).'],
  'nobody-reachable': [{}, 'Every address of the customer is suppressed or dead.'],
  'nobody-inside': [
    {},
    'The next stage goes to the team, and nobody is there to get it: name somebody in team.unassigned.',
  ],
  'stages-used-up': [{}, 'All stages are used up.'],
  'limit-reached': [{ most: 6 }, 'max_per_conversation (6) is reached.'],
  'policy-shortened': [
    { policy: 'default', stages: 2 },
    'Policy default has 2 follow-ups now, so none is left, and none that went said goodbye: it stays open until somebody writes or closes it.',
  ],
  'no-agent-yet': [{}, 'No agent has written in it yet.'],
  'before-start': [{}, 'The agent wrote before the start (start_from): old mail is never acted upon.'],
  'not-watched': [{}, 'Not watched: no agent named the bot in To, Cc or Bcc (watch: addressed).'],
  'starts-no-silence': [{}, 'The team wrote last, and its mail starts no silence.'],
  snoozed: [{ until }, 'Snoozed until 2026-12-01 09:00.'],
  'first-due': [{ ...order, stage: 1, until }, `${ordered} follow-up 1 waits until 2026-12-01 09:00.`],
  'first-due-over': [{ ...order, until }, `${ordered} until 2026-12-01 09:00; that is over.`],
  'never-ordered': [order, `${ordered} nothing is sent.`],
  'never-taken-back': [order, `${ordered} never, which a later word took back.`],
  'policy-chosen': [{ ...order, policy: 'quick' }, `${ordered} policy quick applies.`],
  'policy-replaced': [{ ...order, policy: 'quick' }, `${ordered} policy quick; a later mail chose another.`],
  'order-past': [order, `${ordered} that moment is over, so it orders nothing.`],
  'order-no-such-day': [order, `${ordered} there is no such day, so it orders nothing.`],
  'order-too-far': [order, `${ordered} that is more than ten years away, so it orders nothing.`],
  'order-near-miss': [
    { ...order, suggestion: 'support+3d@e.com' },
    `${ordered} that orders nothing. Perhaps support+3d@e.com was meant.`,
  ],
};

const all = Object.entries(rows).map(([kind, [about, sentence]]) => ({
  reason: { kind, ...about } as Reason,
  sentence,
}));
const reasons = all.map(({ reason }) => reason);

it('the templates are without problems', () => expect(problems).toEqual([]));

it.each(all)('$reason.kind, as the command line says it', ({ reason, sentence }) => {
  expect(reasonsInEnglish(timezone)(reason)).toBe(sentence);
});

/** Why nobody can tell who wrote a mail has a name for the admin, in English; what to do about it is his part. */
const forAdmins: readonly Reason['kind'][] = ['mail-ignored', 'writer-unknown'];

/** What a sentence must tell beside its moments; the codes and names stand there as they are. */
function namesIn(reason: Reason): string[] {
  const { kind, ...facts } = reason;
  const told = Object.entries(facts).flatMap(([name, value]) =>
    name === 'returnsOn' || (name === 'detail' && forAdmins.includes(kind)) ? [] : [value].flat(),
  );
  return told.filter((value) => value !== '' && !(typeof value === 'number' && value > 1e6)).map(String);
}

describe.each(languages)('in a mail in %s', (language) => {
  const say = reasonsIn(templates, { language, timezone, now: at });
  const english = reasonsIn(templates, { language: 'en', timezone, now: at });

  it.each(reasons)('$kind has a sentence of its own with all that it is about', (reason) => {
    const sentence = say(reason);
    expect(sentence).toMatch(/^\P{Ll}|^\S+[@_]/u);
    expect(sentence).toMatch(/[.?]$/);
    expect(sentence).not.toMatch(/undefined|null|\{|\}|\(\)| {2}| [.,;:]|2026-/);
    for (const name of namesIn(reason)) expect(sentence).toContain(name);
    if (language !== 'en') expect(sentence).not.toBe(english(reason));
  });

  it('no two reasons are told alike', () => {
    expect(new Set(reasons.map(say)).size).toBe(reasons.length);
  });

  it('moments and days are written as in its other mails', () => {
    const moments = { en: 'Tuesday, 1 December', de: 'Dienstag, 1. Dezember', pl: '1 grudnia (wtorek)' };
    const days = { en: 'Friday, 4 December', de: 'Freitag, 4. Dezember', pl: '4 grudnia (piątek)' };
    expect(say({ kind: 'snoozed', until })).toContain(`${moments[language]}, 09:00`);
    expect(say({ kind: 'away', ...maria, returnsOn: '2026-12-04' })).toContain(days[language]);
  });
});

describe('the answer to an agent', () => {
  const place = { mailbox: { name: 'Example Support', address: 'support@example.com' }, timezone, now: at };
  const anna = { name: 'Anna Nowak', address: 'anna@example.com' };
  const about = {
    subject: 'Printer does not start',
    customer: 'Maria Schmidt',
    conversationId: 'k3f9w2m8xq',
  };

  async function mail(language: string, lines: readonly CommandLineInput[]): Promise<string> {
    const view = buildCommandResultView({
      ...place,
      ...{ language, step: { to: [anna] }, subject: 'x', lines, notSent: false, actions: [] },
    });
    const raw = await compose({
      from: place.mailbox,
      to: [anna],
      replyTo: [place.mailbox],
      messageId: 'thrice.golden@example.com',
      inReplyTo: 'order@example.com',
      date: at,
      ...render(templates, 'command-result', language, view),
      subject: 'Re: x',
    });
    return readableMail(raw);
  }
  const golden = (language: string, name: string): string =>
    `../fixtures/golden/${language}-command-result-${name}.eml`;

  it.each(languages)('to `why` is the golden mail in %s', async (language) => {
    const next = { what: 'follow-up', stage: 2, at: until } as const;
    const info = reasons.map(reasonsIn(templates, { language, timezone, now: at }));
    const line: CommandLineInput = { text: 'why', verdict: 'answer', action: 'why', about, info };
    const written = await mail(language, [{ ...line, now: { status: 'awaiting-customer', next } }]);
    await expect(written).toMatchFileSnapshot(golden(language, 'why'));
  });

  it.each(languages)('to `status` is the golden mail in %s', async (language) => {
    const of = { 'awaiting-customer': 12, 'awaiting-agent': 3, snoozed: 1, closed: 140 };
    const line: CommandLineInput = { text: 'status', verdict: 'answer', action: 'status' };
    const written = await mail(language, [{ ...line, counts: { mode: 'send', of } }]);
    await expect(written).toMatchFileSnapshot(golden(language, 'status'));
    for (const mode of ['send', 'draft', 'observe'] as const) {
      const few = { 'awaiting-customer': 0, 'awaiting-agent': 2, snoozed: 0, closed: 0 };
      const text = await mail(language, [{ ...line, counts: { mode, of: few } }]);
      // What there is none of is not listed.
      expect(text.match(/^[\p{L}' ]+: \p{L}.*\n[\p{L}' ]+: 2\n\n/gmu)).toHaveLength(1);
    }
  });
});

describe('own words', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'thrice-why-'));
    mkdirSync(join(directory, 'fr'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const french = () => {
    const loaded = loadTemplates({ directory, languages: ['fr'], names: ['command-result'] });
    expect(loaded.problems).toEqual([]);
    return reasonsIn(loaded.templates, { language: 'fr', timezone, now: at });
  };

  it('a language without them speaks English', () => {
    expect(french()({ kind: 'no-agent-yet' })).toBe('No agent has written in it yet.');
  });

  it('are taken, and what they leave out is not said', () => {
    writeFileSync(
      join(directory, 'fr', 'why.hbs'),
      '{{#if noAgentYet}}Personne de l’équipe\nn’a encore écrit.{{/if}}\n',
    );
    const say = french();
    expect(say({ kind: 'no-agent-yet' })).toBe('Personne de l’équipe n’a encore écrit.');
    expect(say({ kind: 'said-never' })).toBe('');
  });

  it('whatever a server says stays one line and no template', () => {
    const detail = '{{who}}\r\n\u00000\u0000<a href="x">\u202e';
    const say = reasonsInEnglish(timezone);
    expect(say({ kind: 'writer-unknown', at, detail })).toBe(
      `Cannot tell who wrote the mail of ${said} ({{who}} 0 <a href="x">): nothing goes out until a person looks.`,
    );
  });
});
