import { onlyDiscarded } from '../message/fact.js';
import type { Message } from '../message/message.js';
import type { Note, Refusal } from './note.js';

/** What the notes and the mail itself, wherever it was `seen`, say of one attempt (R9), and whose word counts (I7). */

/** An attempt as it was first heard of. */
interface Announced {
  readonly signed: boolean;
  /** ms UTC. */
  readonly at: number;
}

/** What became of an attempt. */
export interface Outcome {
  /** claimed: announced, nothing more known yet. discarded: a person threw the draft away. */
  readonly state: 'sent' | 'drafted' | 'discarded' | 'failed' | 'not-sent' | 'claimed';
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
export function momentOf({ at }: Announced, seen: readonly Message[]): number {
  const mail = seen.find(({ own }) => own?.signed === true);
  return mail && Math.abs(mail.at - at) > clockTolerance ? mail.at : at;
}

/** A draft leaves when a person sends it, not when it was put there: the stages behind it count from then. */
export function leftAt(seen: readonly Message[], results: readonly Note[]): number[] {
  if (!results.some((note) => note.type === 'result' && note.result === 'drafted')) return [];
  return seen.map(({ at }) => at);
}

/**
 * The earliest note that decides it (I7). The mail itself counts where no note is: a copy that Thrice stores of it later bears
 * the time of the sending.
 */
export function firstWord(
  { signed }: Announced,
  seen: readonly Message[],
  results: readonly Note[],
): number | null {
  const said = results.filter((note) => note.signed || !signed);
  const words = said.length > 0 ? said : seen;
  return words.length === 0 ? null : Math.min(...words.map(({ at }) => at));
}

/**
 * The draft itself lies in Trash: what a person sent and then threw away bears the time of its sending. `draftedAt`: when
 * it was put into Drafts, ms UTC.
 */
function isThrownAway(message: Message, draftedAt: number): boolean {
  return message.stored === true && onlyDiscarded(message) && message.at - draftedAt < clockTolerance;
}

/** What became of it. */
export function outcome(attempt: Announced, seen: readonly Message[], results: readonly Note[]): Outcome {
  const refused = refusalsIn(results).filter((refusal) => refusal.permanent);
  // I7: an unsigned word settles nothing that was claimed under a signature: an uncertain sending stays uncertain.
  const said = (result: string): number[] =>
    results.flatMap((n) =>
      (n.type === 'result' || n.type === 'settle') && n.result === result && (n.signed || !attempt.signed)
        ? [n.at]
        : [],
    );
  const says = (result: string): boolean => said(result).length > 0;
  const thrownAway = says('drafted') && seen.every((m) => isThrownAway(m, Math.min(...said('drafted'))));
  // The mail itself is the best evidence: it left (Drafts is not read, so a draft is seen here only where it was thrown).
  if ((seen.length > 0 && !thrownAway) || says('sent')) return { state: 'sent', refused };
  if (says('failed')) return { state: 'failed', refused };
  if (says('drafted')) return { state: seen.length > 0 ? 'discarded' : 'drafted', refused };
  // I7: only a signed word may say that nothing left, for that is what makes Thrice send again.
  const certain = results.some(
    (n) => (n.type === 'result' || n.type === 'settle') && n.result === 'not-sent' && n.signed,
  );
  return { state: certain ? 'not-sent' : 'claimed', refused };
}
