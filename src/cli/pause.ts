import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { type CommonOptions, configOf } from './context.js';
import { print, printJson } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { unread } from './steering.js';
import { whoami, writeNote } from './writing.js';

/** `thrice pause`, `thrice resume`: nothing is sent at all; everything else goes on. */
export function addPause(program: Command): void {
  add(program, 'pause', 'send nothing at all; everything else goes on');
  add(program, 'resume', 'let the sending go on');
}

function add(program: Command, name: 'pause' | 'resume', description: string): void {
  const command = addCommon(program.command(name).description(description));
  command.action(async () => {
    const options = optionsOf<CommonOptions>(command);
    const config = await configOf(options);
    const { changed, confirmed } = await setPaused(config, name === 'pause');
    if (options.json) return printJson({ paused: name === 'pause', changed, pending: !confirmed });
    const [done, already, undo] =
      name === 'pause'
        ? [
            'Paused: nothing is sent until `thrice resume`. Reading goes on.',
            'It is paused already.',
            'resume',
          ]
        : ['Resumed: what is due goes at the next pass.', 'It is not paused.', 'pause'];
    if (!changed) return print(already);
    print(done, ...(confirmed ? [] : [unread(config)]), `Undo: thrice ${undo}.`);
  });
}

/** Pauses or resumes all sending by a note; no note when it is so already. */
export async function setPaused(
  config: Config,
  paused: boolean,
): Promise<{ readonly changed: boolean; readonly confirmed: boolean }> {
  const { books, change } = await writeNote(config, ({ world }) =>
    world.paused === paused
      ? null
      : { content: { type: paused ? 'pause' : 'resume', by: whoami() }, matter: null },
  );
  return { changed: change !== null, confirmed: books !== null };
}
