import { stepsOf } from '../conversation/coming.js';
import type { Conversation } from '../conversation/link.js';
import { owedNotes } from '../conversation/suppress.js';
import { worldOf } from '../conversation/world.js';
import { look } from './look.js';
import { earliest, type Playing, type Scene, type Stage } from './stage.js';

/**
 * What follows from a change of these groups at `now` (ms UTC): derived again, suppressions noted, which changes others,
 * and when each is to be looked at next. `turns`: whether closings and reopenings are news.
 */
export function* changed(stage: Stage, groups: Iterable<number>, now: number, turns = true): Playing<void> {
  const pending = new Set(groups);
  for (const group of pending) {
    pending.delete(group);
    const before = stage.groups[group]!.scenes ?? [];
    const scenes = yield* look(stage, group, now);
    if (turns) noteTurns(stage, before, scenes, now);
    stage.agenda.set(group, earliest(scenes.flatMap(({ derived }) => stepsOf(derived).map((s) => s.at))));
    for (const address of suppress(stage, scenes, now))
      for (const other of stage.byAddress.get(address) ?? []) pending.add(other);
  }
}

/** R12: what the conversations ask for becomes a note. Gives the addresses that it is about. */
function suppress(stage: Stage, scenes: readonly Scene[], now: number): string[] {
  const addresses: string[] = [];
  for (const { conversation, derived } of scenes)
    for (const owed of owedNotes(conversation, derived, stage.world)) {
      const n = stage.notes.length + 1;
      const { address, since } = owed;
      const content =
        owed.type === 'suppress'
          ? ({ type: 'suppress', address, why: owed.why, permanent: owed.permanent, since } as const)
          : ({ type: 'unsuppress', address, by: 'a mail of that person', since } as const);
      stage.notes.push({ ...content, noteId: `replay-note.${n}`, at: now, uid: n, signed: true });
      stage.world = worldOf(stage.notes, stage.settings, stage.from);
      addresses.push(address);
    }
  return addresses;
}

/** Which conversations closed or reopened. One that grew out of several counts as closed when all of them were. */
function noteTurns(stage: Stage, before: readonly Scene[], after: readonly Scene[], now: number): void {
  for (const { conversation, derived } of after) {
    const keys = new Set(conversation.messages.map((message) => message.key));
    const parts = before.filter((scene) => keys.has(scene.conversation.messages[0]!.key));
    const was = parts.length > 0 && parts.every((part) => part.derived.status === 'closed');
    if (was === (derived.status === 'closed')) continue;
    const { subject, outcome, closedWhy, id } = derived;
    const about = { at: now, id, key: conversation.messages[0]!.key, subject };
    if (derived.status === 'closed')
      stage.turns.push({ ...about, turn: 'closed', outcome: outcome!, why: closedWhy! });
    else stage.turns.push({ ...about, turn: 'reopened', by: latestWriter(conversation) });
  }
}

function latestWriter({ messages }: Conversation): string {
  let latest = messages[0]!;
  for (const message of messages) if (!message.own && message.at >= latest.at) latest = message;
  return latest.from.address;
}
