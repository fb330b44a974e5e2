## The data protection officer

explorer-title = The ledger
explorer-text = What was done here, newest first. Looking at this page is recorded too.
explorer-one-account = Only { $name }.
explorer-all-accounts = Show all accounts
explorer-kind = What was done
explorer-all-kinds = Everything
explorer-all-campaigns = All campaigns
explorer-from = From day
explorer-until = Until day
explorer-wrong-days = Check the days: the first one comes before the last, and both are dates.
explorer-filter = Show
explorer-empty = Nothing was recorded that fits.
explorer-none-yet = Nothing that fits among those looked through so far. There are older ones.
explorer-entries = Entries, newest first
explorer-index = Place
explorer-not-sequenced = not in the log yet
explorer-when = When
explorer-who = Account
explorer-opened = signed in by { $opened }
explorer-vouched = vouched for by { $by }
explorer-act = What was done
explorer-for = For what
explorer-shown = Shown
explorer-members = { $count ->
    [one] one member
   *[other] { $count } members
}
explorer-nobody = nobody
explorer-older = Older
explorer-shown-title = Looks at members, by day
explorer-shown-text = Whenever somebody was shown something of a member, in the last two weeks, by everybody together. Whoever was shown twice counts twice.
explorer-shown-chart = A column for each day, as high as there were looks. The table has the numbers.
explorer-shown-caption = Looks at members in the last two weeks
explorer-shown-day = Day
explorer-shown-looks = Looks
explorer-shown-members = Members shown
explorer-tried = { $count ->
    [one] was tried once.
   *[other] was tried { $count } times.
}
explorer-tried-numbers = The right password had come with { $count } wrong numbers, and the offices were told.
explorer-tried-more = { $count ->
    [one] And one account more.
   *[other] And { $count } accounts more.
}
explorer-unknown-kind = Kind { $kind }, unknown to this version

