import type { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { pause } from '../servers/letters.js';
import type { Audit } from './audit.js';
import { type Departure, departuresOf, spread } from './departures.js';
import { auditOf, type Lab, type Lane, openLab, untilQuiet } from './lab.js';
import { answerText, customerAt } from './matter.js';

export interface RepliesReport {
  readonly conversations: number;
  readonly replies: number;
  /** Follow-ups that left, to customers who answered in the pass and to all. */
  readonly sentToAnswering: number;
  readonly sent: number;
  /** Left although the answer lay there when the last reading before it began: has to be 0. */
  readonly blind: number;
  /** Left with an answer that was stored within the gap, before MAIL FROM or between that and the dot. */
  readonly inGapBeforeMail: number;
  readonly inGapAfterMail: number;
  /** From the beginning of the last reading to MAIL FROM, and to the final dot; ms. */
  readonly toMail: { readonly median: number; readonly largest: number };
  readonly toDot: { readonly median: number; readonly largest: number };
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

/** A customer's answer and when the server said that it was stored, `performance.now()`. */
interface Reply {
  readonly customer: string;
  readonly stored: number;
}

const folders = ['INBOX', 'Archive', 'Junk', 'Customers'] as const;

/** All follow-ups are due at once; while they go, answers come into every folder, at any moment and at the worst. */
export async function repliesScenario(seed: number, conversations: number): Promise<RepliesReport> {
  const names = Array.from({ length: conversations }, (_, i) => `r${i + 1}`);
  const lab = await openLab({ seed, lanes: { busy: names }, stages: ['3s'] });
  const hand = await lab.servers.imap(lab.lanes[0]!.mailbox);
  try {
    await hand.mailboxCreate('Customers');
    const lane = lab.lanes[0]!;
    for (const name of names) await lane.begin({ names: [name], stages: 1, agoMs: 60_000 });
    const departures = departuresOf(lane);
    const replies = await play(lab, lane, hand, names);
    return await judge(lab, lane, departures(), replies);
  } finally {
    hand.close();
    await lab.close();
  }
}

async function play(lab: Lab, lane: Lane, hand: ImapFlow, names: readonly string[]): Promise<Reply[]> {
  const { chance } = lane;
  // Some at the very moment of their own follow-up, some while the one before theirs goes, the others at any.
  const roles = new Map(
    names.map((name) => [customerAt(name), chance.pick(['silent', 'quick', 'next', 'next', 'any'])]),
  );
  const any = chance.shuffled([...roles].flatMap(([customer, role]) => (role === 'any' ? [customer] : [])));
  const replies: Reply[] = [];
  const under: Promise<void>[] = [];
  const answer = (customer: string, afterMs: number): void => {
    under.push(
      pause(afterMs).then(async () => {
        replies.push({ customer, stored: await storeAnswer(lab, lane, hand, customer) });
      }),
    );
  };
  const stop = lane.smtp.watch(({ step, from, text }) => {
    if (from === 'client' && step === 'RCPT') {
      const customer = /<([^>]+@customer\.test)>/.exec(text)?.[1];
      if (customer && roles.get(customer) === 'quick') answer(customer, 0);
      const next = customer && followerOf(customer, lane);
      if (next && roles.get(next) === 'next') answer(next, 0);
    }
    // One at any moment for each two mails that go.
    if (from === 'client' && step === 'MAIL' && any.length > 0 && chance.next() < 0.6)
      answer(any.shift()!, chance.between(0, 200));
  });
  await lane.daemon.start(/IMAP connection open/);
  await untilQuiet(lab, lane, 6000, 240_000);
  stop();
  await Promise.all(under);
  await untilQuiet(lab, lane, 3000);
  await lane.daemon.stop();
  return replies;
}

/** Whose turn comes behind a customer: what is due at one moment goes in the order of the mails that it answers. */
function followerOf(customer: string, { owed }: Lane): string | undefined {
  const order = owed.map((one) => one).sort((a, b) => (a.anchor < b.anchor ? -1 : 1));
  return order[order.findIndex((one) => one.customer === customer) + 1]?.customer;
}

/** By LMTP as delivery does, or straight into a folder; the moment at which the server said that it has it. */
async function storeAnswer(lab: Lab, lane: Lane, hand: ImapFlow, customer: string): Promise<number> {
  const at = lane.owed.findIndex((one) => one.customer === customer);
  const owed = lane.owed[at]!;
  const raw = answerText(owed, lane.mailbox);
  const folder = lane.chance.pick(folders);
  if (folder === 'INBOX' && lane.chance.next() < 0.5) {
    const transport = createTransport({
      host: '127.0.0.1',
      port: lab.servers.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
    });
    await transport.sendMail({ envelope: { from: customer, to: [lane.mailbox] }, raw });
    transport.close();
  } else await hand.append(folder, raw);
  const stored = performance.now();
  lane.owed[at] = { ...owed, answeredAt: Date.now() };
  return stored;
}

async function judge(
  lab: Lab,
  lane: Lane,
  departures: readonly Departure[],
  replies: readonly Reply[],
): Promise<RepliesReport> {
  const wrong: string[] = replies.length === 0 ? ['No answer came while it sent.'] : [];
  let [blind, before, after] = [0, 0, 0];
  const sent = departures.filter(({ to }) => lane.owed.some(({ customer }) => customer === to));
  for (const { to, readAt, mailAt, dotAt } of sent) {
    const stored = replies.find(({ customer }) => customer === to)?.stored ?? Number.POSITIVE_INFINITY;
    if (stored < readAt) {
      blind++;
      wrong.push(
        `${to} got a follow-up ${Math.round(mailAt - stored)} ms after the mailbox held the answer.`,
      );
    } else if (stored < mailAt) before++;
    else if (stored < dotAt) after++;
  }
  // I2, for every mail: read after the transaction before, and not long ago.
  for (const { to, readAt, mailAt, dotBefore } of departures) {
    if (readAt < dotBefore)
      wrong.push(`The mail to ${to} left on a reading that is older than the mail before.`);
    if (mailAt - readAt > 10_000)
      wrong.push(`The mail to ${to} left on a reading of ${mailAt - readAt} ms ago.`);
  }
  // The second to which Exim's time is cut, and the gap.
  const audit = await auditOf(lab, [lane], 2000);
  wrong.push(...audit.findings.map(({ what }) => what));
  return {
    ...{ conversations: lane.owed.length, replies: replies.length, sent: sent.length, blind },
    sentToAnswering: sent.filter(({ to }) => replies.some(({ customer }) => customer === to)).length,
    ...{ inGapBeforeMail: before, inGapAfterMail: after, audit, wrong },
    toMail: spread(sent.map(({ readAt, mailAt }) => mailAt - readAt)),
    toDot: spread(sent.map(({ readAt, dotAt }) => dotAt - readAt)),
  };
}
