import type { Message } from '../message/message.js';
import { pushTo } from '../multi-map.js';
import type { Settings } from '../settings.js';
import { isOrphanReply } from './last-resort.js';
import { ownIds, referencedIds, reportedIds, serviceName } from './link.js';
import { isAnswerTo, newMatters } from './new-matter.js';
import type { Note } from './note.js';
import { isAnnouncement, isPassedOn, roleOf } from './role.js';

/** The mails in order of time, and what each is for the others. */
export interface Links {
  readonly messages: readonly Message[];
  readonly matters: ReturnType<typeof newMatters>;
  readonly announcement: readonly boolean[];
  /** The mails that bear an id, by their indexes. */
  readonly byId: ReadonlyMap<string, readonly number[]>;
  readonly settings: Settings;
}

/** What the mails of a thread, in order of time, are for one another. */
export function linksOf(messages: readonly Message[], notes: readonly Note[], settings: Settings): Links {
  const byId = new Map<string, number[]>();
  messages.forEach((message, i) => {
    for (const id of ownIds(message)) pushTo(byId, id, i);
  });
  for (const note of notes) {
    const service = serviceName(note);
    const sent = service === null || note.type !== 'result' ? undefined : byId.get(note.id);
    if (service !== null && sent) for (const i of sent) pushTo(byId, service, i);
  }
  return {
    messages,
    matters: newMatters(messages),
    announcement: messages.map((message) => isAnnouncement(message, settings)),
    byId,
    settings,
  };
}

/** I7: what is attached may be planted, so its ids count only where a verified agent passes a customer's mail on (R11). */
export function followedIds(message: Message, settings: Settings): readonly string[] {
  const ids = [...referencedIds(message), ...reportedIds(message)];
  if (!message.forwarded?.ids || !isPassedOn(roleOf(message, settings))) return ids;
  return [...new Set([...ids, ...message.forwarded.ids])];
}

/** A reply to nothing that was seen, which may be looked for by its subject (R3). */
export function isOrphan(message: Message, settings: Settings): boolean {
  return isOrphanReply(message) && (!message.forwarded || isPassedOn(roleOf(message, settings)));
}

/** The mails that a mail goes on with, of those that it names by ids that were seen: no announcement, no older matter. */
export function followed(
  i: number,
  seen: readonly string[],
  { messages, matters, announcement, byId }: Links,
): number[] {
  const message = messages[i]!;
  const edges = seen.flatMap((id) => {
    const targets = byId.get(id)!;
    if (targets.some((t) => announcement[t])) return [];
    // Answers to Thrice itself always join.
    const own = targets.some((t) => messages[t]!.own && (isAnswerTo(message, id) || messages[t]!.id !== id));
    const goesOn = own || targets.some((t) => !matters.isNew(i, t));
    return [{ target: targets[0]!, goesOn }];
  });
  const present = edges.filter((edge) => edge.goesOn);
  // A machine begins no matter: its subject is its own, and perhaps it names old mails alone.
  const machine = message.own || message.kind !== 'human';
  return (machine && present.length === 0 ? edges : present).map((edge) => edge.target);
}
