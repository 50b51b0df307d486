import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { readMailbox } from '../../src/reading.js';
import type { Account } from '../mailbox.js';
import { report, stopwatch, taskOf } from './child.js';
import { benchRuntime } from './runtime.js';

/** Thrice reads a mailbox for the first time, into an empty data folder. */
const { account, startFrom } = taskOf<{ account: Account; startFrom?: string }>();
const folder = mkdtempSync(join(tmpdir(), 'thrice-bench-'));
const keys = startFrom ? { start_from: startFrom } : {};
const runtime = await benchRuntime(folder, account, keys, Date.now);
const took = stopwatch();
const connection = await connectMailbox(runtime.config.imap, runtime.log);
const { mails } = await readMailbox({ ...runtime, connection });
const cost = took();
await closeMailbox(connection);
const conversations = runtime.store.threads.size();
runtime.close();
rmSync(folder, { recursive: true, force: true });
report({ mails, conversations, ...cost });
