import { randomBytes } from 'node:crypto';
import { roleOf } from './core/conversation/role.js';
import type { FollowUpStep, NoticeStep, Step } from './core/conversation/state.js';
import { domainOf, plusBase } from './core/message/address.js';
import type { Message, OwnMark, Person } from './core/message/message.js';
import { baseSubject } from './core/message/subject.js';
import type { Settings } from './core/settings.js';
import type { Entry } from './ledger.js';
import { compose } from './mail/compose.js';
import { isStandIn, markHeader, ownMessageId, replyToken } from './mail/own-mark.js';
import type { Runtime } from './runtime.js';
import { type Rendered, render } from './templates/render.js';
import { buildFollowUpView, buildNoticeView, type Quote } from './templates/view.js';

/** A mail that is ready to go, with what the claim says of it. */
export interface Outgoing {
  readonly id: string;
  readonly mark: Omit<OwnMark, 'signed'>;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly text: string;
  readonly raw: Buffer;
}

/** Mode draft: mails to customers are put into Drafts. Notices are sent, for nobody could send those drafts. */
export function goesToDrafts(step: Step, settings: Settings): boolean {
  return settings.mode === 'draft' && step.action === 'follow-up';
}

/** Reads the new text of a mail of the conversation; '' when it cannot be read any more. */
export type TextReader = (message: Message) => Promise<string>;

/** Renders and composes the mail of a step. `now` in ms UTC becomes its Date. */
export async function outgoingOf(
  step: Step,
  entry: Entry,
  runtime: Runtime,
  readText: TextReader,
  now: number,
): Promise<Outgoing> {
  const about = entry.conversation.messages.find((message) => message.id === step.anchor);
  if (!about) throw new Error(`The mail <${step.anchor}> is not in conversation ${entry.derived.id}.`);
  const { secrets, config } = runtime;
  const { mailbox } = config.settings;
  const mark = markOf(step);
  const nonce = randomBytes(8).toString('hex');
  const id = ownMessageId(secrets, { ...mark, nonce }, domainOf(mailbox.address));
  const rendered =
    step.action === 'follow-up'
      ? renderFollowUp(step, about, entry, runtime, await quoteOf(about, readText))
      : renderNotice(step, about, entry, runtime, await quoteOf(about, readText));
  const subject = rendered.subject ?? replySubject(about);
  const raw = await compose({
    from: mailbox,
    to: step.to,
    replyTo: replyTo(step, about, entry, runtime),
    subject,
    messageId: id,
    ...(!isStandIn(about.id) && { inReplyTo: about.id }),
    references: [...(about.references ?? about.inReplyTo ?? []), about.id].filter((id) => !isStandIn(id)),
    date: now,
    mark: markHeader(mark, id, secrets),
    sentByPerson: goesToDrafts(step, config.settings),
    text: rendered.text,
    html: rendered.html,
  });
  return { id, mark, to: step.to, subject, text: rendered.text, raw };
}

function markOf(step: Step): Omit<OwnMark, 'signed'> {
  const { anchor, stage } = step;
  return step.action === 'follow-up'
    ? { purpose: 'follow-up', anchor, stage, last: step.last, closes: step.closes }
    : { purpose: step.purpose, anchor, stage, last: false, closes: false };
}

function renderFollowUp(
  step: FollowUpStep,
  anchor: Message,
  entry: Entry,
  { config, templates }: Runtime,
  quote: Quote | null,
): Rendered {
  const view = buildFollowUpView({
    ...place(config),
    step,
    subject: baseSubject(anchor.subject),
    agent: entry.derived.agent ?? anchor.from,
    anchorAt: anchor.at,
    quote,
  });
  return render(templates, step.template, config.language, view);
}

function renderNotice(
  step: NoticeStep,
  about: Message,
  entry: Entry,
  { config, templates }: Runtime,
  quote: Quote | null,
): Rendered {
  const view = buildNoticeView({
    ...place(config),
    step,
    subject: entry.derived.subject,
    customers: entry.derived.customers,
    conversationId: entry.derived.id,
    writer: ['answered', 'reopened', 'thanks'].includes(step.purpose)
      ? writerOf(about, config.settings)
      : null,
    coming: step.purpose === 'blind' ? (step.coming ?? null) : null,
    failed: step.failed ? { ...step.failed, ...leftOf(entry) } : null,
    quote: step.purpose === 'undeliverable' ? null : quote,
  });
  return render(templates, step.purpose, config.language, view);
}

/** What a refused address leaves of the conversation: nobody to write to, or others who go on getting mails. */
function leftOf({ derived }: Entry): { closed: boolean; others: readonly Person[] } {
  const { status, outcome, next } = derived;
  const coming = next?.action === 'notice' ? next.coming : next;
  return { closed: status === 'closed' && outcome === 'undeliverable', others: coming?.to ?? [] };
}

/** Who wrote it, as against whose name stands in From: groups, forms and forwards write for others (R8, R11). */
function writerOf(message: Message, settings: Settings): Person {
  const role = roleOf(message, settings);
  return role.role === 'customer' ? role.person : message.from;
}

function place({ settings, language }: Runtime['config']): {
  mailbox: Person;
  language: string;
  timezone: string;
} {
  return { mailbox: settings.mailbox, language, timezone: settings.calendar.timezone };
}

async function quoteOf(message: Message, readText: TextReader): Promise<Quote | null> {
  const text = message.newText ?? (await readText(message));
  return text === '' ? null : { from: message.from, at: message.at, text };
}

/** "Re: " and the base subject, unless the mail has none (RFC 5322 3.6.5). */
function replySubject(message: Message): string {
  const base = baseSubject(message.subject);
  return base === '' ? 'Re:' : `Re: ${base}`;
}

/**
 * R5: in a blind silence the agent stands in Reply-To as well, so that both see the next answer. R6: the mailbox with a
 * token of the conversation where plus addresses are known to work, else the plain address.
 */
function replyTo(step: Step, about: Message, entry: Entry, { config, secrets, store }: Runtime): Person[] {
  const { mailbox } = config.settings;
  if (step.action !== 'follow-up') return [mailbox];
  const plus =
    config.plusAddresses === 'on' || (config.plusAddresses === 'auto' && store.state.get().plusProven);
  const { base } = plusBase(mailbox.address);
  const [local, domain] = base.split('@');
  const address = plus ? `${local}+${replyToken(secrets, about.id)}@${domain}` : mailbox.address;
  const bot = { name: mailbox.name, address };
  return entry.derived.silence?.blind ? [about.from, bot] : [bot];
}
