## The desk: before the first card

bank-first-title = Before you ring
bank-first-own-number = Members will see your own number. Don't hide it.
bank-first-dont-hide = The law says that a caller shows a number. A hidden one also looks like a trick.
bank-first-delete = Your phone keeps the numbers you ring: delete them.
bank-first-one-card = You get one member at a time. Tell us what happened, and the next one comes.
bank-first-whom-title = Everybody in this list
bank-first-whom = You will know that of whoever you ring. Don't tell others.
bank-first-start = Start
bank-first-left-title = How many members you can ring
bank-first-left = { $hour ->
    [one] One more this hour
   *[other] { $hour } more this hour
}, { $evening } this evening, { $contest } until the contest ends.
bank-first-recorded-title = What is recorded
bank-first-recorded = Each name and number you are shown, when, and what you say happened. Calls are not recorded. Members can ask who rang them.

## The desk: the card

card-title = Your card
card-branch = Branch: { $branch }
card-held = You have { $name } until { $until }.
card-left-many = About # minutes left.
card-left-one = Less than a minute left.
card-left-none = The time is up. You can still tell us what happened.
card-show-number = Show the number
card-show-number-hint = Read the words below first. Once you see the number, you have 20 minutes.
card-ring = Ring
card-extend = I'm still talking
card-opening = Say first
card-script = Then
card-time-up = The time for this card is up. You can still tell us what happened.
card-closed = This card is closed. You can still tell us what happened.
card-already-done = You already told us what happened on this card.
card-not-shown = Show the number first.
card-no-more-time = This card cannot be kept any longer. Tell us what happened.
card-still-open = You still have this card. Tell us on the card itself.
card-call-back = Choose a time to call back that is still to come and not too far off.
card-note-too-long = The note is too long. Keep it under 500 characters.

outcomes-title = What happened?
outcomes-call = The call
outcomes-person = The person
outcomes-objection = They don't want calls
outcomes-objection-hint = This holds as soon as it is saved, and you can't take it back.
outcomes-call-back = They asked to be called back
outcomes-call-back-at = When
outcomes-note = A note
outcomes-note-hint = The member can ask to read this.
outcome-answered = We talked
outcome-no-answer = No answer
outcome-busy = Busy
outcome-machine = Answering machine
outcome-refused = Didn't want to talk now
outcome-wrong-number = Wrong number
outcome-moved = Has moved away
outcome-deceased = Has died
outcome-dont-call-this-campaign = No calls from this campaign
outcome-dont-call-any-campaign = No calls from any campaign
outcome-dont-call-anyone = No calls from anyone here
outcome-call-back = Call back then
outcome-unreported = Not reported
report-wrong-number = Wrong number
report-moved = Has moved away
report-deceased = Has died

unsent-kept = Not sent yet. It's safe on this phone. You can go on.
unsent-sealed = What you ticked and wrote waits with it for a day, while you stay signed in.
unsent-open = What you ticked and wrote waits on this page: keep it open.
unsent-lost = Not sent, and this phone cannot keep it. Stay on this page and try again.
unsent-sent = Sent now. Thank you.

offline-title = No line
offline-text = This phone has no line right now. Say what happened on your card: it is kept on this phone, and sent when the line is back.
offline-answers = The person isn't shown without a line. What you ticked or wrote before isn't on this page.

saved-title = Saved
saved-outcome = Thank you. It is saved.
saved-objection = Thank you. They will not be called like that again, from now on.
saved-report = Thank you. Your campaign will not call them. The membership officer will look into it.
saved-what = What you chose:
saved-call-back = To be rung again on { $day } at { $time }.
saved-next = Next member
saved-left = { $hour ->
    [one] You can ring one more this hour
   *[other] You can ring { $hour } more this hour
}, { $evening } this evening.
desk-stop = Stop for now

late-title = What happened on that card?
late-text = Nothing about the person on this card is shown any more. Your answer still counts.
late-taken-back = They are not to be rung any more, from now on. If you are talking to them, please end the call.
late-unclear = Choose what happened. To call back, choose a time too.
late-saved = Thank you. Saved.