event-outcome-amended = A caller changed what came of a card, within a minute
event-number-asked = A caller asked who is ringing them back
event-start = The server started
event-stop = The server stopped
event-version = The version changed
event-configuration = The configuration changed
event-migration = The store's layout changed
event-restore = A backup was restored
event-decoy-begun = A test copy began
event-decoy-account = A tester got an account in the test copy
event-decoy-made = A test copy was made for a licence
event-decoy-entered = A tester asked for a way into a test copy
event-decoy-ended = A test copy ended
event-key-use = A key was used, made or destroyed
event-clock-jump = The machine's clock jumped
event-console = A command was given at the console
event-letters-opened = Letters were opened to be sent
event-letter-bounced = A letter came back
event-letter-given-up = A letter was given up
event-certificate-changed = A new certificate is in use
event-alert-written = An alert was written
event-health-shown = The state of the installation was shown
event-backup-made = A backup was made
event-keys-copied = The keys were copied to another place
event-world-thawed = The installation was let go on after a restore
event-never-again = Objections, leavers and erasures made after a backup were done once more
event-machine-run = A job read sealed fields, shown to nobody
event-practice = Practice was finished
event-own-record-shown = Looked at their own record
event-sessions-shown = Looked at their own sessions
event-sessions-ended = Ended sessions of their own
event-own-exhibit-taken = Took their own record along
event-exhibit-taken = Took an exhibit of the ledger
event-sign-in = Signed in
event-sign-out = Signed out
event-sign-in-refused = Sign-in was refused
event-refusal = Something was refused
event-refusals-counted = Tries of strangers to get in, refused in one minute
event-account-added = An account was added
event-contest-added = A contest was added
event-campaign-added = A campaign was added
event-bank-added = A phone bank was added
event-term-granted = A role was given
event-term-ended = A role was ended
event-accounts-shown = The list of accounts was shown
event-shown-again = Showed again who they are
event-import-begun = An import began
event-import-switched = An import took effect
event-import-abandoned = An import stopped, nothing changed
event-rejects-opened = Rejected rows went back to their uploader
event-import-tried = Tried a file without importing it
event-import-undone = Undid an import
event-import-notes-shown = Was shown whom an import left to be looked at
event-search = Members were searched
event-member-opened = A member was opened
event-reports-shown = Reports from calls were shown
event-report-settled = A report from a call was settled
event-totals-shown = Saw exact totals
event-branch-changed = Changed the tree of branches
event-duplicates-sought = Had the roll looked through for duplicates
event-duplicates-shown = Saw a page of possible duplicates, masked
event-told-apart = Said that two records are two people
event-members-merged = Merged one record into another
event-merge-undone = Undid a merge of two records
event-bulk-merge-begun = Had all identical records merged
event-bulk-merge-ended = All identical records were merged
event-bulk-undo-begun = Had a merge of identical records undone
event-card-dealt = A card was dealt
event-number-shown = A number was shown
event-card-extended = A card was kept longer
event-card-redisclosed = The same card was shown again
event-outcome = A caller told what happened
event-late-outcome = A caller told late what happened
event-objection = A member does not want calls
event-card-unreported = A card's time was up, nothing was told
event-card-taken-over = A card went to another caller
event-audience-counted = Counts of members were shown to a campaign, about
event-bank-opened = A phone bank was opened
event-bank-closed = A phone bank was closed for good
event-bank-paused = A phone bank was paused
event-phase-opened = A phase of the contest was opened
event-counts-shown = Counts were shown
event-exposure-shown = What can be learnt was shown
event-ledger-page-shown = A page of the ledger was shown
event-member-forgotten = A member was forgotten
event-retention-run = What was kept long enough was erased
event-campaigns-shredded = The keys of a contest's campaigns were destroyed
event-campaign-swept = What a campaign's calls and queues still said was erased
event-draw-committed = A contest's terms were laid, and its draw was committed to
event-lot-added = A campaign handed in the fingerprint of its own words for the draw
event-lot-shown = A campaign showed its own words for the draw
event-draw-fixed = The campaigns of a draw were fixed
event-draw-words = Words of a draw could be shown from then on
event-campaign-shown = A campaign's own page was shown
event-draw-shown = What the draw of first calls was made of was shown
event-shredding-shown = A certificate of destruction was shown
event-certificate-shown = A certificate of forgetting was shown
event-forgetting-shown = The list of those being forgotten was shown
event-forgetting-previewed = What forgetting would destroy was shown
event-retention-counted = How much would be erased was counted
event-retention-changed = How long something is kept was changed
event-backup-keep-changed = How long backups are kept was changed
event-alone-asked = Somebody asked to do alone, after a day, what takes two people
event-alone-done = Somebody did alone what takes two people, after a day in which nobody refused
event-request-asked = Somebody asked for what takes two people
event-request-approved = A second person approved a request
event-request-refused = A second person refused a request
event-request-withdrawn = A request was taken back
event-request-lapsed = A request lapsed
event-requests-shown = Requests were shown
event-request-done = What was approved is done
event-request-failed = What was approved could not be done
event-heads = The heads of all accounts
event-checkpoint-mailed = The log's checkpoint was sent out, to be kept
event-witnesses-set = Other witnesses are asked about the log
event-witness-contradicted = A witness showed another history of the log
event-parts-destroyed = What entries said of somebody who was forgotten was destroyed

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
public-log-witnesses = Who else keeps it
public-log-witnesses-text = A witness is somebody else, who keeps what this log looked like and signs that it has only grown. Whoever holds the log's key can't show two people two histories unless the witnesses help.
public-log-no-witness = Nobody countersigns this log yet. Keep copies of checkpoints: they show the same, to you.
public-log-agreed = Enough witnesses countersigned { $size ->
    [one] one entry
   *[other] { $size } entries
}, on { $time }.
public-log-never-agreed = Never yet have enough witnesses countersigned.
public-log-witnesses-table = The witnesses of this log
public-log-witness = Witness
public-log-countersigned = Countersigned
public-log-never = never yet
public-log-now = Now
public-log-up = Up to date.
public-log-unasked = Nobody asks it any more, or nobody does just now.
public-log-behind = Behind since { $time }.
public-log-files = The log lies here as files, as C2SP tlog-tiles names them, under { $address }. A program that checks them needs nothing else. If a log of another name ever takes its place, that one has an address of its own.
public-log-newest-file = The newest checkpoint
public-log-agreed-file = The newest checkpoint that enough witnesses countersigned
witness-cosigned = It was too late for the newest checkpoint.
witness-silent = It doesn't answer.
witness-stranger = It doesn't know this log, or another key of it.
witness-refused = It refuses.
witness-forged = What it answers isn't signed with its key.
witness-wrong-time = What it signs isn't of this time: its clock is more than five minutes from this server's.
witness-strange = It answers strangely: as if it had seen another history of this log, and it shows none.
witness-other-history = It has seen another history of this log, and showed it.
public-log-check-title = Check it yourself
public-log-check = You need the log's name and its key. Keep them from today: a key you read tomorrow proves nothing about today.
public-log-origin = Name
public-log-key = Key
explorer-system = The system
