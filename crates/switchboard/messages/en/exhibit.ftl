## My record

record-title = My record
record-text = What the ledger holds about your account, newest first. Everybody sees their own, also after their access has ended. Looking at this page is recorded too, each time.
record-limit = So it opens at most { $most } times in 24 hours, older pages counted; after that, wait, or take an exhibit.
record-numbers = Members stand here as M1, M2 and so on. M1 is the same member in all lines of this page; on another page it may be somebody else.
record-empty = Nothing was recorded about you yet.
record-entries = Entries
record-members = Members
record-detail = What else was recorded
record-covered = covered
record-number = entry { $number } of this account
record-forgotten = { $count ->
    [one] and one member who can no longer be told
   *[other] and { $count } members who can no longer be told
}
record-forgotten-alone = { $count ->
    [one] one member who can no longer be told
   *[other] { $count } members who can no longer be told
}
record-take-title = Take it along
record-take-text = An exhibit holds your entries with what proves them. You can print it, open it as a table, and have it checked by somebody who trusts neither you nor us, without a network.
record-take = Make my exhibit

## Taking an exhibit

explorer-take = Take an exhibit of this account
explorer-code = They have left and want to see their own record
explorer-code-hint = If { $name } has left, a code lets them see their own record and nothing else. It takes two people: you ask, a second person approves and is shown it, and a letter tells { $name }, if an address is known and mail goes out.
explorer-shut-hint = If { $name } has left and did not ask for it, close it: every code and every session of that account ends at once, and nobody has to agree.
exhibit-ask-title = Take an exhibit
exhibit-ask-text = An exhibit holds entries of the ledger with what proves them, for somebody who has to check them. What it shows, it shows for good. Taking one is recorded.
exhibit-what = What is it of?
exhibit-what-member = Looks at one member
exhibit-what-account = What one account did
exhibit-what-campaign = What was done for one campaign
exhibit-what-span = Everything in a span of time
exhibit-number = Membership number
exhibit-number-hint = For looks at one member
exhibit-behind = Of the looks at the member behind the request or the complaint that you came from. Who it is doesn't stand here: whoever you open, stands in the exhibit.
exhibit-behind-link = Take an exhibit of the looks at this member
exhibit-account = The account
exhibit-account-hint = Its id. Choose the account on the page of the ledger, and it is filled in.
exhibit-campaign = The campaign
exhibit-no-campaign = No campaign
exhibit-from = From
exhibit-from-hint = The first day. Leave it empty to begin with the log.
exhibit-until = Until
exhibit-until-hint = The last day. Leave it empty to end now.
exhibit-opens = What is shown of people
exhibit-opens-hint = Show no more than the reader needs: it can't be taken back.
exhibit-opens-acts = What was done; accounts and members are covered
exhibit-opens-accounts = Accounts too; members are covered
exhibit-opens-members = Accounts and members, at most 20 members in an exhibit
exhibit-why = What for?
exhibit-why-choose = Choose
exhibit-why-person = A person asks what is kept about them
exhibit-why-dispute = Two sides disagree about what happened
exhibit-why-incident = Something has leaked or gone wrong
exhibit-why-authority = An authority or a court asks
exhibit-ask = Show the exhibit
exhibit-wrong-what = Choose what the exhibit is of.
exhibit-wrong-number = Nobody has this membership number. Check it and try again.
exhibit-wrong-behind = The request or the complaint is gone, or the member was forgotten. Go back to what waits.
exhibit-wrong-account = There is no such account. Choose it on the page of the ledger.
exhibit-wrong-campaign = Choose a campaign.
exhibit-wrong-days = Check the days: the first one comes before the last, and none lies in the future.
exhibit-wrong-why = Choose what the exhibit is for.
exhibit-wrong-not-signed = The log is not signed yet. Try again in a minute.

## An exhibit

