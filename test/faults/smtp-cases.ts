import type { Action, Rule } from './proxy.js';

/** A trouble with the mail server, and what has to come of one due follow-up under it. */
export interface SmtpCase {
  readonly name: string;
  readonly group:
    | 'before DATA'
    | 'in DATA'
    | 'after DATA'
    | '4xx'
    | '5xx'
    | 'recipients'
    | 'silence'
    | 'rate';
  readonly rules: readonly Rule[];
  /** It keeps no mail back, so there is nothing to warn of. */
  readonly unlogged?: true;
  /** Conversations, and customers in each. Default one of one. */
  readonly conversations?: number;
  readonly customers?: number;
  readonly expect: /** The next try delivers it, or what was taken was recognised. */
    | 'once'
    /** Nobody knows; it is shown until a person settles it. */
    | 'uncertain'
    /** It is given up, shown and the agent is told. */
    | 'failed'
    /** The first customer's is given up, the second one's went; the agent is told. */
    | 'first-failed'
    /** The same, and it is only shown: the address works, and gets the next stage. */
    | 'first-spared';
}

const always = Number.POSITIVE_INFINITY;
const cut: Action = { do: 'cut' };
const reset: Action = { do: 'reset' };

function client(step: string, act: Action, more: Partial<Rule> = {}): Rule {
  return { name: `${step} ${act.do}`, from: 'client', step, act, ...more };
}
function server(step: string, act: Action, more: Partial<Rule> = {}): Rule {
  return { name: `${step} ${act.do}`, from: 'server', step, act, ...more };
}
const say = (text: string, ends?: true): Action => ({ do: 'answer', text, ...(ends && { ends }) });
/** At the customer's recipient, not at the copy to the mailbox itself. */
const customer = { text: /@customer\.test>/ };

const itself = { text: /@example\.com>/ };

type Row = readonly [name: string, ...rules: Rule[]];
const cases = (
  group: SmtpCase['group'],
  expect: SmtpCase['expect'],
  rows: readonly Row[],
  more: Partial<SmtpCase> = {},
): SmtpCase[] => rows.map(([name, ...rules]) => ({ name, group, expect, rules, ...more }));

