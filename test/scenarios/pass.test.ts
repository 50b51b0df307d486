import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { roleOf } from '../../src/core/conversation/role.js';
import { reportBrokenConfig } from '../../src/report.js';
import { noteSubjects } from './mailbox-hands.js';
import { ask, begin, bounceMail, onClaim } from './matter.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/** What happens within one pass, while it sends. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.stop();
});

/** Does something right when the server took the first mail of Thrice. */
function onFirstMail(act: () => void): void {
  const off = stage.sandbox.onAccepted((mail) => {
    if (!/^X-Thrice:/im.test(mail.raw.toString('utf8'))) return;
    off();
    act();
  });
}

/** Wednesday, 16:50 in Warsaw: ten minutes of working time are left. */
const evening = monday + 2 * day + 6 * hour + 50 * minute;

describe('a long pass', () => {
  test('sends nothing more to customers when working time ended meanwhile, and goes on in the morning', async () => {
    await begin(stage, '1');
    await begin(stage, '2');
    stage.now = evening;
    onFirstMail(() => {
      stage.now += 40 * minute;
    });
    const { results } = await stage.pass();
    expect(results).toHaveLength(1);
    await stage.passUntil(evening + 15 * hour, hour);
    expect(['1', '2'].map((n) => stage.mailsTo(`customer${n}@customer.test`).length)).toEqual([1, 0]);
    await stage.passUntil(evening + 18 * hour, hour);
    expect(stage.mailsTo('customer2@customer.test')).toHaveLength(1);
  });

  test('stands back when working time ended after the claim', async () => {
    await begin(stage);
    stage.now = evening;
    onClaim(stage, () => {
      stage.now += 40 * minute;
    });
    const { results } = await stage.pass();
    expect(results).toMatchObject([{ result: { result: 'stood-back', detail: 'working time is over.' } }]);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test('an address that bounces while it sends gets nothing more in any conversation', async () => {
    stage.config({ limits: { per_recipient_per_day: 'off' } });
    await begin(stage, '1');
    const customer = 'customer1@customer.test';
    stage.deliver({ from: customer, to: bot, id: 'b@c.test', subject: 'Other' });
    stage.now += minute;
    stage.deliver({
      from: anna,
      to: customer,
      cc: bot,
      id: 'b@example.com',
      inReplyTo: 'b@c.test',
      subject: 'Re: Other',
    });
    await stage.pass();
    stage.now = monday + 2 * day + 5 * hour;
    onFirstMail(() => {
      stage.sandbox.deliver(bounceMail(`1${ask}`, customer, stage.now), [bot], stage.now);
    });
    const { results } = await stage.pass();
    expect(results.map(({ result }) => result.result)).toEqual(['sent', 'stood-back']);
    expect(stage.mailsTo(customer)).toHaveLength(1);
    expect(noteSubjects(stage).join('\n')).toMatch(new RegExp(`No more.*${customer}`));
  });

  test('a step that no reading is quick enough for is shown for as long as it waits', async () => {
    await begin(stage);
    stage.now = evening - 3 * hour;
    let elapsed = 0;
    // Each look at the clock comes 11 s after the one before.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      elapsed += 11_000;
      return elapsed;
    });
    const shown = /follow-up 1 of 3 in "Invoice 17" is tried again later: reading .* longer than 10 s/;
    expect((await stage.pass()).warnings.join()).toMatch(shown);
    expect((await stage.pass()).warnings.join()).toMatch(shown);
    expect(
      stage.log.lines
        .filter(({ level }) => level === 'warn')
        .map(({ text }) => text)
        .join(),
    ).toMatch(/longer than 10 s/);
    clock.mockRestore();
    stage.now += 10 * minute;
    expect((await stage.pass()).warnings).toEqual([]);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });
});

test('what a server refuses is told with its code once', async () => {
  await begin(stage);
  stage.sandbox.failNext({ at: 'rcpt', code: 550, text: '5.1.1 No such user' });
  await stage.passUntil(stage.now + 3 * day);
  const written = [
    ...stage.sandbox.mailbox(bot).mails('Thrice'),
    ...stage.sandbox.mailbox(anna).mails('INBOX'),
  ]
    .map(({ raw }) => raw.toString('utf8').replace(/=\r\n/g, '').replace(/\s+/g, ' '))
    .filter((raw) => raw.includes('No such user'));
  expect(written.length).toBeGreaterThanOrEqual(2);
  for (const raw of written) expect(raw).toContain('550 5.1.1 No such user');
  for (const raw of written) expect(raw).not.toContain('550 550');
  expect(stage.log.lines.map(({ text }) => text).join()).not.toContain('550 550');
});

test('its own mail to the admins is known as its own, and stays where they read it', async () => {
  // The mailbox's own server shows nothing about who wrote it.
  stage.config({ team: { verified_by: ['mx.elsewhere.test'] } });
  await stage.pass();
  stage.now += hour;
  await stage.withRuntime((runtime) => reportBrokenConfig('thrice.yaml:1:1 is broken', runtime));
  await stage.pass();
  await stage.pass();
  const inbox = stage.sandbox.mailbox(bot).mails('INBOX');
  expect(inbox.map(({ raw }) => /^Subject: (.*)/m.exec(raw.toString('utf8'))?.[1]?.trim())).toEqual([
    'The config of Thrice is broken',
  ]);
  const roles = await stage.withRuntime(async ({ store, config }) =>
    [...store.threads.keys()].flatMap((key) =>
      (store.threads.get(key)?.messages ?? []).map((message) => roleOf(message, config.settings).role),
    ),
  );
  expect(roles).toEqual(['bot']);
});

test('without the notice of a blind silence the agent still stands in Reply-To', async () => {
  stage.config({ blind_notice: 'off' });
  await stage.pass();
  stage.now += hour;
  stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: ask });
  await stage.passUntil(stage.now + 3 * day);
  const [raw = ''] = stage.mailsTo(maria);
  expect(/^Reply-To: (.*(?:\r\n[ \t].*)*)/im.exec(raw)?.[1]).toMatch(new RegExp(`${anna}.*${bot}`, 's'));
  expect(
    stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .filter(({ raw: r }) => r.includes('purpose=blind')),
  ).toEqual([]);
});
