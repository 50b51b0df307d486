/** A mail of Thrice (time, reader: purpose and stage, subject), and why it came. */
type Told = readonly [mail: string, why: string];

/** All that Thrice writes in the ten days, by the day of March 2026. */
const days: Readonly<Record<string, readonly Told[]>> = {
  '02': [
    ['16:00 ben: reminder 1, Tom Baker still waits for an answer: Training dates', 'nobody has it: to Ben'],
  ],
  '03': [
    ['09:00 ben: morning, Today I will write one mail', 'Contract at 14:30'],
    [
      '12:00 ben: reminder 2, Tom Baker still waits for an answer: Training dates',
      'four working hours later',
    ],
    ['13:30 anna: reminder 1, Karl Lind still waits for an answer: Import fails', 'he wrote at 9:30'],
    ['14:30 maria: follow-up 1, Re: Contract', 'the policy vip: after one day'],
  ],
  '04': [
    ['09:00 anna: morning, Today I will write one mail', 'Export; Karl has his mail of today from Import'],
    [
      '09:00 ben: morning, Today I will write 2 mails',
      'Contract, and Price list in place of a notice of its own',
    ],
    ['09:05 anna: command-result, Re: Today I will write one mail', 'skip 1, close Invoice'],
    ['09:05 karl: closing, Re: Invoice 17', 'she closed it'],
    ['09:30 anna: reminder 2, Karl Lind still waits for an answer: Import fails', 'four working hours later'],
    [
      '09:45 anna: command-result, Re: Karl Lind still waits for an answer: Import fails',
      'not sent to the customer',
    ],
    [
      '12:00 carla: escalation 3, Unanswered: Tom Baker has been waiting for 2 days: Training dates',
      'a day later',
    ],
    ['14:30 ben: inside 2, Please phone Maria Schmidt: Contract', 'the second stage of the policy vip'],
    ['14:45 ben: command-result, Re: wait', 'he tapped a link'],
    ['15:00 ben: undeliverable, Not delivered to karl@ofice.test: Price list', 'the first follow-up bounced'],
    ['18:00 anna: command-result, Re: send now …', 'she does not want to wait until Thursday'],
    ['18:00 maria: follow-up 1, Re: Offer', 'the same'],
  ],
  '05': [
    ['09:00 anna: morning, What happened since yesterday', 'Invoice was closed'],
    ['09:00 ben: morning, Today I will write 2 mails', 'Second licence, Contract; and what bounced'],
    ['09:10 ben: command-result, Re: Today I will write 2 mails', 'in German, and until Friday'],
    ['09:10 ben: command-result, Re: Today I will write 2 mails', 'undo'],
    ['09:10 karl: holding-reply, Re: Import fails', 'he waits for a day; on Wednesday he had a mail already'],
    [
      '09:30 carla: escalation 3, Unanswered: Karl Lind has been waiting for 2 days: Import fails',
      'two reminders',
    ],
    ['11:00 tom: follow-up 1, Re: Second licence', 'two days after the reply to all, not three'],
  ],
  '06': [
    ['09:00 anna: morning, Today I will write one mail', 'Export'],
    [
      '09:00 ben: morning, Today I will write one mail',
      'Contract, awake again; and whose thanks closed what',
    ],
    ['09:10 ben: command-result, Re: Today I will write one mail', 'reopen: it was no mere thanks'],
    ['09:30 carla: inside 3, Maria Schmidt does not answer: Contract', 'the last stage of the policy vip'],
    ['10:00 maria: follow-up 2, Re: Export stops at 80 %', 'the first one was skipped'],
    ['11:00 carla: command-result, Re: Maria Schmidt does not answer: Contract', 'in Polish: reopened'],
    ['12:00 anna: command-result, Re: A word', 'did you mean close?'],
    [
      '13:00 anna: blind 2, Follow-up 2 of 3 to Maria Schmidt goes on Monday, 9 March, 09:00: Offer',
      'too early for the note',
    ],
    ['15:00 ben: command-result, Re: A word', 'he closed Contract'],
  ],
  '09': [
    ['09:00 anna: morning, Today I will write 2 mails', 'Offer and Import'],
    ['09:00 ben: morning, Today I will write one mail', 'Second licence; and what he closed'],
    ['09:10 anna: command-result, Re: close 1', 'a link of the morning note'],
    ['09:10 maria: closing, Re: Offer', 'she closed it'],
    ['10:00 karl: follow-up 1, Re: Import fails', 'two days after Anna asked back'],
    ['11:00 tom: follow-up 2, Re: Second licence', 'two days later'],
    ['13:00 anna: answered, Karl Lind answered: Import fails', 'to the mailbox alone'],
  ],
  '10': [
    ['09:00 anna: morning, Today I will write one mail', 'Export; and that Offer is closed'],
    ['09:00 ben: morning, Today I will write one mail', 'Training, when Tom may get a mail again'],
    ['10:00 maria: follow-up 3, Re: Export stops at 80 %', 'the final notice, which closes'],
    ['11:00 ben: command-result, Re: A word', 'list'],
    ['11:00 ben: command-result, Re: A word', 'help'],
    ['11:00 carla: command-result, Re: A word', 'why'],
    ['11:00 tom: follow-up 1, Re: Training dates', 'due at 9:40, a day after the mail before'],
  ],
  '11': [
    ['09:00 anna: morning, What happened since yesterday', 'Export closed without an answer'],
    ['09:00 ben: morning, Today I will write one mail', 'Second licence'],
    ['11:00 tom: follow-up 3, Re: Second licence', 'the final notice, which closes'],
    ['12:00 anna: reopened, Reopened: Maria Schmidt answered: Export stops at 80 %', 'to the mailbox alone'],
    [
      '16:00 anna: reminder 1, Maria Schmidt still waits for an answer: Export stops at 80 %',
      'four working hours',
    ],
  ],
  '12': [
    ['09:00 anna: morning, What happened since yesterday', 'Export is open again'],
    ['09:00 ben: morning, Today I will write one mail', 'Training; Second licence closed without an answer'],
    ['10:00 anna: command-result, Re: close', 'a link whose token is none'],
    ['11:00 tom: follow-up 2, Re: Training dates', 'two days later'],
    [
      '14:00 ben: reminder 1, Eve still waits for an answer: close [k-…]',
      'a stranger’s command is a question',
    ],
    ['14:00 ben: reminder 1, Karl Lind still waits for an answer: close [k-…]', 'and so is a customer’s'],
    ['14:30 ben: command-result, Re: close', 'he closed the one'],
    ['14:30 ben: command-result, Re: close', 'and the other'],
  ],
  '13': [
    [
      '09:00 ben: morning, What happened since yesterday',
      'he reads of what has no agent: the two were closed',
    ],
    ['10:00 ben: command-result, Re: A word', 'in Polish: closed'],
    ['11:00 tom: closing, Re: Training dates', 'a day after the mail before'],
  ],
};

/** The same as the audit tells it from the mailboxes. */
export const told: readonly string[] = Object.entries(days)
  .flatMap(([day, mails]) => mails.map(([mail]) => `${day} ${mail}`))
  .sort();
