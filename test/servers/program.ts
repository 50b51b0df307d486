import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'thrice-program');

/**
 * The program as plain JavaScript, so that each of the many starts in a test costs half a second and not two. It is
 * made from src/ without a look at the types, once for each state of src/. Gives the path of cli.js.
 */
export function builtProgram(): string {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
  const hash = createHash('sha256');
  for (const { name, text } of sources) hash.update(`${name}\n${text.length}\n${text}`);
  const built = join(cache, hash.digest('hex').slice(0, 16));
  if (!existsSync(built)) build(sources, built);
  return join(built, 'dist', 'cli.js');
}

function build(sources: readonly { readonly name: string; readonly text: string }[], target: string): void {
  removeOld();
  const draft = join(cache, `.${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'package.json'), '{"type":"module"}\n');
  symlinkSync(join(root, 'templates'), join(draft, 'templates'));
  const compilerOptions: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  for (const { name, text } of sources) {
    const path = join(draft, 'dist', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, ts.transpileModule(text, { compilerOptions }).outputText);
  }
  try {
    renameSync(draft, target);
  } catch {
    // Another test file was faster.
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Programs of sources that are long gone. */
function removeOld(): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const age = Date.now() - (statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 24 * 3_600_000) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
