import type { Message } from '../core/message/message.js';
import { baseSubject } from '../core/message/subject.js';
import { clean } from '../templates/clean.js';
import { count, shorten, styled, wrap } from './output.js';
import { iso } from './words.js';

/** One mail of a tree. `thread` and `parent` as in `threads --json`. */
export interface ThreadMail {
  readonly file: string;
  readonly index: number;
  readonly message: Message;
  readonly thread: string;
  readonly parent: string | null;
}

interface Placed {
  readonly mail: ThreadMail;
  readonly depth: number;
}

/** The date that is shown, ms UTC; 0 where nothing tells one. */
function shownAt({ message }: ThreadMail): number {
  return message.date ?? message.at;
}

/** Mails that answer one another are shown no deeper than this. */
const deepest = 12;

/**
 * For people: each thread with its mails below one another, as deep as they answer one another, those of one depth by
 * time (UTC), the threads by their first mails' time. `width` in columns; null: nothing is cut.
 */
export function threadLines(mails: readonly ThreadMail[], width: number | null): string[] {
  const groups = new Map<string, ThreadMail[]>();
  for (const one of mails) {
    const group = groups.get(one.thread);
    if (group) group.push(one);
    else groups.set(one.thread, [one]);
  }
  const known = new Set(mails.flatMap(({ message }) => [message.id, ...(message.otherIds ?? [])]));
  const lines = [...groups]
    .map(([thread, group]) => ({ thread, tree: depthFirst(group) }))
    .sort((a, b) => shownAt(a.tree[0]!.mail) - shownAt(b.tree[0]!.mail))
    .flatMap(({ thread, tree }) => linesOfThread(thread, tree, known, width));
  const end = `${count(mails.length, 'mail')} in ${count(groups.size, 'thread')}. Times are UTC.`;
  return [...lines, ...wrap(end, width)];
}

function linesOfThread(
  thread: string,
  tree: readonly Placed[],
  known: ReadonlySet<string>,
  width: number | null,
): string[] {
  const first = tree[0]!.mail;
  const title = `${thread}  ${clean(first.message.subject, 200) || '(no subject)'} (${tree.length})`;
  const lines = [styled(process.stdout, 'bold', width === null ? title : shorten(title, width))];
  let subject = baseSubject(first.message.subject);
  for (const { mail, depth } of tree) {
    const own = baseSubject(mail.message.subject);
    const changed = own !== subject;
    subject = own;
    lines.push(lineOf(mail, depth, changed, noteOf(mail, mail === first, known), width));
  }
  return lines;
}

/** Every mail once, an answer below what it answers; those whose parent is elsewhere stand at the top. */
function depthFirst(mails: readonly ThreadMail[]): Placed[] {
  const sorted = mails.toSorted((a, b) => b.message.at - a.message.at);
  const ids = new Set(mails.map(({ message }) => message.id));
  const below = new Map<string, ThreadMail[]>();
  const waiting: Placed[] = [];
  for (const mail of sorted) {
    const { parent } = mail;
    if (parent === null || !ids.has(parent) || parent === mail.message.id) waiting.push({ mail, depth: 1 });
    else below.set(parent, [...(below.get(parent) ?? []), mail]);
  }
  const tree: Placed[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    tree.push(next);
    const { id } = next.mail.message;
    for (const mail of below.get(id) ?? []) waiting.push({ mail, depth: next.depth + 1 });
    // The same id on two mails: the answers stand below the first.
    below.delete(id);
  }
  return tree;
}

/** What is not plain to see: why it is here although no id says so, and what it refers to that is not among the files. */
function noteOf({ message, parent }: ThreadMail, first: boolean, known: ReadonlySet<string>): string {
  const named = new Set([...(message.references ?? []), ...(message.inReplyTo ?? [])]);
  named.delete(message.id);
  const unseen = [...named].filter((id) => !known.has(id)).length;
  const notes: string[] = [];
  if (parent !== null && !named.has(parent)) notes.push('joined by an id that a server rewrote');
  else if (parent === null && !first)
    notes.push(named.size > 0 ? 'joined by a common ancestor' : 'joined without ids');
  if (unseen > 0) notes.push(`refers to ${count(unseen, 'mail')} not here`);
  return notes.join(', ');
}

function lineOf(
  mail: ThreadMail,
  depth: number,
  changed: boolean,
  note: string,
  width: number | null,
): string {
  const indent = '  '.repeat(Math.min(depth, deepest));
  const { message, file, index } = mail;
  const at = shownAt(mail);
  const date = at === 0 ? 'no date'.padEnd(16) : iso(at).slice(0, 16).replace('T', ' ');
  const words = [
    clean(message.from.address) || '(nobody)',
    ...(changed ? [`"${clean(message.subject, 200)}"`] : []),
    `${clean(file, 500)}${index > 0 ? ` [${index}]` : ''}`,
  ].join('  ');
  const said = note === '' ? '' : `(${note})`;
  const dim = (text: string): string => styled(process.stdout, 'dim', text);
  const warned = (text: string): string => styled(process.stdout, 'yellow', text);
  if (width === null) return [`${indent}${dim(date)}`, words, ...(said ? [warned(said)] : [])].join('  ');
  const room = width - indent.length - date.length - 2;
  // Where it is narrow the date goes first, then the note.
  if (room < 15) return shorten(`${indent}${words}`, width);
  const left = room - said.length - 2;
  if (said === '' || left < 15) return `${indent}${dim(date)}  ${shorten(words, room)}`;
  return `${indent}${dim(date)}  ${shorten(words, left)}  ${warned(said)}`;
}
