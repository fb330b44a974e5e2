## One member

purpose-rings-us = The member is on the telephone, or here
purpose-letter = A letter or an e-mail of the member
purpose-after-report = To correct what a caller reported
purpose-joins-or-leaves = The member joins or leaves
purpose-data-request = The member asks what we keep about them
purpose-other = Something else, said below

member-open = Open
member-open-title = What do you open this record for?
member-open-purpose = What do you open a record for?
member-open-hint = This is recorded with your name, and the member can be told of it.
member-open-words = In your words (needed for "something else")
member-open-choose = Choose what for, then open the one you look for.

words-short = This says too little. Write a sentence that a colleague understands.
words-long = This is too long. Shorten it to 2,000 characters.

why-drawn = This record was drawn: about one in ten is asked for a fuller reason.
why-own = This is your own record. Looks at one's own record are always read by a colleague.
why-colleague = This is a colleague's record, or was once said to be. Looks at such a record are always read by a second person.
whose-own = This is your own record.
whose-colleague = This is a colleague's record, or was once said to be.

member-reason-title = Say more before you look
member-reason-text = Write why you need this record. A second person reads it, and may ask you about it. Nothing of the member is shown before.
member-reason-words = Why do you need this record?
member-reason-hint = One or two sentences. They are kept with the record.
member-reason-button = Send and open the record
member-reason-leave = Don't open it, search again
member-opened-for = Opened for:

member-title = One member
member-open-until = It stays open until { $time }. Showing this page is recorded.
member-phone = Telephone
member-mobile = Mobile
member-landline = Landline
member-work-phone = Telephone at work
member-covered = This record is protected or restricted, so it is covered.
member-uncover = Show all of it
member-uncover-hint = This is recorded as a step of its own.
member-own-unchanged = You can't change your own record. Ask a colleague.

member-calls-title = Calls
member-calls-fine = Nothing stands against calls.
member-is-protected = Protected: never on any desk. Only officers see this.
member-is-restricted = Restricted: kept and not used, never on any desk. Only officers see this.
member-is-deceased = Has died. Nobody rings.
member-is-do-not-call = The roll says not to call.
member-objects-any = Doesn't want calls from any campaign.
member-objects-anyone = Doesn't want calls from anyone here.
member-objects-to = { $count ->
    [one] Doesn't want calls from one campaign.
   *[other] Doesn't want calls from { $count } campaigns.
}
member-resting = Not rung before { $time }.

member-object-title = The member doesn't want calls
member-object-whose = Calls from
member-object-all = Any campaign
member-object-button = Stop these calls
member-object-hint = It works at once. A card that is open goes off its desk.
member-allow-title = The member says calls are fine again
member-allow-text = Only the member can take an objection back. All of theirs end. Where somebody else has the same number and objects, that number stays stopped.
member-allow-words = What the member said, and how
member-allow-button = Allow calls again
member-protect-title = Protect this member
member-protect-text = For the member's safety, as with stalking or a request of the police: they leave all lists to ring at once, and only officers know.
member-protect-button = Protect
member-protect-lift = Lift the protection
member-restrict-title = Restrict this record
member-restrict-text = As a member may ask while something is in dispute: the record is kept, counted and shown covered, and is not used.
member-restrict-button = Restrict
member-restrict-lift = Lift the restriction
member-mark-words = Why

member-notes-title = Notes
member-notes-none = There are no notes to read here.
member-note-words = A new note
member-note-button = Keep the note
member-note-hint = The member can ask to read it.
note-note = Note
note-protected = Why it was protected
note-protected-lifted = Why the protection was lifted
note-restricted = Why it was restricted
note-restricted-lifted = Why the restriction was lifted
note-calls-allowed = Why calls are allowed again
note-ended = Why the membership ended
note-resumed = Why the membership goes on

told-waits = It waits to be settled.
told-right = It was right.
told-mistaken = It was a mistake.

member-changes-title = Changes
member-changes-first = first version
member-looks-title = Who looked
member-looks = { $count ->
    [one] Officers opened this record once, this time included.
   *[other] Officers opened this record { $count } times, this time included.
}
member-looks-before = The time before: { $time }.
member-entries = { $count ->
    [one] One entry of the ledger is about this member.
   *[other] { $count } entries of the ledger are about this member.
}
member-looks-ledger = Who opened records, in the ledger
member-another = Find another member

member-said-noted = The note is kept.
member-said-protected = The member is protected, and off every desk.
member-said-restricted = The record is restricted, and off every desk.
member-said-lifted = It is lifted. What else stands against calls goes on standing.
member-said-objected = These calls are stopped.
member-said-allowed = What the member objected to has ended. A telephone number that is still objected to is not rung; an officer of the whole organisation can look at it.

reasons-title = Reasons to read
reasons-text = Colleagues gave these reasons before they opened a record. Read each: is it a reason to look? Where a reason was asked for and none came within an hour, that stands here too. Showing this page is recorded.
reasons-never = Asked, never answered. A reason was asked for before this record was opened, and none came. Nothing of the member was shown.
reasons-none = No reason waits for you.
reasons-by = { $name } looked
reasons-questioned = Somebody has asked about this. When it is cleared up, say that it is fine.
reasons-said-fine = Written down: it is fine.
reasons-said-ask-about = Written down: it is asked about. Speak with your colleague.
reasons-said-before = This reason was read before. Nothing was changed.
reading-fine = It is fine
reading-ask-about = Ask about it

