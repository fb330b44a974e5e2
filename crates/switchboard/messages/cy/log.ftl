# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The data protection officer

explorer-title = Y llyfr cofnodion
explorer-text = Beth a wnaed yma, y diweddaraf yn gyntaf. Mae edrych ar y dudalen hon yn cael ei gofnodi hefyd.
explorer-one-account = Dim ond { $name }.
explorer-all-accounts = Dangos pob cyfrif
explorer-kind = Beth a wnaed
explorer-all-kinds = Popeth
explorer-all-campaigns = Pob ymgyrch
explorer-from = O'r diwrnod
explorer-until = Hyd at y diwrnod
explorer-wrong-days = Gwiriwch y dyddiau: mae'r cyntaf yn dod cyn yr olaf, ac mae'r ddau yn ddyddiadau.
explorer-filter = Dangos
explorer-empty = Ni chofnodwyd dim sy'n cyfateb.
explorer-none-yet = Nid oes dim sy'n cyfateb ymhlith y rhai a chwiliwyd hyd yn hyn. Mae rhai hŷn.
explorer-entries = Cofnodion, y diweddaraf yn gyntaf
explorer-index = Lle
explorer-not-sequenced = heb fod yn y llyfr cofnodion eto
explorer-when = Pryd
explorer-who = Cyfrif
explorer-opened = mewngofnodwyd: { $opened }
explorer-how = sut: { $opened }
explorer-vouched = ategwyd gan { $by }
explorer-act = Beth a wnaed
explorer-for = At ba ddiben
explorer-shown = Dangoswyd
explorer-members = { $count ->
    [one] un aelod
    [two] dau aelod
   *[other] { $count } aelod
}
explorer-nobody = neb
explorer-older = Hŷn
explorer-shown-title = Edrychiadau ar aelodau, fesul diwrnod
explorer-shown-text = Pob tro y dangoswyd rhywbeth am aelod i rywun yn ystod y pythefnos diwethaf, pawb gyda'i gilydd. Mae pwy bynnag a ddangoswyd ddwywaith yn cyfrif ddwywaith.
explorer-shown-chart = Colofn ar gyfer pob diwrnod, mor uchel â nifer yr edrychiadau. Mae'r niferoedd yn y tabl.
explorer-shown-caption = Edrychiadau ar aelodau yn ystod y pythefnos diwethaf
explorer-shown-day = Diwrnod
explorer-shown-looks = Edrychiadau
explorer-shown-members = Aelodau a ddangoswyd
explorer-tried = { $count ->
    [one] – rhoddwyd un cynnig ar y cyfrif hwn.
    [two] – rhoddwyd dau gynnig ar y cyfrif hwn.
   *[other] – rhoddwyd { $count } o gynigion ar y cyfrif hwn.
}
explorer-tried-numbers = Daeth y cyfrinair cywir gyda rhifau anghywir ({ $count }), a dywedwyd wrth y deiliaid swydd.
explorer-tried-more = { $count ->
    [one] Ac un cyfrif arall.
    [two] A dau gyfrif arall.
   *[other] A { $count } o gyfrifon eraill.
}
explorer-unknown-kind = Math { $kind }, anhysbys i'r fersiwn hon

