import type { Derived } from './core/conversation/state.js';
import type { FollowUpStep, Step } from './core/conversation/step.js';
import { inAscii } from './core/message/phrases/fold.js';
import type { NoticePurpose } from './core/message/purpose.js';
import { usualWord } from './core/order/words.js';
import { linkToken, mailtoLink } from './mail/link-token.js';
import type { Runtime } from './runtime.js';
import type { Action } from './templates/values.js';

type Own = Pick<Runtime, 'config' | 'secrets'>;
/** What is ordered, and what stands behind the word. */
type Offer = readonly [Action['action'], string?];

const notNow: readonly Offer[] = [['wait'], ['close'], ['snooze', '2d'], ['never']];

/** What a mail to people inside offers at one tap; the words say everything else. */
function offersOf(step: Step, agent: Derived['agent']): readonly Offer[] {
  if (step.action === 'follow-up') return step.audience === 'customer' ? [] : insideOffers(step);
  if (step.action === 'courtesy') return [];
  return step.settled ? settledOffers(step.settled) : noticeOffers(step.purpose, agent);
}

/** The same of a stage for people inside. Behind the last one there is nothing to wait for, and most of them close. */
export function insideOffers({ last, closes }: Pick<FollowUpStep, 'last' | 'closes'>): readonly Offer[] {
  if (closes) return [['reopen'], ['close'], ['never']];
  return last ? [['close'], ['never']] : notNow;
}

/** The same of a notice about an answer that was settled by an order, perhaps of somebody who had not read it. */
export function settledOffers(settled: 'closed' | 'waiting'): readonly Offer[] {
  return settled === 'closed' ? [['reopen']] : notNow.slice(1);
}

/** The same of a notice about a conversation of this agent; null: it has none. */
export function noticeOffers(purpose: NoticePurpose, agent: Derived['agent']): readonly Offer[] {
  const offers = offersTo(purpose);
  // The customer cannot answer what nobody wrote.
  return agent ? offers : offers.filter(([action]) => action !== 'wait');
}

function offersTo(purpose: NoticePurpose): readonly Offer[] {
  switch (purpose) {
    case 'blind':
      return [['skip'], ['wait'], ['close'], ['snooze', '3d'], ['never'], ['send-now']];
    case 'answered':
    case 'reopened':
    case 'reminder':
    case 'escalation':
      return notNow;
    case 'thanks':
      return [['reopen'], ['wait']];
    case 'undeliverable':
      return [['close'], ['never']];
    case 'command-result':
      return [['undo']];
    default:
      return purpose satisfies never;
  }
}

/** The links of a mail about the conversation. `now` in ms UTC. */
export function linksOf(step: Step, { agent }: Pick<Derived, 'agent'>, own: Own, now: number): Action[] {
  // Only a blind notice announces its stage; of other mails it is one that has gone, or none.
  const blind = step.action === 'notice' && step.purpose === 'blind';
  const link = linkMaker(step.anchor, own, now, blind ? step.stage : 0);
  return offersOf(step, agent).map(([action, more]) => link(action, more));
}

/**
 * Makes links for a mail about `anchor`: each opens a mail to the mailbox whose subject holds the command, in the
 * language of the templates, and the token that links it, and whose text holds the command too, for gateways that write
 * into subjects. `more` stands behind the command's word. `now` in ms UTC; `stage`: that which the mail announces, 0: none,
 * or several.
 */
export function linkMaker(
  anchor: string,
  { config, secrets }: Own,
  now: number,
  stage = 0,
): (action: Action['action'], more?: string) => Action {
  return (action, more) => {
    const command = [usualWord(action, config.language), ...(more ? [more] : [])].join(' ');
    const token = linkToken(secrets, { anchor, action, stage, at: now });
    // RFC 6068 wants UTF-8; Outlook on Windows reads the percent signs in its own code page.
    const plain = inAscii(command);
    const href = mailtoLink(config.settings.mailbox.address, `${plain} [${token}]`, plain);
    return { action, command, href };
  };
}
