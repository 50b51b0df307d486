import { derive } from '../../src/core/conversation/derive.js';
import { partition } from '../../src/core/conversation/partition.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import { pastOf } from '../../src/core/replay/past.js';
import { replay } from '../../src/core/replay/replay.js';
import { letHeapGrow } from '../../src/heap.js';
import { conversationOf } from '../conversation.js';
import { report, stopwatch, taskOf } from './child.js';
import { benchRuntime, monday, startFrom, storeKeys } from './runtime.js';

/** The days of a mailbox of so many mails played through, beside deriving each of its conversations once. */
const { folder, mails } = taskOf<{ folder: string; mails: number }>();
const runtime = await benchRuntime(folder, null, storeKeys, () => monday);
const { settings } = runtime.config;
runtime.close();

const threads: (readonly Message[])[] = [];
const messages: Message[] = [];
const day = 24 * 3600 * 1000;
for (let i = 0; messages.length < mails; i++) {
  // None too old, and those in which a silence runs spread over the time that is played.
  const number = 10 * Math.floor(i / 4) + (i % 4);
  const thread = conversationOf(number, monday - (i % 260) * day, startFrom).messages;
  threads.push(thread);
  messages.push(...thread);
}

const world = worldOf([], settings, startFrom);
const onceTook = stopwatch();
for (const thread of threads)
  for (const conversation of partition({ messages: thread, notes: [] }, settings))
    derive(conversation, settings, world, monday);
const once = onceTook();

// As the command does.
letHeapGrow();
const took = stopwatch();
const playing = replay({ past: pastOf(messages), settings, from: startFrom, to: monday });
let turn = playing.next(null);
while (!turn.done) turn = playing.next(turn.value.ask === 'text' ? { newText: '' } : null);
const play = took();
report({
  mails: messages.length,
  played: turn.value.mails,
  followUps: turn.value.followUps.length,
  seconds: play.ms / 1000,
  cpu: play.cpu / 1000,
  toOnce: play.cpu / once.cpu,
});
