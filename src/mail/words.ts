import libmime from 'libmime';

/**
 * Decodes the encoded words of one unfolded header value (RFC 2047) to one line without control characters. Unknown
 * charsets fall back to UTF-8; never throws.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return detach(oneLine(value));
  try {
    return oneLine(libmime.decodeWords(/[^\x00-\x7f]/.test(value) ? decodeMixed(value) : value));
  } catch {
    return oneLine(value);
  }
}

/** Some clients leave raw 8-bit characters inside an encoded word; those have been decoded already. */
function decodeMixed(value: string): string {
  return value.replace(
    /=\?([\w*-]{1,60})\?[Qq]\?([^?]{0,1000})\?=/g,
    (word, charset: string, text: string) =>
      /[^\x00-\x7f]/.test(text)
        ? text.replace(/[\x00-\x7f]+/g, (ascii) => libmime.decodeWord(charset, 'Q', ascii))
        : word,
  );
}

/** A decoded word may hold line breaks and controls (header injection); they become spaces. */
function oneLine(text: string): string {
  return /[\x00-\x1f\x7f]|\s\s/.test(text) ? text.replace(/[\x00-\x1f\x7f\s]+/g, ' ').trim() : text.trim();
}

/**
 * The same string with memory of its own. A slice keeps the whole header that it was cut from alive, and facts live as
 * long as the process.
 */
export function detach(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
