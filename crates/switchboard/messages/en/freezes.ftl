
# ---- what stands still

freeze-account = An account stands still
freeze-bank = A phone bank stands still
freeze-campaign = A campaign stands still
freeze-branch = A branch stands still
freeze-contest = A contest stands still
freeze-reading = Nobody reads the roll
freeze-since = Frozen { $time } on { $day } by { $office ->
    [returning-officer] the returning officer
    [dpo] the data protection officer
   *[membership-officer] the membership officer
}.
freeze-reason = Reason: { $reason }.
freeze-lapses = Lapses { $time } on { $day } unless a second person confirms it.
freeze-confirmed = A second person confirmed it; it ends on { $time } if nobody lifts it before.
freeze-lost = Hours lost: { $hours }.
freeze-goes-on = If you were ringing somebody, you may still write down how the call ended, and that they want no more calls. Your own record stays open to you.
freeze-appeal = Say why this is wrong
freeze-appeal-hint = The data protection officer and the colleagues of whoever froze it read it. You can write once.
freeze-appeal-send = Send the appeal
freeze-appealed = Your appeal is there. Nobody has answered yet.
freeze-answer = Your appeal was answered, and it stands still on: { $words }

hours-back = { $what ->
    [account] Your account
    [bank] A phone bank of yours
    [campaign] Your campaign
    [contest] The contest
   *[reading] All reading of the roll
} stood still, and hours are given back: in { $contest } from { $from } until { $until } you may be shown up to twice as many members an hour. Of the whole contest it is no more than before.

freezes-title = What stands still
freezes-text = Freezing waits for nobody. It lapses after four hours, unless a second person confirms it; then it ends after seven days, if nobody lifts it before. What you froze yourself, or a colleague let go on, you can't freeze again within a day: a colleague can.
freezes-account-kind = Account
freezes-bank-kind = Phone bank
freezes-campaign-kind = Campaign
freezes-branch-kind = Branch
freezes-contest-kind = Contest
freezes-reading-kind = All reading of the roll
freezes-now = Standing still now
freezes-now-none = Nothing stands still.
freezes-reason = Reason
freezes-pressed = Frozen by { $name } as { $office ->
    [returning-officer] returning officer
    [dpo] data protection officer
   *[membership-officer] membership officer
} on { $time }.
freezes-confirmed-by = Confirmed by { $name }.
freezes-appeal = { $name } on { $time }:
freezes-answer = Answered:
freezes-lapses = Lapses on { $time } unless somebody else confirms it; that is in { $left } hours.
freezes-ends = Ends on { $time } if nobody lifts it before.
freezes-word = Your answer to the appeal
freezes-lift = Let it go on
freezes-confirm = Confirm it for seven days
freezes-keep = Answer the appeal, and keep it frozen
freezes-press = Freeze something
freezes-target = What
freezes-target-hint = An account is frozen from its own page.
freezes-why = Why
freezes-why-hint = Those who stand still read this, so name no member.
freezes-do = Freeze it now
freezes-past = What stood still
freezes-past-none = Nothing else has stood still.
freezes-lifted-by = { $name } let it go on, on { $time }.
freezes-lapsed = It ended by itself on { $time }.
freezes-given = Given back: { $hours }.
freezes-give = Give hours back: { $hours } of { $contest }
freezes-give-text = Choose a time that is to come, in the hours in which calls may be made. In it those who stood still may be shown more members: each minute is worth a sixtieth of what an hour allows, so twice as many at most, and nobody more than they lost. It takes at least 15 minutes, and three times of one freeze at most. What an account may be shown of the whole contest stays as it is.
freezes-give-from = From when
freezes-give-from-hint = Until the last call of the contest, and within one day's hours.
freezes-give-minutes = { $n ->
    [one] For how many minutes: one at most
   *[other] For how many minutes: { $n } at most
}
freezes-give-do = Give them back
freezes-more = Show older ones
freezes-first = Back to the newest
freezes-account = Freeze this account

