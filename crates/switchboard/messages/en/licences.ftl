# Agreed tests, and the answer to "it was only a test".
nav-licences = Agreed tests
nav-licences-hint = Write down a test before it begins, end one, and answer whether something was one.
licences-title = Agreed tests
licences-text = Nothing is a test that was not agreed before it began. Two people sign it, one of them the data protection officer, and what is done under it carries it in the log. Showing this page is recorded.
licences-check = Was it a test?
licences-new = Write down a test
licences-none = No test was ever agreed here.
licences-public = What everybody is told about tests
licences-back = Back to the agreed tests

licence-title = Agreed test
licence-where-decoy = In a copy with invented members
licence-where-live = In this installation itself, among the members
licence-when = From { $from } until { $until }.
licence-due = Its report is due until { $time }.
licence-yours = You test under this. Begin only when it says that it runs, and stop when it ends.
licence-stands-waiting = Waits for the second signature. Nothing done now is a test.
licence-stands-signed = Signed by two. It can be used as soon as the log’s witnesses have seen it. Nothing done now is a test.
licence-stands-agreed = Agreed. It has not begun: nothing done now is a test.
licence-stands-running = It runs now.
licence-stands-over = It is over.
licence-stands-overdue = It is over, and its report did not come in time.
licence-stands-reported = It is over, and its report is there.
licence-stands-unused = It ended before it could be used. Nothing was a test under it.
licence-copy-none = No copy with invented members can run on this machine: the operator has to set an address for it first. Nothing can be tested before.
licence-copy-not-yet = Its copy with invented members does not run yet. It is made when the test begins.
licence-copy-runs = Its copy with invented members runs:
licence-copy-as = As whom do you test?
licence-copy-enter = Make a code for the copy
licence-entered-title = Your way into the copy
licence-entered-text = Open the address and type the code. It works once, for ten minutes, and is shown only here and only now. Nobody in the copy exists, and everything you do there is written down under the test.
licence-entered-where = The address
licence-entered-as = As
licence-entered-code = The code
licence-end = End it now
licence-report = Report
licence-report-label = What was tried, what was found, what was seen of people
licence-report-hint = Leave names, numbers and addresses out. It cannot be changed afterwards.
licence-report-send = Hand in the report
licence-who = Who tests
licence-contact = Reached while it runs:
licence-what = What it covers
licence-addresses = The addresses that begin with:
licence-no-right = A licence gives no right: whoever tests does what their account may do, and what is refused to them is written down as a try. Never covered: taking members’ data home, other people’s accounts, stopping others from ringing, deceiving people.
licence-proof = What proves that it was agreed before
licence-asked = Written down and signed by { $name }, { $time }.
licence-signed = Signed by { $name }, { $time }.
licence-unsigned = Nobody else has signed it.
licence-ended = Ended before its time by { $name }.
licence-ended-console = Ended before its time by the operator at the machine.
licence-index = It is entry { $index } of the log.
licence-agreed = Seen in the log since { $time }.
licence-word-witnesses = Witnesses outside this organisation cosigned that.
licence-word-operator = This installation has no witnesses: that it was there before rests on the operator’s word only.
licence-note = The checkpoint that holds it
licence-said-written = It is written down with your signature, and waits for the second one on the page “Requests”.
licence-said-ended = It is over. Nothing done from now on is a test.
licence-said-was-over = It was over before. Nothing was changed.
licence-said-reported = The report is kept.
licence-said-not-over = The test is not over, so there is no report yet. Nothing was changed.
licence-said-already = There is a report already. Nothing was changed.
licence-said-no-report = Say what was tried and found, in at most 20,000 letters. Nothing was changed.

