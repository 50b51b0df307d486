/** "Reply above this line" in the languages in which helpdesks write it; the words must make nearly the whole line. */
const phrases = [
  '(?:please )?(?:type|write|enter|add|put)? ?(?:your )?(?:reply|replies|response|answer|respond|message|comment)s?.{0,25} above (?:this|the) .{0,10}line.{0,40}',
  'write above this line.{0,40}|(?:please )?do not (?:write|type|reply) below this line.{0,20}',
  '.{0,40}(?:antwort|antworten|schreiben).{0,40} (?:oberhalb|über) dieser (?:linie|zeile).{0,20}',
  '.{0,40}(?:répon[ds]\\p{L}{0,4}|réponse).{0,40} au[ -]dessus de cette ligne.{0,20}',
  '.{0,40}(?:respuesta|responda|responde|escriba).{0,40} (?:encima|arriba|sobre) (?:de )?esta línea.{0,20}',
  '.{0,40}(?:rispost\\p{L}|risponder\\p{L}|rispondi).{0,40} (?:sopra|al di sopra di) questa (?:riga|linea).{0,20}',
  '.{0,40}(?:respost\\p{L}|responda|responder|escreva).{0,40} acima dest\\p{L} linha.{0,20}',
  '.{0,40}(?:antwoord|reactie|reageer).{0,40} boven deze (?:regel|lijn).{0,20}',
  '.{0,40}(?:odpowied\\p{L}{1,2}|odpisz).{0,40} (?:nad|powyżej) t(?:ą|ej) lini\\p{L}.{0,20}',
  '.{0,40}(?:svar|skriv).{0,40} (?:ovanför|over|ovenfor|över) (?:den här|denne|denna) (?:raden|linjen?|linje|rad).{0,20}',
  '.{0,40}(?:vastau\\p{L}{1,6}|vastaa).{0,40} tämän rivin yläpuolelle.{0,20}',
  '.{0,40}(?:odpověď|odpovězte).{0,40} nad tento řádek.{0,20}',
  '.{0,40}(?:ответ\\p{L}{0,6}|відпов\\p{L}{1,6}).{0,40} (?:выше|над|вище) (?:этой|этой|цим|цього|цієї) \\p{L}{4,8}.{0,20}',
  '.{0,40}(?:yanıt|cevap)\\p{L}{0,6}.{0,40} bu satırın (?:üstüne|üzerine|yukarısına).{0,20}',
  '.{0,20}この(?:行|線)(?:より|の)上に.{0,30}|.{0,20}在?此(?:行|線|线)(?:的)?(?:上方|之上|以上).{0,20}|.{0,20}이 (?:줄|선) 위에.{0,30}',
].join('|');
const marker = new RegExp(`^[^\\p{L}\\p{N}]{0,60}(?:${phrases})[^\\p{L}\\p{N}]{0,60}$`, 'iu');
/** Zendesk frames its line so in every language. */
const framed = /^\W{0,10}##-.{3,150}-##\W{0,10}$/u;

/** Whether a helpdesk asks on this line to write above it: what stands below is its own mail. */
export function asksToReplyAbove(line: string): boolean {
  if (line.length < 6 || line.length > 200) return false;
  if (framed.test(line)) return true;
  return (
    line.length <= 140 &&
    /line|lini|zeile|ligne|líne|rig|linh|regel|lijn|rad|rivi|řád|стр|лін|рядк|черт|satır|行|線|线|줄|선/iu.test(
      line,
    ) &&
    marker.test(line.trim())
  );
}
