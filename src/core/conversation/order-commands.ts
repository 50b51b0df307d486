import type { Message } from '../message/message.js';
import { type OrderMail, orderKey } from '../order/order.js';
import type { Command } from './fold-state.js';
import type { Note } from './note.js';
import { isAction, tappedLink, undoneBy } from './order-mail.js';

/** The command of a note, or null for other notes. Ordered by mail, it counts at the moment of that mail. */
export function commandOfNote(note: Note): Command | null {
  if (note.type !== 'command') return null;
  const { action, by, signed: trusted, order, noteId } = note;
  // I7: an unsigned moment could put the word of nobody before anything.
  const at = trusted ? (note.since ?? note.at) : note.at;
  const [until, stage] = [note.until ?? null, note.stage ?? null];
  const undoes = note.undoes ?? null;
  const shown = (trusted && note.shown) || null;
  return { action, at, by, trusted, until, stage, order: trusted && order ? order : noteId, undoes, shown };
}

/** What the mail orders about the conversation that it lies in, as commands; `at` in ms UTC. */
export function commandsOf({ message, by, answers, shown, lines }: OrderMail, at: number): Command[] {
  return lines.flatMap((line, i) => {
    if (!line.ok || line.target.by !== 'here' || !isAction(line.verb)) return [];
    const staged = line.verb === 'skip' || line.verb === 'send-now';
    return {
      action: line.verb,
      at,
      by: by.address,
      trusted: true,
      until: line.until ?? null,
      stage: staged ? announcedStage(message, answers) : null,
      order: orderKey(message.id, i + 1),
      undoes: undoneBy(answers),
      shown: shown ?? null,
    };
  });
}

/** The stage that the mail is about, told by the notice that it answers or whose link began it; null: by none. */
function announcedStage(message: Message, answers: OrderMail['answers']): number | null {
  // Several notices share the name by which a link joins them, so it tells the stage itself.
  const link = tappedLink(message);
  if (link) return link.stage > 0 ? link.stage : null;
  return answers?.purpose === 'blind' && answers.stage > 0 ? answers.stage : null;
}
