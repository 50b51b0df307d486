import { mergeFacts } from '../core/message/merge-facts.js';
import type { Message } from '../core/message/message.js';
import type { TextFact } from '../core/replay/stage.js';

/** Past mail as read, with a way to its texts. */
export interface PastMail {
  /** Each mail once, with all its copies. */
  readonly messages: readonly Message[];
  /** Notes of Thrice among them. */
  readonly notes: number;
  /** What could not be read, a sentence each. */
  readonly unreadable: readonly string[];
  readonly textOf: (message: Message) => Promise<TextFact>;
  /** Lets go of everything that was opened or made. */
  readonly close: () => Promise<void>;
}

/** Collects what is read; copies of one mail become one. */
export function collected(): {
  mail: (message: Message) => void;
  note: () => void;
  unreadable: (why: string) => void;
  end: () => Pick<PastMail, 'messages' | 'notes' | 'unreadable'>;
} {
  const messages = new Map<string, Message>();
  const unreadable: string[] = [];
  let notes = 0;
  return {
    mail: (message) => {
      const known = messages.get(message.key);
      messages.set(message.key, known ? mergeFacts(known, message) : message);
    },
    note: () => {
      notes += 1;
    },
    unreadable: (why) => void unreadable.push(why),
    end: () => ({ messages: [...messages.values()], notes, unreadable }),
  };
}

/** What of the mail that was read is no part of the play. */
export interface LeftOut {
  /** Mails that Thrice wrote. */
  readonly mails: number;
  readonly notes: number;
  readonly unreadable: number;
}
