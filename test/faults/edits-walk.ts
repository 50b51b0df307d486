import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { saysWhy } from '../says-why.js';
import { anna, bot, day, hour, minute, type Stage, setStage } from '../scenarios/stage.js';
import { type Chance, chanceOf } from './chance.js';
import { type LiveDaemon, liveConfig, liveDaemon } from './edits-daemon.js';
import { judge, type Matter, newMatter, type Rules } from './edits-judge.js';

/** What a walk came to. */
export interface Walk {
  /** Sentences, each with the action after which it was seen. */
  readonly wrong: readonly string[];
  readonly sent: number;
  /** How often the brake held a plan. */
  readonly braked: number;
  /** How often a released plan went. */
  readonly released: number;
  readonly actions: readonly string[];
  /** The key was lost on the way, so that it may be quieter than the policy. */
  readonly lost: boolean;
}

interface FollowUp {
  readonly after: string;
  readonly template: string;
}

interface World {
  readonly chance: Chance;
  readonly stage: Stage;
  readonly daemon: LiveDaemon;
  readonly matters: readonly Matter[];
  mode: 'send' | 'observe';
  paused: boolean;
  /** Policies: the second holds for everybody. */
  urgent: { subject: string; followUps: FollowUp[] } | null;
  rest: FollowUp[];
  names: number;
  /** The key was lost at least once: then Thrice may be quieter than the policy. */
  lost: boolean;
}

const surprise = 2;
const most = 6;
const templates = ['follow-up-1', 'follow-up-2', 'second-call'];

/** A seeded walk of edits, passes, deletions of `data/`, steps of time and mails of people over a dozen conversations. */
export async function walk(seed: number, steps: number): Promise<Walk> {
  const chance = chanceOf(seed);
  const stage = await setStage();
  const matters = Array.from({ length: 12 }, (_, i) =>
    newMatter(`c${i}@customer.test`, `${i % 3 === 0 ? 'Urgent' : 'Plain'} matter ${i}`),
  );
  mkdirSync(join(stage.folder, 'templates', 'en'), { recursive: true });
  writeFileSync(
    join(stage.folder, 'templates', 'en', 'second-call.hbs'),
    readFileSync(new URL('../../templates/en/follow-up-1.hbs', import.meta.url)),
  );
  const rest = [3, 3, 3].map((days, i) => ({ after: `${days}d`, template: templates[i % 2]! }));
  const world: World = {
    ...{ chance, stage, matters, mode: 'send', paused: false, urgent: null, rest, names: 0, lost: false },
    daemon: liveDaemon(stage, {}),
  };
  await world.daemon.edit(configOf(world));
  const found = { wrong: [] as string[], sent: 0, braked: 0, released: 0, actions: [] as string[] };
  let inPass: string[] = [];
  stage.sandbox.onAccepted((mail) => {
    const before = matters.reduce((sum, { total }) => sum + total, 0);
    const wrong = judge(mail, matters, rulesOf(world));
    if (matters.reduce((sum, { total }) => sum + total, 0) > before) inPass.push('sent');
    for (const what of wrong)
      found.wrong.push(
        `${what} (${new Date(mail.at).toISOString()}, after ${found.actions.slice(-6).join('; ')})`,
      );
  });
  const passNow = async (unforeseen: boolean): Promise<void> => {
    inPass = [];
    await world.daemon.pass();
    found.sent += inPass.length;
    // R10: nothing that this pass sent was foreseen, for the one before had sent all that was due.
    if (unforeseen && inPass.length > surprise)
      found.wrong.push(
        `${inPass.length} unforeseen mails at once (after ${found.actions.slice(-6).join('; ')})`,
      );
    if ((await held(world)) > 0) {
      found.braked += 1;
      if (chance.next() < 0.5 && world.mode === 'send' && !world.paused) {
        await world.daemon.note({ type: 'release', by: 'test' });
        inPass = [];
        await world.daemon.pass();
        found.sent += inPass.length;
        if (inPass.length > 0) found.released += 1;
      }
    }
  };
  try {
    for (let i = 0; i < steps; i++) {
      const edits = chance.pick([0, 1, 1, 2]);
      const cold = chance.next() < 0.12;
      if (cold) {
        await world.daemon.forget();
        found.actions.push('data/ deleted');
      }
      // Without its memory nothing that is due was foreseen.
      await passNow(cold);
      for (let e = 0; e < edits; e++) found.actions.push(await edit(world));
      if (chance.next() < 0.25) {
        await world.daemon.forget();
        found.actions.push('data/ deleted');
      } else if (chance.next() < 0.2) {
        await world.daemon.stop();
        found.actions.push('restarted');
      }
      if (edits > 0 || found.actions.at(-1) === 'data/ deleted') await passNow(true);
      for (let n = chance.between(0, 3); n > 0; n--) found.actions.push(write(world));
      const ms = chance.pick([hour, 4 * hour, 20 * hour, day, 2 * day]);
      stage.now += ms;
      found.actions.push(`${ms / hour} h`);
    }
    found.wrong.push(...(await ending(world, () => passNow(false))));
    return { ...found, lost: world.lost };
  } finally {
    await world.daemon.stop();
    await stage.stop();
  }
}

/** Everything calms down: what the policy still owes must come, but for what is shown as held. */
async function ending(world: World, passNow: () => Promise<void>): Promise<string[]> {
  const { daemon, stage, matters } = world;
  world.mode = 'send';
  await daemon.edit(configOf(world));
  if (world.paused) await daemon.note({ type: 'resume', by: 'test' });
  world.paused = false;
  for (let i = 0; i < 80; i++) {
    await passNow();
    const planned = await daemon.planned();
    if (planned.some(({ heldBy }) => heldBy === 'surprise'))
      await daemon.note({ type: 'release', by: 'test' });
    const coming = planned.filter(({ heldBy }) => heldBy === undefined || heldBy === 'surprise');
    const caps = planned.flatMap(({ heldUntil }) => heldUntil ?? []);
    if (coming.length + caps.length === 0) break;
    stage.now = Math.max(stage.now + minute, Math.min(...coming.map(({ step }) => step.at), ...caps));
  }
  if (world.lost) return [];
  const entries = await daemon.conversations();
  return matters.flatMap((matter) => {
    if (!matter.silent || matter.over || matter.total >= most) return [];
    const stages = rulesOf(world).stagesFor(matter.subject).length;
    if (Math.max(0, ...matter.stages) >= stages) return [];
    const entry = entries.find(({ derived }) => derived.subject === matter.subject);
    const { derived } = entry ?? {};
    return [
      `forgotten: ${matter.customer} got ${matter.stages.join() || 'nothing'} of ${stages} and is ${derived?.status}, held by ${derived?.next?.heldBy}: ${derived && saysWhy(derived).join(' ')}`,
    ];
  });
}

async function held(world: World): Promise<number> {
  const { stage } = world;
  const status = await world.daemon.planned();
  return status.filter(({ heldBy, step }) => heldBy === 'surprise' && step.at <= stage.now).length;
}

function configOf({ stage, mode, urgent, rest, names }: World): Record<string, unknown> {
  const policies = [
    ...(urgent
      ? [
          {
            ...{ name: `urgent-${names}`, match: { subject: urgent.subject } },
            ...{ follow_ups: urgent.followUps, max_per_conversation: most },
          },
        ]
      : []),
    { name: `rest-${names}`, follow_ups: rest, max_per_conversation: most },
  ];
  return liveConfig(stage, {
    ...{ mode, policies, limits: { surprise } },
    secret: existsSync(join(stage.folder, 'old.key'))
      ? [{ file: './thrice.key' }, { file: './old.key' }]
      : { file: './thrice.key' },
  });
}

function rulesOf({ mode, paused, urgent, rest }: World): Rules {
  return {
    ...{ mode, paused, most },
    stagesFor: (subject) =>
      urgent && subject.toLowerCase().includes(urgent.subject) ? urgent.followUps : rest,
  };
}

