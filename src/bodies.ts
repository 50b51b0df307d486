import type { ReadBody } from './fact-of-mail.js';
import { parseParts } from './mail/parse-body.js';
import { type BodyPlan, bytesOf, isWhole } from './mailbox/body-structure.js';
import type { MailboxConnection } from './mailbox/connect.js';
import {
  type BodyParts,
  fetchBodyParts,
  fetchParts,
  fetchPlans,
  type Lying,
  type Place,
} from './mailbox/content.js';
import { isLoss, MailboxError } from './mailbox/error.js';

/**
 * The readable parts of a mail; null when the copy is gone; why, where its content defeats the parser or the server does
 * not give it (I8).
 * @throws MailboxError
 */
export async function readBody(copy: Lying, connection: MailboxConnection): Promise<ReadBody> {
  try {
    return await parsed(await fetchBodyParts(connection, copy));
  } catch (error) {
    if (error instanceof MailboxError && error.kind === 'refused') return { unreadable: error.message };
    throw error;
  }
}

async function parsed(content: BodyParts | null): Promise<ReadBody> {
  if (content === null) return null;
  try {
    return await parseParts(content.parts, content.attachments);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

interface Asked {
  readonly resolve: (body: ReadBody | Promise<ReadBody>) => void;
  readonly reject: (error: unknown) => void;
}

/** So many bytes of bodies are asked for in one go, but for a single mail that has more. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Reads bodies, those that are asked for together together: a first reading asks for the bodies of one mail in ten, and over
 * a slow line would wait for each of them twice.
 */
export function bodyReader(connection: MailboxConnection): (mail: Lying) => Promise<ReadBody> {
  let waiting: Waiting[] = [];
  const serve = async (): Promise<void> => {
    const now = waiting;
    waiting = [];
    for (const each of now) await serveFolder(connection, each);
  };
  return ({ folder, uidValidity, uid }) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(serve);
      const known = waiting.find((one) => one.folder === folder && one.uidValidity === uidValidity);
      const { asked } = known ?? { asked: new Map<number, Asked[]>() };
      if (!known) waiting.push({ folder, uidValidity, asked });
      asked.set(uid, [...(asked.get(uid) ?? []), { resolve, reject }]);
    });
}

/** The mails of one folder that were asked for, by UID. */
interface Waiting extends Place {
  readonly asked: Map<number, Asked[]>;
}

/** Answers each, with its body or why there is none. */
async function serveFolder(connection: MailboxConnection, { asked, ...place }: Waiting): Promise<void> {
  const answer = (uid: number, body: ReadBody | Promise<ReadBody>): void => {
    for (const { resolve } of asked.get(uid) ?? []) resolve(body);
    asked.delete(uid);
  };
  try {
    await readTogether(connection, place, [...asked.keys()], answer);
  } catch (error) {
    if (isLoss(error)) for (const { reject } of [...asked.values()].flat()) reject(error);
    // One damaged mail may make the server refuse the whole command: it fails alone.
    else for (const uid of asked.keys()) answer(uid, readBody({ ...place, uid }, connection));
  }
}

/** @throws MailboxError; what was read until then was answered */
async function readTogether(
  connection: MailboxConnection,
  place: Place,
  uids: readonly number[],
  answer: (uid: number, body: ReadBody | Promise<ReadBody>) => void,
): Promise<void> {
  const plans = await fetchPlans(connection, place, uids);
  for (const some of bySize(plans)) {
    const contents = await fetchParts(connection, place, some);
    for (const [uid, plan] of some) {
      const content = contents.get(uid);
      // Left for a look at this mail alone: it is gone, or the server gives less where it is asked for several.
      if (content && isWhole(plan, content.parts)) answer(uid, await parsed(content));
      else answer(uid, readBody({ ...place, uid }, connection));
    }
  }
  for (const uid of uids) if (!plans.has(uid)) answer(uid, null);
}

/** The plans in groups of at most `mostBytes`, in their order. */
function bySize(plans: ReadonlyMap<number, BodyPlan>): Map<number, BodyPlan>[] {
  const groups: Map<number, BodyPlan>[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [uid, plan] of plans) {
    bytes += bytesOf(plan);
    if (bytes > mostBytes) {
      groups.push(new Map());
      bytes = bytesOf(plan);
    }
    groups.at(-1)!.set(uid, plan);
  }
  return groups;
}