event-outcome-amended = Newidiodd galwr yr hyn a ddaeth o gerdyn, o fewn munud
event-number-asked = Gofynnodd galwr pwy sy'n eu ffonio'n ôl
event-start = Dechreuodd y gweinydd
event-stop = Stopiodd y gweinydd
event-version = Newidiodd y fersiwn
event-configuration = Newidiodd y ffurfweddiad
event-migration = Newidiodd cynllun y storfa
event-restore = Adferwyd copi wrth gefn
event-decoy-begun = Dechreuwyd copi profi
event-decoy-account = Cafodd profwr gyfrif yn y copi profi
event-decoy-made = Gwnaed copi profi ar gyfer trwydded brofi
event-decoy-entered = Gofynnodd profwr am ffordd i mewn i gopi profi
event-decoy-ended = Daeth copi profi i ben
event-key-use = Defnyddiwyd, gwnaed neu ddinistriwyd allwedd
event-clock-jump = Neidiodd cloc y peiriant
event-console = Rhoddwyd gorchymyn wrth y consol
event-letters-opened = Agorwyd llythyrau i'w hanfon
event-letter-bounced = Daeth llythyr yn ôl
event-letter-given-up = Rhoddwyd y gorau i anfon llythyr
event-certificate-changed = Mae tystysgrif newydd ar waith
event-alert-written = Ysgrifennwyd rhybudd
event-health-shown = Dangoswyd cyflwr y gosodiad
event-backup-made = Gwnaed copi wrth gefn
event-keys-copied = Copïwyd yr allweddi i le arall
event-world-thawed = Gadawyd i'r gosodiad fynd ymlaen ar ôl adfer
event-never-again = Gwnaed eto wrthwynebiadau, ymadawiadau a dileadau a wnaed ar ôl copi wrth gefn
event-machine-run = Darllenodd tasg feysydd wedi'u selio, heb eu dangos i neb
event-practice = Gorffennwyd ymarfer
event-own-record-shown = Edrychodd ar ei gofnod ei hun
event-sessions-shown = Edrychodd ar ei sesiynau ei hun
event-sessions-ended = Daeth â'i sesiynau ei hun i ben
event-program-token-made = Creodd docyn API i raglen
event-program-token-ended = Daeth â thocyn API i ben
event-own-exhibit-taken = Aeth â'i gofnod ei hun
event-exhibit-taken = Cymerodd arddangosyn o'r llyfr cofnodion
event-sign-in = Mewngofnododd
event-sign-out = Allgofnododd
event-sign-in-refused = Gwrthodwyd mewngofnodi
event-refusal = Gwrthodwyd rhywbeth
event-refusals-counted = Cynigion gan ddieithriaid i ddod i mewn, a wrthodwyd mewn un munud
event-account-added = Ychwanegwyd cyfrif
event-contest-added = Ychwanegwyd gornest
event-campaign-added = Ychwanegwyd ymgyrch
event-bank-added = Ychwanegwyd banc ffôn
event-term-granted = Rhoddwyd rôl
event-term-ended = Daethpwyd â rôl i ben
event-accounts-shown = Dangoswyd y rhestr o gyfrifon
event-shown-again = Dangosodd eto pwy ydyw
event-import-begun = Dechreuodd mewnforio
event-import-switched = Daeth mewnforio i rym
event-import-abandoned = Stopiodd mewnforio, ni newidiodd dim
event-rejects-opened = Aeth rhesi a wrthodwyd yn ôl at bwy a'u hanfonodd
event-import-tried = Rhoddodd gynnig ar ffeil heb ei mewnforio
event-import-undone = Dadwnaeth fewnforio
event-import-notes-shown = Dangoswyd i'r cyfrif pwy yr oedd mewnforio wedi'u gadael i edrych arnynt
event-search = Chwiliwyd am aelodau
event-member-opened = Agorwyd aelod
event-reports-shown = Dangoswyd adroddiadau o alwadau
event-report-settled = Setlwyd adroddiad o alwad
event-totals-shown = Gwelodd gyfansymiau manwl gywir
event-branch-changed = Newidiodd goeden y canghennau
event-duplicates-sought = Trefnodd chwilio'r gofrestr am ddyblygiadau
event-duplicates-shown = Gwelodd dudalen o ddyblygiadau posibl, wedi'u cuddio'n rhannol
event-told-apart = Dywedodd mai dau berson yw dau gofnod
event-members-merged = Cyfunodd un cofnod ag un arall
event-merge-undone = Dadwnaeth gyfuniad dau gofnod
event-bulk-merge-begun = Trefnodd gyfuno pob cofnod unfath
event-bulk-merge-ended = Cyfunwyd pob cofnod unfath
event-bulk-undo-begun = Trefnodd ddadwneud cyfuniad cofnodion unfath
event-card-dealt = Rhannwyd cerdyn
event-number-shown = Dangoswyd rhif
event-card-extended = Cadwyd cerdyn yn hirach
event-card-redisclosed = Dangoswyd yr un cerdyn eto
event-outcome = Dywedodd galwr beth ddigwyddodd
event-late-outcome = Dywedodd galwr yn hwyr beth ddigwyddodd
event-objection = Nid yw aelod am gael galwadau
event-card-unreported = Daeth amser cerdyn i ben, heb i ddim gael ei ddweud
event-card-taken-over = Aeth cerdyn yn ôl i'r drefn, heb i'r rhif gael ei weld
event-card-taken-back = Cymerwyd cerdyn yn ôl, am na ddylid ffonio’r aelod mwyach, neu nid o dan y cofnod hwn
event-card-left-behind = Cymerwyd cerdyn yn ôl, am na chaiff ei alwr ffonio neb mwyach
event-audience-counted = Dangoswyd niferoedd aelodau i ymgyrch, yn fras
event-spoken-moved = Diweddarwyd yr hyn a ddaeth o alwadau ymgyrch
event-spoken-gone = Dilëwyd yr hyn a ddaeth o alwadau ymgyrch
event-spoken-question = Dewisodd ymgyrch y cwestiwn y mae'n cyfrif yr atebion iddo
event-bank-opened = Agorwyd banc ffôn
event-bank-closed = Caewyd banc ffôn am byth
event-bank-paused = Oedwyd banc ffôn
event-phase-opened = Agorwyd cyfnod o'r ornest
event-counts-shown = Dangoswyd niferoedd
event-exposure-shown = Dangoswyd beth y gellir ei ddysgu
event-ledger-page-shown = Dangoswyd tudalen o'r llyfr cofnodion
event-member-forgotten = Anghofiwyd aelod
event-retention-run = Dilëwyd yr hyn a gadwyd yn ddigon hir
event-campaigns-shredded = Dinistriwyd allweddi ymgyrchoedd gornest
event-campaign-swept = Dilëwyd yr hyn a oedd ar ôl yng ngalwadau a chiwiau ymgyrch
event-draw-committed = Gosodwyd telerau gornest, ac ymrwymwyd i'w choelbren
event-lot-added = Cyflwynodd ymgyrch ôl bys ei geiriau ei hun ar gyfer y coelbren
event-lot-shown = Dangosodd ymgyrch ei geiriau ei hun ar gyfer y coelbren
event-draw-fixed = Pennwyd ymgyrchoedd coelbren
event-draw-words = Roedd modd dangos geiriau coelbren o hynny ymlaen
event-campaign-shown = Dangoswyd tudalen ymgyrch ei hun
event-draw-shown = Dangoswyd o beth y gwnaed coelbren yr alwad gyntaf
event-shredding-shown = Dangoswyd tystysgrif ddinistrio
event-certificate-shown = Dangoswyd tystysgrif anghofio
event-forgetting-shown = Dangoswyd y rhestr o'r rhai sy'n cael eu hanghofio
event-forgetting-previewed = Dangoswyd beth fyddai anghofio yn ei ddinistrio
event-retention-counted = Cyfrifwyd faint fyddai'n cael ei ddileu
event-retention-changed = Newidiwyd am faint y mae rhywbeth yn cael ei gadw
event-backup-keep-changed = Newidiwyd am faint y mae copïau wrth gefn yn cael eu cadw
event-alone-asked = Gofynnodd rhywun am gael gwneud heb ail berson, ar ôl diwrnod, yr hyn y mae angen dau berson ar ei gyfer
event-alone-done = Gwnaeth rhywun heb ail berson yr hyn y mae angen dau berson ar ei gyfer, ar ôl diwrnod pan na wrthododd neb
event-request-asked = Gofynnodd rhywun am yr hyn y mae angen dau berson ar ei gyfer
event-request-approved = Cymeradwyodd ail berson gais
event-request-refused = Gwrthododd ail berson gais
event-request-withdrawn = Tynnwyd cais yn ôl
event-request-lapsed = Daeth cais i ben
event-requests-shown = Dangoswyd ceisiadau
event-request-done = Mae'r hyn a gymeradwywyd wedi'i wneud
event-request-failed = Nid oedd modd gwneud yr hyn a gymeradwywyd
event-heads = Pennau pob cyfrif
event-checkpoint-mailed = Anfonwyd pwynt gwirio'r llyfr cofnodion allan, i'w gadw
event-witnesses-set = Gofynnir i dystion eraill am y llyfr cofnodion
event-witness-contradicted = Dangosodd tyst hanes arall o'r llyfr cofnodion
event-parts-destroyed = Dinistriwyd yr hyn a ddywedai cofnodion am rywun a anghofiwyd

