import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import type { Copy } from '../core/message/message.js';
import type { RawPart } from '../core/message/raw-part.js';
import { type BodyPlan, maxPartBytes, planBody, rawPart } from './body-structure.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';
import { isForNow, isLoss, isMissingFolder, isRefusal, MailboxError } from './error.js';
import { failureOf, serverWords } from './failure.js';

/** A folder whose UIDs mean what they meant when it was read. */
export type Place = Pick<Copy, 'folder' | 'uidValidity'>;

/** Where a mail lies. */
export type Lying = Place & Pick<Copy, 'uid'>;

/**
 * The source of a mail, up to `maxBytes`; null when this copy no longer exists. Sets no flag.
 * @throws MailboxError
 */
export async function fetchSource(
  connection: MailboxConnection,
  copy: Lying,
  maxBytes?: number,
): Promise<Buffer | null> {
  return inCopy(connection, copy, async () => {
    const source = maxBytes === undefined ? true : { start: 0, maxLength: maxBytes };
    const message = await connection.client.fetchOne(`${copy.uid}`, { uid: true, source }, { uid: true });
    return message !== false && Buffer.isBuffer(message.source) ? message.source : null;
  });
}

/** What is read of a body: its readable parts, and how many files are attached beside them. */
export interface BodyParts {
  readonly parts: RawPart[];
  readonly attachments: number;
}

/**
 * The readable parts of a mail in their order (`planBody`). Attachments are never transferred. Null when this copy no
 * longer exists. Sets no flag.
 * @throws MailboxError
 */
export async function fetchBodyParts(connection: MailboxConnection, copy: Lying): Promise<BodyParts | null> {
  const plans = await fetchPlans(connection, copy, [copy.uid]);
  return (await fetchParts(connection, copy, plans)).get(copy.uid) ?? null;
}

/**
 * What is to be read of some mails of one folder, by UID and in one round trip; without those that no longer exist.
 * @throws MailboxError
 */
export async function fetchPlans(
  connection: MailboxConnection,
  place: Place,
  uids: readonly number[],
): Promise<Map<number, BodyPlan>> {
  const plans = new Map<number, BodyPlan>();
  await inCopy(connection, place, async () => {
    const query = { uid: true, bodyStructure: true };
    // A change of flags that arrives meanwhile is a FETCH response as well, without a structure (RFC 3501 7.4.2).
    for await (const { uid, bodyStructure } of fetched(connection, uids, query))
      if (uids.includes(uid) && (bodyStructure || !plans.has(uid))) plans.set(uid, planBody(bodyStructure));
    return null;
  });
  return plans;
}

/**
 * The parts of some mails of one folder: one round trip for all mails of the same form; without those that no longer exist.
 * @throws MailboxError
 */
export async function fetchParts(
  connection: MailboxConnection,
  place: Place,
  plans: ReadonlyMap<number, BodyPlan>,
): Promise<Map<number, BodyParts>> {
  const read = new Map<number, BodyParts>();
  const forms = new Map<string, number[]>();
  for (const [uid, { wanted, attachments }] of plans) {
    const form = wanted.map(({ key }) => key).join(' ');
    if (form === '') read.set(uid, { parts: [], attachments });
    else forms.set(form, [...(forms.get(form) ?? []), uid]);
  }
  for (const [form, uids] of forms) {
    const bodyParts = form.split(' ').map((key) => ({ key, start: 0, maxLength: maxPartBytes }));
    await inCopy(connection, place, async () => {
      for await (const message of fetched(connection, uids, { uid: true, bodyParts })) {
        const plan = plans.get(message.uid);
        if (plan && (message.bodyParts || !read.has(message.uid)))
          read.set(message.uid, partsOf(plan, message.bodyParts));
      }
      return null;
    });
  }
  return read;
}

function partsOf({ wanted, attachments }: BodyPlan, contents: Map<string, Buffer> | undefined): BodyParts {
  const parts = wanted.flatMap((part) => {
    const content = contents?.get(part.key.toLowerCase());
    return content === undefined || content === null ? [] : [rawPart(part, content)];
  });
  return { parts, attachments };
}

/** What a server that is there does not give of these mails is refused, which says nothing of the folder. */
async function* fetched(
  { client, host }: MailboxConnection,
  uids: readonly number[],
  query: FetchQueryObject,
): AsyncGenerator<FetchMessageObject> {
  try {
    yield* client.fetch(uids.join(','), query, { uid: true });
  } catch (error) {
    if (isLoss(error) || !isRefusal(error) || isForNow(error)) throw error;
    const mails = uids.length === 1 ? 'this mail' : 'these mails';
    throw new MailboxError(
      'refused',
      `${host} does not give the content of ${mails}: ${serverWords(failureOf(error))}.`,
    );
  }
}

/** Opens the folder of a copy read-only; null when the folder is gone or its UIDs mean other mails now. */
export async function inCopy<T>(
  connection: MailboxConnection,
  { folder, uidValidity }: Place,
  action: (reused: boolean) => Promise<T | null>,
): Promise<T | null> {
  return attempt(connection, `could not read a mail in ${folder}`, async () => {
    try {
      return await withFolder(connection, folder, 'read-only', async (open) =>
        open.uidValidity === uidValidity ? action(open.reused) : null,
      );
    } catch (error) {
      if (isMissingFolder(error)) return null;
      throw error;
    }
  });
}
