import { closeSync, openSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { newProgram, runProgram } from '../../src/cli/program.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What a person reads whose command fails with this error. */
async function said(fail: () => void): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const program = newProgram();
  program.command('fails').action(fail);
  await runProgram(program, ['node', 'thrice', 'fails']);
  expect(process.exitCode).toBe(1);
  return lines.join('');
}

test('a full disk in the middle of a command is told as such, with the place and what to do', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    ...{ code: 'ENOSPC', syscall: 'write', path: '/srv/thrice/data/state.json' },
  });
  const words = await said(() => {
    throw full;
  });
  expect(words).toMatch(
    /^The data folder \/srv\/thrice\/data cannot be written: the disk is full\. Make room/,
  );
});

test('what is no trouble of the disk stays unexpected', async () => {
  expect(await said(() => closeSync(openSync('/nowhere/at/all', 'r')))).toMatch(/^Unexpected error: ENOENT/);
});
