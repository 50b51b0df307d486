import { attempt, type MailboxConnection } from './connect.js';
import { assignRoles, type FolderList, type FolderSettings } from './roles.js';

export type { Folder, FolderList, FolderSettings } from './roles.js';

/**
 * Lists the folders with their roles and STATUS, in one round trip where the server has LIST-STATUS (RFC 5819).
 * @throws MailboxError
 */
export async function listFolders(
  connection: MailboxConnection,
  settings: FolderSettings,
): Promise<FolderList> {
  const { client } = connection;
  const listed = await attempt(connection, 'could not list its folders', async () => {
    // RFC 9051 6.3.11: STATUS is not meant for the selected folder; a NOOP makes its view fresh first.
    if (client.mailbox !== false) await client.noop();
    connection.inbox.changed = false;
    return client.list({ statusQuery: { uidNext: true, uidValidity: true } });
  });
  const foreign = [client.namespaces?.other, client.namespaces?.shared].flatMap((spaces) =>
    Array.isArray(spaces) ? spaces.map((space) => space.prefix) : [],
  );
  return assignRoles(
    listed
      .map((folder) => {
        const { uidValidity, uidNext } = folder.status ?? {};
        const known = uidValidity !== undefined && uidNext !== undefined;
        return { ...folder, status: known ? { uidValidity: String(uidValidity), uidNext } : undefined };
      })
      .map(({ status, ...folder }) => (status === undefined ? folder : { ...folder, status })),
    settings,
    {
      prefix: client.namespace?.prefix ?? '',
      delimiter: client.namespace?.delimiter ?? listed[0]?.delimiter ?? '/',
      foreign: foreign.filter((prefix) => prefix !== ''),
      gmail: client.capabilities.has('X-GM-EXT-1'),
    },
  );
}
