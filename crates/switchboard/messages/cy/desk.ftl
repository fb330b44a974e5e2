# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The desk: before the first card

bank-first-title = Cyn i chi ffonio
bank-first-own-number = Bydd aelodau'n gweld eich rhif chi eich hun. Peidiwch â'i guddio.
bank-first-dont-hide = Mae'r gyfraith yn dweud bod galwr yn dangos rhif. Mae rhif cudd hefyd yn edrych fel tric.
bank-first-delete = Mae eich ffôn yn cadw'r rhifau rydych yn eu ffonio: dilëwch nhw.
bank-first-one-card = Byddwch yn cael un aelod ar y tro. Dywedwch wrthym beth ddigwyddodd, ac fe ddaw'r un nesaf.
bank-first-whom-title = Pawb ar y rhestr hon
bank-first-whom = Byddwch yn gwybod hyn am bwy bynnag y byddwch yn ei ffonio. Peidiwch â dweud wrth neb arall.
bank-first-start = Dechrau
bank-first-left-title = Faint o aelodau y gallwch eu ffonio
bank-first-left = { $hour ->
    [one] Un arall yr awr hon
   *[other] { $hour } arall yr awr hon
}, { $evening } heno, { $contest } hyd nes i'r ornest ddod i ben.
bank-first-recorded-title = Beth sy'n cael ei gofnodi
bank-first-recorded = Pob enw a rhif sy'n cael ei ddangos i chi, pryd, a beth rydych chi'n dweud ddigwyddodd. Nid yw galwadau'n cael eu recordio. Gall aelodau ofyn pwy wnaeth eu ffonio.

## The desk: the card

card-title = Eich cerdyn
card-branch = Cangen: { $branch }
card-held = Mae { $name } gyda chi tan { $until }.
card-left-many = Munudau ar ôl: tua #.
card-left-one = Llai na munud ar ôl.
card-left-none = Mae'r amser ar ben. Gallwch ddweud wrthym beth ddigwyddodd o hyd.
card-show-number = Dangos y rhif
card-show-number-hint = Darllenwch y geiriau isod yn gyntaf. Ar ôl i chi weld y rhif, bydd gennych 20 munud.
card-ring = Ffonio
card-extend = Rwy'n dal i siarad
card-opening = Dywedwch yn gyntaf
card-script = Wedyn
card-time-up = Mae'r amser ar gyfer y cerdyn hwn ar ben. Gallwch ddweud wrthym beth ddigwyddodd o hyd.
card-closed = Mae'r cerdyn hwn wedi'i gau. Gallwch ddweud wrthym beth ddigwyddodd o hyd.
card-already-done = Rydych eisoes wedi dweud wrthym beth ddigwyddodd ar y cerdyn hwn.
card-not-shown = Dangoswch y rhif yn gyntaf.
card-no-more-time = Ni ellir cadw'r cerdyn hwn yn hirach. Dywedwch wrthym beth ddigwyddodd.
card-still-open = Mae'r cerdyn hwn gyda chi o hyd. Dywedwch wrthym ar y cerdyn ei hun.
card-call-back = Dewiswch amser i ffonio'n ôl sydd eto i ddod a heb fod yn rhy bell.
card-note-too-long = Mae'r nodyn yn rhy hir. Cadwch ef o dan 500 nod.

outcomes-title = Beth ddigwyddodd?
outcomes-call = Yr alwad
outcomes-person = Y person
outcomes-objection = Dydyn nhw ddim eisiau galwadau
outcomes-objection-hint = Mae hyn yn cyfrif cyn gynted ag y caiff ei gadw, ac ni allwch ei dynnu'n ôl.
outcomes-call-back = Gofynnon nhw am alwad yn ôl
outcomes-call-back-at = Pryd
outcomes-note = Nodyn
outcomes-note-hint = Gall yr aelod ofyn am gael darllen hwn.
outcome-answered = Fe wnaethon ni siarad
outcome-no-answer = Dim ateb
outcome-busy = Llinell brysur
outcome-machine = Peiriant ateb
outcome-refused = Ddim eisiau siarad nawr
outcome-wrong-number = Rhif anghywir
outcome-moved = Wedi symud i ffwrdd
outcome-deceased = Wedi marw
outcome-dont-call-this-campaign = Dim galwadau gan yr ymgyrch hon
outcome-dont-call-any-campaign = Dim galwadau gan unrhyw ymgyrch
outcome-dont-call-anyone = Dim galwadau gan neb yma
outcome-call-back = Ffonio'n ôl bryd hynny
outcome-unreported = Heb ei nodi
report-wrong-number = Rhif anghywir
report-moved = Wedi symud i ffwrdd
report-deceased = Wedi marw

