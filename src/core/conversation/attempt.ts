import { inSent } from '../message/fact.js';
import type { Message } from '../message/message.js';
import type { OwnMark } from '../message/purpose.js';
import { pushTo } from '../multi-map.js';
import { firstWord, leftAt, momentOf, type Outcome, outcome, refusalsIn } from './evidence.js';
import { serviceName } from './link.js';
import type { ListedItem, Note, Refusal } from './note.js';
import { announcedId, announcedNames, renamedCopies } from './renamed.js';
import type { World } from './world.js';

/**
 * What became of one mail that Thrice meant to send, told from all evidence together: the claim, the result, a person's
 * settling, and the mail itself wherever it was seen (R9).
 */
export interface Attempt extends Outcome {
  /** Message-ID of the mail. */
  readonly id: string;
  readonly purpose: OwnMark['purpose'];
  readonly anchor: string;
  readonly stage: number;
  readonly last: boolean;
  readonly closes: boolean;
  /** False: nothing that is signed speaks of it, so it may only make Thrice quieter (I7). */
  readonly signed: boolean;
  /** An unsigned word says that it was sent (I7). */
  readonly hearsay: boolean;
  /**
   * It lies in Sent with a mark of ours under an id that nothing announced: a person sent a draft, and his mail client
   * gave it another id. Whoever can put mails into Sent is the team (R7).
   */
  readonly byHand: boolean;
  /** Nothing but an unsigned mark speaks of it, on a mail that was delivered from somewhere: anybody can send one (I7). */
  readonly planted: boolean;
  /** When it was claimed, else when it was seen; ms since the epoch, UTC. */
  readonly at: number;
  readonly to: readonly string[];
  /** When the first word of what became of it was there, ms UTC: until then it might have left or not. Absent: none is. */
  readonly knownAt?: number;
  /** Recipients that it refused for now, in a mail that others got: they never get this one (R9). */
  readonly deferred?: readonly Refusal[];
  /** What the numbers of its list mean, from 1. */
  readonly items?: readonly ListedItem[];
  /** The ids under which the recipients got it, where the sending service gives its own (R3). */
  readonly otherIds: readonly string[];
}

/**
 * A claim without any evidence counts as under way for this long, in ms, for another Thrice may be at it; then it is
 * uncertain and shown (R9).
 */
export const claimPatience = 10 * 60 * 1000;

/**
 * Nobody knows whether it left, and whoever was at it is gone, or it is too late for an answer; `now` in ms UTC. A claim
 * from far ahead was written by a wrong clock, and would seem to be under way until then.
 */
export function isUncertain(
  { id, state, at }: Attempt,
  world: Pick<World, 'brokenOff'>,
  now: number,
): boolean {
  return state === 'claimed' && (world.brokenOff.has(id) || Math.abs(now - at) > claimPatience);
}

/** All attempts of a conversation, by time. Order and duplicates of the input do not matter (I4). */
export function attemptsOf(messages: readonly Message[], notes: readonly Note[]): Attempt[] {
  const found = new Map<string, Attempt>();
  for (const note of notes) if (note.type === 'claim') addClaim(found, note);
  const names = announcedNames(notes);
  const seenOf = new Map<string, Message[]>();
  for (const message of messages) {
    if (!message.own) continue;
    const id = announcedId(message, names);
    addMail(found, id, message, message.own);
    pushTo(seenOf, id, message);
  }
  const renamed = renamedCopies({ messages, notes }, names);
  for (const attempt of found.values()) {
    const seen = seenOf.get(attempt.id) ?? [];
    const results = notes.filter((n) => (n.type === 'result' || n.type === 'settle') && n.id === attempt.id);
    const hearsay = results.some((n) => !n.signed && 'result' in n && n.result === 'sent');
    const at = Math.max(momentOf(attempt, seen), ...leftAt(seen, results));
    const copy = renamed.get(attempt.id);
    const otherIds = [...results.flatMap((note) => serviceName(note) ?? []), ...(copy ? [copy.id] : [])];
    const deferred = refusalsIn(results).filter((refusal) => !refusal.permanent);
    const knownAt = firstWord(attempt, seen, results);
    found.set(attempt.id, {
      ...{ ...attempt, at, hearsay, otherIds, ...outcome(attempt, seen, results) },
      ...(deferred.length > 0 && { deferred }),
      ...(knownAt !== null && { knownAt }),
    });
  }
  for (const note of notes) if (note.type === 'told') addTold(found, note);
  return [...found.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** What holds of an attempt before its evidence is weighed. */
const unheard: Outcome & Pick<Attempt, 'hearsay' | 'byHand' | 'planted' | 'otherIds'> = {
  hearsay: false,
  byHand: false,
  planted: false,
  state: 'claimed',
  refused: [],
  otherIds: [],
};

type ClaimNote = Extract<Note, { type: 'claim' }>;

function addClaim(found: Map<string, Attempt>, note: ClaimNote): void {
  const known = found.get(note.id);
  if (known && (known.signed === note.signed ? known.at <= note.at : known.signed)) return;
  const { id, anchor, stage, last, closes, to, at, signed, items } = note;
  const purpose = note.purpose as OwnMark['purpose'];
  found.set(id, {
    id,
    purpose,
    anchor,
    stage,
    last,
    closes,
    signed,
    ...unheard,
    at,
    to,
    ...(items && { items }),
  });
}

/** R5: the morning note told the agent of a stage, as a notice of its own would have. */
function addTold(found: Map<string, Attempt>, note: Extract<Note, { type: 'told' }>): void {
  const { noteId, anchor, stage, signed, at } = note;
  found.set(noteId, {
    ...{ id: noteId, purpose: 'blind', anchor, stage, last: false, closes: false, signed },
    ...{ ...unheard, at, to: [], state: 'sent' },
  });
}

function addMail(found: Map<string, Attempt>, id: string, message: Message, own: OwnMark): void {
  const known = found.get(id);
  if (known && (known.signed || !own.signed)) return;
  const to = (message.to ?? []).map((person) => person.address);
  const { purpose, anchor, stage, last, closes, signed } = own;
  found.set(id, {
    id,
    purpose,
    anchor,
    stage,
    last,
    closes,
    signed,
    ...unheard,
    byHand: !known && !signed && inSent(message),
    planted: !signed && !inSent(message) && !message.stored,
    at: message.at,
    to,
  });
}
