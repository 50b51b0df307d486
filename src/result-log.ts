import { isAction } from './core/conversation/order-mail.js';
import type { Step } from './core/conversation/step.js';
import { type OrderMail, orderKey } from './core/order/order.js';
import { nameOf } from './due.js';
import type { Entry } from './ledger.js';
import { targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { StepResult } from './settling.js';

/** Logs what became of a step; of an answer to an agent also what he ordered, and why a line changed nothing. */
export function logResult(step: Step, entry: Entry, result: StepResult, runtime: Runtime): void {
  const { derived } = entry;
  const { log } = runtime;
  const what = nameOf(step);
  const facts = { conversation: derived.id, step: what, result: result.result };
  const said = ordered(step, entry, runtime);
  const text = `${what} in "${derived.subject}": ${result.result}. ${result.detail}${said}`;
  if (result.result === 'sent' || result.result === 'drafted' || result.result === 'stood-back')
    log.info(facts, text);
  else log.warn(facts, text);
}

function ordered(step: Step, entry: Entry, runtime: Runtime): string {
  if (step.action !== 'notice' || step.purpose !== 'command-result') return '';
  const order = entry.derived.orders.find(({ message }) => message.id === step.anchor);
  if (!order) return '';
  const { by, message, lines } = order;
  const link = typeof message.link === 'string' ? `; its link is ${message.link}` : '';
  const words = lines.map((line, i) => `${JSON.stringify(line.text)}: ${cameOf(i, order, entry, runtime)}`);
  return ` ${by.address} ordered ${words.join(', ') || 'nothing that is a command'}${link}.`;
}

/** The verb of a line, and by name whatever stood against it. */
function cameOf(i: number, order: OrderMail, entry: Entry, runtime: Runtime): string {
  const line = order.lines[i]!;
  if (!line.ok) return line.problem;
  if (!isAction(line.verb) && line.target.by === 'here') return line.verb;
  const key = orderKey(order.message.id, i + 1);
  const verdicts = targetsOf(line, order, entry, runtime, runtime.clock()).map((target) =>
    'entry' in target
      ? target.entry.derived.effects.find((effect) => effect.order === key)?.verdict
      : target.found,
  );
  const against = new Set(verdicts.filter((verdict) => verdict !== undefined && verdict !== 'done'));
  return [line.verb, ...against].join(', ');
}
