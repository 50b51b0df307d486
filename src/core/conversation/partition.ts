import { type DisjointSets, disjointSets } from '../disjoint-sets.js';
import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import { byTime, causalOrder } from './causal-order.js';
import { customerAddresses, isOrphanReply, orphanParents } from './last-resort.js';
import {
  type Conversation,
  noteIds,
  ownIds,
  referencedIds,
  reportedIds,
  serviceName,
  type Thread,
} from './link.js';
import { isAnswerTo, newMatters } from './new-matter.js';
import type { Note } from './note.js';
import { isAnnouncement, isPassedOn, roleOf } from './role.js';
import { joinSentCopies } from './sent-copy.js';

/** Cuts a thread into conversations (R3). The same messages in any order give the same conversations (I4). */
export function partition(thread: Thread, settings: Settings): Conversation[] {
  const messages = [...thread.messages].sort(byTime);
  const first = messages[0];
  if (!first) return [];
  if (messages.length === 1) return [{ messages, notes: [...thread.notes].sort(byNoteTime) }];
  const links = linksOf(messages, thread.notes, settings);
  const groups = joinedGroups(links);
  const byGroup = notesByGroup(groups, links, thread.notes);
  const left = leavers(groups, links);
  return groups.map((group, g) => {
    const gone = left.get(g);
    return {
      messages: causalOrder(group.map((i) => messages[i]!)),
      notes: (byGroup.get(g) ?? []).sort(byNoteTime),
      ...(gone && { left: gone }),
    };
  });
}

/** The mails in order of time, and what each is for the others. */
interface Links {
  readonly messages: readonly Message[];
  readonly matters: ReturnType<typeof newMatters>;
  readonly announcement: readonly boolean[];
  /** The mails that bear an id, by their indexes. */
  readonly byId: ReadonlyMap<string, readonly number[]>;
  readonly settings: Settings;
}

function linksOf(messages: readonly Message[], notes: readonly Note[], settings: Settings): Links {
  const byId = new Map<string, number[]>();
  messages.forEach((message, i) => {
    for (const id of ownIds(message)) push(byId, id, i);
  });
  for (const note of notes) {
    const service = serviceName(note);
    const sent = service === null || note.type !== 'result' ? undefined : byId.get(note.id);
    if (service !== null && sent) for (const i of sent) push(byId, service, i);
  }
  return {
    messages,
    matters: newMatters(messages),
    announcement: messages.map((message) => isAnnouncement(message, settings)),
    byId,
    settings,
  };
}

/** Which mails belong together, as lists of their indexes. */
function joinedGroups(links: Links): number[][] {
  const { messages, byId, settings } = links;
  const sets = disjointSets(messages.length);
  for (const indexes of byId.values()) for (const i of indexes) sets.join(indexes[0]!, i);
  joinSentCopies(messages, settings, sets.join);
  const weak = weakLinks(links, sets);
  const orphans = new Set<number>();
  messages.forEach((message, i) => {
    const ids = followedIds(message, settings);
    const seen = ids.filter((id) => byId.get(id)?.some((t) => t !== i));
    if (seen.length === 0 && isOrphan(message, settings)) orphans.add(i);
    for (const id of ids) if (!byId.has(id) || byId.get(id)!.some((t) => links.announcement[t])) weak(id, i);
    for (const target of followed(i, seen, links)) sets.join(i, target);
  });
  for (const [i, parent] of orphanParents(messages, orphans, settings)) sets.join(i, parent);
  const groups = new Map<number, number[]>();
  messages.forEach((_, i) => {
    push(groups, sets.find(i), i);
  });
  return [...groups.values()];
}

/** I7: what is attached may be planted, so its ids count only where a verified agent passes a customer's mail on (R11). */
function followedIds(message: Message, settings: Settings): readonly string[] {
  const ids = [...referencedIds(message), ...reportedIds(message)];
  if (!message.forwarded?.ids || !isPassedOn(roleOf(message, settings))) return ids;
  return [...new Set([...ids, ...message.forwarded.ids])];
}

function isOrphan(message: Message, settings: Settings): boolean {
  return isOrphanReply(message) && (!message.forwarded || isPassedOn(roleOf(message, settings)));
}

/** The mails that a mail goes on with, of those that it names by ids that were seen: no announcement, no older matter. */
function followed(
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

/** The mails of people that answer a mail of a group, by the group, and lie in another, for they began a new matter. */
function leavers(groups: readonly number[][], links: Links): Map<number, Message[]> {
  const left = new Map<number, Message[]>();
  const groupOf = new Map(groups.flatMap((group, g) => group.map((i) => [i, g] as const)));
  links.messages.forEach((message, i) => {
    if (message.own || message.kind !== 'human') return;
    const targets = followedIds(message, links.settings).flatMap((id) => links.byId.get(id) ?? []);
    const others = targets.filter((t) => groupOf.get(t) !== groupOf.get(i) && links.matters.isNew(i, t));
    for (const g of new Set(others.map((t) => groupOf.get(t)!))) push(left, g, message);
  });
  return left;
}

/**
 * R3: through an announcement or an unseen id only mails that share a customer address join; and of these only those of
 * one matter, for nobody can tell how old the unseen mail is. Expects to be asked in order of time.
 */
function weakLinks(
  { messages, matters, settings }: Links,
  sets: DisjointSets,
): (id: string, i: number) => void {
  const known = new Map<string, { latest: number; readonly bySubject: Map<string, number> }>();
  return (id, i) => {
    const subject = matters.subjectOf(i);
    for (const address of customerAddresses(messages[i]!, settings)) {
      const key = `${id} ${address}`;
      const before = known.get(key);
      if (!before) known.set(key, { latest: i, bySubject: new Map([[subject, i]]) });
      else {
        const same = before.bySubject.get(subject);
        if (same !== undefined) sets.join(i, same);
        else if (!matters.isNew(i, before.latest)) sets.join(i, before.latest);
        before.latest = i;
        before.bySubject.set(subject, i);
      }
    }
  };
}

/** A note belongs to every conversation that has a mail of which it speaks. */
function notesByGroup(
  groups: readonly number[][],
  { messages }: Links,
  notes: readonly Note[],
): Map<number, Note[]> {
  const groupOf = new Map<string, Set<number>>();
  groups.forEach((group, g) => {
    for (const i of group)
      for (const id of [messages[i]!.id, ...(messages[i]!.otherIds ?? [])])
        groupOf.set(id, (groupOf.get(id) ?? new Set()).add(g));
  });
  const found = new Map<number, Note[]>();
  for (const note of notes)
    for (const g of new Set(noteIds(note).flatMap((id) => [...(groupOf.get(id) ?? [])])))
      push(found, g, note);
  return found;
}

function byNoteTime(a: Note, b: Note): number {
  return a.at - b.at || a.uid - b.uid || compare(a.noteId, b.noteId);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
