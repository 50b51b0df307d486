import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Environment } from './tree.js';

/**
 * Where the data folder of a broken config may lie, absolute: as the line of its key `data` says, if there is one to be
 * read, and in the default place. Only good for looking for something there.
 */
export function likelyDataFolders(file: string, env: Environment): string[] {
  const written = /^data:[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#][^\n]*?))[ \t]*(?:[ \t]#.*)?\r?$/m.exec(
    textOf(file),
  );
  const path = (written?.[1] ?? written?.[2] ?? written?.[3] ?? './data').replace(
    /\$\{(\w+)\}/g,
    (whole, name: string) => env[name] ?? whole,
  );
  return [...new Set([path, './data'].map((one) => resolve(dirname(file), one)))];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
