import type { Header } from '../parsed.js';

/** RFC 2919, RFC 2369, and what older lists and groups write. */
const listFields = new Set([
  'list-id',
  'list-post',
  'mailing-list',
  'x-mailing-list',
  'x-mailinglist',
  'x-mailman-version',
  'x-beenthere',
  'x-google-group-id',
  'x-listname',
]);
const discussionFields = new Set([
  'mailing-list',
  'x-mailing-list',
  'x-mailman-version',
  'x-beenthere',
  'x-google-group-id',
]);

/**
 * Whether a mail came through a mailing list or group (RFC 2919, RFC 2369, Precedence: list). A person may have written
 * it all the same, so this is a flag beside the kind.
 */
export function isListMail(header: Header): boolean {
  return header.fields.some(
    ({ name, value }) => listFields.has(name) || (name === 'precedence' && /^\s*list\b/i.test(value)),
  );
}

/** Whether people can write to the list (RFC 2369 3.4), so that what comes from it is written by people. */
export function isDiscussion(header: Header): boolean {
  const noPosts = header.fields.some(({ name, value }) => name === 'list-post' && /^\s*NO\b/i.test(value));
  if (noPosts) return false;
  return header.fields.some(({ name }) => name === 'list-post' || discussionFields.has(name));
}
