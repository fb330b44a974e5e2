# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# Agreed tests, and the answer to "it was only a test".
nav-licences = Profion y cytunwyd arnynt
nav-licences-hint = Ysgrifennu prawf cyn iddo ddechrau, dod ag un i ben, ac ateb a oedd rhywbeth yn brawf.
licences-title = Profion y cytunwyd arnynt
licences-text = Nid oes dim yn brawf os na chytunwyd arno cyn iddo ddechrau. Mae dau berson yn ei lofnodi, un ohonynt y swyddog diogelu data, ac mae'r hyn a wneir oddi tano yn ei nodi yn y llyfr cofnodion. Mae dangos y dudalen hon yn cael ei gofnodi.
licences-check = Ai prawf oedd hyn?
licences-new = Ysgrifennu prawf
licences-none = Ni chytunwyd erioed ar brawf yma.
licences-public = Beth mae pawb yn cael ei wybod am brofion
licences-back = Yn ôl i'r profion y cytunwyd arnynt

licence-title = Prawf y cytunwyd arno
licence-where-decoy = Mewn copi gydag aelodau dychmygol
licence-where-live = Yn y gosodiad hwn ei hun, ymhlith yr aelodau
licence-when = O { $from } tan { $until }.
licence-due = Rhaid cael ei adroddiad erbyn { $time }.
licence-yours = Rydych chi'n cynnal prawf o dan hwn. Peidiwch â dechrau ond pan fydd yn dweud ei fod yn rhedeg, a stopiwch pan ddaw i ben.
licence-stands-waiting = Yn aros am yr ail lofnod. Nid oes dim a wneir nawr yn brawf.
licence-stands-signed = Wedi'i lofnodi gan ddau. Gellir ei ddefnyddio cyn gynted ag y bydd tystion y llyfr cofnodion wedi'i weld. Nid oes dim a wneir nawr yn brawf.
licence-stands-agreed = Cytunwyd arno. Nid yw wedi dechrau: nid oes dim a wneir nawr yn brawf.
licence-stands-running = Mae'n rhedeg nawr.
licence-stands-over = Mae ar ben.
licence-stands-overdue = Mae ar ben, ac ni ddaeth ei adroddiad mewn pryd.
licence-stands-reported = Mae ar ben, ac mae ei adroddiad yno.
licence-stands-unused = Daeth i ben cyn y gellid ei ddefnyddio. Nid oedd dim yn brawf oddi tano.
licence-copy-none = Ni all copi gydag aelodau dychmygol redeg ar y peiriant hwn: rhaid i'r gweithredwr osod cyfeiriad ar ei gyfer yn gyntaf. Ni ellir cynnal prawf cyn hynny.
licence-copy-not-yet = Nid yw ei gopi gydag aelodau dychmygol yn rhedeg eto. Mae'n cael ei wneud pan fydd y prawf yn dechrau.
licence-copy-runs = Mae ei gopi gydag aelodau dychmygol yn rhedeg:
licence-copy-as = Fel pwy yr ydych yn cynnal y prawf?
licence-copy-enter = Gwneud cod ar gyfer y copi
licence-entered-title = Eich ffordd i mewn i'r copi
licence-entered-text = Agorwch y cyfeiriad a theipiwch y cod. Mae'n gweithio unwaith, am ddeg munud, ac mae'n cael ei ddangos yma'n unig a nawr yn unig. Nid oes neb yn y copi yn bod, ac mae popeth a wnewch yno'n cael ei gofnodi o dan y prawf.
licence-entered-where = Y cyfeiriad
licence-entered-as = Fel
licence-entered-code = Y cod
licence-end = Dod ag ef i ben nawr
licence-report = Adroddiad
licence-report-label = Beth y rhoddwyd cynnig arno, beth a ganfuwyd, beth a welwyd am bobl
licence-report-hint = Peidiwch â chynnwys enwau, rhifau na chyfeiriadau. Ni ellir ei newid wedyn.
licence-report-send = Cyflwyno'r adroddiad
licence-who = Pwy sy'n cynnal y prawf
licence-contact = I gael gafael arnynt tra bydd yn rhedeg:
licence-what = Beth mae'n ei gynnwys
licence-addresses = Y cyfeiriadau sy'n dechrau â:
licence-no-right = Nid yw trwydded yn rhoi unrhyw hawl: mae pwy bynnag sy'n cynnal y prawf yn gwneud yr hyn y caiff ei gyfrif ei wneud, ac mae'r hyn a wrthodir yn cael ei gofnodi fel ymgais. Byth wedi'u cynnwys: mynd â data aelodau adref, cyfrifon pobl eraill, rhwystro eraill rhag ffonio, twyllo pobl.
licence-proof = Beth sy'n profi y cytunwyd arno ymlaen llaw
licence-asked = Ysgrifennwyd a llofnodwyd gan { $name }, { $time }.
licence-signed = Llofnodwyd gan { $name }, { $time }.
licence-unsigned = Nid oes neb arall wedi'i lofnodi.
licence-ended = Daethpwyd ag ef i ben cyn ei amser gan { $name }.
licence-ended-console = Daethpwyd ag ef i ben cyn ei amser gan y gweithredwr wrth y peiriant.
licence-index = Cofnod { $index } yn y llyfr cofnodion ydyw.
licence-agreed = Mae i'w weld yn y llyfr cofnodion ers { $time }.
licence-word-witnesses = Cydlofnododd tystion y tu allan i'r sefydliad hwn hynny.
licence-word-operator = Nid oes gan y gosodiad hwn dystion: gair y gweithredwr yn unig sy'n dweud ei fod yno o'r blaen.
licence-note = Y pwynt gwirio sy'n ei ddal
licence-said-written = Mae wedi'i ysgrifennu gyda'ch llofnod chi, ac yn aros am yr ail un ar y dudalen “Ceisiadau”.
licence-said-ended = Mae ar ben. Nid oes dim a wneir o hyn ymlaen yn brawf.
licence-said-was-over = Roedd ar ben eisoes. Ni newidiwyd dim.
licence-said-reported = Mae'r adroddiad wedi'i gadw.
licence-said-not-over = Nid yw'r prawf ar ben, felly nid oes adroddiad eto. Ni newidiwyd dim.
licence-said-already = Mae adroddiad eisoes. Ni newidiwyd dim.
licence-said-no-report = Dywedwch beth y rhoddwyd cynnig arno a beth a ganfuwyd, mewn 20,000 o lythrennau ar y mwyaf. Ni newidiwyd dim.

