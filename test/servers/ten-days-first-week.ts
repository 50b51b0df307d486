import { expect } from 'vitest';
import { march } from './ten-days-audit.js';
import { people, support } from './ten-days-people.js';
import type { Day } from './ten-days-scene.js';

/** What people write from Monday, 2 March, to Friday. */
export const firstWeek: readonly Day[] = [
  [
    'Monday: customers ask, agents answer with support in Cc',
    async ({ hands, until, next, mails, kept }) => {
      const asked = async (who: 'maria' | 'tom' | 'karl', time: string, subject: string) => {
        await until(2, time);
        mails.set(
          `${subject} asked`,
          await hands.write(who, { to: support, subject, text: `About ${subject}: what now?` }),
        );
      };
      const answered = async (who: 'anna' | 'ben', time: string, subject: string, cc = support) => {
        await until(2, time);
        const text = `Which one do you mean in ${subject}?`;
        mails.set(subject, await hands.reply(who, kept(`${subject} asked`), text, { cc }));
      };
      await asked('maria', '09:10', 'Export stops at 80 %');
      await asked('tom', '09:20', 'Second licence');
      await asked('karl', '09:30', 'Invoice 17');
      await asked('karl', '09:40', 'Import fails');
      await answered('anna', '10:00', 'Export stops at 80 %');
      await answered('anna', '10:10', 'Invoice 17');
      await answered('anna', '10:20', 'Import fails');
      await answered('ben', '10:30', 'Second licence', 'support+3d@example.com');
      expect(next('Second licence')?.at).toBe(march(5, '10:30'));
      await asked('tom', '12:00', 'Training dates');
      await asked('maria', '14:00', 'Contract');
      await answered('ben', '14:30', 'Contract', 'support+vip@example.com');
      expect(next('Contract')).toMatchObject({ policy: 'vip', at: march(3, '14:30') });
      // A slip of the pen: there is no such customer.
      await until(2, '15:00');
      await hands.write('ben', {
        to: 'karl@ofice.test',
        cc: support,
        subject: 'Price list',
        text: 'Which prices do you need?',
      });
      expect(next('Price list')).toMatchObject({ purpose: 'blind', coming: { at: march(4, '15:00') } });
    },
  ],
  [
    'Tuesday: a reply to all carries the address along, and a customer begins to wait',
    async ({ hands, until, stands, mails, kept }) => {
      await until(3, '09:30');
      mails.set(
        'It fails',
        await hands.reply('karl', kept('Import fails'), 'All of them, at line 7.', { all: true }),
      );
      expect(stands('Import fails')).toBe('awaiting-agent');
      await until(3, '10:00');
      const question = await hands.reply('tom', kept('Second licence'), 'What does it cost?', { all: true });
      expect(stands('Second licence')).toBe('awaiting-agent');
      await until(3, '11:00');
      mails.set(
        'Second licence',
        await hands.reply('ben', question, 'Ninety a year. Shall I order it?', { all: true }),
      );
      await until(3, '15:00');
      await hands.write('anna', {
        to: people.maria,
        cc: support,
        subject: 'Offer',
        text: 'Would you like an offer?',
      });
      expect(hands.matter('Offer').silence?.blind).toBe(true);
    },
  ],
  [
    'Wednesday: numbers in answer to the morning note, prose in answer to a reminder, a link, send now',
    async ({ hands, until, stands, next, idOf, mails, kept }) => {
      await until(4, '09:05');
      const note = await hands.told('anna', 'morning');
      // Export is due at 10:00, but Maria had a mail on Tuesday at 14:30. Invoice would be at 10:10, but Karl gets the holding
      // reply of Import first, at 9:30, and one mail a day.
      expect(await hands.textOf(note)).toMatch(/this mail.*1\. 14:30, Maria/);
      const karl = idOf('Invoice 17');
      await hands.reply('anna', note, `skip 1\nclose ${karl}`);
      expect(await hands.answer('anna')).toMatch(/“skip 1”: Maria.*left out.*“close \w+”: Karl.*closed/);
      expect(stands('Invoice 17')).toBe('resolved');
      expect(next('Export stops at 80 %')).toMatchObject({ stage: 2, at: march(6, '10:00') });
      await until(4, '09:45');
      await hands.reply(
        'anna',
        await hands.told('anna', 'reminder'),
        'Dear Karl,\n\nI am looking into it.\n\nAnna',
      );
      expect(await hands.answer('anna')).toContain('This was not sent to the customer');
      expect(stands('Import fails')).toBe('awaiting-agent');
      await until(4, '14:00');
      const dates = 'The next training is on 20 March, in Gdynia.';
      mails.set(
        'Training dates',
        await hands.reply('ben', kept('Training dates asked'), dates, { cc: support }),
      );
      await until(4, '14:45');
      await hands.tap('ben', await hands.told('ben', 'inside'), 'wait');
      expect(await hands.answer('ben')).toContain("it is the customer's turn");
      await until(4, '18:00');
      await hands.write('anna', { to: support, subject: `send now ${idOf('Offer')}`, text: '\n' });
      expect(await hands.answer('anna')).toContain('goes now');
    },
  ],
  [
    'Thursday: German, undo, a snooze until Friday, thanks; the one who waited is answered',
    async ({ hands, until, stands, mails, kept }) => {
      await until(5, '09:10');
      const note = await hands.told('ben', 'morning');
      expect(await hands.textOf(note)).toMatch(/Not delivered: \d\. karl@ofice\.test, “Price list”/);
      await hands.reply('ben', note, '1 überspringen, snooze 2 until friday');
      const answer = await hands.told('ben', 'command-result');
      expect(await hands.textOf(answer)).toMatch(/left out.*until Friday/);
      await hands.reply('ben', answer, 'undo 1');
      expect(await hands.answer('ben')).toContain('is taken back');
      await until(5, '09:20');
      await hands.reply('tom', kept('Training dates'), 'Thank you!', { all: true });
      expect(stands('Training dates')).toBe('resolved');
      await until(5, '10:00');
      const found = 'Line 7 lacks a comma. Does it work without that line?';
      mails.set('Import fails', await hands.reply('anna', kept('It fails'), found, { cc: support }));
      expect(stands('Import fails')).toBe('awaiting-customer');
    },
  ],
  [
    'Friday: thanks were a question after all, Polish, a near word',
    async ({ hands, until, stands, idOf, mails, kept }) => {
      await until(6, '09:10');
      const note = await hands.told('ben', 'morning');
      // Due at 9:00, but nothing goes before Ben has had the time to answer.
      expect(await hands.textOf(note)).toContain('1. 09:30, Maria Schmidt, “Contract”');
      const line = /(\d+)\. Tom Baker, “Training dates”/.exec(await hands.textOf(note))?.[1];
      await hands.reply('ben', note, `reopen ${line}`);
      expect(stands('Training dates')).toBe('awaiting-agent');
      await until(6, '09:40');
      const again = 'Shall I put you down for the training?';
      mails.set(
        'Training dates',
        await hands.reply('ben', kept('Training dates'), again, { to: people.tom, cc: support }),
      );
      await until(6, '11:00');
      expect(stands('Contract')).toBe('no-reply');
      await hands.reply('carla', await hands.told('carla', 'inside'), 'otwórz');
      expect(stands('Contract')).toBe('awaiting-agent');
      await until(6, '12:00');
      await hands.write('anna', { to: support, text: `clsoe ${idOf('Offer')}` });
      expect(await hands.answer('anna')).toContain(`Did you mean “close ${idOf('Offer')}”?`);
      expect(stands('Offer')).toBe('awaiting-customer');
      await until(6, '15:00');
      await hands.write('ben', { to: support, text: `close ${idOf('Contract')}` });
      expect(stands('Contract')).toBe('resolved');
    },
  ],
];
