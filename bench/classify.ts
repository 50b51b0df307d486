import type { Classified } from './children/classify.js';
import { measure } from './measure.js';
import type { Row } from './table.js';

/** CPU ms that judging one mail may cost on average. */
const atMost = 0.3;

/**
 * What telling the kind of a mail costs beside parsing the same mail, in one process. `corpora`: a folder of real mails
 * that are measured too (the environment's THRICE_CORPORA), or null.
 */
export async function measureClassify(
  children: string,
  mails: number,
  corpora: string | null,
  profile: string | null,
): Promise<Row[]> {
  const rows = await rowsOf('generated', { mails, corpora: null });
  return corpora === null ? rows : [...rows, ...(await rowsOf('real', { mails, corpora }))];

  async function rowsOf(which: string, task: { mails: number; corpora: string | null }): Promise<Row[]> {
    const { result } = await measure<Classified>(children, 'classify', task, profile);
    const name = `${result.mails.toLocaleString('en')} ${which} mails`;
    return [
      { what: `${name}: header and body parsed, CPU`, figure: result.parse, unit: 'ms' },
      { what: `${name}: classified, CPU`, figure: result.classify, unit: 'ms', target: { atMost } },
      { what: '  classify to parse', figure: result.classify / result.parse, unit: 'x' },
    ];
  }
}
