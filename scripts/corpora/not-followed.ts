import type { Claim, Thing } from './claim.js';
import type { Row } from './row.js';

/** Where Thrice means something else than the project, in general; never a single file. */
interface Exception {
  readonly thing: Thing;
  readonly when: (row: Row, claim: Claim, raw: string) => boolean;
  readonly reason: string;
}

const exceptions: readonly Exception[] = [
  {
    thing: 'hard',
    when: (row) => statuses(row).length > 0 && statuses(row).every((one) => one.hard !== one.fifth),
    reason:
      'The project calls "hard" only what proves that an address is gone. Thrice\'s `permanent` is the class of the ' +
      'status (RFC 3463: 5 is permanent): that mail will not arrive. Whether the address is gone is told by 5.1.x alone ' +
      '(docs/mail-kinds.md).',
  },
  {
    thing: 'hard',
    when: (row) => statuses(row).some((one) => one.hard !== one.fifth),
    reason: 'As above, for one of several recipients.',
  },
  {
    thing: 'bounce',
    when: (row, { seen }) => seen === 'delayed-notice' && allStatuses(row, /^(?:4|$)/),
    reason:
      'The mail says that the server keeps trying: a delayed notice is its own kind, and no bounce. The project has ' +
      'one word for both.',
  },
  {
    thing: 'status',
    when: (row) => (row.reports ?? []).some(({ status }) => /^[45]\.0\.9\d\d$/.test(status)),
    reason:
      'x.0.9nn are numbers of the project itself for mails that state no status. Thrice gives what the mail states, ' +
      'or nothing.',
  },
  {
    thing: 'subkind',
    when: (row, { seen }) =>
      seen === 'auto-reply' &&
      row.subkind === 'arf_feedback_report' &&
      (row.reports ?? []).every(({ feedback_type }) => feedback_type !== 'abuse'),
    reason:
      'A feedback report about something else than abuse (a failed DKIM check, a vote for "no spam") is no complaint.',
  },
  {
    thing: 'human',
    when: (_, { seen }, raw) =>
      seen === 'auto-reply' && /^auto-submitted:\s*auto-replied/im.test(headerOf(raw)),
    reason:
      'The mail says `Auto-Submitted: auto-replied` (RFC 3834). The project only tests its characters, and nobody ' +
      'there asks whether a person wrote it.',
  },
  {
    thing: 'auto-reply by header',
    when: (_, { seen }, raw) =>
      seen === 'human' &&
      /^x-auto-response-suppress:/im.test(headerOf(raw)) &&
      !/^(?:auto-submitted|precedence|x-auto(?!-response-suppress)[\w-]*):/im.test(headerOf(raw)),
    reason:
      "X-Auto-Response-Suppress alone is a wish of the sender (MS-OXCMAIL): people's mail bears it too. It proves no " +
      'machine, and a human answer must never be lost.',
  },
  {
    thing: 'status',
    when: (_, { seen }, raw) => seen.split(', ').every((status) => status !== '' && stated(status, raw)),
    reason:
      'The report states this status itself (RFC 3464 2.3.4). The project prefers a code that it finds in the words ' +
      'of a server.',
  },
  {
    thing: 'attachments',
    when: (_, { expected, seen }) => Number(seen) < Number(expected),
    reason:
      'The project counts every part that is not shown as text: pictures within the text, enclosed mails, parts ' +
      'without a name. Thrice counts what somebody attached, for one purpose: such a mail is never mere thanks.',
  },
  {
    thing: 'status',
    when: (row, { seen }) => row.subkind === 'arf_feedback_report' && /^(?:, )*$/.test(seen),
    reason: 'A complaint has no delivery status; the project gives the one of its own making.',
  },
  {
    thing: 'from',
    when: (_, { expected, seen }) => /[(<]/.test(expected) && bareAddress(expected) === seen,
    reason: 'The project leaves comments or the name within the address (RFC 5322 3.2.2); Thrice drops them.',
  },
  {
    thing: 'to',
    when: (_, { expected, seen }) => expected.split(', ').map(bareAddress).join(', ') === seen,
    reason:
      'The project leaves comments, blanks or a source route (RFC 5322 4.4) within the address; Thrice drops them.',
  },
  {
    thing: 'subject',
    when: (_, { expected, seen }) => expected.includes('\ufffd') && !seen.includes('\ufffd'),
    reason: 'The project gives up on raw bytes that are no UTF-8; Thrice reads them as windows-1252.',
  },
  {
    thing: 'subject',
    when: (_, { expected, seen }) => oneLine(expected) === oneLine(seen),
    reason: "White space alone differs: Thrice's subject is one line.",
  },
  {
    thing: 'in-reply-to',
    when: (_, { expected, seen }) => seen.startsWith(`${expected}, `),
    reason: 'Of several ids the project takes the first; Thrice follows all.',
  },
];

/** Why Thrice deliberately does not follow; null: no reason, it is simply wrong (or the row is). */
export function reasonNotToFollow(row: Row, claim: Claim, raw: string): string | null {
  return exceptions.find(({ thing, when }) => thing === claim.thing && when(row, claim, raw))?.reason ?? null;
}

function statuses(row: Row): { hard: boolean; fifth: boolean }[] {
  const reports = row.reports ?? [{ status: row.status ?? '', hard: row.is_bounce_hard }];
  return reports.flatMap(({ status, hard }) =>
    status === '' || hard === undefined ? [] : [{ hard, fifth: status.startsWith('5') }],
  );
}

function allStatuses(row: Row, form: RegExp): boolean {
  const stated = row.reports?.map(({ status }) => status) ?? [row.status ?? ''];
  return stated.every((status) => form.test(status));
}

/** An address without its comments, name, blanks and source route. */
function bareAddress(text: string): string {
  const address = text.replace(/\([^()]*\)/g, '');
  return (/<([^<>]*)>/.exec(address)?.[1] ?? address).replace(/^@[^:]*:/, '').replace(/\s+/g, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The report's own field says it, whatever stands behind ("5.1.1 (bad address)"). */
function stated(status: string, raw: string): boolean {
  return raw.split(/\r\n?|\n/).some((line) => /^status:/i.test(line) && line.includes(status));
}

function headerOf(raw: string): string {
  return raw.split(/\r?\n\r?\n/, 1)[0] ?? '';
}
