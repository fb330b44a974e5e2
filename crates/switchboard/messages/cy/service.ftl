# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.

## How the installation stands

nav-installation = Gosodiad
nav-installation-hint = Beth sydd o'i le ar y peiriant, y post a'r copïau wrth gefn, a sut i'w drwsio
installation-title = Gosodiad
installation-sound = Does dim byd o'i le.
installation-wrong = Mae rhywbeth o'i le. Y peth gwaethaf sy'n dod gyntaf.
installation-same = Mae'r gweithredwr yn gweld yr un peth gyda `switchboard doctor`. Os bydd rhywbeth yn dal o'i le, bydd un llythyr y dydd yn dweud hynny.

severity-information = Da gwybod
severity-warning = I'w drwsio yn y dyddiau nesaf
severity-severe = I'w drwsio nawr

finding-configuration = Ni ellir defnyddio'r ffurfweddiad. Yn Saesneg: { $why }.
finding-configuration-mend = Trwsiwch y ffeil switchboard.toml. Mae pob allwedd wedi'i disgrifio yn docs/configuration.md.
finding-store = Ni ellir defnyddio'r gronfa ddata. Yn Saesneg: { $why }.
finding-store-mend = Tan hynny, ni all neb weithio. A yw'r gronfa ddata yn rhedeg, ac ai hon yw'r un sy'n perthyn i'r cyfeiriadur hwn? Ar ôl fersiwn newydd: `switchboard migrate`.
finding-keys-absent = Nid yw'r cyfeiriadur `keys` yno. Heb yr allweddi ni ellir darllen dim.
finding-keys-absent-mend = Rhowch ef yn ôl o'r lle y cedwir yr allweddi, ar wahân i'r copïau wrth gefn.
finding-file-open = Gall pobl eraill ar y peiriant hwn ddarllen `{ $path }`.
finding-file-open-mend = Rhedwch `chmod go= { $path }` (gall allwedd tystysgrif aros yn ddarllenadwy i'w grŵp: `chmod o= { $path }`).
finding-secret-absent = Ni ellir dod o hyd i `{ $path }`, ac mae'r ffurfweddiad yn ei enwi.
finding-secret-absent-mend = Rhowch y ffeil yno, yn ddarllenadwy i'r rhaglen yn unig, neu cywirwch ei llwybr.
finding-certificate-unusable = Ni ellir defnyddio'r dystysgrif. Yn Saesneg: { $why }.
finding-certificate-unusable-mend = Gosodwch `serve.certificate` a `serve.key` i bâr sy'n perthyn i'w gilydd, yna dechreuwch y rhaglen eto.
finding-certificate-past = Mae'r dystysgrif wedi dod i ben. Mae porwyr yn gwrthod agor y tudalennau.
finding-certificate-past-mend = Adnewyddwch hi nawr. Bydd y rhaglen yn cymryd yr un newydd o fewn munud.
finding-certificate-soon = Mae'r dystysgrif yn dod i ben ymhen { $days ->
    [0] llai na diwrnod
    [one] un diwrnod
    [two] dau ddiwrnod
   *[other] { $days } diwrnod
}.
finding-certificate-soon-mend = Adnewyddwch hi nawr, a chwiliwch pam na chafodd ei hadnewyddu ohoni'i hun. Bydd y rhaglen yn cymryd yr un newydd o fewn munud.
finding-certificate-ends = Mae'r dystysgrif yn dod i ben ymhen { $days } diwrnod.
finding-certificate-ends-mend = Adnewyddwch hi, neu gofalwch ei bod yn cael ei hadnewyddu ohoni'i hun. Bydd y rhaglen yn cymryd yr un newydd o fewn munud.
finding-certificate-name = Nid yw'r dystysgrif ar gyfer `{ $host }`, lle mae pobl yn agor y tudalennau.
finding-certificate-name-mend = Mynnwch un ar gyfer yr enw hwnnw hefyd, neu cywirwch `serve.host` neu `decoy.url`.
finding-certificate-renewal = Mae tystysgrif newydd, ac ni ellir ei defnyddio. Yn Saesneg: { $why }. Yr hen un sy'n dal i gael ei defnyddio.
finding-certificate-renewal-mend = Rhowch ddwy ffeil y pâr newydd yn eu lle. Bydd y rhaglen yn edrych eto o fewn munud.
finding-plain = Mae'n ateb ar y peiriant hwn yn unig, heb amgryptio.
finding-plain-mend = I bobl mewn mannau eraill gosodwch `serve.certificate` a `serve.key`, neu enwch y dirprwy weinydd sy'n siarad HTTPS yn `serve.proxy`.
finding-unplaced = Mae cofnod wedi aros { $minutes ->
    [one] un funud
    [two] dwy funud
   *[other] { $minutes } munud
} am ei le yn y llyfr cofnodion. Nes iddo gael un, gallai gael ei dynnu oddi yno heb i neb weld.
finding-unplaced-mend = A yw `switchboard serve` yn rhedeg, ac a yw cloc y peiriant yn gywir? Mae ei ffeil log yn dweud beth sy'n ei rwystro rhag mynd ymlaen.
finding-unsigned = Mae gan y llyfr cofnodion { $count ->
    [one] un cofnod na lofnododd neb
    [two] ddau gofnod na lofnododd neb
   *[other] { $count } o gofnodion na lofnododd neb
}.
finding-unsigned-mend = A yw `switchboard serve` yn rhedeg, ac a yw'r allweddi ganddo? Mae ei ffeil log yn dweud beth sy'n ei rwystro rhag llofnodi.
finding-clock-behind = Mae'r cloc y tu ôl i'r llofnod diwethaf.
finding-clock-behind-mend = Gosodwch gloc y peiriant, a throwch ei wasanaeth amser ymlaen.
finding-clock-apart = Mae { $seconds } eiliad o wahaniaeth rhwng cloc y peiriant hwn a chloc y gronfa ddata.
finding-clock-apart-mend = Trowch y gwasanaeth amser ymlaen ar y ddau.
finding-disk-full = Mae disg `{ $path }` yn llawn: mae { $megabytes } MB yn rhydd.
finding-disk-full-mend = Gwnewch le nawr. Tan hynny ni ellir ysgrifennu dim, ac ni all neb weithio.
finding-disk-low = Dim ond { $percent } % o ddisg `{ $path }` sy'n rhydd ({ $megabytes } MB).
finding-disk-low-mend = Gwnewch le, neu mynnwch ddisg fwy.
finding-disk-days = Ar y gyfradd hon bydd disg `{ $path }` yn llawn ymhen { $days ->
    [one] un diwrnod
    [two] dau ddiwrnod
   *[other] { $days } diwrnod
}.
finding-disk-days-mend = Gwnewch le, neu mynnwch ddisg fwy.
finding-disk-elsewhere = Mae'r gronfa ddata ar weinydd ar wahân. Nid yw ei ddisg yn cael ei wylio o'r fan hon.
finding-disk-elsewhere-mend = Trefnwch iddo gael ei wylio yno.
finding-backup-new = Nid oes copi wrth gefn eto.
finding-backup-new-mend = Rhedwch `switchboard backup TARGET`, a threfnwch iddo redeg bob nos.
finding-backup-never = Nid oes copi wrth gefn.
finding-backup-never-mend = Rhedwch `switchboard backup TARGET`, a threfnwch iddo redeg bob nos.
finding-backup-old = Mae'r copi wrth gefn diweddaraf yn { $hours } awr oed.
finding-backup-old-mend = Chwiliwch pam na chafodd ei wneud. I wneud un nawr: `switchboard backup TARGET`.
finding-key-old = Allwedd mis { $month } sydd mewn defnydd, a dylai fod wedi'i newid { $days } diwrnod yn ôl. Mae anghofio'n aros am hynny.
finding-key-old-mend = Rhedwch `switchboard keys rotate`, a chwiliwch pam na redodd ohono'i hun.
finding-key-kept = { $count ->
    [one] Dylai un hen allwedd mis fod wedi'i dinistrio.
    [two] Dylai dwy hen allwedd mis fod wedi'u dinistrio.
   *[other] Dylai { $count } o hen allweddi mis fod wedi'u dinistrio.
} Nid yw'r rhai a gafodd eu hanghofio bryd hynny wedi'u hanghofio eto.
finding-key-kept-mend = Rhedwch `switchboard keys status`. Efallai fod rhywun yn dal wedi'i lapio ganddi; mae `switchboard keys rotate` yn mynd ymlaen â'r hyn a dorrwyd ar ei hanner.
finding-mail-absent = Nid oes llythyrau'n mynd allan, gan nad oes gweinydd post wedi'i osod. { $count ->
    [0] Nid oes un yn aros.
    [one] Mae un yn aros.
    [two] Mae dau yn aros.
   *[other] Mae { $count } yn aros.
}
finding-mail-absent-mend = Gosodwch `mail.server` a `mail.from`, yna rhowch gynnig ar `switchboard doctor --mail-test ADDRESS`.
finding-mail-waits = { $count ->
    [one] Mae un llythyr yn aros
    [two] Mae dau lythyr yn aros
   *[other] Mae { $count } o lythyrau'n aros
}, yr hynaf ers { $hours } awr.
finding-mail-waits-mend = Rhowch gynnig ar `switchboard doctor --mail-test ADDRESS`. Mae ffeil log y rhaglen yn dweud beth mae'r gweinydd post yn ei ateb.
finding-host-absent = Mae llythyrau'n mynd allan, ond ni ddywedwyd o dan ba enw y mae pobl yn cyrraedd y lle hwn. Felly nid yw'r ddolen mewn llythyr gwahodd yn arwain i unman, ac ni all neb ychwanegu cyfrinallwedd (passkey) na mewngofnodi gydag un.
finding-host-absent-mend = Gosodwch `serve.host` i'r enw hwnnw, er enghraifft "phones.example.org", a dechreuwch y rhaglen eto.
finding-oidc-unusable = Ni all neb ddod i mewn drwy ddull mewngofnodi'r sefydliad ei hun. Yn Saesneg: { $why }.
finding-oidc-unusable-mend = Gofalwch fod `oidc.issuer`, lythyren wrth lythyren, yr un fath â'r hyn y mae ei ddogfen ei hun yn ei ddweud, fod y peiriant hwn yn ei gyrraedd ac yn ymddiried yn ei dystysgrif (`oidc.ca`), a bod `serve.host` wedi'i osod. Mae ffyrdd eraill pobl i mewn yn dal i weithio.
finding-mail-stuck = Nid yw llythyrau'n mynd allan: { $count ->
    [one] mae un yn aros
    [two] mae dau yn aros
   *[other] mae { $count } yn aros
}, yr hynaf ers { $hours } awr.
finding-mail-stuck-mend = Rhowch gynnig ar `switchboard doctor --mail-test ADDRESS`. Mae ffeil log y rhaglen yn dweud beth mae'r gweinydd post yn ei ateb.
finding-mail-given-up = { $count ->
    [one] Rhoddwyd y gorau i anfon un llythyr yr wythnos hon. Ni chafodd neb wybod beth oedd ynddo.
    [two] Rhoddwyd y gorau i anfon dau lythyr yr wythnos hon. Ni chafodd neb wybod beth oedd ynddynt.
   *[other] Rhoddwyd y gorau i anfon { $count } o lythyrau yr wythnos hon. Ni chafodd neb wybod beth oedd ynddynt.
}
finding-mail-given-up-mend = A yw cyfeiriad yr anfonwr yn cael anfon? Mae'r llyfr cofnodion yn dweud pa fath o lythyr oedd ef, a chod y gweinydd post.
finding-mail-bounced = { $count ->
    [one] Nid yw un cyfeiriad yn gweithio. Nid oes dim mwy yn cael ei anfon yno.
    [two] Nid yw dau gyfeiriad yn gweithio. Nid oes dim mwy yn cael ei anfon yno.
   *[other] Nid yw { $count } o gyfeiriadau'n gweithio. Nid oes dim mwy yn cael ei anfon yno.
}
finding-mail-bounced-mend = Does dim angen gwneud dim. Pan fydd cyfeiriad newydd ar y gofrestr, bydd llythyrau'n mynd yno.
finding-panics = { $count ->
    [one] Methodd un weithred yn fewnol ers i'r rhaglen ddechrau.
    [two] Methodd dwy weithred yn fewnol ers i'r rhaglen ddechrau.
   *[other] Methodd { $count } o weithredoedd yn fewnol ers i'r rhaglen ddechrau.
} Ni chollwyd dim.
finding-panics-mend = Edrychwch yn ffeil log y rhaglen a rhowch wybod am y peth.
finding-copy-nowhere = { $count ->
    [one] Cytunwyd ar brawf mewn copi, ac ni ellir gwneud copi: nid oes ganddo gyfeiriad.
    [two] Cytunwyd ar ddau brawf mewn copïau, ac ni ellir gwneud copi: nid oes ganddo gyfeiriad.
   *[other] Cytunwyd ar { $count } o brofion mewn copïau, ac ni ellir gwneud copi: nid oes ganddo gyfeiriad.
}
finding-copy-nowhere-mend = Gosodwch `decoy.listen` a `decoy.url` yn `switchboard.toml`, yna dechreuwch y rhaglen eto.
finding-testing-contact = Nid oes neb wedi'i enwi i bobl ddweud wrtho am dwll diogelwch yn y gosodiad hwn, felly nid oes security.txt.
finding-testing-contact-mend = Gosodwch `testing.contact` yn `switchboard.toml`, er enghraifft ["mailto:security@example.org"]; mae'r dudalen /testing yn ei ddangos.
finding-tps-none = Nid oes rhestr o'r Gwasanaeth Dewis Ffôn (TPS) yn cael ei chadw. Nid yw'r rheolau ffonio sydd mewn grym yn gofyn am un.
finding-tps-none-mend = Gofynnwch i'ch swyddog diogelu data a ddylid cymharu eich aelodau â hi.
finding-tps-needed = Nid oes rhestr o'r Gwasanaeth Dewis Ffôn (TPS), felly nid oes neb yn cael ei ffonio.
finding-tps-needed-mend = Mynnwch y rhestr ddiweddaraf gan ei chyhoeddwr, a chymerwch hi i mewn: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-tps-ends = Mae rhestr y Gwasanaeth Dewis Ffôn (TPS) yn { $days } diwrnod oed. O { $limit } diwrnod ymlaen ni fydd neb yn cael ei ffonio.
finding-tps-ends-mend = Mynnwch y rhestr ddiweddaraf gan ei chyhoeddwr, a chymerwch hi i mewn: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-tps-past = Mae rhestr y Gwasanaeth Dewis Ffôn (TPS) yn { $days } diwrnod oed, sy'n rhy hen. Nid oes neb yn cael ei ffonio.
finding-tps-past-mend = Mynnwch y rhestr ddiweddaraf gan ei chyhoeddwr, a chymerwch hi i mewn: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-witness-none = Nid oes tyst yn cydlofnodi'r llyfr cofnodion eto.
finding-witness-none-mend = Dewch o hyd i un, yn ddelfrydol ymgyrch sy'n cystadlu neu archwilydd: mae docs/witness.md yn dweud beth maen nhw'n ei wneud, a beth i'w osod yma. Tan hynny, cadwch y llythyrau nosol.
finding-witness-file = Ni ellir defnyddio'r ffeil sy'n enwi tystion y llyfr cofnodion. Yn Saesneg: { $why }. Nid oes neb yn cael ei holi.
finding-witness-file-mend = Trwsiwch y ffeil y mae `log.witnesses` yn ei henwi. Mae docs/witness.md yn dangos un.
finding-witness-contradicts = Mae tyst yn dangos hanes arall o'r llyfr cofnodion, wedi'i lofnodi â'i allwedd: { $names }.
finding-witness-contradicts-mend = Gofynnwch iddynt ar unwaith, dros y ffôn, beth welon nhw, a chadwch yr hyn y maen nhw'n ei ddangos i chi. Os na roddwyd copi wrth gefn yn ôl â llaw, mae rhywun yn dangos dau hanes.
finding-witness-strange = Mae tyst yn ateb fel petai wedi gweld hanes arall o'r llyfr cofnodion, ond nid yw'n dangos un: { $names }.
finding-witness-strange-mend = Gofynnwch i bwy bynnag sy'n ei redeg beth gydlofnododd ddiwethaf, a chymharwch hynny â'r dudalen "Y llyfr cofnodion cyhoeddus". Gall fod yn nam ar eu hochr nhw; neu nid yw eu rhaglen yn dangos i neb beth welodd.
finding-witness-few = { $hours ->
    [0] Rhy ychydig o dystion sydd wedi cydlofnodi'r llyfr cofnodion yn ddiweddar.
    [one] Ers awr, rhy ychydig o dystion sydd wedi cydlofnodi'r llyfr cofnodion.
    [two] Ers dwy awr, rhy ychydig o dystion sydd wedi cydlofnodi'r llyfr cofnodion.
   *[other] Ers { $hours } awr, rhy ychydig o dystion sydd wedi cydlofnodi'r llyfr cofnodion.
}
finding-witness-few-mend = Mae'r dudalen "Y llyfr cofnodion cyhoeddus" yn dangos pwy sydd ar ei hôl hi a pham. Gofynnwch i bwy bynnag sy'n eu rhedeg.
finding-witness-behind = { $hours ->
    [0] Nid yw'r tystion hyn wedi cydlofnodi'r llyfr cofnodion yn ddiweddar: { $names }.
    [one] Nid yw'r tystion hyn wedi cydlofnodi'r llyfr cofnodion ers awr: { $names }.
    [two] Nid yw'r tystion hyn wedi cydlofnodi'r llyfr cofnodion, un ohonynt ers dwy awr: { $names }.
   *[other] Nid yw'r tystion hyn wedi cydlofnodi'r llyfr cofnodion, un ohonynt ers { $hours } awr: { $names }.
}
finding-witness-behind-mend = Mae'r dudalen "Y llyfr cofnodion cyhoeddus" yn dangos pam. Gofynnwch i bwy bynnag sy'n eu rhedeg.
finding-publish-other-log = Nid yw'r llyfr cofnodion yn cael ei gyhoeddi: llyfr cofnodion arall sydd yn `{ $path }`.
finding-publish-other-log-mend = Ar ôl adfer mae enw arall ar y llyfr cofnodion. Gadewch yr hyn sydd yno fel y mae, ac enwch gyfeiriadur arall yn `log.publish`, gyda'i gyfeiriad gwe ei hun; mae `{"{"}log{"}"}` ynddo yn troi'n enw'r llyfr cofnodion.
finding-publish-other-history = Nid yw'r llyfr cofnodion yn cael ei gyhoeddi: nid dechrau'r llyfr hwn sydd yn `{ $path }`.
finding-publish-other-history-mend = Cadwch y ffeiliau hynny, a pheidiwch ag ysgrifennu drostynt: maen nhw'n dangos beth gafodd ei lofnodi. Os na roddwyd copi wrth gefn yn ôl â llaw, gofynnwch pwy newidiodd y llyfr cofnodion neu'r ffeiliau, a dywedwch wrth y swyddog diogelu data. Os rhoddwyd un yn ôl, mae docs/backup.md yn dweud sut y mae'r llyfr cofnodion yn mynd ymlaen.
finding-publish-unwritable = { $hours ->
    [0] Nid yw'r llyfr cofnodion yn cael ei gyhoeddi: ni ellir darllen `{ $path }` nac ysgrifennu iddo.
    [one] Nid yw'r llyfr cofnodion wedi'i gyhoeddi ers awr: ni ellir darllen `{ $path }` nac ysgrifennu iddo.
   *[other] Nid yw'r llyfr cofnodion wedi'i gyhoeddi ers { $hours } awr: ni ellir darllen `{ $path }` nac ysgrifennu iddo.
}
finding-publish-unwritable-mend = Edrychwch a yw'r ddisg honno'n llawn, ac a yw'r rhaglen yn cael ysgrifennu yno; gyda systemd, `ReadWritePaths=` yw hynny.
finding-publish-unreadable = Nid yw'r llyfr cofnodion yn cael ei gyhoeddi: nid yw'r hyn sydd gan y gronfa ddata ohono yn rhoi'r gwraidd a lofnodwyd.
finding-publish-unreadable-mend = Rhedwch `switchboard ledger verify`, sy'n dweud beth nad yw'n cyd-fynd, a chadwch gopi o'r gronfa ddata cyn newid dim.

