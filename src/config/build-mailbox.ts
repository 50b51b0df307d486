import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Build } from './build-context.js';
import type { Config, Server } from './config.js';
import { whyUnreadable } from './files.js';
import type { Path } from './problem.js';
import type { Raw } from './schema.js';
import { splitHost } from './schema-mailbox.js';

type RawServer = Raw['mailbox']['imap'];
type RawSecret = Raw['mailbox']['password'];

const ports = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
} as const;

/** Ports on which a connection begins in the clear: STARTTLS there unless something else is asked for. */
const plainPorts: ReadonlySet<number> = new Set([143, 587, 25]);

/** One server with the mailbox's login where it has none of its own. Problems go to `build`. */
export function buildServer(build: Build, which: 'imap' | 'smtp', raw: Raw['mailbox']): Server {
  const path: Path = ['mailbox', which];
  const own: Exclude<RawServer, string> = typeof raw[which] === 'string' ? { host: raw[which] } : raw[which];
  const split = splitHost(own.host);
  const given = own.port ?? split?.port;
  const security = own.security ?? (given !== undefined && plainPorts.has(given) ? 'starttls' : 'tls');
  const host = split?.host ?? own.host;
  if (security === 'none' && !isLoopback(host)) {
    build.problem(
      [...path, 'security'],
      `none would send the password to ${host} in the clear. It is allowed to this machine only (localhost); use tls or starttls.`,
    );
  }
  const fallback = own.password === undefined;
  const password = readSecret(
    build,
    fallback ? raw.password : own.password,
    fallback ? ['mailbox', 'password'] : [...path, 'password'],
  );
  const ca = own.ca === undefined ? undefined : readCa(build, own.ca, [...path, 'ca']);
  return {
    host,
    port: given ?? ports[which][security],
    security,
    user: own.user ?? raw.user ?? raw.address,
    password,
    ...(ca === undefined ? {} : { ca }),
  };
}

/** Whether the host is this machine itself: then nobody can listen on the way. */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i.test(host);
}

function readSecret(build: Build, raw: RawSecret, path: Path): string {
  if (raw === undefined) {
    build.problem(
      path,
      `is missing. Write it as in "password: \${SUPPORT_PASSWORD}" or "password: { file: PATH }".`,
    );
    return '';
  }
  if (typeof raw === 'string') return raw;
  const content = readText(build, raw.file, [...path, 'file'], 'the password')?.replace(/\r?\n$/, '');
  if (content?.trim() === '') build.problem([...path, 'file'], `${resolve(build.dir, raw.file)} is empty.`);
  else if (content?.includes('\n')) {
    build.problem(
      [...path, 'file'],
      `${resolve(build.dir, raw.file)} has more than one line. It must hold the password only.`,
    );
  }
  return content ?? '';
}

function readCa(build: Build, file: string, path: Path): string | undefined {
  const pem = readText(build, file, path, 'the certificate');
  if (pem !== undefined && !pem.includes('-----BEGIN CERTIFICATE-----')) {
    build.problem(
      path,
      `${resolve(build.dir, file)} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    );
  }
  return pem;
}

function readText(build: Build, file: string, path: Path, what: string): string | undefined {
  const full = resolve(build.dir, file);
  try {
    return readFileSync(full, 'utf8');
  } catch (error) {
    build.problem(path, `cannot read ${what} from ${full}: ${whyUnreadable(error)}.`);
    return undefined;
  }
}

/** The folders; refuses what would let notes drown among people's mail or vanish. */
export function buildFolders(build: Build, raw: Raw['mailbox']['folders']): Config['folders'] {
  const path: Path = ['mailbox', 'folders', 'notes'];
  const same = (other: string) => other.toLowerCase() === raw.notes.toLowerCase();
  if (same('inbox') || same(raw.sent) || same(raw.drafts) || same('auto')) {
    build.problem(
      path,
      `"${raw.notes}" cannot hold the notes. Give them a folder of their own, as in Thrice.`,
    );
  }
  raw.ignore.forEach((folder, index) => {
    const here: Path = ['mailbox', 'folders', 'ignore', index];
    if (same(folder)) build.problem(here, `"${folder}" holds the notes, which must be read.`);
    if (folder.toLowerCase() === 'inbox') build.problem(here, 'INBOX must be read.');
  });
  return raw;
}
