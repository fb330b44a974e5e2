# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Scripts: on the card

script-lead = Os dywedon nhw “{ $said }”:
script-scale = O “{ $low }” i “{ $high }”:
script-answer = Eu hateb
language-en = English
language-cy = Cymraeg
opening-own =
    Helo, fy enw i yw { $caller }. Rwy'n gwirfoddoli dros yr ymgyrch { $campaign }, ac rwy'n ffonio aelodau'r sefydliad { $organisation }.
    Cafodd { $organisation } eich rhif pan wnaethoch chi ymuno, ac mae'n gadael i ymgyrchoedd ffonio'r aelodau. Gallwch ddweud na, nawr neu unrhyw bryd, ac ni fyddwn yn ffonio eto.
card-where-title = “Ble cawsoch chi fy rhif?”
card-where-say = Mae eich rhif ar restr aelodau { $organisation }, sef rhestr y sefydliad ei hun. Mae'r sefydliad yn gadael i bob ymgyrch yn yr ornest { $contest } ffonio aelodau fesul un. Nid yw'r rhestr gan yr ymgyrch { $campaign }. Gallwch ddweud na, wrth yr ymgyrch hon neu wrth bob un, ac fe wnaf nodi hynny nawr. Os ydych eisiau gwybod mwy, neu weld beth sy'n cael ei gadw amdanoch, gofynnwch i swyddog diogelu data { $organisation }.
card-where-hint = Os byddant yn dweud na, tapiwch yr hyn y maent ei eisiau o dan “Dydyn nhw ddim eisiau galwadau” unwaith y bydd y rhif yn cael ei ddangos.
complaint-title = Maen nhw eisiau cwyno
complaint-say = Mae'n ddrwg gen i. Fe wnaf drosglwyddo hynny nawr i swyddog diogelu data { $organisation }. Nid oes rhaid i chi ddweud pam wrthyf.
complaint-pass-on = Trosglwyddo'r gŵyn
card-loses-ticks = Mae hyn yn llwytho'r dudalen eto: bydd yr hyn rydych wedi'i dicio neu ei ysgrifennu yn cael ei golli. Dywedwch beth ddigwyddodd yn gyntaf, neu ticiwch ef eto.
complaint-passed-on = Mae'r gŵyn wedi'i throsglwyddo. Mae'r swyddog diogelu data yn gweld pa alwad ydoedd. Wedyn dywedwch wrthym beth ddigwyddodd, fel bob amser.

## Scripts: what a campaign says

