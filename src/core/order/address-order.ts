import type { Calendar } from '../calendar/calendar.js';
import { parseUntil } from '../calendar/until.js';
import { plusBase } from '../message/address.js';
import { isTokenDetail } from '../message/delivered-to.js';
import { isSlipOf } from './address-slip.js';

/** What an agent orders by a plus address of the mailbox while he writes to the customer: `support+3d@example.com`. */
export type AddressOrder =
  /** The next mail of the silence goes at this moment, ms UTC, in working time. */
  | { readonly kind: 'first-due'; readonly address: string; readonly at: number }
  | { readonly kind: 'never'; readonly address: string }
  | { readonly kind: 'policy'; readonly address: string; readonly name: string }
  /** It orders nothing, and probably was meant to. */
  | {
      readonly kind: 'problem';
      readonly address: string;
      readonly problem: AddressProblem;
      /** The address that was perhaps meant; null: none is known. */
      readonly suggestion: string | null;
    };

/** near-miss: nearly a day or `never`; near-policy: nearly the name of a policy. */
export type AddressProblem = 'past' | 'no-such-day' | 'too-far' | 'near-miss' | 'near-policy';

/** What the addresses are read by. */
export interface AddressContext {
  /** Of the mailbox, lower case. */
  readonly ownAddresses: readonly string[];
  readonly policies: readonly { readonly name: string }[];
  readonly calendar: Calendar;
  /** at(m) of the mail, ms UTC: durations count from it. */
  readonly at: number;
}

const neverWords: ReadonlySet<string> = new Set(['never', 'nie', 'niemals', 'nigdy']);

/** Words that are long enough to be mistyped; each of them is a day or `never`. */
export const longWords: readonly string[] = [
  'never niemals nigdy tomorrow morgen jutro',
  'monday tuesday wednesday thursday friday saturday sunday',
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  'poniedzialek sroda piatek',
].flatMap((line) => line.split(' '));

/**
 * Forms of a moment that an address may have. Fewer than a mail to Thrice may write out: teams use addresses like
 * `support+pt@`, `support+1st@` and `support+5s@` for purposes of their own.
 */
const timeForms: readonly RegExp[] = [
  /^\d{1,4}(?:h|d|wd|w)$/,
  /^\d{1,4}-?\p{L}{3,10}$/u,
  /^\p{L}{3,10}-?\d{1,2}$/u,
  /^\d{4}-\d{2}-\d{2}$/,
  /^(?:mon|tue|wed|thu|fri|sat|sun)$/,
];
const dayWords: ReadonlySet<string> = new Set(longWords);

/** As long as a local part may be (RFC 5321 4.5.3.1.1), and a policy's name. */
const longest = 64;
/** Shorter ones are as near to anything. */
const shortest = 4;

/**
 * What each of the addresses orders, in their order and each address once. Addresses of others, those without a detail,
 * tokens (R6), and details that mean nothing here (teams use tags of their own) order nothing. What the config writes out
 * as an address of the mailbox is such a tag, so it is never taken for a slip.
 * @param addresses in any case
 */
export function addressOrders(addresses: readonly string[], context: AddressContext): AddressOrder[] {
  const orders = new Map<string, AddressOrder | null>();
  for (const text of addresses) {
    const { base, detail } = plusBase(text);
    if (detail === null || !context.ownAddresses.includes(base)) continue;
    const address = withDetail(base, detail);
    if (!orders.has(address)) orders.set(address, orderOf(address, base, detail, context));
  }
  const isTag = ({ kind, address }: AddressOrder): boolean =>
    kind === 'problem' && context.ownAddresses.includes(address);
  return [...orders.values()].filter((order) => order !== null).filter((order) => !isTag(order));
}

function orderOf(
  address: string,
  base: string,
  detail: string,
  { policies, calendar, at }: AddressContext,
): AddressOrder | null {
  if (isTokenDetail(detail) || detail.length > longest) return null;
  if (neverWords.has(detail)) return { kind: 'never', address };
  const time = timeOf(detail, calendar, at);
  if (typeof time === 'number') return { kind: 'first-due', address, at: time };
  if (time !== null) return { kind: 'problem', address, problem: time, suggestion: null };
  const policy = policies.find(({ name }) => name.toLowerCase() === detail);
  if (policy) return { kind: 'policy', address, name: policy.name };
  const meant = (problem: AddressProblem, word: string | undefined): AddressOrder | null =>
    word === undefined ? null : { kind: 'problem', address, problem, suggestion: withDetail(base, word) };
  const names = policies.map(({ name }) => name.toLowerCase());
  return meant('near-miss', nearest(detail, longWords)) ?? meant('near-policy', nearest(detail, names));
}

/** Whether `support+NAME@` means something else than the policy of that name, so that no address can choose it. */
export function isAddressWord(name: string, calendar: Calendar): boolean {
  const word = name.toLowerCase();
  return isTokenDetail(word) || neverWords.has(word) || timeOf(word, calendar, 0) !== null;
}

/** The moment that the word means, ms UTC; why it means none though it is a time; null: it is no time. */
function timeOf(word: string, calendar: Calendar, at: number): number | AddressProblem | null {
  if (!dayWords.has(word) && !timeForms.some((form) => form.test(word))) return null;
  const until = parseUntil(word, calendar, at);
  if (until.ok) return until.at;
  return until.problem === 'no-time' ? null : until.problem;
}

function nearest(detail: string, words: readonly string[]): string | undefined {
  if (detail.length < shortest) return undefined;
  return words.find((word) => word.length >= shortest && isSlipOf(detail, word));
}

function withDetail(base: string, detail: string): string {
  return base.replace(/@(?=[^@]*$)/, `+${detail}@`);
}
