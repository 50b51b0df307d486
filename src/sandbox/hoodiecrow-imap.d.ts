/** The parts of hoodiecrow-imap 2.1 that the sandbox uses (it brings no types). */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events';
  import type { Server, Socket } from 'node:net';

  namespace hoodiecrow {
    interface Message {
      uid: number;
      flags: string[];
      /** IMAP date-time (RFC 3501 9). */
      internaldate: string;
      /** One character a byte ("binary"). */
      raw: string;
      /** Once its structure was asked for. */
      parsed?: Part;
    }
    interface Part {
      header: string[];
      /** One character a byte, with CRLF; of a multipart none. */
      body?: string | string[];
      childNodes?: Part[];
    }
    interface Mailbox {
      path: string;
      uidvalidity: number;
      uidnext: number;
      flags: string[];
      messages: Message[];
    }
    /** A node of imap-handler: a token, or a plain string (quoted) or number. */
    type Token =
      | string
      | number
      | Token[]
      | {
          type: 'ATOM' | 'TEXT' | 'STRING' | 'LITERAL' | 'SEQUENCE';
          value: string;
          section?: Token[];
          partial?: number[];
        }
      | { type: 'SECTION'; section: Token[] };
    interface Command {
      tag: string;
      command: string;
      attributes?: Token[];
    }
    interface Response {
      tag: string;
      command?: string;
      attributes: Token[];
    }
    interface Connection {
      server: ImapServer;
      socket: Socket | null;
      state: 'Not Authenticated' | 'Authenticated' | 'Selected' | 'Logout';
      readOnly?: boolean;
      selectedMailbox?: Mailbox | false;
      inputHandler: false | ((line: string) => void);
      directNotifications: boolean;
      _notificationCallback: (notification: object) => void;
      send(response: Response, description: string, parsed?: Command, data?: string): void;
      processNotifications(parsed?: Command): void;
    }
    type Handler = (connection: Connection, parsed: Command, data: string, done: () => void) => void;
    interface ImapServer extends EventEmitter {
      server: Server;
      folderCache: Record<string, Mailbox>;
      outputHandlers: ((connection: Connection, response: Response, description?: string) => void)[];
      registerCapability(name: string): void;
      setCommandHandler(command: string, handler: Handler): void;
      getCommandHandler(command: string): Handler | false;
      getMailbox(path: string): Mailbox | undefined;
      createMailbox(path: string, mailbox?: Mailbox): void;
      appendMessage(
        mailbox: Mailbox | string,
        flags: string[],
        internaldate: string | undefined,
        raw: string,
        ignoreConnection?: Connection,
      ): { mailbox: Mailbox; message: Message };
    }
    interface Options {
      plugins?: (string | ((server: ImapServer) => void))[];
      storage?: Record<string, object>;
      users?: Record<string, { password: string }>;
    }
  }
  function hoodiecrow(options: hoodiecrow.Options): hoodiecrow.ImapServer;
  export = hoodiecrow;
}
