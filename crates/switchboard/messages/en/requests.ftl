## What takes two people

nav-requests = Requests
nav-requests-hint = Decide what a colleague asked for, and see what became of what you asked for.
requests-title = Requests
requests-text = Some things take two people: one asks and says why, and somebody else decides. When you approve, it is done at once, under both your names. Showing this page is recorded.
requests-waiting = Waiting for you
requests-none = Nothing waits for you.
requests-none-here = No newer request waits for you. Older ones may.
requests-own = What you asked for
requests-own-none = You have asked for nothing yet.
requests-asked = Asked by { $name },
requests-asked-console = Asked at the machine itself,
requests-until = You can decide until { $time }.
requests-own-until = Somebody else can decide until { $time }.
requests-reason = Why
requests-reason-gone = The reason was forgotten with the member.
requests-decided = Decided by { $name },
requests-decision = What they said
requests-word = Why you decide so
requests-word-hint = You need not say why you approve. If you refuse, say why.
requests-approve = Approve: do it now
requests-refuse = Refuse
requests-withdraw = Take it back
requests-finish = Do it now
requests-alone = So few people hold an office here that there may be nobody else to agree. Unless somebody refuses, whoever asked may do this alone from { $time }. You can refuse it until it is done.
requests-own-alone = You asked to do this alone. Every office was told by letter, and any of them can refuse it. If nobody does, come back after { $time } and do it.
requests-own-alone-due = The day is over and nobody has refused. You can do it now, if there are still fewer than four people in an office.
requests-more = Show the next ones
requests-first = Back to the oldest
requests-member-forgotten = A member who is forgotten
requests-about-keep = { $months ->
    [one] Keep for one month: { $what }
   *[other] Keep for { $months } months: { $what }
}
requests-about-backups = { $days ->
    [one] Keep backups for one day. Those that are older than that can't be read any more.
   *[other] Keep backups for { $days } days. Those that are older than that can't be read any more.
}
requests-about-keep-ever = Keep for ever: { $what }

requests-about-record-told = A letter to their own address was written; it may still wait or have come back, so reach them yourself before you approve. Whoever approves is shown the code, and hands it to them alone.
requests-about-record-untold = No address of theirs is on file, so no letter told them: reach them yourself before you approve. Whoever approves is shown the code, and hands it to them alone.
requests-about-back-told = A new code for their account. A letter to their own address was written; it may still wait or have come back, so speak to them yourself before you approve. Whoever approves is shown the code, and hands it to them alone.
requests-about-back-untold = A new code for their account. No address of theirs is on file, so no letter told them: speak to them yourself before you approve. Whoever approves is shown the code, and hands it to them alone.
requests-said-handed = You approved it. The code was shown to you once.
requests-said-done = You approved it. It is done.
requests-said-begun = You approved it. It is being done.
requests-said-failed = You approved it, but it could not be done any more. Nothing was changed.
requests-said-refused = You refused it. Nothing was changed.
requests-said-withdrawn = You took it back. Nothing was changed.
requests-said-asker-left = Whoever asked does not hold the role any more, so the request lapsed. Nothing was changed. If it is still right, ask for it yourself.
requests-said-waits = Whoever asked is frozen just now, or what they asked about is. The request waits, and nothing was changed. Decide it when the freeze is over.
requests-said-why = To refuse, say why in a few words, at most 500 letters. Nothing was changed.
requests-said-asked = Your request waits for a second person.
requests-said-asked-alone = You asked to do this alone. Every office is told by letter. Come back when the day is over.
requests-said-already = The same was asked for already and waits for a second person.

request-not-same-person = You asked for this, so somebody else must decide. Nothing was changed.
request-not-theirs = Only whoever asked can take a request back. Nothing was changed.
request-not-time-up = The time to decide is over. If it is still right, ask again.
request-not-still-time = There is still time to decide. Nothing was changed.
request-not-decided = This was decided before. Nothing was changed.
request-not-not-approved = This is not approved. Nothing was done.
request-not-alone = This waits for a second person. Nothing was done.
request-not-day-over = The day in which everybody can refuse is not over. Nothing was done.