exhibit-title = Exhibit of the ledger
exhibit-of = Of
exhibit-of-account = What one account did
exhibit-of-member = Looks at one member
exhibit-of-campaign = What was done for one campaign
exhibit-of-span = Everything in a span of time
exhibit-span = Time
exhibit-from-beginning = since the log began
exhibit-part = Part
exhibit-part-more = This is a part: it begins at place { $first } of the log; more may follow from place { $next }.
exhibit-part-last = This is a part: it begins at place { $first } of the log; none follows.
exhibit-version = Version that ran
exhibit-version-unknown = the log does not say
exhibit-log-name = The log's name
exhibit-log-key = The log's key
exhibit-size = Entries in the log
exhibit-root = The log's root
exhibit-files-title = Print it, save it, have it checked
exhibit-files-text = Print this page as it is. Save the page that checks itself for whoever has to check the entries: it opens from a memory stick and needs no network. The files hold the same entries as this page. Where more came into the log since, a file leaves it out and says that it is a part. Each saved file is recorded.
exhibit-file-csv = Save the table (CSV)
exhibit-file-columns = Save what its columns mean (CSV)
exhibit-file-checker = Save the page that checks itself (HTML)
exhibit-file-json = Save the exhibit alone (JSON)
exhibit-more = There may be more, from entry { $next } on.
exhibit-next = Show the next part
exhibit-merged = This person has another record that was merged with this one. Looks at that one are an exhibit of their own.
exhibit-other-record = Show the other record's exhibit
exhibit-entries-title = What was done
exhibit-numbers = Members stand here as M1, M2 and so on, the same in all lines and all files of this exhibit.
exhibit-empty = Nothing was recorded that fits.
exhibit-beside = beside
exhibit-all-title = Is this all of it?
exhibit-all-shown = Yes, up to a point: all that was logged for this account in this time and before { $time } is here, of what stands in the log from place { $first } to before place { $next }. Entry { $entry } of the log pinned then how far every account had come. The saved exhibit proves it.
exhibit-all-beyond = { $count ->
    [one] One entry here is newer than that. The next hour's entry pins it: take the exhibit again after { $time }.
   *[other] { $count } entries here are newer than that. The next hour's entry pins them: take the exhibit again after { $time }.
}
exhibit-all-filled = { $count ->
    [one] One more entry of this account, which doesn't belong here, stands in the exhibit to show that none is missing: only its time, its place, and how many members it was about.
   *[other] { $count } more entries of this account, which don't belong here, stand in the exhibit to show that none is missing: only their times, their places, and how many members each was about.
}
exhibit-all-not-shown = That is not shown yet: no signed entry of the log pins this account's last one, or too many of its entries lie between. Each hour's entry pins it: take the exhibit again after { $time }. If it says the same then, take it of other days.
exhibit-time-title = When it was done
exhibit-time-claim = The times of the entries are what the server's clock said. Nobody else's clock was asked. Only witnesses can bound them:
exhibit-time-after = none of these entries was in the log before { $time }, when a witness signed what it held then
exhibit-time-no-after = no witness signed an earlier state of the log that is kept here, so nothing says that the entries are not older
exhibit-time-seen = all of them were in it by { $time }, when a witness signed
exhibit-time-no-seen = no witness has signed this state of the log, so only the organisation says when it was so
exhibit-proved-title = What this proves
exhibit-proved-in-log = These entries stand in the log that the organisation signed, at these places.
exhibit-proved-parts = What is shown of them is what was logged at that time, byte for byte. What is covered is there, and was not changed either.
exhibit-proved-run = Where an account's entries are numbered on without a gap, each names the one before it: none was taken out of this chain between the first and the last.
exhibit-not-proved-title = What it does not prove
exhibit-not-proved-all = That there is no entry before the first or after the last of these, and that everything that was done was logged.
exhibit-not-proved-newer = That nothing newer was logged than what is pinned above, and that everything that was done was logged.
exhibit-not-proved-split = That everybody is shown this chain. Whoever holds the log's signing key can give one number to two entries and show each to another reader: in two logs, unless enough witnesses signed, or in one. The hour's entry “The heads of all accounts” says which chain is the account's, up to that entry and no further; that it says so of one chain alone is seen by whoever is shown all its rows.
exhibit-not-proved-time = That the server's clock was right.
exhibit-not-proved-names = Names of people, campaigns and kinds of acts, and the numbers of covered members: those are the word of whoever made the exhibit.
exhibit-not-proved-key = That the log's key and the witnesses' keys are the right ones. Compare them with those that somebody you trust handed on to you.
exhibit-not-proved-root = That nobody with full power over the machine looked at its data without an entry, or kept an act out of the log before it was written. What was once in the log under a witness's signature could not be changed even by them.
exhibit-columns-title = What the columns of the table mean
exhibit-col-index = The entry's place in the log, from 0
exhibit-col-ms = When, by the server's clock, in milliseconds since 1970 in UTC
exhibit-col-utc = The same as a date and a time in UTC
exhibit-col-local = The same by the clock of the organisation's place
exhibit-col-account = The id of the account that acted; empty where it is covered
exhibit-col-account-name = Its name, as the server knows it
exhibit-col-number = Which of the account's entries it is, from 1; empty where it is covered
exhibit-col-opened = How the account had signed in
exhibit-col-kind = What was done, as a number
exhibit-col-kind-words = What was done, in the words of this version
exhibit-col-purpose = What it was for
exhibit-col-campaign = For which campaign
exhibit-col-bank = In which phone bank
exhibit-col-fields = The fields of members that were shown, separated by commas
exhibit-col-members = The members whom it touched, as M1, M2 and so on
exhibit-col-forgotten = How many members it touched who can no longer be told
exhibit-col-detail = What else was recorded; empty where it is covered
exhibit-col-beside = Whether the entry only stands beside the others, as the one that says which version ran
