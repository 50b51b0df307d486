import type { Person } from '../core/message/parsed.js';
import { clean, cleanLines } from './clean.js';
import { type DatedStyle, formatDay, formatQuotedMoment } from './dates.js';
import { type Action, linkMark, type Value } from './values.js';
import type { commonVariables } from './variables.js';

/** Whose words are quoted below the mail. `at` is ms since the epoch, UTC; `text` is the new text of that mail. */
export interface Quote {
  readonly from: Person;
  readonly at: number;
  readonly text: string;
}

/** Where and when the mail is at home: language tag (BCP 47), IANA zone and its own moment decide how dates are written. */
export interface Place extends DatedStyle {
  readonly mailbox: Person;
}

interface Common extends Place {
  readonly subject: string;
  readonly quote: Quote | null;
}

interface StageOf {
  readonly stage: number;
  readonly of: number;
  readonly last: boolean;
  readonly closesAt: number | null;
}

export const noStage: StageOf = { stage: 0, of: 0, last: false, closesAt: null };

/** What every template gets. */
export function commonData(
  input: Common,
  { stage, of, last, closesAt }: StageOf,
): { readonly [name in keyof typeof commonVariables]: Value } {
  const { mailbox, quote } = input;
  return {
    subject: clean(input.subject),
    mailboxName: nameOrAddress(mailbox),
    mailboxAddress: clean(mailbox.address),
    stage,
    stages: of,
    isLast: last,
    closesOn: closesAt === null ? null : formatDay(input, closesAt),
    quotedName: quote === null ? null : nameOrAddress(quote.from),
    quotedOn: quote === null ? null : formatQuotedMoment(input, quote.at),
    quotedText: quote === null ? null : cleanLines(quote.text),
  };
}

/** What every mail to people inside gets. */
export function insideData(
  to: readonly Person[],
  actions: readonly Action[],
): { readonly agentName: Value; readonly actions: Value } {
  return {
    agentName: to.length === 1 ? nameOf(to[0]!) : null,
    actions: actions.length === 0 ? null : linkMark(0),
  };
}

/** The display name, cleaned; null when there is none or it only repeats the address. */
export function nameOf(person: Person): string | null {
  const name = clean(person.name, 100);
  return name === '' || name.toLowerCase() === person.address.toLowerCase() ? null : name;
}

export function nameOrAddress(person: Person): string {
  return nameOf(person) ?? clean(person.address);
}

export function names(persons: readonly Person[]): string {
  return persons.map(nameOrAddress).join(', ');
}

export function addresses(persons: readonly Person[]): string {
  return persons.map((person) => clean(person.address)).join(', ');
}
