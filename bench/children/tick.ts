import { earliestStep } from '../../src/ledger.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { pass } from '../../src/pass.js';
import type { Account } from '../mailbox.js';
import { report, stopwatch, taskOf } from './child.js';
import { benchRuntime, monday, storeKeys } from './runtime.js';

/** A tick with nothing due: the question of every second, and a whole pass against a server that has no news. */
const { folder, account, rounds } = taskOf<{ folder: string; account: Account; rounds: number }>();
const runtime = await benchRuntime(folder, account, { ...storeKeys, mode: 'send' }, () => monday);
const connection = await connectMailbox(runtime.config.imap, runtime.log);
const retries = new Map();
let sent = 0;
const once = async (): Promise<void> => {
  earliestStep(runtime, monday);
  sent += (await pass(runtime, connection, retries)).results.length;
};
for (let round = 0; round < 5; round++) await once();

const secondTook = stopwatch();
for (let round = 0; round < rounds; round++) earliestStep(runtime, monday);
const second = secondTook().cpu / rounds;
const tickTook = stopwatch();
for (let round = 0; round < rounds; round++) await once();
const tick = tickTook();
await closeMailbox(connection);
runtime.close();
report({ second, cpu: tick.cpu / rounds, ms: tick.ms / rounds, sent });
