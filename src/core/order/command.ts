import { withoutEmptyWords } from './courtesy.js';
import { verbsFirst, verbsLater } from './find-verb.js';
import { nearVerb } from './near.js';
import type { OrderLine, Target } from './order.js';
import { suggestMoment } from './suggest.js';
import { targetsOf } from './target.js';
import { shortText, type Token } from './tokens.js';
import { momentOf, type OrderContext, snoozeArguments } from './when.js';
import { endsSnooze, hasTarget, isQuestion, onlyWithMoment, usualWord, type VerbPhrase } from './words.js';

/** What tokens are. `command`: an order, or one whose moment is none; `near`: no command, but nearly one. */
export type CommandReading =
  | { readonly kind: 'command'; readonly lines: readonly OrderLine[] }
  | { readonly kind: 'near'; readonly lines: readonly OrderLine[]; readonly slip: Slip };

/** Why it is only nearly a command: a misspelt verb stands there alone, or with arguments, or its arguments are none. */
export type Slip = 'word' | 'verb' | 'arguments';

/**
 * Reads tokens as one command with its arguments. Null: they are none, and nothing near one.
 * @param text what the lines shall carry
 */
export function readCommand(
  tokens: readonly Token[],
  text: string,
  context: OrderContext,
): CommandReading | null {
  let near: CommandReading | null = null;
  for (const { phrase, rest } of [...verbsFirst(tokens), ...verbsLater(tokens)]) {
    const asks = tokens.some((token) => token.asks && token.word !== '?');
    // "Close?" asks whether to.
    const reading = asks && !isQuestion(phrase.verb) ? null : withArguments(phrase, rest, text, context);
    if (reading?.kind === 'command') return reading;
    near ??= reading;
  }
  return near;
}

/** Tokens that are a command but for the spelling of the verb, or null. */
export function readNear(
  tokens: readonly Token[],
  text: string,
  context: OrderContext,
): CommandReading | null {
  const near = nearVerb(tokens);
  if (!near || tokens.some(({ asks }) => asks && !isQuestion(near.phrase.verb))) return null;
  const rest = tokens.slice(near.tokens);
  if (withArguments(near.phrase, rest, text, context)?.kind !== 'command') return null;
  const suggestion = [near.phrase.spelled, ...rest.map(({ raw }) => raw)].join(' ');
  return nearly(text, suggestion, withoutEmptyWords(rest).length === 0 ? 'word' : 'verb');
}

function withArguments(
  phrase: VerbPhrase,
  rest: readonly Token[],
  text: string,
  context: OrderContext,
): CommandReading | null {
  const tokens = withoutEmptyWords(rest, phrase.language === 'pl');
  if (phrase.verb === 'snooze') return snooze(phrase, tokens, text, context);
  const targets = targetsOf(tokens);
  const { verb } = phrase;
  if (targets === 'all') return isQuestion(verb) ? null : nearly(text, `${phrase.spelled} 1-3`);
  if (targets === 'no-such-number') return nearly(text, null);
  if (targets === null) {
    if (verb !== 'wait' && verb !== 'skip') return null;
    // "Wait until friday" is a snooze; "wait until I am back" is nothing, nor is "wait a second".
    const words = [usualWord('snooze', phrase.language), ...rest.map(({ raw }) => raw)].join(' ');
    const moment = momentOf(tokens, context);
    return typeof moment === 'number' && moment - context.at >= hourMs ? nearly(text, words) : null;
  }
  if (!hasTarget(verb) && targets[0]?.by !== 'here') return nearly(text, phrase.spelled);
  return command(phrase, targets, text, []);
}

/** One line each. Several are told apart by their texts: "skip 1 and 3" is "skip 1" and "skip 3". */
function command(
  { verb, spelled }: VerbPhrase,
  targets: readonly Target[],
  text: string,
  moment: readonly Token[],
  until?: number | null,
): CommandReading {
  const textOf = (target: Target): string => {
    if (targets.length === 1 || target.by === 'here') return text;
    const name = target.by === 'number' ? `${target.number}` : target.id;
    return shortText([spelled, name, ...moment.map(({ raw }) => raw)].join(' '));
  };
  const lines = targets.map((target): OrderLine => {
    const line = { ok: true, text: textOf(target), verb, target } as const;
    return until === undefined ? line : { ...line, until };
  });
  return { kind: 'command', lines };
}

const hourMs = 3_600_000;
/** How many words nobody understands may stand behind such a word before it is taken for a sentence. */
const strangeWords = new Map([
  ['snooze', 6],
  ['pausieren', 6],
  ['zurückstellen', 6],
  ['uśpij', 6],
]);

function snooze(
  phrase: VerbPhrase,
  tokens: readonly Token[],
  text: string,
  context: OrderContext,
): CommandReading | null {
  const { spelled } = phrase;
  if (endsSnooze.has(spelled === 'obudź' ? 'obudz' : spelled)) {
    const targets = targetsOf(tokens);
    if (targets === null || typeof targets === 'string') return null;
    return command(phrase, targets, text, [], null);
  }
  const found = snoozeArguments(tokens, context);
  if (found.ok) return command(phrase, found.targets, text, found.moment, found.until);
  const { problem } = found;
  const weak = onlyWithMoment.has(spelled.replace('ä', 'a').replace('ó', 'o').replace('ź', 'z'));
  if (problem === 'no-time' && (weak || tokens.length > (strangeWords.get(spelled) ?? 1))) return null;
  const suggestion = problem === 'no-time' ? suggestMoment(spelled, tokens, context) : null;
  return { kind: 'command', lines: [{ ok: false, text, problem, suggestion }] };
}

function nearly(text: string, suggestion: string | null, slip: Slip = 'arguments'): CommandReading {
  return { kind: 'near', lines: [{ ok: false, text, problem: 'unknown-word', suggestion }], slip };
}
