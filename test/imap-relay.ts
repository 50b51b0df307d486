import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  readonly close: () => void;
}

type Fate = 'pass' | 'no' | 'cut';

interface Quirks {
  /** What becomes of a command (one line, as the client sent it); `no` refuses it without asking the server. */
  readonly command?: (line: string) => Fate | Promise<Fate>;
  /** The server's words to the last command, one character a byte. */
  readonly answer?: (words: string, command: string) => string;
}

/** A line to the IMAP server at this port on which something is odd. */
export async function relayTo(port: number, { command, answer }: Quirks): Promise<Relay> {
  const open = new Set<Socket>();
  const server = createServer((line) => {
    const onward = connect(port, '127.0.0.1');
    let last = '';
    for (const socket of [line, onward]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        for (const one of [line, onward]) {
          one.destroy();
          open.delete(one);
        }
      });
    }
    onward.on('data', (data) => {
      line.write(answer ? Buffer.from(answer(data.toString('latin1'), last), 'latin1') : data);
    });
    line.on('data', async (data) => {
      const words = data.toString('latin1');
      last = words;
      const asked = command?.(words) ?? 'pass';
      const fate = typeof asked === 'string' ? asked : await asked;
      if (fate === 'cut') line.destroy();
      else if (fate === 'no') line.write(`${words.split(' ', 1)[0]} NO [SERVERBUG] damaged\r\n`);
      else onward.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
