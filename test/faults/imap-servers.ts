import { readFileSync, writeFileSync } from 'node:fs';
import { pause } from '../servers/letters.js';
import type { Played } from './imap-lines.js';
import { answer, arrived, begin, rest, type Stage, stayDown, until } from './imap-stage.js';
import type { Lab } from './lab.js';

/** What is done to the server itself, for all mailboxes on it: one after the other, when nothing else is played. */
interface ServerCase {
  readonly name: string;
  /** Between the first stage of both customers and the second; when it resolves, the server is there again. */
  readonly trouble: (stage: Stage, answering: string) => Promise<string[]>;
  /** Instead: while the claim's answer is held. */
  readonly atClaim?: true;
}

/** No new line gets through until the answer is stored. */
async function answeredMeanwhile(
  stage: Stage,
  answering: string,
  trouble: () => Promise<void>,
): Promise<string[]> {
  const stop = stayDown(stage.lane, () => true);
  await trouble();
  await answer(stage, answering);
  stop();
  stage.lane.imap.clear();
  return [];
}

export const serverCases: readonly ServerCase[] = [
  {
    name: 'the server is restarted during IDLE',
    trouble: (stage, answering) =>
      answeredMeanwhile(stage, answering, () => stage.lab.servers.restartDovecot()),
  },
  {
    name: 'the server is gone for 5 s',
    trouble: (stage, answering) =>
      answeredMeanwhile(stage, answering, async () => {
        await stage.lab.servers.killDovecot();
        await pause(5000);
        await stage.lab.servers.startDovecot();
      }),
  },
  {
    ...{ name: 'the server is restarted between the claim and the reading behind it', atClaim: true },
    trouble: (stage, answering) =>
      answeredMeanwhile(stage, answering, () => stage.lab.servers.restartDovecot()),
  },
  { name: 'the mailbox is full (quota of the server)', trouble: fullMailbox },
];

/** Thrice can store no claim, so it sends nothing, says so, and goes on when there is room. */
async function fullMailbox(stage: Stage, answering: string): Promise<string[]> {
  const { lab, lane } = stage;
  const from = lane.daemon.lines.length;
  setQuota(lab, lane.mailbox, 1);
  // The quota counts for sessions that begin now.
  lane.imap.strike('cut');
  const said = await until(
    () => lane.daemon.lines.slice(from).some(({ msg }) => /the mailbox is full/.test(msg)),
    30_000,
  );
  const { stdout } = await lane.daemon.command('status', '--json');
  const warned = (JSON.parse(stdout) as { readonly warnings: readonly string[] }).warnings;
  setQuota(lab, lane.mailbox, null);
  await answer(stage, answering);
  // It would try again after a minute; started anew it tries at once.
  await lane.daemon.stop();
  await lane.daemon.start(/IMAP connection open/);
  const wrong = said ? [] : ['no word of the full mailbox in the log'];
  if (!warned.some((text) => /the mailbox is full/.test(text)))
    wrong.push('status does not say that the mailbox is full');
  return wrong;
}

/** Gives Dovecot the quota plugin; without a limit for anybody yet. Restarts it. */
export async function withQuota({ servers }: Lab): Promise<void> {
  const path = `${servers.dir}/dovecot.conf`;
  const plugin = 'plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_grace = 0\n}\n';
  writeFileSync(path, `${readFileSync(path, 'utf8')}mail_plugins = $mail_plugins quota\n${plugin}`);
  await servers.restartDovecot();
}

/** `bytes` null: no limit. */
function setQuota({ servers }: Lab, mailbox: string, bytes: number | null): void {
  const lines = servers.users.map(({ address, password }) => {
    const rule = address === mailbox && bytes !== null ? `userdb_quota_rule=*:bytes=${bytes}` : '';
    return `${address}:{PLAIN}${password}::::::${rule}`;
  });
  writeFileSync(`${servers.dir}/users`, `${lines.join('\n')}\n`);
}

/** One case in the mailbox of a running daemon. */
export async function playServer(stage: Stage, kase: ServerCase, name: string): Promise<Played> {
  const { imap } = stage.lane;
  const [silent, answering] = [`${name}-a`, `${name}-b`];
  const wrong: string[] = [];
  if (!(await rest(stage))) wrong.push('it did not come to rest before');
  const fired = (): number => imap.fired.get('claim') ?? 0;
  const before = fired();
  if (kase.atClaim)
    imap.set({ ...{ name: 'claim', from: 'server', step: 'answer APPEND' }, act: { do: 'hold' } });
  await begin(stage, [silent, answering], 2);
  const reached = kase.atClaim
    ? await until(() => fired() > before, 30_000)
    : (await arrived(stage, silent, 1, 30_000)) && (await arrived(stage, answering, 1, 30_000));
  if (!reached) wrong.push('the moment never came');
  wrong.push(...(await kase.trouble(stage, answering)));
  imap.release();
  const ended = performance.now();
  if (!(await arrived(stage, silent, 2, 90_000))) wrong.push(`${silent} did not get both stages`);
  const tookMs = performance.now() - ended;
  await rest(stage);
  const due = {
    ...{ [`${silent} 1`]: 'once', [`${silent} 2`]: 'once', [`${answering} 2`]: 'answered' },
    ...(kase.atClaim && { [`${answering} 1`]: 'answered' }),
  } as Played['due'];
  return { name: kase.name, group: 'server', due, faults: reached ? 1 : 0, tookMs, wrong };
}
