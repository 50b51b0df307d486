import { any, lead, maybe, type Phrases, some } from './phrases.js';

const matter = any(
  'todo|el problema|mi problema|nuestro problema|el error|la página|la web|el sitio|la aplicación|la app|el programa|la impresora|el acceso|mi cuenta|la cuenta|el enlace|el sistema|la conexión|el correo|mi contraseña|eso|esto',
);
const adverb =
  'ya|ahora|bien|muy bien|perfectamente|perfecto|de nuevo|otra vez|correctamente|todo|por fin|finalmente|sin problemas|sin problema|de maravilla|a la perfección|genial|estupendamente|como debe|como debería|aquí|también|al fin|efectivamente|totalmente|completamente|fenomenal|nuevamente';
const quick =
  'rápida|rápido|pronta|pronto|inmediata|excelente|gran|buena|buen|amable|magnífica|valiosa|su|tu|vuestra|vuestro|tan|muy|la|el|toda|eficaz|eficiente|estupenda|increíble|inestimable|toda la|toda su|toda tu';
const help =
  'ayuda|apoyo|asistencia|soporte|servicio|explicación|aclaración|información|info|consejo|consejos|tiempo|trabajo|atención|rapidez|solución|amabilidad|gestión|orientación|esfuerzo|eficacia|eficiencia|profesionalidad|indicaciones|instrucciones';
const reply = 'respuesta|contestación|reacción|resolución|actuación|gestión';
const your = any('su|tu|vuestra|vuestro|la|el|sus|tus|las|los|toda la|toda su|toda tu|esa|esta|vuestras');
const cause = any(
  `todo|${maybe(`${your} `)}${lead(quick)}${any(help)}${some(quick)}${maybe(` y ${maybe(`${your} `)}${lead(quick)}${any(`${help}|paciencia`)}${some(quick)}`)}` +
    `|${your} ${any('rápida|pronta|inmediata|excelente|ágil')} ${any(reply)}|${your} ${any(reply)} (?:tan |muy )?${any('rápida|inmediata|clara|pronta')}|ayudarme|ayudarnos|(?:solucionarlo|resolverlo|arreglarlo)(?: tan rápido)?|responder tan rápido|contestar tan rápido`,
);
const much =
  'mil|de nuevo|nuevamente|otra vez|de verdad|de corazón|a todos|a ti|a usted|a ustedes|a vosotros|por todo|sinceramente|una vez más|igualmente|enormemente|mucho|muchísimo|chicos|equipo|totales';
const ticket = any(
  'ticket|tíquet|caso|incidencia|solicitud|consulta|expediente|petición|tema|reporte|tickets|caso de soporte',
);
const solved = any(
  'solucionado|solucionada|resuelto|resuelta|arreglado|arreglada|corregido|corregida|reparado|reparada',
);

/** What further help is for: closed, since "si necesita ..." alone may go on as a request. */
const need = `${lead('alguna|algún|otra|otro|más|cualquier|cualquiera|de|una|un|nuevas?|la|menor|otras|otros')}${any('preguntas?|dudas?|consultas?|problemas?|inconvenientes?|cosa|algo|ayuda|asistencia|nosotros|mí')}${some('más|adicional|nuevamente|de nuevo|otra vez|al respecto')}`;
const further = any(
  `(?:si|cuando) (?:tiene|tienes|tienen|tenéis|tuviera|tuvieras|tuvieran|necesita|necesitas|necesitan|necesitáis|necesitara|necesitaras|hay|hubiera|surge|surgiera)${some('usted|ustedes')} ${need}|si (?:necesita|necesitas|necesitan) (?:más |alguna )?información(?: adicional)?|(?:para|ante) ${need}|si el problema (?:vuelve|reaparece)(?: a aparecer)?`,
);
/** Any words of "quedo a su disposición"; beside `further` they ask for nothing. */
const contact =
  'no dude|no dudes|no duden|no dudéis|por favor|en|y|quedo|quedamos|estoy|estamos|aquí|siempre|a (?:su|tu|vuestra) (?:entera )?disposición|contactarnos|contactarme|contactar con nosotros|contactar conmigo|contactar|escribirnos|escribirme|escribir|consultarnos|llamarnos|llamarme|avisarnos|avísenos|avísanos|avísame|avíseme|escríbanos|escríbenos|escríbeme|contáctenos|contáctanos|preguntar|preguntarnos|decirnos|hacérnoslo saber|para ayudarle|para ayudarte|de nuevo|nuevamente|en cualquier momento';

