import type { Chance } from './chance.js';
import type { Outbox } from './evidence.js';

/** A moment of the outbound way at which the process is killed, as the lines and the journal show it from outside. */
export interface KillPoint {
  readonly name: string;
  readonly on: 'imap' | 'smtp';
  readonly from: 'client' | 'server';
  readonly step: string;
  readonly text?: RegExp;
  /** The bytes at which it dies still arrive; either is possible in reality. */
  readonly pass: boolean;
  /** The phase of the sending that is under way. */
  readonly phase?: Outbox['phase'];
  /** It is on the way of every sending, so that some may pass first. */
  readonly outbound: boolean;
}

const both = [true, false] as const;
const words = (pass: boolean): string => (pass ? 'passed on' : 'lost');

const claimingLook = /^\S+ LIST (?!.*STATUS)/;
const sweep = /^\S+ LIST .*STATUS/;

/** Every step of a start and of a sending, in the order in which they come. */
const killPoints: readonly KillPoint[] = [
  { ...point('start: IMAP greeting', 'imap', 'server', 'greeting'), outbound: false },
  { ...point('start: reading, folders listed', 'imap', 'server', 'answer LIST'), outbound: false },
  { ...point('start: reading, mails fetched', 'imap', 'server', 'answer UID FETCH'), outbound: false },
  { ...point('SMTP: greeting', 'smtp', 'server', 'greeting'), outbound: false },
  { ...point('SMTP: logged in', 'smtp', 'server', 'answer AUTH'), outbound: false },
  { ...point('claim: journal written', 'imap', 'client', 'LIST', 'claiming'), text: claimingLook },
  ...both.map((pass) => ({
    ...point(`claim: APPEND ${words(pass)}`, 'imap', 'client', 'APPEND', 'claiming'),
    pass,
  })),
  ...both.map((pass) => ({
    ...point(`claim: content ${words(pass)}`, 'imap', 'client', 'literal', 'claiming'),
    pass,
  })),
  ...both.map((pass) => ({
    ...point(`claim: answer ${words(pass)}`, 'imap', 'server', 'answer APPEND', 'claiming'),
    pass,
  })),
  { ...point('second reading: folders asked', 'imap', 'client', 'LIST', 'claiming'), text: sweep },
  point('second reading: claim fetched', 'imap', 'server', 'answer UID FETCH', 'claiming'),
  ...both.map((pass) => ({ ...point(`MAIL ${words(pass)}`, 'smtp', 'client', 'MAIL'), pass })),
  point('RCPT passed on', 'smtp', 'client', 'RCPT'),
  ...both.map((pass) => ({ ...point(`DATA ${words(pass)}`, 'smtp', 'client', 'DATA'), pass })),
  ...both.map((pass) => ({ ...point(`354 ${words(pass)}`, 'smtp', 'server', 'answer DATA'), pass })),
  ...both.map((pass) => ({ ...point(`content ${words(pass)}`, 'smtp', 'client', 'content'), pass })),
  ...both.map((pass) => ({ ...point(`final dot ${words(pass)}`, 'smtp', 'client', 'dot'), pass })),
  ...both.map((pass) => ({
    ...point(`answer to the dot ${words(pass)}`, 'smtp', 'server', 'answer dot'),
    pass,
  })),
  ...both.map((pass) => ({
    ...point(`result: APPEND ${words(pass)}`, 'imap', 'client', 'APPEND', 'done'),
    pass,
  })),
  ...both.map((pass) => ({
    ...point(`result: answer ${words(pass)}`, 'imap', 'server', 'answer APPEND', 'done'),
    pass,
  })),
  ...both.map((pass) => ({
    ...point(`copy: move to Sent ${words(pass)}`, 'imap', 'client', 'UID MOVE'),
    pass,
  })),
  point('copy: moved', 'imap', 'server', 'answer UID MOVE'),
];

function point(
  name: string,
  on: KillPoint['on'],
  from: KillPoint['from'],
  step: string,
  phase?: Outbox['phase'],
): KillPoint {
  return { name, on, from, step, pass: true, outbound: true, ...(phase && { phase }) };
}

/** How a process is to die. */
export type Death =
  | { readonly kind: 'point'; readonly point: KillPoint; readonly skip: number }
  /** So long after it was started, ms; no look at what it does. */
  | { readonly kind: 'moment'; readonly afterMs: number };

/** Deaths for a run: every point in turn, in an order by chance, and a quarter of them at any moment. */
export function deaths(count: number, chance: Chance): Death[] {
  const all: Death[] = [];
  while (all.length < count) {
    for (const one of chance.shuffled(killPoints)) {
      all.push({ kind: 'point', point: one, skip: one.outbound ? chance.pick([0, 0, 1, 2]) : 0 });
      if (chance.next() < 0.3) all.push({ kind: 'moment', afterMs: chance.between(0, 2500) });
    }
  }
  return all.slice(0, count);
}

export function nameOfDeath(death: Death): string {
  return death.kind === 'point' ? death.point.name : 'any moment';
}
