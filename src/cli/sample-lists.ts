import type { Config } from '../config/config.js';
import { nextWorkingMoment } from '../core/calendar/working-time.js';
import type { Reason } from '../core/conversation/reason.js';
import { buildCommandResultView } from '../templates/command-view.js';
import { buildMorningView, type EventInput } from '../templates/morning-view.js';
import { reasonsIn, type SayReason } from '../templates/reasons.js';
import { loadTemplates } from '../templates/templates.js';
import type { View } from '../templates/values.js';
import type { Sample } from './sample-words.js';

const hour = 3600 * 1000;
const day = 24 * hour;

/** The answer to some lines of an agent: done, done, misspelled, and questions. */
export function commandSample({ config, place, words, agent, customer, now, link }: Sample): View {
  const about = { subject: words.subject, customer: customer.name, conversationId: 'k7m2p9x4qa' };
  const other = { subject: words.other, customer: 'Tom Weber', conversationId: 'b4t8z2n6vd' };
  const later = nextWorkingMoment(config.settings.calendar, now + 3 * day);
  const next = { what: 'follow-up', stage: 2, at: later } as const;
  const reasons: Reason[] = [
    { kind: 'silent-since', who: agent.address, at: now - 2 * day },
    { kind: 'follow-ups-sent', sent: 1, stages: 3, policy: 'default' },
  ];
  return buildCommandResultView({
    ...place,
    step: { to: [agent] },
    subject: words.subject,
    lines: [
      {
        text: 'snooze 3d',
        verdict: 'done',
        action: 'snooze',
        until: later,
        about,
        now: { status: 'snoozed', snoozedUntil: later, next },
      },
      {
        text: 'close b4t8',
        verdict: 'done',
        action: 'close',
        about: other,
        now: { status: 'closed', outcome: 'resolved' },
      },
      { text: 'clsoe 3', verdict: 'unknown-word', suggestion: 'close 3' },
      {
        text: 'list',
        verdict: 'answer',
        action: 'list',
        entries: [{ number: 1, about, now: { status: 'awaiting-customer', next } }],
      },
      {
        text: 'why 1',
        verdict: 'answer',
        action: 'why',
        about,
        info: reasons.map(sayIn(config, now)),
        now: { status: 'awaiting-customer', next },
      },
      {
        text: 'status',
        verdict: 'answer',
        action: 'status',
        counts: {
          mode: config.settings.mode,
          of: { 'awaiting-customer': 12, 'awaiting-agent': 3, snoozed: 1, closed: 140 },
        },
      },
    ],
    notSent: false,
    actions: [link('undo')],
  });
}

function sayIn({ templatesDir, language, settings }: Config, now: number): SayReason {
  const { templates } = loadTemplates({ directory: templatesDir, languages: [language], names: [] });
  return reasonsIn(templates, { language, timezone: settings.calendar.timezone, now });
}

/** A morning with something in each of its lists. */
export function morningSample(sample: Sample): View {
  return buildMorningView(morningInput(sample));
}

/** What it says. */
export function morningInput(sample: Sample): Parameters<typeof buildMorningView>[0] {
  const { place, words, agent, customer, now, link } = sample;
  const actions = (number: number) => [
    link('skip', `${number}`),
    link('close', `${number}`),
    link('snooze', `${number} 2d`),
  ];
  const today = (number: number, subject: string, stage: number, change: object = {}) => ({
    number,
    customer: customer.name,
    subject,
    conversationId: 'k7m2p9x4qa',
    stage,
    stages: 3,
    isLast: stage === 3,
    at: now + number * hour,
    blind: false,
    inside: false,
    actions: actions(number),
    ...change,
  });
  const event = (number: number, change: Partial<EventInput> = {}): EventInput => ({
    number,
    customer: 'Tom Weber',
    subject: words.other,
    conversationId: 'b4t8z2n6vd',
    at: now - 18 * hour,
    ...change,
  });
  return {
    ...place,
    to: agent,
    today: [
      today(1, words.subject, 2),
      today(2, words.other, 3, { customer: 'Tom Weber' }),
      today(3, words.third, 1, { customer: 'jan.wisniewski@long-domain.example', blind: true }),
    ],
    sections: {
      closed: [event(4)],
      closedByTeam: [event(5, { by: 'Ewa Lis' })],
      reopened: [event(6, { by: 'Tom Weber' })],
      bounced: [event(7, { by: 'tom@weber.example', reason: '550 5.1.1 No such user here' })],
      thanks: [event(8, { by: 'Tom Weber', words: [words.thanks] })],
      uncertain: [event(9)],
      held: [event(10, { hold: 'quarantined' })],
    },
    lost: [{ to: agent.address, what: 'answer', subject: words.third, at: now - day }],
    more: 2,
  };
}
