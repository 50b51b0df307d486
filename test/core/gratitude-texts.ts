/** Customers' words, one text a line; \n inside a line is a line break. Written for these tests. */
const lines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().replaceAll('\\n', '\n'));

export const grateful: Readonly<Record<string, readonly string[]>> = {
  en: lines(`
    Thanks!
    Thank you.
    THANKS!!!
    thx
    tks
    ty!
    thank u so much
    Thanks a lot :-)
    Many thanks 🙏
    Thank you very much for your help!
    Thanks for the quick reply!
    Thank you for your fast support and kind assistance.
    Thanks again, Anna
    Thanks Bob!
    Thanks, works now!
    Thanks, it works now.
    It works!
    It’s working now, thank you.
    everything is working again
    Perfect, thank you so much, that fixed it 🎉
    Great, all good. Have a nice weekend! Bob
    That did the trick, thanks
    That worked, thank you very much!
    Works like a charm. Cheers, Tom
    works like a charm
    Problem solved, thanks.
    The issue is resolved.
    The problem has been fixed, thank you for your help.
    You can close the ticket.
    Thanks, you can close this ticket now.
    Please close the ticket, everything works fine now. Thanks!
    This can be closed.
    Thanks, the ticket can be closed
    Hi Anna,\\n\\nthanks, all sorted now.\\n\\nKind regards,\\nTom Baker
    Hello,\\nthank you so much!\\nBest regards,\\nMaria Nowak\\nSales\\nAcme GmbH\\nTel +49 30 1234567
    Thanks,\\nBob
    Awesome, thank you! 👍
    Excellent, works perfectly now, many thanks
    I can log in again. Thank you for your quick help!
    No more problems. Thank you!
    Yes, it works now. Thank you!
    OK, thanks, the problem is solved.
    Thank you for your mail. It works again.
    I just wanted to say thank you.
    Much appreciated!
    Thanks so much for your help on this!
    Got it working, thanks!
    I really appreciate your help.
    You are the best, thanks!
    Thank you for everything\\n\\nSent from my iPhone
    Thank you so much for your\\nhelp. Everything works again\\nnow.
    thanks, you too!
    Sorry for the late reply. It works now, thanks.
    Thanks! Happy new year!
    Thanks a million, you saved my day!
    Dear Mr. Smith, thank you for your great support. Sincerely, Jane Doe`),
  de: lines(`
    Danke!
    Danke schön
    Vielen Dank!
    VIELEN DANK
    Herzlichen Dank für Ihre Hilfe.
    Besten Dank, LG Jan
    Super, danke, jetzt klappt's
    Super, danke, jetzt klappt’s!
    Danke, funktioniert!
    Danke, es funktioniert jetzt wieder.
    Jetzt geht es, danke
    geht wieder, danke
    Es läuft wieder. Vielen Dank für die schnelle Hilfe!
    Alles funktioniert wieder einwandfrei.
    Hat geklappt, vielen Dank!
    Das hat funktioniert, danke.
    Das hat mir sehr geholfen, danke!
    Hat sich erledigt, danke.
    Das Problem ist gelöst.
    Das Problem ist geloest, danke.
    Problem behoben, vielen Dank
    Jetzt hat es geklappt, danke
    Danke, es hat alles geklappt
    Das Problem besteht nicht mehr. Danke!
    Danke, kann geschlossen werden
    Das Ticket kann geschlossen werden.
    Sie können das Ticket schließen. Vielen Dank!
    Ticket bitte schließen, danke.
    Alles gut, danke!
    Alles bestens, schönes Wochenende!
    Perfekt, vielen Dank 😊
    Hallo Frau Meier,\\n\\nvielen Dank, alles funktioniert.\\n\\nMit freundlichen Grüßen\\nJan Schmidt
    Hallo Jan,\\ndanke dir!\\nViele Grüße\\nEva
    danke, mfg
    MFG, danke
    Guten Tag,\\nbesten Dank für die schnelle Rückmeldung.\\nFreundliche Grüsse\\nUrs Keller\\nKeller AG\\nBahnhofstrasse 12\\n8001 Zürich
    Sehr geehrte Damen und Herren,\\nherzlichen Dank für Ihre Unterstützung!\\nMit freundlichem Gruß\\nDr. Karla Weiss
    Danke nochmal und einen schönen Tag!
    Dankeschön, wünsche Ihnen auch ein schönes Wochenende
    Ja, jetzt funktioniert es. Danke!
    OK, das Problem ist behoben. Danke
    Ich kann mich wieder einloggen, vielen Dank.
    Keine weiteren Fragen, danke!
    Ihr seid super, danke!
    Klasse, 1000 Dank!
    Tausend Dank für die tolle Hilfe\\n\\nVon meinem iPhone gesendet
    Ich bedanke mich herzlich!
    Wir bedanken uns für die schnelle Hilfe.
    jetzt passt alles, danke`),
  pl: lines(`
    Dziękuję!
    Dziekuje
    Dziękuję bardzo.
    BARDZO DZIĘKUJĘ
    dzieki
    Dzięki!
    Dzięki wielkie 🙂
    Wielkie dzięki za pomoc!
    Serdecznie dziękuję za szybką odpowiedź.
    Dziękuję za pomoc i wsparcie.
    Dziękuję, działa!
    Dziekuje, dziala
    Super, dzięki, już działa.
    Teraz wszystko działa, dziękuję bardzo
    Działa bez zarzutu, dziękuję!
    Wszystko działa, pozdrawiam
    U mnie już działa, dzięki
    Udało się, dziękuję.
    Pomogło, dzięki!
    Problem rozwiązany, dziękuję.
    Problem został rozwiązany. Dziękuję za pomoc.
    Problem zniknął, dziękujemy!
    Sprawa załatwiona, dziękuję
    Dziękuję, można zamknąć
    Można zamknąć zgłoszenie.
    Zgłoszenie można zamknąć, dziękuję.
    Proszę zamknąć zgłoszenie, wszystko działa.
    Wszystko ok, dziękuję.
    Wszystko w porządku, dzięki
    Już jest ok, dziękuję.
    Dzień dobry,\\n\\ndziękuję, wszystko już działa.\\n\\nPozdrawiam\\nAnna Kowalska
    Cześć Tomku,\\ndzięki za szybką pomoc!\\nPozdrawiam serdecznie,\\nKasia
    Witam,\\ndziękuję za wyjaśnienie.\\nZ poważaniem\\nJan Nowak\\nKierownik Sprzedaży\\nAcme Sp. z o.o.\\nul. Długa 12\\n00-950 Warszawa\\ntel. +48 22 123 45 67
    Dziękuję Pani Aniu!
    Panie Tomku, dziękuję bardzo!
    Dziękuję i pozdrawiam
    Dziękuję, miłego dnia!
    Dzięki, udanego weekendu :)
    Dziękuję, wzajemnie!
    Tak, już działa. Dziękuję!
    Ok, wszystko działa, dzięki
    Jesteście super, dzięki!
    Rewelacja, dziękuję!
    Jeszcze raz dziękuję\\n\\nWysłane z iPhone'a
    Dziękuję pięknie za okazaną pomoc
    W końcu działa, dzięki
    Już mogę się zalogować, dziękuję`),
  fr: lines(`
    Merci !
    Merci beaucoup
    MERCI
    merci bcp
    Mille mercis !
    Un grand merci pour votre aide.
    Merci pour votre réponse rapide.
    Je vous remercie.
    Je vous remercie pour votre aide précieuse.
    Merci beaucoup, tout fonctionne
    Merci, ça fonctionne maintenant.
    Merci, ca marche a nouveau
    Ça marche maintenant, merci !
    C'est réglé, merci.
    C’est résolu, merci beaucoup.
    Problème résolu, merci.
    Le problème est résolu.
    Merci, vous pouvez clôturer
    Vous pouvez clôturer le ticket.
    Le ticket peut être fermé, merci.
    Tout est rentré dans l'ordre, merci.
    Parfait, merci 👍
    Bonjour Madame Dupont,\\n\\nMerci, tout est bon.\\n\\nCordialement,\\nPaul Martin
    Bonjour,\\nmerci à vous.\\nBien cordialement\\nClaire Petit\\nResponsable Commercial\\nAcme SARL\\nTél. : +33 1 23 45 67 89
    Merci et bonne journée
    Super, merci, bon week-end !
    Merci encore pour tout\\n\\nEnvoyé de mon iPhone
    Oui, ça fonctionne maintenant. Merci !
    Vous êtes au top, merci !
    Ça m'a beaucoup aidé, merci`),
  es: lines(`
    ¡Gracias!
    Gracias
    MUCHAS GRACIAS
    muchas gracias
    Mil gracias por su ayuda.
    Muchas gracias por la rápida respuesta
    Gracias, ya funciona
    Gracias, ahora funciona perfectamente.
    Ya está solucionado, gracias.
    Solucionado, muchas gracias
    Problema resuelto, gracias.
    El problema está resuelto. Gracias.
    Gracias, se puede cerrar
    Pueden cerrar el ticket, gracias.
    El caso se puede cerrar.
    Todo bien, gracias
    Todo perfecto, muchas gracias
    Perfecto, gracias 😊
    Hola Ana,\\n\\nmuchas gracias, ya funciona todo.\\n\\nUn saludo\\nPedro García
    Buenos días,\\ngracias por su ayuda.\\nSaludos cordiales,\\nLucía Pérez\\nDepartamento Comercial\\nAcme S.L.\\nTel. +34 91 123 45 67
    Gracias y buen fin de semana
    Sí, ya funciona. Gracias
    Gracias, que tenga un buen día
    Genial, mil gracias!
    Le agradezco su ayuda.
    Muchas gracias a todos
    Ya puedo entrar, gracias
    Muy agradecida, saludos`),
  it: lines(`
    Grazie!
    GRAZIE
    Grazie mille
    mille grazie
    Molte grazie per l'aiuto.
    Grazie mille, risolto
    Grazie, ora funziona.
    Ora funziona tutto, grazie
    Adesso va, grazie mille!
    Tutto funziona, grazie.
    Risolto, grazie.
    Il problema è risolto.
    Problema risolto, grazie mille
    Grazie, potete chiudere
    Potete chiudere il ticket.
    Il ticket può essere chiuso, grazie
    Tutto ok, grazie
    Tutto a posto, grazie mille
    Perfetto, grazie 👍
    Buongiorno Anna,\\n\\ngrazie, funziona tutto.\\n\\nCordiali saluti\\nMarco Rossi
    Gentile dott.ssa Bianchi,\\nla ringrazio molto.\\nDistinti saluti,\\nPaolo Verdi\\nResponsabile Acquisti\\nAcme S.r.l.\\nTel. +39 02 1234567
    Grazie per la rapida risposta
    Grazie e buona giornata
    Sì, ora funziona. Grazie
    Ottimo, grazie, buon weekend!
    Vi ringrazio per la disponibilità
    Grazie di tutto\\n\\nInviato da iPhone
    Riesco ad accedere, grazie`),
};

