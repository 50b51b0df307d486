import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { postRequest } from '../../src/store/requests.js';
import { ask, ask0, dataOf } from '../scenarios/matter.js';
import { bot, day, maria, minute, type Stage, setStage } from '../scenarios/stage.js';
import { type FaultProxy, openProxy, type Seen } from './proxy.js';

vi.setConfig({ testTimeout: 300_000 });

/** I8: a mail of which the server dies. Four losses at the same mail, then it is left out, and the rest is served. */

let stage: Stage;
let line: FaultProxy;
let folder = '';
beforeEach(async () => {
  stage = await setStage();
  line = await openProxy('imap', stage.sandbox.imapPort);
  line.watch(({ step, text }) => {
    if (step === 'EXAMINE' || step === 'SELECT') folder = text.trim().split(' ').at(-1) ?? '';
  });
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const mailbox = { address: bot, name: 'Example Support', password: 'secret' };
  stage.config({ mailbox: { ...mailbox, imap: place(line.port), smtp: place(stage.sandbox.smtpPort) } });
  await stage.pass();
  stage.now += minute;
});
afterEach(async () => {
  await line.close();
  await stage.stop();
});

/** The client asks INBOX for something of the mail's text; its UID and INTERNALDATE alone kill nobody. */
function asksFor({ step, text }: Seen, uid: number): boolean {
  const [, set] = /^\S+ UID FETCH (\S+) .*BODY/i.exec(text) ?? [];
  if (step !== 'UID FETCH' || folder !== 'INBOX' || !set) return false;
  return set.split(',').some((part) => {
    const [first, last = first] = part.split(':').map(Number);
    return Number(first) <= uid && uid <= Number(last);
  });
}

/** The server ends the connection whenever it is asked for this mail, up to `times`. */
function deadly(uid: number, times = Number.POSITIVE_INFINITY): () => void {
  const name = 'server dies';
  return line.set({ name, from: 'client', times, when: (seen) => asksFor(seen, uid), act: { do: 'cut' } });
}

/** Passes until one comes to its end: how many lost the line before. Each is a process of its own. */
async function losses(): Promise<number> {
  for (let lost = 0; lost < 12; lost++) {
    const failed = await stage.pass().then(
      () => null,
      (error: Error) => error.message,
    );
    if (failed === null) return lost;
    expect(failed).toMatch(/^The connection to 127\.0\.0\.1 was lost \(could not /);
    stage.now += minute;
  }
  throw new Error('it never comes to its end');
}

const quarantined = () => stage.withRuntime(async ({ store }) => store.state.get().quarantined);
const uidOf = (id: string): number =>
  stage.sandbox
    .mailbox(bot)
    .mails('INBOX')
    .find(({ raw }) => raw.includes(`Message-ID: <${id}>`))?.uid ?? 0;

/** A true matter on either side of the mail that is in the way; the first was read before. Gives its UID. */
async function threeMails(): Promise<number> {
  ask0(stage, '1');
  await stage.pass();
  stage.now += minute;
  stage.deliver({ from: maria, to: bot, id: 'deadly@customer.test', subject: 'Deadly' });
  stage.now += minute;
  ask0(stage, '2');
  return uidOf('deadly@customer.test');
}

describe('a mail of which the server dies', () => {
  test('four losses, then it is quarantined with its reason; what lies behind it is read', async () => {
    const uid = await threeMails();
    deadly(uid);
    expect(await losses()).toBe(4);
    expect(line.fired.get('server dies')).toBe(4);
    const reason = 'the server ends the connection when it is asked for its header';
    expect(await quarantined()).toMatchObject([{ folder: 'INBOX', uid, reason }]);
    const read = (await stage.conversations()).map(({ derived }) => derived.subject).sort();
    expect(read).toEqual(['Invoice 1', 'Invoice 2']);
    // I8: it may be the answer to what was silent when it came. It is not asked for again.
    stage.now += 3 * day;
    expect(await losses()).toBe(0);
    expect(line.fired.get('server dies')).toBe(4);
    expect(['1', '2'].map((n) => stage.mailsTo(`customer${n}@customer.test`).length)).toEqual([0, 1]);
  });

  test('replayed when the server is mended, it is read, and what it held goes', async () => {
    const uid = await threeMails();
    const mended = deadly(uid);
    await losses();
    mended();
    postRequest(dataOf(stage), { type: 'replay', places: [{ folder: 'INBOX', uid }] }, stage.now);
    expect(await losses()).toBe(0);
    expect(await quarantined()).toEqual([]);
    stage.now += 3 * day;
    await stage.pass();
    expect(['1', '2'].map((n) => stage.mailsTo(`customer${n}@customer.test`).length)).toEqual([1, 1]);
  });

  test('lost three times and then borne: it is a mail like any other', async () => {
    deadly(await threeMails(), 3);
    expect(await losses()).toBe(3);
    expect(await quarantined()).toEqual([]);
    expect((await stage.conversations()).map(({ derived }) => derived.subject)).toContain('Deadly');
  });

  test('a line that is lost elsewhere each time leaves nothing out', async () => {
    await threeMails();
    await stage.pass();
    // One more mail each time, at which it is lost for once.
    for (let n = 0; n < 6; n++) {
      stage.deliver({ from: maria, to: bot, id: `more${n}@customer.test`, subject: `More ${n}` });
      deadly(uidOf(`more${n}@customer.test`), 1);
      expect(await losses()).toBe(1);
    }
    expect(await quarantined()).toEqual([]);
  });

  test('two such mails: each is found, and both are left out', async () => {
    const [first, last] = [await threeMails(), uidOf(`2${ask}`)];
    deadly(first);
    deadly(last);
    expect(await losses()).toBeLessThanOrEqual(8);
    expect((await quarantined()).map(({ uid }) => uid).sort()).toEqual([first, last].sort());
  });
});
