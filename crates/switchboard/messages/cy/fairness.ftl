# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## What is the same for all, for everybody

fairness-list-title = A yw'n deg?
fairness-list-text = Ar gyfer pob gornest: beth mae pob ymgyrch yn ei gael, beth a ddefnyddiodd, a beth a gymerodd y pencadlys.
fairness-list-none = Nid oes gornest eto.
fairness-title = A yw'n deg?
fairness-slots = Galwadau i un aelod
fairness-slots-text = { $n ->
    [one] Un gan bob ymgyrch.
    [two] Dwy gan bob ymgyrch.
   *[other] { $n } gan bob ymgyrch.
 }
fairness-rest = Gorffwys ar ôl galwad
fairness-rest-text = { $hours ->
    [one] Un awr, pa ymgyrch bynnag a ffoniodd. Tua'r diwedd mae'n fyrrach, fel nad yw galwadau neb yn cael eu colli o'i herwydd.
    [two] Dwy awr, pa ymgyrch bynnag a ffoniodd. Tua'r diwedd mae'n fyrrach, fel nad yw galwadau neb yn cael eu colli o'i herwydd.
   *[other] { $hours } awr, pa ymgyrch bynnag a ffoniodd. Tua'r diwedd mae'n fyrrach, fel nad yw galwadau neb yn cael eu colli o'i herwydd.
 }
fairness-first = Yr alwad gyntaf
fairness-first-text = Tan { $time } mae gan bob ymgyrch hawl i'r alwad gyntaf ar gyfran gyfartal o'r aelodau. Nid oes gwahaniaeth faint o alwyr sydd ganddi.
fairness-usage = Beth a ddefnyddiodd pob ymgyrch
fairness-usage-rounded = I'r cant agosaf tra bo'r galw'n parhau, ac wedi'i wneud o'r newydd unwaith yr awr, fel na all yr un ymgyrch ddilyn noson un arall. Manwl gywir pan fydd ar ben.
fairness-as-of = Fel yr oedd { $time }.
fairness-usage-exact = Mae'r galw ar ben. Mae'r rhain yn fanwl gywir.
fairness-took = Beth a gymerodd y pencadlys
fairness-took-text = Gweithredoedd y deiliaid swydd a phwy bynnag sy'n rhedeg y peiriant, wedi'u cyfrif o'r llyfr cofnodion ers { $time }.
fairness-took-limit = Mae'r llyfr cofnodion yn profi na newidiwyd dim ynddo. Ni all brofi na fu neb sy'n dal y peiriant a'i allweddi yn edrych heibio iddo.
fairness-members-shown = { $n ->
    [one] Un aelod wedi'i ddangos
    [two] Dau aelod wedi'u dangos
   *[other] { $n } aelod wedi'u dangos
 }
