import { explainUnverified } from '../core/conversation/start.js';
import type { Replay } from '../core/replay/played.js';
import type { Settings } from '../core/settings.js';
import { CommandError } from './context.js';
import { nothingIn } from './mail-files.js';
import { count } from './output.js';
import type { PastMail } from './replay-past.js';
import { moment } from './words.js';

const dayMs = 24 * 3600 * 1000;

/** Which days of which mail are played. */
export interface Span {
  readonly paths: readonly string[];
  readonly days: number;
  /** ms UTC. */
  readonly from: number;
  readonly to: number;
}

/** Throws a CommandError where there is no mail in these days: a play of nothing would look as if all were well. */
export function refuseEmpty(
  { messages, notes }: PastMail,
  span: Span,
  { mailbox, calendar }: Settings,
): void {
  const { paths, days, from, to } = span;
  const place = paths.length > 0 ? paths.join(', ') : `the mailbox of ${mailbox.address}`;
  if (messages.length === 0 && notes === 0)
    throw new CommandError(paths.length > 0 ? nothingIn(paths) : `No mail was found in ${place}.`);
  const past = messages.filter(({ at }) => at <= to);
  if (messages.length === 0 || past.some(({ at }) => at >= from)) return;
  const newest = past.reduce((latest, { at }) => Math.max(latest, at), 0);
  if (newest === 0)
    throw new CommandError(`No mail in ${place} tells a date that has come, so none can be played.`);
  // As many days again before the newest mail, in tens.
  const enough = Math.min(36_500, Math.ceil(((to - newest) / dayMs + days) / 10) * 10);
  throw new CommandError(
    `No mail in ${place} is of the last ${count(days, 'day')}: the newest is of ${moment(newest, calendar.timezone).slice(4, 14)}. Use --days ${enough}.`,
  );
}

/** What keeps mails of the team from counting, and why nothing at all was sent, as far as the mails tell: sentences. */
export function whyQuiet({ team, followUps }: Replay, { mailbox, watch, ...settings }: Settings): string[] {
  const sentences = team.ignored.map(
    ({ reason, count: n }) =>
      `${count(n, 'mail')} of your team ${n === 1 ? 'is' : 'are'} not verified, so ${n === 1 ? 'it starts' : 'they start'} nothing: ${explainUnverified(reason)}`,
  );
  if (team.mails === 0) {
    const { domains, agents } = settings.team;
    sentences.push(
      `No mail of an agent was found: team.domains is ${domains.join(', ') || 'empty'}, team.agents is ${agents.join(', ') || 'empty'}, and nobody there wrote in these days.`,
    );
  } else if (followUps.length === 0 && watch === 'addressed' && !team.addressed && team.ignored.length === 0)
    sentences.push(
      `Nothing is watched: no mail of the team names ${mailbox.address}. Let agents put it into Cc, or set watch: all.`,
    );
  return sentences;
}
