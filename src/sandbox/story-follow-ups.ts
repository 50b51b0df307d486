import { maria, tom } from './letter.js';
import { contains, knowledge, localTime, type Scene, same } from './scenario.js';
import { annaAsksMaria, due, tomAnswers } from './story-letters.js';
import { conversationWith, followUpsTo, headLines, letterLines, mailLines, stages } from './story-view.js';

export const firstFollowUp: Scene = async (stage) => {
  const early = await stage.goOn(due.first);
  const report = await stage.passAt(stage.now());
  const mails = await followUpsTo(maria, stage);
  const known = conversationWith(maria, report);
  return {
    at: stage.now(),
    event: 'follow-up',
    title: 'Nothing from Maria: the first follow-up',
    customer: maria.name,
    customerSees: mailLines(mails.at(-1)),
    thriceKnows: knowledge(known),
    checks: [
      same('nothing goes before it is due', [], early),
      same('Maria has the first follow-up, once', [1], stages(mails)),
      same("it answers Anna's mail", annaAsksMaria.id, mails[0]?.inReplyTo),
      contains('it quotes what Anna asked', mails[0]?.text ?? '', /Maria/, /which version do you run/),
      same('the second one comes in two days', [2, due.second], [known.next?.stage, known.next?.at]),
    ],
  };
};

/** The answer comes after the last reading; the one right before sending sees it (I2). */
export const answerInTime: Scene = async (stage) => {
  const early = await stage.goOn(due.tom - 20_000);
  stage.deliver(tomAnswers);
  const report = await stage.passAt(due.tom);
  const known = conversationWith(tom, report);
  return {
    at: stage.now(),
    event: 'answer-in-time',
    title: 'Tom answers 20 seconds before his follow-up is due, and gets none',
    customer: tom.name,
    customerSees: [...letterLines('wrote', tomAnswers), '', '(No mail from Thrice, now or later.)'],
    thriceKnows: knowledge(known),
    checks: [
      same('nothing is sent', [[], []], [early, report.results]),
      same('Tom got no follow-up', [], stages(await followUpsTo(tom, stage))),
      same("it is the team's turn", 'awaiting-agent', known.status),
      same('nothing is planned', null, known.next ?? null),
    ],
  };
};

/** The mail is taken and the process killed before the server's answer leaves: the one moment nobody can know. */
export const killed: Scene = async (stage) => {
  const early = await stage.goOn(due.second);
  stage.sandbox.failNext({ at: 'dot', lose: 'answer' });
  const { pid, kill } = stage.process();
  const unwatch = stage.sandbox.onAccepted(kill);
  const outcome = await stage.tryPassAt(due.second);
  unwatch();
  const mails = await followUpsTo(maria, stage);
  const notes = await stage.notes();
  return {
    at: stage.now(),
    event: 'killed',
    title: 'The second follow-up is due, and Thrice is killed (kill -9) while it sends',
    customer: maria.name,
    customerSees: headLines(mails.at(-1)),
    thriceKnows: [
      `Process ${pid} is gone. It had handed over the mail and waited for the server's answer.`,
      'On the disk: sending has begun. In the mailbox: the note that announced it. What came of it stands nowhere.',
    ],
    checks: [
      same('nothing goes before it is due', [], early),
      same('the process was killed', 'SIGKILL', outcome.type === 'ended' ? outcome.signal : outcome.type),
      same('the mail had left', [1, 2], stages(mails)),
      same('the disk says only that sending had begun', ['data'], stage.openSendings()),
      contains('the mailbox says only that it was announced', notes.at(-1)?.subject ?? '', /About to send/),
    ],
  };
};

export const restarted: Scene = async (stage) => {
  stage.restart();
  const report = await stage.passAt(due.second + 60_000);
  const mails = await followUpsTo(maria, stage);
  const known = conversationWith(maria, report);
  return {
    at: stage.now(),
    event: 'restarted',
    title: 'Thrice starts again: the mail went out once',
    customer: maria.name,
    customerSees: [
      `${mails.length} follow-ups in the mailbox:`,
      ...mails.map(({ at, mark }) => `follow-up ${mark?.stage}, ${localTime(at)}`),
    ],
    thriceKnows: [...report.log.filter((line) => /settled/i.test(line)), ...knowledge(known)],
    checks: [
      same('nothing is sent again', [], report.results),
      same('Maria has each follow-up once', [1, 2], stages(mails)),
      same('Thrice knows that it went', 2, known.stagesSent),
      same('nothing is uncertain', [], known.uncertain),
      same('the last one comes on Monday at nine', [3, due.last], [known.next?.stage, known.next?.at]),
    ],
  };
};
