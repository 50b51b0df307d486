import type { Kind } from '../core/message/kind.js';
import { clean, cleanLines } from '../templates/clean.js';
import type { InspectedMail } from './inspected.js';
import { count, styled, wrap } from './output.js';
import { reasonSentence } from './reasons.js';

type Style = Parameters<typeof styled>[1];

const styles: Readonly<Record<Kind, Style>> = {
  human: ['bold', 'green'],
  'auto-reply': ['bold', 'yellow'],
  bounce: ['bold', 'red'],
  'delayed-notice': ['bold', 'yellow'],
  complaint: ['bold', 'red'],
  'read-receipt': ['bold', 'cyan'],
  bulk: ['bold', 'magenta'],
  calendar: ['bold', 'cyan'],
  command: ['bold', 'blue'],
  own: ['bold', 'blue'],
};

/** Columns of the names in front of what is seen. */
const indent = 11;

/** Lines of what a machine wrote. */
const mostOfMachine = 8;

/** What is seen in one mail, for people. `width` in columns; null: nothing is wrapped. Without the file's name. */
export function inspectedLines(mail: InspectedMail, width: number | null): string[] {
  const rows = [...verdictRows(mail), ...peopleRows(mail), ...idRows(mail), ...textRows(mail)];
  const lines = rows.flatMap(([name, text, style]) => row(name, text, width, style));
  if (mail.replyText === '') return lines;
  return [...lines, ...shownText(mail)];
}

type Row = readonly [name: string, text: string, style?: Style];

function row(name: string, text: string, width: number | null, style?: Style): string[] {
  const label = `${name === '' ? '' : `${name}:`}`.padEnd(indent);
  const [first = '', ...more] = wrap(clean(text, 2000), width === null ? null : Math.max(width - indent, 20));
  const shown = (line: string): string => (style ? styled(process.stdout, style, line) : line);
  const dim = styled(process.stdout, 'dim', label);
  return [`${dim}${shown(first)}`.trimEnd(), ...more.map((line) => `${' '.repeat(indent)}${shown(line)}`)];
}

/** The kind with its reason, and what hangs on it. */
function verdictRows({
  kind,
  reason,
  bounce,
  autoReply,
  list,
  gratitude,
  goodbye,
  ...mail
}: InspectedMail): Row[] {
  const rows: Row[] = [
    ['Kind', `${kind} (${reason})`, styles[kind]],
    ['', reasonSentence(kind, reason)],
  ];
  for (const { address, status, action, permanent, reason } of bounce?.recipients ?? []) {
    const failed = action === '' || action === 'failed';
    const fate = failed ? (permanent ? 'for good' : 'for now') : action;
    const style = failed && permanent ? 'red' : 'yellow';
    const told = [address || '(an address that is not told)', status].filter(Boolean).join(' ');
    rows.push(['Recipient', `${told}, ${fate}${reason ? `: ${reason}` : ''}`, style]);
  }
  if (bounce) rows.push(['Original', bounce.originalMessageId ?? 'not told which mail it was']);
  const returns = autoReply?.returnsOn ?? null;
  if (isAbsence(reason, returns)) rows.push(['Returns', returns ?? 'not told when']);
  if (list) rows.push(['List', 'came through a mailing list or group']);
  if (gratitude?.gratitude)
    rows.push(['Thanks', `mere thanks (${gratitude.reason}): from a customer it would close the matter`]);
  if (goodbye?.goodbye) rows.push(['Goodbye', 'from an agent it would open no silence']);
  if (mail.forwarded) {
    const { from, subject } = mail.forwarded;
    const about = subject === '' ? '' : `, "${subject}"`;
    rows.push([
      'Forwards',
      `carries a forwarded mail of ${from}${about}: from a verified agent that person's answer`,
    ]);
  }
  if (mail.error !== undefined) rows.push(['Error', mail.error, 'red']);
  return rows;
}

/** A ticket system that says that it received something is not away, whatever day it names. */
function isAbsence(reason: string, returnsOn: string | null): boolean {
  return reason !== 'acknowledgement' && (returnsOn !== null || reason.startsWith('vacation'));
}

function peopleRows({ from, fromName, sender, replyTo, to, cc }: InspectedMail): Row[] {
  const author = from === null ? 'nobody' : fromName === '' ? from : `${fromName} <${from}>`;
  const rows: Row[] = [['From', author]];
  if (sender !== null && sender !== from) rows.push(['Sender', sender]);
  if (replyTo.some((address) => address !== from)) rows.push(['Reply-To', people(replyTo)]);
  rows.push(['To', people(to)]);
  if (cc.length > 0) rows.push(['Cc', people(cc)]);
  return rows;
}

function people(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 10);
  const more = addresses.length - shown.length;
  return `${shown.join(', ') || 'nobody'}${more > 0 ? ` and ${more} more` : ''}`;
}

function idRows({ subject, date, messageId, inReplyTo, references }: InspectedMail): Row[] {
  const rows: Row[] = [
    ['Subject', subject || '(none)'],
    ['Date', date === null ? 'none' : `${date.slice(0, 16).replace('T', ' ')} UTC`],
    ['Id', messageId ?? 'none'],
  ];
  const parent = inReplyTo.at(-1) ?? references.at(-1);
  const more = new Set([...inReplyTo, ...references]).size - 1;
  if (parent !== undefined) rows.push(['Answers', more > 0 ? `${parent} (and ${more} before it)` : parent]);
  return rows;
}

function textRows({ language, attachments, leftOut, replyText }: InspectedMail): Row[] {
  const rows: Row[] = [];
  if (language !== null) rows.push(['Language', language]);
  if (attachments > 0) rows.push(['Files', count(attachments, 'attachment')]);
  const gone = [
    ...(leftOut.quoted > 0 ? [count(leftOut.quoted, 'quoted line')] : []),
    ...(leftOut.other > 0 ? [count(leftOut.other, 'other line')] : []),
  ].join(' and ');
  const without = gone === '' ? '' : ` (${gone} left out)`;
  rows.push(replyText === '' ? ['New text', `none${without}`] : ['New text', without.trim()]);
  return rows;
}

/** What a person wrote is shown whole, of a machine's words the beginning. */
function shownText({ kind, replyText }: InspectedMail): string[] {
  const lines = cleanLines(replyText).split('\n');
  const shown = kind === 'human' || lines.length <= mostOfMachine + 2 ? lines : lines.slice(0, mostOfMachine);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [styled(process.stdout, 'dim', `  (${count(more, 'more line')})`)] : [];
  return [...shown.map((line) => `  ${line}`.trimEnd()), ...rest];
}
