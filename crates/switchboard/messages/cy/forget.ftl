# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Forgetting, and how long things are kept

nav-forget = Anghofio aelod
nav-forget-hint = Gweld beth fyddai'n cael ei ddinistrio, a gofyn i gydweithiwr ei gymeradwyo
nav-forgetting = Wrthi'n cael eu hanghofio
nav-forgetting-hint = Erbyn pryd na fydd dim ar ôl o aelod sydd wedi'i anghofio, a'r tystysgrifau
nav-retention = Pa mor hir y mae pethau'n cael eu cadw
nav-retention-hint = Rheolau, beth fyddent yn ei ddileu, a beth maent wedi'i ddileu

rights-slip-why = Dywedwch pam mewn ychydig eiriau, 500 o lythrennau ar y mwyaf. Ni newidiwyd dim.
rights-slip-months = Rhowch nifer o fisoedd o 1 i 240, neu gadewch hwn yn wag i gadw pethau am byth. Ni newidiwyd dim.

forget-title = Anghofio aelod
forget-text = Mae anghofio'n dinistrio'r hyn sy'n hysbys am aelod. Ni ellir ei ddadwneud. Mae angen dau berson: rydych chi'n gofyn ac yn dweud pam, ac mae cydweithiwr yn cymeradwyo ar y dudalen "Ceisiadau".
forget-which = Rhif aelodaeth
forget-which-hint = Y rhif yn eich llyfrau. Mae edrych yn cael ei gofnodi.
forget-look = Dangos beth fyddai'n cael ei ddinistrio
forget-nobody = Nid oes gan neb ar y gofrestr y rhif hwn. Edrychwch a oes llithriad ynddo.
forget-number = Rhif aelodaeth { $number }
forget-goes-title = Mae hyn yn cael ei ddinistrio
forget-goes-row = { $count ->
    [one] Eu cofnod: enw, rhifau, cyfeiriadau, dyddiad geni, marciau
   *[other] Eu cofnod, gyda phob fersiwn ({ $count }): enw, rhifau, cyfeiriadau, dyddiad geni, marciau
}
forget-goes-calls = { $count ->
    [0] Ni chawsant eu ffonio
    [one] Mai gyda nhw yr oedd un alwad, a'r hyn a nodwyd amdani
    [two] Mai gyda nhw yr oedd dwy alwad, a'r hyn a nodwyd amdanynt
   *[other] Mai gyda nhw yr oedd { $count } o alwadau, a'r hyn a nodwyd amdanynt
}
forget-goes-reports = { $count ->
    [0] Dim adroddiadau o alwadau
    [one] Un adroddiad o alwad
    [two] Dau adroddiad o alwadau
   *[other] { $count } o adroddiadau o alwadau
}
forget-goes-messages = { $count ->
    [0] Dim negeseuon atynt
    [one] Un neges atynt
    [two] Dwy neges atynt
   *[other] { $count } o negeseuon atynt
}
forget-goes-entries = { $count ->
    [one] Eu rhan nhw mewn un cofnod yn y llyfr cofnodion
    [two] Eu rhan nhw mewn dau gofnod yn y llyfr cofnodion
   *[other] Eu rhan nhw mewn { $count } o gofnodion yn y llyfr cofnodion
}
forget-goes-rejects = Rhesi a roddwyd yn ôl i bwy bynnag a fewnforiodd, lle mae rhif aelodaeth, cyfeiriad e-bost neu rif ffôn yr aelod hwn ynddynt
forget-goes-desk = Mae'r aelod hwn o flaen galwr nawr. Mae cerdyn yr alwad honno'n dod i ben.
forget-stays-title = Mae hyn yn aros, a pham
forget-stays-hashes = Marciau wedi'u sgramblo: o'r rhif aelodaeth, o'r enw, y cyfeiriad e-bost a'r rhif ffôn fesul dau, ac o rifau ffôn nad oes gan neb arall. Nid ydynt yn arwain at neb ar eu pen eu hunain. Hebddynt byddai'r ffeil nesaf yn dod â'r aelod hwn yn ôl, a byddai rhywun yn eu ffonio.
forget-stays-ledger = Bod rhywun wedi edrych ar aelod, pryd a pham, heb ddweud pa aelod. Felly ni all neb guddio edrychiad y tu ôl i aelod sydd wedi'i anghofio, ac mae popeth sy'n profi'r log yn dal i sefyll.
forget-stays-counts = Faint o alwadau a wnaeth ymgyrch, heb ddweud at bwy.
forget-stays-duties = Dim byd arall: nid yw Switchboard yn cadw taliadau na chofnodion tanysgrifio. Os yw'r gyfraith yn mynnu eich bod yn cadw cofnodion o'r fath yn rhywle arall, neu os yw llys wedi dweud wrthych am gadw'r un hwn, meddyliwch am hynny cyn gofyn.
forget-reason = Pam
forget-reason-hint = Mae eich cydweithiwr yn ei ddarllen. Mae'n cael ei anghofio gyda'r aelod.
forget-ask = Gofyn i gydweithiwr ei gymeradwyo

