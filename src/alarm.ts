import {
  againLetter,
  againMailUnsure,
  againSentence,
  alarmLetter,
  alarmMailUnsure,
  alarmSentence,
} from './alarm-text.js';
import { type AlarmState, alarmAt, type Mailing, nextAlarm, withMail } from './core/alarm.js';
import { mailAdmins, mayMailAdmins } from './mail-admins.js';
import type { Runtime } from './runtime.js';

/**
 * After each try to read the mailbox: raises the alarm when nothing could be read to its end for `limits.alarm_after`, and
 * says when it is over. `failure`: why it was not read to its end, sentences; null: it was. What is to be done is on the
 * disk before it is done, so a restart repeats nothing. Gives the mail that is to be tried now, or null; trying it never
 * rejects. Throws what writing a document throws.
 */
export function lookAtReading(runtime: Runtime, failure: string | null): (() => Promise<void>) | null {
  const { store, config, clock, log } = runtime;
  const { alarm: before, lastRead, firstSeen } = store.state.get();
  if (failure === null && before.outage === null && before.again === null) return null;
  const now = clock();
  const verdict = nextAlarm(before, {
    ...{ now, failure, lastRead, firstSeen },
    alarmAfter: config.alarmAfterMs,
    mayMail: mayMailAdmins(runtime),
  });
  const { next, raised, ended, mail } = verdict;
  if (raised && next.outage) log.error({}, alarmSentence(next.outage, config));
  if (ended) log.info({}, againSentence(ended, now));
  if (JSON.stringify(next) !== JSON.stringify(before)) store.state.set({ alarm: next });
  return mail && (() => tell(mail, next, runtime));
}

async function tell(which: 'alarm' | 'again', state: AlarmState, runtime: Runtime): Promise<void> {
  const { store, config, log } = runtime;
  const { outage, again } = state;
  const letter =
    which === 'alarm' ? outage && alarmLetter(outage, config) : again && againLetter(again, config);
  if (letter === null) return;
  const note = (alarm: AlarmState): void => store.state.set({ alarm });
  // Until the server has answered nobody knows; a stop right here leaves it so.
  const begin = (): void => note(withMail(state, which, { gone: true, unsure: true }));
  const { told, why } = await mailAdmins(letter, runtime, begin);
  if (told === 'no') {
    log.warn({}, `The admins could not be told by mail. ${why} It is tried again later.`);
    tryNote(() => note(state), runtime);
    return;
  }
  if (told === 'yes') tryNote(() => note(withMail(state, which, { gone: true })), runtime);
  const text = `The admins were ${told === 'yes' ? '' : 'perhaps '}told by mail: ${letter.subject}.`;
  if (why === '') log.info({}, text);
  else log.warn({}, `${text} ${why}`);
}

/** A disk that fails stops no daemon: at worst the mail is not tried again, or counts as perhaps lost. */
function tryNote(write: () => void, { log }: Runtime): void {
  try {
    write();
  } catch (error) {
    log.error({}, `The state could not be written: ${error instanceof Error ? error.message : error}`);
  }
}

/** The alarm as a sentence for `status`; null: none is raised. */
export function alarmNow({ store, config }: Pick<Runtime, 'store' | 'config'>): string | null {
  const { outage } = store.state.get().alarm;
  return outage?.alarm ? alarmSentence(outage, config) : null;
}

/** Warnings for `status`: the alarm, and which mails about it and its end are perhaps lost (I1). */
export function alarmWarnings(runtime: Pick<Runtime, 'store' | 'config'>): string[] {
  const { outage, again } = runtime.store.state.get().alarm;
  const sentences = [
    alarmNow(runtime),
    isUnsure(outage?.alarm?.mail) && alarmMailUnsure,
    again && isUnsure(again.mail) && againMailUnsure(again, runtime.config),
  ];
  return sentences.filter((sentence) => typeof sentence === 'string');
}

function isUnsure(mail: Mailing | undefined): boolean {
  return mail?.gone === true && mail.unsure === true;
}

/** At most `ms`, and no longer than until the alarm is due: then it is tried once more before it is raised. Real ms. */
export function untilAlarm(ms: number, { store, config, clock }: Runtime): number {
  const { outage } = store.state.get().alarm;
  if (!outage || outage.alarm) return ms;
  const at = alarmAt(outage, config.alarmAfterMs);
  return at === null ? ms : Math.min(ms, Math.max(0, at - clock()));
}
