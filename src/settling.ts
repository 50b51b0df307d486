import type { CarryResult } from './carriers.js';
import type { NoteContent, Refusal } from './core/conversation/note.js';
import type { NoteMatter } from './core/conversation/note-text.js';
import type { RefusedRecipient, SendResult } from './mail/smtp.js';
import { appendNote, writerOf } from './notes.js';
import type { Outgoing } from './outgoing.js';
import type { Online } from './runtime.js';

/** What became of one step, for the log and the retries. */
export type StepResult =
  | { readonly result: 'sent' | 'drafted' | 'failed'; readonly detail: string }
  /** It was no longer due when the mailbox had been read again (I2), or another claim was first (R9). */
  | { readonly result: 'stood-back'; readonly detail: string }
  /** Nothing left; it may be tried again. `stop`: the trouble is not this mail's, so try no other now. */
  | { readonly result: 'retry'; readonly detail: string; readonly stop: boolean }
  | { readonly result: 'uncertain'; readonly detail: string };

type ResultNote = Extract<NoteContent, { type: 'result' }>;

/** Records what the carrier reports of a claimed mail; an uncertain one stays open until evidence or a person settles it. */
export async function record(
  carried: CarryResult,
  mail: Outgoing,
  matter: NoteMatter,
  online: Online,
): Promise<StepResult> {
  switch (carried.result) {
    case 'sent': {
      const refused = refusalsOf(carried.refused, mail);
      const detail = `Sent to ${reached(mail, refused)}: ${carried.response}`;
      await settle(mail, matter, online, { result: 'sent', detail, ...(refused.length > 0 && { refused }) });
      return { result: 'sent', detail };
    }
    case 'drafted':
      await settle(mail, matter, online, { result: 'drafted', detail: carried.detail });
      return { result: 'drafted', detail: carried.detail };
    case 'refused':
      return refusedResult(carried, mail, matter, online);
    case 'not-begun':
      await settle(mail, matter, online, { result: 'not-sent', detail: `Not sent: ${carried.error}` });
      return { result: 'retry', detail: carried.error, stop: true };
    case 'uncertain':
      return { result: 'uncertain', detail: carried.error };
    default:
      return carried satisfies never;
  }
}

async function refusedResult(
  refusal: Extract<SendResult, { result: 'refused' }>,
  mail: Outgoing,
  matter: NoteMatter,
  online: Online,
): Promise<StepResult> {
  const detail = `the server refused it (${refusal.phase}): ${answer(refusal)}`;
  // A refused sender is a matter of the account, not of this mail: nothing is given up for it.
  if (!refusal.permanent || refusal.phase === 'mail') {
    await settle(mail, matter, online, { result: 'not-sent', detail: `Not sent: ${detail}` });
    return { result: 'retry', detail, stop: refusal.phase === 'mail' };
  }
  const refused = refusal.phase === 'rcpt' ? refusalsOf(refusal.refused, mail) : everybody(refusal, mail);
  await settle(mail, matter, online, {
    result: 'failed',
    detail: `Failed: ${detail}`,
    ...(refused.length > 0 && { refused }),
  });
  return { result: 'failed', detail };
}

/** The refused ones among the mail's own recipients: the copy to ourselves is no customer. */
function refusalsOf(refused: readonly RefusedRecipient[], { to }: Outgoing): Refusal[] {
  return refused.filter(({ address }) => to.some((person) => person.address === address)).map(refusalOf);
}

/**
 * A mail that is refused as a whole, at DATA or after its content, is refused for each of its recipients, as the bounce
 * would say that another server sends later (R12).
 */
function everybody(
  { code, response }: { readonly code: number; readonly response: string },
  { to }: Outgoing,
): Refusal[] {
  return to.map(({ address }) => refusalOf({ address, code, response }));
}

function refusalOf(refusal: RefusedRecipient): Refusal {
  return {
    address: refusal.address,
    // RFC 3463; a bare 550 says nothing of the address, so it suppresses nobody (R12).
    status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(refusal.response)?.[1] ?? '',
    permanent: refusal.code >= 500,
    reason: answer(refusal).slice(0, 200),
  };
}

/** Who got it; who did not, and why. */
function reached({ to }: Outgoing, refused: readonly Refusal[]): string {
  const isRefused = (address: string): boolean => refused.some((refusal) => refusal.address === address);
  const got = to.flatMap(({ address }) => (isRefused(address) ? [] : [address]));
  return [got.join(', '), ...refused.map(({ address, reason }) => `not to ${address} (${reason})`)].join(
    ', ',
  );
}

/** Puts what is known on the disk, then as a note into the mailbox; what fails here is made up for by `recover`. */
export async function settle(
  mail: Outgoing,
  matter: NoteMatter,
  online: Online,
  outcome: Pick<ResultNote, 'result' | 'detail' | 'refused'>,
): Promise<void> {
  const { store, clock } = online;
  const anchor = mail.mark.anchor;
  const result: ResultNote = { type: 'result', id: mail.id, anchor, ...outcome };
  store.journal.write({ v: 1, id: mail.id, anchor, phase: 'done', at: clock(), result });
  await appendNote(result, matter, writerOf(online));
  if (outcome.result === 'sent')
    store.journal.write({ v: 1, id: mail.id, anchor, phase: 'done', at: clock(), result, noted: true });
  else store.journal.remove(mail.id);
}

/** The server's answer with its code once: nodemailer's text begins with it, our own about a bad address has none. */
function answer({ code, response }: { readonly code: number; readonly response: string }): string {
  return code === 0 || response.startsWith(`${code}`) ? response : `${code} ${response}`;
}
