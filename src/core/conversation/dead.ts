import { addressesOf } from './fold-bounce.js';
import type { Fold } from './fold-state.js';
import type { DeadAddress } from './state.js';

/** R12: the customers' addresses that bounced, were refused or complained, with the words of whoever said so. */
export function deadAddresses({ bounces, refusals, complaints }: Fold): DeadAddress[] {
  const bounced = bounces.flatMap(({ message, addresses }) =>
    (message.bounce?.recipients ?? []).flatMap((recipient) => {
      const address = addressesOf(recipient).find((one) => addresses.includes(one));
      if (!recipient.permanent || address === undefined) return [];
      // Where another address failed, the one that forwards to it may still be read: its own status is not told.
      const { status, reason } = address === recipient.address ? recipient : { ...recipient, status: '' };
      return [{ address, status, reason, at: message.at, complaint: false }];
    }),
  );
  const refused = refusals.flatMap(({ attempt }) =>
    attempt.refused.map((refusal) => ({ ...refusal, at: attempt.at, complaint: false })),
  );
  const complained = complaints.flatMap(({ message, addresses }) =>
    addresses.map((address) => ({
      ...{ address, status: '', reason: 'complaint' },
      ...{ at: message.at, complaint: true },
    })),
  );
  return [...bounced, ...refused, ...complained];
}
