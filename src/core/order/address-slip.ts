/**
 * Whether `written` is the word with a slip of the fingers: a letter within it is missing, one stands twice, or two neighbours
 * are the wrong way round, and the beginning is right. Another letter, one more or a shorter end make words of their own,
 * which teams use as tags: morgan, lever, sobotka, montage, soda, frida are no slips of morgen, never, sobota, montag, sroda,
 * friday. Both in lower case.
 */
export function isSlipOf(written: string, word: string): boolean {
  const at = firstDifference(written, word);
  if (at === 0) return false;
  switch (written.length - word.length) {
    case -1:
      return at >= 2 && at < written.length && written.slice(at) === word.slice(at + 1);
    case 1:
      return written[at] === written[at - 1] && written.slice(at + 1) === word.slice(at);
    case 0:
      return (
        written[at] === word[at + 1] &&
        written[at + 1] === word[at] &&
        written.slice(at + 2) === word.slice(at + 2)
      );
    default:
      return false;
  }
}

/** Where the two differ first; the length of the shorter one where it begins the other. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}
