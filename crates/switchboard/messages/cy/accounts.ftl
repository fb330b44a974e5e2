# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Accounts, passwords and the app

role-approver = Ail berson
refusal-set-up-first = Gosodwch eich cyfrinair a'ch ap yn gyntaf, neu gyfrinallwedd.
event-password-set = Gosododd rhywun gyfrinair
event-app-set = Gosododd rhywun ap
event-code-handed-out = Cafodd cydweithiwr god newydd
event-account-shut = Caewyd ffordd cydweithiwr i mewn
event-recovery-asked = Gofynnwyd wrth y consol am ffordd yn ôl i mewn
event-recovery-stopped = Ataliwyd ffordd yn ôl i mewn
event-numbers-refused = Daeth y cyfrinair cywir gyda rhifau anghywir, dro ar ôl tro

nav-accounts = Cyfrifon
nav-accounts-hint = Pwy sy'n dal swydd yma, a phwy sy'n eu gwirio; cod newydd i gydweithiwr
nav-own = Eich cyfrinair
nav-own-hint = Newid eich cyfrinair neu'ch ap

## Signing in with a password

sign-in-staff = Oes gennych gyfrinair? Mewngofnodwch ag ef
staff-title = Mewngofnodi â'ch cyfrinair
staff-email = Eich cyfeiriad e-bost
staff-password = Eich cyfrinair
staff-number = Y rhif yn eich ap
again-title = Dangoswch eto mai chi sydd yno
again-text = Rydych wedi mewngofnodi. Mae'r hyn rydych eisiau ei wneud yn trosglwyddo data personol, yn agor neu'n cau ffordd i mewn, neu'n gofyn am ddau berson. Os oes mwy na 15 munud ers i chi ddangos mai chi sydd yno, mae'n gofyn unwaith eto.
again-refused = Ni wnaed dim eto. Ar ôl i chi ddangos mai chi sydd yno, byddwch yn dod yn ôl i'r dudalen roeddech arni: gwnewch hyn unwaith eto yno.
again-not-accepted = Ni weithiodd hynny. Unwaith yn unig y mae rhif o'ch ap yn gweithio: os ydych newydd ei ddefnyddio, arhoswch am yr un nesaf.
again-number-hint = Chwe digid. Mae'r ap yn dangos rhif newydd bob hanner munud.
again-button = Fi sydd yma
again-passkey-button = Dangos eich cyfrinallwedd
again-passkey-without = Sgript sy'n dangos eich cyfrinallwedd, ac nid yw eich porwr yn rhedeg un yma. Allgofnodwch, a mewngofnodwch eto ar ddyfais sy'n gallu ei dangos.
again-soon = Mae cryn amser ers i chi fewngofnodi. Cyn i chi lenwi dim yma, dangoswch eto mai chi sydd yno.
again-open = Dangos nawr
staff-code = Oes gennych gyfrinallwedd neu god? Mewngofnodwch yma
staff-number-hint = Chwe digid. Mae'r ap yn dangos rhif newydd bob hanner munud. Os ydych yn ffonio aelodau ac nad oes gennych ap, gadewch hwn yn wag.
staff-not-accepted = Ni weithiodd hynny. Gwiriwch y cyfan. Unwaith yn unig y mae rhif yn gweithio: os ydych newydd ei ddefnyddio, arhoswch am yr un nesaf.
staff-empty = Teipiwch eich cyfeiriad a'ch cyfrinair.
staff-lost = Wedi colli eich cyfrinair neu'ch ffôn? Os ydych yn ffonio aelodau, gofynnwch i bwy bynnag a'ch gwahoddodd am god newydd. Os ydych yn dal swydd, gofynnwch i swyddog arall am god newydd. Os nad oes swyddog arall, gall y sawl sy'n rhedeg y peiriant ofyn am ffordd yn ôl i mewn ar eich rhan. Mae hynny'n cymryd diwrnod.
first-title = Nid oes neb yn cadw'r gofrestr eto
first-text = Mae'r sawl sy'n rhedeg y peiriant yn enwi'r swyddog cyntaf wrth ei gonsol, â'r gorchymyn hwn:
first-command = switchboard account add --data DIR --role membership-officer --name NAME --email ADDRESS
first-then = Mae'n argraffu cod. Mae'r swyddog yn ei deipio ar y dudalen hon o fewn diwrnod.

## Choosing a password and setting up the app

