import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { move, noteSubjects } from './mailbox-hands.js';
import { anna, bot, day, hour, letter, maria, minute, type Stage, setStage } from './stage.js';

/** What a reading in another order, by another key, or without data/ must not change (I3, I4, I8). */

const question = 'question@customer.test';
const ask = 'ask@example.com';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ watch: 'all' });
  await stage.pass();
  stage.now += hour;
});
afterEach(() => stage.stop());

const forget = (): void => rmSync(join(stage.folder, 'data'), { recursive: true, force: true });

async function state() {
  const entries = await stage.conversations();
  return entries
    .map(({ derived: { id, status, outcome, stagesSent, next, dead } }) => ({
      ...{ id, status, outcome, stagesSent, dead: dead.map(({ address }) => address) },
      next: next && { stage: next.stage, at: next.at, heldBy: next.heldBy },
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A new first key; the one before still verifies. */
function rotate(): void {
  writeFileSync(join(stage.folder, 'new.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  stage.config({ secret: [{ file: './new.key' }, { file: './thrice.key' }] });
}

function conversation(): void {
  stage.deliver({ from: `Maria <${maria}>`, to: bot, id: question, text: 'How do I pay?' });
  stage.now += hour;
  stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: ask, inReplyTo: question });
}

describe('a new secret', () => {
  test('sends nothing again for a mail that has no Message-ID', async () => {
    const mail = letter({ from: bot, to: maria, id: 'x' }, stage.now).toString('utf8');
    const nameless = Buffer.from(mail.replace(/^Message-ID:.*\r\n/m, ''));
    stage.sandbox.append(bot, 'Sent', nameless, { flags: ['\\Seen'], internalDate: stage.now });
    await stage.passUntil(stage.now + 12 * day);
    const sent = stage.mailsTo(maria);
    expect(sent).toHaveLength(3);
    // What nobody can look up stands in no header.
    for (const raw of sent) expect(raw).not.toMatch(/^(In-Reply-To|References):/im);
    const before = await state();
    expect(before).toMatchObject([{ status: 'closed', outcome: 'no-reply' }]);
    rotate();
    forget();
    await stage.passUntil(stage.now + 12 * day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    expect(await state()).toEqual(before);
  });

  test('knows the reply addresses that the old one gave away', async () => {
    stage.config({ mailbox: { ...mailbox(), plus_addresses: 'on' } });
    conversation();
    await stage.passUntil(stage.now + 3 * day);
    const [raw = ''] = stage.mailsTo(maria);
    const address = /^Reply-To:.*?(support\+t-[a-z2-7]+@example\.com)/im.exec(raw)?.[1] ?? '';
    expect(address).toMatch(/^support\+t-/);
    rotate();
    forget();
    await stage.pass();
    stage.now += hour;
    // Another person of the customer, who writes a mail of his own to the address that he was given.
    stage.deliver({ from: 'boss@customer.test', to: address, id: 'boss@customer.test', subject: 'Paid' }, [
      bot,
    ]);
    await stage.pass();
    expect(await state()).toMatchObject([{ status: 'awaiting-agent', stagesSent: 1 }]);
  });
});

function mailbox(): Record<string, unknown> {
  const imap = { host: '127.0.0.1', port: stage.sandbox.imapPort, security: 'none' };
  const smtp = { host: '127.0.0.1', port: stage.sandbox.smtpPort, security: 'none' };
  return { address: bot, name: 'Example Support', password: 'secret', imap, smtp };
}

test('a reply that is thrown into a folder that was not there before reopens as much as without data/', async () => {
  conversation();
  await stage.passUntil(stage.now + 12 * day);
  stage.deliver({
    from: `Maria <${maria}>`,
    to: bot,
    id: 'late@customer.test',
    inReplyTo: ask,
    text: 'Paid.',
  });
  await stage.pass();
  await stage.pass();
  expect(await state()).toMatchObject([{ status: 'awaiting-agent' }]);
  await makeFolder('Deleted Items');
  await move(stage, 'INBOX', 'Deleted Items', 'late@customer.test');
  await stage.pass();
  const live = await state();
  forget();
  await stage.pass();
  expect(live).toEqual(await state());
});

test('I7: a forged mail under the id of an agent’s mail, in his name, brings no words of its own into a follow-up', async () => {
  const agent = { from: `Anna <${anna}>`, to: maria, cc: bot, id: ask } as const;
  stage.deliver({ from: maria, to: bot, id: 'question@customer.test' });
  await stage.pass();
  stage.deliver({ ...agent, inReplyTo: 'question@customer.test', text: 'Please send the second page.' });
  stage.now += minute;
  const forged = { ...agent, inReplyTo: 'question@customer.test', text: 'Pay to account 666.' };
  stage.sandbox.deliver(letter(forged, stage.now), [bot], stage.now, { dmarc: 'fail' });
  // A person files the true one behind others: now the forged one has the lower UID of the two.
  await makeFolder('Done');
  for (let n = 0; n < 3; n++) {
    const id = `n${n}@elsewhere.test`;
    stage.sandbox.append(bot, 'Done', letter({ from: id, to: bot, id }, stage.now), {});
  }
  await move(stage, 'INBOX', 'Done', 'second page');
  await stage.passUntil(stage.now + 3 * day);
  const [raw = ''] = stage.mailsTo(maria);
  expect(raw).toContain('second page');
  // Words, no number: the boundary and the signature of a mail are random digits of their own.
  expect(raw).not.toContain('Pay to account');
});

async function makeFolder(path: string): Promise<void> {
  const { ImapFlow } = await import('imapflow');
  const port = stage.sandbox.imapPort;
  const auth = { user: bot, pass: 'secret' };
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false });
  await client.connect();
  await client.mailboxCreate(path);
  await client.logout();
}

describe('a bounce', () => {
  const suppressions = () =>
    noteSubjects(stage).filter((subject) => /No more mail to|allowed again/.test(subject));

  test('suppresses also when it was read before the mail that it is about', async () => {
    stage.sandbox.append(bot, 'INBOX', bounceOf(ask), { internalDate: stage.now });
    await stage.pass();
    expect(suppressions()).toEqual([]);
    const sent = letter({ from: bot, to: maria, id: ask }, stage.now - 10_000);
    stage.sandbox.append(bot, 'Sent', sent, { flags: ['\\Seen'], internalDate: stage.now - 10_000 });
    stage.now += minute;
    await stage.pass();
    expect(suppressions()).toHaveLength(1);
    const before = await state();
    forget();
    stage.now += minute;
    await stage.pass();
    expect(suppressions()).toHaveLength(1);
    expect(await state()).toEqual(before);
  });

  test('is lifted by a mail that is read together with the note, whatever folder comes first', async () => {
    stage.sent({ from: bot, to: maria, id: ask });
    stage.sandbox.append(bot, 'INBOX', bounceOf(ask), { internalDate: stage.now });
    await stage.pass();
    expect(suppressions()).toHaveLength(1);
    // The note has not been read yet, and INBOX is read before the folder of the notes.
    stage.now += minute;
    stage.deliver({ from: `Maria <${maria}>`, to: bot, id: 'back@customer.test', subject: 'Another matter' });
    await stage.pass();
    stage.now += minute;
    await stage.pass();
    expect(suppressions()).toHaveLength(2);
  });

  test('that came before the first run suppresses as well', async () => {
    await stage.stop();
    stage = await setStage({ watch: 'all' });
    stage.sent({ from: bot, to: maria, id: ask });
    stage.now += hour;
    stage.sandbox.append(bot, 'INBOX', bounceOf(ask), { internalDate: stage.now });
    stage.now += 30 * day;
    await stage.pass();
    expect(suppressions()).toHaveLength(1);
  });

  test('is served once, over restarts too', async () => {
    stage.sent({ from: bot, to: maria, id: ask });
    stage.sandbox.append(bot, 'INBOX', bounceOf(ask), { internalDate: stage.now });
    for (let i = 0; i < 4; i++) {
      stage.now += minute;
      await stage.pass();
    }
    expect(suppressions()).toHaveLength(1);
  });
});

function bounceOf(original: string): Buffer {
  const lines = [
    `Received: from mx by mx.example.com; ${new Date(stage.now).toUTCString()}`,
    'From: MAILER-DAEMON@mx.example.com',
    `To: ${bot}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <dsn@mx.example.com>',
    'Auto-Submitted: auto-replied',
    `In-Reply-To: <${original}>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    `Final-Recipient: rfc822; ${maria}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

describe('in the notes folder', () => {
  test('a mail that only looks like a note is a mail', async () => {
    conversation();
    await stage.pass();
    // A person files the answer there, and a gateway or a joker put the header on it.
    const reply = {
      from: `Maria <${maria}>`,
      to: bot,
      id: 'filed@customer.test',
      inReplyTo: ask,
      text: 'Paid.',
    };
    const trace = `Received: from x by mx.example.com; ${new Date(stage.now).toUTCString()}\r\n`;
    const mail = letter({ ...reply, headers: ['X-Thrice-Note: v1 sig bm90aGluZw'] }, stage.now);
    stage.sandbox.append(bot, 'Thrice', Buffer.concat([Buffer.from(trace), mail]));
    await stage.passUntil(stage.now + 4 * day);
    expect(await state()).toMatchObject([{ status: 'awaiting-agent' }]);
    expect(stage.mailsTo(maria)).toEqual([]);
  });
});
