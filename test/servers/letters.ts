import type { ImapFlow } from 'imapflow';
import type { Servers } from './servers.js';

/** A mail that a person writes. Ids without brackets. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  /** Envelope only. */
  readonly bcc?: string;
  readonly subject: string;
  readonly id: string;
  /** The mail it answers. */
  readonly answers?: Pick<SeenMail, 'id' | 'references'>;
  readonly text?: string;
  /** Further header lines, or other values for those that are written anyhow (`Date: ...`); a name alone drops one. */
  readonly headers?: readonly string[];
}

/** A mail as it lies in a folder. */
export interface SeenMail {
  readonly uid: number;
  readonly flags: ReadonlySet<string>;
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly inReplyTo: string;
  readonly references: readonly string[];
  /** Purpose and stage of the X-Thrice header, as `follow-up 2`; '' for a mail of anybody else. */
  readonly mark: string;
  readonly raw: string;
}

/** The whole mail, CRLF. */
export function letterText(letter: Letter): string {
  const chain = letter.answers ? [...letter.answers.references, letter.answers.id] : [];
  const fields = new Map<string, string>([
    ['from', `From: ${letter.from}`],
    ['to', `To: ${letter.to}`],
    ['cc', letter.cc ? `Cc: ${letter.cc}` : ''],
    ['subject', `Subject: ${letter.subject}`],
    ['message-id', `Message-ID: <${letter.id}>`],
    ['in-reply-to', letter.answers ? `In-Reply-To: <${letter.answers.id}>` : ''],
    ['references', chain.length > 0 ? `References: ${chain.map((id) => `<${id}>`).join(' ')}` : ''],
    ['date', `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`],
    ['mime-version', 'MIME-Version: 1.0'],
    ['content-type', 'Content-Type: text/plain; charset=utf-8'],
  ]);
  for (const line of letter.headers ?? [])
    fields.set(line.split(':')[0]!.toLowerCase(), line.includes(':') ? line : '');
  const head = [...fields.values()].filter((line) => line !== '').join('\n');
  return `${head}\n\n${letter.text ?? 'Could you send us the missing page, please?'}\n`.replace(
    /\r?\n/g,
    '\r\n',
  );
}

/** Sends it by SMTP: the team through its trusted port, everybody else from outside. Gives what answers need. */
export async function post(servers: Servers, letter: Letter): Promise<Pick<SeenMail, 'id' | 'references'>> {
  const addresses = [letter.to, letter.cc ?? '', letter.bcc ?? '']
    .join(',')
    .split(',')
    .map(addressIn)
    .filter((address) => address !== '');
  const from = addressIn(letter.from);
  await servers.send({
    from,
    to: addresses,
    raw: letterText(letter),
    trusted: from.endsWith('@example.com'),
  });
  return asSent(letter);
}

/** Stores it in a folder, as a mail client does with what it sent, or a filter with what came. */
export async function store(imap: ImapFlow, folder: string, letter: Letter): Promise<void> {
  await imap.append(folder, letterText(letter));
}

/** The id and the chain that an answer to this letter carries on. */
export function asSent({ id, answers }: Letter): Pick<SeenMail, 'id' | 'references'> {
  return { id, references: answers ? [...answers.references, answers.id] : [] };
}

function addressIn(text: string): string {
  return /<([^>]+)>/.exec(text)?.[1] ?? text.trim();
}

/** Everything in a folder by UID, read without setting a flag; [] when there is no such folder. */
export async function mailsIn(imap: ImapFlow, folder: string): Promise<SeenMail[]> {
  const lock = await imap.getMailboxLock(folder, { readOnly: true }).catch((error: unknown) => {
    if ((error as { mailboxMissing?: boolean }).mailboxMissing) return null;
    throw error;
  });
  if (!lock) return [];
  try {
    await imap.noop();
    if (imap.mailbox === false || imap.mailbox.exists === 0) return [];
    const found = await imap.fetchAll('1:*', { uid: true, flags: true, source: true });
    return found.map(({ uid, flags, source }) => seen(uid, flags ?? new Set(), source?.toString() ?? ''));
  } finally {
    lock.release();
  }
}

function seen(uid: number, flags: ReadonlySet<string>, raw: string): SeenMail {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n') + 2).replace(/\r\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(head)?.[1] ?? '';
  const ids = (text: string) => [...text.matchAll(/<([^>]+)>/g)].map((match) => match[1]!);
  const mark = /purpose=([a-z-]+); stage=(\d+)/.exec(field('X-Thrice'));
  return {
    ...{ uid, flags, raw },
    id: ids(field('Message-ID'))[0] ?? '',
    subject: field('Subject'),
    from: field('From'),
    inReplyTo: ids(field('In-Reply-To')).join(' '),
    references: ids(field('References')),
    mark: mark ? `${mark[1]} ${mark[2]}` : '',
  };
}

/** What `eventually` waits over: it does not hold yet. `final`: it never will. */
export class NotYet extends Error {
  constructor(
    message: string,
    readonly final = false,
  ) {
    super(message);
  }
}

/** Asks again five times a second until it throws no more; the last error after `timeoutMs`. */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 200_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end || (error instanceof NotYet && error.final)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
