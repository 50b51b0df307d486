import { Temporal } from 'temporal-polyfill';
import type { Duration } from '../core/calendar/calendar.js';
import { parseDuration } from '../core/calendar/duration.js';
import type { Limits, Policy, Settings, Team, VerifiedBy } from '../core/settings.js';
import type { Build } from './build-context.js';
import { addressesOf, buildInside } from './build-inside.js';
import { clockMs } from './leaf.js';
import type { Path } from './problem.js';
import { isPublicProvider } from './public-providers.js';
import type { Raw } from './schema.js';

/** The team with its defaults. `address` is the mailbox's, lower case. */
export function buildTeam(build: Build, raw: Raw['team'], address: string): Team {
  const own = address.slice(address.lastIndexOf('@') + 1);
  const domains = raw.domains ?? (isPublicProvider(own) ? [] : [own]);
  if (domains.length === 0 && raw.agents.length === 0) {
    build.notice(
      raw.domains === undefined
        ? `${own} is a public mail provider, so nobody but the mailbox itself is an agent. List the agents under team.agents.`
        : 'team.domains and team.agents are empty: nobody but the mailbox itself is an agent.',
    );
  }
  const verifiedBy = raw.verified_by.map((entry, index) =>
    verifier(build, entry, ['team', 'verified_by', index]),
  );
  return {
    domains: unique(domains),
    agents: unique(raw.agents),
    admins: unique(raw.admins ?? [address]),
    unassigned: addressesOf(raw.unassigned),
    verifiedBy,
  };
}

const namedWays = ['microsoft-365', 'everyone'] as const;

function verifier(build: Build, entry: string, path: Path): VerifiedBy {
  const lower = entry.toLowerCase();
  const way = namedWays.find((name) => name === lower);
  if (way !== undefined) return { way };
  if (lower.startsWith('received:')) return { way: 'received', host: lower.slice('received:'.length) };
  const meant = namedWays.find((name) => name.slice(0, 5) === lower.slice(0, 5) && !lower.includes('.'));
  if (meant !== undefined) build.problem(path, `"${entry}" is no host name. Did you mean ${meant}?`);
  return { way: 'host', host: lower };
}

/** The policies, one that matches everything among them; what stands behind it can only be chosen by an address. */
export function buildPolicies(build: Build, raw: Raw['policies']): Policy[] {
  const seen = new Set<string>();
  const policies = raw.map((policy, index): Policy => {
    if (seen.has(policy.name)) {
      build.problem(
        ['policies', index, 'name'],
        `"${policy.name}" is the name of an earlier policy too. Give each its own.`,
      );
    }
    // The stand-in for a refused name is nobody's name.
    if (build.isSound(['policies', index, 'name'])) seen.add(policy.name);
    return {
      name: policy.name,
      match: {
        customer: list(policy.match.customer),
        customerDomain: list(policy.match.customer_domain),
        agent: list(policy.match.agent),
        subject: list(policy.match.subject).map((subject) => subject.toLowerCase()),
      },
      followUps: policy.follow_ups.map(({ after, template, to }) => ({
        after: parseDuration(after) ?? twoDays,
        template,
        to,
      })),
      close: policy.close,
      maxPerConversation: policy.max_per_conversation,
      ...buildInside(build, policy, ['policies', index]),
    };
  });
  const open = policies.findIndex(matchesAll);
  if (open < 0) return [...policies, defaultPolicy(seen.has('default') ? 'everything-else' : 'default')];
  // One without conditions behind it is there for the agents, who choose it by an address.
  for (const policy of policies.slice(open + 1).filter((one) => !matchesAll(one))) {
    build.notice(
      `policies: the conditions of "${policy.name}" are never asked, because "${policies[open]?.name}" before it matches everything. It applies only where an agent chooses it by an address (docs/commands.md).`,
    );
  }
  return policies;
}

const twoDays: Duration = { amount: 2, unit: 'd' };

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function matchesAll({ match }: Policy): boolean {
  return Object.values(match).every((list) => list.length === 0);
}

function defaultPolicy(name: string): Policy {
  const templates = ['follow-up-1', 'follow-up-2', 'final-notice'];
  return {
    name,
    match: { customer: [], customerDomain: [], agent: [], subject: [] },
    followUps: templates.map((template) => ({ after: twoDays, template, to: 'customer' })),
    close: true,
    maxPerConversation: 6,
    team: [],
    supervisors: [],
    holdingReply: null,
    closingMail: null,
  };
}

/** The brakes; null is off. */
export function buildLimits(raw: Raw['limits']): Limits {
  const number = (value: number | 'off') => (value === 'off' ? null : value);
  return {
    perRecipientPerDay: number(raw.per_recipient_per_day),
    perMinute: number(raw.per_minute),
    announcementAbove: number(raw.announcement_above),
    surprise: number(raw.surprise),
  };
}

/** After how many ms without a complete reading the alarm is raised; null for `off`. */
export function alarmAfter(raw: Raw['limits']): number | null {
  return raw.alarm_after === 'off' ? null : clockMs(raw.alarm_after);
}

/** Local midnight of `start_from` in ms UTC; null when it is not given. */
export function startOfDay(day: string | undefined, timezone: string): number | null {
  if (day === undefined) return null;
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: timezone }).epochMilliseconds;
}

/** Working time in ms, or null for `off`. */
export function blindNotice(raw: Raw['blind_notice']): Settings['blindNotice'] {
  return raw === 'off' ? null : clockMs(raw);
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
