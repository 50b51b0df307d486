import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import { plan } from '../../src/core/conversation/plan.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { type FollowUpStep, purposeOf } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import type { Policy, Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { saysClosing, saysWhy } from '../says-why.js';
import { claimNote, noSuchUser, resultNote } from './attempt.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';
import { annaAsks, opening, question, unasked } from './opening.js';

const lead = 'lead@example.com';
const desk = 'desk@example.com';
const twoDays = { amount: 2, unit: 'd' } as const;

/** A mail to the customer, then the agent phones, then a supervisor looks. */
const stages: Policy['followUps'] = [
  { after: twoDays, template: 'follow-up-1', to: 'customer' },
  { after: twoDays, template: 'call-customer', to: 'agent' },
  { after: twoDays, template: 'hand-over', to: 'supervisors' },
];

function config(change: Partial<Policy> = {}, more: Partial<Settings> = {}): Settings {
  return settings({
    policies: [{ ...threeStages, followUps: stages, supervisors: [lead], ...change }],
    ...more,
  });
}

interface Sent {
  readonly stage: number;
  readonly at: number;
  readonly inside?: boolean;
  readonly of?: number;
  readonly closes?: boolean;
  readonly result?: 'sent' | 'failed' | null;
  readonly refused?: readonly string[];
  readonly signed?: boolean;
}

function sent({
  stage,
  at,
  inside = stage > 1,
  of = 3,
  closes = stage === of,
  result = 'sent',
  refused = [],
  signed = true,
}: Sent): Note[] {
  const id = `thrice.s${stage}@example.com`;
  const [purpose, to] = inside ? ['inside', [anna]] : ['follow-up', [maria]];
  const claim = claimNote(id, at, { purpose, stage, last: stage === of, closes, to }, signed);
  if (!result) return [claim];
  const refusals = refused.length > 0 ? { refused: refused.map(noSuchUser) } : {};
  return [claim, resultNote(id, at + 1000, result, refusals, signed)];
}

const derived = (facts: readonly (Message | Note)[], now: number, with_: Settings = config()): Derived =>
  play({ facts: [...opening, ...facts], now, settings: with_ })[0]!;

const step = (facts: readonly (Message | Note)[], now: number, with_?: Settings): FollowUpStep | null => {
  const { next } = derived(facts, now, with_);
  return next?.action === 'follow-up' ? next : null;
};

const one = sent({ stage: 1, at: monday + 2 * day });
const two = sent({ stage: 2, at: monday + 4 * day });
const three = sent({ stage: 3, at: monday + 7 * day });

describe('a stage that goes to people inside', () => {
  test('comes in its turn, to the agent', () => {
    expect(step(one, monday + 2 * day)).toMatchObject({
      ...{ stage: 2, of: 3, last: false, closes: false, template: 'call-customer', audience: 'agent' },
      to: [{ address: anna }],
      at: monday + 4 * day,
    });
  });

  test('then to the supervisors, and as the last one it closes', () => {
    expect(step([...one, ...two], monday + 4 * day)).toMatchObject({
      ...{ stage: 3, last: true, closes: true, audience: 'supervisors' },
      to: [{ address: lead }],
    });
    const end = derived([...one, ...two, ...three], monday + 8 * day);
    expect([end.status, end.outcome, end.stagesSent]).toEqual(['closed', 'no-reply', 3]);
    expect(saysClosing(end.closedWhy!)).toBe('The last mail to the team went out and nobody answered.');
  });

  test('it is a mail of its own purpose', () => {
    expect(purposeOf(step([], monday)!)).toBe('follow-up');
    expect(purposeOf(step(one, monday + 2 * day)!)).toBe('inside');
  });

  test('an answer of the customer ends the silence as ever', () => {
    const answer = mail({
      from: maria,
      to: [anna, bot],
      id: 'c1',
      at: monday + 4 * day + hour,
      refs: ['ask@e'],
    });
    expect(derived([...one, ...two, answer], monday + 5 * day).status).toBe('awaiting-agent');
    const late = mail({ from: maria, to: [anna, bot], id: 'c1', at: monday + 9 * day, refs: ['ask@e'] });
    expect(derived([...one, ...two, ...three, late], monday + 9 * day).status).toBe('awaiting-agent');
  });

  test('close: false leaves it open', () => {
    const open = config({ close: false });
    const facts = [...one, ...two, ...sent({ stage: 3, at: monday + 7 * day, closes: false })];
    expect(derived(facts, monday + 8 * day, open).status).toBe('awaiting-customer');
    expect(step(facts, monday + 30 * day, open)).toBeNull();
  });

  test('no notice to the agent before it where answers may go to him alone (R5)', () => {
    const next = (facts: readonly (Message | Note)[]) =>
      play({ facts: [unasked, ...facts], now: monday + 2 * day, settings: config() })[0]!.next;
    expect(next([])).toMatchObject({ action: 'notice', purpose: 'blind', stage: 1 });
    const announced = claimNote('n1', monday + day, { purpose: 'blind', to: [anna] });
    expect(next([announced, ...one])).toMatchObject({ action: 'follow-up', stage: 2, audience: 'agent' });
  });
});

