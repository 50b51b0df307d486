import type hoodiecrow from 'hoodiecrow-imap';
import type { SMTPServer } from 'smtp-server';
import { baseAddress, type Dmarc, fromDomain, traced } from './delivery.js';
import { createAccount, imapDate } from './imap-account.js';
import { type ImapUser, listenForUsers } from './imap-front.js';
import { type Failure, listenForMail } from './smtp-front.js';

export interface SandboxOptions {
  /** People with an IMAP mailbox; the first one's domain names the server (mx.<domain>). */
  readonly users: readonly { readonly address: string; readonly password: string }[];
  /** ms since the epoch, UTC; the process's clock when absent (the sandbox is no part of the core). */
  readonly now?: () => number;
  /** Recipients answered with 550 5.1.1; called with the address in lower case. */
  readonly refuses?: (address: string) => boolean;
}

/** A mail that the sandbox took, by SMTP or by `deliver`. */
export interface AcceptedMail {
  /** Envelope sender. */
  readonly from: string;
  /** Envelope recipients as given. */
  readonly to: readonly string[];
  readonly raw: Buffer;
  /** ms since the epoch, UTC. */
  readonly at: number;
}

interface StoredMail {
  readonly uid: number;
  readonly raw: Buffer;
  readonly flags: readonly string[];
  /** ms since the epoch, UTC. */
  readonly internalDate: number;
}

export interface Sandbox {
  readonly imapPort: number;
  readonly smtpPort: number;
  /** As if it came by SMTP; `dmarc` overrides what the server says about the sender. @returns when it was taken */
  deliver(raw: Buffer, to: readonly string[], at?: number, more?: { from?: string; dmarc?: Dmarc }): number;
  /** A look from outside at a user's mailbox; changes nothing. Throws for an unknown user or folder. */
  mailbox(address: string): { folders(): string[]; mails(folder: string): StoredMail[] };
  /** Puts a mail into a folder as it is. @returns its UID */
  append(
    address: string,
    folder: string,
    raw: Buffer,
    more?: { flags?: readonly string[]; internalDate?: number },
  ): number;
  /** What came for an address without a mailbox here, oldest first, with plus details removed. */
  received(address: string): readonly AcceptedMail[];
  /** @returns a function that ends the subscription */
  onAccepted(callback: (mail: AcceptedMail) => void): () => void;
  /** Plays a failure at the next occasion; several wait in line. */
  failNext(failure: Failure): void;
  stop(): Promise<void>;
}

/**
 * An IMAP and an SMTP server in this process, on loopback and free ports, for the demo and for quick tests. Mail for
 * `users` (with plus details) goes to their INBOX, any other is kept for `received`.
 * @throws Error when the development dependencies are missing
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { create, Server } = await load();
  const now = options.now ?? Date.now;
  const users = new Map<string, ImapUser>();
  for (const { address, password } of options.users) {
    // hoodiecrow's parser loses what is escaped in a quoted string.
    if (/["\\]/.test(password)) throw new Error('Passwords of the sandbox hold no quotes or backslashes.');
    users.set(address.toLowerCase(), { password, account: createAccount(create, now) });
  }
  const post = postOffice(users, now);
  const imap = await listenForUsers(create, users);
  const smtp = await listenForMail(Server, {
    passwordOf: (address) => users.get(address)?.password ?? null,
    refuses: options.refuses ?? (() => false),
    accept: (from, to, raw) => post.take({ from, to, raw, at: now() }),
  });
  return {
    imapPort: imap.port,
    smtpPort: smtp.port,
    deliver(raw, to, at = now(), { from = '', dmarc } = {}) {
      post.take({ from, to, raw, at }, dmarc);
      return at;
    },
    mailbox: (address) => view(accountOf(users, address)),
    append(address, folder, raw, { flags = [], internalDate = now() } = {}) {
      const account = accountOf(users, address);
      return store(account, folderOf(account, folder), raw, flags, internalDate);
    },
    received: post.received,
    onAccepted: post.onAccepted,
    failNext: smtp.failNext,
    async stop() {
      await Promise.all([imap.stop(), smtp.stop()]);
    },
  };
}

/** Sorts accepted mail into mailboxes, one copy a recipient as LMTP delivers. */
function postOffice(users: ReadonlyMap<string, ImapUser>, now: () => number) {
  const domains = new Set([...users.keys()].map((address) => address.split('@')[1] ?? ''));
  const host = `mx.${[...domains][0] ?? 'localhost'}`;
  const outside = new Map<string, AcceptedMail[]>();
  const listeners = new Set<(mail: AcceptedMail) => void>();
  let serial = Math.floor(now() / 1000);
  return {
    take(mail: AcceptedMail, dmarc?: Dmarc): void {
      const verdict = dmarc ?? (domains.has(fromDomain(mail.raw)) ? 'pass' : 'none');
      for (const to of new Set(mail.to.map((address) => address.toLowerCase()))) {
        const base = baseAddress(to);
        const user = users.get(base);
        if (user) {
          const hop = { from: mail.from, to, at: mail.at, host, dmarc: verdict, id: (serial++).toString(36) };
          store(user.account, folderOf(user.account, 'INBOX'), traced(mail.raw, hop), [], mail.at);
        } else {
          const kept = outside.get(base) ?? [];
          kept.push(mail);
          outside.set(base, kept);
        }
      }
      for (const listener of listeners) listener(mail);
    },
    received: (address: string): readonly AcceptedMail[] => outside.get(baseAddress(address)) ?? [],
    onAccepted(callback: (mail: AcceptedMail) => void): () => void {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
  };
}

function store(
  account: hoodiecrow.ImapServer,
  folder: hoodiecrow.Mailbox,
  raw: Buffer,
  flags: readonly string[],
  at: number,
): number {
  return account.appendMessage(folder, [...flags], imapDate(at), raw.toString('latin1')).message.uid;
}

function view(account: hoodiecrow.ImapServer): ReturnType<Sandbox['mailbox']> {
  return {
    folders: () => Object.keys(account.folderCache),
    mails: (folder) =>
      folderOf(account, folder).messages.map((message) => ({
        uid: message.uid,
        raw: Buffer.from(message.raw, 'latin1'),
        flags: [...message.flags],
        internalDate: Date.parse(message.internaldate.replace(/-/, ' ').replace(/-/, ' ')),
      })),
  };
}

function accountOf(users: ReadonlyMap<string, ImapUser>, address: string): hoodiecrow.ImapServer {
  const user = users.get(address.toLowerCase());
  if (!user) throw new Error(`The sandbox has no mailbox ${address}.`);
  return user.account;
}

function folderOf(account: hoodiecrow.ImapServer, folder: string): hoodiecrow.Mailbox {
  const mailbox = account.getMailbox(folder);
  if (!mailbox) throw new Error(`The sandbox's mailbox has no folder ${folder}.`);
  return mailbox;
}

/** Both servers are development dependencies: an installed package has no demo. */
async function load(): Promise<{ create: typeof hoodiecrow; Server: typeof SMTPServer }> {
  try {
    const [imap, smtp] = await Promise.all([import('hoodiecrow-imap'), import('smtp-server')]);
    return { create: imap.default, Server: smtp.SMTPServer };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const advice = 'Clone the repository, run `npm ci` in it and then `npx thrice demo`.';
    throw new Error(`The demo runs from a checkout: its mail server is no part of the package. ${advice}`);
  }
}