## Letters

letter-test-subject = Llythyr gan { $organisation } i weld a yw llythyrau'n mynd allan
letter-test-body =
    Anfonwyd y llythyr hwn gan weithredwr { $place }, i weld a yw llythyrau'n mynd allan.

    Maen nhw. Does dim angen gwneud dim.
letter-alert-subject = { $organisation }: mae rhywbeth o'i le ar y gosodiad
letter-alert-body =
    Mae rhywbeth o'i le ar y gosodiad ar { $place } (sefydliad: { $organisation }).
    Mae pob peth wedi'i nodi yma gyda sut i'w drwsio, y gwaethaf gyntaf.

    { $findings }
    Mae'r dudalen "Gosodiad" a'r gorchymyn `switchboard doctor` yn dangos yr un peth.
    Bydd un llythyr y dydd ar y mwyaf, cyhyd ag y bydd rhywbeth o'i le.
letter-checkpoint-subject = { $organisation }: nifer y cofnodion yn y llyfr cofnodion yw { $size }. Cadwch y neges hon
letter-checkpoint-body =
    Cadwch y neges hon: mae'n hoelio'r llyfr cofnodion yn ei le.

    Mae Switchboard yn cofnodi pob edrychiad ar aelod (sefydliad: { $organisation }). Ar { $at } nifer y cofnodion yn y llyfr hwnnw oedd { $size }, a dyma beth lofnododd y peiriant amdanynt:

    { $checkpoint }
    Ni ellir dangos hanes arall o'r cofnodion hynny yn nes ymlaen i neb sy'n cadw hwn: byddai'n rhaid i bwy bynnag a newidiai un newid yr hyn sydd uchod. Cadwch negeseuon sawl diwrnod, yn rhywle arall heblaw gyda'r sefydliad ({ $organisation }).

    Yr allwedd a'i llofnododd:
    { $key }

    I wirio: rhowch y llinellau o enw'r llyfr cofnodion hyd at yr un olaf sy'n dechrau â llinell doriad mewn ffeil, a rhowch hi i `switchboard-verify log … --old FILE`. Mae sut i gael y rhaglen honno a'r llyfr cofnodion i'w weld ar { $place }, ar y dudalen "Y llyfr cofnodion cyhoeddus".
    Nid oes enw neb yn y neges hon, ac nid oes enw neb yn yr hyn a lofnodir.
