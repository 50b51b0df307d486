import {
  configFindings,
  dataFindings,
  type Finding,
  fail,
  ok,
  secretFindings,
  templateFindings,
  warn,
} from './checkup-local.js';
import { readMails, type SeenMails } from './checkup-mails.js';
import type { Config } from './config/config.js';
import { openSmtp, SmtpError } from './mail/smtp.js';
import { ensureFolder } from './mailbox/append.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from './mailbox/connect.js';
import { MailboxError } from './mailbox/error.js';
import { type FolderList, listFolders } from './mailbox/folders.js';
import type { Log } from './runtime.js';
import { StoreError } from './store/store.js';

export interface Group {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export interface Checkup {
  readonly groups: readonly Group[];
  /** What was seen in the mailbox; null when it was not looked at. */
  readonly seen: SeenMails | null;
}

export interface CheckupOptions {
  readonly config: Config;
  /** Notices of the config loader. */
  readonly notices: readonly string[];
  readonly offline: boolean;
  readonly log: Log;
  /** ms UTC. */
  readonly clock: () => number;
  readonly onProgress?: (mails: number) => void;
}

/**
 * Goes through everything that Thrice needs, up to the mails themselves. Sends nothing and changes no mail; outside
 * observe mode it makes the notes folder when it is missing.
 */
export async function checkUp(options: CheckupOptions): Promise<Checkup> {
  const { config, offline } = options;
  const groups: Group[] = [
    { title: 'Config', findings: configFindings(options) },
    { title: 'Templates', findings: templateFindings(config) },
    { title: 'This machine', findings: [...secretFindings(config), ...dataFindings(config)] },
  ];
  if (offline) return { groups, seen: null };
  const { findings, more, seen } = await mailboxFindings(options);
  groups.push({ title: `Mailbox ${config.imap.user} at ${config.imap.host}`, findings });
  groups.push({ title: `Sending by ${config.smtp.host}`, findings: [await smtpFinding(config)] });
  return { groups: [...groups, ...more], seen };
}

async function smtpFinding(config: Config): Promise<Finding> {
  try {
    const session = await openSmtp(config.smtp);
    await session.close();
    return ok(`${config.smtp.host} lets ${config.smtp.user} in. No mail was sent.`);
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error;
    return fail(error.message);
  }
}

interface MailboxFindings {
  readonly findings: readonly Finding[];
  readonly more: readonly Group[];
  readonly seen: SeenMails | null;
}

async function mailboxFindings(options: CheckupOptions): Promise<MailboxFindings> {
  const findings: Finding[] = [];
  let connection: MailboxConnection | null = null;
  try {
    connection = await connectMailbox(options.config.imap, options.log);
    findings.push(ok('The login works.'));
    const folders = await listFolders(connection, options.config.folders);
    findings.push(...(await folderFindings(folders, connection, options)));
    const seen = await readMails({ ...options, connection, folders });
    return { findings, more: groupsOf(seen), seen };
  } catch (error) {
    if (!(error instanceof MailboxError || error instanceof StoreError)) throw error;
    return { findings: [...findings, fail(error.message)], more: [], seen: null };
  } finally {
    if (connection) await closeMailbox(connection);
  }
}

async function folderFindings(
  list: FolderList,
  connection: MailboxConnection,
  { config }: CheckupOptions,
): Promise<Finding[]> {
  const { mode } = config.settings;
  const names = list.folders.map((folder) => folder.path).join(', ');
  const mayLack = mode === 'draft' ? fail : warn;
  const found = (role: string) =>
    list.folders.flatMap((folder) => (folder.role === role ? [folder.path] : []));
  const unread = list.folders.filter((folder) => folder.unread && folder.unread !== 'drafts');
  return [
    ...list.warnings.map(fail),
    ...(list.sent === null
      ? [
          fail(
            `No Sent folder was found. Name it in mailbox.folders.sent, or make one. The folders are: ${names}.`,
          ),
        ]
      : [ok(`Sent is ${list.sent}.`)]),
    list.drafts === null
      ? mayLack('No Drafts folder was found; mode draft needs one. Name it in mailbox.folders.drafts.')
      : ok(`Drafts is ${list.drafts}; it is not read.`),
    ok(`Junk: ${found('junk').join(', ') || 'none'}. Trash: ${found('trash').join(', ') || 'none'}.`),
    await notesFinding(list, connection, mode === 'observe'),
    ...(unread.length > 0
      ? [ok(`Not read: ${unread.map((f) => `${f.path} (${f.unread})`).join(', ')}.`)]
      : []),
  ];
}

async function notesFinding(
  { notes, notesExist }: FolderList,
  connection: MailboxConnection,
  observe: boolean,
): Promise<Finding> {
  if (notesExist) return ok(`Notes lie in ${notes}.`);
  if (observe) return ok(`There is no folder ${notes} for notes yet. Observe mode makes none.`);
  try {
    await ensureFolder(connection, notes);
    return ok(`Made the folder ${notes} for the notes.`);
  } catch (error) {
    if (!(error instanceof MailboxError) || error.kind === 'lost') throw error;
    return fail(error.message);
  }
}

function groupsOf(seen: SeenMails): Group[] {
  const findings = (texts: readonly string[], make: (text: string) => Finding) => texts.map(make);
  return [
    { title: 'Plus addresses', findings: findings(seen.plus, ok) },
    {
      title: `The mails (${seen.scope})`,
      findings: [...findings(seen.problems, fail), ...findings(seen.warnings, warn)],
    },
  ];
}
