# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Leaving: one fact ends everything

event-left = Gadawodd rhywun: daeth popeth yn ei gyfrif i ben
event-campaign-withdrawn = Tynnodd ymgyrch yn ôl: daeth ei rolau i ben a chaewyd ei banciau
event-office-left = Mae aelodaeth rhywun mewn swydd wedi dod i ben
event-directory-read = Dangoswyd cyfrifon i gyfeiriadur y sefydliad
event-directory-changed = Ychwanegodd neu newidiodd cyfeiriadur y sefydliad gyfrif heb unrhyw rôl
event-directory-key-made = Gwnaed allwedd i gyfeiriadur y sefydliad
event-directory-key-ended = Daeth allwedd i gyfeiriadur y sefydliad i ben
action-end-somebodys-access = Dod â phopeth mewn cyfrif i ben am fod rhywun wedi gadael
action-withdraw-a-campaign = Gweld beth fyddai'n dod i ben pe bai ymgyrch yn tynnu'n ôl, a gofyn am hynny

leaving-link = Mae { $name } wedi gadael: dod â phopeth i ben ar unwaith
leaving-title = Mae rhywun wedi gadael
leaving-heading = Mae { $name } wedi gadael
leaving-means = Mae hyn yn dod â phob rôl, mewngofnodiad, cod, cyfrinair, cyfrinallwedd (passkey), allwedd ffôn a chysylltiad sydd gan y cyfrif hwn i ben, mewn un eiliad. Mae gwahoddiadau a wnaeth yn peidio â gweithio, ac mae'r hyn y gofynnodd amdano ac na phenderfynodd neb arno yn darfod. Mae cerdyn aelod ar ei ddesg yn mynd yn ôl ar unwaith; gall ddweud unwaith o hyd beth ddaeth o'r alwad honno, heb weld dim drwy hynny. Nid oes neb arall yn cael ei gyffwrdd.
leaving-back = Nid yw'n cael ei ddadwneud ohono'i hun: mae pwy bynnag sy'n dod yn ôl yn cael ei rolau o'r newydd. Gall weld ei gofnod ei hun o hyd, os bydd dau berson yn cytuno.
leaving-why = Pam
leaving-why-hint = Mae wedi'i selio yn y llyfr cofnodion, ac nid yw ar unrhyw dudalen i gydweithwyr.
leaving-why-resigned = Ymddiswyddodd
leaving-why-expelled = Cafodd ei ddiarddel
leaving-why-lapsed = Mae'r aelodaeth wedi dod i ben
leaving-why-deceased = Mae wedi marw
leaving-why-role-ended = Mae'r hyn a wnâi yma ar ben
leaving-why-campaign-withdrew = Tynnodd yr ymgyrch yn ôl
leaving-why-missing = Dywedwch pam. Ni ddaeth dim i ben eto.
leaving-end = Dod â phopeth i ben nawr
leaving-ended = Mae popeth yn y cyfrif hwn ar ben. Caeodd pob un o'i dudalennau yr eiliad honno.

withdraw-link = Mae ymgyrch yn tynnu'n ôl
withdraw-title = Mae ymgyrch yn tynnu'n ôl
withdraw-text = Dewiswch yr ymgyrch. Mae'r dudalen nesaf yn dweud beth fyddai'n dod i ben, ac yno rydych yn gofyn am hynny.
withdraw-gone = { $name }: wedi tynnu'n ôl
withdraw-heading = { $name }: tynnu'n ôl
withdraw-where = Gornest: { $contest }.
withdraw-means = Mae pob rôl yn yr ymgyrch hon yn dod i ben mewn un eiliad, mae ei banciau ffôn yn cau, ac mae ei gwahoddiadau agored yn peidio â gweithio. Mae pwy bynnag nad oedd yn dal rôl arall wedi gadael: mae popeth yn ei gyfrif yn dod i ben o fewn eiliadau. Nid yw ymgyrchoedd eraill yn cael eu cyffwrdd.
withdraw-people = Pobl sy'n gweithio iddi
withdraw-banks = Banciau ffôn a fyddai'n cau
withdraw-cards = Aelodau ar ddesg nawr
withdraw-end = Gofyn am hyn
withdraw-two = Mae'n gofyn am ddau berson: rydych chi'n gofyn ac yn dweud pam, ac mae rhywun arall mewn swydd yn cytuno. Tan hynny nid oes dim yn dod i ben. Yr hyn na all aros yw rhewi'r ymgyrch, sy'n rhywbeth a wnewch ar eich pen eich hun ac ar unwaith:
withdraw-why = Pam
withdraw-why-hint = Bydd pwy bynnag sy'n cytuno yn darllen hyn. Peidiwch ag enwi unrhyw aelod.
withdraw-why-missing = Ni ofynnwyd am ddim: dywedwch pam, mewn wyth llythyren o leiaf.
withdraw-about = Ymgyrch: { $campaign }. Gornest: { $contest }. Mae ei rolau'n dod i ben, mae ei banciau ffôn yn cau, ac mae ei phobl yn cael gwybod.
request-kind-withdraw-campaign = Tynnu ymgyrch allan o'i gornest
letter-campaign-withdrawn-subject = { $organisation }: { $step ->
    [asked] gofynnodd rhywun am dynnu ymgyrch allan o'i gornest: { $campaign }
   *[done] mae ymgyrch wedi tynnu'n ôl: { $campaign }
}
letter-campaign-withdrawn-body =
    Ar { $place }: { $step ->
        [asked] gofynnodd { $by } am dynnu'r ymgyrch { $campaign } allan o'i gornest. Nid oes dim wedi dod i ben. Mae ail berson mewn swydd yn penderfynu, tan { $until }.
       *[done] tynnodd dau berson yr ymgyrch { $campaign } allan o'i gornest. Mae ei rolau wedi dod i ben, mae ei banciau ffôn wedi'u cau, ac nid yw ei gwahoddiadau'n gweithio mwyach. { $by } a ofynnodd am hyn.
    }

    Os yw'n ymddangos yn anghywir i chi, dywedwch hynny wrth swyddog diogelu data eich sefydliad ({ $organisation }), dros y ffôn.
withdraw-done = Mae'r ymgyrch hon wedi tynnu'n ôl. Mae ei rolau wedi dod i ben ac mae ei banciau ffôn wedi'u cau.