export const smtpCases: readonly SmtpCase[] = [
  ...cases('before DATA', 'once', [
    ['FIN at the greeting', server('greeting', cut)],
    ['RST at the greeting', server('greeting', reset)],
    ['RST at EHLO', client('EHLO', reset)],
    ['FIN at AUTH', client('AUTH', cut)],
    ['FIN at MAIL', client('MAIL', cut)],
    ['RST at MAIL', client('MAIL', reset)],
    ['half of the answer to MAIL, then FIN', server('answer MAIL', { do: 'truncate', bytes: 2, end: 'cut' })],
    ['RST at RCPT', client('RCPT', reset)],
    ['FIN at DATA', client('DATA', cut)],
    ['FIN instead of the 354', server('answer DATA', cut)],
    ['half of the 354, then RST', server('answer DATA', { do: 'truncate', bytes: 2, end: 'reset' })],
  ]),
  ...cases('in DATA', 'uncertain', [
    ['RST after 500 bytes of content', client('content', { do: 'truncate', bytes: 500, end: 'reset' })],
    ['FIN after 500 bytes of content', client('content', { do: 'truncate', bytes: 500, end: 'cut' })],
    ['FIN before the final dot', client('dot', cut)],
  ]),
  ...cases('after DATA', 'once', [
    ['FIN instead of the answer to the dot', server('answer dot', cut)],
    ['RST instead of the answer to the dot', server('answer dot', reset)],
    [
      '2 bytes of the answer to the dot, then FIN',
      server('answer dot', { do: 'truncate', bytes: 2, end: 'cut' }),
    ],
  ]),
  ...cases('after DATA', 'once', [['RST at QUIT', client('QUIT', reset)]], { unlogged: true }),
  ...cases('4xx', 'once', [
    ['421 as greeting', server('greeting', say('421 4.3.2 not now'))],
    ['454 at AUTH', client('AUTH', say('454 4.7.0 temporary failure'))],
    ['451 at MAIL', client('MAIL', say('451 4.3.0 try later'))],
    ['452 at MAIL', client('MAIL', say('452 4.3.1 out of space'))],
    ['450 at RCPT', client('RCPT', say('450 4.2.1 mailbox busy'), customer)],
    ['452 at RCPT', client('RCPT', say('452 4.2.2 mailbox full'), customer)],
    ['451 at every RCPT', client('RCPT', say('451 4.3.0 try later'), { times: 2 })],
    ['greylisting', client('RCPT', say('451 4.7.1 Greylisted, come back in 300 s'), customer)],
    ['451 at DATA', client('DATA', say('451 4.3.0 try later'))],
    ['421 at DATA and FIN', client('DATA', say('421 4.3.2 going down', true))],
    ['451 at the dot', client('dot', say('451 4.3.0 queue file write error'))],
    ['452 at the dot', client('dot', say('452 4.3.1 out of space'))],
    ['421 at the dot and FIN', client('dot', say('421 4.3.2 going down', true))],
  ]),
  ...cases('5xx', 'once', [
    ['554 as greeting', server('greeting', say('554 5.7.1 no service for you'))],
    ['535 at AUTH, later revoked', client('AUTH', say('535 5.7.8 credentials revoked'))],
    ['550 at MAIL: the account, not the mail', client('MAIL', say('550 5.7.1 sender not allowed'))],
  ]),
  ...cases('5xx', 'failed', [
    ['550 5.1.1 at RCPT', client('RCPT', say('550 5.1.1 no such user'), customer)],
    ['552 5.2.2 at RCPT', client('RCPT', say('552 5.2.2 mailbox full for good'), customer)],
    ['550 5.7.1 at RCPT', client('RCPT', say('550 5.7.1 blocked'), customer)],
    ['554 at DATA', client('DATA', say('554 5.5.1 no valid recipients'))],
    ['554 at the dot', client('dot', say('554 5.7.1 looks like spam'))],
    ['552 at the dot', client('dot', say('552 5.3.4 too big'))],
  ]),
  ...cases(
    'recipients',
    'first-failed',
    [['550 5.1.1 for one of two', client('RCPT', say('550 5.1.1 no such user'), customer)]],
    { customers: 2 },
  ),
  ...cases(
    'recipients',
    'first-spared',
    [['450 for one of two', client('RCPT', say('450 4.2.1 mailbox busy'), customer)]],
    { customers: 2, unlogged: true },
  ),
  ...cases(
    'recipients',
    'once',
    [['450 for both of two', client('RCPT', say('450 4.2.1 mailbox busy'), { ...customer, times: 2 })]],
    { customers: 2 },
  ),
  ...cases(
    'recipients',
    'once',
    [
      ['450 for the copy to the mailbox itself', client('RCPT', say('450 4.2.1 busy'), itself)],
      ['550 for the copy to the mailbox itself', client('RCPT', say('550 5.2.2 full'), itself)],
    ],
    { unlogged: true },
  ),
  ...cases('silence', 'once', [
    ['silent at the greeting for 3 s, then FIN', server('greeting', { do: 'silence', ms: 3000 })],
    ['silent at MAIL for 3 s, then FIN', client('MAIL', { do: 'silence', ms: 3000 })],
    ['silent at DATA for 3 s, then FIN', server('answer DATA', { do: 'silence', ms: 3000 })],
    ['accepts, and is silent for 3 s, then FIN', server('answer dot', { do: 'silence', ms: 3000 })],
  ]),
  ...cases('silence', 'once', [['answers after 3 s', server('answer dot', { do: 'delay', ms: 3000 })]], {
    unlogged: true,
  }),
  ...cases('silence', 'uncertain', [
    ['silent in the content for 3 s, then FIN', client('content', { do: 'silence', ms: 3000 })],
  ]),
  ...cases(
    'rate',
    'once',
    [
      [
        '421 at the third mail and FIN',
        client('MAIL', say('421 4.7.0 too many messages', true), { skip: 2 }),
      ],
      [
        '450 4.7.28 from the third mail on',
        client('RCPT', say('450 4.7.28 rate limit'), { ...customer, skip: 2, times: always }),
      ],
    ],
    { conversations: 5 },
  ),
];
