import type { Carrier } from './carriers.js';
import { drawConsequences } from './consequences.js';
import type { NoteContent } from './core/conversation/note.js';
import type { NoteMatter } from './core/conversation/note-text.js';
import type { Step } from './core/conversation/step.js';
import type { Entry } from './ledger.js';
import { MailboxError } from './mailbox/error.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import { objectionTo } from './objection.js';
import { type Outgoing, outgoingOf } from './outgoing.js';
import { type Reading, readMailbox } from './reading.js';
import type { Online } from './runtime.js';
import { record, type StepResult, settle } from './settling.js';
import { textOf } from './text-of-mail.js';

/** I2: what was read longer ago than this before MAIL FROM is read again, in real ms. */
const freshFor = 10_000;

/** A server may take its time over the envelope (RFC 5321 4.5.3.2); a machine that slept meanwhile sends nothing. Real ms. */
const dialogueFor = 10 * 60_000;

/**
 * How long ago it was called, real ms. The monotonic clock tells that the process was stopped, only the wall clock that
 * the machine slept; of the two the longer one counts, whichever way the wall clock was set.
 */
function stopwatch(): () => number {
  const [ticks, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - ticks, Math.abs(Date.now() - wall));
}

/** One due step: due -> sent (DESIGN 5, outbound; R9). Throws a ComposeError. */
export async function performStep(
  step: Step,
  entry: Entry,
  online: Online,
  carrier: Carrier,
): Promise<StepResult> {
  const mail = await composed(step, entry, online);
  const objection: Objection = (claimNote, reading) => objectionTo(step, claimNote, reading, online);
  return sendMail(mail, matterOf(entry), objection, online, carrier);
}

/** Why the claimed mail must not go after all, told from a reading that began after the claim; null: it may. */
type Objection = (claimNote: string, reading: Reading) => string | null;

/**
 * One mail, ready to go -> sent (R9). Journal, claim, read everything again, ask again, one SMTP transaction, result.
 * Whatever throws before the content began leaves a journal entry that says so.
 */
export async function sendMail(
  mail: Outgoing,
  matter: NoteMatter,
  objectionTo: Objection,
  online: Online,
  carrier: Carrier,
): Promise<StepResult> {
  const { store, clock } = online;
  const { anchor } = mail.mark;
  store.journal.write({ v: 1, id: mail.id, anchor, phase: 'claiming', at: clock() });
  store.journal.keepMail(mail.id, mail.raw);
  const claim = await appendNote(claimOf(mail), matter, writerOf(online));
  let age = stopwatch();
  let reading = await readMailbox(online);
  // R12: what just came may forbid an address everywhere, which counts once its note has been read.
  if (await drawConsequences(online)) {
    age = stopwatch();
    reading = await readMailbox(online);
  }
  const objection = objectionTo(claim.noteId, reading);
  if (objection) {
    await settle(mail, matter, online, { result: 'not-sent', detail: `Not sent: ${objection}` });
    return { result: 'stood-back', detail: objection };
  }
  if (age() > freshFor) {
    await settle(mail, matter, online, {
      result: 'not-sent',
      detail: 'Not sent: reading the mailbox took too long.',
    });
    return { result: 'retry', detail: 'reading the mailbox took longer than 10 s', stop: false };
  }
  const carried = await carrier.carry(mail, async () => {
    if (age() > dialogueFor) throw new Error('the machine slept since the mailbox was read');
    store.journal.write({ v: 1, id: mail.id, anchor, phase: 'data', at: clock() });
  });
  return record(carried, mail, matter, online);
}

/** The mail of a step cannot be made: a template that fails, an address that no header can carry. */
export class ComposeError extends Error {}

async function composed(step: Step, entry: Entry, online: Online): Promise<Outgoing> {
  try {
    return await outgoingOf(step, entry, online, (message) => textOf(message, online), online.clock());
  } catch (error) {
    if (error instanceof MailboxError) throw error;
    throw new ComposeError(error instanceof Error ? error.message : String(error));
  }
}

function claimOf(mail: Outgoing): NoteContent {
  const { purpose, anchor, stage, last, closes } = mail.mark;
  const to = mail.to.map((person) => person.address);
  const { id, items } = mail;
  return { type: 'claim', id, purpose, anchor, stage, last, closes, to, ...(items && { items }) };
}
