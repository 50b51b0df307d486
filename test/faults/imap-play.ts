import type { Verdict } from './audit.js';
import { countOf } from './evidence.js';
import type { MailboxEvent, Scene } from './imap-events.js';
import type { Played } from './imap-lines.js';
import { answer, arrived, begin, owedTo, rest, type Stage, stayDown, until } from './imap-stage.js';
import { customerAt } from './matter.js';

/** Between the claim of the first stage and the reading behind it, or without a line before the second stage. */
export type Moment = 'between' | 'outage';

/** Of two, the second one a while behind the first. */
export const eventStages = ['1s', '4s'] as const;

/** One event at one moment: the second customer answers behind it (or in it), the first one is owed both stages. */
export async function playEvent(
  stage: Stage,
  event: MailboxEvent,
  moment: Moment,
  name: string,
): Promise<Played> {
  const { lane } = stage;
  const [silent, answering] = [`${name}-a`, `${name}-b`];
  const wrong: string[] = [];
  if (!(await rest(stage))) wrong.push('it did not come to rest before');
  const reached =
    moment === 'between'
      ? await atTheClaim(stage, [silent, answering])
      : await withoutLine(stage, [silent, answering]);
  if (!reached) wrong.push('the moment never came');
  await happens(stage, event, { silent, answering, unique: name }).catch((error: unknown) => {
    wrong.push(`it could not be done: ${error}`);
  });
  lane.imap.clear();
  lane.imap.release();
  const ended = performance.now();
  const before = moment === 'between' ? 0 : 1;
  const due: Record<string, Verdict> = { [`${answering} 2`]: 'answered' };
  if (before === 0) due[`${answering} 1`] = 'answered';
  if (event.ends) {
    // Thrown away: nothing more may come.
    const owed = owedTo(stage, silent);
    lane.owed[lane.owed.indexOf(owed)] = { ...owed, stages: before };
  } else for (const n of [1, 2]) due[`${silent} ${n}`] = 'once';
  if (!event.ends && !(await arrived(stage, silent, 2, 60_000)))
    wrong.push(`${silent} got ${countOf(stage.lab.servers, customerAt(silent))} of 2`);
  const tookMs = performance.now() - ended;
  await rest(stage);
  return {
    name: `${event.name} (${moment})`,
    group: event.group,
    due,
    faults: reached ? 1 : 0,
    tookMs,
    wrong,
  };
}

/** The claim of the first follow-up is stored, and Thrice does not know it yet. */
async function atTheClaim(stage: Stage, names: readonly string[]): Promise<boolean> {
  const { imap } = stage.lane;
  const before = imap.fired.get('claim') ?? 0;
  imap.set({ ...{ name: 'claim', from: 'server', step: 'answer APPEND' }, act: { do: 'hold' } });
  await begin(stage, names, 2);
  return until(() => (imap.fired.get('claim') ?? 0) > before, 30_000);
}

/** Both got their first mail, and the line is down. */
async function withoutLine(stage: Stage, names: readonly string[]): Promise<boolean> {
  const { imap } = stage.lane;
  await begin(stage, names, 2);
  for (const name of names) if (!(await arrived(stage, name, 1, 30_000))) return false;
  const stop = stayDown(stage.lane, () => true);
  imap.strike('cut');
  const down = await until(() => (imap.fired.get('line stays down') ?? 0) > 0, 30_000);
  stop();
  return down;
}

async function happens(
  stage: Stage,
  { happen }: Pick<MailboxEvent, 'happen'>,
  names: Pick<Scene, 'silent' | 'answering' | 'unique'>,
): Promise<void> {
  const hand = await stage.lab.servers.imap(stage.lane.mailbox);
  try {
    await happen({ stage, hand, ...names });
  } finally {
    hand.close();
  }
  if (owedTo(stage, names.answering).answeredAt === undefined) await answer(stage, names.answering);
}
