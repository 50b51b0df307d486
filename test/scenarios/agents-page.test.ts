import { describe, expect, test } from 'vitest';
import type { Derived } from '../../src/core/conversation/state.js';
import type { Message } from '../../src/core/message/message.js';
import { noticePurposes } from '../../src/core/message/purpose.js';
import { parseOrders } from '../../src/core/order/parse.js';
import { localTime } from '../../src/sandbox/scenario.js';
import { insideNames } from '../../src/templates/names.js';
import { render } from '../../src/templates/render.js';
import { loadTemplates } from '../../src/templates/templates.js';
import { buildInsideView, buildNoticeView } from '../../src/templates/view.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { mail, ownMail, play, settings, threeStages } from '../core/history.js';
import { annaAsks, one, order, question, told as toldAnna, unasked } from '../core/opening.js';
import { codes, codesInText, headings, table, told, toldUntil, wednesday } from './agents-page.js';

/** Every example of docs/agents.md that needs no mailbox; the morning note and the answers are in agents-mail.test.ts. */

const { calendar } = settings();
const office = { calendar, at: wednesday };

/** Anna's answer came ten minutes later than in other tests, so that nothing is due at the moment of the examples yet. */
const opening = [question, annaAsks({ at: monday + 10 * minute }), toldAnna];
const marias = (at: number): Message =>
  mail({ from: maria, id: `more-${at}@c`, at, refs: ['ask@e'], more: { newText: 'It still fails.' } });
const annas = (text: string, at = wednesday): Message => order(text, `do-${at}@e`, at);

function state(facts: readonly Message[], now = wednesday + minute): Derived {
  return one([...opening, ...facts], now);
}
/** What a command changes. */
const changed = ({ status, outcome, next, snoozedUntil }: Derived): object => ({
  ...{ status, outcome, next, snoozedUntil },
});
const before = wednesday - hour;
const after = wednesday + hour;

/** It changes nothing, and is answered once. */
function asks(text: string, verb: string): void {
  const derived = state([annas(text)]);
  expect(derived.orders[0]?.lines).toMatchObject([{ ok: true, verb }]);
  expect(changed(derived)).toEqual(changed(state([])));
  expect(derived.notices).toMatchObject([{ purpose: 'command-result', to: [{ address: anna }] }]);
}

/** The sentences of the table of words, and what shows that they are true. */
const promises: Readonly<Record<string, (text: string) => void>> = {
  "The matter is done, nothing more goes out. The customer's next mail opens it again.": (text) => {
    expect(state([annas(text)], wednesday + 90 * day)).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
    });
    expect(state([annas(text)]).next).toBeUndefined();
    expect(state([annas(text), marias(after)], after + minute).status).toBe('awaiting-agent');
  },
  'It is not done after all: the mails go on, counted from now.': (text) => {
    const derived = state([annas('close', before), annas(text)]);
    expect(derived).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1, at: wednesday + 2 * day },
    });
  },
  "It is the customer's turn (you phoned, say): the mails that are left go on, counted from now.": (text) => {
    expect(state([marias(before)])).toMatchObject({ status: 'awaiting-agent' });
    const derived = state([marias(before), annas(text)]);
    expect(derived).toMatchObject({ status: 'awaiting-customer', next: { at: wednesday + 2 * day } });
  },
  "Nothing goes out until then. The customer's next mail ends it.": (text) => {
    const until = wednesday + 5 * day - hour;
    expect(state([annas(text)])).toMatchObject({
      ...{ status: 'snoozed', snoozedUntil: until, next: { stage: 1, at: until } },
    });
    const woken = state([annas(text), marias(after)], after + minute);
    expect(woken.status).toBe('awaiting-agent');
    expect(woken.snoozedUntil).toBeUndefined();
  },
  'The snooze ends now.': (text) =>
    expect(changed(state([annas('snooze 3d', before), annas(text)]))).toEqual(changed(state([]))),
  'Leaves the next mail out. The one after it keeps its distance.': (text) => {
    const due = state([]).next!.at;
    expect(state([annas(text)]).next).toMatchObject({ stage: 2, at: due + 2 * day });
  },
  'The next mail goes at once, at night too.': (text) => {
    const night = wednesday - 12 * hour;
    expect(state([annas(text, night)], night).next).toMatchObject({ stage: 1, at: night, ordered: true });
  },
  'No more such mails in this conversation.': (text) =>
    expect(state([annas(text)], wednesday + 90 * day).next).toBeUndefined(),
  'Takes the latest command here back; once more, the one before it.': (text) => {
    const two = [annas('snooze 3d', before), annas('close', before + minute)];
    expect(state([...two, annas(text)]).status).toBe('snoozed');
    expect(changed(state([...two, annas(text), annas(text, wednesday + 1)]))).toEqual(changed(state([])));
  },
  'Only asks: why the conversation stands as it does.': (text) => asks(text, 'why'),
  'Only asks: how the conversation stands; to support@ alone, how many stand how.': (text) =>
    asks(text, 'status'),
  'Only asks: your open conversations, numbered.': (text) => asks(text, 'list'),
  'Only asks: what goes in them within a week, numbered.': (text) => asks(text, 'plan'),
  'Only asks: these words.': (text) => asks(text, 'help'),
};

