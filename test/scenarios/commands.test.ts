import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { checkUp } from '../../src/checkup.js';
import { booksOf } from '../../src/cli/books.js';
import { type Order, orders } from '../../src/cli/orders.js';
import { setPaused } from '../../src/cli/pause.js';
import { dismissMail, replayMail } from '../../src/cli/quarantine.js';
import { release } from '../../src/cli/release.js';
import { serve } from '../../src/cli/requests.js';
import { snoozeUntil } from '../../src/cli/snooze.js';
import { steer } from '../../src/cli/steering.js';
import { unsuppress } from '../../src/cli/suppressed.js';
import { surveyOf } from '../../src/cli/survey.js';
import { settle } from '../../src/cli/uncertain.js';
import { unknownMails } from '../../src/cli/unknown-mails.js';
import { writeNote } from '../../src/cli/writing.js';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { loadSecrets } from '../../src/config/secret.js';
import type { Message } from '../../src/core/message/message.js';
import { currentWorld, type Entry, unreadableMails } from '../../src/ledger.js';
import { sign } from '../../src/mail/own-mark.js';
import { openStore } from '../../src/store/store.js';
import { anna, bot, hour, letter, maria, type Stage, setStage } from './stage.js';

/** The commands look at the real clock, so the stage's clock follows it here. */
describe('what people order on the command line', () => {
  let stage: Stage;
  let config: Config;
  beforeEach(async () => {
    stage = await setStage({ calendar: 'always' });
    stage.now = Date.now() - 3 * hour;
    await stage.pass();
    config = await configOf(stage, 'send');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await stage.stop();
  });

  /** The customer asked and the agent answered, with the bot in Cc; then perhaps the customer again. */
  async function conversation(name: string, customerLast = false): Promise<string> {
    stage.now = Date.now() - 2 * hour;
    const question = `q-${name}@customer.test`;
    const subject = `Matter ${name}`;
    stage.deliver({ from: maria, to: bot, id: question, subject });
    stage.now += hour / 2;
    const answer = { from: anna, to: maria, cc: bot, id: `a-${name}@example.com`, subject };
    stage.deliver({ ...answer, inReplyTo: question });
    stage.now += hour / 2;
    if (customerLast)
      stage.deliver({ from: maria, to: bot, id: `l-${name}@customer.test`, subject, inReplyTo: answer.id });
    stage.now = Date.now();
    return answer.id;
  }

  const order = (id: string, what: Order) => steer(config, id, what);

  async function snapshot(): Promise<Map<string, Entry['derived']>> {
    const entries = await stage.conversations();
    return new Map(entries.map(({ derived }) => [derived.subject, derived]));
  }

  test('survives the loss of data/ (I3)', async () => {
    const ids: Record<string, string> = {};
    for (const name of ['close', 'reopen', 'snooze', 'never', 'skip', 'plain'])
      ids[name] = await conversation(name);
    ids.wait = await conversation('wait', true);
    await conversation('answered', true);
    await order(ids.close!, orders.close);
    await order(ids.reopen!, orders.close);
    await order(ids.reopen!, orders.reopen);
    await order(ids.snooze!, snoozeUntil('30d'));
    await order(ids.never!, orders.never);
    await order(ids.skip!, orders.skip);
    await order(ids.wait!, orders.wait);
    await setPaused(config, true);
    stage.now = Date.now();
    const before = await snapshot();
    expect(before.get('Matter plain')).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
    expect(before.get('Matter close')).toMatchObject({ status: 'closed', outcome: 'resolved' });
    expect(before.get('Matter close')).not.toHaveProperty('next');
    expect(before.get('Matter reopen')).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
    expect(before.get('Matter snooze')).toMatchObject({ status: 'snoozed' });
    expect(before.get('Matter snooze')?.next?.at).toBeGreaterThan(stage.now + 29 * 24 * hour);
    expect(before.get('Matter never')).not.toHaveProperty('next');
    expect(before.get('Matter skip')).toMatchObject({ next: { stage: 2 } });
    expect(before.get('Matter wait')).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
    expect(paused()).toBe(true);

    rmSync(config.dataDir, { recursive: true });
    await stage.pass();
    expect(await snapshot()).toEqual(before);
    expect(paused()).toBe(true);

    await setPaused(config, false);
    rmSync(config.dataDir, { recursive: true });
    await stage.pass();
    expect(paused()).toBe(false);
    // What had waited for the pause went: the notice about the answer that Anna did not get.
    const after = await snapshot();
    for (const [subject, derived] of before) expect(after.get(subject)).toEqual({ ...derived, notices: [] });
    expect(before.get('Matter answered')?.notices).toMatchObject([{ purpose: 'answered' }]);
    expect(before.get('Matter wait')?.notices).toMatchObject([{ purpose: 'answered', settled: 'waiting' }]);
  });

  test('is one note, and nothing when it is so already', async () => {
    const id = await conversation('twice');
    const notes = () => stage.sandbox.mailbox(bot).mails('Thrice').length;
    const before = notes();
    expect((await order(id, orders.close)).after?.listed).toMatchObject({ status: 'closed' });
    expect(notes()).toBe(before + 1);
    expect(await order(id, orders.close)).toMatchObject({ changed: false });
    expect(notes()).toBe(before + 1);
    await expect(order(id, orders.skip)).rejects.toThrow('Nothing is next');
    await expect(order(id, snoozeUntil('3d'))).rejects.toThrow('closed');
    await expect(order(id, snoozeUntil('yesterday'))).rejects.toThrow('is no time');
    await expect(order('nobody@nowhere', orders.close)).rejects.toThrow('There is no conversation');
    expect(notes()).toBe(before + 1);
  });

  test('release lets go what the brake holds', async () => {
    const slow = { policies: [{ name: 'default', follow_ups: [{ after: '30d', template: 'follow-up-1' }] }] };
    const quick = { policies: [{ name: 'default', follow_ups: [{ after: '1h', template: 'follow-up-1' }] }] };
    const limits = { surprise: 1, per_recipient_per_day: 'off' };
    for (const name of ['one', 'two', 'three']) await conversation(name);
    await stage.pass({ ...slow, limits });
    // The edit makes three steps due at once that nobody expected for today.
    stage.now = Date.now() + 2 * hour;
    await stage.pass({ ...quick, limits });
    expect(stage.mailsTo(maria)).toHaveLength(0);
    config = await configOf(stage, 'send', { ...quick, limits });
    vi.spyOn(Date, 'now').mockReturnValue(stage.now);
    const { held } = await release(config);
    expect(held).toHaveLength(3);
    expect((await release(config)).held).toHaveLength(0);
    await stage.pass({ ...quick, limits });
    expect(stage.mailsTo(maria)).toHaveLength(3);
  });

  test.each([
    ['sent', 2],
    ['not-sent', 1],
  ] as const)('an uncertain sending that a person settles as %s', async (result, stageAfter) => {
    const id = await conversation('claimed');
    const claim = {
      type: 'claim',
      id: 'thrice.lost@example.com',
      purpose: 'follow-up',
      anchor: id,
      stage: 1,
      last: false,
      closes: false,
      to: [maria],
    } as const;
    await writeNote(config, () => ({ content: claim, matter: null }));
    vi.spyOn(Date, 'now').mockReturnValue(stage.now + hour);
    stage.now += hour;
    const before = (await snapshot()).get('Matter claimed');
    expect(before).toMatchObject({ uncertain: [claim.id], next: { heldBy: 'uncertain' } });
    await expect(settle(config, 'a-other@example.com', result)).rejects.toThrow('no conversation');
    const { listed } = await settle(config, result === 'sent' ? claim.id : (before?.id ?? ''), result);
    expect(listed).toMatchObject({ stagesSent: result === 'sent' ? 1 : 0, next: { stage: stageAfter } });
    expect(listed?.next).not.toHaveProperty('heldBy');
    await expect(settle(config, id, result)).rejects.toThrow('Nothing is uncertain');
  });

  test('a suppression is lifted by hand, and stays lifted without data/', async () => {
    const suppress = { type: 'suppress', address: maria, why: 'It bounced.', permanent: false } as const;
    await conversation('bounced');
    await writeNote(config, () => ({ content: suppress, matter: null }));
    expect((await snapshot()).get('Matter bounced')).not.toHaveProperty('next');
    expect(await unsuppress(config, maria)).toMatchObject({ was: { why: 'It bounced.' }, confirmed: true });
    await expect(unsuppress(config, maria)).rejects.toThrow('is not suppressed');
    rmSync(config.dataDir, { recursive: true });
    await stage.pass();
    expect((await snapshot()).get('Matter bounced')).toHaveProperty('next');
  });

  test('a mail in quarantine is read again on request', async () => {
    await conversation('broken');
    await stage.pass();
    const store = openStore({
      folder: config.dataDir,
      boot: '',
      mailbox: mailboxOf(config),
      now: Date.now(),
    });
    const [mail] = stage.sandbox.mailbox(bot).mails('INBOX');
    const quarantined = { folder: 'INBOX', uidValidity: '1', uid: mail?.uid ?? 0, reason: 'broken', at: 1 };
    store.state.set({ quarantined: [quarantined] });
    const books = await serve(config, { type: 'replay', places: [quarantined] }, 'Reading it again');
    expect(books.store.state.get().quarantined).toEqual([]);
    const rebuilt = await serve(config, { type: 'rebuild' }, 'Reading');
    expect(rebuilt.store.threads.size()).toBe(books.store.threads.size());
  });

  test('a mail whose content defeated the parser holds its conversation until it is read again, by its Message-ID', async () => {
    const id = await conversation('garbled');
    await stage.pass();
    amend(`q-garbled@customer.test`, { unreadable: 'It defeated the parser: oops' });
    expect((await snapshot()).get('Matter garbled')?.next).toMatchObject({ heldBy: 'quarantined' });
    await expect(replayMail(config, id)).rejects.toThrow('No mail');
    await replayMail(config, '<q-garbled@customer.test>');
    expect((await snapshot()).get('Matter garbled')?.next).not.toHaveProperty('heldBy');
  });

  /** Changes the fact of a mail, as another version of Thrice would have stored it. */
  function amend(id: string, change: Partial<Message>): void {
    const store = openStore({
      folder: config.dataDir,
      boot: '',
      mailbox: mailboxOf(config),
      now: Date.now(),
    });
    for (const key of store.threads.withId(id))
      for (const message of store.threads.get(key)?.messages ?? [])
        if (message.id === id) store.threads.amend(key, message.key, (m) => ({ ...m, ...change }));
    store.threads.flush();
  }

  test('a mail that cannot be read holds what is under way, the same without data/, until a person dismisses it', async () => {
    await conversation('held');
    const [note = ''] = notesOfStage();
    const id = 'from-a-newer-version@example.com';
    const payload = Buffer.from('{"type":"novelty","at":1}').toString('base64url');
    const key = loadSecrets(config.secret.files, { create: false });
    const signature = sign(key.ok ? key.keys : [], 'note', `${id} ${payload}`);
    const header = `X-Thrice-Note: v1 ${signature} ${payload}`;
    const at = Math.floor((Date.now() - hour / 2) / 1000) * 1000;
    stage.sandbox.append(bot, 'Thrice', letter({ from: bot, to: bot, id, headers: [header] }, at), {
      internalDate: at,
    });
    await stage.pass();
    const held = () => snapshot().then((all) => all.get('Matter held')?.next?.heldBy);
    const quarantined = () => booksOf(config).then(({ store }) => unreadableMails(store));
    const [mail] = await quarantined();
    expect(mail).toMatchObject({ folder: 'Thrice', at, reason: expect.stringMatching(/newer version/) });
    expect(note).not.toBe('');
    expect(await held()).toBe('quarantined');
    rmSync(config.dataDir, { recursive: true });
    stage.now = Date.now() + hour;
    await stage.pass();
    expect(await quarantined()).toEqual([mail]);
    await expect(dismissMail(config, 'INBOX:999')).rejects.toThrow('no unreadable mail');
    expect(await dismissMail(config, `Thrice:${mail?.uid}`)).toBe(true);
    expect(await quarantined()).toEqual([]);
    expect(await held()).toBe(undefined);
    rmSync(config.dataDir, { recursive: true });
    await stage.pass();
    expect(await quarantined()).toEqual([]);
    expect(await held()).toBe(undefined);
  });

  const notesOfStage = () =>
    stage.sandbox
      .mailbox(bot)
      .mails('Thrice')
      .map(({ raw }) => raw.toString('utf8'));

  test('what nobody can tell the writer of is shown, and counted, until somebody closes its conversation', async () => {
    const id = await conversation('odd');
    await order(id, orders.close);
    stage.now = Date.now() + 2000;
    const odd = letter({ from: bot, to: bot, id: 'odd@example.com', inReplyTo: id }, stage.now);
    stage.sandbox.deliver(odd, [bot], stage.now, { dmarc: 'fail' });
    await stage.pass();
    const shown = async () => {
      const books = await booksOf(config);
      const listed = unknownMails(books).map(({ messageId }) => messageId);
      expect(surveyOf(books).quarantined).toBe(listed.length);
      return listed;
    };
    expect((await snapshot()).get('Matter odd')).toMatchObject({ status: 'closed' });
    expect(await shown()).toEqual(['odd@example.com']);
    const [entry] = [...(await snapshot()).values()].filter(({ subject }) => subject === 'Matter odd');
    for (const name of ['odd@example.com', entry!.id])
      await expect(replayMail(config, name)).rejects.toThrow(`${name} still waits for a person`);
    vi.spyOn(Date, 'now').mockReturnValue(stage.now + 1000);
    await order(id, orders.reopen);
    vi.spyOn(Date, 'now').mockReturnValue(stage.now + 2000);
    await order(id, orders.close);
    expect(await shown()).toEqual([]);
  });

  test('check looks at a copy of data/ and makes the notes folder outside observe mode', async () => {
    const id = await conversation('checked');
    await order(id, orders.never);
    const documents = () =>
      readdirSync(config.dataDir, { recursive: true, encoding: 'utf8' })
        .map((name) => [name, statSync(join(config.dataDir, name)).mtimeMs])
        .sort();
    const before = documents();
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'new@example.com', subject: 'New' });
    const { groups, seen } = await checkUp({
      config,
      notices: [],
      offline: false,
      log: stage.log,
      clock: Date.now,
    });
    expect(groups.flatMap(({ findings }) => findings).filter(({ mark }) => mark === 'fail')).toEqual([]);
    expect(seen).toMatchObject({ scope: 'all', problems: [], warnings: [] });
    expect(seen?.agentMails.map(({ subject, verdict }) => [subject, verdict.reason])).toEqual([
      ['New', 'bot-addressed'],
      ['Matter checked', 'bot-addressed'],
    ]);
    expect(documents()).toEqual(before);

    const other = await configOf(stage, 'send', {
      data: './other',
      mailbox: { folders: { notes: 'Other' } },
    });
    await checkUp({ config: other, notices: [], offline: false, log: stage.log, clock: Date.now });
    expect(stage.sandbox.mailbox(bot).folders()).toContain('Other');

    const stranger = { ...config, imap: { ...config.imap, host: 'localhost' } };
    const strange = await checkUp({
      config: stranger,
      notices: [],
      offline: false,
      log: stage.log,
      clock: Date.now,
    });
    const failed = strange.groups.flatMap(({ findings }) => findings).filter(({ mark }) => mark === 'fail');
    expect(failed.map(({ text }) => text)).toEqual([expect.stringContaining('Give each mailbox its own')]);
  });

  test('in mode observe nothing is written', async () => {
    const id = await conversation('observed');
    const before = stage.sandbox.mailbox(bot).mails('Thrice').length;
    config = await configOf(stage, 'observe');
    await expect(order(id, orders.close)).rejects.toThrow('mode observe');
    await expect(setPaused(config, true)).rejects.toThrow('mode observe');
    expect(stage.sandbox.mailbox(bot).mails('Thrice')).toHaveLength(before);
  });

  function paused(): boolean {
    const store = openStore({
      folder: config.dataDir,
      boot: '',
      mailbox: mailboxOf(config),
      now: Date.now(),
      readOnly: true,
    });
    return currentWorld({ config, store }).paused;
  }
});

function mailboxOf({ imap }: Config): string {
  return `${imap.user}@${imap.host}`;
}

async function configOf(
  { sandbox, folder }: Stage,
  mode: string,
  { mailbox: more = {}, ...change }: Record<string, unknown> & { mailbox?: object } = {},
): Promise<Config> {
  const file = join(folder, 'thrice.yaml');
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const mailbox = {
    address: bot,
    name: 'Example Support',
    password: 'secret',
    imap: server(sandbox.imapPort),
    smtp: server(sandbox.smtpPort),
    ...more,
  };
  writeFileSync(
    file,
    stringify({ mailbox, team: { verified_by: ['mx.example.com'] }, mode, calendar: 'always', ...change }),
    { mode: 0o600 },
  );
  const loaded = await loadConfig(file, {}, { now: Date.now() });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.config;
}
