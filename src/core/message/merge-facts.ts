import { mergeCameBy } from './delivered-to.js';
import { compare, copyKey, inSent } from './fact.js';
import type { Copy, Message } from './message.js';
import { isToken } from './other-ids.js';

/**
 * Two facts of one mail (the same key) become one, whatever the order (I4): the earliest moment, all copies, and the
 * content of the copy that proves most: in Sent, stored by a client, then the first that came.
 */
export function mergeFacts(a: Message, b: Message): Message {
  const [best, other] = rank(a, b) <= 0 ? [a, b] : [b, a];
  const copies = uniqueCopies([...best.copies, ...other.copies]);
  const newText = wordsOf(best, other);
  const attached = best.attached ?? other.attached;
  const otherIds = [...(best.otherIds ?? []).filter((id) => !isToken(id)), ...tokensOf([best, other])];
  const deliveredTo = mergeCameBy(best.deliveredTo ?? [], other.deliveredTo ?? []);
  // X-Thrice survives on any genuine copy: servers may strip unknown headers from the Sent one.
  // An unsigned mark on another copy says nothing about this one (I7): ids are known to whoever got the mail.
  const own = other.own?.signed && !best.own?.signed ? other.own : best.own;
  const { newText: _text, otherIds: _ids, ...rest } = best;
  return {
    ...rest,
    at: Math.min(a.at, b.at),
    copies,
    ...(newText !== undefined && { newText }),
    ...(attached && { attached }),
    ...(otherIds.length > 0 && { otherIds }),
    ...(deliveredTo.length > 0 && { deliveredTo }),
    ...(own && { own, kind: 'own' as const, reason: 'x-thrice' }),
  };
}

/** The tokens of a mail of ours follow from the keys that were there when it was read: a signed mark tells whose they are (I3, I7). */
function tokensOf(facts: readonly Message[]): string[] {
  const signed = facts.filter(({ own }) => own?.signed);
  const tokens = (signed.length > 0 ? signed : facts).flatMap(({ otherIds = [] }) =>
    otherIds.filter(isToken),
  );
  return [...new Set(tokens)].sort(compare);
}

/**
 * '' may stand for words that could not be read where the mail lay then (I8): what was read of the mail since, here or where
 * it was moved to, has them asked for anew (I3).
 */
function wordsOf(best: Message, other: Message): string | undefined {
  return best.newText || (other.newText === '' ? best.newText : other.newText);
}

function rank(a: Message, b: Message): number {
  return (
    origin(a) - origin(b) ||
    // I7: nobody knows an id before its mail has come, so what bears the same id later may be forged.
    (origin(a) === 2 ? a.at - b.at : 0) ||
    // I8: what was read again, by a later version, is worth more than "it cannot be read".
    Number(a.unreadable !== undefined) - Number(b.unreadable !== undefined) ||
    // I3: a link that no key had made was read again once its key was there.
    Number(a.link === 'unknown') - Number(b.link === 'unknown') ||
    // R11: whether a mail passes another on was asked again when the team changed.
    Number(a.forwarded === undefined) - Number(b.forwarded === undefined) ||
    // R10: a verdict is not judged again by newer rules.
    a.rules - b.rules ||
    (b.auth?.length ?? 0) - (a.auth?.length ?? 0) ||
    compare(content(a), content(b)) ||
    compare(verdictOf(a), verdictOf(b))
  );
}

/** 0: in Sent, 1: stored by a client of this mailbox, 2: delivered. */
function origin(message: Message): number {
  return inSent(message) ? 0 : message.stored ? 1 : 2;
}

/** Everything that merging leaves as it is: a total order, so that the outcome depends on no order of arrival. */
function content({
  copies,
  at,
  newText,
  attached,
  deliveredTo,
  own,
  kind,
  reason,
  otherIds = [],
  ...rest
}: Message): string {
  const ids = otherIds.filter((id) => !isToken(id));
  return JSON.stringify([ids, ...Object.entries(rest).sort(([a], [b]) => compare(a, b))]);
}

function verdictOf({ kind, reason, own }: Message): string {
  return JSON.stringify([own ?? null, kind, reason]);
}

/** Each place once, with a role that says something rather than `ordinary` where it was read as either (`takeRoles`). */
function uniqueCopies(copies: readonly Copy[]): Copy[] {
  const told = ({ role }: Copy) => Number(role !== 'ordinary');
  const seen = new Map<string, Copy>();
  for (const copy of [...copies].sort((a, b) => told(a) - told(b) || compare(a.role, b.role)))
    seen.set(copyKey(copy), copy);
  return [...seen.entries()].sort(([a], [b]) => compare(a, b)).map(([, copy]) => copy);
}
