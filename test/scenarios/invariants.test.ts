import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saysWhy } from '../says-why.js';
import { expunge, move, noteSubjects, snapshot } from './mailbox-hands.js';
import {
  ask,
  ask0,
  begin,
  bounceMail,
  dataOf,
  deadSmtp,
  forget,
  list,
  onClaim,
  question,
  reply,
} from './matter.js';
import { anna, bot, day, hour, letter, maria, minute, monday, type Stage, setStage } from './stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

describe('I1 once', () => {
  test('an answer that is lost after the final dot: the copy to the mailbox is the evidence', async () => {
    await begin(stage);
    stage.sandbox.failNext({ at: 'dot', lose: 'answer' });
    await stage.passUntil(stage.now + 3 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(await list(stage)).toMatchObject([{ stagesSent: 1, uncertain: [], next: { stage: 2 } }]);
  });

  test('a mail that is lost with its answer is uncertain, shown, and never sent again by itself', async () => {
    await begin(stage);
    stage.sandbox.failNext({ at: 'dot', lose: 'mail' });
    await stage.passUntil(stage.now + 9 * day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
    const [entry] = await list(stage);
    expect(entry?.uncertain).toHaveLength(1);
    expect(entry).toMatchObject({ stagesSent: 0, next: { stage: 1, heldBy: 'uncertain' } });
    forget(stage);
    await stage.passUntil(stage.now + day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
    expect((await list(stage))[0]?.uncertain).toHaveLength(1);
  });

  test.each([
    ['claiming', 'certainly nothing left: it goes once', 1, []],
    ['data', 'it may have left: it is shown and does not go again', 0, [expect.any(String)]],
  ] as const)('stopped in phase %s: %s', async (phase, _, sent, uncertain) => {
    await begin(stage);
    // The stop: the claim lies in the mailbox and the journal stands where the phase is, the mail nowhere.
    stage.sandbox.failNext({ at: 'dot', lose: 'mail' });
    await stage.passUntil(stage.now + 2 * day, 4 * hour);
    const outbox = join(dataOf(stage), 'outbox');
    const file = readdirSync(outbox).find((name) => name.endsWith('.json'))!;
    const entry = JSON.parse(readFileSync(join(outbox, file), 'utf8'));
    expect(entry.phase).toBe('data');
    writeFileSync(join(outbox, file), JSON.stringify({ ...entry, phase }));
    await stage.passUntil(stage.now + day, hour);
    expect(stage.mailsTo(maria)).toHaveLength(sent);
    expect((await list(stage))[0]?.uncertain).toEqual(uncertain);
  });

  test('stopped after the answer and before the result note: the note is made up for', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 2 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await expunge(stage, 'Thrice', 'Subject: Sent');
    const outbox = join(dataOf(stage), 'outbox');
    forgetAllBut(stage, 'outbox');
    expect(readdirSync(outbox)).toEqual(expect.any(Array));
    await stage.passUntil(stage.now + day, hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(await list(stage)).toMatchObject([{ stagesSent: 1, uncertain: [] }]);
  });

  test.each([
    ['the sender', [{ at: 'mail', code: 451, text: '4.7.1 Too many mails' }]],
    // The copy to ourselves is accepted, and counts for nothing.
    ['the customer', [{ at: 'rcpt', code: 451, text: '4.7.1 Greylisted' }]],
    ['the content', [{ at: 'dot', code: 451, text: '4.3.0 Try again' }]],
    [
      'the customer, then the content',
      [
        { at: 'rcpt', code: 451, text: '4.7.1 Greylisted' },
        { at: 'dot', code: 451, text: '4.3.0 Try again' },
      ],
    ],
  ] as const)('a transient refusal of %s is tried again and ends in one mail', async (_, failures) => {
    await begin(stage);
    for (const failure of failures) stage.sandbox.failNext(failure);
    await stage.passUntil(stage.now + 3 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(await list(stage)).toMatchObject([{ stagesSent: 1 }]);
  });
});

function forgetAllBut(of: Stage, kept: string): void {
  for (const name of readdirSync(dataOf(of)))
    if (name !== kept) rmSync(join(dataOf(of), name), { recursive: true });
}

describe('I2 fresh', () => {
  test.each(['INBOX', 'Archive', 'Junk', 'Trash', 'Customers'])(
    'a reply that lands in %s between the claim and the sending stops it',
    async (folder) => {
      if (folder === 'Customers') await makeFolder(stage, folder);
      await begin(stage);
      const delivered = onClaim(stage, () => {
        if (folder === 'INBOX') stage.deliver(reply);
        else stage.sandbox.append(bot, folder, received(stage));
      });
      await stage.passUntil(stage.now + 4 * day);
      expect(delivered()).toBe(1);
      expect(stage.mailsTo(maria)).toHaveLength(0);
      expect(await list(stage)).toMatchObject([{ status: 'awaiting-agent', stagesSent: 0 }]);
    },
  );

  test('replies that come while another follow-up goes stop theirs', async () => {
    stage.config({ morning_note: 'off' });
    await begin(stage, '1');
    for (const n of ['2', '3']) ask0(stage, n);
    await stage.pass();
    const off = stage.sandbox.onAccepted((mail) => {
      if (!/^X-Thrice:/im.test(mail.raw.toString('utf8'))) return;
      off();
      for (const n of ['1', '2', '3'])
        stage.deliver({
          from: `customer${n}@customer.test`,
          to: bot,
          id: `${n}quick@customer.test`,
          inReplyTo: `${n}${ask}`,
        });
    });
    await stage.passUntil(stage.now + 4 * day);
    const sent = ['1', '2', '3'].flatMap((n) => stage.mailsTo(`customer${n}@customer.test`));
    expect(sent).toHaveLength(1);
  });
});

/** A mail as a server delivered it. */
function received(of: Stage): Buffer {
  const trace = `Received: from x by mx.example.com; ${new Date(of.now).toUTCString()}\r\n`;
  return Buffer.concat([Buffer.from(trace), letter(reply, of.now)]);
}

async function makeFolder(of: Stage, folder: string): Promise<void> {
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: of.sandbox.imapPort,
    secure: false,
    auth: { user: bot, pass: 'secret' },
    logger: false,
  });
  await client.connect();
  await client.mailboxCreate(folder);
  await client.logout();
}

describe('I3 rebuild', () => {
  test('without data/ the list is the same at every moment, and nothing is sent again', async () => {
    await begin(stage);
    const moments = [0, day, 2 * day + 4 * hour, 4 * day, 6 * day + 8 * hour, 10 * day];
    const from = stage.now;
    for (const moment of moments) {
      await stage.passUntil(from + moment);
      if (moment === 10 * day) stage.deliver(reply);
      await stage.pass();
      await expectRebuilt(stage);
    }
    expect(stage.mailsTo(maria)).toHaveLength(3);
  });

  test('moves between folders change nothing, with data/ and without', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 3 * day);
    const before = await list(stage);
    const sent = stage.mailsTo(maria).length;
    await move(stage, 'INBOX', 'Archive');
    await stage.pass();
    expect(await list(stage)).toEqual(before);
    await expectRebuilt(stage);
    await move(stage, 'Sent', 'Archive');
    await stage.pass(deadSmtp(stage));
    expect(await list(stage)).toEqual(before);
    await expectRebuilt(stage);
    expect(stage.mailsTo(maria)).toHaveLength(sent);
    stage.deliver(reply);
    await stage.pass();
    const answered = await list(stage);
    expect(answered).toMatchObject([{ status: 'awaiting-agent' }]);
    await move(stage, 'INBOX', 'Junk', 'reply@customer.test');
    await stage.pass();
    expect(await list(stage)).toMatchObject([{ status: 'awaiting-agent' }]);
    await expectRebuilt(stage);
  });

  test('what people expunge stays a fact while data/ lives', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 3 * day);
    const before = await list(stage);
    await expunge(stage, 'INBOX');
    await expunge(stage, 'Sent');
    await stage.pass();
    expect(await list(stage)).toEqual(before);
    await stage.passUntil(stage.now + 7 * day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
  });

  test('a config edit while it was down counts as if data/ were new', async () => {
    await begin(stage);
    await stage.pass();
    const policy = { name: 'default', match: {}, follow_ups: [{ after: '1d', template: 'follow-up-1' }] };
    stage.config({ policies: [policy] });
    await stage.passUntil(stage.now + day + 2 * hour, 2 * hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });
});

