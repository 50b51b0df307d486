import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expunge, move, noteSubjects, removeFolder } from './mailbox-hands.js';
import { ask, begin, dataOf, forget, list } from './matter.js';
import { anna, bot, day, hour, maria, minute, type Stage, setStage } from './stage.js';

/** Mode draft: the mails lie in Drafts, and people send them with whatever their mail client makes of them. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ mode: 'draft' });
});
afterEach(() => stage.stop());

const drafts = (): string[] =>
  stage.sandbox
    .mailbox(bot)
    .mails('Drafts')
    .map(({ raw }) => raw.toString('utf8'));
const stages = (mails: readonly string[]): string[] => mails.map((raw) => /stage=(\d)/.exec(raw)?.[1] ?? '');

const withoutMark = (raw: string): string => raw.replace(/^X-Thrice:.*\r\n(?:[ \t].*\r\n)*/m, '');
const withId = (raw: string, id: string): string => raw.replace(/^Message-ID: .*$/im, `Message-ID: <${id}>`);

/** A person sends the draft; the client stores it in Sent as `edited` and leaves the draft where it is. */
function send(edited: (raw: string) => string): void {
  const [raw = ''] = drafts();
  stage.now += 10 * minute;
  stage.sandbox.append(bot, 'Sent', Buffer.from(edited(raw)), {
    flags: ['\\Seen'],
    internalDate: stage.now,
  });
}

async function untilDraft(): Promise<void> {
  for (let i = 0; i < 60 && drafts().length === 0; i++) await stage.passUntil(stage.now + 4 * hour);
}

test('a draft is threaded, marked, and nothing about it says that a machine sends it', async () => {
  await begin(stage);
  await untilDraft();
  const [raw = ''] = drafts();
  expect(raw).toContain(`\r\nIn-Reply-To: <${ask}>\r\n`);
  expect(raw).toMatch(/^References: .*/m);
  expect(raw).toMatch(/^X-Thrice: v=1; purpose=follow-up; stage=1;/m);
  expect(raw).not.toMatch(/^(Auto-Submitted|X-Auto-Response-Suppress|Precedence):/im);
});

describe('a draft that a person sent uses its stage up, whatever the mail client kept of it', () => {
  test.each([
    ['everything', (raw: string) => raw],
    ['all but X-Thrice', (raw: string) => withoutMark(raw)],
    ['neither X-Thrice nor the id', (raw: string) => withId(withoutMark(raw), 'client@example.com')],
    ['X-Thrice but not the id', (raw: string) => withId(raw, 'client@example.com')],
    [
      'the id and a word that a machine wrote it',
      (raw: string) => `Auto-Submitted: auto-generated\r\n${withoutMark(raw)}`,
    ],
  ])('%s', async (_, edited) => {
    await begin(stage);
    await untilDraft();
    send(edited);
    await stage.pass();
    expect(drafts()).toEqual([]);
    await untilDraft();
    expect(stages(drafts())).toEqual(['2']);
    forget(stage);
    await stage.passUntil(stage.now + 2 * hour, hour);
    expect(stages(drafts())).toEqual(['2']);
  });
});

test('drafts that people sent count for max_per_conversation', async () => {
  const follow_ups = ['follow-up-1', 'follow-up-2', 'final-notice'].map((template) => ({
    after: '2d',
    template,
  }));
  stage.config({ policies: [{ name: 'two', match: {}, follow_ups, max_per_conversation: 2 }] });
  await begin(stage);
  for (const n of [1, 2]) {
    await untilDraft();
    expect(stages(drafts())).toEqual([`${n}`]);
    send((raw) => withId(withoutMark(raw), `client${n}@example.com`));
    await stage.pass();
  }
  await stage.passUntil(stage.now + 9 * day);
  expect(drafts()).toEqual([]);
});