nav-scripts = Sgriptiau
scripts-text = Ffeil yw sgript: yr hyn y mae eich galwyr yn ei ddweud, yr hyn y maent yn ei ofyn, a sut mae'n mynd ymlaen. O flaen pob sgript mae llinellau agoriadol y sefydliad.
scripts-none = Nid oes sgript eto.
scripts-new = Ysgrifennu un newydd
scripts-upload = Neu anfon ffeil
script-upload = Ffeil sgript
script-upload-button = Ei darllen
script-title = Sgript
script-unpublished = Heb ei chyhoeddi eto
script-version = Fersiwn { $n }
script-used-on = mewn defnydd ar { $banks }
script-file = Y ffeil
script-file-hint = Newidiwch y geiriau. Mae { "{name}" }, { "{branch}" }, { "{caller}" }, { "{campaign}" } a { "{contest}" } yn cael eu llenwi ar y cerdyn. Mae sêr yn gwneud geiriau'n **gryf** neu'n *bwysleisiol*, ac mae cysylltnodau yn gwneud rhestr.
script-preview = Dangos sut mae'n edrych
script-keep = Cadw
script-publish = Cyhoeddi
script-preview-title = Fel y mae galwr yn ei gweld: { $language }
script-versions = Fersiynau a gyhoeddwyd
script-banks = Banciau ffôn
script-bank = Banc ffôn
script-which = Fersiwn
script-use = Ei rhoi ar waith
script-use-hint = Bydd ar y cardiau sy'n cael eu rhoi o hyn ymlaen. Mae cerdyn sydd ar ddesg yn cadw'r un a ddaeth gydag ef.
script-said-kept = Wedi'i chadw. Bydd galwyr yn ei gweld unwaith y bydd wedi'i chyhoeddi a'i rhoi ar fanc ffôn.
script-said-published = Wedi'i chyhoeddi. Rhowch hi ar fanc ffôn, a bydd galwyr yn ei gweld.
script-said-used = Mae ar y banc ffôn nawr.
script-said-full = Mae cynifer ag a ganiateir yno. Newidiwch neu defnyddiwch un sydd yno.
script-missing = Heb eu cyfieithu eto. Bydd galwyr yn gweld y rhain yn yr iaith gyntaf:
script-wrong = Llinell { $line }: { $what }
script-wrong-form = Ni ellir darllen y ffeil. Yn Saesneg: { $word }. Edrychwch ar yr enghraifft.
script-wrong-large = Mae'r ffeil yn fwy na { $word } beit. Gwnewch ddwy sgript ohoni.
script-wrong-key = Nid yw “{ $word }” yn golygu dim yma. Tynnwch ef allan, neu edrychwch am wall teipio.
script-wrong-missing = Mae “{ $word }” ar goll. Ychwanegwch ef.
script-wrong-shape = Nid yw “{ $word }” wedi'i ysgrifennu fel y dylai fod. Edrychwch ar yr enghraifft.
script-wrong-length = Mae “{ $word }” yn wag neu'n rhy hir. Ysgrifennwch rywbeth byrrach.
script-wrong-many = Mae gormod o “{ $word }”, neu ddim un. Gadewch rai allan, neu ychwanegwch un.
script-wrong-id = Ni all “{ $word }” fod yn enw. Defnyddiwch lythrennau bach, digidau a chysylltnodau, fel help-us.
script-wrong-twice = Mae “{ $word }” yno ddwywaith. Rhowch enw arall ar un ohonynt.
script-wrong-language = Nid yw “{ $word }” ymhlith ieithoedd y sgript. Ychwanegwch hi at “languages”, neu tynnwch hi allan.
script-wrong-first = Mae geiriau ar goll yn “{ $word }”, yr iaith gyntaf. Mae popeth yn cael ei ysgrifennu yn honno.
script-wrong-field = Ni ellir llenwi “{ $word }”. Dim ond { "{name}" }, { "{branch}" }, { "{caller}" }, { "{campaign}" } a { "{contest}" } y gellir eu llenwi.
script-wrong-ask = Nid math o gwestiwn yw “{ $word }”. Defnyddiwch single, multi, scale, text, number neu date.
script-wrong-bounds = Nid yw “{ $word }” yn cyd-fynd â'i ben arall, neu mae'n rhy bell allan. Rhowch yr un isaf yn gyntaf.
script-wrong-then = Nid yw “{ $word }” yn rhan sy'n dod wedyn. Enwch un sydd, neu “end”.
script-wrong-unreached = Nid oes ateb yn arwain at “{ $word }”. Arweiniwch un yno, neu tynnwch ef allan.
script-invented-name = Mrs Enghraifft
script-invented-branch = Cangen enghreifftiol
script-invented-caller = Eich galwr

## What was answered

answered-title = Beth oedd yr atebion
answered-text = Gan y rhai a atebodd, yn y banc ffôn hwn, i'r fersiwn sydd arno nawr. Mae rhifau'n cael eu talgrynnu i'r pump agosaf, ac ni ddywedir llai na deg. Mae'r ail ffigurau'n dweud i ba raddau y gellir ymddiried mewn cyfran: mewn 95 o bob 100 cyfrif o'r fath mae'r gyfran rhyngddynt. Maent yn newid wrth i alwadau ddod i ben: gall pwy bynnag sy'n edrych ar ôl pob galwad ddweud weithiau beth oedd yr ateb.
answered-none = Nid oes sgript â chwestiynau ar y banc ffôn hwn.
answered-total = Wedi ateb: { $count }
answered-answer = Ateb
answered-count = Faint
answered-share = Cyfran
answered-percent = { $percent } % ({ $low } i { $high })

## The offices

