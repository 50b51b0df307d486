import type { Scene } from './scenario.js';
import { finalNotice, lateReply, quietEnd } from './story-end.js';
import { answerInTime, firstFollowUp, killed, restarted } from './story-follow-ups.js';
import { agentAsks, customerAsks, secondCustomer, starts } from './story-monday.js';

/** The whole story, in order. */
export const story: readonly Scene[] = [
  starts,
  customerAsks,
  agentAsks,
  secondCustomer,
  firstFollowUp,
  answerInTime,
  killed,
  restarted,
  finalNotice,
  lateReply,
  quietEnd,
];
