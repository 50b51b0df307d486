import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { Entry } from '../ledger.js';
import { clean } from '../templates/clean.js';
import { reasonsInEnglish } from '../templates/reasons.js';
import { CommandError, type CommonOptions, configOf } from './context.js';
import { type Listed, listedEntry } from './list.js';
import { type Order, orders } from './orders.js';
import { print, printJson, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { resolve } from './resolve.js';
import { subjectOf } from './subject.js';
import { holdWords, moment, perhapsWords, statusWords, stepWords } from './words.js';
import { whoami, writeNote } from './writing.js';

/** What became of an order; `listed` is null while the daemon has not read it yet. */
interface Steered {
  readonly entry: Entry;
  readonly changed: boolean;
  /** ms UTC, of a snooze. */
  readonly until: number | null;
  readonly after: { readonly entry: Entry; readonly listed: Listed } | null;
}

/** `thrice close|reopen|wait|never|skip|undo ID`. */
export function addSteering(program: Command): void {
  const describe: Readonly<Record<string, string>> = {
    close: 'close a conversation: nothing more is sent in it',
    reopen: 'take the close (or never) back',
    wait: "it is the customer's turn again: the clock starts now",
    never: 'never send anything in this conversation',
    skip: 'give up the next stage of a conversation',
    undo: 'take the latest command back, whoever gave it',
  };
  for (const [name, description] of Object.entries(describe)) {
    const order = orders[name as keyof typeof orders];
    addOrder(program.command(name).description(description), () => order);
  }
}

/** Adds the ID, the common options and the doing of an order. `orderOf` gets the arguments behind the ID. */
export function addOrder(command: Command, orderOf: (args: readonly string[]) => Order): Command {
  command.argument('<id>', "a conversation's short id, the beginning of it, or any Message-ID in it");
  addCommon(command);
  return command.action(async () => {
    const [id = '', ...args] = command.args;
    const order = orderOf(args);
    const options = optionsOf<CommonOptions>(command);
    const config = await configOf(options);
    const steered = await steer(config, id, order);
    if (options.json) printJson(jsonOf(steered, config));
    else for (const line of steeredLines(steered, order, config)) print(...wrap(line, terminalWidth()));
  });
}

/** Carries an order out: one note, read at once. */
export async function steer(config: Config, id: string, order: Order): Promise<Steered> {
  let found: Entry | null = null;
  const written = await writeNote(config, (books) => {
    const entry = resolve(id, books);
    found = entry;
    const more = order.more ? order.more(entry, books) : {};
    if (!more) return null;
    return {
      content: { type: 'command', anchor: anchorOf(entry), action: order.action, by: whoami(), ...more },
      matter: { subject: entry.derived.subject, id: entry.derived.id },
    };
  });
  const entry = found as Entry | null;
  if (!entry) throw new CommandError(`There is no conversation ${id}.`);
  const { books, change } = written;
  const until = change?.content.type === 'command' ? (change.content.until ?? null) : null;
  const result = { entry, changed: change !== null, until };
  if (!books) return { ...result, after: null };
  const fresh = resolve(entry.conversation.messages[0]!.id, books);
  return { ...result, after: { entry: fresh, listed: listedEntry(fresh, books) } };
}

/** A mail by which the note finds its conversation for ever: of the silence, else the latest that is not Thrice's. */
function anchorOf({ derived, conversation: { messages } }: Entry): string {
  const latest = messages.findLast((message) => !message.own) ?? messages.at(-1)!;
  return derived.silence?.anchor ?? latest.id;
}

function jsonOf({ entry, changed, after }: Steered, { settings }: Config): object {
  const pending = { id: entry.derived.id, status: entry.derived.status, pending: true };
  return { ...(after?.listed ?? pending), changed, mode: settings.mode };
}

/** What an order came to, as sentences. */
export function steeredLines(
  { entry, changed, until, after }: Steered,
  order: Order,
  config: Config,
): string[] {
  const name = `${subjectOf(entry.derived.subject)} [${entry.derived.id}]`;
  const doubt = perhapsWords((after?.entry ?? entry).derived, config.settings.calendar.timezone);
  const perhaps = doubt === null ? [] : [doubt];
  if (!changed)
    return [
      `Nothing to change: ${name} is ${statusWords(entry.derived)}.`,
      ...perhaps,
      ...(after ? [nextSentence(after.entry, after.listed, config)] : []),
    ];
  const undo = order.undo(entry.derived.id);
  const done = order.done(name, until === null ? '' : moment(until, config.settings.calendar.timezone));
  if (!after) return [done, ...perhaps, `${unread(config)} ${undo}`];
  return [done, ...perhaps, nextSentence(after.entry, after.listed, config), undo];
}

/** What a person reads while the daemon has not confirmed yet. */
export function unread(config: Config): string {
  return `The note lies in the mailbox; the daemon has not confirmed it yet and takes it over when it next reads (poll: ${config.pollMs / 1000}s).`;
}

/** What comes next in a conversation, with its hold. */
function nextSentence({ derived }: Entry, listed: Listed, { settings }: Config): string {
  const { next } = derived;
  if (!next || !listed.next) {
    const why = derived.why.at(-1);
    const said = why ? ` ${clean(reasonsInEnglish(settings.calendar.timezone)(why), 500)}` : '';
    return `Status ${statusWords(derived)}; nothing is due.${said}`;
  }
  const hold = next.heldBy ?? (listed.next.heldBy as typeof next.heldBy);
  const at = moment(Date.parse(listed.next.at), settings.calendar.timezone);
  const to = next.to.map((person) => person.address).join(', ');
  return `Status ${statusWords(derived)}. Next: ${stepWords(next)} to ${to}, ${at}${hold ? ` (${holdWords(hold)})` : ''}.`;
}
