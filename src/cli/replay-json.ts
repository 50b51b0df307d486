import type { FollowUp, Replay, Turn } from '../core/replay/played.js';
import { shareOf, tallies, wrongOf } from '../core/replay/tally.js';
import type { LeftOut } from './replay-past.js';
import { iso } from './words.js';

/** `replay --json`: one document (docs/replay.md). */
export function replayJson({ followUps, turns, ...played }: Replay, leftOut: LeftOut): object {
  const wrong = wrongOf(followUps);
  return {
    from: iso(played.from),
    to: iso(played.to),
    mails: played.mails,
    conversations: played.conversations,
    followUps: followUps.map(followUpJson),
    closed: turns.filter((turn) => turn.turn === 'closed').map(turnJson),
    reopened: turns.filter((turn) => turn.turn === 'reopened').map(turnJson),
    notices: played.notices,
    wrong: {
      followUps: followUps.length,
      wrong,
      share: shareOf(wrong, followUps.length),
      stages: tallies(followUps).map(({ reasons, ...tally }) => ({
        ...tally,
        share: shareOf(tally.wrong, tally.followUps),
        ...reasons,
      })),
    },
    leftOut,
  };
}

function followUpJson({ at, id, stage, of, policy, to, subject, anchor, doubts }: FollowUp): object {
  return {
    ...{ at: iso(at), id, stage, of, policy },
    to: to.map((person) => person.address),
    ...{ subject, anchor },
    ...(doubts.length > 0 && {
      wrong: doubts.map(({ reason }) => reason),
      because: Object.fromEntries(doubts.map(({ reason, mail }) => [reason, mail])),
    }),
  };
}

function turnJson(turn: Turn): object {
  const { at, id, subject } = turn;
  const how = turn.turn === 'closed' ? { outcome: turn.outcome } : { by: turn.by };
  return { at: iso(at), id, ...how, subject };
}
