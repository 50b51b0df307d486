import { bounceMail } from '../scenarios/matter.js';
import { anna, bot, day, hour, letter, minute } from '../scenarios/stage.js';
import type { Chance } from './chance.js';
import { type Matter, newMatter } from './edits-judge.js';

/** How a silence ends: so long (ms) after the follow-up with this stage, 0: after the agent's mail. */
interface Ending {
  readonly after: 0 | 1 | 2 | 3;
  readonly by: 'reply' | 'thanks' | 'bounce' | 'nobody';
  readonly wait: readonly [number, number];
}

const reply = (after: Ending['after'], from = hour, to = 40 * hour): Ending => ({
  ...{ after, by: 'reply', wait: [from, to] },
});
const thanks: Ending = { after: 0, by: 'thanks', wait: [hour, 20 * hour] };
const nobody: Ending = { after: 3, by: 'nobody', wait: [0, 0] };
const bounce = (after: Ending['after']): Ending => ({ after, by: 'bounce', wait: [minute, 5 * minute] });

/** Ways in which a conversation can go, silence by silence, and how many of a hundred go so. */
const ways: readonly (readonly [share: number, name: string, silences: readonly Ending[]])[] = [
  [31, 'answers', [reply(0)]],
  [15, 'answers, then thanks', [reply(0), thanks]],
  [12, 'answers after the first', [reply(1)]],
  [4, 'answers after the second', [reply(2), thanks]],
  [8, 'never answers', [nobody]],
  [2, 'answers late', [reply(3, 3 * day, 20 * day)]],
  [2, 'answers late, then never', [reply(3, 3 * day, 20 * day), nobody]],
  [3, 'answers, then never', [reply(0), nobody]],
  [3, 'auto-replies', [nobody]],
  [2, 'bounces', [bounce(0)]],
  [1, 'bounces later', [bounce(1)]],
  [13, 'thanks', [thanks]],
  [3, 'nudged', [nobody]],
  [1, 'blind', [nobody]],
];

/** One conversation. */
export interface Life {
  readonly n: number;
  readonly way: string;
  readonly matter: Matter;
  /** The silences that are still to come, the present one first. */
  silences: readonly Ending[];
  readonly chance: Chance;
  ids: string[];
  bounced: boolean;
}

/** Something that happens at `at`, ms UTC. */
export type Later = (at: number, happens: (at: number) => void) => void;

export interface Post {
  readonly deliver: (raw: Buffer, at: number) => void;
  readonly later: Later;
  /** Called before what people write changes what is due in a conversation. */
  readonly changes: (life: Life, at: number) => void;
}

export function newLife(n: number, chance: Chance): Life {
  const drawn = chance.between(1, 100);
  let shares = 0;
  const [, way, silences] = ways.find(([share]) => {
    shares += share;
    return drawn <= shares;
  })!;
  const matter = newMatter(`customer${n}@customer.test`, `Order ${n}`);
  return { ...{ n, way, matter, silences, ids: [], bounced: false }, chance };
}

/** The customer asks at `at`, and the agent answers within a day. */
export function beginLife(life: Life, post: Post, at: number): void {
  if (life.way === 'blind') {
    agentWrites(life, post, at);
    return;
  }
  customerWrites(life, post, at, 'How do I pay?');
  post.later(at + wait(life, 5 * minute, 20 * hour), (then) => agentWrites(life, post, then));
}

/** A conversation that had come to its end goes on: the customer writes once more, gets an answer, and is silent. */
export function goOn(life: Life, post: Post, at: number): void {
  life.silences = [nobody];
  customerWrites(life, post, at, 'One more thing: how do I send it back?');
  post.later(at + wait(life, 5 * minute, 20 * hour), (then) => agentWrites(life, post, then));
}

/** The customer has got a follow-up. */
export function gotFollowUp(life: Life, post: Post, stage: number, id: string, at: number): void {
  life.ids.push(id);
  if (life.way === 'auto-replies') autoReplies(life, post, at);
  awaitEnd(life, post, stage, id, at);
}

