import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { bot, type Stage } from './stage.js';

/** The service through which Thrice sends, and what it makes of the Message-ID of the n-th mail. */
export interface Renamer {
  /** The header lines that take the place of the line `Message-ID: <...>`. */
  readonly lines: (n: number, line: string) => string;
  readonly answer: (n: number) => string;
}

const sesToken = (n: number): string => `0102018f1234${1000 + n}-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee-000000`;

/** It tells the new id in its answer. */
export const ses: Renamer = {
  lines: (n) => `Message-ID: <${sesToken(n)}@eu-west-1.amazonses.com>`,
  answer: (n) => `Ok ${sesToken(n)}`,
};

/** It keeps the old id in a header of its own. */
export const brevo: Renamer = {
  lines: (n, line) => `Message-ID: <2026.${n}@smtp-relay.mailin.fr>\r\nOrigin-messageId: ${line.slice(12)}`,
  answer: () => 'Ok: queued as 2026',
};

/** It tells nobody. */
export const silent: Renamer = {
  lines: (n) => `Message-ID: <mail-${n}@relay.test>`,
  answer: () => 'Ok',
};

/** Has the stage send through such a service. `loseLineTo`: the line is lost once, when the server has taken a mail to this address. */
export async function sendThrough(
  stage: Stage,
  renamer: Renamer,
  loseLineTo?: string,
): Promise<{ lost: () => boolean; stop: () => Promise<void> }> {
  let [n, lost] = [0, false];
  const relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'support' }),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const mail = n++;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const raw = Buffer.concat(parts)
          .toString('latin1')
          .replace(/^Message-ID: .*$/im, (line) => renamer.lines(mail, line));
        stage.sandbox.deliver(Buffer.from(raw, 'latin1'), to, stage.now);
        if (!lost && loseLineTo !== undefined && to.includes(loseLineTo)) {
          lost = true;
          for (const socket of sockets) socket.destroy();
          return;
        }
        done(null, renamer.answer(mail));
      });
    },
  });
  const sockets = new Set<Socket>();
  relay.server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((listening) => {
    relay.listen(0, '127.0.0.1', listening);
  });
  const address = relay.server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay does not listen.');
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  stage.config({
    mailbox: {
      ...{ address: bot, name: 'Example Support', password: 'secret' },
      imap: place(stage.sandbox.imapPort),
      smtp: place(address.port),
    },
  });
  return {
    lost: () => lost,
    stop: () =>
      new Promise((closed) => {
        relay.close(() => closed());
      }),
  };
}
