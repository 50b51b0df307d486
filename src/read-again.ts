import { shortHash } from './core/hash.js';
import type { Copy, Message } from './core/message/message.js';
import type { Folder, FolderList } from './mailbox/folders.js';
import { mostUnwritten } from './refresh-all.js';
import type { Runtime } from './runtime.js';
import { openRequests, type Place } from './store/requests.js';

/** Sets the cursors back as commands asked; the returned function strikes the requests off after the reading. */
export function takeRequests({ store }: Pick<Runtime, 'store'>): () => void {
  const { requests, done } = openRequests(store.folder);
  for (const request of requests) {
    if (request.type === 'rebuild') store.state.set({ cursors: {}, quarantined: [] });
    else for (const place of request.places) rewind(place, store);
  }
  return done;
}

/** R11, I3: which mails pass a customer's on is read with the team in mind, so another team reads all of them again. */
export function rereadForNewTeam({ store, config, log }: Runtime): void {
  const { ownAddresses, team } = config.settings;
  const readBy = shortHash(JSON.stringify([ownAddresses, team.domains, team.agents]));
  const before = store.state.get().readBy;
  if (before === readBy) return;
  store.state.set({ readBy, ...(before !== '' && { cursors: {} }) });
  if (before !== '') log.info({}, 'The team in the config is another one: the whole mailbox is read again.');
}

/**
 * R7, I3: what a mail proves hangs on what its folder is, and an edit of `mailbox.folders` or the server may make another of
 * it: known mails there take the new role at once. Sent is read again, for not all in it counts as sent by the team (I7), and
 * so is the notes folder, for only there a note is one. True: some folder is to be read again.
 */
export function takeRoles({ folders }: FolderList, { store, log }: Pick<Runtime, 'store' | 'log'>): boolean {
  const { roles, cursors } = store.state.get();
  const changed = folders.filter(({ path, role }) => (roles[path] ?? role) !== role);
  const now = Object.fromEntries(folders.map(({ path, role }) => [path, role]));
  store.state.later({ roles: { ...roles, ...now } });
  if (changed.length === 0) return false;
  for (const { path, role } of changed)
    log.info({ folder: path }, `${path} was ${roles[path]} and is ${role} now: its mails are seen as that.`);
  giveRoles(changed, store);
  const again = changed
    .filter((folder) => isToldByMail(folder) || folder.role === 'notes')
    .map(({ path }) => path);
  const kept = Object.entries(cursors).filter(([path]) => !again.includes(path));
  store.state.later({ cursors: Object.fromEntries(kept) });
  return again.length > 0;
}

/** What a mail in it counts as is told by the mail as well. */
function isToldByMail({ role }: Folder): boolean {
  return role === 'sent' || role === 'all';
}

/** Known mails in these folders lie in what the folders are now; those of an earlier life of a folder stay as they were. */
function giveRoles(folders: readonly Folder[], { threads }: Runtime['store']): void {
  const places = new Map(folders.map((folder) => [folder.path, folder]));
  const inThese = ({ copies }: Message) => copies.some((copy) => places.has(copy.folder));
  for (const key of threads.keys()) {
    const concerned = threads.get(key)?.messages.filter(inThese) ?? [];
    for (const message of concerned) {
      const copies = message.copies.map((copy): Copy => {
        const place = places.get(copy.folder);
        if (!place || (place.status && place.status.uidValidity !== copy.uidValidity)) return copy;
        return { ...copy, role: isToldByMail(place) ? 'ordinary' : place.role };
      });
      threads.amend(key, message.key, (known) => ({ ...known, copies }));
    }
    const upcoming = threads.upcoming(key);
    if (concerned.length > 0 && upcoming) threads.setUpcoming(key, { ...upcoming, by: '' });
    if (threads.unwritten() >= mostUnwritten) threads.flush();
  }
}

/** The next reading of the folder begins at this mail. */
function rewind({ folder, uid }: Place, { state }: Runtime['store']): void {
  const { cursors } = state.get();
  const cursor = cursors[folder];
  if (cursor)
    state.set({ cursors: { ...cursors, [folder]: { ...cursor, uid: Math.min(cursor.uid, uid - 1) } } });
}
