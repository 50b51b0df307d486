/** The variables within lists, each with what it means; docs/templates.md is tested against them. */

/** How a conversation stands, where something is said about it. */
const stateVariables = {
  customer: "the customer's name, or the address",
  conversationId: 'the short id that the commands take, or nothing',
  subject: 'its subject, or nothing',
  awaitingCustomer: 'true: it is the customer’s turn',
  awaitingAgent: 'true: the customer waits for the team',
  snoozed: 'true: it is left alone for a while',
  snoozedUntil: 'until when, day and time',
  closed: 'true: it is closed',
  noReply: 'true: closed, for no answer came',
  undeliverable: 'true: closed, for the address does not work',
  optedOut: 'true: closed, and nothing goes to the customer any more',
  nextOn: 'when the next mail goes, day and time, or nothing',
  nextStage: 'its stage, or 0',
  nextFollowUp: 'true: the next mail is a follow-up to the customer',
  nextFinal: 'true: it is the final notice',
  nextInside: 'true: it is a stage that goes to people inside',
  nextReminder: 'true: it is a reminder to the agent',
  nextEscalation: 'true: it is an escalation to the supervisors',
  nextNotice: 'true: it is another notice to the team',
  perhapsStage: 'the stage of which nobody knows yet whether it left, or 0',
  perhapsOn: 'when that was, day and time, or nothing',
  perhapsFollowUp: 'then true: it is a follow-up to the customer',
  perhapsFinal: 'then true: it is the final notice',
  perhapsInside: 'then true: it is a stage that goes to people inside',
} as const;

/** `{{#each lines}}` in `command-result`: one entry for each line of the agent's mail. */
const lineVariables = {
  ...stateVariables,
  text: 'the line as it was written, or nothing',
  entry: 'true: no line of the mail, but a conversation that `list` or `plan` tells of',
  number: 'its number, by which an answer can name it, or nothing',
  didClose: 'done: it was closed',
  didReopen: 'done: it was reopened',
  didWait: 'done: it is the customer’s turn again',
  didSnooze: 'done: it was snoozed; `until` says how long, nothing: the snooze ended',
  didNever: 'done: no more follow-ups in this conversation',
  didSkip: 'done: the mail of `lineStage` is left out',
  didSendNow: 'done: the mail of `lineStage` goes now',
  didUndo: 'done: `undid` was taken back',
  undid: 'which command was taken back',
  undone: 'true: a later `undo` took this line back',
  until: 'snooze: until when, day and time',
  lineStage: 'skip, send now: which stage, or 0',
  lineFollowUp: 'then true: it is a follow-up to the customer',
  lineFinal: 'then true: it is the final notice',
  lineInside: 'then true: it is a mail to the team',
  perhapsThis: 'true: skip, send now: it is the stage of which nobody knows yet whether it left',
  nothingToDo: 'true: it was so already',
  nothingToUndo: 'true: undo, and there is nothing to take back',
  owed: 'true: not done, for the customer waits for an answer of the team',
  noSilence: 'true: not done, for nothing is planned that it could change',
  neverWritten: 'true: not done, for nobody of the team has written to the customer yet',
  stageGone: 'true: not done, for that mail went out or was left out before',
  earlierSilence: 'true: not done, for the notice that it came by was about a silence that is over',
  newerMail: 'true: not done, for the customer wrote after the link was made, and waits for an answer',
  notTrusted: 'true: not done, for it is not shown that the agent wrote it',
  unknownWord: 'true: no command',
  noTime: 'true: a snooze without a moment that can be understood',
  past: 'true: a moment in the past',
  noSuchDay: 'true: a day that does not exist',
  tooFar: 'true: more than ten years ahead',
  contradiction: 'true: another line of the mail wants the opposite',
  tooMany: 'true: more lines than one mail may have',
  unknownAddress:
    'true: a plus address in a mail to the customer that is nearly a day or `never`, and orders nothing',
  unknownPolicy: 'true: one that is nearly the name of a policy, and chooses none',
  noSuchConversation: 'true: there is no conversation of that id',
  severalConversations: 'true: there are several of that id; a longer one tells which',
  whichConversation: 'true: the mail belongs to no conversation and names none',
  wordWithId: 'its usual word with an id behind it, as an example: `undo k3f9w2m8xq`',
  whichNumber: 'true: a number that the answered mail does not list, or none where it lists several',
  staleLink: 'true: the link is older than 30 days',
  unknownLink: 'true: the link is none of this mailbox',
  suggestion: 'what was perhaps meant, or nothing',
  answer: 'true: the line only asked',
  help: 'true: it asked for help',
  none: 'true: it asked for a list, and there is nothing to list',
  info: 'what it asked for, perhaps several lines, or nothing',
  counts: 'true: it asked how many conversations stand how',
  modeObserve: 'then true: the mode is `observe`',
  modeDraft: 'then true: the mode is `draft`',
  modeSend: 'then true: the mode is `send`',
  countCustomer: 'in how many it is the customer’s turn, or 0',
  countAgent: 'in how many the customer waits for the team, or 0',
  countSnoozed: 'how many are left alone for a while, or 0',
  countClosed: 'how many are closed, or 0',
} as const;

const todayVariables = {
  number: 'its number, by which an answer can name it',
  customer: "the customer's name, or the address",
  subject: 'its subject, or nothing',
  conversationId: 'the short id that the commands take',
  stage: 'which stage goes',
  stages: 'of how many',
  isLast: 'true: it is the last one',
  time: 'when it goes, the time of day',
  blind: 'true: no mail of this customer ever reached the mailbox',
  inside: 'true: it goes to people inside',
  actions: 'where the links of this line stand',
} as const;

const eventVariables = {
  number: 'its number, by which an answer can name it, or nothing',
  customer: "the customer's name, or the address",
  subject: 'its subject, or nothing',
  conversationId: 'the short id that the commands take',
  on: 'when it happened, day and time',
  by: 'who did it or wrote, or nothing',
  reason: 'why, or nothing',
} as const;

const thanksVariables = {
  ...eventVariables,
  words: 'what was written, shortened, or nothing; several mails are separated by a slash',
} as const;

const heldVariables = {
  ...eventVariables,
  quarantined: 'true: a mail that may belong to it cannot be read',
  surprise: 'true: more mails were due than foreseen',
  draftWaiting: 'true: a draft waits to be sent',
  agentNotTold: 'true: the notice before it was refused',
  paused: 'true: everything is paused',
} as const;

const lostVariables = {
  to: 'to whom, an address; several are separated by commas',
  subject: 'the subject of what it is about, or nothing',
  on: 'when it was to go, day and time',
  morningNote: 'true: an earlier morning note',
  answer: 'true: the answer to a mail to Thrice',
  toCustomer: 'true: another mail, to a customer',
  toTeam: 'true: another mail, to the team',
} as const;

export const morningLists = [
  'closed',
  'closedByTeam',
  'reopened',
  'bounced',
  'thanks',
  'uncertain',
  'held',
] as const;

/** The lists of templates: their names, where, and the variables of one entry. */
export const listVariables = {
  'command-result': { lines: lineVariables },
  morning: {
    today: todayVariables,
    closed: eventVariables,
    closedByTeam: eventVariables,
    reopened: eventVariables,
    bounced: eventVariables,
    thanks: thanksVariables,
    uncertain: eventVariables,
    lost: lostVariables,
    held: heldVariables,
  },
} as const;