colleagues-title = Which records are colleagues' own
colleagues-text = Who works here may be a member too. When it is known which record is theirs, a second person reads every look at it, and they can't change it themselves. If you say another record later, looks at the first are read all the same.
colleagues-not-own = You can't say which record is your own. Ask a colleague.
colleagues-linked = known
colleagues-not-linked = not known
colleagues-account = Colleague
colleagues-number = Their membership number
colleagues-button = This record is theirs
colleagues-said-linked = It is known now.
colleagues-said-no-member = No member has this number. Look it up and type it again.

refusal-own-record = This is your own record. Ask a colleague to change it.
refusal-own-account = This account is your own. Ask a colleague to say which record is yours.
refusal-own-reason = This reason is your own. A colleague reads it.
refusal-look-over = This record was opened too long ago. Search for it again.
refusal-reason-first = A fuller reason is asked for first. Go back to the record.

event-reason-asked = A fuller reason was asked for before a look
event-reason-given = A fuller reason for a look was given
event-reasons-shown = Reasons for looks were shown
event-reason-read = A second person read a reason
event-member-corrected = A member's record was corrected
event-member-added = A member was added by hand
event-membership-ended = A membership was ended
event-membership-resumed = A membership was resumed
event-member-protected = A member was protected
event-protection-lifted = A protection was lifted
event-member-restricted = A record was restricted
event-restriction-lifted = A restriction was lifted
event-calls-allowed = Objections ended on the member's word
event-note-written = A note was written
event-account-linked = An account was linked to its own record
event-contact-uncovered = A covered record was asked for once more

home-reports-wait = { $count ->
    [0] none waits
    [one] one waits
   *[other] { $count } wait
}
home-kept = { $count ->
    [one] You keep the roll of { $branch }.
   *[other] You keep the roll of { $branch } ({ $count } branches, with those under it).
}
home-reasons-questioned = { $count ->
    [one] Somebody asks about a reason for opening a record that you gave, or never gave. Speak with your colleagues.
   *[other] Somebody asks about { $count } reasons for opening records that you gave, or never gave. Speak with your colleagues.
}
nav-reasons = Reasons to read
nav-reasons-hint = Why colleagues opened records
reports-correct = Right: open the record and correct it

correct-title = Correct this record
correct-text = What you leave empty is cleared. It takes effect at once, also on the next card that is dealt. The entry names the fields, not what stands in them.
correct-wrong = Something can't be read yet. Nothing was changed. Look at the fields below.
correct-elsewhere = You do not keep the roll of that branch. Type the name of one that you keep, or of one under it; to move somebody elsewhere, ask the organisation's membership officer. Nothing was changed.
member-add-text-branch = For somebody who joins now. The name is needed, and one of the branches whose roll you keep.
member-add-number = They get a number for the time being. The organisation's membership officer gives the real one.
correct-taken = This membership number is another member's. Nothing was changed.
correct-number = Number { $count }
correct-number-kind = Kind of number { $count }
correct-button = Save
correct-back = Back without saving
member-add-title = Add a member
member-add-text = For somebody who joins now. Membership number and name are needed.
member-add-button = Add
wrong-name = A first name or a family name is needed, each at most 200 characters.
wrong-external = A membership number is needed, at most 64 characters.
wrong-phone = We can't read this number. Write it like 07700 900123, or with + and the country code.
wrong-email = This is not an e-mail address. Write it like name@example.org.
wrong-address = The address holds something that can't be shown, or is too long.
wrong-birth-date = We can't read this date, or nobody is born on it. Write it like 24/03/1961.
wrong-branch = The name of this branch is too long or can't be shown.
wrong-kind = This kind of membership is too long or can't be shown.
wrong-joined-on = We can't read this. Write a year like 1998, or a date like 24/03/1998.
wrong-ends-on = We can't read this date. Write it like 31/12/2026.
wrong-area = We can't keep this area. Shorten it to 80 characters.
wrong-tags = We can't keep these tags. Write at most 16, with commas between them, each of at most 40 characters.
member-ended = The membership ended on { $time }.
member-ended-not-in-roll = The member didn't stand in a file that was the whole roll.
member-ended-by-hand = An officer ended it.
member-ended-undo = The file that brought the member in was taken back.
member-end-title = End the membership
member-end-text = Nobody rings the member from then on. Nothing is deleted.
member-end-button = End the membership
member-resume-title = Resume the membership
member-resume-text = The membership goes on. What else stands against calls goes on standing.
member-resume-button = Resume the membership
member-changes-by-hand = by hand
member-changes-by-file = from a file
member-said-corrected = The record is corrected. It is in force now.
member-said-unchanged = Nothing was changed: it said what was known.
member-said-added = The member is in the roll.
member-said-ended = The membership has ended.
member-said-resumed = The membership goes on.
