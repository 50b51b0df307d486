import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { Attempt } from '../core/conversation/attempt.js';
import { goesToCustomers } from '../core/message/purpose.js';
import { type Uncertain, uncertainSendings } from '../uncertain.js';
import { type Books, openBooks } from './books.js';
import { CommandError, type CommonOptions, configOf } from './context.js';
import { listedEntry } from './list.js';
import { print, printJson, table, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { resolve } from './resolve.js';
import { type Settled, settledLines } from './settled.js';
import { subjectOf } from './subject.js';
import { iso, moment } from './words.js';
import { writeNote } from './writing.js';

/** `thrice uncertain [settle ID sent|not-sent]`. */
export function addUncertain(program: Command): void {
  const command = addCommon(
    program
      .command('uncertain')
      .description('mails that may or may not have left; `settle ID sent|not-sent` decides'),
  );
  command
    .argument('[settle]', '`settle`: decide about one')
    .argument('[id]', "the conversation's id, or the mail's Message-ID")
    .argument('[result]', '`sent` or `not-sent`');
  command.action(async (word?: string, id?: string, result?: string) => {
    const options = optionsOf<CommonOptions>(command);
    if (word === undefined) return list(options);
    if (word !== 'settle' || id === undefined || (result !== 'sent' && result !== 'not-sent'))
      throw new CommandError('Write: thrice uncertain, or thrice uncertain settle ID sent|not-sent.', 2);
    const config = await configOf(options);
    const settled = await settle(config, id, result);
    if (options.json) return printJson(settledJson(settled, id));
    print(...settledLines(settled, config));
  });
}

/** Decides by a note what an uncertain sending came to. `id`: a conversation's, or the mail's Message-ID. */
export async function settle(config: Config, id: string, result: 'sent' | 'not-sent'): Promise<Settled> {
  let chosen: Uncertain | null = null;
  const { books } = await writeNote(config, (before) => {
    const one = choose(id, before);
    chosen = one;
    const { entry } = one;
    return {
      // Of a damaged journal entry nobody knows the anchor; then the mail's own id leads to the note.
      content: { type: 'settle', id: one.id, anchor: one.anchor || one.id, result },
      matter: entry && { subject: entry.derived.subject, id: entry.derived.id },
    };
  });
  // The compiler does not see that the callback has run: writeNote throws or has called it.
  const one = chosen as unknown as Uncertain;
  const entry = books && one.entry && resolve(one.entry.conversation.messages[0]!.id, books);
  return { one, result, books, entry, listed: books && entry && listedEntry(entry, books) };
}

function settledJson({ one, result, books, listed }: Settled, id: string): object {
  if (listed) return listed;
  return books ? { messageId: one.id, result } : { id, pending: true };
}

function choose(id: string, books: Books): Uncertain {
  const wanted = id.trim().replace(/^<(.*)>$/, '$1');
  const all = uncertainSendings(books, books.now);
  const byMail = all.find((one) => one.id === wanted);
  if (byMail) return byMail;
  const conversation = resolve(id, books).derived.id;
  const [first, ...others] = all.filter(({ entry }) => entry?.derived.id === conversation);
  if (!first)
    throw new CommandError(
      `Nothing is uncertain in conversation ${conversation}. \`thrice uncertain\` lists what is.`,
    );
  if (others.length > 0)
    throw new CommandError(
      [
        'Several mails of this conversation are uncertain; name one by its Message-ID:',
        ...[first, ...others].map((one) => `  ${one.id}`),
      ].join('\n'),
    );
  return first;
}

async function list(options: CommonOptions): Promise<void> {
  const books = await openBooks(options);
  const all = uncertainSendings(books, books.now);
  if (options.json) return printJson(all.map(jsonOf));
  if (all.length === 0) return print('Nothing is uncertain.');
  const { timezone } = books.config.settings.calendar;
  const rows = all.map((one) => [
    one.entry?.derived.id ?? '-',
    whatOf(one),
    one.to.join(', '),
    moment(one.at, timezone),
    one.id,
    one.entry ? subjectOf(one.entry.derived.subject) : '',
  ]);
  print(
    ...table([['ID', 'WHAT', 'TO', 'SINCE', 'MESSAGE-ID', 'SUBJECT'], ...rows], terminalWidth()),
    `${missing} Ask whom it was for, or look into the log of the mail server for the Message-ID, then:`,
    '  thrice uncertain settle ID sent|not-sent',
    ...(all.some(({ entry }) => entry === null)
      ? ['A mail that belongs to no conversation is named by its Message-ID.']
      : []),
  );
}

const missing =
  'Each was announced by a note; neither the answer of the mail server nor a copy (in Sent or to the mailbox itself) was seen since.';

/** The mail as people read it. */
export function whatOf({ purpose, stage }: Pick<Attempt, 'stage'> & Pick<Uncertain, 'purpose'>): string {
  if (purpose === null) return 'a mail whose note is gone';
  if (purpose === 'morning') return 'morning note';
  if (purpose === 'follow-up') return `follow-up ${stage}`;
  if (purpose === 'inside') return `stage ${stage} (to the team)`;
  return goesToCustomers(purpose) ? purpose : `${purpose}-notice`;
}

function jsonOf({ entry, id: messageId, purpose, stage, to, at }: Uncertain): object {
  const about = { id: entry?.derived.id ?? null, subject: entry?.derived.subject ?? null };
  return { ...about, messageId, purpose, stage, to, since: iso(at), missing };
}