letter-witness-contradicts-subject = { $organisation }: dangoswyd llyfr cofnodion arall i rywun
letter-witness-contradicts-body =
    Ar { $at } dangosodd tyst o'r llyfr cofnodion ar { $place } (y tyst: { $names }) bwynt gwirio nad yw'n perthyn i'r llyfr hwn, ac a lofnodwyd ag allwedd y llyfr hwn:

    { $checkpoint }
    Os na roddwyd copi wrth gefn yn ôl â llaw, mae pwy bynnag sy'n dal y peiriant a'i allweddi yn dangos dau hanes. Cadwch y neges hon, a gofynnwch i'r tyst ar unwaith, dros y ffôn, beth arall sydd ganddo. Dywedwch wrth y tystion eraill a phob ymgyrch beth sydd uchod: mae'n ei brofi, i unrhyw un sydd ag allwedd y llyfr cofnodion a phwynt gwirio'r llyfr hwn ei hun o'r un maint.
letter-objection-taken-subject = Ni fyddwn yn eich ffonio
letter-objection-taken-body =
    Rydych chi'n aelod o'r sefydliad { $organisation }.

    Ar { $at } { $way ->
        [page] dywedasoch chi, neu rywun â chod ar gyfer eich tudalen eich hun, yno
        [office] ysgrifennodd ein swyddfa aelodaeth
       *[other] dywedasoch chi wrth alwr
    } nad ydych chi am gael eich ffonio { $size ->
        [this-campaign] gan yr ymgyrch honno
        [any-campaign] gan unrhyw ymgyrch
       *[other] gan neb ohonom
    }. Mae hynny'n sefyll o'r eiliad honno ymlaen.

    Os nad chi wnaeth, neu os cewch eich ffonio er hynny, atebwch y llythyr hwn.

    { $organisation }
