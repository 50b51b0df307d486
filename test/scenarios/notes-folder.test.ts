import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NoteContent } from '../../src/core/conversation/note.js';
import { currentWorld } from '../../src/ledger.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { listFolders } from '../../src/mailbox/folders.js';
import { appendNote, writerOf } from '../../src/notes.js';
import { makeFolder, move, removeFolder } from './mailbox-hands.js';
import { begin, forget } from './matter.js';
import { bot, day, hour, maria, minute, type Stage, setStage } from './stage.js';

/** The last word of a person counts, also where the UIDs of the notes begin anew (R10, I5). */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await begin(stage);
});
afterEach(() => stage.stop());

async function say(...contents: readonly NoteContent[]): Promise<void> {
  await stage.withRuntime(async (runtime) => {
    const connection = await connectMailbox(runtime.config.imap, stage.log);
    try {
      const folders = await listFolders(connection, runtime.config.folders);
      for (const content of contents) {
        stage.now += minute;
        await appendNote(content, null, writerOf({ ...runtime, connection, folders }));
      }
    } finally {
      await closeMailbox(connection);
    }
  });
}

const paused = async (): Promise<boolean> => {
  await stage.pass();
  return stage.withRuntime(async (runtime) => currentWorld(runtime).paused);
};

function notesLieIn(notes: string): void {
  const place = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const { imapPort, smtpPort } = stage.sandbox;
  const mailbox = { address: bot, name: 'Example Support', password: 'secret', folders: { notes } };
  stage.config({ mailbox: { ...mailbox, imap: place(imapPort), smtp: place(smtpPort) } });
}

const pause: NoteContent = { type: 'pause', by: 'anna' };
const resume: NoteContent = { type: 'resume', by: 'anna' };
const optOut: NoteContent = { type: 'suppress', address: maria, why: 'opted out', permanent: true };
const optIn: NoteContent = { type: 'unsuppress', address: maria, by: 'anna' };

const beginsAnew: readonly (readonly [string, () => Promise<void>])[] = [
  ['was deleted', () => removeFolder(stage, 'Thrice')],
  ['is another one in the config', async () => notesLieIn('Notizen')],
];

test.each(beginsAnew)('the notes folder %s: what is said then counts', async (_, happens) => {
  await say(pause, resume, optOut, optIn, pause, resume);
  expect(await paused()).toBe(false);
  await happens();
  await stage.pass();
  await say(pause, optOut);
  expect(await paused()).toBe(true);
  await say(resume);
  expect(await paused()).toBe(false);
  await stage.passUntil(stage.now + 3 * day);
  expect(stage.mailsTo(maria)).toEqual([]);
});

test('the notes are moved to the folder that the config names then: all stays, also after a rebuild', async () => {
  await say(pause, resume, pause);
  expect(await paused()).toBe(true);
  await makeFolder(stage, 'Notizen');
  await move(stage, 'Thrice', 'Notizen');
  notesLieIn('Notizen');
  expect(await paused()).toBe(true);
  await say(resume);
  expect(await paused()).toBe(false);
  forget(stage);
  expect(await paused()).toBe(false);
});

test('the config named another folder for a while: what was written there meanwhile counts', async () => {
  await say(pause, resume, pause);
  expect(await paused()).toBe(true);
  notesLieIn('Notizen');
  await say(resume);
  expect(await paused()).toBe(false);
  notesLieIn('Thrice');
  expect(await paused()).toBe(false);
  await say(pause);
  expect(await paused()).toBe(true);
});

test('a folder that was not known to be the one of the notes is read as that once it is named', async () => {
  await say(pause);
  forget(stage);
  notesLieIn('Notizen');
  stage.now += hour;
  expect(await paused()).toBe(false);
  notesLieIn('Thrice');
  expect(await paused()).toBe(true);
});
