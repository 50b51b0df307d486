import { anna, type Letter, maria, support, tom } from './letter.js';
import { march } from './scenario.js';

/** What the people of the story write, but for the late reply, and when things are due. */

/** When the story begins, ms UTC: Monday, 2 March 2026, 08:30 in Warsaw. */
export const storyBegins = march(2, 8, 30);

export const mariaAsks: Letter = {
  from: maria,
  to: [support],
  subject: 'Export stops at 80 %',
  id: 'question@customer.test',
  text: 'Hello,\n\nour export stops at 80 % since Friday. What can we do?\n\nMaria Schmidt',
};
export const annaAsksMaria: Letter = {
  from: anna,
  to: [maria],
  cc: [support],
  subject: `Re: ${mariaAsks.subject}`,
  id: 'which-version@example.com',
  answers: [mariaAsks.id],
  text: 'Hello Maria,\n\nwhich version do you run? The menu shows it under About.\n\nBest\nAnna',
};
export const tomAsks: Letter = {
  from: tom,
  to: [support],
  subject: 'Second licence',
  id: 'licence@shop.test',
  text: 'Hi,\n\nwe need a licence for one more desk.\n\nTom',
};
export const annaAsksTom: Letter = {
  from: anna,
  to: [tom],
  cc: [support],
  subject: `Re: ${tomAsks.subject}`,
  id: 'how-long@example.com',
  answers: [tomAsks.id],
  text: 'Hello Tom,\n\ngladly: for one year or for three?\n\nBest\nAnna',
};
export const tomAnswers: Letter = {
  from: tom,
  to: [anna],
  cc: [support],
  subject: `Re: ${tomAsks.subject}`,
  id: 'three-years@shop.test',
  answers: [tomAsks.id, annaAsksTom.id],
  text: 'For three years, please.\n\nTom',
};

/** The times of the policy: two days each, moved into working time. ms UTC. */
export const due = {
  first: march(4, 10, 12),
  tom: march(4, 14, 0),
  second: march(6, 10, 12),
  last: march(9, 9, 0),
  /** The morning note tells of it first, and its reader gets half an hour to say something. */
  lastGoes: march(9, 9, 30),
};

/** When Anna reads the morning note that tells of the first follow-ups, ms UTC. */
export const firstMorning = march(4, 9, 0);
