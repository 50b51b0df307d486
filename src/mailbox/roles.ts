import type { FolderRole } from '../core/message/message.js';
import { roleOfName } from './folder-names.js';

/** `mailbox.folders` of the config; `auto` looks by special use (RFC 6154), then by name. */
export interface FolderSettings {
  readonly sent: string;
  readonly drafts: string;
  readonly notes: string;
  readonly ignore: readonly string[];
}

/** Why a folder is not read. */
export type Unread = 'drafts' | 'ignored' | 'foreign' | 'virtual' | 'in-all-mail';

export interface Folder {
  readonly path: string;
  readonly role: FolderRole;
  /** Absent: the folder is read (R1). */
  readonly unread?: Unread;
  /** Of STATUS; absent when the server did not say. */
  readonly status?: { readonly uidValidity: string; readonly uidNext: number };
}

export interface FolderList {
  /** Every selectable folder. */
  readonly folders: readonly Folder[];
  readonly sent: string | null;
  readonly drafts: string | null;
  /** Full path of the notes folder, whether it exists or not. */
  readonly notes: string;
  readonly notesExist: boolean;
  /** What the config names and the server does not have, as sentences. */
  readonly warnings: readonly string[];
}

/** A folder as the server lists it. */
export interface ListedFolder {
  readonly path: string;
  readonly delimiter: string;
  readonly flags: ReadonlySet<string>;
  readonly specialUse?: string | undefined;
  readonly status?: { readonly uidValidity: string; readonly uidNext: number };
}

export interface ServerNames {
  /** Prefix of the personal namespace (RFC 2342), with the delimiter; '' for none. */
  readonly prefix: string;
  readonly delimiter: string;
  /** Prefixes of other users' and shared namespaces. */
  readonly foreign: readonly string[];
  readonly gmail: boolean;
}

const roleOfUse: Readonly<Record<string, FolderRole>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\All': 'all',
};

/** Gives every selectable folder its role (R1). Pure. The config wins, then special use, parents, names. */
export function assignRoles(
  listed: readonly ListedFolder[],
  settings: FolderSettings,
  server: ServerNames,
): FolderList {
  const selectable = listed.filter((f) => !f.flags.has('\\Noselect') && !f.flags.has('\\NonExistent'));
  const paths = new Set(selectable.map((folder) => folder.path));
  const warnings: string[] = [];
  const named = (key: 'sent' | 'drafts'): string | null => {
    const use = key === 'sent' ? '\\Sent' : '\\Drafts';
    if (settings[key] === 'auto') return selectable.find((folder) => folder.specialUse === use)?.path ?? null;
    const path = findPath(settings[key], paths, server);
    if (path === null)
      warnings.push(
        `mailbox.folders.${key}: there is no folder ${settings[key]}. There are: ${[...paths].join(', ')}.`,
      );
    return path;
  };
  const sent = named('sent');
  const drafts = named('drafts');
  const notes = findPath(settings.notes, paths, server) ?? fullPath(settings.notes, server);
  const ignored = settings.ignore.flatMap((name) => findPath(name, paths, server) ?? []);
  const known: Known = { sent, drafts, notes, ignored, server, roles: new Map() };
  for (const folder of [...selectable].sort((a, b) => a.path.length - b.path.length)) {
    known.roles.set(folder.path, roleOf(folder, settings, known));
  }
  const folders = selectable.map((folder): Folder => {
    const role = known.roles.get(folder.path) ?? 'ordinary';
    const unread = unreadReason(folder, role, known);
    const { path, status } = folder;
    return {
      path,
      role,
      ...(unread === null ? {} : { unread }),
      ...(status === undefined ? {} : { status }),
    };
  });
  return { folders, sent, drafts, notes, notesExist: paths.has(notes), warnings };
}

interface Known {
  readonly sent: string | null;
  readonly drafts: string | null;
  readonly notes: string;
  readonly ignored: readonly string[];
  readonly server: ServerNames;
  /** Filled from the shortest path on, so that a parent is there before its children. */
  readonly roles: Map<string, FolderRole>;
}

function roleOf(folder: ListedFolder, settings: FolderSettings, known: Known): FolderRole {
  const { path, delimiter, specialUse } = folder;
  if (path === known.notes) return 'notes';
  if (path === known.sent) return 'sent';
  if (path === known.drafts) return 'drafts';
  if (path.toUpperCase() === 'INBOX') return 'inbox';
  const byUse = specialUse === undefined ? undefined : roleOfUse[specialUse];
  // The config named another folder for this use.
  const replaced =
    (byUse === 'sent' && settings.sent !== 'auto') || (byUse === 'drafts' && settings.drafts !== 'auto');
  if (byUse !== undefined && !replaced) return byUse;
  const cut = delimiter === '' ? -1 : path.lastIndexOf(delimiter);
  const parent = known.roles.get(path.slice(0, Math.max(cut, 0)));
  if (parent === 'sent' || parent === 'drafts' || parent === 'junk' || parent === 'trash') return parent;
  return roleOfName(path.slice(cut + 1)) ?? 'ordinary';
}

function unreadReason(folder: ListedFolder, role: FolderRole, known: Known): Unread | null {
  const { path, delimiter } = folder;
  if (role === 'notes') return null;
  if (known.ignored.some((top) => path === top || path.startsWith(top + delimiter))) return 'ignored';
  if (known.server.foreign.some((prefix) => path.startsWith(prefix))) return 'foreign';
  if (role === 'drafts') return 'drafts';
  if (known.server.gmail && [...known.roles.values()].includes('all')) {
    return role === 'all' || role === 'junk' || role === 'trash' ? null : 'in-all-mail';
  }
  // Elsewhere such folders show mail that lies in another folder as well.
  return role === 'all' || folder.specialUse === '\\Flagged' ? 'virtual' : null;
}

/** The listed path that a name of the config means: with or without the namespace's prefix, in any case. */
function findPath(name: string, paths: ReadonlySet<string>, server: ServerNames): string | null {
  const wanted = [name, fullPath(name, server)];
  for (const path of wanted) if (paths.has(path)) return path;
  const folded = new Set(wanted.map((path) => path.toLowerCase()));
  return [...paths].find((path) => folded.has(path.toLowerCase())) ?? null;
}

/** `Thrice` is `INBOX.Thrice` where the personal namespace has the prefix `INBOX.`. */
function fullPath(name: string, server: ServerNames): string {
  const own =
    server.delimiter === '/' || server.delimiter === '' ? name : name.replaceAll('/', server.delimiter);
  return own.startsWith(server.prefix) ? own : server.prefix + own;
}
