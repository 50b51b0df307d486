import type { Carrier } from './carriers.js';
import { drawConsequences } from './consequences.js';
import type { NoteContent } from './core/conversation/note.js';
import type { Step } from './core/conversation/state.js';
import type { Entry } from './ledger.js';
import { MailboxError } from './mailbox/error.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import { objectionTo } from './objection.js';
import { type Outgoing, outgoingOf } from './outgoing.js';
import { readMailbox } from './reading.js';
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

/**
 * One due step: due -> sent (DESIGN 5, outbound; R9). Journal, claim, read everything again, derive again, one SMTP
 * transaction, result. Whatever throws before the content began leaves a journal entry that says so.
 */
export async function performStep(
  step: Step,
  entry: Entry,
  online: Online,
  carrier: Carrier,
): Promise<StepResult> {
  const { store, clock } = online;
  const mail = await composed(step, entry, online);
  store.journal.write({ v: 1, id: mail.id, anchor: step.anchor, phase: 'claiming', at: clock() });
  store.journal.keepMail(mail.id, mail.raw);
  const claim = await appendNote(claimOf(mail), matterOf(entry), writerOf(online));
  let age = stopwatch();
  let reading = await readMailbox(online);
  // R12: what just came may forbid an address everywhere, which counts once its note has been read.
  if (await drawConsequences(online)) {
    age = stopwatch();
    reading = await readMailbox(online);
  }
  const objection = objectionTo(step, claim.noteId, reading, online);
  if (objection) {
    await settle(mail, entry, online, { result: 'not-sent', detail: `Not sent: ${objection}` });
    return { result: 'stood-back', detail: objection };
  }
  if (age() > freshFor) {
    await settle(mail, entry, online, {
      result: 'not-sent',
      detail: 'Not sent: reading the mailbox took too long.',
    });
    return { result: 'retry', detail: 'reading the mailbox took longer than 10 s', stop: false };
  }
  const carried = await carrier.carry(mail, async () => {
    if (age() > dialogueFor) throw new Error('the machine slept since the mailbox was read');
    store.journal.write({ v: 1, id: mail.id, anchor: step.anchor, phase: 'data', at: clock() });
  });
  return record(carried, mail, step, entry, online);
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
  return { type: 'claim', id: mail.id, purpose, anchor, stage, last, closes, to };
}
