import type { Purpose } from '../message/message.js';

const toCustomers: readonly string[] = ['follow-up', 'holding-reply', 'closing'] satisfies Purpose[];

/** Whether mails of this purpose go to customers; all others stay inside the team. */
export function goesToCustomers(purpose: string): boolean {
  return toCustomers.includes(purpose);
}
