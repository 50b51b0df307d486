import type { Lane } from './lab.js';

/** One mail on its way, as the lines show it; moments by `performance.now()`. */
export interface Departure {
  /** Its first recipient. */
  readonly to: string;
  /** When the last sweep over all folders before it was asked for: what was stored later may be unknown. */
  readonly readAt: number;
  readonly mailAt: number;
  /** When the final dot passed; Infinity: never. */
  readonly dotAt: number;
  /** The answer to the dot of the mail before. */
  readonly dotBefore: number;
}

/** Watches a lane from now on; the returned function gives what left. */
export function departuresOf(lane: Lane): () => Departure[] {
  const found: Departure[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let dotBefore = Number.NEGATIVE_INFINITY;
  let open: { to: string; readAt: number; mailAt: number; dotBefore: number } | null = null;
  lane.imap.watch(({ from, step, text, at }) => {
    if (from === 'client' && step === 'LIST' && text.includes('STATUS')) readAt = at;
  });
  lane.smtp.watch(({ from, step, text, at }) => {
    if (from === 'server') {
      if (step === 'answer dot') dotBefore = at;
    } else if (step === 'MAIL') open = { to: '', readAt, mailAt: at, dotBefore };
    else if (step === 'RCPT' && open?.to === '') open.to = /<([^>]+)>/.exec(text)?.[1] ?? '?';
    else if (step === 'dot' && open) {
      found.push({ ...open, dotAt: at });
      open = null;
    }
  });
  return () => found;
}

/** In whole ms; 0 of nothing. */
export function spread(values: readonly number[]): { readonly median: number; readonly largest: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { median: Math.round(median), largest: Math.round(sorted.at(-1) ?? 0) };
}
