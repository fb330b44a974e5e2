## A member's own page: who looked, who rang, and what they can say about it

own-ask-title = Was that call from us?
own-ask-text = If you are a member, you can see here who rang you for us, what they were shown, what they wrote down, and who else looked at what we keep about you. You can also say that you don't want to be rung. First we send a code to the e-mail address that we have for you.
own-ask-who = Your e-mail address, your telephone number or your membership number
own-ask-who-hint = As we have it. If you share an address or a number with another member, write your membership number.
own-ask-button = Send me a code
own-ask-have = I have a code
own-without-title = If no code comes
own-without-text = We have no e-mail address for you, or another one, or it was changed in the last 14 days: a new address gets no code so long, so that nobody gets to your page by changing it. Write to us or ring us then, by the way that stands in the last letter you had from us, and ask for a code: once you have shown who you are, the office says one to you, and you type it here.
own-without-write = You can also write to { $address }.
own-without-object = You need no code to say that you don't want to be rung: tell whoever rings you, and nobody of ours rings you again.

own-code-title = Type your code
own-code-asked = If this is the address or number of a member, a letter with a code is on its way to the e-mail address that we have. It can take some minutes. We say the same to everybody, so that nobody can find out here who is a member. While a code is good no other is sent.
own-code-demo = In a demo no letters are sent. The code is
own-code-who = What you wrote when you asked for the code
own-code-who-hint = If our office said the code to you: your membership number, or the telephone number that we have for you.
own-code-code = The code
own-code-hint = Twelve letters and digits. It works once, for half an hour; one that our office said to you for an hour. Capital letters and hyphens make no difference.
own-code-wrong = This code opens nothing with what you wrote: it is another one, it was used, or its time is over.
own-code-button = Open my page
own-code-again = Ask for a new code

own-page-title = What we keep about you
own-page-text = This page is open for half an hour. That you looked is recorded too.
own-covered = Our office said the code to you, so that one of us alone could stand behind it. What campaigns wrote about you, and a copy, are not shown, and an objection can't be taken back here. Ask us for them below: you are answered by law. What you say against calls holds at once.
own-done-button = I'm done
own-was-text = Each call that we know of stands below: which campaign rang, what came of it, what was shown and written down. If yours doesn't, or you want to know more, ask us.
own-rows-title = Who looked and who rang
own-rows-text = The newest come first. Who it was stands here by campaign or office, not by name.
own-rows-none = Nothing is recorded about you yet.
own-by-campaign = Somebody who rings for { $campaign }
own-by-oneself = You, or somebody with a code for your page
own-by-coded = You, or somebody else, with a code from our office
own-by-console = The operator of the machine
own-by-system = The program by itself
own-what-unknown = Something that this version of the program has no word for
own-purpose = What for:
own-shown = Shown of you:
own-contest = In the contest:
own-again = Asked to be rung again at { $time }
own-looked = { $count ->
    [0] What was done, one by one
    [one] Looked at once: what was done
   *[other] Looked at { $count } times: what was done, one by one
}
own-call-cut = More of this call may stand on another page, with the newer or the older ones.
own-complained = A complaint about the call was passed on to our data protection officer on { $time }.
own-complaint-waits = It has not been dealt with yet.
own-complaint-settled = It was dealt with on { $time }.
own-outcome = What they wrote down:
own-note = Their note:
own-older = Show older ones
own-newest = Show the newest
own-field-masked-name = Name, covered but for first letters
own-field-masked-phone = Telephone, covered but for the last three digits
own-field-ended = Whether you are still a member
own-field-notes = Notes
own-field-reason = A reason that somebody gave
own-field-outcome = What came of a call
own-field-calls = When you were rung
own-field-called = How a campaign counts you when it chooses whom to ring
own-called-not-rung = not rung
own-called-not-reached = rung, not reached
own-called-reached = reached
own-called-answered = said “{ $answer }” to “{ $question }”
own-field-other = Something else

own-objections-title = Calls you don't want
own-objections-none = You have said nothing against calls.
own-since = Since { $time }
own-size-this-campaign = Not by
own-size-any-campaign = Not by any campaign
own-size-anyone = Not by anyone of ours
own-allow-button = I may be rung again
own-allow-text = That takes back all that you said against calls. If somebody else who has your telephone number doesn't want to be rung, that still holds for the number.
own-object-who = I don't want to be rung
own-object-hint = It holds at once, everywhere. If we have an address, a letter tells you so.
own-object-anyone = by anyone of yours
own-object-any-campaign = by any campaign
own-object-campaign = by { $campaign }
own-object-button = Don't ring me

