import { fold } from './fold.js';

/**
 * Usual first names of the six languages and their short forms. Only by such a list can "Thanks! Berlin" be told from
 * "Thanks! Bob". Names that are also words of an answer (Will, May, Dolores, Paris) are left out on purpose.
 */
const names = `
aaron adam adrian aidan alan albert alex alexander alexandra alexis alfie alfred alice alicia alison allison alyssa amanda
amber amelia amy andrea andreas andrew andy angela angie anita ann anna anne annie anthony antony arthur ashley audrey ava
barbara barry becky ben benjamin bernard beth betty bev bob bobby bonnie brad bradley brandon brenda brian bruce bryan caleb
callum cameron carl carla carol caroline carolyn catherine cathy charlene charles charlie charlotte cheryl chloe chris
christian christina christine christopher cindy claire clara clark clive colin connie connor craig cynthia damian dan daniel
danielle danny darren dave david dawn dean debbie deborah debra denise dennis derek diana diane donald donna doris dorothy
doug douglas duncan dustin dylan ed eddie edith edward eileen elaine eleanor elena elisabeth eliza elizabeth ella ellen ellie
emily emma eric erica erik erin ethan eva evan evelyn fiona francis fred freddie gabriel gail gareth gary gavin gemma geoff
george gerald gerry gina glenn gloria gordon graham greg gregory hannah harold harriet harry hazel heather helen helena henry
holly howard hugh ian irene isaac isabel isabella isla jackie jack jacob jake james jamie jane janet janice jared jasmine
jason jay jayne jean jeff jeffrey jennifer jenny jeremy jerry jess jesse jessica jill jim jimmy joan joanna joanne joe joel
john johnny jon jonathan jordan joseph josh joshua joyce juan judith judy julia julian julie justin karen kate katherine kathleen
kathryn kathy katie keith kelly ken kenneth kevin kim kimberly kirsty kyle larry laura lauren lawrence leah lee leo leon leonard
leslie lewis liam lily linda lindsay lisa liz lloyd logan lori louis louise lucas lucy luke lynn maggie malcolm marcus margaret
maria marie marilyn mark marlene marsha martha martin mary mason matt matthew maureen megan melanie melissa mia michael michelle
mick mike molly monica nancy naomi natalie natasha nathan neil nicholas nick nicola nicole nigel noah nora norman oliver olivia
oscar owen pam pamela patricia patrick paul paula pauline peggy penny pete peter phil philip phillip phoebe rachel ralph randy
ray raymond rebecca rhys richard rick ricky rita rob robert robin rodney roger ron ronald rosemary ross roy russell ruth ryan
sally sam samantha samuel sandra sandy sara sarah scott sean shane sharon shaun sheila shirley simon sophia sophie stacey stan
stanley stella stephanie stephen steve steven stewart stuart susan suzanne sylvia tammy tanya tara ted teresa terry theo theresa
thomas tiffany tim timothy tina toby todd tom tommy tony tracey tracy trevor valerie vanessa vera vernon veronica vincent vivian
walter wanda warren wayne wendy william willie yvonne zach zachary zoe
achim alexandr alfons alina alois anja anke annegret annelie annemarie annett annette annika antje anton armin arne arno astrid
axel bastian beate bernd bernhard bettina birgit birgitt birte bjorn boris britta brigitte bruno burkhard carmen carolin carsten
christa christel christiane christoph claas claudia clemens cornelia dagmar detlef dieter dietmar dirk dominik dorothea eberhard
eckhard edgar egon elfriede elke emil erich erika ernst erwin esther eugen fabian felix finn florian frank franz franziska
friederike friedrich frieda fritz gabi gabriele georg gerd gerda gerhard gertrud gisela gottfried greta gudrun guenter guenther
gunter gunther gustav guido hanna hannelore hannes hans harald hartmut hedwig heidi heike heiko heiner heinrich heinz hella
helga helmut hendrik henning henrik herbert hermann hildegard hilde holger horst hubert ilona ilse ines inge ingeborg ingo ingrid
inka irina iris irmgard isabell jan jana janina jannik jens joachim jochen johann johanna johannes jonas jorg joerg josef jule
julius jurgen juergen jutta kai karin karina karl karla karsten katharina kathi kathrin katja katrin kerstin klara klaus konrad
konstantin kornelia kristin kristina kurt lars lea lena leonie leopold lina lothar ludger ludwig luisa lukas lutz magdalena maik
maike maja manfred manuel manuela marc marcel marco maren margarete margit margot marianne marina mario marion marius markus marlies
martina mathias matthias max maximilian mechthild meike meike melina michaela mira mona moritz nadine nadja nele nico nicolas nils
nina norbert olaf oskar otto pascal paulina petra pia rainer ralf raphael regina reiner reinhard reinhold renate rene robin roland
rolf roman ronny rosa rosemarie rudi rudolf sabine sabrina sandro sascha sebastian selina siegfried sigrid silke silvia simone
sonja stefan stefanie steffen steffi susanne svenja sven tamara tanja tatjana thorsten till tilo timo tobias torben torsten udo
ulf uli ulla ulrich ulrike ursula ute uta uwe verena viktor viktoria volker werner wilfried wilhelm wolf wolfgang yannick
ada adas adrianna agata agnieszka alan alicja aleksander aleksandra ania aniu anka asia asiu andrzej andrzeju antoni antek arek
arkadiusz artur aurelia bartek bartlomiej bartosz basia basiu bartku beata blazej bogdan bogumila boguslaw bogus bozena bronislaw
cezary czarek czeslaw dagmara damianie danuta darek dariusz darku daria dawid dawidzie dominika dorota dorotko edyta ela elu
elzbieta emilia eryk ewa ewelina ewo filip filipie franek franciszek gosia gosiu grazyna grzegorz grzegorzu grzesiek grzes
grzesiu halina hania hubercie iga ignacy igor irek ireneusz irmina iwona iza izabela izabella jacek jacku jadwiga jagoda jakub
jakubie janek janusz jarek jaroslaw jarku jasiek jerzy joasia jola jolanta jozef julianna julita jurek justyna kacper kamil kamila
karolina karol karolu kasia kasiu katarzyna kazimierz kinga klaudia konradzie krystian krystyna krzysiek krzysztof krzysztofie
krzysiu kuba kubo lech leszek lidia liliana lucyna lukasz lukaszu maciej maciek macku magda magdo maja malgorzata malgosia marcin
marcinie marek marku marta marto martyna mariola mariusz mariuszu marzena mateusz mateuszu michal michale mieczyslaw mikolaj milena
milosz miroslaw mirek monika moniko natalia norbercie ola olu olek oliwia oliwier oskar patryk patryku patrycja pawel pawle piotr
piotrek piotrku piotrze przemek przemku przemyslaw radek radku radoslaw rafal rafale renata robercie roksana ryszard rysiek
sabina sebastianie sewerin slawek slawomir slawku stanislaw staszek stefania sylwester sylwia szymon szymonie tadeusz tomasz
tomaszu tomek tomku urszula ula ulu wacek waclaw waldek waldemar weronika wieslaw wiesia wiktor wiktoria wioletta witek witold
wladyslaw wlodek wojciech wojtek wojtku wojciechu zbigniew zbyszek zbyszku zenek zenon zofia zosia zosiu zuzanna zuza zuzia
adele adeline adrien agathe agnes aime alain alexandre aline amandine amelie anais andre angelique anne-marie anne-sophie
antoine arnaud aurelie aurelien baptiste beatrice benedicte benoit bernadette bertrand brice bruno camille caroline cecile cedric
celia celine chantal charlene christel christele christelle christophe claude clement clementine coralie corentin corinne cyril
cyrille damien danielle delphine denis didier dominique dorothee edouard elise elodie eliane emeline emilie emmanuel emmanuelle
eric estelle etienne eugenie fabien fabienne fabrice fanny ferdinand florence florent florian francis franck francois francoise
frederic frederique gaelle gaetan genevieve geraldine gerard gilbert gilles ginette gregoire guillaume guy gwenaelle helene henri
herve hugo isabelle jacqueline jacques jean-claude jean-francois jean-luc jean-marc jean-michel jean-paul jean-philippe jean-pierre
jeanne jeremie jerome joel joelle josette josiane juliette julien karine laetitia laure laurence laurent lea liliane lionel loic
louis-marie luc lucie lucien ludovic lydie mael maeva magali manon marc marcelle margaux margot marie-claude marie-france
marie-christine marie-laure marie-therese marine marion marjolaine marlene martine maryse mathieu mathilde matthieu maud maurice
maxime melodie michel mickael micheline mireille monique morgane muriel mylene nadege nadine nathalie nicolas noel noemie odette
odile olivier ophelie pascale patrice perrine philippe pierre quentin raoul raphael raymonde regis remi remy rene renee romain
roseline sabine samuel sandrine sebastien serge severine simone solange sophie stephane sylvain sylvie tanguy theo therese
thibault thibaut thierry tristan valentin valentine valerie veronique victor violette virginie viviane xavier yann yannick yoann
yohan yolande yves yvette
abel adriana agustin alba alberto alejandra alejandro alejo alfonso alfredo alonso alvaro amalia amparo ana andres angel angeles
antonia antonio araceli ariadna armando arturo aurora beatriz belen begona benito bernardo blanca borja camila carlos carlota carolina
catalina cecilia cesar clara concha cristian cristina cristobal daniela diego domingo eduardo elisa elvira emilio encarna enrique
ernesto esteban esteban eugenia eugenio eusebio eva fatima federico felipe fernanda fernando francisca francisco gabriela gema
gerardo gonzalo gregorio guadalupe guillermo gustavo hector hernan hugo ignacio inmaculada ines irene isidro ismael ivan jaime
javier jesus jimena joaquin jordi jorge jose josefa julio lara laura leonor leticia lidia lola lorena lorenzo lourdes lucia luis
luisa magdalena manolo marcelo marcos margarita mariana mariano maribel marisa marisol marta martin mateo matias mauricio merche
miguel miriam montserrat montse nacho natalia nerea nieves noelia nuria octavio olga oscar pablo paco paloma patricia paula pedro
pepe pepa pilar rafael rafa ramiro ramon raquel raul ricardo roberto rocio rodrigo rodolfo rosario ruben salvador samuel sandra
sara sergio silvia sonia susana teresa tomas trinidad valentina vicente veronica victor victoria ximena yolanda
achille adele agnese alberta aldo alessandra alessandro alessia alessio alfredo alice ambra amedeo andrea angela angelica angelo
anna annamaria antonella antonietta antonio arianna arturo asia augusta aurora barbara beatrice benedetta bianca bruno camilla
carla carlo carlotta carmela carmelo caterina cecilia chiara cinzia claudia claudio corrado cosimo cristiana cristiano cristina
damiano daniele daniela dario davide debora diego domenico donatella donato edoardo elena eleonora elia elisa elisabetta emanuela
emanuele emiliano emma enrica enrico enzo erica ermanno ettore eugenio fabio fabiana fabrizio federica federico felice ferdinando
filippo fiorella flavia flavio franca francesca francesco franco gabriele gabriella gaetano gennaro giacomo giada gianluca
gianfranco gianni gianmarco gianpaolo giancarlo gina ginevra gino gioia giorgia giorgio giovanna giovanni giulia giuliana giuliano
giulio giuseppe giuseppina graziella guido ilaria irene isabella ivan ivana lara laura lavinia leonardo letizia lidia liliana
lorenzo loredana loretta luca lucia luciano ludovica luigi luigia luisa manuela mara marcello marco margherita mariangela
maria-grazia marianna marika marina mario marisa massimiliano massimo matilde matteo mattia maura maurizio mauro michela michele
milena mirella miriam mirko monica natalia nicola nicoletta noemi oreste ornella paola paolo pasquale patrizia piero pietro
pierluigi pina raffaele raffaella renato riccardo rita roberta roberto rocco romina rosanna rosaria rossana rossella sabrina
salvatore samuele sandro sara sebastiano serena sergio silvana silvano silvia simona simone sonia stefania stefano susanna tania
teresa tiziana tiziano tommaso ugo umberto valentina valeria valerio vincenzo viola virginia vito vittoria vittorio walter`;

const all = new Set(names.trim().split(/\s+/).map(fold));

/** @param word folded, see `fold` */
export function isFirstName(word: string): boolean {
  return all.has(word);
}
