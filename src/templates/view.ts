import type { FollowUpStep, NoticeStep } from '../core/conversation/step.js';
import type { Person } from '../core/message/parsed.js';
import { clean } from './clean.js';
import { formatDay, formatMoment, formatSpan } from './dates.js';
import type { Action, Value, View } from './values.js';
import type { followUpVariables, insideStageVariables, noticeVariables } from './variables.js';
import {
  addresses,
  commonData,
  insideData,
  nameOf,
  nameOrAddress,
  names,
  noStage,
  type Place,
  type Quote,
} from './view-parts.js';

interface FollowUpInput extends Place {
  readonly step: Pick<FollowUpStep, 'stage' | 'of' | 'last' | 'closesAt' | 'to'>;
  /** Base subject; may be empty. */
  readonly subject: string;
  readonly agent: Person;
  /** at(m) of the anchor, ms UTC. */
  readonly anchorAt: number;
  /** The agent's last words (holding-reply: the customer's), or null when they could not be read. */
  readonly quote: Quote | null;
}

/** The variables of a mail to customers; pure formatting. */
export function buildFollowUpView(input: FollowUpInput): View {
  return { data: followUpData(input, input.step.to), links: [] };
}

function followUpData(
  input: FollowUpInput,
  customers: readonly Person[],
): { readonly [name in keyof typeof followUpVariables]: Value } {
  const { step, agent, mailbox } = input;
  const agentName = nameOf(agent);
  return {
    ...commonData(input, step),
    customerName: customers.length === 1 ? nameOf(customers[0]!) : null,
    customerAddress: addresses(customers),
    agentName: agentName === nameOrAddress(mailbox) ? null : agentName,
    agentAddress: clean(agent.address),
    sentOn: formatDay(input, input.anchorAt),
  };
}

interface NoticeInput extends Place {
  readonly step: Pick<NoticeStep, 'stage' | 'to' | 'settled'>;
  readonly subject: string;
  readonly customers: readonly Person[];
  /** The agent of the conversation; null or absent: it has none. */
  readonly agent?: Person | null;
  readonly conversationId: string;
  /**
   * Who wrote, for `answered`, `reopened`, `thanks`, `reminder` and `escalation`. Null in the last two: nobody waits, a
   * person reopened it.
   */
  readonly writer: Person | null;
  /** The follow-up that the blind notice announces. */
  readonly coming: Pick<FollowUpStep, 'of' | 'last' | 'closesAt' | 'at'> | null;
  /** For `undeliverable`. */
  readonly failed: {
    readonly address: string;
    readonly reason: string;
    /** The conversation is closed as undeliverable. */
    readonly closed: boolean;
    /** Who is still written to. */
    readonly others: readonly Person[];
  } | null;
  /** For `reminder` and `escalation`: since when it is owed and what time it is, ms UTC; reminders before it. */
  readonly waiting?: { readonly since: number; readonly now: number; readonly reminders: number } | null;
  readonly quote: Quote | null;
  readonly actions?: readonly Action[];
}

/** The variables of a notice to the team; pure formatting. */
export function buildNoticeView(input: NoticeInput): View {
  return { data: noticeData(input), links: [input.actions ?? []] };
}

function noticeData(input: NoticeInput): { readonly [name in keyof typeof noticeVariables]: Value } {
  const { step, writer, coming, failed, waiting } = input;
  return {
    ...commonData(input, { ...noStage, ...coming, stage: step.stage }),
    ...insideData(step.to, input.actions ?? []),
    customer: names(input.customers),
    customerAddress: addresses(input.customers),
    agent: input.agent ? nameOrAddress(input.agent) : null,
    writer: writer === null ? null : nameOrAddress(writer),
    writerAddress: writer === null ? null : clean(writer.address),
    dueOn: coming === null ? null : formatMoment(input, coming.at),
    failedAddress: failed === null ? null : clean(failed.address),
    reason: failed === null ? null : clean(failed.reason),
    waitingSince: waiting ? formatMoment(input, waiting.since) : null,
    waitingFor: waiting ? formatSpan(input, waiting.now - waiting.since) : null,
    reminders: waiting?.reminders ?? 0,
    isClosed: failed?.closed === true || step.settled === 'closed',
    settled: step.settled !== undefined,
    others: failed === null ? null : addresses(failed.others),
    conversationId: clean(input.conversationId),
  };
}

interface InsideInput extends FollowUpInput {
  readonly customers: readonly Person[];
  readonly conversationId: string;
  readonly actions: readonly Action[];
}

/** The variables of a stage that goes to people inside: `step.to` are they. Pure formatting. */
export function buildInsideView(input: InsideInput): View {
  const notice = { ...input, writer: null, coming: null, failed: null };
  const data: { readonly [name in keyof typeof insideStageVariables]: Value } = {
    ...noticeData(notice),
    ...followUpData(input, input.customers),
    ...insideData(input.step.to, input.actions),
  };
  return { data, links: [input.actions] };
}