letter-account-added-subject = { $organisation }: rhoddwyd cyfrif i rywun
letter-account-added-body =
    Rhoddwyd cyfrif a rôl ar { $place } i { $account }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }.
    Y rôl: { $role ->
        [membership-officer] swyddog aelodaeth
        [returning-officer] swyddog canlyniadau
        [dpo] swyddog diogelu data
        [approver] cymeradwywr
        [organiser] trefnydd
        [caller] galwr
        [committee] aelod o'r pwyllgor sy'n gwylio'r ornest
        [auditor] archwilydd
       *[other] { $role }
    }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-account-ended-subject = { $organisation }: daeth mynediad rhywun i ben
letter-account-ended-body =
    Rhoddwyd terfyn ar fynediad { $account } ar { $place }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-office-left-subject = { $organisation }: mae aelodaeth cydweithiwr wedi dod i ben
letter-office-left-body =
    Mae'r gofrestr ar { $place } yn dweud bod aelodaeth { $account }, sy'n dal swydd, wedi dod i ben. Nid yw ffeil yn dod â swydd
    neb i ben: edrychwch a yw'n parhau, ac fel arall rhowch derfyn ar y mynediad ar dudalen y cyfrifon.
letter-account-linked-subject = { $organisation }: dywedwyd pa gofnod yw un cydweithiwr ei hun
letter-account-linked-body =
    Ar { $place } dywedwyd pa gofnod aelod yw un { $account } ei hun, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }. O hyn ymlaen ni all { $account } newid y cofnod hwnnw, ac mae ail berson yn darllen pam mae unrhyw un yn edrych arno. Os oedd
    cofnod arall o'r blaen, gall { $account } newid hwnnw eto.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-code-handed-out-subject = { $organisation }: rhoddwyd cod newydd i gydweithiwr
