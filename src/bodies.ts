import type { ReadBody } from './fact-of-mail.js';
import { parseParts } from './mail/parse-body.js';
import { type BodyPlan, bytesOf } from './mailbox/body-structure.js';
import type { MailboxConnection } from './mailbox/connect.js';
import {
  type BodyParts,
  fetchBodyParts,
  fetchParts,
  fetchPlans,
  type Lying,
  type Place,
} from './mailbox/content.js';
import { isLoss } from './mailbox/error.js';

/** The readable parts of a mail; null when the copy is gone; why, where its content defeats the parser (I8). */
export async function readBody(copy: Lying, connection: MailboxConnection): Promise<ReadBody> {
  return parsed(await fetchBodyParts(connection, copy));
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
 * Reads bodies of mails of one folder, by UID. Those that are asked for together are fetched together: a first reading
 * asks for the bodies of one mail in ten, and over a slow line would wait for each of them twice.
 */
export function bodyReader(connection: MailboxConnection, place: Place): (uid: number) => Promise<ReadBody> {
  let waiting = new Map<number, Asked[]>();
  const serve = async (): Promise<void> => {
    const asked = waiting;
    waiting = new Map();
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
  };
  return (uid) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(serve);
      waiting.set(uid, [...(waiting.get(uid) ?? []), { resolve, reject }]);
    });
}

/** @throws MailboxError; what was read until then was answered */
async function readTogether(
  connection: MailboxConnection,
  place: Place,
  uids: readonly number[],
  answer: (uid: number, body: ReadBody) => void,
): Promise<void> {
  const plans = await fetchPlans(connection, place, uids);
  for (const some of bySize(plans)) {
    const contents = await fetchParts(connection, place, some);
    for (const uid of some.keys()) answer(uid, await parsed(contents.get(uid) ?? null));
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
