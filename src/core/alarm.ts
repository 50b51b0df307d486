import { grown } from './backoff.js';

/**
 * When the admins are told that nothing can be read, and that it can be again. Pure: what is known goes in, what to write
 * down and to do comes out. Times are ms since the epoch, UTC.
 */

/**
 * How a mail to the admins stands: gone, or to be tried at a moment. `unsure`: perhaps gone, for the process or the line died
 * before the answer; it is not sent twice.
 */
export type Mailing =
  | { readonly gone: true; readonly unsure?: true }
  | { readonly gone: false; readonly tries: number; readonly at: number };

/** The mailbox is not read to its end any more. */
export interface Outage {
  /** The last complete reading before it; null: there was none yet. */
  readonly lastRead: number | null;
  /** The same, or when this data folder first saw the mailbox. */
  readonly since: number;
  /** The first try that came to less than everything. */
  readonly failing: number;
  /** What the last try said, sentences for people. */
  readonly why: string;
  /** The alarm, once it was raised. */
  readonly alarm: { readonly at: number; readonly mail: Mailing } | null;
}

/** What `data/` keeps of it. */
export interface AlarmState {
  readonly outage: Outage | null;
  /** The admins are to be told that an outage of which they were told is over. */
  readonly again: { readonly since: number; readonly until: number; readonly mail: Mailing } | null;
}

export const quiet: AlarmState = { outage: null, again: null };

/** What is known after a try to read the mailbox. */
export interface Look {
  readonly now: number;
  /** Why it was not read to its end, sentences for people; null: it was. */
  readonly failure: string | null;
  /** The last complete reading, this one included; null: none yet. */
  readonly lastRead: number | null;
  /** When this data folder first saw the mailbox. */
  readonly firstSeen: number;
  /** So long without a complete reading is an alarm, ms; null: never. */
  readonly alarmAfter: number | null;
  /** Mail to the admins may leave. */
  readonly mayMail: boolean;
}

export interface Verdict {
  /** To be written down before anything is done. A mail that is to be tried counts as tried in it. */
  readonly next: AlarmState;
  readonly raised: boolean;
  /** The outage that ended with a complete reading. */
  readonly ended: Outage | null;
  /** The mail that is to be tried now. */
  readonly mail: 'alarm' | 'again' | null;
}

const minute = 60_000;
const longestRetry = 240 * minute;
/** Nobody wants to hear on Friday that an outage was over on Monday. */
const staleNews = 24 * 60 * minute;

/** What a look at the last try means: once an alarm for each outage, and once its end. */
export function nextAlarm(before: AlarmState, look: Look): Verdict {
  const { now, failure, alarmAfter } = look;
  const last = before.outage;
  // A try that failed after it had read everything (in its sending, say) ended the outage before it.
  const over = last !== null && (failure === null || look.lastRead !== last.lastRead);
  const outage =
    failure === null ? null : over || !last ? begun(look, failure) : lasting(last, look, failure);
  const at = outage && alarmAt(outage, alarmAfter);
  const raised = outage?.alarm === null && at !== null && at <= now;
  const next: AlarmState = {
    outage: raised ? { ...outage, alarm: { at: now, mail: { gone: false, tries: 0, at: now } } } : outage,
    // What is said of the outage before would only confuse beside a new alarm.
    again: raised ? null : again(before, over ? last : null, look),
  };
  const ended = over && failure === null ? last : null;
  const mail = look.mayMail && alarmAfter !== null ? dueMail(next, now) : null;
  return { next: mail === null ? next : counted(next, mail, now), raised, ended, mail };
}

function begun({ now, lastRead, firstSeen }: Look, why: string): Outage {
  return { lastRead, since: Math.min(lastRead ?? firstSeen, now), failing: now, why, alarm: null };
}

/** A clock that was set back must not put the alarm off. One that nobody wants any more is dropped. */
function lasting(outage: Outage, { now, alarmAfter }: Look, why: string): Outage {
  const { since, failing, alarm } = outage;
  return {
    ...outage,
    ...{ since: Math.min(since, now), failing: Math.min(failing, now), why },
    alarm: alarmAfter === null ? null : alarm,
  };
}

function again(before: AlarmState, ended: Outage | null, { now }: Look): AlarmState['again'] {
  if (ended?.alarm?.mail.gone)
    return { since: ended.since, until: now, mail: { gone: false, tries: 0, at: now } };
  const { again } = before;
  if (again === null || now - again.until > staleNews) return null;
  // One that is perhaps gone is not sent again; that it is uncertain is shown as long as it would be news.
  return again.mail.gone && !again.mail.unsure ? null : again;
}

/**
 * When the alarm of an outage is due: so long after the last complete reading, yet not before the tries have failed for a
 * minute, because the first try after a weekend of downtime may just be too early for the network. Null: never.
 */
export function alarmAt({ since, failing }: Outage, alarmAfter: number | null): number | null {
  return alarmAfter === null ? null : Math.max(since + alarmAfter, failing + Math.min(alarmAfter, minute));
}

function dueMail({ outage, again }: AlarmState, now: number): Verdict['mail'] {
  if (outage?.alarm && isDue(outage.alarm.mail, now)) return 'alarm';
  return again && isDue(again.mail, now) ? 'again' : null;
}

function isDue(mail: Mailing, now: number): boolean {
  // A moment further ahead than any distance was given by a clock that has been set back since.
  return !mail.gone && (mail.at <= now || mail.at > now + longestRetry);
}

/** The same state with the mail tried once more; the next try comes in 1, 2, 4 and so on up to 240 minutes. */
function counted(state: AlarmState, which: 'alarm' | 'again', now: number): AlarmState {
  const mail = which === 'alarm' ? state.outage?.alarm?.mail : state.again?.mail;
  const tries = mail && !mail.gone ? mail.tries : 0;
  return withMail(state, which, {
    gone: false,
    tries: tries + 1,
    at: now + grown(tries, minute, longestRetry),
  });
}

/** The same state with another standing of one of its mails; of a mail that is asked for no more, as it is. */
export function withMail(state: AlarmState, which: 'alarm' | 'again', mail: Mailing): AlarmState {
  const { outage, again } = state;
  if (which === 'again') return again ? { ...state, again: { ...again, mail } } : state;
  return outage?.alarm ? { ...state, outage: { ...outage, alarm: { ...outage.alarm, mail } } } : state;
}