export const more: Readonly<Record<string, readonly string[]>> = {
  en: lines(`
    Thanks, but it still fails
    Thanks but no
    Thanks, works now, one more question
    OK, I will try tomorrow
    Thanks, I'll get back to you
    Thanks in advance
    Many thanks in advance for your help
    Thanks for your patience, I'm still waiting
    Thank you for your mail
    Thank you for your email.\\n\\nBest regards\\nBob
    Thanks for the update
    No thanks
    No, thanks
    No, thank you, everything works
    Thanks for nothing
    Thanks a lot for ignoring me
    Thanks, order 4711
    Thanks, see https://example.com/log
    Thanks, my number is +48 600 123 456
    Thanks?
    Does it work? Thanks!
    if it works I'll tell you
    Thanks, will do
    Thanks, will check and let you know
    yes
    Yes.
    ok
    OK thanks
    Okay, thank you
    Yes please, thanks
    Yes, thanks
    Sure, thanks!
    Got it
    thanks, please send the invoice
    Thanks, could you call me
    Tuesday works for me, thanks
    That works for me. Thanks!
    works for me
    Sounds good, thanks
    Done, thanks
    It's done. Thank you
    Thanks! Berlin
    Thanks!\\nCancel
    Thanks, Tuesday
    Thanks. Option B
    THANKS CANCEL MY ORDER
    Thanks.\\n\\nBest regards\\nBob\\n\\nPS: the scanner is broken
    Best regards,\\nBob
    Hello Anna
    Have a nice day!
    👍
    🙏
    Great!
    Perfect.
    Thanks...
    Thanks 😡
    Thanks for the "help"
    Please close my account, thanks
    You can close my account
    It almost works, thanks
    It works only sometimes
    It works, except for the scanner
    It doesn't work
    It does not work. Thanks
    It should work now, thanks
    It seems to work so far
    Thanks anyway
    Thanks, still waiting
    Thanks. Not solved
    Is it solved
    Solved half
    Fixed price, thanks
    Not fixed
    Thanks, the problem is back
    Thanks, I have forwarded it to our boss
    Thanks, I am out of office
    Thanks, talk to you tomorrow
    The update is running, thanks
    It did, thanks
    Dziękuję bardzo, but it fails
    > Shall we cancel it\\nThanks!
    Bedankt!
    Спасибо
    ありがとう
    ""
    .
    Bob`),
  de: lines(`
    Danke, funktioniert leider nicht
    Danke im Voraus
    Vielen Dank im Voraus!
    Besten Dank vorab
    Nein danke
    Nein, danke
    Danke, nein
    Danke, aber es geht noch nicht
    Danke, aber nein
    Trotzdem danke
    Danke für nichts
    Danke für Ihre Geduld
    Danke für Ihre Nachricht
    Vielen Dank für Ihre Mail.\\n\\nMit freundlichen Grüßen\\nJan
    Vielen Dank für Ihre Antwort
    Ok
    Ja
    Ja, danke
    Ja bitte, danke
    Ja gerne, vielen Dank
    OK, danke
    Alles klar, danke
    In Ordnung, danke
    Passt, danke
    Dienstag passt, danke
    Klappt, danke
    Dienstag klappt
    Das geht, danke
    Geht gut, danke
    Erledigt, danke
    Danke, ich melde mich
    Danke, ich probiere es morgen
    Danke, werde ich testen
    Danke, wir prüfen das
    Wenn es klappt, melde ich mich
    Danke, falls es nicht klappt, melde ich mich
    Danke, bitte senden Sie mir die Rechnung
    Danke. Bitte stornieren
    Danke!\\nKündigung
    Danke, Rechnung fehlt
    Danke, eine Frage noch
    Danke, jetzt geht es. Eine Frage noch: was kostet es
    Danke, wann kommt der Techniker?
    Danke, Bestellung 4711
    Danke, meine Nummer ist 030 1234567
    Jetzt geht gar nichts mehr
    Jetzt geht es auch nicht
    Es funktioniert nicht
    Funktioniert immer noch nicht, danke
    Funktioniert nur manchmal
    Es läuft so lala
    Teilweise gelöst, danke
    Das Problem besteht weiterhin
    Das Problem ist nicht gelöst
    Das Konto kann geschlossen werden
    Bitte schließen Sie mein Konto
    Kann nicht geschlossen werden
    Danke, warte noch
    Danke...
    Danke, bin im Urlaub
    Danke, ich leite es weiter
    Schönes Wochenende!
    Mit freundlichen Grüßen\\nJan
    Super!
    Gut
    Genau
    Na danke
    Danke, Berlin
    Danke. Gruß\\nJan\\nPS: Der Drucker druckt nicht
    Danke, hat es geklappt
    Funktioniert es wieder
    Geht es wieder
    Danke, ist das Problem gelöst
    Danke, der Drucker geht aber nicht`),
  pl: lines(`
    Dziękuję, ale nadal nie działa
    Dzięki, sprawdzę jutro
    Nie, dziękuję
    Nie dziękuję
    Dziękuję, nie
    Dzięki, ale nie
    Z góry dziękuję
    Dziękuję z góry za pomoc
    Dziękuję za wiadomość
    Dziękuję za maila.\\n\\nPozdrawiam\\nAnna
    Dziękuję za odpowiedź
    Dziękuję za cierpliwość
    Dzięki za nic
    Tak
    Tak, dziękuję
    Tak, poproszę, dziękuję
    Ok
    Ok, dzięki
    Dobrze, dziękuję
    W porządku, dziękuję
    Rozumiem, dziękuję
    Jasne, dzięki
    Zgadza się, dziękuję
    Nie działa
    Nadal nie działa, dziękuję
    Niestety nie działa
    Dziękuję, niestety to nie pomogło
    Działa tylko czasami
    Działa częściowo, dziękuję
    Prawie działa
    Nie udało się, dziękuję
    Jeśli zadziała, dam znać
    Dziękuję, jeżeli będzie problem, odezwę się
    Dziękuję, dam znać
    Dziękuję, zobaczymy
    Dziękuję, spróbuję jutro
    Dzięki, odpiszę później
    Dziękuję, proszę o fakturę
    Dziękuję. Proszę przesłać fakturę
    Dziękuję, jeszcze jedno pytanie
    Dziękuję, działa. Mam jeszcze pytanie
    Dziękuję, czy to wszystko?
    Dziękuję, zamówienie 4711
    Dziękuję, mój numer to 600 123 456
    Dziękuję, https://example.com
    Proszę zamknąć konto
    Można zamknąć konto, dziękuję
    Nie można zamknąć
    Proszę zamknąć
    Dziękuję, czekam
    Dziękuję, czekam na odpowiedź
    Dziękuję...
    Dziękuję, wtorek
    Dziękuję! Warszawa
    Dziękuję\\nRezygnuję
    Pozdrawiam\\nAnna
    Miłego dnia!
    Dzień dobry
    Super!
    Świetnie
    Zrobione, dziękuję
    Załatwione, dzięki
    Wysłałem, dziękuję
    Dziękuję, przekażę szefowi
    Dziękuję, jestem na urlopie
    Dziękuję, mimo wszystko
    No dzięki
    Wtorek pasuje, dziękuję
    Pasuje, dzięki
    Dziękuję, drukarka nadal nie drukuje
    Dziękuję. Pozdrawiam\\nAnna\\nPS. Skaner nie działa`),
  fr: lines(`
    Merci d'avance
    Merci d’avance pour votre aide
    Merci par avance
    Merci, mais ça ne marche pas
    Merci mais non
    Non merci
    Non, merci
    Merci, non
    Merci quand même
    Merci pour rien
    Merci pour votre message
    Merci pour votre mail.\\n\\nCordialement\\nPaul
    Merci de votre patience
    Merci de m'envoyer la facture
    Merci de me rappeler
    Merci de patienter
    Oui
    Oui merci
    Oui, s'il vous plaît, merci
    Ok
    Ok merci
    D'accord, merci
    Ça marche, merci
    Ça marche
    C'est bon, merci
    Bien reçu, merci
    Entendu, merci
    Ça ne fonctionne pas
    Merci, toujours pas résolu
    Le problème n'est pas résolu
    Le problème persiste, merci
    Merci, je vais essayer demain
    Merci, je reviens vers vous
    Merci, je vous tiens au courant
    Si ça marche, je vous le dirai
    Merci, une question encore
    Merci, ça fonctionne. Une autre question
    Merci, quand arrive le technicien ?
    Merci, commande 4711
    Merci, mardi
    Merci. Annulez la commande
    Vous pouvez clôturer mon compte
    Bonne journée !
    Cordialement,\\nPaul
    Super !
    Merci...
    Merci, j'attends`),
  es: lines(`
    Gracias, pero no funciona
    Gracias pero no
    No gracias
    No, gracias
    Gracias, no
    Gracias de antemano
    Muchas gracias por adelantado
    Gracias igual, pero no
    Gracias por nada
    Gracias por su mensaje
    Gracias por su correo.\\n\\nSaludos\\nPedro
    Gracias por su paciencia
    Gracias por la respuesta
    Sí
    Sí, gracias
    Sí, por favor, gracias
    Ok
    Ok gracias
    Vale, gracias
    De acuerdo, gracias
    Entendido, gracias
    Listo, gracias
    Hecho, gracias
    No funciona
    Todavía no funciona, gracias
    Gracias, sigue sin funcionar
    Solo funciona a veces
    No está solucionado
    Gracias, lo probaré mañana
    Gracias, voy a probar
    Gracias, te aviso
    Si funciona les aviso
    Gracias, una pregunta más
    Gracias, ya funciona. Otra pregunta
    Gracias, ¿cuándo llega?
    Gracias, pedido 4711
    Gracias, el martes
    Gracias, envíe la factura por favor
    Pueden cerrar mi cuenta
    No se puede cerrar
    Gracias, quedo a la espera
    Buen fin de semana
    Un saludo\\nPedro
    ¡Perfecto!
    Gracias...
    Me va bien, gracias`),
  it: lines(`
    Grazie, però non funziona
    Grazie ma no
    No grazie
    No, grazie
    Grazie, no
    Grazie in anticipo
    Grazie anticipatamente
    Grazie lo stesso
    Grazie per niente
    Grazie per la mail
    Grazie per il messaggio.\\n\\nSaluti\\nMarco
    Grazie per la pazienza
    Grazie della risposta
    Sì
    Sì, grazie
    Sì, per favore, grazie
    Ok
    Ok grazie
    Va bene, grazie
    D'accordo, grazie
    Ricevuto, grazie
    Fatto, grazie
    Non funziona
    Ancora non funziona, grazie
    Grazie, purtroppo non va
    Funziona solo a volte
    Non è risolto
    Il problema non è risolto
    Il problema persiste, grazie
    Grazie, provo domani
    Grazie, vi faccio sapere
    Grazie, verifico e rispondo
    Se funziona vi scrivo
    Grazie, un'altra domanda
    Grazie, ora funziona. Un'altra domanda
    Grazie, quando arriva?
    Grazie, ordine 4711
    Grazie, martedì
    Grazie, inviate la fattura
    Potete chiudere il mio account
    Non potete chiudere
    Grazie, resto in attesa
    Buona giornata
    Saluti\\nMarco
    Perfetto!
    Grazie...`),
};
