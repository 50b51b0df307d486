import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import { plan } from '../../src/core/conversation/plan.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { goesAt, type NoticeStep } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import type { Policy, Settings } from '../../src/core/settings.js';
import { anna, ben, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { claimNote, resultNote } from './attempt.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';
import { unasked } from './opening.js';

const lead = 'lead@example.com';
const boss = 'boss@example.com';
const desk = 'desk@example.com';

const steps: Policy['team'] = [
  { after: { amount: 4, unit: 'h' }, to: 'agent' },
  { after: { amount: 4, unit: 'h' }, to: 'agent' },
  { after: { amount: 1, unit: 'wd' }, to: 'supervisors' },
];

function withTeam(change: Partial<Policy> = {}, more: Partial<Settings> = {}): Settings {
  return settings({ policies: [{ ...threeStages, team: steps, supervisors: [lead], ...change }], ...more });
}

/** Maria answers what Anna wrote to her. */
const answers = (at: number, id = 'c1', refs = ['ask@e']): Message =>
  mail({ from: maria, to: [anna], cc: [bot], id, at, refs });

const owedAt = monday + hour;

interface Told {
  readonly stage: number;
  readonly at: number;
  readonly anchor?: string;
  readonly purpose?: 'reminder' | 'escalation';
  readonly result?: 'sent' | 'not-sent' | 'failed' | null;
  readonly signed?: boolean;
}

/** A step of the team clock as its notes tell of it. */
function told({
  stage,
  at,
  anchor = 'c1',
  purpose = 'reminder',
  result = 'sent',
  signed = true,
}: Told): Note[] {
  const id = `thrice.${purpose}${stage}.${anchor.replace('@', '.')}@example.com`;
  const claim = claimNote(id, at, { purpose, anchor, stage, to: [anna] }, signed);
  return result ? [claim, resultNote(id, at + 1000, result, { anchor }, signed)] : [claim];
}

/** The step of the team clock, or null. */
function stepOf(derived: Derived | undefined): NoticeStep | null {
  const found = (derived?.notices ?? []).flatMap((step) =>
    step.action === 'notice' && (step.purpose === 'reminder' || step.purpose === 'escalation') ? [step] : [],
  );
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] ?? null;
}

function next(
  facts: readonly (Message | Note)[],
  { now = owedAt + minute, config = withTeam(), global = [] as readonly Note[] } = {},
): NoticeStep | null {
  return stepOf(play({ facts, now, settings: config, global })[0]);
}

const brief = (step: NoticeStep | null) =>
  step && [step.purpose, step.stage, step.anchor, step.to.map((p) => p.address).join(' '), step.at];

