import type { Scene } from './scenario.js';
import { finalNotice, lateReply } from './story-end.js';
import { answerInTime, firstFollowUp, killed, restarted } from './story-follow-ups.js';
import { closesByMail, morningNote, quietEnd } from './story-inside.js';
import { agentAsks, customerAsks, secondCustomer, starts } from './story-monday.js';

/** The whole story, in order. */
export const story: readonly Scene[] = [
  starts,
  customerAsks,
  agentAsks,
  secondCustomer,
  morningNote,
  firstFollowUp,
  answerInTime,
  killed,
  restarted,
  finalNotice,
  lateReply,
  closesByMail,
  quietEnd,
];