empty-title = Nobody to ring now
empty-nobody-left = Everybody in this phone bank was rung, or must not be rung.
empty-nobody-now = There are members left, but none can be rung now.
empty-nobody-chosen = Nobody could be put into this phone bank. Its organiser can read why on its page, and make another one: ask them.
empty-paused = The organiser has paused this phone bank.
empty-bank-closed = This phone bank is closed for good. Ask its organiser whether there is another one for you.
empty-closed = The contest is not in its calling time.
empty-again-at = It may be worth a try at { $time }.
empty-again = Try again
empty-reasons = Why members cannot be rung now
empty-reason = Reason
empty-members = Members
empty-from = First from
empty-list-too-old = The list of numbers that do not want calls is missing or too old, so nobody is rung. Your organisation’s office can take in a new one. Tell your organiser.
why-stopped = Do not want calls, or must not be rung
why-waits = Waiting because of a call, yours or another campaign’s: how many is not said
why-done = Rung already, or with a caller now
watch-fills-at = There is somebody to ring from { $time } on.
watch-untold = Why members cannot be rung now is told of the first four samples of a campaign. This is another one: many samples side by side would tell how few there are for each reason.
not-now-deceased = Has died
not-now-ended = No longer a member
not-now-restricted = Their data must not be used
not-now-protected = Protected
not-now-objection = Does not want calls
not-now-under-age = May be too young
not-now-reported = Reported by your campaign, waiting for the officer
not-now-no-number = No number to ring
not-now-do-not-call = The number is on the do-not-call list
not-now-open-elsewhere = With another caller
not-now-number-open-elsewhere = Somebody at the same number is with another caller
not-now-resting = Waiting after a call, or for a time that was agreed
not-now-outside-hours = Outside calling hours
not-now-own-household = Somebody at your own number or address, or yourself
not-now-staff = Works for the organisation, or for your campaign
not-now-screened = On a list of numbers that do not want calls
not-now-office-number = An office’s number, which many members gave
not-now-calls-used = Rung as often as your campaign may
not-now-list-too-old = The list of numbers that do not want calls is missing or too old, so nobody is rung
not-now-kept-for = Kept for another campaign first
event-screening-imported = A list of numbers that do not want calls was taken in
action-import-a-screening-list = Take in a list of numbers that do not want calls

budget-spent-title = That is all for now
budget-hour-spent = You have had all your members for this hour.
budget-evening-spent = You have had all your members for this evening.
budget-contest-spent = You have had all your members for this contest. Thank you for your work.
budget-spent-again = You can go on from { $time }.
budget-spent-why = The number is the same for every campaign. It keeps anybody from taking the list home.

saved-change = Something else happened
saved-change-until = You can change it until { $time }.
change-title = Something else happened
change-saved = Saved so far:
change-until = You can change it until { $time }. What you choose now takes its place.
change-note = A note is kept only with another outcome than the one that is saved.
change-asked = If you talked: the questions
change-answers = What you choose or write here takes the place of all that you ticked before, also where the outcome is the one that is saved. Leave it empty, and what you ticked stays if you talked then, too. Nothing is kept where you did not talk.
change-leave = Leave it as it is
card-too-late = An outcome can be changed for one minute. That time is over. Tell your organiser if it was wrong.
back-title = Somebody is calling me back
back-text = Type the number that is calling. If you rang that member lately, their card comes back to you.
back-number = Number that is calling
back-number-hint = This counts as one of your cards, whatever comes of it.
back-ask = Who is it?
back-not = Not now
back-nobody = We can't tell you who that is.
back-nobody-say = It may be somebody you didn't ring, or who doesn't want calls. Say who you are and for whom you ring. If they ask, our organisation tells every member who rang them.
back-held = There is a card on your desk. First say what happened on it.
back-to-card = To my card
back-go-on = Next member
evening-title = My evening
evening-cards = { $cards ->
    [0] You have had no card this evening.
    [one] You have had one card this evening, and seen { $numbers } of the numbers.
   *[other] You have had { $cards } cards this evening, and seen { $numbers } of the numbers.
}
evening-outcomes = What came of your cards in this bank, all evenings together
evening-what = What happened
evening-how-many = How many
evening-go-on = Next member
evening-end-title = That's it for tonight
evening-end = End my evening