unsent-kept = Heb ei anfon eto. Mae'n ddiogel ar y ffôn hwn. Gallwch fynd ymlaen.
unsent-sealed = Mae'r hyn a diciwyd ac a ysgrifennwyd gennych yn aros gydag ef am ddiwrnod, tra byddwch wedi mewngofnodi.
unsent-open = Mae'r hyn a diciwyd ac a ysgrifennwyd gennych yn aros ar y dudalen hon: cadwch hi ar agor.
unsent-lost = Heb ei anfon, ac ni all y ffôn hwn ei gadw. Arhoswch ar y dudalen hon a rhowch gynnig arall arni.
unsent-sent = Wedi'i anfon nawr. Diolch.

offline-title = Dim cysylltiad
offline-text = Does gan y ffôn hwn ddim cysylltiad ar hyn o bryd. Dywedwch beth ddigwyddodd ar eich cerdyn: mae'n cael ei gadw ar y ffôn hwn, a'i anfon pan ddaw'r cysylltiad yn ôl.
offline-answers = Nid yw'r person yn cael ei ddangos heb gysylltiad. Nid yw'r hyn a diciwyd neu a ysgrifennwyd gennych o'r blaen ar y dudalen hon.

saved-title = Wedi'i gadw
saved-outcome = Diolch. Mae wedi'i gadw.
saved-objection = Diolch. Ni fyddant yn cael galwadau fel hyn eto, o hyn ymlaen.
saved-report = Diolch. Ni fydd eich ymgyrch yn eu ffonio. Bydd y swyddog aelodaeth yn edrych i mewn i'r peth.
saved-what = Yr hyn a ddewisoch:
saved-call-back = I'w ffonio eto ar { $day } am { $time }.
saved-next = Aelod nesaf
saved-left = { $hour ->
    [one] Gallwch ffonio un arall yr awr hon
   *[other] Gallwch ffonio { $hour } arall yr awr hon
}, { $evening } heno.
desk-stop = Stopio am y tro

late-title = Beth ddigwyddodd ar y cerdyn hwnnw?
late-text = Nid oes dim am y person ar y cerdyn hwn yn cael ei ddangos mwyach. Mae eich ateb yn cyfrif o hyd.
late-taken-back = Ni ddylid eu ffonio mwyach, o hyn ymlaen. Os ydych yn siarad â nhw, dewch â'r alwad i ben, os gwelwch yn dda.
late-unclear = Dewiswch beth ddigwyddodd. I ffonio'n ôl, dewiswch amser hefyd.
late-saved = Diolch. Wedi'i gadw.

empty-title = Neb i'w ffonio nawr
empty-nobody-left = Mae pawb yn y banc ffôn hwn wedi cael galwad, neu ni cheir eu ffonio.
empty-nobody-now = Mae aelodau ar ôl, ond ni ellir ffonio neb ohonynt nawr.
empty-nobody-chosen = Ni ellid rhoi neb yn y banc ffôn hwn. Gall ei drefnydd ddarllen pam ar ei dudalen, a gwneud un arall: gofynnwch iddynt.
empty-paused = Mae'r trefnydd wedi oedi'r banc ffôn hwn.
empty-bank-closed = Mae'r banc ffôn hwn wedi cau am byth. Gofynnwch i'w drefnydd a oes un arall i chi.
empty-closed = Nid yw'r ornest yn ei chyfnod galw.
empty-again-at = Efallai y bydd yn werth rhoi cynnig arni am { $time }.
empty-again = Rhoi cynnig arall arni
empty-reasons = Pam na ellir ffonio aelodau nawr
empty-reason = Rheswm
empty-members = Aelodau
empty-from = Ar y cynharaf o
empty-list-too-old = Mae'r rhestr o rifau nad ydynt am gael galwadau ar goll neu'n rhy hen, felly nid oes neb yn cael ei ffonio. Gall swyddfa eich sefydliad fewnforio un newydd. Dywedwch wrth eich trefnydd.
why-stopped = Ddim eisiau galwadau, neu ni cheir eu ffonio
why-waits = Yn aros oherwydd galwad, un gan eich ymgyrch chi neu ymgyrch arall: ni ddywedir faint
why-done = Wedi cael galwad yn barod, neu gyda galwr nawr
watch-fills-at = Bydd rhywun i'w ffonio o { $time } ymlaen.
watch-untold = Dywedir pam na ellir ffonio aelodau nawr am bedwar sampl cyntaf ymgyrch. Un arall yw hwn: byddai llawer o samplau ochr yn ochr yn dweud cyn lleied sydd ar gyfer pob rheswm.
not-now-deceased = Wedi marw
not-now-ended = Ddim yn aelod bellach
not-now-restricted = Ni cheir defnyddio eu data
not-now-protected = Wedi'u diogelu
not-now-objection = Ddim eisiau galwadau
not-now-under-age = Gall fod yn rhy ifanc
not-now-reported = Wedi'i nodi gan eich ymgyrch, yn aros am y swyddog
not-now-no-number = Dim rhif i'w ffonio
not-now-do-not-call = Mae'r rhif ar y rhestr peidio â ffonio
not-now-open-elsewhere = Gyda galwr arall
not-now-number-open-elsewhere = Mae rhywun ar yr un rhif gyda galwr arall
not-now-resting = Yn aros ar ôl galwad, neu am amser a gytunwyd
not-now-outside-hours = Y tu allan i oriau galw
not-now-own-household = Rhywun ar eich rhif neu yn eich cyfeiriad chi eich hun, neu chi eich hun
not-now-staff = Yn gweithio i'r sefydliad, neu i'ch ymgyrch
not-now-screened = Ar restr o rifau nad ydynt am gael galwadau
not-now-office-number = Rhif swyddfa, a roddwyd gan lawer o aelodau
not-now-calls-used = Wedi cael cynifer o alwadau ag y caiff eich ymgyrch eu gwneud
not-now-list-too-old = Mae'r rhestr o rifau nad ydynt am gael galwadau ar goll neu'n rhy hen, felly nid oes neb yn cael ei ffonio
not-now-kept-for = Yn cael ei gadw i ymgyrch arall yn gyntaf
event-screening-imported = Mewnforiwyd rhestr o rifau nad ydynt am gael galwadau
action-import-a-screening-list = Mewnforio rhestr o rifau nad ydynt am gael galwadau

