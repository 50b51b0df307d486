import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { createServer, type Server, connect as tcpConnect } from 'node:net';

/** A server process with everything it forks. */
export interface ServerProcess {
  readonly name: string;
  /** Kills the whole group (SIGKILL) and resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Runs a program in the foreground as its own process group under a small shell that waits on a pipe from us: when
 * the pipe closes, by `kill` or because this process died in whatever way, the shell kills the whole group.
 */
export function runServer(name: string, command: readonly string[], errorFile: string): ServerProcess {
  const script = '"$@" </dev/null & cat >/dev/null; kill -9 0';
  const errors = openSync(errorFile, 'a');
  const child: ChildProcess = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'ignore', errors],
  });
  closeSync(errors);
  // A test that forgot to stop its servers must be able to end; its end then stops them.
  child.unref();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    name,
    kill: async () => {
      child.ref();
      child.stdin?.destroy();
      await gone;
    },
  };
}

/**
 * Free loopback ports; all are held open until the last is known, so that they differ. None is one that the kernel gives
 * to outgoing connections (from 32768 on): it may stay unbound for a while, as when its server is dead on purpose.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, holdFreePort));
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return held.map(({ port }) => port);
}

async function holdFreePort(): Promise<{ port: number; server: Server }> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (free) return { port, server };
  }
}

/** Resolves when something on the port sends its greeting; throws after `timeoutMs`. */
export async function greeted(port: number, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await greetsNow(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nothing greeted on port ${port} within ${timeoutMs} ms`);
}

function greetsNow(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tcpConnect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => settle(false));
    socket.once('data', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}
