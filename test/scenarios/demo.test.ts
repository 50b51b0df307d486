import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/sandbox/audit.js';
import { type DemoMail, readDemoMail } from '../../src/sandbox/demo-mail.js';
import type { DemoStage } from '../../src/sandbox/demo-stage.js';
import { galleryOf } from '../../src/sandbox/gallery.js';
import { mboxOf } from '../../src/sandbox/mbox.js';
import { contains, type DemoEvent, march, play, same } from '../../src/sandbox/scenario.js';
import { timelineEvent, timelineHead, wrap } from '../../src/sandbox/timeline.js';
import { builtProgram } from '../servers/program.js';

const program = builtProgram();

/** Runs the real program in an empty folder without config. */
function demo(
  cwd: string,
  args: readonly string[],
  preload: readonly string[] = [],
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' };
    const all = [...preload.flatMap((url) => ['--import', url]), program, 'demo', ...args];
    const child = execFile(process.execPath, all, { cwd, env }, (_error, out, err) =>
      done({ code: child.exitCode, out, err }),
    );
  });
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('thrice demo, the real program', { timeout: 300_000 }, () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'thrice-demo-test-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  test('plays the whole story, leaves the mails, and exits 0', async () => {
    const { code, out, err } = await demo(cwd, ['--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const events = jsonLines(out);
    expect(events.map(({ event }) => event)).toEqual([
      'start',
      'customer-asks',
      'agent-answers',
      'second-customer',
      'morning-note',
      'follow-up',
      'answer-in-time',
      'killed',
      'restarted',
      'final-notice',
      'late-reply',
      'command',
      'quiet',
      'done',
    ]);
    for (const event of events) expect(event, String(event.event)).toMatchObject({ ok: true });
    expect(events.map(({ at }) => Date.parse(String(at)))).toEqual(
      events.map(({ at }) => Date.parse(String(at))).sort((a, b) => a - b),
    );
    const followUp = events.find(({ event }) => event === 'follow-up');
    expect(String(followUp?.customerSees)).toContain('On Monday, 2 March, we wrote to you');
    expect(String(followUp?.thriceKnows)).toContain('Silent since anna@example.com wrote 2026-03-02 10:12.');
    const told = (name: string): string => String(events.find(({ event }) => event === name)?.thriceKnows);
    expect(told('morning-note')).toContain('2. 14:00, Tom Baker');
    expect(told('command')).toContain('Done: closed.');
    expect(events.at(-1)).toMatchObject({ mails: 3, twice: 0 });

    const mbox = readFileSync(join(cwd, 'demo-out', 'mails.mbox'), 'utf8');
    expect(mbox.match(/^From \S+ Mon Mar {2}2 /gm)).toHaveLength(4);
    expect(mbox.match(/^X-Thrice: .*purpose=follow-up/gm)).toHaveLength(3);
    expect(mbox.match(/^X-Thrice: .*purpose=reopened/gm)).toHaveLength(1);
    expect(mbox.match(/^X-Thrice: .*purpose=command-result/gm)).toHaveLength(1);
    // On the three days with something due, and on the mornings after the two closes.
    expect(mbox.match(/^X-Thrice: .*purpose=morning/gm)).toHaveLength(5);
    const page = readFileSync(join(cwd, 'demo-out', 'index.html'), 'utf8');
    expect(page.match(/<iframe sandbox=""/g)).toHaveLength(10);
    expect(page).not.toMatch(/<script|src="http/i);
  });

  test('a step that did not happen is shown, and the exit status is 1', async () => {
    const lives =
      'data:text/javascript,import{ChildProcess}from"node:child_process";ChildProcess.prototype.kill=()=>false';
    const { code, out, err } = await demo(cwd, [], [lives]);
    expect(code).toBe(1);
    expect(out).toContain('✗ the process was killed');
    expect(out).not.toContain('The final notice went out');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('where the mails cannot be left it says so in a sentence', async () => {
    writeFileSync(join(cwd, 'demo-out'), '');
    const { code, out, err } = await demo(cwd, ['--json']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The demo leaves its mails in demo-out, which cannot be made here: .*\n$/);
  });

  test.each([
    ['Ctrl-C', (child: ChildProcess) => child.kill('SIGINT'), 130],
    ['a reader that has seen enough', (child: ChildProcess) => child.stdout?.destroy(), 0],
  ])('ended in the middle by %s it says nothing and leaves nothing behind', async (_name, end, code) => {
    const env = { ...process.env, NODE_OPTIONS: '', TMPDIR: cwd };
    const child = spawn(process.execPath, [program, 'demo', '--json'], { cwd, env });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.stdout.once('data', () => end(child));
    const ended = await new Promise((resolve) => child.once('close', resolve));
    expect({ ended, err }).toEqual({ ended: code, err: '' });
    expect(readdirSync(cwd).filter((name) => name.startsWith('thrice-'))).toEqual([]);
  });

  test('a speed that is none is wrong usage', async () => {
    const { code, err } = await demo(cwd, ['--speed', 'fast']);
    expect(code).toBe(2);
    expect(err).toMatch(/--speed.*'fast' is invalid/);
  });
});

describe('playing', () => {
  const event = (name: string, holds: boolean): DemoEvent => ({
    at: march(2, 9, 0),
    event: name,
    title: name,
    thriceKnows: [],
    checks: [{ says: 'it holds', holds, seen: 'something else' }],
  });
  const stage = { now: () => march(2, 9, 0) } as DemoStage;

  test('ends at the first scene that broke its promise, or threw', async () => {
    const scenes = [
      async () => event('one', true),
      async () => event('two', false),
      async () => event('three', true),
    ];
    const seen: string[] = [];
    const show = async ({ event }: DemoEvent) => void seen.push(event);
    expect(await play(scenes, stage, show)).toBe(false);
    expect(await play([async () => Promise.reject(new Error('gone'))], stage, show)).toBe(false);
    expect(await play(scenes.slice(0, 1), stage, show)).toBe(true);
    expect(seen).toEqual(['one', 'two', 'broken', 'one']);
  });

  test('a promise tells what there was instead', () => {
    expect(same('x', [1, 2], [1, 2]).holds).toBe(true);
    expect(same('x', [1, 2], [1, 1])).toEqual({ says: 'x', holds: false, seen: '[1,1]' });
    expect(same('x', 1, undefined)).toMatchObject({ holds: false, seen: 'nothing' });
    expect(contains('x', 'abc', /a/, /c/).holds).toBe(true);
    expect(contains('x', 'abc', /a/, /d/)).toMatchObject({ holds: false, seen: 'no /d/ in "abc"' });
  });
});

describe('what is left of it', () => {
  const own = (stage: number, text: string): Promise<DemoMail> =>
    mail([`X-Thrice: v=1; purpose=follow-up; stage=${stage}; last=no; closes=no; anchor=a%40b; sig=x`], text);
  const mail = (headers: readonly string[], text: string): Promise<DemoMail> => {
    const raw = ['From: Maria <maria@customer.test>', 'Subject: <b>', ...headers, '', text, ''].join('\r\n');
    return readDemoMail({
      from: 'maria@customer.test',
      to: ['anna@example.com'],
      raw: Buffer.from(raw),
      at: march(2, 9, 0),
    });
  };

  test('the audit finds a step or a text that came twice, and counts no mails of people', async () => {
    const [one, again, two, person] = await Promise.all([
      own(1, 'First'),
      own(1, 'First, worded anew'),
      own(2, 'Second'),
      mail([], 'Hello'),
    ]);
    expect(audit([[one, two, person], [one]])).toEqual({ mails: 3, twice: 0 });
    expect(audit([[one, again, two], []])).toEqual({ mails: 3, twice: 1 });
    expect(audit([[one, await own(2, 'First')]])).toEqual({ mails: 2, twice: 1 });
  });

  test('the mbox quotes From_ lines and ends each mail with an empty line', async () => {
    const text = mboxOf([await mail([], 'From here on\r\n>From there\r\nfrom nowhere')]).toString();
    expect(text).toMatch(/^From maria@customer\.test Mon Mar {2}2 08:00:00 2026\nFrom: Maria/);
    expect(text).toMatch(/\n\n>From here on\n>>From there\nfrom nowhere\n\n$/);
  });

  test('the page shows mails as text, never as markup of its own', async () => {
    const page = galleryOf([await mail([], '<img src=x onerror=alert(1)>')], [], 'A & B');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain('<dd>&lt;b&gt;</dd>');
    expect(page).toContain('A &amp; B');
  });
});

describe('the timeline', () => {
  const event: DemoEvent = {
    at: march(4, 10, 12),
    event: 'follow-up',
    title: 'The first follow-up',
    customer: 'Maria',
    customerSees: ['Hello Maria,', '> quoted'],
    thriceKnows: ['Status: awaiting customer.'],
    checks: [same('it went once', 1, 1), same('it was short', 1, 2)],
  };
  const plain = (_style: string, text: string): string => text;

  test('two columns from 100 characters on', () => {
    expect(timelineHead(100, plain)[0]).toMatch(/^What the customer sees {26} │ What Thrice knows/);
    expect(timelineEvent(event, 100, plain)).toEqual([
      'Wed 4 March, 10:12  The first follow-up',
      `${'Hello Maria,'.padEnd(48)} │ Status: awaiting customer.`,
      `${'> quoted'.padEnd(48)} │`,
      '  ✓ it went once',
      '  ✗ it was short',
      '    instead: 2',
      '',
    ]);
  });

  test('one below the other on less', () => {
    expect(timelineHead(99, plain)).toEqual([]);
    expect(timelineEvent(event, 80, plain).slice(0, 6)).toEqual([
      'Wed 4 March, 10:12  The first follow-up',
      '  Maria sees:',
      '    Hello Maria,',
      '    > quoted',
      '  Thrice knows:',
      '    Status: awaiting customer.',
    ]);
  });

  test('no line is longer than the terminal is wide', () => {
    const title = 'Nine days later Maria answers after all: the conversation reopens, Anna is told';
    const lines = timelineEvent({ ...event, title }, 60, plain);
    expect(lines.slice(0, 2)).toEqual([
      'Wed 4 March, 10:12  Nine days later Maria answers after all:',
      'the conversation reopens, Anna is told',
    ]);
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  test('lines break at spaces, and a quote stays one', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('> one two three', 9)).toEqual(['> one two', '> three']);
    expect(wrap('unbreakable', 4)).toEqual(['unbreakable']);
    expect(wrap('', 4)).toEqual(['']);
  });
});
