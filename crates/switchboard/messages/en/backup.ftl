## After a restore

frozen-title = Everything stands still
frozen-banner = This was restored from a backup and stands still. What you see is as of { $time }.
frozen-more = What this means
frozen-text = Something broke, and this was restored from a backup. Until two officers have looked at it and let it go on, nobody can ring anybody, look anybody up or change anything.
frozen-since = Restored
frozen-as-of = As it was
frozen-lost = What was written down after that moment is missing: results of calls, changes to members, imports.
frozen-kept = What was not lost: who objected to calls, whose access was ended, and who was erased. That was done again.
frozen-next = What happens now
frozen-sign-in = If you hold an office here, sign in to help it go on.
frozen-sign-in-link = Sign in
frozen-wait = You need not do anything. Two officers let it go on, then calls can begin again. If you were in the middle of a call, write its result on paper and keep the paper safe.
frozen-ask-text = Ask that it go on; another officer then approves it. Before you do, look whether what is missing can be brought back: the last import, the last evening's results.
frozen-requests-link = To the requests that wait
frozen-because = Why it may go on
frozen-because-hint = What you looked at, for the officer who approves it.
frozen-because-missing = Say why, in a few words.
frozen-ask = Ask that it go on

request-kind-thaw-world = Let everything go on after a restore
requests-about-thaw = Nobody can ring or look anybody up until then

refusal-world-frozen = This was restored from a backup and stands still until two officers let it go on. Nothing was changed.

public-log-before-title = What came before
public-log-before = This log goes on from another one, which ended when a backup was restored on { $time }.
public-log-before-origin = Name of the log before
public-log-before-size = Entries it had signed
public-log-before-root = Its last root known here
public-log-before-from = Of these, entries that are in this log too
public-log-before-lost = { $lost ->
    [0] No signed entry was lost.
    [one] One signed entry was lost with what broke. Whoever kept the log before can still show it.
   *[other] { $lost } signed entries were lost with what broke. Whoever kept the log before can still show them.
}
