import { describe, expect, test } from 'vitest';
import { proposeVerifiedBy } from '../../src/core/conversation/propose.js';
import { explainStart } from '../../src/core/conversation/start.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, monday, tom } from '../cast.js';
import { type MailOptions, mail, note, play, settings } from './history.js';

const asked = mail({ from: maria, id: 'question', at: monday });
const answer = (more: Partial<MailOptions> = {}): Message =>
  mail({ from: anna, to: [maria], cc: [bot], id: 'answer', at: monday + hour, refs: ['question'], ...more });

/** The verdict that derive gave on the mail `answer`. */
function verdictOf(facts: Parameters<typeof play>[0]['facts'], config: Settings = settings()) {
  const [derived] = play({ facts, now: monday + day, settings: config });
  const verdict = derived?.starts.get(`answer ${anna}`) ?? derived?.starts.get(`answer ${bot}`);
  return { ...verdict, silence: derived?.silence !== undefined };
}

describe('why a mail starts a silence or does not (R4, R7)', () => {
  const more = (change: Partial<Message>) => answer({ more: change });
  const crowd = Array.from({ length: 6 }, (_, i) => `p${i}@customer.test`);
  const close = note({ type: 'command', anchor: 'first', action: 'close', by: 'x' }, monday + hour / 2);
  const first = mail({ from: anna, to: [maria], cc: [bot], id: 'first', at: monday - hour });
  test.each<[string, string, boolean, readonly (Message | ReturnType<typeof note>)[], Partial<Settings>?]>([
    ['the bot in Cc', 'bot-addressed', true, [asked, answer()]],
    [
      'watch: all',
      'watch-all',
      true,
      [asked, answer({ from: bot, cc: [], folder: 'sent' })],
      { watch: 'all' },
    ],
    [
      'addressed in an earlier mail',
      'watched-before',
      true,
      [first, answer({ from: bot, cc: [], folder: 'sent', refs: ['first'] })],
    ],
    ['not addressed', 'bot-not-addressed', false, [asked, answer({ from: bot, cc: [], folder: 'sent' })]],
    ['not verified', 'not-verified', false, [asked, answer({ verified: false })]],
    ['an out of office', 'not-human', false, [asked, more({ kind: 'auto-reply', reason: 'auto-submitted' })]],
    ['colleagues only', 'no-outside-customer', false, [asked, answer({ to: ['ben@example.com'] })]],
    ['a mailing list', 'list-mail', false, [asked, more({ list: true })]],
    ['an announcement', 'announcement', false, [answer({ to: crowd, refs: [] })]],
    ['a goodbye', 'goodbye', false, [asked, more({ newText: 'Glad it works now!' })]],
    ['old mail', 'before-start', false, [asked, answer()], { startFrom: monday + 2 * hour }],
    [
      'closed and not addressed again',
      'closed',
      false,
      [first, close, answer({ from: bot, cc: [], folder: 'sent', refs: ['first'] })],
    ],
  ])('%s: %s', (_name, reason, starts, facts, change = {}) => {
    const config = settings(change);
    const verdict = verdictOf(facts, config);
    expect(verdict).toMatchObject({ reason, starts });
    // The verdict is the rule itself: what starts has a silence. Else there is only one of an earlier mail.
    if (starts) expect(verdict.silence).toBe(true);
    else expect(verdict.silence).toBe(false);
  });

  test('each verdict has a sentence that names what to do', () => {
    const say = (verdict: Parameters<typeof explainStart>[0]) => explainStart(verdict, settings());
    expect(
      say({ starts: false, reason: 'not-verified', detail: 'not-verified:signs-as mx.google.com' }),
    ).toBe(
      'Ignored: not verified. The server signs as mx.google.com; add it to team.verified_by if it is your own mail server.',
    );
    expect(say({ starts: false, reason: 'bot-not-addressed', detail: '' })).toContain(bot);
    expect(say({ starts: false, reason: 'announcement', detail: '9' })).toContain('announcement_above is 5');
  });
});

describe('what is proposed for team.verified_by', () => {
  const none = settings({ team: { ...settings().team, verifiedBy: [] } });
  const judged = (from: string, id: string, ...auth: { host: string; dmarc: boolean }[]): Message =>
    mail({
      from,
      id,
      at: monday,
      more: { auth: auth.map((one) => ({ ...one, spf: [], dkim: [] })) },
    });
  const own = { host: 'mx.own.net', dmarc: true };
  const forged = { host: 'mx.evil.test', dmarc: true };

  test('the host that judged the mail here, only while it is missing', () => {
    const mails = [judged(maria, 'a', { host: 'mx.own.net', dmarc: false }), judged(anna, 'b', own)];
    expect(proposeVerifiedBy(mails, none, false)).toEqual(['mx.own.net']);
    const there = settings({
      team: { ...settings().team, verifiedBy: [{ way: 'host', host: 'mx.own.net' }] },
    });
    expect(proposeVerifiedBy(mails, there, false)).toEqual([]);
  });

  test('never a host that a sender wrote himself', () => {
    const others = [judged(maria, 'a', { host: 'mx.own.net', dmarc: false }), judged(tom, 'c', own)];
    // Beneath the server's own verdict, and where the server writes none.
    const beneath = judged(anna, 'b', { host: 'mx.own.net', dmarc: false }, forged);
    expect(proposeVerifiedBy([...others, beneath], none, false)).toEqual([]);
    expect(proposeVerifiedBy([...others, judged(anna, 'b', forged)], none, false)).toEqual([]);
    const unjudged = [mail({ from: maria, id: 'd', at: monday }), mail({ from: tom, id: 'e', at: monday })];
    expect(proposeVerifiedBy([...unjudged, judged(anna, 'b', forged)], none, false)).toEqual([]);
  });

  test('an authenticated submission where no verdict is, and Microsoft only on Microsoft', () => {
    const received = judged(anna, 'b', { host: 'received:mail.own.net', dmarc: false });
    expect(proposeVerifiedBy([received], none, false)).toEqual(['received:mail.own.net']);
    const marked = judged(anna, 'b', { host: 'microsoft-365', dmarc: false });
    expect(proposeVerifiedBy([marked], none, false)).toEqual([]);
    expect(proposeVerifiedBy([marked], none, true)).toEqual(['microsoft-365']);
  });

  test('nothing for mails of others, of Sent, or in Junk', () => {
    expect(proposeVerifiedBy([judged(maria, 'a', own)], none, false)).toEqual([]);
    expect(
      proposeVerifiedBy([mail({ from: anna, id: 'b', at: monday, folder: 'sent' })], none, false),
    ).toEqual([]);
    expect(
      proposeVerifiedBy([mail({ from: anna, id: 'b', at: monday, folder: 'junk' })], none, false),
    ).toEqual([]);
  });
});
