import type { ImapFlow } from 'imapflow';
import { letterText } from '../servers/letters.js';
import type { Owed } from './audit.js';

export const agent = 'anna@example.com';
export const customerAt = (name: string): string => `${name}@customer.test`;
/** The customer's domain has this one too, whom nobody ever wrote to. */
export const bystander = customerAt('bystander');

/** A question and the agent's mail that asks back: what makes follow-ups due. */
export interface Matter {
  /** Customers of this one conversation. */
  readonly names: readonly string[];
  /** The shared mailbox, which the agent has in Cc. */
  readonly mailbox: string;
  readonly stages: number;
  /** The agent wrote so long ago, ms. */
  readonly agoMs: number;
}

/**
 * Puts the mails of a conversation into the shared mailbox as a mail server would have delivered them, the customer's
 * question too, so that its silence is not blind (R5). Straight by IMAP: a hundred take a second.
 */
export async function beginMatter(imap: ImapFlow, matter: Matter): Promise<Owed[]> {
  const { names, mailbox, stages, agoMs } = matter;
  const [first = 'nobody'] = names;
  const asked = Date.now() - agoMs - 3_600_000;
  const question = `question-${first}@customer.test`;
  const anchor = `ask-${first}@example.com`;
  const subject = `Matter of ${first}`;
  await put(imap, asked, {
    ...{ from: `Customer ${first} <${customerAt(first)}>`, to: mailbox, subject, id: question },
    text: 'How do I go on?',
  });
  await put(imap, asked + 3_600_000, {
    ...{ from: `Anna <${agent}>`, to: names.map(customerAt).join(', '), cc: mailbox },
    ...{ subject: `Re: ${subject}`, id: anchor, answers: { id: question, references: [] } },
    text: `Which version is it, ${first}?`,
    headers: [
      `Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=${agent}; dmarc=pass header.from=example.com`,
    ],
  });
  return names.map((name) => ({ customer: customerAt(name), anchor, stages }));
}

/** The customer's answer, as a mail server would store it. */
export function answerText(owed: Owed, mailbox: string): string {
  const name = owed.customer.split('@')[0] ?? '';
  const now = Date.now();
  return delivered(now, {
    ...{ from: `Customer ${name} <${owed.customer}>`, to: mailbox, subject: `Re: Matter of ${name}` },
    ...{ id: `answer-${name}@customer.test`, answers: { id: owed.anchor, references: [] } },
    text: 'It is version 7, and it still does not start.',
  });
}

type Letter = Parameters<typeof letterText>[0];

async function put(imap: ImapFlow, at: number, letter: Letter): Promise<void> {
  await imap.append('INBOX', delivered(at, letter), [], new Date(at));
}

function delivered(at: number, letter: Letter): string {
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  const text = letterText({ ...letter, headers: [...(letter.headers ?? []), `Date: ${date}`] });
  return `Received: from outside.test by mx.example.com with ESMTP; ${date}\r\n${text}`;
}
