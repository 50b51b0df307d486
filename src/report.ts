import { createHash } from 'node:crypto';
import { domainOf } from './core/message/address.js';
import { compose } from './mail/compose.js';
import { markHeader, ownMessageId } from './mail/own-mark.js';
import { openSmtp } from './mail/smtp.js';
import type { Runtime } from './runtime.js';

/**
 * Tells the admins once per edit that the config is broken and the one before stays active (CONTRACT): in the log and,
 * unless nothing may leave (observe), by mail. That the mail cannot be sent is logged and nothing more.
 */
export async function reportBrokenConfig(problems: string, runtime: Runtime): Promise<void> {
  const { log, config, store } = runtime;
  log.error({}, `${problems}\nThe previous config stays active.`);
  const print = createHash('sha256').update(problems).digest('hex').slice(0, 16);
  if (config.settings.mode === 'observe' || store.state.get().reportedConfig === print) return;
  store.state.set({ reportedConfig: print });
  try {
    await mailAdmins(
      'The config of Thrice is broken',
      `${problems}\n\nThe previous config stays active.\n`,
      runtime,
    );
  } catch (error) {
    log.warn({}, `The admins could not be told by mail: ${error instanceof Error ? error.message : error}`);
  }
}

const unstaged = { stage: 0, last: false, closes: false } as const;

/** One plain mail to the admins. Throws an SmtpError. */
async function mailAdmins(subject: string, text: string, { config, secrets, clock }: Runtime): Promise<void> {
  const { mailbox, team } = config.settings;
  const to = team.admins.map((address) => ({ name: '', address }));
  const nonce = `${clock()}`;
  const messageId = ownMessageId(
    secrets,
    { purpose: 'admin', anchor: subject, stage: 0, nonce },
    domainOf(mailbox.address),
  );
  const raw = await compose({
    from: { name: 'Thrice', address: mailbox.address },
    to,
    subject,
    messageId,
    date: clock(),
    // Its own mail, when it comes back into the mailbox: else it would be one of nobody's (R8).
    mark: markHeader({ ...unstaged, purpose: 'admin', anchor: messageId }, messageId, secrets),
    text,
  });
  const session = await openSmtp(config.smtp);
  try {
    await session.send({ from: mailbox.address, to: team.admins, raw }, async () => {});
  } finally {
    await session.close();
  }
}
