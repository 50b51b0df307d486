import type { Note, NoteContent, Refusal } from '../../src/core/conversation/note.js';
import { maria } from '../cast.js';
import { note } from './history.js';

/** What the notes tell of a mail of Thrice. */

type Claim = Extract<NoteContent, { type: 'claim' }>;
type Result = Extract<NoteContent, { type: 'result' }>;

/** The note before a mail of Thrice goes: the first follow-up to Maria after `ask@e`, unless said otherwise. */
export function claimNote(id: string, at: number, change: Partial<Claim> = {}, signed = true): Note {
  const step = { purpose: 'follow-up', anchor: 'ask@e', stage: 1, last: false, closes: false, to: [maria] };
  return note({ type: 'claim', id, ...step, ...change }, at, signed);
}

/** The note of what came of that claim. */
export function resultNote(
  id: string,
  at: number,
  result: Result['result'],
  change: Partial<Result> = {},
  signed = true,
): Note {
  return note({ type: 'result', id, anchor: 'ask@e', result, detail: '', ...change }, at, signed);
}

/** What a server says of an address that it does not have. */
export function noSuchUser(address: string): Refusal {
  return { address, status: '5.1.1', permanent: true, reason: 'no such user' };
}
