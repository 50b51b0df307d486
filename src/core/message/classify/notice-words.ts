import type { Body } from '../parsed.js';
import { wordsOf } from './body-words.js';

/** What a notice says, and what it quotes. */
export interface Notice {
  /** Its own text, without the original that it quotes; at most 20,000 characters. */
  readonly words: string;
  /** The whole readable text, line ends as \n. */
  readonly whole: string;
}

/** Where the copy of the original mail begins: what stands below is not the notice's own text. */
const copy = new RegExp(
  `^[ \\t>|]*(?:${[
    // A ruler begins only where none goes on: tried at each of its characters it would be quadratic.
    '(?<![-+*|=_])[-+*|=_]{2,}[^\\n]{0,20}(?:below this line|this is a copy|copy of (?:the|your)|(?:the )?original (?:message|mail)|returned (?:mail|message)|headers? (?:follow|of)|unsent message|message headers?\\b|undelivered message|message text|message body|ursprüngliche|kopie der)[^\\n]{0,200}',
    '-{3,}\\s*unsent[^\\n]{0,100}',
    '(?:return-path|received|dkim-signature): [^\\n]{0,400}',
    '(?:the )?(?:headers?|following is a copy|(?:here|below) (?:is|are) (?:a copy|the (?:first|headers?)))[^\\n]{0,80}:[ \\t]*$',
    'original (?:message|mail)(?: headers)?(?: (?:as )?follows?)?[ \\t]?[:.]+[ \\t]*$',
    '(?:your )?(?:message|mail) (?:headers?|text) follows?[^\\n]{0,40}$|unsent message below|your message reads \\(in part\\)[^\\n]{0,40}',
    'ursprüngliche nachrichtenkopfzeilen[^\\n]{0,40}|en-?têtes? (?:de message )?d.origine[^\\n]{0,40}|encabezados? del mensaje original[^\\n]{0,40}|intestazioni originali[^\\n]{0,60}|cabeçalhos da mensagem original[^\\n]{0,40}|oryginalne nagłówki[^\\n]{0,40}',
  ].join('|')})`,
  'imu',
);

