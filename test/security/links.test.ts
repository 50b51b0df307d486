import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { factOfMail, mailOfFile } from '../../src/fact-of-mail.js';
import { linkToken } from '../../src/mail/link-token.js';
import { markHeader, replyTokens, tokenId } from '../../src/mail/own-mark.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { bot, monday } from '../cast.js';
import { settings } from '../core/history.js';
import { anna, hour, letter, maria, minute, type Stage, setStage } from '../scenarios/stage.js';

/** Links in notices link and order nothing by themselves: who has one still has to be a verified agent. */

vi.setConfig({ testTimeout: 300_000 });

const key = Buffer.alloc(32, 1);
const [older, theirs] = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const dayMs = 24 * hour;

async function factOf(lines: readonly string[], secrets: readonly Buffer[] = [key], at = monday) {
  const raw = Buffer.from(
    [...lines, `Date: ${new Date(at).toUTCString()}`, `Message-ID: <m@example.com>`, '', 'x'].join('\r\n'),
  );
  const copy = { folder: 'INBOX', role: 'inbox', uidValidity: '1', uid: 1 } as const;
  const incoming = { ...mailOfFile(raw, parseHeader(raw), copy), internalDate: at };
  const own = { config: { settings: settings() }, secrets } as unknown as Parameters<typeof factOfMail>[1];
  return factOfMail(incoming, own);
}

describe('the fact of a mail whose subject holds a token', () => {
  const token = linkToken([key], { anchor: 'question@customer.test', action: 'close', stage: 2, at: monday });
  const by = (from: string, subject = `close [${token}]`) => [
    `From: ${from}`,
    `To: ${bot}`,
    `Subject: ${subject}`,
  ];
  const ids = replyTokens([key], 'question@customer.test').map(tokenId);

  test('from the team it refers to the own mails about that anchor, and says what the link was for', async () => {
    const fact = await factOf(by('anna@example.com'));
    expect(fact.references).toEqual(ids);
    expect(fact.link).toEqual({ action: 'close', stage: 2, at: monday });
  });

  test.each([
    'Mallory <mallory@evil.test>',
    'Anna <anna@example.com.evil.test>',
    '"anna@example.com" <m@evil.test>',
  ])('from %s it is a subject like any other', async (from) => {
    const fact = await factOf(by(from));
    expect(fact.references).toBeUndefined();
    expect(fact.link).toBeUndefined();
  });

  test('of another key, of none, or too old it joins nothing', async () => {
    const foreign = linkToken([theirs], {
      anchor: 'question@customer.test',
      action: 'close',
      stage: 0,
      at: monday,
    });
    for (const [subject, at, link] of [
      [`close [${foreign}]`, monday, 'unknown'],
      [`close [${token.replace(/.$/, (x) => (x === 'b' ? 'c' : 'b'))}]`, monday, 'unknown'],
      [`close [${token.slice(0, -1)}]`, monday, undefined],
      [`close [${token}]`, monday + 32 * dayMs, 'stale'],
    ] as const) {
      const fact = await factOf(by('anna@example.com', subject), [key], at);
      expect(fact.link).toBe(link);
      expect(fact.references).toBeUndefined();
    }
  });

  test('of a key that was rotated still works', async () => {
    const old = linkToken([older], { anchor: 'a@x', action: 'wait', stage: 0, at: monday });
    const fact = await factOf(by('anna@example.com', `wait [${old}]`), [key, older]);
    expect(fact.references).toEqual(replyTokens([older], 'a@x').map(tokenId));
  });

  test('every own mail but those to the admins bears the ids of its anchor, and no link of its own', async () => {
    const own = (purpose: 'answered' | 'morning' | 'admin') => {
      const mark = { purpose, anchor: 'question@customer.test', stage: 0, last: false, closes: false };
      return [...by(bot), `X-Thrice: ${markHeader(mark, 'm@example.com', [key])}`];
    };
    for (const purpose of ['answered', 'morning'] as const) {
      const fact = await factOf(own(purpose));
      expect(fact).toMatchObject({ kind: 'own', otherIds: ids });
      expect(fact.link).toBeUndefined();
    }
    expect((await factOf(own('admin'))).otherIds).toBeUndefined();
  });
});

