# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# Whom to tell of a hole, whom to ask before a test, and what is never allowed.
testing-title = Cynnal profion ar y gosodiad hwn
testing-rule = Nid oes dim yn brawf os na chytunwyd arno cyn iddo ddechrau.
testing-attack = Mae beth bynnag y rhoddir cynnig arno yma heb y caniatâd hwnnw yn cael ei drin fel ymosodiad, pwy bynnag a'i gwnaeth ac at beth bynnag. Ni ellir rhoi caniatâd wedyn. Mae'r hyn a wneir yma'n cael ei gofnodi'r naill ffordd neu'r llall.
testing-contact-title = Wrth bwy i ddweud, ac i bwy i ofyn
testing-nobody = Nid yw'r gosodiad hwn yn enwi neb. Ysgrifennwch at y sefydliad sy'n ei redeg, drwy'r cyswllt a roddodd i'w aelodau a'i wirfoddolwyr. Nid oes neb yma wedi cytuno i brawf.
testing-found = Os daethoch ar draws twll diogelwch heb chwilio am un, dywedwch beth wnaethoch chi a beth welsoch chi, a pheidiwch â mynd ymhellach. Peidiwch â chynnwys enwau, rhifau na chyfeiriadau pobl.
testing-ask-title = Sut i ofyn am ganiatâd
testing-ask = Cyn i chi roi cynnig ar ddim, ysgrifennwch pwy ydych chi, beth rydych am roi cynnig arno, gyda pha gyfrifon, o ba bryd tan ba bryd, a sut i gael gafael arnoch yn y cyfamser. Arhoswch am yr ateb: mae dim ateb yn golygu na chewch.
testing-unbuilt = Cofnod yn y llyfr cofnodion yw prawf y cytunwyd arno, wedi'i lofnodi gan ddau berson cyn iddo ddechrau, un ohonynt y swyddog diogelu data. Mae'n enwi'r cyfrifon, yr hyn y ceir rhoi cynnig arno, ac o ba bryd tan ba bryd. Gan amlaf mae'n rhedeg mewn copi gydag aelodau dychmygol. Mae'n dod i ben ohono'i hun, a rhaid cael adroddiad o fewn 72 awr.
testing-later = Nid yw'n cyfrif nes iddo gael ei weld yn y llyfr cofnodion o'r tu allan. Mae'r hyn a wneir oddi tano yn ei nodi yn y llyfr cofnodion, fel y gall y ddwy ochr wirio wedyn beth oedd yn brawf a beth nad oedd. Nid yw'n rhoi unrhyw hawl: rydych yn gwneud yr hyn y caiff eich cyfrif ei wneud.
testing-own = Ar eich peiriant eich hun nid oes angen caniatâd neb arnoch: mae gan y rhaglen arddangosiad (demo) gydag aelodau dychmygol.
testing-never-title = Byth yn cael ei ganiatáu, i neb
testing-never = Nid oes caniatâd yn cynnwys y rhain, ac ni fydd un byth:
testing-never-data = mynd â data aelodau adref, hyd yn oed fel tystiolaeth: mae disgrifiad yn ddigon;
testing-never-accounts = defnyddio cyfrifon, codau neu borwyr pobl eraill;
testing-never-load = cymaint o lwyth fel na all galwyr ffonio;
testing-never-people = twyllo aelodau neu wirfoddolwyr neu bwyso arnynt, dros y ffôn, drwy'r post neu wrth y drws.
