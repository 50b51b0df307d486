import { statusIn } from './report.js';

const gone =
  /user unknown|unknown (?:user|recipient|address|mailbox|account)|no such (?:user|address|mailbox|recipient|person|account|local)|(?:does ?n[o']t|does not|not) exist|not listed in|invalid (?:recipient|mailbox|address|user)|(?:address|recipient|mailbox|account|user) (?:rejected|not found|unavailable|disabled|inactive|is disabled|is inactive|unknown|is not valid)|not recognized|no mailbox|host (?:unknown|not found)|(?:domain|host) (?:name )?(?:does not exist|not found)|unrouteable address|permanent (?:error|fatal|failure)|returned permanent|failed permanently|over ?quota|mailbox (?:is )?full|message (?:is )?too (?:large|big)|user doesn't have|this user doesn't|couldn't find any host|no mx record|no such domain|unknown host|invalid user/i;
const notYet = /tempor|try again|deferred|timed? ?out|timeout|greylist|grey-list|connection refused|retry/i;

/** Whether a server's words mean that the mail will never arrive, where no enhanced status says so (RFC 5321 4.2.1). */
export function permanentByWords(words: string): boolean {
  const status = statusIn(words);
  if (status !== '') return status.startsWith('5');
  const code = /(?<![\d.:/@-])([45])\d\d(?=[\s-])/.exec(words)?.[1];
  if (code !== undefined) return code === '5';
  return gone.test(words) && !notYet.test(words);
}
