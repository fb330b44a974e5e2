# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## One member

purpose-rings-us = Mae'r aelod ar y ffôn, neu yma
purpose-letter = Llythyr neu e-bost gan yr aelod
purpose-after-report = I gywiro'r hyn a adroddodd galwr
purpose-joins-or-leaves = Mae'r aelod yn ymuno neu'n gadael
purpose-data-request = Mae'r aelod yn gofyn beth rydym yn ei gadw amdanynt
purpose-other = Rhywbeth arall, a ddywedir isod

member-open = Agor
member-open-title = At ba ddiben rydych yn agor y cofnod hwn?
member-open-purpose = At ba ddiben rydych yn agor cofnod?
member-open-hint = Mae hyn yn cael ei gofnodi gyda'ch enw, a gellir dweud wrth yr aelod amdano.
member-open-words = Yn eich geiriau chi (mae angen hyn ar gyfer "rhywbeth arall")
member-open-choose = Dewiswch at ba ddiben, yna agorwch yr un rydych yn chwilio amdano.

words-short = Mae hyn yn dweud rhy ychydig. Ysgrifennwch frawddeg y bydd cydweithiwr yn ei deall.
words-long = Mae hyn yn rhy hir. Byrhewch ef i 2,000 nod.

why-drawn = Cafodd y cofnod hwn ei ddewis ar hap: gofynnir am reswm llawnach ar gyfer tuag un o bob deg.
why-own = Eich cofnod eich hun yw hwn. Mae cydweithiwr bob amser yn darllen y rheswm dros edrych ar eich cofnod eich hun.
why-colleague = Cofnod cydweithiwr yw hwn, neu dywedwyd hynny unwaith. Mae ail berson bob amser yn darllen y rheswm dros edrych ar gofnod o'r fath.
whose-own = Eich cofnod eich hun yw hwn.
whose-colleague = Cofnod cydweithiwr yw hwn, neu dywedwyd hynny unwaith.

member-reason-title = Dywedwch fwy cyn edrych
member-reason-text = Ysgrifennwch pam mae angen y cofnod hwn arnoch. Mae ail berson yn ei ddarllen, a gall eich holi amdano. Ni ddangosir dim am yr aelod cyn hynny.
member-reason-words = Pam mae angen y cofnod hwn arnoch?
member-reason-hint = Un neu ddwy frawddeg. Maen nhw'n cael eu cadw gyda'r cofnod.
member-reason-button = Anfon ac agor y cofnod
member-reason-leave = Peidio â'i agor, chwilio eto
member-opened-for = Agorwyd at y diben hwn:

member-title = Un aelod
member-open-until = Mae'n aros ar agor tan { $time }. Mae dangos y dudalen hon yn cael ei gofnodi.
member-phone = Ffôn
member-mobile = Ffôn symudol
member-landline = Llinell dir
member-work-phone = Ffôn yn y gwaith
member-covered = Mae'r cofnod hwn wedi'i amddiffyn neu wedi'i gyfyngu, felly mae wedi'i guddio.
member-uncover = Dangos y cyfan
member-uncover-hint = Mae hyn yn cael ei gofnodi fel cam ar wahân.
member-own-unchanged = Ni allwch newid eich cofnod eich hun. Gofynnwch i gydweithiwr.

member-calls-title = Galwadau
member-calls-fine = Nid oes dim yn erbyn galwadau.
member-is-protected = Wedi'i amddiffyn: byth ar unrhyw ddesg. Dim ond swyddogion sy'n gweld hyn.
member-is-restricted = Wedi'i gyfyngu: yn cael ei gadw a heb ei ddefnyddio, byth ar unrhyw ddesg. Dim ond swyddogion sy'n gweld hyn.
member-is-deceased = Wedi marw. Nid oes neb yn ffonio.
member-is-do-not-call = Mae'r gofrestr yn dweud na ddylid ffonio.
member-objects-any = Nid ydynt am gael galwadau gan unrhyw ymgyrch.
member-objects-anyone = Nid ydynt am gael galwadau gan unrhyw un yma.
member-objects-to = { $count ->
    [one] Nid ydynt am gael galwadau gan un ymgyrch.
    [two] Nid ydynt am gael galwadau gan ddwy ymgyrch.
   *[other] Nid ydynt am gael galwadau gan { $count } o ymgyrchoedd.
}
member-resting = Dim galwad cyn { $time }.

