import { pause } from '../servers/letters.js';
import type { Owed } from './audit.js';
import { countOf, outboxOf } from './evidence.js';
import type { Lab, Lane } from './lab.js';
import { answerText, beginMatter, customerAt } from './matter.js';

/** A lane with what the scenario needs to know of its line. */
export interface Stage {
  readonly lab: Lab;
  readonly lane: Lane;
  /** Milliseconds since the daemon last did anything but ask whether there is news; 0 while it does not idle. */
  readonly quietFor: () => number;
}

/** What a poll without news asks. */
const poll = new Set(['NOOP', 'IDLE', 'DONE', 'LIST']);

export function stageOf(lab: Lab, lane: Lane): Stage {
  let last = performance.now();
  let idling = true;
  lane.smtp.watch(() => {
    last = performance.now();
  });
  lane.imap.watch(({ from, step, text }) => {
    // NOOP: once IDLE was refused.
    if (from === 'client') idling = step === 'IDLE' || step === 'NOOP';
    if (from === 'client' && !poll.has(step) && !/^\S+ EXAMINE INBOX\r/.test(text)) last = performance.now();
  });
  return { lab, lane, quietFor: () => (idling ? performance.now() - last : 0) };
}

/** Everybody whose mails are judged, by the names that begin a matter. */
export const owedTo = ({ lane }: Stage, name: string): Owed =>
  lane.owed.find(({ customer }) => customer === customerAt(name))!;

/** Begins due conversations through a line of its own: a server that was started anew has ended all others. */
export async function begin({ lab, lane }: Stage, names: readonly string[], stages: number): Promise<void> {
  const hand = await lab.servers.imap(lane.mailbox);
  for (const name of names)
    lane.owed.push(
      ...(await beginMatter(hand, { names: [name], mailbox: lane.mailbox, stages, agoMs: 60_000 })),
    );
  hand.close();
}

/** The customer's answer is stored; from now on no follow-up may leave. */
export async function answer(stage: Stage, name: string, folder = 'INBOX'): Promise<void> {
  const { lab, lane } = stage;
  const owed = owedTo(stage, name);
  const hand = await lab.servers.imap(lane.mailbox);
  await hand.append(folder, answerText(owed, lane.mailbox));
  hand.close();
  lane.owed[lane.owed.indexOf(owed)] = { ...owed, answeredAt: Date.now() };
}

/** False after `timeoutMs`. */
export async function until(holds: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; await pause(20))
    if (holds()) return true;
  return holds();
}

/**
 * Until nothing is under way: what came of each sending is known, and nothing but polls for a while. An entry whose
 * copy in the mailbox was taken away stays for two minutes more.
 */
export function rest({ lane, quietFor }: Stage, quietMs = 400, timeoutMs = 200_000): Promise<boolean> {
  const settled = (): boolean =>
    outboxOf(lane.daemon).every(({ phase, noted }) => phase === 'done' && noted === true);
  return until(() => quietFor() > quietMs && settled(), timeoutMs);
}

/** Until a customer got so many mails. */
export function arrived({ lab }: Stage, name: string, mails: number, timeoutMs: number): Promise<boolean> {
  return until(() => countOf(lab.servers, customerAt(name)) >= mails, timeoutMs);
}

/**
 * Once the fault acted no new connection gets through, so that the answer is stored before Thrice reads again. The
 * returned function and `imap.clear()` end that.
 */
export function stayDown({ imap }: Lane, acted: () => boolean): () => void {
  let down = false;
  return imap.watch(({ from, step }) => {
    if (down || from !== 'server' || step !== 'greeting' || !acted()) return;
    down = true;
    imap.set({
      ...{ name: 'line stays down', from: 'server', step: 'greeting', times: Number.POSITIVE_INFINITY },
      act: { do: 'cut' },
    });
  });
}
