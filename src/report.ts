import { createHash } from 'node:crypto';
import { type Letter, mailAdmins, mayMailAdmins } from './mail-admins.js';
import type { Runtime } from './runtime.js';

/** The mail about a config that was not taken. `problems`: a sentence a line. */
export function brokenConfigLetter(problems: string): Letter {
  return {
    subject: 'The config of Thrice is broken',
    text: `${problems}\n\nThe previous config stays active.\n`,
  };
}

/**
 * Tells the admins once per edit that the config is broken and the one before stays active (CONTRACT): in the log and,
 * unless nothing may leave (observe, paused), by mail. That the mail cannot be sent is logged and nothing more.
 */
export async function reportBrokenConfig(problems: string, runtime: Runtime): Promise<void> {
  const { log, store } = runtime;
  log.error({}, `${problems}\nThe previous config stays active.`);
  const print = createHash('sha256').update(problems).digest('hex').slice(0, 16);
  if (!mayMailAdmins(runtime) || store.state.get().reportedConfig === print) return;
  store.state.set({ reportedConfig: print });
  const { told, why } = await mailAdmins(brokenConfigLetter(problems), runtime);
  if (told === 'no') log.warn({}, `The admins could not be told by mail: ${why}`);
  else if (why !== '')
    log.warn({}, `The admins were ${told === 'yes' ? '' : 'perhaps '}told by mail: ${why}`);
}
