import { type Claim, claim, type Judge, type Thing } from './claim.js';
import type { Row } from './row.js';

/** What each subkind of the corpora is to Thrice. */
const subkinds: Readonly<Record<string, readonly string[]>> = {
  delayed: ['delayed-notice'],
  arf_feedback_report: ['complaint'],
  mdn_read_receipt: ['read-receipt'],
  dsn_delivered: ['read-receipt'],
  dsn_mixed: ['bounce'],
};

/** kind, subkind, and the two that say only yes or no. A plain text has no kind. */
export const judgeKind: Judge = (row, { mail }) => {
  if (!mail) return [];
  const { kind } = mail;
  const claims: Claim[] = [];
  const stated = statedKind(row);
  if (stated) claims.push(claim(stated.thing, stated.kind, kind));
  const wanted = row.subkind === undefined ? undefined : subkinds[row.subkind];
  if (wanted) claims.push(claim('subkind', wanted.join(' or '), kind, wanted.includes(kind)));
  if (row.auto_reply === false)
    claims.push(claim('other kind', 'no auto-reply', kind, kind !== 'auto-reply'));
  if (row.is_bounce === false && row.subkind === undefined)
    claims.push(claim('other kind', 'no bounce', kind, kind !== 'bounce'));
  return claims;
};

function statedKind(row: Row): { thing: Thing; kind: string } | null {
  switch (row.kind) {
    case 'bounce':
      return row.subkind === 'delayed' || row.is_bounce === false
        ? null
        : { thing: 'bounce', kind: 'bounce' };
    case 'human':
      return { thing: 'human', kind: 'human' };
    case 'auto_reply': {
      const byWords = /\b(?:subject|text|body|words)\b/i.test(row.evidence ?? '');
      return { thing: byWords ? 'auto-reply by words' : 'auto-reply by header', kind: 'auto-reply' };
    }
    case 'bulk':
    case 'calendar':
      return { thing: 'other kind', kind: row.kind };
    case 'unknown':
      return null;
  }
}
