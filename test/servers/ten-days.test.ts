import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serversMissing, withServers } from './servers.js';
import { march, policyOfTheTeam, sentAt, toldIn } from './ten-days-audit.js';
import { firstWeek } from './ten-days-first-week.js';
import { addressOf, everybody, people, support } from './ten-days-people.js';
import { type Scene, sceneOf } from './ten-days-scene.js';
import { secondWeek } from './ten-days-second-week.js';
import { setTenDays, type TenDays } from './ten-days-stage.js';
import { told } from './ten-days-told.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/**
 * Two working weeks, 2 to 13 March 2026, of two agents, a supervisor and three customers, by mail alone: people write what
 * stands here, Thrice writes what stands in ten-days-told.ts, and nothing else reaches anybody.
 */
describe.skipIf(serversMissing() !== null)(withServers('ten working days, on real servers'), () => {
  let days: TenDays;
  let scene: Scene;

  beforeAll(async () => {
    const users = [support, ...everybody.map((who) => addressOf(people[who]))];
    days = await setTenDays(users, march(2, '08:50'), policyOfTheTeam);
    scene = sceneOf(days);
  });
  afterAll(() => days?.stop());

  for (const [title, happens] of [...firstWeek, ...secondWeek]) it(title, () => happens(scene));

  describe('after all of that', () => {
    it('everybody got what the story tells, at that time, and nothing else', async () => {
      expect(await toldIn(days)).toEqual(told);
    });

    it('nobody got anything twice, and what is no mail of Thrice is of a person or of the mail server', async () => {
      for (const who of everybody) {
        const mails = await days.inbox(addressOf(people[who]));
        expect(new Set(mails.map(({ id }) => id)).size).toBe(mails.length);
        for (const { mark, from } of mails)
          if (mark === '')
            expect([...Object.values(people), 'Mail Delivery System <MAILER-DAEMON@example.com>']).toContain(
              from,
            );
      }
    });

    it('customers got no more than a mail a day, and only what is for customers', async () => {
      for (const who of ['maria', 'tom', 'karl'] as const) {
        const mails = (await days.inbox(addressOf(people[who]))).filter(({ mark }) => mark !== '');
        for (const { mark } of mails) expect(mark).toMatch(/^(?:follow-up|holding-reply|closing) /);
        const times = mails.map(sentAt).sort((a, b) => a - b);
        for (const [i, at] of times.entries())
          if (i > 0) expect(at - times[i - 1]!).toBeGreaterThanOrEqual(86_400_000);
      }
    });

    it('the mailbox has a copy of each in Sent, and no flag of a person was touched', async () => {
      const copies = (await days.folder(support, 'Sent')).map(({ id }) => id);
      const all = await Promise.all(everybody.map((who) => days.inbox(addressOf(people[who]))));
      const own = all
        .flat()
        .filter(({ mark }) => mark !== '')
        .map(({ id }) => id);
      // One went to an address that there is not.
      expect(copies.filter((id) => !own.includes(id))).toHaveLength(1);
      expect(copies.length).toBe(own.length + 1);
      for (const { flags } of await days.inbox(support)) expect(flags.has('\\Seen')).toBe(false);
    });

    it('without data/ everything is derived again as it was, and nothing is sent again (I3)', async () => {
      const before = days.conversations();
      await days.forget();
      expect(days.conversations()).toEqual(before);
      await scene.until(13, '20:00');
      expect(await toldIn(days)).toEqual(told);
    });
  });
});
