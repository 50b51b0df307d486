import type { DemoMail } from './demo-mail.js';
import type { DemoStage } from './demo-stage.js';
import { anna, type Letter, maria, support, tom } from './letter.js';
import { contains, knowledge, march, type Scene, same } from './scenario.js';
import { firstMorning } from './story-letters.js';
import { conversationWith, followUpsTo, toldLines } from './story-view.js';

/** What the agent reads and says: the morning note, and a command by mail. */

/** Thrice's mails of one purpose in Anna's mailbox, oldest first. */
async function toAnna(purpose: string, stage: DemoStage): Promise<DemoMail[]> {
  return (await stage.mails()).filter(
    ({ mark, envelope }) => mark?.purpose === purpose && envelope.to.includes(anna.address),
  );
}

export const morningNote: Scene = async (stage) => {
  const early = await stage.goOn(firstMorning);
  const report = await stage.passAt(firstMorning);
  const notes = await toAnna('morning', stage);
  const text = notes[0]?.text ?? '';
  return {
    at: stage.now(),
    event: 'morning-note',
    title: 'At the start of work Anna reads what goes today, and need not do anything',
    thriceKnows: [`Told ${anna.name}:`, ...toldLines(notes[0])],
    checks: [
      same('there was no note on the days before', 1, notes.length),
      contains('it numbers both mails of the day', text, /^1\. 10:12, Maria/m, /^2\. 14:00, Tom/m),
      same('no customer got anything', [[], []], [early, report.results]),
    ],
  };
};

export const closesByMail: Scene = async (stage) => {
  const [notice] = await toAnna('reopened', stage);
  await stage.goOn(march(18, 9, 45));
  const letter: Letter = {
    from: anna,
    to: [support],
    subject: `Re: ${notice?.subject ?? ''}`,
    id: 'command@example.com',
    answers: [notice?.id ?? ''],
    text: 'close',
  };
  stage.deliver(letter);
  const report = await stage.passAt(stage.now());
  const known = conversationWith(maria, report);
  const answers = await toAnna('command-result', stage);
  return {
    at: stage.now(),
    event: 'command',
    title: 'Anna has phoned Maria, and answers the notice with one word: close',
    thriceKnows: [...knowledge(known), '', `Told ${anna.name}:`, ...toldLines(answers[0])],
    checks: [
      same('it is closed', ['closed', 'resolved'], [known.status, known.outcome]),
      same('Anna gets one answer', 1, answers.length),
      contains('it says what changed and how to undo it', answers[0]?.text ?? '', /closed/, /undo/),
      same('Maria gets nothing of it', 3, (await followUpsTo(maria, stage)).length),
    ],
  };
};

export const quietEnd: Scene = async (stage) => {
  const after = await stage.goOn(march(25, 9, 30));
  const notes = await toAnna('morning', stage);
  return {
    at: stage.now(),
    event: 'quiet',
    title: 'Another week: the morning note told of the close, once, and nothing else happened',
    thriceKnows: [`Told ${anna.name} on Thu 19 March, 09:00:`, ...toldLines(notes.at(-1))],
    checks: [
      same(
        'nothing was sent to customers',
        [[], 3, 0],
        [after, (await followUpsTo(maria, stage)).length, (await followUpsTo(tom, stage)).length],
      ),
      same('the last note was that of the next morning', march(19, 9, 0), notes.at(-1)?.at),
      contains('it names who closed what', notes.at(-1)?.text ?? '', /Maria Schmidt/, /by anna@example\.com/),
    ],
  };
};
