# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## What an import means

import-extent = Beth yw'r ffeil hon?
import-extent-partial = Rhai aelodau, neu ran o'r hyn a wyddom amdanynt. Mae'n ychwanegu ac yn newid. Nid oes neb yn gadael.
import-extent-full = Y gofrestr lawn: mae pob aelod ynddi. Mae pwy bynnag sydd ar goll wedi gadael.
import-ends-max = Faint a gaiff adael ar y mwyaf
import-ends-max-hint = Dim ond ar gyfer y gofrestr lawn. Gadewch yn wag, ac mae mwy nag ychydig yn cael eu hatal, rhag ofn bod taflen wedi'i hidlo wedi'i chadw. Rhif, neu ganran megis 7%.
import-match = Sut mae adnabod aelodau
import-match-external = Yn ôl eu rhif aelodaeth
import-match-email-name = Yn ôl cyfeiriad e-bost ac enw gyda'i gilydd
import-match-number-name = Yn ôl rhif ffôn ac enw gyda'i gilydd
import-match-email-number = Yn ôl cyfeiriad e-bost a rhif ffôn gyda'i gilydd
import-new-numbers = Mae aelodau newydd heb rif yn cael un sy'n dechrau â
import-new-numbers-hint = Dim ond lle nad yw aelodau'n cael eu hadnabod yn ôl eu rhif aelodaeth. Gadewch yn wag, a daw rhesi o'r fath yn ôl atoch.
import-clears = Celloedd gwag
import-clears-none = Nid yw celloedd gwag yn newid dim.
import-clears-all = Mae cell wag yn clirio'r hyn sydd gennym. Nid yw enwau na "peidio â ffonio" byth yn cael eu clirio.
import-try = Rhoi cynnig arni'n gyntaf
import-try-hint = Nid yw rhoi cynnig arni'n newid dim, ac mae'n dangos yn fras faint a fyddai'n newid. Mae'n cael ei gofnodi, a dim ond hyn a hyn o ffeiliau y gellir rhoi cynnig arnynt mewn diwrnod. Mae mewnforiad sy'n cael ei atal oherwydd pwy sydd ar y gofrestr yn cyfrif fel un ohonynt.
import-error-tried-out = Nifer y ffeiliau y rhoesoch gynnig arnynt heddiw, neu y rhoddwyd y gorau iddynt oherwydd pwy sydd ar y gofrestr: { $number }. Dyna'r cyfan am un diwrnod. Ni newidiwyd dim. Trwsiwch y ffeil yn y cyfamser ac ewch ymlaen yfory. Os na all aros, gofynnwch i gydweithiwr sydd hefyd yn cael mewnforio.
import-error-rows-out = Rydych wedi rhoi cynnig ar gynifer o resi ag y cewch mewn un diwrnod. Ewch ymlaen yfory, neu mewnforiwch y ffeil.
import-error-told-out = Byddai gormod o resi'r ffeil hon yn dod yn ôl atoch oherwydd pwy sydd ar y gofrestr. Ni newidiwyd dim. Edrychwch a yw aelodau'n cael eu hadnabod yn ôl y pethau iawn, ac a yw rhai newydd i gael rhif; fel arall ewch ymlaen yfory.
import-error-no-match = Nid yw'r ffeil yn cynnwys yr hyn y dylid adnabod aelodau wrtho. Gwiriwch y penawdau, neu dewiswch ffordd arall.
import-ended = Wedi gadael
import-resumed = Yn ôl eto
import-by-hand = Newidiwyd yma â llaw yn y cyfamser
import-left = Wedi'u gadael fel y maent, am eu bod wedi newid neu wedi'u cyfuno ers hynny
import-fields = Beth newidiodd
import-stopped = { $count ->
    [one] Nid yw un person yn eich cofrestr ddiwethaf yn y ffeil hon.
    [two] Nid yw dau berson yn eich cofrestr ddiwethaf yn y ffeil hon.
   *[other] Nid yw { $count } o bobl yn eich cofrestr ddiwethaf yn y ffeil hon.
} A wnaethoch chi gadw taflen wedi'i hidlo? Nid oes neb wedi'i dynnu oddi yno.
import-stopped-unclear = { $count ->
    [one] Nid yw un rhes yn dweud rhes pwy yw hi, felly ni ellir dweud pwy sydd wedi gadael. Nid oes neb wedi'i dynnu oddi yno.
    [two] Nid yw dwy res yn dweud rhesi pwy ydynt, felly ni ellir dweud pwy sydd wedi gadael. Nid oes neb wedi'i dynnu oddi yno.
   *[other] Nid yw { $count } o resi'n dweud rhesi pwy ydynt, felly ni ellir dweud pwy sydd wedi gadael. Nid oes neb wedi'i dynnu oddi yno.
}
import-stopped-more = Ni chymerwyd dim o'r ffeil. Os yw pob un ohonynt wedi gadael, anfonwch y ffeil eto a theipiwch { $count } lle mae'r ffurflen yn gofyn faint a gaiff adael. Os nad ydynt, cadwch y daflen eto heb hidlydd.
import-stopped-more-unclear = Ni chymerwyd dim o'r ffeil. Trwsiwch y rhesi hynny, neu anfonwch y ffeil fel rhai aelodau.
import-undo-title = Dadwneud
import-undo-text = Mae'r hyn a newidiodd y ffeil hon yn mynd yn ôl i'r hyn yr oedd. Mae'r hyn a newidiodd eto ers hynny yn aros, ac yn cael ei restru. Mae gwrthwynebiadau'n aros.
import-undo = Dadwneud y mewnforiad hwn
import-is-undo = Dadwnaeth hyn fewnforiad cynharach. Daeth i rym ar { $time }.
import-was-undone = Cafodd y mewnforiad hwn ei ddadwneud.
import-notes = { $count ->
    [one] Gweld yr un i edrych arno
    [two] Gweld y ddau i edrych arnynt
   *[other] Gweld y { $count } i edrych arnynt
}

