import type { Command } from 'commander';
import { parseUntil } from '../core/calendar/until.js';
import { CommandError } from './context.js';
import type { Order } from './orders.js';
import { addOrder } from './steering.js';

/** `thrice snooze ID UNTIL`: nothing is sent before that moment. */
export function addSnooze(program: Command): void {
  const command = program
    .command('snooze')
    .description('send nothing in a conversation before a moment: 4h, 3d, 2wd, friday, 2026-12-01');
  addOrder(command, ([until = '']) => snoozeUntil(until));
  command.argument('<until>', 'how long (4h, 3d, 2wd) or until when (friday, 2026-12-01, 2026-12-01T14:00)');
}

/** The order for a moment as a person writes it; a wrong one is an error of usage. */
export function snoozeUntil(text: string): Order {
  return {
    action: 'snooze',
    done: (name, until) => `Snoozed ${name} until ${until}. A mail of the customer ends it.`,
    undo: (id) => `Undo: thrice wait ${id} (the clock then starts anew).`,
    more: ({ derived }, { config, now }) => {
      const until = parseUntil(text, config.settings.calendar, now);
      if (!until.ok) throw new CommandError(until.reason, 2);
      if (derived.status === 'closed')
        throw new CommandError(`This conversation is closed: thrice reopen ${derived.id} first.`);
      return { until: until.at };
    },
  };
}