freezes-said-frozen = It stands still from this second on. Everybody concerned gets a letter.
freezes-said-standing = That stands still already.
freezes-said-no-reason = Nothing was frozen: say why, in at most 500 letters.
freezes-said-too-many = Nothing was frozen: too many things stand still at once, or too many that you froze. Let some of them go on first.
freezes-said-confirmed = It stands still for seven days now, if nobody lifts it before.
freezes-said-kept = Your answer is there. It stands still on.
freezes-said-lifted = It goes on from this second.
freezes-said-was-over = That was over already.
freezes-said-already = That was done already.
freezes-said-no-words = Nothing was sent: write something, in at most 1,000 letters.
freezes-said-back = These hours are given back. The offices, and those who organise there, get a letter; the account itself does, where an account was frozen. Callers read it on their first page, and it stands on the contest's page for everybody.
freezes-said-back-unread = Nothing was given back: say a day, a time and whole minutes.
freezes-said-back-stands-still = Nothing was given back: it stands still on. Hours are given back when it goes on.
freezes-said-back-confirmed = Nothing was given back: a second person confirmed that freeze, and nobody lifted it.
freezes-said-back-too-short = Nothing was given back: choose at least 15 minutes.
freezes-said-back-too-many = Nothing was given back: three times of this freeze are given back already.
freezes-said-taken-back = That time is taken back. Whoever got a letter about it gets another.
freezes-said-taken-begun = That time has begun. It is not taken back any more.
freezes-said-taken-not-there = There is no such time any more: somebody took it back before.
freezes-ahead = Given back in { $contest }: from { $from } until { $until }.
freezes-take = Take this time back
freezes-said-back-past = Nothing was given back: that time has begun already. Choose a later one.
freezes-said-back-outside-calls = Nothing was given back: calls of that contest aren't made then. Choose a time between its first call and its last.
freezes-said-back-outside-hours = Nothing was given back: calls may not be made in the whole of that time. Choose one within a day's hours.
freezes-said-back-given = Nothing was given back: a part of that time is given back already. Choose another.
freezes-said-back-too-much = Nothing was given back: that is more than was lost and is left to give. Choose fewer minutes.
freezes-said-appealed = Your appeal is sent.

event-frozen = Something was made to stand still
event-freeze-confirmed = A second person confirmed that something stands still
event-freeze-lifted = Something that stood still goes on
event-freeze-lapsed = A freeze ended by its time
event-freeze-appealed = Somebody who stands still said that it is wrong
event-freeze-kept = An appeal was answered, and it stands still on
event-hours-taken-back = A time in which hours were given back was taken back before it began
event-hours-given-back = Hours of calls that a freeze took were given back
event-freezes-shown = What stands still was shown

action-freeze = Make something stand still, at once and alone
action-see-freezes = See what stands still
action-confirm-a-freeze = Confirm as a second person that it stands still
action-keep-a-freeze-after-an-appeal = Answer an appeal, and keep it frozen
action-lift-a-freeze = Let something go on that stands still
action-take-back-hours-that-were-given = Take a time back in which hours were given back
action-give-hours-back-after-a-freeze = Give hours of calls back that a freeze took
action-appeal-against-a-freeze = Say that standing still is wrong

refusal-own-freeze = This freeze is of your own account, so a colleague decides. You can say on your first page why it is wrong.
why-own-freeze = That freeze is of their own account.
refusal-frozen-lately = Within the last day you froze this, or something that it is a part of or that is a part of it, or another official's account. A colleague can freeze it now; you can tomorrow.
why-frozen-lately = They froze it, or something that overlaps it, within a day.

nav-freezes = What stands still
nav-freezes-hint = Freeze something, or let it go on

letter-freeze-subject = { $organisation }: { $step ->
    [pressed] something stands still
    [confirmed] something stands still on
    [soon] a freeze ends within the hour
    [appealed] an appeal against a freeze
    [lapsed] a freeze ended by itself
    [given] hours that a freeze took are given back
   *[lifted] something goes on again
}
letter-freeze-body =
    On { $place }: { $frozen ->
        [account] an account
        [bank] a phone bank
        [campaign] a campaign
        [branch] a branch
        [contest] a contest
       *[reading] all reading of the roll
    } { $step ->
        [pressed] was frozen.
        [confirmed] was frozen, and a second person has confirmed it.
        [soon] is frozen, and nobody has confirmed it.
        [appealed] is frozen, and somebody who stands still says that it is wrong.
        [lapsed] was frozen, and that has ended by itself.
        [given] was frozen, and hours of calls that it took are given back.
       *[lifted] was frozen, and goes on.
    }

    Why, and until when, stands on your first page after you sign in, and for our offices on the page "What stands still".
