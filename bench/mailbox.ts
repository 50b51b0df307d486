import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dovecotProgram, startDovecot, writeDovecotConfig } from '../test/servers/dovecot.js';
import { freePorts } from '../test/servers/process.js';
import { generateMails } from './mail.js';

/** How a child reaches a mailbox on the real server. */
export interface Account {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface RealMailbox {
  /** A mailbox with the generated mails. */
  readonly full: Account;
  /** One without any. */
  readonly empty: Account;
  readonly mails: number;
  readonly bytes: number;
  readonly stop: () => Promise<void>;
}

/** Why no real server can be started here, or null. */
export function serverMissing(): string | null {
  return existsSync(dovecotProgram)
    ? null
    : 'Dovecot is missing: apt-get install dovecot-imapd dovecot-lmtpd';
}

/** Starts a Dovecot of its own out of a temp folder, with generated mails written straight into the Maildir. */
export async function startMailbox(count: number): Promise<RealMailbox> {
  const dir = mkdtempSync('/tmp/thb-');
  chmodSync(dir, 0o711);
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const [imapPort = 0, imapsPort = 0, lmtpPort = 0] = await freePorts(3);
  const users = ['support', 'quiet'].map((name) => ({ address: `${name}@example.com`, password: 'secret' }));
  const options = { dir, imapPort, imapsPort, lmtpPort, users };
  writeDovecotConfig(options);
  const bytes = fill(`${dir}/mail/example.com/support/Maildir`, count);
  // As the server's own folder, which is not ours when we are root.
  const { uid, gid } = statSync(`${dir}/mail`);
  execFileSync('chown', ['-R', `${uid}:${gid}`, `${dir}/mail`]);
  // Else the disk is still busy with these mails while the first figures are taken.
  execFileSync('sync');
  const server = await startDovecot(options);
  const account = (name: string): Account => ({
    port: imapPort,
    user: `${name}@example.com`,
    password: 'secret',
  });
  const stop = async (): Promise<void> => {
    await server.kill();
    remove();
    process.off('exit', remove);
  };
  return { full: account('support'), empty: account('quiet'), mails: count, bytes, stop };
}

/** Writes the mails with their time as INTERNALDATE (Maildir: the file's mtime). Gives their bytes. */
function fill(maildir: string, count: number): number {
  const folders = { INBOX: maildir, Sent: `${maildir}/.Sent`, Archive: `${maildir}/.Archive` };
  for (const folder of Object.values(folders))
    for (const sub of ['cur', 'new', 'tmp']) mkdirSync(`${folder}/${sub}`, { recursive: true });
  let bytes = 0;
  let number = 0;
  for (const { folder, at, raw } of generateMails(count, Date.UTC(2025, 8, 1))) {
    const seconds = Math.floor(at / 1000);
    const size = raw.length;
    const name = `${seconds}.M${String(++number).padStart(6, '0')}P1.bench,S=${size},W=${size}:2,S`;
    const path = `${folders[folder]}/cur/${name}`;
    writeFileSync(path, raw);
    utimesSync(path, seconds, seconds);
    bytes += size;
  }
  return bytes;
}
