import { isFirstName } from './first-names.js';
import type { Word } from './tokens.js';
import { wordReason } from './words.js';

const titles = new Set(
  `mr mrs ms miss mister dr prof sir madam herr herrn frau fr hr doktor professor pan pani panie panu panstwo panowie monsieur
   madame mme m mlle messieurs senor senora senorita sr sra don dona signor signora signore sig dott ssa ra dottore dottoressa`.split(
    /\s+/,
  ),
);
const groups = new Set(
  `team all everyone everybody there guys folks support support-team supportteam together zusammen alle miteinander kollegen
   kolleginnen wszystkim panstwo zespole zespol tous toutes equipe l'equipe todos equipo tutti ragazzi damen herren service
   customer helpdesk staff hotline`.split(/\s+/),
);

/** How sure it must be that words are a name: behind "Dear" any capitalised word is one, elsewhere a known first name. */
type Trust = 'any' | 'known';

/**
 * Where a person's name that begins at a word may end (indexes behind it, longest first): "Mr Smith", "Anna", "Anna
 * Nowak", "all". A name stays on its line and in its sentence.
 * @param people folded words that are names here: the people of the conversation
 */
export function nameEnds(
  words: readonly Word[],
  from: number,
  trust: Trust,
  people: ReadonlySet<string>,
): number[] {
  const ends: number[] = [];
  let sure = trust === 'any';
  let named = false;
  for (let i = from; i < Math.min(words.length, from + 4); i++) {
    const word = words[i]!;
    if (i > from && (word.line || word.stop || word.comma)) break;
    if (titles.has(word.folded)) {
      named = true;
      sure = true;
      if (i > from || trust === 'any') ends.unshift(i + 1);
      continue;
    }
    const known = people.has(word.folded) || isFirstName(word.folded);
    if (trust === 'any' && groups.has(word.folded)) {
      ends.unshift(i + 1);
      continue;
    }
    if (!known && !(sure && isNameLike(word, named))) break;
    sure = true;
    named ||= known;
    ends.unshift(i + 1);
  }
  return ends;
}

/**
 * A capitalised word that says nothing else. Behind a title or a first name also one that says no reason: people are
 * called Green and Klein.
 */
export function isNameLike(word: Pick<Word, 'raw' | 'folded'>, named = false): boolean {
  if (!/^\p{Lu}/u.test(word.raw)) return false;
  const reason = wordReason(word.folded);
  return reason === null || (named && reason === 'says-more');
}
