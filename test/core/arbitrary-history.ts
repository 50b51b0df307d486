import fc from 'fast-check';
import type { Note, NoteContent } from '../../src/core/conversation/note.js';
import type { Kind } from '../../src/core/message/kind.js';
import type { Copy, FolderRole, Message } from '../../src/core/message/message.js';
import type { Person } from '../../src/core/message/parsed.js';
import type { OwnMark } from '../../src/core/message/purpose.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, ben, bot, day, hour, karl, maria, minute, monday } from '../cast.js';
import { settings as standard, threeStages } from './history.js';

/** Generated histories of one mailbox: one fact for each copy of a mail, and notes, as the inbound line makes them. */

/** Working time never ends, no cap holds and no notice comes first, so that what goes is what the rules let go. */
export const settings: Settings = standard({
  blindNotice: null,
  startFrom: monday - day,
  policies: [
    {
      ...threeStages,
      followUps: [
        { after: { amount: 3, unit: 'd' }, template: 'one', to: 'customer' },
        { after: { amount: 4, unit: 'h' }, template: 'two', to: 'customer' },
        { after: { amount: 2, unit: 'd' }, template: 'three', to: 'customer' },
      ],
    },
  ],
  calendar: { timezone: 'Europe/Warsaw', always: true },
  limits: { perRecipientPerDay: null, perMinute: null, announcementAbove: 5, surprise: null },
});

/** How one mail of a history came about; `ref` counts back over the mails before it. */
type Recipe =
  | {
      readonly type: 'agent';
      readonly from: string;
      readonly to: readonly string[];
      readonly cc: boolean;
      readonly place: Place;
      readonly ref: number | null;
      readonly goodbye: boolean;
    }
  | {
      readonly type: 'customer';
      readonly from: string;
      readonly kind: Kind;
      readonly place: Place;
      readonly ref: number | null;
      readonly unseen: boolean;
      readonly says: string;
    }
  /** A team member passes on what a customer wrote to him alone. */
  | { readonly type: 'forward'; readonly of: string; readonly verified: boolean; readonly ref: number }
  | { readonly type: 'bounce'; readonly address: string; readonly ref: number; readonly permanent: boolean }
  | {
      readonly type: 'attempt';
      readonly ref: number;
      readonly stage: number;
      readonly result: 'sent' | 'not-sent' | 'failed' | 'drafted' | 'none';
      readonly copy: boolean;
    }
  | {
      readonly type: 'command';
      readonly ref: number;
      readonly action: 'close' | 'reopen' | 'snooze' | 'wait' | 'never' | 'skip';
      readonly days: number;
      readonly stage: number;
    }
  | { readonly type: 'copy'; readonly ref: number; readonly place: Place };

type Place = { readonly folder: string; readonly role: FolderRole };

const inbox: Place = { folder: 'INBOX', role: 'inbox' };
const archive: Place = { folder: 'Archive', role: 'ordinary' };
export const sentFolder: Place = { folder: 'Sent', role: 'sent' };
export const junk: Place = { folder: 'Junk', role: 'junk' };
const trash: Place = { folder: 'Trash', role: 'trash' };

const places = fc.constantFrom(inbox, inbox, archive, junk, trash);
const ref = fc.option(fc.nat(5), { nil: null, freq: 5 });
const toCustomers = fc.constantFrom([maria], [maria], [karl], [maria, karl]);

/** An answer, mere thanks, an absence with a day of return and one without. */
const said = [
  'Here is the page.',
  'Thanks, works now!',
  'I am out of the office until 12 March 2026.',
  'I am out of the office.',
] as const;

