import { appendFileSync, rmSync } from 'node:fs';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Daemon, listOf, makeDaemon, quickConfig } from './daemon.js';
import { asSent, eventually, type Letter, mailsIn, pause, post, type SeenMail } from './letters.js';
import { type Servers, serversMissing, startServers, withServers } from './servers.js';

const support = 'support@example.com';
const anna = 'anna@example.com';
const at = (name: string) => `${name}@customer.test`;
const customers = [
  ...['away', 'vague', 'late-away', 'delayed', 'complains', 'machines'],
  ...['thanks', 'after', 'undone', 'but', 'picture'],
];
/** Three stages of two seconds; of fifteen for those that answer before the first one, however slow the machine is. */
const silence = 2_000;
const slowSilence = 15_000;
const answering = new Set(['away', 'complains', 'thanks', 'undone', 'but', 'picture']);
const three = ['follow-up 1', 'follow-up 2', 'follow-up 3'];
const dayMs = 86_400_000;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** What follows from a mail's kind (point by point of docs/mail-kinds.md), with one daemon; each test awaits its own story. */
describe.skipIf(serversMissing() !== null)(withServers('kinds of mail, on real servers'), () => {
  let servers: Servers;
  let daemon: Daemon;
  let looks: ReadonlyMap<string, ImapFlow>;
  const stories = new Map<string, Promise<void>>();

  const inbox = async (address: string): Promise<SeenMail[]> => mailsIn(looks.get(address)!, 'INBOX');
  const marks = async (name: string): Promise<string[]> =>
    (await inbox(at(name))).flatMap(({ mark }) => (mark === '' ? [] : [mark]));
  const waitForMark = (name: string, mark: string): Promise<void> =>
    eventually(async () => expect(await marks(name)).toContain(mark));
  const subjectOf = (name: string) => `${answering.has(name) ? '[slow] ' : ''}Matter of ${name}`;
  const askId = (name: string) => `ask-${name}@example.com`;

  /** The customer asks; the agent asks back, so that a silence begins that is not blind. */
  async function askBack(name: string): Promise<Letter> {
    const asked: Letter = {
      ...{
        from: `Customer <${at(name)}>`,
        to: support,
        subject: subjectOf(name),
        id: `q-${name}@customer.test`,
      },
      text: 'How do I go on?',
    };
    await post(servers, asked);
    const ask: Letter = {
      ...{ from: `Anna <${anna}>`, to: at(name), cc: support, subject: `Re: ${subjectOf(name)}` },
      ...{ id: askId(name), answers: asSent(asked), text: 'Which version is it?' },
    };
    await post(servers, ask);
    return ask;
  }
  /** A mail of the customer's side that answers the agent's. */
  const from = (name: string, ask: Letter, id: string, change: Partial<Letter>): Promise<unknown> =>
    post(servers, {
      ...{ from: `Customer <${at(name)}>`, to: `${anna}, ${support}`, subject: `Re: ${subjectOf(name)}` },
      ...{ id: `${id}-${name}@customer.test`, answers: asSent(ask), ...change },
    });
  const listed = async (name: string) =>
    (await listOf(daemon)).find((one) => one.subject === subjectOf(name));
  const shown = async (name: string) => {
    const { stdout, stderr } = await daemon.command('show', askId(name), '--json');
    expect(stdout, stderr).not.toBe('');
    return JSON.parse(stdout) as {
      why: string[];
      away: { returnsOn: string }[];
      mails: { messageId: string; kind: string; takenForThanks?: boolean }[];
    };
  };

  beforeAll(async () => {
    servers = await startServers({ users: [support, anna, ...customers.map(at)] });
    const open = [support, anna, ...customers.map(at)].map(
      async (address) => [address, await servers.imap(address)] as const,
    );
    looks = new Map(await Promise.all(open));
    const quick = quickConfig(servers, support);
    const wait = `${slowSilence / 1000}s`;
    const slow = {
      name: 'slow',
      match: { subject: '[slow]' },
      follow_ups: ['follow-up-1', 'final-notice'].map((template) => ({ after: wait, template })),
    };
    daemon = makeDaemon({ ...quick, policies: [slow, ...(quick.policies as object[])] });
    await daemon.start();
    // R2 counts in the seconds of Received: what is written in the second of the first run would count as older.
    await pause(1100);
    const told = {
      away,
      vague,
      lateAway,
      ghost,
      delayed,
      complains,
      machines,
      thanks,
      after,
      undone,
      but,
      picture,
    };
    for (const [name, story] of Object.entries(told)) {
      const running = story();
      running.catch(() => {});
      stories.set(name, running);
    }
  });
  afterAll(async () => {
    for (const client of looks?.values() ?? []) client.close();
    await daemon?.remove();
    await servers?.stop();
  });

  const told = (name: string) => async () => {
    await stories.get(name);
  };

  it('an out-of-office reply answers nothing, and its day of return moves the next stage', told('away'));
  async function away(): Promise<void> {
    const ask = await askBack('away');
    const back = new Date(Date.now() + 3 * dayMs).toISOString().slice(0, 10);
    await from('away', ask, 'ooo', {
      headers: ['Auto-Submitted: auto-replied'],
      subject: `Automatic reply: ${subjectOf('away')}`,
      text: `I am out of the office until ${back} and will answer afterwards.`,
    });
    await pause(slowSilence + silence);
    expect(await marks('away')).toEqual([]);
    expect(await shown('away')).toMatchObject({ away: [{ returnsOn: back }] });
    const next = Date.parse((await listed('away'))?.next?.at ?? '');
    const dayAfter = Date.parse(`${back}T00:00:00Z`) + dayMs;
    // Nine in the morning in Warsaw of the day after the return.
    expect(next - dayAfter).toBeGreaterThanOrEqual(7 * 3_600_000);
    expect(next - dayAfter).toBeLessThanOrEqual(8 * 3_600_000);
  }

  it('an automatic reply without a date changes nothing', told('vague'));
  async function vague(): Promise<void> {
    const ask = await askBack('vague');
    await from('vague', ask, 'auto', { headers: ['X-Autoreply: yes'], text: 'We have received your mail.' });
    await waitForMark('vague', 'follow-up 3');
    expect(await marks('vague')).toEqual(three);
  }

  it('an automatic reply after the close does not reopen', told('lateAway'));
  async function lateAway(): Promise<void> {
    const ask = await askBack('late-away');
    await waitForMark('late-away', 'follow-up 3');
    await pause(1100);
    await from('late-away', ask, 'ooo', { headers: ['Auto-Submitted: auto-replied'], text: 'I am away.' });
    await pause(silence);
    expect(await listed('late-away')).toMatchObject({ status: 'closed', outcome: 'no-reply', stagesSent: 3 });
  }

  it('a real bounce of Exim for an unknown user stops it as undeliverable and suppresses', told('ghost'));
  async function ghost(): Promise<void> {
    // Exim knows the user and Dovecot does not: its 550 5.1.1 comes back as a bounce.
    appendFileSync(`${servers.dir}/mailboxes`, `${at('ghost')}: nobody\n`);
    await askBack('ghost');
    await eventually(async () =>
      expect(
        (await inbox(anna)).some(
          ({ mark, subject }) => mark.startsWith('undeliverable') && subject.includes('ghost'),
        ),
      ).toBe(true),
    );
    expect(await listed('ghost')).toMatchObject({ status: 'closed', outcome: 'undeliverable' });
    await eventually(async () => {
      const { stdout } = await daemon.command('suppressed', '--json');
      expect(stdout).toContain(at('ghost'));
    });
  }

  it('a delayed notice and a transient bounce do nothing, but they are shown', told('delayed'));
  async function delayed(): Promise<void> {
    const ask = await askBack('delayed');
    await post(servers, report(ask, 'delayed', '4.4.1', 'delayed'));
    await post(servers, report(ask, 'delayed', '4.2.2', 'failed'));
    await waitForMark('delayed', 'follow-up 3');
    expect(await marks('delayed')).toEqual(three);
    const { why, mails } = await shown('delayed');
    expect(mails.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['delayed-notice', 'bounce']));
    expect(why.join('\n')).toContain('failed for now (4.2.2');
  }

  it('a complaint stops it and suppresses for good', told('complains'));
  async function complains(): Promise<void> {
    const ask = await askBack('complains');
    await post(servers, feedback(ask, 'complains'));
    await eventually(async () =>
      expect(await listed('complains')).toMatchObject({ status: 'closed', outcome: 'opted-out' }),
    );
    await pause(slowSilence + silence);
    expect(await marks('complains')).toEqual([]);
    const { stdout } = await daemon.command('suppressed', '--json');
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: at('complains'), permanent: true })]),
    );
  }

  it('receipts, calendar answers and bulk mail change nothing', told('machines'));
  async function machines(): Promise<void> {
    const ask = await askBack('machines');
    const receipt = 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b';
    await from('machines', ask, 'mdn', { headers: [receipt], text: '--b\n\nIt was displayed.\n--b--' });
    const invitation = 'Content-Type: text/calendar; method=REPLY';
    await from('machines', ask, 'ics', {
      headers: [invitation],
      text: 'BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR',
    });
    await from('machines', ask, 'bulk', {
      headers: ['Precedence: bulk', 'List-Unsubscribe: <mailto:off@customer.test>'],
      text: 'Our news.',
    });
    await waitForMark('machines', 'follow-up 3');
    expect(await marks('machines')).toEqual(three);
    expect((await shown('machines')).mails.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['read-receipt', 'calendar', 'bulk']),
    );
  }

  it('mere thanks close it as resolved, are listed, and the agent is told', told('thanks'));
  async function thanks(): Promise<void> {
    const ask = await askBack('thanks');
    await from('thanks', ask, 'ty', {
      text: `Thanks, works now!\n\nOn Monday, Anna wrote:\n> Which version is it?`,
    });
    await noticeOf('thanks');
    await pause(slowSilence + silence);
    expect(await marks('thanks')).toEqual([]);
    expect(await listed('thanks')).toMatchObject({ status: 'closed', outcome: 'resolved' });
    const { mails } = await shown('thanks');
    expect(mails.find(({ messageId }) => messageId === 'ty-thanks@customer.test')).toMatchObject({
      takenForThanks: true,
    });
    const { stdout } = await daemon.command('status', '--json');
    expect((JSON.parse(stdout) as { thanks: object[] }).thanks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ from: at('thanks'), messageId: 'ty-thanks@customer.test' }),
      ]),
    );
    const read = (await daemon.command('status')).stdout.replace(/\s+/g, ' ');
    expect(read).toMatch(
      /Taken for mere thanks in the last 7 days.*thanks@customer\.test.*Thanks, works now!/,
    );
    expect((await daemon.command('show', askId('thanks'))).stdout).toContain('human, mere thanks');
  }

  it('thanks after the close do not reopen', told('after'));
  async function after(): Promise<void> {
    const ask = await askBack('after');
    await waitForMark('after', 'follow-up 3');
    // Received tells whole seconds: what comes in the second of the final notice may be older than it.
    await pause(1100);
    await from('after', ask, 'ty', { text: 'Thank you very much!\n\nKind regards\nMaria' });
    await noticeOf('after');
    expect(await listed('after')).toMatchObject({ status: 'closed', outcome: 'resolved', stagesSent: 3 });
  }

  it('one word in answer to the notice makes an answer of the thanks', told('undone'));
  async function undone(): Promise<void> {
    const ask = await askBack('undone');
    await from('undone', ask, 'ty', { text: 'Danke, jetzt funktioniert es!' });
    const notice = await noticeOf('undone');
    await post(servers, {
      ...{ from: `Anna <${anna}>`, to: support, subject: `Re: ${notice.subject}`, answers: notice },
      ...{ id: 'word-undone@example.com', text: 'reopen\n\n> Does it need an answer?' },
    });
    await eventually(async () => expect(await listed('undone')).toMatchObject({ status: 'awaiting-agent' }));
    await pause(slowSilence + silence);
    expect(await marks('undone')).toEqual([]);
  }

  it('thanks with a but are an answer', told('but'));
  async function but(): Promise<void> {
    const ask = await askBack('but');
    await from('but', ask, 'ty', { text: 'Thanks, but it still fails.' });
    await pause(slowSilence + silence);
    expect(await marks('but')).toEqual([]);
    expect(await listed('but')).toMatchObject({ status: 'awaiting-agent' });
  }

  it('thanks with a file are an answer', told('picture'));
  async function picture(): Promise<void> {
    const ask = await askBack('picture');
    const parts = [
      '--b\nContent-Type: text/plain\n\nThanks!',
      '--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=error.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
      '--b--',
    ];
    await from('picture', ask, 'ty', {
      headers: ['Content-Type: multipart/mixed; boundary=b'],
      text: parts.join('\n'),
    });
    await eventually(async () => expect(await listed('picture')).toMatchObject({ status: 'awaiting-agent' }));
  }

  it('says the same when data/ is lost (I3)', async () => {
    await Promise.allSettled(stories.values());
    expect(await daemon.stop()).toBe(0);
    const before = await listOf(daemon);
    expect(before).toHaveLength(customers.length + 1);
    rmSync(daemon.data, { recursive: true });
    daemon.configure({ mode: 'observe' });
    expect((await daemon.command('run', '--once')).code).toBe(0);
    daemon.configure({});
    expect(await listOf(daemon)).toEqual(before);
  });

  const noticeOf = (name: string): Promise<SeenMail> =>
    eventually(async () => {
      const found = (await inbox(anna)).find(
        ({ mark, subject }) => mark.startsWith('thanks') && subject.includes(subjectOf(name)),
      );
      expect(found, `notice of thanks of ${name}`).toBeDefined();
      return found!;
    });

  /** A delivery status notification about the agent's mail (RFC 3464). */
  function report(ask: Letter, name: string, status: string, action: string): Letter {
    const parts = [
      '--r\nContent-Type: text/plain\n\nA message of yours.',
      `--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.customer.test\n\nFinal-Recipient: rfc822; ${at(name)}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 452 ${status} Mailbox full`,
      `--r\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${ask.id}>\nSubject: ${ask.subject}`,
      '--r--',
    ];
    return {
      ...{
        from: 'Mail Delivery System <mailer-daemon@customer.test>',
        to: support,
        subject: 'Delivery status',
      },
      ...{ id: `dsn-${status}@customer.test`, answers: asSent(ask), text: parts.join('\n\n') },
      headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary=r'],
    };
  }

  /** An abuse report about the agent's mail (RFC 5965). */
  function feedback(ask: Letter, name: string): Letter {
    const parts = [
      '--r\nContent-Type: text/plain\n\nThis is an abuse report.',
      '--r\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Feedback/1.0\nVersion: 1',
      `--r\nContent-Type: message/rfc822\n\nFrom: ${anna}\nTo: ${at(name)}\nMessage-ID: <${ask.id}>\nSubject: ${ask.subject}\n\nWhich version is it?`,
      '--r--',
    ];
    return {
      ...{ from: 'Feedback <feedback@isp.test>', to: support, subject: 'FW: complaint', id: 'arf@isp.test' },
      headers: ['Content-Type: multipart/report; report-type=feedback-report; boundary=r'],
      text: parts.join('\n\n'),
    };
  }
});
