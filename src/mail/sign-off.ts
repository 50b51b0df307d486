/** Words that close a letter, whole lines, without the punctuation behind them. */
const phrases = [
  'best|(?:with )?(?:my )?(?:best|kind|kindest|warm|warmest|many|friendly) (?:regards|wishes)|regards|(?:thanks|thank you|many thanks)(?: and|,| &) (?:best |kind )?regards|best to you|all the best|all best|cheers|sincerely|(?:yours )?(?:sincerely|faithfully|truly|respectfully|cordially)(?: yours)?|yours|br|rgds|kr|b\\. ?r\\.|take care|have a (?:nice|good|great|lovely) (?:day|evening|weekend|week)',
  '(?:mit )?(?:freundlich|best|herzlich|lieb|schön|viel|sonnig|kollegial)(?:e|en|em|er|ste|sten)? (?:lieben? |herzlichen? )?(?:grüß|grüss|gruß|gruss)(?:en?)?(?: (?:aus|von|nach) .{2,25})?|mfg|vg|lg|bg|grüße|gruß|gruss|gruesse|mit freundlichen gruessen|viele gruesse|hochachtungsvoll',
  '(?:bien |très )?cordialement|bien (?:à|a) (?:vous|toi|toi aussi)|(?:meilleures |sincères |cordiales |mes )?salutations(?: distinguées)?|amicalement|(?:très )?(?:bonne|belle) (?:journée|soirée|fin de journée)(?: à vous)?|cdt|cdlt|respectueusement|à bientôt|bien amicalement|avec mes (?:meilleures|sincères) salutations',
  '(?:un |muchos )?(?:cordial |cordiales )?saludos?(?: cordial(?:es)?)?|(?:reciba|reciban) un (?:cordial )?saludo|atentamente|atte|cordialmente|un (?:fuerte )?abrazo',
  '(?:cordiali|distinti|i migliori|migliori|tanti) saluti|(?:un (?:caro |cordiale )?)?salut[oi]|buona (?:giornata|serata)|a presto|in fede',
  '(?:com )?(?:os )?(?:meus )?(?:melhores |cordiais )?(?:cumprimentos|saudações)|atenciosamente|att|(?:um |grande |um grande )?abraços?|cumps',
  '(?:met )?(?:vriendelijke|hartelijke|beste|warme) groet(?:en|jes)?|groet(?:en|jes)?|mvg|m\\.v\\.g',
  '(?:serdecznie )?pozdrawiam(?: serdecznie| cię| państwa)?|(?:łączę |serdeczne )?pozdrowienia|pozdr|z (?:poważaniem|wyrazami szacunku|pozdrowieniami)|miłego dnia',
  '(?:med )?(?:vänlig|vänliga|bästa|venlig|vennlig|bedste|beste|mange|kære) (?:hälsning|hälsningar|hilsen|hilsner|hilsener)|vänligen|hälsningar|hälsning|hilsen|mvh|de bedste hilsner|kh|vh|bh',
  '(?:ystävällisin|parhain|lämpimin) terveisin|terveisin|terkuin|terv|yst\\.? ?terv',
  's (?:pozdravem|přátelským pozdravem|úctou|pozdravom)|hezký den|přeji (?:hezký|pěkný) den|zdraví',
  'с (?:уважением|наилучшими пожеланиями|приветом|глубоким уважением)|всего (?:доброго|хорошего|наилучшего)|(?:з|із) (?:повагою|найкращими побажаннями)|всього (?:найкращого|доброго)',
  '(?:en iyi dileklerimle|saygılarımla|saygılarımızla|saygılar|sevgiler|sevgilerimle|iyi çalışmalar|iyi günler|selamlar)',
  'üdvözlettel|tisztelettel|cu (?:stimă|respect)|με εκτίμηση|s poštovanjem|lp|lep pozdrav',
  '敬具|草々|以上|此致|此致敬礼|敬礼|敬禮|祝好|顺祝商祺|順頌商祺|祝商祺|顺颂商祺|祝您?工作愉快',
].join('|');
const edge = '[\\s,.!*_~–—-]{0,10}\\p{Extended_Pictographic}?\\ufe0f?[\\s,.!*_~–—-]{0,10}';
const alone = new RegExp(`^[\\s*_~–—-]{0,10}(?:${phrases})${edge}$`, 'iu');
/** "Pozdrawiam, Jan": the name on the same line; after a comma, so that "Best Western" is none. */
const named = new RegExp(`^[\\s*_]{0,4}(?:${phrases})\\s?[,!.]\\s{1,3}(\\S.{0,50})$`, 'iu');

/** What companies write under a signature. */
const disclaimer =
  /confidential|privileged|intended (?:recipient|solely|only)|disclaimer|vertraulich|confidentiel|confidenzial|riservat|poufn[aeyi]|vertrouwelijk|before printing|registered (?:in|office)|handelsregister|amtsgericht|geschäftsführer|sąd rejonowy/i;

/** What a sign-off may have below it: lines, and characters of each. */
const most = { lines: 12, name: 50, detail: 90 };