forgetting-title = Wrthi'n cael eu hanghofio
forgetting-text = Yma, mae aelod sy'n cael ei anghofio yn mynd ar unwaith. Mae copïau wrth gefn yn dal i'w cadw, wedi'u cloi ag allwedd sy'n cael ei dinistrio'n nes ymlaen. Ar ôl hyn o ddyddiau ar y mwyaf ni ellir darllen dim yn unman: { $days }. Nid yw'r dudalen hon yn enwi neb.
forgetting-none = Nid oes neb wedi'i anghofio eto.
forgetting-left = { $days ->
    [one] Un diwrnod ar ôl
    [two] Dau ddiwrnod ar ôl
   *[other] { $days } o ddyddiau ar ôl
}
forgetting-over = Wedi'i anghofio ym mhobman
forgetting-at = Wedi'i anghofio
forgetting-everywhere = Ni ellir darllen dim yn unman o ddiwedd y diwrnod hwn ymlaen: { $day }.
forgetting-certificate = Y dystysgrif
forgetting-by-rule = Wedi'i anghofio gan eich rheol ar gyfer aelodau y mae eu haelodaeth wedi dod i ben.
forgetting-first = Yn ôl i'r diweddaraf

certificate-title = Tystysgrif anghofio
certificate-text = Ar { $time } cafodd aelod ei anghofio.
certificate-gone-title = Beth a ddinistriwyd
certificate-gone-record = Cofnod yr aelod ym mhob fersiwn: enw, rhifau, cyfeiriadau, dyddiad geni, marciau, a'r allwedd a oedd yn cloi'r cyfan.
certificate-gone-calls = Gyda phwy yr oedd y galwadau a'r adroddiadau, beth a nododd galwyr, a negeseuon at yr aelod.
certificate-gone-ledger = Rhan yr aelod ym mhob cofnod yn y llyfr cofnodion.
certificate-gone-rejects = Rhesi a roddwyd yn ôl i bwy bynnag a fewnforiodd, lle'r oedd rhif aelodaeth, cyfeiriad e-bost neu rif ffôn yr aelod ynddynt.
certificate-gone-rejects-later = Mae rhesi a roddwyd yn ôl i bwy bynnag a fewnforiodd yn cael eu chwilio nawr. Edrychwch eto ymhen ychydig funudau.
certificate-stays-title = Beth sy'n cael ei gadw, a pham
certificate-backups-title = Copïau wrth gefn
certificate-backups = Mae copïau wrth gefn yn cadw'r cofnod wedi'i gloi ag allwedd sy'n cael ei dinistrio. O ddiwedd y diwrnod hwn ymlaen ni ellir darllen dim ohono yn unman: { $day }.
certificate-who-title = Pwy a'i gwnaeth
certificate-approved = Cymeradwywyd gan { $name },
certificate-log-title = Ble mae wedi'i ysgrifennu
certificate-log = Mae cofnod yn y llyfr cofnodion cyhoeddus sy'n dweud hynny. Gall unrhyw un wirio na chafodd ei newid.
certificate-entry = Cofnod
certificate-signed = Cofnodion dan y llofnod diweddaraf
certificate-request = Cais
certificate-names-nobody = Nid yw'r dudalen hon yn enwi neb. Ysgrifennwch yr enw ar eich llythyr, a pheidiwch â chadw copi o'r llythyr yn hirach nag sydd ei angen arnoch.

retention-title = Pa mor hir y mae pethau'n cael eu cadw
retention-text = Nid oes dim yn cael ei ddileu nes i chi ddweud hynny. Mae angen dau berson ar gyfer rheol: mae un yn gofyn amdani, ac mae cydweithiwr yn ei chymeradwyo. O hynny ymlaen mae'r hyn sy'n hŷn yn cael ei ddileu bob nos, a gallwch weld yma faint.
retention-suggestion = Ein hawgrym ni yw'r misoedd wrth ochr pob rheol; nid oes ffynhonnell iddynt.
retention-kept = { $months ->
    [one] Yn cael ei gadw am un mis.
    [two] Yn cael ei gadw am ddau fis.
   *[other] Yn cael ei gadw am { $months } mis.
}
retention-off = Yn cael ei gadw am byth.
retention-suggested = { $months ->
    [one] Ein hawgrym: un mis.
    [two] Ein hawgrym: dau fis.
   *[other] Ein hawgrym: { $months } mis.
}
retention-since = Ers { $time }
retention-would = { $count ->
    [one] Byddai hyn yn cael ei ddileu heno: un.
   *[other] Byddai hyn yn cael ei ddileu heno: { $count }.
}
retention-would-if = { $count ->
    [one] Gyda'n hawgrym byddai un yn cael ei ddileu.
    [two] Gyda'n hawgrym byddai dau'n cael eu dileu.
   *[other] Gyda'n hawgrym byddai { $count } yn cael eu dileu.
}
retention-count = Cyfrif beth fyddai'n cael ei ddileu
retention-counted = Wedi'i gyfrif nawr. Ni ddilëwyd dim.
retention-change-title = Newid rheol
retention-change-text = Mae cydweithiwr yn ei chymeradwyo ar y dudalen "Ceisiadau". Mae'r hyn y mae'r llyfr cofnodion yn ei ddweud am aelod yn mynd pan fydd yr aelod yn cael ei anghofio, ac nid cyn hynny.
retention-which = Beth
retention-months = Am faint o fisoedd
retention-months-hint = O 1 i 240. Gadewch hwn yn wag i gadw pethau am byth.
retention-reason = Pam
retention-ask = Gofyn i gydweithiwr ei gymeradwyo
retention-runs-title = Beth a ddilëwyd
retention-runs-none = Nid oes dim wedi'i ddileu eto.
retention-run-broken = Torrodd ar ei hanner; bydd y noson nesaf yn mynd ymlaen.
