## Roles: who holds which, who gave it, and what somebody may do by it

nav-may = What you may do
nav-may-hint = What you may do here and until when, and why not the rest
event-terms-shown = Somebody's roles were shown
event-leave-shown = What somebody may do, and why, was shown
request-kind-grant-term = Give somebody a role
refusal-same-campaign = Whoever asked for this, or whoever it is for, belongs to the same campaign as you. Somebody outside that campaign must decide. Nothing was changed.
refusal-ended-another = You ended another colleague's office less than a day ago, so you cannot end this one yet. Another officer can, at once. If somebody else uses this account, close its way in on the page "Accounts": that never waits. Nothing was changed.
refusal-renewals-spent = You have sent as many invitations again today as one account may. Go on tomorrow. Nothing was changed.
refusal-last-in-office = Nobody else holds this office, so it cannot be ended here. Give it to somebody first. The person who runs the machine can end it all the same, with: switchboard account end

place-organisation = for the whole organisation
place-branch = for the branch { $branch } and those under it
place-contest = for { $contest }
place-campaign = for { $campaign }, in { $contest }
place-bank = for the phone bank { $bank } of { $campaign }

purpose-membership-officer = To keep the roll of members right.
purpose-returning-officer = To run contests on the same terms for all.
purpose-dpo = To check how members' data is used.
purpose-approver = To be the second person who agrees, where two must.
purpose-organiser = To plan a campaign's calls. Sees counts, never people.
purpose-caller = To ring members, one at a time.
purpose-committee = To watch the contest for the members. Sees no member.
purpose-auditor = To check the log from outside the offices. Sees no member.

terms-title = Roles
terms-text = The roles that this person holds, will hold and held. Showing this page is recorded.
terms-text-part = The roles of this person that you answer for. There may be others, which you do not see. Showing this page is recorded.
terms-number = The number of this account:
terms-may = What { $name } may do, and why
terms-running = Now
terms-none = No role runs now, so this person can do nothing here but see their own record.
terms-coming = Later
terms-past = Over
terms-from = From { $from }, without an end.
terms-from-until = From { $from } until { $until }.
terms-ended-at = Ended on { $time }.
terms-by = Given by { $by }.
terms-by-two = Asked for by { $by }, agreed to by { $agreed }.
terms-by-console = Given at the machine itself.
terms-by-console-and = Asked for at the machine itself, agreed to by { $agreed }.
terms-for = What this is for:
terms-end = End this role now
terms-give-title = Give a role
terms-give-text = Nobody gives a role to themselves. An office and the role of an organiser take two people: you ask and say why, and somebody else agrees. Whoever gets an office is signed out, chooses a password and sets up an app; for that a colleague gives them a new code.
terms-what = Role and place
terms-two = (takes two people)
terms-first-day = First day
terms-first-day-hint = Leave it empty to begin at once.
terms-last-day = Last day
terms-last-day-hint = An office ends after two years at the latest, and after one if you leave this empty.
terms-reason = Why
terms-reason-hint = For what takes two people: at least eight letters. Whoever decides reads it.
terms-give = Give it, or ask for it
terms-said-given = The role is given.
terms-said-ended = The role is over, from this moment on, wherever they are signed in.
terms-said-before = That role was over before. Nothing was changed.
terms-said-why = This role takes two people: say why in a few words, at least eight letters. Nothing was asked for.
terms-said-unclear = Choose a role, and days that are in the calendar. Nothing was changed.
terms-said-full = This person holds as many roles as one account can. End one that is not needed first. Nothing was changed.
giving-not-there = That role is not held there. Nothing was changed.
giving-over = That role would be over already. Choose a later last day. Nothing was changed.
giving-no-end = An office has a last day. Say which. Nothing was changed.
giving-too-long = That is too long: an office is given for two years at most. Nothing was changed.

may-title = What somebody may do
may-of = What { $name } may do, and why
may-own = What you may do, and why
may-text = As of now. Every line is what the program answers when it is tried, with the role it is done by. Showing this page is recorded.
may-part = Only the roles that you answer for are looked at: by others this person may do more.
may-cut = This page looked at the first { $count } places only: there are more. What is not said here of the others may be allowed there or not. The roles themselves all stand on the page of the account.
may-back = To the roles
may-yes = Yes
may-no = No
may-by = As { $role }, { $place }.
may-by-until = As { $role }, { $place }, until { $until }.
may-everybody = Everybody may who has an account here, or holds any role.
may-more = { $count ->
    [one] And in one more place.
   *[other] And in { $count } more places.
}

