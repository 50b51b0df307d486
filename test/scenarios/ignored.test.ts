import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkToken } from '../../src/mail/link-token.js';
import { ask, begin, bounceMail, forget } from './matter.js';
import { anna, bot, hour, letter, maria, minute, type Stage, setStage } from './stage.js';

/** What does not do what its writer may have meant is in the log once, by name, and no word of the mail is. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await begin(stage);
  stage.now += hour;
});
afterEach(() => stage.stop());

const lines = (): string[] =>
  stage.log.lines.map(({ text }) => text).filter((text) => /^(Ignored|The link in|The mail of)/.test(text));
/** Two readings, then a copy in another folder and a third one. */
async function readThrice(raw: Buffer): Promise<void> {
  await stage.pass();
  await stage.pass();
  stage.sandbox.append(bot, 'Archive', raw, { internalDate: stage.now });
  await stage.pass();
}
async function deliver(mail: Parameters<typeof letter>[0], dmarc?: 'fail'): Promise<void> {
  const raw = letter(mail, stage.now);
  stage.sandbox.deliver(raw, [bot], stage.now, dmarc ? { dmarc } : {});
  await readThrice(raw);
}
const foreign = linkToken([Buffer.alloc(32, 7)], { anchor: ask, action: 'close', stage: 0, at: 0 });

test("a bounce of the team's own server counts, so it was not ignored", async () => {
  await stage.passUntil(stage.now + 50 * hour);
  const [first = ''] = stage.mailsTo(maria);
  const [, id = ''] = /^Message-ID: <([^>]+)>/im.exec(first)!;
  const raw = bounceMail(id, maria, stage.now).toString('utf8');
  const bounce = Buffer.from(raw.replace('MAILER-DAEMON@mx.test', 'MAILER-DAEMON@example.com'));
  stage.sandbox.deliver(bounce, [bot], stage.now, { dmarc: 'fail' });
  await readThrice(bounce);
  const [entry] = await stage.conversations();
  expect(entry!.derived).toMatchObject({ status: 'closed', outcome: 'undeliverable' });
  expect(lines()).toEqual([]);
});

test('an absence of a colleague would count for no more if it were verified', async () => {
  const mail = { from: anna, to: bot, id: 'away@example.com', headers: ['Auto-Submitted: auto-replied'] };
  await deliver(mail, 'fail');
  expect(lines()).toEqual([]);
});

test('a mail that claims to be of an agent, with a command', async () => {
  const mail = { from: anna, to: bot, id: 'forged@example.com', inReplyTo: ask, text: 'close' };
  await deliver(mail, 'fail');
  expect(lines()).toEqual([
    expect.stringMatching(/^Ignored the mail of anna@example\.com, .*: not verified\. .*checked it/),
  ]);
});

test.each([
  ['a stranger', 'eve@stranger.test', [], "the mail is not the team's"],
  ['the customer', maria, [], "the mail is not the team's"],
  ['an agent, over a list', anna, ['List-Id: <all.example.com>'], 'the mail came over a mailing list'],
])('a link of %s', async (_who, from, headers, why) => {
  const id = `link@${from}`;
  await deliver({ from, to: bot, id, subject: `close [${foreign}]`, headers, text: 'close, and 4711' });
  expect(lines()).toEqual([
    expect.stringMatching(new RegExp(`^The link in the mail of ${from}, .*, orders nothing: ${why}\\.$`)),
  ]);
  const all = await stage.conversations();
  const about = all.find(({ conversation }) => conversation.messages.some(({ id }) => id === ask));
  expect(about!.derived).toMatchObject({ status: 'awaiting-customer', effects: [] });
});

test("commands in a customer's answer are text, which ends the silence", async () => {
  await deliver({ from: maria, to: bot, id: 'no@customer.test', inReplyTo: ask, text: 'close\nnever' });
  expect(lines()).toEqual([
    expect.stringMatching(/^The mail of maria@customer\.test, .*, says nothing but commands\./),
  ]);
  const [entry] = await stage.conversations();
  expect(entry!.derived).toMatchObject({ status: 'awaiting-agent', effects: [] });
  // An ordinary one is no news.
  stage.now += minute;
  await deliver({
    from: maria,
    to: bot,
    id: 'more@customer.test',
    inReplyTo: ask,
    text: 'It still fails. Please close the door.',
  });
  expect(lines()).toHaveLength(1);
});

test('what is older than a day is no news, also where everything is read anew', async () => {
  await deliver({ from: 'eve@stranger.test', to: bot, id: 'e@x', subject: `close [${foreign}]` });
  stage.now += 25 * hour;
  forget(stage);
  await stage.pass();
  expect(lines()).toHaveLength(1);
});
