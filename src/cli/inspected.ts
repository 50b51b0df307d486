import { classify } from '../core/message/classify/classify.js';
import { isListMail } from '../core/message/classify/list.js';
import { fieldOf } from '../core/message/fields.js';
import { type Goodbye, isGoodbye } from '../core/message/goodbye.js';
import { type Gratitude, isGratitude } from '../core/message/gratitude.js';
import type { Verdict } from '../core/message/kind.js';
import type { Body, Header } from '../core/message/parsed.js';
import { returnDateOf } from '../core/message/return-date.js';
import { baseSubject } from '../core/message/subject.js';
import { forwardedIn } from '../mail/forwarded.js';
import { languageOf } from '../mail/language.js';
import { readMark } from '../mail/own-mark.js';
import { parseBody } from '../mail/parse-body.js';
import { parseHeader } from '../mail/parse-header.js';
import { newText } from '../mail/reply-text.js';
import { leftOut } from './left-out.js';
import { iso } from './words.js';

/** What Thrice sees in one raw mail, as `inspect --json` gives it: ids without brackets, dates ISO 8601 UTC. */
export type InspectedMail = Awaited<ReturnType<typeof inspectMail>>;

/** What is seen in one raw mail. Throws an Error with a sentence for people when it is none. */
export async function inspectMail(raw: Buffer) {
  const header = parseHeader(raw);
  if (header.fields.length === 0) throw new Error('This is no mail: it has no header.');
  const { body, error } = await bodyOf(raw);
  const verdict = verdictOf(header, body);
  const replyText = newText(body);
  return {
    ...headerForm(header),
    ...verdictForm(verdict, () =>
      returnDateOf(header.subject, replyText, header.receivedAt ?? header.date ?? 0),
    ),
    ...(verdict.kind === 'human' ? closing(header, replyText, body) : ({} as Closing)),
    language: (await languageOf(replyText)) ?? statedLanguage(header),
    attachments: body.attachments ?? 0,
    ...(verdict.kind === 'human' && forwardedForm(header, body)),
    leftOut: leftOut(body, replyText),
    replyText,
    ...(error !== null && { error }),
  };
}

/** The new text of a plain text body; bytes that are no UTF-8 are taken for windows-1252. Never throws. */
export function inspectText(raw: Buffer): string {
  return newText({ text: decoded(raw), html: null, reports: [] });
}

function decoded(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('windows-1252').decode(raw);
  }
}

/** A body that the parser gives up on is empty, with the reason. */
async function bodyOf(raw: Buffer): Promise<{ body: Body; error: string | null }> {
  try {
    return { body: await parseBody(raw), error: null };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const body = { text: '', html: null, reports: [] };
    return { body, error: `The body cannot be parsed: ${words}` };
  }
}

/** Own mail is told by its header alone: without the config's secret nobody can check the signature (I7). */
function verdictOf(header: Header, body: Body): Verdict {
  const mark = fieldOf(header, 'x-thrice');
  if (mark && readMark(mark, header.messageId ?? '', []))
    return { kind: 'own', reason: 'x-thrice-unchecked' };
  const verdict = classify(header, body);
  return 'needsBody' in verdict ? { kind: 'human', reason: 'no-sign-of-a-machine' } : verdict;
}

function headerForm(header: Header) {
  const addresses = (people: Header['to']): string[] => people.map((person) => person.address);
  return {
    messageId: header.messageId,
    from: header.from[0]?.address ?? null,
    fromName: header.from[0]?.name ?? '',
    sender: header.sender?.address ?? null,
    replyTo: addresses(header.replyTo),
    to: addresses(header.to),
    cc: addresses(header.cc),
    subject: header.subject,
    baseSubject: baseSubject(header.subject),
    date: header.date === null ? null : iso(header.date),
    inReplyTo: header.inReplyTo,
    references: header.references,
    list: isListMail(header),
  };
}

function verdictForm({ kind, reason, bounce }: Verdict, returnsOn: () => string | null) {
  return {
    kind,
    reason,
    ...(bounce && { bounce }),
    ...(kind === 'auto-reply' && { autoReply: { returnsOn: returnsOn() } }),
  };
}

interface Closing {
  gratitude?: Gratitude | null;
  goodbye?: Goodbye | null;
}

/**
 * What the words of a person come to: a customer's mere thanks (R11), an agent's goodbye (R4). An attached file always
 * says more, so null.
 */
function closing(header: Header, replyText: string, body: Body): Closing {
  if ((body.attachments ?? 0) > 0) return { gratitude: null, goodbye: null };
  const people = header.from.map(({ name }) => name).filter((name) => name !== '');
  return { gratitude: isGratitude(replyText, people), goodbye: isGoodbye(replyText) };
}

/** What the mail itself states (RFC 3282), as a two-letter code; it decides only where the text tells nothing. */
function statedLanguage(header: Header): string | null {
  const stated = fieldOf(header, 'content-language')?.trim().toLowerCase() ?? '';
  return /^[a-z]{2}(?![a-z])/.exec(stated)?.[0] ?? null;
}

/** R11: the customer's mail that an agent passes on. Who is an agent is the config's word, so anybody's is shown. */
function forwardedForm(header: Header, body: Body): { forwarded?: Passed } {
  try {
    const passed = forwardedIn(header, body);
    if (!passed) return {};
    const { from, subject, id = null } = passed;
    return { forwarded: { from: from.address, subject, messageId: id } };
  } catch {
    // It defeats the parser: what is seen without it is shown.
    return {};
  }
}

interface Passed {
  readonly from: string;
  readonly subject: string;
  readonly messageId: string | null;
}