area-own = Their own account
area-calls = Ringing members
area-banks = Phone banks
area-contests = Contests and campaigns
area-members = Single members
area-roll = The roll as a whole
area-log = The log, and what can be learned
area-accounts = Accounts and roles
area-requests = What takes two people
area-keeping = How long things are kept, and the machine

why-signed-out = They are signed out, or their account has ended.
why-set-up-first = The password and the app are not set yet.
why-lent = They came in with the organisation’s own sign-in, and that adds no other way in.
why-term-ended = The role for it has ended.
why-term-not-begun = The role for it has not begun yet.
why-not-your-role = It takes another role.
why-not-yours-to-give = Others give that role, and nobody gives one to themselves.
why-phase-not-open = It is not the time for it: the contest is not open for calls.
why-frozen = It stands still for now.
why-world-frozen = This installation came out of a backup and stands still.
why-bank-closed = The phone bank is closed for good.
why-bank-not-open = The phone bank is paused or not open.
why-own-record = Nobody changes their own record.
why-own-account = Nobody says which record is their own.
why-own-reason = Nobody reads their own reason.
why-own-covered = An office gave the code that opened this page.
why-look-over = The record was opened too long ago.
why-reason-first = A fuller reason is asked for first.
why-exhibits-spent = They took as many exhibits as one account may in a day.
why-looks-spent = They looked at their own record as often as one account may in a day.
why-not-your-bank = No role of theirs reaches a phone bank where it is done.
why-not-your-campaign = No role of theirs reaches a campaign or contest where it is done.
why-not-your-card = No role of theirs reaches a phone bank where it is done.
why-not-your-import = Only whoever uploaded a file may.
why-second-person = Whoever asked does not decide.
why-same-campaign = It was asked for by or for somebody of their own campaign.
why-ended-another = They ended another colleague's office less than a day ago.
why-renewals-spent = They sent as many invitations again as one account may in a day.
why-whole-roll = It is done for the whole roll, by the organisation's membership officer.
why-takes-two = It takes two people: they may ask for it, and a second person agrees.
why-rings-only = They signed in in a way that is for calls only.
why-show-again = They showed too long ago that it is them.
why-by-hand = A program asked for them, and it takes a person.
why-last-in-office = Nobody else holds that office.
why-not-yours = No role of theirs reaches it.
why-no-such-act = It is not done there.

