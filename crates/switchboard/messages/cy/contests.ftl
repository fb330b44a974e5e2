# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.

## The returning officer

role-membership-officer = Swyddog aelodaeth
role-returning-officer = Swyddog canlyniadau
role-dpo = Swyddog diogelu data
role-organiser = Trefnydd
role-caller = Galwr
role-committee = Aelod o'r pwyllgor
role-auditor = Archwilydd
contest-title = Gornest
contest-phase-before = Nid yw'r ffonio wedi dechrau.
contest-phase-calling = Gall ymgyrchoedd ffonio nawr.
contest-phase-over = Mae'r ffonio ar ben.
contest-calling = Mae'r ffonio o { $from } tan { $until }.
contest-terms = Yr un telerau i bawb
contest-terms-text = Mae pob ymgyrch yn cael hyn yn union.
contest-snapshot = Aelodau fel yr oeddent ar
contest-fields = Beth mae galwr yn ei weld
contest-cards = Aelodau i un cyfrif
contest-cards-text = { $hour } yr awr, { $evening } y noson, { $contest } yn yr ornest
contest-campaigns = Ymgyrchoedd
contest-campaigns-caption = Ymgyrchoedd ochr yn ochr
contest-no-campaigns = Nid oes ymgyrch eto.
contest-campaign = Ymgyrch
contest-banks = Banciau ffôn
contest-callers = Galwyr
contest-on-now = Wrthi nawr
contest-dealt = Aelodau a ddangoswyd
contest-accounts = Cyfrifon
contest-accounts-caption = Cyfrifon a'r hyn y cânt ei wneud
contest-no-accounts = Nid oes cyfrif eto.
contest-account = Cyfrif
contest-role = Rôl
contest-whole = Y sefydliad cyfan
contest-state = Nawr
contest-more-accounts = Mwy o gyfrifon
account-state-on = Ymlaen
account-state-off = Nid yw ymlaen
account-state-ended = Mynediad ar ben

## What a campaign wrote is destroyed

shredding-title = Tystysgrif dinistrio
shredding-text = Ar { $time } dinistriwyd allwedd yr ymgyrch hon. Ers hynny ni all neb agor yn Switchboard yr hyn a ysgrifennodd am aelodau.
shredding-gone-key = Allwedd yr ymgyrch, a oedd yn cloi ei holl nodiadau.
shredding-gone-notes = { $n ->
    [one] Un nodyn.
    [two] Dau nodyn.
   *[other] { $n } o nodiadau.
 }
shredding-gone-calls = { $n ->
    [one] Beth ddaeth o un alwad, a galwad pwy oedd hi.
    [two] Beth ddaeth o ddwy alwad, a galwadau pwy oedden nhw.
   *[other] Beth ddaeth o { $n } o alwadau, a galwadau pwy oedden nhw.
 }
shredding-gone-turns = { $n ->
    [one] Un lle yng nghiwiau'r ymgyrch.
    [two] Dau le yng nghiwiau'r ymgyrch.
   *[other] { $n } o leoedd yng nghiwiau'r ymgyrch.
 }
shredding-swept = Dilëwyd yr olaf o hyn ar { $time }.
shredding-going-on = Mae'r hyn a ddaeth o'r galwadau'n cael ei ddileu nawr. Edrychwch eto ymhen ychydig funudau.
shredding-stays-ledger = Y llyfr cofnodion: pwy ffoniodd dros yr ymgyrch a phryd, a beth ddaeth o bob galwad. Nid oes tudalen sy'n ei ddangos i neb ond yr aelod; gallai pwy bynnag sy'n dal y peiriant ac allwedd y llyfr cofnodion ei ddarllen yno o hyd.
shredding-stays-reports = Yr hyn a ddywedodd galwyr wrth y swyddfa: pwy sydd wedi marw neu symud, a rhifau anghywir.
shredding-stays-objections = Nad yw aelod am gael galwadau.
shredding-stays-counts = Faint o alwadau a fu, heb enw neb.
shredding-stays-complaints = Galwad pwy oedd hi, lle mae cwyn amdani'n aros: nes bod y swyddog diogelu data wedi'i datrys.
shredding-backups = Mae copïau wrth gefn yn dal ei nodiadau wedi'u cloi ag allwedd a fydd yn cael ei dinistrio. O ddiwedd { $day } ni ellir eu darllen yn unman.
shredding-entry = Cofnod am yr allwedd
shredding-sweep-entry = Cofnod am y gweddill
shredding-not-yet = Nid yw'r ornest hon wedi'i dileu eto.
shredding-not-yet-text = Ar ddiwrnod ei dileu mae allwedd yr ymgyrch yn cael ei dinistrio, a bydd y dudalen hon yn dweud hynny.
## The calendar of contests

