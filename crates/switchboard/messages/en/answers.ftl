## What a campaign wrote about a member, read outside the campaign

nav-cases = Read by us
nav-cases-hint = When our offices read what a campaign wrote about a member, and what for.

answers-purpose-member-asks = The member asks what is kept about them
answers-purpose-complaint = A complaint about a call
answers-purpose-claim = A legal claim, or an order of an authority

answers-ask-title = Ask to read what a campaign wrote
answers-ask-link = Ask to read what a campaign wrote about a member
answers-ask-text = What came of a call, and what the caller noted, belongs to the campaign that rang. You can read it for one member and one campaign, if a second person agrees. One of the two is the data protection officer.
answers-ask-told = When they agree, the campaign's organisers get a letter: who asked, who agreed and what for. They are not told which member, and not your reason. You can then read it for 24 hours, and each time is recorded and counted.
answers-ask-sides = Nobody who holds or held a role in any campaign of the contest asks, agrees or reads.
answers-ask-number = Membership number
answers-ask-number-hint = As it stands in the books. Whether somebody has it is told to you, and recorded.
answers-ask-campaign = Which campaign's answers
answers-ask-no-campaign = There is no campaign yet.
answers-ask-purpose = What for
answers-ask-why = Why
answers-ask-why-hint = For whoever decides, in your own words, at most 500 letters. It is forgotten with the member.
answers-ask-button = Ask a second person
answers-slip-nobody = Nobody on the roll has this number. Nothing was asked for.
answers-slip-why = Say why, in a few words, at most 500 letters.
answers-slip-choose = Choose a campaign and what it is for.

answers-about = What { $campaign } ({ $contest }) wrote. What for: { $purpose }.
answers-about-told = When somebody else approves, the campaign is told at once, and whoever asked can read it for 24 hours.
answers-about-read = Read it
answers-about-untold = It was not opened: there was nobody of the campaign, and nobody else, to be told of it by letter. Ask the returning officer who organises this campaign now, and ask again.

answers-read-title = What a campaign wrote about a member
answers-read-text = What callers of { $campaign } ({ $contest }) wrote down about one member. Showing this page is recorded, with the member, and counted for the campaign.
answers-read-for = What for
answers-read-agreed = Agreed by
answers-read-until = You can read it until
answers-read-none = Nothing was found that this campaign wrote about this member.
answers-read-none-more = Nothing more was found.
answers-read-cut = Only the newest 5,000 entries about this member were looked through. What was written before them does not stand here.
answers-read-outcome = What came of it
answers-read-note = Note
answers-read-no-note = No note is kept
answers-read-late = Written down after the call's time was over
answers-read-callers = Who rang does not stand here: the campaign answers for its callers.
answers-read-more = Show older ones
answers-read-first = Back to the newest

cases-title = Read by our offices
cases-title-of = { $campaign }: read by our offices
cases-text = Each time two people of our offices agreed to read what a campaign's callers wrote about one member. Which member is not told here, nor why in words.
cases-none = It has never been read.
cases-none-more = There are no older ones.
cases-opened = { $asked } asked, and { $agreed } agreed on { $time }.
cases-until = It could be read until { $time }.
cases-until-open = It can be read until { $time }.
cases-reads = { $count ->
    [0] Not read.
    [one] Read once, on { $time }.
   *[other] Read { $count } times, last on { $time }.
}
cases-more = Show older ones
cases-first = Back to the newest
cases-home = Read by our offices

event-answers-opened = Two people agreed to read what a campaign wrote about a member, and the campaign was told
event-answers-read = What a campaign wrote about a member was read outside the campaign
event-cases-shown = It was shown when our offices read what campaigns wrote

request-kind-read-answers = Read what a campaign wrote about a member
refusal-in-contest = You hold or held a role in a campaign of this contest, so you neither read what its campaigns wrote, nor freeze anything in it or give hours back, nor take a campaign out, nor agree to any of that. Ask a colleague who never did. Nothing was shown, and nothing was done.
why-in-contest = They hold or held a role in a campaign of that contest.
refusal-case-over = This can't be read any more: its 24 hours are over, or the member is forgotten. If it is still needed, ask again.
why-case-over = Its 24 hours are over.

action-read-what-a-campaign-wrote = Read what a campaign wrote about a member, once two agreed
action-see-that-its-answers-were-read = See when our offices read what a campaign wrote
action-add-own-words-to-the-draw = Add own words to the draw of who has first call
action-see-a-campaigns-own-page = See a campaign's own page

letter-answers-opened-subject = { $organisation }: what { $campaign } wrote about a member may be read
letter-answers-opened-body =
    On { $place } two people agreed that what callers of { $campaign } wrote down about one member may be read outside your campaign: what came of the calls, and the notes.

    It was asked for by { $asker }, who may read it until { $until }. { $by } agreed. What for: { $what-for ->
        [member-asks] the member asks what is kept about them
        [complaint] a complaint about a call
       *[claim] a legal claim, or an order of an authority
    }.

    You are not told which member it is. How often it is read stands on your campaign's page "Read by our offices".

    If it seems wrong to you, say so to the data protection officer of { $organisation }, by telephone.