describe('docs/agents.md', () => {
  const words = table('English', 'German', 'Polish', 'what it does');

  test('has these tables, and all of them are run', () => {
    expect(headings()).toEqual([
      'English | German | Polish | what it does',
      'you write | Thrice reads',
      'you write | until',
      'address | the first mail to the customer goes',
      'subject | what it means | you may answer',
    ]);
    expect(words.map((row) => row[3])).toEqual(Object.keys(promises));
  });

  test.each(words.flatMap((row) => codes(row.join(' ')).map((word) => [word, row[3]!] as const)))(
    '%s: %s',
    (word, what) => promises[what]!(word),
  );

  test.each(codesInText().filter((code) => !code.startsWith('thrice ')))('in the text: %s', (text) => {
    expect(parseOrders(text, office).every(({ ok }) => ok)).toBe(true);
    expect(parseOrders(text, office)).not.toEqual([]);
  });

  test('from a customer, and from somebody who cannot show that he is Anna, the words are text', () => {
    for (const word of words.flatMap((row) => codes(row.join(' ')))) {
      const said = { at: wednesday, refs: ['told@e'], more: { newText: word } };
      expect(state([mail({ ...said, from: maria, id: 'x@c' })]).orders).toEqual([]);
      expect(state([mail({ ...said, from: anna, id: 'x@e', verified: false })]).orders).toEqual([]);
    }
  });

  test.each(table('you write', 'Thrice reads'))('%s: %s', (cell, reads) => {
    for (const text of codes(cell))
      expect([...new Set(parseOrders(text, office).map(told))].join(', ')).toBe(reads);
  });

  const moments = table('you write', 'until').flatMap(([cell = '', until = '']) =>
    codes(cell).map((text) => [text, until] as const),
  );
  test.each(moments)('%s: %s', (text, until) => {
    expect(parseOrders(text, office).map(toldUntil)).toEqual([until]);
  });

  describe('an address while Anna writes to Maria', () => {
    const brief = { ...threeStages, name: 'brief', followUps: threeStages.followUps.slice(2) };
    const config = settings({ policies: [threeStages, brief] });
    const goes = (field: 'to' | 'cc' | 'bcc', address: string, own = anna): string => {
      const parts = { to: [maria], cc: [bot], [field]: [...(field === 'to' ? [maria] : []), address] };
      const answer = annaAsks({ from: own, ...parts, at: wednesday });
      const [derived] = play({ facts: [question, answer], now: wednesday + minute, settings: config });
      const { next, orders } = derived!;
      const slip = orders[0]?.lines[0];
      if (next && slip) {
        expect(next.at).toBe(wednesday + 2 * day);
        return `${localTime(next.at)}, as ever: it orders ${told(slip)}`;
      }
      if (next?.action !== 'follow-up') return next ? next.purpose : 'never';
      return next.policy === 'default' ? localTime(next.at) : `by the policy “${next.policy}” of your config`;
    };
    const addresses = table('address', 'the first mail to the customer goes').flatMap(
      ([cell = '', when = '']) => codes(cell).map((address) => [address, when] as const),
    );
    test.each(addresses)('%s: %s', (address, when) => {
      for (const field of ['to', 'cc', 'bcc'] as const) expect(goes(field, address)).toBe(when);
    });
  });

  describe('a notice', () => {
    const languages = ['en'] as const;
    const { templates } = loadTemplates({
      directory: null,
      languages,
      names: [...noticePurposes, ...insideNames],
    });
    const mariaSchmidt = { name: 'Maria Schmidt', address: maria };
    const base = {
      language: 'en',
      timezone: 'Europe/Warsaw',
      now: wednesday,
      mailbox: { name: 'Example Support', address: bot },
      subject: '',
      conversationId: 'k3f9w2m8xq',
      customers: [mariaSchmidt],
      quote: null,
      step: { stage: 1, of: 3, last: false, closesAt: null, to: [{ name: 'Anna', address: anna }] },
    };
    const notice = buildNoticeView({
      ...base,
      writer: mariaSchmidt,
      coming: { of: 3, last: false, closesAt: null, at: wednesday + day },
      failed: { address: maria, reason: '550 5.1.1 No such user', closed: true, others: [] },
      waiting: { since: wednesday - day, now: wednesday, reminders: 1 },
    });
    const agent = { name: 'Anna', address: anna };
    const inside = buildInsideView({ ...base, agent, anchorAt: monday, actions: [] });
    const names = [...noticePurposes.filter((name) => name !== 'command-result'), ...insideNames];
    const subjects = new Map(
      names.map((name) => {
        const view = (insideNames as readonly string[]).includes(name) ? inside : notice;
        return [render(templates, name, 'en', view).subject ?? '', name] as const;
      }),
    );
    const rows = table('subject', 'what it means', 'you may answer');

    test('of every kind is there, under its subject', () => {
      expect(rows.flatMap(([cell = '']) => codes(cell)).sort()).toEqual([...subjects.keys()].sort());
    });

    /** How the matter stands when such a notice comes. */
    const situations: Readonly<Record<string, readonly Message[]>> = {
      thanks: [
        mail({ from: maria, id: 'thx@c', at: before, refs: ['ask@e'], more: { newText: 'Solved, thanks!' } }),
      ],
      answered: [marias(before)],
      reopened: [annas('close', before - hour), marias(before)],
      reminder: [marias(before)],
      escalation: [marias(before)],
    };
    const answers = rows.flatMap(([subject = '', , words = '']) =>
      codes(subject).flatMap((one) => codes(words).map((word) => [one, word] as const)),
    );
    test('of a mail that a blind silence announces: an answer in own words leaves that mail out', () => {
      const facts = [
        unasked,
        ownMail('blind@e', before, { purpose: 'blind', anchor: 'ask@e', stage: 1 }, anna),
      ];
      const stageOf = (...more: Message[]): unknown => {
        const { next } = play({ facts: [...facts, ...more], now: wednesday + minute })[0]!;
        return next?.action === 'notice' ? next.coming?.stage : next?.stage;
      };
      const said = { from: anna, id: 'do@e', at: wednesday, refs: ['blind@e'] };
      expect(stageOf()).toBe(1);
      expect(stageOf(mail({ ...said, more: { newText: 'She phoned me, I am on it.' } }))).toBe(2);
    });

    test.each(answers)('%s: %s', (subject, word) => {
      const derived = state([...(situations[subjects.get(subject)!] ?? []), annas(word)]);
      expect(derived.effects.at(-1)).toMatchObject({ verdict: 'done' });
    });
  });
});
