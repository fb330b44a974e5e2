## The returning officer

role-membership-officer = Membership officer
role-returning-officer = Returning officer
role-dpo = Data protection officer
role-organiser = Organiser
role-caller = Caller
role-committee = Committee member
role-auditor = Auditor
contest-title = Contest
contest-phase-before = Calling has not begun.
contest-phase-calling = Campaigns can ring now.
contest-phase-over = Calling is over.
contest-calling = Calling is from { $from } until { $until }.
contest-terms = The same terms for all
contest-terms-text = Every campaign gets exactly this.
contest-snapshot = Members as of
contest-fields = What a caller sees
contest-cards = Members for one account
contest-cards-text = { $hour } an hour, { $evening } an evening, { $contest } in the contest
contest-campaigns = Campaigns
contest-campaigns-caption = Campaigns side by side
contest-no-campaigns = There is no campaign yet.
contest-campaign = Campaign
contest-banks = Phone banks
contest-callers = Callers
contest-on-now = On now
contest-dealt = Members shown
contest-accounts = Accounts
contest-accounts-caption = Accounts and what they may do
contest-no-accounts = There is no account yet.
contest-account = Account
contest-role = Role
contest-whole = Whole organisation
contest-state = Now
contest-more-accounts = More accounts
account-state-on = On
account-state-off = Not on
account-state-ended = Access ended

## What a campaign wrote is destroyed

shredding-title = Certificate of destruction
shredding-text = On { $time } the key of this campaign was destroyed. Since then nobody can open in Switchboard what it wrote about members.
shredding-gone-key = The campaign's key, with which all its notes were locked.
shredding-gone-notes = { $n ->
    [one] One note.
   *[other] { $n } notes.
 }
shredding-gone-calls = What came of { $n ->
    [one] one call, and whose it was.
   *[other] { $n } calls, and whose they were.
 }
shredding-gone-turns = { $n ->
    [one] One place in the campaign's queues.
   *[other] { $n } places in the campaign's queues.
 }
shredding-swept = The last of this was erased on { $time }.
shredding-going-on = What came of the calls is being erased now. Look again in a few minutes.
shredding-stays-ledger = The log: who rang for the campaign and when, and what came of each call. No page shows it to anybody but the member; whoever holds the machine and the key of the log could still read it there.
shredding-stays-reports = What callers told the office: who has died or moved, and wrong numbers.
shredding-stays-objections = That a member doesn't want calls.
shredding-stays-counts = How many calls there were, without anybody's name.
shredding-stays-complaints = Whose call it was, where a complaint of it waits: until the data protection officer has settled it.
shredding-backups = Backups hold its notes locked with a key that will be destroyed. From the end of { $day } they can be read nowhere.
shredding-entry = Entry about the key
shredding-sweep-entry = Entry about the rest
shredding-not-yet = This contest is not deleted yet.
shredding-not-yet-text = On the day of its deletion the campaign's key is destroyed, and this page says so.
## The calendar of contests

calendar-title = Calendar of contests
calendar-home = When each phase of a contest begins
nav-calendar = Calendar of contests
nav-calendar-hint = When each phase begins, and what must be ready before
calendar-text = All times are local time ({ $zone }). A phase begins with the very second. Members can be rung from “Campaigns can ring” until “Calling is over”, and at no other time.
calendar-unreadable = { $n ->
    [one] One contest can't be shown, and nothing in it begins: what is stored of it is damaged. Ask whoever runs the program.
   *[other] { $n } contests can't be shown, and nothing in them begins: what is stored of them is damaged. Ask whoever runs the program.
 }
