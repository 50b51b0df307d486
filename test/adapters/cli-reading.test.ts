import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { openBooks } from '../../src/cli/books.js';
import { resolve } from '../../src/cli/resolve.js';
import { shortHash } from '../../src/core/hash.js';
import { allConversations } from '../../src/ledger.js';
import { anna, bot, day, hour, letter, maria, minute, type Stage, setStage } from '../scenarios/stage.js';
import { thrice } from './cli-program.js';

const time = z.iso.datetime();
const address = z.string().regex(/^[^A-Z<>\s]+@[^A-Z<>\s]+$/);
const listed = z.strictObject({
  id: z.string().regex(/^[a-z2-9]{10}$/),
  status: z.enum(['awaiting-customer', 'awaiting-agent', 'snoozed', 'closed']),
  outcome: z.enum(['no-reply', 'resolved', 'undeliverable', 'opted-out']).optional(),
  subject: z.string(),
  customers: z.array(address).min(1),
  agent: address.nullable(),
  silenceSince: time.optional(),
  stagesSent: z.int(),
  next: z
    .strictObject({ action: z.string(), stage: z.int().optional(), at: time, heldBy: z.string().optional() })
    .optional(),
  messages: z.int(),
});
const mail = z.strictObject({
  messageId: z.string(),
  date: time,
  from: z.string(),
  role: z.enum(['agent', 'customer', 'bot', 'unverified', 'unknown']),
  roleReason: z.string(),
  kind: z.string(),
  reason: z.string(),
  stage: z.int().optional(),
  takenForThanks: z.literal(true).optional(),
});
const shown = listed.extend({
  mails: z.array(mail),
  away: z.array(z.strictObject({ address, returnsOn: z.iso.date() })),
  why: z.array(z.string()).min(1),
});
const thanked = z.strictObject({
  id: listed.shape.id,
  messageId: z.string(),
  from: address,
  at: time,
  subject: z.string(),
  text: z.string(),
});
const planned = z.strictObject({
  at: time,
  id: z.string(),
  action: z.string(),
  stage: z.int(),
  to: z.array(address).min(1),
  subject: z.string(),
  heldBy: z.string().optional(),
});
const statusForm = z.strictObject({
  running: z.boolean(),
  pid: z.int().optional(),
  mode: z.string(),
  paused: z.boolean(),
  lastRead: time.nullable(),
  conversations: z.record(z.string(), z.int()),
  dueNext: time.nullable(),
  quarantined: z.int(),
  suppressed: z.int(),
  uncertain: z.int(),
  thanks: z.array(thanked),
  warnings: z.array(z.string()),
});

let stage: Stage;
let file: string;
let data: string;

/** Everything below data/ with its content and times, to see that nothing changed. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stat = statSync(join(folder, name));
      const content = stat.isFile() ? readFileSync(join(folder, name), 'latin1') : 'folder';
      return `${name} ${stat.mtimeMs} ${content}`;
    });
}

function writeConfig(change: Record<string, unknown> = {}): void {
  const { imapPort, smtpPort } = stage.sandbox;
  const config = {
    mailbox: {
      address: bot,
      name: 'Example Support',
      password: 'secret',
      imap: { host: '127.0.0.1', port: imapPort, security: 'none' },
      smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' },
    },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar,
    ...change,
  };
  writeFileSync(file, stringify(config), { mode: 0o600 });
}

const calendar = { timezone: 'Europe/Warsaw', always: true };

/** Three days in real time: one conversation with a follow-up sent, one blind, one that waits for the team. */
beforeAll(async () => {
  stage = await setStage({ calendar });
  file = join(stage.folder, 'thrice.yaml');
  data = join(stage.folder, 'data');
  writeConfig();
  const now = Date.now();
  stage.now = now - 3 * day;
  await stage.pass();
  stage.now += hour;
  stage.deliver({ from: `Maria <${maria}>`, to: bot, id: 'question@customer.test', text: 'How do I pay?' });
  stage.now += hour;
  stage.deliver({
    from: `Anna <${anna}>`,
    to: maria,
    cc: bot,
    subject: 'Re: Invoice 17',
    id: 'ask@example.com',
    inReplyTo: 'question@customer.test',
  });
  stage.now += minute;
  stage.deliver({
    from: anna,
    to: 'Blind <Blind@Other.Test>',
    cc: bot,
    subject: 'Your order',
    id: 'blind@example.com',
  });
  const forged = letter(
    { from: anna, to: maria, cc: bot, subject: 'Wire it', id: 'forged@evil.test' },
    stage.now,
  );
  stage.sandbox.deliver(forged, [bot], stage.now, { dmarc: 'fail' });
  stage.deliver({
    from: 'Eve \u001b[31m <eve@third.test>',
    to: bot,
    subject: 'Help \u202e me',
    id: 'help@third.test',
  });
  await stage.pass();
  stage.now += 2 * day + minute;
  await stage.pass();
  stage.now = Date.now();
  await stage.pass();
}, 300_000);

