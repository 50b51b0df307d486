import { isOrphanReply, subjectKeys } from '../conversation/last-resort.js';
import { linkIds } from '../conversation/link.js';
import { isTeamAddress } from '../conversation/role.js';
import { sentCopyNames } from '../conversation/sent-copy.js';
import { disjointSets } from '../disjoint-sets.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';

/** Past mails without what Thrice itself wrote among them. */
export interface Past {
  /** In order of time. */
  readonly messages: readonly Message[];
  /** Keys of the mails that answer one which was left out. */
  readonly asked: ReadonlySet<string>;
  /** Ids of the mails that were left out. */
  readonly ownIds: ReadonlySet<string>;
  /** How many mails of Thrice were left out. */
  readonly leftOut: number;
}

/**
 * Leaves out what Thrice wrote, for the play writes its own. A mail that answers a follow-up that really went, perhaps by
 * its reply address alone (R6), then answers the agent's mail that the follow-up was about.
 */
export function pastOf(messages: readonly Message[]): Past {
  const own = messages.filter((message) => message.own);
  const anchors = new Map<string, string>();
  for (const { id, otherIds = [], own: mark } of own)
    for (const name of [id, ...otherIds]) if (mark!.signed) anchors.set(name, mark!.anchor);
  const ownIds = new Set(own.flatMap(({ id, otherIds = [] }) => [id, ...otherIds]));
  const people = messages.filter((message) => !message.own);
  const asked = people.filter(({ inReplyTo = [], references = [] }) =>
    [...inReplyTo, ...references.slice(-1)].some((id) => ownIds.has(id)),
  );
  return {
    messages: people
      .map((message) => withAnchors(message, anchors))
      .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
    asked: new Set(asked.map((message) => message.key)),
    ownIds,
    leftOut: own.length,
  };
}

function withAnchors(message: Message, anchors: ReadonlyMap<string, string>): Message {
  const { inReplyTo, references } = message;
  if (![...(inReplyTo ?? []), ...(references ?? [])].some((id) => anchors.has(id))) return message;
  const meant = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => anchors.get(id) ?? id))];
  return {
    ...message,
    ...(inReplyTo && { inReplyTo: meant(inReplyTo) }),
    ...(references && { references: meant(references) }),
  };
}

/**
 * Which mails may ever have to do with one another, as the store's threads would join them (R3): one number a mail. It is
 * found once over all of them; `partition` then cuts what has come by a moment, as it cuts any thread.
 */
export function groupsOf(messages: readonly Message[], settings: Settings): readonly number[] {
  const sets = disjointSets(messages.length);
  const isTeam = (address: string): boolean => isTeamAddress(address, settings);
  const orphans = subjectKeys(messages.filter(isOrphanReply), isTeam);
  const first = new Map<string, number>();
  const join = (name: string, i: number): void => {
    const known = first.get(name);
    if (known === undefined) first.set(name, i);
    else sets.join(known, i);
  };
  messages.forEach((message, i) => {
    for (const id of linkIds(message)) join(`id ${id}`, i);
    for (const name of sentCopyNames(message, isTeam).filed) join(name, i);
    if (orphans.size === 0) return;
    for (const key of subjectKeys([message], isTeam)) if (orphans.has(key)) join(`subject ${key}`, i);
  });
  messages.forEach((message, i) => {
    for (const name of sentCopyNames(message, isTeam).sought) if (first.has(name)) join(name, i);
  });
  return messages.map((_, i) => sets.find(i));
}
