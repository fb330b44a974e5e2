## In which language members are rung, and callers' breaks

field-language = Language for calls
part-language = Language for calls
wrong-language = We don't know this language. Choose one from the list, or none.
correct-no-language = None said
import-notice-unknown-language = { $count ->
    [one] One row names a language that we don't know, or more than one. We kept the first that we know, unless the usual one is among them: only callers who ring in it are dealt this member.
   *[other] { $count } rows name a language that we don't know, or more than one. Of each we kept the first that we know, unless the usual one is among them: only callers who ring in it are dealt those members.
}
tongues-title = In which languages I ring
tongues-text = Members who would like another language than { $usual } are given only to callers who ring in it. They come to you with every third card, or when nobody else is waiting. Everybody else may come to anybody. Choose five at most. You can add languages once an evening, and take them back at any time.
tongues-kept = Kept. It holds from your next card on.
tongues-tomorrow = You added languages this evening already. You can add others tomorrow.
tongues-many = Choose five languages at most.
action-say-in-which-languages-one-rings = Say in which languages one rings
event-languages-rung = A caller said in which languages they ring
card-language = Would like { $language }
why-language = Waiting for a caller who rings in their language
empty-tell-languages = If you ring in other languages, tell us
break-take = Take a break
break-title = You are on a break
break-since = You are on a break since { $time }. It ends when you go on, and by itself after an hour. Whoever organises the phone bank sees that you are on a break.
break-go-on = Go on
break-say-first = You have seen the number. Say what happened first, then take your break.
evening-rested = { $minutes ->
    [one] You were on a break for one minute.
   *[other] You were on a break for { $minutes } minutes.
}
watch-resting = { $count ->
    [one] One caller is on a break:
   *[other] { $count } callers are on a break:
}
watch-resting-since = since { $time }
action-take-a-break = Take a break
event-break-taken = Began a break
event-break-ended = Went on after a break

## Languages of calls

tongue-en = English
tongue-cy = Welsh
tongue-ga = Irish
tongue-gd = Scottish Gaelic
tongue-ar = Arabic
tongue-bg = Bulgarian
tongue-bn = Bengali
tongue-cs = Czech
tongue-da = Danish
tongue-de = German
tongue-el = Greek
tongue-es = Spanish
tongue-fa = Persian
tongue-fi = Finnish
tongue-fr = French
tongue-gu = Gujarati
tongue-hi = Hindi
tongue-hu = Hungarian
tongue-it = Italian
tongue-ku = Kurdish
tongue-lt = Lithuanian
tongue-lv = Latvian
tongue-ne = Nepali
tongue-nl = Dutch
tongue-no = Norwegian
tongue-pa = Punjabi
tongue-pl = Polish
tongue-pt = Portuguese
tongue-ro = Romanian
tongue-ru = Russian
tongue-sk = Slovak
tongue-so = Somali
tongue-sv = Swedish
tongue-sw = Swahili
tongue-ta = Tamil
tongue-tr = Turkish
tongue-uk = Ukrainian
tongue-ur = Urdu
tongue-vi = Vietnamese
tongue-zh = Chinese

## What is handed back

fairness-aside = Cards handed back
fairness-aside-text = A caller puts { $skips } people aside in an evening, and says of { $known } that they know them, whichever campaign they ring for.
apart-back-title = Cards handed back
apart-back-text = The fifty who handed back the most cards in one evening without saying what happened; the numbers are of all evenings and campaigns together
apart-back-cards = Cards dealt
apart-back-skips = Put aside
apart-back-known = Said to know
apart-back-pauses = Left by stopping or for a break
