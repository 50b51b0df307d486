import type { FollowUp, Notice, Replay, Turn } from '../core/replay/played.js';
import { shareOf, tallies, wrongOf } from '../core/replay/tally.js';
import { reasonsInEnglish, type SayReason } from '../templates/reasons.js';
import type { LeftOut } from './replay-past.js';
import { iso } from './words.js';

/** `replay --json`: one document (docs/replay.md). */
export function replayJson({ followUps, turns, notices, team, ...played }: Replay, leftOut: LeftOut): object {
  const wrong = wrongOf(followUps);
  const say = reasonsInEnglish('UTC');
  return {
    from: iso(played.from),
    to: iso(played.to),
    mails: played.mails,
    conversations: played.conversations,
    followUps: followUps.map(followUpJson),
    closed: turns.filter((turn) => turn.turn === 'closed').map((turn) => turnJson(turn, say)),
    reopened: turns.filter((turn) => turn.turn === 'reopened').map((turn) => turnJson(turn, say)),
    notices: notices.map(noticeJson),
    ignored: team.ignored,
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
      because: Object.fromEntries(
        doubts.map(({ reason, mail, from, at, subject }) => [
          reason,
          { messageId: mail, from, at: iso(at), subject },
        ]),
      ),
    }),
  };
}

function noticeJson({ at, id, purpose, stage, to, subject, anchor }: Notice): object {
  const addresses = to.map((person) => person.address);
  return { at: iso(at), id, purpose, ...(stage > 0 && { stage }), to: addresses, subject, anchor };
}

function turnJson(turn: Turn, say: SayReason): object {
  const { at, id, subject } = turn;
  const how = turn.turn === 'closed' ? { outcome: turn.outcome, why: say(turn.why) } : { by: turn.by };
  return { at: iso(at), id, ...how, subject };
}
