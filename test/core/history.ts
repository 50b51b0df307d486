import { derive } from '../../src/core/conversation/derive.js';
import type { Thread } from '../../src/core/conversation/link.js';
import type { Note, NoteContent } from '../../src/core/conversation/note.js';
import { partition } from '../../src/core/conversation/partition.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import { worldOf } from '../../src/core/conversation/world.js';
import { messageKey } from '../../src/core/message/fact.js';
import type { Message } from '../../src/core/message/message.js';
import type { Person } from '../../src/core/message/parsed.js';
import type { OwnMark } from '../../src/core/message/purpose.js';
import type { Policy, Settings } from '../../src/core/settings.js';
import { bot, day, hour, maria, monday } from '../cast.js';

/** Histories for tests of the core: mails and notes as facts, without any mailbox. */

export const threeStages: Policy = {
  name: 'default',
  match: { customer: [], customerDomain: [], agent: [], subject: [] },
  followUps: ['follow-up-1', 'follow-up-2', 'final-notice'].map((template) => ({
    after: { amount: 2, unit: 'd' as const },
    template,
    to: 'customer' as const,
  })),
  close: true,
  maxPerConversation: 6,
  team: [],
  supervisors: [],
  holdingReply: null,
  closingMail: null,
};

export function settings(change: Partial<Settings> = {}): Settings {
  return {
    mailbox: { name: 'Example Support', address: bot },
    ownAddresses: [bot],
    team: {
      domains: ['example.com'],
      agents: [],
      admins: [bot],
      unassigned: [],
      verifiedBy: [{ way: 'host', host: 'mx.example.com' }],
    },
    mode: 'send',
    watch: 'addressed',
    onThanks: 'keep-closed',
    blindNotice: 4 * hour,
    startFrom: monday - 365 * day,
    policies: [threeStages],
    calendar: {
      timezone: 'Europe/Warsaw',
      always: false,
      days: [1, 2, 3, 4, 5],
      hours: { start: 9 * 60, end: 17 * 60 },
      holidays: new Set(),
    },
    limits: { perRecipientPerDay: 1, perMinute: 30, announcementAbove: 5, surprise: 20 },
    morningNote: null,
    ...change,
  };
}

/** Empty lists are as none. */
export interface MailOptions {
  readonly from: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly id: string;
  readonly at: number;
  readonly refs?: readonly string[];
  readonly folder?: Message['copies'][number]['role'];
  readonly verified?: boolean;
  readonly more?: Partial<Message>;
}

const person = (address: string): Person => ({ name: '', address });
let uid = 0;

/** A human mail as a fact; an agent's is verified by the mailbox's own server unless said otherwise. */
export function mail(options: MailOptions): Message {
  const {
    from,
    to = [bot],
    cc = [],
    bcc = [],
    id,
    at,
    refs = [],
    folder = 'inbox',
    verified = true,
    more = {},
  } = options;
  const agent = from.endsWith('@example.com');
  return {
    key: messageKey(id, person(from)),
    id,
    at,
    from: person(from),
    to: to.map(person),
    ...(cc.length > 0 && { cc: cc.map(person) }),
    ...(bcc.length > 0 && { bcc: bcc.map(person) }),
    subject: refs.length > 0 ? 'Re: Invoice 17' : 'Invoice 17',
    ...(refs.length > 0 && { inReplyTo: refs.slice(-1), references: refs }),
    kind: 'human',
    reason: 'no-sign-of-a-machine',
    rules: 1,
    ...(agent && verified && { auth: [{ host: 'mx.example.com', dmarc: true, spf: [], dkim: [] }] }),
    ...(agent && { newText: 'Could you send us the missing page, please?' }),
    copies: [{ folder: folder === 'inbox' ? 'INBOX' : folder, role: folder, uidValidity: '1', uid: ++uid }],
    ...more,
  };
}

/** A mail of Thrice itself as it lies in Sent. */
export function ownMail(
  id: string,
  at: number,
  mark: Partial<OwnMark> & { anchor: string },
  to = maria,
): Message {
  const own: OwnMark = { signed: true, purpose: 'follow-up', stage: 1, last: false, closes: false, ...mark };
  return mail({
    from: bot,
    to: [to],
    id,
    at,
    refs: [mark.anchor],
    folder: 'sent',
    more: { own, kind: 'own' },
  });
}

/** A note as read from the notes folder. */
export function note(content: NoteContent, at: number, signed = true): Note {
  const n = ++uid;
  return { ...content, at, signed, noteId: `note-${n}@example.com`, uid: n };
}

export interface Play {
  readonly facts: readonly (Message | Note)[];
  readonly now: number;
  readonly settings?: Settings;
  /** Notes about everything. */
  readonly global?: readonly Note[];
  /** Mails in whose sending a process died. */
  readonly brokenOff?: readonly string[];
}

/** The conversations of a history at a moment. */
export function play({
  facts,
  now,
  settings: config = settings(),
  global = [],
  brokenOff = [],
}: Play): Derived[] {
  const thread: Thread = mergeThreads([
    {
      messages: facts.filter((fact): fact is Message => 'key' in fact),
      notes: facts.filter((fact): fact is Note => 'noteId' in fact),
    },
  ]);
  const world = worldOf(global, config, monday - 365 * day, null, new Set(brokenOff));
  return partition(thread, config).map((conversation) => derive(conversation, config, world, now));
}
