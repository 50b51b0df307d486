const what: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room',
  EDQUOT: 'the disk quota is used up. Make room',
  EROFS: 'it lies on a read-only file system. Mount it for writing, or name another folder in `data`',
  EACCES: 'this user may not write there. Give the folder to the user that Thrice runs as',
  EPERM: 'this user may not write there. Give the folder to the user that Thrice runs as',
  EIO: 'the disk reports an error (EIO). Look into the log of the system',
  ENOTDIR: 'a part of its path is a file. Take it away',
};

/** Calls on files; errors of sockets bear the same codes. */
const calls = new Set([
  'open',
  'write',
  'fsync',
  'close',
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'rm',
]);
const readings = new Set(['read', 'scandir', 'stat', 'lstat']);

/**
 * Why the data folder cannot be used and what to do, in a sentence for people; null: the error is none of the disk's.
 * Whatever cannot be written down does not happen, so nothing is sent meanwhile.
 */
export function diskTrouble(error: unknown, folder: string): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  const why = what[code];
  if (why === undefined || !(calls.has(syscall) || readings.has(syscall))) return null;
  return `The data folder ${folder} cannot be ${readings.has(syscall) ? 'read' : 'written'}: ${why}. Nothing is sent until then.`;
}
