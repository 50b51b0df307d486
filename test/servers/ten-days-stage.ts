import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { stringify } from 'yaml';
import { stepsOf } from '../../src/core/conversation/coming.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { ThriceProcess } from '../../src/sandbox/thrice-process.js';
import { type Letter, letterText, mailsIn, pause, post, type SeenMail } from './letters.js';
import { builtProgram } from './program.js';
import { type Servers, startServers } from './servers.js';

/** Real servers, Thrice as a process of its own, and one clock for all of them that stands still until it is moved. */
export interface TenDays {
  readonly servers: Servers;
  /** ms UTC. */
  now(): number;
  /** Lets time go by until then (ms UTC), with Thrice running as its daemon would; what is due then is done. */
  until(at: number): Promise<void>;
  /** A person's mail goes through Exim; Thrice reads it. `outside`: not by the team's own way, whatever From says. */
  post(letter: Letter, outside?: boolean): Promise<void>;
  /** Everything in somebody's INBOX. */
  inbox(address: string): Promise<SeenMail[]>;
  folder(address: string, path: string): Promise<SeenMail[]>;
  /** The conversations as Thrice derived them last. */
  conversations(): readonly Derived[];
  /** `data/` is lost, and Thrice starts again. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

const hour = 3_600_000;

/** Sets the stage. @param start ms UTC @param config what goes beside the mailbox */
export async function setTenDays(
  users: readonly string[],
  start: number,
  config: Record<string, unknown>,
): Promise<TenDays> {
  const servers = await startServers({ users, clock: start });
  const folder = mkdtempSync(join(tmpdir(), 'thrice-ten-days-'));
  const file = join(folder, 'thrice.yaml');
  writeFileSync(file, stringify({ mailbox: mailboxOf(servers, users[0]!), ...config }), { mode: 0o600 });
  const looks = new Map<string, Promise<ImapFlow>>();
  const startThrice = await starter();
  let thrice = startThrice(file);
  let now = start;
  let conversations: readonly Derived[] = [];

  /** One look of the daemon, and another one where it sent something, as its own copies and bounces come in. */
  async function pass(): Promise<void> {
    servers.setClock(now);
    for (let sent = true, left = 5; sent; left--) {
      const outcome = await thrice.pass(now);
      if (outcome.type !== 'passed') throw new Error(JSON.stringify(outcome));
      await delivered(servers);
      conversations = [...outcome.conversations].sort((a, b) => (a.id < b.id ? -1 : 1));
      sent = outcome.results.some(({ result }) => result !== 'retry');
      if (left === 0) throw new Error(`Thrice does not come to rest: ${JSON.stringify(outcome.results)}`);
    }
  }
  const look = (address: string): Promise<ImapFlow> => {
    const open = looks.get(address) ?? servers.imap(address);
    looks.set(address, open);
    return open;
  };
  /** What wakes the daemon next: a step that is due, the end of the time to answer a morning note, a full hour. */
  const nextWake = (): number => {
    const due = conversations.flatMap((derived) => stepsOf(derived).map(({ at }) => at));
    const halfPastNine = Math.floor(now / (24 * hour)) * 24 * hour + 8.5 * hour;
    return Math.min(...[...due, halfPastNine].filter((at) => at > now), (Math.floor(now / hour) + 1) * hour);
  };
  const stage: TenDays = {
    servers,
    now: () => now,
    async until(at) {
      while (now < at) {
        now = Math.min(isWork(now) ? nextWake() : nextMorning(now), at);
        await pass();
      }
    },
    async post(letter, outside = false) {
      servers.setClock(now);
      const date = `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}`;
      const dated = { ...letter, headers: [date] };
      if (outside) await servers.send({ from: 'x@stranger.test', to: [letter.to], raw: letterText(dated) });
      else await post(servers, dated);
      await delivered(servers);
      await pass();
    },
    inbox: async (address) => mailsIn(await look(address), 'INBOX'),
    folder: async (address, path) => mailsIn(await look(address), path),
    conversations: () => conversations,
    async forget() {
      await thrice.stop();
      rmSync(join(folder, 'data'), { recursive: true });
      thrice = startThrice(file);
      await pass();
    },
    async stop() {
      for (const client of looks.values()) (await client).close();
      await thrice.stop();
      await servers.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await pass();
  return stage;
}

/** Starts the built program, as the demo does: a process whose clock is moved from here. */
async function starter(): Promise<(config: string) => ThriceProcess> {
  const script = join(dirname(builtProgram()), 'sandbox', 'thrice-process.js');
  const { startThrice } = (await import(script)) as typeof import('../../src/sandbox/thrice-process.js');
  return startThrice;
}

/** Resolves when Exim has nothing left to deliver, bounces included. Throws after 20 s. */
async function delivered({ dir }: Servers): Promise<void> {
  const input = join(dir, 'spool', 'input');
  for (const end = Date.now() + 20_000; ; await pause(10)) {
    const waiting = existsSync(input) ? readdirSync(input) : [];
    if (waiting.length === 0) return;
    if (Date.now() > end) throw new Error(`Exim still holds ${waiting.join(', ')}.`);
  }
}

/** Monday to Friday, 8:00 to 20:00 by the clock of Warsaw, an hour before UTC all through the story; no mail is due else. */
function isWork(at: number): boolean {
  const local = new Date(at + hour);
  return local.getUTCDay() % 6 > 0 && local.getUTCHours() >= 8 && local.getUTCHours() < 20;
}

/** The next eight o'clock. */
const nextMorning = (at: number): number =>
  Math.ceil((at - 7 * hour + 1) / (24 * hour)) * 24 * hour + 7 * hour;

function mailboxOf({ host, imapPort, smtpPort }: Servers, address: string): Record<string, unknown> {
  return {
    address,
    name: 'Example Support',
    password: 'secret',
    imap: { host, port: imapPort, security: 'none' },
    smtp: { host, port: smtpPort, security: 'none' },
  };
}
