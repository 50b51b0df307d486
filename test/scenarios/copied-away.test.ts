import { afterEach, beforeEach, expect, test } from 'vitest';
import { expunge } from './mailbox-hands.js';
import { ask, begin, forget, list } from './matter.js';
import { bot, day, hour, maria, type Stage, setStage } from './stage.js';

/** A mail client without MOVE (RFC 6851) copies and expunges; Thrice reads between the two. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const asked = `Message-ID: <${ask}>`;

async function copyToTrash(): Promise<void> {
  await begin(stage);
  stage.now += hour;
  const mails = stage.sandbox.mailbox(bot).mails('INBOX');
  const { raw, internalDate } = mails.find((mail) => mail.raw.includes(asked))!;
  stage.sandbox.append(bot, 'Trash', raw, { internalDate });
  await stage.pass();
}

test('what was thrown away is not followed up, and counts as after a first reading', async () => {
  await copyToTrash();
  await expunge(stage, 'INBOX', asked);
  await stage.passUntil(stage.now + 3 * day);
  expect(stage.mailsTo(maria)).toHaveLength(0);
  const live = await list(stage);
  forget(stage);
  await stage.pass();
  expect(live).toEqual(await list(stage));
});

test('what still lies where it came is followed up, also once Trash was emptied', async () => {
  await copyToTrash();
  await expunge(stage, 'Trash', asked);
  await stage.passUntil(stage.now + 3 * day);
  expect(stage.mailsTo(maria)).toHaveLength(1);
  const copies = (await stage.conversations()).flatMap(({ conversation }) =>
    conversation.messages.filter(({ id }) => id === ask).flatMap((mail) => mail.copies),
  );
  expect(copies.map(({ folder }) => folder)).toEqual(['INBOX']);
});

test('what was expunged everywhere counts as it was known last', async () => {
  await copyToTrash();
  await expunge(stage, 'Trash', asked);
  await expunge(stage, 'INBOX', asked);
  await stage.passUntil(stage.now + 3 * day);
  expect(stage.mailsTo(maria)).toHaveLength(1);
});
