import { parseDuration } from '../core/calendar/duration.js';
import { parseTime } from './leaf.js';
import { parseHours } from './schema-calendar.js';
import { nearZones } from './zone-name.js';

/**
 * What a person perhaps meant by a value that the schema refuses, as he would write it; the best first, none when nothing
 * is near. `words` is the sentence of the refused kind (leaf.ts), which tells what belongs there.
 */
export function meantBy(words: string, value: unknown): string[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const text = String(value).trim();
  if (words.includes('no time zone')) return nearZones(text);
  if (words.includes('no duration')) return durations(text, !words.includes('2wd'));
  if (words.includes('no time of day')) return times(text).map((time) => `'${time}'`);
  if (words.includes('no working hours')) return spans(text).map((span) => `'${span}'`);
  return [];
}

/** Beginnings of the units' names, in the order in which they are asked. */
const units: readonly [name: RegExp, unit: string, times: number][] = [
  [/^s(ec|ecs|econds?)?$/, 's', 1],
  [/^m(in|ins|inutes?)?$/, 'm', 1],
  [/^h(r|rs|ours?)?$/, 'h', 1],
  [/^d(ay[a-z]?)?$/, 'd', 1],
  [/^(w\.?d|bd|(work|working|business|week) ?days?)$/, 'wd', 1],
  [/^w(k|ks|eeks?)?$/, 'd', 7],
];

/** For a bare number each unit with its meaning; for a unit in another spelling the right one. */
function durations(text: string, clockOnly: boolean): string[] {
  const [, amount = '', name = ''] = /^(\d{1,6})\s*([a-z. ]*)$/i.exec(text) ?? [];
  const count = Number(amount);
  if (amount === '' || count === 0) return [];
  const known = name === '' ? [] : units.filter(([names]) => names.test(name.trim().toLowerCase()));
  const all = known.map(([, unit, times]) => `${count * times}${unit}`);
  if (name === '')
    all.push(...(clockOnly ? ['s', 'm', 'h'] : ['m', 'h', 'd', 'wd']).map((unit) => `${count}${unit}`));
  return all.filter((one) => parseDuration(one) !== null && !(clockOnly && one.endsWith('d')));
}

/** `7.22`, `7h22`, `722`, `7 am` as `07:22`, `07:00`. */
function times(text: string): string[] {
  const match = /^(\d{1,2})(?:\s*[.:,h ]?\s*(\d\d))?\s*(am|pm|a\.m\.|p\.m\.|h|uhr)?$/i.exec(text);
  if (match === null) return [];
  const [, hour = '', minute = '00', half = ''] = match;
  const after = /^p/i.test(half) && Number(hour) < 12 ? 12 : 0;
  const before = /^a/i.test(half) && Number(hour) === 12 ? 12 : 0;
  const time = `${String(Number(hour) + after - before).padStart(2, '0')}:${minute}`;
  return parseTime(time) === null ? [] : [time];
}

/** `9-17`, `9.00 - 17.30`, `9am to 5pm` as `09:00-17:00`. */
function spans(text: string): string[] {
  const ends = text.split(/\s*(?:-|–|—|to|bis|do)\s*/i);
  const [start, end] = ends.map((one) => (/^24([.:]00)?$/.test(one) ? '24:00' : times(one)[0]));
  const span = `${start}-${end}`;
  return ends.length === 2 && parseHours(span) !== null ? [span] : [];
}