took-searches = Chwiliadau am aelodau
took-openings = Aelodau a ddangoswyd mewn ffyrdd eraill: cofnodion a agorwyd, adroddiadau, ceisiadau, dyblygiadau posibl
took-files = Ffeiliau ag aelodau ynddynt a gymerwyd
took-answers = Yr hyn a ysgrifennodd ymgyrch, wedi'i ddarllen ar air dau berson
took-figures = Edrych ar ffigurau ymgyrch ei hun
took-changes = Newid cofnodion aelodau, mewnforio ffeiliau, cyfuno cofnodion
took-roles = Rolau a roddwyd gan ddeiliad swydd
took-settings = Gosodiadau a newidiwyd
took-console = Gweithredoedd wrth gonsol y peiriant, gan gynnwys copïo allweddi
took-freezes = Pethau a rewyd
fairness-stood = Beth a rewyd
fairness-stood-text = Popeth a rewyd ac a stopiodd alwadau yma, y diweddaraf yn gyntaf, hanner cant o bob math ar y mwyaf. Mae'r rhewi'n dod i ben ar ôl pedair awr oni bai fod ail berson yn ei gadarnhau. Yr hyn a gollir yw'r oriau y ceir gwneud galwadau ynddynt. Gall swyddog arall, heblaw pwy bynnag a'i rhewodd neu a'i cadarnhaodd, eu rhoi'n ôl yn nes ymlaen; nid yw'r hyn a rewodd dau berson am ddyddiau, heb i neb ei godi, yn cael ei roi'n ôl. Nid oes neb yn cael mwy'n ôl nag a gollodd.
fairness-stood-none = Ni rewyd dim.
fairness-stood-by = Rhewyd { $time } gan { $office ->
    [returning-officer] y swyddog canlyniadau
    [dpo] y swyddog diogelu data
   *[membership-officer] y swyddog aelodaeth
}.
fairness-stood-confirmed = Cadarnhaodd ail berson hyn.
fairness-stood-on = Mae'n dal wedi'i rewi, tan { $time } ar y mwyaf.
fairness-stood-lifted = Gadawodd rhywun iddo fynd ymlaen, { $time }.
fairness-stood-lapsed = Daeth i ben ohono'i hun, { $time }.
fairness-stood-hours = Oriau a gollwyd: { $lost }. Oriau a roddwyd yn ôl: { $given }.
fairness-stood-branch = Ni ddangoswyd ei haelodau i neb, ac ni ffoniodd neb nhw. Ni chollodd yr un ymgyrch oriau o'r herwydd, felly ni roddir dim yn ôl.
fairness-stood-accounts = { $n ->
    [one] Rhewyd cyfrif sy'n ffonio neu'n cynllunio ar ei chyfer unwaith.
    [two] Rhewyd cyfrifon sy'n ffonio neu'n cynllunio ar ei chyfer ddwywaith.
   *[other] Rhewyd cyfrifon sy'n ffonio neu'n cynllunio ar ei chyfer { $n } o weithiau.
}
fairness-later = Mae'r hyn sy'n dilyn wedi'i osod ac mae yn y llyfr cofnodion, ac mae banciau ffôn yn rhannu cardiau yn ôl hynny. Mae galwad yn cyfrif o'r eiliad y dangosir ei rhif, beth bynnag a ddaw ohoni. Mae pwy bynnag a ofynnodd am gael ei ffonio eto yn cael ei ffonio bryd hynny. Mae ymgyrch heb gystadleuwyr yn cadw at gyfnodau gorffwys ei banciau ffôn ei hun.
fairness-draw = Galwadau i un aelod, a phwy sydd â'r alwad gyntaf
fairness-draw-text = Mae'r coelbren yn dod o gyfrinach ac o eiriau'r ymgyrchoedd. Roedd ôl bys y gyfrinach yn y llyfr cofnodion cyn i'r aelodau gael eu pennu, fel na allai neb ei dewis wedyn. Mae pob ymgyrch yn cyflwyno ôl bys ei geiriau ei hun yn gyntaf; mae'r un cyntaf yn pennu pa ymgyrchoedd sydd yn y coelbren. Dim ond pan fydd pob ôl bys i mewn, neu pan fydd yr amser ar eu cyfer ar ben, y dangosir geiriau, ac o hynny ymlaen ni dderbynnir ôl bys. Mae o leiaf ddiwrnod i'w dangos, pwy bynnag sy'n symud dyddiad. Maen nhw'n cael eu cyhoeddi yma fel y maen nhw. Nid oes gan ymgyrch nad yw'n dangos ei geiriau hawl i'r alwad gyntaf: mae ei chyfran yn mynd i'r lleill, a dywedir hynny yma.
fairness-draw-limit = Beth sy'n weddill: mae pwy bynnag sy'n dal y peiriant yn gwybod y gyfrinach cyn iddi gael ei dangos. Gydag ymgyrch sy'n aros nes bod y lleill wedi dangos eu geiriau, maen nhw'n gwybod y ddau ganlyniad, gyda'i geiriau a hebddynt, ac yn dewis rhwng y ddau: mae peidio â'u dangos yn costio ei chyfran i'r ymgyrch honno. Os yw sawl ymgyrch yn cydweithio â phwy bynnag sy'n dal y peiriant, mae pob un ohonynt yn dyblu'r dewis: dau goelbren gydag un, pedwar gyda dwy, wyth gyda thair. Nid yw geiriau y gellir eu dyfalu yn helpu neb.
fairness-commitment = Ôl bys y gyfrinach
fairness-entry = Cofnod yn y llyfr cofnodion
fairness-shown = Dangoswyd
fairness-secret = Cyfrinach
fairness-seed = Hedyn
fairness-not-shown = Dangosir y gyfrinach yma pan fydd y galw wedi dechrau a phawb wedi cael eu diwrnod i ddangos geiriau. Tan hynny nid oes gan neb hawl i'r alwad gyntaf.
fairness-lots = Geiriau'r ymgyrchoedd eu hunain: yr ôl bys, yna'r hyn a ddangoswyd
fairness-no-lot = dim wedi'i gyflwyno
fairness-lot-shown = dangoswyd:
fairness-lot-waits = heb ei ddangos eto
fairness-lot-left-out = ychwanegwyd ar ôl yr ôl bys cyntaf: nid yw yn y coelbren hwn, ac nid oes ganddi hawl i'r alwad gyntaf
fairness-fingerprints-until = Derbynnir olion bysedd tan { $time } fan bellaf.
fairness-words-until = Gellir dangos geiriau tan { $time } o leiaf.
fairness-lot-withheld = heb ei ddangos: dim hawl i'r alwad gyntaf
fairness-check = I wirio: ôl bys geiriau yw eu SHA-256, fel UTF-8 a heb fwlch o'u blaen nac ar eu hôl. Ôl bys y gyfrinach yw SHA-256 o “switchboard draw v1 commitment”, beit sero a'r gyfrinach. Yr hedyn yw SHA-256 o “switchboard draw v1 seed”, beit sero, y gyfrinach, ac ar gyfer pob ymgyrch yn y coelbren, yn y drefn hon: y beitiau o flaen ei hôl bys, faint o feitiau sydd yn ei geiriau a ddangoswyd (pedwar beit, yr uchaf yn gyntaf; seroau lle na ddangoswyd dim), a'r geiriau. Yr ymgyrch sydd â hawl i'r alwad gyntaf ar aelod yw'r un y mae HMAC-SHA-256 dan yr hedyn, o feitiau id yr aelod ac id yr ymgyrch, fwyaf ar ei chyfer, ymhlith y rhai a ddangosodd eu geiriau neu na chyflwynodd ôl bys.
fairness-log = Y llyfr cofnodion cyhoeddus

