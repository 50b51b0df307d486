/**
 * `npm run gallery [-- DIR]`: every mail that Thrice can send, in every language, as pictures at the width of a phone and of
 * a desktop, with a contact sheet. Exits 1 when a mail is wider than the phone or a link too small for a thumb.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium, type Look, openBrowser } from './gallery/browser.js';
import { galleryMails } from './gallery/mails.js';
import { contactSheet, hasPart, pageOf, pictureName } from './gallery/sheet.js';

const looks: readonly Look[] = [
  { name: '360', part: 'html', width: 360, dark: false },
  { name: '1024', part: 'html', width: 1024, dark: false },
  { name: '360-dark', part: 'html', width: 360, dark: true },
  { name: '360-text', part: 'text', width: 360, dark: false },
];

const folder = resolve(process.argv[2] ?? 'gallery-out');
const program = findChromium(process.env);
if (program === null) {
  process.stderr.write(
    'The gallery needs Chromium: apt-get install chromium (or set CHROMIUM to the path of one).\n',
  );
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const mails = await galleryMails();
const wanted = mails.flatMap((mail) =>
  looks.filter((look) => hasPart(mail, look)).map((look) => ({ mail, look })),
);
const browser = await openBrowser(program);
try {
  for (const { mail, look } of wanted) {
    const { png, contentWidth, smallLinks } = await browser.picture(pageOf(mail, look), look);
    writeFileSync(join(folder, pictureName(mail, look)), png);
    const faults = smallLinks.map((link) => `the link "${link}" is too small for a thumb`);
    if (contentWidth > look.width) faults.push(`${contentWidth} px wide, not ${look.width}`);
    for (const fault of faults) process.stderr.write(`${pictureName(mail, look)}: ${fault}.\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
}
writeFileSync(join(folder, 'index.html'), contactSheet(mails, looks));
process.stdout.write(`${mails.length} mails, ${wanted.length} pictures: ${join(folder, 'index.html')}\n`);
