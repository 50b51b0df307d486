import { maria, support, tom } from './letter.js';
import { knowledge, march, type Scene, same } from './scenario.js';
import { annaAsksMaria, annaAsksTom, due, mariaAsks, storyBegins, tomAsks } from './story-letters.js';
import { conversationWith, letterLines } from './story-view.js';

export const starts: Scene = async (stage) => {
  const report = await stage.passAt(storyBegins);
  return {
    at: stage.now(),
    event: 'start',
    title: `Thrice starts on the mailbox ${support.address}`,
    thriceKnows: report.log.filter((line) => !line.includes('secret')),
    checks: [same('nothing is sent', [], report.results)],
  };
};

export const customerAsks: Scene = async (stage) => {
  await stage.goOn(march(2, 9, 20));
  stage.deliver(mariaAsks);
  const report = await stage.passAt(stage.now());
  const known = conversationWith(maria, report);
  return {
    at: stage.now(),
    event: 'customer-asks',
    title: 'Maria writes to support',
    customer: maria.name,
    customerSees: letterLines('wrote', mariaAsks),
    thriceKnows: knowledge(known),
    checks: [
      same("it is the team's turn", 'awaiting-agent', known.status),
      same('nothing is planned', null, known.next ?? null),
    ],
  };
};

export const agentAsks: Scene = async (stage) => {
  await stage.goOn(march(2, 10, 12));
  stage.deliver(annaAsksMaria);
  const report = await stage.passAt(stage.now());
  const known = conversationWith(maria, report);
  return {
    at: stage.now(),
    event: 'agent-answers',
    title: 'Anna, an agent, answers Maria with the bot in Cc',
    customer: maria.name,
    customerSees: letterLines('got', annaAsksMaria),
    thriceKnows: knowledge(known),
    checks: [
      same("it is the customer's turn", 'awaiting-customer', known.status),
      same('the first follow-up comes in two days', [1, due.first], [known.next?.stage, known.next?.at]),
    ],
  };
};

export const secondCustomer: Scene = async (stage) => {
  await stage.goOn(march(2, 13, 40));
  stage.deliver(tomAsks);
  await stage.passAt(stage.now());
  await stage.goOn(march(2, 14, 0));
  stage.deliver(annaAsksTom);
  const report = await stage.passAt(stage.now());
  const known = conversationWith(tom, report);
  return {
    at: stage.now(),
    event: 'second-customer',
    title: 'Tom had a question, too: Anna answers him in the same way',
    customer: tom.name,
    customerSees: letterLines('got', annaAsksTom),
    thriceKnows: knowledge(known),
    checks: [
      same('his first follow-up comes in two days', [1, due.tom], [known.next?.stage, known.next?.at]),
    ],
  };
};
