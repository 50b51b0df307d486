/**
 * The index just behind the bracket that closes the (nested) comment beginning at `from` (RFC 5322 3.2.2), or -1 when it
 * is not closed.
 */
export function endOfComment(value: string, from: number): number {
  let depth = 0;
  for (let at = from; at < value.length; at++) {
    const c = value[at];
    if (c === '\\') at++;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return at + 1;
  }
  return -1;
}

/** The value without (nested) comments; null when they do not balance. */
export function withoutComments(value: string): string | null {
  let depth = 0;
  let kept = '';
  for (let at = 0; at < value.length; at++) {
    const c = value[at]!;
    if (c === '\\' && depth > 0) at++;
    else if (c === '(') depth++;
    else if (c === ')' && depth > 0) depth--;
    else if (depth === 0) kept += c;
  }
  return depth === 0 ? kept : null;
}
