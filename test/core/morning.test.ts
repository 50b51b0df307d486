import { describe, expect, test } from 'vitest';
import { comingStage } from '../../src/core/conversation/coming.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { morningAt, morningsBefore } from '../../src/core/morning/moment.js';
import { morningNote } from '../../src/core/morning/morning.js';
import { type LostMail, linesOf, type Matter } from '../../src/core/morning/note.js';
import { byReader, readersOf } from '../../src/core/morning/readers.js';
import { anna, ben, bot, day, hour, maria, minute, monday } from '../cast.js';
import { mail, note, play, settings } from './history.js';
import { finalNotice, opening, unasked } from './opening.js';

const { calendar } = settings();
const wanted = { to: 'agents', at: null } as const;
/** Local time of Warsaw in winter, ms UTC. */
const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+01:00`);

describe('when the morning note goes', () => {
  test.each([
    ['at the start of working hours', '2026-03-03', '09:00', '2026-03-03'],
    ['late, for two hours', '2026-03-03', '10:59', '2026-03-03'],
    ['not before', '2026-03-03', '08:59', null],
    ['not later', '2026-03-03', '11:00', null],
    ['not on a Saturday', '2026-03-07', '09:00', null],
  ])('%s', (_what, date, time, expected) => {
    expect(morningAt(wanted, calendar, at(date, time))?.day ?? null).toBe(expected);
  });

  test('at a time of its own, which need not be working time', () => {
    const early = { to: 'agents', at: 7 * 60 + 30 } as const;
    expect(morningAt(early, calendar, at('2026-03-03', '07:30'))).toMatchObject({ day: '2026-03-03' });
    expect(morningAt(early, calendar, at('2026-03-03', '07:29'))).toBeNull();
  });

  test('with working time always there is a morning only where a time is named', () => {
    const always = { timezone: 'Europe/Warsaw', always: true } as const;
    expect(morningAt(wanted, always, at('2026-03-03', '09:00'))).toBeNull();
    expect(morningAt({ ...wanted, at: 540 }, always, at('2026-03-07', '09:00'))).toMatchObject({
      day: '2026-03-07',
    });
  });

  test('on the day of the clock change it goes by the wall clock, and the day ends at local midnight', () => {
    const always = { timezone: 'Europe/Warsaw', always: true } as const;
    const sunday = morningAt({ ...wanted, at: 540 }, always, Date.parse('2026-03-29T09:00:00+02:00'));
    expect(sunday).toEqual({
      day: '2026-03-29',
      at: Date.parse('2026-03-29T09:00:00+02:00'),
      until: Date.parse('2026-03-30T00:00:00+02:00'),
    });
  });

  test('on Monday the one before was on Friday, over holidays still earlier', () => {
    const first = morningAt(wanted, calendar, at('2026-03-09', '09:00'))!;
    expect(morningsBefore(first, wanted, calendar)[0]).toMatchObject({ day: '2026-03-06' });
    const holidays = { ...calendar, holidays: new Set(['2026-03-05', '2026-03-06']) } as typeof calendar;
    expect(morningsBefore(first, wanted, holidays)[0]).toMatchObject({ day: '2026-03-04' });
  });
});

function matter(
  facts: Parameters<typeof play>[0]['facts'],
  now: number,
  heldBy: Matter['heldBy'] = null,
): Matter {
  const derived = play({ facts, now })[0]!;
  return { derived, anchor: 'ask@e', heldBy, goesAt: comingStage(derived)?.at ?? null };
}

const lost = (anchor: string, at: number, to = [anna]): LostMail => ({
  ...{ to, anchor, at },
  ...{ purpose: 'morning', subject: '' },
});

describe('what it says', () => {
  const noteOf = (matters: readonly Matter[], since: number, until: number, lost: readonly LostMail[] = []) =>
    morningNote(matters, lost, since, until);
  const tuesday = monday - hour + day;
  const until = monday - 10 * hour + 3 * day;

  test('nothing to say is no note', () => {
    expect(noteOf([], tuesday, tuesday + day)).toBeNull();
    expect(noteOf([matter(opening, tuesday)], tuesday, tuesday + 14 * hour)).toBeNull();
  });

  test('a mail is told with the time at which it goes; if that is another day, or never, it is none of today', () => {
    const due = matter(opening, tuesday);
    const today = (goesAt: number | null) =>
      noteOf([{ ...due, goesAt }], tuesday, until + day)?.today.map((line) => line.at);
    expect(today(until + hour)).toEqual([until + hour]);
    expect(today(until + day)).toBeUndefined();
    expect(today(null)).toBeUndefined();
  });

  test('what goes today, in order of time, numbered from 1', () => {
    const early = matter(opening, tuesday);
    const late = matter(
      [
        mail({ from: maria, id: 'b@c', at: monday + hour }),
        mail({ from: anna, to: [maria], cc: [bot], id: 'b@e', at: monday + 2 * hour, refs: ['b@c'] }),
      ],
      tuesday,
    );
    const note = noteOf([late, early], tuesday, until + day)!;
    expect(note.today.map(({ number, matter }) => [number, matter.derived.id])).toEqual([
      [1, early.derived.id],
      [2, late.derived.id],
    ]);
    expect(noteOf([early, late], tuesday, until + day)).toEqual(note);
  });

  test('a blind step is told with the follow-up behind the notice', () => {
    const blind = matter([unasked], monday + day);
    const { today } = noteOf([blind], monday, monday + 3 * day)!;
    expect(today).toMatchObject([{ number: 1, blind: true, step: { action: 'follow-up', stage: 1 } }]);
  });

  test('closings, reopenings, thanks and holds, each since the last note only', () => {
    const friday = monday + 7 * day;
    const closed = matter([...opening, finalNotice], friday);
    expect(noteOf([closed], monday + 5 * day, friday)).toMatchObject({
      today: [],
      closed: [{ number: 1 }],
    });
    expect(noteOf([closed], monday + 6.5 * day, friday)).toBeNull();
    const order = note({ type: 'command', anchor: 'ask@e', action: 'close', by: 'anna' }, monday + day);
    expect(noteOf([matter([...opening, order], friday)], monday, friday)).toMatchObject({
      closedByTeam: [{ number: 1, by: 'anna' }],
    });
    const back = mail({ from: maria, id: 'late@c', at: monday + 6.9 * day, refs: ['f3@e'] });
    expect(noteOf([matter([...opening, finalNotice, back], friday)], monday, friday)).toMatchObject({
      closed: [],
      reopened: [{ number: 1, by: { address: maria } }],
    });
    const held = matter(opening, friday, 'surprise');
    expect(noteOf([held], monday, friday)).toMatchObject({
      today: [],
      held: [{ number: 1, hold: 'surprise' }],
    });
    // A cap lets go by itself.
    expect(noteOf([matter(opening, friday, 'rate-limit')], monday, friday)).toMatchObject({ held: [] });
  });

  test('of thanks the words are told, of several the last three in one line', () => {
    const friday = monday + 4 * day;
    const thanks = (i: number, newText = `Thanks, works now${'!'.repeat(i)}`) =>
      mail({ from: maria, id: `t${i}@c`, at: monday + i * hour, refs: ['ask@e'], more: { newText } });
    const told = (facts: readonly ReturnType<typeof thanks>[], since = monday) =>
      noteOf([matter([...opening, ...facts], friday)], since, friday)?.thanks;
    expect(told([thanks(1)])).toMatchObject([
      { number: 1, by: { address: maria }, at: monday + hour, words: ['Thanks, works now!'] },
    ]);
    const all = [1, 2, 3, 4].map((i) => thanks(i));
    expect(told(all)).toMatchObject([{ number: 1, words: all.slice(1).map(({ newText }) => newText) }]);
    // Each is news once.
    expect(told(all, monday + 3.5 * hour)).toMatchObject([{ number: 1, words: ['Thanks, works now!!!!'] }]);
    expect(told(all, monday + 5 * hour)).toBeUndefined();
  });

  test('numbers run on over the sections, and of very many the rest is counted', () => {
    const many = Array.from({ length: 70 }, (): Matter => matter(opening, tuesday));
    const note = noteOf(many, tuesday, until + day)!;
    expect(linesOf(note).map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(note.more).toBe(10);
  });

  test('a mail inside that is perhaps lost is told, the oldest first, and takes no number', () => {
    const held = matter(opening, tuesday, 'surprise');
    const [early, late] = [lost('a', 1), lost('b', 2)];
    const note = noteOf([held], monday, until, [late, early])!;
    expect(note.lost).toEqual([early, late]);
    expect(linesOf(note)).toMatchObject([{ number: 1, hold: 'surprise' }]);
    expect(noteOf([], monday, until, [late, early])?.lost).toEqual([early, late]);
  });
});

test('R5: what the morning note told needs no notice, and waits for its working time all the same', () => {
  const blind = [unasked];
  const morning = monday - hour + 2 * day;
  const told = note({ type: 'told', anchor: 'ask@e', stage: 1, id: 'morning@e' }, morning);
  const derived = (signed: boolean): Derived =>
    play({ facts: [...blind, { ...told, signed }], now: morning + minute })[0]!;
  expect(derived(true).next).toMatchObject({ action: 'follow-up', stage: 1, at: morning + 4 * hour });
  // I7: nobody's word takes the notice from the agent.
  expect(derived(false).next).toMatchObject({ action: 'notice', purpose: 'blind' });
});

describe('who reads it', () => {
  const desk = { ...settings().team, unassigned: ['desk@example.com', bot] };
  const to = (address: string | null, change: Parameters<typeof settings>[0]): string[] =>
    readersOf(address === null ? null : { name: '', address }, settings(change)).map((one) => one.address);

  test.each([
    ['nobody, where there is none', anna, { morningNote: null }, []],
    ['the agent', anna, { morningNote: wanted, team: desk }, [anna]],
    ['not the mailbox itself', bot, { morningNote: wanted }, []],
    ['those of team.unassigned in its place', bot, { morningNote: wanted, team: desk }, ['desk@example.com']],
    ['they where no agent has it, too', null, { morningNote: wanted, team: desk }, ['desk@example.com']],
    ['the addresses of the config', bot, { morningNote: { to: [ben, bot, ben], at: null } }, [ben]],
  ])('%s', (_what, agent, change, expected) => {
    expect(to(agent, change)).toEqual(expected);
  });

  test('one reader gets one note over all that is his', () => {
    const own = matter(opening, monday + day);
    const shared = { ...own, derived: { ...own.derived, agent: { name: '', address: bot } } };
    const change = settings({ morningNote: wanted, team: { ...desk, unassigned: [anna, ben] } });
    const told = byReader([own, shared], [], change).map(({ to, matters }) => [to.address, matters]);
    expect(told).toEqual([
      [anna, [own, shared]],
      [ben, [shared]],
    ]);
  });

  test('of a lost mail reads to whom inside it was written, of any other who reads of what has no agent', () => {
    const change = { morningNote: wanted, team: desk };
    const readers = (mail: LostMail, more: Parameters<typeof settings>[0] = {}) =>
      byReader([], [mail], settings({ ...change, ...more })).map((one) => [one.to.address, one.lost]);
    const [both, outside, ours] = [lost('a', 1, [anna, ben]), lost('a', 1, [maria]), lost('a', 1, [bot])];
    expect(readers(both)).toEqual([
      [anna, [both]],
      [ben, [both]],
    ]);
    expect(readers(outside)).toEqual([['desk@example.com', [outside]]]);
    expect(readers(ours)).toEqual([['desk@example.com', [ours]]]);
    expect(readers(both, { morningNote: { to: [ben], at: null } })).toEqual([[ben, [both]]]);
    expect(readers(both, { morningNote: null })).toEqual([]);
  });
});
