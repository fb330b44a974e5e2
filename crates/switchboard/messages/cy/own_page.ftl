# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## A member's own page: who looked, who rang, and what they can say about it

own-ask-title = Ai gennym ni oedd yr alwad honno?
own-ask-text = Os ydych yn aelod, gallwch weld yma pwy wnaeth eich ffonio ar ein rhan, beth gafodd ei ddangos iddynt, beth ysgrifennon nhw, a phwy arall edrychodd ar yr hyn rydym yn ei gadw amdanoch. Gallwch hefyd ddweud nad ydych eisiau cael galwadau. Yn gyntaf byddwn yn anfon cod i'r cyfeiriad e-bost sydd gennym ar eich cyfer.
own-ask-who = Eich cyfeiriad e-bost, eich rhif ffôn neu eich rhif aelodaeth
own-ask-who-hint = Fel y mae gennym ni. Os ydych yn rhannu cyfeiriad neu rif ag aelod arall, ysgrifennwch eich rhif aelodaeth.
own-ask-button = Anfonwch god ataf
own-ask-have = Mae gen i god
own-without-title = Os na ddaw cod
own-without-text = Nid oes gennym gyfeiriad e-bost ar eich cyfer, neu mae gennym un arall, neu cafodd ei newid yn y 14 diwrnod diwethaf: nid yw cyfeiriad newydd yn cael cod am gyhyd â hynny, fel na all neb gyrraedd eich tudalen drwy ei newid. Yn yr achos hwnnw ysgrifennwch atom neu ffoniwch ni, yn y ffordd sydd yn y llythyr diwethaf a gawsoch gennym, a gofynnwch am god: wedi i chi ddangos pwy ydych, bydd y swyddfa'n dweud un wrthych, a byddwch yn ei deipio yma.
own-without-write = Gallwch hefyd ysgrifennu i'r cyfeiriad { $address }.
own-without-object = Nid oes angen cod i ddweud nad ydych eisiau cael galwadau: dywedwch wrth bwy bynnag sy'n eich ffonio, ac ni fydd neb o'n pobl ni yn eich ffonio eto.

own-code-title = Teipiwch eich cod
own-code-asked = Os yw hwn yn gyfeiriad neu'n rhif aelod, mae llythyr â chod ar ei ffordd i'r cyfeiriad e-bost sydd gennym. Gall gymryd rhai munudau. Rydym yn dweud yr un peth wrth bawb, fel na all neb ddarganfod yma pwy sy'n aelod. Tra bo cod yn ddilys ni fydd un arall yn cael ei anfon.
own-code-demo = Mewn arddangosiad nid oes llythyrau'n cael eu hanfon. Y cod yw
own-code-who = Yr hyn a ysgrifennoch wrth ofyn am y cod
own-code-who-hint = Os dywedodd ein swyddfa'r cod wrthych: eich rhif aelodaeth, neu'r rhif ffôn sydd gennym ar eich cyfer.
own-code-code = Y cod
own-code-hint = Deuddeg o lythrennau a digidau. Mae'n gweithio unwaith, am hanner awr; mae un a ddywedodd ein swyddfa wrthych yn gweithio am awr. Nid yw priflythrennau a chysylltnodau yn gwneud gwahaniaeth.
own-code-wrong = Nid yw'r cod hwn yn agor dim gyda'r hyn a ysgrifennoch: cod arall ydyw, neu mae wedi'i ddefnyddio, neu mae ei amser ar ben.
own-code-button = Agor fy nhudalen
own-code-again = Gofyn am god newydd