calendar-title = Calendr gornestau
calendar-home = Pryd mae pob cyfnod o ornest yn dechrau
nav-calendar = Calendr gornestau
nav-calendar-hint = Pryd mae pob cyfnod yn dechrau, a beth sy'n rhaid bod yn barod cyn hynny
calendar-text = Amser lleol yw pob amser ({ $zone }). Mae cyfnod yn dechrau ar yr union eiliad. Gellir ffonio aelodau o “Gall ymgyrchoedd ffonio” tan “Mae'r ffonio ar ben”, ac nid ar unrhyw adeg arall.
calendar-unreadable = { $n ->
    [one] Ni ellir dangos un ornest, ac nid oes dim ynddi'n dechrau: mae'r hyn a gadwyd ohoni wedi'i ddifrodi. Gofynnwch i bwy bynnag sy'n rhedeg y rhaglen.
    [two] Ni ellir dangos dwy ornest, ac nid oes dim ynddynt yn dechrau: mae'r hyn a gadwyd ohonynt wedi'i ddifrodi. Gofynnwch i bwy bynnag sy'n rhedeg y rhaglen.
   *[other] Ni ellir dangos { $n } o ornestau, ac nid oes dim ynddynt yn dechrau: mae'r hyn a gadwyd ohonynt wedi'i ddifrodi. Gofynnwch i bwy bynnag sy'n rhedeg y rhaglen.
 }
