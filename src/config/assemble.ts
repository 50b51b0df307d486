import { resolve } from 'node:path';
import type { Settings } from '../core/settings.js';
import { alarmAfter, blindNotice, buildLimits, buildPolicies, buildTeam, startOfDay } from './build.js';
import { buildCalendar } from './build-calendar.js';
import type { Build } from './build-context.js';
import { buildMorningNote, checkInside, noticeTakenNames } from './build-inside.js';
import { buildFolders, buildServer } from './build-mailbox.js';
import type { Config } from './config.js';
import { isInside } from './files.js';
import { clockMs } from './leaf.js';
import type { Path } from './problem.js';
import { type Raw, schema } from './schema.js';

/** Checks and fills in, section by section, what one value alone cannot tell; null when a section is missing. */
export async function assemble(build: Build, raw: Partial<Raw>, file: string): Promise<Config | null> {
  const { mailbox, team, policies, calendar, secret } = raw;
  const dataDir = resolve(build.dir, raw.data ?? './data');
  const imap = mailbox && buildServer(build, 'imap', mailbox);
  const smtp = mailbox && buildServer(build, 'smtp', mailbox);
  const folders = mailbox && buildFolders(build, mailbox.folders);
  const members = team && buildTeam(build, team, mailbox?.address ?? 'unknown@invalid');
  const rules = policies && buildPolicies(build, policies);
  const time = calendar && (await buildCalendar(build, calendar));
  const files = secret && secretFiles(build, secret, dataDir);
  if (!mailbox || !imap || !smtp || !folders || !members || !rules || !time || !files) return null;
  if (!isWhole(raw)) return null;
  const settings: Settings = {
    mailbox: { name: mailbox.name ?? mailbox.address, address: mailbox.address },
    ownAddresses: [...new Set([mailbox.address, ...mailbox.aliases])],
    team: members,
    mode: raw.mode,
    watch: raw.watch,
    onThanks: raw.on_thanks,
    blindNotice: blindNotice(raw.blind_notice),
    startFrom: startOfDay(raw.start_from, time.timezone),
    policies: rules,
    calendar: time,
    morningNote: buildMorningNote(raw.morning_note, time.always),
    limits: buildLimits(raw.limits),
  };
  checkInside(build, raw, settings);
  noticeTakenNames(build, settings);
  return {
    file,
    settings,
    imap,
    smtp,
    folders,
    plusAddresses: mailbox.plus_addresses,
    pollMs: clockMs(mailbox.poll) ?? 60_000,
    alarmAfterMs: alarmAfter(raw.limits),
    language: raw.language,
    dataDir,
    templatesDir: resolve(build.dir, raw.templates),
    secret: { files },
    log: raw.log,
  };
}

/** Whether every section was accepted; `start_from` alone may be absent. */
function isWhole(raw: Partial<Raw>): raw is Raw {
  return Object.keys(schema.shape).every((key) => key === 'start_from' || Object.hasOwn(raw, key));
}

function secretFiles(build: Build, raw: Raw['secret'], dataDir: string): string[] {
  const list = Array.isArray(raw) ? raw : [raw];
  const files = list.map(({ file }) => resolve(build.dir, file));
  files.forEach((file, index) => {
    const path: Path = Array.isArray(raw) ? ['secret', index, 'file'] : ['secret', 'file'];
    if (isInside(dataDir, file)) {
      const why = 'which may be deleted at any time. Keep the key outside, beside the config.';
      build.problem(path, `${file} lies in the data folder, ${why}`);
    }
    if (files.indexOf(file) < index) build.problem(path, `${file} stands twice in the list.`);
  });
  return files;
}
