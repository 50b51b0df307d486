import type { Policy } from '../settings.js';
import type { CommandAction } from './note.js';
import { type StageWhat, stageWhat } from './step.js';

/** What came of one command to this conversation. Told to whoever gave it by mail, and shown by `show`. */
export interface Effect {
  /** `MESSAGE-ID LINE` of the mail that ordered it, else the Message-ID of the note of the command line. */
  readonly order: string;
  readonly action: CommandAction;
  readonly by: string;
  /** ms UTC. */
  readonly at: number;
  readonly verdict: EffectVerdict;
  /** Skip and send-now: the stage. Undo: none. */
  readonly stage?: number;
  /** Where there is a stage: what the policy makes of it today. */
  readonly what?: StageWhat;
  /** Snooze. ms UTC. */
  readonly until?: number;
  /** Undo: what was taken back, and since when that had counted, ms UTC. */
  readonly undid?: readonly CommandAction[];
  readonly since?: number;
  /** A later `undo` took it back. */
  readonly undone?: true;
}

/**
 * done; nothing-to-do: it was so already; owed: the customer waits for an answer of the team, so nothing is sent (I6);
 * no-silence: nothing is planned that it could change; never-written: nobody of the team wrote to the customer yet, so there
 * is nothing to wait for; stage-gone: that mail went out, or was skipped, before;
 * earlier-silence: the notice that names the stage was about a silence that is over; newer-mail: a customer wrote after the
 * link was made, and waits for an answer.
 */
export type EffectVerdict =
  | 'done'
  | 'nothing-to-do'
  | 'owed'
  | 'no-silence'
  | 'never-written'
  | 'stage-gone'
  | 'earlier-silence'
  | 'newer-mail'
  | 'not-trusted';

/** The effect with what its stage is. */
export function withWhat(effect: Effect, { followUps }: Policy): Effect {
  const { stage } = effect;
  if (stage === undefined) return effect;
  const to = followUps[stage - 1]?.to ?? 'customer';
  return { ...effect, what: stageWhat({ inside: to !== 'customer', last: stage === followUps.length }) };
}
