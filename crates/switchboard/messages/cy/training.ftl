# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Practising, and what is recorded of it
training-title = Ymarfer
training-home = Ymarfer yn gyntaf (5 munud)
training-home-again = Ymarfer eto
training-home-read = Darllen "Cyn i chi ffonio neb"
training-home-hint = Rhoi cynnig ar y banc ffôn gyda phobl nad ydynt yn bod
training-home-campaign = Pwy sydd wedi ymarfer
training-text = Yma gallwch roi cynnig ar y banc ffôn cyn ffonio neb. Mae'n edrych yr un fath, a chewch bwyso popeth.
training-five = Mae'n cymryd pum cerdyn, tua phum munud: mae un person nad yw am gael galwadau, ac un sydd am gael ei ffonio'n ôl.
training-invented = Nid yw neb yno'n real, ac nid yw dim a wnewch yno yn cyfrif.
training-no-call = Nid ydych yn ffonio neb: lle byddech yn tapio rhif, ewch yn eich blaen.
training-enter = Ymarfer
training-again = Ymarfer eto
training-can-ring = Rydych wedi ymarfer, a gallwch ffonio nawr.
training-to-banks = I'ch banciau ffôn
training-left-read = Rydych wedi ymarfer. Mae un peth ar ôl: darllen "Cyn i chi ffonio neb" isod.
training-notice-title = Cyn i chi ffonio neb
training-have-read = Rwyf wedi darllen hyn
training-recorded-title = Beth sy'n cael ei gofnodi
training-practised = Wedi gorffen ymarfer
training-read = Wedi darllen "Cyn i chi ffonio neb"
training-not-yet = Ddim eto
training-before-you = Do, cyn iddynt ymuno â chi
training-recorded = Pryd y gwnaethoch orffen ymarfer a phryd y gwnaethoch ddarllen hyn, gyda'ch enw: rydych chi'n ei weld yma. Mae trefnwyr eich ymgyrch yn ei weld hefyd, gyda'r diwrnod dim ond os gwnaethoch hynny tra oedd gennych eich lle gyda nhw. Pan fydd y geiriau'n newid, gofynnir i chi eu darllen eto. Cedwir yr hyn a wnewch wrth ymarfer hyd ddiwedd y dydd, ar wahân i bopeth arall, ac yna caiff ei daflu; os daeth y rhaglen i ben yn sydyn, pan fydd yn cychwyn eto.
training-said-first = Mae'r banc ffôn hwn yn rhoi cardiau i'r rhai sydd wedi ymarfer ac wedi darllen "Cyn i chi ffonio neb" fel y mae nawr. Isod gwelwch beth sydd gennych i'w wneud o hyd.
training-said-soon = Mae lle i ymarfer yn cael ei wneud i chi. Pwyswch "Ymarfer" ymhen ychydig eiliadau. Os oeddech yn ymarfer yn barod, cliriwyd y lle hwnnw, fel bob nos: dechreuwch eto.
training-said-ticket = Roedd y dudalen hon wedi bod ar agor yn rhy hir, neu cafodd ei defnyddio o'r blaen. Pwyswch "Ymarfer" nawr.
training-said-read = Diolch. Cofnodwyd eich bod wedi darllen hyn.
training-said-recorded = Da iawn. Cofnodwyd eich bod wedi ymarfer.
training-said-before = Cofnodwyd yr ymarfer hwn o'r blaen. Nid oes dim wedi newid.
training-said-not-yours = Nid eich ymarfer chi oedd hwn, felly ni chofnodwyd dim. Ymarferwch o dan eich enw eich hun.
training-said-too-old = Gorffennwyd yr ymarfer hwn yn rhy bell yn ôl i'w gofnodi. Ymarferwch eto.
training-said-asks = O hyn ymlaen, dim ond i'r rhai sydd wedi ymarfer a darllen yr hysbysiad y mae'r banc ffôn hwn yn rhoi cardiau.
training-said-asks-nothing = O hyn ymlaen, mae'r banc ffôn hwn yn rhoi cardiau i'w holl alwyr.
training-campaign-title = Pwy sydd wedi ymarfer
training-campaign-text = Mae hyn yn dangos pa rai o'ch galwyr a'ch trefnwyr sydd wedi gorffen ymarfer, a phwy sydd wedi darllen yr hysbysiad am ffonio o'u rhif eu hunain, fel y mae nawr. Ni ddangosir diwrnod ar gyfer yr hyn a wnaeth rhywun cyn ymuno â chi. Cofnodir eich bod yn edrych.
training-campaign-nobody = Nid oes neb yn ffonio nac yn trefnu yn yr ymgyrch hon.
training-campaign-who = Galwyr a threfnwyr
training-campaign-name = Enw
training-banks-title = Ymarfer cyn y cerdyn cyntaf
training-banks-text = Gall banc ffôn aros nes bod galwr wedi ymarfer a darllen yr hysbysiad. Anfonir y rhai nad ydynt wedi gwneud hynny i ymarfer pan fyddant yn gofyn am gerdyn. Mae'n cymryd tua phum munud.
training-bank-asks = Dim ond y rhai sydd wedi ymarfer sy'n cael cardiau yma, ers { $time }.
training-bank-asks-nothing = Mae pob galwr yn cael cardiau yma.
training-bank-ask = Dim ond y rhai sydd wedi ymarfer
training-bank-let = Pob galwr
practice-short = Ymarfer
practice-banner = Ymarfer. Nid yw neb yma'n real. Nid yw dim a wnewch yma yn cyfrif.
practice-far = Pa mor bell ydw i?
practice-leave = Rhoi'r gorau i ymarfer
practice-dont-ring = Yma byddech yn tapio i ffonio. Peidiwch â ffonio: ewch ymlaen isod.
practice-contest = Ymarfer
practice-campaign = Ymarfer
practice-bank = Banc ymarfer
practice-caller = Rhywun sy'n ymarfer
practice-done-title = Eich ymarfer
practice-text = Dychmygwch beth mae'r bobl yn ei ddweud. Pan fydd popeth isod wedi'i wneud, cewch fotwm sy'n ei gofnodi.
practice-finished = Rydych wedi gwneud popeth. Pwyswch y botwm, a chaiff ei gofnodi o dan eich enw. Gallwch hefyd ddal ati i ymarfer: mae pymtheg cerdyn i bob person bob dydd.
practice-take-back = Gorffen a'i gofnodi
practice-so-far = { $done } o { $all } cerdyn.
practice-so-far-left = { $count ->
    [one] Rydych wedi dweud beth a ddigwyddodd i bob un. Mae un peth ar ôl:
   *[other] Rydych wedi dweud beth a ddigwyddodd i bob un. Mae { $count } o bethau ar ôl:
}
practice-so-far-finished = Rydych wedi gorffen ymarfer. Mae un peth ar ôl: ei gofnodi.
practice-step-cards = Pum cerdyn, pob un gyda'r hyn a ddigwyddodd
practice-cards-left = { $count ->
    [one] Un arall
   *[other] { $count } arall
}
practice-step-no-calls = Un nad yw am gael rhagor o alwadau
practice-step-call-back = Un sydd am gael ei ffonio'n ôl
practice-step-read = Darllen "Cyn i chi ffonio neb"
practice-step-done = Wedi'i wneud
practice-step-open = Heb ei wneud eto
practice-go-on = Dal ati i ffonio
action-practise-and-be-trained = Ymarfer, a chael ei gofnodi
action-see-who-has-practised = Gweld pwy sydd wedi ymarfer
action-ask-for-practice-before-cards = Dweud a yw banc ffôn yn aros nes bod ei alwyr wedi ymarfer
event-callers-notice-read = Darllenwyd yr hysbysiad cyn y cerdyn cyntaf
event-training-shown = Dangoswyd pwy mewn ymgyrch sydd wedi ymarfer
event-training-erased = Anghofiwyd hyfforddiant y rhai a adawodd
event-training-asked = Dywedwyd a yw banc ffôn am gael ymarfer cyn cardiau
refusal-practise-first = Mae'r banc ffôn hwn yn rhoi cardiau i'r rhai sydd wedi ymarfer ac wedi darllen "Cyn i chi ffonio neb". Ewch i'r dudalen gychwyn, dewiswch yr hyn a ddywed am hynny, a dewch yn ôl: mae'n cymryd tua phum munud.
why-practise-first = Mae'r banc ffôn yn aros nes eu bod wedi ymarfer ac wedi darllen yr hysbysiad.
