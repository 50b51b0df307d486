import type { Step } from './core/conversation/step.js';
import { openSmtp, type SendResult, type SmtpSession } from './mail/smtp.js';
import { appendMail } from './mailbox/append.js';
import { MailboxError } from './mailbox/error.js';
import { goesToDrafts, type Outgoing } from './outgoing.js';
import type { Online } from './runtime.js';

/** The way a mail leaves. `draft` puts it where a person will send it. */
export interface Carrier {
  /** Awaits `onBegun` right before the first byte that could make the mail leave. Never rejects. */
  readonly carry: (mail: Outgoing, onBegun: () => Promise<void>) => Promise<CarryResult>;
}

export type CarryResult = SendResult | { readonly result: 'drafted'; readonly detail: string };

/**
 * The carriers of one pass. SMTP is opened once and only when something goes by it, before any claim is written; `of`
 * throws an SmtpError when it cannot be. Null: there is no Drafts folder, which stops no other step.
 */
export function carriersOf(online: Online): {
  of: (step: Step) => Promise<Carrier | null>;
  /** For what is no step of a conversation. */
  bySmtp: () => Promise<Carrier>;
  close: () => Promise<void>;
} {
  let session: SmtpSession | null = null;
  const bySmtp = async (): Promise<Carrier> => {
    if (!session?.isOpen()) session = await openSmtp(online.config.smtp);
    return smtpCarrier(session, online);
  };
  return {
    of: async (step) => {
      const { folders, config } = online;
      if (!goesToDrafts(step, config.settings)) return bySmtp();
      return folders.drafts ? draftCarrier(online, folders.drafts) : null;
    },
    bySmtp,
    close: async () => session?.close(),
  };
}

/** Sends by SMTP, with one more envelope recipient: the mailbox itself, whose copy is evidence of the sending (R9). */
function smtpCarrier(session: SmtpSession, online: Online): Carrier {
  const own = online.config.settings.mailbox.address;
  return {
    carry: (mail, onBegun) =>
      session.send(
        { from: own, to: mail.to.map((person) => person.address), copyTo: own, raw: mail.raw },
        onBegun,
      ),
  };
}

/** Mode draft: mails to customers are put into Drafts. An append whose answer is lost is uncertain like a sending. */
function draftCarrier(online: Online, draftsFolder: string): Carrier {
  return {
    carry: async (mail, onBegun) => {
      try {
        await onBegun();
        await appendMail(online.connection, draftsFolder, mail.raw, ['\\Draft', '\\Seen'], online.clock());
        return { result: 'drafted', detail: draftedDetail(draftsFolder) };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const lost = error instanceof MailboxError && error.kind === 'lost';
        return { result: lost ? 'uncertain' : 'not-begun', error: text };
      }
    },
  };
}

/** What the result note says of a mail in Drafts. */
export function draftedDetail(folder: string): string {
  return `Lies in ${folder} for a person to send.`;
}
