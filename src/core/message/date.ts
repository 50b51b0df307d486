const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes east of UTC of the zone names of RFC 5322 4.3 and a few that are seen; any other name means UTC there. */
const zones = new Map<string, number>(
  Object.entries({
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
    cet: 60,
    met: 60,
    mez: 60,
    cest: 120,
    mest: 120,
    mesz: 120,
    eet: 120,
    eest: 180,
    bst: 60,
    msk: 180,
    jst: 540,
  }),
);

const rfc5322 =
  /^\s*(?:[\p{L}.]{1,12},?\s*)?(\d{1,2})[\s.-]+([A-Za-z]{3,9})[\s.,-]+(\d{2,4})\s+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:\.\d+)?\s*(?:(?:UTC|GMT)?([+-]\d{1,2}:?\d{2})|([A-Za-z]{1,5}))?/u;
const asctime =
  /^\s*[A-Za-z]{3},?\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})(?:\s+([+-]\d{4}))?/;
const iso =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{2}:?\d{2}|Z)?/;

/**
 * Reads a date of RFC 5322 3.3 and the obsolete forms of 4.3, asctime's and ISO 8601.
 * @returns ms since the epoch, UTC; null for a date that does not exist or lies outside 1970 to 2199
 */
export function parseMailDate(value: string): number | null {
  const text = value.slice(0, 200).replace(/\([^()]*\)/g, ' ');
  const m = rfc5322.exec(text);
  if (m) {
    const offset = m[7] !== undefined ? offsetOf(m[7]) : (zones.get((m[8] ?? '').toLowerCase()) ?? 0);
    return moment(yearOf(m[3]!), monthOf(m[2]!), +m[1]!, +m[4]!, +m[5]!, +(m[6] ?? 0), offset);
  }
  const i = iso.exec(text);
  if (i) return moment(+i[1]!, +i[2]! - 1, +i[3]!, +i[4]!, +i[5]!, +(i[6] ?? 0), offsetOf(i[7] ?? 'Z'));
  const a = asctime.exec(text);
  if (a) return moment(+a[6]!, monthOf(a[1]!), +a[2]!, +a[3]!, +a[4]!, +a[5]!, offsetOf(a[7] ?? 'Z'));
  return null;
}

/**
 * When a Received header says that it took the mail over: the date after its last ";" (RFC 5321 4.4).
 * @returns ms since the epoch, UTC, or null
 */
export function receivedDate(value: string): number | null {
  const semicolon = value.lastIndexOf(';');
  return semicolon < 0 ? null : parseMailDate(value.slice(semicolon + 1));
}

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase());
}

/** RFC 5322 4.3: two digits up to 49 are this century, other short ones count from 1900. */
function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

/** Minutes east of UTC of "+0130", "+01:30", "-800"; NaN for an offset that cannot be. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padStart(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function moment(
  y: number,
  mo: number,
  d: number,
  h: number,
  mi: number,
  s: number,
  offset: number,
): number | null {
  if (y < 1970 || y > 2199 || mo < 0 || mo > 11 || h > 24 || mi > 59 || s > 60) return null;
  const ms = Date.UTC(y, mo, d, h, mi, Math.min(s, 59)) - offset * 60_000;
  // Date.UTC rolls 31 February over into March: such a day does not exist.
  if (d < 1 || d > new Date(Date.UTC(y, mo + 1, 0)).getUTCDate()) return null;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
