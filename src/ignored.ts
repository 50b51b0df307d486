import { when } from './core/calendar/when.js';
import { isTeamAddress, outsiders, roleOf } from './core/conversation/role.js';
import { explainUnverified } from './core/conversation/start.js';
import { linkTokenIn } from './core/message/link-tokens.js';
import type { Message } from './core/message/message.js';
import { isOnlyOrders } from './core/order/parse.js';
import type { Settings } from './core/settings.js';
import type { Runtime } from './runtime.js';

/** What came longer ago is history: `status` and `check` tell of it, ms. */
const recent = 24 * 3600 * 1000;
/** So many of one batch are logged one by one. */
const most = 5;

/** A mail that does not do what its writer may have meant: by name, and a sentence that follows on who wrote and when. */
interface Ignored {
  readonly message: Message;
  readonly reason: string;
  readonly sentence: (who: string) => string;
}

/**
 * Says in the log, once, that a mail of the team does not count because nothing shows that it is (R7; status warns of it as
 * well), and what to do; and that a link of a notice orders nothing in somebody else's hands. Asked before the mails are stored.
 */
export function logIgnored(messages: readonly Message[], runtime: Runtime): void {
  const { config, log } = runtime;
  const ignored = new Map(
    messages.flatMap((message) => {
      if (!isRecent(message, runtime)) return [];
      const found = unverified(message, config.settings) ?? foreignLink(message, config.settings);
      return found && !isKnown(message, runtime) ? [[message.key, found] as const] : [];
    }),
  );
  for (const one of [...ignored.values()].slice(0, most)) logOne(one, runtime);
  if (ignored.size > most)
    log.info({}, `Ignored ${ignored.size - most} more mails in the same way: \`thrice check\`.`);
}

/** Says in the log, once, that a mail from outside holds commands. Asked when its new text has been read. */
export function logForeignOrders(message: Message, runtime: Runtime): void {
  const { settings } = runtime.config;
  const { newText = '', kind, from, at } = message;
  if (kind !== 'human' || isTeamAddress(from.address, settings) || !isRecent(message, runtime)) return;
  if (newText.trim() === '' || !isOnlyOrders(newText, { calendar: settings.calendar, at })) return;
  const sentence = (who: string) =>
    `The mail of ${who}, says nothing but commands. It is not the team's, so they are text.`;
  logOne({ message, reason: 'commands-from-outside', sentence }, runtime);
}

function logOne({ message, reason, sentence }: Ignored, { config, log }: Runtime): void {
  const at = when(message.at, config.settings.calendar.timezone);
  log.info({ messageId: message.id, reason }, sentence(`${message.from.address}, ${at}`));
}

function isRecent({ at }: Message, { clock }: Runtime): boolean {
  return at >= clock() - recent;
}

/** A copy of it was read before. */
function isKnown({ id, key }: Message, { store }: Runtime): boolean {
  return store.threads
    .withId(id)
    .some((thread) => store.threads.get(thread)?.messages.some((message) => message.key === key));
}

/** A machine's mail would count for no more if it were verified; a bounce counts whoever wrote it (R12). */
function unverified(message: Message, settings: Settings): Ignored | null {
  if (!isTeamAddress(message.from.address, settings)) return null;
  const { role, reason } = roleOf(message, settings);
  if (role !== 'unknown' && (role !== 'unverified' || message.kind !== 'human')) return null;
  const sentence = (who: string) => `Ignored the mail of ${who}: not verified. ${explainUnverified(reason)}`;
  return { message, reason, sentence };
}

/** What a verified agent orders by a link is answered, so that it needs no line here. */
function foreignLink(message: Message, settings: Settings): Ignored | null {
  if (message.own || linkTokenIn(message.subject) === null) return null;
  const why = whyForeign(message, settings);
  if (why === null) return null;
  const [reason, words] = why;
  const sentence = (who: string) => `The link in the mail of ${who}, orders nothing: ${words}.`;
  return { message, reason: `link-${reason}`, sentence };
}

function whyForeign(message: Message, settings: Settings): readonly [reason: string, words: string] | null {
  if (!isTeamAddress(message.from.address, settings)) return ['from-outside', "the mail is not the team's"];
  if (roleOf(message, settings).role !== 'agent') return null;
  if (message.kind !== 'human') return [message.kind, 'no person wrote the mail'];
  if (message.list) return ['over-a-list', 'the mail came over a mailing list'];
  return outsiders(message, settings).length > 0 ? ['to-a-customer', 'the mail went to a customer'] : null;
}