own-page-title = Beth rydym yn ei gadw amdanoch
own-page-text = Mae'r dudalen hon ar agor am hanner awr. Mae'r ffaith eich bod wedi edrych yn cael ei chofnodi hefyd.
own-covered = Ein swyddfa ddywedodd y cod wrthych, felly gallai un ohonom ar ei ben ei hun fod y tu ôl iddo. Ni ddangosir yr hyn a ysgrifennodd ymgyrchoedd amdanoch, na chopi, ac ni ellir tynnu gwrthwynebiad yn ôl yma. Gofynnwch i ni amdanynt isod: cewch ateb yn ôl y gyfraith. Mae'r hyn a ddywedwch yn erbyn galwadau yn cyfrif ar unwaith.
own-done-button = Rwyf wedi gorffen
own-was-text = Mae pob galwad yr ydym yn gwybod amdani isod: pa ymgyrch a ffoniodd, beth a ddaeth ohoni, beth a ddangoswyd ac a ysgrifennwyd. Os nad yw eich un chi yno, neu os ydych am wybod mwy, gofynnwch i ni.
own-rows-title = Pwy edrychodd a phwy ffoniodd
own-rows-text = Y rhai mwyaf newydd sy'n dod gyntaf. Mae pwy oedd yno yn cael ei ddangos yma yn ôl ymgyrch neu swydd, nid yn ôl enw.
own-rows-none = Nid oes dim wedi'i gofnodi amdanoch eto.
own-by-campaign = Rhywun sy'n ffonio dros yr ymgyrch { $campaign }
own-by-oneself = Chi, neu rywun â chod ar gyfer eich tudalen
own-by-coded = Chi, neu rywun arall, â chod o'n swyddfa
own-by-console = Gweithredwr y peiriant
own-by-system = Y rhaglen ar ei phen ei hun
own-what-unknown = Rhywbeth nad oes gan y fersiwn hon o'r rhaglen air amdano
own-purpose = At ba ddiben:
own-shown = Beth gafodd ei ddangos amdanoch:
own-contest = Yn yr ornest:
own-again = Gofynnwyd am alwad arall am { $time }
own-looked = { $count ->
    [0] Yr hyn a wnaed, fesul un
    [one] Edrychwyd unwaith: yr hyn a wnaed
   *[other] Edrychwyd { $count } o weithiau: yr hyn a wnaed, fesul un
}
own-call-cut = Gall mwy o'r alwad hon fod ar dudalen arall, gyda'r rhai mwy newydd neu hŷn.
own-complained = Trosglwyddwyd cwyn am yr alwad i'n swyddog diogelu data ar { $time }.
own-complaint-waits = Nid ymdriniwyd â hi eto.
own-complaint-settled = Ymdriniwyd â hi ar { $time }.
own-outcome = Beth nodon nhw:
own-note = Eu nodyn:
own-older = Dangos rhai hŷn
own-newest = Dangos y rhai mwyaf newydd
own-field-masked-name = Enw, wedi'i guddio heblaw am y llythrennau cyntaf
own-field-masked-phone = Ffôn, wedi'i guddio heblaw am y tri digid olaf
own-field-ended = A ydych yn aelod o hyd
own-field-notes = Nodiadau
own-field-reason = Rheswm a roddodd rhywun
own-field-outcome = Beth ddaeth o alwad
own-field-calls = Pryd cawsoch alwadau
own-field-called = Sut mae ymgyrch yn eich cyfrif wrth ddewis pwy i'w ffonio
own-called-not-rung = heb eich ffonio
own-called-not-reached = wedi'ch ffonio, heb eich cyrraedd
own-called-reached = wedi'ch cyrraedd
own-called-answered = dywedasoch “{ $answer }” wrth “{ $question }”
own-field-other = Rhywbeth arall

own-objections-title = Galwadau nad ydych eu heisiau
own-objections-none = Nid ydych wedi dweud dim yn erbyn galwadau.
own-since = Ers { $time }
own-size-this-campaign = Ddim gan yr ymgyrch
own-size-any-campaign = Ddim gan unrhyw ymgyrch
own-size-anyone = Ddim gan neb o'n pobl ni
own-allow-button = Caiff pobl fy ffonio eto
own-allow-text = Mae hynny'n tynnu'n ôl y cyfan a ddywedoch yn erbyn galwadau. Os nad yw rhywun arall sydd â'ch rhif ffôn eisiau cael galwadau, mae hynny'n dal i gyfrif ar gyfer y rhif.
own-object-who = Nid wyf eisiau cael galwadau
own-object-hint = Mae'n cyfrif ar unwaith, ym mhob man. Os oes gennym gyfeiriad, bydd llythyr yn dweud hynny wrthych.
own-object-anyone = gan unrhyw un o'ch pobl chi
own-object-any-campaign = gan unrhyw ymgyrch
own-object-campaign = gan yr ymgyrch { $campaign }
own-object-button = Peidiwch â'm ffonio

