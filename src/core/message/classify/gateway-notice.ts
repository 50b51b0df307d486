import type { Header } from '../parsed.js';
import { recipientsNamed } from './notice-recipients.js';
import { resultsInWords } from './notice-result.js';
import { noticeOf } from './notice-words.js';
import { originalIdFrom } from './original-id.js';
import type { Rule } from './rule.js';

/**
 * Gateways that answer from an ordinary address, each known by its own frame of words, which nobody writes by hand:
 * the `Error message below` and `Message details` of Apache James and the American mobile carriers, and the refusals of
 * the fml list manager, which makes Message-IDs like `202001312359.FMLAAA1.list@host`.
 */
export const gatewayNotice: Rule = (header, body) => {
  const gateway = isCarrier(header) ? carrier : isListManager(header) ? listManager : null;
  if (gateway === null) return null;
  if (body === null) return 'needs-body';
  const { words, whole } = noticeOf(body);
  if (!gateway.test(whole)) return null;
  const said = words.replace(/^[ \t]*mail from:[^\n]*$/gim, '');
  const recipients = resultsInWords(said, recipientsNamed(said, header), false);
  const bounce = { recipients, originalMessageId: originalIdFrom(header, body, whole) };
  return { kind: 'bounce', reason: 'gateway-notice', bounce };
};

const carrier = /^error message below:[ \t]*\n[ \t]*[45]\d\d\b[^\n]{0,400}\n\s{0,200}message details:/im;
const listManager = /^[ \t]*original mail as follows:/im;

function isCarrier(header: Header): boolean {
  return /^post[_-]?master@/i.test(header.from[0]?.address ?? '');
}

function isListManager(header: Header): boolean {
  return (
    /-admin@/.test(header.from[0]?.address ?? '') &&
    /^\d{8,16}\.FML[\w-]{1,20}\./.test(header.messageId ?? '')
  );
}
