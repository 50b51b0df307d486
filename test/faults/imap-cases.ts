import type { Action, Rule } from './proxy.js';

/** A trouble with the IMAP line at one step, on two due follow-ups: one customer stays silent, the other answers meanwhile. */
export interface ImapCase {
  readonly name: string;
  readonly group: 'login' | 'reading' | 'writing' | 'IDLE' | 'LOGOUT' | 'silence';
  readonly rules: readonly Rule[];
  /** When it begins: with what is due (default), with a new connection, while it idles, or when Thrice is told to stop. */
  readonly begins?: 'connection' | 'IDLE' | 'stop';
  /** While it idles: what happens to the line. */
  readonly strike?: readonly [how: 'cut' | 'reset' | 'silence', words?: string];
  /** The line lives on, and Thrice tries again after a minute: it is started anew instead. */
  readonly restart?: true;
  /** The second customer's follow-up may be gone before the fault comes, so there is none. */
  readonly alone?: true;
  /** It keeps nothing back, so there is nothing to warn of. */
  readonly unlogged?: true;
}

const always = Number.POSITIVE_INFINITY;
const cut: Action = { do: 'cut' };
const reset: Action = { do: 'reset' };
const bye: Action = { do: 'answer', text: '* BYE going down', ends: true };
/** Silent for so long, then a FIN; the cases of the group "silence" have none. */
const silent: Action = { do: 'silence', ms: 3000 };
const for11s: Action = { do: 'delay', ms: 11_000 };
const part = (bytes: number, end: 'cut' | 'reset' | 'silence'): Action => ({ do: 'truncate', bytes, end });
const say = (text: string): Action => ({ do: 'answer', text: `TAG ${text}` });

/** The fault stays until the lab ends it, unless `once`. */
function rule(from: Rule['from'], step: string, act: Action, more: Partial<Rule> = {}): Rule {
  return { name: `${step} ${act.do}`, from, step, act, times: always, ...more };
}
const client = (step: string, act: Action, more?: Partial<Rule>): Rule => rule('client', step, act, more);
const server = (step: string, act: Action, more?: Partial<Rule>): Rule => rule('server', step, act, more);
const once = { times: 1 };
/** The note of the result, behind that of the claim. */
const result = { skip: 1, times: 1 };

type Row = readonly [name: string, ...rules: Rule[]];
const cases = (group: ImapCase['group'], rows: readonly Row[], more: Partial<ImapCase> = {}): ImapCase[] =>
  rows.map(([name, ...rules]) => ({ name, group, rules, ...more }));

/** A greeting without capabilities: the client has to ask. */
const bare = server('greeting', { do: 'answer', text: '* OK ready' });

