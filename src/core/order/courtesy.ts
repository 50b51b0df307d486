import { fold } from '../message/phrases/fold.js';
import type { Category } from '../message/phrases/phrases.js';
import { isSignature } from '../message/phrases/signature.js';
import { prepare } from '../message/phrases/text.js';
import { read } from '../message/phrases/walk.js';
import { withoutSmallPrint } from './small-print.js';
import type { Token } from './tokens.js';

/** What may stand before and behind a command and changes nothing. */
const polite = new Set(
  (
    'please|pls|plz|kindly|thanks|thx|thank you|thank you very much|many thanks|thanks a lot|ty|ok|okay|yes|thrice|' +
    'bitte|bitte schon|danke|dankeschon|danke schon|vielen dank|besten dank|ja|gerne|' +
    'prosze|poprosze|dziekuje|dzieki|dziekuje bardzo|z gory dziekuje|tak|dobra|dobrze'
  ).split('|'),
);
const mostPolite = 4;

/** What a command is about, said with a word that names nothing. */
const empty = new Set(
  (
    'it|this|that|this one|that one|the one|now|right now|immediately|here|please|bitte|prosze|' +
    'es|das|dies|dieses|diese|diesen|jetzt|sofort|gleich|hier|' +
    'teraz|od razu|juz|tu|tutaj|' +
    'conversation|ticket|case|thread|mail|email|step|reminder|follow-up|' +
    'gesprach|konversation|fall|vorgang|anfrage|schritt|erinnerung|nachfrage|' +
    'rozmowe|sprawe|zgloszenie|watek|bilet|krok|przypomnienie|dopytanie|wiadomosc|maila'
  ).split('|'),
);
/** Polish "it", behind a Polish verb alone: "to" is English too. */
const polishIt = new Set(['to', 'te']);
const articles = new Set('the|this|that|das|den|die|dieses|diesen|diese|to|te|ten|ta|tego'.split('|'));
/** Before a number: "line 2", "Nr. 3". */
const labels = new Set(
  (
    'number|line|item|point|no|nr|nummer|zeile|punkt|position|pos|numer|pozycja|pozycje|poz|wiersz|linia|linie|' +
    'ticket|case|conversation|fall|vorgang|sprawe|zgloszenie'
  ).split('|'),
);
const greetings = new Set(
  (
    'hi|hello|hey|dear|hi there|hello there|good morning|good afternoon|good day|' +
    'hallo|guten tag|guten morgen|moin|servus|liebes|lieber|liebe|' +
    'czesc|hej|witam|witaj|dzien dobry|siema'
  ).split('|'),
);

/** The tokens without politeness at both ends. */
export function withoutPoliteness(tokens: readonly Token[]): readonly Token[] {
  let kept = tokens;
  for (let again = true; again; ) {
    again = false;
    for (let most = Math.min(mostPolite, kept.length); most > 0 && !again; most--) {
      if (polite.has(joined(kept.slice(0, most)))) [kept, again] = [kept.slice(most), true];
      else if (polite.has(joined(kept.slice(-most)))) [kept, again] = [kept.slice(0, -most), true];
    }
  }
  return kept;
}

/** Whether the tokens greet somebody and do nothing else: "Hi Thrice". */
export function isGreeting(tokens: readonly Token[]): boolean {
  const most = Math.min(2, tokens.length);
  return [1, 2].some(
    (n) =>
      n <= most &&
      tokens.length - n <= 2 &&
      greetings.has(joined(tokens.slice(0, n))) &&
      tokens.slice(n).every(({ word }) => /^\p{L}{1,20}$/u.test(word)),
  );
}

/** The arguments of a command without words that name nothing ("it", "the ticket") and labels before numbers. */
export function withoutEmptyWords(tokens: readonly Token[], polish = false): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const pair = next ? `${token.word} ${next.word}` : '';
    if (next && labels.has(token.word) && /^#?\d/.test(next.word)) at += 1;
    else if (empty.has(pair) || (next && articles.has(token.word) && empty.has(next.word))) at += 2;
    else if (empty.has(token.word) || (polish && polishIt.has(token.word))) at += 1;
    else if (next && articles.has(token.word) && labels.has(next.word)) at += 1;
    else {
      kept.push(token);
      at += 1;
    }
  }
  return kept;
}

export function joined(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word).join(' ');
}

const around: readonly Category[] = ['greeting', 'thanks', 'cause', 'polite', 'signOff', 'tail', 'and'];

/** What stands above a signature (RFC 3676 4.3); many programs take the space away. */
const delimiter = /^-- ?$/m;

/**
 * Whether the text that is left says nothing: courtesy, a sign-off, a signature, small print (see there). Below the delimiter
 * of RFC 3676 4.3 anything is one; without it, lines that look so below the writer's name.
 * @param writer display name, as in From; '' knows none
 */
export function saysNothing(text: string, writer: string): boolean {
  const [above = ''] = text.replace(/\r\n?/g, '\n').split(delimiter);
  const rest = withoutSmallPrint(above);
  return isOnlyCourtesy(rest) || isSignedBy(writer, rest.trim());
}

function isSignedBy(writer: string, text: string): boolean {
  const wordsOf = (part: string): string[] => fold(part).match(/[\p{L}\p{N}]{1,60}/gu) ?? [];
  const names = new Set(wordsOf(writer.slice(0, 200)));
  const first = wordsOf(/^[^\n,|]{1,100}/.exec(text)?.[0] ?? '');
  return first.length > 0 && first.every((word) => names.has(word)) && isSignature(text);
}

/** Whether a text is nothing but greetings, thanks, a sign-off and a signature. An empty one is. */
export function isOnlyCourtesy(text: string): boolean {
  const prepared = prepare(text);
  if ('reason' in prepared) return prepared.reason === 'empty' && !text.includes('>');
  return read(prepared.text, around, ['Thrice']).understood;
}
