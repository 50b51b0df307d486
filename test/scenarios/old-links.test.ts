import { type ParsedMail, simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, begin, forget } from './matter.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/** Links of notices that things have overtaken: tapped, sent, and answered on the embedded server. */
describe('an old link', () => {
  let stage: Stage;
  let written = 0;
  beforeEach(async () => {
    stage = await setStage();
    await begin(stage);
  });
  afterEach(() => stage.stop());

  const marias = async (id: string, inReplyTo: string): Promise<void> => {
    const mail = { from: `Maria <${maria}>`, to: bot, id, inReplyTo, text: 'It still fails. Why?' };
    stage.deliver(mail);
    await stage.pass();
  };
  const told = async (purpose: string): Promise<ParsedMail[]> => {
    const mails = stage.sandbox.mailbox(anna).mails('INBOX');
    const own = mails.filter(({ raw }) => raw.includes(`purpose=${purpose}`));
    return Promise.all(own.map(({ raw }) => simpleParser(raw)));
  };
  /** The link of a mail that writes this command, as a mail program opens it. */
  const link = ({ html }: ParsedMail, command: string): { subject: string; text: string } => {
    const urls = [...(html || '').matchAll(/href="(mailto:[^"]+)"/g)].map(
      ([, href = '']) => new URL(href.replace(/&amp;/g, '&')),
    );
    const url = urls.find(({ searchParams }) => searchParams.get('body') === command)!;
    return { subject: url.searchParams.get('subject')!, text: command };
  };
  const send = async (mail: { subject: string; text: string; inReplyTo?: string }): Promise<string> => {
    written += 1;
    stage.deliver({ from: `Anna <${anna}>`, to: bot, id: `sent-${written}@example.com`, ...mail });
    stage.now += minute;
    await stage.pass();
    return (await told('command-result')).at(-1)?.text ?? '';
  };
  const state = async () =>
    (await stage.conversations()).find(({ derived }) => derived.customers.length > 0)!.derived;

  test('`close` does not dismiss what the customer asked since; by the id it does (I3)', async () => {
    stage.now += hour;
    await marias('no@customer.test', ask);
    const [notice] = await told('answered');
    stage.now += 10 * minute;
    await marias('more@customer.test', 'no@customer.test');
    stage.now += hour;
    const said = await send(link(notice!, 'close'));
    expect(said).toContain('the customer has written since that link was made');
    expect(await state()).toMatchObject({ status: 'awaiting-agent' });
    const before = await state();
    forget(stage);
    await stage.pass();
    expect((await state()).effects).toEqual(before.effects);
    expect(await told('command-result')).toHaveLength(1);
    expect(stage.log.lines.map(({ text }) => text).join('\n')).toContain(
      `${anna} ordered "close": close, newer-mail.`,
    );

    const [answer] = await told('command-result');
    const [, word = ''] = /reply “(close \w+)”/.exec(said)!;
    const inReplyTo = answer!.messageId!.replace(/[<>]/g, '');
    expect(await send({ subject: 'Re: x', text: word, inReplyTo })).toContain('Done: closed.');
    expect(await state()).toMatchObject({ status: 'closed', outcome: 'resolved' });
  });

  test('of the morning note: neither closes a new question nor leaves out a mail of a new silence', async () => {
    stage.now = monday + 2 * day - hour;
    await stage.pass();
    const [note] = await told('morning');
    const [close, skip] = [link(note!, 'close 1'), link(note!, 'skip 1')];
    stage.now += 10 * minute;
    await marias('no@customer.test', ask);
    stage.now += hour;
    expect(await send(close)).toContain('the customer has written since that link was made');
    expect(await state()).toMatchObject({ status: 'awaiting-agent' });
    stage.deliver({
      from: `Anna <${anna}>`,
      to: maria,
      cc: bot,
      id: 'again@example.com',
      inReplyTo: 'no@customer.test',
    });
    stage.now += hour;
    expect(await send(skip)).toContain('that was about an earlier silence');
    expect((await state()).next).toMatchObject({ stage: 1 });
    const [, word = ''] = /reply “(skip \w+)”/.exec((await told('command-result')).at(-1)!.text!)!;
    expect(await send({ subject: 'Thrice', text: word })).toContain('Done: follow-up 1 is left out');
    expect((await state()).next).toMatchObject({ stage: 2 });
  });
});