licence-new-title = Ysgrifennu prawf
licence-new-text = Yr hyn a ysgrifennwch yma yw'r llofnod cyntaf; mae rhywun arall yn llofnodi ar y dudalen “Ceisiadau”. Un ohonoch eich dau yw'r swyddog diogelu data, ac nid yw'r naill na'r llall ohonoch yn cynnal y prawf.
licence-new-purpose = At beth y mae?
licence-new-testers = Cyfrifon pwy sy'n cynnal y prawf?
licence-new-testers-hint = Rhif pob cyfrif, un ar bob llinell; mae ar dudalen y cyfrif. Deuddeg ar y mwyaf.
licence-new-contact = Sut mae cael gafael arnynt tra bydd yn rhedeg?
licence-new-contact-hint = Rhif ffôn y mae rhywun yn ei ateb, fel y gellir ei stopio.
licence-new-where = Ble?
licence-new-rooms = Pa rannau o'r rhaglen?
licence-new-techniques = Beth y ceir rhoi cynnig arno?
licence-new-from = O
licence-new-from-hint = Yn ôl cloc eich sefydliad. Yn wag: cyn gynted ag y gellir ei ddefnyddio.
licence-new-until = Tan
licence-new-until-hint = Mae'n dod i ben ohono'i hun bryd hynny, ar ôl pythefnos fan bellaf.
licence-new-reason = Pam y dylai'r person arall lofnodi?
licence-new-sign = Ei lofnodi a gofyn am yr ail lofnod

