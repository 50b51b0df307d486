/** What a person writes and a responder does not, for text in lower case on one line. */

/** "Yes", "no", "ok, but": an answer to the reader. Those that mean something else elsewhere stand alone. */
const answer =
  /(?:^|[.!,;] |\bbut |\baber )(?:yes|yep|ok|okay|sure|gerne|oui|sí|sim)(?:[,.! ]|$)|(?:^|[.!;] )(?:ja|nein|no|nope|non|si|sì|tak|nie|jo|ano|да|нет|так|ні)(?:[,.!]|$)/u;
/** It asks for something of the matter, agrees, or points at what was written or attached. */
const matter =
  /please (?:send (?:it|the|me|us|him|her)|go ahead|confirm|proceed|ship|order|cancel|let me know|call me|wait|close|find|see|do|try|check)|bitte (?:schick|senden sie (?:mir|es|uns|das)|bestätigen|stornier|warten|schließen|rufen sie mich|prüfen)|as (?:discussed|agreed|mentioned)|wie (?:besprochen|vereinbart)|attached|anbei|im anhang|ci-joint|en pièce jointe|adjunto|in allegato|em anexo|bijgevoegd|w załączniku|во вложении|у вкладенні|(?:your|the) (?:offer|quote|invoice|proposal|answer|suggestion|problem|error|printer)|(?:ihr|das) (?:angebot|vorschlag)|still (?:not|does|doesn|have|fail|broken)|immer noch|nadal|(?:i|we)(?:'ll| will) (?:try|test|check (?:it|this|that)|take|send|pay)/u;
/** A document by its number: a responder does not know what the mail is about. */
const numbered =
  /(?<!\p{L})(?:invoice|order|quote|contract|rechnung|bestellung|auftrag|angebot|facture|commande|devis|factura|pedido|fattura|ordine|fatura|encomenda|factuur|bestelling|faktur\p{L}{0,3}|zamówieni\p{L}{0,3}|ordre|objednáv\p{L}{0,3}|счет\p{L}{0,2}|заказ\p{L}{0,2}|рахун\p{L}{0,3}) (?:n[ro°º.]{1,3} ?|# ?|№ ?)?\d/u;
/** Something is broken or wrong. */
const fault =
  /(?<!\p{L})(?:broken|does ?n[o']t work|do ?n[o']t work|not working|(?:an|says|gives|the) error|wrong|kaputt|defekt|funktioniert nicht|geht nicht|falsch|en panne|ne (?:marche|fonctionne)|no funciona|averiad|non funziona|guast[oa]|rott[oa](?!\p{L})|não funciona|avariad|werkt niet|kapot|nie działa|zepsut|uszkodzon|fungerar inte|trasig|virker ikke|fungerer ikke|nefunguje|rozbit|не работает|сломал|не працює|зламал|nem működik|elromlott|nu funcționează|stricat|çalışmıyor|bozuk|ei toimi|rikki(?!\p{L})|δεν λειτουργεί|χάλασε)|壊れ|動かない|坏了|壞了|고장/u;
/** "It is urgent", where a responder says "if it is urgent". */
const pressing =
  /(?<!(?:if|when|where|falls|wenn|sollte|si|cas|se|caso|als|indien|jeśli|jeżeli|gdy|om|hvis|dersom|når|pokud|jestli|ak|если|якщо|ha|dacă|jos|αν) (?:\p{L}{1,12} )?)(?<!\p{L})(?:(?:it|this|that|matter) is|it's|that's|(?:es|das|die sache) ist|c'est|(?:to|sprawa) jest|to|het is|dit is|det är|det er|je to|это|це) (?:\p{L}{1,12} )?(?:urgent|dringend|eilig|urgente|pilne|pilna|dringend|brådskande|haster|naléhavé|срочно|терміново)(?!\p{L})/u;
/** "Please" with anything but what responders ask for. */
const order =
  /(?<![a-z])please (?!(?:also |do |kindly )?(?:contact|e-?mail|mail|write|note|be|call|phone|ring|reach|direct|forward|send|address|turn|get|allow|expect|refer|re-?send|accept|leave|don|not|hesitate|reply|respond|type|use|visit|keep|quote|include|ask|speak|consult|excuse|bear|understand|log|submit|click|add|remember|feel|update|bookmark)(?![a-z]))/;
const question = /\p{L}[\p{L}"')]{0,20} ?[?？](?=\s|$)/u;
/** "Urgent? Call Anna": no question to the reader. */
const rhetorical =
  /(?:^|[.!?] )[^.!?]{0,40}(?:urgent|emergency|help|dring|notfall|hilfe|urgence|urgen|piln|spoed|hast|сроч|термін)[^.!?]{0,40}\?/giu;

/** Whether a text asks its reader something. */
export function asksReader(text: string): boolean {
  return question.test(text.replace(rhetorical, ' '));
}

/** How a text shows a person: an answer, or something about the matter; null where it does not. */
export function personalIn(text: string): 'answer' | 'matter' | null {
  if (answer.test(text)) return 'answer';
  return [matter, order, numbered, fault, pressing].some((one) => one.test(text)) ? 'matter' : null;
}
