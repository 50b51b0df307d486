import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isThere, mutants } from '../../scripts/mutants/list.js';

const root = resolve(import.meta.dirname, '../..');

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'the mutant "%s" still breaks what it names',
  (_, mutant) => {
    for (const edit of [mutant, ...(mutant.also ?? [])])
      expect(isThere(root, edit), `${edit.file}: ${edit.find}`).toBe(true);
    for (const file of mutant.tests) expect(existsSync(join(root, file)), file).toBe(true);
  },
);
