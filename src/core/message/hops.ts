import { organizationalDomain } from './address.js';
import { withoutComments } from './comment.js';
import type { Header } from './parsed.js';

/** The Received fields (RFC 5321 4.4) that stand above some other field. */
export interface Hops {
  /**
   * Whether a field at this place cannot be of the server `host`: above it a server of another organization took the mail
   * over, and above that one of the host's own. Trace fields are put on top, so it came in with the mail. Hops above the
   * host's own (the mailbox's provider moving it about) say nothing, nor does one that names no host.
   */
  readonly isForeign: (host: string) => boolean;
}

/** The values of a field, topmost first, each with what stands above it. At most 50 hops are looked at. */
export function hopsAbove(header: Header, name: string): { readonly value: string; readonly hops: Hops }[] {
  const above: string[] = [];
  const found: { value: string; hops: Hops }[] = [];
  for (const field of header.fields) {
    if (field.name === name) found.push({ value: field.value, hops: hopsOf([...above]) });
    if (field.name !== 'received' || above.length >= 50) continue;
    const by = byHost(field.value);
    if (by !== '') above.push(organizationalDomain(by));
  }
  return found;
}

function hopsOf(above: readonly string[]): Hops {
  return {
    isForeign: (host) => {
      const own = organizationalDomain(host);
      const first = above.indexOf(own);
      return first >= 0 && above.slice(first).some((by) => by !== own);
    },
  };
}

/** The "by" host of a Received field in lower case; '' where it names none, or an address (as Google does inside). */
function byHost(received: string): string {
  const clauses = withoutComments(received.slice(0, 5_000)) ?? '';
  const by = /(?:^|\s)by\s+([^\s;]+)/i.exec(clauses)?.[1]?.toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9._-]*\.[a-z][a-z0-9-]*$/.test(by) && !inside.test(by) ? by : '';
}

/** Names that mean something within one network only (RFC 6762, RFC 8375, and by custom). */
const inside = /\.(?:local|localdomain|localhost|lan|internal|intranet|corp|home|private|arpa)$/;
