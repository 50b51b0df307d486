import type { Settings } from '../core/settings.js';
import type { Problem } from './problem.js';

/** How to reach one server and log in. */
export interface Server {
  /** A name or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  /** `none` only ever with a loopback host. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly password: string;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** The config as the program uses it: defaults filled in, files read, paths absolute. */
export interface Config {
  /** Absolute path of the file. */
  readonly file: string;
  /** What the pure core needs to know. */
  readonly settings: Settings;
  readonly imap: Server;
  readonly smtp: Server;
  /** Folder names as people write them; `auto` asks the server. */
  readonly folders: {
    readonly sent: string;
    readonly drafts: string;
    readonly notes: string;
    readonly ignore: readonly string[];
  };
  readonly plusAddresses: 'auto' | 'on' | 'off';
  readonly pollMs: number;
  /** So long without a complete reading of the mailbox is an alarm, ms; null is off. */
  readonly alarmAfterMs: number | null;
  /** `en`, `de`, `pl`, or the name of an own folder in `templatesDir`. */
  readonly language: string;
  /** Absolute; may not exist yet. */
  readonly dataDir: string;
  /** Absolute; may not exist. */
  readonly templatesDir: string;
  /** Absolute paths of the key files; the first signs, all verify. At least one. */
  readonly secret: { readonly files: readonly string[] };
  readonly log: { readonly level: (typeof logLevels)[number] };
}

/** The mailbox as its data folder names it, `user@host`. */
export function mailboxName({ imap }: Pick<Config, 'imap'>): string {
  return `${imap.user}@${imap.host}`;
}

/** A config file that can be used. */
export interface LoadedConfig {
  readonly ok: true;
  readonly config: Config;
  /** Things to know that are no errors. */
  readonly notices: readonly string[];
  /** The file's text. */
  readonly source: string;
  /** Hash of the text, for watchConfig. */
  readonly fingerprint: string;
}

/** What reading a config file came to. The `fingerprint` is 'gone' when the file could not be read. */
export type LoadResult =
  | LoadedConfig
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly fingerprint: string };
