/** A length of time as the config writes it. `d`: calendar days at the same local time; `wd`: working days. */
export interface Duration {
  readonly amount: number;
  readonly unit: 's' | 'm' | 'h' | 'd' | 'wd';
}

/** When the team works. Local dates and times are those of `timezone`. */
export type Calendar = { readonly timezone: string } & (
  | { readonly always: true }
  | {
      readonly always: false;
      /** ISO weekdays, 1 is Monday. */
      readonly days: readonly number[];
      /** Minutes since local midnight; start < end <= 1440. */
      readonly hours: { readonly start: number; readonly end: number };
      /** Local dates, YYYY-MM-DD. */
      readonly holidays: ReadonlySet<string>;
    }
);
