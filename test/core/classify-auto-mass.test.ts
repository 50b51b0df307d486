import { describe, expect, it } from 'vitest';
import { isDiscussion, isListMail } from '../../src/core/message/classify/list.js';
import { headerOf, kindOf, report, text } from './classify-mail.js';

const human = 'human no-sign-of-a-machine';

describe('mass mail', () => {
  it.each<[string, string[], string]>([
    ['second Precedence', ['Precedence: normal', 'Precedence: bulk'], 'bulk precedence-bulk'],
    ['junk', ['Precedence: Junk'], 'bulk precedence-bulk'],
    [
      'a list of people',
      ['List-Id: <l.example>', 'List-Post: <mailto:l@example>', 'Precedence: bulk'],
      human,
    ],
    [
      'a list that nobody writes to',
      ['List-Id: <l.example>', 'List-Post: NO', 'Precedence: bulk'],
      'bulk precedence-bulk',
    ],
    ['an old Mailman list', ['X-BeenThere: l@example', 'Precedence: bulk'], human],
    ['Precedence: list', ['Precedence: list', 'List-Id: <l.example>'], human],
    ['a newsletter', ['List-Unsubscribe: <mailto:u@example>', 'List-Unsubscribe-Post: x'], 'bulk newsletter'],
    [
      'an answer with List-Unsubscribe',
      ['List-Unsubscribe: <mailto:u@example>', 'Feedback-ID: x', 'In-Reply-To: <a@b>'],
      human,
    ],
    ['List-Unsubscribe alone', ['List-Unsubscribe: <mailto:u@example>'], human],
    ['Feedback-ID alone', ['Feedback-ID: x'], human],
    ['a reply marked bulk', ['Subject: Re: Printer', 'In-Reply-To: <a@b>', 'Precedence: bulk'], human],
    [
      'a reply marked bulk with a field of mass mail',
      ['Subject: Re: Printer', 'In-Reply-To: <a@b>', 'Precedence: bulk', 'Feedback-ID: x'],
      'bulk precedence-bulk',
    ],
  ])('%s', (_, lines, expected) => {
    expect(kindOf(lines, text('Hello'))).toBe(expected);
  });

  it('is not a reply whose text shows a person', () => {
    const lines = ['Subject: Re: Printer', 'In-Reply-To: <a@b>', 'Precedence: bulk'];
    expect(kindOf(lines, text('Yes, please send it.'))).toBe(human);
    expect(kindOf(lines, text('Which drum do you mean?'))).toBe(human);
  });

  it('is an automatic answer where the text says so', () => {
    const notice = text('I am out of the office until Monday with no access to email.');
    expect(kindOf(['Subject: Re: Printer', 'Precedence: bulk'], notice)).toBe('auto-reply vacation-text');
  });
});

it.each<[string, boolean, boolean]>([
  ['List-Id: <l.example>', true, false],
  ['List-Post: <mailto:l@example>', true, true],
  ['List-Post: NO', true, false],
  ['Mailing-List: list l@example', true, true],
  ['X-Google-Group-Id: 1', true, true],
  ['Precedence: List', true, false],
  ['Precedence: bulk', false, false],
  ['List-Unsubscribe: <mailto:u@example>', false, false],
])('list mail: %s', (line, list, discussion) => {
  expect(isListMail(headerOf(line))).toBe(list);
  expect(isDiscussion(headerOf(line))).toBe(discussion);
});

describe('calendars (RFC 5546, RFC 6047)', () => {
  const part = (method: string) => ({
    ...report('text/calendar', 'BEGIN:VCALENDAR', `METHOD:${method}`, 'SUMMARY:Visit'),
    text: '',
  });
  const mixed = 'Content-Type: multipart/mixed; boundary=x';

  it('by the type alone', () => {
    expect(kindOf(['Content-Type: text/calendar; method=REQUEST'])).toBe('calendar calendar-method');
    expect(kindOf(['Content-Type: text/calendar; method=PUBLISH'])).toBe(human);
    expect(kindOf(['Content-Type: text/calendar'], part('REQUEST'))).toBe('calendar calendar-method');
  });

  it.each([
    'Subject: Invitation: Visit @ Mon 7 Dec 2026 (Carl)',
    'Subject: Updated invitation: Visit',
    'Subject: Accepted: Visit',
    'Subject: Declined: Visit',
    'Subject: Canceled event: Visit',
    'Subject: Einladung: Besuch',
    'Subject: Zugesagt: Besuch',
    'Subject: Mit Vorbehalt: Besuch',
    'Subject: Accepté : Visite',
    'Subject: Aceptado: Visita',
    'Subject: Accettato: Visita',
    'Subject: Aceite: Visita',
    'Subject: Geaccepteerd: Bezoek',
    'Subject: Zaakceptowane: Wizyta',
    'Subject: Zaproszenie: Wizyta',
    'Subject: Accepterat: Besök',
    'Subject: Přijato: Návštěva',
    'Subject: Принято: Визит',
    'Subject: 承諾: 訪問',
    'Content-Class: urn:content-classes:calendarmessage',
    'Sender: Google Calendar <calendar-notification@google.com>',
    'X-MS-Exchange-Calendar-Originator-Id: x',
  ])('%s', (line) => {
    for (const method of ['REQUEST', 'REPLY', 'CANCEL', 'COUNTER']) {
      expect(kindOf([mixed, line], part(method))).toBe('calendar calendar-method');
    }
    expect(kindOf([mixed, line], part('PUBLISH')), 'a file that somebody attached').toBe(human);
    expect(kindOf([mixed, line], text('See you there.')), 'no calendar inside').toBe(human);
  });

  it('a person who attaches a calendar file', () => {
    expect(kindOf([mixed, 'Subject: Re: Visit'], part('REPLY'))).toBe(human);
  });

  it('an answer with words of its own is what a person wrote', () => {
    const lines = [mixed, 'Subject: Accepted: Visit'];
    const comment = { ...part('REPLY'), text: 'The new drum has to be here before that day.' };
    expect(kindOf(lines, comment)).toBe(human);
    expect(kindOf(lines, { ...part('REPLY'), text: 'Carl has accepted this invitation.' })).toBe(
      'calendar calendar-method',
    );
    expect(kindOf(lines, { ...part('REPLY'), text: '' })).toBe('calendar calendar-method');
    expect(kindOf(lines, { ...part('REQUEST'), text: comment.text }), 'an invitation has a description').toBe(
      'calendar calendar-method',
    );
  });
});
