import { type DisjointSets, disjointSets } from '../disjoint-sets.js';
import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { pushTo } from '../multi-map.js';
import type { Settings } from '../settings.js';
import { byTime, causalOrder } from './causal-order.js';
import { customerAddresses, orphanParents } from './last-resort.js';
import { type Conversation, noteIds, type Thread } from './link.js';
import { followed, followedIds, isOrphan, type Links, linksOf } from './mail-links.js';
import { byPlace, type Note } from './note.js';
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
    pushTo(groups, sets.find(i), i);
  });
  return [...groups.values()];
}

/** The mails of people that answer a mail of a group, by the group, and lie in another, for they began a new matter. */
function leavers(groups: readonly number[][], links: Links): Map<number, Message[]> {
  const left = new Map<number, Message[]>();
  const groupOf = new Map(groups.flatMap((group, g) => group.map((i) => [i, g] as const)));
  links.messages.forEach((message, i) => {
    if (message.own || message.kind !== 'human') return;
    const targets = followedIds(message, links.settings).flatMap((id) => links.byId.get(id) ?? []);
    const others = targets.filter((t) => groupOf.get(t) !== groupOf.get(i) && links.matters.isNew(i, t));
    for (const g of new Set(others.map((t) => groupOf.get(t)!))) pushTo(left, g, message);
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
      pushTo(found, g, note);
  return found;
}

function byNoteTime(a: Note, b: Note): number {
  return a.at - b.at || byPlace(a, b) || compare(a.noteId, b.noteId);
}
