import { draftedDetail } from './carriers.js';
import { attemptsOf } from './core/conversation/attempt.js';
import type { Thread } from './core/conversation/link.js';
import type { Derived } from './core/conversation/state.js';
import type { Purpose } from './core/message/purpose.js';
import { currentWorld, deriveThread, dueThreads, entriesOf } from './ledger.js';
import { removeDraft } from './mailbox/append.js';
import { type OwnDraft, ownDrafts } from './mailbox/drafts.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import type { Online } from './runtime.js';

/**
 * What lies in Drafts, read from the mailbox itself, so that it also holds after `data/` was lost. A draft whose claim
 * nothing settled shows that it was drafted (R9). In mode draft one whose silence ended, or whose stage was used up, is
 * removed (within one poll). Other drafts are left alone. Gives what people have to look at, as sentences for `status`.
 */
export async function tendDrafts(online: Online): Promise<string[]> {
  const { connection, folders, store, config } = online;
  const inDraftMode = config.settings.mode === 'draft';
  // After an edit of the mode the drafts are the people's, but for the evidence in them.
  if (!folders.drafts || (!inDraftMode && !store.journal.entries().some(({ phase }) => phase === 'data')))
    return [];
  const drafts = await ownDrafts(connection, folders.drafts);
  for (const draft of drafts) await tend(draft, online);
  return inDraftMode ? lostDrafts(drafts, online) : [];
}

async function tend({ id, copy, deleted }: OwnDraft, online: Online): Promise<void> {
  const { connection, store, config } = online;
  const threads = [...store.threads.withId(id)].flatMap((key) => {
    const thread = store.threads.get(key);
    return thread ? [{ key, thread }] : [];
  });
  const claimed = threads.map(({ thread }) => openClaim(id, thread)).find((anchor) => anchor !== null);
  if (claimed !== undefined) return settleAsDrafted(id, claimed, copy.folder, online);
  // A draft that no note speaks of may be under way, or a person's copy: it stays.
  if (config.settings.mode !== 'draft' || deleted || threads.length === 0) return;
  if (threads.some(({ key, thread }) => isWaiting(id, key, thread, online))) return;
  if (await removeDraft(connection, copy)) online.log.info({ id }, 'Removed a draft whose time is over.');
}

/** The drafts that conversations wait for and that nobody can send any more: a person deleted them, or the folder is another one. */
function lostDrafts(drafts: readonly OwnDraft[], online: Online): string[] {
  const there = new Set(drafts.filter(({ deleted }) => !deleted).map(({ id }) => id));
  const lost = entriesOf(dueThreads(online, online.clock()), online, online.clock()).filter(
    ({ derived: { draft, next } }) => next?.heldBy === 'draft-waiting' && draft && !there.has(draft),
  );
  if (lost.length === 0) return [];
  const names = lost.map(({ derived: { id, subject } }) => `${id} ("${subject}")`);
  return [
    `These conversations wait for a draft that is no longer in Drafts: ${names.join(', ')}. ` +
      '`thrice skip ID` goes on without it; `thrice close ID` and then `thrice reopen ID` have it written again.',
  ];
}

/** The anchor of the claim with this id, of which nothing says yet what became of it; null: it is none such. */
function openClaim(id: string, { messages, notes }: Thread): string | null {
  const attempt = attemptsOf(messages, notes).find((a) => a.id === id);
  return attempt?.state === 'claimed' ? attempt.anchor : null;
}

async function settleAsDrafted(id: string, anchor: string, folder: string, online: Online): Promise<void> {
  const about = entriesOf(online.store.threads.withId(id), online, online.clock()).find(({ conversation }) =>
    conversation.notes.some((note) => note.type === 'claim' && note.id === id),
  );
  const detail = draftedDetail(folder);
  await appendNote(
    { type: 'result', id, anchor, result: 'drafted', detail },
    about ? matterOf(about) : null,
    writerOf(online),
  );
  online.store.journal.remove(id);
  online.log.info({ id, result: 'drafted' }, `Settled an open sending. ${detail}`);
}

function isWaiting(id: string, key: string, thread: Thread, online: Online): boolean {
  const entries = deriveThread(key, thread, online, currentWorld(online), online.clock());
  const about = attemptsOf(thread.messages, thread.notes).find((attempt) => attempt.id === id);
  // Mail clients throw the former state of a draft into Trash, and a person is still writing it.
  if (about?.state === 'discarded') return true;
  return entries.some(
    ({ derived, conversation }) =>
      derived.draft === id ||
      (about !== undefined &&
        conversation.messages.some((message) => message.id === about.anchor) &&
        isCourtesyWanted(about.purpose, derived)),
  );
}

/** A draft that is no stage waits while what it says is true: the team still owes an answer; the matter is closed. */
function isCourtesyWanted(purpose: Purpose, { status, outcome }: Derived): boolean {
  if (purpose === 'holding-reply') return status === 'awaiting-agent';
  return purpose === 'closing' && status === 'closed' && outcome === 'resolved';
}