licence-room-door = Mewngofnodi, sesiynau, ymuno
licence-room-accounts = Cyfrifon, rolau, gwahoddiadau
licence-room-desk = Y ddesg y mae pobl yn ffonio ohoni
licence-room-banks = Gornestau, banciau ffôn a'u niferoedd
licence-room-members = Chwilio am aelodau, eu hagor a'u cywiro
licence-room-roll = Ffeiliau, canghennau, dyblygiadau
licence-room-requests = Yr hyn sy'n gofyn am ddau berson, pa mor hir y mae pethau'n cael eu cadw
licence-room-log = Y llyfr cofnodion, cofnodion ac arddangosion
licence-technique-look = Gweld yr hyn y caiff y cyfrif ei weld
licence-technique-change = Newid yr hyn y caiff y cyfrif ei newid
licence-technique-probe = Gofyn am yr hyn na chaiff y cyfrif ei gael
licence-technique-automate = Gadael i raglen ei wneud

licence-not-no-tester = Dywedwch pa gyfrifon sy'n cynnal y prawf.
licence-not-too-many = Mae prawf yn enwi deuddeg cyfrif ar y mwyaf. Ysgrifennwch ail un ar gyfer y lleill.
licence-not-no-room = Dywedwch pa rannau o'r rhaglen sydd yn y prawf.
licence-not-no-technique = Dywedwch beth y ceir rhoi cynnig arno.
licence-not-past = Mae prawf yn dechrau ar ôl cytuno arno. Dewiswch ddechrau hwyrach, neu gadewch yn wag.
licence-not-ahead = Mae prawf yn dechrau o fewn tri mis. Ysgrifennwch ef yn nes ymlaen.
licence-not-over = Mae'r diwedd yn dod cyn y dechrau. Dewiswch ddiwedd hwyrach.
licence-not-too-long = Mae prawf yn para pythefnos ar y mwyaf. Ysgrifennwch un arall ar gyfer yr hyn sy'n dod wedyn.
licence-wrong-account = Nid oes cyfrif o'r fath, neu nid yw ei berchennog yn dal unrhyw rôl mwyach. Copïwch y rhif o dudalen y cyfrif.
licence-wrong-place = Dywedwch ble mae'r prawf yn cael ei gynnal.
licence-wrong-time = Ni ellir darllen amser. Dewiswch ddiwrnod ac amser y diwedd; gall y dechrau fod yn wag.
licence-wrong-words = Dywedwch at beth y mae a sut i gael gafael ar y rhai sy'n cynnal y prawf, pob un mewn 1,000 o lythrennau ar y mwyaf.
licence-wrong-reason = Dywedwch mewn ychydig eiriau pam y dylai'r person arall lofnodi.

licence-check-title = Ai prawf oedd hyn?
licence-check-text = Enwch y cyfrifon a'r amser. Cewch wybod beth wnaethant, a yw prawf y cytunwyd arno yn ei gynnwys, a chewch ffeil sy'n profi hynny i'r ddwy ochr. Mae arddangosyn pob cyfrif yn cael ei gofnodi.
licence-check-accounts = Pa gyfrifon?
licence-check-accounts-hint = Rhif pob cyfrif, un ar bob llinell, deg ar y mwyaf. Edrychir hefyd ar gyfrifon a wnaethant yn yr amser hwnnw.
licence-check-from = O
licence-check-until = Tan
licence-check-ask = Cael ateb
licence-check-too-many = Deg cyfrif ar y mwyaf mewn un cwestiwn. Gofynnwch am y lleill mewn ail un.
licence-check-time = Dewiswch ddiwrnod ac amser y ddau, gyda'r diwedd ar ôl y dechrau.
licence-check-not-signed = Nid yw'r llyfr cofnodion wedi'i lofnodi eto. Rhowch gynnig arall arni ymhen munud.

