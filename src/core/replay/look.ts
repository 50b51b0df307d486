import { derive } from '../conversation/derive.js';
import { partition } from '../conversation/partition.js';
import type { Derived } from '../conversation/state.js';
import type { Message } from '../message/message.js';
import type { Playing, Scene, Stage } from './stage.js';

/** A group as it was looked at last; where nobody has, as it is at `now` (ms UTC). */
export function* lookedAt(stage: Stage, group: number, now: number): Playing<readonly Scene[]> {
  return stage.groups[group]!.scenes ?? (yield* look(stage, group, now));
}

/** Derives a group, reading the texts that a decision asks for, until none asks any more; as the daemon does. */
export function* look(stage: Stage, index: number, now: number): Playing<readonly Scene[]> {
  const group = stage.groups[index]!;
  let scenes: readonly Scene[] = [];
  for (let round = 0; round < 20; round++) {
    scenes = partition({ messages: group.messages, notes: [] }, stage.settings).map((conversation) => ({
      conversation,
      derived: light(derive(conversation, stage.settings, stage.world, now)),
    }));
    const needs = new Set(scenes.flatMap(({ derived }) => derived.needsText));
    if (needs.size === 0) break;
    const messages: Message[] = [];
    for (const message of group.messages)
      messages.push(needs.has(message.key) ? yield* withText(message) : message);
    group.messages = messages;
  }
  group.scenes = scenes;
  return scenes;
}

/** Without what only people read: hundreds of thousands of mails are remembered at once. */
function light(derived: Derived): Derived {
  return { ...derived, why: nothing, starts: noStarts };
}

const nothing: readonly never[] = [];
const noStarts: Derived['starts'] = new Map();

function* withText(message: Message): Playing<Message> {
  const fact = yield { ask: 'text', message };
  return { ...message, newText: '', ...fact };
}
