import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Below node_modules, so that the libraries resolve and nothing has to be ignored by git. */
const folder = join(root, 'node_modules', '.cache', 'thrice-bench');

/**
 * Compiles product and benchmark as they are now, so that what is measured is plain JavaScript as users run it and not
 * what a loader makes of it. Gives the folder of the compiled children. Throws when nothing was compiled.
 */
export function compile(): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  // The product looks for its templates beside its code.
  symlinkSync(join(root, 'templates'), join(folder, 'templates'));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = spawnSync(process.execPath, [tsc, '-p', join(root, 'bench'), '--outDir', folder], {
    encoding: 'utf8',
  });
  const children = join(folder, 'bench', 'children');
  if (!existsSync(children)) throw new Error(`The benchmark did not compile:\n${done.stdout}${done.stderr}`);
  return children;
}
