import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { NoticePurpose } from '../message/purpose.js';
import type { Settings } from '../settings.js';
import { addressesOf } from './fold-bounce.js';
import { isOwnAddress, recipients } from './role.js';
import type { NoticeStep } from './step.js';
import { tooMany } from './too-many.js';
import type { View } from './view.js';

/** Thanks are news for so long, ms: over a weekend. */
const thanksNewsFor = 4 * 24 * 3600 * 1000;

/** What can wait for the morning is told there alone. */
function readsInTheMorning({ address }: Person, settings: Settings): boolean {
  const { morningNote } = settings;
  if (!morningNote || isOwnAddress(address, settings)) return false;
  return morningNote.to === 'agents' || morningNote.to.includes(address);
}

/** One answer is told of once, also where a close before it is taken back or turns up late. */
function sameNews(one: string, other: NoticePurpose): boolean {
  const ofAnswer = (purpose: string): boolean => purpose === 'answered' || purpose === 'reopened';
  return one === other || (ofAnswer(one) && ofAnswer(other));
}

/**
 * Notices that are due at once: customers' answers that did not reach the agent, who has not written since (R5), dead addresses
 * (R12).
 */
export function noticesDue(view: View): NoticeStep[] {
  const { fold, settings, world } = view;
  const from = Math.max(world.startFrom, world.restartedAt);
  const due: NoticeStep[] = [];
  const tell = (
    purpose: NoticePurpose,
    anchor: string,
    agent: Person,
    at: number,
    more: Partial<Pick<NoticeStep, 'failed' | 'settled' | 'stage'>> = {},
  ): void => {
    const { stage = 0 } = more;
    if (at < from || isOwnAddress(agent.address, settings)) return;
    const told = view.attempts.some(
      (a) =>
        a.anchor === anchor && sameNews(a.purpose, purpose) && a.stage === stage && a.state !== 'not-sent',
    );
    if (!told) due.push({ action: 'notice', purpose, anchor, stage, to: [agent], at, ...more });
  };
  // I7: whoever can write into the conversation cannot fill the agent's mailbox with it.
  const tired = tooMany();
  const owed = new Set(fold.owed.map(({ id }) => id));
  // Whoever has written since has read it; who only gave an order has perhaps not.
  const isKnown = (message: Message): boolean =>
    !owed.has(message.id) && fold.lastAgentMail !== null && fold.lastAgentMail.at >= message.at;
  for (const { message, reopened, agent } of fold.answers) {
    const gotIt = recipients(message).some((person) => person.address === agent.address);
    if (gotIt || tired(message.at) || isKnown(message)) continue;
    if (owed.has(message.id)) tell(reopened ? 'reopened' : 'answered', message.id, agent, message.at);
    else tell('answered', message.id, agent, message.at, { settled: fold.closed ? 'closed' : 'waiting' });
  }
  for (const { message, agent, undone } of fold.thanks)
    if (
      message.at > view.now - thanksNewsFor &&
      agent &&
      !undone &&
      !readsInTheMorning(agent, settings) &&
      !tired(message.at)
    )
      tell('thanks', message.id, agent, message.at);
  for (const { message, addresses, agent } of fold.bounces) {
    const failed = message.bounce?.recipients.find(
      (recipient) => recipient.permanent && addressesOf(recipient).some((one) => addresses.includes(one)),
    );
    const address = failed && addressesOf(failed).find((one) => addresses.includes(one));
    if (agent && failed && address && !tired(message.at))
      tell('undeliverable', message.id, agent, message.at, { failed: { ...failed, address } });
  }
  // Stages of one anchor may be refused for one address after another: each is told of.
  for (const { attempt, agent } of fold.refusals) {
    const { anchor, at, stage } = attempt;
    const [failed] = attempt.refused;
    if (agent) tell('undeliverable', anchor, agent, at, { stage, ...(failed && { failed }) });
  }
  return due;
}
