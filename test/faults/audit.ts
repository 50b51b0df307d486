/** A conversation as the policy sees it: who is owed what. */
export interface Owed {
  /** Address of the customer, whose mailbox is looked into. */
  readonly customer: string;
  /** Message-ID of the agent's mail that began the silence. */
  readonly anchor: string;
  /** Every stage from 1 to this one was due. */
  readonly stages: number;
  /** When the mailbox held the customer's answer, ms UTC; absent: he never answered. */
  readonly answeredAt?: number;
}

/** A follow-up as it lies in a mailbox. */
export interface Delivered {
  /** Whose mailbox. */
  readonly mailbox: string;
  readonly messageId: string;
  /** What it answers. */
  readonly anchor: string;
  readonly stage: number;
  /** When the mail server took it, ms UTC, cut to the second. */
  readonly at: number;
}

/** What Thrice shows to people. */
export interface Shown {
  readonly uncertain: readonly Open[];
  readonly failed: readonly Pick<Open, 'customer' | 'stage'>[];
}

interface Open {
  readonly customer: string;
  readonly stage: number;
  readonly messageId: string;
}

/** What became of a due step (I1); `waits`: a shown one before it, or an answer, holds it. */
export type Verdict =
  | 'once'
  | 'uncertain-and-shown'
  | 'failed-and-shown'
  | 'duplicate'
  | 'lost'
  | 'waits'
  | 'answered';

export interface Step {
  readonly customer: string;
  readonly stage: number;
  readonly verdict: Verdict;
}

export interface Finding {
  readonly kind:
    | 'duplicate'
    | 'lost'
    | 'out-of-order'
    | 'after-answer'
    | 'stranger'
    | 'beyond-policy'
    | 'shown-though-delivered';
  /** A sentence. */
  readonly what: string;
}

export interface Audit {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/**
 * The verdict over a run, from the mailboxes of the customers, the policy and what is shown; nothing else. `delivered`
 * in order of arrival within each mailbox, those of bystanders too. `gapMs`: an answer this much younger than a mail
 * could not be known to it (the unavoidable gap, and the second to which `at` is cut).
 */
export function audit(
  owed: readonly Owed[],
  delivered: readonly Delivered[],
  shown: Shown,
  gapMs = 0,
): Audit {
  const steps = owed.flatMap((one) => stepsOf(one, delivered, shown));
  const findings = [
    ...steps.filter(({ verdict }) => verdict === 'lost' || verdict === 'duplicate').map(bad),
    ...owed.flatMap((one) => trespasses(one, mailsOf(one, delivered), shown, gapMs)),
    ...owed.flatMap((one) => contradictions(one, mailsOf(one, delivered), shown)),
    ...strangers(owed, delivered),
  ];
  const counts: Record<Verdict, number> = {
    ...{
      once: 0,
      'uncertain-and-shown': 0,
      'failed-and-shown': 0,
      duplicate: 0,
      lost: 0,
      waits: 0,
      answered: 0,
    },
  };
  for (const { verdict } of steps) counts[verdict]++;
  return { steps, findings, counts };
}

function mailsOf({ customer, anchor }: Owed, delivered: readonly Delivered[]): Delivered[] {
  return delivered.filter((mail) => mail.mailbox === customer && mail.anchor === anchor);
}

function stepsOf(owed: Owed, delivered: readonly Delivered[], shown: Shown): Step[] {
  const { customer, stages } = owed;
  const mails = mailsOf(owed, delivered);
  const steps: Step[] = [];
  let held = false;
  for (let stage = 1; stage <= stages; stage++) {
    const copies = mails.filter((mail) => mail.stage === stage).length;
    const isShown = (list: readonly Pick<Open, 'customer' | 'stage'>[]): boolean =>
      list.some((one) => one.customer === customer && one.stage === stage);
    const verdict = ((): Verdict => {
      if (copies > 1) return 'duplicate';
      if (copies === 1) return 'once';
      if (isShown(shown.uncertain)) return 'uncertain-and-shown';
      if (isShown(shown.failed)) return 'failed-and-shown';
      if (held) return 'waits';
      return owed.answeredAt === undefined ? 'lost' : 'answered';
    })();
    held ||= verdict === 'uncertain-and-shown' || verdict === 'failed-and-shown';
    steps.push({ customer, stage, verdict });
  }
  return steps;
}

function bad({ customer, stage, verdict }: Step): Finding {
  const kind = verdict === 'duplicate' ? 'duplicate' : 'lost';
  return { kind, what: `Stage ${stage} to ${customer}: ${kind}.` };
}

/** Mails that no policy allows: in a wrong order, after the answer, of a stage that there is not. */
function trespasses(
  { customer, stages, answeredAt }: Owed,
  mails: readonly Delivered[],
  { failed }: Shown,
  gapMs: number,
): Finding[] {
  const findings: Finding[] = [];
  const say = (kind: Finding['kind'], mail: Delivered, why: string): void => {
    findings.push({ kind, what: `Stage ${mail.stage} to ${customer} (${mail.messageId}): ${why}.` });
  };
  for (const [i, mail] of mails.entries()) {
    const before = mails[i - 1];
    if (before && before.stage > mail.stage)
      say('out-of-order', mail, `it came behind stage ${before.stage}`);
    // The order of arrival alone does not tell that the stage before never came. One that failed is used up.
    const given = failed.some((one) => one.customer === customer && one.stage === mail.stage - 1);
    if (mail.stage > 1 && !given && !mails.some((other) => other.stage === mail.stage - 1))
      say('out-of-order', mail, `it came without stage ${mail.stage - 1}`);
    if (mail.stage > stages || mail.stage < 1) say('beyond-policy', mail, `only ${stages} stages are owed`);
    if (answeredAt !== undefined && mail.at > answeredAt + gapMs)
      say('after-answer', mail, `it left ${mail.at - answeredAt} ms after the answer`);
  }
  return findings;
}

function contradictions({ customer }: Owed, mails: readonly Delivered[], shown: Shown): Finding[] {
  const uncertain = shown.uncertain.filter((one) => mails.some((mail) => mail.messageId === one.messageId));
  const failed = shown.failed.filter(
    (one) => one.customer === customer && mails.some((mail) => mail.stage === one.stage),
  );
  return [...uncertain, ...failed].map(({ stage }) => ({
    kind: 'shown-though-delivered',
    what: `Stage ${stage} to ${customer} was delivered and is shown as open or failed.`,
  }));
}

/** Mails in a mailbox that this conversation has nothing to do with. */
function strangers(owed: readonly Owed[], delivered: readonly Delivered[]): Finding[] {
  return delivered
    .filter((mail) => !owed.some((one) => one.customer === mail.mailbox && one.anchor === mail.anchor))
    .map((mail) => ({
      kind: 'stranger',
      what: `${mail.mailbox} got stage ${mail.stage} about <${mail.anchor}>, which is not his matter.`,
    }));
}
