### Every sentence people read, in English. Plain words, short sentences.
### A caller "has" a member until a time. We don't say lease, session, queue, or token.
### Many keys (event-, role-, refusal-, outcome-, not-now-, …) are named by the rules; a test
### asks the rules for all of theirs, and another finds a key that nobody says.

product-name = Switchboard

## Around every page

shell-skip = Skip to the page
shell-world = About this place
shell-demo-banner = This is a demo. The members are invented, and calling hours are always open here.
pack-demo-all-hours-open = In this demo calling hours are always open.
shell-rooms = Rooms
shell-recorded = What is opened here is recorded.
shell-public-log = The public log
nav-home = Start page
nav-home-hint = What you can do here
nav-import = Import the roll
nav-import-hint = Bring in a file of members
nav-search = Find a member
nav-search-hint = By name, number, e-mail or membership number
nav-reports = Reports from calls
nav-reports-hint = Members who moved, died, or have another number
nav-ledger = The ledger
nav-ledger-hint = Who did what, when, and for what
nav-exposure = What can be learnt
nav-exposure-hint = The most that ringing can tell, and what it has told
way-home = Go to the start page
way-sign-in = Go to sign in

stamp-day = { $day } { $month } { $year }
stamp-full = { $day }, { $time }
stamp-month-1 = January
stamp-month-2 = February
stamp-month-3 = March
stamp-month-4 = April
stamp-month-5 = May
stamp-month-6 = June
stamp-month-7 = July
stamp-month-8 = August
stamp-month-9 = September
stamp-month-10 = October
stamp-month-11 = November
stamp-month-12 = December

count-fewer-than-10 = fewer than 10
count-about = { $count }

## When something doesn't work

refused-title = This is not open to you
refusal-signed-out = You are signed out. Sign in again.
refusal-term-ended = Your role has ended. Ask the person who gave it to you.
refusal-term-not-begun = Your role has not begun yet. Come back on its first day.
refusal-not-your-role = This needs another role. Ask somebody who holds it.
refusal-not-yours-to-give = This role is given by somebody else. Ask them.
refusal-phase-not-open = It is not time for this yet, or it is over. The returning officer sets the dates.
refusal-frozen = Your campaign is stopped for now. Ask the returning officer.
refusal-bank-not-open = This phone bank is paused or not open. Ask its organiser, and try again later.
refusal-not-your-bank = There is nothing at this address.
refusal-not-your-campaign = There is nothing at this address.
refusal-not-your-card = There is nothing at this address.
refusal-not-your-import = There is nothing at this address.
refusal-not-yours = There is nothing at this address.
refusal-no-such-act = There is nothing at this address.
not-found-title = Nothing here
not-found-text = There is nothing at this address. Look for a slip in it, or begin at the start page.
fault-title = Something broke
fault-text = It is our fault, not yours. Try again in a minute. If it happens again, give this number to the person who runs the machine.
fault-reference = Number:
rate-limited-title = Too fast
rate-limited-text = There were too many tries from here. Try again at { $time }.

## The door

sign-in-title = Sign in
sign-in-code = Your code
sign-in-code-hint = Type it as it was given to you. Capital and small letters are the same.
sign-in-button = Sign in
sign-in-error-not-accepted = This code does not work. Check it, or ask for a new one.
sign-in-error-empty = Type your code first.
sign-in-watched-title = Before you sign in
sign-in-watched = Everything you open here is recorded and can be checked.
sign-in-watched-who = The record says which account opened what, when, and for what. The data protection officer reads it. It cannot be changed afterwards.
sign-out = Sign out
signed-out-title = You are signed out
signed-out-asked = Nothing more is open to you on this device.
signed-out-ended = Your time here was up, or your access has ended. Sign in again if you still have a code.
signed-out-late = Did a member ask not to be called, and you have not told us yet? Go back to that card. It still takes your answer.

## The start page

home-title = Start page
home-ringing = Ring members
home-watching = Watch your phone banks
home-contest = Campaigns, terms and accounts
home-nothing = No room is open to you now. Ask the person who gave you your code.
bank-state-open = Open
bank-state-paused = Paused
bank-state-closed = Not open now

## The desk: before the first card

bank-first-title = Before you ring
bank-first-own-number = Members will see your own number. Don't hide it.
bank-first-dont-hide = The law says that a caller shows a number. A hidden one also looks like a trick.
bank-first-delete = Your phone keeps the numbers you ring: delete them.
bank-first-one-card = You get one member at a time. Tell us what happened, and the next one comes.
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
report-wrong-number = Wrong number
report-moved = Has moved away
report-deceased = Has died

unsent-kept = Not sent yet. It's safe on this phone. You can go on.
unsent-lost = Not sent, and this phone cannot keep it. Stay on this page and try again.
unsent-sent = Sent now. Thank you.

saved-title = Saved
saved-outcome = Thank you. It is saved.
saved-objection = Thank you. They will not be called like that again, from now on.
saved-report = Thank you. Your campaign will not call them. The membership officer will look into it.
saved-next = Next member
saved-left = { $hour ->
    [one] You can ring one more this hour
   *[other] You can ring { $hour } more this hour
}, { $evening } this evening.
desk-stop = Stop for now

