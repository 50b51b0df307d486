/** The variables of every template, each with what it means; docs/templates.md is tested against them. */
export const commonVariables = {
  subject: 'the matter: the subject without Re: and the like, or nothing',
  mailboxName: 'display name of the shared mailbox, or its address',
  mailboxAddress: 'address of the shared mailbox',
  stage: 'which follow-up it is, from 1; 0 in a mail that belongs to none',
  stages: 'how many follow-ups the policy has; 0 in a mail that belongs to none',
  isLast: 'true for the last follow-up of the policy',
  closesOn: 'the day on which the conversation will be closed, or nothing if the policy does not close',
  quotedName: 'who wrote the text that is quoted below the mail',
  quotedOn: 'when that was written, day and time',
  quotedText: 'that text; it is put below every mail by itself, so a template rarely needs it',
} as const;

/** Mails to customers. */
export const followUpVariables = {
  ...commonVariables,
  customerName: "the customer's display name, or nothing (unknown, or several customers)",
  customerAddress: "the customer's address; several are separated by commas",
  agentName: "the agent's display name, or nothing if it is that of the mailbox",
  agentAddress: "the agent's address",
  sentOn: 'the day of the mail that is followed up, or of the customer’s mail that waits (holding-reply)',
} as const;

/** Every mail to people inside. */
export const insideVariables = {
  ...commonVariables,
  agentName: 'display name of whom the mail goes to, or nothing',
  actions: 'where the links stand; without it they stand below the text',
} as const;

/** Mails to the team about one conversation. */
export const noticeVariables = {
  ...insideVariables,
  customer: "the customer's name, or the address; several are separated by commas",
  customerAddress: "the customer's address; several are separated by commas",
  agent: 'the name or address of the agent of the conversation, or nothing: nobody answered yet',
  writer:
    'answered, reopened, thanks, reminder, escalation: the name or address of who wrote; nothing in a reminder or escalation: nobody waits, a person reopened it',
  writerAddress: 'answered, reopened, thanks, reminder, escalation: the address of who wrote, or nothing',
  dueOn: 'blind: when the follow-up goes, day and time',
  failedAddress: 'undeliverable: the address that does not work',
  reason: "undeliverable: the mail server's words, or nothing",
  isClosed:
    'answered, undeliverable: true if it is closed, by an order since or because nobody is left to write to',
  settled:
    'answered: true: by an order of the team since, it is closed (`isClosed`) or waits for the customer',
  others: 'undeliverable: the addresses that are still written to, separated by commas, or nothing',
  waitingSince:
    'reminder, escalation: since when the writer waits for an answer, or when it was reopened, day and time',
  waitingFor: 'reminder, escalation: how long that is ("20 minutes", "5 hours", "3 days")',
  reminders: 'escalation: how many reminders the agent got before',
  conversationId: 'the short id that the commands take',
} as const;

/** Stages whose `to` is the agent or the supervisors: those of a notice, and of follow-ups what a notice has not. */
export const insideStageVariables = { ...followUpVariables, ...noticeVariables } as const;

/** The answer to an agent's mail to Thrice. */
export const commandResultVariables = {
  ...insideVariables,
  changed: 'true: at least one line changed something',
  notSent: 'true: the mail answers a notice, says nothing that Thrice understands and reached no customer',
  toCustomer: 'true: the mail went to the customer; the lines are plus addresses in it that order nothing',
  sayNow: 'true: what one of them was perhaps meant to order can be ordered by a command (a policy cannot)',
} as const;

/** The morning note. */
export const morningVariables = {
  ...insideVariables,
  count: 'how many mails are planned today',
  one: 'true: it is exactly one',
  numbered: 'true: there is a line with a number, by which an answer can name it',
  more: 'how many more lines there would be, or 0',
} as const;

/** The template of what stands on a link; rendered once for each link. */
export const linkVariables = {
  close: 'true: the link orders `close`',
  reopen: 'true: the link orders `reopen`',
  wait: 'true: the link orders `wait`',
  snooze: 'true: the link orders `snooze`',
  never: 'true: the link orders `never`',
  sendNow: 'true: the link orders `send now`',
  skip: 'true: the link orders `skip`',
  undo: 'true: the link orders `undo`',
  days: 'snooze: how many days',
} as const;
