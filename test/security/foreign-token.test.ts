import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadSecrets } from '../../src/config/secret.js';
import { replyToken } from '../../src/mail/own-mark.js';
import {
  anna,
  bot,
  day,
  hour,
  type Letter,
  maria,
  minute,
  type Stage,
  setStage,
} from '../scenarios/stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** R6, I7: a customer writes to the reply address of somebody else's conversation. A token links mails and orders nothing. */

const vera = 'vera@else.test';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.pass();
  stage.now += hour;
  for (const [name, who] of [
    ['vera', vera],
    ['maria', maria],
  ] as const) {
    const subject = `Matter of ${name}`;
    stage.deliver({ from: who, to: bot, id: `q-${name}@c.test`, subject });
    stage.now += minute;
    stage.deliver({
      from: anna,
      to: who,
      cc: bot,
      id: `a-${name}@example.com`,
      inReplyTo: `q-${name}@c.test`,
      subject,
    });
    stage.now += minute;
  }
  // The first stage went to both.
  await stage.passUntil(stage.now + 2 * day + 2 * hour, 6 * hour);
  expect([vera, maria].map((who) => stage.mailsTo(who).length)).toEqual([1, 1]);
});
afterEach(() => stage.stop());

/** The address that follow-ups of Vera's conversation bear where plus addresses work. */
function verasAddress(): string {
  const secrets = loadSecrets([join(stage.folder, 'thrice.key')], { create: false });
  if (!secrets.ok) throw new Error(secrets.problem);
  return `support+${replyToken(secrets.keys, 'a-vera@example.com')}@example.com`;
}

const secret = 'The code of my safe is elderberry.';

test.each<[string, Partial<Letter>, boolean]>([
  ['alone', {}, true],
  ['in her own conversation', { inReplyTo: 'a-maria@example.com', subject: 'Re: Matter of maria' }, false],
  ['with an order', { text: `close\n\n${secret}` }, true],
])(
  'Maria writes to Vera’s reply address, %s: Vera learns nothing, nothing is closed, at most it is quieter',
  async (_, more, apart) => {
    const to = verasAddress();
    stage.deliver({ from: maria, to, id: 'foreign@customer.test', subject: 'Hello', text: secret, ...more }, [
      bot,
    ]);
    await stage.pass();
    const about = async (name: string) =>
      (await stage.conversations()).filter(({ conversation }) =>
        conversation.messages.some(({ id }) => id === `a-${name}@example.com`),
      );
    const [veras, marias] = [await about('vera'), await about('maria')];
    expect([veras.length, marias.length]).toEqual([1, 1]);
    // A mail that names both joins them, as References into two conversations do; else they stay apart.
    if (apart)
      expect(veras[0]?.conversation.messages.map(({ id }) => id)).not.toContain('a-maria@example.com');
    for (const { derived } of [...veras, ...marias]) expect(derived.status).not.toBe('closed');
    await stage.passUntil(stage.now + 10 * day, 12 * hour);
    const [toVera, toMaria] = [stage.mailsTo(vera), stage.mailsTo(maria)];
    expect(toVera.length).toBeLessThanOrEqual(3);
    expect(toMaria.length).toBeLessThanOrEqual(3);
    // Whole words: signatures and boundaries are random and may hold any few letters.
    for (const raw of toVera) expect(raw).not.toMatch(/\bmaria\b|elderberry/i);
    for (const raw of toMaria) expect(raw).not.toMatch(/\bvera\b/i);
    // Whoever is told of it is the agent.
    const told = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map(({ raw }) => raw.toString('utf8'));
    expect(told.filter((raw) => /^X-Thrice:/im.test(raw)).length).toBeLessThanOrEqual(2);
    expect(stage.sandbox.received(maria).concat(stage.sandbox.received(vera)).length).toBe(
      toVera.length + toMaria.length + 2,
    );
  },
);

test('the true owner’s answer to it, without any id, ends her silence: the token is known at all', async () => {
  stage.deliver(
    { from: vera, to: verasAddress(), id: 'own@else.test', subject: 'Hello', text: 'It is page 3.' },
    [bot],
  );
  await stage.passUntil(stage.now + 10 * day, 12 * hour);
  expect(stage.mailsTo(vera)).toHaveLength(1);
  expect(stage.mailsTo(maria)).toHaveLength(3);
});
