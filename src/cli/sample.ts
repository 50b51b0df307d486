import type { Config } from '../config/config.js';
import { addDuration } from '../core/calendar/duration.js';
import { nextWorkingMoment } from '../core/calendar/working-time.js';
import type { FollowUpStep, NoticeStep } from '../core/conversation/state.js';
import type { NoticePurpose, Person } from '../core/message/message.js';
import type { Policy } from '../core/settings.js';
import { type Rendered, render } from '../templates/render.js';
import { loadTemplates } from '../templates/templates.js';
import { buildFollowUpView, buildNoticeView, noticeNames, type Quote, type View } from '../templates/view.js';
import { CommandError, clock } from './context.js';

/** Whether a word names a template: a notice's, one of the policies', or one whose file is there. */
export function isTemplate(name: string, config: Config): boolean {
  const stages = config.settings.policies.flatMap((policy) =>
    policy.followUps.map(({ template }) => template),
  );
  if ([...noticeNames, ...stages].includes(name)) return true;
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(name)) return false;
  const { templates } = load(name, config);
  return templates.byName.has(`${config.language}/${name}`);
}

function load(name: string, config: Config): ReturnType<typeof loadTemplates> {
  return loadTemplates({ directory: config.templatesDir, languages: [config.language], names: [name] });
}

const maria: Person = { name: 'Maria Nowak', address: 'maria@customer.example' };
const subject = 'Invoice 2026-117';
const hour = 3600 * 1000;

/** A template with sample data, in the config's language. Throws a CommandError that lists what is wrong with it. */
export function sampleOf(name: string, config: Config): Rendered & { readonly subject: string } {
  const { templates, problems } = load(name, config);
  if (problems.length > 0)
    throw new CommandError(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'), 2);
  const notice = noticeNames.find((one) => one === name);
  const rendered = render(
    templates,
    name,
    config.language,
    notice ? noticeView(notice, config) : stageView(name, config),
  );
  return { ...rendered, subject: rendered.subject ?? `Re: ${subject}` };
}

function place({ settings, language }: Config) {
  return { mailbox: settings.mailbox, language, timezone: settings.calendar.timezone };
}

function agentOf({ settings }: Config): Person {
  const domain = settings.team.domains[0] ?? 'example.com';
  return { name: 'Anna Kowalska', address: `anna@${domain}` };
}

function stageView(name: string, config: Config): View {
  const step = sampleStep(name, config);
  const anchorAt = step.at - 48 * hour;
  const agent = agentOf(config);
  const quote: Quote = {
    from: agent,
    at: anchorAt,
    text: 'Could you send us the second page of the invoice?\n\nThank you\nAnna',
  };
  return buildFollowUpView({ ...place(config), step, subject, agent, anchorAt, quote });
}

/** The step of the first policy that uses the template; a template that none uses stands for the first stage. */
function sampleStep(name: string, { settings }: Config): FollowUpStep {
  const uses = (policy: Policy): boolean => policy.followUps.some(({ template }) => template === name);
  const policy = settings.policies.find(uses) ?? settings.policies[0]!;
  const stage =
    Math.max(
      0,
      policy.followUps.findIndex(({ template }) => template === name),
    ) + 1;
  const of = policy.followUps.length;
  const at = nextWorkingMoment(settings.calendar, clock());
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
    policy: policy.name,
    to: [maria],
    at,
    closesAt: policy.close ? closesAt : null,
  };
}

function noticeView(purpose: NoticePurpose, config: Config): View {
  const coming = sampleStep(config.settings.policies[0]!.followUps[0]?.template ?? '', config);
  const step: NoticeStep = {
    action: 'notice',
    purpose,
    anchor: coming.anchor,
    stage: purpose === 'blind' ? coming.stage : 0,
    to: [agentOf(config)],
    at: coming.at - 4 * hour,
  };
  const answered = purpose === 'answered' || purpose === 'reopened' || purpose === 'thanks';
  return buildNoticeView({
    ...place(config),
    step,
    subject,
    customers: [maria],
    conversationId: 'k7m2p9x4qa',
    writer: answered ? maria : null,
    coming: purpose === 'blind' ? coming : null,
    failed:
      purpose === 'undeliverable'
        ? { address: maria.address, reason: '550 5.1.1 No such user here', closed: true, others: [] }
        : null,
    quote:
      purpose === 'undeliverable'
        ? null
        : {
            from: maria,
            at: coming.at - 5 * hour,
            text: purpose === 'thanks' ? 'Thanks, it works now!' : 'Here is the second page. Does it help?',
          },
  });
}
