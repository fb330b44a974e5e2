# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## My record

record-title = Fy nghofnod
record-text = Yr hyn sydd yn y llyfr cofnodion am eich cyfrif, y diweddaraf yn gyntaf. Mae pawb yn gweld eu cofnod eu hunain, hefyd ar ôl i'w mynediad ddod i ben. Mae edrych ar y dudalen hon yn cael ei gofnodi hefyd, bob tro.
record-limit = Felly mae'n agor hyn o weithiau ar y mwyaf mewn 24 awr, gan gyfrif tudalennau hŷn: { $most }. Ar ôl hynny, arhoswch, neu cymerwch arddangosyn.
record-numbers = Dangosir aelodau yma fel M1, M2 ac yn y blaen. M1 yw'r un aelod ym mhob llinell o'r dudalen hon; ar dudalen arall gallai fod yn rhywun arall.
record-empty = Ni chofnodwyd dim amdanoch eto.
record-entries = Cofnodion
record-members = Aelodau
record-detail = Beth arall a gofnodwyd
record-covered = wedi'i guddio
record-number = cofnod { $number } y cyfrif hwn
record-forgotten = { $count ->
    [one] ac un aelod na ellir dweud pwy ydyw mwyach
    [two] a dau aelod na ellir dweud pwy ydynt mwyach
   *[other] a { $count } aelod na ellir dweud pwy ydynt mwyach
}
record-forgotten-alone = { $count ->
    [one] un aelod na ellir dweud pwy ydyw mwyach
    [two] dau aelod na ellir dweud pwy ydynt mwyach
   *[other] { $count } aelod na ellir dweud pwy ydynt mwyach
}
record-take-title = Mynd â'r cofnod gyda chi
record-take-text = Mae arddangosyn yn dal eich cofnodion gyda'r hyn sy'n eu profi. Gallwch ei argraffu, ei agor fel tabl, a threfnu iddo gael ei wirio gan rywun nad yw'n ymddiried ynoch chi nac ynom ni, heb rwydwaith.
record-take = Gwneud fy arddangosyn

## Taking an exhibit

explorer-take = Cymryd arddangosyn o'r cyfrif hwn
explorer-code = Maen nhw wedi gadael ac am weld eu cofnod eu hunain
explorer-code-hint = Os yw { $name } wedi gadael, mae cod yn gadael iddynt weld eu cofnod eu hunain a dim byd arall. Mae angen dau berson: rydych chi'n gofyn, ac mae ail berson yn cymeradwyo ac yn gweld y cod, ac mae llythyr yn dweud wrth { $name }, os yw cyfeiriad yn hysbys a bod post yn mynd allan.
explorer-shut-hint = Os yw { $name } wedi gadael ac ni ofynnodd amdano, caewch ef: mae pob cod a phob sesiwn o'r cyfrif hwnnw yn dod i ben ar unwaith, ac nid oes rhaid i neb gytuno.
exhibit-ask-title = Cymryd arddangosyn
exhibit-ask-text = Mae arddangosyn yn dal cofnodion o'r llyfr cofnodion gyda'r hyn sy'n eu profi, i rywun y mae'n rhaid iddo eu gwirio. Mae'r hyn y mae'n ei ddangos yn cael ei ddangos am byth. Mae cymryd un yn cael ei gofnodi.
exhibit-what = O beth mae'r arddangosyn?
exhibit-what-member = Edrychiadau ar un aelod
exhibit-what-account = Beth a wnaeth un cyfrif
exhibit-what-campaign = Beth a wnaed ar ran un ymgyrch
exhibit-what-span = Popeth mewn cyfnod o amser
exhibit-number = Rhif aelodaeth
exhibit-number-hint = Ar gyfer edrychiadau ar un aelod
exhibit-behind = O'r edrychiadau ar yr aelod y tu ôl i'r cais neu'r gŵyn y daethoch ohono. Nid yw pwy ydyw yn sefyll yma: mae pwy bynnag a agorwch yn yr arddangosyn.
exhibit-behind-link = Cymryd arddangosyn o'r edrychiadau ar yr aelod hwn
exhibit-account = Y cyfrif
exhibit-account-hint = Ei id. Dewiswch y cyfrif ar dudalen y llyfr cofnodion, a chaiff ei lenwi i chi.
exhibit-campaign = Yr ymgyrch
exhibit-no-campaign = Dim ymgyrch
exhibit-from = O
exhibit-from-hint = Y diwrnod cyntaf. Gadewch hwn yn wag i ddechrau gyda dechrau'r llyfr cofnodion.
exhibit-until = Tan
exhibit-until-hint = Y diwrnod olaf. Gadewch hwn yn wag i orffen nawr.
exhibit-opens = Beth a ddangosir am bobl
exhibit-opens-hint = Peidiwch â dangos mwy nag sydd ei angen ar y darllenydd: ni ellir ei dynnu'n ôl.
exhibit-opens-acts = Beth a wnaed; mae cyfrifon ac aelodau wedi'u cuddio
exhibit-opens-accounts = Cyfrifon hefyd; mae aelodau wedi'u cuddio
exhibit-opens-members = Cyfrifon ac aelodau, 20 aelod ar y mwyaf mewn arddangosyn
exhibit-why = At ba ddiben?
exhibit-why-choose = Dewiswch
exhibit-why-person = Mae person yn gofyn beth sy'n cael ei gadw amdanynt
exhibit-why-dispute = Mae dwy ochr yn anghytuno am yr hyn a ddigwyddodd
exhibit-why-incident = Mae rhywbeth wedi gollwng neu wedi mynd o'i le
exhibit-why-authority = Mae awdurdod neu lys yn gofyn
exhibit-ask = Dangos yr arddangosyn
exhibit-wrong-what = Dewiswch o beth mae'r arddangosyn.
exhibit-wrong-number = Nid oes gan neb y rhif aelodaeth hwn. Gwiriwch ef a rhowch gynnig arall arni.
exhibit-wrong-behind = Mae'r cais neu'r gŵyn wedi mynd, neu anghofiwyd yr aelod. Ewch yn ôl at yr hyn sy'n aros.
exhibit-wrong-account = Nid oes cyfrif o'r fath. Dewiswch ef ar dudalen y llyfr cofnodion.
exhibit-wrong-campaign = Dewiswch ymgyrch.
exhibit-wrong-days = Gwiriwch y dyddiau: mae'r cyntaf yn dod cyn yr olaf, ac nid yw'r un yn y dyfodol.
exhibit-wrong-why = Dewiswch at ba ddiben y mae'r arddangosyn.
exhibit-wrong-not-signed = Nid yw'r llyfr cofnodion wedi'i lofnodi eto. Rhowch gynnig arall arni ymhen munud.