describe('when the steps come', () => {
  test('the first reminder after four hours of working time, to the agent', () => {
    expect(brief(next([unasked, answers(owedAt)]))).toEqual(['reminder', 1, 'c1', anna, owedAt + 4 * hour]);
  });

  test('hours count in working time: from Monday 15:00 to Tuesday 11:00', () => {
    const at = monday + 5 * hour;
    expect(next([unasked, answers(at)])?.at).toBe(monday + day + hour);
  });

  test('a customer who writes at night waits from the morning on', () => {
    const night = monday + 12 * hour;
    expect(next([unasked, answers(night)])?.at).toBe(monday + day + 3 * hour);
  });

  test('a weekend is no working time', () => {
    const friday = monday + 4 * day + 6 * hour; // 16:00
    expect(next([unasked, answers(friday)])?.at).toBe(monday + 7 * day + 2 * hour); // Monday 12:00
  });

  test('each step counts from when the one before was sent, not from when it was due', () => {
    const late = owedAt + 6 * hour; // Monday 17:00, after an hour of downtime
    const sent = told({ stage: 1, at: late - hour });
    expect(brief(next([unasked, answers(owedAt), ...sent], { now: late }))).toEqual([
      ...['reminder', 2, 'c1', anna],
      monday + day + 2 * hour, // 16:00 and four hours: one today, three tomorrow
    ]);
  });

  test('then the supervisors of the policy; then nothing more', () => {
    const two = [
      ...told({ stage: 1, at: owedAt + 4 * hour }),
      ...told({ stage: 2, at: monday + day + 2 * hour }),
    ];
    expect(brief(next([unasked, answers(owedAt), ...two], { now: monday + day + 3 * hour }))).toEqual([
      ...['escalation', 3, 'c1', lead],
      monday + 2 * day + 2 * hour,
    ]);
    const all = [...two, ...told({ stage: 3, at: monday + 2 * day + 2 * hour, purpose: 'escalation' })];
    expect(next([unasked, answers(owedAt), ...all], { now: monday + 60 * day })).toBeNull();
  });

  test('a later mail of the same customer does not begin anew', () => {
    const again = answers(owedAt + 3 * hour, 'c2', ['c1']);
    expect(brief(next([unasked, answers(owedAt), again], { now: owedAt + 3 * hour }))).toEqual([
      ...['reminder', 1, 'c1', anna],
      owedAt + 4 * hour,
    ]);
  });

  test('what was sent about the later mail counts when the earlier one turns up late', () => {
    const early = answers(owedAt, 'c0');
    const facts = [unasked, early, answers(owedAt + 10 * minute, 'c1', ['c0'])];
    const sent = told({ stage: 1, at: owedAt + 5 * hour, anchor: 'c1' });
    expect(next([...facts, ...sent])?.stage).toBe(2);
    expect(next([...facts, ...sent])?.anchor).toBe('c0');
  });

  test('clocks that began anew count from then on (R10)', () => {
    const began = monday + 3 * day;
    const global = [note({ type: 'mode', from: 'observe', to: 'send' }, began)];
    expect(next([unasked, answers(owedAt)], { now: began + minute, global })?.at).toBe(began + 4 * hour);
  });

  test('a debt from before the start is none of Thrice', () => {
    const config = withTeam({}, { startFrom: owedAt + 1 });
    expect(next([unasked, answers(owedAt)], { config })).toBeNull();
    const second = answers(owedAt + day, 'c2', ['c1']);
    expect(next([unasked, answers(owedAt), second], { config, now: owedAt + day })?.anchor).toBe('c2');
  });

  test('a snooze holds the clock: it counts from its end', () => {
    const until = monday + 3 * day; // Thursday 10:00
    const snooze = note(
      { type: 'command', anchor: 'ask@e', action: 'snooze', by: anna, until },
      owedAt + minute,
    );
    expect(next([unasked, answers(owedAt), snooze])?.at).toBe(until + 4 * hour);
    const after = [unasked, answers(owedAt), ...told({ stage: 1, at: owedAt + 30_000 }), snooze];
    expect(next(after)?.at).toBe(until + 4 * hour);
  });

  test('so does one that is ended early, by hand or by a further mail; what is over already stays over', () => {
    const until = monday + 3 * day; // Thursday 10:00
    const tuesday = monday + day;
    const snooze = (at: number, till?: number): Note =>
      note(
        { type: 'command', anchor: 'ask@e', action: 'snooze', by: anna, ...(till && { until: till }) },
        at,
      );
    const held = [unasked, answers(owedAt), snooze(owedAt + minute, until)];
    for (const end of [snooze(tuesday), answers(tuesday, 'c2', ['c1'])])
      expect(brief(next([...held, end], { now: tuesday }))).toEqual([
        ...['reminder', 1, 'c1', anna],
        tuesday + 4 * hour,
      ]);
    expect(next([...held, snooze(until + hour)], { now: until + hour })?.at).toBe(until + 4 * hour);
  });

  test('days are days at the same local time', () => {
    const config = withTeam({ team: [{ after: { amount: 1, unit: 'd' }, to: 'agent' }] });
    const friday = monday + 4 * day;
    expect(next([unasked, answers(friday)], { config, now: friday })?.at).toBe(monday + 7 * day - hour); // Monday 9:00
  });
});