function agentWrites(life: Life, post: Post, at: number): void {
  const { matter } = life;
  post.changes(life, at);
  const id = write(
    life,
    post,
    at,
    { from: `Anna <${anna}>`, to: matter.customer, cc: bot },
    'Which one is it?',
  );
  if (!matter.silent || matter.over) Object.assign(matter, { stages: [], asks: new Set(), over: false });
  matter.asks.add(id);
  Object.assign(matter, { ask: id, silent: true, touched: at });
  if (life.way === 'auto-replies') autoReplies(life, post, at);
  if (life.way === 'nudged' && matter.asks.size === 1)
    post.later(at + wait(life, day, 1.5 * day), (then) => agentWrites(life, post, then));
  else awaitEnd(life, post, 0, id, at);
}

/** A mere goodbye begins no silence (R4). */
function agentTakesLeave(life: Life, post: Post, at: number): void {
  write(life, post, at, { from: `Anna <${anna}>`, to: life.matter.customer, cc: bot }, 'Glad it works!');
}

function awaitEnd(life: Life, post: Post, stage: number, id: string, at: number): void {
  const [ending] = life.silences;
  if (!ending || ending.by === 'nobody' || ending.after !== stage) return;
  post.later(at + wait(life, ...ending.wait), (then) => {
    life.silences = life.silences.slice(1);
    if (ending.by === 'bounce') return bounces(life, post, then, id);
    customerWrites(life, post, then, ending.by === 'thanks' ? 'Thanks, works now!' : 'It is the blue one.');
    if (ending.by === 'thanks') return;
    // Nobody writes back to mere thanks; after the last answer the agent takes his leave.
    const answers = life.silences.length > 0 ? agentWrites : agentTakesLeave;
    post.later(then + wait(life, hour, 20 * hour), (next) => answers(life, post, next));
  });
}

function customerWrites(life: Life, post: Post, at: number, text: string): void {
  const { matter } = life;
  post.changes(life, at);
  // Some answer the bot alone, of which the agent is told (R5).
  const all = matter.ask !== null && life.n % 20 !== 0;
  const [to, cc] = all ? [anna, bot] : [bot, ''];
  matter.word = write(life, post, at, { from: matter.customer, to, cc }, text);
  Object.assign(matter, { silent: false, over: false, stages: [] });
}

function bounces(life: Life, post: Post, at: number, id: string): void {
  post.changes(life, at);
  const raw = bounceMail(id, life.matter.customer, at).toString('utf8');
  post.deliver(Buffer.from(raw.replace('<bounce@mx.test>', `<bounce${life.n}@mx.test>`)), at);
  life.matter.over = true;
  life.bounced = true;
}

function autoReplies(life: Life, post: Post, at: number): void {
  post.later(at + wait(life, 2000, minute), (then) => {
    const headers = ['Auto-Submitted: auto-replied'];
    write(life, post, then, { from: life.matter.customer, to: bot, headers }, 'I am out of the office.');
  });
}

interface Addressed {
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  readonly headers?: readonly string[];
}

/** Everybody answers the latest mail. Gives the Message-ID. */
function write(life: Life, post: Post, at: number, mail: Addressed, text: string): string {
  const { n, ids, matter, chance } = life;
  const id = `${n}.${ids.length}.${chance.between(0, 1e9).toString(36)}@${mail.from === matter.customer ? 'customer.test' : 'example.com'}`;
  const last = ids.at(-1);
  const answers = last === undefined ? {} : { inReplyTo: last, references: chain(ids) };
  const subject = last === undefined ? matter.subject : `Re: ${matter.subject}`;
  post.deliver(letter({ ...mail, ...answers, id, subject, text }, at), at);
  ids.push(id);
  return id;
}

/** The first and the latest, as mail clients cut it. */
function chain(ids: readonly string[]): string {
  return [...ids.slice(0, 1), ...ids.slice(1).slice(-5)].map((id) => `<${id}>`).join(' ');
}

/** So long, ms, in whole seconds, as Received tells. */
function wait({ chance }: Life, least: number, most: number): number {
  return chance.between(Math.ceil(least / 1000), Math.floor(most / 1000)) * 1000;
}