set-up-title = Dewiswch eich cyfrinair
set-up-text = Mae eich cod wedi'i ddefnyddio nawr. Dewiswch gyfrinair a gosodwch ap ar eich ffôn. Ar ôl hynny byddwch yn mewngofnodi â'r ddau. Mae gennych awr i wneud hyn.
set-up-next = Nesaf: eich ap
set-up-app-title = Gosodwch eich ap
set-up-app-text = Agorwch ap ar gyfer rhifau mewngofnodi ar eich ffôn a gadewch iddo ddarllen y sgwâr hwn. Bydd unrhyw ap ar gyfer codau untro yn gwneud y tro.
set-up-square = Sgwâr i'ch ap ei ddarllen. Mae'r un peth isod mewn llythrennau.
set-up-type = Dim camera? Dewiswch "nodi allwedd" ("enter a key") yn yr ap a theipiwch hon. Gadewch y bylchau allan.
set-up-number = Y rhif y mae'r ap yn ei ddangos nawr
set-up-number-hint = Chwe digid. Bydd eich cyfrinair yn cyfrif o'r adeg y bydd y rhif hwn yn gywir.
set-up-number-wrong = Nid yw'r rhif hwnnw'n gywir. Arhoswch am yr un nesaf a'i deipio. Os bydd yn methu eto, gwiriwch fod cloc eich ffôn yn cael ei osod gan y rhwydwaith.
set-up-finish = Gorffen
password-new = Cyfrinair newydd
password-hint = O leiaf 12 nod. Ychydig eiriau nad ydynt yn perthyn i'w gilydd sydd orau. Nid oes angen digidau nac arwyddion.
password-again = Yr un peth eto
password-differs = Nid yw'r ddau yr un fath. Teipiwch y ddau unwaith eto.
password-short = Mae hwnna'n rhy fyr. Defnyddiwch o leiaf 12 nod, fel ychydig eiriau.
password-long = Mae hwnna'n hirach na 512 llythyren. Defnyddiwch lai.
password-common = Mae llawer o bobl yn defnyddio'r cyfrinair hwnnw, felly mae'n cael ei drio gyntaf. Defnyddiwch ychydig eiriau nad ydynt yn perthyn i'w gilydd.
password-own = Mae eich enw, eich cyfeiriad neu'r sefydliad ynddo, ac mae hynny'n cael ei drio gyntaf. Defnyddiwch eiriau eraill.
password-date = Mae dyddiadau a blynyddoedd yn hawdd eu dyfalu. Defnyddiwch ychydig eiriau nad ydynt yn perthyn i'w gilydd.
password-pattern = Mae rhesi o fysellau a phethau sy'n ailadrodd yn hawdd eu dyfalu. Defnyddiwch ychydig eiriau nad ydynt yn perthyn i'w gilydd.
password-word = Mae hwnna'n hawdd ei ddyfalu. Ychwanegwch air neu ddau arall.

own-title = Eich cyfrinair a'ch ap
own-text = Rydych yn mewngofnodi fel { $email }. Os byddwch yn newid rhywbeth yma, cewch eich allgofnodi ym mhob man arall.
own-old = Eich cyfrinair presennol
own-password-title = Newid eich cyfrinair
own-password-button = Newid y cyfrinair
own-app-title = Defnyddio ffôn arall
own-app-text = Gosodwch yr ap ar y ffôn newydd tra bo'r hen un gennych o hyd. Mae'r hen un yn cyfrif nes i'r un newydd roi ei rif cyntaf.
own-app-number = Y rhif yn eich hen ap
own-app-button = Gosod yr ap newydd
own-wrong = Nid yw'r cyfrinair neu'r rhif yn gywir. Unwaith yn unig y mae rhif yn gweithio: arhoswch am yr un nesaf.

## The accounts of those who hold an office

