import { Temporal } from 'temporal-polyfill';

/**
 * When the next follow-up is due whose silence was touched then, by the default policy (2d; Monday to Friday, 9 to 17 in
 * Warsaw); both ms UTC. The policy's own words, not the product's code.
 */
export function dueAfter(touched: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(touched).toZonedDateTimeISO('Europe/Warsaw');
  let at = local.add({ days: 2 });
  const opens = { hour: 9, minute: 0, second: 0, millisecond: 0 };
  if (at.hour >= 17) at = at.add({ days: 1 }).with(opens);
  if (at.hour < 9) at = at.with(opens);
  while (at.dayOfWeek > 5) at = at.add({ days: 1 }).with(opens);
  return at.epochMilliseconds;
}

/** Whether somebody works at that moment (ms UTC). */
export function isOpen(now: number): boolean {
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/Warsaw');
  return at.dayOfWeek <= 5 && at.hour >= 9 && at.hour < 17;
}
