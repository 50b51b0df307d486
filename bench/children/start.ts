import { dueThreads, earliestStep } from '../../src/ledger.js';
import { report, taskOf } from './child.js';
import { benchRuntime, monday, storeKeys } from './runtime.js';

/** From the start of the process to the knowledge of what is due: libraries, config, templates, documents. */
const { folder } = taskOf<{ folder: string }>();
const loaded = performance.now();
const runtime = await benchRuntime(folder, null, storeKeys, () => monday);
const due = dueThreads(runtime, monday).length;
const next = earliestStep(runtime, monday);
const ready = performance.now();
const rss = process.memoryUsage.rss();
const { user, system } = process.cpuUsage();
runtime.close();
report({ due, next, libraries: loaded, ms: ready, cpu: (user + system) / 1000, rss });
