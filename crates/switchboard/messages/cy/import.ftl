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
