# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# Shifts: when callers come to ring.
shifts-title = Sifftiau
shifts-home = Sifftiau
shifts-home-hint = Pryd rydych yn dod i ffonio, a faint o leoedd sydd ar ôl
shifts-text = Amser pan fydd pobl yn dod i ffonio yw sifft. Nid yw cael lle mewn un yn agor dim ynddo'i hun: rydych yn ffonio yn eich banc fel bob amser. Parth yr holl amserau: { $zone }.
shifts-none = Nid oes sifft wedi'i threfnu.
shifts-when = { $day }, { $from } i { $until }
shifts-when-long = { $from } i { $until }
shifts-any-bank = Unrhyw fanc
shifts-left = { $left ->
    [0] Nid oes lle ar ôl
    [one] Lleoedd ar ôl: un o { $places }
   *[other] Lleoedd ar ôl: { $left } o { $places }
}
shifts-mine = Mae gennych le
shifts-is-cancelled = Wedi'i chanslo
shifts-take = Cymryd lle
shifts-give-back = Rhoi fy lle yn ôl
shifts-calendar = Ei rhoi yn fy nghalendr
shifts-calendar-text = Ffeil yw hon y mae eich calendr yn ei darllen. I chi yn unig y mae hi: nid oes cyfeiriad y gallai calendr ei ddilyn ar ei ben ei hun, felly pan fydd y sifft yn cael ei symud, cymerwch y ffeil eto.
shifts-letters = Mae llythyr yn dweud pan fyddwch wedi cymryd lle, y diwrnod cyn y sifft, a phan fydd yn cael ei symud neu ei chanslo.
shifts-back = Pob sifft
shifts-plan-title = Trefnu sifft
shifts-change-title = Newid y sifft hon
shifts-starts = Mae'n dechrau
shifts-ends = Mae'n gorffen
shifts-places = Faint o bobl a gaiff ddod
shifts-words = Beth y dylent ei wybod
shifts-words-hint = 200 nod ar y mwyaf, fel ble i gwrdd. Dim byd am aelodau: mae pawb sy'n ffonio yno yn ei ddarllen.
shifts-bank = Ym mha fanc
shifts-plan = Ei threfnu
shifts-change = Ei newid
shifts-change-hint = Pan fyddwch yn ei symud, mae pawb sydd â lle yn cael llythyr.
shifts-cancel = Canslo'r sifft hon
shifts-cancel-hint = Mae pawb sydd â lle yn cael llythyr.
shifts-who = Pwy sy'n dod
shifts-nobody = Nid oes neb wedi cymryd lle eto.
shifts-who-more = { $count ->
    [one] Mae un person arall yn dod.
   *[other] Mae { $count } o bobl eraill yn dod.
}
shifts-said-planned = Mae'r sifft wedi'i threfnu. Mae'r rhai sy'n ffonio yno yn ei gweld, o wyth wythnos ymlaen llaw.
shifts-said-changed = Mae'r sifft wedi'i newid.
shifts-said-cancelled = Mae'r sifft wedi'i chanslo. Mae pawb oedd â lle yn cael llythyr.
shifts-said-was-over = Roedd y sifft ar ben neu wedi'i chanslo yn barod. Nid oes dim wedi newid.
shifts-said-taken = Mae gennych le. Bydd llythyr yn dweud hynny hefyd, os yw eich cyfeiriad gennym.
shifts-said-given-back = Rydych wedi rhoi eich lle yn ôl.
shifts-said-full = Roedd pob lle wedi'i gymryd. Dewiswch sifft arall.
shifts-said-overlaps = Mae gennych le mewn sifft arall ar yr adeg honno. Rhowch hwnnw yn ôl yn gyntaf, neu dewiswch sifft arall.
shifts-said-over = Mae'r sifft honno ar ben.
shifts-said-no-more = Mae'r sifft honno wedi'i chanslo.
shifts-bad-shape = Ysgrifennwch y ddau amser, gyda'r diwrnod a'r awr.
shifts-bad-skipped = Nid yw un o'r amserau hyn yn bodoli: mae'r clociau'n cael eu troi ymlaen drosto. Dewiswch un arall.
shifts-bad-twice = Mae un o'r amserau hyn yn dod ddwywaith: mae'r clociau'n cael eu troi yn ôl drosto. Dewiswch un cyn neu ar ôl yr awr honno.
shifts-bad-past = Byddai'n dechrau yn y gorffennol. Dewiswch amser diweddarach.
shifts-bad-far = Byddai'n dechrau ymhen mwy na blwyddyn. Dewiswch amser cynharach.
shifts-bad-short = Byddai'n gorffen yn rhy gynnar. Mae sifft yn para o leiaf 15 munud.
shifts-bad-long = Byddai'n para'n rhy hir. Mae sifft yn para 12 awr ar y mwyaf.
shifts-bad-places = Ysgrifennwch faint o bobl a gaiff ddod, o 1 i 500.
shifts-bad-words = Ysgrifennwch 200 nod ar y mwyaf ar un llinell.
shifts-bad-bank = Dewiswch un o'r banciau yn y rhestr.
shifts-bad-after-calls = Mae galwadau yn yr ornest hon yn gorffen ar { $time }. Dewiswch amser cyn hynny.
shifts-bad-too-many = Mae cynifer o sifftiau wedi'u trefnu fel na ellir ychwanegu rhagor. Canslwch y rhai nad oes eu hangen arnoch.
shifts-bad-too-few = { $count ->
    [one] Mae gan un person le yn barod. Ysgrifennwch 1 o leiaf.
   *[other] Mae gan { $count } o bobl le yn barod. Ysgrifennwch { $count } o leiaf.
}
shifts-bad-begun = Mae'r sifft wedi dechrau neu wedi'i chanslo, ac nid yw'n cael ei newid mwyach.
shifts-event = Ffonio dros yr ymgyrch { $campaign }
shifts-event-page = Eich lle, a'i roi yn ôl: { $address }
action-see-shifts = Gweld sifftiau eich ymgyrch
action-plan-a-shift = Trefnu sifft
action-change-a-shift = Newid sifft
action-cancel-a-shift = Canslo sifft
action-see-who-comes-to-a-shift = Gweld pwy sy'n dod i sifft
action-take-a-place-in-a-shift = Cymryd lle mewn sifft
action-give-back-a-place-in-a-shift = Rhoi eich lle mewn sifft yn ôl
event-shifts-shown = Dangoswyd pwy sy'n dod i sifft
event-shift-planned = Trefnwyd sifft
event-shift-changed = Newidiwyd sifft
event-shift-cancelled = Canslwyd sifft
event-shift-taken = Cymerodd le mewn sifft
event-shift-given-back = Rhoddodd le mewn sifft yn ôl
event-shifts-reminded = Ysgrifennwyd llythyrau i atgoffa am sifftiau
event-shifts-erased = Dilëwyd sifftiau a oedd wedi hen ddod i ben

