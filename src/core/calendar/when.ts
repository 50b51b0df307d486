import { toLocal } from './zone.js';

/** `2026-11-23 10:12` in the zone; `t` in ms UTC. */
export function when(t: number, timezone: string): string {
  return new Date(toLocal(timezone, t)).toISOString().slice(0, 16).replace('T', ' ');
}
