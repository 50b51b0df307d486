import type { FetchMessageObject } from 'imapflow';
import type { FolderRole } from '../core/message/message.js';
import type { Folder } from './folders.js';

/** The header of one mail as it lies in a folder. */
export interface RawMail {
  readonly uid: number;
  /** INTERNALDATE (RFC 3501 2.3.3), ms since the epoch, UTC; 0 when the server gave none that can be read. */
  readonly internalDate: number;
  /** As the server has it, with the empty line at the end, but no more than `maxHeaderBytes`. */
  readonly header: Buffer;
  /** The folder's, but on Gmail, whose All Mail holds what was sent as well. */
  readonly role: FolderRole;
}

/** A mail that is there and whose header the server does not give. */
export interface UnreadableMail {
  readonly uid: number;
  readonly reason: string;
  /** As in RawMail. */
  readonly internalDate: number;
}

/** No real header is longer, nor is one read further; a hostile one may be. Bytes. */
export const maxHeaderBytes = 1024 * 1024;

/**
 * A mail as it was fetched, and no more of it than that. Null on Gmail for what lies in All Mail and is read elsewhere:
 * drafts, which are not read at all (R1), and notes, which are read in their own folder, whose path is `notes`.
 */
export function rawMail(
  message: FetchMessageObject,
  header: Buffer,
  folder: Folder,
  notes: string,
): RawMail | null {
  const { uid, labels } = message;
  if (labels?.has('\\Draft') || labels?.has(notes)) return null;
  return {
    uid,
    internalDate: internalDateOf(message),
    // A copy: what is cut off must not stay in memory behind it.
    header: header.length > maxHeaderBytes ? Buffer.from(header.subarray(0, maxHeaderBytes)) : header,
    role: folder.role === 'all' && labels?.has('\\Sent') ? 'sent' : folder.role,
  };
}

/** INTERNALDATE, ms since the epoch, UTC; 0 when the server gave none that can be read. */
export function internalDateOf({ internalDate }: FetchMessageObject): number {
  const time = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return Number.isNaN(time) ? 0 : time;
}
