import type { NoteContent } from './core/conversation/note.js';
import { isAction, undoneBy } from './core/conversation/order-mail.js';
import { type OrderMail, orderKey } from './core/order/order.js';
import type { Entry } from './ledger.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import { targetsOf } from './order-target.js';
import type { Online } from './runtime.js';

/** An order that was not carried out within this time is not carried out any more, ms: nobody expects it. */
const validFor = 7 * 24 * 3600 * 1000;

/** One note that an agent's mail asks for. */
interface Owed {
  readonly target: Entry;
  readonly note: Extract<NoteContent, { type: 'command' }>;
}

/**
 * What agents' mails order about other conversations than the one they lie in becomes a note in each of those, once. Gives
 * whether any was written.
 */
export async function carryOutOrders(entries: readonly Entry[], online: Online): Promise<boolean> {
  let written = false;
  for (const entry of entries)
    for (const order of entry.derived.orders)
      for (const { target, note } of owedBy(order, entry, online)) {
        await appendNote(note, matterOf(target), writerOf(online));
        online.log.info(
          { conversation: target.derived.id, messageId: order.message.id },
          `${note.by} ordered ${note.action} in "${target.derived.subject}" by mail.`,
        );
        written = true;
      }
  return written;
}

/** The notes that are not there yet. */
function owedBy(order: OrderMail, entry: Entry, online: Online): Owed[] {
  const { message, by, answers, shown, lines } = order;
  const now = online.clock();
  if (message.at < now - validFor) return [];
  const undoes = undoneBy(answers);
  return lines.flatMap((line, i) => {
    if (!line.ok || !isAction(line.verb)) return [];
    const { verb, until } = line;
    const key = orderKey(message.id, i + 1);
    const staged = verb === 'skip' || verb === 'send-now';
    return targetsOf(line, order, entry, online, now).flatMap((target): Owed[] => {
      if (target.found !== 'elsewhere' || isNoted(key, target.entry)) return [];
      const { item } = target;
      const note = {
        ...({ type: 'command', anchor: anchorOf(target.entry), action: verb, by: by.address } as const),
        ...(until && { until }),
        ...(staged && item && item.stage > 0 && { stage: item.stage }),
        ...(item && { shown: { anchor: item.anchor, ...(shown?.at !== undefined && { at: shown.at }) } }),
        ...(verb === 'undo' && undoes !== null && { undoes }),
        ...{ order: key, since: message.at },
      };
      return [{ target: target.entry, note }];
    });
  });
}

function isNoted(key: string, { conversation }: Entry): boolean {
  return conversation.notes.some((note) => note.type === 'command' && note.signed && note.order === key);
}

/** A mail by which the note finds its conversation for ever: of the silence, else the latest that is not Thrice's. */
function anchorOf({ derived, conversation: { messages } }: Entry): string {
  const latest = messages.findLast((message) => !message.own) ?? messages.at(-1)!;
  return derived.silence?.anchor ?? latest.id;
}
