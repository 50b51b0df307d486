import { randomBytes } from 'node:crypto';
import type { Note, NoteContent } from '../core/conversation/note.js';
import { isSigned, type Secrets, sign } from './own-mark.js';

/** A note as a mail: for people its subject and text, for Thrice one signed header. */
export interface NoteMail {
  readonly noteId: string;
  readonly subject: string;
  readonly text: string;
  /** Value of the X-Thrice-Note header, in words of at most 60 characters so that it folds anywhere. */
  readonly header: string;
}

/** Writes a note. `at` in ms UTC is part of what is signed; `about` is what people read. */
export function writeNote(
  content: NoteContent,
  at: number,
  about: { readonly subject: string; readonly text: string },
  secrets: Secrets,
  domain: string,
): NoteMail {
  const noteId = `thrice-note.${randomBytes(10).toString('hex')}@${domain}`;
  const payload = Buffer.from(JSON.stringify({ ...content, at })).toString('base64url');
  const signature = sign(secrets, 'note', `${noteId} ${payload}`);
  const words = payload.match(/.{1,60}/g) ?? [];
  return { noteId, ...about, header: ['v1', signature, ...words].join(' ') };
}

/**
 * Reads the X-Thrice-Note header of a mail in the notes folder. A bad signature gives an unsigned note, which may only
 * make Thrice quieter (I7). 'unknown': Thrice signed it and this version does not know what it says, so a newer one
 * wrote it; null: it is no note, whatever the header's name says.
 */
export function readNote(
  value: string,
  noteId: string,
  uid: number,
  secrets: Secrets,
): Note | 'unknown' | null {
  const [version, signature = '', ...words] = value.trim().split(/\s+/);
  const payload = words.join('');
  const signed = isSigned(secrets, 'note', `${noteId} ${payload}`, signature);
  const content = version === 'v1' ? parsed(payload) : null;
  if (!content) return signed ? 'unknown' : null;
  return { ...content, noteId, uid, signed };
}

const text = (value: unknown): boolean => typeof value === 'string' && value.length < 2000;
/** ms UTC; the years that a mail's date may have. */
const moment = (value: unknown): boolean => Number.isSafeInteger(value) && between(value as number, 0, 7e12);
const whole = (value: unknown): boolean =>
  Number.isSafeInteger(value) && between(value as number, 1, 2 ** 32);
const ordinal = (value: unknown): boolean => Number.isSafeInteger(value) && between(value as number, 0, 999);
const between = (value: number, least: number, most: number): boolean => value >= least && value <= most;
const flag = (value: unknown): boolean => typeof value === 'boolean';
const texts = (value: unknown): boolean => Array.isArray(value) && value.every(text);
const refusals = (value: unknown): boolean => Array.isArray(value) && value.every(refusal);
const refusal = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    ['address', 'status', 'reason'].every((key) => text(fields.get(key))) && flag(fields.get('permanent'))
  );
};
const items = (value: unknown): boolean => Array.isArray(value) && value.length <= 200 && value.every(item);
const item = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return text(fields.get('anchor')) && ordinal(fields.get('stage'));
};
const shown = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return text(fields.get('anchor')) && optional(moment)(fields.get('at'));
};
const optional =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);
const oneOf =
  (...values: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value);

/** The shape of each type: an unsigned note is anybody's text. */
const shapes: { readonly [T in NoteContent['type']]: Readonly<Record<string, (value: unknown) => boolean>> } =
  {
    'first-run': {},
    mode: { from: text, to: text },
    claim: {
      id: text,
      purpose: text,
      anchor: text,
      stage: ordinal,
      last: flag,
      closes: flag,
      to: texts,
      items: optional(items),
    },
    result: {
      id: text,
      anchor: text,
      result: oneOf('sent', 'not-sent', 'failed', 'drafted'),
      detail: text,
      refused: optional(refusals),
    },
    settle: { id: text, anchor: text, result: oneOf('sent', 'not-sent') },
    command: {
      anchor: text,
      action: oneOf('close', 'reopen', 'snooze', 'wait', 'never', 'skip', 'send-now', 'undo'),
      by: text,
      until: optional(moment),
      stage: optional(ordinal),
      order: optional(text),
      since: optional(moment),
      undoes: optional(text),
      shown: optional(shown),
    },
    told: { anchor: text, stage: ordinal, id: text },
    pause: { by: text },
    resume: { by: text },
    suppress: { address: text, why: text, permanent: flag, since: optional(moment) },
    unsuppress: { address: text, by: text, since: optional(moment) },
    dismiss: { folder: text, uidValidity: text, mailUid: whole, by: text },
    release: { by: text },
  };

function parsed(payload: string): (NoteContent & { at: number }) | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
      return null;
    if (!Object.hasOwn(shapes, value.type)) return null;
    const shape = shapes[value.type as NoteContent['type']];
    const fields = new Map(Object.entries(value));
    const fits = Object.entries(shape).every(([key, check]) => check(fields.get(key)));
    return fits && moment(fields.get('at')) ? (value as NoteContent & { at: number }) : null;
  } catch {
    return null;
  }
}
