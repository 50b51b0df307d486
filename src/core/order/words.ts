import { fold, inAscii } from '../message/phrases/fold.js';
import type { Verb } from './order.js';

/** A phrase that orders something. `spelled`: as a person writes it, in its language. */
export interface VerbPhrase {
  readonly verb: Verb;
  readonly language: 'en' | 'de' | 'pl';
  readonly spelled: string;
}

/**
 * English, German and Polish, the word to suggest first. A bare "nie" is not here: German "never" is Polish "no". Nor are
 * "open", "wieder", "done", "never again": they are whole sentences of their own too often.
 */
const phrases: Readonly<Record<Verb, Readonly<Record<VerbPhrase['language'], string>>>> = {
  close: {
    en: 'close',
    de: 'schließen|schließe|schließ|abschließen|zumachen',
    pl: 'zamknij|zamknąć|zamykaj|zamknijcie',
  },
  reopen: {
    en: 'reopen|re-open|re open|open again',
    de: 'wieder öffnen|öffnen|öffne|wiedereröffnen|wieder eröffnen|öffne wieder|erneut öffnen|neu öffnen|wieder aufmachen',
    pl: 'otwórz|otworzyć|otwórz ponownie|ponownie otwórz|otwórz znowu|otwórz jeszcze raz|wznów|wznowić',
  },
  wait: {
    en: 'wait|keep waiting|wait for the customer|wait for customer',
    de: 'warten|warte|abwarten|weiter warten|auf den kunden warten|auf kunden warten|warten auf den kunden',
    pl: 'czekaj|poczekaj|zaczekaj|czekać|poczekać|czekaj na klienta|poczekaj na klienta',
  },
  snooze: {
    en: 'snooze|postpone|pause|defer|later|unsnooze',
    de: 'pausieren|pausiere|zurückstellen|zurückstelle|stelle zurück|stell zurück|vertagen|verschieben|verschiebe|schlummern|später|aufwecken',
    pl: 'odłóż|odłożyć|uśpij|uśpić|wstrzymaj|wstrzymać|przełóż|odrocz|drzemka|później|obudź',
  },
  never: {
    en: 'never|never send|never write|never follow up|no follow-ups|no follow-up',
    de: 'niemals|nie senden|nie schreiben|nie nachfassen|niemals senden|niemals schreiben|niemals nachfassen',
    pl: 'nigdy|nigdy nie wysyłaj|nigdy nie pisz|nie pisz nigdy',
  },
  'send-now': {
    en: 'send now|send|send immediately',
    de: 'jetzt senden|senden|jetzt schicken|schicken|sofort senden|sofort schicken|absenden|abschicken|jetzt abschicken|sende jetzt|schick jetzt|schicke jetzt|sende|schicke|schick',
    pl: 'wyślij teraz|wyślij|wyślij już|wyślij od razu|teraz wyślij|wysłać|wysyłaj',
  },
  skip: {
    en: 'skip',
    de: 'überspringen|überspringe|überspring|auslassen|weglassen|lass aus',
    pl: 'pomiń|pominąć|pomijaj|przeskocz|opuść',
  },
  undo: {
    en: 'undo|revert|take that back|take it back',
    de: 'rückgängig|rückgängig machen|mach rückgängig|zurücknehmen|widerrufen',
    pl: 'cofnij|cofnąć|wycofaj',
  },
  why: { en: 'why', de: 'warum|wieso|weshalb', pl: 'dlaczego|czemu' },
  status: { en: 'status', de: 'status|stand|sachstand', pl: 'status' },
  list: { en: 'list|show list', de: 'liste|auflisten|liste zeigen', pl: 'lista|listę|pokaż listę|wypisz' },
  plan: { en: 'plan|show plan', de: 'plan|plan zeigen', pl: 'plan|pokaż plan' },
  help: { en: 'help|?|commands', de: 'hilfe|befehle', pl: 'pomoc|polecenia|komendy' },
};

/** Verbs that only ask and change nothing. */
const questions: ReadonlySet<Verb> = new Set(['why', 'status', 'list', 'plan', 'help']);
/** Questions about the whole mailbox: a target behind them is a slip. */
const general: ReadonlySet<Verb> = new Set(['list', 'plan', 'help']);

/** Whether the verb only asks. */
export function isQuestion(verb: Verb): boolean {
  return questions.has(verb);
}

/** Whether a verb can be about one conversation. */
export function hasTarget(verb: Verb): boolean {
  return !general.has(verb);
}

/** These say "snooze off" by themselves. */
export const endsSnooze: ReadonlySet<string> = new Set(['unsnooze', 'aufwecken', 'obudz']);
/** They begin too many sentences: without a moment behind them they are no command. */
export const onlyWithMoment: ReadonlySet<string> = new Set(['later', 'spater', 'pozniej']);

/** The most words of a phrase. */
export const mostWords = 4;

const all: readonly VerbPhrase[] = (Object.keys(phrases) as Verb[]).flatMap((verb) =>
  (['en', 'de', 'pl'] as const).flatMap((language) =>
    phrases[verb][language].split('|').map((spelled) => ({ verb, language, spelled })),
  ),
);

/** By folded words with one space between them; ä also stands as ae. */
const byWords: ReadonlyMap<string, VerbPhrase> = new Map(
  all.flatMap((phrase) => variants(phrase.spelled).map((words) => [words, phrase] as const)).toReversed(),
);

function variants(spelled: string): string[] {
  return [...new Set([fold(spelled), inAscii(spelled)])];
}

/** The phrase that folded words are, or null. */
export function verbOf(words: string): VerbPhrase | null {
  return byWords.get(words) ?? null;
}

/** All phrases with their folded words, the more usual first, for suggestions. */
export const verbsByWords: readonly (readonly [string, VerbPhrase])[] = [...byWords].toReversed();

/** The first word of a verb in a language (BCP 47), to suggest it; in English where it has none of its own. */
export function usualWord(verb: Verb, language: string): string {
  const own = (['de', 'pl'] as const).find((one) => one === language.split('-')[0]) ?? 'en';
  return phrases[verb][own].split('|')[0] ?? verb;
}
