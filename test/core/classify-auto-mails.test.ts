import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import { returnDateOf } from '../../src/core/message/return-date.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { newText } from '../../src/mail/reply-text.js';

const folder = new URL('../fixtures/mails/auto/', import.meta.url);
const human = 'human no-sign-of-a-machine';

/** Written anew after what systems and people send: the verdict, and the return date of automatic answers. */
const mails: readonly (readonly [name: string, verdict: string, returnsOn?: string])[] = [
  ['domino-agent-is-out', 'auto-reply vacation-subject', '2026-12-07'],
  ['exchange-accepts-without-a-word', 'calendar calendar-method'],
  ['exchange-automatic-reply-german', 'auto-reply auto-submitted', '2026-12-07'],
  ['google-invites', 'calendar calendar-method'],
  ['human-accepts-with-a-comment', human],
  ['human-agent-of-a-ticket-system-answers', human],
  ['human-away-next-week-answers', human],
  ['human-quotes-an-absence-notice', human],
  ['human-redirected-by-a-rule', human],
  ['human-writes-through-a-list', human],
  ['icloud-vacation-says-only-apple-action', 'auto-reply x-apple-action', '2026-12-05'],
  ['responder-without-header-in-html', 'auto-reply vacation-text', '2026-12-04'],
  ['second-precedence-says-bulk', 'bulk precedence-bulk'],
  ['ticket-system-acknowledges', 'auto-reply acknowledgement'],
];

it.each(mails)('%s', async (name, expected, returnsOn) => {
  const raw = readFileSync(new URL(`${name}.eml`, folder));
  const header = parseHeader(raw);
  const body = await parseBody(raw);
  const verdict = classify(header, body);
  if ('needsBody' in verdict) throw new Error('asked for the body though it was given');
  expect(`${verdict.kind} ${verdict.reason}`).toBe(expected);
  const first = classify(header, null);
  if (!('needsBody' in first)) expect(first).toEqual(verdict);
  if (verdict.kind === 'auto-reply')
    expect(returnDateOf(header.subject, newText(body), header.date ?? 0)).toBe(returnsOn ?? null);
});

it('every fixture is tested', () => {
  expect(readdirSync(folder).sort()).toEqual(mails.map(([name]) => `${name}.eml`));
});