licence-new-title = Write down a test
licence-new-text = What you write here is the first signature; somebody else signs on the page “Requests”. One of you two is the data protection officer, and neither of you tests.
licence-new-purpose = What is it for?
licence-new-testers = Whose accounts test?
licence-new-testers-hint = The number of each account, one in a line; it stands on the account’s page. At most twelve.
licence-new-contact = How are they reached while it runs?
licence-new-contact-hint = A telephone number that somebody answers, so that it can be stopped.
licence-new-where = Where?
licence-new-rooms = Which parts of the program?
licence-new-techniques = What may be tried?
licence-new-from = From
licence-new-from-hint = By your organisation’s clock. Empty: as soon as it can be used.
licence-new-until = Until
licence-new-until-hint = It ends by itself then, after two weeks at most.
licence-new-reason = Why should the other person sign?
licence-new-sign = Sign it and ask for the second signature

licence-room-door = Signing in, sessions, joining
licence-room-accounts = Accounts, roles, invitations
licence-room-desk = The desk from which people ring
licence-room-banks = Contests, phone banks and their counts
licence-room-members = Searching, opening and correcting members
licence-room-roll = Files, branches, duplicates
licence-room-requests = What takes two people, how long things are kept
licence-room-log = The log, records and exhibits
licence-technique-look = See what the account may see
licence-technique-change = Change what the account may change
licence-technique-probe = Ask for what the account may not have
licence-technique-automate = Let a program do it

licence-not-no-tester = Say which accounts test.
licence-not-too-many = A test names at most twelve accounts. Write a second one for the others.
licence-not-no-room = Say which parts of the program are tested.
licence-not-no-technique = Say what may be tried.
licence-not-past = A test begins after it is agreed. Choose a later beginning, or leave it empty.
licence-not-ahead = A test begins within three months. Write it down later.
licence-not-over = The end comes before the beginning. Choose a later end.
licence-not-too-long = A test lasts two weeks at most. Write another one for what comes after.
licence-wrong-account = There is no such account, or its holder holds no role any more. Copy the number from the account’s page.
licence-wrong-place = Say where it is tested.
licence-wrong-time = A time cannot be read. Choose day and time of the end; the beginning may be empty.
licence-wrong-words = Say what it is for and how the testers are reached, each in at most 1,000 letters.
licence-wrong-reason = Say in a few words why the other person should sign.

licence-check-title = Was it a test?
licence-check-text = Name the accounts and the time. You are answered what they did, whether an agreed test covers it, and you get a file that proves it to both sides. Each account’s exhibit is recorded.
licence-check-accounts = Which accounts?
licence-check-accounts-hint = The number of each account, one in a line, at most ten. Accounts that they made in that time are looked at too.
licence-check-from = From
licence-check-until = Until
licence-check-ask = Answer
licence-check-too-many = At most ten accounts in one question. Ask about the others in a second one.
licence-check-time = Choose day and time of both, the end after the beginning.
licence-check-not-signed = The log is not signed yet. Try again in a minute.

