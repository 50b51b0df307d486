import { isTeamAddress, roleOf } from '../conversation/role.js';
import { isAddressed } from '../conversation/start.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import type { TeamSeen } from './played.js';

/** What the mails from `from` to `to` (ms UTC) show of the team. Machines' mails say nothing about it. */
export function teamSeen(
  messages: readonly Message[],
  settings: Settings,
  { from, to }: { readonly from: number; readonly to: number },
): TeamSeen {
  let [mails, addressed] = [0, false];
  const ignored = new Map<string, number>();
  for (const message of messages) {
    if (message.at < from || message.at > to || message.kind !== 'human' || message.own) continue;
    if (isTeamAddress(message.from.address, settings)) mails += 1;
    const { role, reason } = roleOf(message, settings);
    if (role === 'agent') addressed ||= isAddressed(message, settings);
    const counts = role !== 'unverified' && !(role === 'unknown' && reason === 'own-address-outside-sent');
    if (!counts) ignored.set(reason, (ignored.get(reason) ?? 0) + 1);
  }
  return {
    mails,
    addressed,
    ignored: [...ignored].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}
