import type { Category } from './phrases/phrases.js';
import { prepare } from './phrases/text.js';
import { read } from './phrases/walk.js';

/**
 * A verdict on a customer's words; the reason names the rule. Gratitude is `solved` where the text itself says that it
 * works, is solved or can be closed, else `thanks` ("Perfect, thanks", "All good": after a question it may accept what was
 * proposed, so the caller has to know that none was asked). No gratitude: `answers` ("ok", "yes": the answer to a question), `refuses` ("no thanks"), `promises` ("I will
 * try tomorrow", "if ..."), `requests`, `objects` ("but ...", "not"), `refers` (numbers, links), `asks` (a question mark),
 * `answers-quote` (stands below a quote), `no-thanks` (only a greeting, a wish, a name), `says-more` (anything else).
 */
export interface Gratitude {
  readonly gratitude: boolean;
  readonly reason:
    | 'thanks'
    | 'solved'
    | 'empty'
    | 'too-long'
    | 'asks'
    | 'answers-quote'
    | 'answers'
    | 'refuses'
    | 'promises'
    | 'requests'
    | 'objects'
    | 'refers'
    | 'no-thanks'
    | 'says-more';
}

const categories: readonly Category[] = [
  'greeting',
  'thanks',
  'cause',
  'occasion',
  'solved',
  'fine',
  'praise',
  'assent',
  'polite',
  'signOff',
  'tail',
  'and',
];

/**
 * Whether a customer's new text is mere thanks or says that the matter is solved, and nothing else (R11). Every word has
 * to be understood (English, German, Polish, French, Spanish, Italian), so uncertain means a normal answer.
 * @param people display names of the people of the conversation, where they are known; a name that is in no list of
 *   usual first names counts only so
 */
export function isGratitude(newText: string, people: readonly string[] = []): Gratitude {
  const prepared = prepare(newText);
  if ('reason' in prepared) return { gratitude: false, reason: prepared.reason };
  const reading = read(prepared.text, categories, people);
  if (!reading.understood) return { gratitude: false, reason: reading.reason };
  const { found } = reading;
  if (found.has('solved')) return { gratitude: true, reason: 'solved' };
  // "OK, thanks" and "Yes, all good" may accept what the agent proposed.
  if (found.has('assent') || found.has('occasion')) return { gratitude: false, reason: 'answers' };
  if (found.has('thanks') || found.has('fine')) return { gratitude: true, reason: 'thanks' };
  return { gratitude: false, reason: 'no-thanks' };
}
