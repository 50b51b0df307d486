import { goesToCustomers } from '../message/purpose.js';
import type { NoteContent } from './note.js';
import { when } from './why.js';

/** What a person reads who opens a note in a mail client. */
export interface NoteText {
  readonly subject: string;
  readonly text: string;
}

/** The conversation that a note is about; null for notes about everything. */
export type NoteMatter = { readonly subject: string; readonly id: string } | null;

/** The note in words. Times in the text are local to `timezone`; `at` in ms UTC. */
export function noteText(content: NoteContent, matter: NoteMatter, at: number, timezone: string): NoteText {
  const { title, sentences } = words(content, timezone);
  const about = matter ? `Conversation: ${matter.subject || '(no subject)'} [${matter.id}]` : null;
  const footer =
    'This is a note of Thrice, which follows up on the mail of this mailbox. It keeps what it decides in such notes ' +
    'so that nothing is sent twice. Please leave this folder as it is; a note that is deleted is forgotten.';
  const lines = [...sentences, `Written ${when(at, timezone)} (${timezone}).`];
  return {
    subject: matter?.subject ? `${title}: ${matter.subject}` : title,
    text: `${[lines.join('\n'), ...(about ? [about] : []), footer].join('\n\n')}\n`,
  };
}

function words(content: NoteContent, timezone: string): { title: string; sentences: string[] } {
  switch (content.type) {
    case 'first-run':
      return {
        title: 'Thrice read this mailbox for the first time',
        sentences: ['Mails of agents that are older than this note start nothing.'],
      };
    case 'mode':
      return {
        title: `Mode: ${content.to}`,
        sentences: [
          `The mode changed from ${content.from} to ${content.to}. Open clocks start anew when observe ends.`,
        ],
      };
    case 'claim':
      return {
        title: `About to send ${mailName(content)} to ${content.to.join(', ')}`,
        sentences: ['A second note says what came of it.', `Message-ID: <${content.id}>`],
      };
    case 'result':
      return resultWords(content);
    case 'settle':
      return {
        title:
          content.result === 'sent' ? 'A person settled: it was sent' : 'A person settled: it was not sent',
        sentences: [`Message-ID: <${content.id}>`],
      };
    case 'command':
      return {
        title: `${content.by}: ${content.action}`,
        sentences: [
          content.until === undefined
            ? `${content.by} said ${content.action}.`
            : `${content.by} said ${content.action} until ${when(content.until, timezone)}.`,
        ],
      };
    case 'told':
      return {
        title: `The morning note announced stage ${content.stage}`,
        sentences: [`Message-ID: <${content.id}>`],
      };
    case 'pause':
      return { title: 'Paused', sentences: [`${content.by} paused all sending.`] };
    case 'resume':
      return { title: 'Resumed', sentences: [`${content.by} let the sending go on.`] };
    case 'suppress':
      return {
        title: `No more mail to ${content.address}`,
        sentences: [`${content.why}`, content.permanent ? 'This stays.' : 'A mail of that person lifts it.'],
      };
    case 'unsuppress':
      return { title: `Mail to ${content.address} is allowed again`, sentences: [`By ${content.by}.`] };
    case 'dismiss':
      return {
        title: 'An unreadable mail holds nothing any more',
        sentences: [`${content.by} looked at mail ${content.mailUid} in ${content.folder}.`],
      };
    case 'release':
      return { title: 'Held mails released', sentences: [`${content.by} let go what the brake held.`] };
    default:
      return content satisfies never;
  }
}

function resultWords(content: Extract<NoteContent, { type: 'result' }>): {
  title: string;
  sentences: string[];
} {
  const titles = {
    sent: 'Sent',
    'not-sent': 'Not sent',
    failed: 'Failed',
    drafted: 'Lies in Drafts',
  } as const;
  const refused = content.refused?.length
    ? content.refused.map(({ address, reason }) => `Refused for ${address}: ${reason}`)
    : [];
  return {
    title: titles[content.result],
    sentences: [content.detail, ...refused, `Message-ID: <${content.id}>`],
  };
}

function mailName(content: Extract<NoteContent, { type: 'claim' }>): string {
  if (content.purpose === 'inside') return `stage ${content.stage}, which goes to the team`;
  if (content.purpose !== 'follow-up')
    return `the ${goesToCustomers(content.purpose) ? 'mail' : 'notice'} "${content.purpose}"`;
  return content.last ? `the last follow-up (${content.stage})` : `follow-up ${content.stage}`;
}
