import type { BounceRecipient } from '../kind.js';
import type { Body } from '../parsed.js';
import { failureStatusIn, isPermanent, permanence } from './permanent.js';
import { oneLine, reportFields, typedAddress } from './report.js';

/** The recipients of every delivery-status part of a body (RFC 3464, RFC 6533 for the global form), each once. */
export function recipientsReported(body: Body): BounceRecipient[] {
  const parts = body.reports.filter(({ contentType }) =>
    /^message\/(?:global-|x)?delivery-status$/.test(contentType),
  );
  return eachOnce(parts.flatMap((part) => recipientsIn(part.content)));
}

/** The same from the fields of a report that stands in the readable text, because its MIME structure is broken. */
export function recipientsEmbedded(text: string): BounceRecipient[] {
  const begin = /^[ \t]*(?:reporting-mta|(?:final|original)-recipient|arrival-date)[ \t]*:/im.exec(text);
  if (!begin || !/final-recipient[ \t]*:/i.test(text)) return [];
  return eachOnce(recipientsIn(text.slice(begin.index)));
}

/** RFC 3464 2.3: the fields of each recipient. Groups without an address are none. */
function recipientsIn(content: string): BounceRecipient[] {
  const recipients: BounceRecipient[] = [];
  for (const group of reportFields(content)) {
    const field = (name: string): string => group.find(([one]) => one === name)?.[1] ?? '';
    const address =
      typedAddress(field('final-recipient')) ||
      typedAddress(field('original-recipient')) ||
      typedAddress(field('x-actual-recipient'));
    if (address === '') continue;
    const original = typedAddress(field('original-recipient'));
    const diagnostic = field('diagnostic-code').replace(/^[\w-]{1,20};\s*/, '');
    const stated = field('status');
    const action = actionOf(field('action'), stated);
    const status = bestStatus(
      /(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(stated)?.[0] ?? '',
      diagnostic,
    );
    // "Status: 550 no such user": some write the reply there.
    const words = status === '' ? `${stated} ${diagnostic}`.trim() : status;
    const permanent = (action === 'failed' || action === '') && !status.startsWith('2') && isPermanent(words);
    recipients.push({
      address,
      ...(original !== '' && original !== address && { original }),
      ...{ status, action, permanent, reason: oneLine(diagnostic || reasonIn(stated)) },
    });
    if (recipients.length >= 1_000) break;
  }
  return recipients;
}

/** RFC 3464 2.3.3, with what is written instead; a missing one follows from the class of the status. */
function actionOf(value: string, status: string): string {
  const action = /^[a-z]+/.exec(value.toLowerCase())?.[0] ?? '';
  if (/^(?:failure|expired|error|bounced?|undelivered)$/.test(action)) return 'failed';
  if (action === 'delay' || action === 'transient') return 'delayed';
  if (action !== '') return action;
  return status.startsWith('2') ? 'delivered' : '';
}

/** The comment of a status: `5.1.1 (no such user)`. */
function reasonIn(status: string): string {
  return /\(([^()]{1,200})\)/.exec(status)?.[1] ?? '';
}

/** Exim and others state only x.0.0 and leave the exact code to the remote server's words. */
function bestStatus(stated: string, diagnostic: string): string {
  const exact = failureStatusIn(diagnostic);
  const vague = stated === '' || (/\.0\.0$/.test(stated) && exact[0] === stated[0]);
  return exact !== '' && vague ? exact : stated;
}

function eachOnce(recipients: readonly BounceRecipient[]): BounceRecipient[] {
  const byAddress = new Map<string, BounceRecipient>();
  for (const one of recipients) {
    const known = byAddress.get(one.address);
    if (!known || (one.permanent && !known.permanent)) byAddress.set(one.address, one);
  }
  return [...byAddress.values()];
}

/** Fills in from the readable text what the report leaves open: the remote server's words and the exact status. */
export function completed(recipient: BounceRecipient, inWords: BounceRecipient | undefined): BounceRecipient {
  if (recipient.reason !== '' || !inWords || inWords.reason === '') return recipient;
  const vague = recipient.status === '' || recipient.status.endsWith('.0.0');
  const exact = vague && (recipient.status === '' || inWords.status[0] === recipient.status[0]);
  const status = (exact && inWords.status) || recipient.status;
  const permanent =
    recipient.action === 'delayed' || recipient.status !== ''
      ? recipient.permanent
      : (permanence(inWords.reason) ?? recipient.permanent);
  return { ...recipient, status, permanent, reason: inWords.reason };
}
