import type { Verdict } from '../kind.js';
import type { Body, Header } from '../parsed.js';

/**
 * One rule about what a mail is. Null: the rule has nothing to say. 'needs-body': by its header the mail may well be
 * of this kind, and the body decides; only asked while `body` is null.
 */
export type Rule = (header: Header, body: Body | null) => Verdict | 'needs-body' | null;
