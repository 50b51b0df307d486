import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { LoadedConfig } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { takeEdit } from '../../src/config-edit.js';
import type { NoteContent } from '../../src/core/conversation/note.js';
import { type Planned, plan } from '../../src/core/conversation/plan.js';
import { allConversations, currentWorld, type Entry } from '../../src/ledger.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../../src/mailbox/connect.js';
import { appendNote } from '../../src/notes.js';
import { openRuntime } from '../../src/opening.js';
import { type PassResult, pass, type Retries } from '../../src/pass.js';
import type { Runtime } from '../../src/runtime.js';
import { dropStaleForesight } from '../../src/store/store.js';
import { bot, type Stage } from '../scenarios/stage.js';

/** The daemon's way of life in this process, on a clock that stands still until it is moved. */
export interface LiveDaemon {
  /** One pass of the running daemon, which starts when it does not run. */
  pass(): Promise<PassResult>;
  /** An edit of the config while it runs (taken over as the daemon does), or before the next start. */
  edit(config: Record<string, unknown>): Promise<void>;
  /** It ends; the next pass starts it anew. */
  stop(): Promise<void>;
  /** It ends and `data/` is removed. */
  forget(): Promise<void>;
  /** A note as the command line writes it. */
  note(content: NoteContent): Promise<void>;
  conversations(): Promise<Entry[]>;
  /** What would go now, and what holds it. */
  planned(): Promise<Planned[]>;
}

/** A daemon on the stage's mailbox and folder. `first` is the whole config; `clock` (ms UTC) need not be the server's. */
export function liveDaemon(
  stage: Stage,
  first: Record<string, unknown>,
  clock: () => number = () => stage.now,
): LiveDaemon {
  let config = first;
  let running: {
    runtime: Runtime;
    readonly connection: MailboxConnection;
    readonly retries: Retries;
    readonly close: () => void;
  } | null = null;

  const loaded = async (): Promise<LoadedConfig> => {
    const file = join(stage.folder, 'thrice.yaml');
    const result = await parseConfig(stringify(config), file, {}, { now: clock() });
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    return result;
  };
  const start = async () => {
    if (running) return running;
    const runtime = openRuntime({
      config: (await loaded()).config,
      log: stage.log,
      clock,
    });
    const connection = await connectMailbox(runtime.config.imap, stage.log);
    running = { runtime, connection, retries: new Map(), close: runtime.close };
    return running;
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    const { connection, close } = running;
    running = null;
    await closeMailbox(connection);
    close();
  };
  return {
    stop,
    async pass() {
      const { runtime, connection, retries } = await start();
      dropStaleForesight(runtime.store, clock());
      return pass(runtime, connection, retries);
    },
    async edit(next) {
      config = next;
      if (!running) return;
      const { next: runtime, refused } = await takeEdit(await loaded(), running.runtime);
      if (refused.length > 0) throw new Error(refused.join('\n'));
      running.runtime = runtime;
    },
    async forget() {
      await stop();
      rmSync(join(stage.folder, 'data'), { recursive: true, force: true });
    },
    async note(content) {
      const { runtime, connection } = await start();
      await appendNote(content, null, { ...runtime, connection, notesFolder: 'Thrice' });
    },
    async conversations() {
      const { runtime } = await start();
      return [...allConversations(runtime, clock())];
    },
    async planned() {
      const { runtime } = await start();
      const { config, store } = runtime;
      const entries = [...allConversations(runtime, clock())];
      const foreseen = entries.flatMap(({ key }) =>
        Object.entries(store.threads.upcoming(key)?.foreseen ?? {}),
      );
      return plan({
        ...{ conversations: entries.map(({ derived }) => derived), settings: config.settings },
        ...{ world: currentWorld(runtime), sendings: store.state.get().sendings, now: clock() },
        ...{ foreseen: new Map(foreseen), retryAt: new Map() },
      });
    },
  };
}

/** The config of the embedded server's team, whole, for `liveDaemon`. */
export function liveConfig(stage: Stage, change: Record<string, unknown> = {}): Record<string, unknown> {
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  return {
    mailbox: {
      address: bot,
      name: 'Example Support',
      password: 'secret',
      imap: server(stage.sandbox.imapPort),
      smtp: server(stage.sandbox.smtpPort),
    },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    calendar: { timezone: 'Europe/Warsaw' },
    ...change,
  };
}