member-object-title = Nid yw'r aelod am gael galwadau
member-object-whose = Galwadau gan
member-object-all = Unrhyw ymgyrch
member-object-button = Stopio'r galwadau hyn
member-object-hint = Mae'n gweithio ar unwaith. Mae cerdyn sydd ar agor yn mynd oddi ar ei ddesg.
member-allow-title = Mae'r aelod yn dweud bod galwadau'n iawn eto
member-allow-text = Dim ond yr aelod sy'n gallu tynnu gwrthwynebiad yn ôl. Mae pob un o'u gwrthwynebiadau'n dod i ben. Lle mae rhywun arall â'r un rhif yn gwrthwynebu, mae'r rhif hwnnw'n aros wedi'i stopio.
member-allow-words = Beth a ddywedodd yr aelod, a sut
member-allow-button = Caniatáu galwadau eto
member-protect-title = Amddiffyn yr aelod hwn
member-protect-text = Er diogelwch yr aelod, er enghraifft o ran stelcio neu gais gan yr heddlu: maen nhw'n gadael pob rhestr ffonio ar unwaith, a dim ond swyddogion sy'n gwybod.
member-protect-button = Amddiffyn
member-protect-lift = Codi'r amddiffyniad
member-restrict-title = Cyfyngu'r cofnod hwn
member-restrict-text = Fel y caiff aelod ofyn tra bo anghydfod am rywbeth: mae'r cofnod yn cael ei gadw, ei gyfrif a'i ddangos wedi'i guddio, ac nid yw'n cael ei ddefnyddio.
member-restrict-button = Cyfyngu
member-restrict-lift = Codi'r cyfyngiad
member-mark-words = Pam

member-notes-title = Nodiadau
member-notes-none = Nid oes nodiadau i'w darllen yma.
member-note-words = Nodyn newydd
member-note-button = Cadw'r nodyn
member-note-hint = Gall yr aelod ofyn am gael ei ddarllen.
note-note = Nodyn
note-protected = Pam y cafodd ei amddiffyn
note-protected-lifted = Pam y codwyd yr amddiffyniad
note-restricted = Pam y cafodd ei gyfyngu
note-restricted-lifted = Pam y codwyd y cyfyngiad
note-calls-allowed = Pam mae galwadau wedi'u caniatáu eto
note-ended = Pam y daeth yr aelodaeth i ben
note-resumed = Pam mae'r aelodaeth yn mynd ymlaen

told-waits = Mae'n aros i gael ei setlo.
told-right = Roedd yn gywir.
told-mistaken = Camgymeriad oedd hwn.

member-changes-title = Newidiadau
member-changes-first = fersiwn gyntaf
member-looks-title = Pwy a edrychodd
member-looks = { $count ->
    [one] Agorodd swyddogion y cofnod hwn unwaith, gan gynnwys y tro hwn.
    [two] Agorodd swyddogion y cofnod hwn ddwywaith, gan gynnwys y tro hwn.
   *[other] Agorodd swyddogion y cofnod hwn { $count } o weithiau, gan gynnwys y tro hwn.
}
member-looks-before = Y tro cyn hynny: { $time }.
member-entries = { $count ->
    [one] Mae un cofnod yn y llyfr cofnodion am yr aelod hwn.
    [two] Mae dau gofnod yn y llyfr cofnodion am yr aelod hwn.
   *[other] Mae { $count } o gofnodion yn y llyfr cofnodion am yr aelod hwn.
}
member-looks-ledger = Pwy a agorodd gofnodion, yn y llyfr cofnodion
member-another = Dod o hyd i aelod arall

member-said-noted = Mae'r nodyn wedi'i gadw.
member-said-protected = Mae'r aelod wedi'i amddiffyn, ac oddi ar bob desg.
member-said-restricted = Mae'r cofnod wedi'i gyfyngu, ac oddi ar bob desg.
member-said-lifted = Mae wedi'i godi. Mae'r hyn arall sydd yn erbyn galwadau yn dal i sefyll.
member-said-objected = Mae'r galwadau hyn wedi'u stopio.
member-said-allowed = Mae'r hyn yr oedd yr aelod yn ei wrthwynebu wedi dod i ben. Nid yw rhif ffôn y mae gwrthwynebiad iddo o hyd yn cael ei ffonio; gall swyddog y sefydliad cyfan edrych arno.

