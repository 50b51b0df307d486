import type { Config } from './config.js';

/** The keys of the config with what they came to. `restart`: read once, when the daemon starts. */
const watched: readonly {
  readonly key: string;
  readonly restart: boolean;
  readonly of: (config: Config) => unknown;
}[] = [
  { key: 'mailbox.address', restart: true, of: (c) => c.settings.mailbox.address },
  { key: 'mailbox.aliases', restart: true, of: (c) => c.settings.ownAddresses.slice(1) },
  { key: 'mailbox.name', restart: true, of: (c) => c.settings.mailbox.name },
  { key: 'mailbox.imap', restart: true, of: (c) => c.imap },
  { key: 'mailbox.smtp', restart: true, of: (c) => c.smtp },
  { key: 'mailbox.folders', restart: true, of: (c) => c.folders },
  { key: 'mailbox.plus_addresses', restart: true, of: (c) => c.plusAddresses },
  { key: 'mailbox.poll', restart: true, of: (c) => c.pollMs },
  { key: 'data', restart: true, of: (c) => c.dataDir },
  { key: 'secret', restart: true, of: (c) => c.secret.files },
  { key: 'team', restart: false, of: (c) => c.settings.team },
  { key: 'mode', restart: false, of: (c) => c.settings.mode },
  { key: 'watch', restart: false, of: (c) => c.settings.watch },
  { key: 'on_thanks', restart: false, of: (c) => c.settings.onThanks },
  { key: 'blind_notice', restart: false, of: (c) => c.settings.blindNotice },
  { key: 'start_from', restart: false, of: (c) => c.settings.startFrom },
  { key: 'policies', restart: false, of: (c) => c.settings.policies },
  { key: 'calendar', restart: false, of: (c) => c.settings.calendar },
  { key: 'morning_note', restart: false, of: (c) => c.settings.morningNote },
  { key: 'limits', restart: false, of: (c) => [c.settings.limits, c.alarmAfterMs] },
  { key: 'language', restart: false, of: (c) => c.language },
  { key: 'templates', restart: false, of: (c) => c.templatesDir },
  { key: 'log', restart: false, of: (c) => c.log },
];

/** The keys whose meaning differs between two configs. A new login shows as mailbox.imap and mailbox.smtp. */
export function changedKeys(before: Config, after: Config): string[] {
  return watched.filter(({ of }) => !same(of(before), of(after))).map(({ key }) => key);
}

/** Those of the changed keys that a running daemon cannot take over: it goes on with the old values until a restart. */
export function restartNeeded(before: Config, after: Config): string[] {
  const restart = new Set(watched.filter((entry) => entry.restart).map(({ key }) => key));
  return changedKeys(before, after).filter((key) => restart.has(key));
}

function same(a: unknown, b: unknown): boolean {
  return plain(a) === plain(b);
}

function plain(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Set ? [...inner].sort() : inner)) ?? ''
  );
}
