import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type FaultProxy, openProxy, type Seen } from './proxy.js';
import { wireOf } from './wire.js';

describe('the wires of the fault proxy', () => {
  const smtp = ['EHLO me\r\n', 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n', 'one\r\n.', '\r\nQUIT\r\n'];
  const answers = [
    '220 hi\r\n',
    '250-a\r\n250 b\r\n',
    '250 ok\r\n250 ok\r\n354 go\r\n',
    '250 taken\r\n221 bye\r\n',
  ];

  it('cuts SMTP into steps, whatever the pieces in which it comes', () => {
    const wire = wireOf('smtp');
    const steps: string[] = [];
    const give = (side: 'client' | 'server', text: string) => {
      for (const byte of text) for (const piece of wire[side](Buffer.from(byte))) steps.push(piece.step);
    };
    give('server', answers[0]!);
    for (const [i, text] of smtp.entries()) {
      give('client', text);
      if (i !== 2) give('server', answers[i === 3 ? 3 : i + 1]!);
    }
    expect(steps.filter((step, i) => step !== 'content' || steps[i - 1] !== 'content')).toEqual([
      ...['greeting', 'EHLO', 'answer EHLO', 'MAIL', 'RCPT', 'DATA', 'answer MAIL', 'answer RCPT'],
      ...['answer DATA', 'content', 'dot', 'QUIT', 'answer dot', 'answer QUIT'],
    ]);
  });

  it('cuts IMAP into steps, and takes no literal for a command', () => {
    const wire = wireOf('imap');
    const steps = (side: 'client' | 'server', text: string) =>
      wire[side](Buffer.from(text)).map(({ step }) => step);
    expect(steps('server', '* OK hi\r\n')).toEqual(['greeting']);
    expect(steps('client', '1 APPEND Thrice {8+}\r\n2 LIST\r\n\r\n')).toEqual(['APPEND', 'literal', 'rest']);
    expect(steps('server', '* 1 FETCH (BODY {5}\r\n1 OK\r)\r\n1 OK done\r\n')).toEqual([
      ...['untagged', 'literal', 'rest', 'answer APPEND'],
    ]);
    expect(steps('client', '3 UID FETCH 1:2 (UID)\r\nDONE\r\n')).toEqual(['UID FETCH', 'DONE']);
  });
});

describe('the fault proxy', () => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  /** A mail server that answers 250 to each line, what it got, and a client's view of it through a proxy. */
  async function lines(): Promise<{ proxy: FaultProxy; got: string[]; heard: () => string; client: Socket }> {
    const got: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('220 hi\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
          got.push(line);
          socket.write(`250 ${line}\r\n`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = await openProxy('smtp', (server.address() as { port: number }).port);
    const client = connect(proxy.port, '127.0.0.1');
    let heard = '';
    client.on('error', () => {});
    client.on('data', (chunk) => {
      heard += chunk.toString();
    });
    open.push(
      () => proxy.close(),
      () => new Promise((resolve) => server.close(resolve)),
    );
    return { proxy, got, heard: () => heard, client };
  }
  const until = (holds: () => boolean) => expect.poll(holds, { timeout: 60_000 }).toBe(true);

  it('gives an answer in the place of the server, in the order of the commands', async () => {
    const { proxy, got, heard, client } = await lines();
    proxy.set({
      ...{ name: 'no', from: 'client', step: 'RCPT', text: /<b>/ },
      act: { do: 'answer', text: '450 no' },
    });
    client.write('MAIL FROM:<a>\r\nRCPT TO:<b>\r\nRCPT TO:<c>\r\n');
    await until(() => heard().includes('<c>'));
    expect(heard()).toBe('220 hi\r\n250 MAIL FROM:<a>\r\n450 no\r\n250 RCPT TO:<c>\r\n');
    expect(got).toEqual(['MAIL FROM:<a>', 'RCPT TO:<c>']);
    expect(proxy.fired.get('no')).toBe(1);
  });

  it('cuts at the n-th match, before it passes, and truncates within a piece', async () => {
    const { proxy, got, heard, client } = await lines();
    proxy.set({ name: 'cut', from: 'client', step: 'NOOP', skip: 1, act: { do: 'cut' } });
    client.write('NOOP one\r\n');
    await until(() => heard().includes('one'));
    let ended = false;
    client.once('end', () => {
      ended = true;
    });
    client.write('NOOP two\r\n');
    await until(() => ended);
    expect(got).toEqual(['NOOP one']);
    const more = await lines();
    more.proxy.set({
      ...{ name: 'half', from: 'server', step: 'answer NOOP' },
      act: { do: 'truncate', bytes: 5, end: 'cut' },
    });
    more.client.write('NOOP x\r\n');
    await new Promise((resolve) => more.client.once('end', resolve));
    expect(more.heard()).toBe('220 hi\r\n250 N');
  });

  it('holds until released, and keeps silent for good', async () => {
    const { proxy, got, heard, client } = await lines();
    proxy.set({ name: 'hold', from: 'client', step: 'HOLD', act: { do: 'hold' } });
    const seen: Seen[] = [];
    proxy.watch((one) => seen.push(one));
    client.write('HOLD it\r\nNOOP\r\n');
    await until(() => seen.some(({ step }) => step === 'HOLD'));
    expect(got).toEqual([]);
    proxy.release();
    await until(() => heard().includes('250 NOOP'));
    expect(got).toEqual(['HOLD it', 'NOOP']);
    proxy.set({ name: 'silence', from: 'client', step: 'QUIT', act: { do: 'silence' } });
    client.write('QUIT\r\nNOOP more\r\n');
    await until(() => proxy.fired.get('silence') === 1);
    expect(got).toEqual(['HOLD it', 'NOOP']);
    client.destroy();
  });
});