describe('stopped after the draft was put there and before the result note', () => {
  /** What a stop leaves: the claim and the draft, no result; `journal`: the entry on the disk survived. */
  async function stopped(journal: boolean): Promise<void> {
    await begin(stage);
    await untilDraft();
    const id = /^Message-ID: <(.*)>/im.exec(drafts()[0] ?? '')![1]!;
    await expunge(stage, 'Thrice', 'Subject: Lies in Drafts');
    expect(noteSubjects(stage).filter((subject) => subject.includes('Lies in Drafts'))).toEqual([]);
    rmSync(dataOf(stage), { recursive: true });
    const outbox = join(dataOf(stage), 'outbox');
    mkdirSync(outbox, { recursive: true });
    const entry = { v: 1, id, anchor: ask, phase: 'data', at: stage.now };
    if (journal) writeFileSync(join(outbox, `${encodeURIComponent(id)}.json`), JSON.stringify(entry));
    stage.now += minute;
  }

  test.each([true, false])('the draft itself is the evidence (journal there: %s)', async (journal) => {
    await stopped(journal);
    await stage.pass();
    expect(stages(drafts())).toEqual(['1']);
    await stage.passUntil(stage.now + hour, 30 * minute);
    expect(stages(drafts())).toEqual(['1']);
    expect(await list(stage)).toMatchObject([{ uncertain: [], next: { stage: 1, heldBy: 'draft-waiting' } }]);
  });

  test('also when the mode was edited meanwhile', async () => {
    await stopped(true);
    stage.config({ mode: 'send' });
    await stage.passUntil(stage.now + hour, 30 * minute);
    expect(stages(drafts())).toEqual(['1']);
    expect(stage.mailsTo(maria)).toEqual([]);
    expect(await list(stage)).toMatchObject([{ uncertain: [] }]);
  });
});

test('without a Drafts folder the follow-up waits and is shown; notices go all the same', async () => {
  await begin(stage, '1');
  await begin(stage, '2');
  await removeFolder(stage, 'Drafts');
  stage.now += 3 * day;
  stage.deliver({
    from: 'customer2@customer.test',
    to: bot,
    id: 'r@customer.test',
    inReplyTo: `2${ask}`,
  });
  const { results, warnings } = await stage.pass();
  expect(results.map(({ step, result }) => [step.action, result.result])).toEqual([
    ['follow-up', 'retry'],
    ['notice', 'sent'],
  ]);
  expect(warnings.join()).toMatch(/follow-up 1 of 3 in "Invoice 1" is tried again later: .*no Drafts folder/);
  const told = stage.sandbox.mailbox(anna).mails('INBOX');
  expect(told.filter(({ raw }) => raw.includes('purpose=answered'))).toHaveLength(1);
});

describe('a draft that a person throws away', () => {
  async function throwAway(): Promise<void> {
    await untilDraft();
    stage.now += hour;
    await move(stage, 'Drafts', 'Trash');
    await stage.pass();
  }

  test('into Trash uses its stage up and was not sent, also after data/ is gone', async () => {
    await begin(stage);
    await throwAway();
    const before = await list(stage);
    expect(before).toMatchObject([{ stagesSent: 0, status: 'awaiting-customer', next: { stage: 2 } }]);
    forget(stage);
    await stage.pass();
    expect(await list(stage)).toEqual(before);
  });

  test('into Trash each time: nothing is closed as unanswered, and nothing is drafted any more', async () => {
    await begin(stage);
    for (let n = 0; n < 3; n++) await throwAway();
    await stage.passUntil(stage.now + 5 * day);
    expect(drafts()).toEqual([]);
    expect(await list(stage)).toMatchObject([
      { stagesSent: 0, status: 'awaiting-customer', next: undefined },
    ]);
  });

  test('into Trash while he goes on writing it: what lies in Drafts stays', async () => {
    await begin(stage);
    await untilDraft();
    const [raw = ''] = drafts();
    await throwAway();
    stage.sandbox.append(bot, 'Drafts', Buffer.from(`${raw}And more.\r\n`), { internalDate: stage.now });
    await stage.passUntil(stage.now + 3 * hour, hour);
    expect(drafts()).toEqual([`${raw}And more.\r\n`]);
  });

  test('for good is told, with what can be done', async () => {
    await begin(stage);
    await untilDraft();
    await expunge(stage, 'Drafts');
    const { warnings, standing } = await stage.pass();
    const [{ id } = { id: '' }] = await list(stage);
    expect(warnings).toEqual(standing);
    expect(standing.join()).toContain(
      `These conversations wait for a draft that is no longer in Drafts: ${id} ("Invoice 17").`,
    );
  });
});
