import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, begin, forget } from './matter.js';
import { anna, bot, hour, maria, minute, type Stage, setStage } from './stage.js';

/** docs/running.md on a new secret: what the former one is still needed for. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await begin(stage);
  stage.now += hour;
});
afterEach(() => stage.stop());

/** A new first secret; `kept`: the former one stays in the config. */
function renew(kept: boolean): void {
  writeFileSync(join(stage.folder, 'new.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  stage.config({ secret: [{ file: './new.key' }, ...(kept ? [{ file: './thrice.key' }] : [])] });
}
const state = async () =>
  (await stage.conversations()).find(({ derived }) => derived.customers.length > 0)!.derived;
let written = 0;
async function annaWrites(mail: { subject?: string; text: string }): Promise<void> {
  written += 1;
  stage.deliver({ from: anna, to: bot, id: `order-${written}@example.com`, subject: 'Thrice', ...mail });
  stage.now += minute;
  await stage.pass();
}
/** What Thrice wrote to Anna, the latest last. */
const told = (purpose: string) =>
  Promise.all(
    stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .filter(({ raw }) => raw.includes(`purpose=${purpose}`))
      .map(({ raw }) => simpleParser(raw)),
  );

test.each([
  ['kept', true],
  ['taken out', false],
])('the former secret %s: notes after a rebuild', async (_what, kept) => {
  const { id } = await state();
  for (const word of ['close', 'reopen']) await annaWrites({ text: `${word} ${id}` });
  const before = await state();
  expect(before).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
  renew(kept);
  await stage.pass();
  // What was read before stays as it was read.
  expect(await state()).toEqual(before);
  forget(stage);
  await stage.pass();
  if (kept) {
    expect(await state()).toEqual(before);
    return;
  }
  // I7: what nobody signed makes quieter and nothing else.
  const after = await state();
  expect(after.next).toBeUndefined();
  expect(after.effects.map(({ action, verdict }) => `${action} ${verdict}`)).toContain('reopen not-trusted');
});

test.each([
  ['kept', true],
  ['taken out', false],
])('the former secret %s: the link of an old notice', async (_what, kept) => {
  stage.deliver({ from: maria, to: bot, id: 'no@customer.test', inReplyTo: ask, text: 'No, why?' });
  await stage.pass();
  const [notice] = await told('answered');
  const href = /href="(mailto:[^"]*subject=close[^"]*)"/.exec(notice!.html || '')![1]!;
  const subject = new URL(href.replaceAll('&amp;', '&')).searchParams.get('subject')!;
  renew(kept);
  stage.now += hour;
  await annaWrites({ subject, text: 'close' });
  expect((await state()).status).toBe(kept ? 'closed' : 'awaiting-agent');
  const [answer, ...others] = await told('command-result');
  expect(others).toEqual([]);
  expect(answer!.text).toContain(kept ? 'Done: closed.' : 'This link is not one of mine');
  forget(stage);
  await stage.pass();
  expect((await state()).status).toBe(kept ? 'closed' : 'awaiting-agent');
  expect(await told('command-result')).toHaveLength(1);
});
