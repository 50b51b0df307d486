import type { Closing } from '../src/core/conversation/reason.js';
import type { Derived } from '../src/core/conversation/state.js';
import { reasonsInEnglish } from '../src/templates/reasons.js';

const say = reasonsInEnglish('Europe/Warsaw');

/** The reasons as `show` says them, in Warsaw's time. */
export function saysWhy({ why }: Pick<Derived, 'why'>): string[] {
  return why.map(say);
}

/** What closed it, as `replay` says it. */
export function saysClosing(why: Closing): string {
  return say(why);
}
