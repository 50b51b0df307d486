import { day, hour } from '../scenarios/stage.js';
import type { Chance } from './chance.js';

/** What people do when; ms UTC. */
export interface Agenda {
  readonly add: (at: number, happens: (at: number) => void) => void;
  /** Everything up to `now` happens, in order, also what comes of it. */
  readonly happen: (now: number) => void;
}

interface Entry {
  readonly at: number;
  readonly happens: (at: number) => void;
}

/** An empty agenda, by hours: a heap for tens of thousands of which a few are looked at. */
export function agendaFrom(start: number): Agenda {
  const hours = new Map<number, Entry[]>();
  let current = Math.floor(start / hour);
  const takeFirst = (now: number): Entry | null => {
    const list = (hours.get(current) ?? []).sort((a, b) => a.at - b.at);
    const first = list[0];
    if (!first || first.at > now) return null;
    hours.set(current, list.slice(1));
    return first;
  };
  return {
    add(at, happens) {
      const key = Math.max(Math.floor(at / hour), current);
      const list = hours.get(key);
      if (list) list.push({ at, happens });
      else hours.set(key, [{ at, happens }]);
    },
    happen(now) {
      for (; ; current += 1) {
        for (let next = takeFirst(now); next; next = takeFirst(now)) next.happens(next.at);
        if ((current + 1) * hour > now) return;
        hours.delete(current);
      }
    },
  };
}

/** When so many conversations begin: on working days from 8 or 9 to 18 or 19, whole seconds, ms UTC. */
export function beginnings(count: number, from: number, days: number, chance: Chance): number[] {
  const found: number[] = [];
  while (found.length < count) {
    const at = from + Math.floor((chance.next() * days * day) / 1000) * 1000;
    const date = new Date(at);
    const isWorkday = date.getUTCDay() % 6 !== 0;
    if (isWorkday && date.getUTCHours() >= 7 && date.getUTCHours() < 17) found.push(at);
  }
  return found;
}
