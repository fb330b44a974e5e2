# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
### Every sentence people read, in Welsh. Plain words, short sentences.

product-name = Switchboard

## Around every page

shell-skip = Neidio i'r dudalen
shell-world = Am y lle hwn
shell-demo-banner = Arddangosiad yw hwn. Aelodau dychmygol yw'r aelodau, ac mae'r oriau galw bob amser ar agor yma.
shell-decoy-banner = Copi prawf yw hwn. Nid oes neb ynddo yn bodoli, ac nid oes llythyr yn ei adael. Mae popeth a wnewch yma yn cael ei nodi o dan drwydded { $licence }, tan { $time }.
shell-decoy-title = Copi prawf
pack-demo-all-hours-open = Yn yr arddangosiad hwn mae'r oriau galw bob amser ar agor.
shell-rooms = Ystafelloedd
shell-menu = Dewislen
shell-recorded = Mae'r hyn sy'n cael ei agor yma yn cael ei gofnodi.
shell-public-log = Y llyfr cofnodion cyhoeddus
nav-home = Tudalen gychwyn
nav-home-hint = Beth y gallwch ei wneud yma
nav-import = Mewnforio'r gofrestr
nav-import-hint = Dod â ffeil o aelodau i mewn
nav-search = Dod o hyd i aelod
nav-search-hint = Yn ôl enw, rhif, e-bost neu rif aelodaeth
nav-reports = Adroddiadau o alwadau
nav-reports-hint = Aelodau sydd wedi symud, wedi marw, neu sydd â rhif arall
nav-exhibits = Arddangosion
nav-exhibits-hint = Cymryd cofnodion o'r llyfr cofnodion ynghyd â'u tystiolaeth
nav-record = Fy nghofnod
nav-record-hint = Beth sydd yn y llyfr cofnodion amdanoch chi
nav-ledger = Y llyfr cofnodion
nav-ledger-hint = Pwy wnaeth beth, pryd, ac at ba ddiben
nav-exposure = Beth y gellir ei ddysgu
nav-exposure-hint = Y mwyaf y gall ffonio ei ddatgelu, a'r hyn y mae wedi'i ddatgelu
way-home = Mynd i'r dudalen gychwyn
way-sign-in = Mynd i fewngofnodi

stamp-day = { $day } { $month } { $year }
stamp-full = { $day }, { $time }
stamp-weekday = { $weekday } { $day }
stamp-weekday-1 = Dydd Llun
stamp-weekday-2 = Dydd Mawrth
stamp-weekday-3 = Dydd Mercher
stamp-weekday-4 = Dydd Iau
stamp-weekday-5 = Dydd Gwener
stamp-weekday-6 = Dydd Sadwrn
stamp-weekday-7 = Dydd Sul
stamp-month-1 = Ionawr
stamp-month-2 = Chwefror
stamp-month-3 = Mawrth
stamp-month-4 = Ebrill
stamp-month-5 = Mai
stamp-month-6 = Mehefin
stamp-month-7 = Gorffennaf
stamp-month-8 = Awst
stamp-month-9 = Medi
stamp-month-10 = Hydref
stamp-month-11 = Tachwedd
stamp-month-12 = Rhagfyr

count-fewer-than-10 = llai na 10
count-about = { $count }
