import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of the config that the daemon runs by, as written: `${NAME}` stays a reference. The commands need it while
 * the file itself is broken. A password may stand in it, so only its owner can read it.
 */
const path = (folder: string): string => join(folder, 'active-config.yaml');

/** Keeps the text for as long as the daemon runs; the old or the new one is there. */
export function writeActiveConfig(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path(folder)}.tmp`;
  // A draft that a crash left keeps its mode when it is written again, so it goes first.
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600 });
  if (lstatSync(path(folder), { throwIfNoEntry: false })?.isDirectory())
    rmSync(path(folder), { recursive: true });
  renameSync(draft, path(folder));
}

/** The text, or null where none lies or it cannot be read. Only the present one while the daemon that wrote it runs. */
export function readActiveConfig(folder: string): string | null {
  try {
    return readFileSync(path(folder), 'utf8');
  } catch {
    return null;
  }
}

/** Takes the text away when the daemon ends. */
export function removeActiveConfig(folder: string): void {
  rmSync(path(folder), { force: true });
}
