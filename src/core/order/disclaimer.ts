import { isSignature } from '../message/phrases/signature.js';
import { isOfDisclaimers, plainWord } from './disclaimer-words.js';

/** Lines of a signature that may stand above a disclaimer in its paragraph. */
const mostAbove = 12;

/** Only a mail that is called so is a disclaimer's. */
const secret = /confidential|privileged|vertraulich|poufn/iu;
const theMail =
  /mail|message|communicat|transmission|information|document|nachricht|inhalt|wiadomo|korespond|treś/iu;
/** What else only disclaimers say, in English, German and Polish. */
const formulas = [
  /intended\s+(?:only|solely|exclusively|for|recipient|addressee)|(?:right|correct|named)\s+(?:addressee|recipient)|sole\s+use\s+of|views?\s+(?:and|or)\s+opinions?|views?\s+expressed|(?:contained|information)\s+in\s+this\s+(?:e-?mail|message|comm)|been\s+(?:scanned|checked)|not\s+print\s+this|environment\s+before|your\s+personal\s+data|(?:no|any)\s+liability|rights\s+reserved/iu,
  /(?:richtige|beabsichtigte|vorgesehene|bestimmungsgemäße)[nr]?\s+(?:adressat|empf)|(?:adressaten|empfängers?)\s+bestimmt|irrt(?:ü|ue)mlich\s+erhalten|(?:keine|jede)\s+haftung|adressierte\s+person|umwelt,?\s+bevor|rechte\s+vorbehalten|(?:informationen|hinweise)\s+zu[mr]\s+(?:datenschutz|verarbeitung)/iu,
  /zawart\p{L}{1,2}\s+w\s+(?:tej|niniejszej)|przeznaczon\p{L}{1,2}\s+(?:tylko|wyłącznie|jedynie)|wyłącznie\s+d(?:o|la)|tajemnic\p{L}{1,3}\s+(?:korespond|przedsięb|prawn|zawod)|omyłkow|przez\s+pomyłk|(?:państwa|pani|twoich)\s+danych\s+osobowych|o\s+środowisk/iu,
];

/**
 * The line of a paragraph from which it is a disclaimer to its end; its length if there is none.
 * @param claimed one stands above: what is made of the same words goes on with it
 */
export function beginOfDisclaimer(lines: readonly string[], claimed: boolean): number {
  for (let at = 0; at < Math.min(lines.length, mostAbove); at++) {
    if (isDisclaimer(lines.slice(at), claimed)) return at;
    // Above it in its paragraph stands a signature at most.
    if (!isSignature(lines[at]!)) break;
  }
  return lines.length;
}

const reference = /<?(?:(?:https?|mailto):|www\.)\S+|[^\s@]{1,64}@\S+/gi;
/** "Example Ltd.", a sentence by itself. */
const firm =
  /^(?:\p{Lu}[\p{L}&-]{0,30}\s){1,5}(?:GmbH|[AK]G|SE|Ltd|Limited|PLC|plc|LLC|Inc|S\.\s?A|[Ss]p\. ?z ?o\. ?o)[.,]?\s*$/u;
/** Words of the shortest sentence that is a claim: less is an outline. */
const fewest = 4;

/**
 * Whether every sentence is made of the words of disclaimers, but for a few, and the first, below a heading, is the claim
 * itself. No line is names alone: that is a signature, or a topic. Whoever asks wants to know.
 */
function isDisclaimer(lines: readonly string[], claimed: boolean): boolean {
  const text = lines.map((line) => line.replace(reference, ' '));
  if (text.some((line) => line.includes('?') || !strangeWords(line).areFew)) return false;
  const sentences = text.join('\n').split(/(?<=\p{L}{3}["”“)]?[.!:;])\s+/u);
  const first = sentences.findIndex((one) => !one.endsWith(':') && strangeWords(one).of >= fewest);
  if (!claimed && !isClaim(sentences[first] ?? '')) return false;
  return sentences.every((sentence, at) => {
    const { of, small, areFew } = strangeWords(sentence);
    return (areFew && small * (at > first ? 10 : 16) <= of) || (at > first && firm.test(sentence));
  });
}

function isClaim(sentence: string): boolean {
  return (
    (secret.test(sentence) && theMail.test(sentence)) || formulas.some((formula) => formula.test(sentence))
  );
}

interface Strange {
  /** Words in all. */
  readonly of: number;
  /** Those that no disclaimer has and that are no names: written small, or "I". */
  readonly small: number;
  /** At most one of four is strange, names included. */
  readonly areFew: boolean;
}

function strangeWords(text: string): Strange {
  const words = text.split(/[\s/(),|–—]+/).filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
  const strange = words.filter((word) => word === 'I' || !isOfDisclaimers(plainWord(word)));
  const small = strange.filter((word) => word === 'I' || /^\P{L}*\p{Ll}/u.test(word)).length;
  return { of: words.length, small, areFew: strange.length * 4 <= words.length };
}
