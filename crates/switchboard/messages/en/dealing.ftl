## Handing a card back

hand-back-title = Not this one?
hand-back-hint = You can put { $skips } people aside in an evening, and say of { $known } that you know them. Each counts as one of your cards. You can stop, or take a break, at any time. With a card in hand that is no refusal of anybody, but counts towards the { $skips }; beyond { $skips } you get no more cards this evening.
hand-back-hint-shown = You can put { $skips } people aside in an evening, and say of { $known } that you know them. Stopping counts towards the { $skips }, too. You have seen the number, so this stays on the record, and they are left in peace for a day.
hand-back-skip = Put aside
hand-back-known = I know this person
hand-back-stop = Stop for this evening
handed-back-title = Put aside
handed-back-text = Somebody will ring them later. If you know them, it will not be you.
handed-back-skips = You have put aside { $count } of { $most } people this evening.
handed-back-known = You know { $count } of { $most }.
handed-back-pauses = Cards that you left behind by stopping or for a break: { $count }. They count among the { $most }, too.
card-skips-spent = You have put aside as many people as you may this evening. Tell us what happened, or leave it: the card goes back by itself.
card-known-spent = You have said of as many people as you may this evening that you know them. Tell us what happened, or put this one aside.
not-now-known = You said that you know them
action-hand-a-card-back = Hand a card back without ringing
event-card-handed-back = Handed a card back without saying what happened

## Where a caller would like to ring

near-title = Where I would like to ring, and in which languages
near-text = Name up to five branches, one a line, as your organisation writes them. With every third card, if one of the next eight members is there, they come to you first. Otherwise you get whoever’s turn it is. You can name them once an evening, and clear them at any time.
near-branches = Branches
near-keep = Keep
near-kept = Kept: those that are in your organisation’s list of branches stand below. It holds from your next card on.
near-tomorrow = You named your branches this evening already. You can name others tomorrow.
near-many = Name five branches at most, each on a line of its own.
action-say-where-one-would-ring = Say in which branches one would like to ring
event-branches-preferred = A caller said in which branches they would like to ring

## The order of a phone bank

order-title = Order
order-choose = Whom to ring first
order-hint = It holds for those whose turn it is. Members who asked to be rung back come first in any case.
order-set = Use this order
order-random = By chance
order-oldest = Whom we rang longest ago
order-newer = New members sooner
order-longer = Long-standing members sooner
order-means-random = Everybody has the same chance to be next.
order-means-oldest = First those whom your campaign has not rung yet, then those it rang longest ago, as it was when this order was chosen or the member was added.
order-means-newer = By chance, but members who joined lately are more likely to be next.
order-means-longer = By chance, but members who joined long ago are more likely to be next.
order-said-done = This order holds now. It takes a little while until everybody stands in it.
order-said-open = Pause the phone bank first, then choose the order.
order-said-soon = The order was changed less than an hour ago. Wait until the hour is over.
action-choose-a-banks-order = Choose in which order a phone bank rings
event-bank-ordered = Chose in which order a phone bank rings

## Whose reports stand apart

apart-title = Callers whose reports stand apart
apart-text = Here stand callers who report something far more often than the others who ring for the same campaign, in all its phone banks. Calls whose number was never shown are not counted. Showing this page is recorded.
apart-chance = If everybody met the same members, chance alone would put about one caller in a thousand here, for each thing that is reported. But callers do not all meet the same: it differs by evening, by phone bank and its order, and by the branches a caller asks for. So an honest caller may stand here. Look at what they say before you judge. A caller with fewer than 20 calls is not compared.
apart-none = Nobody stands apart.
apart-own = { $with } of { $calls } calls.
apart-most = If all met the same members, chance would explain up to { $most }.
apart-others = The others: { $with } of { $calls }.
apart-handed-back = Put aside: { $skips }. Said to know: { $known }. Left behind by stopping or for a break: { $pauses }.
apart-dont-call = Do not want calls
apart-waiting = { $count ->
    [one] One report of theirs waits
   *[other] { $count } reports of theirs wait
}, since { $since }.
apart-since = Undo reports from this evening on
apart-undo = Undo their reports
apart-undo-means = All their reports that wait, from that evening until now, are settled as mistakes, also those that may be true. Their campaign may ring those members again after a day, unless something else stands against it.
apart-objections = What members object to is never undone here, whoever passed it on: each of them was written to, where there is an address, and only they can take it back.
apart-undone-title = Undone lately
apart-done = { $count ->
    [one] One report was settled as a mistake
   *[other] { $count } reports were settled as mistakes
}, { $left } left for a colleague.
apart-state-undoing = Going on.
apart-state-undone = Done.
apart-state-stopped = Stopped, because whoever began it may not any more.
apart-said-begun = It goes on by itself. Look again in a moment.
apart-said-nothing = No report of theirs waits.
apart-said-busy = Another one is being undone. Try again when it is done.
action-see-whose-reports-stand-apart = See callers whose reports stand apart
action-undo-a-callers-reports = Undo all waiting reports of one caller
event-callers-compared = Looked which callers’ reports stand apart
event-reports-undoing = Began to undo the reports of one caller
event-reports-undone = Reports of one caller were settled as mistakes
event-reports-undo-ended = Undoing the reports of one caller came to its end
