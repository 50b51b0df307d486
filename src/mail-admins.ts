import { domainOf } from './core/message/address.js';
import { currentWorld } from './ledger.js';
import { compose } from './mail/compose.js';
import { markHeader, ownMessageId } from './mail/own-mark.js';
import { openSmtp, type SendResult } from './mail/smtp.js';
import type { Runtime } from './runtime.js';

/** A subject and a plain text, LF line ends. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** What came of a mail to the admins. `perhaps`: the line was lost before the answer; nobody knows. */
export interface Told {
  readonly told: 'yes' | 'no' | 'perhaps';
  /** What went wrong, a sentence; '' where nothing did. */
  readonly why: string;
}

/** Whether mail about Thrice itself may leave: in observe mode and while paused nothing does. */
export function mayMailAdmins(runtime: Pick<Runtime, 'config' | 'store'>): boolean {
  const { mode, team } = runtime.config.settings;
  return mode !== 'observe' && team.admins.length > 0 && !currentWorld(runtime).paused;
}

/** In ms. The mailbox is not read while it is sent, so it waits less long than a follow-up does. */
const patience = { socket: 60_000, answer: 60_000 };

const unstaged = { stage: 0, last: false, closes: false } as const;

/**
 * One plain mail to the admins, about Thrice itself, by SMTP alone: it goes also where the mailbox cannot be read. It
 * waits for no cap, since there is at most one about an edit and two about an outage, and counts for those of the others.
 * `onDataBegun` runs before any byte of content goes; if it throws, nothing is sent. Never rejects.
 */
export async function mailAdmins(
  { subject, text }: Letter,
  { config, secrets, clock, store }: Pick<Runtime, 'config' | 'secrets' | 'clock' | 'store'>,
  onDataBegun: () => void = () => {},
): Promise<Told> {
  const { mailbox, team } = config.settings;
  const now = clock();
  try {
    const messageId = ownMessageId(
      secrets,
      { purpose: 'admin', anchor: subject, stage: 0, nonce: `${now}` },
      domainOf(mailbox.address),
    );
    const raw = await compose({
      from: { name: 'Thrice', address: mailbox.address },
      to: team.admins.map((address) => ({ name: '', address })),
      subject,
      messageId,
      date: now,
      // Its own mail, when it comes back into the mailbox: else it would be one of nobody's (R8).
      mark: markHeader({ ...unstaged, purpose: 'admin', anchor: messageId }, messageId, secrets),
      text,
    });
    const session = await openSmtp(config.smtp, patience);
    try {
      const mail = { from: mailbox.address, to: team.admins, raw };
      const begin = async (): Promise<void> => {
        const sending = { id: messageId, purpose: 'admin', to: team.admins, at: now };
        store.state.set({ sendings: [...store.state.get().sendings, sending] });
        onDataBegun();
      };
      return toldOf(await session.send(mail, begin), config.smtp.host);
    } finally {
      await session.close();
    }
  } catch (error) {
    return { told: 'no', why: error instanceof Error ? error.message : String(error) };
  }
}

function toldOf(sent: SendResult, host: string): Told {
  switch (sent.result) {
    case 'sent': {
      const refused = sent.refused.map(({ address, response }) => `${address} (${response})`).join(', ');
      return { told: 'yes', why: refused === '' ? '' : `${host} refused ${refused}.` };
    }
    case 'refused':
      return { told: 'no', why: `${host} refused it: ${sent.response}.` };
    case 'not-begun':
      return { told: 'no', why: `The connection to ${host} failed: ${sent.error}.` };
    case 'uncertain':
      return { told: 'perhaps', why: `${host} did not say whether it took it: ${sent.error}.` };
    default:
      return sent satisfies never;
  }
}
