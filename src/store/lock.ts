import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs on a data folder. */
export interface Owner {
  readonly pid: number;
  /** When the process began, in the words of the kernel; null where it does not tell. A pid alone is given out again. */
  readonly started: string | null;
  /** ms UTC. */
  readonly since: number;
}

/** The data folder, taken. */
export interface Lock {
  /** Whether it is still this process's: somebody may delete `data/` at any moment, and another process take it. */
  readonly holds: () => boolean;
  readonly release: () => void;
}

/** Takes the data folder for this process, or names who has it. A dead owner's lock is taken over. `now` in ms UTC. */
export function takeLock(folder: string, now: number): Lock | { readonly owner: Owner } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  const mine: Owner = { pid: process.pid, started: startOf(process.pid), since: now };
  for (;;) {
    if (create(path, mine)) {
      const holds = (): boolean => isOf(path, mine);
      // What another process made there meanwhile is not ours to remove.
      return { holds, release: () => holds() && rmSync(path, { force: true }) };
    }
    const owner = lockOwner(folder) ?? removeStale(path, mine);
    if (owner) return { owner };
  }
}

/** The living process that has the data folder, or null. */
export function lockOwner(folder: string): Owner | null {
  return livingOwner(join(folder, 'lock'));
}

/**
 * Removes a lock whose owner is dead. Of several processes that find one, each alone may remove it, and looks again
 * first: it may be the fresh lock of another by now. Gives the process that is at it at this moment, if there is one.
 */
function removeStale(path: string, mine: Owner): Owner | null {
  const turn = `${path}.takeover`;
  if (!create(turn, mine)) {
    const other = livingOwner(turn);
    // Whoever died in these few lines left its turn behind.
    if (!other) rmSync(turn, { force: true, recursive: true });
    return other;
  }
  try {
    // Gone already: another one took it away, and what comes next may be its own.
    if (existsSync(path) && !livingOwner(path)) rmSync(path, { force: true, recursive: true });
  } finally {
    rmSync(turn, { force: true });
  }
  return null;
}

/** False when the file exists. It appears with its content, so that nobody takes a half-written one for a dead one. */
function create(path: string, owner: Owner): boolean {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isOf(path: string, mine: Owner): boolean {
  try {
    return isSameOwner(JSON.parse(readFileSync(path, 'utf8')) as Owner, mine);
  } catch {
    return false;
  }
}

/** The same process, in the same run on the folder: a process may give it back and take it once more. */
export function isSameOwner(a: Owner, b: Owner): boolean {
  return a.pid === b.pid && a.started === b.started && a.since === b.since;
}

/** The living process that has the data folder, this one perhaps; null: there is none. */
export function holderOf(folder: string): Owner | null {
  return ownerAlive(join(folder, 'lock'));
}

/** Another one: what bears the pid of this process was left behind by one before it. */
function livingOwner(path: string): Owner | null {
  const owner = ownerAlive(path);
  return owner?.pid === process.pid ? null : owner;
}

function ownerAlive(path: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(path, 'utf8')) as Owner;
    if (!Number.isInteger(owner.pid) || !isAlive(owner.pid)) return null;
    const started = startOf(owner.pid);
    // What nobody can tell counts as the same: two on one folder are worse than none.
    return !owner.started || started === null || owner.started === started ? owner : null;
  } catch {
    return null;
  }
}

/** When a process began, with the machine's boot; null where the kernel does not tell. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // proc(5): the name in parentheses may hold anything; the start is the 22nd field, the 20th behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return start === undefined ? null : `${boot} ${start}`;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
