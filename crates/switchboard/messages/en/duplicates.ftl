
## Members who may stand on the roll twice

nav-duplicates = Duplicates
nav-duplicates-hint = People who may stand on the roll twice
purpose-duplicate = They may stand on the roll twice

duplicates-title = Possible duplicates
duplicates-text = These may be one person who stands on the roll twice. Nobody is merged by itself: compare the two, and decide.
duplicates-looked = { $count ->
    [one] One member was compared, { $time }.
   *[other] { $count } members were compared, { $time }.
}
duplicates-never = The roll has not been looked through yet. It is looked through each night.
duplicates-is-looking = The roll is being looked through. That takes up to a minute.
duplicates-again = Look again
duplicates-look = Look through the roll now
duplicates-none = No pair waits for you.
duplicates-open = { $count ->
    [one] One pair waits
   *[other] { $count } pairs wait
}
duplicates-identical = { $count ->
    [one] One pair says the same in every field.
   *[other] { $count } pairs say the same in every field.
}
duplicates-alike = { $count } in 100
duplicates-score = Likely by { $count } of 100 points.
duplicates-pair-identical = They say the same in every field.
duplicates-compare = Compare
duplicates-apart = They are two people
duplicates-more = The next pairs
duplicates-first = Back to the first pairs
duplicates-said-looking = The roll is being looked through.
duplicates-said-apart = They are two people. You won't be asked about them again.
duplicates-said-stale = This page was too old, or somebody else has decided. Here are the pairs as they are now.

alike-same-name = The same name
alike-alike-name = Names much alike
alike-swapped-name = First name and surname the other way round
alike-other-surname = The same first name with another surname
alike-same-number = the same telephone number
alike-same-email = the same e-mail address
alike-same-birth-date = the same birth date
alike-alike-birth-date = birth dates that differ by a slip
alike-same-address = the same address
alike-same-postcode = the same postcode
alike-alike-membership = the same membership number, written otherwise
alike-same-branch = the same branch
alike-bare = little is known of one of them
alike-other-birth-date = The birth dates differ
alike-other-middle-name = The middle names differ
alike-other-suffix = What stands behind the names differs

compare-title = One person or two?
compare-back = Possible duplicates
compare-reason-text = Write why you compare these two records. A second person reads it. Nothing of either member is shown before.
compare-reason-button = Send and compare
compare-one = First
compare-other = Second
compare-numbers = Telephone numbers
compare-nothing = nothing
compare-covered = covered
compare-both = All of both
compare-marks = Calls
compare-no-marks = Nothing stands against calls.
compare-objects = Doesn't want calls.
compare-former = The membership has ended.
compare-since = On the roll since
compare-own = One of these is your own record. Ask a colleague to merge them.
compare-merge-title = They are one person
compare-merge-text = One record stays. The other goes on under it: its membership number still leads here, and its calls and looks stay on the books.
compare-keep = Which record stays?
compare-keep-hint = Its membership number stays. Where one membership has ended, keep the one that goes on.
compare-marks-stay = Objections, protections and restrictions of either stay.
compare-words = Why they are one person (if you want to say more)
compare-merge = Merge them
compare-merge-hint = The record that goes leaves every desk at once. You can undo this.
compare-apart-hint = They stay as they are, and you won't be asked about them again.
compare-busy = An import is running, which may be writing about them. Try again when it has ended.
compare-ended = The record that stays would be a former member's, though one of the two is a member. Keep the record that goes on, with its day of ending. Nothing was changed.
compare-before = They are one record already, or somebody else has merged one of them. Nothing was changed.
member-said-merged = The two are one record now.
member-ended-merged = This person goes on under another record.
member-merged = { $count ->
    [one] One other record was merged into this one.
   *[other] { $count } other records were merged into this one.
}
note-merged = Why two records were merged

merges-title = Merges made
merges-text = The first stays; the second goes on under it. An undo puts both back on the roll.
merges-none = Nobody was merged.
merges-undo = Undo
merges-more = Older merges
merges-of-many = One of many merged together.
merges-left = These fields stay as they are now, because they have changed since or stop calls:
merges-stopped = Calls to both are stopped, because an objection, a mark or an end came since the merge. Look at each.
merges-said-undone = It is undone. Both stand on the roll again.
merges-said-before = It was undone before, or one of the two is forgotten.
merges-said-later = This record was merged into a third since. Undo that first.

identical-title = Merge all identical records
identical-text = These pairs have the same name and say the same in every field, or one of them says nothing there (the branch must be the same in both); and the birth date, or both an e-mail address and a number, are the same. A number or an e-mail address alone never makes two people one: a household shares them. The record that stood on the roll first stays.
identical-none = No two records say the same.
identical-merge = { $count ->
    [one] Merge this pair
   *[other] Merge all { $count } pairs
}
identical-hint = Each pair is recorded. You can undo all of it as one.
identical-running = It is being done.
identical-before = Done before
identical-done = { $done } of { $total } pairs are merged.
identical-left-out = { $count ->
    [one] One pair was left out, because it had changed.
   *[other] { $count } pairs were left out, because they had changed.
}
identical-undo = Undo all of it
identical-said-begun = It has begun. You can leave this page.
identical-said-changed = The number of pairs has changed meanwhile. Look at it, and decide once more.
identical-said-busy = Another merge of many is under way. Wait until it has ended.
identical-said-not = There is nothing to undo here.
bulk-merging = Merging.
bulk-merged = Merged.
bulk-undoing = Undoing.
bulk-undone = Undone.
bulk-stopped = Stopped, because whoever began it may not merge any more.
