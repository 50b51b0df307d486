import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import { SMTPServer } from 'smtp-server';
import { stringify } from 'yaml';
import { baseAddress, type Dmarc, fromDomain, traced } from '../../src/sandbox/delivery.js';
import type { AcceptedMail } from '../../src/sandbox/mail-server.js';
import { listenForMail } from '../../src/sandbox/smtp-front.js';
import { bot } from '../scenarios/stage.js';
import { startDovecot, writeDovecotConfig } from '../servers/dovecot.js';
import { freePorts } from '../servers/process.js';

const password = 'secret';

/** The mailbox on a real Dovecot, and everybody else's mail server, with the clock of the soak. */
export interface SoakWorld {
  /** ms UTC, whole seconds. */
  now: number;
  /** The config file of Thrice, and its data folder. */
  readonly config: string;
  readonly data: string;
  /** A mail that came for the mailbox at `at` (ms UTC). Stored by `settled`. */
  readonly deliver: (raw: Buffer, at: number) => void;
  /** Resolves when everything that was delivered lies in the mailbox. */
  readonly settled: () => Promise<void>;
  /** Mails in each folder. */
  readonly stored: () => Promise<Readonly<Record<string, number>>>;
  readonly stop: () => Promise<void>;
}

/** Starts it; `onMail` gets what Thrice sends to anybody, at the moment at which the server takes it. */
export async function startSoakWorld(from: number, onMail: (mail: AcceptedMail) => void): Promise<SoakWorld> {
  // In memory where that can be had: 300,000 waits for a disk (kill and disk are about those) would be most of a soak.
  const dir = mkdtempSync(existsSync('/dev/shm') ? '/dev/shm/ths-' : '/tmp/ths-');
  chmodSync(dir, 0o711);
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const [imapPort = 0, imapsPort = 0, lmtpPort = 0] = await freePorts(3);
  const dovecot = { dir, imapPort, imapsPort, lmtpPort, users: [{ address: bot, password }] };
  writeDovecotConfig(dovecot);
  // A Maildir is listed at every change: with 100,000 mails that would be Dovecot's soak and not Thrice's.
  const conf = readFileSync(`${dir}/dovecot.conf`, 'utf8');
  writeFileSync(`${dir}/dovecot.conf`, conf.replace('maildir:~/Maildir', 'sdbox:~/sdbox'));
  const server = await startDovecot(dovecot);
  const hand = new ImapFlow({
    ...{ host: '127.0.0.1', port: imapPort, secure: false, doSTARTTLS: false, logger: false },
    ...{ disableAutoIdle: true, auth: { user: bot, pass: password } },
  });
  await hand.connect();
  let [serial, writing]: [number, Promise<unknown>] = [0, Promise.resolve()];
  const arrive = (raw: Buffer, to: string, sender: string, at: number, dmarc: Dmarc): void => {
    const hop = { from: sender, to, at, host: 'mx.example.com', dmarc, id: (serial++).toString(36) };
    const mail = traced(raw, hop);
    writing = writing.then(() => hand.append('INBOX', mail, [], new Date(at)));
  };
  const world = { now: from };
  const smtp = await listenForMail(SMTPServer, {
    passwordOf: () => password,
    refuses: () => false,
    accept: (sender, to, raw) => {
      const own = to.find((address) => baseAddress(address) === bot);
      if (own !== undefined) arrive(raw, own, sender, world.now, 'pass');
      onMail({ from: sender, to, raw, at: world.now });
    },
  });
  const config = `${dir}/thrice.yaml`;
  writeFileSync(config, configText(imapPort, smtp.port));
  return Object.assign(world, {
    ...{ config, data: `${dir}/data` },
    deliver: (raw: Buffer, at: number) =>
      arrive(raw, bot, '', at, fromDomain(raw) === 'example.com' ? 'pass' : 'none'),
    settled: async () => void (await writing),
    async stored() {
      const folders = await hand.list({ statusQuery: { messages: true } });
      return Object.fromEntries(folders.map(({ path, status }) => [path, status?.messages ?? 0]));
    },
    async stop() {
      hand.close();
      await Promise.all([server.kill(), smtp.stop()]);
      remove();
      process.off('exit', remove);
    },
  });
}

/** The default policy, calendar and limits; nothing is taken off. */
function configText(imapPort: number, smtpPort: number): string {
  // Only to lose no minute where a call of the soak meets the moment in which INBOX is opened.
  const poll = '5s';
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  return stringify({
    mailbox: {
      address: bot,
      name: 'Example Support',
      password,
      imap: place(imapPort),
      smtp: place(smtpPort),
      poll,
    },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar: { timezone: 'Europe/Warsaw' },
  });
}
