import type { Hold } from '../core/conversation/step.js';
import type { Person } from '../core/message/parsed.js';
import { clean } from './clean.js';
import { formatMoment, formatTime } from './dates.js';
import { type listVariables, morningLists } from './list-variables.js';
import { type Action, type Item, linkMark, type Value, type View } from './values.js';
import type { morningVariables } from './variables.js';
import { commonData, insideData, noStage, type Place } from './view-parts.js';

/** A mail that goes today. `at` in ms UTC. */
export interface TodayInput {
  /** By which an answer names it, from 1. */
  readonly number: number;
  /** Name or address. */
  readonly customer: string;
  readonly subject: string;
  readonly conversationId: string;
  readonly stage: number;
  readonly stages: number;
  readonly isLast: boolean;
  readonly at: number;
  /** R5: no mail of this customer ever reached the mailbox. */
  readonly blind: boolean;
  /** Where the answers perhaps went, if not to the reader himself: an address. */
  readonly answersTo?: string;
  /** It goes to people inside. */
  readonly inside: boolean;
  readonly actions: readonly Action[];
}

/** Something that happened, or that waits for a person. `at` in ms UTC. */
export interface EventInput {
  readonly number?: number;
  readonly customer: string;
  readonly subject: string;
  readonly conversationId: string;
  readonly at: number;
  /** Who did it or wrote: name or address. Not said again where it is the customer. */
  readonly by?: string;
  readonly reason?: string;
  /** `thanks` only: the new texts, as they were written. */
  readonly words?: readonly string[];
  /** `held` only: why it waits. */
  readonly hold?: Hold;
}

/**
 * A mail of which nobody knows whether it left, and of no conversation with a customer: an earlier morning note; the answer to
 * an agent's mail to Thrice; another mail to customers or to the team, whose conversation is gone. `at` in ms UTC.
 */
export interface LostInput {
  /** Addresses. */
  readonly to: string;
  readonly what: 'morning-note' | 'answer' | 'to-customer' | 'to-team';
  /** Of what it is about; '': not known. */
  readonly subject: string;
  /** When it was to go. Its reader looks whether he has it. */
  readonly at: number;
}

export type MorningSection = (typeof morningLists)[number];

interface MorningInput extends Place {
  readonly to: Person;
  readonly today: readonly TodayInput[];
  readonly sections: { readonly [name in MorningSection]: readonly EventInput[] };
  readonly lost: readonly LostInput[];
  /** How many more lines there are than are given. */
  readonly more: number;
}

/** The variables of a morning note; pure formatting. Lists keep their order. */
export function buildMorningView(input: MorningInput): View {
  const { today, sections, lost, more } = input;
  const count = today.length;
  const events = morningLists.flatMap((name) => sections[name]);
  const lists = Object.fromEntries(
    morningLists.map((name) => [name, sections[name].map((event) => eventData(event, input))]),
  );
  const data: {
    readonly [name in keyof typeof morningVariables]: Value;
  } = {
    ...commonData({ ...input, subject: '', quote: null }, noStage),
    ...insideData([input.to], []),
    count,
    one: count === 1,
    numbered: count > 0 || events.some(({ number }) => number !== undefined),
    more,
  };
  return {
    data: {
      ...{ ...data, ...lists },
      today: today.map((one, i) => todayData(one, i + 1, input)),
      lost: lost.map((one) => lostData(one, input)),
    },
    links: [[], ...today.map(({ actions }) => actions)],
  };
}

function todayData(
  today: TodayInput,
  row: number,
  place: Place,
): { readonly [name in keyof (typeof listVariables)['morning']['today']]: Value } & Item {
  return {
    number: today.number,
    customer: clean(today.customer, 100),
    subject: clean(today.subject),
    conversationId: clean(today.conversationId),
    stage: today.stage,
    stages: today.stages,
    isLast: today.isLast,
    time: formatTime(place, today.at),
    blind: today.blind,
    answersTo: today.answersTo ? clean(today.answersTo) : null,
    inside: today.inside,
    actions: today.actions.length === 0 ? null : linkMark(row),
  };
}

type EventName = keyof (typeof listVariables)['morning']['held' | 'thanks'];
/** About two lines of a mail. */
const longestWords = 160;

function eventData(event: EventInput, place: Place): { readonly [name in EventName]: Value } & Item {
  const words = (event.words ?? []).map((text) => clean(text, longestWords)).filter((text) => text !== '');
  return {
    number: event.number ?? null,
    customer: clean(event.customer, 100),
    subject: clean(event.subject),
    conversationId: clean(event.conversationId),
    on: formatMoment(place, event.at),
    by: event.by && event.by !== event.customer ? clean(event.by, 100) : null,
    reason: event.reason ? clean(event.reason, 300) : null,
    words: words.join(' / ') || null,
    quarantined: event.hold === 'quarantined',
    surprise: event.hold === 'surprise',
    draftWaiting: event.hold === 'draft-waiting',
    agentNotTold: event.hold === 'agent-not-told',
    paused: event.hold === 'paused',
  };
}

function lostData(
  { to, what, subject, at }: LostInput,
  place: Place,
): { readonly [name in keyof (typeof listVariables)['morning']['lost']]: Value } & Item {
  return {
    to: clean(to, 200),
    subject: clean(subject),
    on: formatMoment(place, at),
    morningNote: what === 'morning-note',
    answer: what === 'answer',
    toCustomer: what === 'to-customer',
    toTeam: what === 'to-team',
  };
}
