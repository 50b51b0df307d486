// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${NAME} is the syntax of the config
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig, parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { schema } from '../../src/config/schema.js';

const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };
const valid = {
  mailbox: {
    address: 'support@example.com',
    password: 'pw',
    imap: 'i.example.com',
    smtp: { host: 's.example.com' },
  },
  team: { domains: ['example.com'], verified_by: ['mx.example.com'] },
  policies: [{ name: 'a', match: { subject: ['x'] }, follow_ups: [{ after: '2d', template: 't' }] }],
  calendar: { timezone: 'UTC', holidays: { dates: ['2026-12-24'] } },
  limits: { surprise: 'off' },
  secret: [{ file: 'a.key' }],
  log: { level: 'info' },
};

async function accepts(source: string): Promise<boolean> {
  const result = await parseConfig(source, '/nowhere/thrice.yaml', {}, options);
  if (result.ok) return true;
  expect(result.problems.length).toBeGreaterThan(0);
  for (const problem of result.problems) {
    expect(formatProblem(problem)).toMatch(/^thrice\.yaml:\d+:\d+ \S/);
    // What the file itself says is quoted; a placeholder or a word of the library in ours is a slip.
    const ours = problem.message.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    expect(ours).not.toMatch(/Invalid input|\[object|undefined|(^|\s)\{\}/);
  }
  return false;
}

const weird = fc.oneof(
  fc.anything({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    0,
    -1,
    1.5,
    1e300,
    Number.NaN,
    [],
    {},
    [null],
    'off',
    '${X}',
    '9d9d',
    '0d',
    [[]],
  ),
);

/** The value with the thing at one path of it replaced. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const inner = replaced((value as Record<string, unknown>)[key], rest, by);
  if (Array.isArray(value)) return value.map((entry, index) => (String(index) === key ? inner : entry));
  return { ...value, [key]: inner };
}

function yamlOf(value: unknown): string | null {
  try {
    return stringify(value) ?? '';
  } catch {
    return null; // the YAML writer cannot write symbols and the like
  }
}

test('the base of the mutations is valid', async () => {
  expect(await accepts(stringify(valid))).toBe(true);
});

test('any value as YAML gives problems or a config, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(weird, async (value) => {
      const source = yamlOf(value);
      if (source !== null) await accepts(source);
    }),
    { numRuns: 300 },
  );
});

test('any value in any place of a valid config gives problems or a config, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), weird, async (path, by) => {
      const source = yamlOf(replaced(valid, path, by));
      if (source !== null) await accepts(source);
    }),
    { numRuns: 1_000 },
  );
});

test('every key of the schema with a weird value never throws', async () => {
  const keys = Object.keys(schema.shape);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...keys), weird, async (key, by) => {
      const source = yamlOf({ ...valid, [key]: by });
      if (source !== null) await accepts(source);
    }),
    { numRuns: 500 },
  );
});

test('any text is read without throwing', async () => {
  const pieces = fc.constantFrom(
    'mailbox',
    ':',
    ' ',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '*a',
    '&a',
    '!t',
    '"',
    "'",
    '|',
    '>',
    '#',
    '%',
    '\t',
    '---\n',
    '? ',
    '${',
    '<<',
  );
  const source = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
  );
  await fc.assert(
    fc.asyncProperty(source, async (text) => {
      await accepts(text);
    }),
    { numRuns: 1_000 },
  );
});

test('any path is read without throwing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (path) => {
      const result = await loadConfig(`/nowhere/${path}`, {}, options);
      expect(result.ok).toBe(false);
    }),
    { numRuns: 100 },
  );
});
