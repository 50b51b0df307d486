import { isTeamAddress } from './core/conversation/role.js';
import { plusBase } from './core/message/address.js';
import type { LinkFact } from './core/message/message.js';
import type { Header } from './core/message/parsed.js';
import { type LinkToken, readLinkToken } from './mail/link-token.js';
import { tokenId } from './mail/own-mark.js';
import type { Runtime } from './runtime.js';

type Own = Pick<Runtime, 'config' | 'secrets'>;
type Link = LinkToken | 'stale' | 'unknown' | null;

/**
 * The link of a notice by which the mail was begun; of the team's addresses only, so that who got hold of one joins nothing.
 * Whether it is too old is told by when the mail came (`internalDate` in ms UTC, where no Received tells), so that reading
 * it again later says the same (I3).
 */
export function linkOf(header: Header, internalDate: number, { config, secrets }: Own): Link {
  const from = header.from[0];
  if (!from || !isTeamAddress(from.address, config.settings)) return null;
  return readLinkToken(secrets, header.subject, header.receivedAt ?? internalDate);
}

/** What is kept of it: all but the stand-in id, which is among the references. */
export function linkFact(link: Link): LinkFact | null {
  return typeof link === 'string' ? link : link && { action: link.action, stage: link.stage, at: link.at };
}

/** R6: a mail to a reply address with a token, or begun by a link, refers to the mails of that token, whatever ids it carries. */
export function withTokens(header: Header, link: Link, { config }: Own): Header {
  const replied = [...header.to, ...header.cc]
    .map((person) => plusBase(person.address))
    .filter(({ base }) => config.settings.ownAddresses.includes(base))
    .flatMap(({ detail }) => (detail?.startsWith('t-') ? [tokenId(detail)] : []));
  const ids = link === null || typeof link === 'string' ? replied : [...replied, link.replyId];
  return ids.length === 0 ? header : { ...header, references: [...header.references, ...ids] };
}
