import { z } from 'zod';
import { parseDuration } from '../core/calendar/duration.js';
import { isPublicProvider, isPublicSuffix } from './public-providers.js';
import { isZone } from './zone-name.js';

/**
 * The kinds of single values. Each has one sentence for people in which `{}` stands for the value as the file shows
 * it (explain.ts puts it in, and leaves passwords out). In `meta`, `title` is the type in words, and `fallback` a default
 * that depends on something else, for the reference (keys.ts).
 */

/** Text for which `test` holds; `words` is the sentence when it does not. */
export function text(words: string, test: (value: string) => boolean = (value) => value.trim() !== '') {
  return z.string({ error: words }).refine(test, { error: words });
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  const list = words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words[0];
  return z.enum(words, { error: `{} is not allowed here. Write ${list}.` });
}

const label = '[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?';
const domainShape = new RegExp(`^${label}(\\.${label})*$`, 'u');
const addressShape = new RegExp(`^[^\\s@<>()\\[\\]",;:\\\\\\p{C}]+@${label}(\\.${label})*$`, 'u');

export const address = text(
  '{} is no mail address. Write only the address, as in support@example.com.',
  (value) => addressShape.test(value),
)
  .toLowerCase()
  .meta({ title: 'address', examples: ['support@example.com'] });

/** One address, several, or one of these words. */
export function addressesOr<const T extends readonly [string, ...string[]]>(others: T) {
  const before = others.slice(0, -1).map((word) => `${word} `);
  const words = `{} is no mail address. Write an address, a list of them, ${before.join('')}or ${others.at(-1)}.`;
  const one = text(words, (value) => addressShape.test(value)).toLowerCase();
  const list = z.array(address).min(1, { error: 'is an empty list. Write off, or name an address.' });
  return z.union([z.literal(others, { error: words }), one, list], { error: words });
}

/** Reads `08:30` into minutes since midnight; null when it is no time of day. */
export function parseTime(value: string): number | null {
  const match = /^(\d\d?):(\d\d)$/.exec(value);
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

const plainDomain = text('{} is no domain. Write it without the @, as in example.com.', (value) =>
  domainShape.test(value),
);

export const domain = plainDomain.toLowerCase().meta({ title: 'domain', examples: ['example.com'] });

export const teamDomain = plainDomain
  .refine((value) => !isPublicProvider(value.toLowerCase()), {
    error:
      '{} is a public mail provider: it would make every user of it an agent. List the agents under team.agents instead.',
  })
  .refine((value) => !isPublicSuffix(value.toLowerCase()), {
    error:
      '{} is no domain of one team: everybody can register a name under it. Write the whole domain, as in example.com.',
  })
  .toLowerCase()
  .meta({ title: 'domain', examples: ['example.com'] });

/** A host name, an IPv4 address, or an IPv6 address in brackets or bare. */
export function isHost(value: string): boolean {
  return value.length <= 253 && (domainShape.test(value) || /^\[?[0-9a-f]*:[0-9a-f:.]+\]?$/i.test(value));
}

export const host = text('{} is no host name. Write it as in imap.example.com.', isHost).meta({
  title: 'host',
  examples: ['imap.example.com'],
});

/** A duration with a day or working day unit allowed, as policies use it. */
export const duration = text(
  '{} is no duration. Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m.',
  (value) => parseDuration(value) !== null,
).meta({ title: 'duration', examples: ['2d', '2wd', '4h'] });

const clockUnits = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** The length in ms of a duration in seconds, minutes or hours; null for anything else. */
export function clockMs(value: string): number | null {
  const parsed = parseDuration(value);
  if (parsed === null || parsed.unit === 'd' || parsed.unit === 'wd') return null;
  return parsed.amount * clockUnits[parsed.unit];
}

export const interval = text(
  '{} is no duration in seconds, minutes or hours. Write 60s, 5m or 1h.',
  (value) => clockMs(value) !== null,
)
  .refine((value) => (clockMs(value) ?? 1_000) >= 1_000 && (clockMs(value) ?? 0) <= 86_400_000, {
    error: '{} is not between 1s and 24h.',
  })
  .meta({ title: 'duration (s, m, h)', examples: ['60s'] });

export const zone = text('{} is no time zone. Write one as in Europe/Warsaw.', isZone).meta({
  title: 'time zone',
  examples: ['Europe/Warsaw'],
});

/** Whether it is a day of the Gregorian calendar as YYYY-MM-DD. */
function isDay(value: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}

export const day = text('{} is no day. Write it as in 2026-12-24.', isDay).meta({
  title: 'day (YYYY-MM-DD)',
  examples: ['2026-12-24'],
});

/** Names that become file names or parts of an address: no dots, no slashes. */
export const slug = text(
  '{} is no name. Use letters, digits, - and _, starting with a letter or digit.',
  (value) => /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u.test(value),
).meta({ title: 'name' });

export const filePath = text(
  '{} is no path of a file.',
  (value) => value.trim() !== '' && !value.includes('\0'),
).meta({
  title: 'path',
});

/** One line of text for people. */
export const line = text('{} must be one line of text, not empty.', (value) =>
  /^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(value),
).meta({
  title: 'text',
});

/** A whole number from `least` on, or `off`. */
export function limit(least: number) {
  const words = `{} is no limit. Write a whole number from ${least} on, or off.`;
  return z
    .union([z.int({ error: words }).min(least, { error: words }), z.literal('off', { error: words })], {
      error: words,
    })
    .meta({ title: 'number, or off' });
}

/** A whole number within bounds. */
export function whole(least: number, most: number) {
  const words = `{} is not a whole number from ${least} to ${most}.`;
  return z
    .int({ error: words })
    .min(least, { error: words })
    .max(most, { error: words })
    .meta({ title: 'number' });
}

export const flag = z.boolean({ error: '{} is neither true nor false.' }).meta({ title: 'true or false' });
