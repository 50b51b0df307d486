import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Audit, audit } from './audit.js';
import { setDemoStage } from './demo-stage.js';
import { galleryOf } from './gallery.js';
import { maria, tom } from './letter.js';
import { mboxOf } from './mbox.js';
import { type DemoEvent, play, type Scene } from './scenario.js';
import { story } from './story.js';
import { storyBegins } from './story-letters.js';

export interface DemoOptions {
  /** Where the mails are left; made when it is missing. */
  readonly folder: string;
  readonly show: (event: DemoEvent) => Promise<void>;
  /** Another story than the shipped one. */
  readonly scenes?: readonly Scene[];
}

export interface DemoResult extends Audit {
  /** Every step happened as it promised, and no customer got a mail twice. */
  readonly ok: boolean;
  /** When the story ended, ms UTC. */
  readonly at: number;
  /** One sentence. */
  readonly summary: string;
  readonly mbox: string;
  readonly page: string;
}

/**
 * Plays the story on the embedded mail server with Thrice as a process of its own, and leaves the mails in `folder`.
 * Throws when the server or the folder cannot be had.
 */
export async function runDemo({ folder, show, scenes = story }: DemoOptions): Promise<DemoResult> {
  makeFolder(folder);
  const stage = await setDemoStage(storyBegins);
  try {
    const happened = await play(scenes, stage, show);
    const customers = await Promise.all([maria, tom].map(({ address }) => stage.mailboxOf(address)));
    const counted = audit(customers);
    const summary = `Thrice sent ${counted.mails} mails to customers, ${counted.twice} of them twice.`;
    const files = { mbox: join(folder, 'mails.mbox'), page: join(folder, 'index.html') };
    const mails = await stage.mails();
    writeFileSync(files.mbox, mboxOf(mails));
    writeFileSync(files.page, galleryOf(mails, await stage.notes(), summary));
    return { ok: happened && counted.twice === 0, at: stage.now(), summary, ...counted, ...files };
  } finally {
    await stage.stop();
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The demo leaves its mails in ${folder}, which cannot be made here: ${reason}`);
  }
}
