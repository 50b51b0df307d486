import type { AddressInfo, Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';

/** A failure to play once. `dot` with `lose` cuts the line instead of answering: mail kept, or mail lost too. */
export type Failure =
  | { readonly at: 'mail' | 'rcpt' | 'dot'; readonly code: number; readonly text: string }
  | { readonly at: 'dot'; readonly lose: 'answer' | 'mail' };

export interface SmtpFrontOptions {
  /** Password of the address, or null for an unknown one. */
  readonly passwordOf: (address: string) => string | null;
  readonly refuses: (address: string) => boolean;
  readonly accept: (from: string, to: string[], raw: Buffer) => void;
}

/** An SMTP server for anybody on loopback: AUTH is checked when it comes and not asked for. */
export async function listenForMail(
  Server: typeof SMTPServer,
  options: SmtpFrontOptions,
): Promise<{ port: number; failNext(failure: Failure): void; stop(): Promise<void> }> {
  const failures: Failure[] = [];
  const take = (at: Failure['at']): Failure | undefined => {
    const index = failures.findIndex((failure) => failure.at === at);
    return index < 0 ? undefined : failures.splice(index, 1)[0];
  };
  const sockets = new Map<number, Socket>();
  const server = new Server({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onAuth(auth, _session, callback) {
      const known = options.passwordOf((auth.username ?? '').toLowerCase());
      if (known !== null && auth.password === known) callback(null, { user: auth.username ?? '' });
      else callback(smtpError(535, '5.7.8 Wrong user or password'));
    },
    onMailFrom(_address, _session, callback) {
      callback(played(take('mail')));
    },
    onRcptTo({ address }, _session, callback) {
      const failure = played(take('rcpt'));
      if (failure) callback(failure);
      else callback(options.refuses(address.toLowerCase()) ? smtpError(550, '5.1.1 No such user') : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => callback(smtpError(451, '4.3.0 Broken off')));
      stream.on('end', () => {
        const failure = take('dot');
        const refusal = played(failure);
        if (refusal) return callback(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        const lose = failure && 'lose' in failure ? failure.lose : null;
        if (lose !== 'mail') {
          const to = rcptTo.map((recipient) => recipient.address);
          options.accept(mailFrom ? mailFrom.address : '', to, Buffer.concat(chunks));
        }
        if (lose === null) callback(null, 'Accepted');
        else sockets.get(session.remotePort)?.resetAndDestroy();
      });
    },
  });
  // Clients that go away mid-sentence are no concern of the sandbox.
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    const port = socket.remotePort ?? 0;
    socket.setNoDelay(true);
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    failNext: (failure) => void failures.push(failure),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function played(failure: Failure | undefined): Error | null {
  return failure && 'code' in failure ? smtpError(failure.code, failure.text) : null;
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
