import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSecrets } from '../../src/config/secret.js';
import { compose } from '../../src/mail/compose.js';
import { writeNote } from '../../src/mail/note.js';
import { ask, begin, onClaim } from './matter.js';
import { bot, day, hour, maria, type Stage, setStage } from './stage.js';

/** R9: several daemons with data folders of their own on one mailbox. Of the claims for a step the lowest UID may send. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

/** The claim of another daemon with the same secret, as it lies in the notes folder. */
async function foreignClaim(anchor: string, to: string): Promise<Buffer> {
  const secrets = loadSecrets([join(stage.folder, 'thrice.key')], { create: false });
  if (!secrets.ok) throw new Error(secrets.problem);
  const step = { purpose: 'follow-up', anchor, stage: 1, last: false, closes: false, to: [to] };
  const about = { subject: 'About to send, says another', text: '' };
  const note = writeNote(
    { type: 'claim', id: 'thrice.another@example.com', ...step },
    stage.now,
    about,
    secrets.keys,
    'example.com',
  );
  return compose({
    from: { name: 'Thrice', address: bot },
    to: [{ name: '', address: bot }],
    subject: note.subject,
    messageId: note.noteId,
    date: stage.now,
    text: note.text,
    headers: [{ name: 'X-Thrice-Note', value: note.header }],
  });
}

describe('R9 the lowest UID', () => {
  test('a claim that came behind ours gives way to it', async () => {
    await begin(stage);
    stage.now += 2 * day + 2 * hour;
    const claim = await foreignClaim(ask, maria);
    const appended = onClaim(stage, () => stage.sandbox.append(bot, 'Thrice', claim));
    const { results } = await stage.pass();
    expect(appended()).toBe(1);
    expect(results).toMatchObject([{ result: { result: 'sent' } }]);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('a claim that came before ours is not sent over, though it was unknown when ours was written', async () => {
    await begin(stage, '1');
    await begin(stage, '2');
    stage.now += 3 * day;
    const claim = await foreignClaim(`2${ask}`, 'customer2@customer.test');
    const off = stage.sandbox.onAccepted((mail) => {
      if (!/^X-Thrice:/im.test(mail.raw.toString('utf8'))) return;
      off();
      stage.sandbox.append(bot, 'Thrice', claim);
    });
    const { results } = await stage.pass();
    expect(results).toMatchObject([
      { result: { result: 'sent' } },
      { result: { result: 'stood-back', detail: 'held by claimed.' } },
    ]);
    expect(stage.mailsTo('customer2@customer.test')).toEqual([]);
  });
});

test('two at once: every stage goes once, and in order', async () => {
  await begin(stage);
  const both = () => Promise.all([stage.pass({ data: './a' }), stage.pass({ data: './b' })]);
  const until = stage.now + 10 * day;
  while (stage.now < until) {
    stage.now += 12 * hour;
    await both();
  }
  const stages = stage.mailsTo(maria).map((raw) => /stage=(\d)/.exec(raw)?.[1]);
  expect(stages).toEqual(['1', '2', '3']);
});
