import { lowerCasePattern } from '../letters.js';
import type { Language } from './language.js';

/** The patterns of one language, made from its words. Those that end in `$` are for the few letters before a date. */
export interface Patterns {
  readonly code: string;
  readonly months: readonly RegExp[];
  readonly days: readonly RegExp[];
  /** "5 December 2026": day, month, year. */
  readonly named: RegExp;
  /** "December 5, 2026", "Dec 5-9": month, first day, last day, year. English alone writes so. */
  readonly monthFirst: RegExp | null;
  readonly weekday: RegExp;
  readonly tomorrow: RegExp;
  readonly dayAfterTomorrow: RegExp;
  /** "in two weeks": number, days, weeks. */
  readonly ahead: RegExp;
  readonly numbers: readonly RegExp[];
  /** Any word of `back` or `absent`: a text without one needs no closer look. */
  readonly gate: RegExp;
  readonly back: RegExp;
  readonly absent: RegExp;
  readonly past: RegExp;
  readonly untilLead: RegExp;
  readonly rangeLead: RegExp;
  readonly onLead: RegExp;
  /** The end of a clause, in a sentence. */
  readonly clause: RegExp;
  readonly me: RegExp;
  readonly us: RegExp;
  /** Somebody else's verb; in English with a word before it, since "and will be back" goes on. */
  readonly them: RegExp;
  /** Nothing but "from", "until", articles and a weekday, up to a date. */
  readonly opening: RegExp;
  /** "on the 7th" behind a word of returning, without a month: the day. */
  readonly bareDay: RegExp;
}

/** "From": an absence begins. */
export const begins =
  'from|starting|starts?|begin\\p{L}*|as of|since|ab|seit|à partir|depuis|a partir|desde|dal|dall|vanaf|sinds|från|fra|od|с|з|починаючи|начиная';
const dash = '[-–—]';
const ordinal =
  '(?:\\s?(?:[.ºª°]|(?:st|nd|rd|th|er|re|ère|de|te|ste|e|o|:[ae]|-?(?:го|ого|е|ое|а|я|й|те))(?!\\p{L})))?';

/** Whole words only. */
function words(pieces: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${pieces})(?!\\p{L})`;
}

/** The patterns of a language. Every repetition in them is bounded. */
export function compile(language: Language): Patterns {
  const month = `(?:${language.months.join('|')})(?!\\p{L})`;
  const weekday = `(?:${language.days.join('|')})(?!\\p{L})`;
  const year = '(\\d{4})';
  const article = `(?:(?:${language.article})(?!\\p{L})[\\s.,:(]{0,3}){0,4}`;
  const before = `${article}(?:${weekday}[,.]?\\s{0,2}${article})?$`;
  const [within, numbers, day, week] = language.ahead;
  const global = (source: string): RegExp => lowerCasePattern(source, 'gu');
  const absent = words(language.absent);
  return {
    code: language.code,
    months: language.months.map((one) => lowerCasePattern(`^(?:${one})$`)),
    days: language.days.map((one) => lowerCasePattern(`^(?:${one})$`)),
    named: global(
      `(?<![\\d.,:/\\p{L}])(\\d{1,2})${ordinal}\\s{0,2}-?(?:(?:of|de|del|di)\\s{1,2}|d')?(${month})\\.?(?:[,\\s-]{1,2}(?:(?:de|del|of)\\s{1,2})?${year})?(?!\\d)`,
    ),
    monthFirst:
      language.code === 'en'
        ? global(
            `(?<!\\p{L})(${month})\\.?\\s{1,2}(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?(?:\\s?(?:${dash}|to|through|thru|until|till)\\s?(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:|\\s?(?:of\\s)?${month}))?(?![\\d:/]|[.,]\\d)(?:\\s?,?\\s{0,2}${year})?(?!\\d)`,
          )
        : null,
    weekday: global(words(language.days.join('|'))),
    tomorrow: global(words(language.tomorrow)),
    dayAfterTomorrow: global(words(language.dayAfterTomorrow)),
    ahead: global(
      `${words(within)}\\s{1,2}(\\d{1,2}|${numbers.join('|')})\\s{1,2}(?:(${day})|(${week}))(?!\\p{L})`,
    ),
    numbers: numbers.map((one) => lowerCasePattern(`^${one}$`)),
    gate: lowerCasePattern(words(`${language.back}|${language.absent}`)),
    back: global(words(language.back)),
    absent: lowerCasePattern(absent),
    past: lowerCasePattern(
      `${words(language.past)}(?:(?!${words("while|am|i'm|bin|bis dahin")})[^;!?]){0,40}?${absent}`,
    ),
    untilLead: lowerCasePattern(`${words(language.until)}[\\s.,:(]{0,3}${before}`),
    rangeLead: lowerCasePattern(
      `(?:\\d${ordinal}|(?:${month})\\.?|${weekday})[\\s)]{0,2}(?:${dash}|${words(language.to)})\\s{0,2}${before}`,
    ),
    onLead: lowerCasePattern(`${words(language.on)}\\s{1,2}${before}`),
    clause: global(`[,;:()"–—]|${words(language.and)}`),
    me: lowerCasePattern(words(language.me)),
    us: lowerCasePattern(words(language.us)),
    them: lowerCasePattern(
      `(?:${language.code === 'en' ? '' : '^|'}[\\p{L}\\d.]\\s{1,2})(?:${language.them})(?!\\p{L})|\\p{L}'(?:s|ll)(?!\\p{L})`,
    ),
    opening: lowerCasePattern(
      `^[^\\p{L}\\d]{0,5}(?:(?:${language.until}|${language.on}|${language.article}|${begins}|vom|von|van|du|del|de|au|${weekday})(?!\\p{L})[\\s.,:(]{0,3}){0,6}$`,
    ),
    bareDay: lowerCasePattern(
      `^[\\s,]{0,2}(?:(?:${language.on}|${language.article})(?!\\p{L})[\\s.]{1,2}){1,4}(\\d{1,2})${ordinal}(?=\\s?(?:$|[,;)]|\\.(?:$|\\s(?!\\d|${month}))))`,
    ),
  };
}
