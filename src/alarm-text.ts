import type { Config } from './config/config.js';
import type { AlarmState, Outage } from './core/alarm.js';
import { when } from './core/calendar/when.js';
import type { Letter } from './mail-admins.js';
import { clean } from './templates/clean.js';

/** What people read of an outage: the log, `thrice status` and the mails to the admins. Times on the calendar's clock. */

/** The alarm as one sentence for the log and for `status`; the same words as long as the reason is the same. */
export function alarmSentence(outage: Outage, config: Config): string {
  return (
    `ALARM: nothing could be read to its end since ${sinceWords(outage, config)}. ${reason(outage)} ` +
    'No follow-up is sent until then.'
  );
}

/** The mail that raises the alarm. */
export function alarmLetter(outage: Outage, config: Config): Letter {
  const { address } = config.settings.mailbox;
  const { user, host, port } = config.imap;
  const text = [
    `Thrice could not read the mailbox ${address} to its end since ${sinceWords(outage, config)} (${config.settings.calendar.timezone}).`,
    `What the last try said:\n${reason(outage)}`,
    `Where: ${user} at ${host}:${port} (IMAP).`,
    'No follow-up is sent meanwhile, because a customer may have answered where Thrice cannot see it. Nothing is lost: what is in the mailbox is read as soon as it can be.',
    'What to do: mend what is said above; `thrice check` tries the login and every folder and says what is wrong. Thrice goes on trying by itself; only a login or server changed in its config needs a restart.',
    'This is the only mail about it until it is over; `thrice status` says how it is now.',
  ];
  return { subject: `Thrice cannot read the mailbox ${address}`, text: `${text.join('\n\n')}\n` };
}

/** The mail that says that it is over. */
export function againLetter(again: NonNullable<AlarmState['again']>, config: Config): Letter {
  const { address } = config.settings.mailbox;
  const { timezone } = config.settings.calendar;
  const { since, until } = again;
  const text = [
    `Thrice reads the mailbox ${address} again since ${when(until, timezone)} (${timezone}), after ${lengthWords(until - since)}.`,
    'No follow-up was sent meanwhile. What came due goes now as far as it is still due, within working time and the limits of the config; `thrice plan` shows it.',
  ];
  return { subject: `Thrice reads the mailbox ${address} again`, text: `${text.join('\n\n')}\n` };
}

/** That the mail which raises the alarm is perhaps lost (I1), said behind the alarm. */
export const alarmMailUnsure =
  'Nobody knows whether the mail about that to the admins left; it is not sent again.';

/** That the mail which says that it is over is perhaps lost (I1). */
export function againMailUnsure({ until }: NonNullable<AlarmState['again']>, config: Config): string {
  const moment = when(until, config.settings.calendar.timezone);
  return `Nobody knows whether the admins got the mail that the mailbox is read again since ${moment}; it is not sent again.`;
}

/** The line of the log that says that it is over. `now` in ms UTC. */
export function againSentence({ since }: Outage, now: number): string {
  return `The mailbox is read again; the last complete reading before was ${lengthWords(now - since)} ago.`;
}

function sinceWords({ lastRead, since }: Outage, config: Config): string {
  const moment = when(since, config.settings.calendar.timezone);
  return lastRead === null ? `the first start, ${moment}` : moment;
}

/** What servers and folders are called goes into it, so nothing but one plain line comes out. */
function reason({ why }: Outage): string {
  return clean(why, 1000);
}

/** `40 s`, `5 min`, `3 h 20 min`, `2 days 4 h`; `ms` from 0 on. */
function lengthWords(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 120) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
  return `${Math.floor(hours / 24)} days${hours % 24 > 0 ? ` ${hours % 24} h` : ''}`;
}
