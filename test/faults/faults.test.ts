import { describe, expect, it } from 'vitest';
import { serversMissing, withServers } from '../servers/servers.js';
import { killScenario } from './kill.js';
import { repliesScenario } from './replies.js';
import { smtpScenario } from './smtp.js';

/** The fault laboratory in short, by fixed seeds; `npm run test:faults` is the whole of it. */
describe.skipIf(serversMissing() !== null)(withServers('faults on purpose, in short'), () => {
  it('kill -9: nothing twice, nothing lost, nothing out of order', { timeout: 300_000 }, async () => {
    const { before, after, kills, wrong } = await killScenario({
      seed: 7,
      kills: 6,
      conversations: 2,
      rests: 1,
    });
    expect(wrong).toEqual([]);
    expect(kills).toHaveLength(6);
    const { once, 'uncertain-and-shown': uncertain, waits } = before.counts;
    expect(once + uncertain + waits).toBe(6);
    expect(after.counts.once).toBe(6);
  });

  it('SMTP: settled by evidence, or shown and told; never guessed', { timeout: 300_000 }, async () => {
    const names = [
      'FIN before the final dot',
      'RST instead of the answer to the dot',
      '554 at the dot',
      '450 for one of two',
    ];
    const report = await smtpScenario(7, ({ name }) => names.includes(name));
    expect(report.cases.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(report.wrong).toEqual([]);
    expect(report.cases).toHaveLength(names.length);
    expect(report.before.counts).toMatchObject({
      ...{ once: 2, 'uncertain-and-shown': 1, 'failed-and-shown': 2, lost: 0 },
    });
  });

  it('answers during a pass: no follow-up on stale knowledge', { timeout: 300_000 }, async () => {
    const { wrong, replies, sent, blind } = await repliesScenario(7, 12);
    expect(wrong).toEqual([]);
    expect(blind).toBe(0);
    expect(replies).toBeGreaterThan(3);
    expect(sent).toBeGreaterThan(3);
  });
});
