import { beforeAll, describe, expect, test, vi } from 'vitest';
import { surveyOf } from '../../src/cli/survey.js';
import { warningsOf } from '../../src/cli/warnings.js';
import { currentWorld } from '../../src/ledger.js';
import { anna, bot, day, hour, maria, minute } from '../cast.js';
import { type Letter, letter, type Stage, setStage } from '../scenarios/stage.js';
import { noticesToAnna, report } from './post.js';

/**
 * I7 on the embedded server: the same week once in peace and once with somebody outside who knows every id. Nothing goes
 * to anybody that would not have gone, nothing is closed or told; at most it gets quieter, and `status` can count it.
 */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const stranger = 'mallory@evil.test';
const daemon = 'mailer-daemon@evil.test';
const victim = 'victim@else.test';
const ask = 'ask@example.com';
const noSignature = 'A'.repeat(43);

interface Week {
  /** What everybody got from Thrice: address and whole hours since the start. */
  readonly sent: readonly string[];
  /** Purposes of the notices to the agent. */
  readonly told: readonly string[];
  readonly statuses: readonly string[];
  /** Marks of Thrice that nothing signed, and mails of the team that nothing shows. */
  readonly counted: number;
  /** What `thrice status` warns of. */
  readonly warnings: readonly string[];
}

type Attack = (stage: Stage) => void | Promise<void>;

/** Maria asks, Anna answers with the bot in Cc, nobody writes for ten days. The attack comes two hours after the answer. */
async function week(attack: Attack = () => {}, base: Record<string, unknown> = {}): Promise<Week> {
  const stage = await setStage(base);
  try {
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: maria, to: bot, id: 'question@customer.test' });
    stage.now += hour;
    const from = `Anna <${anna}>`;
    stage.deliver({ from, to: maria, cc: bot, id: ask, inReplyTo: 'question@customer.test' });
    const start = stage.now;
    await stage.pass();
    stage.now += 2 * hour;
    await attack(stage);
    await stage.pass();
    await stage.passUntil(start + 10 * day, day / 2);
    const outside = [maria, stranger, victim];
    const mails = outside.flatMap((address) =>
      stage.sandbox
        .received(address)
        .filter(({ raw }) => /^X-Thrice: v=1/im.test(raw.toString('utf8').replace(/\r\n[ \t]/g, ' ')))
        .filter(({ from }) => from === bot)
        .map(({ at }) => `${address} ${Math.floor((at - start) / hour)}`),
    );
    const told = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .flatMap(
        ({ raw }) => /^X-Thrice:[\s\S]{1,30}?purpose=([a-z-]+)/im.exec(raw.toString('utf8'))?.[1] ?? [],
      );
    const entries = await stage.conversations();
    const about = entries.filter(({ conversation }) => conversation.messages.some(({ id }) => id === ask));
    const unsigned = entries.flatMap(({ conversation }) => [
      ...conversation.messages.filter(({ own }) => own?.signed === false),
      ...conversation.notes.filter(({ signed }) => !signed),
    ]);
    const ignored = stage.log.lines.filter(({ text }) => text.startsWith('Ignored the mail'));
    const warnings = await stage.withRuntime(async ({ config, store }) => {
      const books = { config, store, now: stage.now, world: currentWorld({ config, store }) };
      return warningsOf(surveyOf(books), books);
    });
    return {
      sent: mails,
      told,
      statuses: about.map(({ derived }) => `${derived.status} ${derived.outcome ?? ''}`.trim()),
      counted: unsigned.length + ignored.length,
      warnings,
    };
  } finally {
    await stage.stop();
  }
}

let peace: Week;
beforeAll(async () => {
  peace = await week();
  expect(peace).toEqual({
    sent: [`${maria} 50`, `${maria} 98`, `${maria} 170`],
    told: [],
    statuses: ['closed no-reply'],
    counted: 0,
    warnings: [],
  });
});

