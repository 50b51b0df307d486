import { describe, expect, it } from 'vitest';
import { compose } from '../../src/mail/compose.js';
import type { CommandLineInput } from '../../src/templates/command-line-view.js';
import { buildCommandResultView } from '../../src/templates/command-view.js';
import { render } from '../../src/templates/render.js';
import { loadTemplates } from '../../src/templates/templates.js';
import { readableMail } from './readable-mail.js';

/** What an agent is told of a slip in a plus address, and of a link that things have overtaken. */

const languages = ['en', 'de', 'pl'] as const;
const { templates } = loadTemplates({ directory: null, languages, names: ['command-result'] });
const mailbox = { name: 'Example Support', address: 'support@example.com' };
const anna = { name: 'Anna Nowak', address: 'anna@example.com' };
const now = Date.UTC(2026, 10, 25, 8);
const next = { what: 'follow-up', stage: 1, at: now + 48 * 3_600_000 } as const;
const state = {
  about: { subject: 'Printer does not start', customer: 'Maria Schmidt', conversationId: 'k3f9w2m8xq' },
  now: { status: 'awaiting-customer', next },
} as const;

const command = { en: '“never”', de: '„niemals“', pl: '„nigdy”' } as const;

const mails: Readonly<Record<string, { lines: readonly CommandLineInput[]; toCustomer?: boolean }>> = {
  'command-result-slip': {
    lines: [
      {
        ...state,
        ...{ text: 'support+frday@example.com', verdict: 'unknown-address' },
        suggestion: 'support+friday@example.com',
      },
    ],
    toCustomer: true,
  },
  'command-result-slip-policy': {
    lines: [
      {
        ...state,
        ...{ text: 'support+bref@example.com', verdict: 'unknown-policy' },
        suggestion: 'support+brief@example.com',
      },
    ],
    toCustomer: true,
  },
  'command-result-old-link': {
    lines: [
      { ...state, text: 'skip', verdict: 'earlier-silence', action: 'skip', suggestion: 'skip k3f9w2m8xq' },
      {
        ...state,
        ...{ text: 'close', verdict: 'newer-mail', action: 'close', suggestion: 'close k3f9w2m8xq' },
        now: { status: 'awaiting-agent' },
      },
    ],
  },
};

describe.each(languages)('in %s', (language) => {
  it.each([
    ['a day', ['unknown-address'], true],
    ['a moment in the past', ['past'], true],
    ['a policy', ['unknown-policy'], false],
    ['a policy and a day', ['unknown-policy', 'unknown-address'], true],
  ] as const)('of %s: a command is offered where one can say it', (_what, verdicts, offered) => {
    const lines = verdicts.map((verdict, i) => ({ ...state, text: `support+x${i}@example.com`, verdict }));
    const view = buildCommandResultView({
      ...{ mailbox, timezone: 'Europe/Warsaw', now, language, step: { to: [anna] }, subject: 'x', lines },
      ...{ toCustomer: true, notSent: false, actions: [] },
    });
    const { text } = render(templates, 'command-result', language, view);
    expect(text.includes(command[language])).toBe(offered);
  });

  it.each(Object.entries(mails))('%s is the golden mail', async (name, { lines, toCustomer = false }) => {
    const place = { mailbox, timezone: 'Europe/Warsaw', now, language };
    const input = {
      ...place,
      step: { to: [anna] },
      subject: 'x',
      lines,
      toCustomer,
      notSent: false,
      actions: [],
    };
    const { text, html } = render(templates, 'command-result', language, buildCommandResultView(input));
    const raw = await compose({
      ...{ from: mailbox, to: [anna], replyTo: [mailbox], date: now, text, html },
      ...{ messageId: 'thrice.golden@example.com', inReplyTo: 'order@example.com' },
      subject: 'Re: Printer does not start',
    });
    await expect(await readableMail(raw)).toMatchFileSnapshot(`../fixtures/golden/${language}-${name}.eml`);
  });
});
