import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkUp } from '../../src/checkup.js';
import { forget, question } from './matter.js';
import { anna, bot, day, hour, letter, maria, type Stage, setStage } from './stage.js';

const plus = (detail: string): string => bot.replace('@', `+${detail}@`);

/** Point 2 of what agents do by mail: addresses that order, from the envelope to the sent follow-up. */
describe('addresses as commands', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage({
      policies: [
        { name: 'default' },
        { name: 'brief', follow_ups: [{ after: '1wd', template: 'final-notice' }] },
      ],
    });
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: maria, to: bot, id: question, text: 'How do I pay?' });
    stage.now += hour;
  });
  afterEach(() => stage.stop());

  const mailOfAnna = (change: { cc?: string; id?: string; inReplyTo?: string } = {}) => ({
    from: `Anna <${anna}>`,
    to: maria,
    id: 'ask@example.com',
    inReplyTo: question,
    ...change,
  });
  const derived = async () => (await stage.conversations())[0]!.derived;

  test('Cc: the first follow-up goes then, to the customer alone, and answers come to no such address', async () => {
    stage.deliver(mailOfAnna({ cc: plus('friday') }));
    await stage.pass();
    expect((await derived()).next).toMatchObject({ stage: 1, at: Date.UTC(2026, 2, 6, 8) });
    await stage.passUntil(Date.UTC(2026, 2, 6, 7));
    expect(stage.mailsTo(maria)).toHaveLength(0);
    await stage.passUntil(Date.UTC(2026, 2, 6, 9), hour);
    const [first = ''] = stage.mailsTo(maria);
    expect(first).toMatch(new RegExp(`^To: .*${maria}`, 'm'));
    expect(first).not.toContain('+friday');
    // A reply address of Thrice's own: Anna's mail has proven that such addresses work here.
    expect(first).toMatch(/^Reply-To: .*support\+t-/m);
  });

  test('Bcc: told by the server alone; the same without data/ (I3)', async () => {
    stage.deliver(mailOfAnna(), [maria, plus('never')]);
    await stage.pass();
    const before = await derived();
    expect(before).toMatchObject({
      status: 'awaiting-customer',
      addressed: [{ orders: [{ kind: 'never' }] }],
    });
    expect(before).not.toHaveProperty('next');
    forget(stage);
    await stage.pass();
    expect(await derived()).toEqual(before);
    await stage.passUntil(stage.now + 10 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
  });

  test('Bcc in the Sent copy of the shared mailbox, and a policy', async () => {
    stage.sent({ ...mailOfAnna(), from: bot, headers: [`Bcc: ${plus('brief')}`] });
    await stage.pass();
    expect((await derived()).next).toMatchObject({ policy: 'brief', of: 1, last: true });
  });

  test('a reply to all orders nothing anew, nor does the customer', async () => {
    stage.deliver(mailOfAnna({ cc: plus('never') }));
    await stage.pass();
    stage.now += hour;
    stage.deliver({
      from: maria,
      to: anna,
      cc: `${plus('never')}, ${plus('brief')}`,
      id: 'b@customer.test',
      inReplyTo: 'ask@example.com',
    });
    stage.now += hour;
    stage.deliver(
      mailOfAnna({
        id: 'c@example.com',
        inReplyTo: 'b@customer.test',
        cc: `${plus('never')}, ${plus('brief')}`,
      }),
    );
    await stage.pass();
    expect((await derived()).addressed.map(({ message }) => message.id)).toEqual(['ask@example.com']);
  });

  test('I7: whoever got the mail and sends it again to such an address orders nothing', async () => {
    stage.deliver({ ...mailOfAnna(), cc: bot });
    await stage.pass();
    stage.now += hour;
    const forged = letter({ ...mailOfAnna(), cc: bot }, stage.now);
    stage.sandbox.deliver(forged, [plus('never')], stage.now, { dmarc: 'fail' });
    const written = letter(
      { ...mailOfAnna(), cc: bot, headers: [`Delivered-To: ${plus('never')}`] },
      stage.now,
    );
    stage.sandbox.deliver(written, [bot], stage.now);
    await stage.pass();
    expect((await derived()).addressed).toEqual([]);
    expect((await derived()).next).toMatchObject({ stage: 1 });
  });

  test('check says whether such mail arrives', async () => {
    const plusLines = async () => {
      await stage.pass();
      const config = await stage.withRuntime(async (runtime) => runtime.config);
      const { groups } = await checkUp({
        config,
        notices: [],
        offline: false,
        log: stage.log,
        clock: () => stage.now,
      });
      return groups
        .find(({ title }) => title === 'Plus addresses')!
        .findings.map(({ text }) => text)
        .join('\n');
    };
    // The plain address stands beside it: the mail may have come by that one.
    stage.deliver(mailOfAnna({ cc: `${bot}, ${plus('3d')}` }), [maria, bot]);
    expect(await plusLines()).toContain(
      `No mail to a plus address has arrived yet: send one to ${plus('3d')}`,
    );
    stage.deliver({ from: anna, to: plus('test'), id: 'test@example.com', subject: 'A test' });
    expect(await plusLines()).toContain(`Mail to ${plus('3d')} arrives`);
  });
});