const deliver =
  (mail: Partial<Letter>, dmarc: 'pass' | 'fail' | 'none' = 'none'): Attack =>
  (stage) => {
    const whole = { from: stranger, to: bot, id: `evil.${stage.now}@evil.test`, ...mail };
    stage.sandbox.deliver(letter(whole, stage.now), [bot], stage.now, { from: stranger, dmarc });
  };

/** As servers do that file `support+Sent@` by its detail; of several recipients they name none. */
const byDetail =
  (folder: string, mail: Partial<Letter>): Attack =>
  (stage) => {
    const at = new Date(stage.now).toUTCString().replace('GMT', '+0000');
    const trace = [
      `Received: from mx.example.com by store.example.com with LMTP id 2; ${at}`,
      'Authentication-Results: mx.example.com; spf=none smtp.mailfrom=mallory@evil.test; dmarc=fail header.from=example.com',
      `Received: from relay.evil.test ([192.0.2.9]) by mx.example.com with ESMTPS id 1; ${at}`,
      '',
    ];
    const whole = { from: stranger, to: bot, id: `evil.${stage.now}@evil.test`, ...mail };
    const raw = Buffer.concat([Buffer.from(trace.join('\r\n')), letter(whole, stage.now)]);
    stage.sandbox.append(bot, folder, raw, { internalDate: stage.now });
  };

const mark = (purpose: string, stage: number, closes: 'yes' | 'no'): string =>
  `X-Thrice: v=1; purpose=${purpose}; stage=${stage}; last=${closes}; closes=${closes}; anchor=${encodeURIComponent(ask)}; sig=${noSignature}`;

const noteHeader = (content: object, at: number): string =>
  `X-Thrice-Note: v1 ${noSignature} ${Buffer.from(JSON.stringify({ ...content, at })).toString('base64url')}`;

/** What an unsigned note may say: each makes Thrice quieter. */
const silencing = (type: string): object =>
  type === 'suppress'
    ? { type, address: maria, why: 'x', permanent: true }
    : { type, by: 'x', from: 'observe', to: 'send' };

describe('nothing changes', () => {
  test.each<[string, Attack]>([
    [
      'an agent’s mail to a victim, dmarc=fail',
      deliver({ from: anna, to: victim, cc: bot, id: 'f1@example.com' }, 'fail'),
    ],
    [
      'the same with a verdict of its own',
      deliver(
        {
          from: anna,
          to: victim,
          cc: bot,
          id: 'f2@example.com',
          headers: ['Authentication-Results: mx.example.com; dmarc=pass header.from=example.com'],
        },
        'fail',
      ),
    ],
    [
      'an agent’s goodbye in the conversation, dmarc=fail',
      deliver(
        { from: anna, to: maria, cc: bot, id: 'f3@example.com', inReplyTo: ask, text: 'Glad it works!' },
        'fail',
      ),
    ],
    [
      'X-Thrice of somebody outside',
      deliver({ id: 'thrice.0123456789abcdef01234567@example.com', headers: [mark('follow-up', 3, 'yes')] }),
    ],
    [
      'a note by mail, of somebody outside',
      (stage) =>
        deliver({
          headers: [noteHeader({ type: 'command', anchor: ask, action: 'close', by: 'x' }, stage.now)],
        })(stage),
    ],
    [
      'notes that could make it louder, in the notes folder itself',
      (stage) => {
        const contents = [
          { type: 'resume', by: 'x' },
          { type: 'release', by: 'x' },
          { type: 'first-run' },
          { type: 'unsuppress', address: maria, by: 'x' },
          { type: 'command', anchor: ask, action: 'reopen', by: 'x' },
        ];
        for (const [i, content] of contents.entries())
          stage.sandbox.append(
            bot,
            'Thrice',
            letter(
              { from: bot, to: bot, id: `n${i}@example.com`, headers: [noteHeader(content, stage.now)] },
              stage.now,
            ),
          );
      },
    ],
    [
      'an agent’s mail to a victim, filed into Sent by the server that delivered it',
      byDetail('Sent', { from: anna, to: victim, cc: bot, id: 'f4@example.com' }),
    ],
    ...['pause', 'suppress', 'mode'].map((type): [string, Attack] => [
      `a note of somebody outside, filed into the notes folder by the server that delivered it: ${type}`,
      (stage) => byDetail('Thrice', { headers: [noteHeader(silencing(type), 6.9e12)] })(stage),
    ]),
    ['Message-IDs of the bot’s form', deliver({ id: 'thrice.ffffffffffffffffffffffff@example.com' })],
    ['a bounce that names no id of ours', deliver({ from: daemon, ...report('never-sent@example.com') })],
    [
      'a complaint that names no id of ours',
      deliver({ from: daemon, ...report('never-sent@example.com', 'feedback-report') }),
    ],
    ['an invented reply token', deliver({ to: 'support+t-aaaaaaaaaaaaaaaa@example.com' })],
  ])('%s', async (_, attack) => {
    const { sent, told, statuses } = peace;
    expect(await week(attack)).toMatchObject({ sent, told, statuses });
  });
});

