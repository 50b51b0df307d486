import type { Command } from 'commander';
import { distance } from 'fastest-levenshtein';
import type { Config } from '../config/config.js';
import type { Step } from '../core/conversation/step.js';
import { findConversations } from '../find-conversation.js';
import type { Entry } from '../ledger.js';
import { parseBody } from '../mail/parse-body.js';
import { parseHeader } from '../mail/parse-header.js';
import type { Outgoing } from '../outgoing.js';
import { clean, cleanLines } from '../templates/clean.js';
import { reasonsInEnglish } from '../templates/reasons.js';
import { type Books, booksOf } from './books.js';
import { CommandError, type CommonOptions, clock, configOf } from './context.js';
import { nextMail } from './next-mail.js';
import { complain, print, printJson, styled } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { resolve } from './resolve.js';
import { isTemplate, previewNames, sampleOf } from './sample.js';
import { actionOf, holdWords, iso, moment, stepWords } from './words.js';

type PreviewOptions = CommonOptions & {
  readonly language?: string;
  readonly html?: boolean;
  readonly raw?: boolean;
};

/** `thrice preview ID` or `preview TEMPLATE`: the exact next mail, or a template with sample data. Sends nothing. */
export function addPreview(program: Command): void {
  const command = program
    .command('preview')
    .argument('<what>', "a conversation's ID, or the name of a template")
    .description('the exact next mail of a conversation, or a template with sample data')
    .option('--language <tag>', "of the template, instead of the config's")
    .option('--html', 'the HTML part')
    .option('--raw', 'the mail as it would be sent (a conversation only)')
    .action((what: string, _options: unknown, command: Command) =>
      preview(what, optionsOf<PreviewOptions>(command)),
    );
  addCommon(command);
}

async function preview(what: string, options: PreviewOptions): Promise<void> {
  const loaded = await configOf(options);
  const config = options.language ? { ...loaded, language: options.language } : loaded;
  if (isTemplate(what, config)) return previewTemplate(what, config, options);
  const books = await booksOf(config);
  if (findConversations(what, books, books.now).length === 0) throw nothingOf(what, config);
  const entry = resolve(what, books);
  const step = entry.derived.next ?? entry.derived.notices[0];
  if (!step) throw new CommandError(`Nothing comes next in ${entry.derived.id}. ${whyOf(entry, config)}`);
  const mail = await nextMail(step, entry, books);
  if (options.raw) return void process.stdout.write(mail.raw);
  await showMail(mail, step, entry, books, options);
}

/** It may have been meant as either: says what there is of both. */
function nothingOf(what: string, config: Config): CommandError {
  const names = previewNames(config);
  const near = names
    .map((name) => ({ name, far: distance(what.toLowerCase(), name) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)[0];
  return new CommandError(
    [
      `There is no conversation and no template ${clean(what)}.${near ? ` Did you mean ${near.name}?` : ''}`,
      `Templates: ${names.join(', ')}.`,
      '`thrice list` shows the conversations; a Message-ID of any mail in one works too.',
    ].join('\n'),
  );
}

function whyOf({ derived }: Entry, { settings }: Config): string {
  const say = reasonsInEnglish(settings.calendar.timezone);
  return derived.why.map((reason) => clean(say(reason))).join(' ');
}

function previewTemplate(name: string, config: Config, options: PreviewOptions): void {
  const sample = sampleOf(name, config, clock());
  if (options.json) printJson({ template: name, language: config.language, ...sample });
  else if (options.html) print(sample.html);
  else print(styled(process.stdout, 'bold', `Subject: ${sample.subject}`), '', sample.text.trimEnd());
}

/** Header fields that say something to a person, as they stand in the mail. */
const shownFields = [
  'From',
  'To',
  'Reply-To',
  'Subject',
  'Date',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
];

async function showMail(
  mail: Outgoing,
  step: Step,
  { derived }: Entry,
  { config }: Books,
  options: PreviewOptions,
): Promise<void> {
  const { html } = await parseBody(mail.raw);
  const header = parseHeader(mail.raw);
  const hold = step.heldBy ?? (config.settings.mode === 'observe' ? 'observe' : undefined);
  if (options.json)
    return printJson({
      id: derived.id,
      action: actionOf(step),
      stage: step.stage,
      at: iso(step.at),
      ...(hold && { heldBy: hold }),
      from: header.from[0]?.address ?? null,
      to: mail.to.map((person) => person.address),
      replyTo: header.replyTo.map((person) => person.address),
      subject: mail.subject,
      inReplyTo: header.inReplyTo,
      references: header.references,
      text: mail.text,
      html,
    });
  if (options.html) return print(html ?? '');
  const { timezone } = config.settings.calendar;
  complain(`${stepWords(step)}, ${moment(step.at, timezone)}${hold ? `, ${holdWords(hold)}` : ''}`);
  const people = (list: typeof header.to): string =>
    list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
  const decoded: Record<string, string> = {
    From: people(header.from),
    To: people(header.to),
    'Reply-To': people(header.replyTo),
    Subject: mail.subject,
  };
  for (const name of shownFields) {
    const value = decoded[name] ?? header.fields.find((field) => field.name === name.toLowerCase())?.value;
    if (value) print(`${name}: ${clean(value, 2000)}`);
  }
  print('', cleanLines(mail.text));
}
