import { z } from 'zod';
import { clockMs, limit, text } from './leaf.js';

const alarmWords = '{} is no duration in seconds, minutes or hours. Write 1h, 30m or off.';

export const limits = z
  .strictObject({
    per_recipient_per_day: limit(1)
      .default(1)
      .meta({
        description: 'Follow-ups to one address within 24 hours, over all conversations.',
        examples: [1],
      }),
    per_minute: limit(1)
      .default(30)
      .meta({ description: 'Mails sent in a minute.', examples: [30] }),
    announcement_above: limit(1)
      .default(5)
      .meta({
        description: 'A mail to more outside recipients than this is an announcement and starts nothing.',
        examples: [5],
      }),
    surprise: limit(0)
      .default(20)
      .meta({
        description:
          'A plan with more unforeseen mails than this waits until an admin releases it (`thrice release`).',
        examples: [20],
      }),
    alarm_after: text(alarmWords, (value) => value === 'off' || clockMs(value) !== null)
      .default('1h')
      .meta({
        title: 'duration (s, m, h), or off',
        description:
          'When the mailbox could not be read to its end for so long, the admins get one mail, the log an error and `thrice status` a warning; another mail says when it is over. Nothing is mailed in observe mode or while paused. Name `team.admins` who read their mail elsewhere.',
        examples: ['1h'],
      }),
  })
  .prefault({})
  .meta({ title: 'mapping', description: 'Brakes and the alarm. Each may be off.' });
