# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Handing a card back

hand-back-title = Ddim yr un yma?
hand-back-hint = Gallwch roi { $skips } o bobl o'r neilltu mewn noson, a dweud eich bod yn adnabod { $known }. Mae pob un yn cyfrif fel un o'ch cardiau. Gallwch stopio, neu gymryd egwyl, unrhyw bryd. Gyda cherdyn yn eich llaw nid yw hynny'n gwrthod neb, ond mae'n cyfrif tuag at y { $skips }; ar ôl mwy na { $skips } ni chewch ragor o gardiau heno.
hand-back-hint-shown = Gallwch roi { $skips } o bobl o'r neilltu mewn noson, a dweud eich bod yn adnabod { $known }. Mae stopio yn cyfrif tuag at y { $skips } hefyd. Rydych wedi gweld y rhif, felly mae hyn yn aros ar gofnod, ac maen nhw'n cael llonydd am ddiwrnod.
hand-back-skip = Rhoi o'r neilltu
hand-back-known = Rwy'n adnabod y person hwn
hand-back-stop = Stopio am heno
handed-back-title = Wedi'i roi o'r neilltu
handed-back-text = Bydd rhywun yn eu ffonio yn nes ymlaen. Os ydych yn eu hadnabod, nid chi fydd hwnnw.
handed-back-skips = Rydych wedi rhoi { $count } o { $most } o bobl o'r neilltu heno.
handed-back-known = Rydych yn adnabod { $count } o { $most }.
handed-back-pauses = Cardiau a adawsoch wrth stopio neu gymryd egwyl: { $count }. Maent yn cyfrif ymhlith y { $most } hefyd.
card-skips-spent = Rydych wedi rhoi cymaint o bobl o'r neilltu ag y cewch heno. Dywedwch beth ddigwyddodd, neu gadewch hi: bydd y cerdyn yn mynd yn ôl ar ei ben ei hun.
card-known-spent = Rydych wedi dweud eich bod yn adnabod cymaint o bobl ag y cewch heno. Dywedwch beth ddigwyddodd, neu rhowch yr un yma o'r neilltu.
not-now-known = Dywedoch chi eich bod yn eu hadnabod
action-hand-a-card-back = Rhoi cerdyn yn ôl heb ffonio
event-card-handed-back = Rhoddwyd cerdyn yn ôl heb ddweud beth ddigwyddodd

## Where a caller would like to ring

near-title = Ble hoffwn i ffonio, ac ym mha ieithoedd
near-text = Enwch hyd at bum cangen, un i bob llinell, fel y mae eich sefydliad yn eu hysgrifennu. Gyda phob trydydd cerdyn, os yw un o'r wyth aelod nesaf yno, cewch nhw yn gyntaf. Fel arall cewch bwy bynnag sydd â'i dro nesaf. Gallwch eu henwi unwaith y noson, a'u clirio unrhyw bryd.
near-branches = Canghennau
near-keep = Cadw
near-kept = Wedi'i gadw: mae'r rhai sydd yn rhestr canghennau eich sefydliad isod. Mae'n berthnasol o'ch cerdyn nesaf ymlaen.
near-tomorrow = Rydych wedi enwi eich canghennau heno yn barod. Gallwch enwi rhai eraill yfory.
near-many = Enwch bum cangen ar y mwyaf, pob un ar ei llinell ei hun.
action-say-where-one-would-ring = Dweud ym mha ganghennau yr hoffai rhywun ffonio
event-branches-preferred = Dywedodd galwr ym mha ganghennau yr hoffai ffonio

## The order of a phone bank

order-title = Trefn
order-choose = Pwy i'w ffonio gyntaf
order-hint = Mae'n berthnasol i'r rhai y mae eu tro nhw wedi dod. Mae aelodau a ofynnodd am alwad yn ôl yn dod gyntaf beth bynnag.
order-set = Defnyddio'r drefn hon
order-random = Ar hap
order-oldest = Y rhai a ffoniwyd gennym hiraf yn ôl
order-newer = Aelodau newydd yn gynt
order-longer = Aelodau hirsefydlog yn gynt
order-means-random = Mae gan bawb yr un siawns o fod nesaf.
order-means-oldest = Yn gyntaf y rhai nad yw eich ymgyrch wedi'u ffonio eto, yna'r rhai a ffoniwyd hiraf yn ôl, fel yr oedd pan ddewiswyd y drefn hon neu pan ychwanegwyd yr aelod.
order-means-newer = Ar hap, ond mae aelodau a ymunodd yn ddiweddar yn fwy tebygol o fod nesaf.
order-means-longer = Ar hap, ond mae aelodau a ymunodd amser maith yn ôl yn fwy tebygol o fod nesaf.
order-said-done = Mae'r drefn hon mewn grym nawr. Mae'n cymryd ychydig nes bod pawb yn sefyll ynddi.
order-said-open = Oedwch y banc ffôn yn gyntaf, yna dewiswch y drefn.
order-said-soon = Newidiwyd y drefn lai nag awr yn ôl. Arhoswch nes bod yr awr drosodd.
action-choose-a-banks-order = Dewis ym mha drefn y mae banc ffôn yn ffonio
event-bank-ordered = Dewiswyd ym mha drefn y mae banc ffôn yn ffonio

