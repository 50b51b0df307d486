import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes, codesInText, noteLines, table } from './agents-page.js';
import { anna, bot, day, hour, type Letter, minute, monday, type Stage, setStage } from './stage.js';

/** What docs/agents.md shows of the morning note, of answers and of links, on the embedded server. */

interface Told {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const customers = [
  ['Maria Schmidt <maria@customer.test>', 'Export stops at 80 %', monday + 12 * minute],
  ['Tom Baker <tom@shop.test>', 'Second licence', monday + hour],
  ['Eva Lind <eva@office.test>', 'Broken link', monday + 4 * hour],
  ['Jan Kral <jan@works.test>', 'Opening hours', monday + 5 * hour],
] as const;

describe('docs/agents.md, by mail', { timeout: 300_000 }, () => {
  let stage: Stage;
  let note: Told;
  let written = 0;

  beforeAll(async () => {
    stage = await setStage();
    await stage.pass();
    for (const [i, [from, subject, at]] of customers.entries()) {
      stage.now = at - 5 * minute;
      stage.deliver({ from, to: bot, id: `asks-${i}@c`, subject });
      stage.now = at;
      const answer = { from: `Anna <${anna}>`, to: from, cc: bot, subject: `Re: ${subject}` };
      stage.deliver({ ...answer, id: `asks-${i}@e`, inReplyTo: `asks-${i}@c` });
    }
    await stage.pass();
    stage.now = monday + 2 * day - hour;
    await stage.pass();
    [note] = (await told('morning')) as [Told];
  }, 60_000);
  afterAll(() => stage.stop());

  /** What Thrice wrote to Anna, the latest last. */
  async function told(purpose: string): Promise<Told[]> {
    const raws = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map(({ raw }) => raw);
    const own = raws.filter((raw) => raw.toString('utf8').includes(`purpose=${purpose}`));
    return Promise.all(
      own.map(async (raw) => {
        const { messageId = '', subject = '', text = '', html } = await simpleParser(raw);
        return { id: messageId.replace(/[<>]/g, ''), subject, text, html: html || '' };
      }),
    );
  }

  /** Anna writes to Thrice. What it answers, if it does. */
  async function write(letter: Partial<Letter>): Promise<Told | undefined> {
    const before = (await told('command-result')).length;
    written += 1;
    stage.deliver({
      from: `Anna <${anna}>`,
      to: bot,
      subject: 'Thrice',
      id: `order-${written}@e`,
      ...letter,
    });
    stage.now += minute;
    await stage.pass();
    const all = await told('command-result');
    expect(all.length - before).toBeLessThanOrEqual(1);
    return all[before];
  }

  async function state(subject: string) {
    const found = (await stage.conversations()).find(({ derived }) => derived.subject === subject);
    return found!.derived;
  }

  test('the morning note reads as the page shows it, and is answered as it says', async () => {
    expect(noteLines()).toHaveLength(3);
    for (const line of noteLines()) expect(note.text.split('\n')).toContain(line);
    const commands = codesInText().find((code) => code.startsWith('skip 2,'))!;
    const answer = await write({ text: commands, inReplyTo: note.id, subject: `Re: ${note.subject}` });
    expect(await state('Second licence')).toMatchObject({ status: 'awaiting-customer', next: { stage: 2 } });
    expect(await state('Broken link')).toMatchObject({ status: 'closed', outcome: 'resolved' });
    expect(await state('Export stops at 80 %')).toMatchObject({
      ...{ status: 'snoozed', snoozedUntil: stage.now - minute + 2 * day },
    });
    // What changed, how it stands now, and how to take it back.
    expect(answer?.text.match(/^Done: /gm)).toHaveLength(3);
    expect(answer?.text.match(/^Now: /gm)).toHaveLength(3);
    expect(answer?.text).toContain('undo');
  });

  test('help names every word of the page', async () => {
    const answer = await write({ text: 'help' });
    for (const [english = ''] of table('English', 'German', 'Polish', 'what it does'))
      for (const word of codes(english)) if (word !== 'snooze off') expect(answer?.text).toContain(word);
  });

  test('what only asks: list, plan and status to support@ alone, also in the subject, and why with an id', async () => {
    const { id } = await state('Opening hours');
    expect((await write({ text: 'list' }))?.text).toMatch(/1\. [^\n]*Opening hours/);
    const plan = await write({ text: '\n', subject: 'plan' });
    expect(plan?.text).toMatch(/^\d\. [^\n]*Export/m);
    expect((await write({ text: 'status' }))?.text).toContain(
      "The customer's turn: 2\nLeft alone: 1\nClosed: 1",
    );
    expect((await write({ text: `why ${id}` }))?.text).toContain('Silent since');
    // "Numbered": an answer to the list names its lines.
    expect((await write({ text: 'why 1', inReplyTo: plan!.id }))?.text).toContain('Jan Kral');
  });

  test('in reply to a mail of the conversation, without the customer', async () => {
    const snooze = await write({ text: 'snooze 3d', inReplyTo: 'asks-3@e', subject: 'Re: Opening hours' });
    expect(await state('Opening hours')).toMatchObject({ status: 'snoozed' });
    expect((await write({ text: 'undo', inReplyTo: snooze!.id }))?.text).toContain('“snooze” is taken back');
    expect(await state('Opening hours')).toMatchObject({ status: 'awaiting-customer' });
  });

  test('an answer to a mail of Thrice that is no command reached no customer; other mail is left alone', async () => {
    const prose = 'Dear Jan, we are open until six. Kind regards, Anna';
    expect((await write({ text: prose, inReplyTo: note.id }))?.text).toContain('not sent to the customer');
    expect(await write({ text: prose })).toBeUndefined();
    expect(await write({ text: 'Thanks!', inReplyTo: note.id })).toBeUndefined();
  });

  /** The links of a mail as a mail program opens them. */
  function links({ html }: Told): { to: string; subject: string; text: string }[] {
    return [...html.matchAll(/href="(mailto:[^"]+)"/g)].map(([, href = '']) => {
      const url = new URL(href.replace(/&amp;/g, '&'));
      const field = (name: string): string => url.searchParams.get(name) ?? '';
      return { to: decodeURIComponent(url.pathname), subject: field('subject'), text: field('body') };
    });
  }

  test('a link of the morning note orders what it says, and nothing in the hands of a stranger', async () => {
    const snooze = links(note).find(({ text }) => text === 'snooze 4 2d')!;
    expect(await write({ ...snooze, from: 'eve@stranger.test' })).toBeUndefined();
    expect(await state('Opening hours')).toMatchObject({ status: 'awaiting-customer' });
    const answer = await write(snooze);
    expect(answer?.text).toContain('Done: ');
    expect(await state('Opening hours')).toMatchObject({ status: 'snoozed' });
    const [undo] = links(answer!);
    expect((await write(undo!))?.text).toContain('is taken back');
    expect(await state('Opening hours')).toMatchObject({ status: 'awaiting-customer' });
  });

  test('the forward of a mail that a customer sent to Anna alone counts as the answer', async () => {
    const text = [
      ...['---------- Forwarded message ---------', 'From: Jan Kral <jan@works.test>'],
      ...['Date: Wed, 4 Mar 2026 at 08:50', 'Subject: Re: Opening hours', `To: Anna <${anna}>`],
      ...['', 'Six is fine, see you then. Which door is it?'],
    ].join('\n');
    await write({ text, subject: 'Fwd: Opening hours', inReplyTo: 'asks-3@e' });
    expect(await state('Opening hours')).toMatchObject({ status: 'awaiting-agent' });
  });
});
