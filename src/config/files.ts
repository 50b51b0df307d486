import { relative } from 'node:path';

/** Why a file could not be read, in words. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (code === 'ENOTDIR') return 'a part of the path is a file, not a directory';
  return code === '' ? String(error) : code;
}

/** Whether `file` is `folder` or lies in it; both absolute. */
export function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\'));
}