nav-opening-lines = Llinellau agoriadol
nav-opening-lines-hint = Beth mae pob galwr yn ei ddweud yn gyntaf
opening-text = Mae pob galwr o bob ymgyrch yn dweud y rhain yn gyntaf. Maent o flaen pob sgript, ac ni all unrhyw drefnydd eu newid na'u tynnu i ffwrdd.
opening-own-title = Yn cael eu dweud lle nad oes dim wedi'i osod
opening-hint = Rhaid iddynt enwi { "{caller}" }, { "{campaign}" } a { "{organisation}" }, dweud sut mae'r rhif gennych, a bod modd dweud na. Gellir llenwi { "{contest}" } hefyd.
opening-set = Gosod
opening-said-set = Wedi'u gosod. Maent ar bob cerdyn o hyn ymlaen.
opening-wrong-length = Ysgrifennwch rywbeth, mewn 600 nod ar y mwyaf.
opening-wrong-lacks = Dywedwch pwy sy'n ffonio, dros bwy, ac o ba sefydliad: rhaid i { "{caller}" }, { "{campaign}" } a { "{organisation}" } i gyd fod yno.
opening-wrong-field = Dim ond { "{caller}" }, { "{campaign}" }, { "{organisation}" } a { "{contest}" } y gellir eu llenwi.
nav-complaints = Cwynion
nav-complaints-hint = Galwadau y mae aelodau wedi cwyno amdanynt
complaints-text = Mae galwyr wedi rhoi gwybod bod aelod yn cwyno. Nid yw'r dudalen yn enwi neb: mae arddangosyn o'r edrychiadau ar yr aelod yn dweud pryd y cawsant eu ffonio a beth a ddangoswyd, ac yn agor mwy os dewiswch hynny. Mae'r gyfraith yn rhoi 30 diwrnod, gan gyfrif y cyntaf, i gydnabod cwyn: byddwch yn cael gwybod drwy lythyr wythnos ymlaen llaw, ac eto pan fydd yn hwyr.
complaints-none = Nid oes neb yn aros amdanoch.
complaints-card = Cerdyn
complaints-settle = Wedi'i datrys
complaints-before = Roedd y gŵyn hon wedi'i datrys o'r blaen. Mae'r hyn sydd isod yn aros, ac ni chadwyd yr hyn a ddewisoch.
complaints-due = I'w chydnabod erbyn
complaints-late = Ni chafodd ei chydnabod mewn pryd: ewch ati nawr.
complaints-late-count = { $count ->
    [one] Ni chafodd un gŵyn ei chydnabod mewn pryd.
   *[other] Ni chafodd { $count } o gwynion eu cydnabod mewn pryd.
}
complaints-as = Beth a wnaed?
complaints-as-choose = Dewiswch
complaints-as-told = Dywedwyd wrth yr aelod beth a ddaeth ohoni
complaints-as-campaign-told = Dywedwyd wrth yr ymgyrch beth i'w newid, ac wrth yr aelod hefyd
complaints-as-nothing-wrong = Ni chafwyd dim o'i le, a dywedwyd hynny wrth yr aelod
complaints-as-elsewhere = Gofynasant ar eu tudalen eu hunain hefyd, a chânt eu hateb yno
complaints-as-not-reached = Ni chyrhaeddwyd yr aelod, er i ni geisio
complaints-settled-title = Wedi'u datrys yn y flwyddyn ddiwethaf
complaints-older = Rhai hŷn
complaints-more = Y rhai nesaf

event-script-drafted = Cadwyd sgript fel drafft
event-script-published = Cyhoeddwyd fersiwn o sgript
event-script-used = Rhoddwyd fersiwn o sgript ar fanc ffôn
event-scripts-shown = Dangoswyd sgriptiau ymgyrch
event-opening-set = Gosodwyd llinellau agoriadol y sefydliad
event-complained = Rhoddodd galwr wybod bod aelod yn cwyno
event-complaints-shown = Dangoswyd cwynion o alwadau
event-complaint-settled = Cafodd cwyn o alwad ei datrys
event-complaint-late = Ni chafodd cwyn o alwad ei chydnabod mewn pryd
action-see-a-campaigns-scripts = Gweld sgriptiau ymgyrch
action-write-a-script = Ysgrifennu sgript
action-put-a-script-on-a-bank = Rhoi sgript ar fanc ffôn
action-set-the-opening-lines = Gosod llinellau agoriadol y sefydliad
action-pass-on-a-complaint = Rhoi gwybod bod aelod yn cwyno
action-see-complaints-from-calls = Gweld cwynion o alwadau
shredding-gone-answers = { $n ->
    [0] Dim atebion i gwestiynau; nid oedd rhai.
    [one] Atebion un alwad.
   *[other] Atebion { $n } o alwadau.
}
answers-read-answered = { $asked } – { $answered }
