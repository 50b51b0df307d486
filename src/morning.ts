import type { Carrier } from './carriers.js';
import { addWorkingTime } from './core/calendar/working-time.js';
import { rateFullUntil } from './core/conversation/caps.js';
import type { Person } from './core/message/parsed.js';
import { type Morning, morningAt } from './core/morning/moment.js';
import { morningNote } from './core/morning/morning.js';
import type { Note } from './core/morning/note.js';
import { byReader, type Reader } from './core/morning/readers.js';
import { currentWorld } from './ledger.js';
import { claimsOf, lastNote, morningAnchor } from './morning-claims.js';
import { morningMail } from './morning-mail.js';
import { mattersOf } from './morning-matters.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import { sendMail } from './outbound.js';
import { type Reading, readMailbox } from './reading.js';
import type { Online } from './runtime.js';
import type { StepResult } from './settling.js';

/**
 * Sends the morning notes that are due, once a day to each reader (a claim like any other mail has makes sure of that), and
 * notes which blind steps they announced early enough (R5). What is more than `limits.per_minute` waits for the next pass.
 * Gives what became of them; the day is done with when nobody is left to be tried. Throws an SmtpError when there is no
 * line to the server.
 */
export async function sendMorningNotes(
  online: Online,
  carrier: () => Promise<Carrier>,
): Promise<readonly StepResult[]> {
  const { config, store, clock } = online;
  const { morningNote: wanted, calendar } = config.settings;
  const morning = wanted && morningAt(wanted, calendar, clock());
  if (!morning || store.state.get().morning === morning.day || !mayGo(online)) return [];
  const results: StepResult[] = [];
  let allTried = true;
  const { matters, lost } = mattersOf(online, morning, clock());
  for (const reader of byReader(matters, lost, config.settings)) {
    if (!mayGo(online)) {
      allTried = false;
      break;
    }
    const result = await sendTo(reader, morning, online, carrier);
    if (!result) continue;
    results.push(result);
    if (result.result === 'retry' || result.result === 'stood-back') allTried = false;
    // What one reader's address is refused for now is no reason to leave out those behind him.
    if (result.result === 'retry' && result.stop) break;
  }
  if (allTried) store.state.set({ morning: morning.day });
  if (results.length > 0) await readMailbox(online);
  return results;
}

/** Nothing goes while Thrice is paused, nor more in a minute than `limits.per_minute`, which every mail counts for (I5). */
function mayGo(online: Online): boolean {
  const { config, store, clock } = online;
  const moment = { settings: config.settings, now: clock() };
  return !currentWorld(online).paused && rateFullUntil(moment, store.state.get().sendings) === null;
}

/** The note of one reader; null: he has it, or there is nothing to say. One that cannot be made stops no other. */
async function sendTo(
  { to, matters, lost }: Reader,
  morning: Morning,
  online: Online,
  carrier: () => Promise<Carrier>,
): Promise<StepResult | null> {
  const anchor = morningAnchor(to.address, morning.day);
  if (claimsOf(anchor, online).length > 0) return null;
  const note = morningNote(matters, lost, lastNote(to.address, morning, online), morning.until);
  if (!note) return null;
  const mail = await morningMail(note, to, anchor, online).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  const result: StepResult =
    typeof mail === 'string'
      ? { result: 'retry', detail: mail, stop: false }
      : await sendMail(
          mail,
          null,
          (claim, reading) => objectionTo(anchor, claim, reading, online),
          online,
          await carrier(),
        );
  const level = result.result === 'sent' || result.result === 'stood-back' ? 'info' : 'warn';
  online.log[level](
    { result: result.result },
    `Morning note to ${to.address}: ${result.result}. ${result.detail}`,
  );
  if (result.result === 'sent' && typeof mail !== 'string') await noteTold(note, to, mail.id, online);
  return result;
}

function objectionTo(anchor: string, claimNote: string, reading: Reading, online: Online): string | null {
  if (!reading.complete) return 'a folder could not be read.';
  if (currentWorld(online).paused) return 'paused.';
  const [first] = claimsOf(anchor, online);
  return first?.noteId === claimNote ? null : 'another claim for this morning was first.';
}

/** R5: a blind step that the note announced early enough needs no notice of its own, where he read it who would get that. */
async function noteTold({ today }: Note, reader: Person, id: string, online: Online): Promise<void> {
  const { blindNotice, calendar } = online.config.settings;
  if (blindNotice === null) return;
  for (const { step, matter } of today) {
    const { next } = matter.derived;
    if (next?.action !== 'notice' || !next.to.some(({ address }) => address === reader.address)) continue;
    if (addWorkingTime(calendar, online.clock(), blindNotice) > step.at) continue;
    const told = { type: 'told', anchor: step.anchor, stage: step.stage, id } as const;
    await appendNote(told, matterOf({ derived: matter.derived }), writerOf(online));
  }
}
