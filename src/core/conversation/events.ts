import type { Settings } from '../settings.js';
import type { Attempt } from './attempt.js';
import type { Command, Event, Fold } from './fold-state.js';
import { type Conversation, referencedIds, reportedIds } from './link.js';
import type { Note } from './note.js';
import { commandOfNote, commandsOf } from './order-commands.js';
import { orderMailOf, type SentNames } from './order-mail.js';
import { type Role, rolesOf } from './role.js';
import { no } from './start.js';

/** What the events of a conversation are told from. */
export interface Happenings extends Conversation {
  readonly roles: ReadonlyMap<string, Role>;
  readonly attempts: readonly Attempt[];
  /** It has a customer: commands about "here" mean it. */
  readonly hasCustomers: boolean;
}

/**
 * The mails, sendings and commands of a conversation in the order in which they count (I4). What the mails of agents to
 * Thrice say, and which texts must be read first, is left in the fold.
 */
export function eventsOf(happened: Happenings, settings: Settings, fold: Fold): Event[] {
  const { events, told } = mailEvents(happened, settings, fold);
  const { left = [], attempts, notes } = happened;
  const away = rolesOf(left, settings);
  for (const message of left)
    events.push({ type: 'left', at: message.at, message, role: away.get(message.key)! });
  for (const attempt of attempts)
    events.push({ type: 'attempt', at: Math.max(momentOf(attempt), told.get(attempt.anchor) ?? 0), attempt });
  for (const command of commandsOfNotes(notes, events, told))
    events.push({ type: 'command', at: command.at, command });
  // At the same moment a mail comes first: an answer then stops what would have gone.
  const order = { message: 0, left: 0, command: 1, undone: 1, undo: 1, attempt: 2 } as const;
  return events
    .map((event, i) => ({ event, i }))
    .sort((a, b) => a.event.at - b.event.at || order[a.event.type] - order[b.event.type] || a.i - b.i)
    .map(({ event }) => event);
}

/**
 * Also by the token that the links of a mail bear, where only one mail is about its anchor: a link of a morning note means
 * its list. Of the other notices several share one token, which tells the anchor and not which of them was tapped.
 */
function sentNames(attempts: readonly Attempt[], messages: Happenings['messages']): SentNames {
  const byName = namedAttempts(attempts, messages);
  const anchors = new Map<string, string>();
  for (const { id, own, otherIds = [] } of messages) {
    if (!own?.signed) continue;
    const attempt = byName.get(id);
    const single = own.purpose === 'morning' || own.purpose === 'command-result';
    for (const name of otherIds) {
      anchors.set(name, own.anchor);
      if (attempt && single) byName.set(name, attempt);
    }
  }
  return { attempts: byName, anchors };
}

/**
 * By the ids that they have and those that a relay gave them. I7: an id that somebody else's mail bears may have been chosen
 * to be taken for that mail.
 */
function namedAttempts(attempts: readonly Attempt[], messages: Happenings['messages']): Map<string, Attempt> {
  const taken = new Set(messages.flatMap(({ id, own }) => (own ? [] : [id])));
  const names = attempts.flatMap((attempt) =>
    attempt.otherIds.filter((id) => !taken.has(id)).map((id) => [id, attempt] as const),
  );
  return new Map([...names, ...attempts.map((attempt) => [attempt.id, attempt] as const)]);
}

/** I6: a link tells of the mail that its notice was about, however late the clock of the one or the other was. */
function sinceShown(command: Command, told: ReadonlyMap<string, number>): Command {
  const { shown } = command;
  if (shown?.at === undefined) return command;
  return { ...command, shown: { ...shown, at: Math.max(shown.at, told.get(shown.anchor) ?? 0) } };
}

/** The mails, each not before what it answers; `told`: when each counts, by its id, ms UTC. */
function mailEvents(
  { messages, roles, attempts, hasCustomers }: Happenings,
  settings: Settings,
  fold: Fold,
): { events: Event[]; told: ReadonlyMap<string, number> } {
  const events: Event[] = [];
  const told = new Map<string, number>();
  const sent = sentNames(attempts, messages);
  // I7: an unsigned one may bear the id of a true mail and moves nothing.
  const begun = namedAttempts(
    attempts.filter((attempt) => attempt.signed),
    messages,
  );
  const ordered = new Set<string>();
  let latest = 0;
  for (const message of messages) {
    const role = roles.get(message.key)!;
    // Messages come in causal order; none counts as earlier than one that stands before it, nor than the mail of Thrice
    // that it answers: Received tells whole seconds, and the server's clock need not be ours.
    const named = [...referencedIds(message), ...reportedIds(message)];
    latest = Math.max(latest, message.at, ...named.map((id) => (begun.get(id)?.at ?? -1) + 1));
    // Nothing that was sent or said about a mail comes before it.
    if (!told.has(message.id)) told.set(message.id, latest);
    const order = orderMailOf(message, role, sent, settings);
    if (order === 'needs-text') fold.needsText.push(message.key);
    else if (order) {
      // I7: once per Message-ID, also where a second mail bears it.
      if (ordered.has(message.id)) continue;
      ordered.add(message.id);
      fold.orders.push(order);
      const commands = hasCustomers ? commandsOf(order, latest).map((one) => sinceShown(one, told)) : [];
      for (const command of commands) events.push({ type: 'command', at: latest, command });
      const first = commands[0] ?? order.lines.find(({ ok }) => ok);
      if (first) {
        const what = 'action' in first ? first.action : 'verb' in first ? first.verb : '';
        fold.starts.set(message.key, no('answers-a-notice', what));
        continue;
      }
    }
    if (role.role !== 'bot') events.push({ type: 'message', at: latest, message, role });
  }
  return { events, told };
}

/** An order that was noted twice, or stands in this conversation itself, counts once; of its notes the signed one. */
function commandsOfNotes(
  notes: readonly Note[],
  events: readonly Event[],
  told: ReadonlyMap<string, number>,
): Command[] {
  const known = new Set(events.flatMap((event) => (event.type === 'command' ? [event.command.order] : [])));
  const found = new Map<string, Command>();
  for (const note of notes) {
    const command = commandOfNote(note);
    if (!command || known.has(command.order) || found.has(command.order)) continue;
    // What was ordered by mail counts when it was written, whatever mail the note was tied to since (I6).
    const ordered = note.type === 'command' && note.signed && note.order !== undefined;
    const about = 'anchor' in note && !ordered ? (told.get(note.anchor) ?? 0) : 0;
    found.set(command.order, sinceShown({ ...command, at: Math.max(command.at, about) }, told));
  }
  return [...found.values()];
}

/**
 * A draft lies there before any mail of its second: INTERNALDATE tells whole seconds, so what a person made of the draft
 * at once would seem to be older than it, and the draft would wait for ever.
 */
function momentOf({ state, at }: Attempt): number {
  return state === 'drafted' ? Math.floor(at / 1000) * 1000 - 1 : at;
}
