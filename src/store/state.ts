import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AlarmState, quiet } from '../core/alarm.js';
import type { Sending } from '../core/conversation/caps.js';
import type { Note } from '../core/conversation/note.js';
import type { FolderRole } from '../core/message/message.js';
import { readDocument, writeDocument } from './document.js';
import { isAlarm, isCount, isListOf, isNote, isObject, isText } from './shapes.js';

/** Up to where a folder was read (R1). */
export interface Cursor {
  /** Decimal string. */
  readonly uidValidity: string;
  /** The highest UID that was read to its end. */
  readonly uid: number;
}

/** A mail that could not be read (I8). */
export interface Quarantined {
  readonly folder: string;
  readonly uidValidity: string;
  readonly uid: number;
  /** A sentence. */
  readonly reason: string;
  /** ms UTC. */
  readonly at: number;
}

/** The notes folder as it was read last, and which of its lives that is (`byPlace`). */
export interface NotesLife {
  readonly folder: string;
  /** Decimal string. */
  readonly uidValidity: string;
  /** From 1. */
  readonly life: number;
}

/** Mails of a folder, by their UIDs, both ends included. */
export interface LostReading {
  readonly folder: string;
  readonly uidValidity: string;
  readonly first: number;
  readonly last: number;
  readonly times: number;
}

/** The small facts that belong to no conversation. */
export interface State {
  readonly v: 1;
  /** When this data folder first saw the mailbox, ms UTC. */
  readonly firstSeen: number;
  /** The machine's boot, as the kernel names it: after another boot the documents may be older than the cursors. */
  readonly boot: string;
  /** The mailbox that this is about, `user@host`. */
  readonly mailbox: string;
  /** The mode that ran last. */
  readonly mode: string | null;
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** What each folder was when its mails were read, by path. */
  readonly roles: Readonly<Record<string, FolderRole>>;
  /** When every folder had been read to its end, ms UTC; null: never yet. */
  readonly lastRead: number | null;
  /**
   * When all that the last whole pass began with had been read, ms UTC; null: there was none yet. What somebody wrote or
   * ordered since is news to the plan (R10), in whichever reading what follows from it shows.
   */
  readonly planned: number | null;
  /** Fingerprint of the config and world that every thread was derived with last; '': none yet. */
  readonly derivedBy: string;
  /** Fingerprint of who the team was when the facts were read, for some depend on it (R11); '': nothing was read yet. */
  readonly readBy: string;
  /** Notes that belong to no conversation. */
  readonly notes: readonly Note[];
  /** Null: no notes folder was seen yet. */
  readonly notesLife: NotesLife | null;
  /** Hash of the broken config that the admins were told of last. */
  readonly reportedConfig: string | null;
  /** The local day, YYYY-MM-DD, whose morning notes have all gone; null: none yet. */
  readonly morning: string | null;
  /** A mail to a plus address of the mailbox was delivered: such addresses work here (R6). */
  readonly plusProven: boolean;
  /** Mails that could not even be linked (I8): where they lie and why. */
  readonly quarantined: readonly Quarantined[];
  /** Mails in whose reading the line was lost, and how often in a row; null: the last reading came to its end. */
  readonly lost: LostReading | null;
  /** Whether the mailbox can be read, and what the admins were told of it. */
  readonly alarm: AlarmState;
  /** Claims of the last two days that are not known to have come to nothing, for the caps (I5). */
  readonly sendings: readonly (Sending & { readonly id: string })[];
  /** Fingerprints of the keys that this data folder was last used with, the signing one first. */
  readonly keys: readonly string[];
}

export interface StateFile {
  readonly get: () => State;
  /** Changes some fields and writes the document. */
  readonly set: (change: Partial<State>) => void;
  /** Changes some fields in memory; they are written with the next `set`. */
  readonly later: (change: Partial<State>) => void;
  /** Where a document that could not be read was moved to. */
  readonly corrupt: string | null;
}

function isState(data: unknown): data is State {
  if (!isObject(data)) return false;
  const { v, cursors, notes, firstSeen, mailbox, boot, lastRead, quarantined, sendings, keys } = data;
  return (
    v === 1 &&
    Number.isFinite(firstSeen) &&
    [mailbox, boot].every(isText) &&
    // A cursor that is no number would be behind every mail, and its folder never be read again (I2).
    isObject(cursors) &&
    Object.values(cursors).every((c) => isObject(c) && isText(c.uidValidity) && isCount(c.uid)) &&
    (data.roles === undefined || isObject(data.roles)) &&
    isListOf(notes, isNote) &&
    (data.notesLife === undefined || data.notesLife === null || isNotesLife(data.notesLife)) &&
    [lastRead, data.planned].every((at) => at === null || at === undefined || Number.isFinite(at)) &&
    (quarantined === undefined || isListOf(quarantined, isObject)) &&
    (keys === undefined || isListOf(keys, isText)) &&
    (data.alarm === undefined || isAlarm(data.alarm)) &&
    (sendings === undefined || isListOf(sendings, isSending))
  );
}

function isNotesLife(data: unknown): boolean {
  return isObject(data) && isText(data.folder) && isText(data.uidValidity) && isCount(data.life);
}

function isSending(data: unknown): data is Sending {
  return isObject(data) && isText(data.purpose) && isListOf(data.to, isText) && Number.isFinite(data.at);
}

/** The part of StoreOptions that the state needs. */
interface StateOptions {
  readonly folder: string;
  readonly boot: string;
  readonly mailbox: string;
  /** ms UTC. */
  readonly now: number;
  readonly readOnly?: boolean;
}

/** Opens `state.json` in the data folder; a missing or unreadable one begins anew. */
export function openState({ folder, boot, mailbox, now, readOnly = false }: StateOptions): StateFile {
  if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'state.json');
  const read = readDocument(path, isState, readOnly);
  const fresh: State = {
    v: 1,
    firstSeen: now,
    boot,
    mailbox,
    mode: null,
    cursors: {},
    roles: {},
    lastRead: null,
    planned: null,
    derivedBy: '',
    readBy: '',
    notes: [],
    notesLife: null,
    reportedConfig: null,
    morning: null,
    plusProven: false,
    quarantined: [],
    lost: null,
    alarm: quiet,
    sendings: [],
    keys: [],
  };
  let state = 'data' in read ? { ...fresh, ...read.data } : fresh;
  // After a crash of the machine (not of the process) written documents may be lost behind their cursors; the mailbox
  // has them all, so everything is read once more (I3). Facts that are still here stay.
  if (state.boot !== boot && !readOnly) state = { ...state, boot, cursors: {} };
  return {
    get: () => state,
    set: (change) => {
      if (readOnly) throw new Error('The data folder was opened for reading only.');
      state = { ...state, ...change };
      writeDocument(path, state);
    },
    later: (change) => {
      state = { ...state, ...change };
    },
    corrupt: 'corrupt' in read ? read.corrupt : null,
  };
}
