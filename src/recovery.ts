import type { Thread } from './core/conversation/link.js';
import type { NoteContent } from './core/conversation/note.js';
import { ownMails, renamedCopies } from './core/conversation/renamed.js';
import type { Message } from './core/message/message.js';
import { entriesOf } from './ledger.js';
import { appendMail, moveOwn } from './mailbox/append.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import type { Online } from './runtime.js';
import type { JournalEntry } from './store/journal.js';

type ResultNote = Extract<NoteContent, { type: 'result' }>;

/** How long the server's own Sent copy, or the copy to the mailbox, may take before Thrice stores one; ms. */
const copyPatience = 2 * 60 * 1000;

/**
 * Makes up for what a stop or a lost line left open (R9): sendings that certainly did not begin are said not to have
 * been sent, those whose mail was seen are said to have been, results that could not be noted are noted. What nothing
 * settles stays: `derive` shows it as uncertain. True: something was noted that the next reading will show.
 */
export async function recover(online: Online): Promise<boolean> {
  let noted = false;
  for (const entry of online.store.journal.entries()) {
    const thread = threadOf(entry, online);
    const seen = thread ? seenIn(thread, entry.id) : undefined;
    const claimed = thread?.notes.some((n) => n.type === 'claim' && n.id === entry.id) ?? false;
    if (entry.phase === 'claiming' && !claimed) {
      // Stopped before the claim reached the mailbox: nobody knows of it, and nothing happened.
      online.store.journal.remove(entry.id);
      continue;
    }
    const result = resultOf(entry, thread, seen);
    if (result && !entry.noted) {
      await note(entry, result, online);
      noted = true;
    } else if (entry.noted) await finish(entry, thread, seen, online);
  }
  return noted;
}

/** The mail itself, also where a relay gave it another id. */
function seenIn(thread: Thread, id: string): Message | undefined {
  return thread.messages.find((message) => message.own && message.id === id) ?? renamedCopies(thread).get(id);
}

function threadOf(entry: JournalEntry, { store }: Online): Thread | null {
  for (const key of store.threads.withId(entry.id)) {
    const thread = store.threads.get(key);
    if (thread) return thread;
  }
  return null;
}

/** The result note that the evidence allows, or null while there is none. */
function resultOf(entry: JournalEntry, thread: Thread | null, seen: Message | undefined): ResultNote | null {
  if (entry.result) return entry.result;
  const { id } = entry;
  const claim = thread?.notes.find((n) => n.type === 'claim' && n.id === id);
  const anchor = claim?.type === 'claim' ? claim.anchor : entry.anchor;
  if (seen)
    return {
      type: 'result',
      id,
      anchor,
      result: 'sent',
      detail: 'Sent: the mail itself was seen in the mailbox.',
    };
  if (entry.phase === 'claiming')
    return {
      type: 'result',
      id,
      anchor,
      result: 'not-sent',
      detail: 'Not sent: Thrice stopped before it began to send.',
    };
  // Of a damaged entry the mailbox may know what came of it.
  const known = thread?.notes.find((n) => n.type === 'result' && n.id === id && n.signed);
  if (known?.type === 'result')
    return { type: 'result', id, anchor: known.anchor, result: known.result, detail: known.detail };
  const settled = thread?.notes.find((n) => n.type === 'settle' && n.id === id && n.signed);
  if (settled?.type !== 'settle') return null;
  return {
    type: 'result',
    id,
    anchor: settled.anchor,
    result: settled.result,
    detail: 'A person settled it.',
  };
}

async function note(entry: JournalEntry, result: ResultNote, online: Online): Promise<void> {
  const { store, log } = online;
  store.journal.write({ ...entry, anchor: result.anchor, phase: 'done', result });
  const known = threadOf(entry, online)?.notes.some(
    (n) => n.type === 'result' && n.id === entry.id && n.signed,
  );
  if (!known) {
    const about = entriesOf(store.threads.withId(result.anchor), online, online.clock()).find(
      ({ conversation }) => conversation.messages.some((message) => message.id === result.anchor),
    );
    await appendNote(result, about ? matterOf(about) : null, writerOf(online));
  }
  log.info({ id: entry.id, result: result.result }, `Settled an open sending. ${result.detail}`);
  if (result.result === 'sent') store.journal.write({ ...entry, phase: 'done', result, noted: true });
  else store.journal.remove(entry.id);
}

/** A sent mail's last duty: a copy of it lies in Sent, the server's own, the one to ourselves, or the kept one. */
async function finish(
  entry: JournalEntry,
  thread: Thread | null,
  seen: Message | undefined,
  online: Online,
): Promise<void> {
  const { store, folders, connection, clock, log } = online;
  // What bears the id and no true mark is not moved (I9).
  const isOurs = thread !== null && seen !== undefined && ownMails(thread).includes(seen);
  const inSent = seen !== undefined && (isOurs ? await putIntoSent(seen, online) : liesInSent(seen, online));
  // Without a Sent folder the copy stays where it arrived.
  if (inSent || (seen && !folders.sent)) return store.journal.remove(entry.id);
  if (clock() - entry.at < copyPatience) return;
  if (!folders.sent) return store.journal.remove(entry.id);
  // A filter or a person may have put the copy to ourselves elsewhere: there it stays.
  const raw = store.journal.mail(entry.id);
  if (raw) await appendMail(connection, folders.sent, raw, ['\\Seen'], entry.at);
  store.journal.remove(entry.id);
  log.info(
    { id: entry.id, folder: folders.sent },
    'No copy of a sent mail turned up in Sent; stored one there.',
  );
}

/** The copies to ourselves are evidence, not news. */
export async function moveOwnCopies(threads: Iterable<string>, online: Online): Promise<void> {
  for (const key of threads) {
    const thread = online.store.threads.get(key);
    for (const message of thread ? ownMails(thread) : []) await putIntoSent(message, online);
  }
}

/**
 * Moves the copy to ourselves from INBOX to Sent, or to Trash where Sent has one already. Only mails of Thrice itself
 * (`ownMails`) are ever moved (I9). True: Sent has one now.
 */
async function putIntoSent(message: Message, online: Online): Promise<boolean> {
  const { folders, connection } = online;
  const { own, copies } = message;
  const trash = folders.folders.find((folder) => folder.role === 'trash')?.path;
  let inSent = liesInSent(message, online);
  // What is written to the admins is news, also where they read this mailbox.
  if (own?.purpose === 'admin') return inSent;
  for (const copy of copies.filter(({ role }) => role === 'inbox')) {
    const target = inSent ? trash : folders.sent;
    if (target && (await moveOwn(connection, copy, target))) inSent = true;
  }
  return inSent;
}

/** By its place alone: a copy that a relay renamed proves nothing by lying in Sent (`cameByMail`), and is one all the same. */
function liesInSent({ copies }: Message, { folders }: Online): boolean {
  return copies.some(({ role, folder }) => role === 'sent' || role === 'all' || folder === folders.sent);
}
