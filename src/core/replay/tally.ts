import { type FollowUp, type WrongReason, wrongReasons } from './played.js';

/** How often the follow-ups of one stage of a policy went, and how often they had been wrong. */
export interface Tally {
  readonly policy: string;
  readonly stage: number;
  readonly followUps: number;
  /** Follow-ups that something speaks against, each once. */
  readonly wrong: number;
  /** By reason; one follow-up may count for several. */
  readonly reasons: Readonly<Record<WrongReason, number>>;
}

/** Counted per policy and stage, in the order of policies as they first went; the stages ascend. */
export function tallies(followUps: readonly FollowUp[]): Tally[] {
  const policies = [...new Set(followUps.map((one) => one.policy))];
  return policies.flatMap((policy) => {
    const ofPolicy = followUps.filter((one) => one.policy === policy);
    const stages = [...new Set(ofPolicy.map((one) => one.stage))].sort((a, b) => a - b);
    return stages.map((stage) =>
      tally(
        policy,
        stage,
        ofPolicy.filter((one) => one.stage === stage),
      ),
    );
  });
}

function tally(policy: string, stage: number, followUps: readonly FollowUp[]): Tally {
  const counted = (reason: WrongReason): number =>
    followUps.filter(({ doubts }) => doubts.some((doubt) => doubt.reason === reason)).length;
  const reasons = Object.fromEntries(wrongReasons.map((reason) => [reason, counted(reason)]));
  return {
    policy,
    stage,
    followUps: followUps.length,
    wrong: wrongOf(followUps),
    reasons: reasons as Record<WrongReason, number>,
  };
}

/** How many of them something speaks against. */
export function wrongOf(followUps: readonly FollowUp[]): number {
  return followUps.filter(({ doubts }) => doubts.length > 0).length;
}

/** A share from 0 to 1, to three digits; 0 where there is nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000;
}