describe('what ends it', () => {
  const reopened = [
    note({ type: 'command', anchor: 'ask@e', action: 'close', by: anna }, owedAt + 2 * minute),
    note({ type: 'command', anchor: 'ask@e', action: 'reopen', by: anna }, owedAt + 3 * minute),
  ];
  const command = (action: 'wait' | 'close' | 'never', signed = true): Note =>
    note({ type: 'command', anchor: 'ask@e', action, by: anna }, owedAt + 2 * minute, signed);
  const table: [name: string, facts: readonly (Message | Note)[], owed: boolean][] = [
    ['nothing', [], true],
    [
      'an answer',
      [mail({ from: anna, to: [maria], id: 'a2', at: owedAt + hour, refs: ['ask@e', 'c1'] })],
      false,
    ],
    [
      'an answer without references, an hour later',
      [mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: owedAt + hour, refs: ['ask@e'] })],
      false,
    ],
    [
      'an answer that crossed the mail',
      [mail({ from: anna, to: [maria], id: 'a2', at: owedAt + minute, refs: ['ask@e'] })],
      true,
    ],
    [
      'a colleague answers',
      [mail({ from: ben, to: [maria], id: 'b1', at: owedAt + hour, refs: ['c1'] })],
      false,
    ],
    [
      'a mail to the bot alone',
      [
        mail({
          from: anna,
          to: [bot],
          id: 'a2',
          at: owedAt + hour,
          refs: ['c1'],
          more: { newText: 'I look into it' },
        }),
      ],
      true,
    ],
    [
      'an unverified answer',
      [mail({ from: anna, to: [maria], id: 'a2', at: owedAt + hour, refs: ['c1'], verified: false })],
      true,
    ],
    ['wait', [command('wait')], false],
    ['close', [command('close')], false],
    ['never', [command('never')], false],
    ['an unsigned close hides no debt (I7)', [command('close', false)], true],
    ['closed and reopened', reopened, true],
  ];
  test.each(table)('%s', (_name, facts, owed) => {
    const step = next([unasked, answers(owedAt), ...facts], { now: owedAt + 2 * hour });
    expect(step !== null).toBe(owed);
  });

  test('of what a person reopened, the clock counts from then; it is about the latest mail of the customer', () => {
    const at = owedAt + 3 * minute;
    expect(brief(next([unasked, answers(owedAt), ...reopened], { now: at }))).toEqual([
      ...['reminder', 1, 'c1', anna],
      at + 4 * hour,
    ]);
    // What was sent about this mail before is not sent again.
    const sent = told({ stage: 1, at: owedAt + minute });
    expect(next([unasked, answers(owedAt), ...sent, ...reopened], { now: at })?.stage).toBe(2);
  });

  test('thanks that a person reopened wait from then on, not since they came', () => {
    const informs = { ...unasked, newText: 'We have changed the setting on our side.' };
    const thanks = { ...answers(owedAt), newText: 'Thank you!' };
    const at = owedAt + day;
    const reopen = note({ type: 'command', anchor: 'ask@e', action: 'reopen', by: anna }, at);
    expect(next([informs, thanks], { now: at })).toBeNull();
    expect(brief(next([informs, thanks, reopen], { now: at }))).toEqual([
      ...['reminder', 1, 'c1', anna],
      at + 4 * hour,
    ]);
  });

  test('the answer to one mail leaves the clock of a later one', () => {
    const second = answers(owedAt + hour, 'c2', ['c1']);
    // It came before the second mail was ten minutes old, and names the first alone.
    const answer = mail({
      from: anna,
      to: [maria],
      id: 'a2',
      at: owedAt + hour + minute,
      refs: ['ask@e', 'c1'],
    });
    const facts = [unasked, answers(owedAt), ...told({ stage: 1, at: owedAt + 30 * minute }), second, answer];
    expect(brief(next(facts, { now: owedAt + 2 * hour }))).toEqual([
      ...['reminder', 1, 'c2', anna],
      owedAt + 5 * hour,
    ]);
  });
});

