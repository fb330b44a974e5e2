# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## When something doesn't work

refused-title = Nid yw hyn ar agor i chi
refusal-signed-out = Rydych wedi allgofnodi. Mewngofnodwch eto.
refusal-show-again = Dangoswch eto mai chi sydd yno, ac yna gwnewch hyn unwaith eto.
refusal-by-hand = Mae hyn yn gofyn am berson, a rhaglen a ofynnodd gyda thocyn API. Mewngofnodwch a'i wneud ar ei dudalen.
refusal-whole-roll = Mae hyn yn cael ei wneud ar gyfer y gofrestr gyfan, a chofrestr cangen sydd yn eich gofal chi. Gofynnwch i swyddog aelodaeth y sefydliad.
refusal-takes-two = Mae angen dau berson ar gyfer hyn. Gofynnwch amdano a dywedwch pam; bydd ail berson yn cymeradwyo.
refusal-looks-spent = Rydych wedi edrych ar eich cofnod mor aml ag y caiff un cyfrif mewn 24 awr. Ewch ymlaen yfory. Mae eich arddangosion yn cynnwys yr un peth, fesul mil o gofnodion.
refusal-exhibits-spent = Rydych wedi cymryd cynifer o arddangosion ag y caiff un cyfrif mewn diwrnod. Ewch ymlaen yfory.
refusal-lent = Daethoch i mewn drwy wasanaeth mewngofnodi eich sefydliad, ac mae'r hyn y mae hwnnw'n ei agor yn dod i ben gydag ef. Felly nid oes dim yn cael ei ychwanegu yma a fyddai'n para'n hirach. Allgofnodwch, dewch i mewn â'ch cyfrinair a'ch ap, â chyfrinallwedd neu â chod, a'i ychwanegu bryd hynny. Os nad oes gennych yr un o'r rhain, gofynnwch i gydweithiwr am god newydd.
refusal-term-ended = Mae eich rôl wedi dod i ben. Gofynnwch i'r person a'i rhoddodd i chi.
refusal-term-not-begun = Nid yw eich rôl wedi dechrau eto. Dewch yn ôl ar ei diwrnod cyntaf.
refusal-not-your-role = Mae angen rôl arall ar gyfer hyn. Gofynnwch i rywun sydd â'r rôl honno.
refusal-not-yours-to-give = Rhywun arall sy'n rhoi'r rôl hon. Gofynnwch iddynt hwy.
refusal-phase-not-open = Nid yw'n amser gwneud hyn eto, neu mae'r amser ar ben. Y swyddog canlyniadau sy'n gosod y dyddiadau.
refusal-frozen = Mae hyn wedi'i rewi am y tro. Ni wnaed dim.
refusal-bank-closed = Mae'r banc ffôn hwn wedi cau am byth. Gall ei drefnydd wneud copi ohono i fynd ymlaen.
refusal-bank-not-open = Mae'r banc ffôn hwn wedi'i oedi neu ddim ar agor. Gofynnwch i'w drefnydd, a rhowch gynnig arall arni yn nes ymlaen.
refusal-not-your-bank = Nid oes dim yn y cyfeiriad hwn.
refusal-not-your-campaign = Nid oes dim yn y cyfeiriad hwn.
refusal-not-your-card = Nid oes dim yn y cyfeiriad hwn.
refusal-not-your-import = Nid oes dim yn y cyfeiriad hwn.
refusal-second-person = Chi ofynnodd am hyn, felly rhaid i rywun arall benderfynu. Gofynnwch i gydweithiwr sydd â'r rôl.
refusal-not-yours = Nid oes dim yn y cyfeiriad hwn.
refusal-no-such-act = Nid oes dim yn y cyfeiriad hwn.
not-found-title = Dim byd yma
not-found-text = Nid oes dim yn y cyfeiriad hwn. Edrychwch am gamgymeriad ynddo, neu dechreuwch ar y dudalen gychwyn.
fault-title = Torrodd rhywbeth
fault-text = Ein bai ni yw hyn, nid eich bai chi. Rhowch gynnig arall arni ymhen munud. Os bydd yn digwydd eto, rhowch y rhif hwn i'r sawl sy'n rhedeg y peiriant.
fault-reference = Rhif:
rate-limited-title = Rhy gyflym
rate-limited-text = Bu gormod o gynigion o'r fan hon. Rhowch gynnig arall arni am { $time }.
refusal-bad-form = Mae'r ffurflen hon wedi dyddio neu heb fod yn gyfan. Ewch yn ôl, llwythwch y dudalen eto a'i hanfon unwaith eto. Ni newidiwyd dim.
