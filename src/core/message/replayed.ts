import { plusBase } from './address.js';
import type { Message } from './message.js';
import type { Verification } from './verify.js';

/** How long after its Date a mail is believed on the word of its signature alone, ms. SMTP gives up after 5 days. */
const validFor = 7 * 24 * 3600 * 1000;

/**
 * Whether somebody may have sent an agent's mail once more: a DKIM signature (RFC 6376 8.6) stays good whoever hands the
 * mail in, and to whomever. Where SPF shows that the team's own server did, it is none. Else the mail has to be young, and
 * if SPF shows that another server handed it in, the mailbox has to be among its signed recipients (To or Cc; anybody can
 * add a Bcc). Null: believe it.
 * @param ownAddresses of the mailbox, in lower case
 */
export function replayDoubt(
  message: Pick<Message, 'at' | 'date' | 'to' | 'cc'>,
  { reason, detour }: Verification,
  ownAddresses: readonly string[],
): 'old-signature' | 'not-addressed-here' | null {
  if (reason !== 'dmarc-pass' && reason !== 'dkim-aligned') return null;
  if (detour === undefined) return null;
  if (message.date !== undefined && message.at - message.date > validFor) return 'old-signature';
  return detour && !namesUs(message, ownAddresses) ? 'not-addressed-here' : null;
}

/** To or Cc names the mailbox. */
export function namesUs({ to = [], cc = [] }: Pick<Message, 'to' | 'cc'>, own: readonly string[]): boolean {
  return [...to, ...cc].some(({ address }) => own.includes(plusBase(address).base));
}
