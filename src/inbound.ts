import { bodyReader } from './bodies.js';
import type { Note } from './core/conversation/note.js';
import { isGlobal } from './core/conversation/world.js';
import { fieldOf } from './core/message/fields.js';
import type { Copy, Message } from './core/message/message.js';
import type { Header } from './core/message/parsed.js';
import { factOfMail, type ReadBody } from './fact-of-mail.js';
import { readNote } from './mail/note.js';
import { parseHeader } from './mail/parse-header.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { fetchSource } from './mailbox/content.js';
import type { Batch } from './mailbox/sync.js';
import type { RawMail, UnreadableMail } from './mailbox/window.js';
import type { Runtime } from './runtime.js';
import type { NotesLife, State } from './store/state.js';

/** Facts of one batch of fetched mails. */
export interface Facts {
  readonly messages: readonly Message[];
  /** Notes about a conversation. */
  readonly notes: readonly Note[];
  /** Notes about everything. */
  readonly global: readonly Note[];
  /** Notes of Thrice that this version cannot read (I8). */
  readonly unreadable: Batch['unreadable'];
  /** Where the notes were read; null: this is no notes folder. */
  readonly notesLife: NotesLife | null;
}

type Reader = Runtime & { readonly connection: MailboxConnection };

/** The inbound line up to the facts: parse, classify, evidence (DESIGN 5). Nothing is stored and nothing decided. */
export async function factsOf(batch: Batch, reader: Reader): Promise<Facts> {
  const messages: Promise<Message>[] = [];
  const notes: Note[] = [];
  const global: Note[] = [];
  const unreadable: UnreadableMail[] = [];
  const notesLife = batch.role === 'notes' ? lifeOf(batch, reader.store.state.get()) : null;
  const body = bodyReader(reader.connection);
  for (const mail of batch.mails) {
    const header = parseHeader(mail.header);
    const note = notesLife && noteOf(mail, header, notesLife, reader);
    if (note === 'unknown')
      unreadable.push({ uid: mail.uid, reason: unknownNote, internalDate: mail.internalDate });
    else if (note) (isGlobal(note) ? global : notes).push(note);
    // What people file in the notes folder is mail like any other (I8).
    else messages.push(messageOf(mail, header, batch, body, reader));
  }
  // None goes on over the line once this has failed.
  const ended = await Promise.allSettled(messages);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return { messages: await Promise.all(messages), notes, global, unreadable, notesLife };
}

const unknownNote =
  'It is a note of Thrice that this version cannot read. Did a newer version write it? Run that one again.';

/**
 * I7: notes are appended, so an unsigned one that travelled is a mail (some servers deliver `support+Thrice@` into the
 * folder), and none was written later than the server took it; INTERNALDATE knows whole seconds.
 */
function noteOf(
  mail: RawMail,
  header: Header,
  { life }: NotesLife,
  { secrets }: Reader,
): Note | 'unknown' | null {
  const value = fieldOf(header, 'x-thrice-note');
  if (value === null || !header.messageId) return null;
  const note = readNote(value, header.messageId, mail.uid, secrets);
  if (note === null || note === 'unknown') return note;
  if (note.signed) return { ...note, life };
  if (fieldOf(header, 'received') !== null) return null;
  return { ...note, life, at: Math.min(note.at, mail.internalDate + 999) };
}

/** Which life of the notes folder is read: the one read last, or the next where it is another folder or its UIDs begin anew. */
function lifeOf({ folder, uidValidity, restarted }: Batch, { notesLife: last }: State): NotesLife {
  const goesOn = last?.folder === folder && last.uidValidity === uidValidity && !restarted;
  return goesOn ? last : { folder, uidValidity, life: (last?.life ?? 0) + 1 };
}

function messageOf(
  mail: RawMail,
  header: Header,
  batch: Batch,
  read: (copy: Copy) => Promise<ReadBody>,
  reader: Reader,
): Promise<Message> {
  const copy: Copy = { folder: batch.folder, role: mail.role, uidValidity: batch.uidValidity, uid: mail.uid };
  const { internalDate } = mail;
  const body = () => read(copy);
  const source = async () => (await fetchSource(reader.connection, copy, 1024 * 1024)) ?? mail.header;
  return factOfMail({ header, copy, internalDate, body, source }, reader);
}

/** What a person's mail says by itself, for commands, goodbyes and notices; at most this many characters. */
export const newTextLength = 4000;
