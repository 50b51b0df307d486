import { currentWorld } from '../../src/ledger.js';
import { fingerprint, refresh } from '../../src/refresh.js';
import { conversationOf } from '../conversation.js';
import { report, stopwatch, taskOf } from './child.js';
import { benchRuntime, monday, startFrom, storeKeys } from './runtime.js';

/** Fills a data folder through the real store. */
const { folder, count } = taskOf<{ folder: string; count: number }>();
const runtime = await benchRuntime(folder, null, storeKeys, () => monday);
const { store } = runtime;
const world = currentWorld(runtime);
const print = fingerprint(runtime, world);
const took = stopwatch();
for (let number = 0; number < count; number++) {
  const { messages } = conversationOf(number, monday, startFrom);
  for (const key of store.threads.put(messages, [])) refresh(key, runtime, world, print, monday);
  if (store.threads.unwritten() >= 1000) store.threads.flush();
}
store.threads.flush();
store.state.set({ derivedBy: print });
const due = store.threads.due(monday).length;
const planned = store.threads.due(Number.POSITIVE_INFINITY).length;
runtime.close();
report({ threads: store.threads.size(), due, planned, ...took() });
