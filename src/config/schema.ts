import { z } from 'zod';
import { logLevels } from './config.js';
import { clockMs, day, filePath, oneOf, text } from './leaf.js';
import { calendar } from './schema-calendar.js';
import { limits } from './schema-limits.js';
import { mailbox } from './schema-mailbox.js';
import { defaultFollowUps, policy } from './schema-policy.js';
import { morningNote, team } from './schema-team.js';

/** The one schema: it checks thrice.yaml and makes thrice.schema.json and docs/config.md. Keys stand as in the docs. */

const secretFile = z.strictObject({
  file: filePath.default('./thrice.key').meta({
    title: 'path',
    description:
      'The key that signs the notes and ids. Made at first use (only you may read it), never inside `data`. Keep a copy: without it, what Thrice wrote before no longer counts as its own.',
    examples: ['./thrice.key'],
  }),
});

const blindWords = '{} is no duration of working time. Write 4h, 30m or off.';

export const schema = z
  .strictObject({
    mailbox,
    team,
    mode: oneOf(['observe', 'draft', 'send'])
      .default('observe')
      .meta({
        description:
          'observe: nothing leaves and nothing is written anywhere; `thrice plan` shows what would go. draft: puts the mails into Drafts for a person to send. send: sends them.',
        examples: ['send'],
      }),
    watch: oneOf(['addressed', 'all'])
      .default('addressed')
      .meta({
        description:
          'addressed: conversations in which an agent named the mailbox in To, Cc or Bcc. all: every one.',
        examples: ['addressed'],
      }),
    on_thanks: oneOf(['keep-closed', 'reopen'])
      .default('keep-closed')
      .meta({
        description:
          'What mere thanks of a customer ("Thanks, works now!") do to a closed conversation: keep-closed, or reopen it like any answer. During a silence they always close it as resolved. Each such mail is listed, and `reopen` undoes it.',
        examples: ['keep-closed'],
      }),
    blind_notice: text(blindWords, (value) => value === 'off' || clockMs(value) !== null)
      .default('4h')
      .meta({
        title: 'duration (s, m, h), or off',
        description:
          "Working time an agent gets to object before each step of a conversation whose customer's mails may not reach this mailbox.",
        examples: ['4h'],
      }),
    start_from: day.optional().meta({
      title: 'day (YYYY-MM-DD)',
      description: "Agents' mails before this day (local midnight) are never acted upon.",
      fallback: 'the moment of the first run, kept as a note in the mailbox',
      examples: ['2026-11-21'],
    }),
    policies: z
      .array(policy)
      .min(1, { error: 'is empty. Leave the key out to get the default policy.' })
      .prefault([{ name: 'default', follow_ups: defaultFollowUps }])
      .meta({
        title: 'list of mappings',
        description:
          'The first that matches wins. When the last one does not match everything, the default one follows it.',
      }),
    calendar,
    morning_note: morningNote,
    limits,
    language: text(
      '{} is no language code. Write en, de, pl or the name of a folder of yours in `templates`.',
      (value) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(value),
    )
      .default('en')
      .meta({
        title: 'language code',
        description: 'Language of the templates: en, de, pl, or an own one.',
        examples: ['en'],
      }),
    data: filePath.default('./data').meta({
      title: 'path',
      description:
        'Folder of the cache. What matters lies in the mailbox; deleting it costs start-up time only.',
      examples: ['./data'],
    }),
    templates: filePath.default('./templates').meta({
      title: 'path',
      description: 'Folder of own templates. By name they go before the shipped ones; it need not exist.',
      examples: ['./templates'],
    }),
    secret: z
      .union(
        [
          secretFile,
          z
            .array(z.strictObject({ file: filePath.meta({ title: 'path', description: 'A key file.' }) }))
            .min(1, {
              error: 'is an empty list. Name at least one key file.',
            }),
        ],
        { error: '{} is no key. Write { file: PATH } or a list of them.' },
      )
      .prefault({})
      .meta({
        title: '{ file: PATH }, or a list of them',
        description: 'The key file. A list rotates: the first signs, all verify.',
      }),
    log: z
      .strictObject({
        level: oneOf(logLevels)
          .default('info')
          .meta({
            description: 'How much is logged.',
            examples: ['info'],
          }),
      })
      .prefault({})
      .meta({ title: 'mapping', description: 'The log.' }),
  })
  .meta({ title: 'thrice.yaml' });

export type Raw = z.output<typeof schema>;
