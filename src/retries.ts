import { stepsOf } from './core/conversation/coming.js';
import { stepKey } from './core/conversation/step.js';
import type { Entry } from './ledger.js';

/**
 * What failed lately, when it may be tried again (ms UTC) and why it failed, a sentence, by `stepKey`; '' is what all
 * steps need, the SMTP server or the notes folder. In memory only.
 */
export type Retries = Map<string, { readonly tries: number; readonly at: number; readonly why: string }>;

/** Growing distance between tries, ms. */
const distances = [1, 5, 15, 60, 240].map((minutes) => minutes * 60_000);

/** Stands for the morning notes among the keys of the steps. */
export const morningKey = 'morning';

/** It failed at `now` (ms UTC): the next try comes later than the one before. `why`: a sentence. */
export function retryLater(retries: Retries, key: string, now: number, why: string): void {
  const tries = (retries.get(key)?.tries ?? 0) + 1;
  retries.set(key, { tries, at: now + (distances[tries - 1] ?? distances.at(-1)!), why });
}

/** Steps that are due no more, because something else came of them, are not waited for. */
export function forgetSettled(retries: Retries, entries: readonly Entry[]): void {
  const due = new Set(entries.flatMap(({ derived }) => stepsOf(derived).map(stepKey)));
  for (const key of retries.keys())
    if (key !== '' && key !== morningKey && !due.has(key)) retries.delete(key);
}
