import { MailboxError } from './mailbox/error.js';
import type { Runtime } from './runtime.js';
import { diskTrouble } from './store/disk-trouble.js';
import { StoreError } from './store/store.js';

/** What ended a pass, in a sentence for people, and facts for the log; the stack of what nobody foresaw goes to the log. */
export function trouble(error: unknown, { config }: Runtime): { message: string; facts: object } {
  if (error instanceof MailboxError) return { message: error.message, facts: { kind: error.kind } };
  if (error instanceof StoreError) return { message: error.message, facts: {} };
  const disk = diskTrouble(error, config.dataDir);
  if (disk !== null) return { message: disk, facts: { code: (error as NodeJS.ErrnoException).code } };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message: `Unexpected error: ${message}. Thrice goes on after a pause.`, facts: { stack } };
}
