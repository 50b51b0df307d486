import { any, lead, many, maybe, type Phrases, some } from './phrases.js';

const thing = `${maybe('whole |entire ')}${any(
  'problem|issue|error|bug|matter|thing|login|log-in|printer|scanner|website|web site|site|page|app|application|program|software|link|download|account|access|password|system|server|connection|internet|wifi|e-?mail|mail|device|machine|router|shop',
)}`;
const it = any(`it|it all|everything|all of it|all|things|(?:the|my|our|this|that) ${thing}`);
const is = any(`is|are|was|were|has been|have been|got|has now been|is now being`);
const adverb =
  'now|again|finally|indeed|all|completely|fully|totally|just|actually|also|already|back|once more';
const well =
  'fine|perfectly|perfect|well|great|good|wonderfully|beautifully|correctly|properly|flawlessly|smoothly|like a charm|like a dream|as expected|as it should|as intended|without problems|without any problems|without issues|without any issues';
const fixed =
  'solved|resolved|fixed|sorted|sorted out|settled|cleared up|working|running (?:again|smoothly|fine|perfectly)|up and running|functioning';
const quick =
  'quick|fast|prompt|speedy|swift|rapid|immediate|kind|great|good|excellent|amazing|awesome|wonderful|fantastic|super|superb|friendly|helpful|valuable|professional|brilliant|outstanding|incredible|detailed|clear|very|so|really|such a|all';
const help =
  'help|assistance|support|service|customer service|effort|efforts|work|hard work|great work|solution|fix|advice|tip|tips|hint|hints|time|kindness|explanation|explanations|clarification|guidance|instructions|info|information|quick help|fast help';
const reply =
  'reply|response|answer|reaction|turnaround|resolution|action|feedback|replies|responses|answers';
const yours = 'your|the|this|that|all|of';
const cause = any(
  `${any(yours)}${some(`${yours}|${quick}`)} ${any(help)}${maybe(` and${some(`${yours}|${quick}`)} ${any(`${help}|patience`)}`)}` +
    `|${maybe(`${any(yours)} `)}${any(quick)}${some(quick)} ${any(`${reply}|${help}`)}|help|everything` +
    `|helping(?: me| us)?(?: out)?(?: with ${any('this|that|it|everything')})?(?: so (?:quickly|fast))?|letting (?:me|us) know` +
    `|(?:fixing|solving|resolving) (?:it|this|that|everything|(?:the|my|our) (?:problem|issue|error))(?: for (?:me|us))?(?: so (?:quickly|fast))?` +
    '|being (?:so|very) (?:helpful|kind|quick|fast)',
);
const thank = any(
  'thanks|thanx|thankx|thnx|thnks|thks|thx|thxs|tnx|tks|thank you|thankyou|thank u|thank ya|thank-you|ty|tysm|tyvm|thansk|thnaks|tahnks|thanks a lot',
);
const much =
  'so|much|very|a lot|alot|a million|a ton|a bunch|tons|loads|heaps|indeed|kindly|sincerely|again|once again|once more|guys|everyone|everybody|folks|team|mate|buddy|all|both|to you|to you all|to you both|to you and your team|to all of you|to everyone';
const close = any('close|mark');
const ticket = any(
  'ticket|case|issue|request|conversation|thread|matter|inquiry|enquiry|support ticket|support request',
);
const day =
  'day|weekend|evening|afternoon|morning|week|night|holiday|holidays|one|time|christmas|easter|summer|start of the week|start into the week';

/** What further help is for: closed, since "if you ..." alone may go on as a request. */
const trouble = `${lead('any|some|more|further|other|additional|another|new|a|an')}${any('questions?|problems?|issues?|concerns?|queries|query|troubles?|difficulties|doubts')}`;
const anything = any(
  `${trouble}|${lead('any|some|more|further|other|additional|your|our')}${any('help|assistance|support')}|anything|something else`,
);
const aside =
  'else|more|further|again|later|in future|in the future|at any time|any ?time|at all|from me|from us|about this|about that|about it|regarding this|with this|with that|with it|up|(?:that )?(?:i|we) (?:can|could|may) (?:do|help|assist)(?: you)?(?: with)?(?: for you)?';
