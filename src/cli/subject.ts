import { clean } from '../templates/clean.js';

/** A subject in a sentence: quoted, one line, harmless to the terminal. */
export function subjectOf(subject: string): string {
  return subject === '' ? '(no subject)' : `"${clean(subject, 100)}"`;
}
