import { z } from 'zod';
import { day, flag, oneOf, text, zone } from './leaf.js';

const weekdays = oneOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']).meta({ title: 'weekday' });

/** Reads `09:00-17:00` into minutes since midnight; the end may be 24:00. Null when it is no such span. */
export function parseHours(value: string): { start: number; end: number } | null {
  const match = /^(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d)$/.exec(value);
  if (match === null) return null;
  const [start, end] = [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])];
  const valid = Number(match[2]) < 60 && Number(match[4]) < 60 && start < end && end <= 1_440;
  return valid ? { start, end } : null;
}

const country = text(
  '{} is no country code. Write two letters as in PL, or with a region as in DE-BY.',
  (value) => /^[A-Za-z]{2}$/.test(value),
);
const holidayWords =
  '{} is not allowed here. Write none, a country as in PL, a region as in DE-BY, or a mapping.';

const holidays = z
  .union(
    [
      text(holidayWords, (value) => /^(none|[A-Za-z]{2}(-[A-Za-z0-9]{1,10}){0,2})$/.test(value)),
      z.strictObject({
        country: country.optional().meta({
          title: 'country code',
          description: 'Public holidays of this country.',
          fallback: 'none',
          examples: ['DE'],
        }),
        region: text('{} is no region code. Write it as in BY.', (value) =>
          /^[A-Za-z0-9]{1,10}(-[A-Za-z0-9]{1,10})?$/.test(value),
        )
          .optional()
          .meta({
            title: 'region code',
            description: 'Its region, where holidays differ.',
            fallback: 'the whole country',
            examples: ['BY'],
          }),
        dates: z
          .array(day)
          .default([])
          .meta({
            title: 'list of days',
            description: 'More days off.',
            examples: ['2026-12-24'],
          }),
      }),
    ],
    { error: holidayWords },
  )
  .default('none')
  .meta({
    title: 'none, country, country-region, or a mapping',
    description: 'Public holidays are no working days.',
    examples: ['PL', 'DE-BY'],
  });

const calendarMapping = z.strictObject({
  timezone: zone.optional().meta({
    title: 'time zone',
    description: 'Time zone of the working hours and of all dates in mails.',
    fallback: "the machine's",
    examples: ['Europe/Warsaw'],
  }),
  always: flag.default(false).meta({
    description: 'true: every moment is working time; days, hours and holidays do not count.',
    examples: [false],
  }),
  days: z
    .array(weekdays)
    .min(1, { error: 'is empty. Name at least one working day.' })
    .default(['mon', 'tue', 'wed', 'thu', 'fri'])
    .meta({ title: 'list of weekdays', description: 'Working days.' }),
  hours: text(
    '{} are no working hours. Write them as in "09:00-17:00".',
    (value) => parseHours(value) !== null,
  )
    .default('09:00-17:00')
    .meta({ title: 'hours', description: 'Working hours, local time.', examples: ['09:00-17:00'] }),
  holidays,
});

export const calendar = z
  .union([z.literal('always'), calendarMapping], {
    error: '{} is no calendar. Write always, or a mapping with timezone.',
  })
  .prefault({})
  .meta({ title: 'mapping, or always', description: 'Working time. Follow-ups are sent in it only.' });
