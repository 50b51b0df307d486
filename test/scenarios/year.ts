import { type Random, random } from '../../bench/random.js';
import { bounceMail } from './matter.js';
import { anna, bot, day, hour, type Letter, letter, minute, monday } from './stage.js';

/** A year of a support mailbox, the same for the same seed: what comes when, as people and servers write it. */
export interface Arrival {
  /** ms UTC, whole seconds, as Received tells. */
  readonly at: number;
  /** `sent`: the mailbox's own mail, stored in Sent; else delivered. */
  readonly way: 'delivered' | 'sent';
  readonly raw: Buffer;
}

/** How the customer of one matter behaves. */
const customers = [
  'silent',
  'silent',
  'answers',
  'answers-late',
  'answers-between',
  'out-of-office',
  'bounces',
  'thanks',
  'two-matters',
  'blind',
  'nudged',
  'goodbye',
  'by-sent',
  'elsewhere',
] as const;

/** Some dozens of matters from the stage's first Monday on; each begins at any hour of any day. */
export function yearOf(seed: number, matters: number): Arrival[] {
  const rnd = random(seed);
  const arrivals: Arrival[] = [];
  for (let n = 0; n < matters; n++) {
    const begin = monday + hour + rnd.between(1, 330) * day + rnd.between(0, 86_399) * 1000;
    const behaves = customers[n % customers.length]!;
    const m = matter(n, begin, rnd, arrivals);
    play(behaves, m, rnd);
    if (behaves === 'bounces') {
      // Another matter of the same customer, which his dead address ends as well (R12).
      const earlier = matter(n + 2000, begin - 2 * hour, rnd, arrivals, m.customer);
      play('by-sent', earlier, rnd);
    }
    if (behaves === 'two-matters') {
      const other = matter(n + 1000, begin + rnd.between(1, 60) * hour, rnd, arrivals, m.customer);
      play('silent', other, rnd);
    }
  }
  return arrivals.sort((a, b) => a.at - b.at);
}

type Matter = ReturnType<typeof matter>;

function matter(n: number, begin: number, rnd: Random, arrivals: Arrival[], who?: string) {
  const customer = who ?? `customer${n}@customer.test`;
  const subject = `Order ${n}`;
  let [at, serial] = [begin, 0];
  let last: string | null = null;
  const references: string[] = [];
  const write = (mail: Omit<Letter, 'id' | 'subject'>, way: Arrival['way'] = 'delivered'): string => {
    const id = `m${n}.${serial++}@${mail.from === customer ? 'customer.test' : 'example.com'}`;
    const chain = references.map((one) => `<${one}>`).join(' ');
    const answers = last ? { inReplyTo: last, references: chain } : {};
    const full = { ...answers, ...mail, id, subject: last ? `Re: ${subject}` : subject };
    arrivals.push({ at, way, raw: letter(full, at) });
    references.push(id);
    last = id;
    return id;
  };
  return {
    customer,
    write,
    ask: () => write({ from: customer, to: bot, text: 'How do I pay?' }),
    reply: (text: string, headers: readonly string[] = []) =>
      write({ from: customer, to: bot, text, headers }),
    answer: (text = 'Could you send us the missing page, please?') =>
      write({ from: anna, to: customer, cc: bot, text }),
    bounce: (id: string) => arrivals.push({ at, way: 'delivered', raw: bounceOf(id, customer, at, n) }),
    wait: (least: number, most: number) => {
      at += rnd.between(least / 1000, most / 1000) * 1000;
    },
  };
}

function bounceOf(id: string, customer: string, at: number, n: number): Buffer {
  const raw = bounceMail(id, customer, at).toString('utf8');
  return Buffer.from(raw.replace('<bounce@mx.test>', `<bounce${n}@mx.test>`));
}

function play(behaves: (typeof customers)[number], m: Matter, rnd: Random): void {
  if (behaves !== 'blind') {
    m.ask();
    m.wait(5 * minute, 2 * day);
  }
  if (behaves === 'by-sent') m.write({ from: bot, to: m.customer }, 'sent');
  else if (behaves === 'goodbye') m.answer('Glad it works!');
  else answered(behaves, m, m.answer(), rnd);
}

function answered(behaves: (typeof customers)[number], m: Matter, asked: string, rnd: Random): void {
  switch (behaves) {
    case 'answers':
      m.wait(minute, 30 * hour);
      m.reply('Here it is.');
      if (rnd.next() < 0.5) {
        m.wait(hour, 3 * day);
        m.answer();
      }
      return;
    case 'answers-late':
      m.wait(8 * day, 20 * day);
      m.reply('Sorry for the delay. Here it is.');
      m.wait(hour, 2 * day);
      m.answer();
      return;
    case 'answers-between':
      m.wait(2 * day, 6 * day);
      m.reply('I was away. Here it is.');
      return;
    case 'out-of-office':
      m.wait(2000, minute);
      m.reply('I am out of the office.', ['Auto-Submitted: auto-replied']);
      return;
    case 'bounces':
      m.wait(2000, minute);
      m.bounce(asked);
      return;
    case 'thanks':
      m.wait(hour, 3 * day);
      m.reply('Thanks, works now!');
      return;
    case 'nudged':
      m.wait(day, 4 * day);
      m.answer('Did you see my mail?');
      return;
    case 'elsewhere':
      m.wait(hour, 30 * hour);
      m.write({
        from: m.customer,
        to: bot,
        text: 'Here is a new matter.',
        inReplyTo: 'unseen@elsewhere.test',
      });
      return;
    default:
  }
}
