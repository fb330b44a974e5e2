# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.

## Roles: who holds which, who gave it, and what somebody may do by it

nav-may = Beth y cewch chi ei wneud
nav-may-hint = Beth y cewch chi ei wneud yma a than pryd, a pham na chewch wneud y gweddill
event-terms-shown = Dangoswyd rolau rhywun
event-leave-shown = Dangoswyd beth y caiff rhywun ei wneud, a pham
request-kind-grant-term = Rhoi rôl i rywun
refusal-same-campaign = Mae pwy bynnag a ofynnodd am hyn, neu bwy bynnag y mae ar ei gyfer, yn perthyn i'r un ymgyrch â chi. Rhaid i rywun y tu allan i'r ymgyrch honno benderfynu. Ni newidiwyd dim.
refusal-ended-another = Daethoch â swydd cydweithiwr arall i ben lai na diwrnod yn ôl, felly ni allwch ddod â hon i ben eto. Gall swyddog arall wneud hynny, ar unwaith. Os oes rhywun arall yn defnyddio'r cyfrif hwn, caewch ei ffordd i mewn ar y dudalen "Cyfrifon": nid yw hynny byth yn aros. Ni newidiwyd dim.
refusal-renewals-spent = Rydych wedi ail-anfon cynifer o wahoddiadau heddiw ag a ganiateir i un cyfrif. Ewch ymlaen yfory. Ni newidiwyd dim.
refusal-last-in-office = Nid oes neb arall yn dal y swydd hon, felly ni ellir dod â hi i ben yma. Rhowch hi i rywun yn gyntaf. Gall y person sy'n rhedeg y peiriant ddod â hi i ben er hynny, gyda: switchboard account end

place-organisation = ar gyfer y sefydliad cyfan
place-branch = ar gyfer y gangen { $branch } a'r rhai oddi tani
place-contest = ar gyfer yr ornest { $contest }
place-campaign = ar gyfer yr ymgyrch { $campaign }, yn yr ornest { $contest }
place-bank = ar gyfer y banc ffôn { $bank }, ymgyrch: { $campaign }

purpose-membership-officer = Cadw'r gofrestr aelodau'n gywir.
purpose-returning-officer = Cynnal gornestau ar yr un telerau i bawb.
purpose-dpo = Gwirio sut mae data aelodau'n cael ei ddefnyddio.
purpose-approver = Bod yn ail berson sy'n cytuno, lle mae'n rhaid cael dau.
purpose-organiser = Cynllunio galwadau ymgyrch. Mae'n gweld niferoedd, byth bobl.
purpose-caller = Ffonio aelodau, un ar y tro.
purpose-committee = Gwylio'r ornest ar ran yr aelodau. Nid yw'n gweld yr un aelod.
purpose-auditor = Gwirio'r llyfr cofnodion o'r tu allan i'r swyddi. Nid yw'n gweld yr un aelod.

