import type { DemoMail } from './demo-mail.js';
import { galleryStyle } from './gallery-style.js';
import { anna, maria, type Somebody, tom } from './letter.js';
import { localTime } from './scenario.js';

const owners: readonly { readonly who: Somebody; readonly about: string }[] = [
  { who: maria, about: 'the customer who went quiet' },
  { who: tom, about: 'the customer who answered in time' },
  { who: anna, about: 'the agent' },
];

/** The demo's mails as one page: each person's mailbox, then the notes of the shared mailbox. Needs neither scripts nor other files. */
export function galleryOf(mails: readonly DemoMail[], notes: readonly DemoMail[], summary: string): string {
  const mailboxes = owners.map(({ who, about }) => mailbox(who, about, mails)).join('');
  const links = owners.map(({ who }) => `<a href="#${anchorOf(who)}">${html(who.name)}</a>`).join('');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Thrice: the mails of the demo</title>
<style>${galleryStyle}</style>
</head>
<body>
<header>
<h1>The mails of the demo</h1>
<p>${html(summary)} Times are local to Warsaw. <a href="mails.mbox">mails.mbox</a> holds the same mails for a mail client.</p>
<nav>${links}<a href="#notes">Notes</a></nav>
</header>
<main>${mailboxes}${noteList(notes)}</main>
</body>
</html>
`;
}

function mailbox(owner: Somebody, about: string, mails: readonly DemoMail[]): string {
  const cards = mails.flatMap((mail) => {
    if (mail.from.address === owner.address) return [card(mail, 'sent')];
    return mail.envelope.to.includes(owner.address) ? [card(mail, 'received')] : [];
  });
  return `
<section id="${anchorOf(owner)}">
<h2>${html(owner.name)} <small>${html(about)}, ${html(owner.address)}</small></h2>
${cards.join('\n')}
</section>`;
}

function card(mail: DemoMail, side: 'sent' | 'received'): string {
  const rows: [string, string][] = [
    ['From', `${mail.from.name} <${mail.from.address}>`],
    ['To', mail.to],
    ...(mail.cc ? [['Cc', mail.cc] as [string, string]] : []),
    ['Subject', mail.subject],
    ['Date', localTime(mail.at)],
  ];
  const head = rows.map(([name, value]) => `<dt>${name}</dt><dd>${html(value)}</dd>`).join('');
  const badge = mail.mark ? '<span class="badge">sent by Thrice</span>' : '';
  return `<article class="${side}${mail.mark ? ' thrice' : ''}">
<div class="side">${side}${badge}</div>
<dl>${head}</dl>
${mail.html === null ? `<pre>${html(mail.text)}</pre>` : frame(mail.html, mail.text)}
</article>`;
}

/** The HTML part behind glass: no scripts, no forms, no links out of it. Its height is told from the text. */
function frame(page: string, text: string): string {
  // The text part leaves out the links of a list: three buttons a row. Others stand there in two lines, of which one is long.
  const [inPage, inText] = [page, text].map((part) => part.split('mailto:').length - 1) as [number, number];
  const buttons = 52 * Math.ceil(Math.max(0, inPage - inText) / 3) + 29 * inText;
  const height = (columns: number): number =>
    text
      .replace(/^ *mailto:.*\n/gm, '')
      .split('\n')
      .map((line) => line.replace(/^[> ]+/, ''))
      .reduce((sum, line) => sum + (line ? 23 * Math.ceil(line.length / columns) : 15), 40 + buttons);
  return `<iframe sandbox="" title="The mail" style="--wide:${height(100)}px;--narrow:${height(34)}px" srcdoc="${html(page)}"></iframe>`;
}

function noteList(notes: readonly DemoMail[]): string {
  const items = notes.map(
    ({ at, subject, text }) =>
      `<details><summary><time>${localTime(at)}</time> ${html(subject)}</summary><pre>${html(text)}</pre></details>`,
  );
  return `
<section id="notes">
<h2>Notes <small>the folder “Thrice” of the shared mailbox: what it decided, for people to read</small></h2>
<div class="notes">${items.join('\n')}</div>
</section>`;
}

function anchorOf({ address }: Somebody): string {
  return address.split('@')[0] ?? '';
}

function html(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
