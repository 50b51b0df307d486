/**
 * Notes are Thrice's own signed mails in its own folder, one for each thing that it decided or was told and that no
 * other mail shows (DESIGN 1). They are facts like mails are.
 */

/** What a person can tell Thrice about one conversation. `undo` takes the latest one before it back. */
export type CommandAction = 'close' | 'reopen' | 'snooze' | 'wait' | 'never' | 'skip' | 'send-now' | 'undo';

/** A line of a numbered list in a mail of Thrice, so that an answer can say `skip 2`. Numbers count from 1. */
export interface ListedItem {
  /** A Message-ID of the conversation. */
  readonly anchor: string;
  /** The stage that the line announces; 0: none. */
  readonly stage: number;
}

/** The mail of Thrice by which an agent ordered something. */
export interface Shown {
  /** The Message-ID that it, or the line of its list, was about. */
  readonly anchor: string;
  /** Its link was tapped: when that was made, ms UTC. Absent: the order was written by hand. */
  readonly at?: number;
}

/** A recipient that the server refused during the transaction: as good as a bounce (R9). */
export interface Refusal {
  readonly address: string;
  /** Enhanced status code (RFC 3463) or ''. */
  readonly status: string;
  /** Told to try no more (5yz); else this mail did not reach the address, and the next one may (4yz). */
  readonly permanent: boolean;
  /** The server's words. */
  readonly reason: string;
}

/** What a note says. Times are ms since the epoch, UTC; ids are Message-IDs without brackets. */
export type NoteContent =
  /** First contact with this mailbox: older agent mails are never acted upon (R10). */
  | { readonly type: 'first-run' }
  /** The mode changed; leaving observe restarts open clocks (R10). */
  | { readonly type: 'mode'; readonly from: string; readonly to: string }
  /** A sending is announced before it happens (R9). `id` is the Message-ID of the mail to be sent. */
  | {
      readonly type: 'claim';
      readonly id: string;
      readonly purpose: string;
      readonly anchor: string;
      readonly stage: number;
      readonly last: boolean;
      readonly closes: boolean;
      readonly to: readonly string[];
      /** Mails with a numbered list: what the numbers mean, from 1. */
      readonly items?: readonly ListedItem[];
    }
  /** What came of the claim with the Message-ID `id`. `not-sent`: certainly never left; the stage is still due. */
  | {
      readonly type: 'result';
      readonly id: string;
      readonly anchor: string;
      readonly result: 'sent' | 'not-sent' | 'failed' | 'drafted';
      readonly detail: string;
      readonly refused?: readonly Refusal[];
    }
  /** A person decided what an uncertain sending came to. */
  | {
      readonly type: 'settle';
      readonly id: string;
      readonly anchor: string;
      readonly result: 'sent' | 'not-sent';
    }
  /** What a person told Thrice about the conversation of `anchor`: on the command line, or in a mail that lies elsewhere. */
  | {
      readonly type: 'command';
      readonly anchor: string;
      readonly action: CommandAction;
      readonly by: string;
      /** Snooze only. */
      readonly until?: number;
      /** Skip and send-now only: the ordinal of the stage. */
      readonly stage?: number;
      /** Ordered by mail: `MESSAGE-ID LINE`, the line from 1. The same order counts once, however often it was noted. */
      readonly order?: string;
      /** Ordered by mail: at(m) of that mail, ms UTC, which counts in place of the note's own moment. */
      readonly since?: number;
      /** Undo by mail only: the Message-ID of the mail whose orders it takes back; without it the latest one. */
      readonly undoes?: string;
      /** Ordered by mail, by the number of a list: what that line was about, and of a link when it was made. */
      readonly shown?: Shown;
    }
  /** The morning note `id` told the agent of this stage, in place of a single notice (R5). */
  | { readonly type: 'told'; readonly anchor: string; readonly stage: number; readonly id: string }
  | { readonly type: 'pause'; readonly by: string }
  | { readonly type: 'resume'; readonly by: string }
  /**
   * R12. `permanent` ones (complaints, opt-outs) are not lifted by a later human mail. `since`: at(m) of the mail that
   * says so, so that mails are compared by one clock, the server's; absent where a person said it.
   */
  | {
      readonly type: 'suppress';
      readonly address: string;
      readonly why: string;
      readonly permanent: boolean;
      readonly since?: number;
    }
  | { readonly type: 'unsuppress'; readonly address: string; readonly by: string; readonly since?: number }
  /** I8: a person looked at a mail that Thrice cannot read, and it matters to no conversation. */
  | {
      readonly type: 'dismiss';
      readonly folder: string;
      /** Decimal string. */
      readonly uidValidity: string;
      readonly mailUid: number;
      readonly by: string;
    }
  /** R10: an admin let a surprising plan go. */
  | { readonly type: 'release'; readonly by: string };

/** A note as read. An unsigned one may only make Thrice quieter (I7). */
export type Note = NoteContent & {
  /** Message-ID of the note itself. */
  readonly noteId: string;
  /** When it was written, ms since the epoch, UTC: the moment in its signed content. */
  readonly at: number;
  readonly signed: boolean;
  /** Its UID in the notes folder: the lowest claim for a stage may send (R9). */
  readonly uid: number;
  /** The life of that folder in which the UID was given (`byPlace`), from 1; absent: read before lives were counted. */
  readonly life?: number;
};

/**
 * In the server's order: clocks jump, UIDs grow (RFC 9051 2.3.1.1). They begin anew in a folder that was made again, came
 * back from a backup or is another one now, and another folder's UIDVALIDITY may be smaller: such lives are counted as they
 * are met, and what was written in a later one came later.
 */
export function byPlace(a: Pick<Note, 'life' | 'uid'>, b: Pick<Note, 'life' | 'uid'>): number {
  return (a.life ?? 0) - (b.life ?? 0) || a.uid - b.uid;
}
