# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Inviting people to ring, and joining

nav-people = Pobl sy'n ffonio
people-invite = Gwahodd pobl, a gweld pwy sydd wedi ymuno
people-title = Pobl sy'n ffonio
people-text = Gwahoddwch bobl i ffonio dros eich ymgyrch. Mae pob un yn cael dolen a chod. Nid yw'r ddolen yn agor dim heb y cod, felly dywedwch y cod wrthynt mewn ffordd arall: dros y ffôn, wyneb yn wyneb neu ar bapur.
people-none = Nid oes neb wedi cael gwahoddiad eto.
people-list = Pwy rydych wedi'u gwahodd
people-open = Wedi cael gwahoddiad. Mae'r cod yn gweithio tan { $until }.
people-open-mailed = Wedi cael gwahoddiad, ac mae'r ddolen yn mynd allan drwy e-bost. Mae'r cod yn gweithio tan { $until }.
people-expired = Heb ymuno erbyn { $until }. Rhowch god newydd, neu tynnwch y gwahoddiad yn ôl.
people-joined = Wedi ymuno { $time }.
people-whole = Yr ymgyrch gyfan
people-new-code = Rhoi cod newydd
people-caller-code = Maent wedi colli eu ffordd i mewn
people-take-back = Tynnu'n ôl
people-more = Mwy
people-one-title = Gwahodd un person
people-name = Enw
people-name-hint = Fel y mae'r lleill yn eich ymgyrch yn eu hadnabod.
people-email = Cyfeiriad e-bost
people-email-hint = Yno y mae'r ddolen yn mynd. Gadewch ef yn wag i anfon y ddolen eich hun.
people-number = Rhif aelodaeth
people-number-hint = Gadewch ef yn wag, oni bai eu bod yn aelod a'ch bod yn gwybod eu rhif. Wedyn gallant ymuno ag ef a'r flwyddyn y cawsant eu geni, yn lle'r cod. Ni ddywedir yma a yw'r rhif yn gywir.
people-bad-number = Ni all hwnna fod yn rhif aelodaeth. Ysgrifennwch ef fel y mae yn y gofrestr, neu gadewch ef yn wag.
people-for = Maent yn ffonio dros
people-one-button = Gwahodd
people-file-title = Gwahodd o ffeil
people-file = Ffeil ag enwau a chyfeiriadau e-bost
people-file-hint = CSV, gyda llinell ar gyfer pob person, { $max } ar y mwyaf. Mae'r llinell gyntaf yn enwi'r colofnau: “name” ac “email”, neu “first name”, “last name” ac “email”.
people-file-button = Gwahodd pob un
people-taken-back = Wedi'i dynnu'n ôl. Nid yw ei ddolen na'i god yn agor dim mwyach.
people-bad-name = Mae'r enw ar goll.
people-bad-long = Mae'r enw hwnnw'n hirach nag 80 llythyren.
people-bad-email = Nid cyfeiriad e-bost yw hwnna. Ysgrifennwch un fel cai@example.org, neu gadewch ef yn wag.
people-too-many = Nifer y gwahoddiadau sydd ar agor yn barod: { $open }. 500 yw'r mwyaf a ganiateir ar unwaith. Ni wahoddwyd neb. Tynnwch rai yn ôl, neu arhoswch nes iddynt ymuno.
people-over = Mae'r ornest ar ben. Ni wahoddwyd neb.
people-file-wrong = Ni wahoddwyd neb. Cywirwch y llinellau hyn ac anfonwch y ffeil eto.
people-file-line = Llinell { $line }: { $why }
people-file-empty = Nid oes neb yn y ffeil. Mae angen llinell ar gyfer pob person.
people-file-columns = Nid oes colofn sy'n dweud pwy ydynt. Enwch hi “name”, neu “first name” a “last name”.
people-file-long = Mae mwy o linellau na { $max }. Rhannwch y ffeil yn sawl un.
people-file-unreadable = Ni ellir darllen y ffeil. Cadwch hi fel CSV a'i hanfon eto.

