import { inSent } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { sesName } from '../message/other-ids.js';
import type { Settings } from '../settings.js';
import { isTeamAddress } from './role.js';

/**
 * A relay may give a mail another Message-ID on its way (Amazon SES does to every mail). Then the copy in Sent bears the
 * one, and what the recipients got and answer bears the other. That the two are one mail shows where both lie in the
 * mailbox: the team's own address, the same subject, the same recipients, and the same second in `Date`. Amazon SES also
 * writes Date anew, when it takes the mail over; so with an id of its form the two may lie minutes apart. Whoever could
 * forge such a mail has read the true one, and could as well name its id.
 */

/** So long may a client's Date be before that of Amazon SES, in ms. */
const handover = 10 * 60 * 1000;

/** Names under which the index files the mail and looks for its other form: none for mails of others. */
export function sentCopyNames(
  message: Message,
  isTeam: (address: string) => boolean,
): { readonly filed: readonly string[]; readonly sought: readonly string[] } {
  const name = isTeam(message.from.address) ? sentName(message) : null;
  if (name === null) return { filed: [], sought: [] };
  // Of two dates that lie no further apart than a bucket is long, one lies in the other's bucket or in the next one.
  const bucket = Math.floor(message.date! / handover);
  return {
    filed: [`sent ${bucket} ${name}`],
    sought: [bucket - 1, bucket, bucket + 1].map((one) => `sent ${one} ${name}`),
  };
}

/** Joins the copy in Sent with what was delivered under another id. `join` gets indexes of `messages`. */
export function joinSentCopies(
  messages: readonly Message[],
  settings: Settings,
  join: (a: number, b: number) => void,
): void {
  const groups = new Map<string, number[]>();
  messages.forEach((message, i) => {
    if (!isTeamAddress(message.from.address, settings)) return;
    const name = sentName(message);
    if (name === null) return;
    const group = groups.get(name);
    if (group) group.push(i);
    else groups.set(name, [i]);
  });
  for (const group of groups.values()) if (group.length > 1) joinGroup(messages, group, join);
}

function joinGroup(
  messages: readonly Message[],
  group: readonly number[],
  join: (a: number, b: number) => void,
): void {
  const dateOf = (i: number): number => messages[i]!.date!;
  const sent = group.filter((i) => isSentCopy(messages[i]!)).sort((a, b) => dateOf(a) - dateOf(b) || a - b);
  if (sent.length === 0) return;
  const bySecond = new Map<number, number>();
  for (const i of sent) bySecond.set(dateOf(i), bySecond.get(dateOf(i)) ?? i);
  for (const i of group) {
    if (isSentCopy(messages[i]!)) continue;
    const same = bySecond.get(dateOf(i));
    if (same !== undefined) join(i, same);
    else if (sesName(messages[i]!.id) !== null) {
      const before = lastBefore(sent, dateOf, dateOf(i));
      if (before !== undefined && dateOf(i) - dateOf(before) <= handover) join(i, before);
    }
  }
}

/** The last of `sorted` that is no later than `date`, by bisection. */
function lastBefore(
  sorted: readonly number[],
  dateOf: (i: number) => number,
  date: number,
): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dateOf(sorted[middle]!) <= date) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

/** Writer, subject and recipients; null where the mail says too little to be told from others. */
function sentName({ date, from, subject, to = [], cc = [], own }: Message): string | null {
  if (date === undefined || own || subject.trim() === '' || to.length + cc.length === 0) return null;
  const addresses = [...to, ...cc].map((person) => person.address).sort();
  return `${from.address} ${addresses.join(' ').slice(0, 2000)} ${subject.trim()}`;
}

function isSentCopy(message: Message): boolean {
  return message.stored === true || inSent(message);
}
