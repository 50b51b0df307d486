import { z } from 'zod';
import { address, filePath, host, interval, isHost, line, oneOf, text, whole } from './leaf.js';

const secretText = z
  .union(
    [
      text('must not be empty.', (value) => value !== ''),
      z.strictObject({
        file: filePath.meta({
          title: 'path',
          description: 'A file that holds the password only, on one line.',
          examples: ['/run/secrets/support'],
        }),
      }),
    ],
    {
      error: 'must be text or { file: PATH }. Text that looks like a number needs quotes.',
    },
  )
  .meta({ title: 'text, or { file: PATH }' });

/** `host`, `host:port`, `[::1]:port`; null when it is neither. */
export function splitHost(value: string): { host: string; port?: number } | null {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(value);
  if (match === null) return isHost(value) ? { host: value } : null;
  const name = match[1] ?? '';
  const port = match[2] === undefined ? undefined : Number(match[2]);
  if (!isHost(name) || port === 0 || (port ?? 1) > 65_535) return null;
  return { host: name.replace(/^\[|\]$/g, ''), ...(port === undefined ? {} : { port }) };
}

function server(which: 'imap' | 'smtp') {
  const ports = which === 'imap' ? 'tls 993, starttls 143, none 143' : 'tls 465, starttls 587, none 25';
  const shape = {
    host: host.meta({
      title: 'host',
      description: 'Name or address of the server.',
      examples: [`${which}.example.com`],
    }),
    port: whole(1, 65_535)
      .optional()
      .meta({ description: 'Its port.', fallback: ports, examples: [which === 'imap' ? 993 : 465] }),
    security: oneOf(['tls', 'starttls', 'none'])
      .optional()
      .meta({
        description:
          'tls: encrypted from the first byte. starttls: encrypted before the password is sent, else an error. none: only to this machine itself (localhost).',
        fallback: 'tls; starttls when the port is 143, 587 or 25',
        examples: ['tls'],
      }),
    user: line
      .optional()
      .meta({ description: 'Login name of this server.', fallback: 'mailbox.user', title: 'text' }),
    password: secretText.optional().meta({
      description: 'Password of this server.',
      fallback: 'mailbox.password',
      title: 'text, or { file: PATH }',
    }),
    ca: filePath.optional().meta({
      description: 'File with the certificate (PEM) of an own certificate authority.',
      fallback: "the system's authorities",
      title: 'path',
      examples: ['./ca.pem'],
    }),
  };
  const words = `{} is no server. Write a host as in ${which}.example.com, host:port, or { host, port, security }.`;
  return z
    .union([text(words, (value) => splitHost(value) !== null), z.strictObject(shape)], { error: words })
    .meta({
      title: 'host, host:port, or a mapping',
      description:
        which === 'imap'
          ? 'Where the mail is read. Just the host is enough where the port and security are the usual ones.'
          : 'Where mail is handed in. Just the host is enough where the port and security are the usual ones.',
      examples: [`${which}.example.com`],
    });
}

const folderName = text('{} is no name of a folder.', (value) =>
  /^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u.test(value),
);

const folders = z
  .strictObject({
    sent: folderName.default('auto').meta({
      title: 'folder, or auto',
      description:
        'Where sent mail lies. auto: the folder that the server marks so, else by its usual names.',
      examples: ['Sent'],
    }),
    drafts: folderName.default('auto').meta({
      title: 'folder, or auto',
      description: 'Where drafts lie. They are never read as mail; `mode: draft` writes there.',
      examples: ['Drafts'],
    }),
    notes: folderName.default('Thrice').meta({
      title: 'folder',
      description:
        "Thrice's own folder. Its notes are the memory that survives the loss of `data`. Made when missing.",
      examples: ['Thrice'],
    }),
    ignore: z
      .array(folderName.meta({ title: 'folder' }))
      .default([])
      .meta({
        title: 'list of folders',
        description:
          'Folders that are not read. A reply that a filter moves there is not seen: name only what can hold none.',
        examples: ['Newsletters'],
      }),
  })
  .prefault({})
  .meta({ title: 'mapping', description: 'The folders with a meaning. All others are read too.' });

export const mailbox = z
  .strictObject({
    address: address.meta({
      title: 'address',
      description: 'The address of the shared mailbox. Follow-ups come from it.',
      examples: ['support@example.com'],
    }),
    aliases: z
      .array(address)
      .default([])
      .meta({
        title: 'list of addresses',
        description: 'Other addresses whose mail arrives in the same mailbox.',
        examples: ['help@example.com'],
      }),
    name: line.optional().meta({
      title: 'text',
      description: 'Display name of what it sends.',
      fallback: 'mailbox.address',
      examples: ['Example Support'],
    }),
    user: line.optional().meta({
      title: 'text',
      description: 'Login name of both servers.',
      fallback: 'mailbox.address',
      examples: ['support@example.com'],
    }),
    password: secretText.optional().meta({
      title: 'text, or { file: PATH }',
      description: `Password of both servers. Better \`\${NAME}\` or a file than in plain text.`,
      fallback: 'none; needed unless both servers have their own',
      examples: [`\${SUPPORT_PASSWORD}`],
    }),
    imap: server('imap'),
    smtp: server('smtp'),
    folders,
    plus_addresses: oneOf(['auto', 'on', 'off'])
      .default('auto')
      .meta({
        description:
          'Whether `support+anything@example.com` arrives in this mailbox. auto: used only after a round trip proved it.',
        examples: ['auto'],
      }),
    poll: interval.default('60s').meta({
      title: 'duration (s, m, h)',
      description: 'How often all folders are read. IDLE makes it faster, polling makes it sure.',
      examples: ['60s'],
    }),
  })
  .meta({ title: 'mapping', description: 'The shared mailbox that Thrice watches and writes from.' });
