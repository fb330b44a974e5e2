# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# Webhooks: addresses that are told what happens.
hooks-title = Bachau gwe
hooks-home = Bachau gwe
hooks-home-hint = Rhaglenni o'ch eiddo sy'n cael gwybod beth sy'n digwydd yma
hooks-text = Cyfeiriad rhaglen o'ch eiddo yw bachyn gwe. Mae'n cael gwybod bod rhywbeth wedi digwydd, er enghraifft bod banc wedi'i agor, a'i rif; byth enw, rhif ffôn na chyfrif. Mae'r rhaglen yn chwilio am y gweddill gyda'i thocyn ei hun.
hooks-none = Does dim un rhaglen yn cael gwybod dim.
hooks-is-on = Mae'n cael gwybod beth sy'n digwydd
hooks-ended-not-taken = Wedi'i ddiffodd: ni dderbyniodd ddim am dri diwrnod
hooks-ended-gone = Wedi'i ddiffodd: dywedodd ei raglen ei bod wedi mynd
hooks-ended-nobody-answers = Wedi'i ddiffodd: nid oes gan y sawl oedd yn gyfrifol amdano yr hawl mwyach
hooks-ended-restored = Wedi'i ddiffodd: cafodd popeth yma ei adfer o gopi wrth gefn
hooks-install-title = Rhoi gwybod i un arall
hooks-address = Ei gyfeiriad
hooks-address-hint = Y cyfan ohono, gan ddechrau â https://. Ni chaiff ei ddangos eto i neb: dim ond enw'r peiriant.
hooks-events = Yr hyn y mae'n cael gwybod
hooks-events-hint = Dewiswch gynifer ag y mynnwch. Os na ddewisir dim, mae'n cael gwybod popeth.
hooks-event-hook-test = Prawf
hooks-event-bank-opened = Agorwyd banc ffôn
hooks-event-bank-paused = Oedwyd banc ffôn
hooks-event-bank-closed = Caewyd banc ffôn am byth
hooks-event-shift-planned = Cynlluniwyd sifft
hooks-event-shift-changed = Newidiwyd sifft
hooks-event-shift-cancelled = Canslwyd sifft
hooks-event-script-published = Cyhoeddwyd fersiwn o sgript
hooks-event-contest-phase = Aeth cystadleuaeth ymlaen i'w chyfnod nesaf
hooks-event-freeze-changed = Rhewyd rhywbeth, neu gadawyd iddo fynd ymlaen
hooks-event-request-waiting = Mae rhywbeth yn aros am ail berson
hooks-event-request-ended = Penderfynodd rhywun arno, neu ni wnaeth neb mewn pryd
hooks-event-right-due = Rhaid ateb aelod cyn hir, neu dylid bod wedi gwneud
hooks-event-roll-changed = Newidiodd ffeil y rhestr, neu fe'i dadwnaed
hooks-event-alert = Mae rhywbeth o'i le ar y gosodiad
hooks-event-log-checkpoint = Mae gan y log bwynt gwirio newydd, unwaith y nos
hooks-install-hint = Chi sy'n gyfrifol amdano. Pan na fydd gennych yr hawl mwyach, caiff ei ddiffodd, oni bai bod cydweithiwr yn gwneud cyfrinach newydd iddo.
hooks-install = Rhoi gwybod i'r cyfeiriad hwn
hooks-bad-form = Ysgrifennwch y cyfeiriad cyfan, gan ddechrau â https://.
hooks-bad-plain = Rhaid i'r cyfeiriad ddechrau â https://.
hooks-bad-long = Caiff y cyfeiriad fod yn 500 nod ar y mwyaf.
hooks-bad-inside = Ni ellir rhoi gwybod i'r cyfeiriad hwnnw: mae y tu mewn i rwydwaith. Rhaid iddo fod yn un y gall pawb ei gyrraedd.
hooks-bad-port = Rhaid i'r porth fod yn 443 neu'n 8443.
hooks-bad-too-many = Mae cymaint o fachau gwe ag y caniateir. Tynnwch un yn gyntaf.
hooks-made = Gosodwyd ar { $at }.
hooks-before-until = Mae'r gyfrinach flaenorol yn ddilys tan { $at }.
hooks-told-all = Mae'n cael gwybod popeth sy'n berthnasol iddo.
hooks-told-these = Mae'n cael gwybod:
hooks-lost = { $count ->
    [one] Ni roddwyd gwybod am un digwyddiad, yr olaf ar { $at }: roedd 1,000 yn aros eisoes. Chwiliwch am yr hyn a gollodd.
   *[other] Ni roddwyd gwybod am { $count } o ddigwyddiadau, yr olaf ar { $at }: roedd 1,000 yn aros eisoes. Chwiliwch am yr hyn a gollodd.
}
hooks-end-before = Dod â'r gyfrinach flaenorol i ben nawr
hooks-test = Anfon prawf
hooks-rotate-hint = Mae'r gyfrinach bresennol yn aros yn ddilys wrth ochr yr un newydd am ddiwrnod. Chi fydd yn gyfrifol am y bachyn gwe o hynny ymlaen, ac mae un sydd wedi'i ddiffodd yn mynd yn ei flaen.
hooks-take-over-hint = Rhywun arall oedd yn gyfrifol amdano tan nawr, ac efallai mai nhw biau'r peiriant. Ysgrifennwch y cyfeiriad cyfan eto: chi fydd yn gyfrifol amdano o hynny ymlaen, a dim ond y gyfrinach newydd fydd yn ddilys.
hooks-rotate = Gwneud cyfrinach newydd
hooks-remove-hint = Ni chaiff wybod dim mwy, hyd yn oed yr hyn sy'n aros. Ni ellir dadwneud hyn.
hooks-remove = Ei dynnu
hooks-told-title = Yr hyn y cafodd wybod yn y saith diwrnod diwethaf
hooks-told-nothing = Dim byd eto.
hooks-told-taken = Derbyniwyd ar { $at }.
hooks-told-given-up = Rhoddwyd y gorau iddi ar { $at }.
hooks-told-dropped = Heb roi gwybod mwyach, ers { $at }.
hooks-told-waits = Ceisir nesaf ar { $at }.
hooks-told-tries = { $count ->
    [one] Ceisiwyd unwaith.
    [two] Ceisiwyd ddwywaith.
   *[other] Ceisiwyd { $count } gwaith.
}
hooks-told-answer = Yr ateb diwethaf: { $answer }.
hooks-back = Pob bachyn gwe
hooks-secret-title = Ei gyfrinach
hooks-secret-text = Copïwch hi i'ch rhaglen nawr: dim ond y tro hwn y caiff ei dangos. Gyda hi mae'r rhaglen yn gwirio mai oddi yma y daw'r hyn y mae'n cael gwybod.
hooks-secret-on = Rwyf wedi'i chopïo
hooks-said-tested = Mae prawf ar ei ffordd. Ymhen eiliad bydd yr hyn a ddaeth ohono isod.
hooks-said-not-tested = Nid anfonwyd prawf, oherwydd mae'r bachyn gwe wedi'i ddiffodd.
hooks-said-before-ended = Mae'r gyfrinach flaenorol ar ben: dim ond yr un ddiweddaraf sy'n ddilys.
hooks-said-removed = Mae'r bachyn gwe wedi'i dynnu.
action-see-webhooks = Gweld bachau gwe, a'r hyn y cawsant wybod
action-install-a-webhook = Gosod bachyn gwe
action-test-a-webhook = Anfon prawf i fachyn gwe
action-change-a-webhooks-secret = Gwneud cyfrinach newydd i fachyn gwe
action-remove-a-webhook = Tynnu bachyn gwe
event-hook-installed = Gosododd fachyn gwe
event-hook-rotated = Gwnaeth gyfrinach newydd i fachyn gwe
event-hook-removed = Tynnodd fachyn gwe
event-hook-ended = Cafodd bachyn gwe ei ddiffodd
event-hook-tested = Anfonodd brawf i fachyn gwe
event-hook-secret-ended = Daeth â chyfrinach flaenorol bachyn gwe i ben
event-hook-overran = Roedd gormod yn aros am fachyn gwe
letter-hook-ended-subject = { $organisation }: cafodd bachyn gwe ei ddiffodd
letter-hook-ended-body =
    { $why ->
        [not-taken] Cafodd bachyn gwe ei ddiffodd ar { $at }: ni dderbyniodd neb ddim o'r hyn y cafodd wybod am dri diwrnod.
        [gone] Cafodd bachyn gwe ei ddiffodd ar { $at }: dywedodd ei raglen ei bod wedi mynd am byth.
       *[other] Cafodd bachyn gwe ei ddiffodd ar { $at }: nid oes gan y sawl oedd yn gyfrifol amdano yr hawl mwyach.
    }

    I adael iddo fynd yn ei flaen, agorwch ei dudalen o dan "Bachau gwe", gwnewch gyfrinach newydd iddo, a chopïwch honno i'ch rhaglen.
letter-hook-overran-subject = { $organisation }: nid yw bachyn gwe yn cael gwybod popeth
letter-hook-overran-body =
    Mae gormod yn aros am fachyn gwe ers { $at }: nid oes neb yn derbyn yr hyn y mae'n cael gwybod, neu nid mor gyflym ag y mae'n digwydd. Ni chaiff wybod am yr hyn sy'n digwydd y tu hwnt i hynny.

    Edrychwch ar y rhaglen sy'n ei dderbyn. Mae faint nad oedd wedi cael gwybod amdano ar ei dudalen o dan "Bachau gwe"; chwiliwch am y rheini yn y rhaglen ei hun. Cewch y llythyr hwn unwaith mewn saith diwrnod ar y mwyaf.
