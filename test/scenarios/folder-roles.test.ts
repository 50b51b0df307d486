import { afterEach, beforeEach, expect, test } from 'vitest';
import { postRequest } from '../../src/store/requests.js';
import { makeFolder } from './mailbox-hands.js';
import { dataOf, forget, list } from './matter.js';
import { anna, bot, hour, letter, maria, type Stage, setStage } from './stage.js';

/** `mailbox.folders.sent` is edited when mails of the folder are known: it counts for them as in a first reading (I3, I7). */

const folder = 'Ausgang 2026';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ watch: 'all' });
  await makeFolder(stage, folder);
});
afterEach(() => stage.stop());

function sentIs(sent: string): void {
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const { imapPort, smtpPort } = stage.sandbox;
  const mailbox = { address: bot, name: 'Example Support', password: 'secret', folders: { sent } };
  stage.config({ mailbox: { ...mailbox, imap: place(imapPort), smtp: place(smtpPort) } });
}

/** A customer asks; what would be the answer lies in the folder, and nothing else proves who wrote it. */
async function answer(): Promise<void> {
  await stage.pass();
  stage.now += hour;
  stage.deliver({ from: maria, to: bot, id: 'asks@customer.test' });
  stage.now += hour;
  const mail = { from: anna, to: maria, id: 'answers@example.com', inReplyTo: 'asks@customer.test' };
  stage.sandbox.append(bot, folder, letter(mail, stage.now), { internalDate: stage.now });
  await stage.pass();
  stage.now += hour;
}

/** What is known now, which a first reading of the same mailbox gives as well. */
async function known(): Promise<string[]> {
  const live = await list(stage);
  forget(stage);
  await stage.pass();
  expect(live).toEqual(await list(stage));
  return live.map(({ status }) => status);
}

test('what lies in the folder that is Sent now was sent by the team', async () => {
  await answer();
  expect((await list(stage)).map(({ status }) => status)).toEqual(['awaiting-agent']);
  sentIs(folder);
  await stage.pass();
  expect(await known()).toEqual(['awaiting-customer']);
});

test('what lies in a folder that was Sent by mistake is anybody’s', async () => {
  sentIs(folder);
  await answer();
  expect((await list(stage)).map(({ status }) => status)).toEqual(['awaiting-customer']);
  sentIs('auto');
  await stage.pass();
  expect(await known()).toEqual(['awaiting-agent']);
});

test('read once more by `thrice rebuild` it stays what it is', async () => {
  await answer();
  sentIs(folder);
  await stage.pass();
  postRequest(dataOf(stage), { type: 'rebuild' }, stage.now);
  await stage.pass();
  expect(await known()).toEqual(['awaiting-customer']);
});

test('what came into Sent by mail proves nothing there either', async () => {
  await answer();
  // Delivered to support+Ausgang@ by a server that files by the detail.
  const mail = { from: anna, to: maria, id: 'forged@example.com', inReplyTo: 'asks@customer.test' };
  const forged = letter(mail, stage.now);
  const received = `Received: from mail.evil.test by mx.example.com for <support+Ausgang@example.com>; ${new Date(stage.now).toUTCString()}\r\n`;
  stage.sandbox.append(bot, folder, Buffer.concat([Buffer.from(received), forged]), {
    internalDate: stage.now,
  });
  await stage.pass();
  sentIs(folder);
  await stage.pass();
  const mails = (await stage.conversations()).flatMap(({ conversation }) => conversation.messages);
  const roles = Object.fromEntries(mails.map(({ id, copies }) => [id, copies.map(({ role }) => role)]));
  expect(roles).toMatchObject({
    'answers@example.com': ['sent'],
    'forged@example.com': ['ordinary'],
  });
});