describe('whom it tells', () => {
  const first = mail({ from: maria, to: [bot], id: 'c1', at: owedAt });
  const table: [
    string,
    readonly Message[],
    Partial<Policy>,
    readonly string[],
    [string, number, string] | null,
  ][] = [
    ['nobody has it and nobody is named', [first], { team: steps.slice(0, 2) }, [], null],
    ['nobody has it and somebody is named', [first], {}, [desk, boss], ['reminder', 1, `${desk} ${boss}`]],
    ['nobody to remind: the supervisors come in their turn', [first], {}, [], ['escalation', 3, lead]],
    [
      'an agent who answers as the mailbox has no address of his own',
      [
        mail({ from: bot, to: [maria], id: 'ask@e', at: monday, folder: 'sent' }),
        mail({ from: maria, to: [bot], id: 'c1', at: owedAt, refs: ['ask@e'] }),
      ],
      {},
      [desk],
      ['reminder', 1, desk],
    ],
    [
      'the agent who wrote last',
      [
        unasked,
        mail({ from: ben, to: [maria], cc: [bot], id: 'b1', at: monday + minute, refs: ['ask@e'] }),
        answers(owedAt, 'c1', ['b1']),
      ],
      {},
      [desk],
      ['reminder', 1, ben],
    ],
    [
      'several supervisors get one mail',
      [first],
      { team: steps.slice(2), supervisors: [lead, boss] },
      [],
      ['escalation', 1, `${lead} ${boss}`],
    ],
    [
      'never the mailbox itself',
      [first],
      { team: steps.slice(2), supervisors: [bot, lead] },
      [],
      ['escalation', 1, lead],
    ],
  ];
  test.each(table)('%s', (_name, facts, change, unassigned, expected) => {
    const base = withTeam(change, { watch: 'all' });
    const config = { ...base, team: { ...base.team, unassigned } };
    const step = next(facts, { config });
    expect(step && [step.purpose, step.stage, step.to.map((p) => p.address).join(' ')]).toEqual(expected);
  });

  test('a step that reaches nobody takes its time all the same', () => {
    const step = next([first], { config: withTeam({}, { watch: 'all' }) });
    // 11:00, four hours, four hours, and a working day.
    expect(step?.at).toBe(monday + 2 * day + hour);
  });

  test('a conversation that agents have and that names no bot is none of Thrice (R4)', () => {
    const plain = mail({ from: anna, to: [maria], id: 'ask@e', at: monday, folder: 'sent' });
    const answer = mail({ from: maria, to: [anna, bot], id: 'c1', at: owedAt, refs: ['ask@e'] });
    expect(next([plain, answer])).toBeNull();
    expect(next([plain, answer], { config: withTeam({}, { watch: 'all' }) })?.stage).toBe(1);
  });

  test('a mail that lies in Junk or Trash alone asks for nothing (R1)', () => {
    const junk = mail({ from: maria, to: [bot], id: 'c1', at: owedAt, refs: ['ask@e'], folder: 'junk' });
    expect(next([unasked, junk])).toBeNull();
  });

  test('departments differ: the policy of the conversation counts', () => {
    const sales: Policy = {
      ...threeStages,
      name: 'sales',
      match: { ...threeStages.match, agent: [ben] },
      team: steps.slice(2),
      supervisors: [boss],
    };
    const base = withTeam();
    const config = { ...base, policies: [sales, ...base.policies] };
    expect(next([unasked, answers(owedAt)], { config })?.to.map((p) => p.address)).toEqual([anna]);
    const bens = mail({ from: ben, to: [maria], cc: [bot], id: 'ask@e', at: monday });
    expect(next([bens, answers(owedAt)], { config })?.to.map((p) => p.address)).toEqual([boss]);
  });
});

describe('never twice', () => {
  const facts = [unasked, answers(owedAt)];
  const table: [string, Told, number][] = [
    ['sent', { stage: 1, at: owedAt + 4 * hour }, 2],
    ['claimed and nothing known of it', { stage: 1, at: owedAt + 4 * hour, result: null }, 2],
    ['refused for good', { stage: 1, at: owedAt + 4 * hour, result: 'failed' }, 2],
    ['certainly not sent', { stage: 1, at: owedAt + 4 * hour, result: 'not-sent' }, 1],
    ['an unsigned note makes quieter (I7)', { stage: 1, at: owedAt + 4 * hour, signed: false }, 2],
    ['the second alone', { stage: 2, at: owedAt + 4 * hour }, 3],
    [
      'a stage that was an escalation before an edit',
      { stage: 1, at: owedAt + 4 * hour, purpose: 'escalation' },
      2,
    ],
    ['another mail', { stage: 1, at: owedAt + 4 * hour, anchor: 'ask@e' }, 1],
  ];
  test.each(table)('%s', (_name, sent, stage) => {
    expect(next([...facts, ...told(sent)], { now: owedAt + 5 * hour })?.stage).toBe(stage);
  });

  test('a forged mail from outside takes no reminder away, the true copy in Sent does', () => {
    const mark = { purpose: 'reminder', anchor: 'c1' } as const;
    const copy = ownMail('thrice.r1@example.com', owedAt + 4 * hour, mark, anna);
    const forged: Message = {
      ...copy,
      own: { ...copy.own!, signed: false },
      copies: [{ folder: 'INBOX', role: 'inbox', uidValidity: '1', uid: 999 }],
    };
    expect(next([...facts, forged], { now: owedAt + 5 * hour })?.stage).toBe(1);
    expect(next([...facts, copy], { now: owedAt + 5 * hour })?.stage).toBe(2);
  });
});

