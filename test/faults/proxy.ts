import { connect, createServer } from 'node:net';
import { answerAlone, answerInstead, end, flow, type Line } from './line.js';
import { type Piece, type Protocol, wireOf } from './wire.js';

/** What the proxy saw: one piece of one connection. */
export interface Seen {
  /** From 1, since the proxy began. */
  readonly connection: number;
  readonly from: 'client' | 'server';
  readonly step: string;
  readonly text: string;
  /** `performance.now()` of this process. */
  readonly at: number;
}

export type Action =
  /** FIN or RST. The piece does not pass. */
  | { readonly do: 'cut' | 'reset' }
  /** Nothing more in either direction while both lines stay open; `ms`: a FIN after so long. */
  | { readonly do: 'silence'; readonly ms?: number }
  /** The piece passes later; what comes behind it on its side waits too. */
  | { readonly do: 'delay'; readonly ms: number }
  /** So many bytes of the piece pass, then the line ends. */
  | { readonly do: 'truncate'; readonly bytes: number; readonly end: 'cut' | 'reset' | 'silence' }
  /**
   * The command, or the server's answer, does not pass; the client gets this one. `TAG`: that of the answer it stands
   * for. `ends`: and then a FIN.
   */
  | { readonly do: 'answer'; readonly text: string; readonly ends?: true }
  /** Waits for `release`. */
  | { readonly do: 'hold' }
  /** Tells the lab at once. Without `pass` the piece is lost and so is all that follows (the client is dead). */
  | { readonly do: 'call'; readonly call: (seen: Seen) => void; readonly pass: boolean };

export interface Rule {
  /** Under this name it is counted. */
  readonly name: string;
  readonly from: 'client' | 'server';
  /** The protocol step (wire.ts), or: this many bytes of this side have come. */
  readonly step?: string | RegExp;
  readonly afterBytes?: number;
  readonly text?: RegExp;
  /** Only on the n-th connection since the rule was set. */
  readonly connection?: number;
  /** So many that match pass first. Default 0. */
  readonly skip?: number;
  /** It acts so often. Default 1. */
  readonly times?: number;
  readonly when?: (seen: Seen) => boolean;
  readonly act: Action;
}

export interface FaultProxy {
  readonly port: number;
  /** How often each rule acted. */
  readonly fired: ReadonlyMap<string, number>;
  /** Sets a rule; the returned function takes it away. */
  readonly set: (rule: Rule) => () => void;
  readonly clear: () => void;
  /** Lets go of everything that is held. */
  readonly release: () => void;
  /** Ends every open line at once, whatever is under way; `words` reach the client before. */
  readonly strike: (how: 'cut' | 'reset' | 'silence', words?: string) => void;
  /** Sees every piece, before any rule. */
  readonly watch: (watcher: (seen: Seen) => void) => () => void;
  readonly close: () => Promise<void>;
}

interface Armed {
  readonly rule: Rule;
  readonly since: number;
  skipped: number;
  acted: number;
}

/** A proxy on a free loopback port before a server; it passes everything until a rule says otherwise. */
export async function openProxy(protocol: Protocol, target: number): Promise<FaultProxy> {
  const armed = new Set<Armed>();
  const fired = new Map<string, number>();
  const watchers = new Set<(seen: Seen) => void>();
  const open = new Set<Line>();
  let held: (() => void)[] = [];
  let count = 0;

  const ruleFor = (line: Line, seen: Seen): Rule | null => {
    for (const one of armed) {
      const { rule, since } = one;
      if (!matches(rule, seen, line, since)) continue;
      if (one.skipped < (rule.skip ?? 0)) {
        one.skipped++;
        continue;
      }
      one.acted++;
      if (one.acted >= (rule.times ?? 1)) armed.delete(one);
      fired.set(rule.name, (fired.get(rule.name) ?? 0) + 1);
      return rule;
    }
    return null;
  };

  /** One piece on its way; a promise where it has to wait. */
  const handle = (line: Line, from: 'client' | 'server', piece: Piece): Promise<void> | null => {
    if (line.state === 'deaf') return null;
    const target = from === 'client' ? line.server : line.client;
    line.bytes[from] += piece.bytes.length;
    const seen: Seen = {
      ...{ connection: line.number, from, step: piece.step, text: piece.text, at: performance.now() },
    };
    for (const watcher of watchers) watcher(seen);
    if (line.state === 'alone') {
      if (from === 'client') answerAlone(line, piece);
      return null;
    }
    const pass = (): void => {
      if (line.state !== 'passing') return;
      target.write(piece.bytes);
      for (const text of piece.behind ?? []) line.client.write(text);
    };
    const act = ruleFor(line, seen)?.act;
    if (!act) {
      pass();
      return null;
    }
    switch (act.do) {
      case 'cut':
      case 'reset':
        end(line, act.do);
        return null;
      case 'silence':
        end(line, 'silence');
        if (act.ms !== undefined) setTimeout(() => end(line, 'cut'), act.ms);
        return null;
      case 'truncate':
        target.write(piece.bytes.subarray(0, act.bytes));
        // What was written has to leave before a reset throws it away.
        setImmediate(() => end(line, act.end));
        line.state = 'deaf';
        return null;
      case 'delay':
        return new Promise((resolve) => setTimeout(resolve, act.ms)).then(pass);
      case 'hold':
        return new Promise<void>((resolve) => held.push(resolve)).then(pass);
      case 'answer':
        answerInstead(line, piece, act.text);
        if (act.ends) end(line, 'cut');
        return null;
      case 'call':
        if (act.pass) pass();
        else line.state = 'deaf';
        act.call(seen);
        return null;
      default:
        return act satisfies never;
    }
  };

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const line: Line = {
      ...{ number: ++count, wire: wireOf(protocol), client, server, state: 'passing' },
      bytes: { client: 0, server: 0 },
    };
    // The pieces are small, and none waits for the acknowledgement of the one before.
    for (const socket of [client, server]) socket.setNoDelay(true);
    open.add(line);
    flow(line, 'client', handle);
    flow(line, 'server', handle);
    client.once('close', () => open.delete(line));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    fired,
    set: (rule) => {
      const one: Armed = { rule, since: count, skipped: 0, acted: 0 };
      armed.add(one);
      return () => armed.delete(one);
    },
    clear: () => armed.clear(),
    release: () => {
      const all = held;
      held = [];
      for (const resolve of all) resolve();
    },
    strike: (how, words) => {
      for (const line of [...open]) {
        if (words !== undefined) line.client.write(`${words}\r\n`);
        end(line, how);
      }
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close: async () => {
      for (const line of open) end(line, 'reset');
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function matches(rule: Rule, seen: Seen, line: Line, since: number): boolean {
  if (rule.from !== seen.from) return false;
  if (rule.connection !== undefined && line.number !== since + rule.connection) return false;
  if (typeof rule.step === 'string' ? rule.step !== seen.step : rule.step && !rule.step.test(seen.step))
    return false;
  if (rule.afterBytes !== undefined && line.bytes[rule.from] < rule.afterBytes) return false;
  return (rule.text?.test(seen.text) ?? true) && (rule.when?.(seen) ?? true);
}
