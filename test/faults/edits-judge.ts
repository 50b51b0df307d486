import { Temporal } from 'temporal-polyfill';
import type { AcceptedMail } from '../../src/sandbox/mail-server.js';

/** One conversation as the customer and the agent know it; told from their own mails alone. */
export interface Matter {
  readonly customer: string;
  readonly subject: string;
  /** Message-ID of the latest mail of the agent; null: none yet. */
  ask: string | null;
  /** Message-IDs of the agent's mails that the follow-ups of the present silence may answer. */
  asks: Set<string>;
  /** Message-ID of the customer's latest mail. */
  word: string | null;
  /** Nobody answered since the agent wrote. */
  silent: boolean;
  /** The last stage of the silence came. */
  over: boolean;
  stages: number[];
  total: number;
  /** The agent's latest mail or the latest follow-up of this silence, ms UTC. */
  touched: number;
}

/** What the world forbids at this moment. */
export interface Rules {
  readonly mode: string;
  readonly paused: boolean;
  readonly most: number;
  /** Stages of the policy that holds for the subject. */
  readonly stagesFor: (subject: string) => readonly { readonly after: string }[];
}

export function newMatter(customer: string, subject: string): Matter {
  return {
    ...{ customer, subject, ask: null, asks: new Set<string>(), word: null, silent: false },
    ...{ over: false, stages: [], total: 0, touched: 0 },
  };
}

const hour = 3_600_000;

/**
 * What is wrong with a mail of Thrice that a customer just got, as sentences; it then counts in the matter. Nothing but
 * the mail, what the people wrote and the rules of this moment are looked at.
 */
export function judge(mail: AcceptedMail, matters: readonly Matter[], rules: Rules): string[] {
  const head = mail.raw
    .toString('utf8')
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ');
  const mark = /^X-Thrice: (.*)$/im.exec(head)?.[1];
  const to = mail.to.filter((address) => address.endsWith('@customer.test'));
  if (mark === undefined || to.length === 0) return [];
  const matter = matters.find(({ customer }) => to.includes(customer));
  const stage = Number(/stage=(\d+)/.exec(mark)?.[1] ?? -1);
  const anchor = /^In-Reply-To: <([^>]+)>/im.exec(head)?.[1] ?? '';
  const name = `stage ${stage} to ${to.join(', ')} about <${anchor}>`;
  if (!matter || to.length > 1) return [`${name}: it is nobody's`];
  const wrong: string[] = [];
  const say = (is: boolean, what: string): void => {
    if (is) wrong.push(`${name}: ${what}`);
  };
  say(!/purpose=follow-up/.test(mark), 'no follow-up');
  say(rules.mode !== 'send', `in mode ${rules.mode}`);
  say(rules.paused, 'while paused');
  say(!matter.silent, 'the customer had answered');
  say(matter.over, 'the silence was closed');
  say(!matter.asks.has(anchor), 'it answers no mail of this silence');
  say(matter.stages.includes(stage), 'twice');
  say(stage < Math.max(0, ...matter.stages), 'out of order');
  say(stage > Math.max(0, ...matter.stages) + 1, `a stage was left out (${matter.stages.join()})`);
  const stages = rules.stagesFor(matter.subject);
  say(stage > stages.length, `only ${stages.length} stages`);
  say(matter.total + 1 > rules.most, `more than ${rules.most} in the conversation`);
  say(!workingTime(mail.at), 'outside working time');
  const days = Number.parseInt(stages[stage - 1]?.after ?? '0', 10);
  // The shortest that so many calendar days can be, where the clock goes ahead.
  say(mail.at - matter.touched < days * 24 * hour - hour, 'too soon');
  say(/last=yes/.test(mark) !== (stage === stages.length), 'whether it is the last one is wrong');
  matter.stages.push(stage);
  matter.total += 1;
  matter.touched = mail.at;
  if (/last=yes/.test(mark)) matter.over = true;
  return wrong;
}

function workingTime(at: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Warsaw');
  return local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17;
}
