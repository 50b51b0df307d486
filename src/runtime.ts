import type { Config } from './config/config.js';
import type { Secrets } from './mail/own-mark.js';
import type { MailboxConnection } from './mailbox/connect.js';
import type { FolderList } from './mailbox/folders.js';
import type { Store } from './store/store.js';
import type { Templates } from './templates/templates.js';

/** What a log line takes: facts, then a sentence. pino's shape, so that pino is one. */
export interface Log {
  debug(about: object, text: string): void;
  info(about: object, text: string): void;
  warn(about: object, text: string): void;
  error(about: object, text: string): void;
}

/** What everything that runs against a mailbox needs. The config may change between two passes. */
export interface Runtime {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly templates: Templates;
  readonly store: Store;
  readonly log: Log;
  /** ms since the epoch, UTC. The only clock there is. */
  readonly clock: () => number;
}

/** A runtime with an open connection, and the folders as last listed. */
export interface Online extends Runtime {
  readonly connection: MailboxConnection;
  readonly folders: FolderList;
}
