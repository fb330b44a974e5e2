# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
# The organiser's evening: banks side by side, and their figures as a file.
beside-title = Banciau ffôn ochr yn ochr
beside-text = Mae niferoedd aelodau a galwadau'n cael eu symud ychydig i fyny neu i lawr a'u talgrynnu i 5, ac ni ddangosir llai na 10. Mae galwadau'n cael eu cyfrif pan fyddant drosodd; mae'r awr ddiwethaf yn gywir i bum munud.
beside-bank = Banc ffôn
beside-hour = Galwadau yn yr awr ddiwethaf
beside-evening = Galwadau heno
beside-on = Galwyr wrthi
beside-caption = Pob banc ffôn sydd gan yr ymgyrch
beside-chart = Bar ar gyfer pob banc ffôn. Mae'r un rhifau yn y tabl.
beside-chart-hour = Galwadau yn yr awr ddiwethaf
beside-chart-left = Ar ôl i'w ffonio
beside-dry-soon = Bron â gorffen: nid oes bron neb ar ôl i'w ffonio
beside-dry-at = Ar y cyflymder hwn ni fydd neb ar ôl i'w ffonio o tua { $time } ymlaen
beside-dry-not = Ar y cyflymder hwn bydd rhai ar ôl i'w ffonio wedi heno
beside-dry-unknown = Rhy ychydig o alwadau yn yr awr ddiwethaf i ddweud pryd y bydd wedi gorffen
beside-home = Ochr yn ochr
beside-closed = Wedi cau am byth
figures-take = Y ffigurau hyn fel ffeil CSV
figures-csv-at = Wedi'i gyfrif am
figures-csv-campaign = Ymgyrch
figures-csv-bank = Banc ffôn
figures-csv-what = Beth
figures-csv-about = Tua