terms-title = Rolau
terms-text = Y rolau y mae'r person hwn yn eu dal, y bydd yn eu dal ac yr oedd yn eu dal. Mae dangos y dudalen hon yn cael ei gofnodi.
terms-text-part = Rolau'r person hwn yr ydych chi'n atebol amdanynt. Efallai fod rhai eraill, nad ydych yn eu gweld. Mae dangos y dudalen hon yn cael ei gofnodi.
terms-number = Rhif y cyfrif hwn:
terms-may = Beth y caiff { $name } ei wneud, a pham
terms-running = Nawr
terms-none = Nid oes rôl yn rhedeg nawr, felly ni all y person hwn wneud dim yma ond gweld ei gofnod ei hun.
terms-coming = Yn nes ymlaen
terms-past = Ar ben
terms-from = O { $from }, heb ddiwedd.
terms-from-until = O { $from } tan { $until }.
terms-ended-at = Daeth i ben ar { $time }.
terms-by = Rhoddwyd gan { $by }.
terms-by-two = Gofynnwyd amdani gan { $by }, cytunwyd gan { $agreed }.
terms-by-console = Rhoddwyd wrth y peiriant ei hun.
terms-by-console-and = Gofynnwyd amdani wrth y peiriant ei hun, cytunwyd gan { $agreed }.
terms-for = At beth y mae hon:
terms-end = Dod â'r rôl hon i ben nawr
terms-give-title = Rhoi rôl
terms-give-text = Nid oes neb yn rhoi rôl iddo'i hun. Mae swydd a rôl trefnydd yn gofyn am ddau berson: rydych chi'n gofyn ac yn dweud pam, ac mae rhywun arall yn cytuno. Mae pwy bynnag sy'n cael swydd yn cael ei allgofnodi, yn dewis cyfrinair ac yn gosod ap; at hynny mae cydweithiwr yn rhoi cod newydd iddo.
terms-what = Rôl a lle
terms-two = (yn gofyn am ddau berson)
terms-first-day = Diwrnod cyntaf
terms-first-day-hint = Gadewch yn wag i ddechrau ar unwaith.
terms-last-day = Diwrnod olaf
terms-last-day-hint = Mae swydd yn dod i ben ar ôl dwy flynedd fan bellaf, ac ar ôl un os gadewch hyn yn wag.
terms-reason = Pam
terms-reason-hint = Ar gyfer yr hyn sy'n gofyn am ddau berson: o leiaf wyth llythyren. Bydd pwy bynnag sy'n penderfynu yn ei ddarllen.
terms-give = Ei rhoi, neu ofyn amdani
terms-said-given = Mae'r rôl wedi'i rhoi.
terms-said-ended = Mae'r rôl ar ben, o'r eiliad hon ymlaen, ble bynnag y mae'r person wedi mewngofnodi.
terms-said-before = Roedd y rôl honno ar ben eisoes. Ni newidiwyd dim.
terms-said-why = Mae'r rôl hon yn gofyn am ddau berson: dywedwch pam mewn ychydig eiriau, o leiaf wyth llythyren. Ni ofynnwyd am ddim.
terms-said-unclear = Dewiswch rôl, a dyddiau sydd yn y calendr. Ni newidiwyd dim.
terms-said-full = Mae'r person hwn yn dal cynifer o rolau ag y gall un cyfrif. Dewch ag un nad oes ei hangen i ben yn gyntaf. Ni newidiwyd dim.
giving-not-there = Nid yw'r rôl honno'n cael ei dal yno. Ni newidiwyd dim.
giving-over = Byddai'r rôl honno ar ben eisoes. Dewiswch ddiwrnod olaf hwyrach. Ni newidiwyd dim.
giving-no-end = Mae gan swydd ddiwrnod olaf. Dywedwch pa un. Ni newidiwyd dim.
giving-too-long = Mae hynny'n rhy hir: rhoddir swydd am ddwy flynedd ar y mwyaf. Ni newidiwyd dim.

may-title = Beth y caiff rhywun ei wneud
may-of = Beth y caiff { $name } ei wneud, a pham
may-own = Beth y cewch chi ei wneud, a pham
may-text = Fel y mae nawr. Pob llinell yw'r hyn y mae'r rhaglen yn ei ateb pan roddir cynnig arno, gyda'r rôl y mae'n cael ei wneud drwyddi. Mae dangos y dudalen hon yn cael ei gofnodi.
may-part = Dim ond y rolau yr ydych chi'n atebol amdanynt a ystyrir: drwy rai eraill gall y person hwn gael gwneud mwy.
may-cut = Edrychodd y dudalen hon ar y nifer hwn o leoedd yn unig, o'r dechrau: { $count }. Mae mwy. Gall yr hyn na ddywedir yma am y lleill fod wedi'i ganiatáu yno neu beidio. Mae'r rolau eu hunain i gyd ar dudalen y cyfrif.
may-back = Yn ôl i'r rolau
may-yes = Caniateir
may-no = Ni chaniateir
may-by = Rôl: { $role }, { $place }.
may-by-until = Rôl: { $role }, { $place }, tan { $until }.
may-everybody = Caniateir i bawb sydd â chyfrif yma, neu sy'n dal unrhyw rôl.
may-more = { $count ->
    [one] Ac mewn un lle arall.
    [two] Ac mewn dau le arall.
   *[other] Ac mewn { $count } o leoedd eraill.
}

area-own = Ei gyfrif ei hun
area-calls = Ffonio aelodau
area-banks = Banciau ffôn
area-contests = Gornestau ac ymgyrchoedd
area-members = Aelodau unigol
area-roll = Y gofrestr gyfan
area-log = Y llyfr cofnodion, a'r hyn y gellir ei ddysgu
area-accounts = Cyfrifon a rolau
area-requests = Yr hyn sy'n gofyn am ddau berson
area-keeping = Pa mor hir y mae pethau'n cael eu cadw, a'r peiriant

