/** RFC 3463 failure codes: class 4 (persistent transient) and 5 (permanent). */
const failureStatus = /(?<![\w.@]|[A-Za-z]-)([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
/**
 * An SMTP reply of class 4 or 5 (RFC 5321 4.2.1) in running text: no part of an address, a time, an id or an amount.
 */
const failureReply =
  /(?<![\w.@/+[-]|\d:)([45][0-5]\d)(?=[\s\-,;:'")\]<#]|$)(?!\s?(?:[km]i?b\b|gb\b|bytes|hours?|h\b|min|sec|days?|messages?|recipients?|characters|times|attempts?|percent|%))/i;

/** Words for what trying again would not change. */
const gone =
  /user (?:is )?unknown|unknown (?:user|recipient|address|mailbox|account|host|domain|local)|no such (?:user|address|mailbox|recipient|person|account|local|domain|host)|(?:does ?n[o']t|doesnt|does not|did not|not) (?:exist|have (?:a|an) [^.\n]{0,30}account)|not listed in|invalid (?:recipient|mailbox|address|user|final delivery userid)|(?:address|recipient|mailbox|account|user) (?:rejected|not found|unavailable|disabled|inactive|is disabled|is inactive|is not valid)|not recognized|no mailbox|host (?:unknown|not found)|(?:domain|host) (?:name )?(?:does not exist|not found)|unrouteable address|permanent(?:ly)? (?:error|fatal|failure|rejected)|returned permanent|failed permanently|couldn't find any host|no mx record|lookups failed permanently/i;
/** Words for what may pass. */
const passing = /\b(?:temporar|persistent transient|try again later|deferred|gr[ae]y-?list)|一時的/i;
/** The other server was not reached: RFC 3463 calls it 4.4.x. */
const unreached =
  /\b(?:connection (?:timed out|refused|reset)|timed out while|no route to host|network (?:is )?unreachable|host not found, try again|name server timeout)/i;
/** Exim gave up what it had tried for days. */
const over = /retry timeout exceeded|long failure period|failing for a long time/i;

/** The first enhanced status of class 4 or 5 in a text (RFC 3463), or ''. */
export function failureStatusIn(text: string): string {
  return failureStatus.exec(text)?.[1] ?? '';
}

/** Whether a text holds an enhanced status or an SMTP reply that tells a failure. */
export function hasFailureCode(text: string): boolean {
  return failureStatus.test(text) || failureReply.test(text);
}

/**
 * Whether a failure that a text tells is permanent: by the class of its enhanced status (RFC 3463 3.1), else by that of
 * its SMTP reply (RFC 5321 4.2.1), else by its words; null when it says nothing of either.
 */
export function permanence(text: string): boolean | null {
  const code = failureStatus.exec(text)?.[1] ?? failureReply.exec(text)?.[1];
  if (code !== undefined) return code.startsWith('5');
  if (passing.test(text)) return false;
  if (over.test(text)) return true;
  if (unreached.test(text)) return false;
  return gone.test(text) ? true : null;
}

/**
 * Whether the mail will never arrive. Class 5 is permanent and class 4 is not, whatever the cause: this is wider than
 * "the address does not exist", which is x.1.x alone and is what suppressing looks at (R12). A system that gave the
 * mail up and says nothing about why has failed for good: nobody will try again.
 */
export function isPermanent(text: string): boolean {
  return permanence(text) ?? true;
}