describe('limits', () => {
  test('max_per_conversation counts mails to customers alone, and holds none of the others', () => {
    const capped = config({ maxPerConversation: 1 });
    expect(step(one, monday + 2 * day, capped)?.stage).toBe(2);
    const again = mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: monday + 10 * day, refs: ['c1'] });
    const answer = mail({ from: maria, to: [bot], id: 'c1', at: monday + 9 * day, refs: ['ask@e'] });
    const insides = [...two, ...three];
    const two_ = config({ maxPerConversation: 2 });
    // One follow-up went and two mails to the team: one more follow-up is allowed.
    expect(step([...one, ...insides, answer, again], monday + 10 * day, two_)?.stage).toBe(1);
    expect(step([...one, ...insides, answer, again], monday + 10 * day, capped)).toBeNull();
  });

  test("a customer's day holds no mail to the team, nor the other way round", () => {
    const input = (
      d: Derived,
      sendings: { purpose: string; to: readonly string[]; at: number }[],
      now: number,
    ) =>
      plan({
        conversations: [d],
        settings: config(),
        world: worldOf([], config(), monday - 365 * day),
        sendings,
        foreseen: new Map(),
        retryAt: new Map(),
        now,
      })[0]?.heldBy;
    const now = monday + 4 * day;
    expect(
      input(derived(one, now), [{ purpose: 'follow-up', to: [anna, maria], at: now - hour }], now),
    ).toBeUndefined();
    const early = monday + 2 * day;
    expect(
      input(derived([], early), [{ purpose: 'inside', to: [maria], at: early - hour }], early),
    ).toBeUndefined();
    expect(
      input(derived([], early), [{ purpose: 'holding-reply', to: [maria], at: early - hour }], early),
    ).toBe('recipient-limit');
  });
});

describe('what its mail came to says nothing of the customer', () => {
  test('refused by the server: the stage is used up, the customer is as before', () => {
    const refused = sent({ stage: 2, at: monday + 4 * day, result: 'failed', refused: [anna] });
    const d = derived([...one, ...refused], monday + 5 * day);
    expect([d.status, d.dead, d.next?.stage]).toEqual(['awaiting-customer', [], 3]);
    expect(d.notices).toEqual([]);
  });

  test('the last one refused closes nothing', () => {
    const refused = sent({ stage: 3, at: monday + 7 * day, result: 'failed', refused: [lead] });
    const d = derived([...one, ...two, ...refused], monday + 8 * day);
    expect([d.status, d.outcome]).toEqual(['awaiting-customer', undefined]);
  });

  test('a complaint about it is none of the customer', () => {
    const seen = [
      ownMail('thrice.s1@example.com', monday + 2 * day, { anchor: 'ask@e' }),
      ownMail(
        'thrice.s2@example.com',
        monday + 4 * day,
        { anchor: 'ask@e', purpose: 'inside', stage: 2 },
        anna,
      ),
    ];
    const complaint = (about: string): Message =>
      mail({
        ...{ from: 'fbl@provider.test', id: 'x1', at: monday + 5 * day, refs: [about] },
        more: { kind: 'complaint', bounce: { recipients: [], originalMessageId: null } },
      });
    const come = (about: string) => derived([...seen, complaint(about)], monday + 6 * day);
    expect(come('thrice.s1@example.com')).toMatchObject({ status: 'closed', outcome: 'opted-out' });
    expect(come('thrice.s2@example.com')).toMatchObject({ status: 'awaiting-customer', dead: [] });
  });

  test('under way or uncertain it holds what follows', () => {
    const claimed = sent({ stage: 2, at: monday + 4 * day, result: null });
    expect(derived([...one, ...claimed], monday + 4 * day + minute).next?.heldBy).toBe('claimed');
    const d = derived([...one, ...claimed], monday + 5 * day);
    expect([d.next?.heldBy, d.uncertain]).toEqual(['uncertain', ['thrice.s2@example.com']]);
  });

  test('I7: an unsigned one makes quieter and closes nothing for good', () => {
    const planted = sent({ stage: 3, at: monday + 3 * day, signed: false });
    expect(step([...one, ...planted], monday + 4 * day)).toBeNull();
  });
});

describe('whom it goes to', () => {
  const shared = annaAsks({ from: bot, cc: [], folder: 'sent' });
  const next = (change: Partial<Policy>, unassigned: readonly string[]): Derived => {
    const base = config(change, { watch: 'all' });
    const with_ = { ...base, team: { ...base.team, unassigned } };
    return play({ facts: [question, shared, ...one], now: monday + 2 * day, settings: with_ })[0]!;
  };

  test('an agent who answers as the mailbox: to team.unassigned, else to the supervisors', () => {
    expect(next({}, [desk]).next?.to).toEqual([{ name: '', address: desk }]);
    expect(next({}, []).next?.to).toEqual([{ name: '', address: lead }]);
  });

  test('nobody at all: it stays open and says why', () => {
    const d = next({ supervisors: [] }, []);
    expect([d.status, d.next]).toEqual(['awaiting-customer', undefined]);
    expect(saysWhy(d)).toContain(
      'The next stage goes to the team, and nobody is there to get it: name somebody in team.unassigned.',
    );
  });

  test('skip passes it over', () => {
    const skip = note(
      { type: 'command', anchor: 'ask@e', action: 'skip', by: anna, stage: 2 },
      monday + 3 * day,
    );
    expect(step([...one, skip], monday + 3 * day)).toMatchObject({ stage: 3, audience: 'supervisors' });
  });
});
