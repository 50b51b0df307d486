import { isFirstName } from './first-names.js';
import { fold } from './fold.js';
import { isNameLike } from './person.js';

const phone =
  /^(?:(?:(?:tel|tél|phone|telefon|telephone|téléphone|teléfono|telefono|mobile|mobil|mob|cell|cel|kom|fax|office|direct|durchwahl|handy|móvil|cellulare|t|m|p|f)[.: ]{0,3}|\+) ?)\(?[+\d][\d ()./-]{5,24}$/iu;
const address = /^(?:e-?mail ?:? ?)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$/iu;
const site =
  /^(?:(?:web|www|internet|website)[.:]{0,2} ?)?(?:https?:\/\/)?(?:www\.)?[\w-]{1,63}(?:\.[a-z]{2,12}){1,3}\/?$/iu;
const street =
  /^(?:(?:ul|al|os|pl)\. ?[\p{L} .-]{2,40} \d{1,4}[a-z]?(?:\/\d{1,4})?|[\p{L}. -]{2,40}(?:str\.?|straße|strasse|weg|platz|allee|gasse|ring|damm|ufer) ?\d{1,4} ?[a-z]?|\d{1,4}(?: bis)?,? (?:rue|avenue|av\.|bd|boulevard|place|chemin) [\p{L}' -]{2,40}|\d{1,5} [\p{L} ]{2,30} (?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|drive|way)|(?:via|viale|corso|piazza|calle|c\/|avda\.?|plaza|paseo) [\p{L}' -]{2,40} ?\d{1,4})$/iu;
const town = /^(?:\p{Lu}{1,3}-)?(?:\d{5}|\d{4}|\d{2}-\d{3}) \p{Lu}[\p{L} '-]{1,30}$/u;
const small = new Set(
  `and und i et y e of for from de der die das da di del della du la le von van den zu aus z ze w na en des dello dr mgr inz
   dipl ing ba ma phd msc mba gmbh ag kg ohg ug gbr se sp zoo oo o sa sas sarl srl spa bv nv ltd limited inc llc llp corp co
   company group gruppe the ceo cto cfo it hr pr sales manager director head assistant support team office service`.split(
    /\s+/,
  ),
);

/**
 * Whether all that follows a sign-off or the writer's name is a signature (RFC 3676 4.3 names the part, nothing names its
 * form): names, posts, firms, addresses and phone numbers, and no sentence.
 */
export function isSignature(rest: string): boolean {
  const parts = rest
    .replace(/[*_]/g, ' ')
    .split(/[\n,|•·]|\s[-–—/]\s|\s{3,}/)
    .map((part) => part.trim().replace(/^[-–—~/:]+ ?|[.:;!\s]+$/g, ''))
    .filter((part) => part !== '');
  return parts.length <= 14 && parts.every(isPart);
}

function isPart(part: string): boolean {
  const line = part.replace(/\p{Extended_Pictographic}/gu, '').trim();
  if (line === '' || [phone, address, site, street, town].some((one) => one.test(line))) return true;
  // Without the letters of "S.r.l." and "Sp. z o.o.".
  const words = line
    .replace(/(?<!\p{L})(?:\p{L}\.){1,4}\p{L}?(?!\p{L})/gu, ' ')
    .split(/[\s.&+()]+/)
    .filter((word) => word !== '');
  if (words.length > 6) return false;
  const named = isFirstName(fold(words[0] ?? ''));
  return words.every((raw) => {
    const folded = fold(raw);
    if (small.has(folded)) return true;
    return /^\p{L}[\p{L}\p{M}'/-]*$/u.test(raw) && isNameLike({ raw, folded }, named);
  });
}
