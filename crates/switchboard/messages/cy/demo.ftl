# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# The demo's people and what it prints.
demo-contest = Arweinyddiaeth 2026
demo-campaign-a = Harbwr
demo-campaign-b = Goleudy
demo-bank = Galwadau gyda'r nos
demo-bank-again = Heb eu cyrraedd eto
demo-officer = Swyddog aelodaeth
demo-returning = Swyddog canlyniadau
demo-dpo = Swyddog diogelu data
demo-committee = Aelod o'r pwyllgor
demo-organiser = Trefnydd yr ymgyrch { $campaign }
demo-caller = Galwr dros yr ymgyrch { $campaign }
demo-running = Mae gornest gyfan yn rhedeg ar { $url }
demo-members = Aelodau: { $created }. Rhesi na chawsant eu derbyn: { $rejected }. Mae'r oriau galw bob amser ar agor yma.
demo-yesterday = Ffoniwyd ar ddwy noson cyn i hyn ddechrau. Cardiau i gyd: { $cards }. Mae --fresh yn dechrau hebddynt.
demo-dropped = Gadawyd allan golofnau nad oes neb yn eu hadnabod: { $columns }. Enwch nhw gyda --map column=field, fel --map capitol_phone=work_phone.
demo-data = Ei ddata, a fydd yn diflannu pan ddaw i ben: { $dir }
demo-key = Allwedd y llyfr cofnodion: { $key }
decoy-tester = Profwr
demo-end = Gorffennwch ef â Ctrl-C. I fewngofnodi, agorwch y dudalen a theipiwch y cod:
demo-guest-a = Gwirfoddolwr a wahoddir 1
demo-guest-b = Gwirfoddolwr a wahoddir 2