own-sources-title = O ble daeth
own-sources-text = Pryd daeth neu newidiodd yr hyn sydd gennym amdanoch, a pha ran ohono. Y mwyaf newydd sy'n dod gyntaf.
own-source-file = O ffeil y swyddfa aelodaeth:
own-source-hand = Â llaw, yn y swyddfa aelodaeth:

own-record-title = Eich cofnod
own-copy-title = Copi ohono
own-copy-text = Beth rydym yn ei gadw amdanoch, i'w ddarllen a'i argraffu, neu ar gyfer rhaglenni. Mae'r hyn a ysgrifennodd ymgyrch a'r swyddfa aelodaeth amdanoch ynddo. Beth nad yw ynddo: pam y cawsoch eich amddiffyn neu eich cyfyngu, yr hyn y gofynnoch i ni amdano a'n hatebion, sydd ar eich tudalen, a'r hyn a ddaeth gyda chofnod a gafodd ei gyfuno â'ch cofnod chi. Gofynnwch i ni isod am y rheini.
own-copy-read = Ei ddarllen neu ei argraffu
own-copy-json = Ar gyfer rhaglenni (JSON)
own-copy-print = Gallwch argraffu'r dudalen hon, neu ei chadw.
own-copy-cut = Dim ond y 2,000 o gofnodion mwyaf newydd sydd yma. Mae'r rhai hŷn ar eich tudalen, ar ei diwedd.
own-back = Yn ôl i'm tudalen
own-done-title = Mae eich tudalen wedi'i chau
own-done-text = Nid oes dim ohoni ar ôl yn y porwr hwn heblaw ei hanes. Caewch y ffenestr os yw pobl eraill yn defnyddio'r peiriant hwn.
own-done-again = Ei hagor eto

given-link = Rhoi cod i'r aelod hwn ar gyfer ei dudalen ei hun
given-title = Cod ar gyfer tudalen yr aelod ei hun
given-text = Gennych chi y mae aelod heb gyfeiriad e-bost, neu ag un anghywir, yn cael ei god: wyneb yn wyneb neu ar y ffôn. Rydych yn ei ddweud wrtho, ac mae'n ei deipio o dan "Ai gennym ni oedd yr alwad honno?" gyda'i rif aelodaeth neu ei rif ffôn.
given-proof = Yn gyntaf byddwch yn siŵr pwy yw. Ffoniwch yn ôl ar y rhif sydd yn y cofnod, neu gwelwch ddogfen. Gall pwy bynnag sy'n eich ffonio ac yn gwybod enw a rhif fod yn unrhyw un sy'n ffonio dros ymgyrch.
given-covered = Bydd ei dudalen wedi'i gorchuddio wedyn: mae'r hyn a ysgrifennodd ymgyrchoedd yn aros ynghudd, pwy bynnag sy'n rhoi cod. Mae agor y dudalen yn y cofnod fel peth a wnaed â chod o'n swyddfa, ac felly hefyd bob gwrthwynebiad a chais a wneir yno.
given-hint = Mae yn y cofnod ac ar dudalen yr aelod mai chi a'i rhoddodd. Mae pob swyddfa'n cael llythyr, a'r aelod hefyd, os oes gennym gyfeiriad. Daw cod a roesoch i'r aelod o'r blaen i ben.
given-button = Gwneud cod
given-say = Dywedwch y cod hwn wrth yr aelod. Dim ond y tro hwn y caiff ei ddangos.
given-until = Mae'n gweithio unwaith, tan { $time }.
given-where = Mae'n cael ei deipio ar y dudalen "Ai gennym ni oedd yr alwad honno?", o dan "Mae gen i god".
given-too-many = Rhoesoch gymaint o godau heddiw ag y caniateir, i'r aelod hwn neu i'r holl aelodau gyda'i gilydd. Rhowch y nesaf yfory, neu gofynnwch i gydweithiwr wneud hynny.
given-back = Yn ôl i'r cofnod
refusal-own-covered = Ein swyddfa ddywedodd wrthych y cod a agorodd y dudalen hon, felly mae'r rhan hon ohoni yn aros wedi'i gorchuddio. Gofynnwch i ni amdani: cewch ateb yn ôl y gyfraith.