licence-answer-nothing = Nothing was done
licence-answer-covered = All of it was an agreed test
licence-answer-not-covered = None of it was an agreed test
licence-answer-partly = A part of it was an agreed test, and a part was not
licence-answer-part = This is not all: there is more than fits into one answer, or a copy cannot be read here. Ask about fewer accounts or a shorter time.
licence-answer-open = That time is not over yet, or its last acts are not signed yet. What is done meanwhile is not in this answer: ask again.
licence-answer-members = { $members ->
    [0] No member who is still known was shown or touched.
    [one] One member was shown or touched; whoever was forgotten since is not counted.
   *[other] { $members } different members were shown or touched; whoever was forgotten since is not counted.
}
licence-answer-out = { $files ->
    [0] No file with personal data was taken out of the program.
    [one] One file with personal data was taken out of the program.
   *[other] { $files } files with personal data were taken out of the program.
}
licence-answer-made = made by them in that time
licence-answer-sums = What was done
licence-answer-what = What
licence-answer-count = How often
licence-answer-under = Of these agreed
licence-answer-licences = The agreed tests
licence-answer-no-licence = What was done carries no licence, and none can be added: it is written with the act itself.
licence-answer-copies = In copies with invented members
licence-answer-apart = What stands above is about this installation alone. In copies nobody exists, and each has its own answer.
licence-answer-copy = { $acts } acts, { $covered } of them under the test, in the log
licence-copy-still-runs = The copy still runs. Its first entry names the test in this log.
licence-copy-sealed = Its first entry names the test in this log, nothing in its log was changed, and this log holds its last checkpoint.
licence-copy-other = Its log does not fit this one, or was changed. Nothing in it counts. Ask the operator.
licence-copy-unread = Its log cannot be read on this machine. Ask where it was served, or ask the operator for its directory.
licence-answer-proof = The proof
licence-answer-proof-text = The packed file holds this answer, an exhibit of each account, which shows by itself that it is all that the log has of that account, and of each test that it was there before. Hand it to both sides: unpacked, switchboard-verify licence gives them the same answer, by the keys of the witnesses they trust and without this installation.
licence-answer-file = Take the file
licence-answer-acts = Each act, as the log has it
licence-answer-act = Entry { $index }. { $members ->
    [0] No member.
    [one] One member.
   *[other] { $members } members.
}
licence-answer-is = Under an agreed test.
licence-answer-more = { $more ->
    [one] One more stands in the file.
   *[other] { $more } more stand in the file.
}
licence-answer-again = Ask again
licence-uncovered-none = No test: it carries no licence.
licence-uncovered-unknown = No test: it carries a licence that is not known here.
licence-uncovered-other-account = No test: the licence does not name this account.
licence-uncovered-other-world = No test: the licence is for another copy of the program.
licence-uncovered-before = No test: it stands in the log before the licence.
licence-uncovered-too-early = No test: it was done before the licence could be used.
licence-uncovered-too-late = No test: it was done after the licence had ended.
licence-uncovered-scope = No test: the licence does not cover such an act.

request-kind-grant-licence = Agree to a test
requests-about-licence = Read it whole before you sign:
area-licences = Agreed tests
action-see-agreed-tests = See which tests were agreed, and when
action-end-an-agreed-test = End an agreed test before its time
action-hand-in-a-tests-report = Hand in the report of a test
action-enter-the-copy-for-ones-own-test = Enter the copy with invented members for a test that names oneself
action-check-whether-it-was-a-test = Be answered whether something was an agreed test
refusal-own-test = You are to test under this, so two others sign it. Ask a colleague.
why-own-test = They are to test under it, so two others sign it.
refusal-guardian-signs = One of the two who sign a test is the data protection officer. Ask them.
why-guardian-signs = One of the two who sign a test is the data protection officer.
event-licence-signed = A test was agreed: two signed it
event-licence-agreed = An agreed test was seen in the log, so that it can be used
event-licence-ended = An agreed test ended
event-licence-reported = The report of a test was handed in
event-licence-overdue = The report of a test did not come in time
event-licences-shown = Agreed tests were shown
event-licence-checked = It was answered whether something was an agreed test

letter-test-agreed-subject = { $organisation }: a test was agreed
letter-test-agreed-body =
    On { $place } two people agreed to a test. It runs from { $from } until { $until }, once the log’s witnesses have seen it.

    Who tests, what and why stands on the page "Agreed tests", under the address /licences. If you know nothing of it, any office can end it there at once.
letter-test-over-subject = { $organisation }: a test is over
letter-test-over-body =
    On { $place } a test that you were concerned with is over. Its report is due until { $due }.

    Hand it in on the page "Agreed tests", under the address /licences. Leave names, numbers and addresses out.
letter-test-overdue-subject = { $organisation }: the report of a test did not come
letter-test-overdue-body =
    On { $place } a test ended at { $ended }. Its report was due within 72 hours and did not come.

    Ask whoever tested, on the page "Agreed tests".
