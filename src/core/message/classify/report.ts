/**
 * The fields of a report in groups (RFC 3464 2.1: the message first, then one group a recipient): unfolded pairs, names
 * in lower case. Where blank lines are missing, a second Final-Recipient begins a new group.
 */
export function reportFields(content: string): [string, string][][] {
  const groups: [string, string][][] = [[]];
  for (const line of content.slice(0, 262_144).split(/\r\n|\n|\r/)) {
    const group = groups.at(-1)!;
    const last = group.at(-1);
    if (line.trim() === '') {
      if (group.length > 0) groups.push([]);
    } else if (/^[ \t]/.test(line) && last) {
      if (last[1].length < 2_000) last[1] += ` ${line.trim()}`;
    } else {
      const colon = line.indexOf(':');
      if (colon < 1) continue;
      const name = line.slice(0, colon).trim().toLowerCase();
      const again = name === 'final-recipient' && group.some(([one]) => one === name);
      const pair: [string, string] = [name, line.slice(colon + 1).trim()];
      if (again) groups.push([pair]);
      else group.push(pair);
    }
    if (groups.length > 1_000) break;
  }
  return groups.filter((group) => group.length > 0);
}

/** The address in `rfc822; <a@b>` (RFC 3464 2.3.1), `a@b (comment)` and the like, in lower case; '' when there is none. */
export function addressIn(value: string): string {
  const match = /[^\s<>()[\],;:"'@]{1,128}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,253}/u.exec(value.slice(0, 2_000));
  return match ? match[0].replace(/^(?:to|from|o?rcpt|user|addr|recipient)=|\.+$/gi, '').toLowerCase() : '';
}

/**
 * The address of a Final-Recipient or Original-Recipient: anything with an "@" behind the type, or the one in an X.400
 * name (RFC 2156 4.3.4: `RFC-822=a(a)b`); '' when there is none.
 */
export function typedAddress(value: string): string {
  const gateway = /\bRFC-?822=([^\s/;()]{1,128})\(a\)([^\s/;()]{1,253})/i.exec(value);
  if (gateway) return `${gateway[1]}@${gateway[2]}`.toLowerCase();
  const match = /^[\w-]{1,30}\s*;\s*<?([^\s<>;,"]{1,128}@[^\s<>;,"]{1,253})/.exec(value);
  return match ? match[1]!.toLowerCase() : addressIn(value);
}

/** One line of at most 200 characters. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
