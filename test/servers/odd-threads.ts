/** Generated mails whose threads are odd in all the ways that were seen; the same seed gives the same mails. */

export interface OddMail {
  /** What is odd about it. */
  readonly oddity: Oddity;
  readonly raw: Buffer;
}

interface Written {
  readonly id: string;
  /** Its own chain, for those who answer it. */
  readonly chain: readonly string[];
  readonly subject: string;
}

/** How an answer names what it answers; `chain` ends with the answered id, without brackets. */
type Naming = (chain: readonly string[], pick: Pick) => readonly string[];
type Pick = <T>(list: readonly T[]) => T;

const angle = (ids: readonly string[], joint = ' '): string => ids.map((id) => `<${id}>`).join(joint);
const references = (ids: readonly string[]): string => `References: ${angle(ids)}`;
const inReplyTo = (id: string): string => `In-Reply-To: <${id}>`;
const last = (chain: readonly string[]): string => chain.at(-1)!;

const namings = {
  plain: (chain) => [inReplyTo(last(chain)), references(chain)],
  'references alone': (chain) => [references(chain)],
  'In-Reply-To alone': (chain) => [inReplyTo(last(chain))],
  'only the parent in References': (chain) => [inReplyTo(last(chain)), references(chain.slice(-1))],
  'several ids in In-Reply-To': (chain) => [`In-Reply-To: ${angle(chain.slice(-2))}`],
  'several ids in In-Reply-To and References': (chain) => [
    `In-Reply-To: ${angle(chain.slice(-2))}`,
    references(chain),
  ],
  'words in In-Reply-To': (chain) => [
    `In-Reply-To: Your message of Mon, 2 Mar 2026 10:00:00 <${last(chain)}>`,
  ],
  'a quoted phrase in In-Reply-To': (chain) => [`In-Reply-To: "Your message of Monday" <${last(chain)}>`],
  'an id and an address in In-Reply-To': (chain) => [
    `In-Reply-To: <${last(chain)}> from Joe at support@example.com on Monday`,
  ],
  'a message of somebody without an id': () => ["In-Reply-To: user@host.example's message of Monday"],
  'an address in brackets in In-Reply-To': (chain) => [
    `In-Reply-To: Message from Joe <support@example.com> of Monday <${last(chain)}>`,
  ],
  'In-Reply-To and References disagree': (chain) => [inReplyTo(chain[0]!), references(chain)],
  'commas in References': (chain) => [`References: ${angle(chain, ', ')}`],
  'no space in References': (chain) => [`References: ${angle(chain, '')}`],
  'no brackets in References': (chain) => [`References: ${chain.join(' ')}`],
  'no brackets in In-Reply-To': (chain) => [`In-Reply-To: ${last(chain)}`],
  'folded References': (chain) => [`References: ${angle(chain, '\r\n\t')}`],
  'an id folded in itself': (chain) => [
    `References: <${last(chain).slice(0, 4)}\r\n ${last(chain).slice(4)}>`,
  ],
  'References cut at the end': (chain) => [`References: ${angle(chain).slice(0, -1)}`],
  'References cut within an id': (chain) => [
    `References: ${angle(chain.slice(0, -1))} <${last(chain).slice(0, 3)}`,
  ],
  'a bracket missing in References': (chain) => [
    `References: ${chain.map((id, i) => (i === 0 ? `<${id}` : `<${id}>`)).join(' ')}`,
  ],
  'ids twice in References': (chain) => [references([...chain, ...chain])],
  'References in the wrong order': (chain) => [references(chain.toReversed())],
  'References twice': (chain) => [references(chain.slice(0, 1)), references(chain)],
  'another case': (chain) => [references([last(chain).toUpperCase()])],
  'a comment in References': (chain) => [`References: (the mail of Monday) ${angle(chain)}`],
  'a ghost in between': (chain, pick) => [references([...chain.slice(0, -1), pick(ghosts), last(chain)])],
  'a ghost at the end': (chain, pick) => [references([...chain, pick(ghosts)])],
  'only a ghost': (_, pick) => [references([pick(ghosts)])],
  'nothing but the subject': () => [],
  'long References': (chain, pick) => [
    references([chain[0]!, ...Array.from({ length: 30 }, (_, i) => `far-${i}-${pick(ghosts)}`), last(chain)]),
  ],
} satisfies Record<string, Naming>;

