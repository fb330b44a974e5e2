# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.

# ---- what stands still

freeze-account = Mae cyfrif wedi'i rewi
freeze-bank = Mae banc ffôn wedi'i rewi
freeze-campaign = Mae ymgyrch wedi'i rhewi
freeze-branch = Mae cangen wedi'i rhewi
freeze-contest = Mae gornest wedi'i rhewi
freeze-reading = Nid oes neb yn darllen y gofrestr
freeze-since = Rhewyd am { $time } ar { $day } gan { $office ->
    [returning-officer] y swyddog canlyniadau
    [dpo] y swyddog diogelu data
   *[membership-officer] y swyddog aelodaeth
}.
freeze-reason = Rheswm: { $reason }.
freeze-lapses = Daw i ben am { $time } ar { $day } oni bai fod ail berson yn ei gadarnhau.
freeze-confirmed = Cadarnhaodd ail berson hyn; daw i ben ar { $time } os na fydd neb yn ei godi cyn hynny.
freeze-lost = Oriau a gollwyd: { $hours }.
freeze-goes-on = Os oeddech yn ffonio rhywun, cewch nodi o hyd sut y daeth yr alwad i ben, a'u bod am beidio â chael mwy o alwadau. Mae eich cofnod eich hun yn dal ar agor i chi.
freeze-appeal = Dywedwch pam mae hyn yn anghywir
freeze-appeal-hint = Mae'r swyddog diogelu data a chydweithwyr pwy bynnag a'i rhewodd yn ei ddarllen. Gallwch ysgrifennu unwaith.
freeze-appeal-send = Anfon yr apêl
freeze-appealed = Mae eich apêl wedi cyrraedd. Nid oes neb wedi ateb eto.
freeze-answer = Atebwyd eich apêl, ac mae'n dal wedi'i rewi: { $words }

hours-back = { $what ->
    [account] Rhewyd eich cyfrif
    [bank] Rhewyd un o'ch banciau ffôn
    [campaign] Rhewyd eich ymgyrch
    [contest] Rhewyd yr ornest
   *[reading] Rhewyd pob darllen o'r gofrestr
}, ac mae oriau'n cael eu rhoi'n ôl: yn yr ornest hon, { $contest }, o { $from } tan { $until } ceir dangos hyd at ddwywaith cymaint o aelodau i chi mewn awr. O'r ornest gyfan nid yw'n fwy nag o'r blaen.

freezes-title = Beth sydd wedi'i rewi
freezes-text = Nid yw rhewi'n aros am neb. Mae'n dod i ben ar ôl pedair awr, oni bai fod ail berson yn ei gadarnhau; wedyn mae'n dod i ben ar ôl saith diwrnod, os na fydd neb yn ei godi cyn hynny. Ni allwch rewi eto o fewn diwrnod yr hyn a rewoch eich hun, neu'r hyn y gadawodd cydweithiwr iddo fynd ymlaen: gall cydweithiwr wneud hynny.
freezes-account-kind = Cyfrif
freezes-bank-kind = Banc ffôn
freezes-campaign-kind = Ymgyrch
freezes-branch-kind = Cangen
freezes-contest-kind = Gornest
freezes-reading-kind = Pob darllen o'r gofrestr
freezes-now = Wedi'i rewi nawr
freezes-now-none = Nid oes dim wedi'i rewi.
freezes-reason = Rheswm
freezes-pressed = Rhewyd gan { $name } fel { $office ->
    [returning-officer] swyddog canlyniadau
    [dpo] swyddog diogelu data
   *[membership-officer] swyddog aelodaeth
} ar { $time }.
freezes-confirmed-by = Cadarnhawyd gan { $name }.
freezes-appeal = { $name } ar { $time }:
freezes-answer = Ateb:
freezes-lapses = Daw i ben ar { $time } oni bai fod rhywun arall yn ei gadarnhau; oriau ar ôl: { $left }.
freezes-ends = Daw i ben ar { $time } os na fydd neb yn ei godi cyn hynny.
freezes-word = Eich ateb i'r apêl
freezes-lift = Gadael iddo fynd ymlaen
freezes-confirm = Ei gadarnhau am saith diwrnod
freezes-keep = Ateb yr apêl, a'i gadw wedi'i rewi
freezes-press = Rhewi rhywbeth
freezes-target = Beth
freezes-target-hint = Mae cyfrif yn cael ei rewi o'i dudalen ei hun.
freezes-why = Pam
freezes-why-hint = Mae'r rhai sydd wedi'u rhewi yn darllen hwn, felly peidiwch ag enwi aelod.
freezes-do = Ei rewi nawr
freezes-past = Beth a rewyd
freezes-past-none = Ni rewyd dim arall.
freezes-lifted-by = Gadawodd { $name } iddo fynd ymlaen, ar { $time }.
freezes-lapsed = Daeth i ben ohono'i hun ar { $time }.
freezes-given = Oriau a roddwyd yn ôl: { $hours }.
freezes-give = Rhoi oriau'n ôl: { $hours } yn { $contest }
freezes-give-text = Dewiswch amser sydd i ddod, yn yr oriau y ceir gwneud galwadau ynddynt. Yn yr amser hwnnw ceir dangos mwy o aelodau i'r rhai a rewyd: mae pob munud yn werth un rhan o chwe deg o'r hyn y mae awr yn ei ganiatáu, felly dwywaith cymaint ar y mwyaf, a neb yn cael mwy nag a gollodd. Rhaid cael o leiaf 15 munud, a thri amser am un rhewiad ar y mwyaf. Nid yw'r hyn y ceir ei ddangos i gyfrif o'r ornest gyfan yn newid.
freezes-give-from = O ba bryd
freezes-give-from-hint = Hyd at alwad olaf yr ornest, ac o fewn oriau un diwrnod.
freezes-give-minutes = { $n ->
    [one] Am faint o funudau: un ar y mwyaf
    [two] Am faint o funudau: dau ar y mwyaf
   *[other] Am faint o funudau: { $n } ar y mwyaf
}
freezes-give-do = Eu rhoi'n ôl
freezes-more = Dangos rhai hŷn
freezes-first = Yn ôl i'r diweddaraf
freezes-account = Rhewi'r cyfrif hwn

