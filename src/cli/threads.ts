import type { Command } from 'commander';
import { idThreads } from '../core/conversation/id-threads.js';
import { shortHash } from '../core/hash.js';
import type { Message } from '../core/message/message.js';
import { factOfMail, mailOfFile } from '../fact-of-mail.js';
import { parseHeader } from '../mail/parse-header.js';
import { CommandError, type CommonOptions } from './context.js';
import { isMail, mailsBelow, noMail, nothingIn } from './mail-files.js';
import type { FileMail } from './mbox.js';
import { complain, count, print, printJsonLine, progress, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { threadLines } from './thread-lines.js';

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
  const said = process.stderr.isTTY ? progress('Reading') : null;
  const { read, rows } = await readThreads(paths, (mails) => said?.step(count(mails, 'mail'))).finally(() =>
    said?.end(),
  );
  if (read.length === 0) throw new CommandError(nothingIn(paths));
  if (options.json) for (const one of read) printJsonLine(rows.get(one));
  else
    print(
      ...threadLines(
        read.map((one) => ({ ...one, ...rows.get(one)! })),
        terminalWidth(),
      ),
    );
}

/** The mails of some files in their threads. `step` is told the number of mails read. What is no mail is said and left out. */
export async function readThreads(
  paths: readonly string[],
  step: (count: number) => void = () => {},
): Promise<{ readonly read: readonly Read[]; readonly rows: ReadonlyMap<Read, Threaded> }> {
  const read: Read[] = [];
  for (const mail of mailsBelow(paths)) {
    const one = await readMail(mail);
    if (one) read.push(one);
    else complain(`${mail.file} [${mail.index}]: ${noMail}`);
    step(read.length);
  }
  return { read, rows: threadsOf(read) };
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
  if (!isMail(header)) return null;
  const copy = { folder: file, role: 'ordinary', uidValidity: '0', uid: index + 1 } as const;
  const message = await factOfMail(mailOfFile(raw, header, copy), null);
  return { file, index, messageId: header.messageId, message };
}

function threadsOf(read: readonly Read[]): Map<Read, Threaded> {
  const placed = idThreads(read.map((one) => one.message));
  return new Map(
    read.map((one, i) => {
      const { first, parent } = placed[i]!;
      const { file, index, messageId } = one;
      return [one, { messageId, thread: shortHash(first.key), parent, file, index }];
    }),
  );
}
