import type { DemoMail } from './demo-mail.js';

/** What customers got, told from their mailboxes alone. */
export interface Audit {
  /** Mails of Thrice in the customers' mailboxes. */
  readonly mails: number;
  /** How many of them came a second time. */
  readonly twice: number;
}

/** Counts the mails of Thrice in customers' mailboxes: the same step, or the same words, again is one twice. */
export function audit(mailboxes: readonly (readonly DemoMail[])[]): Audit {
  let mails = 0;
  let twice = 0;
  for (const mailbox of mailboxes) {
    const own = mailbox.filter((mail) => mail.mark !== null);
    const steps = new Set(own.map(({ mark }) => `${mark?.purpose} ${mark?.stage} ${mark?.anchor}`));
    const texts = new Set(own.map((mail) => mail.text));
    mails += own.length;
    twice += own.length - Math.min(steps.size, texts.size);
  }
  return { mails, twice };
}