## Whose reports stand apart

apart-title = Galwyr y mae eu hadroddiadau'n sefyll ar wahân
apart-text = Yma mae galwyr sy'n adrodd rhywbeth yn llawer amlach na'r lleill sy'n ffonio dros yr un ymgyrch, yn ei holl fanciau ffôn. Ni chyfrifir galwadau na ddangoswyd eu rhif erioed. Cofnodir bod y dudalen hon wedi'i dangos.
apart-chance = Pe bai pawb yn cwrdd â'r un aelodau, byddai siawns yn unig yn rhoi tua un galwr o bob mil yma, am bob peth a adroddir. Ond nid yw pob galwr yn cwrdd â'r un rhai: mae'n amrywio fesul noson, fesul banc ffôn a'i drefn, a fesul y canghennau y mae galwr yn gofyn amdanynt. Felly gall galwr gonest sefyll yma. Edrychwch ar yr hyn maen nhw'n ei ddweud cyn barnu. Ni chymharir galwr â llai nag 20 o alwadau.
apart-none = Nid oes neb yn sefyll ar wahân.
apart-own = { $with } o { $calls } o alwadau.
apart-most = Pe bai pawb yn cwrdd â'r un aelodau, byddai siawns yn esbonio hyd at { $most }.
apart-others = Y lleill: { $with } o { $calls }.
apart-handed-back = Rhoddwyd o'r neilltu: { $skips }. Dywedwyd eu bod yn adnabod: { $known }. Gadawyd wrth stopio neu gymryd egwyl: { $pauses }.
apart-dont-call = Ddim eisiau galwadau
apart-waiting = { $count ->
    [one] Mae un adroddiad ganddynt yn aros
   *[other] Mae { $count } adroddiad ganddynt yn aros
}, ers { $since }.
apart-since = Dadwneud adroddiadau o'r noson hon ymlaen
apart-undo = Dadwneud eu hadroddiadau
apart-undo-means = Caiff pob adroddiad ganddynt sy'n aros, o'r noson honno hyd yn hyn, ei setlo fel camgymeriad, hefyd y rhai a all fod yn wir. Caiff eu hymgyrch ffonio'r aelodau hynny eto ar ôl diwrnod, oni bai bod rhywbeth arall yn erbyn hynny.
apart-objections = Ni chaiff gwrthwynebiad aelod byth ei ddadwneud yma, pwy bynnag a'i trosglwyddodd: ysgrifennwyd at bob un ohonynt y mae cyfeiriad iddynt, a dim ond nhw all ei dynnu'n ôl.
apart-undone-title = Dadwnaed yn ddiweddar
apart-done = { $count ->
    [one] Setlwyd un adroddiad fel camgymeriad
   *[other] Setlwyd { $count } adroddiad fel camgymeriadau
}, { $left } wedi'u gadael i gydweithiwr.
apart-state-undoing = Yn mynd ymlaen.
apart-state-undone = Wedi'i wneud.
apart-state-stopped = Wedi stopio, am nad oes gan bwy bynnag a'i dechreuodd yr hawl mwyach.
apart-said-begun = Mae'n mynd ymlaen ar ei ben ei hun. Edrychwch eto mewn munud.
apart-said-nothing = Nid oes adroddiad ganddynt yn aros.
apart-said-busy = Mae un arall yn cael ei ddadwneud. Rhowch gynnig arall arni pan fydd wedi'i wneud.
action-see-whose-reports-stand-apart = Gweld galwyr y mae eu hadroddiadau'n sefyll ar wahân
action-undo-a-callers-reports = Dadwneud pob adroddiad sy'n aros gan un galwr
event-callers-compared = Edrychwyd adroddiadau pa alwyr sy'n sefyll ar wahân
event-reports-undoing = Dechreuwyd dadwneud adroddiadau un galwr
event-reports-undone = Setlwyd adroddiadau un galwr fel camgymeriadau
event-reports-undo-ended = Daeth dadwneud adroddiadau un galwr i ben
