import { defineConfig } from 'vitest/config';

const report = process.env.THRICE_TEST_REPORT;

/** What replaces parts of node, waits for servers, or measures its own time and memory. */
const alone = [
  'test/{faults,servers}/**/*.test.ts',
  'test/adapters/{time-bounds,reply-text-time}.test.ts',
  'test/security/hostile*.test.ts',
];

/** A test that hangs meets these limits, one on a busy machine does not. */
const each = { testTimeout: 300_000, hookTimeout: 300_000, setupFiles: ['test/same-cases.ts'] };

export default defineConfig({
  test: {
    // One more than the two cores of a small machine: a good part of the tests waits for a server or the disk.
    maxWorkers: 3,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // In the order of their names: those that take longest go first.
    projects: [
      { test: { ...each, name: 'alone', include: alone } },
      {
        test: {
          ...each,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          // File after file in one process: a fifth of their time would go into loading the same modules again.
          isolate: false,
          // What a file left behind would be there in the next.
          unstubEnvs: true,
          restoreMocks: true,
        },
      },
    ],
  },
});
