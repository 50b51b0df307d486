import { resolve } from 'node:path';
import { sampleOf } from '../../src/cli/sample.js';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import { shippedNames } from '../../src/templates/names.js';

/** One mail as it is shown: `html` is its HTML part, or its text where it has none. */
export interface GalleryMail {
  readonly name: string;
  readonly language: string;
  readonly subject: string;
  readonly html: string;
}

const languages = ['en', 'de', 'pl'] as const;

/** Every mail that Thrice can send, filled with sample data. */
export async function galleryMails(): Promise<GalleryMail[]> {
  const mails = [];
  for (const language of languages) {
    const config = await configIn(language);
    for (const name of shippedNames) mails.push({ name, language, ...sampleOf(name, config) });
  }
  return [...mails, brokenConfig];
}

async function configIn(language: string): Promise<Config> {
  const source = [
    'mailbox: { address: support@example.com, name: Example Support, password: none, imap: imap.example.com, smtp: smtp.example.com }',
    'calendar: { timezone: Europe/Warsaw }',
    'templates: ./no-own-templates',
    `language: ${language}`,
  ].join('\n');
  const loaded = await parseConfig(source, resolve('gallery.yaml'), {}, { now: Date.now() });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}

/** The one mail to the admins: plain text, as its errors are. */
const brokenConfig: GalleryMail = {
  name: 'admin',
  language: 'en',
  subject: 'The config of Thrice is broken',
  html:
    '<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    '<pre style="white-space:pre-wrap;overflow-wrap:anywhere">thrice.yaml:9:14 policies[0].follow_ups[1].after: &quot;2 dayz&quot; is no ' +
    'duration. Write 2d, 2wd, 4h or 30m.\n\nThe previous config stays active.\n</pre>',
};
