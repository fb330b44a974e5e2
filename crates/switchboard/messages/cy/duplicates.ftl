# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.

## Members who may stand on the roll twice

nav-duplicates = Dyblygiadau
nav-duplicates-hint = Pobl a allai fod ar y gofrestr ddwywaith
purpose-duplicate = Gallent fod ar y gofrestr ddwywaith

duplicates-title = Dyblygiadau posibl
duplicates-text = Gallai'r rhain fod yn un person sydd ar y gofrestr ddwywaith. Nid oes neb yn cael ei gyfuno'n awtomatig: cymharwch y ddau, a phenderfynwch.
duplicates-looked = { $count ->
    [one] Cymharwyd un aelod, { $time }.
    [two] Cymharwyd dau aelod, { $time }.
   *[other] Cymharwyd { $count } aelod, { $time }.
}
duplicates-never = Nid yw'r gofrestr wedi'i chwilio eto. Mae'n cael ei chwilio bob nos.
duplicates-is-looking = Mae'r gofrestr yn cael ei chwilio. Mae hynny'n cymryd hyd at funud.
duplicates-again = Edrych eto
duplicates-look = Chwilio drwy'r gofrestr nawr
duplicates-none = Nid oes pâr yn aros amdanoch.
duplicates-open = { $count ->
    [one] Mae un pâr yn aros
    [two] Mae dau bâr yn aros
   *[other] Mae { $count } o barau'n aros
}
duplicates-identical = { $count ->
    [one] Mae un pâr yn dweud yr un peth ym mhob maes.
    [two] Mae dau bâr yn dweud yr un peth ym mhob maes.
   *[other] Mae { $count } o barau'n dweud yr un peth ym mhob maes.
}
duplicates-alike = { $count } allan o 100
duplicates-score = Tebygolrwydd: { $count } allan o 100 pwynt.
duplicates-pair-identical = Maen nhw'n dweud yr un peth ym mhob maes.
duplicates-compare = Cymharu
duplicates-apart = Dau berson ydyn nhw
duplicates-more = Y parau nesaf
duplicates-first = Yn ôl i'r parau cyntaf
duplicates-said-looking = Mae'r gofrestr yn cael ei chwilio.
duplicates-said-apart = Dau berson ydyn nhw. Ni ofynnir i chi amdanynt eto.
duplicates-said-stale = Roedd y dudalen hon yn rhy hen, neu mae rhywun arall wedi penderfynu. Dyma'r parau fel y maen nhw nawr.

alike-same-name = Yr un enw
alike-alike-name = Enwau tebyg iawn
alike-swapped-name = Enw cyntaf a chyfenw y ffordd arall
alike-other-surname = Yr un enw cyntaf gyda chyfenw arall
alike-same-number = yr un rhif ffôn
alike-same-email = yr un cyfeiriad e-bost
alike-same-birth-date = yr un dyddiad geni
alike-alike-birth-date = dyddiadau geni sy'n wahanol oherwydd llithriad
alike-same-address = yr un cyfeiriad
alike-same-postcode = yr un cod post
alike-alike-membership = yr un rhif aelodaeth, wedi'i ysgrifennu'n wahanol
alike-same-branch = yr un gangen
alike-bare = ychydig sy'n hysbys am un ohonynt
alike-other-birth-date = Mae'r dyddiadau geni'n wahanol
alike-other-middle-name = Mae'r enwau canol yn wahanol
alike-other-suffix = Mae'r hyn sydd ar ôl yr enwau'n wahanol