budget-spent-title = Dyna'r cyfan am y tro
budget-hour-spent = Rydych wedi cael eich holl aelodau ar gyfer yr awr hon.
budget-evening-spent = Rydych wedi cael eich holl aelodau ar gyfer heno.
budget-contest-spent = Rydych wedi cael eich holl aelodau ar gyfer yr ornest hon. Diolch am eich gwaith.
budget-spent-again = Gallwch fynd ymlaen o { $time }.
budget-spent-why = Mae'r nifer yr un fath i bob ymgyrch. Mae'n atal unrhyw un rhag mynd â'r rhestr adref.

saved-change = Digwyddodd rhywbeth arall
saved-change-until = Gallwch ei newid tan { $time }.
change-title = Digwyddodd rhywbeth arall
change-saved = Wedi'i gadw hyd yma:
change-until = Gallwch ei newid tan { $time }. Bydd yr hyn y byddwch yn ei ddewis nawr yn cymryd ei le.
change-note = Dim ond gyda chanlyniad gwahanol i'r un sydd wedi'i gadw y cedwir nodyn.
change-asked = Os siaradoch chi: y cwestiynau
change-answers = Mae'r hyn a ddewiswch neu a ysgrifennwch yma yn cymryd lle popeth a diciwyd gennych o'r blaen, hefyd os yr un canlyniad ag a gadwyd ydyw. Gadewch ef yn wag, ac mae'r hyn a diciwyd gennych yn aros os siaradoch chi bryd hynny hefyd. Ni chedwir dim lle na siaradoch chi.
change-leave = Ei adael fel y mae
card-too-late = Gellir newid canlyniad yr alwad am un funud. Mae'r amser hwnnw ar ben. Dywedwch wrth eich trefnydd os oedd yn anghywir.
back-title = Mae rhywun yn fy ffonio'n ôl
back-text = Teipiwch y rhif sy'n ffonio. Os gwnaethoch ffonio'r aelod hwnnw'n ddiweddar, bydd y cerdyn yn dod yn ôl atoch.
back-number = Y rhif sy'n ffonio
back-number-hint = Mae hyn yn cyfrif fel un o'ch cardiau, beth bynnag ddaw ohono.
back-ask = Pwy sydd yna?
back-not = Ddim nawr
back-nobody = Ni allwn ddweud wrthych pwy yw hwn.
back-nobody-say = Efallai mai rhywun na wnaethoch ei ffonio ydyw, neu rywun sydd ddim eisiau galwadau. Dywedwch pwy ydych chi ac ar ran pwy rydych yn ffonio. Os byddant yn gofyn, mae ein sefydliad yn dweud wrth bob aelod pwy wnaeth eu ffonio.
back-held = Mae cerdyn ar eich desg. Dywedwch yn gyntaf beth ddigwyddodd arno.
back-to-card = I'm cerdyn
back-go-on = Aelod nesaf
evening-title = Fy noson
evening-cards = { $cards ->
    [0] Nid ydych wedi cael cerdyn heno.
    [one] Rydych wedi cael un cerdyn heno, ac wedi gweld { $numbers } o'r rhifau.
    [two] Rydych wedi cael { $cards } gerdyn heno, ac wedi gweld { $numbers } o'r rhifau.
    [few] Rydych wedi cael { $cards } cherdyn heno, ac wedi gweld { $numbers } o'r rhifau.
    [many] Rydych wedi cael { $cards } cherdyn heno, ac wedi gweld { $numbers } o'r rhifau.
   *[other] Rydych wedi cael { $cards } cerdyn heno, ac wedi gweld { $numbers } o'r rhifau.
}
evening-outcomes = Beth ddaeth o'ch cardiau yn y banc hwn, pob noson gyda'i gilydd
evening-what = Beth ddigwyddodd
evening-how-many = Faint
evening-go-on = Aelod nesaf
evening-end-title = Dyna ni am heno
evening-end = Gorffen fy noson
