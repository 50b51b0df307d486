import type { Reason } from '../core/conversation/reason.js';

/** `silent-since` is `silentSince` in a template. */
type Camel<Kebab extends string> = Kebab extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Kebab;

/** What a reason is about; nothing where it tells of no such thing. */
export const reasonFacts = {
  who: 'an address: who wrote, is away, or was not reached; or the name of who gave a command',
  addresses: 'addresses, separated by commas',
  on: 'when it happened or will, day and time',
  until: 'until when, day and time',
  closedOn: 'when the conversation was closed, day and time; nothing in a reason of another kind',
  returnsOn: 'the day until which somebody is away',
  detail: 'a named reason, or a server’s words, or nothing',
  policy: 'the name of the policy',
  stage: 'which stage, or step of the team clock, or 0',
  stages: 'of how many, or 0',
  sent: 'how many follow-ups were sent, or 0',
  most: 'how many there may be in one conversation, or 0',
  wroteTo: 'an address of the mailbox that ordered something; nothing in a reason of another kind',
  suggestion: 'the address that was perhaps meant, or nothing',
} as const;

/** One of them is true. The type asks for one of every kind of reason. */
export const reasonKinds: { readonly [name in Camel<Reason['kind']>]: string } = {
  mailIgnored: 'nothing shows that the mail of `who` is the team’s (`detail`)',
  writerUnknown: 'nobody can tell who wrote the mail of `on` (`detail`)',
  mailFailed: 'a mail to `who` failed for now',
  mailDelayed: 'a mail to `who` is delayed',
  followUpRefused: 'follow-up `stage` did not reach `who`, one of several',
  holdingReplyRefused: 'the same of a holding reply',
  closingRefused: 'the same of the mail that tells of the close',
  takenForThanks: 'the mail of `who` was taken for mere thanks',
  thanksKept: 'the same after the close, which stays',
  thanksUndone: 'the same, and a person said that it is an answer',
  closedByPerson: '`who` closed it',
  closedByUnsignedNote: 'the same by a note that is not signed',
  waitByUnsignedNote: 'a note that is not signed says that it is the customer’s turn',
  finalNoticeByUnsignedNote: 'a note that is not signed says that the final notice went out',
  finalNoticeUnanswered: 'nobody answered the final notice',
  insideUnanswered: 'nobody answered the last mail to the team',
  saidGoodbye: 'the team said goodbye',
  saidThanks: '`who` only said thanks',
  otherSubject: '`who` went on under another subject',
  cannotBeDelivered: 'mails to `addresses` cannot be delivered',
  complained: '`addresses` complained about the mail',
  allRefused: 'the server refused every address of the customer',
  reopenedByPerson: 'a person reopened it: it is the team’s turn',
  customerWaits: 'the customer wrote and the team has not answered yet',
  reminderDue: 'a reminder goes to `addresses` unless the team answers',
  escalationDue: 'an escalation goes to `addresses` unless the team answers',
  holdingReplyDue: 'the customer is told that the team is still on it',
  saidNever: 'an agent said never',
  silentSince: 'the customer has not answered the mail of `who`',
  blind: 'no mail of the customer ever reached the mailbox; the agent is told before each step',
  blindUnannounced: 'the same, and the agent is not told',
  away: '`who` is away until `returnsOn`; `on`: when the automatic reply came',
  allAway: 'all are away, so the next step waits',
  followUpsSent: '`sent` of `stages` follow-ups were sent',
  nobodyReachable: 'no address of the customer is left',
  nobodyInside: 'the next stage goes to the team, and nobody is there',
  limitReached: '`max_per_conversation` is reached',
  policyShortened: 'the policy has no more follow-ups, and none that went was the last one then',
  stagesUsedUp: 'all follow-ups are used up',
  noAgentYet: 'nobody of the team wrote in it yet',
  beforeStart: 'the team wrote before the start (`start_from`)',
  notWatched: 'no agent named the bot (`watch: addressed`)',
  startsNoSilence: 'the team wrote last, and that mail asks for no answer',
  snoozed: 'it is left alone until `until`',
  firstDue: 'an address orders: follow-up `stage` waits until `until`',
  firstDueOver: 'an address ordered to wait until `until`, which is over',
  neverOrdered: 'an address orders: nothing is sent',
  neverTakenBack: 'an address ordered that, and it was taken back',
  policyChosen: 'an address orders: `policy` applies',
  policyReplaced: 'an address ordered that, and a later mail chose another',
  orderPast: 'an address orders nothing: the moment is over',
  orderNoSuchDay: 'an address orders nothing: there is no such day',
  orderTooFar: 'an address orders nothing: more than ten years ahead',
  orderNearMiss: 'an address orders nothing; perhaps `suggestion` was meant',
};

/** The template of the sentences that say why; rendered once for each reason. */
export const reasonVariables = { ...reasonFacts, ...reasonKinds } as const;
