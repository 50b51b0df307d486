/**
 * `npm run gallery [-- DIR]`: every mail that Thrice can send, in every language, as pictures at the width of a phone and of
 * a desktop, with a contact sheet. Exits 1 when a mail is wider than the phone.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium, type Look, openBrowser } from './gallery/browser.js';
import { galleryMails } from './gallery/mails.js';
import { contactSheet, pictureName } from './gallery/sheet.js';

const looks: readonly Look[] = [
  { name: '360', width: 360, dark: false },
  { name: '1024', width: 1024, dark: false },
  { name: '360-dark', width: 360, dark: true },
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
const browser = await openBrowser(program);
try {
  for (const mail of mails)
    for (const look of looks) {
      const { png, contentWidth } = await browser.picture(mail.html, look);
      writeFileSync(join(folder, pictureName(mail, look)), png);
      if (contentWidth > look.width) {
        process.stderr.write(`${pictureName(mail, look)}: ${contentWidth} px wide, not ${look.width}.\n`);
        process.exitCode = 1;
      }
    }
} finally {
  await browser.close();
}
writeFileSync(join(folder, 'index.html'), contactSheet(mails, looks));
process.stdout.write(
  `${mails.length} mails, ${mails.length * looks.length} pictures: ${join(folder, 'index.html')}\n`,
);