action-see-what-is-kept-about-oneself = Gweld, fel aelod, beth sy'n cael ei gadw amdanoch eich hun
action-take-a-copy-of-what-is-kept = Cymryd copi ohono, fel aelod
action-object-to-calls-oneself = Dweud, fel aelod, nad ydych eisiau cael galwadau
action-take-back-ones-own-objection = Tynnu hynny'n ôl, fel aelod
action-ask-for-what-the-law-gives = Gofyn, fel aelod, am yr hyn y mae'r gyfraith yn ei roi
action-give-a-code-for-a-members-page = Rhoi cod i aelod ar gyfer ei dudalen ei hun
action-see-members-requests = Gweld beth mae aelodau'n gofyn amdano
action-read-a-members-request = Darllen beth mae aelod yn gofyn amdano
action-acknowledge-a-members-request = Dweud wrth aelod fod ei gais wedi cyrraedd
action-extend-a-members-request = Rhoi mwy o amser ar gyfer ateb i aelod
action-answer-a-members-request = Ateb yr hyn y mae aelod yn gofyn amdano

event-own-codes-asked = Gofynnwyd am godau ar gyfer tudalennau aelodau eu hunain
event-own-page-opened = Agorwyd tudalen aelod ei hun â chod
event-own-code-given = Rhoddodd god i aelod ar gyfer ei dudalen ei hun
event-own-page-shown = Dangoswyd i aelod beth sy'n cael ei gadw amdano
event-own-answers-shown = Dangoswyd i aelod beth ysgrifennodd ymgyrch amdano
event-own-copy-taken = Cymerodd aelod gopi o'r hyn sy'n cael ei gadw amdano
event-own-objection = Dywedodd aelod ar ei dudalen ei hun nad yw eisiau cael galwadau
event-own-calls-allowed = Tynnodd aelod ei wrthwynebiad yn ôl
event-right-asked = Gofynnodd aelod am yr hyn y mae'r gyfraith yn ei roi
event-right-acknowledged = Dywedwyd wrth aelod fod ei gais wedi cyrraedd
event-right-extended = Estynnwyd yr amser ar gyfer ateb i aelod
event-right-answered = Cafodd aelod ateb
event-right-late = Ni chafodd aelod ateb mewn pryd
event-rights-shown = Dangoswyd beth mae aelodau'n gofyn amdano
event-right-read = Darllenwyd beth mae aelod yn gofyn amdano
event-right-ended = Daeth cais aelod i ben heb ateb, am fod yr aelod wedi'i anghofio

letter-own-code-subject = { $organisation }: eich cod
letter-own-code-body =
    Gofynnodd rhywun, chi yn ôl pob tebyg, ar { $place } am gael gweld beth rydym yn ei gadw amdanoch: pwy wnaeth eich ffonio, beth gafodd ei ddangos iddynt, pwy edrychodd.

    Y cod yw { $code }

    Agorwch { $place }/rang/code mewn porwr a theipiwch ef yno, ynghyd â'r hyn a ysgrifennoch wrth ofyn. Mae'n gweithio unwaith, tan { $until }. Nid oes dolen yn y llythyr hwn sy'n agor dim, ac nid oes neb o'n pobl ni byth yn gofyn i chi am y cod.

    Os nad chi oedd yno, peidiwch â gwneud dim: heb y cod nid oes neb yn gweld dim. Os yw llythyrau fel hyn yn dal i ddod, atebwch yr un hwn.

    { $organisation }
letter-own-calls-allowed-subject = { $organisation }: gellir eich ffonio eto
letter-own-calls-allowed-body =
    Rydych yn aelod o'r sefydliad { $organisation }.

    Ar { $at } gwnaethoch chi, neu rywun â chod ar gyfer eich tudalen eich hun, dynnu'n ôl yno yr hyn roeddech wedi'i ddweud yn erbyn galwadau. O'r foment honno ymlaen gellir eich ffonio eto.

    Os nad chi oedd yno, atebwch y llythyr hwn: efallai fod rhywun yn darllen eich post.

    { $organisation }
