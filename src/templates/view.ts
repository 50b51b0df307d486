import type { FollowUpStep, NoticeStep } from '../core/conversation/state.js';
import type { Person } from '../core/message/message.js';
import { clean, cleanLines } from './clean.js';
import { formatDay, formatMoment, formatQuotedMoment } from './dates.js';

/** What a template may be given: a value of null or '' is "not there" for {{#if}}. */
type Value = string | number | boolean | null;

/** The variables of every template, each with what it means; docs/templates.md is tested against them. */
const commonVariables = {
  subject: 'the matter: the subject without Re: and the like, or nothing',
  mailboxName: 'display name of the shared mailbox, or its address',
  mailboxAddress: 'address of the shared mailbox',
  stage: 'which follow-up it is, from 1; 0 in a notice that belongs to none',
  stages: 'how many follow-ups the policy has',
  isLast: 'true for the last follow-up of the policy',
  closesOn: 'the day on which the conversation will be closed, or nothing if the policy does not close',
  quotedName: 'who wrote the text that is quoted below the mail',
  quotedOn: 'when that was written, day and time',
  quotedText: 'that text; it is put below every mail by itself, so a template rarely needs it',
} as const;

/** Only in mails to customers. */
const followUpOnly = {
  customerName: "the customer's display name, or nothing (unknown, or several customers)",
  customerAddress: "the customer's address; several are separated by commas",
  agentName: "the agent's display name, or nothing if it is that of the mailbox",
  agentAddress: "the agent's address",
  sentOn: 'the day of the mail that is followed up',
} as const;

/** Only in notices to the team. */
const noticeOnly = {
  agentName: 'display name of whom the notice goes to, or nothing',
  customer: "the customer's name, or the address; several are separated by commas",
  customerAddress: "the customer's address; several are separated by commas",
  writer: 'answered, reopened, thanks: the name or address of who wrote',
  writerAddress: 'answered, reopened, thanks: the address of who wrote',
  dueOn: 'blind: when the follow-up goes, day and time',
  failedAddress: 'undeliverable: the address that does not work',
  reason: "undeliverable: the mail server's words, or nothing",
  isClosed: 'undeliverable: true if nobody is left to write to, so that the conversation is closed',
  others: 'undeliverable: the addresses that are still written to, separated by commas, or nothing',
  conversationId: 'the short id that the commands take',
} as const;

export const followUpVariables = { ...commonVariables, ...followUpOnly };
export const noticeVariables = { ...commonVariables, ...noticeOnly };

export type FollowUpView = { readonly [name in keyof typeof followUpVariables]: Value };
export type NoticeView = { readonly [name in keyof typeof noticeVariables]: Value };
export type View = FollowUpView | NoticeView;

export const noticeNames = ['answered', 'reopened', 'thanks', 'blind', 'undeliverable'] as const;

/** The variables that a template of this name may use. Every name that is not a notice's is a mail to customers. */
export function variablesOf(name: string): readonly string[] {
  if (name === 'attribution') return Object.keys(commonVariables);
  return Object.keys((noticeNames as readonly string[]).includes(name) ? noticeVariables : followUpVariables);
}

/** Whose words are quoted below the mail. `at` is ms since the epoch, UTC; `text` is the new text of that mail. */
export interface Quote {
  readonly from: Person;
  readonly at: number;
  readonly text: string;
}

/** Where the mail is at home: language tag (BCP 47) and IANA zone decide how dates are written. */
interface Place {
  readonly mailbox: Person;
  readonly language: string;
  readonly timezone: string;
}

interface FollowUpInput extends Place {
  readonly step: Pick<FollowUpStep, 'stage' | 'of' | 'last' | 'closesAt' | 'to'>;
  /** Base subject; may be empty. */
  readonly subject: string;
  readonly agent: Person;
  /** at(m) of the anchor, ms UTC. */
  readonly anchorAt: number;
  /** The agent's last words, or null when they could not be read. */
  readonly quote: Quote | null;
}

/** The variables of a mail to customers; pure formatting. */
export function buildFollowUpView(input: FollowUpInput): FollowUpView {
  const { step, agent, mailbox } = input;
  const mailboxName = nameOf(mailbox) ?? clean(mailbox.address);
  const agentName = nameOf(agent);
  return {
    ...common(input, step.stage, step.of, step.last, step.closesAt),
    customerName: step.to.length === 1 ? nameOf(step.to[0]!) : null,
    customerAddress: addresses(step.to),
    agentName: agentName === mailboxName ? null : agentName,
    agentAddress: clean(agent.address),
    sentOn: formatDay(input, input.anchorAt),
  };
}

interface NoticeInput extends Place {
  readonly step: Pick<NoticeStep, 'stage' | 'to'>;
  readonly subject: string;
  readonly customers: readonly Person[];
  readonly conversationId: string;
  /** Who wrote, for `answered`, `reopened` and `thanks`. */
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
  readonly quote: Quote | null;
}

/** The variables of a notice to the team; pure formatting. */
export function buildNoticeView(input: NoticeInput): NoticeView {
  const { step, writer, coming, failed } = input;
  return {
    ...common(input, step.stage, coming?.of ?? 0, coming?.last ?? false, coming?.closesAt ?? null),
    agentName: step.to.length === 1 ? nameOf(step.to[0]!) : null,
    customer: input.customers.map(nameOrAddress).join(', '),
    customerAddress: addresses(input.customers),
    writer: writer === null ? null : nameOrAddress(writer),
    writerAddress: writer === null ? null : clean(writer.address),
    dueOn: coming === null ? null : formatMoment(input, coming.at),
    failedAddress: failed === null ? null : clean(failed.address),
    reason: failed === null ? null : clean(failed.reason),
    isClosed: failed?.closed ?? false,
    others: failed === null ? null : addresses(failed.others),
    conversationId: clean(input.conversationId),
  };
}

function common(
  input: Place & { readonly subject: string; readonly quote: Quote | null },
  stage: number,
  stages: number,
  isLast: boolean,
  closesAt: number | null,
): { readonly [name in keyof typeof commonVariables]: Value } {
  const { mailbox, quote } = input;
  return {
    subject: clean(input.subject),
    mailboxName: nameOf(mailbox) ?? clean(mailbox.address),
    mailboxAddress: clean(mailbox.address),
    stage,
    stages,
    isLast,
    closesOn: closesAt === null ? null : formatDay(input, closesAt),
    quotedName: quote === null ? null : nameOrAddress(quote.from),
    quotedOn: quote === null ? null : formatQuotedMoment(input, quote.at),
    quotedText: quote === null ? null : cleanLines(quote.text),
  };
}

/** The display name, cleaned; null when there is none or it only repeats the address. */
function nameOf(person: Person): string | null {
  const name = clean(person.name, 100);
  return name === '' || name.toLowerCase() === person.address.toLowerCase() ? null : name;
}

function nameOrAddress(person: Person): string {
  return nameOf(person) ?? clean(person.address);
}

function addresses(persons: readonly Person[]): string {
  return persons.map((person) => clean(person.address)).join(', ');
}