## An exhibit

exhibit-title = Arddangosyn o'r llyfr cofnodion
exhibit-of = Arddangosyn o
exhibit-of-account = Beth a wnaeth un cyfrif
exhibit-of-member = Edrychiadau ar un aelod
exhibit-of-campaign = Beth a wnaed ar ran un ymgyrch
exhibit-of-span = Popeth mewn cyfnod o amser
exhibit-span = Amser
exhibit-from-beginning = ers i'r llyfr cofnodion ddechrau
exhibit-part = Rhan
exhibit-part-more = Rhan yw hon: mae'n dechrau yn lle { $first } yn y llyfr cofnodion; efallai fod mwy'n dilyn o le { $next }.
exhibit-part-last = Rhan yw hon: mae'n dechrau yn lle { $first } yn y llyfr cofnodion; nid oes un yn dilyn.
exhibit-version = Y fersiwn a oedd yn rhedeg
exhibit-version-unknown = nid yw'r llyfr cofnodion yn dweud
exhibit-log-name = Enw'r llyfr cofnodion
exhibit-log-key = Allwedd y llyfr cofnodion
exhibit-size = Cofnodion yn y llyfr cofnodion
exhibit-root = Gwraidd y llyfr cofnodion
exhibit-files-title = Ei argraffu, ei gadw, trefnu iddo gael ei wirio
exhibit-files-text = Argraffwch y dudalen hon fel y mae. Cadwch y dudalen sy'n ei gwirio ei hun i bwy bynnag sy'n gorfod gwirio'r cofnodion: mae'n agor o gofbin ac nid oes angen rhwydwaith arni. Mae'r un cofnodion yn y ffeiliau ag sydd ar y dudalen hon. Lle mae mwy wedi dod i'r llyfr cofnodion ers hynny, mae ffeil yn ei adael allan ac yn dweud mai rhan ydyw. Mae pob ffeil a gedwir yn cael ei chofnodi.
exhibit-file-csv = Cadw'r tabl (CSV)
exhibit-file-columns = Cadw ystyr ei golofnau (CSV)
exhibit-file-checker = Cadw'r dudalen sy'n ei gwirio ei hun (HTML)
exhibit-file-json = Cadw'r arddangosyn yn unig (JSON)
exhibit-more = Efallai fod mwy, o gofnod { $next } ymlaen.
exhibit-next = Dangos y rhan nesaf
exhibit-merged = Mae gan y person hwn gofnod arall a gyfunwyd â'r un hwn. Mae edrychiadau ar hwnnw yn arddangosyn ar wahân.
exhibit-other-record = Dangos arddangosyn y cofnod arall
exhibit-entries-title = Beth a wnaed
exhibit-numbers = Dangosir aelodau yma fel M1, M2 ac yn y blaen, yr un fath ym mhob llinell a phob ffeil o'r arddangosyn hwn.
exhibit-empty = Ni chofnodwyd dim sy'n cyfateb.
exhibit-beside = wrth ochr y lleill
exhibit-all-title = Ai dyma'r cyfan?
exhibit-all-shown = Ie, hyd at ryw bwynt: mae popeth a gofnodwyd ar gyfer y cyfrif hwn yn yr amser hwn a chyn { $time } yma, o'r hyn sydd yn y llyfr cofnodion o le { $first } hyd at cyn lle { $next }. Piniodd cofnod { $entry } yn y llyfr cofnodion bryd hynny pa mor bell yr oedd pob cyfrif wedi dod. Mae'r arddangosyn a gedwir yn ei brofi.
exhibit-all-beyond = { $count ->
    [one] Mae un cofnod yma yn fwy newydd na hynny. Mae cofnod yr awr nesaf yn ei binio: cymerwch yr arddangosyn eto ar ôl { $time }.
    [two] Mae dau gofnod yma yn fwy newydd na hynny. Mae cofnod yr awr nesaf yn eu pinio: cymerwch yr arddangosyn eto ar ôl { $time }.
   *[other] Mae { $count } o gofnodion yma yn fwy newydd na hynny. Mae cofnod yr awr nesaf yn eu pinio: cymerwch yr arddangosyn eto ar ôl { $time }.
}
exhibit-all-filled = { $count ->
    [one] Mae un cofnod arall o'r cyfrif hwn, nad yw'n perthyn yma, yn yr arddangosyn i ddangos nad oes yr un ar goll: dim ond ei amser, ei le, a faint o aelodau yr oedd yn ymwneud â nhw.
    [two] Mae dau gofnod arall o'r cyfrif hwn, nad ydynt yn perthyn yma, yn yr arddangosyn i ddangos nad oes yr un ar goll: dim ond eu hamserau, eu lleoedd, a faint o aelodau yr oedd pob un yn ymwneud â nhw.
   *[other] Mae { $count } o gofnodion eraill o'r cyfrif hwn, nad ydynt yn perthyn yma, yn yr arddangosyn i ddangos nad oes yr un ar goll: dim ond eu hamserau, eu lleoedd, a faint o aelodau yr oedd pob un yn ymwneud â nhw.
}
exhibit-all-not-shown = Nid yw hynny wedi'i ddangos eto: nid oes cofnod wedi'i lofnodi yn y llyfr cofnodion yn pinio cofnod olaf y cyfrif hwn, neu mae gormod o'i gofnodion rhyngddynt. Mae cofnod pob awr yn ei binio: cymerwch yr arddangosyn eto ar ôl { $time }. Os yw'n dweud yr un peth bryd hynny, cymerwch ef ar gyfer dyddiau eraill.
exhibit-time-title = Pryd y gwnaed hyn
exhibit-time-claim = Amserau'r cofnodion yw'r hyn a ddywedodd cloc y gweinydd. Ni ofynnwyd i gloc neb arall. Dim ond tystion sy'n gallu gosod terfynau iddynt:
exhibit-time-after = nid oedd yr un o'r cofnodion hyn yn y llyfr cofnodion cyn { $time }, pan lofnododd tyst yr hyn oedd ynddo bryd hynny
exhibit-time-no-after = ni lofnododd tyst gyflwr cynharach o'r llyfr cofnodion sydd wedi'i gadw yma, felly nid oes dim yn dweud nad yw'r cofnodion yn hŷn
exhibit-time-seen = roedd pob un ohonynt ynddo erbyn { $time }, pan lofnododd tyst
exhibit-time-no-seen = nid oes tyst wedi llofnodi'r cyflwr hwn o'r llyfr cofnodion, felly dim ond y sefydliad sy'n dweud pryd yr oedd felly
exhibit-proved-title = Beth mae hyn yn ei brofi
exhibit-proved-in-log = Mae'r cofnodion hyn yn y llyfr cofnodion a lofnododd y sefydliad, yn y lleoedd hyn.
exhibit-proved-parts = Mae'r hyn a ddangosir ohonynt yr un fath â'r hyn a gofnodwyd bryd hynny, feit am feit. Mae'r hyn sydd wedi'i guddio yno, ac ni chafodd hwnnw ei newid chwaith.
exhibit-proved-run = Lle mae cofnodion cyfrif wedi'u rhifo ymlaen heb fwlch, mae pob un yn enwi'r un o'i flaen: ni thynnwyd yr un o'r gadwyn hon rhwng y cyntaf a'r olaf.
exhibit-not-proved-title = Beth nad yw'n ei brofi
exhibit-not-proved-all = Nad oes cofnod cyn y cyntaf nac ar ôl yr olaf o'r rhain, a bod popeth a wnaed wedi'i gofnodi.
exhibit-not-proved-newer = Na chofnodwyd dim mwy newydd na'r hyn sydd wedi'i binio uchod, a bod popeth a wnaed wedi'i gofnodi.
exhibit-not-proved-split = Bod y gadwyn hon yn cael ei dangos i bawb. Gall pwy bynnag sy'n dal allwedd lofnodi'r llyfr cofnodion roi un rhif i ddau gofnod a dangos pob un i ddarllenydd gwahanol: mewn dau lyfr, oni bai fod digon o dystion wedi llofnodi, neu mewn un. Mae cofnod yr awr “Pennau pob cyfrif” yn dweud pa gadwyn yw un y cyfrif, hyd at y cofnod hwnnw a dim pellach; pwy bynnag y dangosir ei holl resi iddo sy'n gweld ei fod yn dweud hynny am un gadwyn yn unig.
exhibit-not-proved-time = Bod cloc y gweinydd yn gywir.
exhibit-not-proved-names = Enwau pobl, ymgyrchoedd a mathau o weithredoedd, a rhifau aelodau wedi'u cuddio: gair pwy bynnag a wnaeth yr arddangosyn yw'r rheini.
exhibit-not-proved-key = Mai allwedd y llyfr cofnodion ac allweddi'r tystion yw'r rhai cywir. Cymharwch nhw â'r rhai a gawsoch gan rywun rydych yn ymddiried ynddo.
exhibit-not-proved-root = Na wnaeth neb sydd â grym llawn dros y peiriant edrych ar ei ddata heb gofnod, na chadw gweithred allan o'r llyfr cofnodion cyn iddi gael ei hysgrifennu. Yr hyn a fu unwaith yn y llyfr dan lofnod tyst, ni allai hyd yn oed nhw ei newid.
exhibit-columns-title = Ystyr colofnau'r tabl
exhibit-col-index = Lle'r cofnod yn y llyfr cofnodion, o 0
exhibit-col-ms = Pryd, yn ôl cloc y gweinydd, mewn milieiliadau ers 1970 yn UTC
exhibit-col-utc = Yr un peth fel dyddiad ac amser yn UTC
exhibit-col-local = Yr un peth yn ôl cloc lleoliad y sefydliad
exhibit-col-account = Id y cyfrif a weithredodd; gwag lle mae wedi'i guddio
exhibit-col-account-name = Ei enw, fel y mae'r gweinydd yn ei adnabod
exhibit-col-number = Pa un o gofnodion y cyfrif ydyw, o 1; gwag lle mae wedi'i guddio
exhibit-col-opened = Sut yr oedd y cyfrif wedi mewngofnodi
exhibit-col-kind = Beth a wnaed, fel rhif
exhibit-col-kind-words = Beth a wnaed, yng ngeiriau'r fersiwn hon
exhibit-col-purpose = At ba ddiben
exhibit-col-campaign = Ar ran pa ymgyrch
exhibit-col-bank = Ym mha fanc ffôn
exhibit-col-fields = Y meysydd am aelodau a ddangoswyd, wedi'u gwahanu gan atalnodau
exhibit-col-members = Yr aelodau y mae'n ymwneud â nhw, fel M1, M2 ac yn y blaen
exhibit-col-forgotten = Faint o aelodau y mae'n ymwneud â nhw na ellir dweud pwy ydynt mwyach
exhibit-col-detail = Beth arall a gofnodwyd; gwag lle mae wedi'i guddio
exhibit-col-beside = A yw'r cofnod yno wrth ochr y lleill yn unig, fel yr un sy'n dweud pa fersiwn a oedd yn rhedeg
