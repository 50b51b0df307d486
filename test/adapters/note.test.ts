import { describe, expect, test } from 'vitest';
import { readNote, writeNote } from '../../src/mail/note.js';
import { replyToken, replyTokens, sign, sourceId } from '../../src/mail/own-mark.js';

const key = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
const about = { subject: 'x', text: 'x' };

describe('notes', () => {
  const { noteId, header } = writeNote({ type: 'pause', by: 'anna' }, 17, about, [key], 'example.com');
  const note = { type: 'pause', by: 'anna', at: 17, noteId, uid: 3 };
  const [, signature = '', ...words] = header.split(' ');

  test.each([
    ['as written', header, [key], { ...note, signed: true }],
    ['folded', header.replaceAll(' ', '\r\n '), [key], { ...note, signed: true }],
    ['after a rotation', header, [newKey, key], { ...note, signed: true }],
    ['whose key is lost', header, [newKey], { ...note, signed: false }],
  ])('%s', (_, value, keys, expected) => {
    expect(readNote(value, noteId, 3, keys)).toEqual(expected);
  });

  const payload = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const signed = (text: string) => sign([key], 'note', `${noteId} ${text}`);
  const novelty = payload({ type: 'novelty', at: 1 });
  const broken = payload({ type: 'pause', at: 1 });

  test.each([
    ['a type that is not known', `v1 ${signed(novelty)} ${novelty}`],
    ['a form that is not known', `v2 ${signed(novelty)} ${novelty}`],
    ['a known type of another shape', `v1 ${signed(broken)} ${broken}`],
  ])('signed, %s: unknown, not nothing (I8)', (_, value) => {
    expect(readNote(value, noteId, 3, [key])).toBe('unknown');
    expect(readNote(value, 'another@example.com', 3, [key])).toBe(null);
  });

  test.each([
    ['nothing', ''],
    ['words', 'hello there'],
    ['an unsigned unknown type', `v1 ${signature} ${novelty}`],
    ['another version, unsigned', `v2 ${signature} ${words.join(' ')}x`],
  ])('%s: no note', (_, value) => {
    expect(readNote(value, noteId, 3, [key])).toBe(null);
  });
});

describe('what a rotation of the secret must not change', () => {
  test('the token of a reply address is still among those that its anchor may have', () => {
    const before = replyToken([key], 'a@example.com');
    expect(replyToken([newKey, key], 'a@example.com')).not.toBe(before);
    expect(replyTokens([newKey, key], 'a@example.com')).toContain(before);
  });

  test('the id of a mail without Message-ID follows from its source alone', () => {
    expect(sourceId(Buffer.from('x'))).toBe(sourceId(Buffer.from('x')));
    expect(sourceId(Buffer.from('x'))).not.toBe(sourceId(Buffer.from('y')));
  });
});
