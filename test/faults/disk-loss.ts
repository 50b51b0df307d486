import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ask0 } from '../scenarios/matter.js';
import { bot, day, hour, minute, type Stage, setStage } from '../scenarios/stage.js';
import { type Audit, audit, type Delivered, type Owed } from './audit.js';
import { restore, type Variant, watchPower } from './disk-power.js';
import { liveConfig, liveDaemon } from './edits-daemon.js';
import { openProxy, type Rule } from './proxy.js';

/** Where the power goes off: at a piece of the line, which still passes or not. */
export interface Point {
  readonly line: 'smtp' | 'imap';
  readonly from: 'client' | 'server';
  readonly step: string;
  readonly pass: boolean;
  /** So many of them go by first. */
  readonly skip?: number;
}

export interface Loss {
  readonly audit: Audit;
  readonly uncertain: number;
  /** The power went off at all. */
  readonly happened: boolean;
  readonly syncs: number;
}

const people = ['1', '2', '3'];
const customer = (n: string): string => `customer${n}@customer.test`;

/**
 * Three follow-ups are due; the power goes off at the point; the machine comes back with what the disk kept, and goes on
 * to the end; what is uncertain a person settles. No copy comes back to the mailbox itself, so that nothing but the journal knows. `lies`: the disk does.
 */
export async function powerLoss(point: Point, variant: Variant, lies = false): Promise<Loss> {
  const stage = await setStage({}, { refuses: (address) => address === bot });
  const root = join(stage.folder, 'disk');
  mkdirSync(root);
  const watch = watchPower(root, lies);
  const smtp = await openProxy('smtp', stage.sandbox.smtpPort);
  const imap = await openProxy('imap', stage.sandbox.imapPort);
  const proxies = { smtp, imap };
  const config = (ports: { imapPort: number; smtpPort: number }): Record<string, unknown> => ({
    ...liveConfig({ ...stage, sandbox: { ...stage.sandbox, ...ports } }),
    ...{ data: './disk/data', secret: { file: './disk/thrice.key' } },
  });
  const daemon = liveDaemon(stage, config({ imapPort: imap.port, smtpPort: smtp.port }));
  let image: ReturnType<typeof watch.image> | null = null;
  try {
    await daemon.pass();
    stage.now += minute;
    for (const n of people) {
      ask0(stage, n);
      stage.now -= hour;
    }
    stage.now += hour;
    await daemon.pass();
    stage.now += 2 * day + minute;
    const { line, from, step, pass, skip = 0 } = point;
    const off: Rule['act'] = {
      ...{ do: 'call', pass },
      call: () => {
        image = watch.image(variant);
        // Whatever the process still does reaches nobody.
        setImmediate(() => void Promise.all([smtp.close(), imap.close()]));
      },
    };
    proxies[line].set({ name: 'power', from, step, skip, act: off });
    await daemon.pass().catch(() => {});
    const happened = image !== null;
    await daemon.stop().catch(() => {});
    watch.stop();
    if (image) restore(root, image);
    const after = liveDaemon(stage, config(stage.sandbox));
    for (let i = 0; i < 6; i++, stage.now += 4 * minute) await after.pass();
    const owed: Owed[] = people.map((n) => ({ customer: customer(n), anchor: `${n}${ask}`, stages: 3 }));
    const mails = (): Delivered[] => owed.flatMap((one) => deliveredTo(stage, one));
    // A person looks into the log of the mail server and says what came of it.
    const open = (await after.conversations()).flatMap(({ derived }) =>
      derived.uncertain.map((id) => ({ id, anchor: derived.silence?.anchor ?? '' })),
    );
    for (const { id, anchor } of open) {
      const result = mails().some(({ messageId }) => messageId === id) ? 'sent' : 'not-sent';
      await after.note({ type: 'settle', id, anchor, result });
    }
    for (let i = 0; i < 11; i++, stage.now += day) await after.pass();
    await after.stop();
    const found = audit(owed, mails(), { uncertain: [], failed: [] });
    return { audit: found, uncertain: open.length, happened, syncs: watch.syncs() };
  } finally {
    watch.stop();
    await Promise.allSettled([smtp.close(), imap.close()]);
    await stage.stop();
  }
}

/** The follow-ups that a customer of the stage got. */
export function deliveredTo(stage: Stage, { customer: mailbox }: Owed): Delivered[] {
  return stage.sandbox.received(mailbox).flatMap(({ raw, at }) => {
    const head = raw
      .toString('utf8')
      .split('\r\n\r\n')[0]!
      .replace(/\r\n[ \t]+/g, ' ');
    const field = (name: string): string => new RegExp(`^${name}: <?([^>\\r]+)`, 'im').exec(head)?.[1] ?? '';
    const of = Number(/stage=(\d+)/.exec(field('X-Thrice'))?.[1] ?? -1);
    if (of < 0) return [];
    return [{ mailbox, at, messageId: field('Message-ID'), anchor: field('In-Reply-To'), stage: of }];
  });
}
