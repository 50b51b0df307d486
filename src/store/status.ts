import { join } from 'node:path';
import { readDocument, writeDocument } from './document.js';
import { isListOf, isObject, isText } from './shapes.js';

/** What the daemon says of itself, for `thrice status` in another process. */
export interface DaemonStatus {
  readonly v: 1;
  /** Null once it has stopped. */
  readonly pid: number | null;
  /** When this was written, ms UTC. */
  readonly at: number;
  readonly mode: string;
  /** Absolute path of the config file that it was started with. */
  readonly configFile: string;
  /** The mailbox can be reached. */
  readonly online: boolean;
  readonly warnings: readonly string[];
}

const path = (folder: string): string => join(folder, 'status.json');

/** Writes the daemon's status beside its data. */
export function writeStatus(folder: string, status: DaemonStatus): void {
  writeDocument(path(folder), status);
}

/** What the daemon wrote last, or null. */
export function readStatus(folder: string): DaemonStatus | null {
  const read = readDocument(
    path(folder),
    (data): data is DaemonStatus =>
      isObject(data) && data.v === 1 && Number.isFinite(data.at) && isListOf(data.warnings, isText),
    true,
  );
  return 'data' in read ? read.data : null;
}
