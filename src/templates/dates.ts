/** How dates are written in mails: by language and zone. Times are ms UTC. */
interface Style {
  readonly language: string;
  readonly timezone: string;
}

/** The same, with the moment at which the mail is written. */
export interface DatedStyle extends Style {
  readonly now: number;
}

/** "Thursday, 26 November"; "Donnerstag, 26. November"; "26 listopada (czwartek)". */
export function formatDay(style: Style, t: number): string {
  return formatWeekday(style, t, { day: 'numeric', month: 'long' });
}

/** The day with the time of day, as a notice gives it: "Donnerstag, 26. November, 09:00 Uhr"; with the year if it is another. */
export function formatMoment(style: DatedStyle, t: number): string {
  const hour = /^de\b/i.test(style.language) ? ' Uhr' : '';
  const year = { year: 'numeric' } as const;
  const isOther = format(style, t, year) !== format(style, style.now, year);
  const day = formatWeekday(style, t, { day: 'numeric', month: 'long', ...(isOther && year) });
  return `${day}, ${formatTime(style, t)}${hour}`;
}

function formatWeekday(style: Style, t: number, day: Intl.DateTimeFormatOptions): string {
  // In Polish prose a weekday would have to be inflected ("w środę"); in brackets it stays as it is.
  if (isPolish(style)) return `${format(style, t, day)} (${format(style, t, { weekday: 'long' })})`;
  return format(style, t, { weekday: 'long', ...day });
}

/** "Monday, 23 November 2026 at 10:12", as mail clients write above a quote. */
export function formatQuotedMoment(style: Style, t: number): string {
  if (isPolish(style)) {
    return `${format(style, t, { day: 'numeric', month: 'long', year: 'numeric' })} r. o ${formatTime(style, t)}`;
  }
  const day = format(style, t, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const joint = /^en\b/i.test(style.language) ? ' at ' : /^de\b/i.test(style.language) ? ' um ' : ', ';
  return day + joint + formatTime(style, t);
}

function isPolish(style: Style): boolean {
  return /^pl\b/i.test(style.language);
}

function format(style: Style, t: number, options: Intl.DateTimeFormatOptions): string {
  // Plain "en" would be American English to Intl; "en-US" can be asked for by name.
  const locale = style.language.toLowerCase() === 'en' ? 'en-GB' : style.language;
  const text = new Intl.DateTimeFormat([locale, 'en-GB'], { ...options, timeZone: style.timezone }).format(t);
  const plain = text.replace(/[\u00a0\u202f]/g, ' ');
  return locale === 'en-GB' ? plain.replace(/^(\p{L}+) (?=\d)/u, '$1, ') : plain;
}

/** The time of day. */
export function formatTime(style: Style, t: number): string {
  return format(style, t, { hour: '2-digit', minute: '2-digit' });
}

/**
 * A length of time in ms: below an hour in whole minutes, then in whole hours, from two days on in days. "2 minutes",
 * "5 hours", "3 Tage", "5 godzin".
 */
export function formatSpan({ language }: Pick<Style, 'language'>, ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  const [count, unit] =
    hours < 1 ? [minutes, 'minute'] : hours < 48 ? [hours, 'hour'] : [Math.floor(hours / 24), 'day'];
  const words = new Intl.NumberFormat([language, 'en'], { style: 'unit', unit, unitDisplay: 'long' });
  return words.format(count).replace(/[\u00a0\u202f]/g, ' ');
}