letter-code-handed-out-body =
    Gwnaed cod newydd i { $account } ar { $place }. Gofynnwyd amdano gan { $asker }{ $how ->
        [alone] , a oedd wedi dweud hynny ddiwrnod ynghynt; ni wrthododd neb
       *[two] , ac fe'i cymeradwywyd gan { $by }
    }. Gyda'r cod mae { $account } yn mewngofnodi, ac yn gosod cyfrinair newydd ac ap newydd.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-account-shut-subject = { $organisation }: caewyd cyfrif cydweithiwr
letter-account-shut-body =
    Caewyd cyfrif { $account } ar { $place }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }. Nid oes neb yn mewngofnodi gydag ef nes y rhoddir cod newydd i { $account }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-recovery-asked-subject = { $organisation }: gofynnodd rhywun am ffordd yn ôl i mewn
letter-recovery-asked-body =
    Gofynnwyd am ffordd yn ôl i mewn i gyfrif { $account } ar { $place }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }. Bydd yn agor ar { $due }.

    Os na wyddoch ddim am hyn, mewngofnodwch ac ataliwch hi ar y dudalen "Cyfrifon" cyn hynny. Gall pawb mewn swydd wneud hynny.
letter-recovery-stopped-subject = { $organisation }: ataliwyd ffordd yn ôl i mewn
letter-recovery-stopped-body =
    Ataliwyd y ffordd yn ôl i mewn i gyfrif { $account } ar { $place }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
