import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Sandbox } from '../../src/sandbox/mail-server.js';
import { builtProgram } from '../servers/program.js';

const program = builtProgram();

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the real program in a folder. */
export function startThrice(cwd: string, ...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const { THRICE_CONFIG: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** Runs the real program to its end. */
export function thrice(cwd: string, ...args: string[]): Promise<Ended> {
  return startThrice(cwd, ...args).ended;
}

/** Writes thrice.yaml for a sandbox's first mailbox; `change` replaces top-level keys and keys of `mailbox`. */
export function writeConfig(
  folder: string,
  address: string,
  { imapPort, smtpPort }: Pick<Sandbox, 'imapPort' | 'smtpPort'>,
  { mailbox = {}, ...change }: Record<string, unknown> & { mailbox?: object } = {},
): void {
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const config = {
    mailbox: { address, password: 'secret', imap: server(imapPort), smtp: server(smtpPort), ...mailbox },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar: { timezone: 'Europe/Warsaw' },
    ...change,
  };
  writeFileSync(join(folder, 'thrice.yaml'), stringify(config), { mode: 0o600 });
}