calendar-none = Nid ydych yn gweithio i unrhyw ornest nawr.
calendar-add = Ychwanegu gornest
calendar-kind-contest = Mae ymgeiswyr yn cystadlu. Mae pob ymgyrch yn cael yr un aelodau, sy'n cael eu pennu pan fydd y ffonio'n dechrau.
calendar-kind-standing = Ymgyrch heb gystadleuwyr. Mae'n ffonio'r aelodau fel y maent ar y gofrestr bob dydd.
calendar-late = Dylai'r ffonio fod wedi dechrau: { $time }. Mae'n aros nes bod popeth yn barod ac wedi'i lofnodi.
calendar-caption = Cyfnodau: { $name }
calendar-phase = Cyfnod
calendar-begins = Yn dechrau
calendar-stands = Nawr
calendar-moved = { $to } (symudwyd o { $from })
calendar-over = Ar ben
calendar-now = Yn rhedeg nawr
calendar-comes = Ddim eto
calendar-move-phase = Symud dechrau'r cyfnod
calendar-move-to = I
calendar-move = Ei symud
calendar-back = Yn ôl i'r calendr
calendar-said-added = Mae'r ornest wedi'i hychwanegu. Mae gan bob ymgyrch fanc ffôn, sydd wedi'i oedi. Edrychwch beth sy'n rhaid bod yn barod cyn i'r ffonio allu dechrau.
calendar-said-moved = Mae'r dyddiad wedi'i symud. Mae pawb sy'n gweithio i'r ornest hon yn gweld o ba bryd i ba bryd.
calendar-said-begun = Mae'r cyfnod hwnnw wedi dechrau, neu mae ei ddyddiad wedi mynd heibio. Dim ond rhai hwyrach y gellir eu symud. Ni newidiwyd dim.
calendar-said-past = Mae'r amser hwnnw wedi mynd heibio. Dewiswch un hwyrach. Ni newidiwyd dim.
calendar-said-too-soon = Ni all y ffonio, y bleidlais na diwedd y ffonio ddod yn gynt nag awr o nawr, er mwyn i bob ymgyrch gael clywed. Ni newidiwyd dim.
calendar-said-order = Byddai cyfnod wedyn yn dechrau cyn yr un o'i flaen. Newidiwch un o'r ddau. Ni newidiwyd dim.
calendar-said-unclear = Ni ellir darllen y dyddiad hwnnw. Dewiswch ddiwrnod ac amser. Ni newidiwyd dim.
calendar-said-skipped = Nid yw'r amser hwnnw'n bodoli: mae'r clociau'n cael eu troi ymlaen drosto. Dewiswch un awr yn hwyrach. Ni newidiwyd dim.
calendar-said-twice = Mae'r amser hwnnw'n dod ddwywaith: mae'r clociau'n cael eu troi'n ôl drosto. Dewiswch un cyn neu ar ôl yr awr honno. Ni newidiwyd dim.
calendar-new-title = Ychwanegu gornest
calendar-new-text = Mae pob ymgyrch yn cael yr un aelodau, yr un meysydd a'r un terfynau, yn yr un eiliad.
calendar-new-name = Enw'r ornest
calendar-new-campaigns = Ymgyrchoedd
calendar-new-campaigns-hint = Un ar bob llinell.
calendar-new-standing = Un ymgyrch heb gystadleuwyr yw hon: galwadau am bleidleisio, ôl-ddyledion neu groesawu.
calendar-new-first-names = Mae galwyr yn gweld enwau cyntaf yn lle teitlau a chyfenwau.
calendar-new-not-standing = Gadewch yn wag ar gyfer ymgyrch heb gystadleuwyr.
calendar-new-button = Ei hychwanegu
calendar-wrong-name = Mae'r enw ar goll, neu'n hirach nag 80 llythyren.
calendar-wrong-campaigns = Enwch bob ymgyrch ar ei llinell ei hun: o leiaf un, 50 ar y mwyaf, pob un ag 80 llythyren ar y mwyaf.
calendar-wrong-alone = Mae ymgyrch heb gystadleuwyr ar ei phen ei hun. Enwch un, neu gadewch y blwch yn wag.
calendar-wrong-date = Mae dyddiad ar goll neu ni ellir ei ddarllen. Dewiswch ddiwrnod ac amser ar gyfer pob cyfnod.
phase-announced = Cyhoeddi
phase-nominations = Enwebiadau
phase-access = Gall ymgyrchoedd ffonio
phase-ballot = Mae aelodau'n pleidleisio, a gellir eu ffonio
phase-closed = Mae'r ffonio ar ben
phase-deleted = Mae'r hyn a ysgrifennodd ymgyrchoedd yn cael ei ddileu

## Ready to open

