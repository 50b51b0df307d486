import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { type Attempt, attemptsOf } from '../core/conversation/attempt.js';
import { goesToCustomers } from '../core/message/purpose.js';
import { allConversations, type Entry } from '../ledger.js';
import { type Books, openBooks } from './books.js';
import { CommandError, type CommonOptions, configOf } from './context.js';
import { type Listed, listedEntry } from './list.js';
import { print, printJson, table, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { resolve } from './resolve.js';
import { unread } from './steering.js';
import { subjectOf } from './subject.js';
import { iso, moment } from './words.js';
import { writeNote } from './writing.js';

/** A sending of which nobody knows whether it left (R9). */
interface Uncertain {
  readonly entry: Entry;
  readonly attempt: Attempt;
}

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
    const { attempt, listed } = await settle(config, id, result);
    if (options.json) return printJson(listed ?? { id, pending: true });
    const to = attempt.to.join(', ');
    print(
      result === 'sent'
        ? `Settled: the mail to ${to} was sent. Its stage is used up.`
        : `Settled: the mail to ${to} was not sent. Its step is due again and goes at the next pass.`,
      ...(listed ? [] : [unread(config)]),
      ...(result === 'sent' ? [] : [`To stop that: thrice skip ${listed?.id ?? id}.`]),
    );
  });
}

/** All uncertain sendings, the oldest first. */
function uncertainOf(books: Books): Uncertain[] {
  const found: Uncertain[] = [];
  for (const entry of allConversations(books, books.now)) {
    const { derived, conversation } = entry;
    if (derived.uncertain.length === 0) continue;
    for (const attempt of attemptsOf(conversation.messages, conversation.notes))
      if (derived.uncertain.includes(attempt.id)) found.push({ entry, attempt });
  }
  return found.sort((a, b) => a.attempt.at - b.attempt.at);
}

/** Decides by a note what an uncertain sending came to. `id`: a conversation's, or the mail's Message-ID. */
export async function settle(
  config: Config,
  id: string,
  result: 'sent' | 'not-sent',
): Promise<{ readonly attempt: Attempt; readonly listed: Listed | null }> {
  let chosen: Uncertain | null = null;
  const { books } = await writeNote(config, (before) => {
    const one = choose(id, before);
    chosen = one;
    const { attempt, entry } = one;
    const { subject } = entry.derived;
    return {
      content: { type: 'settle', id: attempt.id, anchor: attempt.anchor, result },
      matter: { subject, id: entry.derived.id },
    };
  });
  const { attempt, entry } = chosen as unknown as Uncertain;
  const fresh = books && resolve(entry.conversation.messages[0]!.id, books);
  return { attempt, listed: books && fresh ? listedEntry(fresh, books) : null };
}

function choose(id: string, books: Books): Uncertain {
  const wanted = id.trim().replace(/^<(.*)>$/, '$1');
  const all = uncertainOf(books);
  const byMail = all.find(({ attempt }) => attempt.id === wanted);
  if (byMail) return byMail;
  const conversation = resolve(id, books).derived.id;
  const [first, ...others] = all.filter(({ entry }) => entry.derived.id === conversation);
  if (!first)
    throw new CommandError(
      `Nothing is uncertain in conversation ${conversation}. \`thrice uncertain\` lists what is.`,
    );
  if (others.length > 0)
    throw new CommandError(
      [
        'Several mails of this conversation are uncertain; name one by its Message-ID:',
        ...[first, ...others].map(({ attempt }) => `  ${attempt.id}`),
      ].join('\n'),
    );
  return first;
}

async function list(options: CommonOptions): Promise<void> {
  const books = await openBooks(options);
  const all = uncertainOf(books);
  if (options.json) return printJson(all.map(jsonOf));
  if (all.length === 0) return print('Nothing is uncertain.');
  const { timezone } = books.config.settings.calendar;
  const rows = all.map(({ entry, attempt }) => [
    entry.derived.id,
    whatOf(attempt),
    attempt.to.join(', '),
    moment(attempt.at, timezone),
    attempt.id,
    subjectOf(entry.derived.subject),
  ]);
  print(
    ...table([['ID', 'WHAT', 'TO', 'SINCE', 'MESSAGE-ID', 'SUBJECT'], ...rows], terminalWidth()),
    `${missing} Ask the customer, or look into the log of the mail server for the Message-ID, then:`,
    '  thrice uncertain settle ID sent|not-sent',
  );
}

const missing =
  'Each was announced by a note; neither the answer of the mail server nor a copy (in Sent or to the mailbox itself) was seen since.';

function whatOf({ purpose, stage }: Attempt): string {
  if (purpose === 'follow-up') return `follow-up ${stage}`;
  if (purpose === 'inside') return `stage ${stage} (to the team)`;
  return goesToCustomers(purpose) ? purpose : `${purpose}-notice`;
}

function jsonOf({ entry, attempt }: Uncertain): object {
  const { id: messageId, purpose, stage, to, at } = attempt;
  const { id, subject } = entry.derived;
  return { id, subject, messageId, purpose, stage, to, since: iso(at), missing };
}
