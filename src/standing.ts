import { createHash } from 'node:crypto';
import type { Secrets } from './mail/own-mark.js';
import type { Reading } from './reading.js';
import type { Log, Runtime } from './runtime.js';
import type { Store } from './store/store.js';

/** What is wrong with the mailbox for as long as nobody mends it, as sentences for the log and for `status`. */
export function standingTroubles(reading: Reading, { config, store }: Runtime): string[] {
  const { folders, problems } = reading;
  const troubles = [...problems.map(({ reason }) => reason), ...folders.warnings];
  if (folders.sent === null && config.folders.sent === 'auto' && config.settings.mode === 'send')
    troubles.push(
      'The mailbox has no Sent folder: the copies of what Thrice sends stay in INBOX. Make one, or name it in mailbox.folders.sent.',
    );
  const unsigned = store.state.get().notes.filter((note) => !note.signed).length;
  if (unsigned > 0)
    troubles.push(
      `${unsigned} notes in ${folders.notes} are not signed by the present secret. Was it lost or changed? Put the old one back, ` +
        'or add its file to `secret` behind the new one; until then Thrice trusts its memory less and stays quieter.',
    );
  return troubles;
}

/** Logs each trouble when it appears, not again while it lasts. */
export function troubleLog(log: Log): (troubles: readonly string[]) => void {
  let said: readonly string[] = [];
  return (troubles) => {
    for (const trouble of troubles) if (!said.includes(trouble)) log.warn({}, trouble);
    said = troubles;
  };
}

/**
 * Says so when none of the keys that this data folder was used with is there any more, and remembers the present ones.
 * What they signed then counts as unsigned as soon as it is read again; what a new key perhaps signed is read again (I3).
 */
export function noticeChangedSecret(secrets: Secrets, store: Store, log: Log): void {
  const keys = secrets.map((key) =>
    createHash('sha256').update('thrice key\n').update(key).digest('hex').slice(0, 16),
  );
  const before = store.state.get().keys;
  if (before.length > 0 && !before.some((key) => keys.includes(key)))
    log.warn(
      {},
      'The secret is another one than before. Notes and mails that the old one signed count less: put it back, or add its file ' +
        'to `secret` behind the new one.',
    );
  if (before.join() === keys.join()) return;
  const readAgain = before.length > 0 && keys.some((key) => !before.includes(key));
  if (readAgain)
    log.info({}, 'The secret has a key that was not there before: the whole mailbox is read again.');
  store.state.set({ keys, ...(readAgain && { cursors: {} }) });
}
