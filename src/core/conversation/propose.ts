import { inSent, onlyDiscarded } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { verify } from '../message/verify.js';
import type { Settings, VerifiedBy } from '../settings.js';
import { isTeamAddress } from './role.js';

/** A host is taken for the mailbox's own server when it wrote the topmost verdict of this share of delivered mails. */
const ownShare = 0.5;

/**
 * What to add to `team.verified_by` so that agents' mails which are now ignored would count (R7), as the config writes
 * it, the best first. A sender can write any Authentication-Results of his own, so only a host is proposed that judged
 * most of all mails delivered here, whoever wrote them. `exchange`: the mailbox lies on Microsoft 365, whose own marks
 * nobody else can set.
 */
export function proposeVerifiedBy(
  messages: readonly Message[],
  settings: Settings,
  exchange: boolean,
): string[] {
  const delivered = messages.filter((m) => !m.stored && !m.own && !inSent(m) && !onlyDiscarded(m));
  const judged = delivered.flatMap((m) => topmostHost(m) ?? []);
  const share = (host: string): number =>
    judged.filter((one) => one === host).length / Math.max(1, delivered.length);
  const ignored = delivered.filter(
    (m) => isTeamAddress(m.from.address, settings) && !verify(m, settings.team).verified,
  );
  const found = new Map<string, number>();
  for (const message of ignored) {
    const host = topmostHost(message);
    const ways: VerifiedBy[] = [
      ...(host !== null && share(host) >= ownShare ? [{ way: 'host', host } as const] : []),
      ...(exchange ? [{ way: 'microsoft-365' } as const] : []),
      ...receivedHosts(message).map((by) => ({ way: 'received', host: by }) as const),
    ];
    const way = ways.find((one) => verify(message, { ...settings.team, verifiedBy: [one] }).verified);
    if (way) found.set(written(way), (found.get(written(way)) ?? 0) + 1);
  }
  return [...found].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([way]) => way);
}

/**
 * Hosts of `team.verified_by` that did not judge every mail delivered from outside: where the server writes no
 * Authentication-Results, a sender can have written some in its name (R7). With how many of how many mails bear none.
 */
export function silentHosts(
  messages: readonly Message[],
  settings: Settings,
): { readonly host: string; readonly without: number; readonly of: number }[] {
  const outside = messages.filter(
    (m) => !m.stored && !m.own && !inSent(m) && !onlyDiscarded(m) && !isTeamAddress(m.from.address, settings),
  );
  return settings.team.verifiedBy.flatMap((way) => {
    if (way.way !== 'host') return [];
    const host = way.host.toLowerCase();
    const without = outside.filter((m) => !m.auth?.some((one) => one.host === host && !one.below)).length;
    return without === 0 ? [] : [{ host, without, of: outside.length }];
  });
}

/** The host of the topmost Authentication-Results, which the last server wrote. */
function topmostHost(message: Message): string | null {
  return message.auth?.find(({ host }) => !isMark(host))?.host ?? null;
}

function receivedHosts(message: Message): string[] {
  return (message.auth ?? []).flatMap(({ host }) =>
    host.startsWith(receivedMark) ? [host.slice(receivedMark.length)] : [],
  );
}

const receivedMark = 'received:';

/** Evidence that is not from Authentication-Results (`authEvidence`). */
function isMark(host: string): boolean {
  return host.startsWith(receivedMark) || host === 'microsoft-365';
}

function written(way: VerifiedBy): string {
  switch (way.way) {
    case 'host':
      return way.host;
    case 'received':
      return `received:${way.host}`;
    case 'microsoft-365':
    case 'everyone':
      return way.way;
    default:
      return way satisfies never;
  }
}
