import { courtesyPurposes, noticePurposes } from '../core/message/purpose.js';
import type { Settings } from '../core/settings.js';
import { listVariables } from './list-variables.js';
import { reasonVariables } from './reason-variables.js';
import type { Scope } from './values.js';
import {
  commandResultVariables,
  commonVariables,
  followUpVariables,
  insideStageVariables,
  linkVariables,
  morningVariables,
  noticeVariables,
} from './variables.js';

/** The notices, each by the name of its template. */
export const noticeNames = noticePurposes;
/** Shipped templates for stages that go to people inside. */
export const insideNames = ['call-customer', 'hand-over'] as const;
/** Templates that every mail needs beside its own. */
export const partNames = ['attribution', 'link', 'why'] as const;
/** Every shipped template that makes a mail of its own. */
export const shippedNames = [
  'follow-up-1',
  'follow-up-2',
  'final-notice',
  ...courtesyPurposes,
  ...insideNames,
  ...noticeNames,
  'morning',
] as const;

/** The names that a template may use. `inside`: it is a stage that goes to people inside alone. */
export function scopeOf(name: string, inside: boolean): Scope {
  if (name === 'attribution') return plain(commonVariables);
  if (name === 'link') return plain(linkVariables);
  if (name === 'why') return plain(reasonVariables);
  if (name === 'command-result') return withLists(commandResultVariables, listVariables['command-result']);
  if (name === 'morning') return withLists(morningVariables, listVariables.morning);
  if ((noticeNames as readonly string[]).includes(name)) return plain(noticeVariables);
  return plain(inside ? insideStageVariables : followUpVariables);
}

function plain(variables: object): Scope {
  return { variables: Object.keys(variables), lists: {} };
}

function withLists(variables: object, lists: { readonly [name: string]: object }): Scope {
  return {
    variables: Object.keys(variables),
    lists: Object.fromEntries(Object.entries(lists).map(([name, item]) => [name, Object.keys(item)])),
  };
}

/** The templates that these settings can need; `inside` are those of stages that only go to people inside. */
export function templateNames({ policies }: Pick<Settings, 'policies'>): {
  names: string[];
  inside: string[];
} {
  const stages = policies.flatMap(({ followUps }) => followUps);
  const outside = policies.flatMap(({ followUps, holdingReply, closingMail }) => [
    ...followUps.flatMap(({ template, to }) => (to === 'customer' ? [template] : [])),
    ...(holdingReply ? [holdingReply.template] : []),
    ...(closingMail === null ? [] : [closingMail]),
  ]);
  const inside = stages.flatMap(({ template }) => (outside.includes(template) ? [] : [template]));
  return { names: [...new Set([...outside, ...inside, ...noticeNames, 'morning'])], inside };
}
