import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Daemon, listOf, makeDaemon, quickConfig } from './daemon.js';
import { asSent, eventually, type Letter, mailsIn, pause, post, type SeenMail, store } from './letters.js';
import { freePorts } from './process.js';
import { type Servers, serversMissing, startServers, withServers } from './servers.js';

const support = 'support@example.com';
const anna = 'anna@example.com';
const ben = 'ben@example.com';
const at = (name: string) => `${name}@customer.test`;
const customers = 'carla bcc to middle archive junk two three bye slow skip close wait never sales observe'
  .split(' ')
  .concat('draft1 draft2 draft3 dead k1 k2 k3 k4 k5 k6'.split(' '));
/** Three stages of two seconds, and the mails of them. */
const silence = 2_000;
const three = ['follow-up 1', 'follow-up 2', 'follow-up 3'];

// Waiting for the slowest conversation is part of the first test that is asked.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** One daemon per mailbox runs all conversations of its mailbox at once; each test then awaits its own. */
describe.skipIf(serversMissing() !== null)(withServers('the whole story, on real servers'), () => {
  let servers: Servers;
  const looks = new Map<string, Promise<ImapFlow>>();
  const daemons: Daemon[] = [];
  const stories = new Map<string, Promise<void>>();

  const look = (address: string): Promise<ImapFlow> => {
    const open = looks.get(address) ?? servers.imap(address);
    looks.set(address, open);
    return open;
  };
  const inbox = async (address: string): Promise<SeenMail[]> => mailsIn(await look(address), 'INBOX');
  const folder = async (address: string, path: string): Promise<SeenMail[]> =>
    mailsIn(await look(address), path);
  /** What the customer got from Thrice, in the order of arrival. */
  const followUps = async (name: string): Promise<SeenMail[]> =>
    (await inbox(at(name))).filter((mail) => mail.mark !== '');
  const marks = async (name: string): Promise<string[]> => (await followUps(name)).map((mail) => mail.mark);
  const waitForMark = (name: string, mark: string): Promise<SeenMail> =>
    eventually(async () => {
      const found = (await followUps(name)).find((mail) => mail.mark === mark);
      expect(found, `${mark} to ${name}`).toBeDefined();
      return found!;
    });
  /** A notice to an agent about the conversation with this customer. */
  const waitForNotice = (agent: string, purpose: string, subject: string): Promise<SeenMail> =>
    eventually(async () => {
      const found = (await inbox(agent)).find(
        (mail) => mail.mark.startsWith(purpose) && mail.subject.includes(subject),
      );
      expect(found, `notice ${purpose} about ${subject}`).toBeDefined();
      return found!;
    });

  const subjectOf = (name: string) => (name === 'slow' ? '[slow] Matter of slow' : `Matter of ${name}`);
  const question = (name: string, to = support): Letter => ({
    from: `Customer ${name} <${at(name)}>`,
    to,
    subject: subjectOf(name),
    id: `question-${name}@customer.test`,
    text: 'How do I go on?',
  });
  /** The customer asks, so that the silence is not blind; then the agent asks back. */
  const askBack = async (name: string, change: Partial<Letter> = {}, mailbox = support): Promise<Letter> => {
    const asked = question(name, mailbox);
    await post(servers, asked);
    const letter: Letter = {
      from: `Anna <${anna}>`,
      to: at(name),
      subject: `Re: ${subjectOf(name)}`,
      id: `ask-${name}@example.com`,
      answers: asSent(asked),
      text: `Which version is it, ${name}?`,
      ...change,
    };
    if (addressOf(letter.from) === anna || addressOf(letter.from) === ben) await post(servers, letter);
    return letter;
  };
  const addressOf = (text: string) => /<([^>]+)>/.exec(text)?.[1] ?? text;
  const answer = (name: string, to: SeenMail | Letter, change: Partial<Letter> = {}): Letter => ({
    from: `Customer ${name} <${at(name)}>`,
    to: replyAddress(to),
    subject: `Re: ${subjectOf(name)}`,
    id: `answer-${name}@customer.test`,
    answers: 'raw' in to ? to : asSent(to),
    text: 'It is version 7.\n\nOn Monday, Example Support wrote:\n> Could you let us know how things stand?',
    ...change,
  });
  const replyAddress = (mail: SeenMail | Letter): string =>
    'raw' in mail ? (/^Reply-To: (.*)\r$/im.exec(mail.raw)?.[1] ?? support) : support;
  const prepared = (address: string, change: Record<string, unknown> = {}): Daemon => {
    const daemon = makeDaemon({ ...quickConfig(servers, address), ...change });
    daemons.push(daemon);
    return daemon;
  };

  let main: Daemon;
  let watching: Daemon;
  let observing: Daemon;
  let drafting: Daemon;
  let crashing: Daemon;

  beforeAll(async () => {
    const team = ['support', 'sales', 'info', 'help', 'crash', 'anna', 'ben'].map((n) => `${n}@example.com`);
    servers = await startServers({ users: [...team, ...customers.map(at)] });
    const slow = {
      name: 'slow',
      match: { subject: '[slow]' },
      follow_ups: [{ after: '2d', template: 'final-notice' }],
    };
    const quick = (quickConfig(servers, support).policies as unknown[])[0];
    main = prepared(support, { blind_notice: '1s', policies: [slow, quick] });
    watching = prepared('sales@example.com', { watch: 'all' });
    observing = prepared('info@example.com', { mode: 'observe' });
    drafting = prepared('help@example.com', { mode: 'draft' });
    crashing = prepared('crash@example.com', {
      policies: [
        {
          name: 'two',
          follow_ups: ['follow-up-1', 'final-notice'].map((template) => ({ after: '2s', template })),
        },
      ],
    });
    await Promise.all([main.start(), watching.start(), drafting.start(), crashing.start()]);
    // R2 counts in the seconds of Received: what is written in the second of the first run would count as older.
    await pause(1100);
    const tell = {
      cc,
      bcc,
      to,
      middle,
      archive,
      junk,
      two,
      bye,
      slow: slowly,
      bounce,
      skip,
      close,
      wait,
      never,
    };
    for (const [name, story] of Object.entries({ ...tell, watchAll, observe, draft, kill })) {
      const running = story();
      running.catch(() => {});
      stories.set(name, running);
    }
  });
  afterAll(async () => {
    for (const client of looks.values()) (await client).close();
    await Promise.all(daemons.map((daemon) => daemon.remove()));
    await servers?.stop();
  });

  const told = (name: string) => async () => {
    await stories.get(name);
  };

  it(
    'starts by Cc; three follow-ups in one thread, the close, and a late reply that reopens and is told',
    told('cc'),
  );
  async function cc(): Promise<void> {
    const ask = await askBack('carla', { cc: support });
    await waitForMark('carla', 'follow-up 3');
    const [own, ...mails] = await inbox(at('carla'));
    expect(own?.id).toBe(ask.id);
    expect(mails.map((mail) => mail.mark)).toEqual(three);
    for (const mail of mails) {
      expect(mail.subject).toBe('Re: Matter of carla');
      expect(mail.inReplyTo).toBe(ask.id);
      expect(mail.references).toEqual(['question-carla@customer.test', ask.id]);
      expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    }
    await pause(silence + 500);
    const late = answer('carla', mails[2]!, {
      text: 'Sorry, I was away: version 7.\n\n> Could you let us know',
    });
    await post(servers, late);
    const notice = await waitForNotice(anna, 'reopened', 'Matter of carla');
    expect(notice.raw).toContain('Sorry, I was away: version 7.');
    expect(notice.raw).not.toContain('> Could you let us know');
    await pause(2 * silence);
    expect(await marks('carla')).toEqual(three);
    expect(await inbox(at('carla'))).toHaveLength(4);
  }

  it('starts by Bcc', told('bcc'));
  async function bcc(): Promise<void> {
    await askBack('bcc', { bcc: support });
    await waitForMark('bcc', 'follow-up 3');
    expect(await marks('bcc')).toEqual(three);
  }

  it('starts with the bot in To', told('to'));
  async function to(): Promise<void> {
    await askBack('to', { to: `${at('to')}, ${support}` });
    const first = await waitForMark('to', 'follow-up 1');
    expect(first.raw).toMatch(/^To: .*to@customer\.test/m);
    expect(/^To: (.*)\r$/m.exec(first.raw)?.[1]).not.toContain('support');
    await waitForMark('to', 'follow-up 3');
  }

  it('stops at a reply in the middle, and tells the agent whom it did not reach', told('middle'));
  async function middle(): Promise<void> {
    await askBack('middle', { cc: support });
    await post(servers, answer('middle', await waitForMark('middle', 'follow-up 1')));
    const notice = await waitForNotice(anna, 'answered', 'Matter of middle');
    expect(notice.raw).toContain('It is version 7.');
    await pause(2 * silence);
    expect(await marks('middle')).toEqual(['follow-up 1']);
  }

  it('stops at a reply that a filter put into Archive', told('archive'));
  async function archive(): Promise<void> {
    await filtered('archive', 'Archive');
  }

  it('stops at a reply that a filter put into Junk', told('junk'));
  async function junk(): Promise<void> {
    await filtered('junk', 'Junk');
  }

  async function filtered(name: string, path: string): Promise<void> {
    await askBack(name, { cc: support });
    const reply = answer(name, await waitForMark(name, 'follow-up 1'));
    const received = `Received: from mail.customer.test by mx.example.com; ${new Date().toUTCString()}`;
    await store(await look(support), path, { ...reply, headers: [received] });
    await pause(2 * silence);
    expect(await marks(name)).toEqual(['follow-up 1']);
  }

  it(
    'writes to both customers; a nudge of a second agent moves the clock and buys no stage; one answer is enough',
    told('two'),
  );
  async function two(): Promise<void> {
    const ask = await askBack('two', { to: `${at('two')}, ${at('three')}`, cc: support });
    await waitForMark('two', 'follow-up 1');
    await waitForMark('three', 'follow-up 1');
    const nudge: Letter = {
      ...ask,
      from: `Ben <${ben}>`,
      id: 'nudge@example.com',
      answers: asSent(ask),
      text: 'Any news?',
    };
    await post(servers, nudge);
    const second = await waitForMark('three', 'follow-up 2');
    expect(second.inReplyTo).toBe('nudge@example.com');
    await post(servers, answer('three', second));
    await pause(2 * silence);
    expect(await marks('two')).toEqual(['follow-up 1', 'follow-up 2']);
  }

  it('starts nothing at a goodbye', told('bye'));
  async function bye(): Promise<void> {
    await askBack('bye', { cc: support, text: 'Great, glad it works now!\n\nAnna' });
    await pause(3 * silence);
    expect(await marks('bye')).toEqual([]);
  }

  it('leaves a policy of days alone', told('slow'));
  async function slowly(): Promise<void> {
    await askBack('slow', { cc: support });
    await pause(2 * silence);
    expect(await marks('slow')).toEqual([]);
  }

  it(
    'stops as undeliverable at a real bounce, tells the agent, and never writes there again',
    told('bounce'),
  );
  async function bounce(): Promise<void> {
    // Exim knows the user and Dovecot does not: its 550 5.1.1 comes back as a bounce.
    appendFileSync(`${servers.dir}/mailboxes`, `${at('ghost')}: nobody\n`);
    const ask: Letter = {
      ...{ from: `Anna <${anna}>`, to: at('ghost'), cc: support, subject: 'Matter of ghost' },
      ...{ id: 'ask-ghost@example.com', text: 'Are you there?' },
    };
    await post(servers, ask);
    const notice = await waitForNotice(anna, 'undeliverable', 'Matter of ghost');
    expect(notice.raw).toContain('ghost@customer.test');
    await main.waitFor(/No more follow-ups to ghost@customer\.test: Mail to it fails for good: 5\.1\.1/);
    // Another conversation with the same address: suppressed.
    await post(servers, { ...ask, id: 'again-ghost@example.com', subject: 'Other matter of ghost' });
    await pause(3 * silence);
    const notes = await folder(support, 'Thrice');
    expect(notes.filter((note) => /About to send.*follow-up.*ghost@/.test(note.subject))).toHaveLength(1);
  }

  /** The customer never wrote to the mailbox, so the agent is asked before each step (R5). */
  async function blind(name: string, word: string): Promise<void> {
    const ask: Letter = {
      ...{ from: `Anna <${anna}>`, to: at(name), cc: support, subject: subjectOf(name) },
      ...{ id: `ask-${name}@example.com`, text: 'Which version is it?' },
    };
    await post(servers, ask);
    const notice = await waitForNotice(anna, 'blind 1', subjectOf(name));
    expect(await marks(name), 'the notice goes before the follow-up').toEqual([]);
    await post(servers, {
      ...{ from: `Anna <${anna}>`, to: support, subject: `Re: ${notice.subject}`, answers: notice },
      ...{
        id: `word-${name}@example.com`,
        text: `${word}\n\nOn Monday, Thrice wrote:\n> skip: leave this mail out`,
      },
    });
  }

  it('blind: `skip` leaves out one stage', told('skip'));
  async function skip(): Promise<void> {
    await blind('skip', 'skip');
    const second = await waitForMark('skip', 'follow-up 2');
    expect(await marks('skip')).toEqual(['follow-up 2']);
    // R5: the agent stands in Reply-To beside the bot, so that both see the answer.
    expect(/^Reply-To: ([^\r]*(?:\r\n[ \t][^\r]*)*)/m.exec(second.raw)?.[1]).toMatch(
      /anna@example\.com.*support/s,
    );
    await waitForMark('skip', 'follow-up 3');
    expect(
      (await inbox(anna)).filter((m) => m.mark.startsWith('blind') && m.subject.includes('skip')),
    ).toHaveLength(3);
  }

  it('blind: `close` closes', told('close'));
  async function close(): Promise<void> {
    await blind('close', 'Close.');
    await pause(3 * silence);
    expect(await marks('close')).toEqual([]);
  }

  it('blind: `wait` lets the clock begin anew', told('wait'));
  async function wait(): Promise<void> {
    await blind('wait', 'wait');
    const waited = Date.now();
    await waitForMark('wait', 'follow-up 1');
    expect(Date.now() - waited).toBeGreaterThan(silence - 1100);
    await waitForMark('wait', 'follow-up 3');
    expect(await marks('wait')).toEqual(three);
  }

  it('blind: `never` ends it for good', told('never'));
  async function never(): Promise<void> {
    await blind('never', 'never');
    await pause(3 * silence);
    expect(await marks('never')).toEqual([]);
  }

  it('watch: all starts at a mail of the shared mailbox itself, from Sent', told('watchAll'));
  async function watchAll(): Promise<void> {
    const own = 'sales@example.com';
    const letter = await askBack('sales', { from: `Sales <${own}>` }, own);
    await post(servers, letter);
    await store(await look(own), 'Sent', letter);
    await waitForMark('sales', 'follow-up 3');
    const mails = await inbox(at('sales'));
    expect(mails.map((mail) => mail.mark)).toEqual(['', ...three]);
    for (const mail of mails.slice(1)) expect(mail.inReplyTo).toBe(letter.id);
    await post(servers, answer('sales', mails[3]!, { to: own }));
    await pause(silence);
    expect(await marks('sales')).toEqual(three);
  }

  it('observe: writes nothing anywhere, and says in the log what would go', told('observe'));
  async function observe(): Promise<void> {
    const own = 'info@example.com';
    await observing.start();
    await pause(1100);
    await askBack('observe', { cc: own }, own);
    await eventually(async () => expect(await inbox(own)).toHaveLength(2));
    const before = await stateOf(own);
    await observing.waitFor(/^Would send follow-up 1 of 3 to observe@customer\.test in "Matter of observe"/);
    await pause(2 * silence);
    expect(await stateOf(own)).toEqual(before);
    expect(await marks('observe')).toEqual([]);
    expect((await inbox(anna)).filter((mail) => mail.subject.includes('observe'))).toEqual([]);
    expect(await observing.stop()).toBe(0);
  }

  /** Every folder with its last modification: any append, flag, move or expunge raises it (RFC 7162). */
  async function stateOf(address: string): Promise<unknown> {
    const client = await look(address);
    const found = [];
    for (const { path } of await client.list())
      found.push(await client.status(path, { messages: true, uidNext: true, highestModseq: true }));
    return found;
  }

  it(
    'draft: lies threaded in Drafts; sending it uses the stage up; a customer who answers makes it go',
    told('draft'),
  );
  async function draft(): Promise<void> {
    const own = 'help@example.com';
    const drafts = async (name: string) =>
      (await folder(own, 'Drafts')).filter((mail) => mail.raw.includes(at(name)));
    const waitForDraft = (name: string, mark: string) =>
      eventually(async () => {
        const found = (await drafts(name)).find((mail) => mail.mark === mark);
        expect(found, `draft ${mark} to ${name}`).toBeDefined();
        return found!;
      });
    const asks = await Promise.all(
      ['draft1', 'draft2', 'draft3'].map((name) => askBack(name, { cc: own }, own)),
    );
    const first = await waitForDraft('draft1', 'follow-up 1');
    expect(first.inReplyTo).toBe(asks[0]!.id);
    expect(first.flags).toContain('\\Draft');

    // Sent as it stands: the client stores it in Sent and takes it out of Drafts.
    const raw = Buffer.from(first.raw, 'utf8');
    await servers.send({ from: own, to: [at('draft1')], raw });
    const client = await look(own);
    await client.append('Sent', raw);
    await remove(client, 'Drafts', first.uid);
    await waitForDraft('draft1', 'follow-up 2');

    // Written anew by the person: other id, no X-Thrice. It counts as the stage, and the draft goes.
    await waitForDraft('draft2', 'follow-up 1');
    const mine: Letter = {
      ...{ from: `Help <${own}>`, to: at('draft2'), subject: 'Re: Matter of draft2' },
      ...{ id: 'mine@example.com', answers: asSent(asks[1]!), text: 'How do things stand?' },
    };
    await store(client, 'Sent', mine);
    await eventually(
      async () => expect((await drafts('draft2')).map((d) => d.mark)).not.toContain('follow-up 1'),
      4000,
    );
    const second = await waitForDraft('draft2', 'follow-up 2');
    expect(second.inReplyTo).toBe(mine.id);

    await waitForDraft('draft3', 'follow-up 1');
    await post(servers, answer('draft3', asks[2]!, { to: own }));
    await eventually(async () => expect(await drafts('draft3')).toEqual([]), 8000);
    // Nothing but what the person sent has left.
    expect(await marks('draft1')).toEqual(['follow-up 1']);
    expect([...(await marks('draft2')), ...(await marks('draft3'))]).toEqual([]);
  }

  async function remove(client: ImapFlow, path: string, uid: number): Promise<void> {
    const lock = await client.getMailboxLock(path);
    try {
      await client.messageDelete(`${uid}`, { uid: true });
    } finally {
      lock.release();
    }
  }

  it(
    'kill -9 in the middle of sending, again and again, sends nothing twice and forgets nothing',
    told('kill'),
  );
  async function kill(): Promise<void> {
    const names = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'];
    for (const name of names) await askBack(name, { cc: 'crash@example.com' }, 'crash@example.com');
    const hits: string[] = [];
    for (const phase of ['claiming', 'data', 'done', 'data', 'claiming', 'data'] as const) {
      const hit = await openSending(crashing, phase);
      await crashing.kill();
      if (hit) hits.push(phase);
      // Not after its first pass, in which it sends what is overdue.
      await crashing.start(/IMAP connection open/);
      if (!hit && hits.length >= 3) break;
    }
    // The phases last for milliseconds, and a busy machine misses most; test/faults/kill.ts stops at each of them.
    expect(hits.length, hits.join(', ')).toBeGreaterThanOrEqual(1);
    await eventually(async () => {
      const open = uncertainIn(await folder('crash@example.com', 'Thrice'));
      for (const name of names) {
        const sent = await marks(name);
        const waits = open.filter((claim) => claim.includes(at(name))).length;
        expect(sent.length + waits, `${name}: ${sent.join(', ')}; ${open.join(', ')}`).toBeGreaterThanOrEqual(
          waits > 0 ? 1 : 2,
        );
      }
    });
    for (const name of names) {
      const sent = await marks(name);
      expect(new Set(sent).size, `${name}: ${sent.join(', ')}`).toBe(sent.length);
    }
  }

  /** Waits until the journal holds a sending in this phase; false when there is none for a while. */
  async function openSending(daemon: Daemon, phase: string): Promise<boolean> {
    const outbox = join(daemon.data, 'outbox');
    const end = Date.now() + 5000;
    while (Date.now() < end) {
      for (const name of readdirSync(outbox)) {
        if (!name.endsWith('.json') || name.startsWith('.')) continue;
        try {
          if (readFileSync(join(outbox, name), 'utf8').includes(`"phase":"${phase}"`)) return true;
        } catch {
          // Gone between the two looks.
        }
      }
      await pause(1);
    }
    return false;
  }

  /** Claims without a result, as their subjects say them. */
  function uncertainIn(notes: readonly SeenMail[]): string[] {
    const idIn = (note: SeenMail) => /Message-ID: <(thrice\.[^>]+)>/.exec(bodyOf(note.raw))?.[1];
    const settled = new Set(notes.filter((n) => !n.subject.startsWith('About to')).map(idIn));
    return notes
      .filter((n) => n.subject.startsWith('About to') && !settled.has(idIn(n)))
      .map((n) => n.subject);
  }

  const bodyOf = (raw: string) => raw.slice(raw.indexOf('\r\n\r\n'));

  describe('after all of that', () => {
    beforeAll(async () => {
      await Promise.allSettled(stories.values());
    });

    it('set \\Seen on nothing but its own mails', async () => {
      for (const { path } of await (await look(support)).list())
        for (const mail of await folder(support, path))
          if (mail.mark === '' && path !== 'Thrice')
            expect([path, mail.subject, mail.flags.has('\\Seen')]).toEqual([path, mail.subject, false]);
    });

    it('keeps the copies of what it sent in Sent, each once, and none in INBOX', async () => {
      const own = (mails: readonly SeenMail[]) => mails.filter((mail) => mail.mark !== '');
      expect(own(await inbox(support))).toEqual([]);
      const copies = own(await folder(support, 'Sent')).map((mail) => mail.id);
      expect(new Set(copies).size).toBe(copies.length);
      const sent = (await Promise.all(customers.map(followUps))).flat();
      const ofSupport = sent.filter((mail) => mail.from.includes(support)).map((mail) => mail.id);
      for (const id of ofSupport) expect(copies).toContain(id);
    });

    it('keeps notes that a person can read', async () => {
      const notes = await folder(support, 'Thrice');
      const of = (words: RegExp) => notes.find((note) => words.test(note.subject));
      expect(of(/^Thrice read this mailbox for the first time/)).toBeDefined();
      const claim = of(/^About to send follow-up 1 to carla@customer\.test: Matter of carla/);
      const text = (await simpleParser(claim?.raw ?? '')).text ?? '';
      expect(text).toContain('Conversation: Matter of carla [');
      expect(text).toMatch(/^Written \d{4}-\d\d-\d\d \d\d:\d\d \(Europe\/Warsaw\)\.$/m);
      expect(of(/^Sent: Matter of carla/)).toBeDefined();
      for (const note of notes) expect(note.raw).not.toMatch(/Content-Transfer-Encoding: base64/i);
    });

    const deadSmtp = async (): Promise<void> => {
      const [port = 0] = await freePorts(1);
      const { mailbox } = quickConfig(servers, support) as { mailbox: object };
      main.configure({ mailbox: { ...mailbox, smtp: { host: servers.host, port, security: 'none' } } });
    };

    it('says the same without data/, which it reads again while SMTP is dead', async () => {
      expect(await main.stop()).toBe(0);
      const before = await listOf(main);
      const status = (name: string) => {
        const found = before.find((one) => one.subject === subjectOf(name));
        return [found?.status, found?.outcome, found?.stagesSent];
      };
      expect(status('carla')).toEqual(['awaiting-agent', undefined, 3]);
      expect(status('bcc')).toEqual(['closed', 'no-reply', 3]);
      expect(status('to')).toEqual(['closed', 'no-reply', 3]);
      expect(status('middle')).toEqual(['awaiting-agent', undefined, 1]);
      expect(status('archive')).toEqual(['awaiting-agent', undefined, 1]);
      expect(status('junk')).toEqual(['awaiting-agent', undefined, 1]);
      expect(status('ghost').slice(0, 2)).toEqual(['closed', 'undeliverable']);
      expect(status('close')).toEqual(['closed', 'resolved', 0]);
      expect(status('bye').slice(0, 2)).toEqual(['closed', 'resolved']);
      expect(status('slow').slice(0, 1)).toEqual(['awaiting-customer']);
      expect(before.find((one) => one.subject === subjectOf('slow'))?.next).toMatchObject({ stage: 1 });

      // Those of this daemon: the others go on, and settle what the kills left open.
      const own = customers.filter((name) => !/^(sales|observe|draft\d|k\d)$/.test(name));
      const mails = (await Promise.all(own.map(followUps))).flat().length;
      rmSync(main.data, { recursive: true });
      await deadSmtp();
      expect((await main.command('run', '--once')).code).toBe(0);
      expect(await listOf(main)).toEqual(before);
      expect((await Promise.all(own.map(followUps))).flat()).toHaveLength(mails);
    });

    it('loses nothing while SMTP is dead: what was due then goes when it is back, once', async () => {
      await deadSmtp();
      await askBack('dead', { cc: support });
      await pause(silence + 1000);
      const ended = await main.command('run', '--once');
      expect(ended.stderr).toMatch(/127\.0\.0\.1 refused the connection on port \d+/);
      expect(await marks('dead')).toEqual([]);
      main.configure({});
      expect((await main.command('run', '--once')).code).toBe(0);
      expect(await marks('dead')).toEqual(['follow-up 1']);
    });
  });
});
