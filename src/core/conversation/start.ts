import { inSent } from '../message/fact.js';
import { isGoodbye } from '../message/goodbye.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import { isAnnouncement, isOwnAddress, outsiders, type Role, recipients } from './role.js';

/** Why a mail starts a silence, or goes on with one that runs (R4). */
export type StartReason = 'bot-addressed' | 'watch-all' | 'watched-before';

/** Why it starts none. The first five also mean that it is no mail of the team to the customer at all. */
export type NoStartReason =
  | 'not-an-agent'
  | 'not-verified'
  | 'not-human'
  | 'no-outside-customer'
  | 'list-mail'
  | 'announcement'
  | 'bot-not-addressed'
  | 'before-start'
  | 'closed'
  | 'goodbye'
  | 'answers-a-notice';

/** R4 applied to one mail, at its place in the conversation. `detail`: what the reason is about, or ''. */
export type StartVerdict =
  | { readonly starts: true; readonly reason: StartReason; readonly detail: string }
  | { readonly starts: false; readonly reason: NoStartReason; readonly detail: string };

/** Whose mail to which customers it is; null: it is an agent's mail to a customer, which counts as such. */
export function noAgentMail(message: Message, role: Role, settings: Settings): StartVerdict | null {
  switch (role.role) {
    case 'agent':
      break;
    case 'unverified':
    case 'unknown':
      return no('not-verified', role.reason);
    case 'customer':
    case 'bot':
      return no('not-an-agent', role.reason);
    default:
      return role satisfies never;
  }
  if (message.kind !== 'human') return no('not-human', `${message.kind}, ${message.reason}`);
  const customers = outsiders(message, settings);
  if (customers.length === 0) return no('no-outside-customer');
  if (message.list) return no('list-mail');
  return isAnnouncement(message, settings) ? no('announcement', `${customers.length}`) : null;
}

/** What of the conversation so far decides. */
export interface Circumstances {
  /** An earlier mail named the bot. */
  readonly watched: boolean;
  readonly closed: boolean;
  readonly customerWroteSinceClose: boolean;
  /** ms UTC. */
  readonly startFrom: number;
}

/** R4: whether an agent's mail to a customer starts a silence. Its text counts only once it was read (`newText`). */
export function startOf(message: Message, settings: Settings, so: Circumstances): StartVerdict {
  const addressed = isAddressed(message, settings);
  const reason = addressed ? 'bot-addressed' : settings.watch === 'all' ? 'watch-all' : 'watched-before';
  if (reason === 'watched-before' && !so.watched) return no('bot-not-addressed');
  if (message.at < so.startFrom) return no('before-start');
  // R4: after a close only a new word to the bot or the customer's own mail begins anew.
  if (so.closed && !addressed && !so.customerWroteSinceClose) return no('closed');
  if (message.newText !== undefined && isGoodbye(message.newText).goodbye) return no('goodbye');
  return { starts: true, reason, detail: '' };
}

/** The verdict that something did not start, with its named reason. */
export function no(reason: NoStartReason, detail = ''): StartVerdict {
  return { starts: false, reason, detail };
}

/** R4: the bot is named in To, Cc or Bcc; a mail of an agent's own address that lies here unasked came by Bcc. */
export function isAddressed(message: Message, settings: Settings): boolean {
  if (recipients(message).some((person) => isOwnAddress(person.address, settings))) return true;
  const bySelf = isOwnAddress(message.from.address, settings);
  return !bySelf && !message.list && !inSent(message);
}

/** The verdict as a sentence for people. */
export function explainStart(verdict: StartVerdict, { mailbox, limits }: Settings): string {
  const { reason, detail } = verdict;
  switch (reason) {
    case 'bot-addressed':
      return `Starts a silence: it names ${mailbox.address}.`;
    case 'watch-all':
      return 'Starts a silence: watch is all.';
    case 'watched-before':
      return `Starts a silence: an earlier mail of the conversation names ${mailbox.address}.`;
    case 'not-an-agent':
      return `Ignored: it is no mail of the team (${detail}).`;
    case 'not-verified':
      return `Ignored: not verified. ${explainUnverified(detail)}`;
    case 'not-human':
      return `Ignored: no person wrote it (${detail}).`;
    case 'no-outside-customer':
      return 'Ignored: nobody outside the team is in To or Cc.';
    case 'list-mail':
      return 'Ignored: it went through a mailing list.';
    case 'announcement':
      return `Ignored: an announcement to ${detail} people (limits.announcement_above is ${limits.announcementAbove}).`;
    case 'bot-not-addressed':
      return `Ignored: ${mailbox.address} is not in To, Cc or Bcc (watch: addressed).`;
    case 'before-start':
      return 'Ignored: older than the start (start_from). Old mail is never acted upon; a new one like it would be.';
    case 'closed':
      return `Ignored: the conversation was closed, no customer wrote since, and ${mailbox.address} is not named.`;
    case 'goodbye':
      return 'Starts no silence: a mere goodbye.';
    case 'answers-a-notice':
      return `Starts no silence: it answers a notice of Thrice (${detail}).`;
    default:
      return reason satisfies never;
  }
}

/** What the reason of a verification that failed (`verify`, `roleOf`) means and what to do about it: a sentence. */
export function explainUnverified(reason: string): string {
  const [what, host = ''] = reason.split(' ');
  switch (what) {
    case 'not-verified:signs-as':
      return `The server signs as ${host}; add it to team.verified_by if it is your own mail server.`;
    case 'not-verified:failed-at':
      return `${host} checked it and did not let it pass: neither DMARC nor aligned SPF or DKIM.`;
    case 'not-verified:below-another-hop':
      return `Its Authentication-Results of ${host} stand below another server's Received: a sender can have written them.`;
    case 'not-verified:old-signature':
      return 'Its signature is good, but its Date is more than 7 days older than its arrival, and SPF does not show who handed it in: anybody can send a signed mail once more.';
    case 'not-verified:not-addressed-here':
      return 'Its signature is good, but another server handed it in (SPF), and To and Cc do not name this mailbox: anybody can send a signed mail once more. Write the mailbox into Cc; other addresses of it belong into mailbox.aliases.';
    case 'no-authentication-results':
      return 'It carries no Authentication-Results; docs/providers.md names the other ways for team.verified_by.';
    case 'in-junk-or-trash':
      return 'It lies in Junk or Trash only.';
    case 'rewritten-by-a-group':
    case 'rewritten-by-a-list':
      return 'A group or list put itself into From; its signature does not show who wrote it.';
    case 'own-address-outside-sent':
      return 'It bears the own address of the mailbox, is no Sent copy, and nothing shows who wrote it.';
    default:
      return `(${reason})`;
  }
}
