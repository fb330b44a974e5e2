## What an import means

import-extent = What is this file?
import-extent-partial = Some members, or some of what we know of them. It adds and changes. Nobody leaves.
import-extent-full = The full roll: every member stands in it. Whoever is missing has left.
import-ends-max = How many may leave at most
import-ends-max-hint = Only for the full roll. Leave it empty, and more than a few are stopped, in case a filtered sheet was saved. A number, or a percentage such as 7%.
import-match = How members are known
import-match-external = By their membership number
import-match-email-name = By e-mail address and name together
import-match-number-name = By telephone number and name together
import-match-email-number = By e-mail address and telephone number together
import-new-numbers = New members without a number get one that begins with
import-new-numbers-hint = Only where members are not known by their membership number. Leave it empty, and such rows come back to you.
import-clears = Empty cells
import-clears-none = Empty cells change nothing.
import-clears-all = An empty cell clears what we have. Names and "do not call" are never cleared.
import-try = Try it first
import-try-hint = Trying changes nothing and shows about how much would change. It is recorded, and so many files can be tried in a day. An import that is stopped because of who is on the roll counts as one of them.
import-error-tried-out = You have tried { $number } files today, or had them given up because of who is on the roll. That is all for one day. Nothing was changed. Mend the file meanwhile and go on tomorrow. If it can't wait, ask a colleague who may import too.
import-error-rows-out = You have tried as many rows as you may in one day. Go on tomorrow, or import the file.
import-error-told-out = Too many rows of this file would come back to you because of who is on the roll. Nothing was changed. Look whether members are known by the right things, and whether new ones are to get a number; otherwise go on tomorrow.
import-error-no-match = The file does not hold what members are to be known by. Check the headings, or choose another way.
import-ended = Left
import-resumed = Back again
import-by-hand = Changed here by hand meanwhile
import-left = Left as they are, because they changed or were merged since
import-fields = What changed
import-stopped = { $count ->
    [one] One person in your last roll is not in this file.
   *[other] { $count } people in your last roll are not in this file.
} Did you save a filtered sheet? Nobody has been removed.
import-stopped-unclear = { $count ->
    [one] One row doesn't say whose it is, so it can't be told who has left. Nobody has been removed.
   *[other] { $count } rows don't say whose they are, so it can't be told who has left. Nobody has been removed.
}
import-stopped-more = Nothing of the file was taken. If all of them have left, send the file again and type { $count } where the form asks how many may leave. If not, save the sheet again without a filter.
import-stopped-more-unclear = Nothing of the file was taken. Mend those rows, or send the file as some members.
import-undo-title = Undo
import-undo-text = What this file changed goes back to what it was. What changed again since stays, and is listed. Objections stay.
import-undo = Undo this import
import-is-undo = This undid an earlier import. It took effect on { $time }.
import-was-undone = This import was undone.
import-notes = { $count ->
    [one] See the one to look at
   *[other] See the { $count } to look at
}

tried-title = What the file would do
tried-nothing-changed = Nothing has changed.
tried-rounded = Counts of members are rounded, and not said below ten, so that trying a file never tells who is a member.
tried-refused = People whose rows would come back
tried-repeated = People named a second time
tried-too-many = So many would leave that the import would stop. Did you save a filtered sheet?
tried-unclear = { $count ->
    [one] One row doesn't say whose it is. Of a full roll that would stop the import.
   *[other] { $count } rows don't say whose they are. Of a full roll that would stop the import.
}
tried-leaving = Would leave
tried-parts-title = Column by column
tried-part = What
tried-filled = Rows of the file that say it
tried-would-change = Members it would change
tried-first-title = The first rows, as we read them
tried-first-text = These words come from your file alone, and nothing from the roll. Is each in its place?
tried-line = Line { $line }
tried-turned-back-title = Rows that can't be taken
tried-back = Choose the file again to import it

notes-title = Members to look at
notes-none = There is nobody to look at.
notes-text = Look these up by their membership number. Showing this page is recorded.
notes-merged = This record and another were merged. Undo the merge first, then end or resume the membership by hand.
notes-more = Show the next ones
notes-back = Back to the import

part-number = Membership number
part-name = Name
part-mobile = Mobile number
part-landline = Landline number
part-work-phone = Number at work
part-phone = Telephone number
part-email = E-mail address
part-address = Postal address
part-branch = Branch
part-kind = Kind of member
part-birth-date = Date of birth
part-joined-on = Year of joining
part-ends-on = Membership ends
part-do-not-call = Do not call
part-deceased = Has died
part-area = Area
part-tags = Tags

