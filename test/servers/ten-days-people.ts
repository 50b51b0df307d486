import { simpleParser } from 'mailparser';
import type { Derived } from '../../src/core/conversation/state.js';
import type { Letter, SeenMail } from './letters.js';
import type { TenDays } from './ten-days-stage.js';

/** The people of the ten days, and what they do in their mail programs. */

export const support = 'support@example.com';
export const people = {
  anna: 'Anna Nowak <anna@example.com>',
  ben: 'Ben Okafor <ben@example.com>',
  carla: 'Carla Rossi <carla@example.com>',
  maria: 'Maria Schmidt <maria@customer.test>',
  tom: 'Tom Baker <tom@shop.test>',
  karl: 'Karl Lind <karl@office.test>',
  eve: 'Eve <eve@stranger.test>',
} as const;
export type Who = keyof typeof people;
export const everybody = Object.keys(people) as Who[];

export const addressOf = (person: string): string => /<([^>]+)>/.exec(person)?.[1] ?? person.trim();

/** A mail that somebody has before him and can answer: one that came, or one that he wrote. */
export type Before = Pick<SeenMail, 'id' | 'references' | 'subject' | 'raw'>;

/** What people do. Each mail is delivered and read by Thrice before the next thing happens. */
export function handsOf(stage: TenDays) {
  let written = 0;

  /** Writes a mail; gives it, so that it can be answered. */
  async function write(
    who: Who,
    mail: Pick<Letter, 'to'> & Partial<Letter>,
    outside = false,
  ): Promise<Before> {
    written += 1;
    const from = people[who];
    const id = `${who}-${written}@${addressOf(from).split('@')[1]}`;
    const letter: Letter = { from, subject: 'A word', id, ...mail };
    await stage.post(letter, outside);
    const copied = [letter.to, letter.cc ?? ''].filter((one) => one !== '').join(', ');
    const raw = `From: ${letter.from}\r\nX-To: ${copied}\r\n\r\n`;
    const references = letter.answers ? [...letter.answers.references, letter.answers.id] : [];
    return { id, references, subject: letter.subject, raw };
  }

  /** Answers a mail: to its Reply-To or From, or to all whom it names; the text is put above a quotation. */
  function reply(who: Who, mail: Before, text: string, more: Partial<Letter> & { all?: true } = {}) {
    const { all, ...change } = more;
    const me = addressOf(people[who]);
    const to = field(mail, 'Reply-To') || field(mail, 'From');
    const others = (all ? [field(mail, 'To'), field(mail, 'Cc'), field(mail, 'X-To')] : [])
      .flatMap((list) => list.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== '' && ![me, addressOf(to)].includes(addressOf(one)));
    return write(who, {
      ...{ to, ...(others.length > 0 && { cc: others.join(', ') }), answers: mail },
      subject: `Re: ${mail.subject.replace(/^Re: /, '')}`,
      text: `${text}\n\nOn Monday, somebody wrote:\n> close\n> What you quote orders nothing.`,
      ...change,
    });
  }

  /** Taps a link of the HTML part and sends the mail that opens. */
  async function tap(
    who: Who,
    mail: SeenMail,
    command: string,
    change: Partial<Letter> = {},
  ): Promise<Before> {
    const found = (await linksOf(mail)).find(({ text }) => text === command);
    if (!found) throw new Error(`"${mail.subject}" has no link ${command}.`);
    return write(who, { ...found, ...change });
  }

  /** The latest mail of Thrice for a purpose, in somebody's INBOX. */
  async function told(who: Who, purpose: string, subject = ''): Promise<SeenMail> {
    const mails = await stage.inbox(addressOf(people[who]));
    const found = mails.findLast((mail) => mail.mark.startsWith(purpose) && mail.subject.includes(subject));
    if (!found) throw new Error(`${who} has no mail for ${purpose} about "${subject}".`);
    return found;
  }

  const textOf = async (mail: SeenMail): Promise<string> =>
    ((await simpleParser(mail.raw)).text ?? '').replace(/\s+/g, ' ');

  return {
    write,
    reply,
    tap,
    told,
    /** What Thrice answered to somebody's last mail, in one line. */
    answer: async (who: Who) => textOf(await told(who, 'command-result')),
    textOf,
    /** The conversation with this subject. Throws when there is none. */
    matter(subject: string): Derived {
      const found = stage.conversations().find((one) => one.subject === subject);
      if (!found) throw new Error(`There is no conversation "${subject}".`);
      return found;
    },
  };
}

/** The links of a mail as a mail program opens them. */
export async function linksOf(mail: SeenMail): Promise<{ to: string; subject: string; text: string }[]> {
  const { html } = await simpleParser(mail.raw);
  return [...(html || '').matchAll(/href="(mailto:[^"]+)"/g)].map(([, href = '']) => {
    const url = new URL(href.replace(/&amp;/g, '&'));
    const of = (name: string): string => url.searchParams.get(name) ?? '';
    return { to: decodeURIComponent(url.pathname), subject: of('subject'), text: of('body') };
  });
}

function field({ raw }: Before, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n') + 2).replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: *(.*)\r$`, 'im').exec(head)?.[1] ?? '';
}