export const es: Phrases = {
  greeting: [
    'hola|buenos días|buenas tardes|buenas noches|buenas|buen día|estimad[oa]s?|querid[oa]s?|hola a todos|muy buenas|hola buenos días|hola buenas tardes|hola buenas|qué tal',
  ],
  thanks: [
    `${lead('muchas|muchísimas|mil|un millón de|infinitas|tantas|mis más sinceras|y|pues|os doy las|le doy las|te doy las|les doy las|les damos las|quería dar las|dar las|miles de|de nuevo|nuevamente')}${any('gracias|grax|graciass|thx|mchas gracias|muchas grcias|agradecimientos|graciad|grcs')}${some(much)}`,
    `${maybe('(?:le|te|les|os) ')}(?:lo )?(?:agradezco|agradecemos)${some(`${much}|su ayuda|tu ayuda|vuestra ayuda|la ayuda|toda la ayuda|toda su ayuda`)}`,
    `(?:estoy |estamos |quedo )?(?:muy |sumamente )?agradecid[oa]s?`,
    '(?:eres|sois|es usted|son) (?:un |una |unos |los )?(?:genios?|crack|cracks|geniales|genial|los mejores|mejores|lo máximo|máquinas?|sol)',
  ],
  cause: [`por ${cause}`],
  occasion: [
    `por (?:su|tu|el|la|vuestro|vuestra) ${lead(quick)}(?:mensaje|correo|mail|e-?mail|respuesta|contestación|llamada|recordatorio|seguimiento|interés)${some(quick)}`,
  ],
  solved: [
    `${lead('ya|ahora|por fin|sí que|efectivamente|al fin|todo')}(?:${matter} )?${lead(adverb)}(?:funciona|funcionan|funcionó|ha funcionado|está funcionando|anda bien|marcha bien)${some(adverb)}`,
    'ya (?:va|anda|marcha)(?: bien| perfecto| perfectamente)*',
    `${lead('ya|ahora|por fin|finalmente')}(?:${matter} )?${lead(adverb)}(?:está|ha quedado|quedó|fue|ha sido|se ha|queda|está ya)${some(adverb)} (?:${solved}|solucionado)${some(adverb)}`,
    `${lead('ya|problema|asunto|tema|incidencia|error|todo|caso|por fin')}${solved}${some(adverb)}`,
    `(?:ya )?(?:se (?:solucionó|resolvió|arregló)|se ha (?:solucionado|resuelto|arreglado))${some(`${adverb}|el problema|el error`)}`,
    `(?:el|mi) (?:problema|error) ${lead('ya|se')}(?:ha desaparecido|desapareció|solucionó|resolvió|ha solucionado|ha resuelto)${some(adverb)}`,
    '(?:ya|ahora|por fin) (?:me|nos) (?:funciona|funcionó|ha funcionado)(?: bien| perfectamente)*',
    `${lead('ya|ahora|por fin')}(?:puedo|podemos|pude|pudimos|he podido|hemos podido) (?:ya )?(?:entrar|acceder|iniciar sesión|imprimir|conectarme|conectarnos|trabajar)${some(adverb)}`,
    `${maybe('(?:así que|por lo tanto|entonces|por mi parte|por favor) ')}(?:se puede|pueden|puede|podéis|puedes|podemos)${some('ya|por tanto|entonces|ahora')} (?:cerrar|dar por cerrado|dar por cerrada)(?:lo)?${maybe(` (?:el|la|este|esta|mi) ${ticket}`)}${some('ya|ahora')}`,
    `(?:el |la |este |esta |mi )?${ticket} (?:se puede cerrar|puede cerrarse|puede darse por cerrad[oa]|cerrad[oa]|está cerrad[oa])`,
    `(?:por favor )?(?:cierre|cierren|cierra|cerrar|cerrad) (?:el|la|este|esta|mi) ${ticket}|puede cerrarse|puede ser cerrad[oa]`,
  ],
  fine: [
    '(?:(?:eso|esto|ello) )?(?:me |nos )?(?:ha ayudado|ayudó)(?: mucho| muchísimo)*',
    // "El martes me funciona" agrees.
    '(?:me|nos) (?:funciona|funcionó|ha funcionado)(?: bien| perfectamente| ya)*',
    `todo (?:está |va |ha quedado )?(?:ya |ahora |muy )*(?:bien|perfecto|ok|correcto|en orden|genial|solucionado|estupendo)${some('ahora|ya|por aquí|de nuevo')}`,
    '(?:ya|ahora) (?:está|va)(?: todo)? (?:bien|perfecto|ok|genial|correcto)|ya está todo(?: bien| ok| perfecto| correcto)*',
    '(?:no (?:tengo|tenemos) |sin )?(?:más|otras) (?:preguntas|dudas|problemas)|sin más (?:dudas|preguntas)|(?:eso )?me ayuda mucho',
  ],
  praise: [
    `${lead('es|está|qué|muy|realmente|simplemente|todo|un|una|súper')}${any('perfecto|genial|excelente|estupendo|fantástico|maravilloso|fenomenal|súper|super|increíble|magnífico|bravo|guay|qué bien|bien hecho|buen trabajo|gran trabajo|excelente servicio|gran servicio|buenísimo|de lujo|espectacular|wow|enhorabuena|felicidades|de diez|chévere|qué rapidez|qué alegría|buena noticia|satisfecho|satisfecha|muy amables?|muy amable')}`,
  ],
  assent: [
    'ok|okay|okey|sí|si|vale|de acuerdo|entendido|claro|bien|muy bien|correcto|recibido|en efecto|listo|confirmo(?: que)?|le confirmo(?: que)?|les confirmo(?: que)?|te confirmo(?: que)?|para informarle',
  ],
  polite: [
    `${lead('que|tengan?|tengas|pase|pasen|pases|tengáis|paséis|le deseo|les deseo|te deseo|os deseo|y|usted|ustedes|un|una|muy')}(?:buen|buena|buenas|buenos|feliz|felices|excelente|bonito|bonita|lindo|linda|gran|estupendo) (?:día|días|tarde|tardes|noche|noches|fin de semana|finde|semana|jornada|domingo|navidad|fiestas|año|año nuevo|vacaciones|viernes)${some('a todos|también|igualmente|para usted|para ti|y próspero año nuevo')}`,
    'igualmente|que le vaya bien|que te vaya bien|que os vaya bien|hasta luego|hasta pronto|hasta la próxima|adiós|cuídese|cuídate|cuídense|chao|chau|sigan así|seguid así|felices fiestas|bendiciones',
    '(?:perdón|perdona|perdone|perdonen|disculpe|disculpen|disculpa|disculpas|mis disculpas|siento|lamento|lo siento) (?:por )?(?:el|la|las|los|mi) (?:retraso|demora|tardanza|molestias|respuesta tardía|molestia|confusión)',
  ],
  signOff: [
    `${lead('un|unos|muchos|mis|con|más|cordiales|atentos|reciba|recibe|reciban|cordial|fuerte|afectuoso|y|mis más')}(?:saludos|saludo|saludito|slds|abrazos?|cordialmente|atentamente|atte|att)${some('cordiales|cordial|a todos|desde|atentos|y')}`,
    'sinceramente|afectuosamente|besos|un abrazo|respetuosamente|muy atentamente',
  ],
  tail: [
    'ya|ahora|de nuevo|también|bien|por fin|equipo|a todos|mucho|finalmente|otra vez|señor|señora|hoy|chicos',
  ],
  and: ['y|e|&|\\+|así que|entonces|por tanto'],
  goodbye: [
    'de nada|no hay de qué|(?:ha sido |fue )?un placer(?: ayudarle| ayudarte| poder ayudar)?|con mucho gusto|con gusto|a (?:ti|usted|ustedes|vosotros)|encantad[oa] de ayudar(?:le|te)?',
    '(?:(?:me|nos) )?(?:alegro|alegra|alegramos)(?: mucho| saber| de| oír| leer)* que (?:ya |todo |ahora |el problema |haya |esté |le |te )*(?:funcione|funciona|solucionado|resuelto|arreglado|quedado resuelto|esté resuelto)(?: ya| ahora| bien| correctamente| de nuevo)*',
    '(?:(?:me|nos) )?(?:alegro|alegra|alegramos)(?: mucho)?(?: de)? (?:haber podido ayudar(?:le|te)?|poder ayudar(?:le|te)?|saberlo|oírlo|leerlo)',
  ],
  trifle: ['no hay (?:ningún )?problema|sin problemas?|ningún problema|por supuesto|descuide'],
  offer: [
    `${lead(contact)}${further}${some(contact)}`,
    '(?:no dude|no dudes|no duden) en (?:contactarnos|contactarme|escribirnos|escribirme)(?: de nuevo)?|(?:quedo|quedamos) a (?:su|tu) (?:entera )?disposición',
  ],
  service: [
    'por (?:su|tu|la) (?:paciencia|confirmación|mensaje|respuesta|comprensión|información|confirmar)',
  ],
};
