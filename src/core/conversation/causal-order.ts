import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { ownIds, referencedIds, reportedIds } from './link.js';

/** By the server's time (R2), ties by the key. */
export function byTime(a: Message, b: Message): number {
  return a.at - b.at || compare(a.key, b.key);
}

/**
 * Time order (R2), but never a reply before what it answers: a Sent copy may be stored minutes after the mail left, so
 * that the customer's quick answer bears the earlier time; and a question and its answer may come within one second,
 * which is all that Received tells. A reply counts as written at the latest of the mails before it, and behind them.
 * But a mail that was delivered long after its reply (redirected, delayed, or planted) lifts nothing: its reply stays
 * where its own Received puts it, and with it all that was sent and said since (I1, I7).
 */
export function causalOrder(messages: readonly Message[]): Message[] {
  const inTime = [...messages].sort(byTime);
  const places = new Map<string, Place>();
  // An id is the first mail's that bears it: a later one may be planted to move the order (I7).
  const bearers = new Map<string, string>();
  for (const message of inTime)
    for (const name of ownIds(message)) if (!bearers.has(name)) bearers.set(name, message.key);
  // In the order of time nearly every parent comes first; a few rounds settle the others, and end where ids run in circles.
  for (let round = 0, moved = true; moved && round < 8; round++) {
    moved = false;
    for (const message of inTime) {
      const before = places.get(message.key);
      const place = placeBehind(message, places);
      if (before?.time === place.time && before.depth === place.depth) continue;
      places.set(message.key, place);
      for (const id of ownIds(message)) if (bearers.get(id) === message.key) places.set(`id ${id}`, place);
      moved = true;
    }
  }
  const placeOf = (message: Message): Place => places.get(message.key)!;
  return inTime.sort((a, b) => {
    const [x, y] = [placeOf(a), placeOf(b)];
    return x.time - y.time || x.depth - y.depth || byTime(a, b);
  });
}

/** Where a mail stands in its conversation: its effective time (ms UTC), and how many mails it follows one on another. */
interface Place {
  readonly time: number;
  readonly depth: number;
  /** A client stored it, so its time says when it was stored, not when it left. */
  readonly stored: boolean;
}

/** So much later than its reply may a delivered mail be, in ms: servers' clocks differ. */
const skew = 10 * 60 * 1000;

function placeBehind(message: Message, places: ReadonlyMap<string, Place>): Place {
  const own = ownIds(message);
  let [time, depth] = [message.at, 0];
  for (const id of [...referencedIds(message), ...reportedIds(message)]) {
    const parent = own.includes(id) ? undefined : places.get(`id ${id}`);
    if (!parent || (!parent.stored && parent.time > message.at + skew)) continue;
    time = Math.max(time, parent.time);
    depth = Math.max(depth, parent.depth + 1);
  }
  return { time, depth, stored: message.stored === true };
}
