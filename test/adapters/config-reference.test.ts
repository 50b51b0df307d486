import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { z } from 'zod';
import { allKeys } from '../../src/config/keys.js';
import { parseConfig } from '../../src/config/load.js';
import { referencePage, schemaFile } from '../../src/config/reference.js';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const example = read('thrice.example.yaml');
const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };
const env = { SUPPORT_PASSWORD: 'pw', IMAP_PASSWORD: 'ipw', SMTP_PASSWORD: 'spw' };

test('thrice.schema.json and docs/config.md are up to date: npx tsx scripts/config-reference.ts', () => {
  expect(read('thrice.schema.json')).toBe(schemaFile());
  expect(read('docs/config.md')).toBe(referencePage());
});

test('every key has a type and a description', () => {
  const keys = allKeys();
  expect(keys.length).toBeGreaterThan(50);
  expect(
    keys.filter((key) => key.description === '' || key.type === 'value').map(({ path }) => path),
  ).toEqual([]);
  expect(new Set(keys.map(({ path }) => path)).size).toBe(keys.length);
});

test('every default and every example of the reference is one that the schema takes', async () => {
  const base = {
    mailbox: { address: 'a@example.com', password: 'p', imap: 'i', smtp: 's' },
    calendar: { timezone: 'UTC' },
  };
  for (const key of allKeys()) {
    if (
      key.path.includes('[]') ||
      /^mailbox\.(imap|smtp|password)\./.test(key.path) ||
      key.path.includes('holidays.')
    )
      continue;
    for (const value of [
      key.standard,
      ...(key.type.startsWith('list') ? key.examples.map((one) => [one]) : key.examples),
    ]) {
      if (value === undefined || key.name === 'password') continue;
      const [section = '', ...rest] = key.path.split('.');
      const inner = rest.reduceRight<unknown>((below, step) => ({ [step]: below }), value);
      const old = (base as Record<string, object>)[section];
      const merged = rest.length === 0 ? inner : { ...old, ...(inner as object) };
      const result = await parseConfig(
        JSON.stringify({ ...base, [section]: merged }),
        '/n/t.yaml',
        {},
        options,
      );
      expect({ key: key.path, value, problems: result.ok ? [] : result.problems }).toMatchObject({
        problems: [],
      });
    }
  }
});

test('the example is the shortest config with the defaults written out', async () => {
  const shortest = `
mailbox:
  address: support@example.com
  password: \${SUPPORT_PASSWORD}
  imap: imap.example.com
  smtp: smtp.example.com
calendar: { timezone: Europe/Warsaw }
`;
  const one = await parseConfig(example, '/n/thrice.yaml', env, options);
  const two = await parseConfig(shortest, '/n/thrice.yaml', env, options);
  expect(one).toMatchObject({ ok: true, notices: [] });
  expect(one.ok && one.config).toEqual(two.ok && two.config);
});

/** Lines `# key: value` are keys that are turned off; prose has no colon after its first word. */
function turnedOn(source: string): string {
  return source.replace(
    /^( *)# ((?:- )?\w+:(?: .*)?| {2,}.*)$/gm,
    (_all, indent: string, rest: string) => `${indent}${rest}`,
  );
}

test('every key of the schema stands in the example', () => {
  const missing = allKeys().filter(({ name }) => !new RegExp(`(^|[\\s{[(#-])${name}:`, 'm').test(example));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test('the keys that the example turns off are right too', async () => {
  const body = example
    .slice(example.indexOf('\nmailbox:') + 1)
    .replace(/^# secret: .*$/m, '')
    .replace(/^ *# ca: .*$/gm, '');
  const on = turnedOn(body).replace(/^ {2}holidays: none.*\n/m, '');
  const result = await parseConfig(on, '/n/thrice.yaml', env, options);
  expect(result.ok ? [] : result.problems).toEqual([]);
  if (!result.ok) return;
  const { settings, imap, smtp } = result.config;
  expect([imap.password, smtp.password]).toEqual(['ipw', 'spw']);
  expect(settings.startFrom).toBe(Date.UTC(2026, 10, 20, 23));
  expect(settings.policies.map(({ name }) => name)).toEqual(['vip', 'default']);
  expect(settings.policies[0]?.followUps.map(({ to }) => to)).toEqual(['customer', 'agent', 'customer']);
  expect(settings.policies[0]?.team.map(({ to }) => to)).toEqual(['agent', 'supervisors']);
  expect(settings.policies[0]?.holdingReply?.template).toBe('holding-reply');
  expect(settings.policies[0]?.closingMail).toBe('closing');
  expect(!settings.calendar.always && settings.calendar.holidays.has('2026-12-31')).toBe(true);
});

test('what the example calls a default is the default', () => {
  const document = parseDocument(example);
  const standards = new Map(allKeys().map(({ path, standard }) => [path, standard]));
  const lines = example.split('\n');
  let checked = 0;
  const walk = (node: unknown, path: string) => {
    if (isSeq(node)) node.items.forEach((item) => void walk(item, `${path}[]`));
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const here = path === '' ? String(key.value) : `${path}.${String(key.value)}`;
      const line = lines[example.slice(0, key.range?.[0]).split('\n').length - 1] ?? '';
      if (/# default\b/.test(line)) {
        checked += 1;
        const plain = isMap(value) || isSeq(value) || isScalar(value) ? value.toJS(document) : value;
        expect({ here, value: plain }).toEqual({ here, value: standards.get(here) });
      }
      walk(value, here);
    }
  };
  walk(document.contents, '');
  expect(checked).toBeGreaterThan(25);
});

test('thrice.schema.json takes the example and refuses an unknown key', () => {
  const json = z.fromJSONSchema(JSON.parse(schemaFile()) as Parameters<typeof z.fromJSONSchema>[0]);
  const value = parseDocument(example).toJS() as Record<string, unknown>;
  expect(json.safeParse(value).error?.issues).toBeUndefined();
  expect(json.safeParse({ ...value, colour: 1 }).success).toBe(false);
});

test('every example in docs/providers.md is a valid part of a config', async () => {
  const blocks = [...read('docs/providers.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, source]) => source ?? '',
  );
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) {
    const base = block.includes('mailbox:')
      ? ''
      : 'mailbox: { address: a@gmail.com, password: p, imap: i, smtp: s }\n';
    const source = block.replace('{ file: /run/secrets/support }', 'p');
    const result = await parseConfig(base + source, '/n/t.yaml', { ...env, FOLLOWUP_PASSWORD: 'p' }, options);
    expect({ block, problems: result.ok ? [] : result.problems }).toMatchObject({ problems: [] });
  }
});
