/** Bytes that belong together, with the step of the protocol that they are. */
export interface Piece {
  readonly bytes: Buffer;
  /**
   * Client, SMTP: the verb (`MAIL`), `content`, `dot`; IMAP: the verb (`APPEND`, `UID FETCH`), `literal`, `rest`.
   * Server: `greeting`, `answer MAIL`, `untagged`, `literal`, `go-ahead`.
   */
  readonly step: string;
  /** The bytes as latin1; '' for content and literals. */
  readonly text: string;
  /** SMTP commands: the answer that is owed for it. */
  readonly owed?: Owed;
  /** SMTP answers: the local ones that come right behind it (RFC 2920: answers keep the order of their commands). */
  readonly behind?: readonly string[];
}

/** An SMTP command without an answer; `local` is one that the proxy gives in the server's place. */
export interface Owed {
  readonly verb: string;
  local: string | null;
}

/** Cuts both directions of one connection into pieces; nothing is lost, added or reordered. */
export interface Wire {
  readonly client: (chunk: Buffer) => Piece[];
  readonly server: (chunk: Buffer) => Piece[];
  /** Local answers whose turn has come. */
  readonly ready: () => string[];
}

export type Protocol = 'smtp' | 'imap';

export function wireOf(protocol: Protocol): Wire {
  return protocol === 'smtp' ? smtpWire() : imapWire();
}

/** SMTP and LMTP without BDAT (RFC 5321, 2033). */
function smtpWire(): Wire {
  const owed: Owed[] = [{ verb: 'greeting', local: null }];
  let inContent = false;
  let fromClient: Buffer = Buffer.alloc(0);
  let fromServer: Buffer = Buffer.alloc(0);

  const command = (line: Buffer): Piece => {
    const text = line.toString('latin1');
    const verb = /^[A-Za-z]{4,8}(?=[ \r])/.exec(text)?.[0].toUpperCase() ?? 'continuation';
    const answer: Owed = { verb, local: null };
    owed.push(answer);
    return { bytes: line, step: verb, text, owed: answer };
  };
  /** Content up to the final dot; a tail that could become one waits for more. */
  const content = (pieces: Piece[]): boolean => {
    const end = fromClient.indexOf('\r\n.\r\n');
    if (end >= 0) {
      pieces.push({ bytes: fromClient.subarray(0, end + 2), step: 'content', text: '' });
      const answer: Owed = { verb: 'dot', local: null };
      owed.push(answer);
      pieces.push({ bytes: fromClient.subarray(end + 2, end + 5), step: 'dot', text: '.', owed: answer });
      fromClient = fromClient.subarray(end + 5);
      inContent = false;
      return true;
    }
    const keep = [4, 3, 2, 1].find((n) =>
      fromClient.subarray(-n).equals(Buffer.from('\r\n.\r').subarray(0, n)),
    );
    const cut = fromClient.length - (keep ?? 0);
    if (cut > 0) pieces.push({ bytes: fromClient.subarray(0, cut), step: 'content', text: '' });
    fromClient = fromClient.subarray(cut);
    return false;
  };

  const ready = (): string[] => {
    const texts: string[] = [];
    while (owed[0] && owed[0].local !== null) texts.push(owed.shift()!.local!);
    return texts;
  };

  return {
    ready,
    client(chunk) {
      fromClient = Buffer.concat([fromClient, chunk]);
      const pieces: Piece[] = [];
      for (;;) {
        if (inContent) {
          if (!content(pieces)) return pieces;
          continue;
        }
        const end = fromClient.indexOf('\r\n');
        if (end < 0) return pieces;
        pieces.push(command(fromClient.subarray(0, end + 2)));
        fromClient = fromClient.subarray(end + 2);
      }
    },
    server(chunk) {
      fromServer = Buffer.concat([fromServer, chunk]);
      const pieces: Piece[] = [];
      let from = 0;
      for (let at = 0; ; ) {
        const end = fromServer.indexOf('\r\n', at);
        if (end < 0) break;
        const last = fromServer.subarray(at, end + 2).toString('latin1');
        at = end + 2;
        if (!/^\d{3}(?: |\r)/.test(last)) continue;
        const verb = owed.shift()?.verb ?? 'nothing';
        if (verb === 'DATA' && last.startsWith('354')) inContent = true;
        const bytes = fromServer.subarray(from, at);
        const step = verb === 'greeting' ? verb : `answer ${verb}`;
        pieces.push({ bytes, step, text: bytes.toString('latin1'), behind: ready() });
        from = at;
      }
      fromServer = fromServer.subarray(from);
      return pieces;
    },
  };
}

/** IMAP (RFC 9051), as far as telling commands, answers and literals apart goes. */
function imapWire(): Wire {
  const verbs = new Map<string, string>();
  const client = lines((line, begins) => {
    const found = /^(\S+) (UID \S+|[A-Za-z]+)/.exec(line);
    if (!begins) return 'rest';
    if (!found) return /^DONE\r/i.test(line) ? 'DONE' : 'continuation';
    const verb = found[2]!.toUpperCase();
    verbs.set(found[1]!, verb);
    return verb;
  });
  let greeted = false;
  const server = lines((line, begins) => {
    if (!begins) return 'rest';
    if (!greeted) {
      greeted = true;
      return 'greeting';
    }
    if (line.startsWith('* ')) return 'untagged';
    if (line.startsWith('+')) return 'go-ahead';
    const tag = line.slice(0, line.indexOf(' '));
    const verb = verbs.get(tag);
    verbs.delete(tag);
    return `answer ${verb ?? 'nothing'}`;
  });
  return { client, server, ready: () => [] };
}

/** Lines, and the literals between them (RFC 9051 4.3, RFC 7888). */
function lines(stepOf: (line: string, begins: boolean) => string): (chunk: Buffer) => Piece[] {
  let waiting: Buffer = Buffer.alloc(0);
  let literal = 0;
  let begins = true;
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    const pieces: Piece[] = [];
    while (waiting.length > 0) {
      if (literal > 0) {
        const bytes = waiting.subarray(0, literal);
        literal -= bytes.length;
        waiting = waiting.subarray(bytes.length);
        pieces.push({ bytes, step: 'literal', text: '' });
        continue;
      }
      const end = waiting.indexOf('\r\n');
      if (end < 0) break;
      const bytes = waiting.subarray(0, end + 2);
      const text = bytes.toString('latin1');
      waiting = waiting.subarray(end + 2);
      pieces.push({ bytes, step: stepOf(text, begins), text });
      const size = /\{(\d+)\+?\}\r\n$/.exec(text)?.[1];
      literal = Number(size ?? 0);
      begins = size === undefined;
    }
    return pieces;
  };
}
