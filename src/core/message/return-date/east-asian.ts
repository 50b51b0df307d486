import type { Temporal } from 'temporal-polyfill';
import { resolve, told } from './day.js';

const weekday = '(?:\\s?\\([月火水木金土日一二三四五六월화수목금토일]曜?日?\\))?';
const date = `(?:(\\d{4})\\s?[年년./-]\\s?)?(\\d{1,2})\\s?[月월/.]\\s?(\\d{1,2})\\s?[日号號일]?${weekday}`;
/** "12月1日から5日まで", "12/1~12/5": the month of the end may be left out. */
const range = new RegExp(
  `(?:(\\d{4})\\s?[年년./-]\\s?)?(\\d{1,2})\\s?[月월/.]\\s?\\d{1,2}\\s?[日号號일]?${weekday}\\s?(?:から|より|~|〜|-|–|至|到|부터)\\s?(?:(\\d{1,2})\\s?[月월/.]\\s?)?(\\d{1,2})\\s?[日号號일]?${weekday}`,
  'gu',
);
const absence = /休暇|休み|休業|不在|出張|外出|お休み|休假|假期|出差|度假|放假|請假|请假|휴가|부재|출장|휴무/;
const over = /(?:休暇|休み|不在|出張)[^。\n]{0,12}(?:でした|おりました)/;

const back = new RegExp(
  `${date}[^。\\n\\d]{0,12}?(?:戻|復帰|出社|出勤|帰社|業務を?再開|返回|回来|回來|上班|恢复|恢復|返岗|回到|복귀|돌아|출근|업무)`,
  'gu',
);
const untils = [
  new RegExp(`${date}\\s?(?:いっぱい)?(?:まで|까지|为止|為止)`, 'gu'),
  new RegExp(`(?:直到|截至|至|到)\\s?${date}`, 'gu'),
];

/**
 * The end of an absence in Japanese, Chinese and Korean, where no blanks part the words. Month first, also with slashes.
 * @param text subject and text, in lower case
 */
export function eastAsianReturn(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)) return null;
  const words = text.normalize('NFKC');
  if (over.test(words)) return null;
  for (const [, year, month, day] of words.matchAll(back)) {
    const found = resolve(told(year, month!, day!), today);
    if (found) return found;
  }
  if (!absence.test(words)) return null;
  for (const [, year, month, last, day] of words.matchAll(range)) {
    const found = resolve(told(year, last ?? month!, day!), today);
    if (found) return found;
  }
  for (const pattern of untils) {
    for (const [, year, month, day] of words.matchAll(pattern)) {
      const found = resolve(told(year, month!, day!), today);
      if (found) return found;
    }
  }
  return null;
}
