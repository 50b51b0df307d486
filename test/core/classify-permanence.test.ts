import { describe, expect, it } from 'vitest';
import {
  failureStatusIn,
  hasFailureCode,
  isPermanent,
  permanence,
} from '../../src/core/message/classify/permanent.js';

describe('permanent or not', () => {
  it.each<[string, boolean | null]>([
    // The enhanced status goes before the reply and the words (RFC 3463).
    ['550 4.4.7 QUEUE.Expired; message expired', false],
    ['450 5.1.1 user unknown, try again later', true],
    ['(#5.1.1)', true],
    ['550-5.1.1 The account does not exist', true],
    ['ERROR_CODE :5.2.2 full', true],
    // The reply (RFC 5321 4.2.1).
    ['host mx.example [192.0.2.9]: 550 no such mailbox', true],
    ['<<< 421 try later', false],
    ['ERROR_CODE :421, not reachable', false],
    ['said: 554: rejected', true],
    // Words.
    ['User unknown in local table', true],
    ['The domain does not exist', true],
    ['The mailbox is temporarily over quota', false],
    ['Deferred: connection refused', false],
    ['greylisted', false],
    ['connect to mx.example[192.0.2.1]:25: Connection timed out', false],
    ['connect to mx.example: Connection refused', false],
    ['Host not found, try again', false],
    ['Host not found', true],
    ['Connection timed out: retry timeout exceeded', true],
    // Neither.
    ['It was not delivered.', null],
    ['', null],
    // Nearly codes.
    ['host 192.0.2.45 [5.1.1.5]', null],
    ['Postfix 5.1.1.2', null],
    ['more than 480 hours on the queue', null],
    ['larger than 500 MB', null],
    ['Delivery failed 500 attempts', null],
    ['at 10:451 of user-550@customer.example', null],
    ['queue id 4501', null],
  ])('%j: %s', (text, expected) => {
    expect(permanence(text)).toBe(expected);
    expect(isPermanent(text)).toBe(expected ?? true);
  });

  it('finds the failure in a transcript of successes', () => {
    const transcript = '250 2.1.5 Ok\n354 End data\n451 4.3.0 Error: queue file write error';
    expect(failureStatusIn(transcript)).toBe('4.3.0');
    expect(hasFailureCode('250 2.1.5 Ok')).toBe(false);
  });
});