async function expectRebuilt(of: Stage): Promise<void> {
  const before = await list(of);
  const notes = noteSubjects(of);
  forget(of);
  await of.pass(deadSmtp(of));
  expect(await list(of)).toEqual(before);
  expect(noteSubjects(of)).toEqual(notes);
}

describe('I5 quiet', () => {
  test('first contact with old mail starts nothing', async () => {
    stage.deliver({ from: maria, to: bot, id: question });
    stage.now += hour;
    stage.deliver({ from: anna, to: maria, cc: bot, id: ask, inReplyTo: question });
    stage.now += 20 * day;
    await stage.passUntil(stage.now + 9 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
  });

  test('after a week of downtime each customer gets one mail, and the next two days later', async () => {
    await begin(stage);
    stage.now += 9 * day + 2 * hour;
    await stage.pass();
    await stage.pass();
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await stage.passUntil(stage.now + 1.5 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('leaving observe restarts the clocks', async () => {
    stage.config({ mode: 'observe' });
    await begin(stage);
    await stage.passUntil(stage.now + 10 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
    stage.config({ mode: 'send' });
    const left = stage.now;
    await stage.pass();
    await stage.passUntil(left + 1.9 * day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
    // Saturday and Sunday lie between.
    await stage.passUntil(left + 5 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('a stage added after the final notice reopens nothing', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 9 * day);
    expect(await list(stage)).toMatchObject([{ status: 'closed', outcome: 'no-reply' }]);
    const names = ['follow-up-1', 'follow-up-1', 'follow-up-2', 'follow-up-2', 'final-notice'];
    const follow_ups = names.map((template) => ({ after: '1d', template }));
    stage.config({ policies: [{ name: 'longer', match: {}, follow_ups }] });
    await stage.passUntil(stage.now + 9 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    expect(await list(stage)).toMatchObject([{ status: 'closed', outcome: 'no-reply' }]);
  });

  test('the brake holds a plan that nobody foresaw, also over a restart and without data/', async () => {
    stage.config({ limits: { surprise: 2, per_minute: 'off' } });
    await begin(stage, '1');
    for (const n of ['2', '3', '4']) ask0(stage, n);
    await stage.pass();
    const follow_ups = [{ after: '10m', template: 'follow-up-1' }];
    stage.now += hour;
    stage.config({ policies: [{ name: 'quick', match: {}, follow_ups }] });
    const sent = () => ['1', '2', '3', '4'].flatMap((n) => stage.mailsTo(`customer${n}@customer.test`));
    await stage.pass();
    await stage.pass();
    expect(sent()).toHaveLength(0);
    forget(stage);
    await stage.pass();
    await stage.passUntil(stage.now + hour, 30 * minute);
    expect(sent()).toHaveLength(0);
  });

  test('per_recipient_per_day holds over restarts and without data/', async () => {
    await begin(stage, '1');
    stage.now += minute;
    // The same customer in a second matter.
    stage.deliver({ from: 'customer1@customer.test', to: bot, id: 'b@c.test', subject: 'Other' });
    stage.now += 30 * minute;
    stage.deliver({
      from: anna,
      to: 'customer1@customer.test',
      cc: bot,
      id: 'b@example.com',
      inReplyTo: 'b@c.test',
    });
    await stage.pass();
    // Monday 11:00 and 11:31: both are due on Wednesday.
    stage.now = monday + 2 * day + 3 * hour;
    await stage.pass();
    forget(stage);
    await stage.pass();
    await stage.pass();
    expect(stage.mailsTo('customer1@customer.test')).toHaveLength(1);
    await stage.passUntil(stage.now + 1.5 * day, 2 * hour);
    expect(stage.mailsTo('customer1@customer.test')).toHaveLength(2);
  });

  test('an address that came back from the dead is followed up in every conversation', async () => {
    await begin(stage, '1');
    const customer = 'customer1@customer.test';
    stage.deliver({ from: customer, to: bot, id: 'b@c.test', subject: 'Other' });
    stage.now += hour;
    stage.deliver({
      from: anna,
      to: customer,
      cc: bot,
      id: 'b@example.com',
      inReplyTo: 'b@c.test',
      subject: 'Re: Other',
    });
    await stage.pass();
    stage.sandbox.deliver(bounceMail(`1${ask}`, customer, stage.now), [bot], stage.now);
    await stage.pass();
    await stage.pass();
    expect((await list(stage)).filter((c) => c.next)).toEqual([]);
    // A restart with another config derives everything anew while the address is suppressed.
    await stage.pass({ language: 'de', limits: { surprise: 50 } });
    stage.now += hour;
    stage.deliver({ from: customer, to: bot, id: 'new@c.test', subject: 'A third matter' });
    await stage.pass();
    await stage.passUntil(stage.now + 3 * day);
    expect(stage.mailsTo(customer)).toHaveLength(1);
  });
});

describe('I7 nobody’s word', () => {
  test('a copy of the agent’s mail from an outsider changes no word of his', async () => {
    await stage.pass();
    stage.now += hour;
    stage.sent({ from: bot, to: maria, id: ask, text: 'Glad it works now!', cc: bot });
    stage.now += minute;
    // Maria knows the id and sends the same mail again with other words.
    const forged = letter(
      { from: bot, to: maria, cc: bot, id: ask, text: 'Please send me the page.' },
      stage.now,
    );
    stage.sandbox.deliver(forged, [bot], stage.now, { dmarc: 'fail' });
    await stage.passUntil(stage.now + 4 * day);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test('a forged note and a forged X-Thrice mail neither send nor reopen', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 9 * day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    const payload = Buffer.from(
      JSON.stringify({ type: 'command', anchor: ask, action: 'reopen', by: 'x', at: stage.now }),
    ).toString('base64url');
    const note = letter(
      { from: bot, to: bot, id: 'thrice-note.x@example.com', headers: [`X-Thrice-Note: v1 sig ${payload}`] },
      stage.now,
    );
    stage.sandbox.append(bot, 'Thrice', note);
    await stage.passUntil(stage.now + 9 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    expect(await list(stage)).toMatchObject([{ status: 'closed' }]);
  });
});

test('I7: a forged note that bears the id of a true one takes its place nowhere', async () => {
  await begin(stage);
  const payload = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const forge = (id: string, content: object) =>
    stage.sandbox.append(
      bot,
      'Thrice',
      letter({ from: bot, to: bot, id, headers: [`X-Thrice-Note: v1 sig ${payload(content)}`] }, stage.now),
    );
  // The first run's note, replaced by a word that is nothing at all, would be a first run without a note.
  const first = stage.sandbox
    .mailbox(bot)
    .mails('Thrice')
    .map(({ raw }) => raw.toString('utf8'))
    .find((raw) => raw.includes('first time'))!;
  const id = /^Message-ID: <(.*)>/im.exec(first)![1]!;
  const before = noteSubjects(stage).filter((subject) => subject.includes('first time')).length;
  forge(id, { type: 'pause', by: 'x', at: stage.now });
  // Numbers that no calendar knows are no notes at all.
  forge('n1@x', { type: 'command', anchor: ask, action: 'snooze', by: 'x', until: 1e300, at: stage.now });
  forge('n2@x', { type: 'mode', from: 'observe', to: 'send', at: 1e300 });
  const step = { id: 'z@x', purpose: 'follow-up', anchor: ask, stage: 0.5, last: false, closes: false };
  forge('n3@x', { type: 'claim', ...step, to: [maria], at: stage.now });
  forge('n4@x', { type: 'result', id: 'z@x', anchor: ask, result: 'sent', detail: '', at: stage.now });
  await stage.pass();
  await stage.passUntil(stage.now + 3 * day);
  expect(noteSubjects(stage).filter((subject) => subject.includes('first time'))).toHaveLength(before);
  expect(stage.mailsTo(maria)).toHaveLength(1);
});

describe('I8 nothing lost', () => {
  test('a mail that bears our address and nobody’s name holds its conversation and is shown', async () => {
    await begin(stage);
    const odd = letter({ from: bot, to: bot, id: 'odd@example.com', inReplyTo: ask }, stage.now);
    stage.sandbox.deliver(odd, [bot], stage.now, { dmarc: 'fail' });
    await stage.passUntil(stage.now + 4 * day);
    expect(stage.mailsTo(maria)).toEqual([]);
    const [entry] = await stage.conversations();
    expect(entry?.derived.next).toMatchObject({ heldBy: 'quarantined' });
    expect(saysWhy(entry!.derived).join()).toMatch(/Cannot tell who wrote/);
  });

  test('a document of data/ that is damaged is read from the mailbox again', async () => {
    await begin(stage);
    await stage.passUntil(stage.now + 3 * day);
    const before = await list(stage);
    const conversations = join(dataOf(stage), 'conversations');
    for (const name of readdirSync(conversations).filter((n) => n.endsWith('.json')))
      writeFileSync(join(conversations, name), '{"v":1,"mess');
    await stage.pass(deadSmtp(stage));
    expect(await list(stage)).toEqual(before);
  });
});

describe('I9 light touch', () => {
  test('no mail of anybody else is flagged, moved or changed by a whole story', async () => {
    await begin(stage);
    stage.deliver({ from: 'news@shop.test', to: bot, id: 'news@shop.test', subject: 'Sale' });
    const theirs = () =>
      Object.fromEntries(
        Object.entries(snapshot(stage)).map(([folder, mails]) => [
          folder,
          mails.filter((mail) => !/^X-Thrice/im.test(mail)),
        ]),
      );
    const before = theirs();
    await stage.passUntil(stage.now + 9 * day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    const after = theirs();
    delete after.Thrice;
    delete before.Thrice;
    expect(after).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('\\\\Seen');
  });

  test('observe mode writes nothing at all', async () => {
    stage.config({ mode: 'observe' });
    await begin(stage);
    const before = snapshot(stage);
    expect(Object.keys(before)).not.toContain('Thrice');
    await stage.passUntil(stage.now + 9 * day, day);
    stage.deliver(reply);
    const answered = snapshot(stage);
    await stage.pass();
    expect(snapshot(stage)).toEqual(answered);
    expect({ ...answered, INBOX: [] }).toEqual({ ...before, INBOX: [] });
    expect(stage.mailsTo(maria)).toEqual([]);
  });
});
