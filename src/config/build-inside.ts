import { parseDuration } from '../core/calendar/duration.js';
import { isOwnAddress, isTeamAddress } from '../core/conversation/team-address.js';
import { isAddressWord } from '../core/order/address-order.js';
import type { MorningNote, Policy, Settings } from '../core/settings.js';
import type { Build } from './build-context.js';
import { parseTime } from './leaf.js';
import type { Path } from './problem.js';
import type { Raw } from './schema.js';

type RawPolicy = Raw['policies'][number];

/** What a policy tells the people inside, and what the customer gets beside the stages. */
export function buildInside(
  build: Build,
  raw: RawPolicy,
  path: Path,
): Pick<Policy, 'team' | 'supervisors' | 'holdingReply' | 'closingMail'> {
  for (const key of ['follow_ups', 'team'] as const)
    raw[key].forEach(({ to }, index) => {
      if (to !== 'supervisors' || raw.supervisors.length > 0) return;
      const hint = 'Name them, as in "supervisors: [lead@example.com]".';
      build.problem(
        [...path, key, index, 'to'],
        `is supervisors, and policy "${raw.name}" has none. ${hint}`,
      );
    });
  return {
    team: raw.team.flatMap(({ after, to }) => {
      const parsed = parseDuration(after);
      return parsed === null ? [] : [{ after: parsed, to }];
    }),
    supervisors: [...new Set(raw.supervisors)],
    holdingReply: holdingReply(raw.holding_reply),
    closingMail: raw.closing_mail === 'off' ? null : raw.closing_mail,
  };
}

function holdingReply(raw: RawPolicy['holding_reply']): Policy['holdingReply'] {
  const after = raw === 'off' ? null : parseDuration(raw.after);
  return raw === 'off' || after === null ? null : { after, template: raw.template };
}

/** The addresses of a value that is one, a list of them, or `off`. */
export function addressesOf(raw: string | readonly string[]): string[] {
  return raw === 'off' ? [] : [...new Set(typeof raw === 'string' ? [raw] : raw)];
}

/** Null: there is none. `always` has no start of working hours. */
export function buildMorningNote(raw: Raw['morning_note'], always: boolean): MorningNote | null {
  if (raw === 'off') return null;
  const at = raw.at === 'start' ? null : parseTime(raw.at);
  if (raw.to === 'off' || (at === null && always)) return null;
  return { to: raw.to === 'agents' ? 'agents' : addressesOf(raw.to), at };
}

/** Says of which policies no address can choose them (`support+NAME@`), because it orders something else. */
export function noticeTakenNames(build: Build, { policies, calendar, mailbox }: Settings): void {
  const [local, domain] = mailbox.address.split('@');
  for (const { name } of policies)
    if (isAddressWord(name, calendar))
      build.notice(
        `policies: ${local}+${name.toLowerCase()}@${domain} orders something else than the policy "${name}". Give it another name if agents are to choose it by an address.`,
      );
}

/**
 * Whoever gets mail about conversations must be of the team, for else his answers would be a customer's; and not the
 * mailbox itself, where nobody would see it.
 */
export function checkInside(build: Build, raw: Partial<Raw>, settings: Settings): void {
  const check = (addresses: string | readonly string[], path: Path): void => {
    if (addresses === 'off' || addresses === 'agents') return;
    const list = typeof addresses === 'string' ? [addresses] : addresses;
    list.forEach((address, index) => {
      const here = typeof addresses === 'string' ? path : [...path, index];
      if (isOwnAddress(address, settings))
        build.problem(here, `${address} is the mailbox itself. Name the address of a person.`);
      else if (!isTeamAddress(address, settings))
        build.problem(
          here,
          `${address} is none of the team, so its answers would count as a customer's. Add it to team.agents.`,
        );
    });
  };
  // While one of these is refused nobody can tell who belongs to the team.
  const telling: Path[] = [
    ['mailbox', 'address'],
    ['mailbox', 'aliases'],
    ['team', 'domains'],
    ['team', 'agents'],
  ];
  if (!telling.every(build.isSound)) return;
  if (raw.team) check(raw.team.unassigned, ['team', 'unassigned']);
  if (raw.morning_note && raw.morning_note !== 'off') check(raw.morning_note.to, ['morning_note', 'to']);
  raw.policies?.forEach((policy, index) => {
    check(policy.supervisors, ['policies', index, 'supervisors']);
  });
}
