import type { AddressInfo, Socket } from 'node:net';
import type hoodiecrow from 'hoodiecrow-imap';

/** What the door needs to know of a user. */
export interface ImapUser {
  readonly password: string;
  readonly account: hoodiecrow.ImapServer;
}

/**
 * One IMAP port for several users. hoodiecrow knows one set of folders a server, so this server has none: a
 * successful LOGIN hands the connection over to the server of that user.
 */
export async function listenForUsers(
  create: typeof hoodiecrow,
  users: ReadonlyMap<string, ImapUser>,
): Promise<{ port: number; stop(): Promise<void> }> {
  const front = create({ plugins: ['special-use', 'uidplus', 'move', 'unselect', 'idle'], users: {} });
  front.setMaxListeners(0);
  front.setCommandHandler('LOGIN', (connection, parsed, data, done) => {
    const [name, password] = (parsed.attributes ?? []).map(textOf);
    const user = users.get((name ?? '').toLowerCase());
    const answer = (command: string, ...attributes: hoodiecrow.Token[]) =>
      connection.send({ tag: parsed.tag, command, attributes }, 'LOGIN', parsed, data);
    if (!user || user.password !== password) {
      const code: hoodiecrow.Token = { type: 'ATOM', value: 'AUTHENTICATIONFAILED' };
      answer('NO', { type: 'SECTION', section: [code] }, { type: 'TEXT', value: 'Wrong user or password' });
      return done();
    }
    front.removeListener('notify', connection._notificationCallback);
    user.account.on('notify', connection._notificationCallback);
    connection.server = user.account;
    connection.state = 'Authenticated';
    answer('OK', { type: 'TEXT', value: 'Logged in' });
    return done();
  });
  const sockets = new Set<Socket>();
  front.server.on('connection', (socket) => {
    // Several small writes an answer: without this each waits 40 ms for the client's delayed ACK.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    front.server.once('error', reject);
    front.server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (front.server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        front.server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function textOf(token: hoodiecrow.Token): string {
  return typeof token === 'object' && 'value' in token ? token.value : '';
}
