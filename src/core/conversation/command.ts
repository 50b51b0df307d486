import { commandOf } from '../message/first-word.js';
import type { Message, OwnMark } from '../message/message.js';
import { namesUs } from '../message/replayed.js';
import type { Settings } from '../settings.js';
import type { Command } from './fold-state.js';
import { referencedIds } from './link.js';
import type { Note } from './note.js';
import { outsiders } from './role.js';

/** The command of a note, or null for other notes. */
export function commandOfNote(note: Note): Command | null {
  if (note.type !== 'command') return null;
  const { action, at, by, signed: trusted } = note;
  return { action, at, by, trusted, until: note.until ?? null, stage: note.stage ?? null };
}

/**
 * The notice of Thrice that an agent's mail answers without writing to a customer; null: it is no such answer. To or Cc
 * names the mailbox: else it is an agent's mail to somebody else that another person sent on (`replayDoubt` sees to its age).
 */
export function answeredNotice(
  message: Message,
  notices: ReadonlyMap<string, OwnMark>,
  settings: Settings,
): OwnMark | null {
  if (outsiders(message, settings).length > 0 || !namesUs(message, settings.ownAddresses)) return null;
  for (const id of referencedIds(message).toReversed()) {
    const notice = notices.get(id);
    if (notice) return notice;
  }
  return null;
}

/**
 * What a verified agent's answer to a notice orders. Any answer to a blind notice (R5) at least skips the step: the
 * agent has taken the matter up, and silence is the safe side.
 */
export function commandOfAnswer(message: Message, notice: OwnMark): Command | null {
  const word = commandOf(message.newText ?? '');
  const action = word ?? (notice.purpose === 'blind' ? 'skip' : null);
  if (!action || (action === 'skip' && notice.stage === 0)) return null;
  return {
    action,
    at: message.at,
    by: message.from.address,
    trusted: true,
    until: null,
    stage: notice.stage,
  };
}
