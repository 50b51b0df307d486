import type { AlarmState, Mailing } from '../core/alarm.js';
import type { Note } from '../core/conversation/note.js';
import type { Message } from '../core/message/message.js';

/**
 * What documents below data/ must look like to be believed. A document of another program, or one that a person edited,
 * may be good JSON and nonsense all the same; it then counts as damaged, and the mailbox is read again.
 */

type Fields = Readonly<Record<string, unknown>>;

/** A JSON object, no array. */
export function isObject(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** A whole number from 0 on, as UIDs are. */
export function isCount(data: unknown): data is number {
  return Number.isSafeInteger(data) && (data as number) >= 0;
}

/** A list of which every element fits. */
export function isListOf<T>(data: unknown, fits: (one: unknown) => one is T): data is readonly T[] {
  return Array.isArray(data) && data.every(fits);
}

export function isText(data: unknown): data is string {
  return typeof data === 'string';
}

function isOptional(data: unknown, fits: (one: unknown) => boolean): boolean {
  return data === undefined || fits(data);
}

const isPerson = (data: unknown): data is object =>
  isObject(data) && isText(data.name) && isText(data.address);
const isPersons = (data: unknown): boolean => isListOf(data, isPerson);
const isTexts = (data: unknown): boolean => isListOf(data, isText);
const isCopy = (data: unknown): data is object =>
  isObject(data) && isText(data.folder) && isText(data.role) && isText(data.uidValidity) && isCount(data.uid);

/** The stored fact of a mail. */
export function isMessage(data: unknown): data is Message {
  if (!isObject(data)) return false;
  const { key, id, subject, kind, reason, at, from, copies, bounce, own, auth } = data;
  return (
    [key, id, subject, kind, reason].every(isText) &&
    Number.isFinite(at) &&
    isPerson(from) &&
    isListOf(copies, isCopy) &&
    [data.to, data.cc, data.bcc, data.replyTo].every((list) => isOptional(list, isPersons)) &&
    [data.inReplyTo, data.references, data.otherIds].every((list) => isOptional(list, isTexts)) &&
    isOptional(bounce, (value) => isObject(value) && Array.isArray(value.recipients)) &&
    isOptional(own, (value) => isObject(value) && isText(value.purpose) && isText(value.anchor)) &&
    [auth, data.deliveredTo].every((list) => isOptional(list, (value) => isListOf(value, isObject)))
  );
}

/** A note as read. */
export function isNote(data: unknown): data is Note {
  if (!isObject(data)) return false;
  const { type, noteId, at, signed, uid, life, id, anchor, to } = data;
  return (
    isText(type) &&
    isText(noteId) &&
    Number.isFinite(at) &&
    typeof signed === 'boolean' &&
    isCount(uid) &&
    isOptional(life, isCount) &&
    isOptional(anchor, isText) &&
    isOptional(id, isText) &&
    (type !== 'claim' || (isText(id) && isText(anchor) && isTexts(to))) &&
    (type !== 'result' || (isText(id) && isText(anchor)))
  );
}

/** What is kept of an outage. */
export function isAlarm(data: unknown): data is AlarmState {
  if (!isObject(data)) return false;
  const { outage, again } = data;
  return (
    isNullOr(outage, (value) => {
      const { lastRead, since, failing, why, alarm } = value;
      return (
        (lastRead === null || Number.isFinite(lastRead)) &&
        [since, failing].every(Number.isFinite) &&
        isText(why) &&
        isNullOr(alarm, ({ at, mail }) => Number.isFinite(at) && isMailing(mail))
      );
    }) &&
    isNullOr(again, ({ since, until, mail }) => [since, until].every(Number.isFinite) && isMailing(mail))
  );
}

function isNullOr(data: unknown, fits: (fields: Fields) => boolean): boolean {
  return data === null || (isObject(data) && fits(data));
}

function isMailing(data: unknown): data is Mailing {
  return isObject(data) && (data.gone === true || (isCount(data.tries) && Number.isFinite(data.at)));
}