const recipe: fc.Arbitrary<Recipe> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('agent' as const),
      from: fc.constantFrom(anna, ben, bot),
      to: toCustomers,
      cc: fc.boolean(),
      place: fc.constantFrom(sentFolder, sentFolder, inbox, archive, trash),
      ref,
      goodbye: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('customer' as const),
      from: fc.constantFrom(maria, maria, karl, 'stranger@elsewhere.test'),
      kind: fc.constantFrom<Kind>(
        'human',
        'human',
        'human',
        'auto-reply',
        'bulk',
        'delayed-notice',
        'calendar',
      ),
      place: places,
      ref,
      unseen: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      says: fc.constantFrom(...said),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('forward' as const),
      of: fc.constantFrom(maria, karl),
      verified: fc.boolean(),
      ref: fc.nat(5),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('bounce' as const),
      address: fc.constantFrom(maria, karl),
      ref: fc.nat(5),
      permanent: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('attempt' as const),
      ref: fc.nat(3),
      stage: fc.integer({ min: 1, max: 3 }),
      result: fc.constantFrom('sent', 'sent', 'sent', 'not-sent', 'failed', 'drafted', 'none'),
      copy: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('command' as const),
      ref: fc.nat(5),
      action: fc.constantFrom('close', 'reopen', 'snooze', 'wait', 'never', 'skip'),
      days: fc.integer({ min: -1, max: 20 }),
      stage: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('copy' as const), ref: fc.nat(5), place: places }),
  },
);

const gap = fc.constantFrom(0, minute, 5 * minute, 30 * minute, 5 * hour, day, 2 * day, 3 * day);

export interface History {
  /** One fact for each copy. */
  readonly facts: readonly Message[];
  readonly notes: readonly Note[];
  /** The moment of the last item, ms UTC. */
  readonly end: number;
}

export const steps = fc.array(fc.tuple(gap, recipe), { minLength: 2, maxLength: 14 });
export type Steps = readonly (readonly [number, Recipe])[];

/** The history of its recipes, the first of which is always an agent's mail with the bot in Cc. */
export function historyOf(list: Steps, only: (recipe: Recipe) => boolean = () => true): History {
  const facts: Message[] = [];
  const notes: Note[] = [];
  const mails: Message[] = [];
  let now = monday;
  const first: Recipe = {
    type: 'agent',
    from: anna,
    to: [maria],
    cc: true,
    place: inbox,
    ref: null,
    goodbye: false,
  };
  for (const [index, [wait, item]] of [[0, first] as const, ...list].entries()) {
    now += wait;
    const target = (back: number): Message => mails[Math.max(0, mails.length - 1 - back)]!;
    if (!only(item)) continue;
    const before = facts.length;
    makeItem(item, index, now, target, facts, notes);
    if (item.type !== 'copy' && facts.length > before) mails.push(facts[before]!);
  }
  return { facts, notes, end: now };
}

export const history: fc.Arbitrary<History> = steps.map((list) => historyOf(list));

function makeItem(
  item: Recipe,
  index: number,
  at: number,
  target: (back: number) => Message,
  facts: Message[],
  notes: Note[],
): void {
  switch (item.type) {
    case 'agent':
      facts.push(agentMail(item, index, at, target));
      return;
    case 'customer': {
      const reference = item.ref === null ? [] : [target(item.ref).id];
      const references = item.unseen ? [...reference, 'unseen.phone-call@example.com'] : reference;
      facts.push({
        ...mail({
          id: `m${index}@customer.test`,
          from: item.from,
          to: [bot],
          at,
          kind: item.kind,
          copies: [copyIn(item.place, index)],
          ...(references.length > 0 && { references }),
        }),
        newText: item.says,
      });
      return;
    }
    case 'forward':
      facts.push({
        ...mail({
          id: `m${index}@example.com`,
          from: anna,
          to: [bot],
          at,
          kind: 'human',
          copies: [copyIn(inbox, index)],
          references: [target(item.ref).id],
        }),
        forwarded: { from: person(item.of), subject: 'Re: Invoice 17' },
        newText: 'He answered only me.',
        ...(item.verified && { auth: [verified] }),
      });
      return;
    case 'bounce':
      facts.push({
        ...mail({
          id: `bounce${index}@mx.test`,
          from: 'mailer-daemon@mx.test',
          to: [bot],
          at,
          kind: 'bounce',
          copies: [copyIn(inbox, index)],
          references: [target(item.ref).id],
        }),
        bounce: {
          originalMessageId: target(item.ref).id,
          recipients: [
            {
              address: item.address,
              status: '5.1.1',
              action: 'failed',
              permanent: item.permanent,
              reason: 'no such user',
            },
          ],
        },
      });
      return;
    case 'attempt':
      addAttempt(item, index, at, target(item.ref), facts, notes);
      return;
    case 'command':
      notes.push(
        note(
          {
            type: 'command',
            anchor: target(item.ref).id,
            action: item.action,
            by: 'a person',
            ...(item.action === 'snooze' && { until: at + item.days * day }),
            ...(item.action === 'skip' && { stage: item.stage }),
          },
          index,
          at,
        ),
      );
      return;
    case 'copy': {
      const original = target(item.ref);
      facts.push({ ...original, at: at + minute, copies: [copyIn(item.place, index + 1000)] });
      return;
    }
    default:
      item satisfies never;
  }
}

