import type { Socket } from 'node:net';
import type { Piece, Wire } from './wire.js';

/** One connection through a proxy. */
export interface Line {
  readonly number: number;
  readonly wire: Wire;
  readonly client: Socket;
  readonly server: Socket;
  readonly bytes: { client: number; server: number };
  /** passing; deaf: everything is swallowed; alone: the server is gone and the proxy answers. */
  state: 'passing' | 'deaf' | 'alone';
}

/** Moves the bytes of one side through `handle`, in order, also where one piece has to wait. */
export function flow(
  line: Line,
  from: 'client' | 'server',
  handle: (line: Line, from: 'client' | 'server', piece: Piece) => Promise<void> | null,
): void {
  const [source, target] = from === 'client' ? [line.client, line.server] : [line.server, line.client];
  const waiting: Piece[] = [];
  let busy = false;
  let ended = false;
  const drain = (): void => {
    while (!busy && waiting.length > 0) {
      const wait = handle(line, from, waiting.shift()!);
      if (!wait) continue;
      busy = true;
      void wait.then(() => {
        busy = false;
        drain();
      });
    }
    if (!ended || busy) return;
    if (line.state === 'passing') target.end();
    // Nothing passes any more, and whoever waits on the other side must not wait for ever.
    else if (from === 'client') target.destroy();
  };
  source.on('data', (chunk) => {
    waiting.push(...line.wire[from](chunk));
    drain();
  });
  source.on('end', () => {
    ended = true;
    drain();
  });
  source.on('error', () => {});
  source.on('close', (failed) => {
    if (from === 'server' && line.state === 'alone') return;
    // A client that is gone can be told nothing; a server that reset its line resets the client's.
    if (from === 'client' || failed) target.destroy();
  });
}

/** Ends a line: FIN, RST, or not at all. What still comes is swallowed. */
export function end(line: Line, how: 'cut' | 'reset' | 'silence'): void {
  line.state = 'deaf';
  if (how === 'silence') return;
  for (const socket of [line.client, line.server]) {
    if (how === 'reset') socket.resetAndDestroy();
    else socket.end();
  }
}

/** A command that the server never sees. The dot cannot be taken back, so the server is left behind with it. */
export function answerInstead(line: Line, piece: Piece, text: string): void {
  if (piece.owed && piece.step !== 'dot') {
    piece.owed.local = `${text}\r\n`;
    for (const ready of line.wire.ready()) line.client.write(ready);
    return;
  }
  line.client.write(`${text.replace(/^TAG\b/, piece.text.split(' ', 1)[0] ?? '')}\r\n`);
  // An answer of the server that is replaced: the transaction itself went on. So does an IMAP session behind its greeting.
  const greets = piece.step === 'greeting' && !piece.text.startsWith('* ');
  if (piece.step !== 'dot' && !greets) return;
  line.state = 'alone';
  line.server.destroy();
}

/** What a client hears when the server behind the proxy is gone. */
export function answerAlone(line: Line, piece: Piece): void {
  if (piece.step === 'QUIT') line.client.end('221 2.0.0 bye\r\n');
  else line.client.end('421 4.3.2 closing\r\n');
  line.state = 'deaf';
}
