import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { addDuration } from '../core/calendar/duration.js';
import { nextWorkingMoment } from '../core/calendar/working-time.js';
import type { FollowUpStep } from '../core/conversation/step.js';
import type { Person } from '../core/message/parsed.js';
import type { NoticePurpose } from '../core/message/purpose.js';
import type { Policy } from '../core/settings.js';
import { insideOffers, linkMaker, noticeOffers } from '../step-links.js';
import { insideNames, noticeNames, partNames, shippedNames, templateNames } from '../templates/names.js';
import { type Rendered, render } from '../templates/render.js';
import { loadTemplates } from '../templates/templates.js';
import type { View } from '../templates/values.js';
import { buildFollowUpView, buildInsideView, buildNoticeView } from '../templates/view.js';
import { CommandError } from './context.js';
import { commandSample, morningSample } from './sample-lists.js';
import { type Sample, sampleWords } from './sample-words.js';

/** Whether a word names a template: a shipped one, one of the policies', or one whose file is there. */
export function isTemplate(name: string, config: Config): boolean {
  if ([...shippedNames, ...templateNames(config.settings).names].includes(name)) return true;
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(name)) return false;
  const { templates } = load(name, config);
  return templates.byName.has(`${config.language}/${name}`);
}

/** The names that `thrice preview` takes: what is shipped, what the policies use, and own files in the config's language. */
export function previewNames(config: Config): string[] {
  const own = ownFiles(join(config.templatesDir, config.language));
  return [...new Set<string>([...shippedNames, ...templateNames(config.settings).names, ...own])]
    .filter((name) => !(partNames as readonly string[]).includes(name))
    .sort();
}

function ownFiles(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((file) => (file.endsWith('.hbs') ? [file.slice(0, -4)] : []));
  } catch {
    return []; // Own templates are nobody's duty.
  }
}

function load(name: string, config: Config): ReturnType<typeof loadTemplates> {
  const inside = isInside(name, config) ? [name] : [];
  return loadTemplates({
    directory: config.templatesDir,
    languages: [config.language],
    names: [name],
    inside,
  });
}

/** A stage for people inside by the policies, or by its name where none uses it. */
function isInside(name: string, { settings }: Config): boolean {
  const { names, inside } = templateNames(settings);
  return names.includes(name) ? inside.includes(name) : (insideNames as readonly string[]).includes(name);
}

const hour = 3600 * 1000;

/**
 * A template with sample data, in the config's language. `now` in ms UTC. Throws a CommandError that lists what is wrong
 * with it.
 */
