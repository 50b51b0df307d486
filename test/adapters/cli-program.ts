import { spawn } from 'node:child_process';
import { builtProgram } from '../servers/program.js';

const program = builtProgram();

/** What one run of the program came to. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real program. `stdin` is closed when there is nothing for it. */
export function thrice(args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return run(process.execPath, [program, ...args], stdin, env);
}

/** Runs a shell line in which "$THRICE" is the program. */
export function shell(line: string): Promise<Ran> {
  return run('bash', ['-c', line], '', { THRICE: `${process.execPath} ${program}` });
}

function run(program: string, args: readonly string[], stdin: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(program, args, { env: { ...process.env, THRICE_CONFIG: '', ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