calendar-none = You work for no contest now.
calendar-add = Add a contest
calendar-kind-contest = Candidates compete. Every campaign gets the same members, fixed when calling begins.
calendar-kind-standing = A campaign without rivals. It rings the members as the roll has them each day.
calendar-late = Calling should have begun { $time }. It waits until everything is ready and signed.
calendar-caption = The phases of { $name }
calendar-phase = Phase
calendar-begins = Begins
calendar-stands = Now
calendar-moved = { $to } (moved from { $from })
calendar-over = Over
calendar-now = Runs now
calendar-comes = Not yet
calendar-move-phase = Move the beginning of
calendar-move-to = To
calendar-move = Move it
calendar-back = Back to the calendar
calendar-said-added = The contest is added. Each campaign has a phone bank, which is paused. See what must be ready before calling can begin.
calendar-said-moved = The date is moved. Everybody who works for this contest sees from when to when.
calendar-said-begun = That phase has begun, or its date has passed. Only later ones can be moved. Nothing was changed.
calendar-said-past = That time is past. Choose a later one. Nothing was changed.
calendar-said-too-soon = Calling, the vote and the end of calling cannot come sooner than an hour from now, so that every campaign hears of it. Nothing was changed.
calendar-said-order = Then a phase would begin before the one in front of it. Change one of the two. Nothing was changed.
calendar-said-unclear = That date cannot be read. Choose a day and a time. Nothing was changed.
calendar-said-skipped = That time does not exist: the clocks are set forward over it. Choose one an hour later. Nothing was changed.
calendar-said-twice = That time comes twice: the clocks are set back over it. Choose one before or after that hour. Nothing was changed.
calendar-new-title = Add a contest
calendar-new-text = Every campaign gets the same members, the same fields and the same limits, in the same second.
calendar-new-name = Name of the contest
calendar-new-campaigns = Campaigns
calendar-new-campaigns-hint = One on each line.
calendar-new-standing = This is one campaign without rivals: turnout, arrears or welcome calls.
calendar-new-first-names = Callers see first names instead of titles and surnames.
calendar-new-not-standing = Leave it empty for a campaign without rivals.
calendar-new-button = Add it
calendar-wrong-name = The name is missing, or longer than 80 letters.
calendar-wrong-campaigns = Name each campaign on a line of its own: at least one, at most 50, each with at most 80 letters.
calendar-wrong-alone = A campaign without rivals is alone. Name one, or leave the box empty.
calendar-wrong-date = A date is missing or cannot be read. Choose a day and a time for each phase.
phase-announced = Announced
phase-nominations = Nominations
phase-access = Campaigns can ring
phase-ballot = Members vote, and can be rung
phase-closed = Calling is over
phase-deleted = What campaigns wrote is deleted

## Ready to open

