import type { Derived, Step } from './core/conversation/state.js';
import type { OrderLine } from './core/order/order.js';
import { nameOf } from './due.js';
import type { Entry } from './ledger.js';
import type { Log } from './runtime.js';
import type { StepResult } from './settling.js';

/** Logs what became of a step; of an answer to an agent also what he ordered, or why a line ordered nothing. */
export function logResult(step: Step, { derived }: Entry, result: StepResult, log: Log): void {
  const what = nameOf(step);
  const facts = { conversation: derived.id, step: what, result: result.result };
  const text = `${what} in "${derived.subject}": ${result.result}. ${result.detail}${ordered(step, derived)}`;
  if (result.result === 'sent' || result.result === 'drafted' || result.result === 'stood-back')
    log.info(facts, text);
  else log.warn(facts, text);
}

function ordered(step: Step, { orders }: Derived): string {
  if (step.action !== 'notice' || step.purpose !== 'command-result') return '';
  const order = orders.find(({ message }) => message.id === step.anchor);
  if (!order) return '';
  const { by, message, lines } = order;
  const link = typeof message.link === 'string' ? `; its link is ${message.link}` : '';
  const words = lines.length === 0 ? 'nothing that is a command' : lines.map(wordsOf).join(', ');
  return ` ${by.address} ordered ${words}${link}.`;
}

function wordsOf(line: OrderLine): string {
  return `${JSON.stringify(line.text)}: ${line.ok ? line.verb : line.problem}`;
}