action-see-own-desk = See their own desk for calls
action-be-dealt-a-card = Be given a member to ring
action-see-the-open-card-again = See the member they are ringing again
action-dial = Ring, or see the number where it is dialled by hand
action-keep-the-card-longer = Keep a member longer while they talk
action-record-an-outcome = Write down how a call ended
action-record-a-late-outcome = Write down late how a call ended
action-pass-on-an-objection = Pass on that a member does not want calls
action-count-who-a-bank-would-ring = Count whom a phone bank would ring, about
action-count-an-audience = Count whom a new phone bank would ring, about
action-watch-a-banks-progress = Watch how a phone bank gets on
action-add-a-bank = Add a phone bank
action-open-a-bank = Open a phone bank for calls
action-pause-a-bank = Pause a phone bank
action-close-a-bank-for-good = Close a phone bank for good
action-add-a-contest = Add a contest
action-add-a-campaign = Add a campaign
action-open-a-phase = Open a contest for calls
action-change-the-months-key = Change the month's key
action-import-a-file = Import a file of members
action-see-an-imports-figures = See the figures of an import
action-take-back-rejected-rows = Take back the rows of their own file that were rejected
action-try-a-file = Try a file without importing it
action-undo-an-import = Undo an import
action-see-whom-an-import-left = See whom their own import left to be looked at
action-search-members = Search for members, behind a mask
action-open-a-member = Open one member's record
action-see-exact-totals = See exact totals and the branches
action-change-the-tree-of-branches = Change the tree of branches
action-correct-a-members-record = Correct a member's record
action-give-a-membership-number = Give or change a membership number
action-add-a-member = Add a member
action-end-or-resume-a-membership = End or resume a membership
action-protect-or-restrict-a-record = Protect or restrict a record
action-lift-a-protection-or-restriction = Lift a protection or restriction
action-write-down-a-members-objection = Write down a member's objection
action-lift-objections-on-the-members-word = Lift objections on the member's word
action-write-a-note-on-a-member = Write a note on a member
action-see-reasons-for-looks = See that a colleague gave a reason for opening a record
action-read-the-reason-for-a-look = Read a colleague's reason for opening a record
action-link-an-account-to-its-record = Say which member's record is a colleague's own
action-look-for-duplicates = Look for members who stand on the roll twice
action-see-possible-duplicates = See which records may be one person, behind a mask
action-say-that-two-records-are-two-people = Say that two records are two people
action-merge-two-records = Merge two records
action-merge-all-identical-records = Merge all identical records
action-see-reports-from-calls = See reports from calls
action-settle-a-report-from-a-call = Settle a report from a call
action-see-the-ledger = See the ledger: who did what and when
action-see-own-record = See what the ledger holds about themselves
action-take-own-record-as-an-exhibit = Take their own record along, with its proofs
action-take-an-exhibit = Take entries of the ledger along, with their proofs
action-see-the-most-that-can-be-learned = See the most that an account or a campaign can learn
action-see-how-the-installation-stands = See how the installation stands
action-see-accounts = See accounts
action-add-an-account = Add an account
action-give-a-role = Give a role alone
action-take-a-role-away = Take a role away
action-see-somebodys-roles = See somebody else's roles and what they may do
action-see-requests = See the requests that wait for them
action-refuse-what-is-to-be-done-alone = Refuse what a colleague would do alone after a day
action-do-alone-what-waited-for-a-day = Do alone, after a day, what nobody else could decide
action-ask-for-what-takes-two-people = Ask for what takes two people
action-decide-anothers-request = Be the second person who decides
action-take-back-ones-own-request = Take back what they asked for
action-set-own-password-and-app = Set their own password and app
action-set-own-password-as-a-caller = Set their own password, without an app
action-show-again-who-one-is = Show again who they are
action-add-a-device-key-of-ones-own = Add the key of a telephone and a PIN for themselves
action-see-own-device-keys = See the keys of their own telephones
action-remove-a-device-key-of-ones-own = Remove the key of a telephone of theirs
action-see-own-passkeys = See their own passkeys
action-see-own-connection = See whether their account is connected with the organisation’s own sign-in
action-connect-own-account = Connect their account with the organisation’s own sign-in
action-disconnect-own-account = Disconnect their account from the organisation’s own sign-in
action-add-a-passkey-of-ones-own = Add a passkey for themselves
action-remove-a-passkey-of-ones-own = Remove one of their own passkeys
action-invite-people-to-ring = Invite people to ring
action-see-invitations = See who is invited
action-take-back-an-invitation = Take an invitation back
action-see-own-sessions = See where they are signed in
action-end-own-sessions = Sign themselves out elsewhere
action-see-own-programs = See which programs act for them
action-make-a-programs-token = Make a program an API token
action-end-a-programs-token = End an API token of their own
action-hand-out-a-new-code = Give a colleague a new code
action-shut-a-colleagues-account = Close a colleague's way in
action-ask-for-a-way-back-in = Ask for a way back in for somebody
action-see-who-waits-for-a-way-back-in = See who waits for a way back in
action-stop-a-way-back-in = Stop a way back in
action-see-what-forgetting-destroys = See what forgetting a member destroys
action-see-who-is-being-forgotten = See when somebody was forgotten; it names nobody
action-see-how-long-things-are-kept = See how long things are kept
action-count-what-would-be-erased = Count what would be erased
action-erase-what-was-kept-long-enough = Erase what was kept long enough

letter-role-given-subject = { $organisation }: { $account } was given a role
letter-role-given-body =
    On { $place } { $account } was given a role. It was asked for by { $asker ->
        [console] the operator at the console
       *[other] { $asker }
    }{ $how ->
        [alone] , who had said so a day before; nobody refused it
       *[two] , and agreed to by { $by }
    }.
    The role: { $role ->
        [membership-officer] membership officer
        [returning-officer] returning officer
        [dpo] data protection officer
        [approver] second person
        [organiser] organiser
       *[other] { $role }
    }.

    If you know nothing of it, ask a colleague in an office at once, by telephone. Any official can end the role on the page "Accounts".
letter-role-ended-subject = { $organisation }: a role of { $account } was ended
letter-role-ended-body =
    On { $place } a role of { $account } was ended, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }.
    The role: { $role ->
        [membership-officer] membership officer
        [returning-officer] returning officer
        [dpo] data protection officer
        [approver] second person
        [organiser] organiser
       *[other] { $role }
    }.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
