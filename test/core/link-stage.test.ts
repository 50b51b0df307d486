import { expect, test } from 'vitest';
import type { NoticeStep } from '../../src/core/conversation/step.js';
import { readLinkToken } from '../../src/mail/link-token.js';
import type { Runtime } from '../../src/runtime.js';
import { linksOf } from '../../src/step-links.js';
import { anna, day, hour, monday } from '../cast.js';
import { mail, ownMail, play, settings } from './history.js';
import { unasked } from './opening.js';

/** Anna wrote without the bot's being asked first, so a notice announces each stage; its links name the stage. */
const notice = (stage: number, at: number) =>
  ownMail(`blind-${stage}@e`, at, { purpose: 'blind', anchor: 'ask@e', stage }, anna);
const went = ownMail('one@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });

/** A link as its token is read: it joins by a reference, here the anchor itself, and answers no mail. */
const tap = (text: string, stage: number, at: number) => {
  const { inReplyTo: _, ...fact } = mail({ from: anna, id: 'tap@e', at, refs: ['ask@e'] });
  const link = { action: text === 'skip' ? 'skip' : 'send-now', stage, at: monday };
  return { ...fact, subject: text, newText: text, link };
};

test.each(['skip', 'send now'])('%s by the link of stage 1 means stage 1', (text) => {
  const at = monday + 2 * day + hour;
  const [before] = play({ facts: [unasked, notice(1, monday + day), tap(text, 1, at)], now: at + hour });
  expect(before!.effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
  const facts = [unasked, notice(1, monday + day), went, tap(text, 1, at)];
  for (const more of [[], [notice(2, at - hour / 2)]]) {
    const [after] = play({ facts: [...facts, ...more], now: at + hour });
    expect(after!.effects).toMatchObject([{ verdict: 'stage-gone', stage: 1 }]);
  }
  // Of a mail that announces none it is the next one.
  const [other] = play({ facts: [...facts.slice(0, 3), tap(text, 0, at)], now: at + hour });
  expect(other!.effects).toMatchObject([{ verdict: 'done', stage: 2 }]);
});

test('the links of a blind notice bear its stage; those of other notices none', () => {
  const secrets = [Buffer.alloc(32, 1)];
  const config = { settings: settings(), language: 'en' };
  // A runtime's config has far more; links are made of its settings, its language and the secrets.
  const own = { config, secrets } as unknown as Pick<Runtime, 'config' | 'secrets'>;
  for (const [purpose, stage] of [
    ['blind', 2],
    ['undeliverable', 0],
  ] as const) {
    const step: NoticeStep = { action: 'notice', purpose, anchor: 'ask@e', stage: 2, to: [], at: monday };
    const links = linksOf(step, { agent: { name: 'Anna', address: anna } }, own, monday);
    expect(links).not.toEqual([]);
    for (const { href } of links)
      expect(readLinkToken(secrets, new URL(href).searchParams.get('subject')!, monday)).toMatchObject({
        stage,
      });
  }
});