letter-numbers-refused-subject = { $organisation }: mae rhywun yn gwybod cyfrinair
letter-numbers-refused-body =
    Teipiodd rhywun gyfrinair cywir { $account } ar { $place }, a rhifau anghywir o'r ap, dro ar ôl tro.

    Os nad { $account } oedd yno gydag ap diffygiol, mae rhywun arall yn gwybod y cyfrinair. Ffoniwch { $account }. Gall cydweithiwr mewn swydd roi cod newydd ar y dudalen "Cyfrifon".
letter-password-set-subject = { $organisation }: gosodwyd eich cyfrinair neu eich ap
letter-password-set-body =
    Gosodwyd eich cyfrinair neu eich ap ar { $place } ychydig yn ôl.

    Os nad chi wnaeth, ffoniwch gydweithiwr mewn swydd ar unwaith: gall gau eich cyfrif ar y dudalen "Cyfrifon".
letter-passkey-added-subject = { $organisation }: ychwanegwyd cyfrinallwedd (passkey)
letter-passkey-added-body =
    Ychwanegwyd cyfrinallwedd (passkey) at eich cyfrif ar { $place } ychydig yn ôl. Mae pwy bynnag sydd â'r ddyfais yn mewngofnodi gyda hi fel chi.

    Os nad chi wnaeth, mewngofnodwch, tynnwch hi oddi yno ar y dudalen "Eich cyfrinallweddi", a dewch â'r sesiynau eraill i ben ar y dudalen "Ble rydych chi wedi mewngofnodi". Yna ffoniwch bwy bynnag a roddodd eich rôl i chi.
