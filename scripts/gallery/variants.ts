import { insideInput, noticeInput, stageInput } from '../../src/cli/sample.js';
import type { Sample } from '../../src/cli/sample-words.js';
import { insideOffers, noticeOffers, settledOffers } from '../../src/step-links.js';
import type { View } from '../../src/templates/values.js';
import { buildFollowUpView, buildInsideView, buildNoticeView } from '../../src/templates/view.js';

/** A further form of a mail: what the template says when it is given something else. */
export interface Variant {
  readonly name: string;
  readonly template: string;
  readonly view: View;
}

/** Words that fit no line: a phone must break them. */
const long = {
  subject:
    'Przeciwdeszczowo-nieprzemakalnościowo-wielofunkcyjna_Rechnungsnummernvergabestelle_2026-117_final_v2',
  name: 'Dr. Maximiliane-Alexandra von Habsburg-Lothringen-Wiśniewska',
  address: 'maximiliane-alexandra.von.habsburg-lothringen@customer-relations.long-domain.example',
  text:
    'https://customer.example/orders/2026/11/26/a-very-long-path-without-any-place-to-break/?token=aHR0cHM6Ly9leGFtcGxlLmNvbS8&signature=0123456789abcdef\n\n' +
    '> On Monday, Anna wrote:\n> Could you send it again?\n>> An older line\n\nשלום, זה עדיין לא עובד.\n\n<b>No</b> markup & no {{variable}}.',
};

/** What each mail about one conversation says when little is known, when names are long, and in its other cases. */
export function variants(sample: Sample): Variant[] {
  const { agent, supervisor, customer, place, now } = sample;
  const stage = (
    name: string,
    template: string,
    change: (input: StageInput) => Partial<StageInput>,
  ): Variant => {
    const input = stageInput(template, sample);
    return { name, template, view: buildFollowUpView({ ...input, ...change(input) }) };
  };
  const notice = (
    name: string,
    template: Parameters<typeof noticeInput>[0],
    change: (input: NoticeInput) => Partial<NoticeInput>,
  ): Variant => {
    const input = noticeInput(template, sample);
    return { name, template, view: buildNoticeView({ ...input, ...change(input) }) };
  };
  const unassigned = (purpose: Parameters<typeof noticeOffers>[0]) => ({
    agent: null,
    actions: noticeOffers(purpose, null).map(([action, more]) => sample.link(action, more)),
  });
  const settledNotice = (settled: 'closed' | 'waiting'): Variant =>
    notice(`answered-${settled}`, 'answered', ({ step }) => ({
      step: { ...step, settled },
      actions: settledOffers(settled).map(([action, more]) => sample.link(action, more)),
    }));
  const lastInside = (template: string): Variant => {
    const input = insideInput(template, sample);
    const step = { ...input.step, stage: 3, of: 3, last: true, closes: true };
    const actions = insideOffers(step).map(([action, more]) => sample.link(action, more));
    return { name: `${template}-last`, template, view: buildInsideView({ ...input, step, actions }) };
  };
  const open = <S extends { closesAt: number | null }>(step: S): S => ({ ...step, closesAt: null });
  const two = [customer, { name: 'Tom Weber', address: 'tom@weber.example' }];
  const handOver = insideInput('hand-over', sample);
  const longPerson = { name: long.name, address: long.address };
  const threeDaysAgo = now - 3 * 24 * 3_600_000;
  const failed = { address: customer.address, reason: '', closed: false, others: [] };
  return [
    stage('follow-up-1-bare', 'follow-up-1', ({ step }) => ({
      ...{ subject: '', quote: null, agent: place.mailbox, step: { ...open(step), to: two } },
    })),
    stage('follow-up-1-long', 'follow-up-1', ({ step }) => ({
      ...{ subject: long.subject, agent: { ...agent, name: long.name } },
      step: { ...step, to: [longPerson] },
      quote: { from: longPerson, at: now, text: long.text },
    })),
    stage('follow-up-2-not-closing', 'follow-up-2', ({ step }) => ({ step: open(step) })),
    stage('final-notice-not-closing', 'final-notice', ({ step }) => ({ step: open(step) })),
    stage('holding-reply-bare', 'holding-reply', () => ({ subject: '', quote: null })),
    stage('closing-bare', 'closing', () => ({ subject: '', quote: null })),
    {
      name: 'hand-over-bare',
      template: 'hand-over',
      view: buildInsideView({
        ...handOver,
        ...{ subject: '', quote: null, step: { ...open(handOver.step), to: [supervisor, agent] } },
      }),
    },
    lastInside('hand-over'),
    lastInside('call-customer'),
    notice('blind-final', 'blind', ({ coming, step }) => ({
      ...{ subject: '', step: { ...step, stage: 3 }, coming: coming && { ...coming, last: true } },
    })),
    notice('answered-long', 'answered', () => ({
      ...{ subject: long.subject, customers: [longPerson], writer: longPerson },
      quote: { from: longPerson, at: now, text: long.text },
    })),
    notice('undeliverable-others', 'undeliverable', () => ({
      failed: { ...failed, reason: '550 5.1.1 No such user here', others: two.slice(1) },
    })),
    notice('undeliverable-nobody', 'undeliverable', () => ({ subject: '', failed })),
    notice('reminder-unassigned', 'reminder', () => ({ ...unassigned('reminder'), quote: null })),
    notice('escalation-unassigned', 'escalation', ({ quote }) => ({
      ...{ ...unassigned('escalation'), subject: '', step: { stage: 0, to: [supervisor, agent] } },
      waiting: { since: threeDaysAgo, now, reminders: 0 },
      quote: quote ? { ...quote, at: threeDaysAgo } : null,
    })),
    settledNotice('closed'),
    settledNotice('waiting'),
    notice('reminder-reopened', 'reminder', () => ({ writer: null })),
    notice('escalation-reopened', 'escalation', () => ({ writer: null })),
  ];
}

type StageInput = Parameters<typeof buildFollowUpView>[0];
type NoticeInput = Parameters<typeof buildNoticeView>[0];
