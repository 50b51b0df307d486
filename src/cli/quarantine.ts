import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { roleOf } from '../core/conversation/role.js';
import { unreadableMails } from '../ledger.js';
import type { Place } from '../store/requests.js';
import type { Quarantined } from '../store/state.js';
import { type Books, booksOf, openBooks } from './books.js';
import { CommandError, type CommonOptions, configOf } from './context.js';
import { print, printJson, table, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { serve } from './requests.js';
import { unread } from './steering.js';
import { subjectOf } from './subject.js';
import { unknownMails, unknownWords } from './unknown-mails.js';
import { iso, moment } from './words.js';
import { whoami, writeNote } from './writing.js';

/** `thrice quarantine [replay ID | dismiss ID]`: what could not be read, or whose writer nobody can tell (I8, R8). */
export function addQuarantine(program: Command): void {
  const command = addCommon(
    program
      .command('quarantine')
      .description('mails that need a look; `replay ID` reads one again, `dismiss ID` lets it hold nothing'),
  );
  command
    .argument('[replay|dismiss]', '`replay`: read a mail again; `dismiss`: it matters to no conversation')
    .argument('[id]', 'as the list shows it: a place like INBOX:17, or a Message-ID');
  command.action(async (word?: string, id?: string) => {
    const options = optionsOf<CommonOptions>(command);
    if (word === undefined) return list(options);
    if ((word !== 'replay' && word !== 'dismiss') || id === undefined)
      throw new CommandError('Write: thrice quarantine, or thrice quarantine replay ID, or dismiss ID.', 2);
    return word === 'replay' ? replay(options, id) : dismiss(options, id);
  });
}

async function list(options: CommonOptions): Promise<void> {
  const books = await openBooks(options);
  const quarantined = unreadableMails(books.store);
  const unknown = unknownMails(books);
  if (options.json)
    return printJson([
      ...quarantined.map((mail) => ({
        type: 'unreadable',
        id: idOf(mail),
        since: iso(mail.at),
        reason: mail.reason,
      })),
      ...unknown.map(({ at, ...mail }) => ({ type: 'unknown-writer', ...mail, since: iso(at) })),
    ]);
  const { timezone } = books.config.settings.calendar;
  if (quarantined.length + unknown.length === 0) return print('Nothing is in quarantine.');
  if (quarantined.length > 0)
    print(
      'These could not be read, and hold what was under way when they came. Look at them with a mail client;',
      'thrice quarantine replay ID reads one again, thrice quarantine dismiss ID lets it hold nothing:',
      ...table(
        quarantined.map((mail) => [idOf(mail), moment(mail.at, timezone), mail.reason]),
        terminalWidth(),
      ),
    );
  if (unknown.length > 0)
    print(
      'Nobody can tell who wrote these, or what. They hold their conversations; thrice close ID ends one,',
      'thrice quarantine replay ID reads one again:',
      ...table(
        unknown.map((mail) => [
          mail.conversation,
          moment(mail.at, timezone),
          mail.from || '(no sender)',
          subjectOf(mail.subject),
          `${mail.detail} <${mail.messageId}>`,
        ]),
        terminalWidth(),
      ),
    );
}

function idOf({ folder, uid }: Quarantined): string {
  return `${folder}:${uid}`;
}

async function dismiss(options: CommonOptions, id: string): Promise<void> {
  const config = await configOf(options);
  const confirmed = await dismissMail(config, id.trim());
  if (options.json) return printJson({ id, dismissed: true, pending: !confirmed });
  print(`${id} holds nothing any more.`, ...(confirmed ? [] : [unread(config)]));
}

/**
 * Notes that an unreadable mail matters to no conversation. Gives whether the note was read already. Throws a
 * CommandError where there is no such mail.
 */
export async function dismissMail(config: Config, id: string): Promise<boolean> {
  const { books } = await writeNote(config, ({ store }) => {
    const mail = unreadableMails(store).find((one) => idOf(one) === id);
    if (!mail)
      throw new CommandError(
        `There is no unreadable mail ${id}; \`thrice quarantine\` shows their ids. A mail whose writer ` +
          'nobody can tell holds its own conversation alone: thrice close ID ends that.',
      );
    const { folder, uidValidity, uid: mailUid } = mail;
    return { content: { type: 'dismiss', folder, uidValidity, mailUid, by: whoami() }, matter: null };
  });
  return books !== null;
}

async function replay(options: CommonOptions, id: string): Promise<void> {
  await replayMail(await configOf(options), id);
  if (options.json) printJson({ id, read: true });
  else print(`${id} was read and is no longer in quarantine.`);
}

/** Reads a mail in quarantine again. `id`: its place or its Message-ID. Throws a CommandError when it stays there. */
export async function replayMail(config: Config, id: string): Promise<void> {
  const wanted = id.trim().replace(/^<(.*)>$/, '$1');
  const { places } = held(wanted, await booksOf(config)) ?? {};
  if (!places)
    throw new CommandError(`No mail ${id} is in quarantine. \`thrice quarantine\` shows their ids.`);
  const books = await serve(config, { type: 'replay', places }, `Reading ${id} again`);
  const again = held(wanted, books);
  if (again) throw new CommandError(`${id} still waits for a person: ${again.reason}`);
}

/** The mail in quarantine with this id, a place like INBOX:17, a Message-ID or its conversation's: where its copies lie, and why it is there. */
function held(
  id: string,
  books: Books,
): { readonly places: readonly Place[]; readonly reason: string } | null {
  const { threads } = books.store;
  const mail = unreadableMails(books.store).find((one) => idOf(one) === id);
  if (mail) return { places: [mail], reason: mail.reason };
  for (const key of threads.withId(id))
    for (const message of threads.get(key)?.messages ?? []) {
      const { role, reason } = roleOf(message, books.config.settings);
      if (message.id !== id || role !== 'unknown') continue;
      return { places: message.copies, reason: unknownWords(message, reason) };
    }
  const [only, ...others] = unknownMails(books).filter((one) => one.conversation === id);
  if (others.length > 0) throw new CommandError(`There are several in ${id}. Write the Message-ID of one.`);
  return only ? held(only.messageId, books) : null;
}
