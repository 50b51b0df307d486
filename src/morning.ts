import type { Carrier } from './carriers.js';
import { addWorkingTime, nextWorkingMoment } from './core/calendar/working-time.js';
import { freeAt } from './core/conversation/caps.js';
import { type PlanInput, plan } from './core/conversation/plan.js';
import type { Derived, Hold } from './core/conversation/state.js';
import { stepKey, stepsOf } from './core/conversation/step.js';
import { type Morning, morningAt } from './core/morning/moment.js';
import { type Matter, morningNote, type Note } from './core/morning/morning.js';
import { byReader, type Reader } from './core/morning/readers.js';
import { allConversations, currentWorld } from './ledger.js';
import { claimsOf, lastNote, morningAnchor, timeToAnswer } from './morning-claims.js';
import { morningMail } from './morning-mail.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import { sendMail } from './outbound.js';
import { type Reading, readMailbox } from './reading.js';
import type { Online } from './runtime.js';
import type { StepResult } from './settling.js';

/**
 * Sends the morning notes that are due, once a day to each reader (a claim like any other mail has makes sure of that), and
 * notes which blind steps they announced early enough (R5). Gives what became of them; the day is done with when nobody is
 * left to be tried. Throws an SmtpError when there is no line to the server.
 */
export async function sendMorningNotes(
  online: Online,
  carrier: () => Promise<Carrier>,
): Promise<readonly StepResult[]> {
  const { config, store, clock } = online;
  const { morningNote: wanted, calendar } = config.settings;
  const morning = wanted && morningAt(wanted, calendar, clock());
  if (!morning || store.state.get().morning === morning.day || currentWorld(online).paused) return [];
  const results: StepResult[] = [];
  let allTried = true;
  for (const reader of byReader(mattersOf(online, morning), config.settings)) {
    const result = await sendTo(reader, morning, online, carrier);
    if (!result) continue;
    results.push(result);
    if (result.result === 'retry' || result.result === 'stood-back') allTried = false;
    // What one reader's address is refused for now is no reason to leave out those behind him.
    if (!(result.result === 'retry' && result.stop) && !currentWorld(online).paused) continue;
    allTried = false;
    break;
  }
  if (allTried) store.state.set({ morning: morning.day });
  if (results.length > 0) await readMailbox(online);
  return results;
}

/** The note of one reader; null: he has it, or there is nothing to say. One that cannot be made stops no other. */
async function sendTo(
  { to, matters }: Reader,
  morning: Morning,
  online: Online,
  carrier: () => Promise<Carrier>,
): Promise<StepResult | null> {
  const anchor = morningAnchor(to.address, morning.day);
  if (claimsOf(anchor, online).length > 0) return null;
  const note = morningNote(matters, lastNote(to.address, morning, online), morning.until);
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
  if (result.result === 'sent' && typeof mail !== 'string') await noteTold(note, mail.id, online);
  return result;
}

/** The conversations that the note may tell of, with what the plan says of their next steps until then (ms UTC). */
function mattersOf(online: Online, { until }: Morning): Matter[] {
  const { config, store, clock } = online;
  const now = clock();
  const found: { readonly key: string; readonly derived: Derived; readonly anchor: string }[] = [];
  for (const { key, derived, conversation } of allConversations(online, now)) {
    if (!mayBeTold(derived, now - longestHolidays)) continue;
    const latest = conversation.messages.findLast((message) => !message.own) ?? conversation.messages[0]!;
    found.push({ key, derived, anchor: derived.silence?.anchor ?? latest.id });
  }
  const input: PlanInput = {
    conversations: found.map(({ derived }) => derived),
    settings: config.settings,
    world: currentWorld(online),
    sendings: store.state.get().sendings,
    foreseen: new Map(
      found.flatMap(({ key }) => Object.entries(store.threads.upcoming(key)?.foreseen ?? {})),
    ),
    retryAt: new Map(),
    now,
  };
  const planned = plan(input);
  const holds = new Map<string, Hold>();
  for (const { id, step, heldBy } of planned)
    if (heldBy && step.at < until) holds.set(`${id} ${stepKey(step)}`, heldBy);
  return found.map(({ derived, anchor }) => {
    const { next } = derived;
    const heldBy = (next && holds.get(`${derived.id} ${stepKey(next)}`)) ?? null;
    return { derived, anchor, heldBy, notBefore: notBefore(derived, input) };
  });
}

/** Before this moment (ms UTC) nothing goes that the note announces: its readers answer first, and the caps hold. */
function notBefore({ next }: Derived, input: PlanInput): number {
  const step = next?.action === 'notice' ? next.coming : next;
  const free = Math.max(input.now + timeToAnswer, step ? freeAt(step, input) : 0);
  return Number.isFinite(free) ? nextWorkingMoment(input.settings.calendar, free) : free;
}

/** A note looks back to the one before it, ms. */
const longestHolidays = 30 * 24 * 3600 * 1000;

/** Most conversations were over long before, and are let go one by one. */
function mayBeTold(derived: Derived, since: number): boolean {
  const { closedAt = 0, reopened, dead, thanks, uncertain } = derived;
  if (stepsOf(derived).length > 0 || uncertain.length > 0 || closedAt >= since) return true;
  return [...reopened, ...dead, ...thanks.map(({ message }) => message)].some(({ at }) => at >= since);
}

function objectionTo(anchor: string, claimNote: string, reading: Reading, online: Online): string | null {
  if (!reading.complete) return 'a folder could not be read.';
  if (currentWorld(online).paused) return 'paused.';
  const [first] = claimsOf(anchor, online);
  return first?.noteId === claimNote ? null : 'another claim for this morning was first.';
}

/** R5: a blind step that the note announced early enough needs no notice of its own. */
async function noteTold({ today }: Note, id: string, online: Online): Promise<void> {
  const { blindNotice, calendar } = online.config.settings;
  if (blindNotice === null) return;
  for (const { step, blind, matter } of today) {
    if (!blind || addWorkingTime(calendar, online.clock(), blindNotice) > step.at) continue;
    const told = { type: 'told', anchor: step.anchor, stage: step.stage, id } as const;
    await appendNote(told, matterOf({ derived: matter.derived }), writerOf(online));
  }
}
