## The organiser

watch-title = Phone bank
watch-state-open = Open.
watch-state-paused = Paused.
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
watch-outcomes-caption = Calls by outcome, rounded to five
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
