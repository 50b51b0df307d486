import { commandResult } from './command-result.js';
import type { ListedItem } from './core/conversation/note.js';
import { outsideSubject } from './core/conversation/outside-subject.js';
import { roleOf } from './core/conversation/role.js';
import type { CourtesyStep, FollowUpStep, NoticeStep, Step } from './core/conversation/step.js';
import type { Message } from './core/message/message.js';
import type { Person } from './core/message/parsed.js';
import type { Settings } from './core/settings.js';
import type { Entry } from './ledger.js';
import type { Runtime } from './runtime.js';
import { linksOf } from './step-links.js';
import { buildCommandResultView } from './templates/command-view.js';
import { type Rendered, render } from './templates/render.js';
import { buildFollowUpView, buildInsideView, buildNoticeView } from './templates/view.js';
import type { Place, Quote } from './templates/view-parts.js';

/** Reads the new text of a mail of the conversation; '' when it cannot be read any more. */
export type TextReader = (message: Message) => Promise<string>;

/** A step with what its words are made of. `about` is the mail of its anchor, `now` in ms UTC. */
export interface Rendering<S extends Step> {
  readonly step: S;
  readonly about: Message;
  readonly entry: Entry;
  readonly runtime: Runtime;
  readonly readText: TextReader;
  readonly now: number;
}

/** The words of a stage, to the customers or to people inside. */
export async function renderFollowUp(input: Rendering<FollowUpStep>): Promise<Rendered> {
  const { step, about, entry, runtime } = input;
  const { config, templates } = runtime;
  const { customers, id: conversationId, agent } = entry.derived;
  const common = {
    ...placeOf(config, input.now),
    step,
    subject: outsideSubject(about, entry.conversation.messages),
    agent: agent ?? about.from,
    anchorAt: about.at,
    quote: await quoteOf(about, input.readText),
  };
  const view =
    step.audience === 'customer'
      ? buildFollowUpView(common)
      : buildInsideView({
          ...common,
          customers,
          conversationId,
          actions: linksOf(step, entry.derived, runtime, input.now),
        });
  return render(templates, step.template, config.language, view);
}

/** The words of a mail to the customers that is no stage; below it stands what was written last. */
export async function renderCourtesy(input: Rendering<CourtesyStep>): Promise<Rendered> {
  const { step, about, entry, runtime } = input;
  const { config, templates } = runtime;
  const view = buildFollowUpView({
    ...placeOf(config, input.now),
    step: { stage: 0, of: 0, last: false, closesAt: null, to: step.to },
    subject: outsideSubject(about, entry.conversation.messages),
    agent: entry.derived.agent ?? config.settings.mailbox,
    anchorAt: about.at,
    quote: await quoteOf(about, input.readText),
  });
  return render(templates, step.template, config.language, view);
}

/** The words of a notice to the team about a conversation. */
export async function renderNotice(input: Rendering<NoticeStep>): Promise<Rendered> {
  const { step, about, entry, runtime, now } = input;
  const { config, templates } = runtime;
  const { settings } = config;
  const { subject, customers, id: conversationId, agent } = entry.derived;
  const view = buildNoticeView({
    ...placeOf(config, input.now),
    ...{ step, subject, customers, agent, conversationId },
    writer: writerOf(step, about, settings),
    coming: announcedBy(step, entry),
    failed: step.failed ? { ...step.failed, ...leftOf(entry) } : null,
    waiting: step.waiting ? { since: step.waiting.since, now, reminders: remindersOf(step, entry) } : null,
    quote: await noticeQuote(input),
    actions: linksOf(step, entry.derived, runtime, now),
  });
  return render(templates, step.purpose, config.language, view);
}

/** The answer to an agent's mail to Thrice, with what the numbers in it mean. */
export async function renderCommandResult(
  input: Rendering<NoticeStep>,
): Promise<Rendered & { readonly items?: readonly ListedItem[] }> {
  const { step, entry, runtime, now } = input;
  const { config, templates } = runtime;
  const order = entry.derived.orders.find(({ message }) => message.id === step.anchor);
  if (!order) throw new Error(`The mail <${step.anchor}> orders nothing any more.`);
  const { items, lines, notSent, toCustomer } = commandResult(order, entry, runtime, now);
  const view = buildCommandResultView({
    ...placeOf(config, input.now),
    ...{ step, subject: entry.derived.subject, lines, notSent, toCustomer },
    actions: linksOf(step, entry.derived, runtime, now),
  });
  const rendered = render(templates, step.purpose, config.language, view);
  return items.length === 0 ? rendered : { ...rendered, items };
}

/** What a blind notice announces, as things are now: its step may have been planned minutes ago, in a long pass. */
function announcedBy(step: NoticeStep, { derived: { next } }: Entry): FollowUpStep | null {
  if (step.purpose !== 'blind') return null;
  return (next?.action === 'notice' ? next.coming : step.coming) ?? null;
}

function remindersOf({ anchor }: NoticeStep, { conversation }: Entry): number {
  return conversation.messages.filter(
    ({ own }) => own?.signed && own.purpose === 'reminder' && own.anchor === anchor,
  ).length;
}

/** Who waits is quoted with his last words, which need not be those that began the waiting. */
async function noticeQuote({
  step,
  about,
  entry,
  runtime,
  readText,
}: Rendering<NoticeStep>): Promise<Quote | null> {
  if (step.purpose === 'undeliverable') return null;
  if (step.purpose !== 'reminder' && step.purpose !== 'escalation') return quoteOf(about, readText);
  const { settings } = runtime.config;
  const last = entry.conversation.messages.findLast(
    (message) =>
      message.at >= about.at && message.kind === 'human' && roleOf(message, settings).role === 'customer',
  );
  return quoteOf(last ?? about, readText);
}

/** What a refused address leaves of the conversation: nobody to write to, or others who go on getting mails. */
function leftOf({ derived }: Entry): { closed: boolean; others: readonly Person[] } {
  const { status, outcome, next } = derived;
  const coming = next?.action === 'notice' ? next.coming : next;
  const others = coming?.audience === 'customer' ? coming.to : [];
  return { closed: status === 'closed' && outcome === 'undeliverable', others };
}

/** Who wrote, as against whose name stands in From: groups, forms and forwards write for others (R8, R11). */
function writerOf({ purpose, waiting }: NoticeStep, about: Message, settings: Settings): Person | null {
  if (waiting) return waiting.writer;
  if (purpose !== 'answered' && purpose !== 'reopened' && purpose !== 'thanks') return null;
  const role = roleOf(about, settings);
  return role.role === 'customer' ? role.person : about.from;
}

/** Where the mails of this config are at home; `now` in ms UTC. */
export function placeOf({ settings, language }: Runtime['config'], now: number): Place {
  return { mailbox: settings.mailbox, language, timezone: settings.calendar.timezone, now };
}

async function quoteOf(message: Message, readText: TextReader): Promise<Quote | null> {
  const text = message.newText ?? (await readText(message));
  return text === '' ? null : { from: message.from, at: message.at, text };
}