describe('at most quieter: no other mail, no other recipient, nothing closed by it, and counted', () => {
  test.each<[string, Attack, number]>([
    [
      'X-Thrice with our own address, that says the final notice went',
      deliver(
        {
          from: bot,
          to: maria,
          id: 'thrice.0123456789abcdef01234567@example.com',
          inReplyTo: ask,
          headers: [mark('follow-up', 3, 'yes')],
        },
        'fail',
      ),
      1,
    ],
    [
      'a mail of our own address',
      deliver({ from: bot, to: maria, cc: bot, id: 'own@example.com', inReplyTo: ask }, 'fail'),
      1,
    ],
    [
      'a note by mail, of our own address',
      (stage) =>
        deliver(
          {
            from: bot,
            id: 'thrice-note.1@example.com',
            headers: [noteHeader({ type: 'command', anchor: ask, action: 'close', by: 'x' }, stage.now)],
          },
          'fail',
        )(stage),
      1,
    ],
    ['a stranger’s mail into the conversation', deliver({ inReplyTo: ask }), 0],
    ['a stranger’s thanks', deliver({ inReplyTo: ask, text: 'Thanks, it works now!' }), 0],
    [
      'a stranger’s mail that names two conversations',
      deliver({ inReplyTo: ask, references: `<x@else.test> <${ask}>` }),
      0,
    ],
  ])('%s', async (_, attack, counted) => {
    const attacked = await week(attack);
    expect(attacked.sent.length).toBeLessThanOrEqual(peace.sent.length);
    // The first of it when the first would have gone, or later, and to nobody else.
    const hours = (week: Week): number[] => week.sent.map((one) => Number(one.split(' ')[1]));
    for (const [i, at] of hours(attacked).entries()) expect(at).toBeGreaterThanOrEqual(hours(peace)[i]!);
    for (const one of attacked.sent) expect(one).toMatch(maria);
    if (attacked.sent.length < peace.sent.length)
      for (const status of attacked.statuses) expect(status).not.toMatch(/^closed/);
    expect(attacked.counted).toBeGreaterThanOrEqual(counted);
  });

  test('an unsigned note that was appended counts no later than the server took it', async () => {
    const { sent } = await week((stage) => {
      const content = noteHeader({ type: 'mode', from: 'observe', to: 'send' }, 6.9e12);
      const note = letter({ from: bot, to: bot, id: 'n@example.com', headers: [content] }, stage.now);
      stage.sandbox.append(bot, 'Thrice', note, { internalDate: stage.now });
    });
    expect(sent.length).toBe(peace.sent.length);
  });

  test('status counts forged marks and notes, and names the agents’ mails that do not count', async () => {
    const own = { from: bot, to: maria, id: 'thrice.0123456789abcdef01234567@example.com', inReplyTo: ask };
    const { warnings } = await week((stage) => {
      deliver({ ...own, headers: [mark('follow-up', 3, 'yes')] }, 'fail')(stage);
      const content = { type: 'command', anchor: ask, action: 'skip', stage: 1, by: 'x' };
      const note = { from: bot, to: bot, id: 'n@example.com', headers: [noteHeader(content, stage.now)] };
      stage.sandbox.append(bot, 'Thrice', letter(note, stage.now));
    });
    expect(warnings.join('\n')).toMatch(
      /^1 notes about conversations and 1 mails bear a mark of Thrice that none/m,
    );
    const ignored = await week(async (stage) => {
      stage.now += 5 * day;
      await deliver({ from: anna, to: victim, cc: bot, id: 'f@example.com' }, 'fail')(stage);
    });
    expect(ignored.warnings.join('\n')).toMatch(
      /^Ignored the mail of anna@example\.com, .* mx\.example\.com checked it/m,
    );
  });
});

