import type { Body } from '../message.js';

const most = 65_536;

/** The beginning of what a body says, for looking for words: its text, or its HTML without tags. At most 64 KB. */
export function wordsOf(body: Body): string {
  if (body.text.trim() !== '' || body.html === null) return body.text.slice(0, most).trim();
  let words = '';
  let hidden = '';
  // Between two "<" stands a tag and the text behind it: linear, where a pattern for tags would not be.
  for (const [index, piece] of body.html
    .slice(0, 4 * most)
    .split('<')
    .entries()) {
    const name = /^\/?[a-z0-9]+/i.exec(piece)?.[0].toLowerCase() ?? '';
    if (index > 0 && hidden === '' && /^(?:style|script|head)$/.test(name)) hidden = `/${name}`;
    else if (name === hidden) hidden = '';
    if (hidden !== '') continue;
    if (/^(?:br|p|div|tr|li|h\d)$/.test(name)) words += '\n';
    words += index === 0 ? piece : piece.slice(piece.indexOf('>') + 1);
  }
  return decoded(words.slice(0, most)).trim();
}

function decoded(text: string): string {
  return text
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&');
}
