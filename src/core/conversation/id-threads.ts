import { disjointSets } from '../disjoint-sets.js';
import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { byTime } from './causal-order.js';
import { answeredIds, ownIds, referencedIds } from './link.js';

/** A mail in the tree of its thread. */
export interface Placed {
  /** The first mail of its thread, by time: the same for all mails of the thread. */
  readonly first: Message;
  /** The id of the mail that it answers, where that is among the mails. */
  readonly parent: string | null;
}

/**
 * Threads by ids alone, as `thrice threads` shows them: the connected components, ghosts (ids that no mail bears)
 * included, whatever the addresses, subjects and times; with a parent for each id. Gives one answer a mail, in the order
 * of `messages`; the answer to each does not depend on that order.
 */
export function idThreads(messages: readonly Message[]): Placed[] {
  const sets = disjointSets(messages.length);
  const known = new Map<string, number>();
  messages.forEach((message, i) => {
    for (const id of [...ownIds(message), ...referencedIds(message)]) {
      const other = known.get(id);
      if (other === undefined) known.set(id, i);
      else sets.join(other, i);
    }
  });
  const first = new Map<number, Message>();
  messages.forEach((message, i) => {
    const set = sets.find(i);
    const before = first.get(set);
    if (!before || byTime(message, before) < 0) first.set(set, message);
  });
  const parents = parentsOf(messages);
  return messages.map((message, i) => ({
    first: first.get(sets.find(i))!,
    parent: parents.get(message.id) ?? null,
  }));
}

/**
 * The parent of each id. Mails of one id are one node, and the first of them that names a known mail speaks for it. A
 * parent that would close a circle is passed over: the latest mail chooses first, so that the earliest of a circle begins
 * it.
 */
function parentsOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const inTime = [...messages].sort((a, b) => byTime(a, b) || compare(namedBy(a), namedBy(b)));
  const bearers = new Map<string, Message[]>();
  for (const message of inTime) {
    const same = bearers.get(message.id);
    if (same) same.push(message);
    else bearers.set(message.id, [message]);
  }
  const ids = [...bearers.keys()];
  const node = new Map(ids.map((id, i) => [id, i]));
  for (const message of inTime)
    for (const other of ownIds(message)) if (!node.has(other)) node.set(other, node.get(message.id)!);
  const trees = disjointSets(ids.length);
  const parents = new Map<string, string>();
  for (const [self, id] of [...ids.entries()].toReversed()) {
    const parent = bearers
      .get(id)!
      .flatMap(wanted)
      .map((name) => node.get(name))
      // Without a parent yet, the mail is the root of its tree: an id in that tree is below it.
      .find((other) => other !== undefined && trees.find(other) !== trees.find(self));
    if (parent === undefined) continue;
    trees.join(parent, self);
    parents.set(id, ids[parent]!);
  }
  return parents;
}

function namedBy(message: Message): string {
  return wanted(message).join(' ');
}

/** The ids that may be the parent, the best first: the one that is answered, then the chain from its end. */
function wanted(message: Message): string[] {
  const answered = answeredIds(message);
  const chain = (message.references ?? []).toReversed();
  // RFC 5256 takes References first; where In-Reply-To names one mail, that is what the writer's client answered.
  const order = answered.length === 1 ? [...answered, ...chain] : [...chain, ...answered];
  return message.own ? [message.own.anchor] : order;
}
