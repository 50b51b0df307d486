import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument, removeDocument, writeDocument } from './document.js';
import { isCount, isListOf, isObject, isText } from './shapes.js';

/** What a command asks of whoever reads the mailbox next: the running daemon, or the command itself. */
export type Request =
  /** Read every folder again from its start; facts that are here stay. */
  | { readonly type: 'rebuild' }
  /** Read one quarantined mail again, wherever it lies. */
  | { readonly type: 'replay'; readonly places: readonly Place[] };

/** Where a copy of a mail lies. */
export interface Place {
  readonly folder: string;
  readonly uid: number;
}

const place = (folder: string): string => join(folder, 'requests');

function isRequest(data: unknown): data is Request {
  if (!isObject(data)) return false;
  return data.type === 'rebuild' || (data.type === 'replay' && isListOf(data.places, isPlace));
}

/** A UID that is no number would put the folder's cursor behind every mail, and it would never be read again (I2). */
function isPlace(data: unknown): data is Place {
  return isObject(data) && isText(data.folder) && isCount(data.uid);
}

/** Leaves a request in the data folder. `now` in ms UTC only names the file. */
export function postRequest(folder: string, request: Request, now: number): void {
  mkdirSync(place(folder), { recursive: true, mode: 0o700 });
  writeDocument(join(place(folder), `${now}-${process.pid}.json`), request);
}

/** The requests that wait, oldest first, with the function that strikes them off once they are served. */
export function openRequests(folder: string): {
  readonly requests: readonly Request[];
  readonly done: () => void;
} {
  mkdirSync(place(folder), { recursive: true, mode: 0o700 });
  const files = readdirSync(place(folder))
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
    .map((name) => join(place(folder), name));
  const requests = files.flatMap((file) => {
    const read = readDocument(file, isRequest);
    return 'data' in read ? [read.data] : [];
  });
  return {
    requests,
    done: () => {
      for (const file of files) removeDocument(file);
    },
  };
}
