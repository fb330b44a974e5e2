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
