import type { AcceptedMail } from '../../src/sandbox/mail-server.js';
import { hour } from '../scenarios/stage.js';
import { judge, type Rules } from './edits-judge.js';
import { dueAfter } from './soak-due.js';
import type { Life } from './soak-lives.js';

/** The audit of a soak: what each customer got, the policy, and what the people wrote; nothing of Thrice's is asked. */
export interface SoakJudge {
  /** A mail that Thrice sent to whomever. Gives whom it reached and with what, if that is a customer. */
  readonly take: (
    mail: AcceptedMail,
  ) => { readonly life: Life; readonly stage: number; readonly id: string } | null;
  /** Looks before something changes in a life at `at`, or at the end: a step that had to go by then did not. */
  readonly missing: (life: Life, at: number) => void;
  /** Sentences; the first hundred. */
  readonly wrong: readonly string[];
  readonly counts: { followUps: number; notices: number; due: number; latest: number; wrong: number };
}

const rules: Rules = {
  ...{ mode: 'send', paused: false, most: 6 },
  stagesFor: () => [{ after: '2d' }, { after: '2d' }, { after: '2d' }],
};

/** `slack`: ms that a step may come late, for the clock goes in steps and no more than 30 mails leave in a minute. */
export function soakJudge(lifeOf: (customer: string) => Life | undefined, slack: number): SoakJudge {
  const wrong: string[] = [];
  const counts = { followUps: 0, notices: 0, due: 0, latest: 0, wrong: 0 };
  const say = (what: string): void => {
    counts.wrong += 1;
    if (wrong.length < 100) wrong.push(what);
  };
  // Four working hours behind the notice to the agent, which may be behind a weekend (R5).
  const patience = (life: Life): number => (life.way === 'blind' ? 4 * 24 * hour : slack);
  return {
    ...{ wrong, counts },
    take(mail) {
      const customer = mail.to.find((address) => address.endsWith('@customer.test'));
      if (customer === undefined) {
        counts.notices += 1;
        return null;
      }
      const life = lifeOf(customer);
      if (!life) {
        say(`${customer} got a mail and is nobody.`);
        return null;
      }
      const head = mail.raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
      const stage = Number(/stage=(\d+)/.exec(head)?.[1] ?? 0);
      const id = /^Message-ID: <([^>]+)>/im.exec(head)?.[1] ?? '';
      const late = mail.at - dueAfter(life.matter.touched);
      for (const what of judge(mail, [life.matter], rules)) say(`${life.way}: ${what}`);
      if (stage === 0) say(`${customer} got a mail that is no follow-up.`);
      if (late < 0) say(`${life.way}: stage ${stage} to ${customer} came ${-late / hour} hours too soon`);
      if (late > patience(life))
        say(`${life.way}: stage ${stage} to ${customer} came ${late / hour} hours late`);
      if (life.way !== 'blind') counts.latest = Math.max(counts.latest, late);
      counts.followUps += 1;
      counts.due += 1;
      return { life, stage, id };
    },
    missing(life, at) {
      const { silent, over, touched, customer, stages, total } = life.matter;
      if (!silent || over || total >= rules.most) return;
      if (dueAfter(touched) + patience(life) >= at) return;
      counts.due += 1;
      say(
        `${life.way}: stage ${stages.length + 1} to ${customer}, due ${new Date(dueAfter(touched)).toISOString()}, never came`,
      );
    },
  };
}
