# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Choosing whom a new phone bank rings

audience-title = Banc ffôn newydd
audience-text = Dewiswch pwy y mae'n eu ffonio. Byddwch yn gweld tua faint sydd, byth pwy ydynt.
audience-name = Enw'r banc ffôn
audience-name-hint = Bydd galwyr yn ei weld. Peidiwch ag enwi person.
audience-whom = Pwy y mae'n eu ffonio
audience-all = Pawb
audience-option = { $name } – { $count }
audience-field-branch = Cangen
audience-field-kind = Math o aelodaeth
audience-field-age = Oedran
audience-field-joined = Ymunodd
audience-joined-this-year = Eleni
audience-joined-last-year = Y llynedd
audience-joined-to-5 = 2 i 5 mlynedd yn ôl
audience-joined-to-10 = 6 i 10 mlynedd yn ôl
audience-joined-earlier = Cyn hynny
audience-unknown = Ddim yn hysbys
audience-sample = Dim ond rhai ohonynt, wedi'u dewis ar hap
audience-sample-hint = Faint. Gadewch ef yn wag i ffonio pob un ohonynt.
audience-script = Beth i siarad amdano
audience-notes = Caiff galwyr ysgrifennu nodyn rhydd
audience-count = Faint sydd?
audience-add = Ychwanegu'r banc ffôn hwn
audience-about = Tua { $count } aelod.
audience-withheld = Ni ellir rhoi rhif, ac ni ellir eu ffonio fel grŵp: mae rhy ychydig ohonynt, neu maent bron yr un bobl â grŵp mwy. Gadewch un dewis allan.
audience-no-such = Nid oes grŵp o'r fath yn yr ornest hon. Dewiswch un sydd ar y rhestr.
audience-book-full = Mae eich ymgyrch wedi gofyn ei 200 cwestiwn yn yr ornest hon. Dewiswch un y mae wedi'i ofyn o'r blaen, neu gadewch ddewisiadau allan nes bod dau ar ôl: mae'r rheini bob amser yn cael eu hateb.
audience-not-ready = Mae'r aelodau'n cael eu cyfrif ar hyn o bryd. Rhowch gynnig arall arni ymhen eiliad.
audience-wrong-name = Rhowch enw o 80 nod ar y mwyaf i'r banc ffôn.
audience-wrong-sample = Ysgrifennwch faint fel rhif o 50 i fyny, neu gadewch ef yn wag.
audience-wrong-choice = Dewiswch un o bob rhestr.
audience-withdrawn = Mae'r ymgyrch hon wedi tynnu'n ôl. Ni chaiff fanc ffôn mwyach.
audience-too-many = Mae gan yr ymgyrch hon 20 banc ffôn. Dyna'r mwyaf a ganiateir. Agorwch un o'r rhai sydd ganddi.
audience-ever-too-many = Mae'r ymgyrch hon wedi cael 100 banc ffôn, gan gynnwys rhai sydd wedi cau. Dyna'r uchafswm. Ewch ymlaen gydag un sydd ganddi.
audience-callers-know = Mae pwy bynnag sy'n ffonio yn y banc ffôn hwn yn gwybod am bob aelod yr hyn a ddewisoch chi. Mae eu tudalen gyntaf yn dweud hynny.
audience-paused = Mae'r banc ffôn yn dechrau wedi'i oedi. Bydd ei restr yn cael ei llenwi o fewn ychydig funudau.
audience-rules-title = Sut mae'r rhifau hyn yn cael eu gwneud
audience-rules = Maent yn rhifau o'r aelodau fel y cawsant eu pennu ar gyfer eich gornest, felly nid ydynt yn newid o ddydd i ddydd. Mae pob un yn cael ei symud i fyny neu i lawr hyd at 5, bob amser yr un faint ar gyfer yr un grŵp, a'i dalgrynnu i'r 5 agosaf. Felly nid yw'r rhifau'n adio'n union. Nid yw llai na 10 byth yn cael ei ddangos, ac mae angen tua 50 ar fanc ffôn.
audience-rules-standing = Lle nad yw'r aelodau wedi'u pennu ar gyfer gornest, rhifau o'r gofrestr ar ddechrau'r mis ydynt.
audience-questions = Mae pob dewis o un neu ddau grŵp yn cael ei ateb i bob ymgyrch. O ddewisiadau o dri neu bedwar grŵp, caiff eich ymgyrch ofyn 200 o rai gwahanol mewn gornest. Nid yw gofyn un eto yn costio dim.
audience-book-title = Beth mae eich ymgyrch wedi'i ofyn
audience-book-used = { $count ->
    [one] Mae un o'r 200 cwestiwn wedi'i ddefnyddio.
   *[other] Mae { $count } o'r 200 cwestiwn wedi'u defnyddio.
}
audience-book-caption = Cwestiynau am dri neu bedwar grŵp
audience-group = Grŵp
audience-members = Aelodau, tua
audience-chart = Bar ar gyfer pob grŵp. Mae'r un rhifau yn y tabl.
audience-by-branch = Yn ôl cangen
audience-by-kind = Yn ôl math o aelodaeth
audience-by-age = Yn ôl oedran
audience-by-joined = Yn ôl pryd y gwnaethant ymuno
cross-title = Dau faes ochr yn ochr
cross-text = Faint sydd â'r ddau. Mae hyn yr un fath i bob ymgyrch ac nid yw'n costio cwestiwn.
cross-one = Llinellau
cross-two = Colofnau
cross-show = Dangos y tabl
cross-same = Dewiswch ddau faes gwahanol.
cross-caption = { $one } a { $two }, aelodau, tua
cross-withheld = Mae llinell yn sefyll lle na ellir dweud rhif.
cross-empty = Nid oes grŵp o un o'r meysydd hyn yn ddigon mawr i'w ddweud.
cross-more = Dim ond y { $count } llinell gyntaf a ddangosir.
cross-wider = Dim ond y { $count } colofn gyntaf a ddangosir. Rhowch y maes sydd â mwy o grwpiau ar y llinellau.
