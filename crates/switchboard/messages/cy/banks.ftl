# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The organiser

watch-title = Banc ffôn
watch-state-open = Ar agor.
watch-state-paused = Wedi'i oedi.
watch-missed = Nid oes neb yn mynd i mewn i'r banc ffôn hwn. Roedd ei aelodau i gael eu dewis yn ôl yr hyn a ddaeth o'ch galwadau eich hun. Naill ai cafodd hwnnw ei ddiweddaru eto cyn iddynt gael eu rhoi ynddo: gwnewch gopi ohono felly, neu un newydd lle nad yw ei atebion yn cael eu cyfrif mwyach. Neu roedd llai na thua 100 ohonynt yn dal i sefyll felly: ni fydd copi'n ffonio neb chwaith, nes caiff yr hyn a ddaeth o'ch galwadau eich hun ei ddiweddaru nesaf.
watch-counted-at = Cyfrifwyd am { $time }.
watch-stale = Ddim yn fyw ar hyn o bryd. Yn rhoi cynnig arall arni.
watch-open = Agor y banc ffôn hwn
watch-pause = Oedi'r banc ffôn hwn
watch-audience = Aelodau i'w ffonio
watch-rung = Wedi'u ffonio
watch-reached = Wedi siarad â nhw
watch-left = Ar ôl i'w ffonio
watch-outcomes = Beth ddigwyddodd
watch-no-outcomes = Nid oes neb wedi cael galwad eto.
watch-chart = Bar ar gyfer pob canlyniad. Mae'r un rhifau yn y tabl.
watch-outcomes-caption = Galwadau yn ôl canlyniad, tua
watch-outcome = Canlyniad yr alwad
watch-calls = Galwadau
watch-callers = Pwy sydd wrthi
watch-nobody-on = Nid oes neb wrthi nawr.
watch-account = Cyfrif
watch-since = Ers
watch-cards = Aelodau heno
watch-bound-title = Y mwyaf y gellir ei ddysgu
watch-bound = { $account ->
    [one] Gall un cyfrif ddysgu am un aelod ar y mwyaf heno
   *[other] Gall un cyfrif ddysgu am { $account } aelod ar y mwyaf heno
}; eich ymgyrch am { $campaign } ar y mwyaf.
watch-state-closed = Wedi cau am byth.
close-title = Cau am byth
close-heading = Cau “{ $bank }” am byth?
close-no-cards = Ni roddir aelod i neb i'w ffonio ynddo mwyach.
close-on-desks = Bydd galwadau sydd ar y gweill yn gorffen fel arfer. Mae'r hyn a ddaw ohonynt yn dal i gael ei gofnodi.
close-call-backs = Ni fydd aelodau a ofynnodd am alwad arall yn cael eu ffonio ohono: mae { $count } yn aros am hynny nawr. Oedwch ef yn lle hynny os bydd rhywun yn eu ffonio.
close-shifts = Ni chaiff sifftiau sydd wedi'u trefnu ynddo eu canslo. Canslwch nhw yn gyntaf os nad oes neb i ddod.
close-figures = Mae ei ffigurau'n aros.
close-for-good = Ni ellir ei agor eto. Gallwch wneud copi ohono. Dim ond os caiff popeth ei adfer o gopi wrth gefn hŷn y daw yn ôl, wedi'i oedi; caewch ef eto bryd hynny.
close-do = Ei gau am byth
close-back = Yn ôl i'r banc ffôn
copy-title = Gwneud copi
copy-heading = Copi o “{ $bank }”
copy-text = Mae gan y copi'r un sgript a'r un geiriau, ac mae'n ffonio'r un grwpiau. Mae'n dechrau heb fod neb wedi'i ffonio.
copy-everybody = Mae'n ffonio pawb.
copy-groups = Mae'n ffonio: { $groups }.
copy-group = { $field }: { $group }
copy-sample = { $count ->
    [zero] Nid oes neb ohonynt yn cael ei dynnu ar hap.
    [one] Mae un ohonynt yn cael ei dynnu ar hap.
    [two] Mae { $count } ohonynt yn cael eu tynnu ar hap.
    [few] Mae { $count } ohonynt yn cael eu tynnu ar hap.
    [many] Mae { $count } ohonynt yn cael eu tynnu ar hap.
   *[other] Mae { $count } ohonynt yn cael eu tynnu ar hap.
}
copy-draw = Pwy sy'n cael eu tynnu, ac ym mha drefn y cânt eu ffonio
copy-anew = Tynnu o'r newydd
copy-same = Yr un aelodau yn yr un drefn, cyn belled â'u bod yn dal yn y grwpiau hyn
copy-questions = Mae'r aelodau'n cael eu cyfrif eto fel y cawsant eu pennu ar gyfer eich gornest. Os nad oes neb wedi gofyn am y grwpiau hyn o'r blaen, mae'n cyfrif fel un o gwestiynau eich ymgyrch.
copy-not-counted = Nid yw'r atebion i “{ $question }” yn cael eu cyfrif mwyach. Ychwanegwch fanc ffôn newydd.
copy-not-counted-any = Nid yw'r atebion y dewiswyd ei aelodau yn eu hôl yn cael eu cyfrif mwyach. Ychwanegwch fanc ffôn newydd.
copy-do = Gwneud y copi
groups-title = Pa mor bell y mae gyda phob grŵp
groups-text = Fel yr oedd am { $time }.
groups-how = Mae'r niferoedd hyn yn aros yr un fath nes y bydd o leiaf 100 aelod arall wedi cael sgwrs, a hanner cymaint eto ag o'r blaen, fel na all neb ddweud ohonynt ym mha grŵp y mae un aelod. Mae pob un yn cael ei symud i fyny neu i lawr hyd at 35, bob tro o'r newydd, a'i dalgrynnu i 5. Mae llinell yn sefyll am lai na thua 100, a lle byddai rhif yn dweud am ychydig. Caiff banciau ffôn eich ymgyrch eu cyfrif felly 4 gwaith gyda'i gilydd. Dangosir aelodau grŵp lle cafodd eich ymgyrch wybod amdanynt o'r blaen.
groups-none = Unwaith y bydd 100 aelod wedi cael sgwrs, bydd i'w weld yma ar gyfer pob grŵp y mae digon ohonynt ynddo.
groups-last = Mae'n aros felly: cafodd banciau ffôn eich ymgyrch eu cyfrif fesul grŵp 4 gwaith gyda'i gilydd, y mwyaf mewn gornest.
groups-last-none = Ni ddaw rhifau yma: cafodd banciau ffôn eich ymgyrch eu cyfrif fesul grŵp mor aml ag a ganiateir mewn gornest.
groups-closed = Mae'n aros felly: mae'r banc ffôn hwn wedi cau.
groups-closed-none = Cafodd ei gau cyn i ddigon o aelodau gael sgwrs.
groups-members = Aelodau
groups-done = Wedi siarad â nhw
groups-left = Heb eu cyrraedd eto
groups-not-said = –
groups-chart = Bar ar gyfer pob grŵp sydd â rhif, mor hir â nifer yr aelodau y siaradwyd â nhw. Mae'r un niferoedd yn y tabl.
watch-how = Mae niferoedd aelodau a galwadau'n cael eu symud ychydig i fyny neu i lawr, bob amser yr un faint ar gyfer yr un nifer, a'u talgrynnu i 5. Felly nid ydynt yn adio'n union. Maent yn newid wrth i alwadau ddod i ben: gall pwy bynnag sy'n edrych ar ôl pob galwad ddweud weithiau beth ddaeth ohoni.