function agentMail(
  item: Extract<Recipe, { type: 'agent' }>,
  index: number,
  at: number,
  target: (back: number) => Message,
): Message {
  const references = item.ref === null ? [] : [target(item.ref).id];
  return {
    ...mail({
      id: `m${index}@example.com`,
      from: item.from,
      to: item.to,
      ...(item.cc && { cc: [bot] }),
      at,
      kind: 'human',
      copies: [copyIn(item.place, index)],
      ...(references.length > 0 && { references }),
    }),
    newText: item.goodbye ? 'Glad it works!' : 'Could you send us the missing page, please?',
    ...(item.place.role !== 'sent' && { auth: [verified] }),
    ...(item.place.role === 'sent' && { stored: true }),
  };
}

const verified = { host: 'mx.example.com', dmarc: true, spf: [], dkim: [] };

function addAttempt(
  item: Extract<Recipe, { type: 'attempt' }>,
  index: number,
  at: number,
  anchor: Message,
  facts: Message[],
  notes: Note[],
): void {
  const id = `thrice.${index}@example.com`;
  const to = (anchor.to ?? []).map((person) => person.address);
  const last = item.stage === 3;
  const step = { purpose: 'follow-up', anchor: anchor.id, stage: item.stage, last, closes: last } as const;
  notes.push(note({ type: 'claim', id, ...step, to }, index, at));
  if (item.result !== 'none')
    notes.push(
      note({ type: 'result', id, anchor: anchor.id, result: item.result, detail: '' }, index + 0.5, at + 1),
    );
  if (!item.copy) return;
  const own = ownMail(id, { signed: true, ...step }, to, at, index);
  if (item.result === 'sent') facts.push(own);
  // A person threw it away.
  if (item.result === 'drafted') facts.push({ ...own, stored: true, copies: [copyIn(trash, index)] });
}

/** A mail of Thrice as it lies in Sent. */
function ownMail(id: string, own: OwnMark, to: readonly string[], at: number, uid: number): Message {
  return {
    ...mail({ id, from: bot, to, at, kind: 'own', copies: [copyIn(sentFolder, uid)] }),
    references: [own.anchor],
    own,
    reason: 'x-thrice',
  };
}

export function copyIn(place: Place, uid: number): Copy {
  return { ...place, uidValidity: '1', uid };
}

/** A fact with the defaults of this mailbox. Addresses only: names decide nothing. */
export function mail(facts: {
  id: string;
  from: string;
  to: readonly string[];
  cc?: readonly string[];
  at: number;
  kind: Kind;
  copies: readonly Copy[];
  references?: readonly string[];
}): Message {
  return {
    key: `${facts.id} ${facts.from}`,
    id: facts.id,
    at: facts.at,
    from: person(facts.from),
    to: facts.to.map(person),
    ...(facts.cc && { cc: facts.cc.map(person) }),
    subject: facts.references ? 'Re: Invoice 17' : 'Invoice 17',
    ...(facts.references && { references: facts.references, inReplyTo: facts.references.slice(-1) }),
    kind: facts.kind,
    reason: 'generated',
    rules: 1,
    copies: facts.copies,
  };
}

function person(address: string): Person {
  return { name: '', address };
}

/** A signed note. */
export function note(content: NoteContent, index: number, at: number): Note {
  return { ...content, noteId: `note${index}@example.com`, at, signed: true, uid: Math.round(index * 2) };
}
