import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from '../../src/config/secret.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'thrice-secret-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function keysOf(files: readonly string[]): string[] {
  const result = loadSecrets(files, { create: false });
  if (!result.ok) throw new Error(result.problem);
  return result.keys.map((key) => key.toString('hex'));
}

function problemOf(
  files: readonly string[],
  options: { create: boolean; dataDir?: string } = { create: false },
): string {
  const result = loadSecrets(files, options);
  return result.ok ? '' : result.problem.replaceAll(dir, 'DIR');
}

test('is made once, for its owner only, and leaves nothing beside it', () => {
  const file = join(dir, 'deep', 'thrice.key');
  const first = loadSecrets([file], { create: true, dataDir: join(dir, 'data') });
  expect(first).toMatchObject({ ok: true, made: file, notices: [] });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  expect(readdirSync(join(dir, 'deep'))).toEqual(['thrice.key']);
  const second = loadSecrets([file], { create: true });
  expect(second).toMatchObject({ ok: true, made: null });
  expect(first.ok && second.ok && first.keys[0]?.equals(second.keys[0] ?? Buffer.alloc(0))).toBe(true);
  expect(first.ok && first.keys[0]?.length).toBe(32);
});

test('a list rotates: the order is kept, only the first is ever made', () => {
  const [old, fresh, third] = [join(dir, 'old'), join(dir, 'new'), join(dir, 'third')] as const;
  loadSecrets([old], { create: true });
  expect(loadSecrets([fresh, old], { create: true })).toMatchObject({ ok: true, made: fresh });
  expect(keysOf([fresh, old])).toEqual([...keysOf([fresh]), ...keysOf([old])]);
  expect(problemOf([old, third], { create: true })).toBe(
    'Cannot use the key DIR/third: there is no such file. Restore it, or take it out of secret when nothing it signed matters any more.',
  );
});

test('without create nothing is made', () => {
  expect(problemOf([join(dir, 'k')])).toBe(
    'Cannot use the key DIR/k: there is no such file. `thrice run` makes it at first use; restore it from your copy if there was one.',
  );
  expect(readdirSync(dir)).toEqual([]);
});

test('never in the data folder', () => {
  const dataDir = join(dir, 'data');
  expect(problemOf([join(dataDir, 'k')], { create: true, dataDir })).toBe(
    'The key DIR/data/k lies in the data folder, which may be deleted at any time. Move it beside the config.',
  );
  expect(loadSecrets([join(dir, 'data-key')], { create: true, dataDir }).ok).toBe(true);
  expect(loadSecrets([join(dir, '..key')], { create: true, dataDir: dir }).ok).toBe(false);
});

test.each([
  ['empty', ''],
  ['short', 'c2hvcnQ='],
  ['no base64', 'ä'.repeat(60)],
  ['two lines', `${'A'.repeat(44)}\n${'A'.repeat(44)}\n`],
])('a key that is %s is refused and not replaced', (_name, content) => {
  const file = join(dir, 'k');
  writeFileSync(file, content, { mode: 0o600 });
  expect(problemOf([file], { create: true })).toBe(
    'The key DIR/k is not the base64 form of 32 bytes or more. Restore it from your copy. Make one with: openssl rand -base64 32',
  );
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a directory is refused, no key named is refused', () => {
  expect(problemOf([dir], { create: true })).toBe('Cannot use the key DIR: it is a directory.');
  expect(problemOf([])).toBe('No key file is named. Set secret.file in the config.');
});

test('a key that others can read gives a notice', () => {
  const file = join(dir, 'k');
  loadSecrets([file], { create: true });
  chmodSync(file, 0o640);
  expect(loadSecrets([file], { create: true })).toMatchObject({
    ok: true,
    notices: [`Other users of this machine can read the key ${file}: chmod 600 ${file}`],
  });
});
