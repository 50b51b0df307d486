import { when } from '../core/calendar/when.js';
import type { Closing, Reason } from '../core/conversation/reason.js';
import { explainUnverified } from '../core/conversation/start.js';
import { clean } from './clean.js';
import { type DatedStyle, formatDay, formatMoment } from './dates.js';
import { type reasonFacts, reasonKinds } from './reason-variables.js';
import { loaded, oneLine } from './render.js';
import { loadTemplates, type Templates } from './templates.js';
import type { Value } from './values.js';

/** Says a reason in one sentence; '' where an own template has no words for it. */
export type SayReason = (reason: Reason | Closing) => string;

/** How the moments (ms UTC) and local dates (YYYY-MM-DD) of a sentence are written. */
interface Manner {
  readonly moment: (t: number) => string;
  readonly day: (date: string) => string;
}

/** The reasons as a mail says them. Throws when its language was not loaded. */
export function reasonsIn(templates: Templates, style: DatedStyle): SayReason {
  const { language } = style;
  return sayWith(templates, language, {
    moment: (t) => formatMoment(style, t),
    day: (date) => formatDay({ language, timezone: 'UTC' }, Date.parse(date)),
  });
}

/** The reasons as the command line says them: in English, with moments like `2026-11-23 10:12`. */
export function reasonsInEnglish(timezone: string): SayReason {
  const { templates } = loadTemplates({ directory: null, languages: ['en'], names: [] });
  return sayWith(templates, 'en', { moment: (t) => when(t, timezone), day: (date) => date });
}

function sayWith(templates: Templates, language: string, manner: Manner): SayReason {
  const { body } = loaded(templates, 'why', language);
  return (reason) => oneLine(body({ ...kindsOf(reason), ...factsOf(reason, manner) }));
}

function kindsOf({ kind }: Reason | Closing): { readonly [name: string]: boolean } {
  const is = kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.keys(reasonKinds).map((name) => [name, name === is]));
}

/** The name of a verdict says nothing to people. */
function detailOf(reason: Extract<Reason | Closing, { readonly detail: string }>): string {
  return reason.kind === 'mail-ignored' ? explainUnverified(reason.detail) : reason.detail;
}

/** A server's words are longer than names. */
const longest = 1000;

type FactName = keyof typeof reasonFacts;

function factsOf(reason: Reason | Closing, { moment, day }: Manner): { readonly [name in FactName]: Value } {
  return {
    who: 'who' in reason ? clean(reason.who) : null,
    addresses: 'addresses' in reason ? reason.addresses.map((address) => clean(address)).join(', ') : null,
    on: 'at' in reason ? moment(reason.at) : null,
    until: 'until' in reason ? moment(reason.until) : null,
    closedOn: 'closedAt' in reason ? moment(reason.closedAt) : null,
    returnsOn: 'returnsOn' in reason ? day(reason.returnsOn) : null,
    detail: 'detail' in reason ? clean(detailOf(reason), longest) : null,
    policy: 'policy' in reason ? clean(reason.policy) : null,
    stage: 'stage' in reason ? reason.stage : 0,
    stages: 'stages' in reason ? reason.stages : 0,
    sent: 'sent' in reason ? reason.sent : 0,
    most: 'most' in reason ? reason.most : 0,
    wroteTo: 'wroteTo' in reason ? clean(reason.wroteTo) : null,
    suggestion: 'suggestion' in reason && reason.suggestion !== null ? clean(reason.suggestion) : null,
  };
}
