# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The start page

home-title = Tudalen gychwyn
home-ringing = Ffonio aelodau
home-watching = Gwylio eich banciau ffôn
home-contest = Ymgyrchoedd, cyfnodau swydd a chyfrifon
home-contests = Gornestau
home-nothing = Nid oes ystafell ar agor i chi nawr. Gofynnwch i'r person a roddodd eich cod i chi.
home-committee-text = Rydych yn gwylio'r ornest ar ran yr aelodau, ar wahân i'w swyddi a'i hymgyrchoedd.
home-auditor-text = Rydych yn gwirio o'r tu allan i'r swyddi. Ni chawsoch eich dewis gan neb sy'n dal swydd: cawsoch eich enwi wrth y peiriant ei hun.
home-keeper-for = Mae pob edrychiad ar aelod yn cael ei ysgrifennu mewn llyfr cofnodion. Gallai pwy bynnag sydd â'r peiriant ysgrifennu'r llyfr hwnnw o'r newydd, ond byddai rhywun o'r tu allan sydd wedi cadw pwynt gwirio hŷn ohono yn gweld hynny. Rhywun felly ydych chi.
home-keeper-blind = Nid ydych yn gweld unrhyw aelod, unrhyw dudalen o'r llyfr cofnodion nac unrhyw ffigurau ymgyrch, ac nid oes dim yn aros i chi ei gymeradwyo. Mae'r hyn sydd wedi'i gofnodi amdanoch chi eich hun o dan "Fy nghofnod".
home-keeper-night-title = Beth rydych yn ei gael bob nos
home-keeper-night = Llythyr â phwynt gwirio'r llyfr cofnodion: faint o gofnodion sydd ynddo, ac un llinell sy'n sefyll dros bob un ohonynt. Cadwch y llythyrau hyn, yn rhywle heblaw gyda'r sefydliad hwn.
home-keeper-missing = Os na ddaeth llythyr un noson, gofynnwch pam i'r sawl sy'n rhedeg y peiriant. Mae'n mynd i'r cyfeiriad e-bost a roddodd y person hwnnw wrth eich enwi.
home-keeper-check-title = Sut i wirio
home-keeper-check = Ar gyfrifiadur nad yw'n eiddo i'r sefydliad hwn, rhowch gopi o'r llyfr cofnodion mewn ffolder (FOLDER) a chadwch bwynt gwirio llythyr hŷn mewn ffeil (FILE). Yna teipiwch:
home-keeper-command = switchboard-verify log FOLDER --key { $key } --old FILE
home-keeper-words = Mae'n dweud a yw'r llyfr cofnodion yn dal i ddechrau gyda phopeth yr oedd y llythyr hŷn yn sefyll drosto. Mae'r llyfr cofnodion o dan { $address }. Cymharwch yr allwedd uchod â'r un yn eich llythyr cyntaf: os ydynt yn wahanol, gofynnwch pam, a chredwch y llythyr.
home-keeper-witness = Gall yr un rhaglen fod yn dyst, sy'n nôl y llyfr cofnodion ar ei phen ei hun ac yn cadw'r hyn a welodd. Mae'r hyn sy'n dod gyda hi yn dweud sut.
home-keeper-log = Y llyfr cofnodion cyhoeddus
bank-state-open = Ar agor
bank-state-paused = Wedi'i oedi
bank-state-closed = Ddim ar agor nawr
home-due-first = mae'r cyntaf i'w ateb erbyn { $time }
home-due-late = yr oedd y cyntaf i'w ateb erbyn { $time }
home-alone = Mae { $name } am wneud heb neb arall yr hyn sy'n gofyn am ddau berson
home-alone-text = { $what }. Mae cyn lleied o bobl yn dal swydd yma fel ei bod yn bosibl nad oes neb arall i gytuno. Gellir ei wneud o { $time }, a gallwch ei wrthod nes y bydd wedi'i wneud.
home-alone-see = Ei weld, a'i wrthod os yw'n anghywir
