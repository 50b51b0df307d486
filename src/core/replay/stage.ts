import type { Sending } from '../conversation/caps.js';
import type { Conversation } from '../conversation/link.js';
import type { Note } from '../conversation/note.js';
import { isTeamAddress, recipients } from '../conversation/role.js';
import type { Derived } from '../conversation/state.js';
import { type World, worldOf } from '../conversation/world.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import { type Agenda, agenda } from './agenda.js';
import type { FollowUp, Notice, Turn } from './played.js';

/** What the play asks of whoever drives it: the text of a mail, or a moment to breathe and to show how far it is. */
export type Ask =
  | { readonly ask: 'text'; readonly message: Message }
  | { readonly ask: 'pause'; readonly at: number; readonly mails: number };

/** What reading a mail's text adds to its fact; null: it cannot be read any more, or a pause is over. */
export type TextFact = Pick<Message, 'newText' | 'attached'> | null;

/** A part of the play that may ask for something. */
export type Playing<T> = Generator<Ask, T, TextFact>;

/** A conversation as it is at this moment of the play. */
export interface Scene {
  readonly conversation: Conversation;
  readonly derived: Derived;
}

/** Mails that may have to do with one another, as far as they have come, with what the play sent. */
interface Group {
  messages: Message[];
  /** Null: nobody has looked since something came. */
  scenes: readonly Scene[] | null;
  /** A mail from an address of the team is among them. */
  team: boolean;
}

/** Everything that changes while the days are played. Local to one play. */
export interface Stage {
  readonly settings: Settings;
  readonly from: number;
  /** Suppressions as the conversations asked for them (R12). */
  readonly notes: Note[];
  world: World;
  readonly groups: Group[];
  /** From an address to the groups in whose mails it stands. */
  readonly byAddress: Map<string, Set<number>>;
  readonly agenda: Agenda;
  /** What was sent lately, for the caps (I5). */
  sendings: Sending[];
  readonly followUps: FollowUp[];
  readonly turns: Turn[];
  readonly notices: Notice[];
  sent: number;
}

/** An empty stage whose mailbox Thrice saw for the first time at `from`, ms UTC. */
export function stageAt(settings: Settings, from: number, groups: number): Stage {
  return {
    settings,
    from,
    notes: [],
    world: worldOf([], settings, from),
    groups: Array.from({ length: groups }, () => ({ messages: [], scenes: null, team: false })),
    byAddress: new Map(),
    agenda: agenda(),
    sendings: [],
    followUps: [],
    turns: [],
    notices: [],
    sent: 0,
  };
}

/**
 * A mail lies in the mailbox. Gives whether something may follow from it: where the team never wrote nothing is due, but
 * that an address which wrote works again (R12).
 */
export function arrive(stage: Stage, index: number, message: Message): boolean {
  const group = stage.groups[index]!;
  group.messages.push(message);
  group.team ||= isTeamAddress(message.from.address, stage.settings);
  for (const { address } of [message.from, ...recipients(message)]) {
    const known = stage.byAddress.get(address);
    if (known) known.add(index);
    else stage.byAddress.set(address, new Set([index]));
  }
  const matters = group.team || stage.world.suppressed.has(message.from.address);
  if (!matters) group.scenes = null;
  return matters;
}

/** The first of some moments, ms UTC; null: there is none. */
export function earliest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments);
}
