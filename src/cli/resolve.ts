import { findConversations } from '../find-conversation.js';
import type { Entry } from '../ledger.js';
import type { Books } from './books.js';
import { CommandError } from './context.js';

/** The one conversation that a person means (`findConversations`). Throws a CommandError when there is none or more than one. */
export function resolve(id: string, books: Books): Entry {
  if (id.trim() === '') throw new CommandError('An empty ID names no conversation.', 2);
  return theOnly(findConversations(id, books, books.now), id);
}

const mostCandidates = 10;

function theOnly(found: readonly Entry[], id: string): Entry {
  const [first] = found;
  if (!first) throw unknown(id);
  if (found.length === 1) return first;
  const lines = found
    .slice(0, mostCandidates)
    .map(({ derived }) => `  ${derived.id}  ${derived.subject || '(no subject)'}`);
  const more = found.length > mostCandidates ? [`  and ${found.length - mostCandidates} more`] : [];
  throw new CommandError([`${id} may be any of these conversations:`, ...lines, ...more].join('\n'));
}

function unknown(id: string): CommandError {
  return new CommandError(
    `There is no conversation ${id}. \`thrice list\` shows all; a Message-ID of any mail in it works too.`,
  );
}
