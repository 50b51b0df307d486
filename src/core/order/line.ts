import { type CommandReading, readCommand, readNear } from './command.js';
import { isGreeting, isOnlyCourtesy, withoutPoliteness } from './courtesy.js';
import { verbsFirst, verbsLater } from './find-verb.js';
import { nearVerb } from './near.js';
import type { OrderLine } from './order.js';
import { cleanLine, longestLine, type Token, tokensOf } from './tokens.js';
import type { OrderContext } from './when.js';

/** What a line of a mail is. `near` as in CommandReading; `unknown`: short, with a number, like a command. */
export type LineReading =
  | CommandReading
  | { readonly kind: 'empty' }
  | { readonly kind: 'courtesy' }
  | { readonly kind: 'unknown'; readonly lines: readonly OrderLine[] }
  | { readonly kind: 'prose' };

const longestText = 100;
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
    readGroup(group, length === 1 ? short(clean) : textOf(group), context),
  );
  const understood = readings?.filter((reading) => reading !== null) ?? [];
  const whole = readings && understood.length === readings.length && understood.length > 0;
  const reading = whole ? together(understood) : null;
  if (reading?.kind === 'command') return reading;
  if (isOnlyCourtesy(clean)) return { kind: 'courtesy' };
  if (reading) return reading;
  const kept = pieces.flat();
  const numbered = kept.length === 2 && /^#?\d{1,3}$/.test(kept[1]?.word ?? '');
  return numbered ? { kind: 'unknown', lines: [unknown(short(clean))] } : { kind: 'prose' };
}

function together(readings: readonly CommandReading[]): CommandReading {
  const lines = readings.flatMap((reading) => reading.lines);
  const near = readings.some(({ kind }) => kind === 'near');
  if (!near) return { kind: 'command', lines };
  return { kind: 'near', lines, bare: readings.every((one) => one.kind === 'near' && one.bare) };
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
  return short(tokens.map(({ raw }) => raw).join(' '));
}

/** At most 100 characters, none of them cut in two. */
function short(text: string): string {
  return text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');
}

function unknown(text: string): OrderLine {
  return { ok: false, text, problem: 'unknown-word', suggestion: null };
}