licence-answer-nothing = Ni wnaed dim
licence-answer-covered = Roedd y cyfan yn brawf y cytunwyd arno
licence-answer-not-covered = Nid oedd dim ohono'n brawf y cytunwyd arno
licence-answer-partly = Roedd rhan ohono'n brawf y cytunwyd arno, ac nid oedd rhan arall
licence-answer-part = Nid dyma'r cyfan: mae mwy nag sy'n ffitio mewn un ateb, neu ni ellir darllen copi yma. Gofynnwch am lai o gyfrifon neu am amser byrrach.
licence-answer-open = Nid yw'r amser hwnnw ar ben eto, neu nid yw ei weithredoedd olaf wedi'u llofnodi eto. Nid yw'r hyn a wneir yn y cyfamser yn yr ateb hwn: gofynnwch eto.
licence-answer-members = { $members ->
    [0] Ni ddangoswyd unrhyw aelod sy'n dal yn hysbys, ac ni chyffyrddwyd ag un.
    [one] Dangoswyd un aelod neu cyffyrddwyd ag ef; nid yw pwy bynnag a anghofiwyd ers hynny yn cael ei gyfrif.
    [two] Dangoswyd dau aelod gwahanol neu cyffyrddwyd â nhw; nid yw pwy bynnag a anghofiwyd ers hynny yn cael ei gyfrif.
   *[other] Dangoswyd { $members } o aelodau gwahanol neu cyffyrddwyd â nhw; nid yw pwy bynnag a anghofiwyd ers hynny yn cael ei gyfrif.
}
licence-answer-out = { $files ->
    [0] Ni chymerwyd unrhyw ffeil â data personol allan o'r rhaglen.
    [one] Cymerwyd un ffeil â data personol allan o'r rhaglen.
    [two] Cymerwyd dwy ffeil â data personol allan o'r rhaglen.
   *[other] Cymerwyd { $files } o ffeiliau â data personol allan o'r rhaglen.
}
licence-answer-made = wedi'u gwneud ganddynt yn yr amser hwnnw
licence-answer-sums = Beth a wnaed
licence-answer-what = Beth
licence-answer-count = Pa mor aml
licence-answer-under = O'r rhain, dan brawf y cytunwyd arno
licence-answer-licences = Y profion y cytunwyd arnynt
licence-answer-no-licence = Nid yw'r hyn a wnaed yn dwyn trwydded, ac ni ellir ychwanegu un: mae trwydded yn cael ei hysgrifennu gyda'r weithred ei hun.
licence-answer-copies = Mewn copïau gydag aelodau dychmygol
licence-answer-apart = Mae'r hyn sydd uchod am y gosodiad hwn yn unig. Mewn copïau nid oes neb yn bod, ac mae gan bob un ei ateb ei hun.
licence-answer-copy = Gweithredoedd: { $acts }, { $covered } ohonynt o dan y prawf, yn y llyfr cofnodion
licence-copy-still-runs = Mae'r copi'n dal i redeg. Mae ei gofnod cyntaf yn enwi'r prawf yn y llyfr cofnodion hwn.
licence-copy-sealed = Mae ei gofnod cyntaf yn enwi'r prawf yn y llyfr cofnodion hwn, ni newidiwyd dim yn ei lyfr cofnodion, ac mae'r llyfr cofnodion hwn yn dal ei bwynt gwirio olaf.
licence-copy-other = Nid yw ei lyfr cofnodion yn cyd-fynd â hwn, neu cafodd ei newid. Nid oes dim ynddo'n cyfrif. Gofynnwch i'r gweithredwr.
licence-copy-unread = Ni ellir darllen ei lyfr cofnodion ar y peiriant hwn. Gofynnwch yn y man lle cafodd ei redeg, neu gofynnwch i'r gweithredwr am ei gyfeiriadur.
licence-answer-proof = Y dystiolaeth
licence-answer-proof-text = Mae'r ffeil wedi'i phacio yn dal yr ateb hwn, arddangosyn o bob cyfrif, sy'n dangos ohono'i hun mai dyna'r cyfan sydd gan y llyfr cofnodion am y cyfrif hwnnw, ac o bob prawf ei fod yno o'r blaen. Rhowch hi i'r ddwy ochr: wedi'i dadbacio, mae switchboard-verify licence yn rhoi'r un ateb iddynt, drwy allweddi'r tystion y maent yn ymddiried ynddynt a heb y gosodiad hwn.
licence-answer-file = Cymryd y ffeil
licence-answer-acts = Pob gweithred, fel y mae yn y llyfr cofnodion
licence-answer-act = Cofnod { $index }. { $members ->
    [0] Dim aelod.
    [one] Un aelod.
    [two] Dau aelod.
   *[other] { $members } o aelodau.
}
licence-answer-is = O dan brawf y cytunwyd arno.
licence-answer-more = { $more ->
    [one] Mae un arall yn y ffeil.
    [two] Mae dwy arall yn y ffeil.
   *[other] Mae { $more } arall yn y ffeil.
}
licence-answer-again = Gofyn eto
licence-uncovered-none = Nid prawf: nid yw'n dwyn trwydded.
licence-uncovered-unknown = Nid prawf: mae'n dwyn trwydded nad yw'n hysbys yma.
licence-uncovered-other-account = Nid prawf: nid yw'r drwydded yn enwi'r cyfrif hwn.
licence-uncovered-other-world = Nid prawf: mae'r drwydded ar gyfer copi arall o'r rhaglen.
licence-uncovered-before = Nid prawf: mae yn y llyfr cofnodion o flaen y drwydded.
licence-uncovered-too-early = Nid prawf: fe'i gwnaed cyn y gellid defnyddio'r drwydded.
licence-uncovered-too-late = Nid prawf: fe'i gwnaed ar ôl i'r drwydded ddod i ben.
licence-uncovered-scope = Nid prawf: nid yw'r drwydded yn cynnwys gweithred o'r fath.