compare-title = Un person neu ddau?
compare-back = Dyblygiadau posibl
compare-reason-text = Ysgrifennwch pam rydych yn cymharu'r ddau gofnod hyn. Mae ail berson yn ei ddarllen. Ni ddangosir dim am y naill aelod na'r llall cyn hynny.
compare-reason-button = Anfon a chymharu
compare-one = Cyntaf
compare-other = Ail
compare-numbers = Rhifau ffôn
compare-nothing = dim
compare-covered = wedi'i guddio
compare-both = Y cyfan o'r ddau
compare-marks = Galwadau
compare-no-marks = Nid oes dim yn erbyn galwadau.
compare-objects = Nid ydynt am gael galwadau.
compare-former = Mae'r aelodaeth wedi dod i ben.
compare-since = Ar y gofrestr ers
compare-own = Eich cofnod eich hun yw un o'r rhain. Gofynnwch i gydweithiwr eu cyfuno.
compare-merge-title = Un person ydyn nhw
compare-merge-text = Mae un cofnod yn aros. Mae'r llall yn mynd ymlaen oddi tano: mae ei rif aelodaeth yn dal i arwain yma, ac mae ei alwadau a'r edrychiadau arno yn aros ar y llyfrau.
compare-keep = Pa gofnod sy'n aros?
compare-keep-hint = Mae ei rif aelodaeth yn aros. Lle mae un aelodaeth wedi dod i ben, cadwch yr un sy'n mynd ymlaen.
compare-marks-stay = Mae gwrthwynebiadau, amddiffyniadau a chyfyngiadau'r naill a'r llall yn aros.
compare-words = Pam maen nhw'n un person (os ydych am ddweud mwy)
compare-merge = Eu cyfuno
compare-merge-hint = Mae'r cofnod sy'n mynd yn gadael pob desg ar unwaith. Gallwch ddadwneud hyn.
compare-apart-hint = Maen nhw'n aros fel y maen nhw, ac ni ofynnir i chi amdanynt eto.
compare-busy = Mae mewnforio ar waith, ac efallai ei fod yn ysgrifennu amdanynt. Rhowch gynnig arall arni pan fydd wedi gorffen.
compare-ended = Cofnod cyn-aelod fyddai'r cofnod sy'n aros, er bod un o'r ddau yn aelod. Cadwch y cofnod sy'n mynd ymlaen, gyda'r diwrnod y daw i ben. Ni newidiwyd dim.
compare-before = Maen nhw'n un cofnod eisoes, neu mae rhywun arall wedi cyfuno un ohonynt. Ni newidiwyd dim.
member-said-merged = Mae'r ddau yn un cofnod nawr.
member-ended-merged = Mae'r person hwn yn mynd ymlaen dan gofnod arall.
member-merged = { $count ->
    [one] Cyfunwyd un cofnod arall â'r un hwn.
    [two] Cyfunwyd dau gofnod arall â'r un hwn.
   *[other] Cyfunwyd { $count } o gofnodion eraill â'r un hwn.
}
note-merged = Pam y cyfunwyd dau gofnod

merges-title = Cyfuniadau a wnaed
merges-text = Mae'r cyntaf yn aros; mae'r ail yn mynd ymlaen oddi tano. Mae dadwneud yn rhoi'r ddau yn ôl ar y gofrestr.
merges-none = Nid oes neb wedi'i gyfuno.
merges-undo = Dadwneud
merges-more = Cyfuniadau hŷn
merges-of-many = Un o lawer a gyfunwyd gyda'i gilydd.
merges-left = Mae'r meysydd hyn yn aros fel y maen nhw nawr, gan eu bod wedi newid ers hynny neu'n stopio galwadau:
merges-stopped = Mae galwadau i'r ddau wedi'u stopio, gan fod gwrthwynebiad, marc neu ddiwedd aelodaeth wedi dod ers y cyfuno. Edrychwch ar bob un.
merges-said-undone = Mae wedi'i ddadwneud. Mae'r ddau ar y gofrestr eto.
merges-said-before = Cafodd ei ddadwneud o'r blaen, neu mae un o'r ddau wedi'i anghofio.
merges-said-later = Mae'r cofnod hwn wedi'i gyfuno â thrydydd ers hynny. Dadwnewch hynny'n gyntaf.

identical-title = Cyfuno pob cofnod unfath
identical-text = Mae gan y parau hyn yr un enw ac maen nhw'n dweud yr un peth ym mhob maes, neu nid yw un ohonynt yn dweud dim yno (rhaid i'r gangen fod yr un fath yn y ddau); ac mae'r dyddiad geni, neu gyfeiriad e-bost a rhif gyda'i gilydd, yr un fath. Nid yw rhif na chyfeiriad e-bost ar ei ben ei hun byth yn gwneud dau berson yn un: mae aelwyd yn eu rhannu. Mae'r cofnod a oedd ar y gofrestr gyntaf yn aros.
identical-none = Nid oes dau gofnod yn dweud yr un peth.
identical-merge = { $count ->
    [one] Cyfuno'r pâr hwn
    [two] Cyfuno'r ddau bâr
   *[other] Cyfuno pob un o'r { $count } pâr
}
identical-hint = Mae pob pâr yn cael ei gofnodi. Gallwch ddadwneud y cyfan fel un.
identical-running = Mae'n cael ei wneud.
identical-before = Gwnaed o'r blaen
identical-done = Parau wedi'u cyfuno: { $done } o { $total }.
identical-left-out = { $count ->
    [one] Gadawyd un pâr allan, gan ei fod wedi newid.
    [two] Gadawyd dau bâr allan, gan eu bod wedi newid.
   *[other] Gadawyd { $count } o barau allan, gan eu bod wedi newid.
}
identical-undo = Dadwneud y cyfan
identical-said-begun = Mae wedi dechrau. Gallwch adael y dudalen hon.
identical-said-changed = Mae nifer y parau wedi newid yn y cyfamser. Edrychwch arno, a phenderfynwch unwaith eto.
identical-said-busy = Mae cyfuno llawer arall ar waith. Arhoswch nes ei fod wedi gorffen.
identical-said-not = Nid oes dim i'w ddadwneud yma.
bulk-merging = Wrthi'n cyfuno.
bulk-merged = Wedi'u cyfuno.
bulk-undoing = Wrthi'n dadwneud.
bulk-undone = Wedi'u dadwneud.
bulk-stopped = Wedi stopio, gan nad yw pwy bynnag a'i dechreuodd yn cael cyfuno mwyach.
