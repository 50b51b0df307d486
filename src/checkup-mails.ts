import { type MailsOptions, readScratch } from './checkup-read.js';
import type { Config } from './config/config.js';
import type { Note } from './core/conversation/note.js';
import { proposeVerifiedBy, silentHosts } from './core/conversation/propose.js';
import { isTeamAddress, roleOf } from './core/conversation/role.js';
import { explainStart, isAddressed, no, type StartVerdict } from './core/conversation/start.js';
import { showsPlus } from './core/message/delivered-to.js';
import type { Message } from './core/message/message.js';
import type { Entry } from './ledger.js';
import { plusOrders } from './plus-orders.js';

/** A mail of the team, and whether it starts a silence (R4). */
export interface AgentMail {
  /** ms UTC. */
  readonly at: number;
  readonly from: string;
  readonly subject: string;
  readonly verdict: StartVerdict;
  /** The verdict as a sentence. */
  readonly why: string;
}

/** What the mails of the mailbox tell about the config. */
export interface SeenMails {
  /** Which mails were looked at, in words. */
  readonly scope: string;
  /** The last ones, newest first. */
  readonly agentMails: readonly AgentMail[];
  /** For `team.verified_by`. */
  readonly verifiedBy: readonly string[];
  /** What `mailbox.plus_addresses` means now, and whether agents can order by such addresses, in sentences. */
  readonly plus: readonly string[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** How many agent mails are explained. */
const shown = 20;

/** Reads the mailbox and tells what its mails say about the config. Throws a MailboxError. */
export async function readMails(options: MailsOptions): Promise<SeenMails> {
  const { config } = options;
  const { settings } = config;
  const { scope, entries, state, problems } = await readScratch(options);
  const messages = entries.flatMap(({ conversation }) => conversation.messages);
  const exchange = /(^|\.)(office365|outlook)\.com$/i.test(config.imap.host);
  const verifiedBy = proposeVerifiedBy(messages, settings, exchange);
  const agentMails = agentMailsOf(entries, config);
  return {
    scope,
    problems,
    agentMails: agentMails.slice(0, shown),
    verifiedBy,
    plus: plusSentences(config, state.plusProven, messages),
    warnings: [
      ...mailWarnings(entries, agentMails, config),
      ...verifiedBy.map(
        (way) =>
          `Some mails of agents are not believed. If that is your own mail server, add ${way} to team.verified_by.`,
      ),
      ...silentHosts(messages, settings).map(
        ({ host, without, of }) =>
          `${without} of ${of} mails from outside bear no Authentication-Results of ${host} (team.verified_by). Let it write them into every mail and remove those that come in with its name (RFC 8601 5): else a sender can write them.`,
      ),
      ...foreignNotes([...state.notes, ...entries.flatMap((entry) => entry.conversation.notes)]),
    ],
  };
}

/** Mails that say they are of the team, but Thrice's own; newest first. */
function agentMailsOf(entries: readonly Entry[], { settings }: Config): AgentMail[] {
  return entries
    .flatMap(({ conversation, derived }) =>
      conversation.messages
        .filter((m) => isTeamAddress(m.from.address, settings) && roleOf(m, settings).role !== 'bot')
        .map((message): AgentMail => {
          const verdict = derived.starts.get(message.key) ?? no('not-human', message.reason);
          const why = explainStart(verdict, settings);
          return { at: message.at, from: message.from.address, subject: message.subject, verdict, why };
        }),
    )
    .sort((a, b) => b.at - a.at);
}

function mailWarnings(
  entries: readonly Entry[],
  agentMails: readonly AgentMail[],
  { settings }: Config,
): string[] {
  const { mailbox, watch, team } = settings;
  const warnings: string[] = [];
  const byTeam = entries.flatMap(({ conversation }) =>
    conversation.messages.filter((m) => isTeamAddress(m.from.address, settings) && !m.own),
  );
  if (agentMails.length === 0)
    warnings.push(
      `No mail of the team was found (${[...team.domains, ...team.agents].join(', ')}). Check team.domains and team.agents.`,
    );
  else if (watch === 'addressed' && !byTeam.some((message) => isAddressed(message, settings)))
    warnings.push(
      `Nothing is watched: no mail of the team names ${mailbox.address}. Let agents put it into Cc, or set watch: all.`,
    );
  if (!entries.some(({ derived }) => derived.customers.length > 0))
    warnings.push('No conversation has a customer: nobody outside the team wrote or was written to.');
  return warnings;
}

function foreignNotes(notes: readonly Note[]): string[] {
  const count = notes.filter((note) => !note.signed).length;
  return count === 0
    ? []
    : [
        `${count} notes in the mailbox bear no signature of this secret, so they can only stop things. Restore the secret that signed them, or add it to secret.`,
      ];
}

/** R6: whether answers go to plus addresses, and whether the server keeps those that agents write (docs/commands.md). */
function plusSentences(config: Config, proven: boolean, messages: readonly Message[]): string[] {
  const { settings, plusAddresses } = config;
  const arrived = proven
    ? null
    : messages.find((message) => !message.stored && showsPlus(message, settings.ownAddresses));
  const orders = plusOrders(config, proven || arrived !== undefined);
  if (plusAddresses === 'on') return ['plus_addresses is on: answers go to plus addresses.', orders];
  if (plusAddresses === 'off') return ['plus_addresses is off: answers go to the plain address.', orders];
  if (proven) return ['They work here (proven by a round trip): auto uses them.', orders];
  return [
    `plus_addresses is auto, and no round trip has proven them yet: answers go to the plain address.${arrived ? ' A mail to one lies in the mailbox, so they probably work: plus_addresses: on uses them.' : ''}`,
    orders,
  ];
}
