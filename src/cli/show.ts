import type { Command } from 'commander';
import { when } from '../core/calendar/when.js';
import { attemptsOf } from '../core/conversation/attempt.js';
import { comingStep } from '../core/conversation/coming.js';
import type { Effect } from '../core/conversation/effect.js';
import { type Role, rolesOf } from '../core/conversation/role.js';
import type { Message } from '../core/message/message.js';
import type { Settings } from '../core/settings.js';
import type { Entry } from '../ledger.js';
import { clean } from '../templates/clean.js';
import { reasonsInEnglish } from '../templates/reasons.js';
import { type Books, openBooks } from './books.js';
import type { CommonOptions } from './context.js';
import { type Listed, listedEntry } from './list.js';
import { print, printJson, styled, table, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { resolve } from './resolve.js';
import { whatOf } from './uncertain.js';
import { holdWords, ignoredSentence, iso, moment, statusWords, stepWords } from './words.js';

/** A conversation as `show --json` gives it (CONTRACT). */
export interface Shown extends Listed {
  readonly mails: readonly ShownMail[];
  /** Customers who are away, by their automatic replies; `returnsOn` is a local date. */
  readonly away: readonly { readonly address: string; readonly returnsOn: string }[];
  readonly why: readonly string[];
}

interface ShownMail {
  readonly messageId: string;
  /** ISO 8601, UTC: its Date, else when it came. */
  readonly date: string;
  readonly from: string;
  readonly role: 'agent' | 'customer' | 'bot' | 'unverified' | 'unknown';
  /** Why it has this role. */
  readonly roleReason: string;
  readonly kind: string;
  readonly reason: string;
  /** Of a follow-up of Thrice. */
  readonly stage?: number;
  /** It was taken for mere thanks, and nobody said that it is an answer (R11). */
  readonly takenForThanks?: true;
}

/** `thrice show ID`: a conversation with its mails, why it is in this state, and what comes next. */
export function addShow(program: Command): void {
  const command = program
    .command('show')
    .argument('<id>', "a conversation's short id, the beginning of it, or any Message-ID in it")
    .description('one conversation: its mails, why it is in this state, and what comes next')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf<CommonOptions>(command);
      const books = await openBooks(options);
      const entry = resolve(id, books);
      const shown = shownOf(entry, books);
      if (options.json) printJson(shown);
      else print(...linesOf(entry, shown, books));
    });
  addCommon(command);
}

/** The data behind `show`. */
function shownOf(entry: Entry, books: Books): Shown {
  const { settings } = books.config;
  const { messages } = entry.conversation;
  const roles = rolesOf(messages, settings);
  const mails = messages.map((message) => mailOf(message, roles.get(message.key)!, entry.derived));
  const away = entry.derived.absences.map(({ address, returnsOn }) => ({ address, returnsOn }));
  return { ...listedEntry(entry, books), mails, away, why: whyOf(entry.derived, settings) };
}

function mailOf(message: Message, { role, reason }: Role, { thanks }: Entry['derived']): ShownMail {
  const { own } = message;
  return {
    messageId: message.id,
    date: iso(message.date ?? message.at),
    from: message.from.address,
    role,
    roleReason: reason,
    kind: message.kind,
    reason: message.reason,
    ...(role === 'bot' &&
      (own?.purpose === 'follow-up' || own?.purpose === 'inside') && { stage: own.stage }),
    ...(thanks.some((one) => one.message === message && !one.undone) && { takenForThanks: true as const }),
  };
}

/** The reasons in sentences; first the ignored mails, in words that say what to do about it. */
function whyOf({ why }: Entry['derived'], { calendar: { timezone } }: Settings): string[] {
  const ignored = why.flatMap((reason) =>
    reason.kind === 'mail-ignored'
      ? [ignoredSentence(reason.who, when(reason.at, timezone), reason.detail)]
      : [],
  );
  const others = why.filter(({ kind }) => kind !== 'mail-ignored');
  return [...ignored, ...others.map(reasonsInEnglish(timezone))];
}

function linesOf(entry: Entry, shown: Shown, books: Books): string[] {
  const { derived, conversation } = entry;
  const { timezone } = books.config.settings.calendar;
  const width = terminalWidth();
  const title = `${shown.id}  ${clean(shown.subject, 500) || '(no subject)'}`;
  const status = derived.status === 'closed' ? `closed, ${statusWords(derived)}` : derived.status;
  const mails = conversation.messages.map((message, i) => {
    const { role, kind, reason, stage, from, takenForThanks } = shown.mails[i]!;
    const what =
      stage !== undefined ? `${kind}, stage ${stage}` : takenForThanks ? `${kind}, mere thanks` : kind;
    return [moment(message.at, timezone), role, from || '(no sender)', what, reason];
  });
  return [
    ...wrap(styled(process.stdout, 'bold', title), width),
    ...wrap(`Customer: ${shown.customers.map((one) => clean(one)).join(', ') || 'none'}`, width, '  '),
    ...wrap(`Agent: ${clean(shown.agent ?? 'none yet')}`, width, '  '),
    ...wrap(`Status: ${status}; follow-ups sent in this silence: ${shown.stagesSent}`, width, '  '),
    '',
    `Mails (${timezone}):`,
    ...table([['WHEN', 'WHO', 'FROM', 'KIND', 'REASON'], ...mails], width, 2),
    ...(derived.effects.length > 0
      ? [
          '',
          'Commands:',
          ...table(
            derived.effects.map((one) => effectRow(one, timezone)),
            width,
            2,
          ),
        ]
      : []),
    '',
    'Why:',
    ...shown.why.flatMap((sentence) => wrap(clean(sentence, 1000), width, '  ')),
    '',
    'Next:',
    ...nextLines(entry, shown, timezone, books.now).flatMap((line) => wrap(line, width, '  ')),
  ];
}

/** A command to the conversation and what came of it. */
function effectRow({ at, by, action, verdict, stage, undone }: Effect, timezone: string): string[] {
  const what = stage === undefined ? action : `${action} (stage ${stage})`;
  return [moment(at, timezone), by, what, undone ? 'taken back' : verdict.replaceAll('-', ' ')];
}

function nextLines({ derived, conversation }: Entry, shown: Shown, timezone: string, now: number): string[] {
  const next = comingStep(derived);
  const lines = derived.notices
    .filter((step) => step !== next)
    .map((step) => {
      const when = step.at > now ? moment(step.at, timezone) : 'as soon as possible';
      return `${stepWords(step)}, to ${namesOf(step.to)}, ${when}`;
    });
  if (next && shown.next) {
    const hold = next.heldBy ?? (shown.next.heldBy as typeof next.heldBy);
    const held = hold ? ` (${holdWords(hold)})` : '';
    lines.push(
      `${moment(Date.parse(shown.next.at), timezone)}: ${stepWords(next)}, to ${namesOf(next.to)}${held}`,
    );
    const announced = next.action === 'notice' ? next.coming : next;
    const closesAt = announced?.action === 'follow-up' ? announced.closesAt : null;
    if (closesAt !== null) lines.push(`${moment(closesAt, timezone)}: closed if nobody answers until then`);
  }
  for (const attempt of attemptsOf(conversation.messages, conversation.notes))
    if (derived.uncertain.includes(attempt.id))
      lines.push(
        `Uncertain whether the mail "${whatOf(attempt)}" left ${moment(attempt.at, timezone)}: \`thrice uncertain\` settles it.`,
      );
  return lines.length > 0 ? lines : ['Nothing.'];
}

function namesOf(people: readonly { readonly address: string }[]): string {
  return people.map((person) => clean(person.address)).join(', ');
}