reasons-title = Rhesymau i'w darllen
reasons-text = Rhoddodd cydweithwyr y rhesymau hyn cyn iddynt agor cofnod. Darllenwch bob un: a yw'n rheswm dros edrych? Lle gofynnwyd am reswm ac ni ddaeth un o fewn awr, dangosir hynny yma hefyd. Mae dangos y dudalen hon yn cael ei gofnodi.
reasons-never = Gofynnwyd, heb ateb erioed. Gofynnwyd am reswm cyn i'r cofnod hwn gael ei agor, ac ni ddaeth un. Ni ddangoswyd dim am yr aelod.
reasons-none = Nid oes rheswm yn aros amdanoch.
reasons-by = Edrychodd { $name }
reasons-questioned = Mae rhywun wedi holi am hyn. Pan fydd wedi'i egluro, dywedwch ei fod yn iawn.
reasons-said-fine = Wedi'i nodi: mae'n iawn.
reasons-said-ask-about = Wedi'i nodi: holir amdano. Siaradwch â'ch cydweithiwr.
reasons-said-before = Darllenwyd y rheswm hwn o'r blaen. Ni newidiwyd dim.
reading-fine = Mae'n iawn
reading-ask-about = Holi amdano

colleagues-title = Pa gofnodion sy'n perthyn i gydweithwyr
colleagues-text = Gall pwy bynnag sy'n gweithio yma fod yn aelod hefyd. Pan fydd yn hysbys pa gofnod yw eu cofnod nhw, mae ail berson yn darllen pob edrychiad arno, ac ni allant ei newid eu hunain. Os dywedwch mai cofnod arall ydyw yn nes ymlaen, darllenir edrychiadau ar y cyntaf yr un fath.
colleagues-not-own = Ni allwch ddweud pa gofnod yw eich un chi. Gofynnwch i gydweithiwr.
colleagues-linked = hysbys
colleagues-not-linked = ddim yn hysbys
colleagues-account = Cydweithiwr
colleagues-number = Eu rhif aelodaeth
colleagues-button = Eu cofnod nhw yw hwn
colleagues-said-linked = Mae'n hysbys nawr.
colleagues-said-no-member = Nid oes gan unrhyw aelod y rhif hwn. Chwiliwch amdano a'i deipio eto.

refusal-own-record = Eich cofnod eich hun yw hwn. Gofynnwch i gydweithiwr ei newid.
refusal-own-account = Eich cyfrif eich hun yw hwn. Gofynnwch i gydweithiwr ddweud pa gofnod yw eich un chi.
refusal-own-reason = Eich rheswm eich hun yw hwn. Mae cydweithiwr yn ei ddarllen.
refusal-look-over = Agorwyd y cofnod hwn yn rhy bell yn ôl. Chwiliwch amdano eto.
refusal-reason-first = Gofynnir am reswm llawnach yn gyntaf. Ewch yn ôl i'r cofnod.

event-reason-asked = Gofynnwyd am reswm llawnach cyn edrych
event-reason-given = Rhoddwyd rheswm llawnach dros edrych
event-reasons-shown = Dangoswyd rhesymau dros edrych
event-reason-read = Darllenodd ail berson reswm
event-member-corrected = Cywirwyd cofnod aelod
event-member-added = Ychwanegwyd aelod â llaw
event-membership-ended = Daethpwyd ag aelodaeth i ben
event-membership-resumed = Ailgychwynnwyd aelodaeth
event-member-protected = Amddiffynnwyd aelod
event-protection-lifted = Codwyd amddiffyniad
event-member-restricted = Cyfyngwyd cofnod
event-restriction-lifted = Codwyd cyfyngiad
event-calls-allowed = Daeth gwrthwynebiadau i ben ar air yr aelod
event-note-written = Ysgrifennwyd nodyn
event-account-linked = Cysylltwyd cyfrif â'i gofnod ei hun
event-contact-uncovered = Gofynnwyd unwaith eto am gofnod wedi'i guddio

