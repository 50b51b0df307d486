import { escapeHtml } from '../../src/templates/html.js';
import type { Look } from './browser.js';
import type { GalleryMail } from './mails.js';

/** The file name of one picture. */
export function pictureName({ name, language }: GalleryMail, look: Look): string {
  return `${language}-${name}-${look.name}.png`;
}

/** Every mail has these parts; a mail of text alone is shown as that in the looks of the HTML part. */
export function hasPart({ html }: GalleryMail, { part }: Look): boolean {
  return part === 'html' || html !== null;
}

/** The page that a look shows. */
export function pageOf({ text, html }: GalleryMail, { part }: Look): string {
  if (part === 'html' && html !== null) return html;
  return (
    '<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<pre style="white-space:pre-wrap;overflow-wrap:anywhere">${escapeHtml(text)}</pre>`
  );
}

/** All pictures on one page: a mail a row, a look a column. */
export function contactSheet(mails: readonly GalleryMail[], looks: readonly Look[]): string {
  const rows = mails.map((mail) => {
    const cells = looks.map((look) => {
      if (!hasPart(mail, look)) return '<td></td>';
      const file = pictureName(mail, look);
      return `<td><a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a></td>`;
    });
    const title = `${escapeHtml(mail.name)} <small>${mail.language}</small><br><small>${escapeHtml(mail.subject)}</small>`;
    return `<tr><th>${title}</th>${cells.join('')}</tr>`;
  });
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Every mail of Thrice</title>
<style>
body { font: 15px/1.4 sans-serif; margin: 24px; background: #eef0f4; }
th { text-align: left; vertical-align: top; width: 180px; padding: 8px; font-weight: 600; }
td { vertical-align: top; padding: 8px; }
img { max-width: 420px; border: 1px solid #c3cad6; background: #fff; }
small { font-weight: 400; color: #555; }
</style></head>
<body><h1>Every mail of Thrice</h1>
<table><tr><th></th>${looks.map(({ name }) => `<th>${name}</th>`).join('')}</tr>
${rows.join('\n')}
</table></body></html>
`;
}
