import { fieldOf } from '../fields.js';
import type { Header } from '../parsed.js';
import { bounceSubject, isAnswerSubject } from './bounce-subject.js';

/**
 * How much the header of a mail, which is no multipart/report, speaks for a bounce:
 * - `daemon`: nobody writes from such an address, so its words may be read generously
 * - `likely`: a machine with the subject of a bounce; its words must say that a mail was not delivered
 * - `possible`: a machine with any subject; its first words must say so, and with an address, a code or the original
 * - null: a person, for all that can be seen; the body is not asked for
 */
export type SenderSign = 'daemon' | 'likely' | 'possible' | null;

const daemon =
  /^(?:mailer-?_?daemon|mail-?_?daemon|mdaemon|mail-?delivery(?:-?(?:sub)?system)?|double-bounce)$/i;
const daemonName = /^(?:mailer[ -]?daemon|mail deliver[y]? (?:sub)?system|interscan (?:mss|notification))$/i;
const office = /^(?:post-?_?master|mmdf|autobounce|bounces?)$/i;
/** People have these names too: only together with a machine's envelope. */
const officeName =
  /^(?:mail administrator|system administrator|post-?master|content-filter at .{1,100}|.{0,30}\bNDR\b.{0,30})$/i;
/** What is "undeliverable" there is no mail. */
export const parcel =
  /\b(?:parcel|package|shipment|tracking|order|invoice|paket|sendung|bestellung|colis|commande|paquete|pedido|pacco|spedizione|encomenda|pakket|pakje|przesyłk|paczk|zásilk|pakke)|посылк|отправлени|荷物|宅配|包裹|快递|택배/iu;
/** Mail filters that write their notices with the administrator's address. */
const gateway = /^(?:surfcontrol e-?mail filter|m-filter)/i;
const noReply = /^(?:no-?_?reply|do-?not-?reply)\b/i;

/** Reads the sender, the envelope sender (RFC 5321 4.5.5: empty for notices), RFC 3834 and the subject. */
export function senderSign(header: Header): SenderSign {
  if (fieldOf(header, 'x-failed-recipients') !== null) return 'daemon'; // Exim, Gmail, Mail.ru
  const raw = fieldOf(header, 'from') ?? '';
  const local = /([^\s<>@"]+)@/.exec(header.from[0]?.address ?? '')?.[1] ?? '';
  const name = (header.from[0]?.name ?? '').trim();
  if (daemon.test(local) || daemonName.test(name) || /mailer-daemon/i.test(raw)) return 'daemon';
  const subject = bounceSubject.test(header.subject) && !parcel.test(header.subject);
  const nameless = /^\s*(?:<\s*>)?\s*$/.test(raw);
  if (nameless && subject) return 'daemon'; // From: <>
  if (isAnswerSubject(header.subject)) return null;
  const machine = isMachine(header);
  if (subject && (machine || office.test(local))) return 'likely';
  if (gateway.test(fieldOf(header, 'x-mailer') ?? '')) return 'possible';
  const officer = office.test(local) || officeName.test(name);
  return hasNullSender(header) || (officer && machine) || (subject && noReply.test(local))
    ? 'possible'
    : null;
}

/** A machine as well as an office or nobody's address sends it: no person's name, no person's way. */
export function isSystem(header: Header): boolean {
  const address = header.from[0]?.address ?? '';
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  if (gateway.test(fieldOf(header, 'x-mailer') ?? '')) return true;
  const unattended =
    office.test(local) || noReply.test(local) || officeName.test((header.from[0]?.name ?? '').trim());
  return unattended && isMachine(header);
}

function isMachine(header: Header): boolean {
  return hasNullSender(header) || /^\s*auto-/i.test(fieldOf(header, 'auto-submitted') ?? '');
}

/** `Return-Path: <>`, or the daemon that old servers name there. */
function hasNullSender(header: Header): boolean {
  return /^\s*(?:<\s*>|<?mailer-daemon(?:@[^\s>]{1,253})?>?\s*$)/i.test(fieldOf(header, 'return-path') ?? '');
}
