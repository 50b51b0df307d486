import type { Command } from 'commander';
import { allConversations } from '../ledger.js';
import { type CommonOptions, configOf } from './context.js';
import { print, printJson } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { serve } from './requests.js';

/** `thrice rebuild`: reads the mailbox again from the start. Facts that are here stay, and nothing is sent again (I3). */
export function addRebuild(program: Command): void {
  const command = addCommon(
    program.command('rebuild').description('read the mailbox again from the start; nothing is sent again'),
  );
  command.action(async () => {
    const options = optionsOf<CommonOptions>(command);
    const config = await configOf(options);
    const books = await serve(config, { type: 'rebuild' }, 'Reading the whole mailbox');
    let [conversations, mails] = [0, 0];
    for (const { conversation } of allConversations(books, books.now)) {
      conversations += 1;
      mails += conversation.messages.length;
    }
    const { quarantined } = books.store.state.get();
    if (options.json) return printJson({ conversations, mails, quarantined: quarantined.length });
    print(
      `Read the mailbox again: ${conversations} conversations with ${mails} mails.`,
      ...(quarantined.length > 0
        ? [`${quarantined.length} mails could not be read: thrice quarantine shows them.`]
        : []),
    );
  });
}
