import type hoodiecrow from 'hoodiecrow-imap';

/**
 * RFC 3501 6.4.5: `BODY[2.HEADER]` of an attached mail is the header of that mail; hoodiecrow gives the part's own MIME
 * fields, which are `BODY[2.MIME]`. The answers are mended on their way out.
 */
export function enclosedHeaders(server: hoodiecrow.ImapServer): void {
  server.outputHandlers.push((connection, response) => {
    const items = response.attributes[2];
    if (!Array.isArray(items) || !connection.selectedMailbox) return;
    const uid = items[items.findIndex((item) => nameOf(item) === 'UID') + 1];
    const message = connection.selectedMailbox.messages.find((one) => one.uid === uid);
    items.forEach((item, i) => {
      const path = /^((?:\d+\.)+)HEADER$/i.exec(sectionOf(item))?.[1];
      const part =
        path && message?.parsed && partAt(message.parsed, path.split('.').slice(0, -1).map(Number));
      const value = items[i + 1];
      if (!part || !/^content-type:\s*message\//im.test(part.header.join('\n'))) return;
      if (typeof value !== 'object' || !('value' in value)) return;
      const body = typeof part.body === 'string' ? part.body : '';
      value.value = `${body.split('\r\n\r\n', 1)[0]}\r\n\r\n`;
    });
  });
}

function nameOf(item: hoodiecrow.Token): string {
  return typeof item === 'object' && 'value' in item ? item.value.toUpperCase() : '';
}

function sectionOf(item: hoodiecrow.Token): string {
  const section = typeof item === 'object' && 'section' in item ? item.section?.[0] : undefined;
  return section === undefined ? '' : nameOf(section);
}

/** The part with these numbers, counted from 1; a mail without parts is its own part 1. */
function partAt(part: hoodiecrow.Part, [first, ...rest]: number[]): hoodiecrow.Part | undefined {
  if (first === undefined) return part;
  const next = part.childNodes?.[first - 1] ?? (first === 1 ? part : undefined);
  return next && partAt(next, rest);
}
