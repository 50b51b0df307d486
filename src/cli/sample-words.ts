import type { Config } from '../config/config.js';
import type { Person } from '../core/message/parsed.js';
import type { Action } from '../templates/values.js';
import type { Place } from '../templates/view-parts.js';

/** What a previewed template is filled with. */
export interface Sample {
  readonly config: Config;
  readonly place: Place;
  readonly words: SampleWords;
  readonly agent: Person;
  readonly supervisor: Person;
  readonly customer: Person;
  /** ms since the epoch, UTC; in working time. */
  readonly now: number;
  /** Links that look real and that no Thrice takes for its own. */
  readonly link: (action: Action['action'], more?: string) => Action;
}

interface SampleWords {
  readonly subject: string;
  readonly other: string;
  readonly third: string;
  readonly question: string;
  readonly answer: string;
  readonly thanks: string;
}

const english: SampleWords = {
  subject: 'Invoice 2026-117',
  other: 'Delivery to Gdansk',
  third: 'New router loses its connection every few hours',
  question: 'The second page of the invoice is empty.\n\nCould you send it again?\nMaria',
  answer: 'Could you send us the second page of the invoice?\n\nThank you\nAnna',
  thanks: 'Thanks, it works now!',
};

const byLanguage: ReadonlyMap<string, SampleWords> = new Map([
  [
    'de',
    {
      subject: 'Rechnung 2026-117',
      other: 'Lieferung nach Danzig',
      third: 'Neuer Router verliert alle paar Stunden die Verbindung',
      question: 'Die zweite Seite der Rechnung ist leer.\n\nKönnen Sie sie noch einmal schicken?\nMaria',
      answer: 'Können Sie uns bitte die zweite Seite der Rechnung senden?\n\nVielen Dank\nAnna',
      thanks: 'Danke, jetzt geht es!',
    },
  ],
  [
    'pl',
    {
      subject: 'Faktura 2026-117',
      other: 'Dostawa do Gdańska',
      third: 'Nowy router co kilka godzin traci połączenie',
      question: 'Druga strona faktury jest pusta.\n\nCzy mogą Państwo przesłać ją jeszcze raz?\nMaria',
      answer: 'Czy mogą Państwo przesłać nam drugą stronę faktury?\n\nDziękuję\nAnna',
      thanks: 'Dziękuję, teraz działa!',
    },
  ],
]);

/** Sample words in the language of the template, else in English. */
export function sampleWords(language: string): SampleWords {
  return byLanguage.get(language.split('-')[0] ?? '') ?? english;
}