freezes-said-frozen = Mae wedi'i rewi o'r eiliad hon ymlaen. Mae pawb dan sylw yn cael llythyr.
freezes-said-standing = Mae hwnnw wedi'i rewi eisoes.
freezes-said-no-reason = Ni rewyd dim: dywedwch pam, mewn 500 o lythrennau ar y mwyaf.
freezes-said-too-many = Ni rewyd dim: mae gormod o bethau wedi'u rhewi ar unwaith, neu ormod a rewoch chi. Gadewch i rai ohonynt fynd ymlaen yn gyntaf.
freezes-said-confirmed = Mae wedi'i rewi am saith diwrnod nawr, os na fydd neb yn ei godi cyn hynny.
freezes-said-kept = Mae eich ateb wedi cyrraedd. Mae'n dal wedi'i rewi.
freezes-said-lifted = Mae'n mynd ymlaen o'r eiliad hon.
freezes-said-was-over = Roedd hynny ar ben eisoes.
freezes-said-already = Gwnaed hynny eisoes.
freezes-said-no-words = Nid anfonwyd dim: ysgrifennwch rywbeth, mewn 1,000 o lythrennau ar y mwyaf.
freezes-said-back = Mae'r oriau hyn wedi'u rhoi'n ôl. Mae'r deiliaid swydd, a'r rhai sy'n trefnu yno, yn cael llythyr; mae'r cyfrif ei hun yn cael un, os cyfrif a rewyd. Mae galwyr yn ei ddarllen ar eu tudalen gyntaf, ac mae ar dudalen yr ornest i bawb.
freezes-said-back-unread = Ni roddwyd dim yn ôl: rhowch ddiwrnod, amser a munudau cyfan.
freezes-said-back-stands-still = Ni roddwyd dim yn ôl: mae'n dal wedi'i rewi. Mae oriau'n cael eu rhoi'n ôl pan fydd yn mynd ymlaen.
freezes-said-back-confirmed = Ni roddwyd dim yn ôl: cadarnhaodd ail berson y rhewiad hwnnw, ac ni chododd neb ef.
freezes-said-back-too-short = Ni roddwyd dim yn ôl: dewiswch o leiaf 15 munud.
freezes-said-back-too-many = Ni roddwyd dim yn ôl: mae tri amser am y rhewiad hwn wedi'u rhoi'n ôl eisoes.
freezes-said-taken-back = Mae'r amser hwnnw wedi'i dynnu'n ôl. Mae pwy bynnag a gafodd lythyr amdano yn cael un arall.
freezes-said-taken-begun = Mae'r amser hwnnw wedi dechrau. Nid yw'n cael ei dynnu'n ôl mwyach.
freezes-said-taken-not-there = Nid oes amser o'r fath mwyach: tynnodd rhywun ef yn ôl o'r blaen.
freezes-ahead = Wedi'i roi'n ôl yn { $contest }: o { $from } tan { $until }.
freezes-take = Tynnu'r amser hwn yn ôl
freezes-said-back-past = Ni roddwyd dim yn ôl: mae'r amser hwnnw wedi dechrau eisoes. Dewiswch un diweddarach.
freezes-said-back-outside-calls = Ni roddwyd dim yn ôl: nid yw galwadau'r ornest honno'n cael eu gwneud bryd hynny. Dewiswch amser rhwng ei galwad gyntaf a'i galwad olaf.
freezes-said-back-outside-hours = Ni roddwyd dim yn ôl: ni cheir gwneud galwadau drwy gydol yr amser hwnnw. Dewiswch un o fewn oriau un diwrnod.
freezes-said-back-given = Ni roddwyd dim yn ôl: mae rhan o'r amser hwnnw wedi'i rhoi'n ôl eisoes. Dewiswch un arall.
freezes-said-back-too-much = Ni roddwyd dim yn ôl: mae hynny'n fwy nag a gollwyd ac sydd ar ôl i'w roi. Dewiswch lai o funudau.
freezes-said-appealed = Mae eich apêl wedi'i hanfon.

