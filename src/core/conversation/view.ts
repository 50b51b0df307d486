import type { Policy, Settings } from '../settings.js';
import type { Attempt } from './attempt.js';
import type { Fold } from './fold-state.js';
import type { World } from './world.js';

/** Everything that the next step is told from. */
export interface View {
  readonly fold: Fold;
  readonly policy: Policy;
  readonly settings: Settings;
  readonly world: World;
  readonly attempts: readonly Attempt[];
  readonly quarantined: boolean;
  /** ms UTC. */
  readonly now: number;
}
