import { ask, ask0 } from '../scenarios/matter.js';
import { bot, hour, minute, type Stage, setStage } from '../scenarios/stage.js';
import { type LiveDaemon, liveConfig, liveDaemon } from './edits-daemon.js';

/** A stage whose Thrice has a clock of its own. */
export interface TimeStage {
  readonly stage: Stage;
  readonly daemon: LiveDaemon;
  /** What Thrice's clock is ahead of the mail server's, ms. */
  skew: number;
  /** Called with every look at the clock. */
  onLook: () => void;
  /** Called when the server is asked for a recipient. */
  onRcpt: (address: string) => void;
  /** The first reading, then `n` matters in which the agent has just written. */
  matters(n: number): Promise<void>;
  passUntil(until: number, step?: number): Promise<void>;
  /** The customer of matter `n` answers now. */
  reply(n: string): void;
  /** The stages that the customer of matter `n` got, in order. */
  stagesTo(n: string): string;
  stop(): Promise<void>;
}

export const customer = (n: string): string => `customer${n}@customer.test`;

export async function timeStage(change: Record<string, unknown> = {}): Promise<TimeStage> {
  const hooks = { skew: 0, onLook: () => {}, onRcpt: (_address: string) => {} };
  const refuses = (address: string): boolean => {
    hooks.onRcpt(address);
    return false;
  };
  // Each mail is asked for by the minute: nothing waits behind a morning note.
  const stage = await setStage({}, { refuses });
  const daemon = liveDaemon(stage, liveConfig(stage, { ...change, morning_note: 'off' }), () => {
    hooks.onLook();
    return stage.now + hooks.skew;
  });
  return Object.assign(hooks, {
    stage,
    daemon,
    async matters(n: number) {
      await daemon.pass();
      stage.now += minute;
      for (let i = 1; i <= n; i++) {
        ask0(stage, `${i}`);
        stage.now -= hour;
      }
      stage.now += hour;
      await daemon.pass();
    },
    async passUntil(until: number, step = 4 * hour) {
      while (stage.now < until) {
        stage.now = Math.min(until, stage.now + step);
        await daemon.pass();
      }
    },
    reply(n: string) {
      const id = `r${n}@customer.test`;
      stage.deliver({ from: customer(n), to: bot, id, inReplyTo: `${n}${ask}` });
    },
    stagesTo: (n: string) =>
      stage
        .mailsTo(customer(n))
        .map((raw) => /^X-Thrice:.*stage=(\d)/im.exec(raw)?.[1])
        .join(),
    async stop() {
      await daemon.stop();
      await stage.stop();
    },
  });
}
