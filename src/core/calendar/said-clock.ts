/** A moment's words split into the day and the time of day, which is in minutes since midnight; null: none is told. */
interface Clocked {
  readonly day: string;
  readonly minutes: number | null;
}

const at = '(?:at|um|gegen|o|o godz\\.?|o godzinie|godz\\.?|@) ?';
const begin = '(?:^|[ ,]{1,3})';
const sure = '(?: ?(?:uhr|h|hrs))?';
/** "14:30", "at 14.30", "14 Uhr", "um 14", "2 pm". A bare "14.11" is a day in November, "14.30" can be none. */
const forms = [
  new RegExp(`${begin}(?:${at})?(\\d{1,2}):(\\d{2})${sure}( ?[ap]\\.?m\\.?)?$`),
  new RegExp(`${begin}(?:${at})(\\d{1,2})\\.(\\d{2})${sure}()$`),
  new RegExp(`${begin}(\\d{1,2})\\.(\\d{2})(?: ?uhr)()$`),
  new RegExp(`${begin}(\\d{1,2})\\.(1[3-9]|[2-5]\\d)()$`),
  new RegExp(`${begin}(?:${at})?(\\d{1,2})()( ?[ap]\\.?m\\.?)$`),
  new RegExp(`${begin}(?:${at})?(\\d{1,2})()(?: ?uhr)()$`),
  new RegExp(`${begin}(?:${at})(\\d{1,2})()()$`),
];
/** The start of work is what a day means anyway. */
const morning = /(?:^| )(?:(?:in the )?morning|fruh|rano|vormittag)$/;

/** Splits folded words; null where they tell a time that no clock shows. */
export function splitClock(words: string): Clocked | null {
  for (const form of forms) {
    const match = form.exec(words);
    if (!match) continue;
    const minutes = minutesOf(Number(match[1]), Number(match[2] || 0), (match[3] ?? '').trim());
    return minutes === null ? null : { day: words.slice(0, match.index), minutes };
  }
  const day = words.replace(morning, '');
  return { day: day === '' ? words : day, minutes: null };
}

function minutesOf(hour: number, minute: number, half: string): number | null {
  if (minute > 59 || hour > (half === '' ? 23 : 12) || (half !== '' && hour === 0)) return null;
  const hours = half === '' ? hour : (hour % 12) + (half.startsWith('p') ? 12 : 0);
  return hours * 60 + minute;
}