event-frozen = Rhewyd rhywbeth
event-freeze-confirmed = Cadarnhaodd ail berson fod rhywbeth wedi'i rewi
event-freeze-lifted = Mae rhywbeth a rewyd yn mynd ymlaen
event-freeze-lapsed = Daeth rhewiad i ben gan fod ei amser ar ben
event-freeze-appealed = Dywedodd rhywun sydd wedi'i rewi fod hynny'n anghywir
event-freeze-kept = Atebwyd apêl, ac mae'n dal wedi'i rewi
event-hours-taken-back = Tynnwyd yn ôl amser pan fyddai oriau'n cael eu rhoi'n ôl, cyn iddo ddechrau
event-hours-given-back = Rhoddwyd yn ôl oriau o alwadau a gymerodd rhewiad
event-freezes-shown = Dangoswyd beth sydd wedi'i rewi

action-freeze = Rhewi rhywbeth, ar unwaith a heb ail berson
action-see-freezes = Gweld beth sydd wedi'i rewi
action-confirm-a-freeze = Cadarnhau fel ail berson ei fod wedi'i rewi
action-keep-a-freeze-after-an-appeal = Ateb apêl, a'i gadw wedi'i rewi
action-lift-a-freeze = Gadael i rywbeth sydd wedi'i rewi fynd ymlaen
action-take-back-hours-that-were-given = Tynnu'n ôl amser y rhoddwyd oriau'n ôl ynddo
action-give-hours-back-after-a-freeze = Rhoi'n ôl oriau o alwadau a gymerodd rhewiad
action-appeal-against-a-freeze = Dweud bod rhewiad yn anghywir

refusal-own-freeze = Eich cyfrif eich hun sydd wedi'i rewi yma, felly cydweithiwr sy'n penderfynu. Gallwch ddweud ar eich tudalen gyntaf pam mae'n anghywir.
why-own-freeze = Eu cyfrif eu hunain sydd wedi'i rewi yno.
refusal-frozen-lately = O fewn y diwrnod diwethaf rhewoch hyn, neu rywbeth y mae'n rhan ohono neu sy'n rhan ohono, neu gyfrif swyddog arall. Gall cydweithiwr ei rewi nawr; gallwch chi yfory.
why-frozen-lately = Nhw a'i rhewodd, neu rywbeth sy'n gorgyffwrdd ag ef, o fewn diwrnod.

nav-freezes = Beth sydd wedi'i rewi
nav-freezes-hint = Rhewi rhywbeth, neu adael iddo fynd ymlaen

letter-freeze-subject = { $organisation }: { $step ->
    [pressed] mae rhywbeth wedi'i rewi
    [confirmed] mae rhywbeth yn dal wedi'i rewi
    [soon] daw rhewiad i ben o fewn yr awr
    [appealed] apêl yn erbyn rhewiad
    [lapsed] daeth rhewiad i ben ohono'i hun
    [given] rhoddir yn ôl oriau a gymerodd rhewiad
   *[lifted] mae rhywbeth yn mynd ymlaen eto
}
letter-freeze-body =
    Ar { $place }: { $frozen ->
        [account] cyfrif
        [bank] banc ffôn
        [campaign] ymgyrch
        [branch] cangen
        [contest] gornest
       *[reading] pob darllen o'r gofrestr
    }. { $step ->
        [pressed] Mae wedi cael ei rewi.
        [confirmed] Mae wedi cael ei rewi, ac mae ail berson wedi cadarnhau hynny.
        [soon] Mae wedi'i rewi, ac nid oes neb wedi cadarnhau hynny.
        [appealed] Mae wedi'i rewi, ac mae rhywun sydd wedi'i rewi yn dweud bod hynny'n anghywir.
        [lapsed] Roedd wedi'i rewi, ac mae hynny wedi dod i ben ohono'i hun.
        [given] Roedd wedi'i rewi, ac mae oriau o alwadau a gymerwyd felly yn cael eu rhoi'n ôl.
       *[lifted] Roedd wedi'i rewi, ac mae'n mynd ymlaen.
    }

    Mae'r rheswm, a than pryd, i'w gweld ar eich tudalen gyntaf ar ôl i chi fewngofnodi, ac i'n deiliaid swydd ar y dudalen "Beth sydd wedi'i rewi".
