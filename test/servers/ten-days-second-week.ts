import { expect } from 'vitest';
import { linksOf, people, support } from './ten-days-people.js';
import type { Day } from './ten-days-scene.js';

/** What people write from Monday, 9 March, to Friday. */
export const secondWeek: readonly Day[] = [
  [
    'Monday: a link of the morning note, an answer that the agent did not get, never',
    async ({ hands, until, stands, next, mails, kept }) => {
      await until(9, '09:10');
      const note = await hands.told('anna', 'morning');
      const line = /(\d+)\. [^“]*Maria Schmidt, “Offer”/.exec(await hands.textOf(note))?.[1];
      await hands.tap('anna', note, `close ${line}`);
      expect(stands('Offer')).toBe('resolved');
      await until(9, '13:00');
      mails.set(
        'It works',
        await hands.reply('karl', await hands.told('karl', 'follow-up', 'Import'), 'Now it stops at line 9.'),
      );
      await hands.told('anna', 'answered', 'Import fails');
      await until(9, '14:00');
      const done = { to: people.karl, cc: 'support+never@example.com' };
      await hands.reply('anna', kept('It works'), 'Line 9 lacks one as well. Could you add it?', done);
      expect(next('Import fails')).toBeUndefined();
    },
  ],
  [
    'Tuesday: list, help, why; the final notice closes',
    async ({ hands, until, stands, idOf }) => {
      await until(10, '11:00');
      // Due at 9:40, but Tom had a mail on Monday at 11:00.
      expect(await hands.textOf(await hands.told('ben', 'morning'))).toContain(
        '1. 11:00, Tom Baker, “Training dates”',
      );
      await hands.write('ben', { to: support, text: 'list' });
      expect(await hands.answer('ben')).toMatch(/1\. Tom Baker, “/);
      await hands.write('ben', { to: support, text: 'help' });
      expect(await hands.answer('ben')).toContain('send now: do not wait for it');
      await hands.write('carla', { to: support, text: `why ${idOf('Export stops at 80 %')}` });
      expect(await hands.answer('carla')).toContain('Maria Schmidt');
      expect(stands('Export stops at 80 %')).toBe('no-reply');
    },
  ],
  [
    'Wednesday: a late answer opens it again, and that is told',
    async ({ hands, until, stands, mails }) => {
      await until(11, '12:00');
      const final = await hands.told('maria', 'follow-up', 'Export');
      mails.set('Late', await hands.reply('maria', final, 'Sorry, I was ill. It is version 7.'));
      expect(stands('Export stops at 80 %')).toBe('awaiting-agent');
    },
  ],
  [
    'Thursday: data/ is lost; strangers and customers command nothing, links in wrong hands neither',
    async ({ days, hands, until, stands, idOf, kept }) => {
      const subject = 'Export stops at 80 %';
      await until(12, '09:05');
      await days.forget();
      expect(await hands.textOf(await hands.told('anna', 'morning'))).toContain(
        'Open again: 1. Maria Schmidt',
      );
      await until(12, '09:30');
      await hands.reply('anna', kept('Late'), 'Thank you. Could you try version 8?', {
        to: people.maria,
        cc: support,
      });
      expect(stands(subject)).toBe('awaiting-customer');
      await until(12, '10:00');
      const notice = await hands.told('anna', 'reopened');
      const link = (await linksOf(notice)).find(({ text }) => text === 'close')!;
      await hands.write('eve', { ...link, text: `close ${idOf(subject)}` });
      await hands.write('karl', { ...link, to: 'support+never@example.com', text: `never ${idOf(subject)}` });
      // In Anna's name: the server says that it is not hers.
      await hands.write('eve', { ...link, from: people.anna }, true);
      await hands.write('eve', { from: people.anna, to: support, text: `close ${idOf(subject)}` }, true);
      const forged = link.subject.replace(/.{4}\]$/, 'aaaa]');
      await hands.write('anna', { ...link, subject: forged });
      expect(await hands.answer('anna')).toContain('is not one of mine');
      expect(stands(subject)).toBe('awaiting-customer');
      // What strangers and customers wrote is a question like any other, until somebody looks at it.
      await until(12, '14:30');
      for (const who of ['Eve', 'Karl Lind'])
        await hands.tap('ben', await hands.told('ben', 'reminder', `${who} `), 'close');
    },
  ],
  [
    'Friday: the rest is brought to an end',
    async ({ hands, until, stands, idOf }) => {
      await until(13, '10:00');
      await hands.write('ben', { to: support, text: `zamknij ${idOf('Training dates')}` });
      expect(stands('Training dates')).toBe('resolved');
      await until(13, '17:00');
    },
  ],
];