/** Statements that a mail did not arrive, as mail systems word them in their languages. */
const undelivered = new RegExp(
  [
    '\\b(?:message|mail|e-?mail|letter|following recipients?)\\b[^.]{0,120}\\b(?:could|can|was|has|were|is|did)\\s?(?:not|n.t)\\b[^.]{0,40}\\b(?:deliver|sent|send|accept|reach|receive)',
    '\\bcannot (?:be )?(?:deliver|sent|send)|\\bnot (?:be |been )?(?:delivered|accepted for delivery)|couldn.t be delivered\\b|\\bundeliver(?:able|ed)\\b|did not reach the following',
    '\\b(?:unable|not able|failed|trouble|problems?|attempt(?:ed|ing)?|trying|while)(?: to)? deliver(?:ing)?\\b|delivery[^.\\n]{0,60}\\b(?:fail|unsuccessful|delayed|problem|error)',
    '(?:following|these|this) (?:recipients?|address(?:es|\\(es\\))?)[^.\\n]{0,80}(?:fail|error|reject|problem|affected|not be)|\\bfailed (?:recipient|address)|recipients? returned permanent errors',
    '\\b(?:failure reasons?|returned (?:mail|message|to sender)|transcript of session|error message below|invalid final delivery|unknown user:|unknown host:)',
    '(?:mailbox|account|quota)[^.\\n]{0,60}(?:is full|exceed|over quota|disabled)|user unknown|no valid recipients|you are not (?:a )?member|not permitted to post',
    '(?:konnten?|kann|wurde)[^.]{0,120}nicht[^.]{0,60}(?:zugestellt|übermittelt|gesendet)|unzustellbar|zustellung[^.\\n]{0,60}(?:fehlgeschlagen|verzögert)',
    "n'(?:a|ont) pas pu (?:être )?(?:remis|distribu|livr|délivr|envoy)|échec de (?:la )?(?:remise|distribution)|n'est pas arrivé|impossible de (?:remettre|livrer)",
    'no (?:se ha podido|se pudo|ha sido posible|fue posible) entregar|no (?:pudo|ha podido) ser entregad|error al entregar',
    'rejected (?:your|this|the) (?:message|mail)|(?:message|mail) was (?:rejected|considered|blocked|returned)|delivery of the e?-?mail was stopped',
    'fehler bei der nachrichtenzustellung|échec de la remise|la remise (?:a échoué|de ce message)|error de entrega|la entrega ha fallado|a entrega falhou|il recapito non è riuscito|bezorging[^.\\n]{0,80}mislukt|dostarczenie[^.\\n]{0,80}nie powiodło',
    '(?:leverans|levering)[^.\\n]{0,80}(?:misslycka|mislyk)|doručení[^.\\n]{0,80}nezdařilo|не удалось выполнить доставку|(?:传递|投递)[^。\\n]{0,40}失败|배달하지 못|teslim[^.\\n]{0,60}(?:başarısız|edilemedi)',
    'não (?:foi possível|pôde|pode)[^.\\n]{0,40}(?:entreg|enviad)|não foi entregue|falha na entrega',
    'non è stato (?:possibile )?(?:consegn|recapit)|impossibile (?:consegnare|recapitare)|non ha raggiunto|mancat[oa] (?:consegna|recapito)',
    '(?:kon|kan|is|werd)[^.\\n]{0,60}niet (?:worden )?(?:bezorgd|afgeleverd)|onbestelbaar',
    'nie (?:można|mogła|może|udało|został)[^.\\n]{0,60}(?:dostarcz|doręcz)|niedostarcz|niedoręcz',
    '(?:kunde|kan|kunne|ble|blev)[^.\\n]{0,30}(?:inte|ikke)[^.\\n]{0,30}lever|ei voi(?:tu|da) toimittaa|toimitus epäonnistui',
    'nelze doručit|nebyl[ao]? (?:možné )?doruč|nem (?:sikerült )?kézbesít|nu a putut fi livrat|teslim edilemedi|iletilemedi',
    'не (?:может быть|могло быть|было|удалось|удается|вдалося)? ?(?:доставлен|доставить|відправ)|недоставлен',
    '(?:送信|配信|配送|送達|お届け|到達|投稿)[^。\\n]{0,30}(?:できません|できなかった|されません|エラー|失敗)|宛先[^。\\n]{0,30}(?:存在|不明|見つかり)|届けられません',
    '无法(?:投递|送达|发送)|未能(?:投递|送达)|投递失败|退信|無法(?:傳遞|遞送|投遞|送達)|(?:전송|배달|전달)(?:되지|할 수 없|하지 못|에 실패)|반송',
  ].join('|'),
  'iu',
);

/** Weaker words that tell a failure where nobody but a mail system can have written them. */
const failure =
  /permanent|\bfail|\bblocked|not (?:be|been) |\bunable\b|\breject|\breturned\b|\bunknown\b|not found|not recognized|\berror\b|refused|fehlgeschlagen|zugestellt|не (?:может|удалось|была)|配送|送信/iu;

const still =
  /\b(?:(?:been|is|was) delayed|delayed (?:delivery|mail|message)|still being retried|will (?:keep trying|be retried|continue (?:to (?:try|attempt|retry)|trying))|not yet been delivered|no action is required|do not need to resend|warning message only|will retry|attempts will continue)\b|noch nicht zugestellt|zustellung verzögert|wird weiterhin versucht|n'a pas encore été|todavía no se ha (?:podido )?entreg|non è stato ancora|nie został[ao]? jeszcze|ainda não foi|nog niet bezorgd|ещё не доставлен|еще не доставлен|再送(?:を試み|し続け)|まだ配信/iu;
const over =
  /permanent(?:ly)? (?:error|fail|fatal)|given up|giving up|gave up|not going to try again|has expired|will not be retried|no further attempts/i;

/** Reads a notice; the cut needs no MIME structure, for many notices quote the original in their only part. */
export function noticeOf(body: Body): Notice {
  const whole = wordsOf(body)
    .replace(/\r\n?/g, '\n')
    .replace(/\u2019/g, "'");
  const cut = copy.exec(whole);
  return { words: (cut ? whole.slice(0, cut.index) : whole).slice(0, 20_000), whole };
}

/** Whether the text states that a mail did not arrive. */
export function saysUndelivered(words: string): boolean {
  return undelivered.test(words);
}

/** Whether the text tells any failure at all. */
export function tellsFailure(words: string): boolean {
  return failure.test(words) || undelivered.test(words);
}

/** Whether the text says that the system still tries, and does not say that it gave up. */
export function stillTries(words: string): boolean {
  return still.test(words) && !over.test(words);
}