own-sources-title = Where it came from
own-sources-text = When what we have about you came or changed, and what of it. The newest comes first.
own-source-file = From a file of the membership office:
own-source-hand = By hand, in the membership office:

own-record-title = Your record
own-copy-title = A copy of it
own-copy-text = What we keep about you, to read and print, or for programs. What a campaign and the membership office wrote about you is in it. What isn't: why you were protected or restricted, what you asked us for and our answers, which stand on your page, and what came with a record that was joined with yours. Ask us below for those.
own-copy-read = Read or print it
own-copy-json = For programs (JSON)
own-copy-print = You can print this page, or save it.
own-copy-cut = Only the newest 2,000 entries stand here. The older ones stand on your page, at its end.
own-back = Back to my page
own-done-title = Your page is closed
own-done-text = Nothing of it is left in this browser but its history. Close the window if others use this machine.
own-done-again = Open it again

given-link = Give this member a code for their own page
given-title = A code for the member's own page
given-text = A member without an e-mail address, or with one that is wrong, gets their code from you: in person or on the telephone. You say it to them, and they type it at "Was that call from us?" with their membership number or telephone number.
given-proof = First be sure who they are. Ring them back on the number that their record has, or see a document. Who rings you and knows a name and a number may be anybody who rings for a campaign.
given-covered = Their page is covered then: what campaigns wrote stays hidden, whoever gives a code. Opening the page is in the ledger as done with a code from our office, and so is each objection and request made there.
given-hint = It is in the ledger and on the member's page that you gave it. Every office gets a letter, and the member too, if we have an address. A code that you gave them before ends.
given-button = Make a code
given-say = Say this code to the member. It is shown this once.
given-until = It works once, until { $time }.
given-where = They type it on the page "Was that call from us?", under "I have a code".
given-too-many = You gave this member, or all members together, as many codes today as may be. Give the next one tomorrow, or ask a colleague to.
given-back = Back to the record
refusal-own-covered = Our office said the code to you that opened this page, so this part of it stays covered. Ask us for it: you are answered by law.

action-see-what-is-kept-about-oneself = See, as a member, what is kept about oneself
action-take-a-copy-of-what-is-kept = Take a copy of it, as a member
action-object-to-calls-oneself = Say, as a member, that one doesn't want to be rung
action-take-back-ones-own-objection = Take that back, as a member
action-ask-for-what-the-law-gives = Ask, as a member, for what the law gives
action-give-a-code-for-a-members-page = Give a member a code for their own page
action-see-members-requests = See what members ask for
action-read-a-members-request = Read what a member asks for
action-acknowledge-a-members-request = Tell a member that what they ask for has arrived
action-extend-a-members-request = Give more time for an answer to a member
action-answer-a-members-request = Answer what a member asks for

event-own-codes-asked = Codes for members' own pages were asked for
event-own-page-opened = A member's own page was opened with a code
event-own-code-given = Gave a member a code for their own page
event-own-page-shown = A member was shown what is kept about them
event-own-answers-shown = A member was shown what a campaign wrote about them
event-own-copy-taken = A member took a copy of what is kept about them
event-own-objection = A member said on their own page that they don't want to be rung
event-own-calls-allowed = A member took their objection back
event-right-asked = A member asked for what the law gives them
event-right-acknowledged = A member was told that what they asked for has arrived
event-right-extended = The time for an answer to a member was extended
event-right-answered = A member was answered
event-right-late = A member was not answered in time
event-rights-shown = What members ask for was shown
event-right-read = What a member asks for was read
event-right-ended = What a member asked for ended unanswered, because they were forgotten

letter-own-code-subject = { $organisation }: your code
letter-own-code-body =
    Somebody, probably you, asked on { $place } to see what we keep about you: who rang you, what they were shown, who looked.

    The code is { $code }

    Open { $place }/rang/code in a browser and type it there, together with what you wrote when you asked. It works once, until { $until }. There is no link in this letter that opens anything, and nobody of ours ever asks you for the code.

    If it wasn't you, do nothing: without the code nobody sees anything. If such letters keep coming, answer this one.

    { $organisation }
letter-own-calls-allowed-subject = { $organisation }: you may be rung again
letter-own-calls-allowed-body =
    You are a member of { $organisation }.

    On { $at } you, or somebody with a code for your own page, took back there what you had said against calls. From that moment on you may be rung again.

    If it wasn't you, answer this letter: somebody may be reading your mail.

    { $organisation }
