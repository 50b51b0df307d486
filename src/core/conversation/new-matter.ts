import type { Message } from '../message/message.js';
import { matterOf } from './last-resort.js';
import { answeredIds } from './link.js';

/**
 * People keep a mail and press Reply on it, weeks later, to begin something else: the ids say "the same thread", the new
 * subject says "another matter". Only both signs together count, the other subject and the age, for within a matter
 * subjects are mended ("Printer" becomes "Printer on the 2nd floor") and old matters are taken up again under their own.
 *
 * 30 days in ms: longer than any silence of the usual policies lasts (three stages of two days each), and half of what an
 * orphan reaches back.
 */
const newMatterAfter = 30 * 24 * 3600 * 1000;

/** Tells of two mails, by their indexes, whether the later one is about something else: long after, under another subject. */
export function newMatters(messages: readonly Message[]): {
  readonly isNew: (later: number, earlier: number) => boolean;
  /** What the mail is about; '' where it names no subject. */
  readonly subjectOf: (i: number) => string;
} {
  const known: string[] = [];
  const subjectOf = (i: number): string => {
    known[i] ??= matterOf(messages[i]!);
    return known[i];
  };
  const isNew = (later: number, earlier: number): boolean => {
    if (messages[later]!.at - messages[earlier]!.at <= newMatterAfter) return false;
    const [subject, before] = [subjectOf(later), subjectOf(earlier)];
    return subject !== '' && before !== '' && subject !== before;
  };
  return { isNew, subjectOf };
}

/**
 * The mail answers this very id, as against the chain behind it, which clients repeat in every mail: In-Reply-To, and
 * what stands last in References (where a reply address puts its token, too).
 */
export function isAnswerTo(message: Message, id: string): boolean {
  return answeredIds(message).includes(id) || message.references?.at(-1) === id;
}
