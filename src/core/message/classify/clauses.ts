import { lowerCasePattern } from '../letters.js';
import { languages } from '../return-date/languages.js';

/** Words that begin something of its own without a comma before them, where they mean nothing else in another language. */
const joints =
  'so(?! (?:bald|schnell|rasch|snel|spoedig|snart|that|as|far|long|much|many|soon|kindly|please))|but|because|otherwise|although|aber|sonst|weil|deshalb|mais|sinon|parce que|donc|pero|porque|así que|altrimenti|perché|quindi|mas|então|senão|maar|omdat|dus|ale|więc|ponieważ|dlatego|men|därför|eftersom|fordi|derfor|protože|takže|jinak|но|поэтому|потому|иначе|але|тому|інакше|mert|ezért|dar|deci|ama|çünkü|mutta|koska|joten|αλλά|γιατί';
const between = new RegExp(
  `[,;:，、；：](?=\\s|$|[^\\d\\s])|\\s[-–—]{1,2}(?=\\s)|\\s(?=(?:${joints})\\s)`,
  'giu',
);

/** The parts of a sentence, in each of which a writer may say something else. */
export function clausesOf(sentence: string): string[] {
  return sentence.split(between).flatMap((one) => {
    const clause = one.trim();
    return /[\p{L}\d]/u.test(clause) ? [clause] : [];
  });
}

const days = languages.flatMap((language) => [...language.months, ...language.days]).join('|');
/** What stands beside days: "until", "inclusive", "o'clock". */
const around =
  "until|till?|through|from|to|on|the|of|and|up|including|inclusive|incl|next|this|week|am|pm|at|noon|bis|zum|ab|vom|von|den|dem|der|und|einschließlich|inkl|uhr|woche|du|au|le|jusqu'(?:au|à)|à|partir|et|inclus|hasta|el|desde|al|del?|y|dal|fino|il|e|compreso|até|ao|dia|van|tot|en|met|t/m|do|od|dnia|w|włącznie|i|från|fra|og|och|med|с|до|по|включительно|з|року|года?|г|р|saakka|asti|ja";
const dayWord = lowerCasePattern(
  `^[("]?(?:${days}|${around}|\\d{1,4}(?:st|nd|rd|th|er|e|[.:/h-]\\d{0,4}[./-]?\\d{0,4})?|[–-])[.)"]{0,2}$`,
);

/** Whether a clause in lower case is one word, or days and dates alone: it says nothing of its own. */
export function saysNothing(clause: string): boolean {
  if (!/\s/.test(clause)) return !/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}\p{sc=Hangul}]/u.test(clause);
  return clause.length < 80 && clause.split(' ').every((word) => dayWord.test(word));
}

/** The writer speaks of himself, one person: systems say "we". For text in lower case. */
const self = lowerCasePattern(
  "(?<!\\p{L})(?:i|i'(?:m|ll|ve|d)|my|me|mine|ich|mir|mich|mein\\p{L}{0,2}|je|j'\\p{L}+|mon|ma|mes|moi|yo|mi|mis|io|mio|mia|miei|eu|meu|minha|meus|ik|mij|mijn|ja|mnie|mój|moja|moje|mojego|jag|min|mitt|mina|jeg|mig|meg|mit|minä|minun|mám|můj|moje|я|мне|меня|мой|моя|моё|мене|мені|мій|моє|ben|benim|εγώ|μου)(?!\\p{L})|私|我(?!们|們)|(?<!\\p{L})제(?:가|게)",
);

/** Whether a text in lower case speaks for one person. */
export function speaksForOne(text: string): boolean {
  return self.test(text);
}
