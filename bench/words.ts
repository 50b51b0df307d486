import type { Random } from './random.js';

const words =
  `invoice delivery account printer password order refund meeting contract update report page customer
server backup license address payment request number screen button error message window export import folder manual
device battery cable network printer driver shipping warehouse return label warranty schedule appointment quote price
discount monthly yearly subscription upgrade downgrade team office holiday document signature form`
    .trim()
    .split(/\s+/);

const names = [
  'Maria',
  'Jan',
  'Łucja',
  'Jürgen',
  'Ana',
  'Piotr',
  'Olivia',
  'Noah',
  'Emma',
  'Søren',
  'Zoë',
  'Ivan',
];
const families = [
  'Kowalska',
  'Müller',
  'Nowak',
  'Smith',
  'García',
  'Rossi',
  'Dubois',
  'Jensen',
  'Novák',
  'Silva',
];

/** A line of words without meaning. */
export function sentence(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.oneOf(words)).join(' ');
}

/** A display name; nearly every second one is not ASCII. */
export function personName(random: Random): string {
  return `${random.oneOf(names)} ${random.oneOf(families)}`;
}
