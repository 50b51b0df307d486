import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** How the disk fails. `short`: a write takes a part and the next one finds the disk full. */
export type DiskFault = 'ENOSPC' | 'EROFS' | 'EIO' | 'short';

const words: Readonly<Record<Exclude<DiskFault, 'short'>, string>> = {
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
  EIO: 'i/o error',
};

/** From the n-th change of the disk below `folder` (from 1) on, every one fails, until `stop`. */
export function failDisk(folder: string, n: number, fault: DiskFault): { failed(): boolean; stop(): void } {
  const { openSync, writeSync, writeFileSync, renameSync, fsyncSync, linkSync } = fs;
  const real = { openSync, writeSync, writeFileSync, renameSync, fsyncSync, linkSync };
  const open = new Set<number>();
  let changes = 0;
  const isOurs = (target: unknown): boolean =>
    typeof target === 'number' ? open.has(target) : typeof target === 'string' && target.startsWith(folder);
  const strike = (target: unknown, syscall: string): boolean => {
    if (!isOurs(target)) return false;
    changes += 1;
    if (changes < n) return false;
    // What a short write leaves is found by the caller, who then tries the rest.
    if (fault === 'short' && changes === n && syscall === 'write') return true;
    const code = fault === 'short' ? 'ENOSPC' : fault;
    throw Object.assign(new Error(`${code}: ${words[code]}, ${syscall}`), { code, syscall });
  };
  fs.openSync = (path, flags, mode) => {
    if (typeof flags === 'string' && flags.startsWith('w')) strike(path, 'open');
    const fd = openSync(path, flags, mode);
    if (isOurs(path)) open.add(fd);
    else open.delete(fd);
    return fd;
  };
  fs.writeSync = ((fd: number, data: Buffer) =>
    strike(fd, 'write')
      ? writeSync(fd, data, 0, Math.floor(data.length / 2))
      : writeSync(fd, data)) as typeof fs.writeSync;
  fs.writeFileSync = (target, data, options) => {
    if (!strike(target, 'write')) return writeFileSync(target, data, options);
    // As the kernel does: a part of it lies there, and the rest is refused.
    writeFileSync(target, String(data).slice(0, String(data).length / 2), options);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
  };
  fs.renameSync = (from, to) => {
    strike(to, 'rename');
    renameSync(from, to);
  };
  fs.linkSync = (from, to) => {
    strike(to, 'link');
    linkSync(from, to);
  };
  fs.fsyncSync = (fd) => {
    strike(fd, 'fsync');
    fsyncSync(fd);
  };
  syncBuiltinESMExports();
  return {
    failed: () => changes >= n,
    stop() {
      Object.assign(fs, real);
      syncBuiltinESMExports();
    },
  };
}
