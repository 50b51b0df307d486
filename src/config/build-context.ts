import type { Path } from './problem.js';

/** What the steps after the schema need: where to say what is wrong, and what the file cannot know. */
export interface Build {
  /** Folder of the config file, absolute. */
  readonly dir: string;
  /** ms since the epoch, UTC. */
  readonly now: number;
  /** The machine's time zone. */
  readonly machineZone: string;
  readonly problem: (path: Path, message: string) => void;
  /** Whether nothing at, in or around the path was refused: else the value there is a stand-in (repair.ts). */
  readonly isSound: (path: Path) => boolean;
  readonly notice: (text: string) => void;
}