home-reports-wait = { $count ->
    [0] nid oes un yn aros
    [one] un yn aros
    [two] dau'n aros
   *[other] { $count } yn aros
}
home-kept = { $count ->
    [one] Rydych yn cadw cofrestr y gangen hon: { $branch }.
    [two] Rydych yn cadw cofrestr y gangen hon: { $branch } (dwy gangen, gyda'r rhai oddi tani).
   *[other] Rydych yn cadw cofrestr y gangen hon: { $branch } ({ $count } o ganghennau, gyda'r rhai oddi tani).
}
home-reasons-questioned = { $count ->
    [one] Mae rhywun yn holi am reswm dros agor cofnod a roesoch, neu na roesoch erioed. Siaradwch â'ch cydweithwyr.
    [two] Mae rhywun yn holi am ddau reswm dros agor cofnodion a roesoch, neu na roesoch erioed. Siaradwch â'ch cydweithwyr.
   *[other] Mae rhywun yn holi am { $count } o resymau dros agor cofnodion a roesoch, neu na roesoch erioed. Siaradwch â'ch cydweithwyr.
}
nav-reasons = Rhesymau i'w darllen
nav-reasons-hint = Pam yr agorodd cydweithwyr gofnodion
reports-correct = Cywir: agor y cofnod a'i gywiro

correct-title = Cywiro'r cofnod hwn
correct-text = Mae'r hyn a adewch yn wag yn cael ei glirio. Daw i rym ar unwaith, hefyd ar y cerdyn nesaf a rennir. Mae'r cofnod yn y llyfr cofnodion yn enwi'r meysydd, nid yr hyn sydd ynddynt.
correct-wrong = Ni ellir darllen rhywbeth eto. Ni newidiwyd dim. Edrychwch ar y meysydd isod.
correct-elsewhere = Nid ydych yn cadw cofrestr y gangen honno. Teipiwch enw un rydych yn cadw ei chofrestr, neu un oddi tani; i symud rhywun i rywle arall, gofynnwch i swyddog aelodaeth y sefydliad. Ni newidiwyd dim.
member-add-text-branch = I rywun sy'n ymuno nawr. Mae angen yr enw, ac un o'r canghennau rydych yn cadw eu cofrestr.
member-add-number = Maen nhw'n cael rhif am y tro. Mae swyddog aelodaeth y sefydliad yn rhoi'r un go iawn.
correct-taken = Rhif aelodaeth aelod arall yw hwn. Ni newidiwyd dim.
correct-number = Rhif { $count }
correct-number-kind = Math o rif { $count }
correct-button = Cadw
correct-back = Yn ôl heb gadw
member-add-title = Ychwanegu aelod
member-add-text = I rywun sy'n ymuno nawr. Mae angen rhif aelodaeth ac enw.
member-add-button = Ychwanegu
wrong-name = Mae angen enw cyntaf neu gyfenw, pob un yn 200 nod ar y mwyaf.
wrong-external = Mae angen rhif aelodaeth, 64 nod ar y mwyaf.
wrong-phone = Ni allwn ddarllen y rhif hwn. Ysgrifennwch ef fel 07700 900123, neu gyda + a chod y wlad.
wrong-email = Nid cyfeiriad e-bost yw hwn. Ysgrifennwch ef fel name@example.org.
wrong-address = Mae rhywbeth yn y cyfeiriad na ellir ei ddangos, neu mae'n rhy hir.
wrong-birth-date = Ni allwn ddarllen y dyddiad hwn, neu nid oes neb wedi'i eni arno. Ysgrifennwch ef fel 24/03/1961.
wrong-branch = Mae enw'r gangen hon yn rhy hir neu ni ellir ei ddangos.
wrong-kind = Mae'r math hwn o aelodaeth yn rhy hir neu ni ellir ei ddangos.
wrong-joined-on = Ni allwn ddarllen hyn. Ysgrifennwch flwyddyn fel 1998, neu ddyddiad fel 24/03/1998.
wrong-ends-on = Ni allwn ddarllen y dyddiad hwn. Ysgrifennwch ef fel 31/12/2026.
wrong-area = Ni allwn gadw'r ardal hon. Byrhewch hi i 80 nod.
wrong-tags = Ni allwn gadw'r tagiau hyn. Ysgrifennwch 16 ar y mwyaf, gyda choma rhyngddynt, pob un yn 40 nod ar y mwyaf.
member-ended = Daeth yr aelodaeth i ben ar { $time }.
member-ended-not-in-roll = Nid oedd yr aelod mewn ffeil a oedd yn gofrestr gyfan.
member-ended-by-hand = Swyddog a ddaeth â hi i ben.
member-ended-undo = Tynnwyd yn ôl y ffeil a ddaeth â'r aelod i mewn.
member-end-title = Dod â'r aelodaeth i ben
member-end-text = Nid oes neb yn ffonio'r aelod o hynny ymlaen. Nid oes dim yn cael ei ddileu.
member-end-button = Dod â'r aelodaeth i ben
member-resume-title = Ailgychwyn yr aelodaeth
member-resume-text = Mae'r aelodaeth yn mynd ymlaen. Mae'r hyn arall sydd yn erbyn galwadau yn dal i sefyll.
member-resume-button = Ailgychwyn yr aelodaeth
member-changes-by-hand = â llaw
member-changes-by-file = o ffeil
member-said-corrected = Mae'r cofnod wedi'i gywiro. Mae mewn grym nawr.
member-said-unchanged = Ni newidiwyd dim: roedd yn dweud yr hyn oedd yn hysbys.
member-said-added = Mae'r aelod ar y gofrestr.
member-said-ended = Mae'r aelodaeth wedi dod i ben.
member-said-resumed = Mae'r aelodaeth yn mynd ymlaen.
