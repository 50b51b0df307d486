import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The disk as it would be after a power loss: files and folders below one folder are watched, and what was not fsynced
 * is as the variant says. `synced`: nothing of it is there. `torn`: the names are there, the content is not. `behind`:
 * each file is as it was one version before, because that one had been written back meanwhile.
 */
export type Variant = 'synced' | 'torn' | 'behind';
export const variants: readonly Variant[] = ['synced', 'torn', 'behind'];

/** Relative path to content; null: a folder. */
export type Image = ReadonlyMap<string, Buffer | null>;

export interface PowerWatch {
  readonly image: (variant: Variant) => Image;
  /** How many fsyncs there were. */
  readonly syncs: () => number;
  readonly stop: () => void;
}

interface Inode {
  /** What certainly lies on the disk of it; null: nothing. */
  synced: Buffer | null;
}

const { existsSync, fstatSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } = fs;
const { writeFileSync } = fs;
const hooked = ['openSync', 'writeFileSync', 'fsyncSync', 'renameSync', 'linkSync'] as const;

/** Watches everything below `root`. `lies`: the disk reports every fsync as done and does nothing. */
export function watchPower(root: string, lies = false): PowerWatch {
  const real = Object.fromEntries(hooked.map((name) => [name, fs[name]])) as Pick<
    typeof fs,
    (typeof hooked)[number]
  >;
  const inodes = new Map<number, Inode>();
  const durable = new Map<string, Map<string, Inode | 'folder'>>([[root, new Map()]]);
  const versions = new Map<string, Buffer[]>();
  const open = new Map<number, string>();
  let syncs = 0;
  const isInside = (path: unknown): path is string => typeof path === 'string' && path.startsWith(root);
  const inodeOf = (path: string): Inode => {
    const { ino } = lstatSync(path);
    const known = inodes.get(ino) ?? { synced: null };
    inodes.set(ino, known);
    return known;
  };
  const fresh = (path: string): void => void inodes.set(lstatSync(path).ino, { synced: null });
  const remember = (path: string): void => {
    const known = versions.get(path) ?? [];
    versions.set(path, [...known, readFileSync(path)]);
  };
  const entriesOf = (folder: string): Map<string, Inode | 'folder'> =>
    new Map(
      readdirSync(folder, { withFileTypes: true }).map((entry) => [
        entry.name,
        entry.isDirectory() ? 'folder' : inodeOf(join(folder, entry.name)),
      ]),
    );
  fs.openSync = (path, flags, mode) => {
    const fd = real.openSync(path, flags, mode);
    if (isInside(path)) {
      open.set(fd, path);
      if (typeof flags === 'string' && flags.startsWith('w')) fresh(path);
    } else open.delete(fd);
    return fd;
  };
  fs.writeFileSync = (file, data, options) => {
    real.writeFileSync(file, data, options);
    if (isInside(file)) fresh(file);
  };
  fs.fsyncSync = (fd) => {
    real.fsyncSync(fd);
    const path = open.get(fd);
    if (path === undefined) return;
    syncs += 1;
    if (lies) return;
    if (fstatSync(fd).isDirectory()) durable.set(path, entriesOf(path));
    else inodeOf(path).synced = readFileSync(path);
  };
  fs.renameSync = (from, to) => {
    real.renameSync(from, to);
    if (isInside(to) && lstatSync(to).isFile()) remember(to);
  };
  fs.linkSync = (from, to) => {
    real.linkSync(from, to);
    if (isInside(to)) remember(to);
  };
  syncBuiltinESMExports();

  const isSafe = (path: string): boolean => {
    const name = path.slice(dirname(path).length + 1);
    const inode = inodeOf(path);
    return durable.get(dirname(path))?.get(name) === inode && inode.synced !== null;
  };
  /** What fsync vouches for, folder by folder. */
  const synced = (folder: string, image: Map<string, Buffer | null>): void => {
    for (const [name, entry] of durable.get(folder) ?? []) {
      const path = join(folder, name);
      if (entry === 'folder') {
        image.set(path.slice(root.length + 1), null);
        synced(path, image);
      } else image.set(path.slice(root.length + 1), entry.synced ?? Buffer.alloc(0));
    }
  };
  const live = (
    folder: string,
    image: Map<string, Buffer | null>,
    lost: (path: string) => Buffer | null,
  ): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = path.slice(root.length + 1);
      if (entry.isDirectory()) {
        image.set(name, null);
        live(path, image, lost);
        continue;
      }
      const content = isSafe(path) ? readFileSync(path) : lost(path);
      if (content !== null) image.set(name, content);
    }
  };
  return {
    image(variant) {
      const image = new Map<string, Buffer | null>();
      if (variant === 'synced') synced(root, image);
      else if (variant === 'torn') live(root, image, () => Buffer.alloc(0));
      else live(root, image, (path) => versions.get(path)?.at(-2) ?? null);
      return image;
    },
    syncs: () => syncs,
    stop() {
      Object.assign(fs, real);
      syncBuiltinESMExports();
    },
  };
}

/** Puts the image in the place of what is below `root`, with the machine started anew. */
export function restore(root: string, image: Image): void {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true });
  for (const [name, content] of image) {
    if (content === null) mkdirSync(join(root, name), { recursive: true });
    else {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content, { mode: 0o600 });
    }
  }
  const state = join(root, 'data', 'state.json');
  if (!existsSync(state)) return;
  const text = readFileSync(state, 'utf8');
  // A new boot has a new name.
  if (text !== '') writeFileSync(state, text.replace(/"boot":"[^"]*"/, '"boot":"another"'));
}
