# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The organiser

watch-title = Banc ffôn
watch-state-open = Ar agor.
watch-state-paused = Wedi'i oedi.
watch-counted-at = Cyfrifwyd am { $time }.
watch-stale = Ddim yn fyw ar hyn o bryd. Yn rhoi cynnig arall arni.
watch-open = Agor y banc ffôn hwn
watch-pause = Oedi'r banc ffôn hwn
watch-audience = Aelodau i'w ffonio
watch-rung = Wedi'u ffonio
watch-reached = Wedi siarad â nhw
watch-left = Ar ôl i'w ffonio
watch-outcomes = Beth ddigwyddodd
watch-no-outcomes = Nid oes neb wedi cael galwad eto.
watch-chart = Bar ar gyfer pob canlyniad. Mae'r un rhifau yn y tabl.
watch-outcomes-caption = Galwadau yn ôl canlyniad, wedi'u talgrynnu i'r pump agosaf
watch-outcome = Canlyniad yr alwad
watch-calls = Galwadau
watch-callers = Pwy sydd wrthi
watch-nobody-on = Nid oes neb wrthi nawr.
watch-account = Cyfrif
watch-since = Ers
watch-cards = Aelodau heno
watch-bound-title = Y mwyaf y gellir ei ddysgu
watch-bound = { $account ->
    [one] Gall un cyfrif ddysgu am un aelod ar y mwyaf heno
   *[other] Gall un cyfrif ddysgu am { $account } aelod ar y mwyaf heno
}; eich ymgyrch am { $campaign } ar y mwyaf.
