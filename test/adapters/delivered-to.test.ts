import { describe, expect, test } from 'vitest';
import { deliveredTo } from '../../src/core/message/delivered-to.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { costsAtMost } from '../cost.js';

const own = ['support@example.com', 'help@example.com'];
const inward =
  'Received: from out.example.com (out.example.com [192.0.2.1]) by mx.example.com with ESMTPS id 1; Mon, 2 Mar 2026 09:00:00 +0000';
const lmtp =
  'Received: from mx.example.com by imap.example.com with LMTP id 2; Mon, 2 Mar 2026 09:00:01 +0000';

function readOff(...top: string[]): string[] {
  const lines = [
    ...top,
    'From: anna@example.com',
    'To: maria@customer.test',
    'Cc: support+seen@example.com',
    'Subject: x',
    '',
    '',
  ];
  return deliveredTo(parseHeader(Buffer.from(lines.join('\r\n'))), own);
}

describe('the plus addresses by which a copy came, as the mailbox’s server tells', () => {
  test.each([
    ['Dovecot', ['Return-Path: <a@x>', 'Delivered-To: support+3d@example.com', lmtp, inward]],
    ['Postfix', ['X-Original-To: Support+3D@example.com', 'Delivered-To: support@example.com', inward]],
    ['Exim', ['Envelope-to: support@example.com, support+3d@example.com', inward]],
    ['Cyrus below its LMTP', [lmtp, 'X-Delivered-To: support+3d@example.com', inward]],
    ['the hop that took it', [inward.replace(' id 1', ' id 1 for <support+3d@example.com>')]],
  ])('%s', (_, top) => {
    expect(readOff(...top)).toEqual(['support+3d@example.com']);
  });

  test.each([
    ['below the hop over which it came in', [inward, 'Delivered-To: support+3d@example.com']],
    ['a hop before that one', [inward, inward.replace(' id 1', ' id 1 for <support+3d@example.com>')]],
    [
      'below a hop on the loopback, where a web form may sit',
      [
        inward.replace(/from .* by/, 'from localhost ([127.0.0.1]) by'),
        'Delivered-To: support+3d@example.com',
      ],
    ],
    [
      'below a hop whose HELO says LMTP (Postfix takes blanks)',
      [inward.replace('from out', 'from x with LMTP out'), 'Delivered-To: support+3d@example.com'],
    ],
    ['what To and Cc name', ['Delivered-To: support+seen@example.com', inward]],
    ['a token', ['Delivered-To: support+t-abcdefghijklmnop@example.com', inward]],
    ['another mailbox', ['Delivered-To: anna+3d@example.com', inward]],
    ['the plain address', ['Delivered-To: support@example.com', inward]],
  ])('not: %s', (_, top) => {
    expect(readOff(...top)).toEqual([]);
  });

  test('aliases too, five at most, in order', () => {
    const many = Array.from({ length: 9 }, (_, n) => `Delivered-To: help+tag${n}@example.com`);
    expect(readOff(...many, inward)).toEqual([0, 1, 2, 3, 4].map((n) => `help+tag${n}@example.com`));
  });

  test('1 MB of anything is read at once', async () => {
    for (const piece of ['for <', ' by ', '(', 'a@b,', ' with ', '[127.0.0.1']) {
      const long = piece.repeat(200_000);
      await costsAtMost(
        1000,
        () => readOff(`Received: from x ${long}`, `Envelope-To: ${long}`, inward),
        JSON.stringify(piece),
      );
    }
  });
});
