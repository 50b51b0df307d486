import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailAdmins } from '../../src/mail-admins.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/** I5: `limits.per_minute` is what the mail server of the team takes, so every mail counts for it, whatever it is about. */

const ben = 'ben@example.com';
const tom = 'tom@customer.test';
/** Wednesday, nine o'clock: the time of the morning note; the first follow-ups are due at 10:05 and later, ms UTC. */
const nine = monday + 2 * day - hour;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ team: { verified_by: ['mx.example.com'], admins: ['admin@example.com'] } });
  await stage.pass();
  for (const [customer, agent] of [
    [maria, anna],
    [tom, ben],
  ] as const) {
    stage.deliver({ from: customer, to: bot, id: `${customer}-asks@c`, subject: customer });
    stage.now += 5 * minute;
    const inReplyTo = `${customer}-asks@c`;
    stage.deliver({
      from: agent,
      to: customer,
      cc: bot,
      subject: `Re: ${customer}`,
      id: `to-${customer}`,
      inReplyTo,
    });
  }
  await stage.pass();
});
afterEach(() => stage.stop());

/** What both agents got from Thrice, sorted. */
function got(): string[] {
  const mails = [...stage.sandbox.mailbox(anna).mails('INBOX'), ...stage.sandbox.received(ben)];
  const purposes = mails.flatMap(({ raw }) => {
    const text = raw.toString('utf8').replace(/\r\n[ \t]/g, ' ');
    return /^X-Thrice:.*purpose=([a-z-]+)/m.exec(text)?.[1] ?? [];
  });
  return purposes.sort();
}

async function passAt(at: number, perMinute: number): Promise<void> {
  stage.now = at;
  await stage.pass({ limits: { per_minute: perMinute } });
}

describe('the morning note', () => {
  test('one that is too much for this minute goes in the next, and none goes twice', async () => {
    await passAt(nine, 1);
    expect(got()).toEqual(['morning']);
    await passAt(nine + minute / 2, 1);
    expect(got()).toEqual(['morning']);
    await passAt(nine + minute, 1);
    expect(got()).toEqual(['morning', 'morning']);
    await passAt(nine + 3 * minute, 1);
    expect(got()).toEqual(['morning', 'morning']);
  });

  test('counts for what comes behind it', async () => {
    stage.now = nine - 1;
    stage.deliver({ from: maria, to: bot, id: 'yes@c', inReplyTo: `to-${maria}`, text: 'Here it is.' });
    await passAt(nine, 1);
    expect(got()).toEqual(['morning']);
    await passAt(nine + minute, 1);
    expect(got()).toEqual(['answered', 'morning']);
  });

  test('waits for what went before it', async () => {
    stage.now = nine - 20_000;
    stage.deliver({ from: maria, to: bot, id: 'yes@c', inReplyTo: `to-${maria}`, text: 'Here it is.' });
    await passAt(nine - 10_000, 1);
    await passAt(nine, 1);
    expect(got()).toEqual(['answered']);
    await passAt(nine + minute, 1);
    expect(got()).toEqual(['answered', 'morning']);
  });
});

test('a mail to the admins waits for nobody, and the others wait for it', async () => {
  await passAt(nine, 1);
  await stage.withRuntime(async (runtime) => {
    const letter = { subject: 'Something about Thrice', text: 'Look at it.\n' };
    expect(await mailAdmins(letter, runtime)).toMatchObject({ told: 'yes' });
  });
  stage.now = nine + 59_000;
  await stage.withRuntime((runtime) => mailAdmins({ subject: 'Another', text: 'Look.\n' }, runtime));
  expect(stage.sandbox.received('admin@example.com')).toHaveLength(2);
  await passAt(nine + minute, 1);
  expect(got()).toEqual(['morning']);
  await passAt(nine + 2 * minute, 1);
  expect(got()).toEqual(['morning', 'morning']);
});