/**
 * Lines without the sign-off at their end ("Best regards / Bob Miller / Tel. ..."): a closing phrase, then a name, then
 * at most details of how to reach the person. Whatever does not look so stays, and something must stand above.
 */
export function withoutSignOff(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]!.trim() === '') end--;
  const dashed = dashedName(lines, end);
  if (dashed >= 0) return lines.slice(0, dashed);
  let texts = 0;
  for (let at = end - 1; at > 0 && texts <= most.lines; at--) {
    const line = lines[at]!.trim();
    if (line === '') continue;
    texts++;
    if (line.length > 120 || !closes(line)) continue;
    const below = lines.slice(at + 1, end).filter((one) => one.trim() !== '');
    const cut = hasText(lines, at) && !continues(lines, at) && isCard(below, line);
    return cut ? lines.slice(0, beginOfClosing(lines, at)) : lines;
  }
  return lines;
}

/** Whether the line is a closing phrase, alone or with a name behind it. */
export function closes(line: string): boolean {
  if (line.length > 120) return false;
  if (alone.test(line)) return true;
  const name = named.exec(line)?.[1];
  return name !== undefined && isName(name, false);
}

/** "-Bob Miller" under an empty line, as in a note; several such lines are a list. */
function dashedName(lines: readonly string[], end: number): number {
  const line = lines[end - 1]?.trim() ?? '';
  if (!/^(?:-|[–—~]\s?)\p{Lu}[\p{L}.'’-]{0,30}(?: \p{Lu}[\p{L}.'’-]{0,30}){0,2}$/u.test(line)) return -1;
  let above = end - 2;
  if (above < 0 || lines[above]!.trim() !== '') return -1;
  while (above >= 0 && lines[above]!.trim() === '') above--;
  return above >= 0 && !/^\s*[-–—~*•]/.test(lines[above]!) ? end - 1 : -1;
}

/** A closing in two lines (此致 / 敬礼) begins with the first. */
function beginOfClosing(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above > 0 && lines[above]!.trim() === '') above--;
  return above > 0 && lines[above]!.length <= 120 && alone.test(lines[above]!) && hasText(lines, above)
    ? above
    : at;
}

function hasText(lines: readonly string[], before: number): boolean {
  return lines.slice(0, before).some((line) => line.trim() !== '');
}

/** "I wish you / all the best": the phrase ends the sentence of the line right above it. */
function continues(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1]!.trim();
  return above !== '' && /^\p{Ll}/u.test(lines[at]!.trim()) && /[\p{L}\p{N}]$/u.test(above);
}

/**
 * Whether lines are a name, then details, with nothing that asks, tells or adds.
 * @param phrase the closing phrase above them, or null under a rule
 */
export function isCard(all: readonly string[], phrase: string | null): boolean {
  const legal = all.findIndex((line) => disclaimer.test(line.slice(0, 300)));
  const below = legal < 0 ? all : all.slice(0, legal);
  if (below.length > most.lines) return false;
  return below.every((raw, n) => {
    const line = raw.trim();
    if (n > 0 || (phrase !== null && !alone.test(phrase))) return isDetail(line);
    return isName(line, phrase !== null && /^\p{Ll}/u.test(phrase)) || reaches(line);
  });
}

/** @param small a writer who writes small writes his name so too */
function isName(text: string, small: boolean): boolean {
  const line = text.replace(/^[\s*_~/-]{1,5}|[\s*_~.,!]{1,5}$/g, '');
  if (line === '' || line.length > most.name || /[?!:;]|\d{3}/.test(line)) return false;
  const words = line.split(/\s+/);
  if (words.length > 5) return false;
  if (small && words.length === 1) return /^[\p{L}.'’-]{1,20}$/u.test(line);
  return /^[\p{Lu}\p{Lo}"'„“]/u.test(line) && words.slice(1).every((word) => isNameWord(word));
}

function isNameWord(word: string): boolean {
  return (
    /^[\p{Lu}\p{Lo}(|"'„“&]/u.test(word) ||
    /^(?:von|van|de|der|den|di|da|do|dos|du|la|le|el|bin|zu|zum|of|and|und|y|i|e|et)$/.test(word)
  );
}

function isDetail(line: string): boolean {
  if (line.length > most.detail || /[?!]|^(?:p\.? ?s\b|pps|n\.?b\.?\b|edit\b|note\b|btw\b)/iu.test(line))
    return false;
  return reaches(line) || isTitle(line);
}

/** An address, a site, a telephone number. */
function reaches(line: string): boolean {
  return (
    line.length <= most.detail &&
    /\S@\S|www\.|https?:|^[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}\/?$|(?:\d[\s()/.+-]{0,3}){6}|\s[|·•]\s|^[|·•]/.test(
      line,
    )
  );
}

/** "Head of Support", "Example Ltd.": few words, most of them large. */
function isTitle(line: string): boolean {
  const words = line.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  if (words.length === 0) return true;
  if (words.length > 8 || !/^[\p{Lu}\p{Lo}\d*_("]/u.test(line)) return false;
  return words.filter((word) => /^[\p{Lu}\p{Lo}\d*_(]/u.test(word)).length * 2 > words.length;
}
