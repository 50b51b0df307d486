import { Temporal } from 'temporal-polyfill';

/**
 * Local time of IANA zones as plain arithmetic. Temporal is asked once for each span between two changes of the
 * clock; derive asks for every open conversation, and a ZonedDateTime each time would be 50 times slower.
 *
 * "Local ms" below are ms since 1970-01-01T00:00 on the wall clock of the zone: the instant's ms plus the offset.
 */

const dayMs = 86_400_000;

/** A stretch of time with one offset; `from` inclusive, `to` exclusive, ms UTC. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** Memo of a pure function: the tz database does not change while the process runs. */
const spansOfZone = new Map<string, Span[]>();

/** What is added to UTC to get the zone's local time at the instant `t` (ms UTC), in ms. Throws RangeError for an unknown zone. */
export function offsetAt(zone: string, t: number): number {
  return spanAt(zone, t).offset;
}

/** Local ms of the instant `t` (ms UTC). */
export function toLocal(zone: string, t: number): number {
  return t + offsetAt(zone, t);
}

/**
 * The instant (ms UTC) of a local time, as Temporal's disambiguation 'compatible' (RFC 5545 3.3.5): of a repeated
 * local time the first, and a skipped one moves ahead by the length of the gap.
 */
export function fromLocal(zone: string, local: number): number {
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  const first = local - Math.max(before, after);
  if (offsetAt(zone, first) === Math.max(before, after)) return first;
  const second = local - Math.min(before, after);
  if (offsetAt(zone, second) === Math.min(before, after)) return second;
  return local - before;
}

/** The first instant (ms UTC) at which the wall clock shows `local` or, where that is skipped, anything later. */
export function firstInstantOf(zone: string, local: number): number {
  const t = fromLocal(zone, local);
  const span = spanAt(zone, t);
  return span.offset + t > local ? span.from : t;
}

function spanAt(zone: string, t: number): Span {
  let spans = spansOfZone.get(zone);
  if (spans === undefined) {
    spans = [];
    spansOfZone.set(zone, spans);
  }
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle]!;
    if (t < span.from) high = middle - 1;
    else if (t >= span.to) low = middle + 1;
    else return span;
  }
  const span = readSpan(zone, t);
  spans.splice(low, 0, span);
  return span;
}

function readSpan(zone: string, t: number): Span {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(t)).toZonedDateTimeISO(zone);
  // A change exactly at `at` is no 'previous' one of `at` itself, so it is asked for from just after.
  const previous = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const next = at.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: at.offsetNanoseconds / 1e6,
  };
}
