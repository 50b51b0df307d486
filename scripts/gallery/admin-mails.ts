import { againLetter, alarmLetter } from '../../src/alarm-text.js';
import type { Config } from '../../src/config/config.js';
import { brokenConfigLetter } from '../../src/report.js';
import type { GalleryMail } from './mails.js';

const hour = 3_600_000;

/** The mails about Thrice itself, to the admins: plain text, in English, as the errors in them are. `now` in ms UTC. */
export function adminMails(config: Config, now: number): GalleryMail[] {
  const since = now - 26 * hour;
  const why =
    'imap.example.com refused the password for support@example.com. Gmail needs an app password or OAuth: docs/providers.md.';
  const mail = { gone: false, tries: 0, at: now } as const;
  const letters = {
    'admin-broken-config': brokenConfigLetter(
      'thrice.yaml:9:14 policies[0].follow_ups[1].after: "2 dayz" is no duration. Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m. Did you mean 2d?',
    ),
    'admin-alarm': alarmLetter({ lastRead: since, since, failing: since, why, alarm: null }, config),
    'admin-alarm-over': againLetter({ since, until: now, mail }, config),
  };
  return Object.entries(letters).map(([name, letter]) => ({ ...letter, name, language: 'en', html: null }));
}
