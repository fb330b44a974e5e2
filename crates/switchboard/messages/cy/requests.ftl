# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## What takes two people

nav-requests = Ceisiadau
nav-requests-hint = Penderfynu ar yr hyn y gofynnodd cydweithiwr amdano, a gweld beth ddaeth o'r hyn y gofynnoch chi amdano.
requests-title = Ceisiadau
requests-text = Mae angen dau berson ar gyfer rhai pethau: mae un yn gofyn ac yn dweud pam, a rhywun arall yn penderfynu. Pan fyddwch yn cymeradwyo, mae'n cael ei wneud ar unwaith, dan eich enwau chi eich dau. Mae dangos y dudalen hon yn cael ei gofnodi.
requests-waiting = Yn aros amdanoch
requests-none = Nid oes dim yn aros amdanoch.
requests-none-here = Nid oes cais mwy newydd yn aros amdanoch. Efallai fod rhai hŷn.
requests-own = Yr hyn y gofynnoch amdano
requests-own-none = Nid ydych wedi gofyn am ddim eto.
requests-asked = Gofynnwyd gan { $name },
requests-asked-console = Gofynnwyd wrth y peiriant ei hun,
requests-until = Gallwch benderfynu tan { $time }.
requests-own-until = Gall rhywun arall benderfynu tan { $time }.
requests-reason = Pam
requests-reason-gone = Anghofiwyd y rheswm gyda'r aelod.
requests-decided = Penderfynwyd gan { $name },
requests-decision = Yr hyn a ddywedwyd
requests-word = Pam rydych yn penderfynu fel hyn
requests-word-hint = Nid oes rhaid dweud pam rydych yn cymeradwyo. Os ydych yn gwrthod, dywedwch pam.
requests-approve = Cymeradwyo: ei wneud nawr
requests-refuse = Gwrthod
requests-withdraw = Ei dynnu'n ôl
requests-finish = Ei wneud nawr
requests-alone = Mae cyn lleied o bobl mewn swydd yma fel ei bod yn bosibl nad oes neb arall i gytuno. Oni bai fod rhywun yn gwrthod, caiff pwy bynnag a ofynnodd wneud hyn heb ail berson o { $time } ymlaen. Gallwch ei wrthod nes ei fod wedi'i wneud.
requests-own-alone = Gofynnoch am gael gwneud hyn ar eich pen eich hun. Dywedwyd wrth bob deiliad swydd drwy lythyr, a gall unrhyw un ohonynt ei wrthod. Os na fydd neb yn gwneud hynny, dewch yn ôl ar ôl { $time } a'i wneud.
requests-own-alone-due = Mae'r diwrnod ar ben ac nid oes neb wedi gwrthod. Gallwch ei wneud nawr, os oes llai na phedwar o bobl mewn swydd o hyd.
requests-more = Dangos y rhai nesaf
requests-first = Yn ôl i'r hynaf
requests-member-forgotten = Aelod sydd wedi'i anghofio
requests-about-keep = { $months ->
    [one] Cadw am un mis: { $what }
    [two] Cadw am ddau fis: { $what }
   *[other] Cadw am { $months } mis: { $what }
}
requests-about-backups = { $days ->
    [one] Cadw copïau wrth gefn am un diwrnod. Ni ellir darllen y rhai hŷn na hynny mwyach.
    [two] Cadw copïau wrth gefn am ddau ddiwrnod. Ni ellir darllen y rhai hŷn na hynny mwyach.
   *[other] Cadw copïau wrth gefn am { $days } o ddyddiau. Ni ellir darllen y rhai hŷn na hynny mwyach.
}
requests-about-keep-ever = Cadw am byth: { $what }

