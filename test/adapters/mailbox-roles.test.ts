import { describe, expect, it } from 'vitest';
import {
  assignRoles,
  type FolderSettings,
  type ListedFolder,
  type ServerNames,
} from '../../src/mailbox/roles.js';

const auto: FolderSettings = { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] };
const plain: ServerNames = { prefix: '', delimiter: '/', foreign: [], gmail: false };

/** `path` or `path \Use` or `path \Noselect`. */
function listed(...lines: string[]): ListedFolder[] {
  return lines.map((line) => {
    const [, path = '', mark] = /^(.*?)(?: (\\\w+))?$/.exec(line) ?? [];
    const flag = mark === '\\Noselect' || mark === '\\NonExistent';
    const delimiter = path.includes('.') ? '.' : '/';
    return {
      path,
      delimiter,
      flags: new Set(flag ? [mark] : []),
      ...(mark && !flag ? { specialUse: mark } : {}),
    };
  });
}

/** What each folder comes to: its role, or in brackets why it is not read. */
function outcome(folders: ListedFolder[], settings: FolderSettings = auto, server: ServerNames = plain) {
  const list = assignRoles(folders, settings, server);
  return Object.fromEntries(
    list.folders.map((f) => [f.path, f.unread === undefined ? f.role : `(${f.unread})`]),
  );
}

describe('the roles of folders (R1)', () => {
  it('come from special use; drafts are not read; what cannot be selected is left out', () => {
    const folders = listed(
      'INBOX',
      'Sent \\Sent',
      'Drafts \\Drafts',
      'Spam \\Junk',
      'Bin \\Trash',
      'Old \\Noselect',
    );
    expect(outcome([...folders, ...listed('Archive \\Archive', 'Gone \\NonExistent')])).toEqual({
      ...{
        INBOX: 'inbox',
        Sent: 'sent',
        Drafts: '(drafts)',
        Spam: 'junk',
        Bin: 'trash',
        Archive: 'ordinary',
      },
    });
  });

  it.each([
    ['Entwürfe', '(drafts)'],
    ['Szkice', '(drafts)'],
    ['Junk E-Mail', 'junk'],
    ['SPAM', 'junk'],
    ['Papierkorb', 'trash'],
    ['Kosz', 'trash'],
    ['Deleted Items', 'trash'],
    ['Spam reports', 'ordinary'],
    ['Draft contracts', 'ordinary'],
  ])('a second folder named %s is %s', (path, role) => {
    const folders = listed('INBOX', 'Sent \\Sent', 'Drafts \\Drafts', 'Junk \\Junk', 'Trash \\Trash');
    expect(outcome([...folders, ...listed(path)])[path]).toBe(role);
  });

  it('are inherited by folders below, but not from INBOX', () => {
    const folders = listed(
      'INBOX',
      'INBOX.Sent \\Sent',
      'INBOX.Sent.2025',
      'INBOX.Trash \\Trash',
      'INBOX.Trash.a.b',
    );
    const server = { ...plain, prefix: 'INBOX.', delimiter: '.' };
    expect(outcome([...folders, ...listed('INBOX.Projects', 'INBOX.Trash.a')], auto, server)).toMatchObject({
      ...{ 'INBOX.Sent.2025': 'sent', 'INBOX.Trash.a.b': 'trash', 'INBOX.Projects': 'ordinary' },
    });
  });

  it('on Gmail only All Mail, Junk, Trash and the notes are read', () => {
    const folders = listed(
      'INBOX',
      '[Gmail] \\Noselect',
      '[Gmail]/All Mail \\All',
      '[Gmail]/Sent Mail \\Sent',
    );
    const more = listed(
      '[Gmail]/Drafts \\Drafts',
      '[Gmail]/Spam \\Junk',
      '[Gmail]/Trash \\Trash',
      'Work',
      'Thrice',
    );
    expect(outcome([...folders, ...more], auto, { ...plain, gmail: true })).toEqual({
      INBOX: '(in-all-mail)',
      '[Gmail]/All Mail': 'all',
      '[Gmail]/Sent Mail': '(in-all-mail)',
      '[Gmail]/Drafts': '(drafts)',
      '[Gmail]/Spam': 'junk',
      '[Gmail]/Trash': 'trash',
      Work: '(in-all-mail)',
      Thrice: 'notes',
    });
    // All Mail can be hidden from IMAP in Gmail's settings: then the folders themselves are read.
    const hidden = [...folders, ...more].filter((f) => f.specialUse !== '\\All');
    expect(outcome(hidden, auto, { ...plain, gmail: true })).toMatchObject({
      INBOX: 'inbox',
      Work: 'ordinary',
    });
  });

  it('elsewhere a folder of all mail only repeats the others', () => {
    expect(outcome(listed('INBOX', 'All \\All', 'Starred \\Flagged'))).toEqual({
      ...{ INBOX: 'inbox', All: '(virtual)', Starred: '(virtual)' },
    });
  });

  it("other people's folders and ignored ones are not read", () => {
    const folders = listed('INBOX', 'Other/bob/INBOX', 'Lists', 'Lists/big', 'Listserv');
    const server = { ...plain, foreign: ['Other/'] };
    expect(outcome(folders, { ...auto, ignore: ['lists'] }, server)).toEqual({
      ...{ INBOX: 'inbox', 'Other/bob/INBOX': '(foreign)', Lists: '(ignored)', 'Lists/big': '(ignored)' },
      Listserv: 'ordinary',
    });
  });

  it('the config wins, with or without the prefix, and says what is not there', () => {
    const folders = listed('INBOX', 'INBOX.Sent \\Sent', 'INBOX.Gesendet', 'INBOX.Drafts \\Drafts');
    const server = { ...plain, prefix: 'INBOX.', delimiter: '.' };
    const settings = { ...auto, sent: 'Gesendet', drafts: 'Nowhere', notes: 'Bot/Notes' };
    const list = assignRoles(folders, settings, server);
    expect(outcome(folders, settings, server)).toMatchObject({
      ...{ 'INBOX.Gesendet': 'sent', 'INBOX.Sent': 'ordinary' },
    });
    expect(list).toMatchObject({
      sent: 'INBOX.Gesendet',
      drafts: null,
      notes: 'INBOX.Bot.Notes',
      notesExist: false,
    });
    expect(list.warnings).toEqual([
      expect.stringContaining('mailbox.folders.drafts: there is no folder Nowhere'),
    ]);
  });
});
