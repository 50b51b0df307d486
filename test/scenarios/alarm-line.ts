import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';

/** A line to a server on loopback that can be cut, and whose server can be made to refuse one IMAP folder. */
export interface Line {
  readonly port: number;
  /** Connections that were tried so far. */
  tries(): number;
  /** Ends every connection, and each new one at once. */
  cut(): void;
  mend(): void;
  /** The server says NO to whoever opens the folder; null: to nobody. */
  refuse(folder: string | null): void;
  /** To whoever opens a folder the server says something every 20 ms, and never the answer. */
  prattle(): void;
  stop(): Promise<void>;
}

export async function layLine(serverPort: number): Promise<Line> {
  const open = new Set<Socket>();
  let down = false;
  let refused: string | null = null;
  let prattling = false;
  let tries = 0;
  const proxy = createServer((client) => {
    tries++;
    open.add(client);
    if (down) return void client.destroy();
    const server = tcpConnect(serverPort, '127.0.0.1');
    const end = () => {
      open.delete(client);
      client.destroy();
      server.destroy();
    };
    client.on('data', (chunk) => {
      const [, tag, folder] = /^(\S+) (?:EXAMINE|SELECT) "?([^"\s]+)"?/i.exec(chunk.toString()) ?? [];
      if (prattling && folder) {
        const timer = setInterval(() => client.write('* OK still looking\r\n'), 20);
        client.once('close', () => clearInterval(timer));
      } else if (refused !== null && folder === refused)
        client.write(`${tag} NO [SERVERBUG] its index is damaged\r\n`);
      else server.write(chunk);
    });
    server.on('data', (chunk) => client.write(chunk));
    for (const side of [client, server]) side.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    tries: () => tries,
    cut() {
      down = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      down = false;
    },
    refuse(folder) {
      refused = folder;
    },
    prattle() {
      prattling = true;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        proxy.close(() => resolve());
      }),
  };
}
