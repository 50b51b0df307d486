import type { Config } from './config/config.js';

/** Whether agents can order by an address while they write to a customer, a sentence. */
export function plusOrders({ settings }: Pick<Config, 'settings'>, arrive: boolean): string {
  const example = settings.mailbox.address.replace(/(?:\+[^@]*)?@(?=[^@]*$)/, '+3d@');
  return arrive
    ? `Mail to ${example} arrives: agents can say by such an address when the first follow-up goes (docs/commands.md).`
    : `No mail to a plus address has arrived yet: send one to ${example} before agents use them as commands (docs/commands.md).`;
}