afterAll(() => (process.env.KEEP ? undefined : stage.stop()));

const json = async (...args: string[]): Promise<unknown> => {
  const { code, out, err } = await thrice([...args, '--json', '--config', file]);
  expect({ code, err }).toEqual({ code: 0, err: expect.not.stringMatching(/rror/) });
  return JSON.parse(out);
};

describe('the reading commands on one mailbox', { timeout: 300_000 }, () => {
  test('list, show and plan have the promised forms and agree', async () => {
    const rows = z.array(listed).parse(await json('list'));
    expect(rows.map(({ subject, status, stagesSent }) => [subject, status, stagesSent])).toEqual(
      expect.arrayContaining([
        ['Invoice 17', 'awaiting-customer', 1],
        ['Your order', 'awaiting-customer', expect.any(Number)],
        [expect.stringContaining('Help'), 'awaiting-agent', 0],
      ]),
    );
    const invoice = rows.find((row) => row.subject === 'Invoice 17')!;
    expect(invoice).toMatchObject({ customers: [maria], agent: anna, messages: 3 });
    expect(invoice.next).toMatchObject({ action: 'follow-up', stage: 2 });

    const one = shown.parse(await json('show', '<ask@example.com>'));
    const { mails, why, away, ...row } = one;
    expect(away).toEqual([]);
    expect(row).toEqual(invoice);
    expect(mails.map(({ role, stage }) => [role, stage])).toEqual([
      ['customer', undefined],
      ['agent', undefined],
      ['bot', 1],
    ]);
    expect(why.join(' ')).toContain('1 of 3 follow-ups sent');

    const steps = z.array(planned).parse(await json('plan', '--days', '30'));
    const step = steps.find(({ id }) => id === invoice.id)!;
    expect(step).toMatchObject({ action: 'follow-up', stage: 2, to: [maria], at: invoice.next?.at });
  });

  test('list gives the same when data/ was deleted', async () => {
    const before = await json('list');
    rmSync(data, { recursive: true });
    const { code, out, err } = await thrice(['list', '--json', '--config', file]);
    expect(code).toBe(0);
    expect(err).toContain('reading the mailbox');
    expect(JSON.parse(out)).toEqual(before);
    expect(readdirSync(data)).not.toContain('lock');
  });

  test('status tells of a daemon, of none, and of ignored mails', async () => {
    const idle = await thrice(['status', '--health', '--config', file]);
    expect(idle.code).toBe(1);
    expect(idle.out).toMatch(/^NOT RUNNING/);
    writeFileSync(join(data, 'lock'), JSON.stringify({ pid: process.pid, since: 0 }));
    const running = await thrice(['status', '--config', file, '--health']);
    const form = statusForm.parse(await json('status'));
    rmSync(join(data, 'lock'));
    expect(running.code).toBe(0);
    expect(running.out).toMatch(
      new RegExp(`^running \\(pid ${process.pid}, mode send, last read \\d+ s ago`),
    );
    expect(form.warnings.join('\n')).toMatch(/^Ignored the mail of anna@example\.com, .*mx\.example\.com/m);
    expect(form).toMatchObject({ running: true, pid: process.pid, mode: 'send', paused: false });
    expect(form.conversations).toEqual({
      'awaiting-customer': 2,
      'awaiting-agent': 1,
      snoozed: 0,
      closed: 0,
    });
  });

  test('observe mode: the plan says what would go and that this holds it', async () => {
    writeConfig({ mode: 'observe' });
    const steps = z.array(planned).parse(await json('plan', '--days', '30'));
    writeConfig();
    expect(steps.map(({ heldBy }) => heldBy)).toEqual(steps.map(() => 'observe'));
    writeConfig({ mode: 'observe' });
    const [some, none] = await Promise.all(
      ['30', '0'].map((days) => thrice(['plan', '--days', days, '--config', file])),
    );
    writeConfig();
    expect(some?.out).toMatch(/^Mode observe: nothing is sent\. In mode send this would go:\nWHEN/);
    expect(none?.out).toBe(
      'Mode observe: nothing is sent. In mode send, nothing would go within 0 days either.\n',
    );
    // The notice to the agent and, behind it, the follow-up that it announces (R5).
    const blind = steps.filter(({ subject }) => subject === 'Your order');
    expect(blind.map(({ action, to }) => [action, to])).toEqual([
      ['blind-notice', [anna]],
      ['follow-up', ['blind@other.test']],
    ]);
  });

  test('an empty data/: status says so, list waits for a daemon that reads', async () => {
    const folder = join(stage.folder, 'empty');
    mkdirSync(folder);
    writeConfig({ data: './empty' });
    const status = await thrice(['status', '--config', file, '--json']);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, since: 0 }));
    const list = await thrice(['list', '--config', file]);
    writeConfig();
    expect(statusForm.parse(JSON.parse(status.out))).toMatchObject({ running: false, lastRead: null });
    expect(list).toMatchObject({ code: 1, out: '' });
    expect(list.err).toContain('still reading the mailbox for the first time');
  });

  test('preview gives the mail with its quote, and a template without any data', async () => {
    const { code, out } = await thrice(['preview', 'ask@example.com', '--config', file]);
    expect(code).toBe(0);
    expect(out).toContain('To: maria@customer.test');
    expect(out).toContain('In-Reply-To: <ask@example.com>');
    expect(out).toContain('> Could you send us the missing page, please?');
    const template = await thrice(['preview', 'final-notice', '--language', 'de', '--config', file]);
    expect(template.code).toBe(0);
    expect(template.out).toMatch(/Maria Nowak/);
    expect(template.out).not.toMatch(/\{\{/);
  });

  test('preview of what is neither a conversation nor a template names what there is', async () => {
    const [far, near] = await Promise.all(
      ['nonsense', 'folow-up1'].map((what) => thrice(['preview', what, '--config', file])),
    );
    expect(far).toMatchObject({ code: 1, out: '' });
    expect(far?.err).toContain('There is no conversation and no template nonsense.\nTemplates: answered, ');
    expect(far?.err).toMatch(/ final-notice, follow-up-1, follow-up-2,.*`thrice list`/s);
    expect(far?.err).not.toContain('Did you mean');
    expect(near?.err).toContain('no template folow-up1. Did you mean follow-up-1?');
  });

  test('texts of strangers cannot steer the terminal, and nothing is cut in a pipe', async () => {
    const { out } = await thrice(['list', '--config', file], '', { FORCE_COLOR: '1' });
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out).not.toContain('…');
  });

  test('wrong IDs and wrong usage', async () => {
    const [none, status, days] = await Promise.all([
      thrice(['show', 'nobody@nowhere.test', '--config', file]),
      thrice(['list', '--status', 'open', '--config', file]),
      thrice(['plan', '--days', 'many', '--config', file]),
    ]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toMatch(/^There is no conversation nobody@nowhere\.test\./);
    expect([status.code, days.code]).toEqual([2, 2]);
    expect(none.err + status.err + days.err).not.toMatch(/^\s+at /m);
  });
});