letter-own-code-given-subject = { $organisation }: our office gave a code for your page
letter-own-code-given-body =
    You are a member of { $organisation }.

    On { $at } our membership office said a code to somebody, probably you, that opens the page with what we keep about you.

    If it wasn't you, answer this letter at once: somebody may have given themselves out as you.

    { $organisation }
letter-own-code-given-office-subject = { $organisation }: a member was given a code for their page
letter-own-code-given-office-body =
    On { $at } { $by } gave a member, in person or on the telephone, a code for their own page. What campaigns wrote is not shown by it.

    Who it was stands in the ledger, for the data protection officer. If you doubt it, ask { $by }.
letter-own-shared-subject = { $organisation }: write your membership number
letter-own-shared-body =
    Somebody asked on { $place } to see what we keep about a member, and gave an address or a telephone number that several of our members share.

    If it was you, ask again on { $place }/rang and write your membership number instead. Each member sees their own page and nobody else's.

    { $organisation }
letter-right-acknowledged-subject = { $organisation }: what you asked for has arrived
letter-right-acknowledged-body =
    What you asked us for on { $at } has arrived. You are answered by { $due } at the latest.

    { $organisation }
letter-right-extended-subject = { $organisation }: your answer takes longer
letter-right-extended-body =
    You asked us for something on { $at }. The answer takes longer: you get it by { $due } at the latest. Why stands on your own page: { $place }/rang

    If you don't agree, you can complain to the authority for data protection.

    { $organisation }
letter-right-answered-subject = { $organisation }: you are answered
letter-right-answered-body =
    What you asked us for on { $at } is answered. The answer stands on your own page, where nobody else reads it: { $place }/rang

    { $organisation }
letter-complaint-due-subject = { $organisation }: a complaint waits for you
letter-complaint-due-body =
    On { $at } a caller passed on that a member complains of a call. By { $due } the member has to be told that it arrived. See "Complaints" on { $place }.
letter-right-due-subject = { $organisation }: a member waits for an answer
letter-right-due-body =
    A member asked for what the law gives them on { $at }, and must be answered by { $due }. See "What members ask for" on { $place }.

## What members ask for by law

nav-rights = Members' requests
nav-rights-hint = What members ask for by law, and until when they must be answered.
right-own-title = Ask us for something
right-own-hint = Ask who it was, that something be put right or erased, or complain.
right-own-link = Ask, or read an answer
right-own-text = The data protection officer answers you within a month. If it takes longer, you are told so and why, before the month is over.
right-own-covered = Our office said the code to you. So only what was asked with such a code stands here, without words and without our answers. Our data protection officer rings or writes to you with the answer.
right-kind = What you want
right-access = To know more about what is kept or who it was
right-correct = That something be put right
right-restrict = That it be kept and not used
right-erase = That it be erased
right-complaint = To complain
right-other = Something else
right-words = In your own words
right-words-hint = From 8 letters or digits to 2,000 characters. Only you and the data protection officer read it.
right-ask = Send
right-before = What you asked for
right-asked-at = Asked on
right-due-at = To be answered by
right-answered-at = Answered on
right-acknowledged-at = Its arrival was confirmed on
right-extended = The time was extended by two months.
right-late = It was not answered in time.
right-why = Why it takes longer:
right-answer = The answer:
right-slip-words = Write from 8 letters or digits to 2,000 characters.
right-slip-many = Five things that you asked for wait for an answer. Wait until one is answered.
right-slip-before = This was done before. Nothing was changed.
right-slip-late = It is due already, so no more time can be taken. Answer it.
right-title = What members ask for
right-text = What is due first stands on top. You are told by letter a week before, and again when it is late. Opening one is recorded.
right-late-count = { $count ->
    [one] One member was not answered in time.
   *[other] { $count } members were not answered in time.
}
right-none = Nothing waits for an answer.
right-nobody = Nothing of this member can be shown now.
right-more = Show the next
right-first = Show what is due first
right-one-title = What a member asks for
right-acknowledge = Tell the member that it has arrived
right-answer-words = Your answer
right-answer-hint = It stands on the member's own page, and a letter says so. If we have no e-mail address for them, send it by post as well. If they are to be forgotten, answer first.
right-answer-button = Answer
right-extend-words = Why it takes two months more
right-extend-hint = The member reads it. Only where it is complex or there are many, and only once.
right-extend-button = Take two months more
right-coded = Asked with a code from our office: that it was the member is the office's word. An answer here can't be read by them. Be sure who they are, and ring or write to them.
right-unreached = We have no e-mail address for this member: no letter tells them of an answer. Ring or write to them.
right-back = Back to what members ask for