tried-title = Beth fyddai'r ffeil yn ei wneud
tried-nothing-changed = Nid oes dim wedi newid.
tried-rounded = Mae niferoedd aelodau wedi'u talgrynnu, ac nid ydynt yn cael eu dweud o dan ddeg, fel nad yw rhoi cynnig ar ffeil byth yn dweud pwy sy'n aelod.
tried-refused = Pobl y byddai eu rhesi'n dod yn ôl
tried-repeated = Pobl a enwir yr eildro
tried-too-many = Byddai cynifer yn gadael nes y byddai'r mewnforiad yn stopio. A wnaethoch chi gadw taflen wedi'i hidlo?
tried-unclear = { $count ->
    [one] Nid yw un rhes yn dweud rhes pwy yw hi. Mewn cofrestr lawn byddai hynny'n stopio'r mewnforiad.
    [two] Nid yw dwy res yn dweud rhesi pwy ydynt. Mewn cofrestr lawn byddai hynny'n stopio'r mewnforiad.
   *[other] Nid yw { $count } o resi'n dweud rhesi pwy ydynt. Mewn cofrestr lawn byddai hynny'n stopio'r mewnforiad.
}
tried-leaving = Y rhai a fyddai'n gadael
tried-parts-title = Colofn wrth golofn
tried-part = Beth
tried-filled = Rhesi'r ffeil sy'n ei ddweud
tried-would-change = Aelodau y byddai'n eu newid
tried-first-title = Y rhesi cyntaf, fel yr ydym yn eu darllen
tried-first-text = O'ch ffeil chi'n unig y daw'r geiriau hyn, a dim o'r gofrestr. A yw pob un yn ei le?
tried-line = Llinell { $line }
tried-turned-back-title = Rhesi na ellir eu cymryd
tried-back = Dewiswch y ffeil eto i'w mewnforio

notes-title = Aelodau i edrych arnynt
notes-none = Nid oes neb i edrych arno.
notes-text = Chwiliwch am y rhain yn ôl eu rhif aelodaeth. Mae dangos y dudalen hon yn cael ei gofnodi.
notes-merged = Cafodd y cofnod hwn ac un arall eu cyfuno. Dadwnewch y cyfuno yn gyntaf, yna dewch â'r aelodaeth i ben neu ailddechreuwch hi â llaw.
notes-more = Dangos y rhai nesaf
notes-back = Yn ôl i'r mewnforiad