letter-shift-taken-subject = { $organisation }: mae gennych le mewn sifft
letter-shift-taken-body =
    Mae gennych le mewn sifft ar gyfer yr ymgyrch { $campaign }: o { $at } tan { $until }.

    Mae'r pethau eraill i'w gwybod, ffeil ar gyfer eich calendr, a botwm i roi'r lle yn ôl ar y dudalen hon, ar ôl i chi fewngofnodi:

    https://{ $place }/shifts/{ $shift }

    Os na allwch ddod, rhowch eich lle yn ôl os gwelwch yn dda, fel y gall rhywun arall ei gael.
letter-shift-soon-subject = { $organisation }: mae eich sifft yn dod yn fuan
letter-shift-soon-body =
    Mae gennych le mewn sifft ar gyfer yr ymgyrch { $campaign }: o { $at } tan { $until }.

    Os na allwch ddod, rhowch eich lle yn ôl ar y dudalen hon os gwelwch yn dda, fel y gall rhywun arall ei gael:

    https://{ $place }/shifts/{ $shift }
letter-shift-moved-subject = { $organisation }: cafodd eich sifft ei symud
letter-shift-moved-body =
    Cafodd sifft ar gyfer yr ymgyrch { $campaign } y mae gennych le ynddi ei symud. Roedd i fod i ddechrau { $from }. Mae hi nawr o { $at } tan { $until }.

    Mae gennych eich lle o hyd. Os na allwch ddod ar yr adeg honno, rhowch ef yn ôl ar y dudalen hon os gwelwch yn dda. Mae yno hefyd ffeil newydd ar gyfer eich calendr:

    https://{ $place }/shifts/{ $shift }
letter-shift-cancelled-subject = { $organisation }: cafodd eich sifft ei chanslo
letter-shift-cancelled-body =
    Cafodd sifft ar gyfer yr ymgyrch { $campaign } yr oedd gennych le ynddi ei chanslo: yr un o { $at } tan { $until }. Nid oes angen i chi ddod.

    Efallai fod sifftiau eraill ar y dudalen hon, ar ôl i chi fewngofnodi:

    https://{ $place }/shifts/{ $shift }