const further = any(
  `you${some('ever|should|do')} (?:need|require)(?: ${anything}| me| us)${some(aside)}` +
    // "If you get anything" asks for it.
    `|you${some('ever|should|do')} (?:have|get|run into|encounter|experience|face|see) (?:${trouble}|${any('anything|something')} (?:else|further|more))${some(aside)}` +
    `|you (?:need|require|want|would like)${some('any|more|further|other|additional')} (?:information|details)` +
    `|(?:there (?:is|are|should be|be)|there's) ${anything}${some(aside)}` +
    `|(?:i|we) can (?:help|assist|be of)(?: you)?(?: with| any)?(?: (?:anything|assistance|help|service))?${some(aside)}` +
    `|${anything}${some('else|should|ever')} (?:comes?|pops?|turns?|arises?|happens?|occurs?)${some(aside)}` +
    `|(?:the |this |that )?(?:it|problem|issue|error|trouble) (?:(?:ever )?(?:comes back|returns|reappears)|(?:ever )?(?:occurs|happens|appears|comes up|shows up|fails) again)`,
);
const contact = `${any('let (?:me|us) know|contact (?:me|us)|contact our support|write(?: to)? (?:me|us)|write|reach out|reach out to (?:me|us)|get in touch|get in touch with (?:me|us)|get back to (?:me|us)|come back to (?:me|us)|drop (?:me|us) a (?:line|note|message)|ask|ask (?:me|us)|call|call (?:me|us)|shout|reply|reply to this (?:e-?mail|mail|message|ticket)|e-?mail (?:me|us)|open a new (?:ticket|case|request)|reopen (?:the|this) (?:ticket|case)')}`;
const freely = `please|just|simply|always|do|kindly|then|you can|you may|you are welcome to|feel free to|do not hesitate to|don't hesitate to|never hesitate to`;
const serve =
  "(?:(?:i am|i'm|we are|we're) )?(?:always )?(?:here|available|happy to help|glad to help|at your disposal|here to help|here for you|there for you)";

