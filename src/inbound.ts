import type { Note } from './core/conversation/note.js';
import { isOwnAddress } from './core/conversation/role.js';
import { isGlobal } from './core/conversation/world.js';
import { plusBase } from './core/message/address.js';
import { classify, rulesVersion } from './core/message/classify/classify.js';
import { isListMail } from './core/message/classify/list.js';
import { factOf } from './core/message/fact.js';
import { fieldOf, fieldsOf } from './core/message/fields.js';
import type { Body, Copy, Header, Message, OwnMark, Verdict } from './core/message/message.js';
import { parseMessageIds } from './core/message/message-id.js';
import { authEvidence } from './core/message/verify.js';
import { readNote } from './mail/note.js';
import { readMark, replyTokens, sourceId, tokenId } from './mail/own-mark.js';
import { parseParts } from './mail/parse-body.js';
import { parseHeader } from './mail/parse-header.js';
import { parsePersons } from './mail/persons.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { fetchBodyParts, fetchSource } from './mailbox/content.js';
import { MailboxError } from './mailbox/error.js';
import type { Batch } from './mailbox/sync.js';
import type { RawMail, UnreadableMail } from './mailbox/window.js';
import type { Runtime } from './runtime.js';

/** Facts of one batch of fetched mails. */
export interface Facts {
  readonly messages: readonly Message[];
  /** Notes about a conversation. */
  readonly notes: readonly Note[];
  /** Notes about everything. */
  readonly global: readonly Note[];
  /** Notes of Thrice that this version cannot read (I8). */
  readonly unreadable: Batch['unreadable'];
}

type Reader = Runtime & { readonly connection: MailboxConnection };

/** Headers under which servers keep the id that a mail had before they gave it theirs (R3). */
const otherIdFields = [
  'x-google-original-message-id',
  'x-ms-exchange-message-id',
  'x-microsoft-original-message-id',
  'original-message-id',
  'x-ses-message-id',
  'x-pm-message-id',
];

/** The inbound line up to the facts: parse, classify, evidence (DESIGN 5). Nothing is stored and nothing decided. */
export async function factsOf(batch: Batch, reader: Reader): Promise<Facts> {
  const messages: Message[] = [];
  const notes: Note[] = [];
  const global: Note[] = [];
  const unreadable: UnreadableMail[] = [];
  for (const mail of batch.mails) {
    const header = parseHeader(mail.header);
    const noted = batch.role === 'notes' ? fieldOf(header, 'x-thrice-note') : null;
    const note =
      noted !== null && header.messageId ? readNote(noted, header.messageId, mail.uid, reader.secrets) : null;
    if (note === 'unknown')
      unreadable.push({ uid: mail.uid, reason: unknownNote, internalDate: mail.internalDate });
    else if (note) (isGlobal(note) ? global : notes).push(note);
    // What people file in the notes folder is mail like any other (I8).
    else messages.push(await messageOf(mail, header, batch, reader));
  }
  return { messages, notes, global, unreadable };
}

const unknownNote =
  'It is a note of Thrice that this version cannot read. Did a newer version write it? Run that one again.';

async function messageOf(mail: RawMail, header: Header, batch: Batch, reader: Reader): Promise<Message> {
  const copy: Copy = { folder: batch.folder, role: mail.role, uidValidity: batch.uidValidity, uid: mail.uid };
  const own = ownMark(header, reader);
  const originalFrom = fieldOf(header, 'x-original-from');
  return factOf({
    header: own ? header : withTokens(header, reader),
    id: header.messageId ?? (await idOfSource(copy, mail, reader)),
    ...(await verdictOrReason(header, copy, reader)),
    rules: rulesVersion,
    auth: authEvidence(header),
    list: isListMail(header),
    own,
    otherIds: [
      ...otherIds(header),
      ...(own?.purpose === 'follow-up' ? replyTokens(reader.secrets, own.anchor).map(tokenId) : []),
    ],
    originalFrom: originalFrom === null ? null : (parsePersons(originalFrom)[0] ?? null),
    received: header.receivedAt !== null || fieldOf(header, 'received') !== null,
    internalDate: mail.internalDate,
    copy,
  });
}

/** R1: a mail without Message-ID is known by a hash of its source, so that a move makes no new mail. */
async function idOfSource(copy: Copy, mail: RawMail, { connection }: Reader): Promise<string> {
  return sourceId((await fetchSource(connection, copy, 1024 * 1024)) ?? mail.header);
}

/** I8: a mail that defeats the rules is kept with its ids, so that it holds the conversation it belongs to. */
async function verdictOrReason(
  header: Header,
  copy: Copy,
  reader: Reader,
): Promise<{ verdict: Verdict; unreadable: string | null }> {
  try {
    return await verdictOf(header, copy, reader);
  } catch (error) {
    if (error instanceof MailboxError) throw error;
    const reason = `It defeated the parser: ${error instanceof Error ? error.message : String(error)}`;
    return { verdict: { kind: 'human', reason: 'no-sign-of-a-machine' }, unreadable: reason };
  }
}

/** Bodies are read only for the few mails whose header leaves the question open. */
async function verdictOf(
  header: Header,
  copy: Copy,
  reader: Reader,
): Promise<{ verdict: Verdict; unreadable: string | null }> {
  const byHeader = classify(header, null);
  if (!('needsBody' in byHeader)) return { verdict: byHeader, unreadable: null };
  const human: Verdict = { kind: 'human', reason: 'no-sign-of-a-machine' };
  const body = await readBody(copy, reader);
  if (body === null) return { verdict: human, unreadable: null };
  if ('unreadable' in body) return { verdict: human, unreadable: body.unreadable };
  const byBody = classify(header, body);
  return { verdict: 'needsBody' in byBody ? human : byBody, unreadable: null };
}

/** The readable parts of a mail; null when the copy is gone; why, where its content defeats the parser (I8). */
export async function readBody(
  copy: Copy,
  { connection }: Pick<Reader, 'connection'>,
): Promise<Body | { readonly unreadable: string } | null> {
  const parts = await fetchBodyParts(connection, copy);
  if (parts === null) return null;
  try {
    return await parseParts(parts);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/** I7: the mark counts on mails of our own address only; what others write into their headers is their matter. */
function ownMark(header: Header, { config, secrets }: Reader): OwnMark | null {
  const value = fieldOf(header, 'x-thrice');
  const from = header.from[0];
  if (!value || !from || !header.messageId || !isOwnAddress(from.address, config.settings)) return null;
  return readMark(value, header.messageId, secrets);
}

function otherIds(header: Header): string[] {
  const ids = otherIdFields.flatMap((name) => fieldsOf(header, name)).flatMap(parseMessageIds);
  return [...new Set(ids)].filter((id) => id !== header.messageId).slice(0, 5);
}

/** R6: an answer to a reply address with a token refers to the mails of that token, whatever ids it carries. */
function withTokens(header: Header, { config }: Reader): Header {
  const details = [...header.to, ...header.cc]
    .map((person) => plusBase(person.address))
    .filter(({ base }) => config.settings.ownAddresses.includes(base))
    .flatMap(({ detail }) => (detail?.startsWith('t-') ? [tokenId(detail)] : []));
  return details.length === 0 ? header : { ...header, references: [...header.references, ...details] };
}

/** What a person's mail says by itself, for commands, goodbyes and notices; at most this many characters. */
export const newTextLength = 4000;
