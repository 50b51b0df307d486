import { type Claim, groupBy, type Judge } from './claim.js';
import { judgeBounce } from './claims-bounce.js';
import { judgeKind } from './claims-kind.js';
import { judgeHeader, judgeRun, judgeText } from './claims-mail.js';
import { look, type Seen } from './look.js';
import { reasonNotToFollow } from './not-followed.js';
import type { Corpus, Row } from './row.js';

/** A claim of one file, with why it is not followed where that is deliberate. */
export interface Judged extends Claim {
  readonly corpus: string;
  readonly file: string;
  readonly notFollowed: string | null;
}

/** What one file took, whether or not anything is stated of it. */
export interface Ran {
  readonly corpus: string;
  readonly file: string;
  readonly ms: number;
  readonly exception: string | null;
}

const judges: readonly Judge[] = [judgeKind, judgeBounce, judgeText, judgeHeader, judgeRun];

/** Reads every file of a corpus and compares what is stated. */
export async function judgeCorpus(corpus: Corpus): Promise<{ judged: Judged[]; ran: Ran[] }> {
  const rows = groupBy(corpus.rows, (row) => row.file);
  const judged: Judged[] = [];
  const ran: Ran[] = [];
  for (const file of corpus.files) {
    const seen = await look(corpus.folder, file);
    ran.push({ corpus: corpus.name, file, ms: seen.ms, exception: seen.exception });
    for (const row of rows.get(file) ?? []) judged.push(...judgeRow(corpus.name, row, seen));
  }
  return { judged, ran };
}

function judgeRow(corpus: string, row: Row, seen: Seen): Judged[] {
  return judges
    .flatMap((judge) => judge(row, seen))
    .map((claim) => ({
      ...claim,
      corpus,
      file: row.file,
      notFollowed: claim.agrees ? null : reasonNotToFollow(row, claim, seen.raw),
    }));
}
