/** What responders call their mails in a subject, by language. Pieces of patterns for /iu; `ё`, `ß` and accents as is. */
interface SubjectWords {
  /** It calls itself automatic: no person writes so of his own mail. */
  readonly automatic: string;
  /** It tells of an absence, which a person may also do. */
  readonly absent: string;
}

const byLanguage: Readonly<Record<string, SubjectWords>> = {
  en: {
    automatic:
      'auto(?:matic|mated)?(?:ally generated)?[ -]?(?:e-?mail )?(?:reply|response|responder|respond|answer|acknowledge?ment|message)|out[ -]of[ -](?:the[ -])?office[ -](?:auto[ -]?)?(?:reply|response|assistant|notification|message|notice)|(?:vacation|holiday|away)[ -](?:auto[ -]?)?(?:reply|response|message|notice|notification)',
    absent:
      "out[ -]of[ -](?:the[ -])?office|ooo(?:to)?|oof|(?:away|absent) from (?:the |my )?(?:office|desk|mail|email)|on (?:annual |parental |maternity |sick )?(?:leave|vacation|holidays?)|on vacation|(?:annual|maternity|parental|sick) leave|absence|vacation|(?:on )?holidays?|not in (?:the )?office|away(?= (?:until|till|from|on|for|till)\\b|:|$)|office closed|i(?:'m|’m| am|'ll be| will be) (?:currently |now )?(?:out of (?:the )?office|on (?:annual |parental |maternity )?(?:vacation|leave|holiday)|away)",
  },
  de: {
    automatic:
      'automatische (?:rück|email-|e-mail-)?antwort|automatisch (?:generierte|erstellte) (?:antwort|nachricht|e-?mail)|auto-?antwort|abwesenheits-?(?:notiz|nachricht|meldung|assistent|benachrichtigung|info|hinweis|agent)|automatische (?:benachrichtigung|abwesenheitsnotiz|eingangsbestätigung)|urlaubs(?:benachrichtigung|notiz|meldung|nachricht)',
    absent:
      'abwesenheit|abwesend|(?:ich bin )?(?:derzeit |zurzeit )?(?:nicht im (?:büro|haus)|außer haus|im urlaub)|urlaub|betriebs(?:ferien|urlaub)|büro geschlossen',
  },
  fr: {
    automatic:
      "réponse (?:automatique|automatisée)|reponse automatique|(?:message|notification|avis|notice) d['’]absence|message automatique|accusé de réception automatique",
    absent:
      'absente?(?: du bureau)?|absence(?: du bureau)?|en congés?|en vacances|(?:congés|fermeture) annuel(?:s|le)|bureau fermé|hors du bureau',
  },
  es: {
    automatic:
      'respuesta (?:autom[áa]tica|de vacaciones|de ausencia)|auto-?respuesta|mensaje (?:autom[áa]tico|de ausencia)|aviso de ausencia',
    absent:
      'fuera de (?:la )?oficina|ausente(?: de la oficina)?|ausencia(?: de la oficina| temporal)?|de vacaciones',
  },
  it: {
    automatic:
      'risposta automatica|risponditore automatico|(?:messaggio|notifica|avviso) (?:automatic[oa]|di assenza)',
    absent:
      "fuori (?:ufficio|sede)|(?:sono )?assent[ei](?: dall['’]ufficio)?|assenza(?: dall['’]ufficio)?|in ferie",
  },
  pt: {
    automatic:
      'respostas? autom[áa]ticas?|resposta de (?:ausência|férias)|mensagem (?:automática|de ausência)|aviso de ausência',
    absent:
      'fora (?:do escritório|da empresa)|ausente(?: do escritório)?|ausência(?: temporária| do escritório)?|(?:em|de) férias',
  },
  nl: {
    automatic:
      'automatisch(?:e)? (?:antwoord|bericht|beantwoording|reactie)|afwezigheids?(?:bericht|melding|assistent)|autoantwoord',
    absent: 'afwezig(?:heid)?|vakantie|niet (?:op|aanwezig op) kantoor|(?:met|op) vakantie|buiten kantoor',
  },
  pl: {
    automatic:
      'automatyczna odpowiedź|odpowiedź automatyczna|auto-?odpowiedź|(?:wiadomość|powiadomienie) (?:automatyczn[ae]|o nieobecności)|autoresponder|informacja o nieobecności',
    absent:
      'poza biurem|nieobecność(?: w (?:biurze|pracy))?|(?:jestem )?nieobecn[ya]|(?:jestem )?na urlopie|urlop',
  },
  sv: {
    automatic: 'autosvar|automatiskt (?:svar|meddelande)|frånvaro-?meddelande|automatisk frånvaro',
    absent: 'frånvar(?:o|ande)(?: från kontoret)?|(?:ej|inte) på kontoret|på semester|semester',
  },
  da: {
    automatic: 'automatisk (?:svar|besked)|fraværs-?(?:besked|meddelelse|svar)|feriebesked',
    absent: 'fravær(?:ende)?|ikke (?:til stede|på kontoret)|på ferie|ferie',
  },
  no: {
    automatic: 'automatisk (?:svar|melding)|fraværs-?(?:melding|assistent|svar)|automatisk fraværsmelding',
    absent: 'fravær(?:ende)?|ikke (?:til stede|på kontoret)|på ferie|ute av kontoret',
  },
  fi: {
    automatic:
      'automaattinen (?:poissaolo)?(?:vastaus|viesti|ilmoitus)|automaattivastaus|poissaolo(?:viesti|ilmoitus)',
    absent: 'poissa(?:olo)?(?: toimistosta)?|lomalla',
  },
  cs: {
    automatic: 'automatická odpověď|automatická zpráva|oznámení o nepřítomnosti',
    absent: 'mimo kancelář|nepřítomnost|nepřítom(?:en|na)|dovolená',
  },
  sk: {
    automatic:
      'automatická odpoveď|automatická správa|odpove[ďd] v nepr[íi]tomnosti|oznámenie o neprítomnosti',
    absent: 'mimo kancelárie|neprítomnosť|neprítomn[ýá]|dovolenka',
  },
  hu: {
    automatic:
      'automatikus (?:válasz|üzenet|értesítés)|távolléti (?:üzenet|értesítés)|házon kívül(?:i)? (?:üzenet|értesítés)',
    absent: 'házon kívül|irodán kívül|távollét|szabadságon|szabadság',
  },
  ro: {
    automatic: 'r[ăa]spuns automat|mesaj automat|notificare de absență',
    absent: '[îi]n afara biroului|absen[țt][ăa]?|(?:[îi]n )?concediu',
  },
  ru: {
    automatic:
      'авто-?ответ(?:чик)?|ответ автоматически|автоматический ответ|автоматическое (?:уведомление|сообщение)|уведомление об отсутствии',
    absent:
      '(?:нахожусь )?вне офиса|нет на (?:рабочем )?месте|отсутству(?:ю|ет)|отсутствие|(?:нахожусь )?в отпуске|отпуск',
  },
  uk: {
    automatic: 'авто-?відповід(?:ь|ач)|автоматична відповідь|автоматичне (?:сповіщення|повідомлення)',
    absent: 'поза офісом|немає на (?:робочому )?місці|відсутн(?:ість|ій|я)|у відпустці|відпустка',
  },
  tr: {
    automatic: 'otomatik (?:yanıt|cevap|mesaj|yanıtla)',
    absent: 'ofis dışı(?:nda(?:yım)?)?|(?:yıllık )?i\\u0307?zin(?:deyim|de)?',
  },
  ja: {
    automatic: '自動(?:応答|返信|送信)(?:メール|通知)?|【?自動(?:応答|返信)】?',
    absent: '不在(?:通知|連絡|のお知らせ|のご連絡|です)?|休暇(?:中|のお知らせ)?|外出中',
  },
  zh: {
    automatic: '自动(?:回复|答复|回覆)|自動(?:回覆|回復|答覆|回信)',
    absent: '外出(?:通知|期间)?|不在(?:办公室|辦公室)|休假(?:通知|中)?',
  },
  ko: {
    automatic: '자동 ?(?:회신|응답|답장)',
    absent: '부재 ?중?(?: ?알림| ?안내)?|휴가 ?중?',
  },
  el: {
    automatic: 'αυτόματη (?:απάντηση|απόκριση)|αυτόματο μήνυμα',
    absent: 'εκτός γραφείου|απουσία(?: από το γραφείο)?|σε άδεια',
  },
  other: {
    automatic:
      'автоматичен отговор|automatski odgovor|аутоматски одговор|samodejni odgovor|automatinis atsakymas|automātisk[aā] atbilde|automaatvastus|resposta automàtica|sjálfvirkt svar|תשובה אוטומטית|מענה אוטומטי|رد تلقائي|الرد التلقائي|trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis|jawapan automatik|erantzun automatikoa|automatesch äntwert',
    absent: 'извън офиса|izvan ureda|van kancelarije|izven pisarne|מחוץ למשרד|خارج المكتب|vắng mặt|dagdrom',
  },
};

/** Words of every language by which a mail calls itself an automatic answer; a piece of a pattern for /iu. */
export const automaticWords = Object.values(byLanguage)
  .map((words) => words.automatic)
  .join('|');

/** Words of every language that tell of an absence; a piece of a pattern for /iu. */
export const absentWords = Object.values(byLanguage)
  .map((words) => words.absent)
  .join('|');
