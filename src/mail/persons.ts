import addressparser from 'nodemailer/lib/addressparser';
import type { Person } from '../core/message/parsed.js';
import { decodeWords, detach } from './words.js';

/** More persons in one field are not kept: long before, the mail is an announcement. */
const most = 1_000;

/** What is read of a field, in characters: about as many persons as are kept. Its grammar takes its time. */
const longest = 100_000;

/** `Name <a@b>`, `"Name" <a@b>` and `a@b`: nearly every address, and many times faster than the whole grammar. */
const simple =
  /^\s*(?:(?:"([^"\\]*)"|([^"<>,;:()@\\[\]]*))\s*<([^\s<>@",;:()\\[\]]+@[^\s<>@",;:()\\[\]]+)>)\s*$/;
const bare = /^[^\s<>@",;:()\\[\]]+@[^\s<>@",;:()\\[\]]+$/;

/**
 * The persons in an address field (RFC 5322 3.4), groups flattened, names decoded, addresses in lower case. Entries
 * without an address ("undisclosed-recipients:;") are left out; never throws.
 */
export function parsePersons(value: string): Person[] {
  const trimmed = beginning(value).trim();
  if (trimmed === '') return [];
  if (bare.test(trimmed)) return [{ name: '', address: detach(trimmed.toLowerCase()) }];
  const one = simple.exec(trimmed);
  if (one) return [{ name: decodeWords(one[1] ?? one[2] ?? ''), address: detach(one[3]!.toLowerCase()) }];
  const persons: Person[] = [];
  for (const entry of parseList(trimmed)) {
    if (!entry.address) continue;
    persons.push({ name: decodeWords(entry.name ?? ''), address: detach(entry.address.toLowerCase()) });
    if (persons.length >= most) break;
  }
  return persons;
}

/** Up to the last whole entry. */
function beginning(value: string): string {
  return value.length <= longest ? value : value.slice(0, Math.max(0, value.lastIndexOf(',', longest)));
}

function parseList(value: string): { name: string; address: string }[] {
  try {
    return addressparser(value.includes('=?') ? hideSpecials(value) : value, { flatten: true });
  } catch {
    return [];
  }
}

/** Clients write `=?utf-8?Q?Doe,_Joe?= <j@x>`: the comma inside the word (against RFC 2047 5.3) separates nothing. */
function hideSpecials(value: string): string {
  return value.replace(/=\?[^?\s]{1,60}\?[Qq]\?[^?\s]*\?=/g, (word) =>
    word.replace(/[,;:<>()"@\\[\]]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}
