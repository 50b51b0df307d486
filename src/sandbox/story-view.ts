import type { Derived } from '../core/conversation/state.js';
import type { PassReport } from './daemon-process.js';
import type { DemoMail } from './demo-mail.js';
import type { DemoStage } from './demo-stage.js';
import type { Letter, Somebody } from './letter.js';

/** What Thrice knows of the conversation with a customer. Throws when there is not exactly one. */
export function conversationWith(customer: Somebody, report: PassReport): Derived {
  const [found, ...others] = report.conversations.filter(({ customers }) =>
    customers.some(({ address }) => address === customer.address),
  );
  if (!found || others.length > 0) throw new Error(`There is not one conversation with ${customer.name}.`);
  return found;
}

/** Thrice's mails in a customer's mailbox, in the order of arrival. */
export async function followUpsTo(customer: Somebody, stage: DemoStage): Promise<DemoMail[]> {
  return (await stage.mailboxOf(customer.address)).filter((mail) => mail.mark !== null);
}

/** The stages of these follow-ups. */
export function stages(mails: readonly DemoMail[]): number[] {
  return mails.map((mail) => mail.mark?.stage ?? 0);
}

/** A person's mail as the timeline shows it: to its reader with From, to its writer with To. */
export function letterLines(side: 'wrote' | 'got', letter: Letter): string[] {
  const who = side === 'got' ? `From: ${letter.from.name}` : `To: ${names(letter.to)}`;
  const cc = letter.cc ? [`Cc: ${names(letter.cc)}`] : [];
  return [who, ...cc, `Subject: ${letter.subject}`, '', ...letter.text.split('\n')];
}

/** From and Subject of a mail of Thrice. */
export function headLines(mail: DemoMail | undefined): string[] {
  return mail ? [`From: ${mail.from.name}`, `Subject: ${mail.subject}`] : ['(no mail)'];
}

/** A mail of Thrice in full. */
export function mailLines(mail: DemoMail | undefined): string[] {
  return mail ? [...headLines(mail), '', ...mail.text.split('\n')] : ['(no mail)'];
}

/** A mail to the team in full, but for the addresses of its links. */
export function toldLines(mail: DemoMail | undefined): string[] {
  return mailLines(mail).filter((line) => !/^\s*mailto:/.test(line));
}

/** A notice to the team: its head, what happened, and what it quotes. */
export function noticeLines(mail: DemoMail | undefined): string[] {
  const [, news = ''] = mail?.text.split('\n\n') ?? [];
  const quoted = mail?.text.split('\n').filter((line) => line.startsWith('>')) ?? [];
  return [...headLines(mail), '', news, ...quoted];
}

function names(people: readonly Somebody[]): string {
  return people.map(({ name }) => name).join(', ');
}
