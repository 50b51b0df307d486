import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { Suppression } from '../core/conversation/world.js';
import { normaliseAddress } from '../core/message/address.js';
import { openBooks } from './books.js';
import { CommandError, type CommonOptions, configOf } from './context.js';
import { print, printJson, table, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { unread } from './steering.js';
import { iso, moment } from './words.js';
import { whoami, writeNote } from './writing.js';

type Options = CommonOptions & { readonly remove?: string };

/** `thrice suppressed [--remove ADDRESS]`: the addresses that get no mail any more (R12). */
export function addSuppressed(program: Command): void {
  const command = program
    .command('suppressed')
    .description('the addresses that get no mail any more, and why')
    .option('--remove <address>', 'allow mail to this address again');
  addCommon(command).action(async () => {
    const options = optionsOf<Options>(command);
    await (options.remove === undefined ? list(options) : remove(options, normaliseAddress(options.remove)));
  });
}

async function list(options: Options): Promise<void> {
  const { world, config } = await openBooks(options);
  const all = [...world.suppressed.values()].sort((a, b) => b.at - a.at);
  if (options.json) return printJson(all.map(jsonOf));
  if (all.length === 0) return print('No address is suppressed.');
  const { timezone } = config.settings.calendar;
  const rows = all.map(({ address, why, permanent, at }) => [
    address,
    moment(at, timezone),
    permanent ? 'for good' : 'until they write',
    why,
  ]);
  print(...table([['ADDRESS', 'SINCE', 'HOW LONG', 'WHY'], ...rows], terminalWidth()));
}

function jsonOf({ address, why, permanent, at }: Suppression): object {
  return { address, since: iso(at), permanent, why };
}

async function remove(options: Options, address: string): Promise<void> {
  const config = await configOf(options);
  const { was, confirmed } = await unsuppress(config, address);
  if (options.json) return printJson({ address, suppressed: false, pending: !confirmed });
  const warning = was.permanent ? ['It was suppressed for good: make sure that they want mail again.'] : [];
  print(
    `Mail to ${address} is allowed again.`,
    ...warning,
    ...(confirmed ? [] : [unread(config)]),
    'A new bounce or complaint suppresses it again.',
  );
}

/** Lifts a suppression by a note. Throws a CommandError when the address is not suppressed. */
export async function unsuppress(
  config: Config,
  address: string,
): Promise<{ readonly was: Suppression; readonly confirmed: boolean }> {
  let was: Suppression | undefined;
  const { books } = await writeNote(config, ({ world }) => {
    was = world.suppressed.get(address);
    if (!was) throw notSuppressed(address);
    return { content: { type: 'unsuppress', address, by: whoami() }, matter: null };
  });
  if (!was) throw notSuppressed(address);
  return { was, confirmed: books !== null };
}

function notSuppressed(address: string): CommandError {
  return new CommandError(`${address} is not suppressed. \`thrice suppressed\` shows those that are.`);
}