late-title = What happened on that card?
late-text = The time for this card is up, so nothing about the person is shown. Your answer still counts.
late-unclear = Choose what happened. To call back, choose a time too.
late-saved = Thank you. Saved.

empty-title = Nobody to ring now
empty-nobody-left = Everybody in this phone bank was rung, or must not be rung.
empty-nobody-now = There are members left, but none can be rung now.
empty-paused = The organiser has paused this phone bank.
empty-closed = The contest is not in its calling time.
empty-again-at = It may be worth a try at { $time }.
empty-again = Try again
empty-reasons = Why members cannot be rung now
empty-reason = Reason
empty-members = Members
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
not-now-resting = Rung lately, or called back later
not-now-outside-hours = Outside calling hours

budget-spent-title = That is all for now
budget-hour-spent = You have had all your members for this hour.
budget-evening-spent = You have had all your members for this evening.
budget-contest-spent = You have had all your members for this contest. Thank you for your work.
budget-spent-again = You can go on from { $time }.
budget-spent-why = The number is the same for every campaign. It keeps anybody from taking the list home.

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

## The membership officer

import-title = Import the roll
import-text = Choose the file that your membership system saved. Good rows go in. Rows that can't be read come back to you with the reason.
import-region = Country of numbers without a country code
import-region-hint = Two letters: GB is the United Kingdom, IE is Ireland, US is the United States.
import-file = The file
import-file-hint = A CSV file in UTF-8, with headings in its first row.
import-button = Import
import-headings-title = Headings that are understood
import-headings-text = Capital and small letters, spaces and underscores make no difference. Columns with other headings are left out.
import-error-empty = There was nothing in the file. Choose another.
import-error-no-known-column = No heading in the first row is one we know. Check that the first row holds the headings.
import-error-not-readable = This is not a CSV file in UTF-8. Save it again as "CSV UTF-8" and try that.
import-error-too-large = This file is too large for the page. Ask the person who runs the machine to import it there.
import-error-busy = Another import is running. Wait until it is done.
import-running = The file is being read. Nothing changes until it is all in. You can leave this page.
import-read = Read so far
import-look-again = Look again
import-finished = The file is in. It took effect on { $time }.
import-created = New
import-changed = Changed
import-unchanged = Unchanged
import-rejected = Given back
import-duplicates = Twice in the file
import-rejects-text = The rows given back are as you sent them, each with its line and the reason. Mend them and import that file.
import-rejects = Download the rows given back
import-dropped-title = Columns left out
import-dropped-text = We don't know these headings. What stood under them was not kept.
import-abandoned = The import stopped. Nothing has changed.
import-number = Number of the import:
import-another = Import another file

field-external-id = Membership number
field-title = Title
field-name = Name
field-given-name = First name
field-middle-name = Middle name
field-family-name = Family name
field-full-name = Whole name
field-suffix = Suffix
field-gender = Gender
field-email = E-mail
field-phone = Telephone
field-address = Address
field-postcode = Postcode
field-city = Town
field-branch = Branch
field-kind = Kind of member
field-birth-date = Date of birth
field-joined-on = Joined
field-ends-on = Membership ends
field-do-not-call = Do not call
field-deceased = Has died

search-title = Find a member
search-by = Look by
search-by-name = Name
search-by-number = Telephone number
search-by-email = E-mail address
search-by-membership = Membership number
search-text = What to look for
search-text-hint = Each search is recorded with what it showed.
search-button = Find
search-unclear = This cannot be looked for. Type more of it, or look by something else.
search-found-title = Found
search-nobody = Nobody was found.
search-masked = At most 20 at a time, partly covered.
search-membership = Membership number { $number }
search-more = Show the next ones

reports-title = Reports from calls
reports-none = No report waits for you.
reports-none-here = No newer report waits. Older ones may.
reports-text = This is what callers told of members, oldest first. The campaign that called does not ring them meanwhile. Showing this page is recorded.
reports-right-means = Right: that campaign goes on not ringing them. Nobody rings a member who has died.
reports-mistaken-means = A mistake: that campaign may ring them again, unless something else stands against it, such as an objection.
reports-from = Reported on a call of { $campaign },
reports-right = It is right
reports-mistaken = It was a mistake
reports-more = Show the next ones
reports-first = Back to the oldest
reports-said-right = Written down: it is right.
reports-said-mistaken = Written down: it was a mistake.
reports-said-before = This report was settled before. Nothing was changed.

## The data protection officer