requests-about-record-told = Ysgrifennwyd llythyr i'w cyfeiriad eu hunain; efallai ei fod yn aros o hyd neu wedi dod yn ôl, felly cysylltwch â nhw eich hun cyn cymeradwyo. Mae'r cod yn cael ei ddangos i bwy bynnag sy'n cymeradwyo, sy'n ei roi iddyn nhw yn unig.
requests-about-record-untold = Nid oes cyfeiriad iddynt ar ffeil, felly ni ddywedodd llythyr wrthynt: cysylltwch â nhw eich hun cyn cymeradwyo. Mae'r cod yn cael ei ddangos i bwy bynnag sy'n cymeradwyo, sy'n ei roi iddyn nhw yn unig.
requests-about-back-told = Cod newydd ar gyfer eu cyfrif. Ysgrifennwyd llythyr i'w cyfeiriad eu hunain; efallai ei fod yn aros o hyd neu wedi dod yn ôl, felly siaradwch â nhw eich hun cyn cymeradwyo. Mae'r cod yn cael ei ddangos i bwy bynnag sy'n cymeradwyo, sy'n ei roi iddyn nhw yn unig.
requests-about-back-untold = Cod newydd ar gyfer eu cyfrif. Nid oes cyfeiriad iddynt ar ffeil, felly ni ddywedodd llythyr wrthynt: siaradwch â nhw eich hun cyn cymeradwyo. Mae'r cod yn cael ei ddangos i bwy bynnag sy'n cymeradwyo, sy'n ei roi iddyn nhw yn unig.
requests-said-handed = Rydych wedi'i gymeradwyo. Dangoswyd y cod i chi unwaith.
requests-said-done = Rydych wedi'i gymeradwyo. Mae wedi'i wneud.
requests-said-begun = Rydych wedi'i gymeradwyo. Mae'n cael ei wneud.
requests-said-failed = Rydych wedi'i gymeradwyo, ond nid oedd modd ei wneud mwyach. Ni newidiwyd dim.
requests-said-refused = Rydych wedi'i wrthod. Ni newidiwyd dim.
requests-said-withdrawn = Rydych wedi'i dynnu'n ôl. Ni newidiwyd dim.
requests-said-asker-left = Nid yw'r rôl gan bwy bynnag a ofynnodd mwyach, felly daeth y cais i ben. Ni newidiwyd dim. Os yw'n dal yn iawn, gofynnwch amdano eich hun.
requests-said-waits = Mae pwy bynnag a ofynnodd wedi'i rewi ar hyn o bryd, neu'r hyn y gofynnwyd amdano. Mae'r cais yn aros, ac ni newidiwyd dim. Penderfynwch arno pan fydd y rhewi ar ben.
requests-said-why = I wrthod, dywedwch pam mewn ychydig eiriau, 500 o lythrennau ar y mwyaf. Ni newidiwyd dim.
requests-said-asked = Mae eich cais yn aros am ail berson.
requests-said-asked-alone = Gofynnoch am gael gwneud hyn ar eich pen eich hun. Dywedir wrth bob deiliad swydd drwy lythyr. Dewch yn ôl pan fydd y diwrnod ar ben.
requests-said-already = Gofynnwyd am yr un peth eisoes, ac mae'n aros am ail berson.

request-not-same-person = Chi a ofynnodd am hyn, felly rhaid i rywun arall benderfynu. Ni newidiwyd dim.
request-not-theirs = Dim ond pwy bynnag a ofynnodd sy'n gallu tynnu cais yn ôl. Ni newidiwyd dim.
request-not-time-up = Mae'r amser i benderfynu ar ben. Os yw'n dal yn iawn, gofynnwch eto.
request-not-still-time = Mae amser o hyd i benderfynu. Ni newidiwyd dim.
request-not-decided = Penderfynwyd ar hyn o'r blaen. Ni newidiwyd dim.
request-not-not-approved = Nid yw hyn wedi'i gymeradwyo. Ni wnaed dim.
request-not-alone = Mae hyn yn aros am ail berson. Ni wnaed dim.
request-not-day-over = Nid yw'r diwrnod y gall pawb wrthod ynddo ar ben. Ni wnaed dim.

request-kind-forget-member = Anghofio aelod
request-kind-change-retention = Newid am faint y mae rhywbeth yn cael ei gadw
request-kind-change-backup-keep = Newid am faint y mae copïau wrth gefn yn cael eu cadw
request-kind-open-record = Gwneud cod sy'n agor cofnod rhywun ei hun
request-kind-recover-account = Gwneud cod newydd i rywun na all fewngofnodi mwyach

request-state-asked = Yn aros am ail berson
request-state-approved = Wedi'i gymeradwyo, yn cael ei wneud
request-state-refused = Wedi'i wrthod
request-state-withdrawn = Wedi'i dynnu'n ôl
request-state-lapsed = Wedi dod i ben
request-state-done = Wedi'i wneud
request-state-failed = Wedi'i gymeradwyo, ond nid oedd modd ei wneud

record-code-title = Cod ar gyfer cofnod rhywun ei hun
record-code-text = I { $name }. Mae'n gweithio unwaith, tan { $until }, ac yn agor eu cofnod eu hunain a dim byd arall. Dim ond yma a dim ond nawr y mae'n cael ei ddangos.
record-code-how = Rhowch ef i { $name } yn unig, ar lafar neu ar bapur: mae pwy bynnag sydd â'r cod yn gweld beth wnaeth { $name } yma a phryd. Maen nhw'n ei deipio ar y dudalen fewngofnodi. Maen nhw a phob deiliad swydd yn clywed drwy lythyr ei fod wedi'i wneud.
role-code-title = Cod ar gyfer rôl newydd
role-code-text = I { $name }. Mae'n gweithio unwaith, tan { $until }, a dim ond yma a dim ond nawr y mae'n cael ei ddangos. Nid yw'r hyn yr oeddent yn mewngofnodi ag ef hyd yma yn agor dim mwyach.
role-code-how = Rhowch ef i { $name } yn unig, ar lafar neu ar bapur. Maen nhw'n ei deipio ar y dudalen fewngofnodi; mae deiliad swydd yn gosod cyfrinair ac ap ag ef yn gyntaf.
back-code-title = Cod newydd
back-code-text = I { $name }. Mae'n gweithio unwaith, tan { $until }, a dim ond yma a dim ond nawr y mae'n cael ei ddangos. Nes iddynt ei ddefnyddio, mae'r hyn yr oeddent yn mewngofnodi ag ef o'r blaen yn dal i weithio.
back-code-how = Gwnewch yn siŵr mai â { $name } rydych chi'n siarad, a rhowch ef iddyn nhw yn unig, ar lafar neu ar bapur. Maen nhw'n ei deipio ar y dudalen fewngofnodi; mae deiliad swydd wedyn yn gosod cyfrinair newydd ac ap newydd.
record-code-back = Yn ôl i'r ceisiadau

