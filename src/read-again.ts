import { shortHash } from './core/hash.js';
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

/** The next reading of the folder begins at this mail. */
function rewind({ folder, uid }: Place, { state }: Runtime['store']): void {
  const { cursors } = state.get();
  const cursor = cursors[folder];
  if (cursor)
    state.set({ cursors: { ...cursors, [folder]: { ...cursor, uid: Math.min(cursor.uid, uid - 1) } } });
}