letter-program-made-subject = { $organisation }: crëwyd tocyn API
letter-program-made-body =
    Crëwyd tocyn API ar eich cyfrif ar { $place } ychydig yn ôl. Mae'r rhaglen sydd ag ef yn gweithredu fel chi nes iddo ddod i ben.

    Os nad chi wnaeth, mewngofnodwch, dewch ag ef i ben ar y dudalen "Rhaglenni sy'n gweithredu drosoch", a dewch â'r sesiynau eraill i ben ar y dudalen "Ble rydych chi wedi mewngofnodi". Yna ffoniwch bwy bynnag a roddodd eich rôl i chi.
letter-passkey-doubted-subject = { $organisation }: gwrthodwyd cyfrinallwedd (passkey) sy'n perthyn i chi
letter-passkey-doubted-body =
    Dangosodd rhywun gyfrinallwedd (passkey) sy'n perthyn i chi ar { $place }, ac nid oedd ei chyfrif o ddefnyddiau wedi mynd ymlaen. Mae hynny'n digwydd pan fydd copi ohoni. Ni chafodd neb ei adael i mewn.

    Mewngofnodwch mewn ffordd arall, tynnwch y gyfrinallwedd oddi yno ar y dudalen "Eich cyfrinallweddi", ac ychwanegwch un newydd. Os na cheisioch chi fewngofnodi nawr, ffoniwch bwy bynnag a roddodd eich rôl i chi.
