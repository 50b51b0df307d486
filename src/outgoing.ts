import { randomBytes } from 'node:crypto';
import type { ListedItem } from './core/conversation/note.js';
import { outsideSubject } from './core/conversation/outside-subject.js';
import { purposeOf, type Step } from './core/conversation/step.js';
import { domainOf, plusBase } from './core/message/address.js';
import { withoutLinkToken } from './core/message/link-tokens.js';
import type { Message } from './core/message/message.js';
import type { Person } from './core/message/parsed.js';
import { goesToCustomers, type OwnMark, type Purpose } from './core/message/purpose.js';
import { baseSubject } from './core/message/subject.js';
import type { Settings } from './core/settings.js';
import type { Entry } from './ledger.js';
import { compose } from './mail/compose.js';
import { isStandIn, markHeader, ownMessageId, replyToken } from './mail/own-mark.js';
import {
  type Rendering,
  renderCommandResult,
  renderCourtesy,
  renderFollowUp,
  renderNotice,
  type TextReader,
} from './rendering.js';
import type { Runtime } from './runtime.js';
import type { Rendered } from './templates/render.js';

/** A mail that is ready to go, with what the claim says of it. */
export interface Outgoing {
  readonly id: string;
  readonly mark: Omit<OwnMark, 'signed'>;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly text: string;
  readonly raw: Buffer;
  /** What the numbers of its list mean, from 1. */
  readonly items?: readonly ListedItem[];
}

/** Mode draft: mails to customers are put into Drafts. Notices are sent, for nobody could send those drafts. */
export function goesToDrafts(step: Step, settings: Settings): boolean {
  return settings.mode === 'draft' && goesToCustomers(purposeOf(step));
}

export type { TextReader } from './rendering.js';

/** Renders and composes the mail of a step. `now` in ms UTC becomes its Date. */
export async function outgoingOf(
  step: Step,
  entry: Entry,
  runtime: Runtime,
  readText: TextReader,
  now: number,
): Promise<Outgoing> {
  const about = entry.conversation.messages.find((message) => message.id === step.anchor);
  if (!about) throw new Error(`The mail <${step.anchor}> is not in conversation ${entry.derived.id}.`);
  const { secrets, config } = runtime;
  const { mailbox } = config.settings;
  const mark = markOf(step);
  const nonce = randomBytes(8).toString('hex');
  const id = ownMessageId(secrets, { ...mark, nonce }, domainOf(mailbox.address));
  const { items, ...rendered } = await renderStep(step, { about, entry, runtime, readText, now });
  const subject = rendered.subject ?? replySubject(mark.purpose, about, entry);
  const raw = await compose({
    from: mailbox,
    to: step.to,
    replyTo: replyTo(step, about, entry, runtime),
    subject,
    messageId: id,
    ...(!isStandIn(about.id) && { inReplyTo: about.id }),
    references: [...(about.references ?? about.inReplyTo ?? []), about.id].filter((id) => !isStandIn(id)),
    date: now,
    mark: markHeader(mark, id, secrets),
    sentByPerson: goesToDrafts(step, config.settings),
    text: rendered.text,
    html: rendered.html,
  });
  return { id, mark, to: step.to, subject, text: rendered.text, raw, ...(items && { items }) };
}

type RenderedStep = Rendered & Pick<Outgoing, 'items'>;

async function renderStep(step: Step, given: Omit<Rendering<Step>, 'step'>): Promise<RenderedStep> {
  switch (step.action) {
    case 'follow-up':
      return renderFollowUp({ ...given, step });
    case 'courtesy':
      return renderCourtesy({ ...given, step });
    case 'notice':
      return step.purpose === 'command-result'
        ? renderCommandResult({ ...given, step })
        : renderNotice({ ...given, step });
    default:
      return step satisfies never;
  }
}

function markOf(step: Step): Omit<OwnMark, 'signed'> {
  const { anchor, stage } = step;
  const { last, closes } = step.action === 'follow-up' ? step : { last: false, closes: false };
  return { purpose: purposeOf(step), anchor, stage, last, closes };
}

/** "Re: " and the base subject without a link's token, unless the mail has none (RFC 5322 3.6.5). */
function replySubject(purpose: Purpose, about: Message, { conversation }: Entry): string {
  const base = goesToCustomers(purpose)
    ? outsideSubject(about, conversation.messages)
    : baseSubject(withoutLinkToken(about.subject));
  return base === '' ? 'Re:' : `Re: ${base}`;
}

/**
 * R5: in a blind silence the agent stands in Reply-To as well, so that both see the next answer. R6: the mailbox with a
 * token of the conversation where plus addresses are known to work, else the plain address.
 */
function replyTo(step: Step, about: Message, entry: Entry, { config, secrets, store }: Runtime): Person[] {
  const { mailbox } = config.settings;
  if (!goesToCustomers(purposeOf(step))) return [mailbox];
  const plus =
    config.plusAddresses === 'on' || (config.plusAddresses === 'auto' && store.state.get().plusProven);
  const { base } = plusBase(mailbox.address);
  const [local, domain] = base.split('@');
  const address = plus ? `${local}+${replyToken(secrets, about.id)}@${domain}` : mailbox.address;
  const bot = { name: mailbox.name, address };
  return step.action === 'follow-up' && entry.derived.silence?.blind ? [about.from, bot] : [bot];
}
