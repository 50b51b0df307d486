/** CPU ms of `yardstick` on the quiet machine on which the bounds were set. */
const reference = 80;

/** Passing by chance does no harm, what grows with the square is over by far; failing by chance does. */
const tries = 3;

/**
 * Throws when the work costs more than `bound`. A machine may be three times slower for a moment: what seems too much is
 * compared with a fixed piece of work right beside it, and tried again; the least counts. The bounds are there for what
 * grows faster than its input, so let each be at least five times what the work costs on a quiet machine.
 * @param bound CPU ms of this process with all its threads, on a machine where the yardstick takes `reference` ms
 * @param work may be async, and is done up to three times; nothing else may go on meanwhile
 * @param name of the work, for the failure
 */
export async function costsAtMost(bound: number, work: () => unknown, name = 'It'): Promise<void> {
  const seen: string[] = [];
  while (seen.length < tries) {
    const ms = await cpuOf(work);
    if (ms <= bound) return;
    const beside = await cpuOf(yardstick);
    if ((ms * reference) / beside <= bound) return;
    seen.push(`${Math.round(ms)} ms while the yardstick took ${Math.round(beside)} ms`);
  }
  throw new Error(
    `${name} takes more than ${bound} ms of CPU where the yardstick takes ${reference} ms. It took ${seen.join(', then ')}.`,
  );
}

/** CPU time that the work takes, ms. */
async function cpuOf(work: () => unknown): Promise<number> {
  const begun = cpuTime();
  await work();
  return cpuTime() - begun;
}

/** CPU time of this process so far, ms. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What readers of mail do: look at every character, gather some, replace, split, remember. */
function yardstick(): number {
  let found = 0;
  for (let round = 0; round < 12; round++) {
    let text = '';
    for (let n = 0; n < 10_000; n++) text += `word${n} <${round}@x> `;
    for (let at = 0; at < text.length; at++) if (text[at] === '<') found++;
    found += new Set(text.replace(/\d+@/g, '@').split(' ')).size;
  }
  return found;
}
