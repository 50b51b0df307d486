import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { begin, forget, list } from './matter.js';
import { brevo, sendThrough, ses, silent } from './renaming-relay.js';
import { anna, bot, day, hour, maria, minute, type Stage, setStage } from './stage.js';

/** Services that give every mail another Message-ID: what Thrice sent through them stays what it announced (R9). */

let stage: Stage;
let stop = async (): Promise<void> => {};
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await stop();
  await stage.stop();
});

const ownIn = (folder: string, address = bot): string[] =>
  stage.sandbox
    .mailbox(address)
    .mails(folder)
    .map(({ raw }) => String(raw))
    .filter((raw) => /^X-Thrice:/im.test(raw));

/** The Message-ID of the first mail of Thrice of this purpose to Anna. */
async function idToAnna(purpose: string): Promise<string> {
  const until = stage.now + 4 * day;
  while (stage.now < until) {
    const found = ownIn('INBOX', anna).find((raw) => raw.includes(`purpose=${purpose};`));
    if (found) return /^Message-ID: <(.*)>/im.exec(found)![1]!;
    stage.now += 10 * minute;
    await stage.pass();
  }
  throw new Error(`No mail with the purpose ${purpose} went.`);
}

describe.each([
  ['Amazon SES', ses],
  ['Brevo', brevo],
  ['a relay that tells nobody', silent],
])('%s', (_, renamer) => {
  test('a follow-up counts once, its copy comes to lie in Sent, and a rebuild sees the same', async () => {
    ({ stop } = await sendThrough(stage, renamer));
    await begin(stage);
    await stage.passUntil(stage.now + 2 * day + 2 * hour, hour);
    expect(await list(stage)).toMatchObject([{ stagesSent: 1, next: { stage: 2 } }]);
    expect(ownIn('INBOX')).toEqual([]);
    expect(ownIn('Sent').filter((raw) => raw.includes('purpose=follow-up'))).toHaveLength(1);
    const before = await list(stage);
    forget(stage);
    await stage.pass();
    expect(await list(stage)).toEqual(before);
  });

  test('the copy settles a sending whose answer was lost', async () => {
    const relay = await sendThrough(stage, renamer, maria);
    stop = relay.stop;
    await begin(stage);
    await stage.passUntil(stage.now + 2 * day + 4 * hour, hour);
    expect(relay.lost()).toBe(true);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(await list(stage)).toMatchObject([{ uncertain: [], stagesSent: 1, next: { stage: 2 } }]);
  });

  test('an answer to the morning note means its list', async () => {
    ({ stop } = await sendThrough(stage, renamer));
    await begin(stage);
    const inReplyTo = await idToAnna('morning');
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, subject: 'Re: Today', id: 'k1@e', inReplyTo, text: 'skip 1' });
    await stage.passUntil(stage.now + 3 * hour, 10 * minute);
    expect(stage.mailsTo(maria)).toEqual([]);
    expect(await list(stage)).toMatchObject([{ stagesSent: 0, next: { stage: 2 } }]);
  });
});

test('a repetition by somebody who got the mail stays in INBOX and changes nothing (I7, I9)', async () => {
  ({ stop } = await sendThrough(stage, silent));
  await begin(stage);
  await stage.passUntil(stage.now + 2 * day + 2 * hour, hour);
  const before = await list(stage);
  const [followUp] = stage.mailsTo(maria);
  const again = followUp!.replace(/^Message-ID: .*$/im, 'Message-ID: <again@evil.test>');
  stage.sandbox.deliver(Buffer.from(again), [bot], stage.now);
  for (let i = 0; i < 3; i++) await stage.pass();
  expect(await list(stage)).toEqual(before);
  expect(ownIn('INBOX')).toHaveLength(1);
  forget(stage);
  await stage.pass();
  expect(await list(stage)).toEqual(before);
});
