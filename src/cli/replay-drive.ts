import { setImmediate } from 'node:timers/promises';
import type { Replay } from '../core/replay/played.js';
import type { Playing, TextFact } from '../core/replay/stage.js';
import type { PastMail } from './replay-past.js';

/** Drives a play to its end: reads the texts that it asks for. `onProgress` gets the moment of the play, ms UTC. */
export async function drive(
  playing: Playing<Replay>,
  { textOf }: Pick<PastMail, 'textOf'>,
  onProgress: (at: number, mails: number) => void,
): Promise<Replay> {
  const breathe = breather();
  let answer: TextFact = null;
  for (;;) {
    const { done, value } = playing.next(answer);
    if (done) return value;
    answer = value.ask === 'text' ? await textOf(value.message) : null;
    if (value.ask === 'pause') onProgress(value.at, value.mails);
    await breathe();
  }
}

/** Lets signals and timers have their turn every 50 ms. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 50) return;
    await setImmediate();
    last = performance.now();
  };
}
