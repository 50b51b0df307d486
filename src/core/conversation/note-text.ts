import { when } from '../calendar/when.js';
import { goesToCustomers } from '../message/purpose.js';
import type { NoteContent } from './note.js';

/** What a person reads who opens a note in a mail client. */
export interface NoteText {
  readonly subject: string;
  readonly text: string;
}

/** The conversation that a note is about; null for notes about everything. */
export type NoteMatter = { readonly subject: string; readonly id: string } | null;

/** The note in words. Times in the text are local to `timezone`; `at` in ms UTC. */
export function noteText(content: NoteContent, matter: NoteMatter, at: number, timezone: string): NoteText {
  const [title, ...sentences] = wordsOf(content, timezone);
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

/** A title and the sentences below it. */
type Words = readonly [title: string, ...sentences: string[]];

function wordsOf(content: NoteContent, timezone: string): Words {
  switch (content.type) {
    case 'first-run':
      return [
        'Thrice read this mailbox for the first time',
        'Mails of agents that are older than this note start nothing.',
      ];
    case 'mode': {
      const change = `The mode changed from ${content.from} to ${content.to}.`;
      return [`Mode: ${content.to}`, `${change} Open clocks start anew when observe ends.`];
    }
    case 'claim': {
      const title = `About to send ${mailName(content)} to ${content.to.join(', ')}`;
      return [title, 'A second note says what came of it.', idOf(content)];
    }
    case 'result':
      return [resultTitles[content.result], content.detail, ...refusals(content), idOf(content)];
    case 'settle':
      return [`A person settled: it was ${content.result === 'sent' ? '' : 'not '}sent`, idOf(content)];
    case 'command': {
      const until = content.until === undefined ? '' : ` until ${when(content.until, timezone)}`;
      return [`${content.by}: ${content.action}`, `${content.by} said ${content.action}${until}.`];
    }
    case 'told':
      return [`The morning note announced stage ${content.stage}`, idOf(content)];
    case 'pause':
      return ['Paused', `${content.by} paused all sending.`];
    case 'resume':
      return ['Resumed', `${content.by} let the sending go on.`];
    case 'suppress': {
      const lasts = content.permanent ? 'This stays.' : 'A mail of that person lifts it.';
      return [`No more mail to ${content.address}`, content.why, lasts];
    }
    case 'unsuppress':
      return [`Mail to ${content.address} is allowed again`, `By ${content.by}.`];
    case 'dismiss': {
      const title = 'An unreadable mail holds nothing any more';
      return [title, `${content.by} looked at mail ${content.mailUid} in ${content.folder}.`];
    }
    case 'release':
      return ['Held mails released', `${content.by} let go what the brake held.`];
    default:
      return content satisfies never;
  }
}

function idOf({ id }: { readonly id: string }): string {
  return `Message-ID: <${id}>`;
}

type Result = Extract<NoteContent, { type: 'result' }>;

const resultTitles: Readonly<Record<Result['result'], string>> = {
  sent: 'Sent',
  'not-sent': 'Not sent',
  failed: 'Failed',
  drafted: 'Lies in Drafts',
};

function refusals({ refused = [] }: Result): string[] {
  return refused.map(({ address, reason }) => `Refused for ${address}: ${reason}`);
}

function mailName(content: Extract<NoteContent, { type: 'claim' }>): string {
  if (content.purpose === 'inside') return `stage ${content.stage}, which goes to the team`;
  if (content.purpose !== 'follow-up')
    return `the ${goesToCustomers(content.purpose) ? 'mail' : 'notice'} "${content.purpose}"`;
  return content.last ? `the last follow-up (${content.stage})` : `follow-up ${content.stage}`;
}
