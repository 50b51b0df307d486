import { type Carrier, carriersOf } from './carriers.js';
import { drawConsequences } from './consequences.js';
import { purposeOf, type Step, stepKey } from './core/conversation/step.js';
import { dueSteps, freshEntry, nameOf } from './due.js';
import { dueThreads, type Entry, entriesOf } from './ledger.js';
import { SmtpError } from './mail/smtp.js';
import { MailboxError } from './mailbox/error.js';
import { sendMorningNotes } from './morning.js';
import { ComposeError, performStep } from './outbound.js';
import { readMailbox } from './reading.js';
import { logResult } from './result-log.js';
import { forgetSettled, morningKey, type Retries, retryLater } from './retries.js';
import type { Online } from './runtime.js';
import type { StepResult } from './settling.js';

/** A step that was tried, and what became of it. */
export interface Tried {
  readonly step: Step;
  readonly result: StepResult;
}

/** The morning notes, then all steps that are due, one at a time. What fails is left in `retries`. */
export async function sendDue(online: Online, retries: Retries): Promise<readonly Tried[]> {
  const { clock, log } = online;
  const results: Tried[] = [];
  if ((retries.get('')?.at ?? 0) > clock()) return results;
  const carriers = carriersOf(online);
  try {
    await sendMornings(online, carriers, retries);
    const entries = entriesOf(dueThreads(online, clock()), online, clock());
    forgetSettled(retries, entries);
    const retryAt = new Map([...retries].map(([key, { at }]) => [key, at]));
    const due = dueSteps(entries, online, retryAt, clock());
    for (const { step } of answersFirst(due)) {
      const entry = freshEntry(step, online);
      if (!entry) continue;
      const result = await attemptStep(step, entry, online, await carriers.of(step));
      results.push({ step, result });
      logResult(step, entry, result, online);
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

/** Until the mailbox is read again nothing is known of what goes here: an answer behind it would doubt whether it left. */
function answersFirst<T extends { readonly step: Step }>(due: readonly T[]): readonly T[] {
  const isAnswer = ({ step }: T): boolean => purposeOf(step) === 'command-result';
  return [...due.filter(isAnswer), ...due.filter((one) => !isAnswer(one))];
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

const noDrafts =
  'The mailbox has no Drafts folder, so no follow-up can be put there. Name one in mailbox.folders.drafts, or use mode send.';
