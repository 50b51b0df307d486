import type { Config } from '../config/config.js';
import { loadSecrets } from '../config/secret.js';
import type { Step } from '../core/conversation/step.js';
import type { Entry } from '../ledger.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../mailbox/connect.js';
import { MailboxError } from '../mailbox/error.js';
import { StartError, templatesOf } from '../opening.js';
import { type Outgoing, outgoingOf, type TextReader } from '../outgoing.js';
import type { Runtime } from '../runtime.js';
import { textOf } from '../text-of-mail.js';
import { type Books, commandLog } from './books.js';
import { clock } from './context.js';
import { complain } from './output.js';

/** The mail as the daemon would compose it; its Message-ID is made anew each time. */
export async function nextMail(step: Step, entry: Entry, books: Books): Promise<Outgoing> {
  const { config, store } = books;
  const secrets = loadSecrets(config.secret.files, { create: false, dataDir: config.dataDir });
  if (!secrets.ok) throw new StartError(secrets.problem, 2);
  const runtime: Runtime = {
    config,
    store,
    secrets: secrets.keys,
    templates: templatesOf(config),
    log: commandLog,
    clock,
  };
  const reader = mailReader(config);
  try {
    return await outgoingOf(step, entry, runtime, reader.read, Math.max(step.at, books.now));
  } finally {
    await reader.close();
  }
}

/** Reads what is quoted from the mailbox, with a connection that is made only when a text is asked for. */
function mailReader(config: Config): { read: TextReader; close: () => Promise<void> } {
  let connection: MailboxConnection | null = null;
  return {
    read: async (message) => {
      try {
        connection ??= await connectMailbox(config.imap, commandLog);
        return await textOf(message, { connection });
      } catch (error) {
        if (!(error instanceof MailboxError)) throw error;
        complain(`The quoted text is missing below: ${error.message}`);
        return '';
      }
    },
    close: async () => {
      if (connection) await closeMailbox(connection);
    },
  };
}