exposure-title = Beth y gellir ei ddysgu
exposure-text = Mae galwr yn gweld un aelod ar y tro, a dim ond hyn a hyn ohonynt. Felly mae terfyn ar yr hyn y gall unrhyw un ei ddysgu drwy ffonio, sut bynnag y maen nhw'n ceisio.
exposure-most = Y mwyaf y gellir ei ddysgu, mewn aelodau
exposure-campaign = Ymgyrch
exposure-callers = Galwyr
exposure-account-evening = Un cyfrif, un noson
exposure-account-contest = Un cyfrif, yr ornest
exposure-campaign-contest = Yr ymgyrch, yr ornest
exposure-evenings = Aelodau a rhifau a ddangoswyd, fesul galwr a noson
exposure-no-evenings = Ni ddangoswyd aelod i neb eto.
exposure-evening = Noson
exposure-account = Cyfrif
exposure-cards = Aelodau
exposure-numbers = Rhifau

## The public log

public-log-title = Y llyfr cofnodion cyhoeddus
public-log-promise = Drwy Switchboard, dim ond ar ôl i'w gofnod gael ei gadw'n derfynol y mae data personol yn gadael y storfa.
public-log-limit = Mae'r llyfr cofnodion yn profi na newidiwyd dim a gofnodwyd. Ni all brofi na wnaeth gweithredwr sy'n dal y peiriant a'r allweddi edrych.
public-log-checkpoint = Y pwynt gwirio diweddaraf
public-log-none = Nid oes pwynt gwirio wedi'i lofnodi eto.
public-log-size = Cofnodion
public-log-root = Gwraidd
public-log-signed = Llofnodwyd
public-log-age = { $seconds ->
    [one] Un eiliad cyn gwneud y dudalen hon.
    [two] Dwy eiliad cyn gwneud y dudalen hon.
   *[other] { $seconds } eiliad cyn gwneud y dudalen hon.
}
public-log-witnesses = Pwy arall sy'n ei gadw
public-log-witnesses-text = Rhywun arall yw tyst, sy'n cadw sut olwg oedd ar y llyfr cofnodion hwn ac yn llofnodi mai dim ond tyfu y mae wedi'i wneud. Ni all pwy bynnag sy'n dal allwedd y llyfr ddangos dau hanes i ddau berson oni bai fod y tystion yn helpu.
public-log-no-witness = Nid oes neb yn cydlofnodi'r llyfr cofnodion hwn eto. Cadwch gopïau o bwyntiau gwirio: maen nhw'n dangos yr un peth, i chi.
public-log-agreed = Cydlofnododd digon o dystion { $size ->
    [one] un cofnod
    [two] ddau gofnod
   *[other] { $size } o gofnodion
}, ar { $time }.
public-log-never-agreed = Nid oes digon o dystion erioed wedi cydlofnodi eto.
public-log-witnesses-table = Tystion y llyfr cofnodion hwn
public-log-witness = Tyst
public-log-countersigned = Cydlofnodwyd
public-log-never = erioed eto
public-log-now = Nawr
public-log-up = Yn gyfredol.
public-log-unasked = Nid oes neb yn gofyn iddo mwyach, neu nid oes neb yn gwneud ar hyn o bryd.
public-log-behind = Ar ei hôl hi ers { $time }.
public-log-files = Mae'r llyfr cofnodion ar gael yma fel ffeiliau, fel y mae C2SP tlog-tiles yn eu henwi, dan { $address }. Nid oes angen dim arall ar raglen sy'n eu gwirio. Os bydd llyfr o enw arall byth yn cymryd ei le, bydd gan hwnnw ei gyfeiriad ei hun.
public-log-newest-file = Y pwynt gwirio diweddaraf
public-log-agreed-file = Y pwynt gwirio diweddaraf a gydlofnodwyd gan ddigon o dystion
witness-cosigned = Roedd yn rhy hwyr ar gyfer y pwynt gwirio diweddaraf.
witness-silent = Nid yw'n ateb.
witness-stranger = Nid yw'n adnabod y llyfr cofnodion hwn, neu mae'n adnabod allwedd arall iddo.
witness-refused = Mae'n gwrthod.
witness-forged = Nid yw'r hyn y mae'n ei ateb wedi'i lofnodi â'i allwedd.
witness-wrong-time = Nid yw'r hyn y mae'n ei lofnodi o'r amser hwn: mae ei gloc fwy na phum munud i ffwrdd o gloc y gweinydd hwn.
witness-strange = Mae'n ateb yn rhyfedd: fel petai wedi gweld hanes arall o'r llyfr cofnodion hwn, ac nid yw'n dangos un.
witness-other-history = Mae wedi gweld hanes arall o'r llyfr cofnodion hwn, ac wedi'i ddangos.
public-log-check-title = Gwiriwch ef eich hun
public-log-check = Mae angen enw'r llyfr cofnodion a'i allwedd arnoch. Cadwch nhw o heddiw ymlaen: nid yw allwedd a ddarllenwch yfory yn profi dim am heddiw.
public-log-origin = Enw
public-log-key = Allwedd
explorer-system = Y system
