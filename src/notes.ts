import type { NoteContent } from './core/conversation/note.js';
import { type NoteMatter, noteText } from './core/conversation/note-text.js';
import { domainOf } from './core/message/address.js';
import type { Entry } from './ledger.js';
import { compose } from './mail/compose.js';
import { writeNote } from './mail/note.js';
import { type Appended, appendMail, ensureFolder } from './mailbox/append.js';
import type { MailboxConnection } from './mailbox/connect.js';
import type { Online, Runtime } from './runtime.js';

/** Where and by whom notes are written. */
export type NoteWriter = Pick<Runtime, 'config' | 'secrets' | 'clock'> & {
  readonly connection: MailboxConnection;
  /** Full path of the notes folder. */
  readonly notesFolder: string;
};

/** A note that was written. */
export interface WrittenNote extends Appended {
  readonly noteId: string;
}

/**
 * Appends a note to the notes folder, making the folder when it is missing. Throws a MailboxError when it cannot: then
 * what the note announces must not happen (R9).
 */
export async function appendNote(
  content: NoteContent,
  matter: NoteMatter,
  writer: NoteWriter,
): Promise<WrittenNote> {
  const { settings } = writer.config;
  const at = writer.clock();
  const about = noteText(content, matter, at, settings.calendar.timezone);
  const note = writeNote(content, at, about, writer.secrets, domainOf(settings.mailbox.address));
  const raw = await compose({
    from: { name: 'Thrice', address: settings.mailbox.address },
    to: [settings.mailbox],
    subject: note.subject,
    messageId: note.noteId,
    date: at,
    text: note.text,
    headers: [{ name: 'X-Thrice-Note', value: note.header }],
  });
  await ensureFolder(writer.connection, writer.notesFolder);
  const appended = await appendMail(writer.connection, writer.notesFolder, raw, ['\\Seen'], at);
  return { ...appended, noteId: note.noteId };
}

/** The conversation as its notes name it to people. */
export function matterOf({ derived }: Pick<Entry, 'derived'>): { subject: string; id: string } {
  return { subject: derived.subject, id: derived.id };
}

/** The notes folder of an open connection. */
export function writerOf(online: Online): Online & NoteWriter {
  return { ...online, notesFolder: online.folders.notes };
}
