/** How mail systems begin the subject of a notice, behind at most one word such as a host name or `[tag]`. */
export const bounceSubject = new RegExp(
  `^(?:[^\\s:]{1,80} )?(?:${[
    // Exim, Sendmail, Postfix, qmail, Exchange and many others
    'undeliver(?:able|ed)|returned (?:mail|message)|return(?:ed)? to sender',
    '(?:e-?)?mail (?:delivery (?:failed|failure|error|system|status|subsystem|problem|report)|system error|failed|failure|error|could not be delivered|not delivered|rejected)',
    'delivery (?:status|notification|failure|failed|has failed|error|report|delayed|problem|unsuccessful|incomplete)|delivery to [^\\n]{1,80} (?:failed|delayed)',
    'failure (?:notice|delivery)|failed (?:delivery|mail|message)|non[- ]?deliver(?:y|able|ed)|non remis',
    '(?:your )?message (?:delivery (?:has )?(?:failed|failure|delayed|status)|(?:was )?(?:delayed|undeliverable|not delivered|frozen|could not be delivered|bounced))',
    'warning: (?:message|could not send|e?-?mail)|delayed mail|there was an error sending your mail',
    '(?:permanent|temporary) (?:delivery|error|failure)|mail not deliver|sorry, your message|postmaster notify|notice: mail delivery|\\**message you sent (?:blocked|was)|message status - undeliver|rejected (?:mail|message)|(?:mail|message) (?:was )?rejected|ndn\\b|ndr\\b|mail system problem|considered unsolicited|(?:virus|banned contents?|bad header) (?:\\([^\\n)]{1,60}\\) )?in (?:message|mail) (?:apparently )?from you|could not send (?:message|mail)',
    'could not deliver|unable to deliver|problem delivering|error (?:sending|delivering)|error\\(s\\) in forwarding|bounced? (?:mail|message)',
    // Exchange, web.de, GMX, T-Online and others in their languages
    'unzustellbar|nicht zustellbar|zustellung (?:fehlgeschlagen|verzögert)|zustellungs?(?:fehler|benachrichtigung)|verzögerte zustellung|fehler bei der (?:zustellung|übermittlung)',
    "non remis|échec de (?:la )?(?:remise|distribution)|message non (?:remis|délivré|distribué)|courrier non remis|notification d'état de remise|retour à l'expéditeur|remise différée",
    'no se (?:puede|pudo|ha podido) entregar|no entregado|error de entrega|correo devuelto|notificación del estado de entrega|fallo en la entrega',
    'não (?:é|foi) possível entregar|não entregue|falha na entrega|mensagem não entregue|notificação de status de entrega|devolvid[ao]',
    'non recapitabile|mancat[oa] (?:consegna|recapito)|impossibile (?:recapitare|consegnare)|messaggio non (?:consegnato|recapitato)|notifica (?:di|sullo) stato',
    'onbestelbaar|niet bezorgd|bezorging mislukt|niet afgeleverd|aflevering mislukt',
    'nie ?dostarczon|nie (?:można|udało się) dostarczyć|niedoręczon|nie dostarczono|zwrot (?:poczty|wiadomości)',
    'kan inte levereras|kunde inte levereras|det gick inte att leverera|olevererbart|kan ikke leveres|kunne ikke leveres|ikke levert|leveringsfejl|ei voida toimittaa|toimitus epäonnistui|perille toimittamaton',
    'nedoručiteln|nelze doručit|nedoručen|kézbesíthetetlen|nem kézbesíthető|imposibil de livrat|nu (?:poate|a putut) fi livrat|teslim edilemedi|iletilemedi',
    'недоставлен|не доставлен|ваше сообщение не (?:доставлено|может)|не удается доставить|не удалось доставить|сообщение не доставлено|не вдалося доставити|повідомлення не доставлено',
    '[^\\n]{0,20}配信(?:不能|不可|でき|に失敗|エラー)|[^\\n]{0,10}配信に失敗|(?:メール|送信|配信)(?:システム)?エラー|送信できません|不達|配送(?:不能|でき|エラー)|宛先不明|リターンメール',
    '无法(?:投递|送达|发送)|未(?:送达|传递|能送达)|退信|系统退信|邮件(?:投递|发送)失败|無法(?:傳遞|遞送|投遞|送達)|未傳遞|退回|배달(?:되지|할 수|불가)|전송 ?(?:실패|불가)|전달되지|반송',
  ].join('|')})`,
  'iu',
);

/** How they say in the subject that they still try. */
export const delayedSubject =
  /\bdelay(?:ed)?\b|^warning: (?:message|could not send)|still being retried|verzögert|différé|retrasad|opóźni|försenad|forsinke|vertraagd|отложен|задерж|遅延|延迟|延遲/iu;

/** An answer to a notice or a notice that somebody passes on, in the languages of common mail programs. */
export function isAnswerSubject(subject: string): boolean {
  return /^(?:\[[^\]\n]{1,40}\] ?)?(?:re|aw|antw?|sv|vs|odp|ynt|res|rif|r|回复|回覆|答复|返信|回信|답장|fwd?|wg|tr|rv|enc|i|pd|doorst|vb|vl|przek|转发|轉寄|転送|전달)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]/iu.test(
    subject.trim(),
  );
}
