import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forget, list } from './matter.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

const lead = 'lead@example.com';
const desk = 'desk@example.com';
const tom = 'tom@customer.test';

/** The other clock on the embedded server: every mail is sent, stored, read back, and derived from. */

const policy = {
  name: 'default',
  follow_ups: [
    { after: '2d', template: 'follow-up-1' },
    { after: '1d', template: 'call-customer', to: 'agent' },
    { after: '1d', template: 'hand-over', to: 'supervisors' },
  ],
  team: [
    { after: '4h', to: 'agent' },
    { after: '4h', to: 'agent' },
    { after: '1wd', to: 'supervisors' },
  ],
  supervisors: [lead],
  holding_reply: { after: '6h' },
  closing_mail: 'closing',
};

describe('the team clock', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage({
      policies: [policy],
      morning_note: 'off',
      team: { verified_by: ['mx.example.com'], unassigned: desk },
      watch: 'all',
    });
    await stage.pass();
  });
  afterEach(() => stage.stop());

  /** Purposes of what Thrice sent to somebody, in order. */
  const got = (address: string): string[] => {
    const mails =
      address === anna ? stage.sandbox.mailbox(anna).mails('INBOX') : stage.sandbox.received(address);
    return mails.flatMap(({ raw }) => /purpose=([a-z-]+)/.exec(unfolded(raw))?.[1] ?? []);
  };
  const unfolded = (raw: Buffer): string => raw.toString('utf8').replace(/\r\n[ \t]+/g, ' ');
  const latest = async (address: string) => {
    const mails =
      address === anna ? stage.sandbox.mailbox(anna).mails('INBOX') : stage.sandbox.received(address);
    const { messageId = '', subject = '', text = '' } = await simpleParser(mails.at(-1)!.raw);
    return { id: messageId.replace(/[<>]/g, ''), subject, text };
  };

  /** Monday 10:00: Maria asks; 10:30: Anna answers and asks back; 11:00: Maria answers. */
  async function owes(): Promise<void> {
    stage.deliver({ from: maria, to: bot, id: 'c0@c', text: 'The invoice is wrong.' });
    stage.now = monday + hour / 2;
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'a1@e', inReplyTo: 'c0@c' });
    await stage.pass();
    stage.now = monday + hour;
    stage.deliver({
      ...{ from: maria, to: anna, cc: bot, id: 'c1@c', inReplyTo: 'a1@e' },
      text: 'Page two is missing in it.\n\nOn Monday Anna wrote:\n> Could you send us the missing page, please?',
    });
    await stage.pass();
  }

  test('reminds the agent, reminds again, tells the supervisors; the customer hears once that it goes on', async () => {
    await owes();
    await stage.passUntil(monday + 5 * hour - minute, hour);
    expect(got(anna)).toEqual([]);
    await stage.passUntil(monday + 5 * hour, minute);
    expect(got(anna)).toEqual(['reminder']);
    const reminder = await latest(anna);
    expect(reminder.text).toContain('Page two is missing in it.');

    await stage.passUntil(monday + 8 * hour, hour);
    // 15:00 and four hours: two today and two tomorrow. Six hours from 11:00 are 17:00, the end of hours: 9:00.
    expect([got(anna), got(maria), got(lead)]).toEqual([['reminder'], [], []]);
    await stage.passUntil(monday + day - hour, hour);
    expect(got(maria)).toEqual(['holding-reply']);
    await stage.passUntil(monday + day + hour, hour);
    expect(got(anna)).toEqual(['reminder', 'reminder']);
    await stage.passUntil(monday + 10 * day);
    expect([got(anna), got(lead)]).toEqual([['reminder', 'reminder'], ['escalation']]);
    expect(got(maria)).toEqual(['holding-reply']);
    expect((await latest(lead)).text).toContain('Page two is missing in it.');
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({ status: 'awaiting-agent', owedSince: monday + hour });
  });

  test('the answer ends it, at any moment', async () => {
    await owes();
    await stage.passUntil(monday + 5 * hour, 4 * hour);
    stage.now += minute;
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'a2@e', inReplyTo: 'c1@c' });
    await stage.passUntil(monday + 2 * day);
    expect([got(anna), got(lead), got(maria)]).toEqual([['reminder'], [], []]);
  });

  test('`wait` in answer to a reminder ends it', async () => {
    await owes();
    await stage.passUntil(monday + 5 * hour, 4 * hour);
    const { id } = await latest(anna);
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, id: 'o1@e', inReplyTo: id, text: 'wait' });
    await stage.passUntil(monday + day + 8 * hour);
    expect(got(anna)).toEqual(['reminder', 'command-result']);
    expect([got(lead), got(maria)]).toEqual([[], []]);
    expect((await stage.conversations())[0]?.derived.status).toBe('awaiting-customer');
  });

  test('`close` in answer to it: the customer gets one confirmation, and nothing after it', async () => {
    await owes();
    await stage.passUntil(monday + 5 * hour, 4 * hour);
    const { id } = await latest(anna);
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, id: 'o1@e', inReplyTo: id, text: 'close' });
    await stage.passUntil(monday + 20 * day);
    expect(got(maria)).toEqual(['closing']);
    expect(got(anna)).toEqual(['reminder', 'command-result']);
    expect((await stage.conversations())[0]?.derived).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
    });
  });

  test('what no agent has goes to team.unassigned, and to no customer', async () => {
    stage.deliver({ from: tom, to: bot, id: 't0@c', subject: 'A question' });
    await stage.pass();
    await stage.passUntil(monday + 3 * day);
    expect([got(desk), got(lead), got(tom), got(anna)]).toEqual([
      ['reminder', 'reminder'],
      ['escalation'],
      [],
      [],
    ]);
  });

  test('who takes the customer into the thread of a notice brings none of its words to him', async () => {
    await owes();
    await stage.passUntil(monday + 5 * hour, 4 * hour);
    const { id, subject } = await latest(anna);
    expect(subject).toMatch(/still waits/);
    stage.now += minute;
    stage.deliver({
      ...{ from: anna, to: bot, cc: maria, id: 'a2@e', inReplyTo: id, subject: `Re: ${subject}` },
      text: 'Here is page two. Is it all there now?',
    });
    await stage.passUntil(monday + 4 * day);
    const { raw } = stage.sandbox.received(maria).at(-1)!;
    const mail = await simpleParser(raw);
    expect(unfolded(raw)).toContain('purpose=follow-up');
    expect(mail.subject).toBe('Re: Invoice 17');
    expect(mail.text).toContain('“Invoice 17”');
    expect(`${mail.subject} ${mail.text}`).not.toContain('still waits');
  });

  test('there it offers what works; `wait` is told that nobody has written to the customer yet', async () => {
    stage.config({ team: { verified_by: ['mx.example.com'], unassigned: anna } });
    stage.deliver({ from: tom, to: bot, id: 't0@c', subject: 'A question' });
    await stage.pass();
    await stage.passUntil(monday + 4 * hour, hour);
    const { id, text } = await latest(anna);
    expect(got(anna)).toEqual(['reminder']);
    expect([...text.matchAll(/^(\w[^:\n]*): .*\n {2}mailto:/gm)].map(([, word]) => word)).toEqual([
      'close',
      'snooze 2d',
      'never',
    ]);
    for (const [i, word] of ['wait', 'skip'].entries()) {
      stage.now += minute;
      stage.deliver({ from: anna, to: bot, id: `o${i}@e`, inReplyTo: id, text: word });
      await stage.pass();
      const answer = (await latest(anna)).text;
      expect(answer).toMatch(/Not done: nobody of the team has written to this customer yet/);
      expect(answer).toMatch(/“close”/);
      expect(answer).not.toMatch(/“wait” first/);
    }
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, id: 'o9@e', inReplyTo: id, text: 'close' });
    await stage.pass();
    expect((await stage.conversations())[0]?.derived).toMatchObject({ status: 'closed' });
  });

  test('after data/ was lost nothing is sent again (I3)', async () => {
    await owes();
    await stage.passUntil(monday + day + hour, hour);
    const before = [await list(stage), got(anna), got(maria)];
    forget(stage);
    await stage.pass();
    expect([await list(stage), got(anna), got(maria)]).toEqual(before);
    await stage.passUntil(monday + 3 * day, 6 * hour);
    expect(got(lead)).toEqual(['escalation']);
  });

  test('observe mode sends none of it', async () => {
    await owes();
    stage.config({ mode: 'observe' });
    await stage.passUntil(monday + 2 * day, 8 * hour);
    expect([got(anna), got(maria), got(lead)]).toEqual([[], [], []]);
  });

  test('stages: the customer, then the agent, then a supervisor, which closes it', async () => {
    stage.deliver({ from: maria, to: bot, id: 'c0@c' });
    stage.now = monday + hour;
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'a1@e', inReplyTo: 'c0@c' });
    await stage.passUntil(monday + 2 * day + hour);
    expect(got(maria)).toEqual(['follow-up']);
    await stage.passUntil(monday + 3 * day + 2 * hour);
    expect([got(maria), got(anna)]).toEqual([['follow-up'], ['inside']]);
    expect((await latest(anna)).text).toContain(maria);
    await stage.passUntil(monday + 5 * day);
    expect([got(maria), got(anna), got(lead)]).toEqual([['follow-up'], ['inside'], ['inside']]);
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({ status: 'closed', outcome: 'no-reply', stagesSent: 3 });
    await stage.passUntil(monday + 30 * day, 2 * day);
    expect(got(maria)).toEqual(['follow-up']);
    // A late reply reopens it as after any goodbye, and the team clock runs.
    stage.deliver({ from: maria, to: anna, cc: bot, id: 'c9@c', inReplyTo: 'a1@e' });
    await stage.pass();
    expect((await stage.conversations())[0]?.derived.status).toBe('awaiting-agent');
    await stage.passUntil(monday + 31 * day, 4 * hour);
    expect(got(anna).filter((purpose) => purpose === 'reminder').length).toBeGreaterThan(0);
  });

  test('mode draft: what goes to the customer lies in Drafts while it is true, what goes to the team is sent', async () => {
    stage.config({ mode: 'draft' });
    await owes();
    await stage.passUntil(monday + day + hour, hour);
    expect([got(anna), got(maria)]).toEqual([['reminder', 'reminder'], []]);
    const drafts = () =>
      stage.sandbox
        .mailbox(bot)
        .mails('Drafts')
        .filter(({ raw }) => /purpose=holding-reply/.test(unfolded(raw)));
    expect(drafts()).toHaveLength(1);
    await stage.passUntil(monday + day + 3 * hour, hour);
    expect(drafts()).toHaveLength(1);
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'a2@e', inReplyTo: 'c1@c' });
    await stage.pass();
    expect(drafts()).toHaveLength(0);
  });
});