export const en: Phrases = {
  greeting: [
    'hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there|greetings|to whom it may concern',
  ],
  thanks: [
    `${maybe(`(?:i |we )?(?:just |only )?(?:want|wanted|would like|wish) to say (?:a )?(?:big |huge )?|i |we |a (?:big|huge|massive) |${any('many|million|huge|big|massive|sincere|warm|warmest|heartfelt|a million|a thousand|very many')} `)}${thank}${some(much)}`,
    `(?:(?:i|we) )?(?:just )?(?:want|wanted|would like|wish) to thank you${some(much)}`,
    `${maybe('(?:i|we) ')}${maybe(`${any('really|truly|greatly|highly|very much|do|so')} `)}appreciate (?:it|this|(?:all )?your ${lead(quick)}${any(help)})${some('a lot|very much|so much')}`,
    `(?:it is |it's |that is |that's |your (?:help|support) is )?${any('much|very much|highly|greatly|really')} appreciated`,
    `(?:i am|i'm|we are|we're) ${any('so|very|really|extremely')} (?:grateful|thankful)`,
    "(?:you are|you're|you guys are|you're all) (?:really |truly |simply |just )?(?:the best|awesome|amazing|great|wonderful|brilliant|fantastic|a star|a lifesaver|a life saver|a legend|a genius|a hero|a gem)",
    'you (?:guys )?(?:rock|made my day|saved my day|saved the day|saved my life)',
  ],
  cause: [`(?:for|4) ${cause}(?: (?:on|with) (?:this|that))?`],
  occasion: [
    `for (?:your|the|this|that)${some(quick)} (?:e-?mail|mail|message|reply|response|answer|note|update|feedback|call|follow-?up|reminder|mails|messages)`,
  ],
  solved: [
    `${maybe(`${any('now|finally|at last')} `)}${it}${some(adverb)} (?:works|worked|runs (?:again|smoothly|fine|perfectly)|does work)${some(`${adverb}|${well}|for me now|for us now|for me again|here`)}`,
    `${maybe(`${any('now|finally|at last')} `)}${any(`it's|its|everything's|all's|${it}(?: ${is})?`)}${some(adverb)} ${any(fixed)}${some(`${adverb}|${well}`)}`,
    `(?:works|working)${some(well)}${many('now|again|at last')}${some(`${adverb}|${well}`)}`,
    'works (?:like a charm|like a dream|as expected|as intended|flawlessly)',
    `(?:now|finally|again) (?:works|working|solved|resolved|fixed)${some(well)}`,
    `${maybe('(?:that|this|it|which) (?:just |really |actually )?')}worked${some(`${adverb}|${well}|out|for me|for us|a treat|immediately`)}`,
    `${maybe(`${any('problem|issue|error|bug|case|matter|all|everything|successfully|already|finally')}${some('is|was|has been|now|finally|successfully')} `)}(?:solved|resolved|fixed|sorted)${some('now|out|at last|successfully')}`,
    `${any('the problem|the issue|the error|the bug|my problem|my issue|problem|issue|error')} (?:is|has|went)${some('now|all|finally')} (?:gone|disappeared|gone away|away)${some('now')}`,
    `${any("that|this|it|that's|the (?:fix|update|solution|restart|reset|reboot|new (?:version|password|link|file))|your (?:fix|solution|tip|advice|suggestion|hint|link|instructions)|which")}(?: has| have)?${some('really|indeed|just|definitely|totally|completely|actually')} (?:(?:fixed|solved|resolved|sorted)(?: (?:it|this|that|everything|out|(?:the|my|our) (?:problem|issue|error|bug)))?|did (?:it|the trick|the job)|done (?:it|the trick)|${any('worked')}${some(`${well}|${adverb}`)})${some('now|for me|for us|perfectly')}`,
    `(?:(?:i|we|i've|we've)(?: have| finally| now)* |finally )?(?:got|managed to get) (?:it|everything) (?:working|to work|running|fixed|solved|sorted)${some('now|again|finally|out')}`,
    `(?:i|we)(?:'ve| have) (?:now |finally )?(?:solved|resolved|fixed) (?:it|this|(?:the|my|our) (?:problem|issue|error))`,
    `(?:i|we) (?:can|could|am able to|are able to|was able to|managed to)${some('now|finally|successfully')} (?:log ?in|sign in|log on|print|connect|access (?:it|(?:my|the|our) (?:account|site|page|system|portal))|get in|send (?:e-?mails?|mails?)|receive (?:e-?mails?|mails?)|work|open it|download it)${many('now|again|fine|successfully|without problems|without any problems')}`,
    `${any('you|we|i think you|i guess we|so you')} (?:can|may)${some('now|happily|safely|gladly|go ahead and|also|therefore')} close${some('the|this|my|our|out')} ${any(`${ticket}|it|this`)}${some('now|out|then|please')}`,
    `(?:please )?(?:feel free to )?${close} (?:the|this|my|our) ${ticket}(?: as (?:solved|resolved|closed|done|fixed))?${some('now|please|then')}`,
    `(?:so )?(?:the |this |my |our )?(?:${ticket} |it |this )?(?:can|may)${some('now|therefore')} be (?:closed|marked as (?:solved|resolved))${some('now|then')}`,
    `(?:the |this |my )?${ticket} (?:is |as )?closed`,
  ],
  fine: [
    `all${some('is|now|are|works')} (?:good|fine|set|ok|okay|well|great|perfect|in order|sorted)${some('now|again|here')}`,
    `(?:everything's|everything is|all is|things are|all's)${some('now|just|perfectly|all|back|absolutely')} (?:good|fine|ok|okay|great|perfect|well|in order|normal|back to normal|to normal)${some('now|again')}`,
    `(?:it is|it's|its) (?:all )?(?:good|fine|ok|okay|great|perfect) (?:now|again)`,
    `(?:i have |we have |there are )?no (?:more|further|other) (?:problems|issues|errors|questions|trouble)${some('now|anymore|any more|here')}`,
    `${any('that|this|it|the (?:update|restart|reset|reboot)|your (?:tip|advice|suggestion|hint|link|instructions)|which')}(?: has| have)?${some('really|indeed|just|definitely|certainly')} (?:helped|helps)${some('me|us|a lot|very much|indeed')}`,
    'works perfectly',
  ],
  praise: [
    `${maybe("(?:that's|that is|this is|how|so) ")}${lead('really|very|absolutely|simply|so')}${any('great|perfect|excellent|awesome|brilliant|amazing|fantastic|lovely|super|superb|fabulous|splendid|wonderful|cool|nice|sweet|marvelous|marvellous|terrific|top|incredible|outstanding')}(?: ${any('job|work|service|support|help|team|news|customer service|stuff')})?`,
    'wow|hooray|hurray|yay|yippee|woohoo|well done|bravo|great job|good job|good work|ah|yeah|phew|so happy|i am so happy|i am very happy|i am happy|very happy|very satisfied|very helpful|so helpful|super helpful|extremely helpful|you were very helpful|you have been very helpful',
  ],
  assent: [
    'ok|okay|alright|all right|yes|yep|yup|sure|right|understood|got it|i see|well|never mind|nevermind|nvm',
    '(?:just )?to (?:let you know|confirm)|just letting you know|i (?:can|just wanted to) confirm(?: that)?|good news',
  ],
  polite: [
    `(?:and )?(?:i |we )?(?:wish you|wishing you|hope you have|have|enjoy|you have) (?:a |an |your |the |all a )?${lead('very|really|nice|great|good|lovely|wonderful|pleasant|relaxing|fantastic|beautiful|sunny|rest of the|rest of your|happy|awesome|blessed|fine|super')}(?:${day})${some('too|as well|ahead|everyone|all')}`,
    `(?:good|great|nice|happy|lovely) (?:${day})`,
    '(?:and )?(?:you too|same to you|the same to you|likewise|to you too|right back at you|stay safe|stay healthy|bye|bye bye|goodbye|good bye|god bless|god bless you|keep up the good work|keep up the great work|merry christmas|happy holidays|happy new year|happy easter|a happy new year|merry xmas)',
    "(?:i am |i'm |we are |we're )?(?:very |so )?sorry (?:for|about) (?:the|my|our|this|that|any|all the) (?:late |delayed |slow )?(?:reply|response|answer|delay|inconvenience|trouble|confusion|fuss|bother)|sorry to (?:have )?bother(?:ed)? you|apologies for the (?:delay|late reply|late response|trouble|confusion)",
  ],
  signOff: [
    `${maybe(`${any('with|my|our|and')} `)}${lead('my|our|kindest|kind|best|warm|warmest|many|friendly|sincere|cordial|very|good|most|sunny|and')}(?:regards|wishes|greetings)${some('to you all|to all|to you')}`,
    'best|cheers|sincerely|sincerely yours|yours|yours sincerely|yours faithfully|yours truly|kindly|respectfully|br|rgds|kr|brgds|all the best|all my best|all best|take care|cordially|warmly',
  ],
  tail: [
    `now|again|finally|at last|indeed|too|as well|here|today|this morning|just now|already|all|everyone|everybody|team|guys|folks|support|support team|customer support|customer service|really|so much|very much`,
  ],
  and: ['and|&|\\+|so|also'],
  goodbye: [
    `(?:(?:(?:i am|i'm|we are|we're|so|very|really|that is|that's|this is|it is|it's) )*(?:glad|happy|great|good|nice|pleased|delighted|wonderful)(?: to (?:hear|see|read|know))?(?: that)?(?: (?:it|everything|this|that|all|things|the (?:problem|issue|matter)))?(?:'s| is| are| was| has been| got)?${some('all|now|finally|been')} (?:works?|worked(?: out)?|working|solved|resolved|fixed|sorted(?: out)?|running|in order|ok|okay|done|functional))${some('for you|fine|well')}`,
    "(?:(?:i am|i'm|we are|we're) )?(?:glad|happy|pleased) (?:that )?(?:i|we) (?:could|was able to|were able to) (?:help|be of (?:help|assistance))",
    "(?:(?:i am|i'm|we are|we're) )?(?:always )?(?:glad|happy|pleased) to (?:help|hear (?:that|it|this)|have helped)",
    "(?:you are|you're|your) (?:very |most |always )?welcome",
    "my pleasure|don't mention it",
  ],
  trifle: ['no problem(?: at all)?|no worries(?: at all)?|any ?time|not at all|of course|certainly'],
  offer: [
    `${lead(freely)}(?:${contact}|${serve})${some('again|any ?time|at any time|directly|here')} (?:if|should|whenever|in case) ${further}`,
    `(?:if|should|whenever|in case) ${further} ${lead(freely)}(?:${contact}|${serve})${some('again|any ?time|at any time|directly|here|you')}`,
    `${any("feel free to|do not hesitate to|don't hesitate to")} ${contact}${some('again|any ?time|at any time|directly')}`,
    'see you',
  ],
  service: [
    'for (?:your patience|the update|the feedback|your feedback|confirming|the confirmation|letting (?:me|us) know|getting back(?: to (?:me|us))?|your (?:reply|response|understanding|mail|email|message|confirmation))',
  ],
};
