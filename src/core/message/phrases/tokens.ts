import { fold } from './fold.js';

/** One word of a text, a number, or a sign that stands for itself. */
export interface Word {
  readonly raw: string;
  readonly folded: string;
  /** Where it ends in the text. */
  readonly end: number;
  /** It is the first of its line. */
  readonly line: boolean;
  /** A sentence ended before it. */
  readonly stop: boolean;
  /** A comma stands before it. */
  readonly comma: boolean;
}

const friendly =
  '👍👌🙏😊🙂😀😃😄😁😆😉😍🥰😘😇🤗🤩😎🥳🎉🎊✨🌟⭐💪👏🙌❤💙💚💛🧡💜🤍💯🚀☀🌞🌻🌺🌸💐🍀🎄🎅☺✅✔🤝👋😅🫶🏆🥇';
const signs = new RegExp(
  [
    "(?<word>\\p{L}[\\p{L}\\p{M}]*(?:['-]\\p{L}[\\p{L}\\p{M}]*)*)",
    '(?<line>\\n\\s*\\n|\\n)',
    '(?<space>\\s+)',
    '(?<smile>[:;=8]-?[)D]+|\\^\\^|<3|[*_]+)',
    `(?<emoji>[${friendly}][\\u{1f3fb}-\\u{1f3ff}]?)`,
    '(?<comma>[,;:]+)',
    '(?<unsure>\\.\\.+|…)',
    '(?<stop>[.!¡]+|[-–—]+)',
    '(?<other>\\p{N}+|.)',
  ].join('|'),
  'gsu',
);

/** "Dr. Meier", "p. Anna": words before whose dot no sentence ends. */
const abbreviated = /^(?:\p{L}|mrs?|ms|dr|prof|fr|hr|sr|sra|sig|dott|mme|st|inż|mgr)$/iu;

/** The words of a prepared text, with what stood between them. Friendly signs only end a sentence. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let before = { line: true, stop: false, comma: false };
  for (const match of text.matchAll(signs)) {
    const raw = match[0];
    const { line, space, smile, emoji, comma, stop } = match.groups ?? {};
    if (space) continue;
    if (line) before = { ...before, line: true, stop: before.stop || line.length > 1 };
    else if (comma) before = { ...before, comma: true };
    else if (stop)
      before = { ...before, stop: before.stop || raw !== '.' || !abbreviated.test(words.at(-1)?.raw ?? '') };
    else if (smile || emoji) before = { ...before, stop: before.stop || !/[*_]/.test(raw) };
    else {
      const folded = fold(raw).replace(/(\p{L})\1{2,}/gu, '$1');
      words.push({ raw, folded, end: match.index + raw.length, ...before });
      before = { line: false, stop: false, comma: false };
    }
  }
  return words;
}
