import type { Derived } from '../../src/core/conversation/state.js';
import { march } from './ten-days-audit.js';
import { type Before, handsOf } from './ten-days-people.js';
import type { TenDays } from './ten-days-stage.js';

/** What the days of the story are told with. */
export interface Scene {
  readonly days: TenDays;
  readonly hands: ReturnType<typeof handsOf>;
  /** Lets time go by until then, a day of March 2026 and `HH:MM`. */
  until(day: number, time: string): Promise<void>;
  /** The outcome of the conversation with this subject, or its status where it is open. */
  stands(subject: string): string;
  next(subject: string): Derived['next'];
  idOf(subject: string): string;
  /** What the days hand on to one another. */
  readonly mails: Map<string, Before>;
  /** One of `mails`. Throws where it has not been written. */
  kept(name: string): Before;
}

/** A day of the story: its title, and what happens. */
export type Day = readonly [title: string, happens: (scene: Scene) => Promise<void>];

export function sceneOf(days: TenDays): Scene {
  const hands = handsOf(days);
  const mails = new Map<string, Before>();
  return {
    days,
    hands,
    mails,
    until: (day, time) => days.until(march(day, time)),
    stands(subject) {
      const { status, outcome } = hands.matter(subject);
      return outcome ?? status;
    },
    next: (subject) => hands.matter(subject).next,
    idOf: (subject) => hands.matter(subject).id,
    kept(name) {
      const mail = mails.get(name);
      if (!mail) throw new Error(`Nobody has written "${name}".`);
      return mail;
    },
  };
}
