import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Daemon, listOf } from '../servers/daemon.js';
import { mailsIn, type SeenMail } from '../servers/letters.js';
import type { Servers } from '../servers/servers.js';
import { afterPatience, startAhead } from './ahead.js';
import type { Delivered, Owed, Shown } from './audit.js';

/** Every follow-up in these mailboxes, read by IMAP straight from the server, in order of arrival. */
export async function deliveredTo(servers: Servers, mailboxes: readonly string[]): Promise<Delivered[]> {
  const found: Delivered[] = [];
  const waiting = [...mailboxes];
  const reader = async (): Promise<void> => {
    for (let mailbox = waiting.shift(); mailbox !== undefined; mailbox = waiting.shift()) {
      const imap = await servers.imap(mailbox);
      const mails = (await mailsIn(imap, 'INBOX')).sort((a, b) => a.uid - b.uid);
      imap.close();
      // Whatever Thrice sends to a customer is a follow-up; a notice would be a stranger's.
      for (const mail of mails) if (mail.mark !== '') found.push(deliveredOf(mailbox, mail));
    }
  };
  await Promise.all([reader(), reader(), reader()]);
  return found;
}

function deliveredOf(mailbox: string, mail: SeenMail): Delivered {
  const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const taken = /^Received: [^\r]*\bby mx\.example\.com\b[^\r]*;([^;\r]+)\r?$/im.exec(head)?.[1] ?? '';
  const stage = /^follow-up (\d+)$/.exec(mail.mark)?.[1];
  return {
    ...{ mailbox, messageId: mail.id, anchor: mail.inReplyTo, stage: Number(stage ?? -1) },
    at: Date.parse(taken),
  };
}

/** How many mails lie in a mailbox's INBOX, from the disk: cheap enough to be asked all the time. */
export function countOf(servers: Servers, mailbox: string): number {
  const [name, domain] = mailbox.split('@');
  const count = (folder: string): number => {
    try {
      return readdirSync(join(servers.dir, 'mail', domain ?? '', name ?? '', 'Maildir', folder)).length;
    } catch {
      return 0;
    }
  };
  return count('new') + count('cur');
}

/** An uncertain sending as `thrice uncertain --json` shows it. */
export interface Uncertain {
  readonly id: string;
  readonly messageId: string;
  readonly purpose: string;
  readonly stage: number;
  readonly to: readonly string[];
}

/** What a person sees who looks eleven minutes later. */
export async function uncertainOf(daemon: Daemon): Promise<Uncertain[]> {
  const back = startAhead(afterPatience);
  const looking = daemon.command('uncertain', '--json');
  back();
  const { code, stdout, stderr } = await looking;
  if (code !== 0) throw new Error(`thrice uncertain failed (${code}): ${stderr}`);
  return JSON.parse(stdout) as Uncertain[];
}

/**
 * What Thrice shows of sendings that it does not take for sent: the uncertain ones, conversations that ended as
 * undeliverable, and what it told the agent of (`notices`: his mailbox).
 */
export async function shownBy(
  daemon: Daemon,
  owed: readonly Owed[],
  notices: readonly SeenMail[],
): Promise<Shown> {
  const open = await uncertainOf(daemon);
  const uncertain = open
    .filter(({ purpose }) => purpose === 'follow-up')
    .flatMap(({ to, stage, messageId }) => to.map((customer) => ({ customer, stage, messageId })));
  const ended = (await listOf(daemon))
    .filter(({ outcome }) => outcome === 'undeliverable')
    .flatMap(({ subject, stagesSent }) =>
      owed
        .filter(({ anchor }) => anchor === `ask-${subject.replace('Matter of ', '')}@example.com`)
        .map(({ customer }) => ({ customer, stage: stagesSent + 1 })),
    );
  const told = notices.flatMap(({ mark, raw, inReplyTo }) => {
    const stage = Number(/^undeliverable (\d+)$/.exec(mark)?.[1] ?? 0);
    return owed
      .filter(({ customer, anchor }) => anchor === inReplyTo && raw.includes(customer))
      .map(({ customer }) => ({ customer, stage }));
  });
  return { uncertain, failed: [...ended, ...told, ...(await spared(daemon, owed))] };
}

/** Of several customers of one conversation, those of whom `show` says that a stage did not reach them. */
async function spared(daemon: Daemon, owed: readonly Owed[]): Promise<Shown['failed'][number][]> {
  const anchors = new Set(owed.map(({ anchor }) => anchor));
  const shared = [...anchors].filter((id) => owed.filter(({ anchor }) => anchor === id).length > 1);
  const found: Shown['failed'][number][] = [];
  for (const anchor of shared) {
    const { code, stdout, stderr } = await daemon.command('show', anchor, '--json');
    if (code !== 0) throw new Error(`thrice show ${anchor} failed (${code}): ${stderr}`);
    for (const sentence of (JSON.parse(stdout) as { readonly why: readonly string[] }).why) {
      const [, stage, customer] = /follow-up (\d+) did not reach (\S+) /.exec(sentence) ?? [];
      if (stage && customer) found.push({ customer, stage: Number(stage) });
    }
  }
  return found;
}

/** An entry of the journal of sendings, as far as the lab looks into it. */
export interface Outbox {
  readonly id: string;
  readonly phase: 'claiming' | 'data' | 'done' | 'unreadable';
  readonly noted?: boolean;
}

/** The journal as it lies on the disk now. */
export function outboxOf(daemon: Daemon): Outbox[] {
  const folder = join(daemon.data, 'outbox');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .flatMap((name) => entryOf(join(folder, name), name));
  } catch {
    return [];
  }
}

function entryOf(path: string, name: string): Outbox[] {
  try {
    return [JSON.parse(readFileSync(path, 'utf8')) as Outbox];
  } catch (error) {
    // Gone between the two looks.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    return [{ id: decodeURIComponent(name.replace(/\.json$/, '')), phase: 'unreadable' }];
  }
}
