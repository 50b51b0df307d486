import { expect, test } from 'vitest';
import { compose } from '../../src/mail/compose.js';
import { markHeader, ownMessageId, readMark } from '../../src/mail/own-mark.js';
import { parseHeader } from '../../src/mail/parse-header.js';

const secrets = [Buffer.alloc(32, 7)];
const person = { name: '', address: 'support@example.com' };

/** A customer chooses his Message-ID, and the mark of an answer to it names it. */
test.each(['a@customer.test', `${'%'.repeat(300)}@customer.test`, `${'é %'.repeat(80)}@customer.test`])(
  'the mark of our own mail is read again, whatever the anchor is called: %s',
  async (anchor) => {
    const mark = { purpose: 'follow-up', anchor, stage: 2, last: false, closes: false } as const;
    const messageId = ownMessageId(secrets, { ...mark, nonce: 'n' }, 'example.com');
    const value = markHeader(mark, messageId, secrets);
    const people = { from: person, to: [person] };
    const raw = await compose({ ...people, subject: 's', messageId, date: 0, mark: value, text: 't' });
    const field = parseHeader(raw).fields.find(({ name }) => name === 'x-thrice');
    expect(readMark(field?.value ?? '', messageId, secrets)).toEqual({ ...mark, signed: true });
    const renamed = { ...mark, signed: false, sentAs: messageId };
    expect(readMark(field?.value ?? '', `x${messageId}`, secrets)).toEqual(renamed);
  },
);

const mark = { purpose: 'inside', anchor: 'a@customer.test', stage: 1, last: true, closes: true } as const;
const header = markHeader(mark, 'thrice.1@example.com', secrets);

test.each([
  ['another id', header.replace('id=thrice.1', 'id=thrice.2')],
  ['another stage', header.replace('stage=1', 'stage=2')],
  ['no id', header.replace(/; id=[^;]*/, '')],
  ['no signature of ours', header.replace(/sig=.*/, 'sig=AAAA')],
])('I7: on a mail with another id it says nothing of any sending with %s', (_, value) => {
  expect(readMark(value, 'thrice.3@example.com', secrets)).toMatchObject({ signed: false });
  expect(readMark(value, 'thrice.3@example.com', secrets)).not.toHaveProperty('sentAs');
});

test('the mark of an earlier version, which names no id of its own mail, is read', () => {
  const before = header.replace(/; id=[^;]*/, '');
  expect(readMark(before, 'thrice.1@example.com', secrets)).toEqual({ ...mark, signed: true });
});