export function sampleOf(name: string, config: Config, now: number): Rendered & { readonly subject: string } {
  if (name === 'link' || name === 'why') {
    const whole = name === 'link' ? 'blind' : 'command-result';
    const text = `The template "${name}" is a part of others: thrice preview ${whole} shows it.`;
    throw new CommandError(text, 2);
  }
  const { templates, problems } = load(name, config);
  if (problems.length > 0)
    throw new CommandError(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'), 2);
  const sample = sampleFor(config, now);
  const rendered = render(templates, name, config.language, viewOf(name, sample));
  return { ...rendered, subject: rendered.subject ?? `Re: ${sample.words.subject}` };
}

/** What the samples in the config's language are made of, at `at` (ms UTC) or the next working moment. */
export function sampleFor(config: Config, at: number): Sample {
  const { settings, language } = config;
  const domain = settings.team.domains[0] ?? 'example.com';
  const now = nextWorkingMoment(settings.calendar, at);
  const make = linkMaker('sample@customer.example', { config, secrets: [Buffer.alloc(32)] }, now);
  return {
    config,
    place: { mailbox: settings.mailbox, language, timezone: settings.calendar.timezone, now },
    words: sampleWords(language),
    agent: { name: 'Anna Kowalska', address: `anna@${domain}` },
    supervisor: { name: 'Ewa Lis', address: `ewa@${domain}` },
    customer: { name: 'Maria Nowak', address: 'maria@customer.example' },
    now,
    link: make,
  };
}

function viewOf(name: string, sample: Sample): View {
  if (name === 'command-result') return commandSample(sample);
  if (name === 'morning') return morningSample(sample);
  const notice = noticeNames.find((one) => one === name);
  if (notice) return buildNoticeView(noticeInput(notice, sample));
  if (isInside(name, sample.config)) return buildInsideView(insideInput(name, sample));
  return buildFollowUpView(stageInput(name, sample));
}

/** What a stage or courtesy to the customer says. */
export function stageInput(name: string, sample: Sample) {
  const step = sampleStep(name, sample);
  const { place, words, agent, customer } = sample;
  const anchorAt = step.at - 48 * hour;
  const waits = name === 'holding-reply';
  const quote = { from: waits ? customer : agent, at: anchorAt, text: waits ? words.question : words.answer };
  return { ...place, step, subject: words.subject, agent, anchorAt, quote };
}

/** What a stage for people inside says. */
export function insideInput(name: string, sample: Sample) {
  const input = stageInput(name, sample);
  const { agent, supervisor, customer, link } = sample;
  const to = name === 'hand-over' ? [supervisor] : [agent];
  return {
    ...input,
    step: { ...input.step, to },
    customers: [customer],
    conversationId,
    actions: insideOffers(input.step).map(([action, more]) => link(action, more)),
  };
}

/** The step of the first policy that uses the template; a template that none uses stands for the first stage. */
function sampleStep(name: string, { config: { settings }, customer, now: at }: Sample): FollowUpStep {
  const uses = (policy: Policy): boolean => policy.followUps.some(({ template }) => template === name);
  const policy = settings.policies.find(uses) ?? settings.policies[0]!;
  const stage =
    Math.max(
      0,
      policy.followUps.findIndex(({ template }) => template === name),
    ) + 1;
  const of = policy.followUps.length;
  let closesAt = at;
  for (const { after } of policy.followUps.slice(stage))
    closesAt = addDuration(settings.calendar, closesAt, after);
  return {
    action: 'follow-up',
    anchor: 'sample@customer.example',
    stage,
    of,
    last: stage === of,
    closes: stage === of && policy.close,
    template: name,
    audience: 'customer',
    policy: policy.name,
    to: [customer],
    at,
    closesAt: policy.close ? closesAt : null,
  };
}

const conversationId = 'k7m2p9x4qa';

/** What a notice about one conversation says. */
export function noticeInput(purpose: NoticePurpose, sample: Sample): Parameters<typeof buildNoticeView>[0] {
  const { config, place, words, agent, supervisor, customer, now } = sample;
  const coming = sampleStep(config.settings.policies[0]!.followUps[0]?.template ?? '', sample);
  const answered = purpose === 'answered' || purpose === 'reopened' || purpose === 'thanks';
  const waits = purpose === 'reminder' || purpose === 'escalation';
  const to: Person[] = [purpose === 'escalation' ? supervisor : agent];
  const said = purpose === 'thanks' ? words.thanks : words.question;
  return {
    ...place,
    step: { stage: purpose === 'blind' ? coming.stage : 0, to },
    subject: words.subject,
    customers: [customer],
    agent,
    conversationId,
    writer: answered || waits ? customer : null,
    coming: purpose === 'blind' ? coming : null,
    failed:
      purpose === 'undeliverable'
        ? { address: customer.address, reason: '550 5.1.1 No such user here', closed: true, others: [] }
        : null,
    waiting: waits ? { since: now - 26 * hour, now, reminders: 2 } : null,
    quote:
      purpose === 'undeliverable'
        ? null
        : purpose === 'blind'
          ? { from: agent, at: now - 48 * hour, text: words.answer }
          : { from: customer, at: now - 26 * hour, text: said },
    actions: noticeOffers(purpose, agent).map(([action, more]) => sample.link(action, more)),
  };
}
