import type { SeenMail } from './letters.js';
import { addressOf, everybody, people } from './ten-days-people.js';
import type { TenDays } from './ten-days-stage.js';

/** A moment in March 2026 by the clock of Warsaw (an hour before UTC until the 29th), ms UTC. */
export function march(day: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 2, day, hour - 1, minute);
}

/** The config, but for the mailbox: what the team of the ten days has agreed upon. */
export const policyOfTheTeam: Record<string, unknown> = {
  team: { verified_by: ['mx.example.com'], unassigned: 'ben@example.com' },
  mode: 'send',
  calendar: { timezone: 'Europe/Warsaw' },
  policies: [
    {
      name: 'default',
      follow_ups: ['follow-up-1', 'follow-up-2', 'final-notice'].map((template) => ({
        after: '2wd',
        template,
      })),
      team: [
        { after: '4h', to: 'agent' },
        { after: '4h', to: 'agent' },
        { after: '1wd', to: 'supervisors' },
      ],
      supervisors: ['carla@example.com'],
      holding_reply: { after: '1wd' },
      closing_mail: 'closing',
    },
    {
      name: 'vip',
      follow_ups: [
        { after: '1wd', template: 'follow-up-1' },
        { after: '1wd', template: 'call-customer', to: 'agent' },
        { after: '1wd', template: 'hand-over', to: 'supervisors' },
      ],
      supervisors: ['carla@example.com'],
    },
  ],
};

/** What Thrice put into all mailboxes, a line a mail: when, to whom, what for, and its subject. Oldest first. */
export async function toldIn(days: TenDays): Promise<string[]> {
  const lines: string[] = [];
  for (const who of everybody)
    for (const mail of await days.inbox(addressOf(people[who])))
      if (mail.mark !== '')
        lines.push(`${dayAndTime(sentAt(mail))} ${who}: ${purposeOf(mail)}, ${subjectOf(mail)}`);
  return lines.sort();
}

/** Its Date, ms UTC. */
export function sentAt({ raw }: SeenMail): number {
  return Date.parse(/^Date: (.*)\r$/m.exec(raw)?.[1] ?? '');
}

function dayAndTime(at: number): string {
  const local = new Date(at + 3_600_000).toISOString();
  return `${local.slice(8, 10)} ${local.slice(11, 16)}`;
}

/** `follow-up 2`; without a number where there is only one of them. */
const purposeOf = ({ mark }: SeenMail): string => mark.replace(/ 0$/, '');

/** Without what differs from run to run: tokens and short ids. */
const subjectOf = ({ subject }: SeenMail): string =>
  subject.replace(/\[k-\w+\]/, '[k-…]').replace(/\b[a-z2-9]{10}$/, '…');
