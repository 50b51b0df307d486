import { type AddressObject, simpleParser } from 'mailparser';
import type { AcceptedMail } from './mail-server.js';

/** A mail that travelled during the demo, as its readers see it. */
export interface DemoMail {
  readonly raw: Buffer;
  /** Envelope sender and recipients, lower case. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** When the server took it, ms UTC. */
  readonly at: number;
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly inReplyTo: string;
  /** What Thrice says of its own mail in X-Thrice; null for mails of people. */
  readonly mark: { readonly purpose: string; readonly stage: number; readonly anchor: string } | null;
}

/** Reads a mail that the embedded server took. */
export async function readDemoMail(mail: AcceptedMail): Promise<DemoMail> {
  const parsed = await simpleParser(mail.raw, { skipTextToHtml: true, skipImageLinks: true });
  const [from] = parsed.from?.value ?? [];
  const mark = parsed.headers.get('x-thrice');
  return {
    raw: mail.raw,
    envelope: { from: mail.from.toLowerCase(), to: mail.to.map((address) => address.toLowerCase()) },
    at: mail.at,
    id: bare(parsed.messageId),
    from: { name: from?.name ?? '', address: (from?.address ?? '').toLowerCase() },
    to: textOf(parsed.to),
    cc: textOf(parsed.cc),
    subject: parsed.subject ?? '',
    text: (parsed.text ?? '').trim(),
    html: parsed.html || null,
    inReplyTo: bare(parsed.inReplyTo),
    mark: typeof mark === 'string' ? markOf(mark) : null,
  };
}

function textOf(addresses: AddressObject | AddressObject[] | undefined): string {
  return [addresses ?? []]
    .flat()
    .flatMap((list) => list.value)
    .map(({ name, address = '' }) => (name ? `${name} <${address}>` : address))
    .join(', ');
}

function bare(id: string | undefined): string {
  return (id ?? '').replace(/^<|>$/g, '');
}

function markOf(header: string): DemoMail['mark'] {
  const field = (name: string) => new RegExp(`(?:^|[; ])${name}=([^;\\s]+)`).exec(header)?.[1] ?? '';
  return { purpose: field('purpose'), stage: Number(field('stage')), anchor: field('anchor') };
}
