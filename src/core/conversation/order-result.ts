import type { Person } from '../message/parsed.js';
import { isIdle } from './order-mail.js';
import { isOwnAddress } from './role.js';
import type { NoticeStep } from './step.js';
import { tooMany } from './too-many.js';
import type { View } from './view.js';

/** What came of an agent's mail is news for so long, ms. */
const newsFor = 24 * 3600 * 1000;
/** So many mails of one conversation are answered in a day; what they order counts all the same. */
const mostAnswered = 20;

/** One short answer to each mail of an agent to Thrice, and to one whose plus addresses hold a slip; to nobody else, once, and not to mere thanks. */
export function resultsDue(
  { fold, settings, world, attempts, now }: View,
  people: readonly Person[],
): NoticeStep[] {
  const from = Math.max(world.startFrom, world.restartedAt, now - newsFor);
  const tired = tooMany(mostAnswered);
  // Those to Thrice stand before those to customers.
  const orders = fold.orders.toSorted((a, b) => a.message.at - b.message.at);
  return orders.flatMap((order): NoticeStep[] => {
    const { message, by } = order;
    if (tired(message.at) || message.at < from || isIdle(order, people)) return [];
    if (isOwnAddress(by.address, settings)) return [];
    const told = attempts.some(
      (a) => a.purpose === 'command-result' && a.anchor === message.id && a.state !== 'not-sent',
    );
    if (told) return [];
    return [
      { action: 'notice', purpose: 'command-result', anchor: message.id, stage: 0, to: [by], at: message.at },
    ];
  });
}