describe('a link that got into wrong hands', () => {
  let stage: Stage;
  let link: { readonly subject: string; readonly text: string };
  /** The conversation with Maria. */
  const matter = async () => {
    const all = await stage.conversations();
    return all.find(({ conversation }) =>
      conversation.messages.some(({ id }) => id === 'question@customer.test'),
    )!;
  };
  const noticesTo = (purpose: string) =>
    stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .filter(({ raw }) => raw.includes(`purpose=${purpose}`));
  const send = async (from: string, change: { subject?: string; text?: string; dmarc?: 'fail' } = {}) => {
    stage.now += 10 * minute;
    const { dmarc, ...words } = change;
    const raw = letter({ from, to: bot, id: `l${stage.now}@example.com`, ...link, ...words }, stage.now);
    stage.sandbox.deliver(raw, [bot], stage.now, dmarc ? { dmarc } : {});
    await stage.pass();
    return matter();
  };

  beforeEach(async () => {
    stage = await setStage({ morning_note: 'off' });
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: maria, to: bot, id: 'question@customer.test' });
    stage.now += hour;
    stage.deliver({
      ...{ from: anna, to: maria, cc: bot, id: 'answer@example.com', inReplyTo: 'question@customer.test' },
    });
    await stage.pass();
    stage.now += hour;
    stage.deliver({
      from: maria,
      to: bot,
      id: 'more@customer.test',
      inReplyTo: 'answer@example.com',
      text: 'No, it still fails.',
    });
    await stage.pass();
    const [notice] = noticesTo('answered');
    const { text } = await parseBody(notice!.raw);
    const url = new URL(/mailto:\S+subject=close\S+/.exec(text)![0]);
    expect(url.pathname).toBe(encodeURIComponent(bot).replace('%40', '@'));
    link = { subject: url.searchParams.get('subject')!, text: url.searchParams.get('body')! };
    expect((await matter()).derived.status).toBe('awaiting-agent');
  });
  afterEach(() => stage.stop());

  test('of an outsider or the customer joins nothing, orders nothing, and is not answered', async () => {
    for (const from of ['mallory@evil.test', maria]) {
      const { derived, conversation } = await send(from);
      expect(derived).toMatchObject({ status: 'awaiting-agent', orders: [], effects: [] });
      expect(conversation.messages.map(({ subject }) => subject)).not.toContain(link.subject);
      expect(stage.mailsTo(from).filter((raw) => /purpose=command-result/.test(raw))).toEqual([]);
    }
  });

  test('with an agent in From and nothing that shows it: it orders nothing and nobody is answered', async () => {
    const { derived } = await send(anna, { dmarc: 'fail' });
    expect(derived).toMatchObject({ status: 'awaiting-agent', orders: [], effects: [] });
    expect(noticesTo('command-result')).toEqual([]);
  });

  test('of the verified agent does what it says, once, and the answer undoes it', async () => {
    const { derived } = await send(anna);
    expect(derived).toMatchObject({ status: 'closed', outcome: 'resolved' });
    await stage.pass();
    const answers = () => noticesTo('command-result');
    expect(answers()).toHaveLength(1);
    const { text } = await parseBody(answers()[0]!.raw);
    const url = new URL(/mailto:\S+subject=undo\S+/.exec(text)![0]);
    const undo = { subject: url.searchParams.get('subject')!, text: 'undo' };
    expect((await send(anna, undo)).derived.status).toBe('awaiting-agent');
  });

  test('whose token was broken or is of another mailbox: changes nothing, and the agent is told', async () => {
    const foreign = linkToken([theirs], {
      anchor: 'question@customer.test',
      action: 'close',
      stage: 0,
      at: stage.now,
    });
    const { derived } = await send(anna, { subject: `close [${foreign}]` });
    expect(derived).toMatchObject({ status: 'awaiting-agent', effects: [] });
    await stage.pass();
    const [answer] = noticesTo('command-result');
    expect((await parseBody(answer!.raw)).text).toMatch(/This link is not one of mine/);
  });
});

test('a link of the morning note means the line of its list', async () => {
  const stage = await setStage({ morning_note: { to: 'agents' } });
  try {
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: maria, to: bot, id: 'question@customer.test' });
    stage.now += hour;
    stage.deliver({
      from: anna,
      to: maria,
      cc: bot,
      id: 'answer@example.com',
      inReplyTo: 'question@customer.test',
    });
    await stage.pass();
    const notes = () =>
      stage.sandbox
        .mailbox(anna)
        .mails('INBOX')
        .filter(({ raw }) => raw.includes('purpose=morning'));
    await stage.passUntil(monday + 2 * dayMs - 2 * hour, hour / 2);
    for (let n = 0; n < 8 && notes().length === 0; n++) await stage.passUntil(stage.now + hour / 4, hour / 4);
    expect(notes()).toHaveLength(1);
    const { html } = await parseBody(notes()[0]!.raw);
    const href = /href="(mailto:[^"]*subject=close%201[^"]*)"/.exec(html!)![1]!.replaceAll('&amp;', '&');
    const { searchParams } = new URL(href);
    stage.now += minute;
    const id = 'tapped@example.com';
    stage.deliver({
      from: anna,
      to: bot,
      id,
      subject: searchParams.get('subject')!,
      text: searchParams.get('body')!,
    });
    await stage.pass();
    const all = await stage.conversations();
    const about = all.find(({ conversation }) =>
      conversation.messages.some((m) => m.id === 'question@customer.test'),
    )!;
    expect(about.derived).toMatchObject({ status: 'closed', outcome: 'resolved' });
  } finally {
    await stage.stop();
  }
});
