/** Words whose full stop ends no sentence, beside names of months and single letters. */
const short =
  /^(?:\p{L}|ca|dn|incl|einschl|inkl|approx|jan|feb|mär|mar|apr|jun|jul|aug|sept?|se[pt]|okt|oct|nov|de[czs]|déc|janv|févr?|avr|juil|ene|abr|ago|dic|gen|mag|giu|lug|ott|fev|out|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|std|str|dr|mr|mrs|ms|hr|pan|st|kl|tel|года?|р|г|янв|фев|мар|апр|авг|сент?|окт|нояб?|дек)$/iu;
const boundary = /[!?;…。！？]+|\.(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*[-*•])/gu;
const longest = 600;

/**
 * The sentences of a text. A full stop behind a number ("5. Dezember") or an abbreviation ends none; what is longer than
 * 600 characters is cut.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const { index, 0: mark } of text.matchAll(boundary)) {
    if (mark === '.' && !endsSentence(text.slice(Math.max(from, index - 12), index))) continue;
    sentences.push(text.slice(from, index));
    from = index + mark.length;
  }
  sentences.push(text.slice(from));
  return sentences
    .map((one) =>
      one
        .replace(/[\s\u00a0]+/gu, ' ')
        .trim()
        .slice(0, longest),
    )
    .filter((one) => one !== '');
}

function endsSentence(before: string): boolean {
  const word = /([\p{L}\p{N}]+)$/u.exec(before)?.[1] ?? '';
  // Behind a year ("until 5 December 2026.") a sentence may end, and behind "until 18/12."
  if (/^\d{4}$/.test(word) || /\d\/\d{1,2}$/.test(before)) return true;
  return !/^\d+$/.test(word) && !short.test(word);
}