why-signed-out = Mae'r person wedi allgofnodi, neu mae'r cyfrif wedi dod i ben.
why-set-up-first = Nid yw'r cyfrinair a'r ap wedi'u gosod eto.
why-lent = Daeth y person i mewn drwy ddull mewngofnodi'r sefydliad ei hun, ac nid yw hynny'n ychwanegu ffordd arall i mewn.
why-term-ended = Mae'r rôl ar gyfer hyn wedi dod i ben.
why-term-not-begun = Nid yw'r rôl ar gyfer hyn wedi dechrau eto.
why-not-your-role = Mae'n gofyn am rôl arall.
why-not-yours-to-give = Pobl eraill sy'n rhoi'r rôl honno, ac nid oes neb yn rhoi un iddo'i hun.
why-phase-not-open = Nid dyma'r amser ar gyfer hyn: nid yw'r ornest ar agor ar gyfer galwadau.
why-frozen = Mae wedi'i rewi am y tro.
why-world-frozen = Daeth y gosodiad hwn o gopi wrth gefn ac mae wedi'i rewi.
why-bank-closed = Mae'r banc ffôn wedi cau am byth.
why-bank-not-open = Mae'r banc ffôn wedi'i oedi neu nid yw ar agor.
why-own-record = Nid oes neb yn newid ei gofnod ei hun.
why-own-account = Nid oes neb yn dweud pa gofnod yw ei un ei hun.
why-own-reason = Nid oes neb yn darllen ei reswm ei hun.
why-own-covered = Swyddfa a roddodd y cod a agorodd y dudalen hon.
why-look-over = Agorwyd y cofnod yn rhy bell yn ôl.
why-reason-first = Gofynnir am reswm llawnach yn gyntaf.
why-exhibits-spent = Mae'r person wedi cymryd cynifer o arddangosion ag a ganiateir i un cyfrif mewn diwrnod.
why-looks-spent = Mae'r person wedi edrych ar ei gofnod ei hun mor aml ag a ganiateir i un cyfrif mewn diwrnod.
why-not-your-bank = Nid oes un o rolau'r person yn cyrraedd banc ffôn lle mae hyn yn cael ei wneud.
why-not-your-campaign = Nid oes un o rolau'r person yn cyrraedd ymgyrch neu ornest lle mae hyn yn cael ei wneud.
why-not-your-card = Nid oes un o rolau'r person yn cyrraedd banc ffôn lle mae hyn yn cael ei wneud.
why-not-your-import = Dim ond pwy bynnag a lanlwythodd ffeil a gaiff wneud hyn.
why-second-person = Nid yw pwy bynnag a ofynnodd yn penderfynu.
why-same-campaign = Gofynnwyd amdano gan rywun o ymgyrch y person ei hun, neu ar gyfer rhywun ohoni.
why-ended-another = Daeth y person â swydd cydweithiwr arall i ben lai na diwrnod yn ôl.
why-renewals-spent = Mae'r person wedi ail-anfon cynifer o wahoddiadau ag a ganiateir i un cyfrif mewn diwrnod.
why-whole-roll = Mae'n cael ei wneud ar gyfer y gofrestr gyfan, gan swyddog aelodaeth y sefydliad.
why-takes-two = Mae'n gofyn am ddau berson: caiff y person hwn ofyn amdano, ac mae ail berson yn cytuno.
why-rings-only = Mewngofnododd y person mewn ffordd sydd ar gyfer galwadau yn unig.
why-show-again = Mae gormod o amser ers i'r person ddangos pwy ydyw.
why-by-hand = Rhaglen a ofynnodd drosto, ac mae'n gofyn am berson.
why-last-in-office = Nid oes neb arall yn dal y swydd honno.
why-not-yours = Nid oes un o rolau'r person yn ei gyrraedd.
why-no-such-act = Nid yw'n cael ei wneud yno.