## Why a row was not taken. It stands behind a column's heading and in a file: it begins small, and has no full stop

reject-in-column = column `{ $column }`: { $reason }
reject-cells = the row has { $found } cells and the header { $expected }; look for a missing comma or quotation mark
reject-lines = the row runs over { $lines } lines; look for a missing quotation mark
reject-encoding = the row holds letters in another encoding than the rest of the file; type those letters again
reject-label-empty = this is empty; fill it in
reject-label-control = this holds a character that can't be shown; type it again
reject-label-long = this is too long; shorten it to { $most } characters
reject-tag-control = a tag holds a character that can't be shown; type it again
reject-tag-long = a tag is too long; shorten it to { $most } characters
reject-tags-many = there are more than { $most } tags; leave some out
reject-name-empty = there is no name; fill in a first name or a surname
reject-name-control = the name holds a character that can't be shown; type it again
reject-name-long = the name is too long; shorten each part to 200 characters
reject-phone-empty = this is empty; fill it in; write it like { $example }
reject-phone-words = this holds words; leave only the number; write it like { $example }
reject-phone-shortened = a spreadsheet has shortened this number; format the column as text, and type the number again; write it like { $example }
reject-phone-several = this holds several telephone numbers, and not all can be read; give each a column of its own; write it like { $example }
reject-phone-form = this is not a telephone number we can read; write it like { $example }
reject-phone-no-such-country = there is no such country code; write it like { $example }
reject-phone-no-area-code = the area code is missing; write it like { $example }
reject-phone-too-short = this telephone number is too short; a digit may be missing; write it like { $example }
reject-phone-too-long = this telephone number is too long; a digit may be doubled; write it like { $example }
reject-phone-wrong-length = this telephone number has a digit too many or too few; write it like { $example }
reject-example-abroad = +44 7700 900123, with the country code
reject-phones-many = the row has more than { $most } telephone numbers; leave some out
reject-cell-formula = this is a formula and not its result; copy the column, paste it again as values, and save
reject-cell-error = a spreadsheet's error stands here; mend the cell, or leave it empty
reject-cell-shortened = a spreadsheet has shortened this number; format the column as text, and type the number again
reject-cell-date = a spreadsheet has made a date of this; format the column as text, and type it again
reject-email-empty = this is empty; fill it in
reject-email-several = this holds more than one e-mail address; leave only one, without words around it
reject-email-web = this is a web address; write an e-mail address like name@example.org, or leave it empty
reject-email-form = this is not an e-mail address; write it like name@example.org
reject-email-long = this is too long for an e-mail address; check it
reject-address-control = the address holds a character that can't be shown; type it again
reject-address-long = the address is too long; keep to 10 lines of 300 characters, and 16 for the postcode
reject-birth-date-early = this is before 1900; correct it, or leave it empty when it is not known
reject-day-form = this is not a date we can read; write it like 1960-04-03
reject-day-no-such-day = there is no such day in the calendar; check day and month
reject-day-short-year = the year has two digits; write all four
reject-day-serial = this is a spreadsheet's own number for a date; format the column as a date and save again
reject-repeated = this member stands in the file already, on an earlier line; keep one of the two
reject-nameless = nobody on the roll has this number, and the row holds no name to make a new member of
reject-numberless = the row holds no membership number
reject-nothing-to-match = the row holds nothing to know its member by; fill in what --match says
reject-new-number = nobody on the roll fits this row, and it holds no membership number; give it one, or have numbers made with --new-numbers PREFIX
reject-number-taken = another member stands under this membership number, who doesn't fit the rest of the row
reject-several-fit = more than one member fits this row; give it a membership number
reject-shared-by-many = so many members share what this row holds that nobody can tell whose its objection is, and calls to all of them are stopped; lift it on the records of those who aren't meant, and give the row a membership number
reject-another-number = the member who fits this row stands on the roll under another membership number
reject-provisional = the member who fits this row was added by a branch's officer under a number for the time being, and the row doesn't say that branch; give the member their membership number first
reject-forgotten-too = this row fits a member, and two things in it are those of somebody who was forgotten; give it the member's membership number, or take it out of the file
reject-forgotten = this member was forgotten on { $day }; take them out of the file
reject-forgotten-by-two = this member was forgotten on { $day }; take them out of the file. If this is somebody else, or they have joined again, add them by hand under a membership number
reject-unknown = this row was not taken; import it again to read why
rejects-line = line
rejects-reason = reason
