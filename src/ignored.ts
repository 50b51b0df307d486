import { isTeamAddress, roleOf } from './core/conversation/role.js';
import { explainUnverified } from './core/conversation/start.js';
import { when } from './core/conversation/why.js';
import type { Message } from './core/message/message.js';
import type { Runtime } from './runtime.js';

/** What came longer ago is history: `status` and `check` tell of it, ms. */
const recent = 24 * 3600 * 1000;
/** So many of one batch are logged one by one. */
const most = 5;

/** Says in the log (status warns of it as well) that a mail of the team does not count because nothing shows that it is (R7), and what to do. */
export function logIgnored(messages: readonly Message[], { config, clock, log }: Runtime): void {
  const { settings } = config;
  const ignored = messages.flatMap((message) => {
    if (message.at < clock() - recent || !isTeamAddress(message.from.address, settings)) return [];
    const { role, reason } = roleOf(message, settings);
    return role === 'unverified' || role === 'unknown' ? [{ message, reason }] : [];
  });
  for (const { message, reason } of ignored.slice(0, most)) {
    const at = when(message.at, settings.calendar.timezone);
    log.info(
      { messageId: message.id, reason },
      `Ignored the mail of ${message.from.address}, ${at}: not verified. ${explainUnverified(reason)}`,
    );
  }
  if (ignored.length > most)
    log.info(
      {},
      `Ignored ${ignored.length - most} more mails of the team that are not verified: \`thrice check\`.`,
    );
}