told-title = Dywedwch wrth bob un beth yw eu cod
told-text = Dim ond nawr y mae'r codau'n cael eu dangos. Maent yn gweithio tan { $until }, unwaith yr un. Dywedwch y cod wrth bob person mewn ffordd wahanol i'r ddolen: dros y ffôn, wyneb yn wyneb neu ar bapur.
told-mailed = { $count ->
    [0] Nid oes dolen yn mynd allan drwy e-bost. Anfonwch at bob person y ddolen sydd wrth ymyl eu cod.
    [one] Mae un ddolen yn mynd allan drwy e-bost.
   *[other] Mae { $count } o ddolenni'n mynd allan drwy e-bost.
}
told-no-post = Nid yw e-bost wedi'i osod yma, felly nid oes dolen yn mynd allan. Anfonwch at bob person y ddolen sydd wrth ymyl eu cod.
told-caption = Enwau, codau a dolenni
told-name = Enw
told-code = Cod
told-link = Dolen
told-by-mail = Drwy e-bost
told-already = Wedi cael gwahoddiad yn barod, neu wedi ymuno. Ni anfonwyd dim.
told-twice = Yn y ffeil ddwywaith. Gwahoddwyd unwaith.
told-back = Yn ôl at y bobl
told-one-title = Cod newydd
told-one = Ar gyfer { $name }. Mae'n gweithio unwaith, tan { $until }. Dim ond nawr y mae'n cael ei ddangos yma, ac nid yw codau hŷn yn gweithio mwyach.
told-one-how = Darllenwch ef iddynt neu ysgrifennwch ef iddynt. Byddant yn ei deipio ar y dudalen y mae'r ddolen yn ei hagor.
told-caller-how = Darllenwch ef iddynt neu ysgrifennwch ef iddynt. Byddant yn ei deipio ar y dudalen fewngofnodi, ac yn dewis cyfrinair newydd.

join-title = Ymuno
join-text = Cawsoch wahoddiad i ffonio aelodau. Cawsoch god gan bwy bynnag a'ch gwahoddodd.
join-code = Eich cod
join-code-hint = Deuddeg o lythrennau a digidau. Mae priflythrennau a llythrennau bach yr un fath.
join-text-birth = Cawsoch wahoddiad i ffonio aelodau. Teipiwch y cod a gawsoch gan bwy bynnag a'ch gwahoddodd. Os cawsoch eich gwahodd drwy eich rhif aelodaeth, gallwch deipio hwnnw a'r flwyddyn y cawsoch eich geni yn lle hynny.
join-birth = Neu, os nad oes cod gennych
join-birth-hint = Dim ond os cawsoch eich gwahodd fel aelod. Ar ôl pum cynnig anghywir bydd angen cod.
join-number = Eich rhif aelodaeth
join-year = Y flwyddyn y cawsoch eich geni
join-wrong-birth = Ni weithiodd hyn. Gwiriwch yr hyn a deipioch. Os yw'n gywir, gofynnwch i bwy bynnag a'ch gwahoddodd am god newydd.
join-empty-birth = Teipiwch y cod a gawsoch gan bwy bynnag a'ch gwahoddodd, neu eich rhif aelodaeth a'r flwyddyn y cawsoch eich geni.
join-read = Rwyf wedi darllen hyn
join-button = Ymuno
join-wrong = Ni weithiodd hyn. Gwiriwch y cod. Os yw'n gywir, gofynnwch i bwy bynnag a'ch gwahoddodd am un newydd.
join-empty = Teipiwch y cod a gawsoch gan bwy bynnag a'ch gwahoddodd.
join-unread = Darllenwch beth sy'n cael ei nodi amdanoch, a thiciwch y blwch oddi tano.
join-notice-holds = Testun Saesneg yr hysbysiad hwn y mae'r swyddog diogelu data yn ei lofnodi, a'r testun hwnnw sy'n cyfrif:
join-notice-title = Beth sy'n cael ei nodi amdanoch
join-notice-what = Pob cerdyn sy'n cael ei roi i chi, pob rhif sy'n cael ei ddangos i chi a phob canlyniad rydych yn ei nodi, gyda'ch enw a'r amser. Hefyd pryd rydych yn mewngofnodi. Nid yw eich galwadau'n cael eu recordio.
join-notice-who = Pwy sy'n ei weld: chi eich hun, o dan “Fy nghofnod”; swyddog diogelu data'r sefydliad hwn; a phwy bynnag y mae'n rhaid i'r swyddog ateb iddynt. Mae trefnydd eich ymgyrch yn gweld faint o gardiau a gawsoch heno, a dim un aelod.
join-notice-why = Mae yno fel y gellir dweud wrth aelodau pwy edrychodd ar eu cofnod. Ni ellir ei newid wedyn.
join-notice-object = Dydych chi ddim yn cytuno? Yna peidiwch ag ymuno, a dywedwch wrth y swyddog diogelu data. Gallwch wrthwynebu'n ddiweddarach hefyd: rhaid iddynt eich ateb.