retention-ended-members = Aelodau y daeth eu haelodaeth i ben, wedi'u hanghofio am byth
retention-outcomes = Yr hyn a ddaeth o alwadau, gyda'r aelod dan sylw
retention-notes = Nodiadau a ysgrifennodd galwyr
retention-officers-notes = Nodiadau a ysgrifennodd swyddogion am aelod
retention-looks = Pwy a agorodd gofnod ac at ba ddiben, pan ddarllenwyd y rheswm
retention-reports = Adroddiadau o alwadau a oedd yn gamgymeriadau
retention-rejected-rows = Rhesi o ffeiliau a roddwyd yn ôl
retention-sessions = Sesiynau sydd ar ben

letter-record-code-asked-subject = { $organisation }: gofynnodd rhywun am god sy'n agor eich cofnod
letter-record-code-asked-body =
    Ar { $place } gofynnwyd am god sy'n agor yr hyn sydd yn y llyfr cofnodion am eich cyfrif eich hun, { $account }: beth wnaethoch chi yno a phryd. Gofynnwyd amdano gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }. Gall ail berson ei gymeradwyo tan { $due }; cyn hynny nid oes cod.

    Os chi a ofynnodd amdano, nid oes angen gwneud dim: bydd pwy bynnag sy'n ei gymeradwyo yn rhoi'r cod i chi.
    Os nad chi a ofynnodd, dywedwch hynny ar unwaith, dros y ffôn, wrth un o ddeiliaid swydd { $organisation } heblaw pwy bynnag a ofynnodd: gallant ei wrthod ar y dudalen "Ceisiadau".
letter-record-code-made-subject = { $organisation }: gwnaed cod ar gyfer cofnod { $account } ei hun
letter-record-code-made-body =
    Ar { $place } gwnaed cod sy'n agor yr hyn sydd yn y llyfr cofnodion am { $account }: beth wnaethant yno a phryd, a dim byd arall. Gofynnwyd amdano gan { $asker ->
        [console] y gweithredwr wrth y consol
       *[other] { $asker }
    }, a'i gymeradwyo gan { $by }, a welodd y cod. Mae'n gweithio unwaith, tan { $due }.

    Os chi yw { $account } ac ni chawsoch y cod, neu os gwyddoch am reswm yn ei erbyn, gofynnwch ar unwaith, dros y ffôn, i un o ddeiliaid swydd { $organisation } beth ddaeth ohono.
letter-request-waits-subject = { $organisation }: mae cais yn aros am ail berson
letter-request-waits-body =
    Ar { $place } gofynnwyd am rywbeth y mae angen dau berson ar ei gyfer, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }: { $what }.

    Gall un ohonoch benderfynu arno tan { $due }, ar y dudalen "Ceisiadau". Yno y mae'r rheswm dros ofyn.

    Os yw'n ymddangos yn anghywir i chi, gwrthodwch ef, a holwch pwy bynnag a ofynnodd, dros y ffôn.
letter-request-alone-subject = { $organisation }: mae { $by } am wneud heb ail berson yr hyn y mae angen dau berson ar ei gyfer
letter-request-alone-body =
    Ar { $place } gofynnwyd am rywbeth y mae angen dau berson ar ei gyfer, gan { $by }: { $what }.

    Mae cyn lleied o bobl mewn swydd yno fel ei bod yn bosibl na all neb arall gytuno iddo. Felly dywedodd { $by } y bydd yn ei wneud heb ail berson. Gall ei wneud o { $due } ymlaen, ac nid cyn hynny.

    Os yw'n ymddangos yn anghywir i chi, neu os na wyddoch ddim amdano, gwrthodwch ef ar y dudalen "Ceisiadau": gall pob un ohonoch wneud hynny, nes ei fod wedi'i wneud. Yno y mae'r rheswm dros ofyn. Holwch { $by } hefyd, dros y ffôn.
letter-account-code-asked-subject = { $organisation }: gofynnodd rhywun am god newydd ar gyfer eich cyfrif
letter-account-code-asked-body =
    Ar { $place } gofynnwyd am god newydd y gallai rhywun fewngofnodi ag ef fel chi, { $account }, a dewis cyfrinair newydd. Gofynnwyd amdano gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }. Mae angen ail berson, neu ddiwrnod y caiff pob deiliad swydd ei wrthod ynddo; cyn hynny nid oes cod. Daw'r cais i ben ar { $due }.

    Os chi a ofynnodd amdano, nid oes angen gwneud dim: bydd y cod yn cael ei roi i chi.
    Os nad chi a ofynnodd, dywedwch hynny ar unwaith, dros y ffôn, wrth un o ddeiliaid swydd { $organisation } heblaw pwy bynnag a ofynnodd: gallant ei wrthod ar y dudalen "Ceisiadau".
