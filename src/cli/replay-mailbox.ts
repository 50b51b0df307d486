import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, mailboxName } from '../config/config.js';
import { loadSecrets } from '../config/secret.js';
import { isTeamAddress } from '../core/conversation/role.js';
import type { Secrets } from '../mail/own-mark.js';
import { closeMailbox, connectMailbox, isOpen, type MailboxConnection } from '../mailbox/connect.js';
import { readMailbox } from '../reading.js';
import type { Log } from '../runtime.js';
import { openStore, type Store } from '../store/store.js';
import { bodyOf, textFact } from '../text-of-mail.js';
import { breather } from './replay-drive.js';
import { collected, type PastMail } from './replay-past.js';

/**
 * The mails of the configured mailbox, read as the daemon reads them (EXAMINE only, nothing is written) into a folder of
 * its own below the system's temporary one, which goes with `close` or with the process. `data/` is not touched, so a
 * daemon may run. Texts are read when they are asked for. Throws a MailboxError.
 */
export async function pastOfMailbox(
  config: Config,
  secrets: Secrets,
  { log, clock }: { readonly log: Log; readonly clock: () => number },
  onProgress: (mails: number) => void,
): Promise<PastMail> {
  // 0700; what Ctrl-C ends is removed as well.
  const folder = mkdtempSync(join(tmpdir(), 'thrice-replay-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  let connection: MailboxConnection | null = null;
  const close = async (): Promise<void> => {
    if (connection) await closeMailbox(connection);
    remove();
    process.off('exit', remove);
  };
  try {
    const { settings } = config;
    const isTeam = (address: string): boolean => isTeamAddress(address, settings);
    const store = openStore({ folder, boot: '', mailbox: mailboxName(config), now: clock(), isTeam });
    connection = await connectMailbox(config.imap, log);
    // The play derives; here everything is older than the start.
    const resting = { ...config, settings: { ...settings, startFrom: Number.MAX_SAFE_INTEGER } };
    const runtime = { config: resting, store, secrets, templates: { byName: new Map() }, log, clock };
    const { problems } = await readMailbox({ ...runtime, connection }, onProgress);
    const line = async (): Promise<MailboxConnection> => {
      // A server may end a line on which nothing happens.
      if (!connection || !isOpen(connection)) connection = await connectMailbox(config.imap, log);
      return connection;
    };
    return {
      ...(await mailsOf(
        store,
        problems.map(({ reason }) => reason),
      )),
      textOf: async (message) => textFact(await bodyOf(message, { connection: await line() })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function mailsOf(
  { threads, state }: Store,
  problems: readonly string[],
): Promise<Pick<PastMail, 'messages' | 'notes' | 'unreadable'>> {
  const past = collected();
  const breathe = breather();
  for (const key of threads.keys()) {
    await breathe();
    const thread = threads.get(key);
    for (const message of thread?.messages ?? []) past.mail(message);
    for (const _ of thread?.notes ?? []) past.note();
  }
  for (const _ of state.get().notes) past.note();
  for (const problem of problems) past.unreadable(problem);
  for (const { folder, reason } of state.get().quarantined)
    past.unreadable(`A mail in ${folder}: ${reason}.`);
  return past.end();
}

/** The keys that know Thrice's own mails; where there are none yet, any other one serves as well. */
export function secretsFor({ secret }: Config): Secrets {
  const found = loadSecrets(secret.files, { create: false });
  return found.ok ? found.keys : [randomBytes(32)];
}