describe('IDs', () => {
  test('an ambiguous beginning lists the candidates', async () => {
    // 33 conversations and 32 letters: two must begin alike.
    for (let n = 0; n < 33; n++)
      stage.deliver({ from: `c${n}@many.test`, to: bot, id: `many${n}@many.test`, subject: `Matter ${n}` });
    await stage.pass();
    const books = await openBooks({ config: file });
    const ids = [...allConversations(books, books.now)].map(({ derived }) => derived.id);
    const letters = ids.map((id) => id.charAt(0));
    const twice = letters.find((one, i) => letters.indexOf(one) !== i)!;
    expect(() => resolve(twice, books)).toThrow(
      new RegExp(`^${twice} may be any of these conversations:\n  ${twice}[a-z2-9]{9} .*\n  ${twice}`),
    );
  });

  test('a short id, its beginning, and any Message-ID', async () => {
    const books = await openBooks({ config: file });
    const entry = resolve('ask@example.com', books);
    const { id } = entry.derived;
    for (const name of ['question@customer.test', '<question@customer.test>', id, id.slice(0, 9), ` ${id} `])
      expect(resolve(name, books).derived.id).toBe(id);
    expect(id).toBe(shortHash(entry.conversation.messages[0]!.key));
    expect(() => resolve('', books)).toThrow(/empty/);
  });

  test('nothing is written, not even when a document is damaged', async () => {
    const damaged = join(data, 'conversations', 'damaged.json');
    writeFileSync(damaged, '{');
    const before = snapshot(data);
    const books = await openBooks({ config: file });
    resolve(resolve('ask@example.com', books).derived.id, books);
    expect(() => books.store.state.set({ mode: 'draft' })).toThrow();
    expect(() => books.store.threads.flush()).toThrow();
    expect(books.store.threads.corrupt).toEqual([damaged]);
    expect(snapshot(data)).toEqual(before);
    rmSync(damaged);
  });

  test('an id that was shown resolves after an earlier mail turned up', async () => {
    const old = resolve('ask@example.com', await openBooks({ config: file })).derived.id;
    // Delivered late by a slow list server: its first hop is older than all the others.
    const early = letter({ from: maria, to: bot, id: 'early@customer.test' }, stage.now - 5 * day);
    const followed = letter(
      {
        from: maria,
        to: bot,
        subject: 'Re: Invoice 17',
        id: 'join@customer.test',
        inReplyTo: 'early@customer.test',
        references: '<early@customer.test> <question@customer.test>',
      },
      stage.now,
    );
    stage.sandbox.deliver(early, [bot], stage.now - 5 * day);
    stage.sandbox.deliver(followed, [bot], stage.now);
    await stage.pass();
    const books = await openBooks({ config: file });
    const { derived } = resolve('early@customer.test', books);
    expect(derived.id).not.toBe(old);
    expect(resolve(old, books).derived.id).toBe(derived.id);
    expect(resolve(old.slice(0, 8), books).derived.id).toBe(derived.id);
  });
});
