import { describe, expect, test } from 'vitest';
import { isServiceId, otherIds, sesName, sesNameOfAnswer } from '../../src/core/message/other-ids.js';
import type { Header } from '../../src/core/message/parsed.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { costsAtMost } from '../cost.js';

const header = (...lines: string[]): Header => parseHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
const token = '0102018f1c2d3e4f-0a1b2c3d-1111-2222-3333-0123456789ab-000000';

describe('R3: ids that servers rewrote', () => {
  test.each<[string, string, string[]]>([
    ['Gmail', 'X-Google-Original-Message-ID: <a@b>', ['a@b']],
    ['Outlook.com', 'X-Microsoft-Original-Message-ID:\r\n <a@b>', ['a@b']],
    ['Brevo', 'Origin-messageId: <a@b>', ['a@b']],
    ['Amazon SES', `X-SES-Message-ID: ${token}`, [`${token}@amazonses.com`]],
    [
      'Postmark',
      'X-PM-Message-Id: 0a1b2c3d-1111-2222-3333-0123456789ab',
      ['0a1b2c3d-1111-2222-3333-0123456789ab@mtasv.net'],
    ],
    ['the same id again', 'X-Original-Message-ID: <own@x>', []],
    ['words', 'X-Original-Message-ID: none', []],
    ['a stand-in', 'X-Original-Message-ID: <t-abc@reply.thrice.invalid>', []],
    [
      'more than anybody rewrites',
      Array.from({ length: 9 }, (_, i) => `X-Original-Message-ID: <${i}@b>`).join('\r\n'),
      ['0@b', '1@b', '2@b', '3@b', '4@b'],
    ],
  ])('%s', (_, line, ids) => {
    expect(otherIds(header('Message-ID: <own@x>', line))).toEqual(ids);
  });

  test('Amazon SES: one name of its ids and its answer, and of nothing else', async () => {
    const name = `${token}@amazonses.com`;
    expect([sesName(`${token}@email.amazonses.com`), sesName(`${token}@eu-west-1.amazonses.com`)]).toEqual([
      name,
      name,
    ]);
    expect(sesNameOfAnswer(`Sent to m@x: 250 Ok ${token}`)).toBe(name);
    expect([
      sesName('a@b'),
      sesName(`x${token}@amazonses.com`),
      sesName(`${token}@evilamazonses.com`),
    ]).toEqual([null, null, null]);
    expect([sesNameOfAnswer('250 2.0.0 Ok: queued as 3A4B'), sesNameOfAnswer('')]).toEqual([null, null]);
    await costsAtMost(1500, () => sesNameOfAnswer('OK '.repeat(400_000)));
    await costsAtMost(1500, () => isServiceId(`${'a@'.repeat(500_000)}amazonses.com`));
  });

  test('ids that only a sending service makes', () => {
    expect(
      [`${token}@eu-west-1.amazonses.com`, 'a@mtasv.net', 'b@smtp-relay.sendinblue.com'].every(isServiceId),
    ).toBe(true);
    expect(['a@gmail.com', 'a@notmtasv.net', 'a@mtasv.net.example'].some(isServiceId)).toBe(false);
  });
});
