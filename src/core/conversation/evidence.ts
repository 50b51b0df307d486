import type { Message } from '../message/message.js';
import type { Note, Refusal } from './note.js';

/** What the notes and the mail itself say of one attempt (R9), and whose word counts (I7). */

/** An attempt as it was first heard of. */
interface Announced {
  readonly id: string;
  readonly signed: boolean;
  /** ms UTC. */
  readonly at: number;
}

/** What became of an attempt. */
export interface Outcome {
  /** claimed: announced, nothing more known yet. */
  readonly state: 'sent' | 'drafted' | 'failed' | 'not-sent' | 'claimed';
  /** Recipients that the server refused for good. */
  readonly refused: readonly Refusal[];
}

/** Recipients that the server refused, as the results tell. */
export function refusalsIn(results: readonly Note[]): Refusal[] {
  return results.flatMap((note) => (note.type === 'result' ? (note.refused ?? []) : []));
}

/** So much may the clock of this machine differ from the server's before the server's is believed, ms. */
const clockTolerance = 3600 * 1000;

/**
 * When it was claimed; the server's Received of the mail itself instead where this machine's clock was wrong by then, so
 * that the stages behind it neither come too soon nor wait for a year.
 */
export function momentOf({ id, at }: Announced, messages: readonly Message[]): number {
  const seen = messages.find((message) => message.own?.signed === true && message.id === id);
  return seen && Math.abs(seen.at - at) > clockTolerance ? seen.at : at;
}

/** A draft leaves when a person sends it, not when it was put there: the stages behind it count from then. */
export function leftAt({ id }: Announced, messages: readonly Message[], results: readonly Note[]): number[] {
  if (!results.some((note) => note.type === 'result' && note.result === 'drafted')) return [];
  return messages.filter((message) => message.own && message.id === id).map((message) => message.at);
}

/**
 * The earliest note that decides it (I7). The mail itself counts where no note is: a copy that Thrice stores of it later bears
 * the time of the sending.
 */
export function firstWord(
  { id, signed }: Announced,
  messages: readonly Message[],
  results: readonly Note[],
): number | null {
  const said = results.filter((note) => note.signed || !signed);
  const words = said.length > 0 ? said : messages.filter((message) => message.own && message.id === id);
  return words.length === 0 ? null : Math.min(...words.map(({ at }) => at));
}

/** What became of it. */
export function outcome(attempt: Announced, messages: readonly Message[], results: readonly Note[]): Outcome {
  const refused = refusalsIn(results).filter((refusal) => refusal.permanent);
  // The mail itself is the best evidence: it left (drafts are not read, so a draft is never seen here).
  if (messages.some((m) => m.own && m.id === attempt.id)) return { state: 'sent', refused };
  // I7: an unsigned word settles nothing that was claimed under a signature: an uncertain sending stays uncertain.
  const says = (result: string): boolean =>
    results.some(
      (n) =>
        (n.type === 'result' || n.type === 'settle') && n.result === result && (n.signed || !attempt.signed),
    );
  if (says('sent')) return { state: 'sent', refused };
  if (says('failed')) return { state: 'failed', refused };
  if (says('drafted')) return { state: 'drafted', refused };
  // I7: only a signed word may say that nothing left, for that is what makes Thrice send again.
  const certain = results.some(
    (n) => (n.type === 'result' || n.type === 'settle') && n.result === 'not-sent' && n.signed,
  );
  return { state: certain ? 'not-sent' : 'claimed', refused };
}
