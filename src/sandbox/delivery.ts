/** Trace headers as a mail server writes them when it puts a mail into a mailbox. */

/** What the sandbox says in Authentication-Results; by default by the domain of From. */
export type Dmarc = 'pass' | 'fail' | 'none';

export interface Hop {
  /** Envelope sender, '' for a bounce. */
  readonly from: string;
  /** The recipient with its plus detail. */
  readonly to: string;
  /** ms since the epoch, UTC. */
  readonly at: number;
  /** The name of the receiving server. */
  readonly host: string;
  readonly dmarc: Dmarc;
  readonly id: string;
}

/** The mail with Return-Path, Delivered-To, Received (RFC 5321 4.4) and Authentication-Results (RFC 8601) on top. */
export function traced(raw: Buffer, hop: Hop): Buffer {
  const lines = [
    `Return-Path: <${hop.from}>`,
    `Delivered-To: ${hop.to}`,
    `Received: from localhost (localhost [127.0.0.1]) by ${hop.host} with ESMTP id ${hop.id}`,
    `\tfor <${hop.to}>; ${mailDate(hop.at)}`,
    `Authentication-Results: ${hop.host}; dmarc=${hop.dmarc} header.from=${fromDomain(raw) || 'invalid'}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8'), raw]);
}

/** The domain of the From header, lower case; '' when there is none. Enough for mails that the sandbox gets. */
export function fromDomain(raw: Buffer): string {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const from = /^from:(.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1] ?? '';
  return (/@([a-z0-9.-]+)>?\s*$/i.exec(from)?.[1] ?? '').toLowerCase();
}

/** The address without its plus detail (RFC 5233), lower case. */
export function baseAddress(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, '');
}

/** RFC 5322 3.3, in UTC. @param at ms since the epoch */
function mailDate(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
