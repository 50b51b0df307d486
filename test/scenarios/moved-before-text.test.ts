import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Relay, relayTo } from '../imap-relay.js';
import { move } from './mailbox-hands.js';
import { ask, begin, forget, list } from './matter.js';
import { anna, bot, type Letter, maria, minute, type Stage, setStage } from './stage.js';

/** I3: somebody files a mail in the moment between its header and its words. */

let stage: Stage;
let line: Relay;
/** Awaited before a command reaches the server. */
let beforehand: (command: string) => Promise<void>;
beforeEach(async () => {
  beforehand = async () => {};
  stage = await setStage();
  const command = async (words: string): Promise<'pass'> => {
    await beforehand(words);
    return 'pass';
  };
  line = await relayTo(stage.sandbox.imapPort, { command });
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const mailbox = { address: bot, name: 'Example Support', password: 'secret' };
  stage.config({ mailbox: { ...mailbox, imap: place(line.port), smtp: place(stage.sandbox.smtpPort) } });
});
afterEach(async () => {
  line.close();
  await stage.stop();
});

const about = { subject: 'Re: Invoice 17', inReplyTo: ask };
const order = { ...about, from: anna, to: bot, id: 'order@example.com', text: 'close' };
const goodbye = { ...about, from: anna, to: maria, cc: bot, id: 'bye@example.com', text: 'Glad it works!' };
const away = {
  ...about,
  ...{ from: maria, to: bot, id: 'away@customer.test' },
  text: 'I am out of the office until 12 March 2026.',
  headers: ['Auto-Submitted: auto-replied'],
};
const cases: readonly (readonly [string, Letter, 1 | 2])[] = [
  ['an order that is about to be told from other mail', order, 1],
  ['an order whose words are about to be read', order, 2],
  ['a goodbye', goodbye, 1],
  ['a day of return', away, 1],
];

test.each(cases)('%s, moved then, counts as after a first reading', async (_, mail, times) => {
  await begin(stage);
  stage.now += minute;
  stage.deliver(mail);
  const text = `Message-ID: <${mail.id}>`;
  const found = stage.sandbox
    .mailbox(bot)
    .mails('INBOX')
    .find(({ raw }) => raw.includes(text))!;
  let asked = 0;
  beforehand = async (command) => {
    const [, uids = ''] = /UID FETCH (\S+) .*BODYSTRUCTURE/.exec(command) ?? [];
    if (uids.split(',').includes(`${found.uid}`) && ++asked === times)
      await move(stage, 'INBOX', 'Archive', text);
  };
  await stage.pass();
  expect(asked).toBeGreaterThanOrEqual(times);
  beforehand = async () => {};
  stage.now += minute;
  await stage.pass();
  const live = await list(stage);
  forget(stage);
  await stage.pass();
  expect(live).toEqual(await list(stage));
});