ready-title = Barod i agor
ready-text = Mae'r ffonio'n dechrau: { $time }, os bydd popeth yma'n barod ac wedi'i lofnodi gan y swyddog diogelu data.
ready-opened = Mae'r ffonio wedi dechrau. Mae'r hyn a lofnodwyd yn aros yma.
ready-signed = Yn barod ac wedi'i lofnodi.
ready-fell = Newidiodd ers iddo gael ei lofnodi. Rhaid ei lofnodi eto.
ready-waits = Yn aros am y swyddog diogelu data.
ready-never = Heb ei lofnodi. Dechreuodd y ffonio hebddo.
ready-nothing = Nid yw'n barod.
ready-by = Llofnodwyd gan { $name }, { $time }.
ready-dpia = Asesiad effaith
ready-dpia-text = Mae'r drafft isod wedi'i wneud o'r gosodiadau fel y maent nawr. Pan fydd gosodiad yn newid, nid yw'r llofnod yn cyfrif mwyach.
ready-notice = Beth mae galwyr yn cael ei wybod
ready-notice-text = Mae pawb sy'n ymuno yn darllen beth sy'n cael ei gofnodi amdanynt, pwy sy'n ei weld a sut i wrthwynebu.
ready-opening-lines = Llinellau agoriadol
ready-opening-lines-text = Yr hyn y mae pob galwr yn ei ddweud gyntaf, ar y dudalen “Llinellau agoriadol”. Llofnodwch ei fod yn dweud pwy sy'n galw, dros bwy, sut y mae'r rhif gennych, ac y gellir gwrthod. Os caiff ei newid, mae'r llofnod yn syrthio.
ready-tps = Y Gwasanaeth Dewis Ffôn (TPS)
ready-tps-text = Mae'r rhestr o rifau nad ydynt am gael galwadau yma, ac nid yw'n rhy hen. Lle nad yw'r rheolau ffonio yn gofyn am restr, llofnodwch nad yw'n cael ei defnyddio, a dywedwch pam.
ready-restore = Rhoddwyd cynnig ar adfer
ready-restore-text = Adferodd rhywun gopi wrth gefn ar beiriant arall a gweld ei fod yn gweithio, yn y 90 diwrnod diwethaf.
ready-roster = Pwy sydd ar ddyletswydd
ready-roster-text = Mae un person yn ateb larymau, ac un arall yn ei le. Mae'r ddau'n dal swydd.
ready-reason-is = Ddim yn cael ei ddefnyddio: { $reason }
ready-day-is = Rhoddwyd cynnig arno: { $day }.
ready-reason = Pam y gall galwadau ddechrau hebddo
ready-day = Y diwrnod y rhoddwyd cynnig arno
ready-sign = Llofnodi
ready-sign-unused = Llofnodi “ddim yn cael ei ddefnyddio”
ready-duty-title = Ar ddyletswydd
ready-duty = Yn ateb larymau
ready-deputy = Yn ei le
ready-duty-set = Dweud pwy
ready-draft = Drafft o'r asesiad effaith
ready-holds = Y testun Saesneg sy'n cael ei lofnodi, sef testun y drafft hwn a'r hysbysiad i'r rhai sy'n ymuno. Darllenwch ef yn Saesneg cyn llofnodi.
ready-draft-text = Wedi'i wneud o'r gosodiadau fel y maent nawr. Drafft ydyw: y swyddog diogelu data sy'n barnu a yw'n ddigon, ac sy'n ysgrifennu'r hyn nad yw'n ei wybod.
ready-draft-link = Darllen y drafft
ready-said-signed = Mae wedi'i lofnodi.
ready-said-changed = Newidiodd tra oeddech yn ei ddarllen, neu nid yw'n barod. Darllenwch ef eto. Ni lofnodwyd dim.
ready-said-no-reason = Dywedwch pam y gall galwadau ddechrau hebddo. Ni lofnodwyd dim.
ready-said-no-day = Rhowch y diwrnod y rhoddwyd cynnig arno, o fewn y 90 diwrnod diwethaf. Ni lofnodwyd dim.
ready-said-open = Mae'r ffonio wedi dechrau, felly nid oes dim yn cael ei lofnodi mwyach. Ni newidiwyd dim.
ready-said-duty-set = Dywedwyd pwy sydd ar ddyletswydd. Cyn i'r ffonio ddechrau rhaid llofnodi hynny.
ready-said-duty-same = Mae'n gofyn am ddau berson gwahanol. Ni newidiwyd dim.
ready-said-duty-not-there = Nid yw un ohonynt yn dal swydd mwyach. Ni newidiwyd dim.
dpia-organisation = Sefydliad
dpia-contest = Ar gyfer beth
dpia-kind = Math
dpia-zone = Cylchfa amser
dpia-rules = Rheolau ffonio
dpia-fields = Beth mae galwr yn ei weld
dpia-cards-hour = Y nifer mwyaf o aelodau i un cyfrif mewn awr
dpia-cards-evening = Y nifer mwyaf o aelodau i un cyfrif mewn noson
dpia-cards-contest = Y nifer mwyaf o aelodau i un cyfrif yn yr ornest gyfan
dpia-backups = Nifer y diwrnodau y mae copïau wrth gefn yn cael eu cadw
dpia-campaign = Ymgyrch
dpia-access = Galwadau'n dechrau
dpia-ballot = Pleidleisio'n dechrau
dpia-closed = Galwadau'n dod i ben
dpia-deleted = Mae'r hyn a ysgrifennodd ymgyrchoedd yn cael ei ddileu
dpia-opening = Llinellau agoriadol pob galwad
dpia-bank = Banc ffôn â'i eiriau cyntaf ei hun, nid oes nodiadau'n cael eu hysgrifennu
dpia-bank-notes = Banc ffôn â'i eiriau cyntaf ei hun, gellir ysgrifennu nodiadau
dpia-kept = Rheol ar gyfer cadw
dpia-kept-for = { $what }: am { $months ->
    [one] un mis
    [two] ddau fis
   *[other] { $months } mis
}
dpia-nobody = Neb eto
dpia-not-signed = Heb ei lofnodi eto.
dpia-part-what = Beth sy'n cael ei wneud, ac ar gyfer pwy
dpia-part-shown = Beth sy'n cael ei ddangos i alwyr, a faint y gall unrhyw un ei ddysgu
dpia-part-basis = Pam y gellir ffonio aelodau
dpia-part-kept = Pa mor hir y mae'n cael ei gadw
dpia-part-asked = Pwy a holwyd
dpia-part-risks = Beth allai fynd o'i le, a beth sy'n cael ei wneud am hynny
dpia-part-duty = Pwy sydd ar ddyletswydd
dpia-say-what = Mae gwirfoddolwyr ymgyrchoedd yn ffonio aelodau'r sefydliad. Aelodau plaid, undeb neu elusen: gall y ffaith bod rhywun yn aelod ddweud beth mae'n ei gredu, felly mae angen gofal.
dpia-say-shown = Mae un aelod ar y tro yn cael ei ddangos i alwr, wedi'i ddewis gan y rhaglen, a'r rhif wrth ffonio. Nid oes galwr yn cael rhestr, ffeil na chwiliad. Mae pob edrychiad mewn llyfr cofnodion na ellir ei newid heb i rywun weld, a gall yr aelod ddarllen pwy edrychodd.
dpia-say-account = Y mwyaf y gall un cyfrif ei ddysgu yw'r terfyn isod. Gall cyfrif newydd weld llai o aelodau i ddechrau.
dpia-say-campaign = Y mwyaf y gall un ymgyrch ei ddysgu yw pob aelod y mae'n ei ffonio, drwy ei holl gyfrifon gyda'i gilydd, pob un o fewn y terfynau isod. O ymgyrch arall mae'n gweld yr hyn y mae pawb yn ei weld: ffigurau wedi'u talgrynnu i'r cant. Nid yw ei nodiadau'n agor i unrhyw ymgyrch arall.
dpia-say-basis = Nid yw'r rhaglen yn gwybod ar ba sail gyfreithiol yr ydych yn ffonio aelodau, nac a ddywedwyd hynny wrthynt pan wnaethant ymuno. Ysgrifennwch hynny lle rydych yn cadw'r asesiad wedi'i lofnodi: y sail, hefyd am y ffaith bod aelodaeth yn gallu dweud beth mae rhywun yn ei gredu, a ble mae aelodau'n ei ddarllen.
dpia-say-needed = A oes angen galwad at hyn, neu a wnâi llythyr y tro? Mae'r rhaglen yn dangos llai nag y byddai rhestr, ac ni all farnu hynny.
dpia-say-kept = Nid yw'r hyn a ysgrifennodd yr ymgyrchoedd, nodiadau ac atebion i'w cwestiynau, yn agor i neb o'r dyddiad isod ymlaen, ac yna caiff ei ddileu. Fis fan bellaf ar ôl y dyddiau isod nid oes copi wrth gefn yn ei agor chwaith. Mae beth bynnag nad oes rheol amdano yma yn cael ei gadw nes i rywun osod un: edrychiadau, adroddiadau, sesiynau, aelodau a adawodd. Mae'r dudalen “Am faint y mae pethau'n cael eu cadw” yn gosod rheolau.
dpia-say-asked = Nid yw'r rhaglen yn gwybod pwy a holwyd: aelodau, yr ymgyrchoedd, y rhai sy'n gofalu am y peiriant. Ysgrifennwch hynny lle rydych yn cadw'r asesiad wedi'i lofnodi.
dpia-risk-list = Gallai ymgyrch geisio mynd â'r aelodau adref, fesul un. Mae gan bob cyfrif derfynau, mae'n gweld un aelod ar y tro, ac mae pob edrychiad yn y llyfr cofnodion: gellir olrhain edrychiadau pwy sy'n cyfateb i restr sy'n dod i'r golwg.
dpia-risk-again = Gallai aelod gael ei ffonio dro ar ôl tro, neu ar ôl gwrthod. Mae aelod yn cael llonydd ar ôl galwad, ac mae “peidiwch â'm ffonio” yn dal ar gyfer pob ymgyrch o'r un eiliad.
dpia-risk-wrong = Gallai rhywun gael gwybod drwy gamgymeriad fod person yn aelod. Darllenwch y llinellau agoriadol uchod gyda hynny mewn cof: dylent ofyn am y person yn gyntaf. Rhoddir gwybod am rif anghywir o'r alwad, ac nid yw'n cael ei ffonio eto.
dpia-risk-rival = Gallai ymgyrch ddarllen yr hyn a ysgrifennodd un arall, neu gael aelodau'n gynharach. Mae'r hyn y mae pob un yn ei ysgrifennu wedi'i selio â'i hallwedd ei hun, ac mae pob un yn cael yr un aelodau yn yr un eiliad.
dpia-risk-office = Gallai rhywun yn y pencadlys edrych heb angen. Mae pob edrychiad yn cael ei gofnodi, rhaid egluro rhai, mae'r hyn sy'n rhoi mwy yn gofyn am ddau berson, ac mae edrychiadau'r pencadlys yn cael eu cyfrif ar y dudalen degwch.
dpia-risk-machine = Gall pwy bynnag sy'n dal y peiriant a'i allweddi ddarllen popeth heibio i'r rhaglen. Nid oes llyfr cofnodion yn dangos hynny. Dewiswch y person hwnnw'n ofalus, a chadwch yr allweddi ar wahân i'r copïau wrth gefn.