request-kind-grant-licence = Cytuno i brawf
requests-about-licence = Darllenwch ef yn gyfan cyn llofnodi:
area-licences = Profion y cytunwyd arnynt
action-see-agreed-tests = Gweld pa brofion y cytunwyd arnynt, a phryd
action-end-an-agreed-test = Dod â phrawf y cytunwyd arno i ben cyn ei amser
action-hand-in-a-tests-report = Cyflwyno adroddiad prawf
action-enter-the-copy-for-ones-own-test = Mynd i mewn i'r copi gydag aelodau dychmygol ar gyfer prawf sy'n eich enwi
action-check-whether-it-was-a-test = Cael gwybod a oedd rhywbeth yn brawf y cytunwyd arno
refusal-own-test = Chi fydd yn cynnal prawf o dan hwn, felly dau arall sy'n ei lofnodi. Gofynnwch i gydweithiwr.
why-own-test = Y person hwn fydd yn cynnal prawf oddi tano, felly dau arall sy'n ei lofnodi.
refusal-guardian-signs = Un o'r ddau sy'n llofnodi prawf yw'r swyddog diogelu data. Gofynnwch i'r swyddog hwnnw.
why-guardian-signs = Un o'r ddau sy'n llofnodi prawf yw'r swyddog diogelu data.
event-licence-signed = Cytunwyd ar brawf: llofnododd dau ef
event-licence-agreed = Gwelwyd prawf y cytunwyd arno yn y llyfr cofnodion, fel y gellir ei ddefnyddio
event-licence-ended = Daeth prawf y cytunwyd arno i ben
event-licence-reported = Cyflwynwyd adroddiad prawf
event-licence-overdue = Ni ddaeth adroddiad prawf mewn pryd
event-licences-shown = Dangoswyd profion y cytunwyd arnynt
event-licence-checked = Atebwyd a oedd rhywbeth yn brawf y cytunwyd arno

letter-test-agreed-subject = { $organisation }: cytunwyd ar brawf
letter-test-agreed-body =
    Ar { $place } cytunodd dau berson i brawf. Mae'n rhedeg o { $from } tan { $until }, unwaith y bydd tystion y llyfr cofnodion wedi'i weld.

    Mae pwy sy'n cynnal y prawf, beth a pham i'w gweld ar y dudalen "Profion y cytunwyd arnynt", o dan y cyfeiriad /licences. Os na wyddoch ddim am hyn, gall unrhyw un sy'n dal swydd ddod ag ef i ben yno ar unwaith.
letter-test-over-subject = { $organisation }: mae prawf ar ben
letter-test-over-body =
    Ar { $place } mae prawf a oedd yn ymwneud â chi ar ben. Rhaid cael ei adroddiad erbyn { $due }.

    Cyflwynwch ef ar y dudalen "Profion y cytunwyd arnynt", o dan y cyfeiriad /licences. Peidiwch â chynnwys enwau, rhifau na chyfeiriadau.
letter-test-overdue-subject = { $organisation }: ni ddaeth adroddiad prawf
letter-test-overdue-body =
    Ar { $place } daeth prawf i ben: { $ended }. Roedd rhaid cael ei adroddiad o fewn 72 awr ac ni ddaeth.

    Gofynnwch i bwy bynnag a gynhaliodd y prawf, ar y dudalen "Profion y cytunwyd arnynt".
