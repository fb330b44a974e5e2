# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## In which language members are rung, and callers' breaks

field-language = Iaith galwadau
part-language = Iaith galwadau
wrong-language = Nid ydym yn adnabod yr iaith hon. Dewiswch un o'r rhestr, neu dim un.
correct-no-language = Heb ei nodi
import-notice-unknown-language = { $count ->
    [one] Mae un rhes yn enwi iaith nad ydym yn ei hadnabod, neu fwy nag un. Cadwyd y gyntaf yr ydym yn ei hadnabod, oni bai bod yr un arferol yn eu plith: dim ond galwyr sy'n ffonio ynddi sy'n cael yr aelod hwn.
   *[other] Mae { $count } rhes yn enwi iaith nad ydym yn ei hadnabod, neu fwy nag un. O bob un cadwyd y gyntaf yr ydym yn ei hadnabod, oni bai bod yr un arferol yn eu plith: dim ond galwyr sy'n ffonio ynddi sy'n cael yr aelodau hynny.
}
tongues-title = Ym mha ieithoedd rwy'n ffonio
tongues-text = Dim ond i alwyr sy'n ffonio yn yr iaith honno y rhoddir aelodau yr hoffent iaith heblaw { $usual }. Maen nhw'n dod atoch chi gyda phob trydydd cerdyn, neu pan nad oes neb arall yn aros. Gall pawb arall ddod at unrhyw un. Dewiswch bump ar y mwyaf. Gallwch ychwanegu ieithoedd unwaith y noson, a'u tynnu'n ôl unrhyw bryd.
tongues-kept = Wedi'i gadw. Mae'n dal o'ch cerdyn nesaf ymlaen.
tongues-tomorrow = Rydych eisoes wedi ychwanegu ieithoedd heno. Gallwch ychwanegu rhai eraill yfory.
tongues-many = Dewiswch bum iaith ar y mwyaf.
action-say-in-which-languages-one-rings = Dweud ym mha ieithoedd y mae rhywun yn ffonio
event-languages-rung = Dywedodd galwr ym mha ieithoedd y mae'n ffonio
card-language = Hoffai gael { $language }
why-language = Yn aros am alwr sy'n ffonio yn eu hiaith
empty-tell-languages = Os ydych yn ffonio mewn ieithoedd eraill, dywedwch wrthym
break-take = Cymryd egwyl
break-title = Rydych ar egwyl
break-since = Rydych ar egwyl ers { $time }. Mae'n dod i ben pan ewch ymlaen, ac ohoni'i hun ar ôl awr. Mae pwy bynnag sy'n trefnu'r banc ffôn yn gweld eich bod ar egwyl.
break-go-on = Mynd ymlaen
break-say-first = Rydych wedi gweld y rhif. Dywedwch yn gyntaf beth ddigwyddodd, ac yna cymerwch eich egwyl.
evening-rested = { $minutes ->
    [one] Buoch ar egwyl am un funud.
   *[other] Buoch ar egwyl am { $minutes } munud.
}
watch-resting = { $count ->
    [one] Mae un galwr ar egwyl:
   *[other] Mae { $count } galwr ar egwyl:
}
watch-resting-since = ers { $time }
action-take-a-break = Cymryd egwyl
event-break-taken = Dechreuodd egwyl
event-break-ended = Aeth ymlaen ar ôl egwyl

## Languages of calls

tongue-en = Saesneg
tongue-cy = Cymraeg
tongue-ga = Gwyddeleg
tongue-gd = Gaeleg yr Alban
tongue-ar = Arabeg
tongue-bg = Bwlgareg
tongue-bn = Bengaleg
tongue-cs = Tsieceg
tongue-da = Daneg
tongue-de = Almaeneg
tongue-el = Groeg
tongue-es = Sbaeneg
tongue-fa = Perseg
tongue-fi = Ffinneg
tongue-fr = Ffrangeg
tongue-gu = Gwjarati
tongue-hi = Hindi
tongue-hu = Hwngareg
tongue-it = Eidaleg
tongue-ku = Cwrdeg
tongue-lt = Lithwaneg
tongue-lv = Latfieg
tongue-ne = Nepaleg
tongue-nl = Iseldireg
tongue-no = Norwyeg
tongue-pa = Pwnjabeg
tongue-pl = Pwyleg
tongue-pt = Portiwgaleg
tongue-ro = Rwmaneg
tongue-ru = Rwseg
tongue-sk = Slofaceg
tongue-so = Somalieg
tongue-sv = Swedeg
tongue-sw = Swahili
tongue-ta = Tamil
tongue-tr = Tyrceg
tongue-uk = Wcreineg
tongue-ur = Wrdw
tongue-vi = Fietnameg
tongue-zh = Tsieinëeg

## What is handed back

fairness-aside = Cardiau a roddwyd yn ôl
fairness-aside-text = Mae galwr yn rhoi { $skips } o bobl o'r neilltu mewn noson, ac yn dweud ei fod yn adnabod { $known }, pa ymgyrch bynnag y mae'n ffonio drosti.
apart-back-title = Cardiau a roddwyd yn ôl
apart-back-text = Yr hanner cant a roddodd y nifer fwyaf o gardiau yn ôl mewn un noson heb ddweud beth ddigwyddodd; mae'r niferoedd o bob noson ac ymgyrch gyda'i gilydd
apart-back-cards = Cardiau a rannwyd
apart-back-skips = Wedi'u rhoi o'r neilltu
apart-back-known = Dywedodd ei fod yn eu hadnabod
apart-back-pauses = Gadawyd wrth stopio neu gymryd egwyl
