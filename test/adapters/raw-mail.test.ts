import { describe, expect, test } from 'vitest';
import { rawMail } from '../../src/mailbox/raw-mail.js';

const header = Buffer.from('Subject: x\r\n\r\n');
const all = { path: '[Gmail]/All Mail', role: 'all', delimiter: '/' } as const;
const fetched = (...labels: string[]) => ({ seq: 1, uid: 7, labels: new Set(labels) });

// The labels as Gmail gives them: system labels with a backslash, a person's own and folders without.
describe('what lies in All Mail of Gmail', () => {
  test.each([
    ['\\Draft', 'a draft is not read (R1)'],
    ['Thrice', 'a note is read in its own folder'],
  ])('%s: %s', (label) => {
    expect(rawMail(fetched(label), header, all, 'Thrice')).toBeNull();
  });

  test('\\Sent: it was sent from this mailbox (R7)', () => {
    expect(rawMail(fetched('\\Sent'), header, all, 'Thrice')).toMatchObject({ uid: 7, role: 'sent' });
  });

  test.each([['Draft'], ['Sent'], ['\\Inbox'], ['Customers/Sent']])('%s: nothing of the kind', (label) => {
    expect(rawMail(fetched(label), header, all, 'Thrice')).toMatchObject({ uid: 7, role: 'all' });
  });
});
