import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { fieldOf } from '../core/message/fields.js';
import type { FolderRole } from '../core/message/message.js';
import type { Header } from '../core/message/parsed.js';
import { factOfMail, mailOfFile } from '../fact-of-mail.js';
import { parseBody } from '../mail/parse-body.js';
import { parseHeader } from '../mail/parse-header.js';
import { assignRoles, type FolderSettings, type ListedFolder } from '../mailbox/roles.js';
import type { Runtime } from '../runtime.js';
import { textFact } from '../text-of-mail.js';
import { isMail, mailAt, mailsBelow, noMail } from './mail-files.js';
import { breather } from './replay-drive.js';
import { collected, type PastMail } from './replay-past.js';

/**
 * The mails below some paths as the folders of one mailbox: a Maildir++ with its folders, mbox files named by their
 * folder, or folders of `.eml` files. Only where a mail lies is kept, not its text.
 */
export async function pastOfFiles(
  paths: readonly string[],
  reader: Pick<Runtime, 'config' | 'secrets'>,
  onProgress: (mails: number) => void,
): Promise<PastMail> {
  const past = collected();
  const roleOf = rolesByPath(reader.config.folders);
  const places: { file: string; offset: number; length: number }[] = [];
  const breathe = breather();
  const roots = paths.map((path) => resolve(path));
  for (const { raw, ...place } of mailsBelow(paths)) {
    await breathe();
    const folder = folderOf(resolve(place.file), roots);
    const role = roleOf(folder);
    if (role === 'drafts') continue;
    // The UID is the number of the place: by it the text is found again.
    const copy = { folder, role, uidValidity: '0', uid: places.length + 1 };
    const header = parseHeader(raw);
    const labelled = roleByLabels(header);
    if (labelled === 'drafts') continue;
    if (!isMail(header)) past.unreadable(`${place.file} [${place.index}]: ${noMail}`);
    else if (fieldOf(header, 'x-thrice-note') !== null) past.note();
    else {
      const { file, offset, length } = place;
      places.push({ file, offset, length });
      past.mail(await factOfMail(mailOfFile(raw, header, { ...copy, role: labelled ?? role }), reader));
      onProgress(places.length);
    }
  }
  return {
    ...past.end(),
    textOf: async ({ copies }) => {
      try {
        // I7: what lies in Sent is the team's own.
        const { uid } = copies.find(({ role }) => role === 'sent') ?? copies[0]!;
        return textFact(await parseBody(mailAt(places[uid - 1]!)));
      } catch {
        // It defeats the parser, or the file is gone: as for the daemon, it says nothing then.
        return textFact(null);
      }
    },
    close: async () => {},
  };
}

/** The folder's name as IMAP would show it, with "/" between its parts. The place that was named itself is INBOX. */
function folderOf(file: string, roots: readonly string[]): string {
  const root = roots.find((one) => file === one || file.startsWith(one + sep)) ?? dirname(file);
  const place = /^(?:cur|new)$/.test(basename(dirname(file))) ? dirname(dirname(file)) : dirname(file);
  const isMbox = !/[/\\](?:cur|new)$/.test(dirname(file)) && ['.mbox', '.mbx', ''].includes(extname(file));
  const within = relative(root, place)
    .split(sep)
    .filter((part) => part !== '' && part !== '..');
  const parts = within.flatMap((part) => part.replace(/^\./, '').split(part.startsWith('.') ? '.' : '/'));
  if (isMbox) parts.push(basename(file, extname(file)));
  return parts.map(decodedName).join('/') || 'INBOX';
}

/** Modified UTF-7 (RFC 3501 5.1.3), in which Maildir folders are named. */
function decodedName(name: string): string {
  return name.replace(/&([A-Za-z0-9+,]*)-/g, (_, base64: string) =>
    base64 === '' ? '&' : utf16(Buffer.from(base64.replaceAll(',', '/'), 'base64')),
  );
}

function utf16(bytes: Buffer): string {
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
}

/** Files tell no special use (RFC 6154), so a Sent folder is known by its name. */
const sentName =
  /^(?:sent|sent[ _-]?(?:items|mail|messages)|outbox\.sent|gesendet(?:e (?:elemente|objekte|nachrichten))?|wysłane|elementy wysłane|envoyés|éléments envoyés|messages envoyés|enviados|elementos enviados|inviat[ai]|posta inviata|verzonden(?: items)?)$/i;

function rolesByPath(settings: FolderSettings): (folder: string) => FolderRole {
  const known = new Map<string, FolderRole>();
  return (folder) => {
    const role = known.get(folder) ?? roleByName(folder, settings);
    known.set(folder, role);
    return role;
  };
}

/** As the mailbox's own folders get their roles, told from the folder and those around it. */
function roleByName(folder: string, settings: FolderSettings): FolderRole {
  const parts = folder.split('/');
  const listed = parts.map((_, i): ListedFolder => {
    const path = parts.slice(0, i + 1).join('/');
    const isSent = sentName.test(parts[i]!);
    return { path, delimiter: '/', flags: new Set(), ...(isSent && { specialUse: '\\Sent' }) };
  });
  const server = { prefix: '', delimiter: '/', foreign: [], gmail: false };
  const { folders } = assignRoles(listed, settings, server);
  const found = folders.find(({ path }) => path === folder);
  // What the config tells to leave out is left out here as well.
  return found?.unread === 'ignored' ? 'drafts' : (found?.role ?? 'ordinary');
}

/** An export of Gmail (Takeout) is one mbox, in which a header names the folders. */
function roleByLabels(header: Header): FolderRole | null {
  const labels = (fieldOf(header, 'x-gmail-labels') ?? '')
    .split(',')
    .map((label) => label.trim().toLowerCase());
  if (labels.includes('drafts')) return 'drafts';
  if (labels.includes('trash')) return 'trash';
  if (labels.includes('spam')) return 'junk';
  return labels.includes('sent') ? 'sent' : null;
}