describe('how it is sent', () => {
  const due = (derived: Derived, change: Partial<Parameters<typeof plan>[0]> = {}) => {
    const config = withTeam();
    return plan({
      conversations: [derived],
      settings: config,
      world: worldOf([], config, monday - 365 * day),
      sendings: [],
      foreseen: new Map(),
      retryAt: new Map(),
      now: owedAt + 4 * hour,
      ...change,
    }).filter(({ step }) => step.action === 'notice' && step.purpose === 'reminder');
  };
  const derived = (now: number) => play({ facts: [unasked, answers(owedAt)], now, settings: withTeam() })[0]!;

  test('not before its time, then at once', () => {
    expect(due(derived(owedAt + hour), { now: owedAt + hour })[0]).toMatchObject({ verdict: 'later' });
    expect(due(derived(owedAt + 4 * hour))[0]).toMatchObject({ verdict: 'go' });
  });

  test('overdue at night, it waits for the morning', () => {
    const night = monday + 14 * hour;
    const [planned] = due(derived(night), { now: night });
    expect([planned?.verdict, planned?.step.at]).toEqual(['later', monday + day - hour]);
    expect(goesAt(stepOf(derived(night))!, withTeam(), night)).toBe(monday + day - hour);
  });

  test('held in observe mode, while paused, and where a mail needs a look (I8)', () => {
    const now = owedAt + 4 * hour;
    expect(due(derived(now), { settings: { ...withTeam(), mode: 'observe' } })[0]?.heldBy).toBe('observe');
    const paused = worldOf([note({ type: 'pause', by: anna }, monday)], withTeam(), monday - 365 * day);
    expect(due(derived(now), { world: paused })[0]?.heldBy).toBe('paused');
    const odd = mail({ from: bot, to: [maria], id: 'x', at: owedAt + minute, refs: ['c1'], verified: false });
    const [held] = play({ facts: [unasked, answers(owedAt), odd], now, settings: withTeam() });
    expect(due(held!)[0]?.heldBy).toBe('quarantined');
  });

  test('an edit that turns it on for many debts at once waits for a release (R10)', () => {
    const many = Array.from({ length: 30 }, (_, n) => {
      const from = `c${n}@customer.test`;
      const facts = [
        mail({
          from: anna,
          to: [from],
          cc: [bot],
          id: `a${n}`,
          at: monday,
          more: { subject: `Matter ${n}` },
        }),
        mail({
          from,
          to: [anna, bot],
          id: `c${n}`,
          at: owedAt,
          refs: [`a${n}`],
          more: { subject: `Re: Matter ${n}` },
        }),
      ];
      return play({ facts, now: monday + 2 * day, settings: withTeam() })[0]!;
    });
    const now = monday + 2 * day;
    const planned = plan({
      conversations: many,
      settings: withTeam(),
      world: worldOf([], withTeam(), monday - 365 * day),
      sendings: [],
      foreseen: new Map(),
      retryAt: new Map(),
      now,
    }).filter(({ step }) => step.action === 'notice' && step.purpose === 'reminder');
    expect(planned).toHaveLength(30);
    expect(new Set(planned.map(({ heldBy }) => heldBy))).toEqual(new Set(['surprise']));
  });

  test('one address gets 20 notices in an hour at most', () => {
    const sendings = Array.from({ length: 20 }, (_, n) => ({
      purpose: 'reminder',
      to: [anna],
      at: owedAt + 4 * hour - n * minute - 61_000,
    }));
    expect(due(derived(owedAt + 4 * hour), { sendings })[0]).toMatchObject({ heldBy: 'notice-limit' });
    // A customer's cap is not the team's.
    const one = [{ purpose: 'follow-up', to: [anna], at: owedAt }];
    expect(due(derived(owedAt + 4 * hour), { sendings: one })[0]).toMatchObject({ verdict: 'go' });
  });
});

describe('why', () => {
  test('says what comes next', () => {
    const [derived] = play({ facts: [unasked, answers(owedAt)], now: owedAt, settings: withTeam() });
    expect(saysWhy(derived!)).toContain(
      'Reminder 1 of 3 (policy default) goes to anna@example.com 2026-03-02 15:00 unless the team answers.',
    );
  });

  test('without team steps as before', () => {
    const [derived] = play({ facts: [unasked, answers(owedAt)], now: owedAt });
    expect(saysWhy(derived!)).toEqual([
      'The customer wrote 2026-03-02 11:00 and the team has not answered yet.',
    ]);
    expect(derived?.notices).toEqual([]);
  });

  test('another customer who was never written to is not told anything', () => {
    const [derived] = play({
      facts: [unasked, mail({ from: tom, to: [bot], id: 'c1', at: owedAt, refs: ['ask@e'] })],
      now: owedAt,
      settings: withTeam(),
    });
    expect(stepOf(derived)?.to.map((p) => p.address)).toEqual([anna]);
  });
});