letter-own-code-given-subject = { $organisation }: rhoddodd ein swyddfa god ar gyfer eich tudalen
letter-own-code-given-body =
    Rydych yn aelod o'r sefydliad { $organisation }.

    Ar { $at } dywedodd ein swyddfa aelodaeth god wrth rywun, chi yn ôl pob tebyg, sy'n agor y dudalen â'r hyn rydym yn ei gadw amdanoch.

    Os nad chi oedd yno, atebwch y llythyr hwn ar unwaith: efallai fod rhywun wedi esgus bod yn chi.

    { $organisation }
letter-own-code-given-office-subject = { $organisation }: rhoddwyd cod i aelod ar gyfer ei dudalen
letter-own-code-given-office-body =
    Ar { $at } rhoddodd { $by } god i aelod, wyneb yn wyneb neu ar y ffôn, ar gyfer ei dudalen ei hun. Nid yw'n dangos yr hyn a ysgrifennodd ymgyrchoedd.

    Mae pwy oedd yr aelod yn y cofnod, ar gyfer y swyddog diogelu data. Os ydych yn amau hyn, holwch { $by }.
letter-own-shared-subject = { $organisation }: ysgrifennwch eich rhif aelodaeth
letter-own-shared-body =
    Gofynnodd rhywun ar { $place } am gael gweld beth rydym yn ei gadw am aelod, a rhoddodd gyfeiriad neu rif ffôn y mae sawl un o'n haelodau yn ei rannu.

    Os chi oedd yno, gofynnwch eto ar { $place }/rang ac ysgrifennwch eich rhif aelodaeth yn lle hynny. Mae pob aelod yn gweld ei dudalen ei hun yn unig, ac nid tudalen neb arall.

    { $organisation }
letter-right-acknowledged-subject = { $organisation }: mae eich cais wedi cyrraedd
letter-right-acknowledged-body =
    Mae'r hyn y gofynnoch i ni amdano ar { $at } wedi cyrraedd. Byddwch yn cael ateb erbyn { $due } fan hwyraf.

    { $organisation }
letter-right-extended-subject = { $organisation }: mae eich ateb yn cymryd mwy o amser
letter-right-extended-body =
    Gofynnoch i ni am rywbeth ar { $at }. Mae'r ateb yn cymryd mwy o amser: byddwch yn ei gael erbyn { $due } fan hwyraf. Mae'r rheswm ar eich tudalen eich hun: { $place }/rang

    Os nad ydych yn cytuno, gallwch gwyno wrth yr awdurdod diogelu data.

    { $organisation }
letter-right-answered-subject = { $organisation }: rydych wedi cael ateb
letter-right-answered-body =
    Mae'r hyn y gofynnoch i ni amdano ar { $at } wedi'i ateb. Mae'r ateb ar eich tudalen eich hun, lle nad oes neb arall yn ei ddarllen: { $place }/rang

    { $organisation }
letter-complaint-due-subject = { $organisation }: mae cwyn yn aros amdanoch
letter-complaint-due-body =
    Ar { $at } dywedodd galwr wrthym fod aelod yn cwyno am alwad. Erbyn { $due } rhaid rhoi gwybod i'r aelod ei bod wedi cyrraedd. Gweler "Cwynion" ar { $place }.
letter-right-due-subject = { $organisation }: mae aelod yn aros am ateb
letter-right-due-body =
    Ar { $at } gofynnodd aelod am yr hyn y mae'r gyfraith yn ei roi, a rhaid i'r aelod gael ateb erbyn { $due }. Gweler "Beth mae aelodau'n gofyn amdano" ar { $place }.

## What members ask for by law

