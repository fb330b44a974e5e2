# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Branches and totals

nav-branches = Canghennau a chyfansymiau
nav-branches-hint = Rhifau union ar gyfer y datganiad blynyddol, a'r goeden ganghennau
branches-title = Canghennau a chyfansymiau
branch-title = Cangen
totals-text-branch = Rhifau union y canghennau yr ydych yn cadw eu cofrestr, gyda phob un oddi tanynt. Mae pob edrychiad ar y dudalen hon yn y llyfr cofnodion.
totals-text = Rhifau union, i swyddogion a'r swyddog diogelu data yn unig. Mae pob edrychiad ar y dudalen hon yn y llyfr cofnodion.
totals-year = Blwyddyn
totals-show = Dangos
totals-by-branch = Fesul cangen, pob un gyda phopeth sydd oddi tani
totals-by-kind = Fesul math o aelodaeth
totals-branch = Cangen
totals-kind = Math
totals-start = Ar y dechrau
totals-joined = Wedi ymuno
totals-left = Wedi gadael
totals-end = Ar y diwedd, neu nawr
totals-all = Pawb
totals-no-name = Dim un yn y ffeil
totals-hint = Mae'r gofrestr yn cadw'r flwyddyn yr ymunodd rhywun ynddi, a'r diwrnod y daeth aelodaeth i ben. Mae aelod a ymunodd ac a adawodd yn yr un flwyddyn i'w weld o dan y ddau. Mae rhywun nad yw ei flwyddyn ymuno yn hysbys yn cyfrif fel aelod o'r cyfnod cynt.
totals-csv = Lawrlwytho fel CSV
totals-csv-year = Blwyddyn
totals-csv-branch = Cangen
totals-csv-above = Yn perthyn i
totals-csv-kind = Math
totals-csv-start = Ar y dechrau
totals-csv-joined = Wedi ymuno
totals-csv-left = Wedi gadael
totals-csv-end = Ar y diwedd neu nawr
branches-unplaced = Enwau nad ydynt yn perthyn i gangen eto
branches-unplaced-text = { $count ->
    [one] Mae eich ffeiliau'n defnyddio enw nad oes cangen yn cael ei hadnabod wrtho. Os sillafiad arall o enw cangen ydyw, gwnewch gangen ohono'n gyntaf ac yna unwch hi â'r llall.
    [two] Mae eich ffeiliau'n defnyddio dau enw nad oes cangen yn cael ei hadnabod wrthynt. Os sillafiad arall o enw cangen yw un ohonynt, gwnewch gangen ohono'n gyntaf ac yna unwch hi â'r llall.
   *[other] Mae eich ffeiliau'n defnyddio { $count } o enwau nad oes cangen yn cael ei hadnabod wrthynt. Os sillafiad arall o enw cangen yw un ohonynt, gwnewch gangen ohono'n gyntaf ac yna unwch hi â'r llall.
}
branches-place = Gwneud cangen o bob un
branches-add = Ychwanegu cangen
branches-add-do = Ychwanegu
branches-name = Enw
branches-under = Yn perthyn i
branches-top = Dim byd uwch ei phen
branch-back = Pob cangen
branch-above = Yn perthyn i'r gangen { $above }.
branch-rename = Rhoi enw arall iddi
branch-rename-text = Gall eich ffeiliau ddal i ddefnyddio'r hen enw: mae'n dal i olygu'r gangen hon.
branch-rename-do = Ailenwi
branch-move = Ei symud
branch-move-do = Symud
branch-join = Ei huno â changen arall
branch-join-text = Mae pwy bynnag sy'n cadw cofrestr y gangen hon yn unig yn rhoi'r gorau i wneud hynny; rhowch y rôl eto lle mae ei heisiau. Mae ei holl enwau a'r holl ganghennau oddi tani yn mynd i'r llall. Nid oes ffordd yn ôl: byddai'n rhaid i'ch ffeiliau wahaniaethu rhwng yr aelodau eto.
branch-join-to = Ei huno â
branch-join-do = Uno
branches-said-added = Ychwanegwyd y gangen.
branches-said-renamed = Mae gan y gangen ei henw newydd.
branches-said-moved = Symudwyd y gangen.
branches-said-joined = Un yw'r ddwy gangen nawr.
branches-said-placed = Mae gan bob enw gangen nawr.
branches-said-circle = Ni all cangen fod oddi tani ei hun nac o dan un o'i changhennau ei hun. Dewiswch le arall. Ni newidiwyd dim.
branches-said-deep = Mae canghennau'n mynd wyth lefel o ddyfnder ar y mwyaf. Dewiswch le uwch. Ni newidiwyd dim.
branches-said-unknown = Nid yw'r gangen honno yno mwyach. Llwythwch y dudalen eto. Ni newidiwyd dim.
branches-said-name-taken = Mae cangen arall yn cael ei hadnabod wrth yr enw hwnnw. Dewiswch enw arall, neu unwch y ddwy. Ni newidiwyd dim.
branches-said-too-many = Mae 5,000 o ganghennau, a dyna'r mwyaf. Unwch rai yn gyntaf. Ni newidiwyd dim.
branches-said-bad-name = Mae'r enw hwnnw'n wag, yn hirach na 120 o nodau, neu'n cynnwys nod na ellir ei ddangos. Teipiwch un arall. Ni newidiwyd dim.
