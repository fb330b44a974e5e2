# Shifts: when callers come to ring.
shifts-title = Shifts
shifts-home = Shifts
shifts-home-hint = When you come to ring, and how many places are left
shifts-text = A shift is a time at which people come to ring. Having a place in one opens nothing by itself: you ring in your bank as always. All times are in { $zone }.
shifts-none = No shift is planned.
shifts-when = { $day }, { $from } to { $until }
shifts-when-long = { $from } to { $until }
shifts-any-bank = Any bank
shifts-left = { $left ->
    [0] No place is left
    [one] One place of { $places } is left
   *[other] { $left } places of { $places } are left
}
shifts-mine = You have a place
shifts-is-cancelled = Cancelled
shifts-take = Take a place
shifts-give-back = Give my place back
shifts-calendar = Put it into my calendar
shifts-calendar-text = This is a file that your calendar reads. It is for you alone: there is no address that a calendar could follow by itself, so when the shift is moved, take the file again.
shifts-letters = A letter says when you have taken a place, the day before the shift, and when it is moved or cancelled.
shifts-back = All shifts
shifts-plan-title = Plan a shift
shifts-change-title = Change this shift
shifts-starts = It begins
shifts-ends = It ends
shifts-places = How many people may come
shifts-words = What they should know
shifts-words-hint = At most 200 characters, such as where to meet. Nothing about members: everybody who rings there reads it.
shifts-bank = In which bank
shifts-plan = Plan it
shifts-change = Change it
shifts-change-hint = When you move it, everybody who has a place gets a letter.
shifts-cancel = Cancel this shift
shifts-cancel-hint = Everybody who has a place gets a letter.
shifts-who = Who comes
shifts-nobody = Nobody has taken a place yet.
shifts-who-more = { $count ->
    [one] One more person comes.
   *[other] { $count } more people come.
}
shifts-said-planned = The shift is planned. Those who ring there see it, from eight weeks before.
shifts-said-changed = The shift is changed.
shifts-said-cancelled = The shift is cancelled. Everybody who had a place gets a letter.
shifts-said-was-over = The shift was over or cancelled already. Nothing has changed.
shifts-said-taken = You have a place. A letter says so too, if we have your address.
shifts-said-given-back = You have given your place back.
shifts-said-full = Every place was taken. Choose another shift.
shifts-said-overlaps = You have a place in another shift at that time. Give that one back first, or choose another shift.
shifts-said-over = That shift is over.
shifts-said-no-more = That shift is cancelled.
shifts-bad-shape = Write both times, with day and hour.
shifts-bad-skipped = One of these times does not exist: the clocks are set forward over it. Choose another.
shifts-bad-twice = One of these times comes twice: the clocks are set back over it. Choose one before or after that hour.
shifts-bad-past = It would begin in the past. Choose a later time.
shifts-bad-far = It would begin more than a year ahead. Choose an earlier time.
shifts-bad-short = It would end too early. A shift lasts at least 15 minutes.
shifts-bad-long = It would last too long. A shift lasts at most 12 hours.
shifts-bad-places = Write how many people may come, from 1 to 500.
shifts-bad-words = Write at most 200 characters on one line.
shifts-bad-bank = Choose one of the banks in the list.
shifts-bad-after-calls = Calls in this contest end on { $time }. Choose a time before that.
shifts-bad-too-many = So many shifts are planned that no more can be added. Cancel those that you do not need.
shifts-bad-too-few = { $count ->
    [one] One person has a place already. Write at least 1.
   *[other] { $count } people have a place already. Write at least { $count }.
}
shifts-bad-begun = The shift has begun or is cancelled, and is not changed any more.
shifts-event = Ringing for { $campaign }
shifts-event-page = Your place, and giving it back: { $address }
action-see-shifts = See the shifts of your campaign
action-plan-a-shift = Plan a shift
action-change-a-shift = Change a shift
action-cancel-a-shift = Cancel a shift
action-see-who-comes-to-a-shift = See who comes to a shift
action-take-a-place-in-a-shift = Take a place in a shift
action-give-back-a-place-in-a-shift = Give your place in a shift back
event-shifts-shown = Who comes to a shift was shown
event-shift-planned = A shift was planned
event-shift-changed = A shift was changed
event-shift-cancelled = A shift was cancelled
event-shift-taken = Took a place in a shift
event-shift-given-back = Gave a place in a shift back
event-shifts-reminded = Letters that remind of shifts were written
event-shifts-erased = Shifts that were long over were erased

letter-shift-taken-subject = { $organisation }: you have a place in a shift
letter-shift-taken-body =
    You have a place in a shift of { $campaign }: from { $at } until { $until }.

    What else there is to know, a file for your calendar, and a button to give the place back are on this page, after you sign in:

    https://{ $place }/shifts/{ $shift }

    If you can't come, please give your place back, so that somebody else can have it.
letter-shift-soon-subject = { $organisation }: your shift is soon
letter-shift-soon-body =
    You have a place in a shift of { $campaign }: from { $at } until { $until }.

    If you can't come, please give your place back on this page, so that somebody else can have it:

    https://{ $place }/shifts/{ $shift }
letter-shift-moved-subject = { $organisation }: your shift was moved
letter-shift-moved-body =
    A shift of { $campaign } in which you have a place was moved. It was to begin { $from }. It is now from { $at } until { $until }.

    You still have your place. If you can't come at that time, please give it back on this page. There is also a new file for your calendar:

    https://{ $place }/shifts/{ $shift }
letter-shift-cancelled-subject = { $organisation }: your shift was cancelled
letter-shift-cancelled-body =
    A shift of { $campaign } in which you had a place was cancelled: the one from { $at } until { $until }. You need not come.

    Other shifts may be on this page, after you sign in:

    https://{ $place }/shifts/{ $shift }
