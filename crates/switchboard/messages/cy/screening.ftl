# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The lists of numbers that aren't rung, for the offices

screening-title = Rhestri o rifau nad ydynt am gael galwadau
screening-text = Cedwir rhestr fel stwnshys, felly ni all neb ddarllen ei rhifau yma. Cofnodir eich bod yn edrych.
screening-none = Nid oes rhestr yma, ac nid yw rheolau'r rhanbarth hwn yn mynnu un.
screening-tps = Gwasanaeth Dewis Ffôn (TPS)
screening-ctps = Gwasanaeth Dewis Ffôn Corfforaethol (CTPS)
screening-fine = Ffres: mae'n { $days ->
    [one] un diwrnod oed.
   *[other] { $days } diwrnod oed.
}
screening-old = Mae'n { $days } diwrnod oed. Cymerwch un newydd: { $left ->
    [one] ymhen un diwrnod ni fydd neb yn cael galwad mwyach.
   *[other] ymhen { $left } diwrnod ni fydd neb yn cael galwad mwyach.
}
screening-too-old = Mae'n { $days } diwrnod oed. Nid oes neb yn cael galwad, mewn unrhyw fanc ffôn, nes y cymerir un newydd.
screening-missing = Mae'r rheolau'n mynnu'r rhestr hon, ac nid yw yma. Nid oes neb yn cael galwad, mewn unrhyw fanc ffôn, nes y cymerir hi.
screening-not-demanded = Nid yw rheolau'r rhanbarth hwn yn mynnu'r rhestr hon. Er hynny, ni ffonnir y rhifau sydd arni.
screening-dated = Gwnaed gan ei chyhoeddwr
screening-taken-in = Cymerwyd
screening-numbers = Rhifau arni
screening-to-warn = Tan { $days } diwrnod, pan fo angen nôl un newydd
screening-to-refuse = Tan { $days } diwrnod, pan na ffonnir neb
screening-days-left = { $days ->
    [0] Mae'r amser hwnnw ar ben.
    [one] Un diwrnod ar ôl.
   *[other] { $days } diwrnod ar ôl.
}
screening-grace = Ni ffonnir rhif sydd arni, oni bai bod pwy bynnag sydd piau'r rhif wedi dweud wrthym fod galwadau'n iawn. Gellir ffonio rhif nad oedd ar y rhestr o'r blaen am { $days } diwrnod.
screening-how = Mae rhestr o'r fath yn rhy fawr i'w hanfon o borwr. Mae pwy bynnag sy'n rhedeg y peiriant yn ei chymryd wrth y consol:
