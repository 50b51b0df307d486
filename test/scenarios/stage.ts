import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { allConversations, type Entry } from '../../src/ledger.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { openRuntime } from '../../src/opening.js';
import { type PassResult, pass, type Retries } from '../../src/pass.js';
import type { Log, Runtime } from '../../src/runtime.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';

export const bot = 'support@example.com';
export const anna = 'anna@example.com';
export const maria = 'maria@customer.test';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Monday, 2 March 2026, 10:00 in Warsaw, ms UTC. */
export const monday = Date.UTC(2026, 2, 2, 9);

/** A mail as a person writes it. `at` in ms UTC is its Date; delivery has its own moment. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly id: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}

export function letter(mail: Letter, at: number): Buffer {
  const lines = [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    ...(mail.cc ? [`Cc: ${mail.cc}`] : []),
    `Subject: ${mail.subject ?? 'Invoice 17'}`,
    `Message-ID: <${mail.id}>`,
    ...(mail.inReplyTo ? [`In-Reply-To: <${mail.inReplyTo}>`] : []),
    ...(mail.inReplyTo ? [`References: ${mail.references ?? `<${mail.inReplyTo}>`}`] : []),
    `Date: ${new Date(at).toUTCString()}`,
    ...(mail.headers ?? []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.text ?? 'Could you send us the missing page, please?',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** A log that remembers. */
export function memoryLog(): Log & { readonly lines: { level: string; text: string }[] } {
  const lines: { level: string; text: string }[] = [];
  const at = (level: string) => (_about: object, text: string) => {
    lines.push({ level, text });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export interface Stage {
  readonly sandbox: Sandbox;
  readonly log: ReturnType<typeof memoryLog>;
  /** The folder of the config and of data/. */
  readonly folder: string;
  now: number;
  /** One pass of the daemon at the present moment, in a runtime of its own, so that each pass is also a restart. */
  pass(change?: Record<string, unknown>): Promise<PassResult>;
  /** Moves the clock and then passes, every `step` ms until `until` (ms UTC). */
  passUntil(until: number, step?: number): Promise<void>;
  conversations(): Promise<Entry[]>;
  /** Work with the open data folder, as between two passes. */
  withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T>;
  /** A mail delivered now. */
  deliver(mail: Letter, to?: readonly string[]): void;
  /** A mail of the shared mailbox itself: stored in Sent, no delivery to it. */
  sent(mail: Letter): void;
  /** Mails that a customer got from Thrice. */
  mailsTo(address: string): string[];
  config(change: Record<string, unknown>): void;
  stop(): Promise<void>;
}

/** The embedded server, one team, and Thrice with a clock that stands still until it is moved. */
export async function setStage(
  base: Record<string, unknown> = {},
  server: { readonly refuses?: (address: string) => boolean } = {},
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-stage-'));
  const clock = { now: monday };
  const sandbox = await startSandbox({
    users: [
      { address: bot, password: 'secret' },
      { address: anna, password: 'secret' },
    ],
    now: () => clock.now,
    ...server,
  });
  const log = memoryLog();
  const retries: Retries = new Map();
  let config = { ...standardConfig(sandbox), ...base };

  async function withRuntime<T>(
    change: Record<string, unknown>,
    work: (runtime: ReturnType<typeof openRuntime>) => Promise<T>,
  ): Promise<T> {
    const file = join(folder, 'thrice.yaml');
    const loaded = await parseConfig(stringify({ ...config, ...change }), file, {}, { now: clock.now });
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
    const runtime = openRuntime({ config: loaded.config, log, clock: () => clock.now });
    try {
      return await work(runtime);
    } finally {
      runtime.close();
    }
  }

  const stage: Stage = {
    sandbox,
    log,
    folder,
    get now() {
      return clock.now;
    },
    set now(value) {
      clock.now = value;
    },
    pass: (change = {}) =>
      withRuntime(change, async (runtime) => {
        const connection = await connectMailbox(runtime.config.imap, log);
        try {
          return await pass(runtime, connection, retries);
        } finally {
          await closeMailbox(connection);
        }
      }),
    async passUntil(until, step = 4 * hour) {
      while (clock.now < until) {
        clock.now = Math.min(clock.now + step, until);
        await stage.pass();
      }
    },
    withRuntime: (work) => withRuntime({}, work),
    conversations: () => withRuntime({}, async (runtime) => [...allConversations(runtime, clock.now)]),
    deliver(mail, to) {
      const addresses = to ?? [mail.to, mail.cc ?? ''].join(',').split(',').map(addressIn).filter(Boolean);
      sandbox.deliver(letter(mail, clock.now), addresses, clock.now);
    },
    sent(mail) {
      sandbox.append(bot, 'Sent', letter(mail, clock.now), { flags: ['\\Seen'], internalDate: clock.now });
    },
    mailsTo: (address) =>
      sandbox
        .received(address)
        .map((mail) => mail.raw.toString('utf8'))
        .filter((raw) => /^X-Thrice:/im.test(raw)),
    config(change) {
      config = { ...config, ...change };
    },
    async stop() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

function addressIn(text: string): string {
  return /<([^>]+)>/.exec(text)?.[1] ?? text.trim();
}

function standardConfig(sandbox: Sandbox): Record<string, unknown> {
  return {
    mailbox: {
      address: bot,
      name: 'Example Support',
      password: 'secret',
      imap: { host: '127.0.0.1', port: sandbox.imapPort, security: 'none' },
      smtp: { host: '127.0.0.1', port: sandbox.smtpPort, security: 'none' },
    },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar: { timezone: 'Europe/Warsaw' },
  };
}
