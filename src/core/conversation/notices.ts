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

/** Notices that are due at once: customers' answers that did not reach the agent (R5), dead addresses (R12). */
export function noticesDue(view: View): NoticeStep[] {
  const { fold, settings, world } = view;
  const from = Math.max(world.startFrom, world.restartedAt);
  const due: NoticeStep[] = [];
  const tell = (
    purpose: NoticePurpose,
    anchor: string,
    agent: Person,
    at: number,
    failed?: { address: string; reason: string },
    stage = 0,
  ): void => {
    if (at < from || isOwnAddress(agent.address, settings)) return;
    const told = view.attempts.some(
      (a) => a.anchor === anchor && a.purpose === purpose && a.stage === stage && a.state !== 'not-sent',
    );
    if (!told)
      due.push({ action: 'notice', purpose, anchor, stage, to: [agent], at, ...(failed && { failed }) });
  };
  // I7: whoever can write into the conversation cannot fill the agent's mailbox with it.
  const tired = tooMany();
  for (const { message, reopened, agent } of fold.answers)
    if (!recipients(message).some((person) => person.address === agent.address) && !tired(message.at))
      tell(reopened ? 'reopened' : 'answered', message.id, agent, message.at);
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
      tell('undeliverable', message.id, agent, message.at, { ...failed, address });
  }
  // Stages of one anchor may be refused for one address after another: each is told of.
  for (const { attempt, agent } of fold.refusals)
    if (agent) tell('undeliverable', attempt.anchor, agent, attempt.at, attempt.refused[0], attempt.stage);
  return due;
}
