import type { Command } from 'commander';
import { partition, referencedIds } from '../core/conversation/link.js';
import { shortHash } from '../core/hash.js';
import { classify, rulesVersion } from '../core/message/classify/classify.js';
import { isListMail } from '../core/message/classify/list.js';
import { factOf } from '../core/message/fact.js';
import { fieldOf } from '../core/message/fields.js';
import type { Header, Message, Verdict } from '../core/message/message.js';
import { parseMessageIds } from '../core/message/message-id.js';
import type { Settings } from '../core/settings.js';
import { parseBody } from '../mail/parse-body.js';
import { parseHeader } from '../mail/parse-header.js';
import { clean } from '../templates/clean.js';
import type { CommonOptions } from './context.js';
import { type FileMail, hashedId, mailsBelow } from './mail-files.js';
import { count, print, printJsonLine, progress, shorten, styled, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';

/** A mail as `threads --json` gives it (CONTRACT). Ids without brackets; null where the mail has none. */
export interface Threaded {
  readonly messageId: string | null;
  /** The same for all mails of a thread; a short id made of its first mail. */
  readonly thread: string;
  /** The mail it answers, if that is among the files. */
  readonly parent: string | null;
  readonly file: string;
  /** From 0, within the file. */
  readonly index: number;
}

/** `thrice threads PATH...`: how it groups mails. Needs no config: nobody is the team, everybody may be a customer. */
export function addThreads(program: Command): void {
  const command = program
    .command('threads')
    .argument('<path...>', 'Maildir folders, mbox files, .eml files, and folders of them')
    .description('how it groups the mails of a Maildir, mbox or .eml files')
    .action((paths: string[], _options: unknown, command: Command) =>
      threads(paths, optionsOf<CommonOptions>(command)),
    );
  addCommon(command);
}

async function threads(paths: readonly string[], options: CommonOptions): Promise<void> {
  const read: Read[] = [];
  const said = process.stderr.isTTY ? progress('Reading') : null;
  for (const mail of mailsBelow(paths)) {
    const one = await readMail(mail);
    if (one) read.push(one);
    else process.stderr.write(`${mail.file} [${mail.index}]: this is no mail: it has no header.\n`);
    said?.step(`${read.length} mails`);
  }
  said?.end();
  const threaded = threadsOf(read);
  if (options.json) for (const one of read) printJsonLine(threaded.get(one));
  else print(...treeLines(read, threaded));
}

interface Read {
  readonly file: string;
  readonly index: number;
  readonly messageId: string | null;
  readonly message: Message;
}

/** Linking looks at headers alone; the body is read only where the kind depends on it. Null: no mail. */
async function readMail({ file, index, raw }: FileMail): Promise<Read | null> {
  const header = parseHeader(raw);
  if (header.fields.length === 0) return null;
  const message = factOf({
    header,
    id: header.messageId ?? hashedId(raw),
    verdict: await verdictOf(header, raw),
    rules: rulesVersion,
    auth: [],
    list: isListMail(header),
    own: null,
    otherIds: parseMessageIds(fieldOf(header, 'x-google-original-message-id') ?? ''),
    originalFrom: null,
    unreadable: null,
    received: header.receivedAt !== null,
    internalDate: header.date ?? 0,
    copy: { folder: file, role: 'ordinary', uidValidity: '0', uid: index + 1 },
  });
  return { file, index, messageId: header.messageId, message };
}

async function verdictOf(header: Header, raw: Buffer): Promise<Verdict> {
  const byHeader = classify(header, null);
  if (!('needsBody' in byHeader)) return byHeader;
  try {
    const byBody = classify(header, await parseBody(raw));
    if (!('needsBody' in byBody)) return byBody;
  } catch {
    // A body that cannot be parsed proves no machine.
  }
  return { kind: 'human', reason: 'no-sign-of-a-machine' };
}

/** The config of nobody: no team, no announcements, so that linking sees nothing but the mails. */
const neutral: Settings = {
  mailbox: { name: '', address: '' },
  ownAddresses: [],
  team: { domains: [], agents: [], admins: [], verifiedBy: [] },
  mode: 'observe',
  watch: 'all',
  blindNotice: null,
  startFrom: null,
  policies: [],
  calendar: { timezone: 'UTC', always: true },
  limits: { perRecipientPerDay: null, perMinute: null, announcementAbove: null, surprise: null },
};

function threadsOf(read: readonly Read[]): Map<Read, Threaded> {
  const threadOf = new Map<Message, string>();
  for (const { messages } of partition({ messages: read.map((one) => one.message), notes: [] }, neutral))
    for (const message of messages) threadOf.set(message, shortHash(messages[0]!.key));
  const parents = parentsOf(read.map((one) => one.message));
  return new Map(
    read.map((one) => {
      const { file, index, messageId, message } = one;
      const parent = parents.get(message.id) ?? null;
      return [one, { messageId, thread: threadOf.get(message)!, parent, file, index }];
    }),
  );
}

/**
 * The parent of each mail by its id: the last known id of In-Reply-To, else the last known of References (as in JWZ's
 * algorithm). A parent that would close a circle is passed over.
 */
function parentsOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const idOf = new Map<string, string>();
  for (const { id, otherIds } of messages) for (const other of otherIds ?? []) idOf.set(other, id);
  for (const { id } of messages) idOf.set(id, id);
  const parents = new Map<string, string>();
  const circles = (id: string, parent: string): boolean => {
    for (let at: string | undefined = parent; at !== undefined; at = parents.get(at))
      if (at === id) return true;
    return false;
  };
  for (const message of messages) {
    if (parents.has(message.id) || referencedIds(message).length === 0) continue;
    const wanted = [...(message.references ?? []), ...(message.inReplyTo ?? [])].toReversed();
    const parent = wanted
      .map((id) => idOf.get(id))
      .find((id) => id !== undefined && !circles(message.id, id));
    if (parent !== undefined) parents.set(message.id, parent);
  }
  return parents;
}

/** For people: each thread with its mails below one another, as deep as they answer one another. */
function treeLines(read: readonly Read[], threaded: ReadonlyMap<Read, Threaded>): string[] {
  const width = terminalWidth();
  const groups = new Map<string, Read[]>();
  for (const one of read) {
    const { thread } = threaded.get(one)!;
    const group = groups.get(thread);
    if (group) group.push(one);
    else groups.set(thread, [one]);
  }
  const lines: string[] = [];
  for (const [thread, mails] of groups) {
    const depths = new Map<string, number>();
    const title = `${thread}  ${clean(mails[0]!.message.subject, 200) || '(no subject)'} (${mails.length})`;
    lines.push(styled(process.stdout, 'bold', width === null ? title : shorten(title, width)));
    for (const one of mails.toSorted((a, b) => a.message.at - b.message.at)) {
      const depth = Math.min((depths.get(threaded.get(one)!.parent ?? '') ?? 0) + 1, 20);
      depths.set(one.message.id, depth);
      const line = `${'  '.repeat(depth)}${clean(one.message.from.address)}  ${clean(one.file, 500)}${one.index > 0 ? ` [${one.index}]` : ''}`;
      lines.push(width === null ? line : shorten(line, width));
    }
  }
  return [...lines, `${count(read.length, 'mail')} in ${count(groups.size, 'thread')}.`];
}
