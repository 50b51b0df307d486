import { plusBase } from './address.js';
import { isInsideHop } from './auth-received.js';
import type { CameBy, Message } from './message.js';
import type { Header } from './parsed.js';

/** Fields in which servers note the recipient of the envelope: Dovecot and Gmail, Fastmail, Postfix, Exim. */
const fields: ReadonlySet<string> = new Set([
  'delivered-to',
  'x-delivered-to',
  'x-original-to',
  'envelope-to',
]);

/** More of them are not kept. */
const most = 5;

/** Details that are tokens of Thrice (R6), or of its links: they order nothing. */
export const isTokenDetail = (detail: string): boolean => /^[tk]-/.test(detail);

/**
 * The plus addresses of the mailbox by which this copy came though neither To nor Cc names them: the Bcc of a mail that
 * travelled. Only what stands above the hop over which the mail came in counts, for what stands below it a sender can
 * have written (RFC 5321 4.4: trace fields are put on top).
 * @param own addresses of the mailbox, lower case
 * @returns addresses in lower case, sorted, 5 at most
 */
export function deliveredTo(header: Header, own: readonly string[]): string[] {
  const visible = new Set([...header.to, ...header.cc].map(({ address }) => address));
  const found = new Set<string>();
  const add = (text: string): void => {
    const { base, detail } = plusBase(text);
    if (detail === null || detail === '' || isTokenDetail(detail) || !own.includes(base)) return;
    const address = base.replace(/@(?=[^@]*$)/, `+${detail}@`);
    if (address.length <= 320 && !visible.has(address)) found.add(address);
  };
  for (const { name, value } of header.fields) {
    // Exim names every recipient of the delivery in one field.
    if (fields.has(name)) value.slice(0, 2000).split(',').forEach(add);
    if (name !== 'received') continue;
    add(/\sfor\s+<([^<>\s]{1,320})>/i.exec(value.slice(0, 5000))?.[1] ?? '');
    if (!isInsideHop(value)) break;
  }
  return [...found].sort().slice(0, most);
}

/** What both tell, whatever the order (I4). Nobody knows an id before its mail has come, so the earliest are kept (I7). */
export function mergeCameBy(a: readonly CameBy[], b: readonly CameBy[]): CameBy[] {
  if (a.length === 0 || b.length === 0) return [...a, ...b];
  const all = new Map([...a, ...b].map((one) => [nameOf(one), one]));
  return [...all]
    .sort(([x, one], [y, other]) => one.at - other.at || (x < y ? -1 : 1))
    .map(([, one]) => one)
    .slice(0, most);
}

function nameOf({ address, at, auth }: CameBy): string {
  return JSON.stringify([address, at, auth ?? []]);
}

/**
 * R6: a delivered mail that can only have come by a plus address of the mailbox shows that the server takes them. One that
 * names the plain address as well may have come by that alone.
 */
export function showsPlus(
  { to = [], cc = [], bcc = [], deliveredTo: by }: Message,
  own: readonly string[],
): boolean {
  if (by !== undefined) return true;
  const ours = [...to, ...cc, ...bcc]
    .map(({ address }) => plusBase(address))
    .filter(({ base }) => own.includes(base));
  return ours.length > 0 && ours.every(({ detail }) => detail !== null);
}
