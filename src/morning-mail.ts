import { randomBytes } from 'node:crypto';
import { domainOf } from './core/message/address.js';
import type { Person } from './core/message/parsed.js';
import { goesToCustomers } from './core/message/purpose.js';
import { type Line, type LostMail, linesOf, type Note, type TodayLine } from './core/morning/note.js';
import { compose } from './mail/compose.js';
import { markHeader, ownMessageId } from './mail/own-mark.js';
import type { Outgoing } from './outgoing.js';
import { placeOf } from './rendering.js';
import type { Runtime } from './runtime.js';
import { linkMaker } from './step-links.js';
import {
  buildMorningView,
  type EventInput,
  type LostInput,
  type TodayInput,
} from './templates/morning-view.js';
import { render } from './templates/render.js';

/** Ready to go, with what its numbers mean. `anchor` stands for the reader and the day. */
export async function morningMail(
  note: Note,
  to: Person,
  anchor: string,
  runtime: Runtime,
): Promise<Outgoing> {
  const { secrets, config, templates, clock } = runtime;
  const { mailbox } = config.settings;
  const mark = { purpose: 'morning', anchor, stage: 0, last: false, closes: false } as const;
  const nonce = randomBytes(8).toString('hex');
  const id = ownMessageId(secrets, { ...mark, nonce }, domainOf(mailbox.address));
  const view = buildMorningView({
    ...placeOf(config, clock()),
    to,
    today: note.today.map((line) => todayInput(line, to, linkMaker(anchor, runtime, clock()))),
    sections: sectionsOf(note),
    lost: note.lost.map(lostOf),
    more: note.more,
  });
  const rendered = render(templates, 'morning', config.language, view);
  const subject = rendered.subject ?? mailbox.name;
  const raw = await compose({
    from: mailbox,
    to: [to],
    replyTo: [mailbox],
    subject,
    messageId: id,
    date: clock(),
    mark: markHeader(mark, id, secrets),
    text: rendered.text,
    html: rendered.html,
  });
  const items = linesOf(note).map((line) => ({
    anchor: line.matter.anchor,
    stage: 'step' in line ? (line as TodayLine).step.stage : 0,
  }));
  return { id, mark, to: [to], subject, text: rendered.text, raw, items };
}

function todayInput(
  { number, matter, step, at, blind }: TodayLine,
  reader: Person,
  link: ReturnType<typeof linkMaker>,
): TodayInput {
  const { agent } = matter.derived;
  return {
    ...{ ...aboutOf(matter), number, blind, at },
    ...(agent && agent.address !== reader.address && { answersTo: agent.address }),
    ...{ stage: step.stage, stages: step.of, isLast: step.last, inside: step.audience !== 'customer' },
    actions: [link('skip', `${number}`), link('close', `${number}`), link('snooze', `${number} 2d`)],
  };
}

function sectionsOf(note: Note): Parameters<typeof buildMorningView>[0]['sections'] {
  return {
    closed: note.closed.map(eventOf),
    closedByTeam: note.closedByTeam.map((line) => ({ ...eventOf(line), by: line.by })),
    reopened: note.reopened.map((line) => ({ ...eventOf(line), by: nameOf(line.by) })),
    bounced: note.bounced.map((line) => {
      const { address, status, reason, at } = line.dead;
      return { ...eventOf({ ...line, at }), by: address, reason: `${status} ${reason}`.trim() };
    }),
    thanks: note.thanks.map((line) => ({ ...eventOf(line), by: nameOf(line.by), words: line.words })),
    uncertain: note.uncertain.map(eventOf),
    held: note.held.map((line) => ({ ...eventOf(line), hold: line.hold })),
  };
}

function eventOf({ number, matter, at }: Line & { readonly at?: number }): EventInput {
  return { ...aboutOf(matter), number, at: at ?? matter.derived.next?.at ?? 0 };
}

function lostOf({ to, purpose, subject, at }: LostMail): LostInput {
  return { to: to.join(', '), what: kindOf(purpose), subject, at };
}

function kindOf(purpose: LostMail['purpose']): LostInput['what'] {
  if (purpose === 'morning') return 'morning-note';
  if (purpose === 'command-result') return 'answer';
  return goesToCustomers(purpose) ? 'to-customer' : 'to-team';
}

function aboutOf({ derived }: Line['matter']): { customer: string; subject: string; conversationId: string } {
  const { customers, subject, id } = derived;
  return { customer: customers.map(nameOf).join(', '), subject, conversationId: id };
}

function nameOf({ name, address }: Person): string {
  return name || address;
}