request-kind-forget-member = Forget a member
request-kind-change-retention = Change how long something is kept
request-kind-change-backup-keep = Change how long backups are kept
request-kind-open-record = Make a code that opens somebody's own record
request-kind-recover-account = Make a new code for somebody who can't sign in any more

request-state-asked = Waits for a second person
request-state-approved = Approved, being done
request-state-refused = Refused
request-state-withdrawn = Taken back
request-state-lapsed = Lapsed
request-state-done = Done
request-state-failed = Approved, but it could not be done

record-code-title = A code for somebody's own record
record-code-text = For { $name }. It works once, until { $until }, and opens their own record and nothing else. It is shown only here and only now.
record-code-how = Hand it to { $name } alone, by voice or on paper: whoever has it sees what { $name } did here and when. They type it on the sign-in page. They and every office hear by letter that it was made.
role-code-title = A code for a new role
role-code-text = For { $name }. It works once, until { $until }, and is shown only here and only now. What they signed in with until now opens nothing any more.
role-code-how = Hand it to { $name } alone, by voice or on paper. They type it on the sign-in page; an office sets a password and an app with it first.
back-code-title = A new code
back-code-text = For { $name }. It works once, until { $until }, and is shown only here and only now. Until they use it, what they signed in with before still works.
back-code-how = Make sure that it is { $name } whom you speak to, and give it to them alone, by voice or on paper. They type it on the sign-in page; an office then sets a new password and a new app.
record-code-back = Back to the requests

retention-ended-members = Members whose membership ended, forgotten for good
retention-outcomes = What came of calls, with the member it was about
retention-notes = Notes that callers wrote
retention-officers-notes = Notes that officers wrote on a member
retention-looks = Who opened a record and for what, when the reason was read
retention-reports = Reports from calls that were mistakes
retention-rejected-rows = Rows of files that were given back
retention-sessions = Sessions that are over

letter-record-code-asked-subject = { $organisation }: somebody asked for a code that opens your record
letter-record-code-asked-body =
    On { $place } a code was asked for that opens what the log holds about your own account, { $account }: what you did there and when. It was asked for by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }. A second person can approve it until { $due }; before that there is no code.

    If you asked for it, nothing is to be done: whoever approves it will hand you the code.
    If you did not, say so at once, by telephone, to an office of { $organisation } other than whoever asked: they can refuse it on the page "Requests".
letter-record-code-made-subject = { $organisation }: a code was made for { $account }'s own record
letter-record-code-made-body =
    On { $place } a code was made that opens what the log holds about { $account }: what they did there and when, and nothing else. It was asked for by { $asker ->
        [console] the operator at the console
       *[other] { $asker }
    }, and approved by { $by }, who was shown it. It works once, until { $due }.

    If you are { $account } and did not get it, or if you know of a reason against it, ask an office of { $organisation } at once, by telephone, what became of it.
letter-request-waits-subject = { $organisation }: a request waits for a second person
letter-request-waits-body =
    On { $place } something was asked for that takes two people, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }: { $what }.

    One of you can decide it until { $due }, on the page "Requests". Why it was asked for stands there.

    If it seems wrong to you, refuse it, and ask whoever asked, by telephone.
letter-request-alone-subject = { $organisation }: { $by } would do alone what takes two people
letter-request-alone-body =
    On { $place } something was asked for that takes two people, by { $by }: { $what }.

    So few people hold an office there that nobody else may be able to agree to it. So { $by } said that they will do it alone. They can do it from { $due }, and not before.

    If it seems wrong to you, or if you know nothing of it, refuse it on the page "Requests": each of you can, until it is done. Why it was asked for stands there. Ask { $by } too, by telephone.
letter-account-code-asked-subject = { $organisation }: somebody asked for a new code for your account
letter-account-code-asked-body =
    On { $place } a new code was asked for with which somebody could sign in as you, { $account }, and choose a new password. It was asked for by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }. It takes a second person, or a day in which every office may refuse it; before that there is no code. The request ends at { $due }.

    If you asked for it, nothing is to be done: the code will be handed to you.
    If you did not, say so at once, by telephone, to an office of { $organisation } other than whoever asked: they can refuse it on the page "Requests".