nav-rights = Ceisiadau aelodau
nav-rights-hint = Beth mae aelodau'n gofyn amdano yn ôl y gyfraith, ac erbyn pryd y mae'n rhaid eu hateb.
right-own-title = Gofyn i ni am rywbeth
right-own-hint = Gofynnwch pwy oedd yno, neu am gywiro neu ddileu rhywbeth, neu cwynwch.
right-own-link = Gofyn, neu ddarllen ateb
right-own-text = Bydd y swyddog diogelu data yn eich ateb o fewn mis. Os bydd yn cymryd mwy o amser, byddwch yn cael gwybod hynny a pham, cyn i'r mis ddod i ben.
right-own-covered = Ein swyddfa ddywedodd y cod wrthych. Felly dim ond yr hyn y gofynnwyd amdano â chod o'r fath sydd yma, heb eiriau a heb ein hatebion. Bydd ein swyddog diogelu data yn ffonio neu'n ysgrifennu atoch gyda'r ateb.
right-kind = Beth rydych ei eisiau
right-access = Gwybod mwy am yr hyn sy'n cael ei gadw neu pwy oedd yno
right-correct = Cywiro rhywbeth
right-restrict = Ei gadw a pheidio â'i ddefnyddio
right-erase = Ei ddileu
right-complaint = Cwyno
right-other = Rhywbeth arall
right-words = Yn eich geiriau eich hun
right-words-hint = O 8 llythyren neu ddigid i 2,000 o nodau. Dim ond chi a'r swyddog diogelu data sy'n ei ddarllen.
right-ask = Anfon
right-before = Yr hyn y gofynnoch amdano
right-asked-at = Gofynnwyd ar
right-due-at = I'w ateb erbyn
right-answered-at = Atebwyd ar
right-acknowledged-at = Cadarnhawyd ei fod wedi cyrraedd ar
right-extended = Estynnwyd yr amser ddau fis.
right-late = Ni chafodd ei ateb mewn pryd.
right-why = Pam mae'n cymryd mwy o amser:
right-answer = Yr ateb:
right-slip-words = Ysgrifennwch o 8 llythyren neu ddigid i 2,000 o nodau.
right-slip-many = Mae pum peth y gofynnoch amdanynt yn aros am ateb. Arhoswch nes bod un wedi'i ateb.
right-slip-before = Gwnaed hyn o'r blaen. Ni newidiwyd dim.
right-slip-late = Mae'r amser i'w ateb wedi dod yn barod, felly ni ellir cymryd mwy o amser. Atebwch ef.
right-title = Beth mae aelodau'n gofyn amdano
right-text = Mae'r hyn sydd i'w ateb gyntaf ar y brig. Byddwch yn cael gwybod drwy lythyr wythnos ymlaen llaw, ac eto pan fydd yn hwyr. Mae agor un yn cael ei gofnodi.
right-late-count = { $count ->
    [one] Ni chafodd un aelod ateb mewn pryd.
   *[other] Ni chafodd { $count } o aelodau ateb mewn pryd.
}
right-none = Nid oes dim yn aros am ateb.
right-nobody = Ni ellir dangos dim o'r aelod hwn nawr.
right-more = Dangos y nesaf
right-first = Dangos yr hyn sydd i'w ateb gyntaf
right-one-title = Beth mae aelod yn gofyn amdano
right-acknowledge = Dweud wrth yr aelod fod y cais wedi cyrraedd
right-answer-words = Eich ateb
right-answer-hint = Bydd ar dudalen yr aelod ei hun, a bydd llythyr yn dweud hynny. Os nad oes gennym gyfeiriad e-bost ar gyfer yr aelod, anfonwch ef drwy'r post hefyd. Os yw'r aelod i'w anghofio, atebwch yn gyntaf.
right-answer-button = Ateb
right-extend-words = Pam mae'n cymryd dau fis arall
right-extend-hint = Mae'r aelod yn ei ddarllen. Dim ond lle mae'n gymhleth neu lle mae llawer ohonynt, a dim ond unwaith.
right-extend-button = Cymryd dau fis arall
right-coded = Gofynnwyd â chod o'n swyddfa: gair y swyddfa yw mai'r aelod oedd yno. Ni all ddarllen ateb yma. Byddwch yn sicr pwy yw, a ffoniwch neu ysgrifennwch ato.
right-unreached = Nid oes gennym gyfeiriad e-bost ar gyfer yr aelod hwn: ni fydd llythyr yn dweud wrtho am ateb. Ffoniwch neu ysgrifennwch ato.
right-back = Yn ôl at yr hyn y mae aelodau'n gofyn amdano