action-see-own-desk = Gweld ei ddesg ei hun ar gyfer galwadau
action-be-dealt-a-card = Cael aelod i'w ffonio
action-see-the-open-card-again = Gweld eto'r aelod y mae'n ei ffonio
action-dial = Ffonio, neu weld y rhif lle caiff ei ddeialu â llaw
action-keep-the-card-longer = Cadw aelod yn hirach wrth siarad
action-record-an-outcome = Ysgrifennu sut y daeth galwad i ben
action-record-a-late-outcome = Ysgrifennu'n hwyr sut y daeth galwad i ben
action-pass-on-an-objection = Rhoi gwybod nad yw aelod am gael galwadau
action-count-who-a-bank-would-ring = Cyfrif pwy y byddai banc ffôn yn eu ffonio, yn fras
action-count-an-audience = Cyfrif pwy y byddai banc ffôn newydd yn eu ffonio, yn fras
action-watch-a-banks-progress = Gwylio sut hwyl y mae banc ffôn yn ei chael
action-add-a-bank = Ychwanegu banc ffôn
action-open-a-bank = Agor banc ffôn ar gyfer galwadau
action-pause-a-bank = Oedi banc ffôn
action-close-a-bank-for-good = Cau banc ffôn am byth
action-add-a-contest = Ychwanegu gornest
action-add-a-campaign = Ychwanegu ymgyrch
action-open-a-phase = Agor gornest ar gyfer galwadau
action-change-the-months-key = Newid allwedd y mis
action-import-a-file = Mewnforio ffeil o aelodau
action-see-an-imports-figures = Gweld ffigurau mewnforiad
action-take-back-rejected-rows = Cymryd yn ôl resi ei ffeil ei hun a wrthodwyd
action-try-a-file = Rhoi cynnig ar ffeil heb ei mewnforio
action-undo-an-import = Dadwneud mewnforiad
action-see-whom-an-import-left = Gweld pwy y gadawodd ei fewnforiad ei hun i gael golwg arnynt
action-search-members = Chwilio am aelodau, y tu ôl i fwgwd
action-open-a-member = Agor cofnod un aelod
action-see-exact-totals = Gweld cyfansymiau union a'r canghennau
action-change-the-tree-of-branches = Newid y goeden ganghennau
action-correct-a-members-record = Cywiro cofnod aelod
action-give-a-membership-number = Rhoi neu newid rhif aelodaeth
action-add-a-member = Ychwanegu aelod
action-end-or-resume-a-membership = Dod ag aelodaeth i ben neu ei hailddechrau
action-protect-or-restrict-a-record = Diogelu cofnod neu gyfyngu arno
action-lift-a-protection-or-restriction = Codi diogelwch neu gyfyngiad
action-write-down-a-members-objection = Ysgrifennu gwrthwynebiad aelod
action-lift-objections-on-the-members-word = Codi gwrthwynebiadau ar air yr aelod
action-write-a-note-on-a-member = Ysgrifennu nodyn ar aelod
action-see-reasons-for-looks = Gweld bod cydweithiwr wedi rhoi rheswm dros agor cofnod
action-read-the-reason-for-a-look = Darllen rheswm cydweithiwr dros agor cofnod
action-link-an-account-to-its-record = Dweud pa gofnod aelod yw un cydweithiwr ei hun
action-look-for-duplicates = Chwilio am aelodau sydd ar y gofrestr ddwywaith
action-see-possible-duplicates = Gweld pa gofnodion a all fod yn un person, y tu ôl i fwgwd
action-say-that-two-records-are-two-people = Dweud bod dau gofnod yn ddau berson
action-merge-two-records = Cyfuno dau gofnod
action-merge-all-identical-records = Cyfuno pob cofnod sydd yr un fath
action-see-reports-from-calls = Gweld adroddiadau o alwadau
action-settle-a-report-from-a-call = Setlo adroddiad o alwad
action-see-the-ledger = Gweld y llyfr cofnodion: pwy wnaeth beth a phryd
action-see-own-record = Gweld beth sydd gan y llyfr cofnodion amdano'i hun
action-take-own-record-as-an-exhibit = Mynd â'i gofnod ei hun gydag ef, gyda'r dystiolaeth
action-take-an-exhibit = Mynd â chofnodion o'r llyfr cofnodion gydag ef, gyda'u tystiolaeth
action-see-the-most-that-can-be-learned = Gweld y mwyaf y gall cyfrif neu ymgyrch ei ddysgu
action-see-how-the-installation-stands = Gweld sut mae'r gosodiad
action-see-accounts = Gweld cyfrifon
action-add-an-account = Ychwanegu cyfrif
action-give-a-role = Rhoi rôl heb ail berson
action-take-a-role-away = Tynnu rôl oddi ar rywun
action-see-somebodys-roles = Gweld rolau rhywun arall a'r hyn y caiff ei wneud
action-see-requests = Gweld y ceisiadau sy'n aros amdano
action-refuse-what-is-to-be-done-alone = Gwrthod yr hyn y byddai cydweithiwr yn ei wneud ar ei ben ei hun ar ôl diwrnod
action-do-alone-what-waited-for-a-day = Gwneud ar ei ben ei hun, ar ôl diwrnod, yr hyn na allai neb arall benderfynu arno
action-ask-for-what-takes-two-people = Gofyn am yr hyn sy'n gofyn am ddau berson
action-decide-anothers-request = Bod yn ail berson sy'n penderfynu
action-take-back-ones-own-request = Tynnu ei gais ei hun yn ôl
action-set-own-password-and-app = Gosod ei gyfrinair a'i ap ei hun
action-set-own-password-as-a-caller = Gosod ei gyfrinair ei hun, heb ap
action-show-again-who-one-is = Dangos eto pwy ydyw
action-add-a-device-key-of-ones-own = Ychwanegu allwedd ffôn a PIN iddo'i hun
action-see-own-device-keys = Gweld allweddi ei ffonau ei hun
action-remove-a-device-key-of-ones-own = Tynnu allwedd un o'i ffonau
action-see-own-passkeys = Gweld ei gyfrinallweddi ei hun
action-see-own-connection = Gweld a yw ei gyfrif wedi'i gysylltu â dull mewngofnodi'r sefydliad ei hun
action-connect-own-account = Cysylltu ei gyfrif â dull mewngofnodi'r sefydliad ei hun
action-disconnect-own-account = Datgysylltu ei gyfrif oddi wrth ddull mewngofnodi'r sefydliad ei hun
action-add-a-passkey-of-ones-own = Ychwanegu cyfrinallwedd (passkey) iddo'i hun
action-remove-a-passkey-of-ones-own = Tynnu un o'i gyfrinallweddi ei hun
action-invite-people-to-ring = Gwahodd pobl i ffonio
action-see-invitations = Gweld pwy sydd wedi'u gwahodd
action-take-back-an-invitation = Tynnu gwahoddiad yn ôl
action-see-own-sessions = Gweld ble mae wedi mewngofnodi
action-end-own-sessions = Ei allgofnodi ei hun mewn mannau eraill
action-see-own-programs = Gweld pa raglenni sy'n gweithredu drosto
action-make-a-programs-token = Creu tocyn API i raglen
action-end-a-programs-token = Dod â thocyn API ei hun i ben
action-hand-out-a-new-code = Rhoi cod newydd i gydweithiwr
action-shut-a-colleagues-account = Cau ffordd i mewn cydweithiwr
action-ask-for-a-way-back-in = Gofyn am ffordd yn ôl i mewn i rywun
action-see-who-waits-for-a-way-back-in = Gweld pwy sy'n aros am ffordd yn ôl i mewn
action-stop-a-way-back-in = Atal ffordd yn ôl i mewn
action-see-what-forgetting-destroys = Gweld beth mae anghofio aelod yn ei ddinistrio
action-see-who-is-being-forgotten = Gweld pryd y cafodd rhywun ei anghofio; nid yw'n enwi neb
action-see-how-long-things-are-kept = Gweld pa mor hir y mae pethau'n cael eu cadw
action-count-what-would-be-erased = Cyfrif beth fyddai'n cael ei ddileu
action-erase-what-was-kept-long-enough = Dileu'r hyn a gadwyd yn ddigon hir