export const imapCases: readonly ImapCase[] = [
  ...cases(
    'login',
    [
      ['FIN at the greeting', server('greeting', cut)],
      ['RST at the greeting', server('greeting', reset)],
      ['half a greeting, then FIN', server('greeting', part(9, 'cut'))],
      ['BYE as greeting', server('greeting', bye)],
      ['silent at the greeting for 3 s, then FIN', server('greeting', silent)],
      ['FIN at CAPABILITY', bare, client('CAPABILITY', cut)],
      ['half of the answer to CAPABILITY, then RST', bare, server('answer CAPABILITY', part(4, 'reset'))],
      ['FIN at AUTHENTICATE', client('AUTHENTICATE', cut)],
      ['RST instead of the go-ahead for the password', server('go-ahead', reset)],
      ['FIN behind the password', client('continuation', cut)],
      ['FIN instead of the answer to the login', server('answer AUTHENTICATE', cut)],
      ['BYE instead of the answer to the login', server('answer AUTHENTICATE', bye)],
      ['NO [AUTHENTICATIONFAILED]', server('answer AUTHENTICATE', say('NO [AUTHENTICATIONFAILED] no'))],
      ['NO [UNAVAILABLE]', server('answer AUTHENTICATE', say('NO [UNAVAILABLE] try later'))],
      ['NO [LIMIT]: too many connections', server('answer AUTHENTICATE', say('NO [LIMIT] too many'))],
      ['RST at NAMESPACE', client('NAMESPACE', reset)],
    ],
    { begins: 'connection' },
  ),
  ...cases('reading', [
    ['FIN at LIST', client('LIST', cut)],
    ['RST at LIST', client('LIST', reset)],
    ['BYE in the list of folders', server('untagged', bye, { text: /^\* LIST/ })],
    ['half a STATUS, then FIN', server('untagged', part(20, 'cut'), { text: /^\* STATUS/ })],
    ['silent in the STATUS for 3 s, then FIN', server('untagged', silent, { text: /^\* STATUS/ })],
    ['NO to LIST', server('answer LIST', say('NO [UNAVAILABLE] try later'))],
    ['BAD to LIST', server('answer LIST', say('BAD internal error'))],
    ['FIN at EXAMINE', client('EXAMINE', cut)],
    ['half of the answer to EXAMINE, then RST', server('answer EXAMINE', part(7, 'reset'))],
    ['RST at FETCH', client('UID FETCH', reset)],
    ['half a FETCH, then FIN', server('untagged', part(30, 'cut'), { text: /^\* \d+ FETCH/ })],
    ['half a literal, then FIN', server('literal', part(100, 'cut'))],
    ['half a literal, then RST', server('literal', part(100, 'reset'))],
    ['half a literal, silent for 3 s, then FIN', server('literal', silent)],
    ['FIN behind the literal', server('rest', cut)],
    ['FIN instead of the answer to FETCH', server('answer UID FETCH', cut)],
    ['BYE instead of the answer to FETCH', server('answer UID FETCH', bye)],
    ['NO [UNAVAILABLE] to FETCH', server('answer UID FETCH', say('NO [UNAVAILABLE] try later'))],
    ['RST at the text of the mail', client('UID FETCH', reset, { text: /BODY\.PEEK\[1/ })],
  ]),
  ...cases(
    'reading',
    [
      ['NO to EXAMINE', server('answer EXAMINE', say('NO [UNAVAILABLE] try later'))],
      [
        'NO at the reading behind the claim',
        client('EXAMINE', say('NO [UNAVAILABLE] later'), { text: /Thrice/ }),
      ],
    ],
    { unlogged: true },
  ),
  ...cases('writing', [
    ['FIN before APPEND', client('APPEND', cut)],
    ['300 bytes of the claim, then FIN', client('literal', part(300, 'cut'))],
    ['300 bytes of the claim, then RST', client('literal', part(300, 'reset'))],
    ['silent in the claim for 3 s, then FIN', client('literal', silent)],
    ['FIN behind the claim', client('rest', cut)],
    ['FIN instead of the answer to the claim', server('answer APPEND', cut)],
    ['RST instead of the answer to the claim', server('answer APPEND', reset)],
    ['half of the answer to the claim, then FIN', server('answer APPEND', part(10, 'cut'))],
    ['BYE instead of the answer to the claim', server('answer APPEND', bye)],
    ['FIN at the reading behind the claim', client('EXAMINE', cut, { text: /Thrice/ })],
    ['300 bytes of the result, then FIN', client('literal', part(300, 'cut'), result)],
    ['300 bytes of the result, then RST', client('literal', part(300, 'reset'), result)],
    ['FIN instead of the answer to the result', server('answer APPEND', cut, result)],
    ['BYE instead of the answer to the result', server('answer APPEND', bye, result)],
  ]),
  ...cases(
    'writing',
    [
      ['NO [OVERQUOTA] to the claim', server('answer APPEND', say('NO [OVERQUOTA] full'))],
      ['NO [UNAVAILABLE] to the claim', server('answer APPEND', say('NO [UNAVAILABLE] try later'))],
      ['NO [OVERQUOTA] to the result', server('answer APPEND', say('NO [OVERQUOTA] full'), result)],
      ['the reading behind the claim takes 11 s', client('EXAMINE', for11s, { ...once, text: /Thrice/ })],
    ],
    { restart: true },
  ),
  ...cases(
    'writing',
    [
      ['FIN at the move of the copy to Sent', client('UID MOVE', cut, once)],
      ['RST instead of the answer to the move', server('answer UID MOVE', reset, once)],
    ],
    { alone: true },
  ),
  ...cases('IDLE', [['FIN']], { begins: 'IDLE', strike: ['cut'] }),
  ...cases('IDLE', [['RST']], { begins: 'IDLE', strike: ['reset'] }),
  ...cases('IDLE', [['BYE and FIN']], { begins: 'IDLE', strike: ['cut', '* BYE going down'] }),
  ...cases('IDLE', [['half an EXISTS and FIN']], { begins: 'IDLE', strike: ['cut', '* 9'] }),
  ...cases(
    'IDLE',
    [
      ['FIN instead of the go-ahead', server('go-ahead', cut, once)],
      ['FIN instead of the answer to IDLE', server('answer IDLE', cut, once)],
      ['silent for 3 s, then FIN', client('DONE', silent, once)],
    ],
    { begins: 'IDLE' },
  ),
  ...cases('IDLE', [['NO to IDLE', client('IDLE', say('NO not now'))]], {
    ...{ begins: 'IDLE', alone: true, unlogged: true },
  }),
  ...cases(
    'LOGOUT',
    [
      ['RST', client('LOGOUT', reset)],
      ['FIN instead of the BYE', server('untagged', cut, { text: /^\* BYE/ })],
      ['silence', client('LOGOUT', { do: 'silence' })],
    ],
    { begins: 'stop' },
  ),
  ...cases('silence', [['from the greeting on', server('greeting', { do: 'silence' }, once)]], {
    begins: 'connection',
  }),
  ...cases('silence', [
    ['from the middle of a literal on', server('literal', part(100, 'silence'), once)],
    ['from the middle of the claim on', client('literal', part(300, 'silence'), once)],
  ]),
  ...cases('silence', [['from IDLE on', client('DONE', { do: 'silence' }, once)]], { begins: 'IDLE' }),
];