## A campaign's own page

campaign-title = Ymgyrch
campaign-home = Eich ymgyrch, a'r hyn a gafodd
campaign-bank-open = (ar agor)
campaign-bank-paused = (wedi'i oedi)
campaign-lot-title = Eich geiriau eich hun yn y coelbren
campaign-lot-text = Tynnir coelbren i benderfynu pwy sydd â hawl i'r alwad gyntaf ar bwy. Dewiswch eiriau nad oes neb ond chi yn eu gwybod ac na all neb eu dyfalu, a chyflwynwch eu hôl bys yma. Pan fydd pob ymgyrch wedi gwneud hynny, rydych yn dangos y geiriau. Felly nid oes neb yn dewis y coelbren ar ei ben ei hun, ddim hyd yn oed pwy bynnag sy'n dal y peiriant. Mae'r dudalen tegwch yn dweud beth sy'n weddill.
campaign-lot-is = Ôl bys eich geiriau, fel y mae pawb yn ei weld:
campaign-lot-none = Ni chyflwynoch ôl bys, felly nid ydych yn ychwanegu geiriau. Rydych yn cadw eich cyfran er hynny.
campaign-lot-words-label = Eich geiriau
campaign-lot-words-hint = Yn union fel yr oeddent pan wnaethoch yr ôl bys; nid yw bwlch o'u blaen nac ar eu hôl yn cyfrif. Bydd y geiriau hyn yn cael eu cyhoeddi, ar y dudalen tegwch ac yn y llyfr cofnodion, am byth. Mae pwy bynnag sy'n gofalu am yr ymgyrch yn eu dangos unwaith.
campaign-lot-button = Cyflwyno'r ôl bys
campaign-lot-words = Teipiwch ychydig eiriau ar un llinell, hyd at 200 nod.
campaign-lot-added = Mae'r ôl bys yn cyfrif. Cadwch y geiriau: dangoswch nhw yma cyn gynted ag y bydd pob ymgyrch wedi cyflwyno ôl bys.
campaign-lot-too-late = Ni dderbynnir ôl bys mwyach: gellir dangos geiriau erbyn hyn, neu mae'r coelbren wedi'i dynnu. Ni newidiwyd dim.
campaign-lot-until = Tan { $time } gallwch gyflwyno un arall, neu nes bod pob ymgyrch yn y coelbren wedi cyflwyno un. Nid yw symud dyddiad yn newid dim am hynny.
campaign-lot-fingerprint-label = Ôl bys eich geiriau
campaign-lot-fingerprint-hint = Gwnewch ef ar eich cyfrifiadur eich hun. SHA-256 y geiriau, 64 digid: ar Linux neu Mac, printf %s 'your words' | shasum -a 256. Mae'n anodd dyfalu chwe gair neu fwy a ddewiswyd ar hap. Byddant yn cael eu cyhoeddi pan fyddwch yn eu dangos: dim enwau, a dim byd am neb.
campaign-lot-fingerprint = Nid ôl bys yw hwnna: mae gan ôl bys 64 digid, o 0 i 9 ac a i f. Ni newidiwyd dim.
campaign-lot-show-text = Mae pob ôl bys i mewn, neu mae'r amser ar eu cyfer ar ben. Dangoswch eich geiriau: os na wnewch chi, nid oes gennych hawl i'r alwad gyntaf, ac mae pawb yn gweld hynny.
campaign-lot-show = Dangos y geiriau
campaign-lot-has-shown = Rydych wedi dangos y geiriau, ac maen nhw'n cyfrif. Gall pawb eu darllen:
campaign-lot-shown = Mae eich geiriau'n cyfrif. Gall pawb eu darllen ar y dudalen tegwch.
campaign-lot-not-yet = Gall ymgyrchoedd eraill gyflwyno ôl bys o hyd. Ni ddangoswyd dim: dewiswch eiriau eraill os gallai rhywun fod wedi darllen y rhain, a chyflwynwch eu hôl bys.
campaign-lot-others = Nid geiriau eich ôl bys yw'r rheini. Ni ddangoswyd dim.
campaign-lot-words-until = Gellir dangos geiriau tan { $time } o leiaf. Wedyn tynnir y coelbren, ar ôl i'r galw ddechrau.
campaign-lot-withheld = Mae'r coelbren wedi'i dynnu. Cyflwynoch ôl bys ac ni ddangosoch ei eiriau: nid oes gan yr ymgyrch hon hawl i'r alwad gyntaf ar neb, aeth ei chyfran i'r lleill, a gall pawb weld hynny. Mae'n ffonio fel y lleill, a gall ffonio pwy bynnag y mae gan y lleill hawl i'r alwad gyntaf arno pan fydd yr amser hwnnw ar ben.
campaign-lot-over = Mae'r coelbren wedi'i dynnu, gyda'ch geiriau ynddo.
campaign-lot-left-out = Ychwanegwyd yr ymgyrch hon ar ôl i'r ôl bys cyntaf gael ei gyflwyno. Nid yw yn y coelbren: nid yw'n ychwanegu geiriau, ac nid oes ganddi hawl i'r alwad gyntaf ar neb.
campaign-lot-no-draw = Nid oes coelbren yn yr ornest hon: nid oes gan neb hawl i'r alwad gyntaf.
campaign-lot-check = Gwirio geiriau
campaign-lot-check-label = Geiriau i'w gwirio
campaign-lot-check-hint = Mae'n dweud pa ôl bys y mae'r geiriau'n ei roi, er mwyn i chi weld a yw eich cyfrifiadur eich hun yn gwneud yr un un. Tynnir bwlch o'u blaen ac ar eu hôl. Nid oes dim yn cael ei gadw na'i gyflwyno. Ond gallai pwy bynnag sy'n rhedeg y peiriant hwn ddarllen yr hyn rydych yn ei deipio: gwiriwch â geiriau gwahanol i'r rhai y byddwch yn eu defnyddio.
campaign-lot-checked = Dyma ôl bys y geiriau a deipioch. Ni chadwyd ac ni chyflwynwyd dim.
campaign-lot-drawn = Mae'r coelbren wedi'i dynnu. Ni newidiwyd dim.
campaign-new-bank = Banc ffôn newydd
campaign-more = Mwy
campaign-people = Pobl a gwahoddiadau
campaign-cases = Pryd y darllenodd y pencadlys yr hyn a ysgrifennoch
campaign-fairness = A yw'n deg? Yr hyn y gall pawb ei weld
campaign-certificate = Tystysgrif ddinistrio
campaign-certificate-later = Yr hyn sy'n cael ei ddinistrio pan fydd yr ornest yn cael ei dileu
