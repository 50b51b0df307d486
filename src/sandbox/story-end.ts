import { anna, type Letter, maria, support } from './letter.js';
import { contains, knowledge, march, type Scene, same } from './scenario.js';
import { annaAsksMaria, due, mariaAsks } from './story-letters.js';
import { conversationWith, followUpsTo, letterLines, mailLines, noticeLines, stages } from './story-view.js';

export const finalNotice: Scene = async (stage) => {
  const early = await stage.goOn(due.lastGoes);
  const report = await stage.passAt(stage.now());
  const mails = await followUpsTo(maria, stage);
  const known = conversationWith(maria, report);
  return {
    at: stage.now(),
    event: 'final-notice',
    title: 'Two days later was a Sunday, so on Monday, after the morning note: the final notice',
    customer: maria.name,
    customerSees: mailLines(mails.at(-1)),
    thriceKnows: knowledge(known),
    checks: [
      same('nothing goes before it is due', [], early),
      same('Maria has each follow-up once', [1, 2, 3], stages(mails)),
      contains('it says how the matter reopens', mails.at(-1)?.text ?? '', /clos/, /reply/, /reopens/),
      same('resolved (no reply)', ['closed', 'no-reply'], [known.status, known.outcome]),
    ],
  };
};

export const lateReply: Scene = async (stage) => {
  const quiet = await stage.goOn(march(18, 9, 30));
  const last = (await followUpsTo(maria, stage)).at(-1);
  const letter: Letter = {
    from: maria,
    to: [support],
    subject: annaAsksMaria.subject,
    id: 'late@customer.test',
    answers: [mariaAsks.id, annaAsksMaria.id, last?.id ?? ''],
    text: 'Sorry, I was away. It is version 4.2.\n\nMaria',
  };
  stage.deliver(letter);
  const report = await stage.passAt(stage.now());
  const known = conversationWith(maria, report);
  const told = (await stage.mails()).filter(
    (mail) => mail.mark?.purpose === 'reopened' && mail.envelope.to.includes(anna.address),
  );
  return {
    at: stage.now(),
    event: 'late-reply',
    title: 'Nine days later Maria answers after all: the conversation reopens, Anna is told',
    customer: maria.name,
    customerSees: letterLines('wrote', letter),
    thriceKnows: [...knowledge(known), '', `Told ${anna.name}:`, ...noticeLines(told[0])],
    checks: [
      same('nothing was sent in the nine days', [], quiet),
      same("it is the team's turn", 'awaiting-agent', known.status),
      same('Anna is told once', 1, told.length),
      contains("with Maria's new words", told[0]?.text ?? '', /version 4\.2/),
      same('nothing is planned', null, known.next ?? null),
    ],
  };
};
