import { getDomain, parse } from 'tldts';

/** Domains at which everybody can have a mailbox: an address in them says nothing about the team. */
const publicProviders: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp outlook.co.th outlook.com.br hotmail.com
  hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it hotmail.nl hotmail.be hotmail.se hotmail.no live.com
  live.co.uk live.de live.fr live.nl live.it live.se live.no live.dk live.be live.ca live.com.au msn.com passport.com
  yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ca yahoo.in yahoo.co.in yahoo.co.jp yahoo.com.br
  yahoo.com.ar yahoo.com.mx yahoo.com.au yahoo.com.tr yahoo.com.tw yahoo.com.hk yahoo.co.id yahoo.co.nz yahoo.pl
  yahoo.gr yahoo.se yahoo.no yahoo.dk yahoo.ie yahoo.ro ymail.com rocketmail.com myyahoo.com aol.com aol.de aol.fr
  aol.co.uk aim.com verizon.net att.net sbcglobal.net bellsouth.net comcast.net cox.net charter.net spectrum.net
  earthlink.net juno.com optonline.net frontier.com centurylink.net windstream.net netzero.net
  icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.com tuta.io keemail.me
  hushmail.com startmail.com mailfence.com disroot.org riseup.net ctemplar.com runbox.com skiff.com
  fastmail.com fastmail.fm sent.com zoho.com zohomail.com zohomail.eu mail.com email.com usa.com post.com
  consultant.com engineer.com inbox.com hey.com lycos.com excite.com inbox.lv mailbox.org posteo.de posteo.net
  systemli.org duck.com simplelogin.com mozmail.com gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.org gmx.eu gmx.fr
  gmx.es gmx.co.uk gmx.us caramail.com web.de t-online.de freenet.de arcor.de online.de mail.de email.de vodafone.de
  vodafonemail.de magenta.de kabelmail.de o2online.de o2mail.de 1und1.de ewetel.net netcologne.de unitybox.de alice.de
  alice-dsl.net smart-mail.de firemail.de bluewin.ch hispeed.ch sunrise.ch gmx.li a1.net aon.at chello.at utanet.at
  wp.pl onet.pl onet.eu op.pl vp.pl poczta.onet.pl poczta.onet.eu autograf.pl o2.pl tlen.pl go2.pl interia.pl
  interia.eu interia.com poczta.fm intmail.pl int.pl gazeta.pl spoko.pl prokonto.pl neostrada.pl orange.pl poczta.pl
  buziaczek.pl amorki.pl opoczta.pl
  orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr numericable.fr voila.fr club-internet.fr aliceadsl.fr
  libero.it virgilio.it tiscali.it alice.it tin.it tim.it inwind.it iol.it fastwebnet.it email.it poste.it aruba.it
  terra.es telefonica.net movistar.es ono.com orange.es sapo.pt clix.pt mail.pt iol.pt
  ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl casema.nl chello.nl telenet.be skynet.be
  proximus.be scarlet.be voo.be telia.com comhem.se spray.se bredband.net tele2.se online.no broadpark.no getmail.no
  mail.dk tdcadsl.dk stofanet.dk jubii.dk ofir.dk elisanet.fi kolumbus.fi saunalahti.fi luukku.com suomi24.fi
  seznam.cz email.cz post.cz centrum.cz atlas.cz volny.cz azet.sk centrum.sk zoznam.sk post.sk freemail.hu citromail.hu
  indamail.hu t-online.hu abv.bg mail.bg dir.bg inbox.lt one.lt mail.ee hot.ee online.ee
  mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru lenta.ru autorambler.ru
  ukr.net i.ua meta.ua bigmir.net email.ua tut.by
  btinternet.com btopenworld.com virginmedia.com ntlworld.com blueyonder.co.uk sky.com talktalk.net tiscali.co.uk
  plusnet.com o2.co.uk eircom.net
  rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au
  xtra.co.nz uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com prodigy.net.mx fibertel.com.ar
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn
  docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp
  naver.com hanmail.net daum.net nate.com kakao.com rediffmail.com sify.com indiatimes.com
  hinet.net pchome.com.tw mynet.com mail.com.tr walla.co.il walla.com netvision.net.il
  `
    .trim()
    .split(/\s+/),
);

/** Whether everybody can get an address in this domain (lower case), as at gmail.com or gmx.de. */
export function isPublicProvider(domain: string): boolean {
  return publicProviders.has(domain) || publicProviders.has(getDomain(domain) ?? '');
}

/** Whether the domain (lower case) is one under which strangers register theirs: `com`, `co.uk`. */
export function isPublicSuffix(domain: string): boolean {
  const parsed = parse(domain);
  return parsed.publicSuffix === domain && parsed.isIcann === true;
}
