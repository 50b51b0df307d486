import { readFileSync, writeFileSync } from 'node:fs';
import { type Daemon, makeDaemon, quickConfig } from '../servers/daemon.js';
import { mailsIn, pause, type SeenMail } from '../servers/letters.js';
import { type Servers, startServers } from '../servers/servers.js';
import { type Audit, audit, type Owed } from './audit.js';
import { type Chance, chanceOf } from './chance.js';
import { countOf, deliveredTo, outboxOf, shownBy } from './evidence.js';
import { agent, beginMatter, bystander, customerAt, type Matter } from './matter.js';
import { type FaultProxy, openProxy } from './proxy.js';

/** One shared mailbox with its own daemon, behind its own proxies. */
export interface Lane {
  readonly name: string;
  readonly mailbox: string;
  readonly daemon: Daemon;
  /** Between the daemon and Dovecot, and between it and Exim. */
  readonly imap: FaultProxy;
  readonly smtp: FaultProxy;
  readonly chance: Chance;
  /** What its policy owes; a scenario replaces an entry when the customer answers. */
  readonly owed: Owed[];
  /** Begins a conversation straight in the mailbox. */
  readonly begin: (matter: Omit<Matter, 'mailbox'>) => Promise<void>;
}

export interface Lab {
  readonly seed: number;
  readonly servers: Servers;
  /** Between Exim and Dovecot: delivery itself. */
  readonly delivery: FaultProxy;
  readonly lanes: readonly Lane[];
  readonly close: () => Promise<void>;
}

export interface LabOptions {
  readonly seed: number;
  /** By lane: the names of its customers, each with a mailbox of his own. */
  readonly lanes: Readonly<Record<string, readonly string[]>>;
  /** When each stage is due, from the one before. */
  readonly stages: readonly string[];
}

const templates = ['follow-up-1', 'follow-up-2', 'final-notice'];

/** Real servers, a proxy on each line, and for each lane a daemon that is prepared but does not run yet. */
export async function openLab({ seed, lanes, stages }: LabOptions): Promise<Lab> {
  const mailboxOf = (name: string): string => `${name}@example.com`;
  const customers = Object.values(lanes).flat().map(customerAt);
  const users = [...Object.keys(lanes).map(mailboxOf), agent, bystander, ...customers];
  const servers = await startServers({ users });
  const delivery = await openProxy('smtp', servers.lmtpPort);
  const config = `${servers.dir}/exim.conf`;
  // Exim reads it anew for each delivery.
  const text = readFileSync(config, 'utf8').replace(
    `  port = ${servers.lmtpPort}`,
    `  port = ${delivery.port}`,
  );
  writeFileSync(config, text);
  const chance = chanceOf(seed);
  const open = await Promise.all(
    Object.keys(lanes).map((name) => openLane(servers, name, mailboxOf(name), stages, chance.fork(name))),
  );
  const close = async (): Promise<void> => {
    for (const { lane, release } of open) {
      await lane.daemon.remove();
      await release();
    }
    await delivery.close();
    await servers.stop();
  };
  return { seed, servers, delivery, lanes: open.map(({ lane }) => lane), close };
}

async function openLane(
  servers: Servers,
  name: string,
  mailbox: string,
  stages: readonly string[],
  chance: Chance,
): Promise<{ lane: Lane; release: () => Promise<void> }> {
  const imap = await openProxy('imap', servers.imapPort);
  const smtp = await openProxy('smtp', servers.smtpPort);
  const quick = quickConfig(servers, mailbox);
  const place = (port: number) => ({ host: servers.host, port, security: 'none' });
  const followUps = stages.map((after, i) => ({ after, template: templates[i] ?? 'follow-up-2' }));
  const daemon = makeDaemon({
    ...quick,
    mailbox: { ...(quick.mailbox as object), imap: place(imap.port), smtp: place(smtp.port) },
    // The lab's conversations began before it, and what is due is meant to be.
    start_from: '2020-01-01',
    limits: { ...(quick.limits as object), surprise: 'off' },
    policies: [{ name: 'lab', follow_ups: followUps }],
  });
  const hand = await servers.imap(mailbox);
  const owed: Owed[] = [];
  const begin: Lane['begin'] = async (matter) => {
    owed.push(...(await beginMatter(hand, { ...matter, mailbox })));
  };
  const release = async (): Promise<void> => {
    hand.close();
    await imap.close();
    await smtp.close();
  };
  return { lane: { name, mailbox, daemon, imap, smtp, chance, owed, begin }, release };
}

/** The audit of lanes whose daemons have come to rest. */
export async function auditOf(lab: Lab, lanes = lab.lanes, gapMs = 0): Promise<Audit> {
  const owed = lanes.flatMap((lane) => lane.owed);
  const mailboxes = [...new Set(owed.map(({ customer }) => customer)), bystander];
  const notices = await noticesTo(lab, agent);
  const shown = await Promise.all(lanes.map((lane) => shownBy(lane.daemon, lane.owed, notices)));
  return audit(
    owed,
    await deliveredTo(lab.servers, mailboxes),
    { uncertain: shown.flatMap((one) => one.uncertain), failed: shown.flatMap((one) => one.failed) },
    gapMs,
  );
}

/** What Thrice wrote to somebody of the team. */
export async function noticesTo({ servers }: Lab, address: string): Promise<SeenMail[]> {
  const imap = await servers.imap(address);
  const mails = await mailsIn(imap, 'INBOX');
  imap.close();
  return mails.filter(({ mark }) => mark !== '');
}

/**
 * Waits until a running daemon has nothing left to do: every owed stage lies in its mailbox, or it only waits on the
 * mailbox for so long that the next stage would have come. Throws after `timeoutMs`.
 */
export async function untilQuiet(lab: Lab, lane: Lane, quietMs: number, timeoutMs = 400_000): Promise<void> {
  let last = performance.now();
  let idle = false;
  const stops = [
    lane.smtp.watch(() => {
      last = performance.now();
    }),
    lane.imap.watch(({ from, step, text }) => {
      if (from !== 'client' || step === 'DONE') return;
      idle = step === 'IDLE';
      // What every poll asks, with or without news; Drafts too, while a sending is uncertain.
      if (!idle && step !== 'NOOP' && step !== 'EXAMINE' && !text.includes('STATUS'))
        last = performance.now();
    }),
  ];
  const end = performance.now() + timeoutMs;
  const arrived = (): boolean =>
    lane.owed.every(({ customer, stages }) => countOf(lab.servers, customer) >= stages) &&
    outboxOf(lane.daemon).every(({ phase }) => phase === 'done');
  try {
    for (;;) {
      if (!lane.daemon.running()) throw new Error(`Thrice ended:\n${lane.daemon.text().slice(-2000)}`);
      const still = performance.now() - last;
      // Late doubles would come by the next pass.
      if (still > 2500 && arrived()) return;
      if (idle && still > quietMs) return;
      if (performance.now() > end) throw new Error(`${lane.name} does not come to rest`);
      await pause(100);
    }
  } finally {
    for (const stop of stops) stop();
  }
}