export type Oddity =
  | keyof typeof namings
  | 'first'
  | 'names itself'
  | 'a circle of two'
  | 'a circle of three'
  | 'the same id again'
  | 'no id'
  | 'an id without brackets'
  | 'an id in spaces';

/** What Thrice reads otherwise than notmuch and Dovecot on purpose (docs/threading.md). */
export const readOtherwise: readonly Oddity[] = [
  'no brackets in In-Reply-To',
  'no brackets in References',
  'a bracket missing in References',
  'an address in brackets in In-Reply-To',
  'References twice',
];

const ghosts = Array.from({ length: 40 }, (_, i) => `ghost-${i}@away.example`);

/** So many mails in threads of up to ten, without some oddities. Ghosts tie some of the threads together. */
export function oddThreads(count: number, without: readonly Oddity[] = [], seed = 1): OddMail[] {
  const random = numbers(seed);
  const pick: Pick = (list) => list[Math.floor(random() * list.length)]!;
  const mails: OddMail[] = [];
  const threads: Written[][] = [];
  const names = (Object.keys(namings) as (keyof typeof namings)[]).filter((name) => !without.includes(name));
  let n = 0;
  const add = (oddity: Oddity, id: string | null, subject: string, fields: readonly string[]): void => {
    const date = new Date(Date.UTC(2026, 2, 2, 9) + mails.length * 60_000).toUTCString();
    const from = pick(['maria@customer.test', 'karl@customer.test', 'anna@example.com']);
    const head = [`From: ${from}`, 'To: support@example.com', `Subject: ${subject}`, `Date: ${date}`];
    const named = id === null ? [] : [`Message-ID: ${id}`];
    const lines = [...head, ...named, ...fields, `X-Number: ${mails.length}`, '', oddity, ''];
    mails.push({ oddity, raw: Buffer.from(lines.join('\r\n')) });
  };
  const begin = (): void => {
    const id = `m${++n}.first@customer.test`;
    const subject = `Matter ${threads.length}`;
    threads.push([{ id, chain: [id], subject }]);
    add('first', `<${id}>`, subject, []);
  };
  const circle = (size: 2 | 3): void => {
    const ids = Array.from({ length: size }, () => `m${++n}.circle@customer.test`);
    ids.forEach((id, i) => {
      add(size === 2 ? 'a circle of two' : 'a circle of three', `<${id}>`, `Circle ${ids[0]}`, [
        references([ids[(i + 1) % size]!]),
      ]);
    });
  };
  while (mails.length < count) {
    if (threads.length < 5 || random() < 0.12) begin();
    else if (random() < 0.02) circle(pick([2, 3] as const));
    else answer();
  }
  return mails;

  function answer(): void {
    const thread = pick(threads.slice(-12));
    const parent = pick(thread);
    const id = `m${++n}.Answer@customer.test`;
    const subject = `Re: ${parent.subject}`;
    const special = random();
    const odd = (oddity: Oddity, below: number): boolean => special < below && !without.includes(oddity);
    if (odd('names itself', 0.03))
      add('names itself', `<${id}>`, subject, [references([...parent.chain, id])]);
    else if (odd('the same id again', 0.06))
      add('the same id again', `<${parent.id}>`, subject, [references(parent.chain)]);
    else if (odd('no id', 0.08)) add('no id', null, subject, namings.plain(parent.chain));
    else if (odd('an id without brackets', 0.1))
      add('an id without brackets', id, subject, namings.plain(parent.chain));
    else if (odd('an id in spaces', 0.12)) {
      add('an id in spaces', ` < ${id} > `, subject, namings.plain(parent.chain));
      thread.push({ id, chain: [...parent.chain, id], subject: parent.subject });
    } else {
      const oddity = pick(names);
      add(oddity, `<${id}>`, subject, (namings[oddity] as Naming)(parent.chain, pick));
      thread.push({ id, chain: [...parent.chain, id], subject: parent.subject });
    }
  }
}

/** Numbers from 0 to 1 by a linear congruence: the same on every machine. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
