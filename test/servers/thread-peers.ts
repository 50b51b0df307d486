import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readThreads } from '../../src/cli/threads.js';
import { password, type Servers } from './servers.js';

/** How others thread the same mails. Mails are named by their place in the list that was given. */

/** A mail in somebody's forest: which thread, and below which mail, if that was among the mails. */
export interface Place {
  readonly thread: number;
  readonly parent: number | null;
}

/** Puts the mails into a fresh folder of Dovecot and asks it for THREAD=REFS (draft-ietf-morg-inthread). */
export async function dovecotThreads(
  mails: readonly Buffer[],
  servers: Servers,
  folder: string,
): Promise<Place[]> {
  const user = servers.users[0]!.address;
  const client = await servers.imap(user);
  const byUid = new Map<number, number>();
  try {
    await client.mailboxCreate(folder);
    for (const [i, mail] of mails.entries()) {
      // APPEND wants CRLF and no NUL (RFC 3501 4.3.1).
      const text = mail
        .toString('latin1')
        .replace(/\0/g, '')
        .replace(/\r*\n|\r/g, '\r\n');
      const stored = await client.append(folder, Buffer.from(text || '\r\n', 'latin1'));
      if (!stored || stored.uid === undefined) throw new Error(`Dovecot did not take mail ${i}`);
      byUid.set(stored.uid, i);
    }
  } finally {
    client.close();
  }
  const answer = await ask(servers, user, `SELECT ${folder}`, 'UID THREAD REFS UTF-8 ALL');
  const places = new Map<number, Place>();
  let thread = 0;
  for (const tree of listsOf(/^\* THREAD ?(.*)$/m.exec(answer)?.[1]?.trim() ?? ''))
    walk(tree, null, thread++, (uid, parent, t) =>
      places.set(byUid.get(uid)!, { thread: t, parent: parent === null ? null : byUid.get(parent)! }),
    );
  return mails.map((_, i) => places.get(i)!);
}

type Tree = readonly (number | Tree)[];

/** RFC 5256 section 4: `(3 6 (4 23)(44 7 96))`: numbers follow one another, lists are siblings below the last number. */
function listsOf(text: string): Tree[] {
  const stack: (number | Tree)[][] = [[]];
  for (const [token] of text.matchAll(/\d+|[()]/g))
    if (token === '(') stack.push([]);
    else if (token === ')') {
      const done = stack.pop()!;
      stack.at(-1)!.push(done);
    } else stack.at(-1)!.push(Number(token));
  return stack[0]!.filter((one): one is Tree => typeof one !== 'number');
}

function walk(
  tree: Tree,
  parent: number | null,
  thread: number,
  found: (uid: number, parent: number | null, thread: number) => void,
): void {
  let last = parent;
  for (const one of tree)
    if (typeof one === 'number') {
      found(one, last, thread);
      last = one;
    } else walk(one, last, thread, found);
}

/** Commands over a socket of its own, for imapflow has no THREAD. Gives all that the server said. */
function ask(servers: Servers, user: string, ...commands: string[]): Promise<string> {
  const all = [`LOGIN ${user} ${password}`, ...commands, 'LOGOUT'];
  return new Promise((resolve, reject) => {
    const socket = connect(servers.imapPort, servers.host);
    let [said, sent] = ['', 0];
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      said += chunk;
      while (sent < all.length && (sent === 0 ? said.includes('\n') : said.includes(`\na${sent} `)))
        socket.write(`a${++sent} ${all[sent - 1]}\r\n`);
    });
    socket.on('end', () => {
      socket.destroy();
      const failed = /^a\d+ (?:NO|BAD) .*$/m.exec(said);
      if (failed) reject(new Error(failed[0]));
      else resolve(said);
    });
  });
}

const notmuchProgram = '/usr/bin/notmuch';

/** The sentence that says what to install, or null when notmuch can be asked. */
export function notmuchMissing(): string | null {
  return existsSync(notmuchProgram) ? null : 'notmuch is missing here: apt-get install notmuch';
}

type Shown = [{ filename: string[] } | null, Shown[]];
const shown: z.ZodType<Shown> = z.lazy(() =>
  z.tuple([z.object({ filename: z.array(z.string()) }).nullable(), z.array(shown)]),
);

/** Indexes the mails with notmuch and reads its threads. Mails with one Message-ID are one mail to it. */
export function notmuchThreads(mails: readonly Buffer[]): (Place | null)[] {
  const dir = mkdtempSync(join(tmpdir(), 'thr-nm-'));
  try {
    for (const sub of ['m/cur', 'm/new', 'm/tmp']) mkdirSync(join(dir, sub), { recursive: true });
    mails.forEach((mail, i) => {
      writeFileSync(join(dir, `m/cur/${String(i).padStart(6, '0')}:2,`), mail);
    });
    writeFileSync(
      join(dir, 'config'),
      `[database]\npath=${dir}/m\n[user]\nname=x\nprimary_email=x@example.com\n[new]\ntags=all\n[search]\nexclude_tags=\n[maildir]\nsynchronize_flags=false\n`,
    );
    const notmuch = (...args: string[]): string =>
      execFileSync(notmuchProgram, args, {
        env: { ...process.env, HOME: dir, NOTMUCH_CONFIG: join(dir, 'config') },
        stdio: ['ignore', 'pipe', 'ignore'],
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      });
    notmuch('new', '--quiet');
    const forest = z
      .array(z.array(shown))
      .parse(JSON.parse(notmuch('show', '--format=json', '--body=false', '--entire-thread=true', '*')));
    const places = new Map<number, Place>();
    const place = ([message, answers]: Shown, parent: number | null, thread: number): void => {
      const numbers = (message?.filename ?? [])
        .map((name) => Number.parseInt(basename(name), 10))
        .sort((a, b) => a - b);
      for (const i of numbers) places.set(i, { thread, parent });
      for (const answer of answers) place(answer, numbers[0] ?? null, thread);
    };
    forest.forEach((thread, t) => {
      for (const root of thread) place(root, null, t);
    });
    return mails.map((_, i) => places.get(i) ?? null);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What `thrice threads` makes of the mails, with the Message-ID of each (a number of its own where it has none). */
export async function ourThreads(mails: readonly Buffer[]): Promise<{ places: Place[]; ids: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'thr-cmp-'));
  try {
    mails.forEach((mail, i) => {
      writeFileSync(join(dir, `${String(i).padStart(6, '0')}.eml`), mail);
    });
    const { read, rows } = await readThreads([dir]);
    const threads = new Map<string, number>();
    const numberOf = (file: string): number => Number.parseInt(file.slice(dir.length + 1), 10);
    const ids = mails.map((_, i) => `#${i}`);
    const first = new Map<string, number>();
    for (const one of read) {
      const i = numberOf(one.file);
      if (one.messageId !== null) ids[i] = one.messageId;
      if (one.messageId !== null && !first.has(one.messageId)) first.set(one.messageId, i);
    }
    const places: Place[] = mails.map((_, i) => ({ thread: -1 - i, parent: null }));
    for (const one of read) {
      const row = rows.get(one)!;
      const thread = threads.get(row.thread) ?? threads.size;
      threads.set(row.thread, thread);
      const parent = row.parent === null ? null : (first.get(row.parent) ?? null);
      places[numberOf(one.file)] = { thread, parent };
    }
    return { places, ids };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
