import { distance } from 'fastest-levenshtein';
import type { Calendar } from '../core/calendar/calendar.js';
import type { Build } from './build-context.js';
import type { Path } from './problem.js';
import type { Raw } from './schema.js';
import { parseHours } from './schema-calendar.js';
import { zoneName } from './zone-name.js';

type Mapping = Exclude<Raw['calendar'], 'always'>;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const dayMs = 86_400_000;

/** The calendar with its holidays of the years around `build.now`. */
export async function buildCalendar(build: Build, raw: Raw['calendar']): Promise<Calendar> {
  const given = raw === 'always' ? undefined : raw.timezone;
  const timezone = zoneName(given ?? build.machineZone);
  if (given === undefined) {
    build.notice(
      `calendar.timezone is not set and this machine's zone is ${timezone}. Set it, as in Europe/Warsaw.`,
    );
  }
  if (raw === 'always' || raw.always) return { timezone, always: true };
  return {
    timezone,
    always: false,
    days: [...new Set(raw.days.map((day) => weekdays.indexOf(day) + 1))].sort(),
    hours: parseHours(raw.hours) ?? { start: 540, end: 1_020 },
    holidays: await buildHolidays(build, raw.holidays),
  };
}

async function buildHolidays(build: Build, raw: Mapping['holidays']): Promise<ReadonlySet<string>> {
  if (raw === 'none') return new Set();
  const path: Path = ['calendar', 'holidays'];
  if (typeof raw === 'string') {
    const [country = '', state, region] = raw.toUpperCase().split('-');
    return new Set(await publicHolidays(build, { country, state, region }, path, path));
  }
  if (raw.country === undefined) {
    if (raw.region !== undefined) build.problem([...path, 'region'], 'needs a country beside it.');
    return new Set(raw.dates);
  }
  const [state, region] = raw.region?.toUpperCase().split('-') ?? [];
  const place = { country: raw.country.toUpperCase(), state, region };
  return new Set([
    ...raw.dates,
    ...(await publicHolidays(build, place, [...path, 'country'], [...path, 'region'])),
  ]);
}

interface Place {
  readonly country: string;
  readonly state: string | undefined;
  readonly region: string | undefined;
}

/** Public holidays as local dates, from the year before `now` to three years after it. */
async function publicHolidays(
  build: Build,
  place: Place,
  countryPath: Path,
  regionPath: Path,
): Promise<string[]> {
  // Heavy (it holds the rules of all countries), so it is loaded only where holidays are asked for.
  const { default: Holidays } = await import('date-holidays');
  const all = new Holidays();
  const countries = all.getCountries('en');
  const { country, state, region } = place;
  if (!(country in countries)) {
    build.problem(
      countryPath,
      `"${country}" is no country whose holidays are known.${nearest(country, countries)}`,
    );
    return [];
  }
  const states = all.getStates(country, 'en') ?? {};
  if (state !== undefined && !(state in states)) {
    const known =
      Object.keys(states).length === 0
        ? ` No regions of ${country} are known: write ${country}.`
        : nearest(state, states);
    build.problem(regionPath, `"${state}" is no region of ${country} whose holidays are known.${known}`);
    return [];
  }
  const regions = state === undefined ? {} : (all.getRegions(country, state, 'en') ?? {});
  if (region !== undefined && !(region in regions)) {
    build.problem(
      regionPath,
      `"${region}" is no part of ${country}-${state} whose holidays are known.${nearest(region, regions)}`,
    );
    return [];
  }
  const calendar = new Holidays(
    { country, ...(state === undefined ? {} : { state }), ...(region === undefined ? {} : { region }) },
    { types: ['public'] },
  );
  const year = new Date(build.now).getUTCFullYear();
  return [-1, 0, 1, 2, 3].flatMap((more) => calendar.getHolidays(year + more).flatMap(daysOff));
}

/** The local dates whose noon lies in the holiday: some begin at sunset, some last for days, some only half of one. */
function daysOff(holiday: { date: string; start: Date; end: Date }): string[] {
  const local = Date.parse(`${holiday.date.slice(0, 19).replace(' ', 'T')}Z`);
  if (Number.isNaN(local)) return [];
  const length = Math.min(holiday.end.getTime() - holiday.start.getTime(), 31 * dayMs);
  const days: string[] = [];
  for (let day = Math.floor(local / dayMs) * dayMs; day + dayMs / 2 < local + length; day += dayMs) {
    if (day + dayMs / 2 >= local) days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

/** The nearest codes, by code or by English name, with their names. */
function nearest(wrong: string, known: Record<string, string>): string {
  // The United Kingdom's ISO code is the one that people forget.
  if (wrong === 'UK' && 'GB' in known) return ` Did you mean GB (${known.GB})?`;
  const want = wrong.toLowerCase();
  const near = Object.entries(known)
    .map(([code, name]) => ({
      code,
      name,
      far: Math.min(distance(want, code.toLowerCase()), name.toLowerCase().startsWith(want) ? 0 : 9),
    }))
    .filter(({ code, far }) => far === 0 || (far === 1 && code[0] === wrong[0]))
    .sort((a, b) => a.far - b.far || (a.code < b.code ? -1 : 1))
    .slice(0, 3);
  const all = Object.keys(known);
  if (near.length > 0)
    return ` Did you mean ${near.map(({ code, name }) => `${code} (${name})`).join(' or ')}?`;
  return all.length <= 20 ? ` Known: ${all.join(', ')}.` : '';
}