accounts-title = Cyfrifon
accounts-text = Pawb sy'n dal swydd yma, a phwy bynnag sy'n gwirio'r swyddi. Mae'r hyn a wnewch ar y dudalen hon yn cael ei gofnodi, ac mae pob swyddog yn cael neges amdano.
accounts-set = Yn mewngofnodi â chyfrinair ac ap, neu â chyfrinallwedd.
accounts-told = Mae ganddynt god heb ei ddefnyddio eto. Mae'n gweithio tan { $until }.
accounts-closed = Ni all fewngofnodi. Mae angen cod newydd.
accounts-own = Chi yw hwn. Gall dau o'ch cydweithwyr roi cod newydd i chi.
accounts-hand-out = Mae angen cod newydd arnynt
accounts-hand-out-two = Ar gyfer cydweithiwr sydd wedi colli ffôn neu wedi anghofio cyfrinair. Mae angen dau berson: rydych chi'n gofyn, mae llythyr yn dweud wrth eich cydweithiwr ar unwaith, ac mae ail berson yn cymeradwyo ac yn cael gweld y cod.
accounts-shut = Cau eu ffordd i mewn
accounts-more = Mwy
accounts-keeps-committee = Yn gwylio'r ornest ar ran yr aelodau. Yn cael pwynt gwirio'r llyfr cofnodion bob nos, ac nid yw'n gweld unrhyw aelod.
accounts-keeps-auditor = Yn gwirio o'r tu allan i'r swyddi. Yn cael pwynt gwirio'r llyfr cofnodion bob nos, ac nid yw'n gweld unrhyw aelod.
accounts-keeps = Nid oes unrhyw swydd yn eu gadael i mewn nac yn eu cau allan ar ei phen ei hun.
accounts-record = Mae angen cod arnynt
accounts-record-means = Mae cod yn gadael iddynt weld beth sydd yn y llyfr cofnodion amdanynt eu hunain. Mae angen dau berson: rydych chi'n gofyn, mae ail berson yn cymeradwyo ac yn cael ei weld, ac mae llythyr yn dweud wrthynt, os yw cyfeiriad yn hysbys ac os yw post yn mynd allan.
accounts-record-reason = Pam mae ei angen
accounts-record-ask = Gofyn am god
accounts-means-title = Beth mae'r botymau'n ei wneud
accounts-hand-out-means = Mae cod newydd yn gadael i'ch cydweithiwr ddewis cyfrinair newydd a gosod yr ap eto. Mae pwy bynnag sy'n ei gymeradwyo yn ei roi i'r cydweithiwr hwnnw a neb arall, ar lafar neu ar bapur. Nes iddo gael ei ddefnyddio, mae'r hen gyfrinair yn dal i weithio.
accounts-shut-means = Mae cau ffordd rhywun i mewn yn eu hallgofnodi ar unwaith ac yn dod â'u cyfrinair i ben. Mae eu rôl yn aros, ac mae cod newydd yn eu gadael i mewn eto. I dynnu rôl oddi ar rywun, dewiswch eu henw.
accounts-said-shut = Mae eu ffordd i mewn wedi'i chau. Maent wedi'u hallgofnodi ym mhob man.
accounts-said-stopped = Wedi'i atal. Nid yw'r cod a argraffwyd yn gweithio.
accounts-said-why = Dywedwch pam mewn ychydig eiriau, o leiaf wyth llythyren. Ni ofynnwyd am ddim.
accounts-said-not-left = Mae gan y person hwnnw rôl yma, felly nid oes neb yn cael cod i weld ei gofnod. Ni ofynnwyd am ddim.
accounts-said-no-role = Nid oes gan y person hwnnw rôl y mae cod ar ei chyfer yn gofyn am ddau berson. Mae rhywun sy'n ffonio yn cael cod gan bwy bynnag a'i gwahoddodd. Ni ofynnwyd am ddim.
accounts-said-nothing-waits = Nid oedd dim ar ôl i'w atal.
recovery-title = Gofynnodd rhywun am ffordd yn ôl i mewn ar ran { $name }
recovery-own-title = Gofynnodd rhywun am ffordd yn ôl i mewn ar eich rhan chi
recovery-text = Gofynnwyd amdani wrth gonsol y peiriant, { $asked }. Mae ei chod yn gweithio o { $due }.
recovery-do = Os ydych yn gwybod amdani, peidiwch â gwneud dim. Os nad ydych, ataliwch hi, a gofynnwch pwy oedd wrth y peiriant.
recovery-stop = Nid ni oedd hynny. Ei hatal
second-day = Nid oes neb arall a all benderfynu: gadewch i mi ei wneud heb neb arall ar ôl diwrnod
second-day-hint = Mae llai na phedwar o bobl yn dal swydd yma, felly efallai nad oes ail berson. Mae pob swydd a'r archwilydd yn cael gwybod ar unwaith drwy lythyr, a gall unrhyw un ohonynt ei wrthod. Ar ôl diwrnod byddwch yn dod yn ôl ac yn ei wneud.