explorer-title = The ledger
explorer-text = What was done here, newest first. Looking at this page is recorded too.
explorer-one-account = Only { $name }.
explorer-all-accounts = Show all accounts
explorer-kind = What was done
explorer-all-kinds = Everything
explorer-filter = Show
explorer-empty = Nothing was recorded that fits.
explorer-entries = Entries, newest first
explorer-index = Place
explorer-not-sequenced = not in the log yet
explorer-when = When
explorer-who = Account
explorer-opened = signed in by { $opened }
explorer-act = What was done
explorer-for = For what
explorer-shown = Shown
explorer-members = { $count ->
    [one] one member
   *[other] { $count } members
}
explorer-nobody = nobody
explorer-older = Older
explorer-unknown-kind = Kind { $kind }, unknown to this version

event-start = The server started
event-stop = The server stopped
event-version = The version changed
event-configuration = The configuration changed
event-migration = The store's layout changed
event-restore = A backup was restored
event-key-use = A key was used, made or destroyed
event-clock-jump = The machine's clock jumped
event-console = A command was given at the console
event-machine-run = A job read sealed fields, shown to nobody
event-practice = Practice was begun or finished
event-sign-in = Signed in
event-sign-out = Signed out
event-sign-in-refused = Sign-in was refused
event-refusal = Something was refused
event-refusals-counted = Refusals of strangers in one minute
event-account-added = An account was added
event-contest-added = A contest was added
event-campaign-added = A campaign was added
event-bank-added = A phone bank was added
event-term-granted = A role was given
event-term-ended = A role was ended
event-accounts-shown = The list of accounts was shown
event-import-begun = An import began
event-import-switched = An import took effect
event-import-abandoned = An import stopped, nothing changed
event-rejects-opened = Rejected rows went back to their uploader
event-search = Members were searched
event-member-opened = A member was opened
event-reports-shown = Reports from calls were shown
event-report-settled = A report from a call was settled
event-card-dealt = A card was dealt
event-number-shown = A number was shown
event-card-extended = A card was kept longer
event-card-redisclosed = The same card was shown again
event-outcome = A caller told what happened
event-late-outcome = A caller told late what happened
event-objection = A member does not want calls
event-card-unreported = A card's time was up, nothing was told
event-card-taken-over = A card went to another caller
event-bank-opened = A phone bank was opened
event-bank-paused = A phone bank was paused
event-phase-opened = A phase of the contest was opened
event-counts-shown = Counts were shown
event-exposure-shown = What can be learnt was shown
event-ledger-page-shown = A page of the ledger was shown
event-own-record-shown = Somebody read their own record
event-heads = The heads of all accounts

exposure-title = What can be learnt
exposure-text = A caller sees one member at a time, and only so many. So there is a most that anybody can learn by ringing, however they try.
exposure-most = The most that can be learnt, in members
exposure-campaign = Campaign
exposure-callers = Callers
exposure-account-evening = One account, an evening
exposure-account-contest = One account, the contest
exposure-campaign-contest = The campaign, the contest
exposure-evenings = Members and numbers shown, by caller and evening
exposure-no-evenings = Nobody was shown a member yet.
exposure-evening = Evening
exposure-account = Account
exposure-cards = Members
exposure-numbers = Numbers

## The public log

public-log-title = The public log
public-log-promise = Through Switchboard, personal data leaves the store only after its entry has been committed.
public-log-limit = The log proves that nothing logged was changed. It cannot prove that an operator holding the machine and the keys did not look.
public-log-checkpoint = The newest checkpoint
public-log-none = No checkpoint has been signed yet.
public-log-size = Entries
public-log-root = Root
public-log-signed = Signed
public-log-age = { $seconds ->
    [one] One second before this page was made.
   *[other] { $seconds } seconds before this page was made.
}
public-log-check-title = Check it yourself
public-log-check = You need the log's name and its key. Keep them from today: a key you read tomorrow proves nothing about today.
public-log-origin = Name
public-log-key = Key

## The returning officer

role-membership-officer = Membership officer
role-returning-officer = Returning officer
role-dpo = Data protection officer
role-organiser = Organiser
role-caller = Caller
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

# The demo's people and what it prints.
demo-contest = Leadership 2026
demo-campaign-a = Harbour
demo-campaign-b = Lighthouse
demo-bank = Evening calls
demo-opening = Good evening. My name is …, and I'm a volunteer for the { $campaign } campaign. You're a member, and the organisation put this call through. You can say no, and I'll note that you don't want to be rung.
demo-script =
    Is it a good moment?
    Do you know that the ballot is open?
    Which of the candidates will you vote for? You needn't say.
demo-officer = Membership officer
demo-returning = Returning officer
demo-dpo = Data protection officer
demo-organiser = Organiser of { $campaign }
demo-caller = Caller of { $campaign }
demo-running = A whole contest is running on { $url }
demo-members = { $created } members, { $rejected } rows not taken. Calling hours are always open here.
demo-dropped = Columns that nobody knows were left out: { $columns }. Name them with --map column=field, such as --map capitol_phone=work_phone.
demo-data = Its data, gone when it ends: { $dir }
demo-key = The log's key: { $key }
demo-end = End it with Ctrl-C. To sign in, open the page and type the code:
refusal-bad-form = This form is out of date or not whole. Go back, load the page again and send it once more. Nothing was changed.
explorer-system = The system
