import { resolve } from 'node:path';
import { sampleFor, sampleOf } from '../../src/cli/sample.js';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import { shippedNames } from '../../src/templates/names.js';
import { render } from '../../src/templates/render.js';
import { loadTemplates } from '../../src/templates/templates.js';
import { adminMails } from './admin-mails.js';
import { commandVariants } from './command-variants.js';
import { morningVariants } from './morning-variants.js';
import { variants } from './variants.js';

/** One mail as it is shown. */
export interface GalleryMail {
  readonly name: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** Null: the mail is text alone. */
  readonly html: string | null;
}

const languages = ['en', 'de', 'pl'] as const;

/** A Thursday, so that a close of some days later lies behind a weekend; the pictures are the same every day. UTC. */
const now = Date.UTC(2026, 10, 26, 8, 12);

/** Every mail that Thrice can send, filled with sample data, then each of its further forms. */
export async function galleryMails(): Promise<GalleryMail[]> {
  const mails = [];
  for (const language of languages) {
    const config = await configIn(language);
    for (const name of shippedNames) mails.push({ name, language, ...sampleOf(name, config, now) });
    mails.push(...variantMails(language, config));
  }
  return [...mails, ...adminMails(await configIn('en'), now)];
}

function variantMails(language: string, config: Config): GalleryMail[] {
  const { templates } = loadTemplates({ directory: null, languages: [language], names: shippedNames });
  const sample = sampleFor(config, now);
  return [...variants(sample), ...commandVariants(sample), ...morningVariants(sample)].map(
    ({ name, template, view }) => {
      const { subject, text, html } = render(templates, template, language, view);
      return { name, language, subject: subject ?? `Re: ${sample.words.subject}`, text, html };
    },
  );
}

async function configIn(language: string): Promise<Config> {
  const source = [
    'mailbox: { address: support@example.com, name: Example Support, password: none, imap: imap.example.com, smtp: smtp.example.com }',
    'calendar: { timezone: Europe/Warsaw }',
    'templates: ./no-own-templates',
    `language: ${language}`,
  ].join('\n');
  const loaded = await parseConfig(source, resolve('gallery.yaml'), {}, { now });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
