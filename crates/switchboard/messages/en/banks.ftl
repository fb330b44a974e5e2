## The organiser

watch-title = Phone bank
watch-state-open = Open.
watch-state-paused = Paused.
watch-missed = Nobody gets into this phone bank. Its members were to be chosen by what came of your own calls. Either that was brought up to date again before they were put into it: then make a copy of it, or a new one where its answers aren't counted any more. Or fewer than about 100 of them still stood so: then a copy rings nobody either, until what came of your own calls is next brought up to date.
watch-counted-at = Counted at { $time }.
watch-stale = Not live just now. Trying again.
watch-open = Open this phone bank
watch-pause = Pause this phone bank
watch-audience = Members to ring
watch-rung = Rung
watch-reached = Talked to
watch-left = Still to ring
watch-outcomes = What happened
watch-no-outcomes = Nobody has been rung yet.
watch-chart = A bar for each outcome. The table has the same numbers.
watch-outcomes-caption = Calls by outcome, about
watch-outcome = Outcome
watch-calls = Calls
watch-callers = Who is on
watch-nobody-on = Nobody is on now.
watch-account = Account
watch-since = Since
watch-cards = Members this evening
watch-bound-title = What can be learnt at most
watch-bound = { $account ->
    [one] One account can learn at most one member this evening
   *[other] One account can learn at most { $account } members this evening
}; your campaign at most { $campaign }.
watch-state-closed = Closed for good.
close-title = Close for good
close-heading = Close “{ $bank }” for good?
close-no-cards = Nobody is given a member to ring in it any more.
close-on-desks = Calls that are going on end as they would. What came of them is still written down.
close-call-backs = Members who asked to be rung again are not rung from it: { $count } wait for that now. Pause it instead if somebody will ring them.
close-shifts = Shifts that are planned in it are not cancelled. Cancel them first if nobody is to come.
close-figures = Its figures stay.
close-for-good = It can't be opened again. You can make a copy of it. Only if everything is restored from an older backup does it come back, paused; close it again then.
close-do = Close it for good
close-back = Back to the phone bank
copy-title = Make a copy
copy-heading = A copy of “{ $bank }”
copy-text = The copy has the same script and words, and rings the same groups. It begins with nobody rung.
copy-everybody = It rings everybody.
copy-groups = It rings: { $groups }.
copy-group = { $field }: { $group }
copy-sample = { $count ->
    [one] One of them is drawn by chance.
   *[other] { $count } of them are drawn by chance.
}
copy-draw = Who is drawn, and in which order they are rung
copy-anew = Drawn anew
copy-same = The same members in the same order, as far as they are still in these groups
copy-questions = The members are counted again as they were fixed for your contest. If nobody asked for these groups before, it counts as one of your campaign's questions.
copy-not-counted = The answers to “{ $question }” aren't counted any more. Add a new phone bank.
copy-not-counted-any = The answers by which its members were chosen aren't counted any more. Add a new phone bank.
copy-do = Make the copy
groups-title = How far it is with each group
groups-text = As it was at { $time }.
groups-how = These numbers stand still until at least 100 more members were talked to, and half as many again as before, so that nobody can tell from them which group one member is in. Each is moved up or down by up to 35, each time anew, and rounded to 5. A dash stands for fewer than about 100, and where a number would tell of a few. The phone banks of your campaign are counted so 4 times together. The members of a group are shown where your campaign was told them before.
groups-none = Once 100 members were talked to, it stands here for each group in which there are enough of them.
groups-last = It stays so: the phone banks of your campaign were counted by groups 4 times together, the most in a contest.
groups-last-none = No numbers come here: the phone banks of your campaign were counted by groups as often as may be in a contest.
groups-closed = It stays so: this phone bank is closed.
groups-closed-none = It was closed before enough members were talked to.
groups-members = Members
groups-done = Talked to
groups-left = Still to reach
groups-not-said = –
groups-chart = A bar for each group that has a number, as long as members were talked to. The table has the same numbers.
watch-how = Numbers of members and calls are moved up or down a little, always by the same for the same number, and rounded to 5. So they don't add up exactly. They change as calls end: whoever looks after each call can sometimes tell what came of it.