letter-identity-connected-subject = { $organisation }: cysylltwyd eich cyfrif
letter-identity-connected-body =
    Cysylltwyd eich cyfrif ar { $place } â dull mewngofnodi'r sefydliad ei hun ychydig yn ôl. Mae pwy bynnag sy'n mewngofnodi yno fel yr un y cysylltwyd y cyfrif ag ef yn dod i mewn yma fel chi.

    Os nad chi wnaeth, mewngofnodwch mewn ffordd arall, datgysylltwch ef ar y dudalen "Mewngofnodi eich sefydliad", a dewch â'r sesiynau eraill i ben ar y dudalen "Ble rydych chi wedi mewngofnodi". Yna ffoniwch bwy bynnag a roddodd eich rôl i chi.
letter-device-code-subject = { $organisation }: eich cod
letter-device-code-body =
    Eich cod ar gyfer { $place } yw { $code }. Teipiwch ef ar y dudalen "Y ffôn hwn a PIN", sydd ar agor gennych. Mae'n gweithio am chwarter awr.

    Ar ei ben ei hun nid yw'n agor dim. Os nad oes tudalen o'r fath ar agor gennych, peidiwch â gwneud dim, a dywedwch wrth bwy bynnag a'ch gwahoddodd: efallai fod rhywun wedi mewngofnodi fel chi.
letter-device-key-added-subject = { $organisation }: ychwanegwyd ffôn
letter-device-key-added-body =
    Ychwanegwyd allwedd ffôn at eich cyfrif ar { $place } ychydig yn ôl, gyda PIN. Mae pwy bynnag sydd â'r ffôn hwnnw ac sy'n gwybod y PIN yn mewngofnodi fel chi, i ffonio.

    Os nad chi wnaeth, ffoniwch bwy bynnag a'ch gwahoddodd ar unwaith: gall ddod â'ch rôl i ben a rhoi cod newydd i chi.
letter-device-key-ended-subject = { $organisation }: nid yw ffôn yn eich mewngofnodi mwyach
letter-device-key-ended-body =
    Teipiwyd PIN anghywir bum gwaith yn olynol ar ffôn sy'n perthyn i chi, ar { $place }. Mae ei allwedd wedi mynd, ac nid oes neb yn mewngofnodi gyda hi mwyach.

    Os chi wnaeth, gofynnwch i bwy bynnag a'ch gwahoddodd am god newydd ac ychwanegwch y ffôn eto. Os nad chi wnaeth, dywedwch hynny wrthynt: efallai fod eich ffôn gan rywun arall.
letter-new-device-subject = { $organisation }: mewngofnodi o borwr newydd
letter-new-device-body =
    Ar { $at } mewngofnododd rhywun fel chi ar { $place }, { $opened ->
        [code] gyda chod
        [set-up] gyda chod sy'n gosod cyfrinair
        [password] gyda'ch cyfrinair a'ch ap
        [passkey] gyda chyfrinallwedd (passkey)
        [device] gydag allwedd ffôn a PIN
        [oidc] gyda dull mewngofnodi'r sefydliad ei hun
        [oidc-alone] gyda dull mewngofnodi'r sefydliad ei hun
       *[other] gyda rhywbeth arall
    }, mewn porwr nad oeddech chi wedi'i ddefnyddio yno o'r blaen. Os chi wnaeth, mae popeth yn iawn.

    Os nad chi wnaeth, mewngofnodwch a dewch â'r sesiwn honno i ben ar y dudalen "Ble rydych chi wedi mewngofnodi", a ffoniwch bwy bynnag a roddodd eich rôl i chi ar unwaith. Gall gau eich cyfrif.
