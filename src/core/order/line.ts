import { type CommandReading, readCommand, readNear } from './command.js';
import { isGreeting, isOnlyCourtesy, withoutPoliteness } from './courtesy.js';
import { verbsFirst, verbsLater } from './find-verb.js';
import { nearVerb } from './near.js';
import type { OrderLine } from './order.js';
import { withMarks } from './suggest.js';
import { cleanLine, longestLine, shortText, type Token, tokensOf } from './tokens.js';
import type { OrderContext } from './when.js';

/** What a line of a mail is. `near` as in CommandReading; `unknown`: short, with a number, like a command. */
export type LineReading =
  | CommandReading
  | { readonly kind: 'empty' }
  | { readonly kind: 'courtesy' }
  | { readonly kind: 'unknown'; readonly lines: readonly OrderLine[] }
  | { readonly kind: 'prose' };

/** More words are no commands, and each look at a line stays short. */
const mostTokens = 60;

/** Reads one line: the whole of it has to be commands with their arguments and courtesy words, else it is prose. */
export function readLine(line: string, context: OrderContext): LineReading {
  if (line.length > longestLine) return { kind: 'prose' };
  const clean = cleanLine(line);
  if (clean === '') return { kind: 'empty' };
  if (clean.startsWith('>')) return { kind: 'prose' };
  const tokens = tokensOf(clean);
  if (tokens === null || tokens.length > mostTokens) return { kind: 'prose' };
  const pieces = piecesOf(tokens);
  const readings = groupsOf(pieces)?.map((group, _, { length }) =>
    readGroup(group, length === 1 ? shortText(clean) : textOf(group), context),
  );
  const understood = readings?.filter((reading) => reading !== null) ?? [];
  const whole = readings && understood.length === readings.length && understood.length > 0;
  const reading = whole ? together(understood) : null;
  if (reading?.kind === 'command') return reading;
  if (isOnlyCourtesy(clean)) return { kind: 'courtesy' };
  if (reading) return reading;
  const kept = pieces.flat();
  const numbered = kept.length === 2 && /^#?\d{1,3}$/.test(kept[1]?.word ?? '');
  return numbered ? { kind: 'unknown', lines: [unknown(shortText(clean))] } : { kind: 'prose' };
}

/**
 * A line behind an order that begins with a command word and is none: it orders nothing, and whoever wrote it has to hear so.
 * It suggests the command if a word of it is perhaps the beginning of an id ("why qacr"). Null: it is no such line.
 */
export function misunderstood(line: string, context: OrderContext): OrderLine | null {
  const clean = cleanLine(line.slice(0, longestLine));
  // The full stop: a line may end with "and" here.
  const tokens = withoutPoliteness(tokensOf(`${clean} .`) ?? []);
  if (tokens.length < 2 || verbsFirst(tokens).length === 0) return null;
  const marked = withMarks(tokens).find(
    (some) => some[0] === tokens[0] && readCommand(some, '', context)?.kind === 'command',
  );
  return { ...unknown(shortText(clean)), suggestion: marked ? textOf(marked) : null };
}

function together(readings: readonly CommandReading[]): CommandReading {
  const lines = readings.flatMap((reading) => reading.lines);
  const slips = readings.flatMap((one) => (one.kind === 'near' ? [one.slip] : []));
  if (slips.length === 0) return { kind: 'command', lines };
  if (slips.includes('arguments')) return { kind: 'near', lines, slip: 'arguments' };
  const words = slips.length === readings.length && slips.every((slip) => slip === 'word');
  return { kind: 'near', lines, slip: words ? 'word' : 'verb' };
}

function readGroup(tokens: readonly Token[], text: string, context: OrderContext): CommandReading | null {
  return readCommand(tokens, text, context) ?? readNear(tokens, text, context);
}

/** The tokens between commas, full stops and "and", without politeness; a greeting before them is none of them. */
function piecesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const pieces: Token[][] = [];
  for (const token of tokens) {
    if (token.apart || pieces.length === 0) pieces.push([]);
    pieces.at(-1)?.push(token);
  }
  const polite = pieces.map(withoutPoliteness).filter((piece) => piece.length > 0);
  return polite.length > 1 && isGreeting(polite[0] ?? []) ? polite.slice(1) : polite;
}

/**
 * Pieces joined to commands: "skip 1 | 3" is one, and so is "1 | 3 schließen". Null: pieces are left that belong to none.
 */
function groupsOf(pieces: readonly (readonly Token[])[]): readonly (readonly Token[])[] | null {
  const groups: (readonly Token[])[] = [];
  let waiting: readonly Token[] = [];
  let goesOn = false;
  for (const piece of pieces) {
    const first = verbsFirst(piece).length > 0 || isNearly(piece);
    if (first && waiting.length === 0) groups.push(piece);
    else if (first && !isVerbAlone(piece)) return null;
    else if (first || verbsLater(piece).length > 0) {
      groups.push([...waiting, ...piece]);
      waiting = [];
    } else if (goesOn) groups.push([...(groups.pop() ?? []), ...piece]);
    else waiting = [...waiting, ...piece];
    goesOn = (first && groups.at(-1) === piece) || (goesOn && verbsLater(piece).length === 0);
  }
  return waiting.length > 0 ? null : groups;
}

/** "2: skip" says the target first. */
function isVerbAlone(piece: readonly Token[]): boolean {
  return verbsFirst(piece).some(({ rest }) => rest.length === 0);
}

/** Whether a piece without a verb is to be looked at as one with a misspelt verb. */
function isNearly(piece: readonly Token[]): boolean {
  return verbsLater(piece).length === 0 && nearVerb(piece) !== null;
}

function textOf(tokens: readonly Token[]): string {
  return shortText(tokens.map(({ raw }) => raw).join(' '));
}

function unknown(text: string): Extract<OrderLine, { ok: false }> {
  return { ok: false, text, problem: 'unknown-word', suggestion: null };
}
