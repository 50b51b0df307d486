import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openJournal } from '../store/journal.js';
import type { PassReport } from './daemon-process.js';
import { type DemoMail, readDemoMail } from './demo-mail.js';
import { anna, type Letter, recipientsOf, support, writeLetter } from './letter.js';
import { type AcceptedMail, type Sandbox, startSandbox } from './mail-server.js';
import { type PassOutcome, startThrice, type ThriceProcess } from './thrice-process.js';

/** Where the demo plays: the embedded server, one clock that stands still until it is moved, and Thrice. */
export interface DemoStage {
  readonly sandbox: Sandbox;
  /** ms UTC. */
  readonly now: () => number;
  readonly process: () => ThriceProcess;
  /** A person's mail, delivered now. */
  deliver(letter: Letter): void;
  /** Sets the clock to `at` (ms UTC) and lets Thrice do one pass. Throws when it could not. */
  passAt(at: number): Promise<PassReport>;
  /** The same, telling also of a process that ended. */
  tryPassAt(at: number): Promise<PassOutcome>;
  /**
   * Moves to `until` as a running daemon would: a pass every few hours, one at the start of each day's work, and one a
   * minute before. What it did.
   */
  goOn(until: number): Promise<PassReport['results']>;
  /** Starts Thrice again after its process ended. */
  restart(): ThriceProcess;
  /** Everything that the server took, oldest first. */
  mails(): Promise<DemoMail[]>;
  /** Thrice's notes in the shared mailbox, oldest first. */
  notes(): Promise<DemoMail[]>;
  /** How far the sendings are that the journal on the disk shows as open. */
  openSendings(): string[];
  /** What lies in a customer's mailbox, oldest first. */
  mailboxOf(address: string): Promise<DemoMail[]>;
  stop(): Promise<void>;
}

const minute = 60_000;
const between = 6 * 60 * minute;
const day = 24 * 60 * minute;

/** The next nine o'clock after `at` by Warsaw's clock, which is an hour before UTC all through the story; ms UTC. */
function workBegins(at: number): number {
  const nine = 8 * 60 * minute;
  return (Math.floor((at - nine) / day) + 1) * day + nine;
}

/** Sets the stage at `start` (ms UTC). `change` goes over the config, key by key. Throws without the embedded server. */
export async function setDemoStage(start: number, change: Record<string, unknown> = {}): Promise<DemoStage> {
  const clock = { now: start };
  const sandbox = await startSandbox({
    users: [support, anna].map(({ address }) => ({ address, password: 'demo' })),
    now: () => clock.now,
  });
  const folder = mkdtempSync(join(tmpdir(), 'thrice-demo-'));
  const config = join(folder, 'thrice.yaml');
  writeFileSync(config, stringify({ ...demoConfig(sandbox), ...change }), { mode: 0o600 });
  const accepted: AcceptedMail[] = [];
  sandbox.onAccepted((mail) => void accepted.push(mail));
  let thrice = startThrice(config);
  // Ctrl-C, and a reader that has seen enough (`| head`), end the demo in the middle: then nothing may stay behind.
  const cleanUp = () => {
    thrice.kill();
    // The process may still be writing for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', cleanUp);

  const tryPassAt = (at: number): Promise<PassOutcome> => {
    clock.now = at;
    return thrice.pass(at);
  };
  const passAt = async (at: number): Promise<PassReport> => {
    const outcome = await tryPassAt(at);
    if (outcome.type === 'passed') return outcome;
    throw new Error(
      outcome.type === 'failed'
        ? outcome.message
        : `Thrice's process ended (${outcome.signal ?? 'by itself'}).`,
    );
  };
  return {
    sandbox,
    now: () => clock.now,
    process: () => thrice,
    deliver: (letter) =>
      void sandbox.deliver(writeLetter(letter, clock.now), recipientsOf(letter), clock.now, {
        from: letter.from.address,
      }),
    passAt,
    tryPassAt,
    async goOn(until) {
      const results: PassReport['results'][number][] = [];
      while (clock.now < until - minute) {
        const next = Math.min(clock.now + between, workBegins(clock.now), until - minute);
        results.push(...(await passAt(next)).results);
      }
      clock.now = until;
      return results;
    },
    restart() {
      thrice = startThrice(config);
      return thrice;
    },
    mails: () => Promise.all(accepted.map(readDemoMail)),
    notes: () => notesIn(sandbox),
    openSendings: () =>
      openJournal(join(folder, 'data', 'outbox'))
        .entries()
        .flatMap(({ phase }) => (phase === 'done' ? [] : [phase])),
    mailboxOf: (address) => Promise.all(sandbox.received(address).map(readDemoMail)),
    async stop() {
      await thrice.stop();
      await sandbox.stop();
      process.off('exit', cleanUp);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function notesIn(sandbox: Sandbox): Promise<DemoMail[]> {
  const mailbox = sandbox.mailbox(support.address);
  const notes = mailbox.folders().includes('Thrice') ? mailbox.mails('Thrice') : [];
  return Promise.all(notes.map(({ raw, internalDate: at }) => readDemoMail({ from: '', to: [], raw, at })));
}

/** The shortest config, but for the server's ports and the mode. */
function demoConfig({ imapPort, smtpPort }: Sandbox): Record<string, unknown> {
  const server = { host: '127.0.0.1', security: 'none' };
  return {
    mailbox: {
      address: support.address,
      name: support.name,
      password: 'demo',
      imap: { ...server, port: imapPort },
      smtp: { ...server, port: smtpPort },
    },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar: { timezone: 'Europe/Warsaw' },
  };
}
