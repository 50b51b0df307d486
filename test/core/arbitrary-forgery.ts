import fc from 'fast-check';
import type { Note, NoteContent } from '../../src/core/conversation/note.js';
import type { Message } from '../../src/core/message/message.js';
import { bot, day, hour, maria } from '../cast.js';
import { copyIn, type History, junk, mail } from './arbitrary-history.js';

/** What somebody without the secret can put into the mailbox. */

const inbox = { folder: 'INBOX', role: 'inbox' } as const;
const when = fc.constantFrom(0, 0.25, 0.5, 0.9, 1);
const target = fc.nat(20);

const forgedContent = fc.record({
  kind: fc.constantFrom('claim', 'result', 'settle', 'command', 'claim-again'),
  result: fc.constantFrom('sent' as const, 'not-sent' as const, 'failed' as const, 'drafted' as const),
  action: fc.constantFrom('close', 'reopen', 'snooze', 'wait', 'never', 'skip') as fc.Arbitrary<
    'close' | 'reopen' | 'snooze' | 'wait' | 'never' | 'skip'
  >,
  stage: fc.constantFrom(0, 1, 2, 3, 99),
  closes: fc.boolean(),
  blind: fc.boolean(),
  days: fc.constantFrom(-3, 0, 1, 30),
  target,
  when,
});
type Forged = typeof forgedContent extends fc.Arbitrary<infer T> ? T : never;

/** Unsigned notes at any moment, about any mail or sending of the history. */
export const forgedNotes = fc.array(forgedContent, { minLength: 1, maxLength: 3 }).map(
  (list) =>
    (all: History): Note[] =>
      list.flatMap((forged, i) => notesOf(forged, i, all)),
);

function notesOf(forged: Forged, index: number, all: History): Note[] {
  const about = all.facts[forged.target % all.facts.length]!;
  const claims = all.notes.flatMap((n) => (n.type === 'claim' ? [n] : []));
  const claim = claims[forged.target % Math.max(1, claims.length)];
  const at = all.facts[0]!.at + Math.round((all.end - all.facts[0]!.at) * forged.when);
  const anchor = about.id;
  const id = claim?.id ?? `thrice.forged${index}@example.com`;
  const unsigned = (content: NoteContent, n: number): Note => ({
    ...content,
    noteId: `forged${index}.${n}@example.com`,
    at,
    signed: false,
    uid: 1,
  });
  const { stage, closes, result } = forged;
  const purpose = forged.blind ? 'blind' : 'follow-up';
  const announce = (mailId: string): Note =>
    unsigned({ type: 'claim', id: mailId, purpose, anchor, stage, last: closes, closes, to: [maria] }, 1);
  switch (forged.kind) {
    case 'claim': {
      const own = `thrice.forged${index}@example.com`;
      return [announce(own), unsigned({ type: 'result', id: own, anchor, result, detail: '' }, 2)];
    }
    case 'claim-again':
      return [announce(id)];
    case 'result':
      return [unsigned({ type: 'result', id, anchor, result, detail: '' }, 1)];
    case 'settle':
      return [unsigned({ type: 'settle', id, anchor, result: result === 'sent' ? 'sent' : 'not-sent' }, 1)];
    default:
      return [
        unsigned(
          {
            type: 'command',
            anchor,
            action: forged.action,
            by: 'nobody',
            ...(forged.action === 'snooze' && { until: at + forged.days * day }),
            stage,
          },
          1,
        ),
      ];
  }
}

const forgedMail = fc.record({
  kind: fc.constantFrom('own', 'own-on-an-id', 'replay', 'copy', 'plant'),
  purpose: fc.constantFrom('follow-up' as const, 'blind' as const),
  stage: fc.constantFrom(1, 2, 3, 99),
  closes: fc.boolean(),
  junk: fc.boolean(),
  bcc: fc.boolean(),
  target,
  when,
});

/** Mails of an outsider: X-Thrice without a signature, a known mark or id once more, our own form of ids planted. */
export const forgery = fc.array(forgedMail, { minLength: 1, maxLength: 3 }).map(
  (list) =>
    (all: History): Message[] =>
      list.map((forged, i) => mailOf(forged, i, all)),
);

type ForgedMail = typeof forgedMail extends fc.Arbitrary<infer T> ? T : never;

function mailOf(forged: ForgedMail, index: number, all: History): Message {
  // Two mails of one id and sender are one mail by R1, so that a planted copy takes a discarded mail out of Trash.
  const lying = all.facts.filter((m) => m.copies.every((c) => c.role !== 'trash' && c.role !== 'junk'));
  const about = lying[forged.target % lying.length]!;
  const moment = all.facts[0]!.at + Math.round((all.end - all.facts[0]!.at) * forged.when) + hour;
  // Nobody knows an id before its mail.
  const at = Math.max(moment, about.at + 1);
  const copies = [copyIn(forged.junk ? junk : inbox, 900 + index)];
  const { purpose, stage, closes } = forged;
  const own = { signed: false, purpose, anchor: about.id, stage, last: closes, closes };
  const base = { to: [maria], at, copies };
  switch (forged.kind) {
    case 'own':
      return {
        ...mail({ ...base, id: `thrice.planted${index}@example.com`, from: bot, kind: 'own' }),
        references: [about.id],
        own,
      };
    // A mail of ours that left, once more under an id of his choice.
    case 'replay':
      return {
        ...mail({ ...base, id: idOfHis(about, index), from: bot, kind: 'own' }),
        ...markOfSent(forged, all),
      };
    // The id of a true mail, as one of our own.
    case 'own-on-an-id':
      return { ...mail({ ...base, id: about.id, from: bot, kind: 'own' }), own };
    // The same id and sender once more, with other words; the server says that the sender is not shown.
    case 'copy':
      return {
        ...mail({ ...base, id: about.id, from: about.from.address, to: ['victim@else.test'], kind: 'human' }),
        auth: [
          { host: 'mx.example.com', dmarc: false, spf: [], dkim: [] },
          { host: 'forged.test', dmarc: true, spf: [], dkim: [] },
        ],
        ...(forged.bcc && { bcc: [{ name: '', address: bot }] }),
      };
    default:
      return mail({
        ...base,
        id: `thrice.0123456789abcdef@example.com`,
        from: 'stranger@elsewhere.test',
        to: [bot],
        kind: 'auto-reply',
        references: [about.id],
      });
  }
}

/** His own, or that of a true mail. */
function idOfHis(about: Message, index: number): string {
  return index === 0 ? about.id : `replayed${index}@elsewhere.test`;
}

/** The mark of a mail that left, and what it answers; an unsigned one where none did. */
function markOfSent(
  { target, purpose, stage, closes }: ForgedMail,
  { facts, notes }: History,
): Pick<Message, 'own' | 'references' | 'otherIds'> {
  const left = new Set(notes.flatMap((n) => (n.type === 'result' && n.result === 'sent' ? [n.id] : [])));
  const claims = notes.flatMap((n) => (n.type === 'claim' && left.has(n.id) ? [n] : []));
  const claim = claims[target % Math.max(1, claims.length)];
  if (!claim) return { own: { signed: false, purpose, anchor: facts[0]!.id, stage, last: closes, closes } };
  const { anchor, last } = claim;
  const mark = {
    purpose: claim.purpose as typeof purpose,
    anchor,
    stage: claim.stage,
    last,
    closes: claim.closes,
  };
  return { references: [anchor], otherIds: [claim.id], own: { signed: false, ...mark, sentAs: claim.id } };
}
