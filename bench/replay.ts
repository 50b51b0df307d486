import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.js';
import type { Row } from './table.js';

interface Played {
  readonly mails: number;
  readonly played: number;
  readonly followUps: number;
  readonly seconds: number;
  readonly cpu: number;
  /** CPU time to that of deriving every conversation once, in the same process. */
  readonly toOnce: number;
}

/** `thrice replay` over so many mails, once they are read. */
export async function measureReplay(children: string, mails: number, profile: string | null): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-bench-'));
  try {
    const { result, peak } = await measure<Played>(children, 'replay', { folder, mails }, profile);
    const what = `replay of ${result.mails.toLocaleString('en')} mails`;
    return [
      {
        ...{ what, figure: result.seconds, unit: 's' },
        ...(mails >= 100_000 && { target: { atMost: 120 } }),
      },
      { what: `${what}, CPU to deriving each conversation once`, figure: result.toOnce, unit: 'x' },
      { what: `${what}: mails in the days played`, figure: result.played, unit: '' },
      { what: `${what}: follow-ups`, figure: result.followUps, unit: '' },
      { what: `${what}: peak memory`, figure: peak / 1e6, unit: 'MB' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
