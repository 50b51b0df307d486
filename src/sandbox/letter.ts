/** The people of the demo, and their mails. */

export interface Somebody {
  readonly name: string;
  readonly address: string;
}

export const support: Somebody = { name: 'Example Support', address: 'support@example.com' };
export const anna: Somebody = { name: 'Anna Nowak', address: 'anna@example.com' };
export const maria: Somebody = { name: 'Maria Schmidt', address: 'maria@customer.test' };
export const tom: Somebody = { name: 'Tom Baker', address: 'tom@shop.test' };

/** A mail as a person writes it; ASCII only. */
export interface Letter {
  readonly from: Somebody;
  readonly to: readonly Somebody[];
  readonly cc?: readonly Somebody[];
  readonly subject: string;
  /** Message-ID without brackets, like the ids it answers: the last one is In-Reply-To. */
  readonly id: string;
  readonly answers?: readonly string[];
  readonly text: string;
}

/** The mail as bytes with CRLF line ends. `at`, ms UTC, becomes its Date. */
export function writeLetter(letter: Letter, at: number): Buffer {
  const { answers = [], cc = [] } = letter;
  const lines = [
    `From: ${named(letter.from)}`,
    `To: ${letter.to.map(named).join(', ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.map(named).join(', ')}`] : []),
    `Subject: ${letter.subject}`,
    `Message-ID: <${letter.id}>`,
    ...(answers.length > 0
      ? [`In-Reply-To: <${answers.at(-1)}>`, `References: ${answers.map((id) => `<${id}>`).join(' ')}`]
      : []),
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...letter.text.split('\n'),
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** The envelope recipients. */
export function recipientsOf({ to, cc = [] }: Letter): string[] {
  return [...to, ...cc].map((somebody) => somebody.address);
}

function named({ name, address }: Somebody): string {
  return `${name} <${address}>`;
}
