import { type Claim, claim, type Judge, type Thing } from './claim.js';

/** The header: who, what, ids. */
export const judgeHeader: Judge = (row, { mail }) => {
  if (!mail) return [];
  const claims: Claim[] = [];
  const from = row.from_email ?? row.from?.[0];
  if (from !== undefined && from !== '') claims.push(claim('from', from.toLowerCase(), mail.from ?? 'none'));
  const people: readonly [Thing, readonly string[] | null | undefined, readonly string[]][] = [
    ['to', row.to, mail.to],
    ['cc', row.cc, mail.cc],
    ['reply-to', row.reply_to, mail.replyTo],
  ];
  for (const [thing, stated, seen] of people)
    if (stated) claims.push(claim(thing, stated.map((one) => one.toLowerCase()).join(', '), seen.join(', ')));
  if (typeof row.subject === 'string') claims.push(claim('subject', row.subject.trim(), mail.subject));
  if (typeof row.message_id === 'string')
    claims.push(claim('message-id', bare(row.message_id), mail.messageId ?? 'none'));
  if (row.in_reply_to) claims.push(ids('in-reply-to', row.in_reply_to, mail.inReplyTo));
  if (row.references) claims.push(ids('references', row.references, mail.references));
  if (row.thread_parent) {
    const parent = bare(row.thread_parent);
    const seen = [...mail.references, ...mail.inReplyTo];
    claims.push(claim('in-reply-to', parent, seen.join(', '), seen.includes(parent)));
  }
  const files = row.n_attachments ?? row.attachments;
  if (files !== undefined) claims.push(claim('attachments', String(files), String(mail.attachments)));
  return claims;
};

/** The new text. Line ends and blank space around it do not count. */
export const judgeText: Judge = (row, { replyText }) => {
  const text = plain(replyText);
  const claims: Claim[] = [];
  if (row.reply_text !== undefined) claims.push(claim('new text exact', plain(row.reply_text), text));
  const begins = [row.reply_starts_with, row.first_fragment];
  for (const [at, begin] of begins.entries()) {
    const thing = at === 0 ? 'new text contains' : 'first fragment';
    if (begin !== undefined) claims.push(claim(thing, plain(begin), text, text.startsWith(plain(begin))));
  }
  for (const part of row.reply_contains ?? [])
    claims.push(claim('new text contains', part, text, text.includes(plain(part))));
  const unwanted = [...(row.reply_not_contains ?? []), ...(row.signature_text ? [row.signature_text] : [])];
  for (const part of unwanted) claims.push(claim('new text lacks', part, text, !text.includes(plain(part))));
  return claims;
};

/** That it ends at all, and in time. */
export const judgeRun: Judge = (row, { ms, exception }) => {
  const claims: Claim[] = [];
  if (row.must_not_throw) claims.push(claim('no exception', 'none', exception ?? 'none'));
  if (row.max_seconds !== undefined)
    claims.push(
      claim('seconds', `<= ${row.max_seconds}`, (ms / 1000).toFixed(2), ms <= row.max_seconds * 1000),
    );
  return claims;
};

function ids(thing: Thing, stated: readonly string[], seen: readonly string[]): Claim {
  return claim(thing, stated.map(bare).join(', '), seen.join(', '));
}

function bare(id: string): string {
  return id.trim().replace(/^<|>$/g, '');
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
