import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What a child process came to. */
export interface Measured<T> {
  readonly result: T;
  /** Peak resident memory of the whole process, bytes. */
  readonly peak: number;
}

/**
 * Runs one measurement in a process of its own, so that none sees another's memory, caches or compiled code.
 * `profile`: a folder for a CPU profile (--cpu-prof). Rejects when the child fails.
 */
export function measure<T>(
  children: string,
  name: string,
  task: object,
  profile: string | null,
): Promise<Measured<T>> {
  const execArgv = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--enable-source-maps'] : [];
  const child = fork(join(children, `${name}.js`), [JSON.stringify(task)], { execArgv });
  return new Promise((resolve, reject) => {
    let measured: Measured<T> | null = null;
    child.on('message', (message) => {
      measured = message as Measured<T>;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 && measured) resolve(measured);
      else reject(new Error(`The measurement "${name}" ended with status ${code}.`));
    });
  });
}
