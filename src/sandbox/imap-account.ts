import type hoodiecrow from 'hoodiecrow-imap';
import { enclosedHeaders } from './enclosed-header.js';

/** The storage every mailbox of the sandbox starts with: the usual folders and their special uses (RFC 6154). */
const storage = () => ({
  INBOX: {},
  '': {
    separator: '/',
    folders: {
      Sent: { 'special-use': '\\Sent' },
      Drafts: { 'special-use': '\\Drafts' },
      Trash: { 'special-use': '\\Trash' },
      Junk: { 'special-use': '\\Junk' },
      Archive: { 'special-use': '\\Archive' },
    },
  },
});

/**
 * One user's mailbox: a hoodiecrow instance that listens to nothing itself. `now` is the sandbox's clock, ms UTC.
 *
 * hoodiecrow 2.1 differs from a real server; mended here are: INTERNALDATE of the process's clock, UIDVALIDITY
 * always 1, no EXISTS to the connection that appends, changes allowed after EXAMINE, no ALREADYEXISTS, the header of an
 * attached mail, a partial FETCH that gives nothing of any mail but the first, and an IDLE that keeps the process alive for 30 minutes. What stays different: no CONDSTORE or QRESYNC, UID EXPUNGE takes
 * messages without \Deleted too, no \Recent, no quota, escaped quotes in quoted strings are lost.
 */
export function createAccount(create: typeof hoodiecrow, now: () => number): hoodiecrow.ImapServer {
  const server = create({
    plugins: [
      'special-use',
      'uidplus',
      'move',
      'unselect',
      idle,
      readOnlyIsReadOnly,
      alreadyExists,
      enclosedHeaders,
      partialOfEach,
    ],
    storage: storage(),
    users: {},
  });
  // Every connection listens for notifications.
  server.setMaxListeners(0);
  ownClock(server, now);
  ownValidity(server, now);
  return server;
}

/** IDLE (RFC 2177) without hoodiecrow's timer, and quiet again after DONE. */
function idle(server: hoodiecrow.ImapServer): void {
  server.registerCapability('IDLE');
  server.setCommandHandler('IDLE', (connection, parsed, data, done) => {
    const answer = (command: string, value: string) => {
      const attributes: hoodiecrow.Token[] = [{ type: 'TEXT', value }];
      connection.send({ tag: parsed.tag, command, attributes }, 'IDLE', parsed, data);
    };
    if (connection.state === 'Not Authenticated') {
      answer('NO', 'Log in first');
      return done();
    }
    connection.inputHandler = (line) => {
      connection.inputHandler = false;
      connection.directNotifications = false;
      if (line.toUpperCase() === 'DONE') answer('OK', 'IDLE terminated');
      else answer('BAD', 'Expected DONE');
    };
    connection.socket?.write('+ idling\r\n');
    connection.directNotifications = true;
    connection.processNotifications();
    return done();
  });
}

/** RFC 3501 6.3.2: no changes to a mailbox that was opened with EXAMINE. */
function readOnlyIsReadOnly(server: hoodiecrow.ImapServer): void {
  for (const command of ['STORE', 'UID STORE', 'EXPUNGE', 'UID EXPUNGE', 'MOVE', 'UID MOVE', 'CLOSE']) {
    const handler = server.getCommandHandler(command);
    // CLOSE after EXAMINE is allowed but expunges nothing (RFC 3501 6.4.2).
    const instead = command === 'CLOSE' ? server.getCommandHandler('UNSELECT') : refuse;
    if (!handler || !instead) throw new Error(`hoodiecrow-imap has no ${command}`);
    server.setCommandHandler(command, (connection, parsed, data, done) => {
      const readOnly = connection.state === 'Selected' && connection.readOnly === true;
      return (readOnly ? instead : handler)(connection, parsed, data, done);
    });
  }
}

const refuse: hoodiecrow.Handler = (connection, parsed, data, done) => {
  const attributes: hoodiecrow.Token[] = [
    { type: 'SECTION', section: [{ type: 'ATOM', value: 'NOPERM' }] },
    { type: 'TEXT', value: 'The mailbox was opened read-only' },
  ];
  connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'READ-ONLY', parsed, data);
  done();
};

/** RFC 5530 3: clients tell by the code that the folder is there already. */
function alreadyExists(server: hoodiecrow.ImapServer): void {
  server.outputHandlers.push((_connection, response, description) => {
    const text = response.attributes[0];
    if (description !== 'CREATE FAILED' || typeof text !== 'object' || !('value' in text)) return;
    if (text.value !== 'Mailbox already exists') return;
    response.attributes.unshift({ type: 'SECTION', section: [{ type: 'ATOM', value: 'ALREADYEXISTS' }] });
  });
}

/** RFC 3501 6.4.5: `BODY[1]<0.100>` of several mails. hoodiecrow forgets the 100 at the first that is shorter. */
function partialOfEach(server: hoodiecrow.ImapServer): void {
  for (const command of ['FETCH', 'UID FETCH']) {
    const handler = server.getCommandHandler(command);
    if (!handler) throw new Error(`hoodiecrow-imap has no ${command}`);
    server.setCommandHandler(command, (connection, parsed, data, done) => {
      for (const item of (parsed.attributes ?? []).flat())
        if (typeof item === 'object' && 'partial' in item && item.partial) item.partial.pop = () => undefined;
      return handler(connection, parsed, data, done);
    });
  }
}

function ownClock(server: hoodiecrow.ImapServer, now: () => number): void {
  const append = server.appendMessage.bind(server);
  // Without the connection to leave out: a client must hear of what it appended itself (RFC 3501 6.3.11).
  server.appendMessage = (mailbox, flags, date, raw) => append(mailbox, flags, date ?? imapDate(now()), raw);
}

/** A folder that is made again after a deletion must not look like the old one (RFC 3501 2.3.1.1). */
function ownValidity(server: hoodiecrow.ImapServer, now: () => number): void {
  const known = new WeakSet<hoodiecrow.Mailbox>();
  let validity = Math.floor(now() / 1000);
  const number = () => {
    for (const mailbox of Object.values(server.folderCache)) {
      if (known.has(mailbox)) continue;
      known.add(mailbox);
      mailbox.uidvalidity = validity++;
    }
  };
  number();
  const create = server.createMailbox.bind(server);
  server.createMailbox = (path, mailbox) => {
    if (mailbox) known.add(mailbox);
    create(path, mailbox);
    number();
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3501 9, date-time, in UTC. @param at ms since the epoch */
export function imapDate(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getUTCDate())}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
