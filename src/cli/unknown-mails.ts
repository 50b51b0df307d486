import { roleOf } from '../core/conversation/role.js';
import type { Message } from '../core/message/message.js';
import type { Settings } from '../core/settings.js';
import { deriveThread, type Entry } from '../ledger.js';
import type { Books } from './books.js';

/** A mail that nobody can tell the writer of; it holds its conversation. */
interface Unknown {
  readonly conversation: string;
  readonly messageId: string;
  readonly subject: string;
  readonly from: string;
  readonly at: number;
  /** The reason's name, as everywhere. */
  readonly reason: string;
  /** The reason in words. */
  readonly detail: string;
}

/** All mails that wait for a person because nobody can tell who wrote them, or what; the newest first. */
export function unknownMails(books: Books): Unknown[] {
  const found: Unknown[] = [];
  const { settings } = books.config;
  for (const key of books.store.threads.keys()) {
    const thread = books.store.threads.get(key);
    if (!thread?.messages.some((message) => roleOf(message, settings).role === 'unknown')) continue;
    for (const entry of deriveThread(key, thread, books, books.world, books.now))
      for (const message of unknownIn(entry, settings)) {
        const { id: messageId, subject, at } = message;
        const { reason } = roleOf(message, settings);
        const from = message.from.address;
        const detail = unknownWords(message, reason);
        found.push({ conversation: entry.derived.id, messageId, subject, from, at, reason, detail });
      }
  }
  return found.sort((a, b) => b.at - a.at);
}

/** The mails of a conversation that a person should look at: nobody closed the conversation knowing of them. */
export function unknownIn({ conversation, derived }: Entry, settings: Settings): Message[] {
  const closings = conversation.notes.filter(
    (note) => note.type === 'command' && note.signed && (note.action === 'close' || note.action === 'never'),
  );
  const seen = derived.status === 'closed' ? Math.max(0, ...closings.map(({ at }) => at)) : 0;
  return conversation.messages.filter(
    (message) => message.at > seen && roleOf(message, settings).role === 'unknown',
  );
}

const reasons: Readonly<Record<string, string>> = {
  'no-from': 'it names no sender',
  'own-address-outside-sent':
    'it bears the own address, is no Sent copy, and nothing shows who wrote it (team.verified_by may)',
};

/** Why nobody can tell who wrote a mail, or what, in words. `reason`: of its role. */
export function unknownWords({ unreadable }: Message, reason: string): string {
  return unreadable ?? reasons[reason] ?? reason;
}