/** One edit; gives what it was. */
async function edit(world: World): Promise<string> {
  const { chance, daemon, stage } = world;
  const list = world.urgent && chance.next() < 0.3 ? world.urgent.followUps : world.rest;
  const what = chance.pick([
    ...['stage added', 'stage removed', 'stage renamed', 'intervals', 'intervals', 'policy renamed'],
    ...['match', 'match', 'mode', 'mode', 'pause', 'key rotated', 'key lost'],
  ]);
  const followUp = () => ({ after: `${chance.between(1, 6)}d`, template: chance.pick(templates) });
  switch (what) {
    case 'stage added':
      if (list.length < 5) list.splice(chance.between(0, list.length), 0, followUp());
      break;
    case 'stage removed':
      if (list.length > 1) list.splice(chance.between(0, list.length - 1), 1);
      break;
    case 'stage renamed': {
      const at = chance.between(0, list.length - 1);
      list[at] = { ...list[at]!, template: chance.pick(templates) };
      break;
    }
    case 'intervals':
      {
        const days = chance.pick([1, 1, 2, 6, 6]);
        for (const [i, one] of list.entries()) list[i] = { ...one, after: `${days}d` };
      }
      break;
    case 'policy renamed':
      world.names += 1;
      break;
    case 'match': {
      const followUps = Array.from({ length: chance.between(1, 4) }, followUp);
      world.urgent = world.urgent
        ? null
        : { subject: chance.pick(['urgent', 'plain', 'matter 1']), followUps };
      break;
    }
    case 'mode':
      world.mode = world.mode === 'send' ? 'observe' : 'send';
      break;
    case 'pause':
      if (world.mode === 'observe') return 'nothing';
      await daemon.note({ type: world.paused ? 'resume' : 'pause', by: 'test' });
      world.paused = !world.paused;
      await daemon.pass();
      return world.paused ? 'pause' : 'resume';
    case 'key rotated':
      await daemon.stop();
      rotate(stage.folder);
      break;
    case 'key lost':
      // Seldom, for little goes afterwards.
      if (chance.next() < 0.7) return 'nothing';
      await daemon.stop();
      world.lost = true;
      for (const name of ['thrice.key', 'old.key']) rmSync(join(stage.folder, name), { force: true });
      break;
  }
  await daemon.edit(configOf(world));
  return what === 'mode' ? `mode ${world.mode}` : what;
}

/** A new first key; the one before still verifies, and the ones before that no more than it did. */
function rotate(folder: string): void {
  if (!existsSync(join(folder, 'thrice.key'))) return;
  // Only one old key is kept: what an older one signed would count as unsigned, which is a loss.
  if (existsSync(join(folder, 'old.key'))) return;
  renameSync(join(folder, 'thrice.key'), join(folder, 'old.key'));
  writeFileSync(join(folder, 'thrice.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
}

/** A mail of a customer or of the agent; gives what it was. */
function write({ chance, stage, matters }: World): string {
  const matter = chance.pick(matters);
  const n = matters.indexOf(matter);
  const id = `${n}.${Math.floor(chance.next() * 1e9).toString(36)}`;
  const byCustomer = matter.ask === null ? chance.next() < 0.5 : matter.silent && chance.next() < 0.3;
  const cited = matter.ask ?? matter.word;
  if (byCustomer) {
    const mail = { from: matter.customer, to: bot, subject: matter.subject, id: `${id}@customer.test` };
    stage.deliver({ ...mail, text: 'Where do I find page 3?', ...(cited && { inReplyTo: cited }) });
    Object.assign(matter, { word: mail.id, silent: false, over: false });
    matter.stages = [];
    return `customer ${n} writes`;
  }
  const mail = { from: `Anna <${anna}>`, to: matter.customer, cc: bot, id: `${id}@example.com` };
  const names = matter.word && !matter.silent ? matter.word : cited;
  stage.deliver({ ...mail, subject: matter.subject, ...(names && { inReplyTo: names }) });
  // A nudge goes on with the silence; behind its end it begins a new one.
  if (!matter.silent || matter.over) {
    matter.stages = [];
    matter.asks = new Set();
    matter.over = false;
  }
  matter.asks.add(mail.id);
  Object.assign(matter, { ask: mail.id, silent: true, touched: stage.now });
  return `agent writes to ${n}`;
}