ready-title = Ready to open
ready-text = Calling begins { $time }, if everything here is ready and signed by the data protection officer.
ready-opened = Calling has begun. What was signed stays here.
ready-signed = Ready and signed.
ready-fell = It changed since it was signed. It must be signed again.
ready-waits = Waits for the data protection officer.
ready-never = Not signed. Calling began without it.
ready-nothing = Not ready.
ready-by = Signed by { $name }, { $time }.
ready-dpia = Impact assessment
ready-dpia-text = The draft below is made from the settings as they are now. When a setting changes, the signature no longer counts.
ready-notice = What callers are told
ready-notice-text = Everybody who joins reads what is written down about them, who sees it and how to object.
ready-opening-lines = Opening lines
ready-opening-lines-text = What every caller says first, on the page “Opening lines”. Sign that it says who calls, for whom, how you have the number, and that one can say no. If it is changed, the signature falls.
ready-tps = Telephone Preference Service
ready-tps-text = The list of numbers that do not want calls is here, and not too old. Where the rules of calling ask for no list, sign that it is not in use, and say why.
ready-restore = A restore was tried
ready-restore-text = Somebody restored a backup on another machine and saw that it works, in the last 90 days.
ready-roster = Who is on duty
ready-roster-text = One person answers to alarms, and another in their place. Both hold an office.
ready-reason-is = Not in use: { $reason }
ready-day-is = Tried { $day }.
ready-reason = Why calls can begin without it
ready-day = Day on which it was tried
ready-sign = Sign
ready-sign-unused = Sign “not in use”
ready-duty-title = On duty
ready-duty = Answers to alarms
ready-deputy = In their place
ready-duty-set = Say who
ready-draft = Draft of the impact assessment
ready-holds = What is signed is the English text, of this draft and of the notice for those who join. Read it in English before you sign.
ready-draft-text = Made from the settings as they are now. It is a draft: the data protection officer judges whether it is enough, and writes down what it does not know.
ready-draft-link = Read the draft
ready-said-signed = It is signed.
ready-said-changed = It changed while you read it, or it is not ready. Read it again. Nothing was signed.
ready-said-no-reason = Say why calls can begin without it. Nothing was signed.
ready-said-no-day = Give the day on which it was tried, within the last 90 days. Nothing was signed.
ready-said-open = Calling has begun, so nothing is signed any more. Nothing was changed.
ready-said-duty-set = It is said who is on duty. Before calling begins that must be signed.
ready-said-duty-same = It takes two different people. Nothing was changed.
ready-said-duty-not-there = One of them holds no office any more. Nothing was changed.
dpia-organisation = Organisation
dpia-contest = What for
dpia-kind = Kind
dpia-zone = Time zone
dpia-rules = Rules of calling
dpia-fields = What a caller sees
dpia-cards-hour = Most members for one account in an hour
dpia-cards-evening = Most members for one account in an evening
dpia-cards-contest = Most members for one account in the whole contest
dpia-backups = Days that backups are kept
dpia-campaign = Campaign
dpia-access = Calls begin
dpia-ballot = Voting begins
dpia-closed = Calls end
dpia-deleted = What campaigns wrote is deleted
dpia-opening = Opening lines of every call
dpia-bank = Phone bank with its own first words, no notes are written
dpia-bank-notes = Phone bank with its own first words, notes may be written
dpia-kept = A rule for keeping
dpia-kept-for = { $what }: for { $months ->
    [one] one month
   *[other] { $months } months
}
dpia-nobody = Nobody yet
dpia-not-signed = Not signed yet.
dpia-part-what = What is done, and for whom
dpia-part-shown = What callers are shown, and how much anybody can learn
dpia-part-basis = Why members may be rung
dpia-part-kept = How long it is kept
dpia-part-asked = Who was asked
dpia-part-risks = What could go wrong, and what is done about it
dpia-part-duty = Who is on duty
dpia-say-what = Volunteers of campaigns ring members of the organisation by telephone. Members of a party, a union or a charity: that somebody is one can say what they believe, so it needs care.
dpia-say-shown = A caller is shown one member at a time, chosen by the program, and the number when they ring. No caller is given a list, a file or a search. Every look stands in a log that cannot be changed unseen, and the member can read who looked.
dpia-say-account = The most that one account can learn is the limit below. A new account may see fewer members at first.
dpia-say-campaign = The most that one campaign can learn is every member it rings, through all its accounts together, each within the limits below. Of another campaign it sees what everybody sees: figures rounded to a hundred. Its notes open for no other campaign.
dpia-say-basis = The program does not know on what legal basis you ring members, or whether they were told so when they joined. Write that down where you keep the signed assessment: the basis, also for the fact that membership can say what somebody believes, and where members read it.
dpia-say-needed = Is a call needed for it, or would a letter do? The program shows less than a list would, and cannot judge that.
dpia-say-kept = What the campaigns wrote, notes and answers to their questions, opens for nobody from the date below on, and is then erased. At most a month after the days below no backup opens it either. Whatever has no rule here is kept until somebody sets one: looks, reports, sessions, members who left. The page “How long things are kept” sets rules.
dpia-say-asked = The program does not know who was asked: members, the campaigns, those who look after the machine. Write it down where you keep the signed assessment.
dpia-risk-list = A campaign could try to take the members home, one by one. Each account has limits, sees one member at a time, and every look stands in the log: whose looks match a list that turns up can be traced.
dpia-risk-again = A member could be rung again and again, or after saying no. A member rests after a call, and “do not call me” holds for every campaign from the same second.
dpia-risk-wrong = Somebody could be told by mistake that a person is a member. Read the opening lines above with that in mind: they should ask for the person first. A wrong number is reported from the call, and is not rung again.
dpia-risk-rival = A campaign could read what a rival wrote, or get members earlier. What each writes is sealed with its own key, and all get the same members in the same second.
dpia-risk-office = Somebody at headquarters could look without need. Every look is recorded, some must be explained, what gives more takes two people, and headquarters' looks are counted on the fairness page.
dpia-risk-machine = Whoever holds the machine and its keys can read everything past the program. No log shows that. Choose that person with care, and keep the keys apart from the backups.

action-see-the-calendar-of-contests = See when the phases of your contests begin
action-see-what-must-be-ready = See what must be ready before calling begins
action-sign-that-something-is-ready = Sign that something is ready before calling begins
action-say-who-is-on-duty = Say who answers to alarms
action-move-a-phases-date = Move the date of a phase

event-date-moved = The date of a phase was moved
event-snapshot-prepared = The members of a contest were fixed, before it opened
event-snapshot-gone = The fixed members of a contest were erased
event-contest-late = A contest could not open, because something is not ready
event-ready-signed = It was signed that something is ready before calling begins
event-duty-set = It was said who answers to alarms

letter-draw-words-subject = { $organisation }: show your campaign's words for the draw
letter-draw-words-body =
    On { $place } words of the draw can be shown now. No fingerprint is taken any more.

    If your campaign has handed in a fingerprint, show its words on the campaign's page before { $due }. If it does not, it has no first call on anybody: its share goes to the others, and everybody can see that. The words are published when you show them.

letter-contest-late-subject = { $organisation }: a contest waits for signatures
letter-contest-late-body =
    On { $place } calling should have begun { $due }. It did not, because something is not ready, or not signed by the data protection officer.

    What is missing stands on the page “Ready to open” of the contest. Calling begins by itself as soon as all of it is signed.
