import type { Derived } from '../core/conversation/state.js';
import type { Step } from '../core/conversation/step.js';
import { reasonsInEnglish } from '../templates/reasons.js';
import type { DemoStage } from './demo-stage.js';

/** Something that a step promises. `seen` says what there was instead. */
export interface Check {
  readonly says: string;
  readonly holds: boolean;
  readonly seen: string;
}

/** One step of the demo, as it happened. */
export interface DemoEvent {
  /** ms UTC. */
  readonly at: number;
  /** Its name for scripts. */
  readonly event: string;
  readonly title: string;
  /** The customer whose side is shown. */
  readonly customer?: string;
  readonly customerSees?: readonly string[];
  readonly thriceKnows: readonly string[];
  readonly checks: readonly Check[];
}

/** Plays one step and says what came of it. */
export type Scene = (stage: DemoStage) => Promise<DemoEvent>;

const timezone = 'Europe/Warsaw';

/** A moment in March 2026 by Warsaw's clock (an hour before UTC all through the story), as ms UTC. */
export function march(day: number, hour: number, minute: number): number {
  return Date.UTC(2026, 2, day, hour - 1, minute);
}

/** `Wed 4 March, 10:12` by Warsaw's clock; `at` in ms UTC. */
export function localTime(at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day} ${part.month}, ${part.hour}:${part.minute}`;
}

/**
 * Plays the scenes one after the other up to the first that did not come out as promised. A scene that throws is such a
 * one. @returns whether everything happened
 */
export async function play(
  scenes: readonly Scene[],
  stage: DemoStage,
  show: (event: DemoEvent) => Promise<void>,
): Promise<boolean> {
  for (const scene of scenes) {
    const event = await scene(stage).catch((error: unknown) => broken(stage, error));
    await show(event);
    if (event.checks.some((check) => !check.holds)) return false;
  }
  return true;
}

function broken(stage: DemoStage, error: unknown): DemoEvent {
  const seen = error instanceof Error ? error.message : String(error);
  return {
    at: stage.now(),
    event: 'broken',
    title: 'The demo broke off',
    thriceKnows: [],
    checks: [{ says: 'the step can be played', holds: false, seen }],
  };
}

/** A promise that a value is the expected one. */
export function same(says: string, expected: unknown, seen: unknown): Check {
  const text = JSON.stringify(seen) ?? 'nothing';
  return { says, holds: text === JSON.stringify(expected), seen: text };
}

/** A promise that every one of the patterns stands in the text. */
export function contains(says: string, text: string, ...patterns: readonly RegExp[]): Check {
  const missing = patterns.filter((pattern) => !pattern.test(text));
  return {
    says,
    holds: missing.length === 0,
    seen: `no ${missing.join(', no ')} in ${JSON.stringify(text)}`,
  };
}

/** What Thrice knows of a conversation, why, and what comes next, in sentences. */
export function knowledge(derived: Derived): string[] {
  const next = derived.next;
  const held = next?.heldBy ? `, held by ${next.heldBy}` : '';
  const rest = derived.status === 'awaiting-agent' ? "nothing, it is the team's turn" : 'nothing';
  const ahead = `Next: ${next ? `${stepWords(next)}, ${localTime(next.at)}${held}` : rest}.`;
  return [`Status: ${statusWords(derived)}.`, ...derived.why.map(reasonsInEnglish(timezone)), ahead];
}

function statusWords({ status, outcome }: Derived): string {
  if (status !== 'closed') return status.replace('-', ' ');
  return outcome === 'no-reply' ? 'resolved (no reply)' : `closed (${outcome})`;
}

function stepWords(step: Step): string {
  if (step.action !== 'follow-up') return `the mail "${step.purpose}"`;
  return step.last ? 'the final notice' : `follow-up ${step.stage} of ${step.of}`;
}