joined-title = Sut byddwch yn dod yn ôl?
joined-text = Dewiswch gyfrinair. Ag ef a'ch cyfeiriad e-bost gallwch fewngofnodi eto, o unrhyw ddyfais.
joined-decoy = Copi prawf yw hwn: mae'r hyn rydych yn ei ddewis yma yn cael ei dderbyn, ond nid oes neb yn mewngofnodi â chyfrinair.
joined-demo = Arddangosiad yw hwn: mae'r hyn rydych yn ei ddewis yma yn cael ei dderbyn, ond nid oes neb yn mewngofnodi â chyfrinair.
joined-password-hint = O leiaf 15 nod. Ychydig eiriau nad ydynt yn perthyn i'w gilydd sydd orau. Nid oes angen digidau nac arwyddion.
joined-short = Mae hwnna'n rhy fyr. Defnyddiwch o leiaf 15 nod, fel ychydig eiriau.
joined-email = Teipiwch eich cyfeiriad e-bost. Byddwch yn mewngofnodi ag ef.
joined-taken = Ni ellir defnyddio'r cyfeiriad hwnnw yma. Defnyddiwch un arall, neu ewch ymlaen heb gyfrinair.
joined-button = Defnyddio'r cyfrinair hwn
joined-without = Mynd ymlaen heb gyfrinair
joined-without-text = Gallwch hefyd ffonio nawr heb yr un o'r ddau. Pan ddewch yn ôl, bydd rhaid i bwy bynnag a'ch gwahoddodd roi cod newydd i chi.
joined-device = Dim cyfrinair i'w gofio: mae'r ffôn hwn yn cadw allwedd, ac rydych yn dewis PIN o chwe digid neu fwy. Byddwch yn mewngofnodi yma'n unig. Mae cod yn cael ei e-bostio atoch unwaith.
joined-device-button = Defnyddio'r ffôn hwn a PIN
joined-home = Dewis cyfrinair, fel y gallwch ddod yn ôl heb god newydd

event-birth-year-tried = Teipiodd rhywun a wahoddwyd rif aelodaeth a blwyddyn geni
event-people-invited = Gwahoddodd trefnydd bobl i ffonio
event-invitations-shown = Dangoswyd gwahoddiadau ymgyrch
event-invitation-renewed = Cafodd gwahoddiad god newydd
event-invitation-taken-back = Tynnwyd gwahoddiad yn ôl
event-notice-read = Dywedodd rhywun a ymunodd fod yr hyn sy'n cael ei nodi wedi'i ddarllen
event-address-taken = Teipiodd galwr gyfeiriad sy'n perthyn i gyfrif arall
refusal-rings-only = Mae'r ffordd y gwnaethoch fewngofnodi yn ddigon ar gyfer ffonio, ac ar gyfer dim arall. Gofynnwch am god newydd a mewngofnodwch ag ef.
sessions-alone = Agorwyd â'ch cyfrinair
sessions-joined = Agorwyd drwy ymuno

letter-invitation-subject = { $organisation }: gwahoddiad i chi i ffonio aelodau
letter-invitation-body =
    Annwyl { $guest },

    Mae { $by } yn eich gwahodd i ffonio aelodau dros ymgyrch yn y sefydliad { $organisation }. Dyma'r dudalen lle rydych yn ymuno:

    https://{ $place }/join/{ $invitation }

    Mae'n gofyn am god. Bydd { $by } yn dweud y cod wrthych mewn ffordd arall, fel dros y ffôn. Ni fydd neb byth yn gofyn i chi amdano drwy e-bost.

    Os nad ydych yn adnabod { $by }, peidiwch â gwneud dim: nid yw'r llythyr hwn yn agor dim.
letter-callers-code-subject = { $organisation }: gwnaed cod newydd i chi
letter-callers-code-body =
    Mae { $by } wedi gwneud cod newydd ar gyfer eich cyfrif ar { $place }. Ag ef byddwch yn mewngofnodi ac yn dewis cyfrinair newydd.

    Os na wnaethoch ofyn amdano, ffoniwch swyddog diogelu data { $organisation }, a dywedwch wrth { $by }.
