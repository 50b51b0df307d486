import type { Message } from '../../src/core/message/message.js';
import { currentWorld } from '../../src/ledger.js';
import { fingerprint, refresh } from '../../src/refresh.js';
import { answerTo, conversationOf } from '../conversation.js';
import { random } from '../random.js';
import { median, report, stopwatch, taskOf } from './child.js';
import { benchRuntime, monday, startFrom, storeKeys } from './runtime.js';

/** New mails one by one, as a reading stores them: every second answers an old conversation, the others begin one. */
const { folder, count, rounds } = taskOf<{ folder: string; count: number; rounds: number }>();
const runtime = await benchRuntime(folder, null, storeKeys, () => monday);
const { store } = runtime;
const rnd = random(5);
const words = 'Here is the number that you asked for: 4711.';

function take(message: Message): void {
  store.threads.put([message], []);
  const world = currentWorld(runtime);
  const print = fingerprint(runtime, world);
  for (const key of store.threads.underived()) {
    const needs = refresh(key, runtime, world, print, monday).flatMap(({ derived }) => derived.needsText);
    // The words, as if they had been read.
    for (const needed of needs) store.threads.amend(key, needed, (mail) => ({ ...mail, newText: words }));
    if (needs.length > 0) refresh(key, runtime, world, print, monday);
  }
  store.threads.flush();
  store.state.set({ lastRead: monday });
}

const costs = [];
for (let round = 0; round < 200 + rounds; round++) {
  const known = rnd.between(0, count - 1);
  const message =
    round % 2 === 0
      ? answerTo(conversationOf(known, monday, startFrom), known, monday)
      : conversationOf(10_000_000 + round, monday, startFrom).messages[0]!;
  const took = stopwatch();
  take(message);
  if (round >= 200) costs.push(took());
}
const size = store.threads.size();
runtime.close();
report({ ms: median(costs.map(({ ms }) => ms)), cpu: median(costs.map(({ cpu }) => cpu)), size });
