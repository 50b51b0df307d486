import type { Category } from './phrases/phrases.js';
import { prepare } from './phrases/text.js';
import { read } from './phrases/walk.js';

/** A verdict on an agent's words; the reason names the rule. */
export interface Goodbye {
  readonly goodbye: boolean;
  readonly reason: 'goodbye' | 'empty' | 'too-long' | 'asks' | 'says-more' | 'no-goodbye';
}

const categories: readonly Category[] = [
  'greeting',
  'goodbye',
  'trifle',
  'thanks',
  'cause',
  'service',
  'offer',
  'praise',
  'assent',
  'polite',
  'signOff',
  'tail',
  'and',
];

/**
 * Whether an agent's new text is a mere goodbye ("glad it works now"), which opens no silence (R4). Every word has to be
 * understood (English, German, Polish, French, Spanish, Italian); a question or anything else means no goodbye, nor does
 * "no problem" without more, which may agree to what the customer will do: uncertain means follow up.
 */
export function isGoodbye(newText: string): Goodbye {
  const prepared = prepare(newText);
  if ('reason' in prepared) {
    const { reason } = prepared;
    return { goodbye: false, reason: reason === 'answers-quote' ? 'says-more' : reason };
  }
  const reading = read(prepared.text, categories);
  if (!reading.understood) return { goodbye: false, reason: 'says-more' };
  return reading.found.has('goodbye')
    ? { goodbye: true, reason: 'goodbye' }
    : { goodbye: false, reason: 'no-goodbye' };
}
