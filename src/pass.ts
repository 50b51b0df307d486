import { type Carrier, carriersOf } from './carriers.js';
import { drawConsequences } from './consequences.js';
import type { Step } from './core/conversation/state.js';
import { stepKey, stepsOf } from './core/conversation/step.js';
import { tendDrafts } from './drafts.js';
import { dueSteps, freshEntry, nameOf } from './due.js';
import { dueThreads, type Entry, entriesOf } from './ledger.js';
import { SmtpError } from './mail/smtp.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { isLoss, MailboxError } from './mailbox/error.js';
import { recordMode } from './mode.js';
import { sendMorningNotes } from './morning.js';
import { logWouldGo } from './observe.js';
import { ComposeError, performStep } from './outbound.js';
import { type Reading, readMailbox } from './reading.js';
import { recover } from './recovery.js';
import { logResult } from './result-log.js';
import type { Online, Runtime } from './runtime.js';
import type { StepResult } from './settling.js';
import { standingTroubles } from './standing.js';

/**
 * What failed lately, when it may be tried again (ms UTC) and why it failed, a sentence, by `stepKey`; '' is what all
 * steps need, the SMTP server or the notes folder. In memory only.
 */
export type Retries = Map<string, { readonly tries: number; readonly at: number; readonly why: string }>;

/** Growing distance between tries, ms. */
const distances = [1, 5, 15, 60, 240].map((minutes) => minutes * 60_000);

/** What one pass came to. */
export interface PassResult {
  readonly reading: Reading;
  readonly results: readonly { readonly step: Step; readonly result: StepResult }[];
  /** Sentences for `status`. */
  readonly warnings: readonly string[];
  /** Those of them that last until a person mends something. */
  readonly standing: readonly string[];
}

/**
 * One pass of the daemon: read everything, make up for what was left open, then do what is due, one step at a time.
 * In observe mode it only reads. Throws a MailboxError when the connection is lost.
 */
export async function pass(
  runtime: Runtime,
  connection: MailboxConnection,
  retries: Retries,
  onProgress?: (mails: number) => void,
): Promise<PassResult> {
  const reader = { ...runtime, connection };
  const readBefore = runtime.store.state.get().lastRead;
  const reading = await readMailbox(reader, onProgress);
  const online: Online = { ...reader, folders: reading.folders };
  const standing = standingTroubles(reading, runtime);
  // What waits for its next try; a step that is tried and fails again is told anew.
  const warnings = (): string[] => {
    const waiting = [...retries.values()].filter(({ at }) => at > runtime.clock());
    return [...new Set([...standing, ...waiting.map(({ why }) => why)])];
  };
  const act = async (): Promise<PassResult['results']> => {
    await recordMode(online);
    if (runtime.config.settings.mode === 'observe')
      logWouldGo(
        entriesOf(dueThreads(online, online.clock()), online, online.clock()),
        reading,
        online,
        readBefore,
      );
    if (runtime.config.settings.mode === 'observe' || !reading.complete) return [];
    if (await recover(online)) await readMailbox(online);
    // What an agent's mail orders elsewhere is there before anything goes, and before he is told what came of it.
    if (await drawConsequences(online)) await readMailbox(online);
    await tendDrafts(online);
    return sendDue(online, retries);
  };
  try {
    const results = await act();
    return { reading, results, warnings: warnings(), standing };
  } catch (error) {
    // A full mailbox or a folder that cannot be made: no claim, no send (R9), but reading goes on.
    if (!(error instanceof MailboxError) || isLoss(error)) throw error;
    if ((retries.get('')?.at ?? 0) <= runtime.clock()) {
      runtime.log.error({ kind: error.kind }, error.message);
      retryLater(retries, '', runtime.clock(), error.message);
    }
    return { reading, results: [], warnings: warnings(), standing };
  }
}

async function sendDue(online: Online, retries: Retries): Promise<PassResult['results']> {
  const { clock, log } = online;
  const results: { step: Step; result: StepResult }[] = [];
  if ((retries.get('')?.at ?? 0) > clock()) return results;
  const carriers = carriersOf(online);
  try {
    await sendMornings(online, carriers, retries);
    const entries = entriesOf(dueThreads(online, clock()), online, clock());
    forgetSettled(retries, entries);
    const retryAt = new Map([...retries].map(([key, { at }]) => [key, at]));
    const due = dueSteps(entries, online, retryAt, clock());
    for (const { step } of due) {
      const entry = freshEntry(step, online);
      if (!entry) continue;
      const result = await attemptStep(step, entry, online, await carriers.of(step));
      results.push({ step, result });
      logResult(step, entry, result, log);
      if (result.result !== 'retry') retries.delete(stepKey(step));
      else {
        const why = `${nameOf(step)} in "${entry.derived.subject}" is tried again later: ${result.detail}`;
        retryLater(retries, result.stop ? '' : stepKey(step), clock(), why);
        if (result.stop) break;
      }
    }
    if (results.some(({ result }) => result.result !== 'retry')) retries.delete('');
    if (results.length > 0) {
      await readMailbox(online);
      await drawConsequences(online);
    }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error;
    retryLater(retries, '', clock(), error.message);
    log.error({ kind: error.kind }, error.message);
  } finally {
    await carriers.close();
  }
  return results;
}

/** The morning notes go before the mails that they announce; one that fails is tried again like a step. */
async function sendMornings(
  online: Online,
  carriers: ReturnType<typeof carriersOf>,
  retries: Retries,
): Promise<void> {
  if ((retries.get(morningKey)?.at ?? 0) > online.clock()) return;
  const results = await sendMorningNotes(online, carriers.bySmtp);
  const failed = results.find(({ result }) => result === 'retry');
  if (failed)
    retryLater(
      retries,
      morningKey,
      online.clock(),
      `The morning note is tried again later: ${failed.detail}`,
    );
  else retries.delete(morningKey);
}

const morningKey = 'morning';

/** A step that cannot even be composed, or has nowhere to go, is shown and tried again later; the others go on. */
async function attemptStep(
  step: Step,
  entry: Entry,
  online: Online,
  carrier: Carrier | null,
): Promise<StepResult> {
  if (!carrier) return { result: 'retry', detail: noDrafts, stop: false };
  try {
    return await performStep(step, entry, online, carrier);
  } catch (error) {
    if (error instanceof MailboxError || !(error instanceof ComposeError)) throw error;
    return { result: 'retry', detail: error.message, stop: false };
  }
}

/** Steps that are due no more, because something else came of them, are not waited for. */
function forgetSettled(retries: Retries, entries: readonly Entry[]): void {
  const due = new Set(entries.flatMap(({ derived }) => stepsOf(derived).map(stepKey)));
  for (const key of retries.keys())
    if (key !== '' && key !== morningKey && !due.has(key)) retries.delete(key);
}

function retryLater(retries: Retries, key: string, now: number, why: string): void {
  const tries = (retries.get(key)?.tries ?? 0) + 1;
  retries.set(key, { tries, at: now + (distances[tries - 1] ?? distances.at(-1)!), why });
}

const noDrafts =
  'The mailbox has no Drafts folder, so no follow-up can be put there. Name one in mailbox.folders.drafts, or use mode send.';