part-number = Rhif aelodaeth
part-name = Enw
part-mobile = Rhif ffôn symudol
part-landline = Rhif llinell dir
part-work-phone = Rhif yn y gwaith
part-phone = Rhif ffôn
part-email = Cyfeiriad e-bost
part-address = Cyfeiriad post
part-branch = Cangen
part-kind = Math o aelod
part-birth-date = Dyddiad geni
part-joined-on = Blwyddyn ymuno
part-ends-on = Yr aelodaeth yn dod i ben
part-do-not-call = Peidio â ffonio
part-deceased = Wedi marw
part-area = Ardal
part-tags = Tagiau

## Why a row was not taken. It stands behind a column's heading and in a file: it begins small, and has no full stop

reject-in-column = colofn `{ $column }`: { $reason }
reject-cells = nifer y celloedd yn y rhes yw { $found } ac yn y pennawd { $expected }; chwiliwch am goma neu ddyfynnod sydd ar goll
reject-lines = nifer y llinellau y mae'r rhes yn rhedeg drostynt yw { $lines }; chwiliwch am ddyfynnod sydd ar goll
reject-encoding = mae llythrennau yn y rhes mewn amgodiad gwahanol i weddill y ffeil; teipiwch y llythrennau hynny eto
reject-label-empty = mae hwn yn wag; llenwch ef
reject-label-control = mae nod yn hwn na ellir ei ddangos; teipiwch ef eto
reject-label-long = mae hwn yn rhy hir; byrhewch ef i hyn o nodau: { $most }
reject-tag-control = mae nod mewn tag na ellir ei ddangos; teipiwch ef eto
reject-tag-long = mae tag yn rhy hir; byrhewch ef i hyn o nodau: { $most }
reject-tags-many = mae mwy na { $most } o dagiau; gadewch rai allan
reject-name-empty = nid oes enw; llenwch enw cyntaf neu gyfenw
reject-name-control = mae nod yn yr enw na ellir ei ddangos; teipiwch ef eto
reject-name-long = mae'r enw'n rhy hir; byrhewch bob rhan i 200 o nodau
reject-phone-empty = mae hwn yn wag; llenwch ef; ysgrifennwch ef fel { $example }
reject-phone-words = mae geiriau yn hwn; gadewch y rhif yn unig; ysgrifennwch ef fel { $example }
reject-phone-shortened = mae taenlen wedi byrhau'r rhif hwn; fformatiwch y golofn fel testun, a theipiwch y rhif eto; ysgrifennwch ef fel { $example }
reject-phone-several = mae sawl rhif ffôn yn hwn, ac ni ellir darllen pob un; rhowch golofn ei hun i bob un; ysgrifennwch ef fel { $example }
reject-phone-form = nid yw hwn yn rhif ffôn y gallwn ei ddarllen; ysgrifennwch ef fel { $example }
reject-phone-no-such-country = nid oes cod gwlad o'r fath; ysgrifennwch ef fel { $example }
reject-phone-no-area-code = mae'r cod ardal ar goll; ysgrifennwch ef fel { $example }
reject-phone-too-short = mae'r rhif ffôn hwn yn rhy fyr; efallai fod digid ar goll; ysgrifennwch ef fel { $example }
reject-phone-too-long = mae'r rhif ffôn hwn yn rhy hir; efallai fod digid wedi'i ddyblu; ysgrifennwch ef fel { $example }
reject-phone-wrong-length = mae digid yn ormod neu'n rhy ychydig yn y rhif ffôn hwn; ysgrifennwch ef fel { $example }
reject-example-abroad = +44 7700 900123, gyda chod y wlad
reject-phones-many = mae mwy na { $most } o rifau ffôn yn y rhes; gadewch rai allan
reject-cell-formula = fformiwla yw hon ac nid ei chanlyniad; copïwch y golofn, gludwch hi eto fel gwerthoedd, a chadwch y ffeil
reject-cell-error = gwall taenlen sydd yma; trwsiwch y gell, neu gadewch hi'n wag
reject-cell-shortened = mae taenlen wedi byrhau'r rhif hwn; fformatiwch y golofn fel testun, a theipiwch y rhif eto
reject-cell-date = mae taenlen wedi gwneud dyddiad o hwn; fformatiwch y golofn fel testun, a theipiwch ef eto
reject-email-empty = mae hwn yn wag; llenwch ef
reject-email-several = mae mwy nag un cyfeiriad e-bost yn hwn; gadewch un yn unig, heb eiriau o'i gwmpas
reject-email-web = cyfeiriad gwe yw hwn; ysgrifennwch gyfeiriad e-bost fel name@example.org, neu gadewch ef yn wag
reject-email-form = nid yw hwn yn gyfeiriad e-bost; ysgrifennwch ef fel name@example.org
reject-email-long = mae hwn yn rhy hir i gyfeiriad e-bost; gwiriwch ef
reject-address-control = mae nod yn y cyfeiriad na ellir ei ddangos; teipiwch ef eto
reject-address-long = mae'r cyfeiriad yn rhy hir; cadwch at 10 llinell o 300 o nodau, ac 16 i'r cod post
reject-birth-date-early = mae hwn cyn 1900; cywirwch ef, neu gadewch ef yn wag os nad yw'n hysbys
reject-day-form = nid yw hwn yn ddyddiad y gallwn ei ddarllen; ysgrifennwch ef fel 1960-04-03
reject-day-no-such-day = nid oes diwrnod o'r fath yn y calendr; gwiriwch y dydd a'r mis
reject-day-short-year = dau ddigid sydd yn y flwyddyn; ysgrifennwch bob un o'r pedwar
reject-day-serial = rhif y daenlen ei hun am ddyddiad yw hwn; fformatiwch y golofn fel dyddiad a chadwch y ffeil eto
reject-repeated = mae'r aelod hwn yn y ffeil yn barod, ar linell gynharach; cadwch un o'r ddwy
reject-nameless = nid oes gan neb ar y gofrestr y rhif hwn, ac nid oes enw yn y rhes i wneud aelod newydd ohono
reject-numberless = nid oes rhif aelodaeth yn y rhes
reject-nothing-to-match = nid oes dim yn y rhes i adnabod ei haelod wrtho; llenwch yr hyn y mae --match yn ei ddweud
reject-new-number = nid oes neb ar y gofrestr yn cyfateb i'r rhes hon, ac nid oes rhif aelodaeth ynddi; rhowch un iddi, neu gofynnwch am wneud rhifau gyda --new-numbers PREFIX
reject-number-taken = mae aelod arall o dan y rhif aelodaeth hwn, nad yw'n cyfateb i weddill y rhes
reject-several-fit = mae mwy nag un aelod yn cyfateb i'r rhes hon; rhowch rif aelodaeth iddi
reject-shared-by-many = mae cynifer o aelodau'n rhannu'r hyn sydd yn y rhes hon fel na all neb ddweud gwrthwynebiad pwy sydd ynddi, ac mae galwadau i bob un ohonynt wedi'u hatal; codwch ef ar gofnodion y rhai nas bwriadwyd, a rhowch rif aelodaeth i'r rhes
reject-another-number = mae'r aelod sy'n cyfateb i'r rhes hon ar y gofrestr o dan rif aelodaeth arall
reject-provisional = ychwanegwyd yr aelod sy'n cyfateb i'r rhes hon gan swyddog cangen o dan rif dros dro, ac nid yw'r rhes yn enwi'r gangen honno; rhowch ei rif aelodaeth i'r aelod yn gyntaf
reject-forgotten-too = mae'r rhes hon yn cyfateb i aelod, ac mae dau beth ynddi'n perthyn i rywun sydd wedi'i anghofio; rhowch rif aelodaeth yr aelod iddi, neu tynnwch hi o'r ffeil
reject-forgotten = cafodd yr aelod hwn ei anghofio ar { $day }; tynnwch yr aelod o'r ffeil
reject-forgotten-by-two = cafodd yr aelod hwn ei anghofio ar { $day }; tynnwch yr aelod o'r ffeil. Os rhywun arall yw hwn, neu os yw wedi ymuno eto, ychwanegwch yr aelod â llaw o dan rif aelodaeth
reject-unknown = ni chymerwyd y rhes hon; mewnforiwch hi eto i ddarllen pam
rejects-line = llinell
rejects-reason = rheswm