letter-role-given-subject = { $organisation }: rhoddwyd rôl i { $account }
letter-role-given-body =
    Ar { $place } rhoddwyd rôl i { $account }. Gofynnwyd amdani gan { $asker ->
        [console] y gweithredwr wrth y consol
       *[other] { $asker }
    }{ $how ->
        [alone] , a oedd wedi dweud hynny ddiwrnod ynghynt; ni wrthododd neb
       *[two] , a chytunwyd arni gan { $by }
    }.
    Y rôl: { $role ->
        [membership-officer] swyddog aelodaeth
        [returning-officer] swyddog canlyniadau
        [dpo] swyddog diogelu data
        [approver] ail berson
        [organiser] trefnydd
       *[other] { $role }
    }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn. Gall unrhyw swyddog ddod â'r rôl i ben ar y dudalen "Cyfrifon".
letter-role-ended-subject = { $organisation }: daeth un o rolau { $account } i ben
letter-role-ended-body =
    Ar { $place } rhoddwyd terfyn ar un o rolau { $account }, gan { $by ->
        [console] y gweithredwr wrth y consol
       *[other] { $by }
    }.
    Y rôl: { $role ->
        [membership-officer] swyddog aelodaeth
        [returning-officer] swyddog canlyniadau
        [dpo] swyddog diogelu data
        [approver] ail berson
        [organiser] trefnydd
       *[other] { $role }
    }.

    Os na wyddoch ddim am hyn, gofynnwch i gydweithiwr mewn swydd ar unwaith, dros y ffôn.