test('what is ignored is no accident of the test: the same mail, shown to be hers, starts a silence', async () => {
  const { sent } = await week(deliver({ from: anna, to: victim, cc: bot, id: 'f1@example.com' }, 'pass'));
  expect(sent.filter((one) => one.startsWith(victim))).not.toEqual([]);
});

describe('an old command is sent once more', () => {
  /** A blind silence: Anna gets the notice of its first step. Gives the id of that notice. */
  async function noticed(stage: Stage): Promise<string> {
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: ask });
    await stage.pass();
    for (let i = 0; i < 20 && noticesToAnna(stage).length === 0; i++) {
      stage.now += 4 * hour;
      await stage.pass();
    }
    return /^Message-ID: <([^>]+)>/im.exec(noticesToAnna(stage)[0] ?? '')?.[1] ?? '';
  }

  async function statusAfter(mail: (notice: string, stage: Stage) => Buffer): Promise<string> {
    const stage = await setStage();
    try {
      const notice = await noticed(stage);
      expect(notice).not.toBe('');
      stage.now += minute;
      stage.sandbox.deliver(mail(notice, stage), [bot], stage.now, { from: stranger, dmarc: 'pass' });
      await stage.pass();
      return (await stage.conversations())[0]!.derived.status;
    } finally {
      await stage.stop();
    }
  }

  const close = (notice: string, more: Partial<Letter> = {}): Letter => ({
    from: anna,
    to: bot,
    id: 'order@example.com',
    inReplyTo: notice,
    text: 'close',
    ...more,
  });

  test.each<[string, string, (notice: string, stage: Stage) => Buffer]>([
    ['as it came at first, it orders', 'closed', (notice, { now }) => letter(close(notice), now)],
    ['8 days after its Date', 'awaiting-customer', (notice, { now }) => letter(close(notice), now - 8 * day)],
    [
      'written to a colleague',
      'awaiting-customer',
      (notice, { now }) => letter(close(notice, { to: 'ben@example.com' }), now),
    ],
    [
      'written to a colleague, with a Bcc added to it',
      'awaiting-customer',
      (notice, { now }) => letter(close(notice, { to: 'ben@example.com', headers: [`Bcc: ${bot}`] }), now),
    ],
  ])('%s', async (_, status, mail) => {
    expect(await statusAfter(mail)).toBe(status);
  });

  test('once per Message-ID: after the reopening it is not obeyed again, also in other folders', async () => {
    const stage = await setStage();
    try {
      const notice = await noticed(stage);
      stage.now += minute;
      const raw = letter(close(notice), stage.now);
      stage.sandbox.deliver(raw, [bot], stage.now, { dmarc: 'pass' });
      await stage.pass();
      stage.now += hour;
      stage.deliver(close(notice, { id: 'again@example.com', text: 'reopen' }));
      await stage.pass();
      const status = async () => (await stage.conversations())[0]!.derived.status;
      expect(await status()).toBe('awaiting-customer');
      stage.now += hour;
      for (let i = 0; i < 3; i++)
        stage.sandbox.deliver(raw, [bot], stage.now, { from: stranger, dmarc: 'pass' });
      await stage.pass();
      expect(await status()).toBe('awaiting-customer');
    } finally {
      await stage.stop();
    }
  });
});