action-see-the-calendar-of-contests = Gweld pryd mae cyfnodau eich gornestau'n dechrau
action-see-what-must-be-ready = Gweld beth sy'n rhaid bod yn barod cyn i'r ffonio ddechrau
action-sign-that-something-is-ready = Llofnodi bod rhywbeth yn barod cyn i'r ffonio ddechrau
action-say-who-is-on-duty = Dweud pwy sy'n ateb larymau
action-move-a-phases-date = Symud dyddiad cyfnod

event-date-moved = Symudwyd dyddiad cyfnod
event-snapshot-prepared = Pennwyd aelodau gornest, cyn iddi agor
event-snapshot-gone = Dilëwyd rhestr sefydlog aelodau gornest
event-contest-late = Ni allai gornest agor, am nad yw rhywbeth yn barod
event-ready-signed = Llofnodwyd bod rhywbeth yn barod cyn i'r ffonio ddechrau
event-duty-set = Dywedwyd pwy sy'n ateb larymau

letter-draw-words-subject = { $organisation }: dangoswch eiriau eich ymgyrch ar gyfer y coelbren
letter-draw-words-body =
    Ar { $place } gellir dangos geiriau'r coelbren nawr. Nid oes ôl bys yn cael ei dderbyn mwyach.

    Os yw eich ymgyrch wedi rhoi ôl bys i mewn, dangoswch ei geiriau ar dudalen yr ymgyrch cyn { $due }. Os na wnaiff, ni fydd ganddi hawl i'r alwad gyntaf ar neb: mae ei chyfran yn mynd i'r lleill, a gall pawb weld hynny. Mae'r geiriau'n cael eu cyhoeddi pan fyddwch yn eu dangos.

letter-contest-late-subject = { $organisation }: mae gornest yn aros am lofnodion
letter-contest-late-body =
    Ar { $place } dylai'r ffonio fod wedi dechrau: { $due }. Ni ddechreuodd, am nad yw rhywbeth yn barod, neu heb ei lofnodi gan y swyddog diogelu data.

    Mae'r hyn sydd ar goll i'w weld ar dudalen “Barod i agor” yr ornest. Mae'r ffonio'n dechrau ohono'i hun cyn gynted ag y bydd y cyfan wedi'i lofnodi.
