## Scripts: on the card

script-lead = If they said “{ $said }”:
script-scale = From “{ $low }” to “{ $high }”:
script-answer = Their answer
language-en = English
language-cy = Cymraeg
opening-own =
    Hello, my name is { $caller }. I'm a volunteer for { $campaign }, and I'm ringing members of { $organisation }.
    { $organisation } has your number from when you joined, and lets campaigns ring its members. You can say no, now or at any time, and we won't ring again.
card-where-title = “Where did you get my number?”
card-where-say = { $organisation } has your number on its own list of members, and lets each campaign in { $contest } ring members one at a time. { $campaign } hasn't got the list. You can say no, to this campaign or to all, and I'll note it now. If you want to know more, or see what is kept about you, ask the data protection officer of { $organisation }.
card-where-hint = If they say no, tap what they want under “They don't want calls” once the number is shown.
complaint-title = They want to complain
complaint-say = I'm sorry. I'll pass that on to the data protection officer of { $organisation } now. You needn't tell me why.
complaint-pass-on = Pass it on
card-loses-ticks = This loads the page again: what you ticked or wrote is lost. Say what happened first, or tick it again.
complaint-passed-on = Passed on. The data protection officer sees which call it was. Then tell us what happened, as always.

## Scripts: what a campaign says

nav-scripts = Scripts
scripts-text = A script is a file: what your callers say, what they ask, and where it goes on. Before each script stand the organisation's opening lines.
scripts-none = There is no script yet.
scripts-new = Write a new one
scripts-upload = Or send a file
script-upload = A script's file
script-upload-button = Read it
script-title = A script
script-unpublished = Not published yet
script-version = Version { $n }
script-used-on = used on { $banks }
script-file = The file
script-file-hint = Change the words. { "{name}" }, { "{branch}" }, { "{caller}" }, { "{campaign}" } and { "{contest}" } are filled in on the card. Stars make words **strong** or *stressed*, and hyphens make a list.
script-preview = Show how it looks
script-keep = Keep
script-publish = Publish
script-preview-title = As a caller sees it: { $language }
script-versions = Published versions
script-banks = Phone banks
script-bank = Phone bank
script-which = Version
script-use = Put it on
script-use-hint = Cards dealt from now on have it. A card on a desk keeps the one it came with.
script-said-kept = Kept. Callers see it once it is published and put on a phone bank.
script-said-published = Published. Put it on a phone bank, and callers see it.
script-said-used = It is on the phone bank now.
script-said-full = There are as many as there may be. Change or use one that is there.
script-missing = Not translated yet. Callers see these in the first language:
script-wrong = Line { $line }: { $what }
script-wrong-form = The file can't be read. { $word }. Look at the example.
script-wrong-large = The file is larger than { $word } bytes. Make two scripts of it.
script-wrong-key = “{ $word }” means nothing here. Take it out, or look for a slip of the pen.
script-wrong-missing = “{ $word }” is missing. Add it.
script-wrong-shape = “{ $word }” is not written as it should be. Look at the example.
script-wrong-length = “{ $word }” is empty or too long. Write something shorter.
script-wrong-many = There are too many of “{ $word }”, or none. Leave some out, or add one.
script-wrong-id = “{ $word }” can't be a name. Take small letters, digits and hyphens, such as help-us.
script-wrong-twice = “{ $word }” is there twice. Give one another name.
script-wrong-language = “{ $word }” is not among the languages of the script. Add it to “languages”, or take it out.
script-wrong-first = Words are missing in “{ $word }”, the first language. Everything is written in that one.
script-wrong-field = “{ $word }” can't be filled in. Only { "{name}" }, { "{branch}" }, { "{caller}" }, { "{campaign}" } and { "{contest}" } can.
script-wrong-ask = “{ $word }” is no kind of question. Take single, multi, scale, text, number or date.
script-wrong-bounds = “{ $word }” doesn't fit its other end, or lies too far out. Put the lower one first.
script-wrong-then = “{ $word }” is no part that comes later. Name one that does, or “end”.
script-wrong-unreached = No answer leads to “{ $word }”. Lead one there, or take it out.
script-invented-name = Mrs Example
script-invented-branch = Example branch
script-invented-caller = Your caller

## What was answered

answered-title = What was answered
answered-text = Of those who answered, in this phone bank, to the version that is on it now. Numbers are rounded to five, and fewer than ten are not said. The second figures say how far a share can be trusted: in 95 of 100 such counts it lies between them. They change as calls end: whoever looks after each call can sometimes tell what was answered.
answered-none = No script with questions is on this phone bank.
answered-total = Answered: { $count }
answered-answer = Answer
answered-count = How many
answered-share = Share
answered-percent = { $percent } % ({ $low } to { $high })

## The offices

nav-opening-lines = Opening lines
nav-opening-lines-hint = What every caller says first
opening-text = Every caller of every campaign says these first. They stand before each script, and no organiser can change them or take them away.
opening-own-title = Said where nothing is set
opening-hint = They must name { "{caller}" }, { "{campaign}" } and { "{organisation}" }, say how you have the number, and that one can say no. { "{contest}" } can be filled in, too.
opening-set = Set
opening-said-set = Set. They stand on every card from now on.
opening-wrong-length = Write something, in 600 characters at most.
opening-wrong-lacks = Say who calls, for whom, and from which organisation: { "{caller}" }, { "{campaign}" } and { "{organisation}" } must all be there.
opening-wrong-field = Only { "{caller}" }, { "{campaign}" }, { "{organisation}" } and { "{contest}" } can be filled in.
nav-complaints = Complaints
nav-complaints-hint = Calls that members complained of
complaints-text = Callers passed on that a member complains. The page names nobody: an exhibit of the looks at the member says when they were rung and what was shown, and opens more if you choose so. The law gives 30 days, the first counted, to acknowledge a complaint: you are told by letter a week before, and again when it is late.
complaints-none = Nobody waits for you.
complaints-card = Card
complaints-settle = Settled
complaints-before = This complaint had been settled before. What stands below stays, and what you chose was not kept.
complaints-due = To be acknowledged by
complaints-late = It was not acknowledged in time: see to it now.
complaints-late-count = { $count ->
    [one] One complaint was not acknowledged in time.
   *[other] { $count } complaints were not acknowledged in time.
}
complaints-as = What was done?
complaints-as-choose = Choose
complaints-as-told = The member was told what came of it
complaints-as-campaign-told = The campaign was told what to change, and the member too
complaints-as-nothing-wrong = Nothing wrong was found, and the member was told so
complaints-as-elsewhere = They asked on their own page as well, and are answered there
complaints-as-not-reached = The member was not reached, though we tried
complaints-settled-title = Settled in the last year
complaints-older = Older ones
complaints-more = The next ones

event-script-drafted = A script was kept as a draft
event-script-published = A version of a script was published
event-script-used = A version of a script was put on a phone bank
event-scripts-shown = A campaign's scripts were shown
event-opening-set = The organisation's opening lines were set
event-complained = A caller passed on that a member complains
event-complaints-shown = Complaints from calls were shown
event-complaint-settled = A complaint from a call was settled
event-complaint-late = A complaint from a call was not acknowledged in time
action-see-a-campaigns-scripts = See a campaign's scripts
action-write-a-script = Write a script
action-put-a-script-on-a-bank = Put a script on a phone bank
action-set-the-opening-lines = Set the organisation's opening lines
action-pass-on-a-complaint = Pass on that a member complains
action-see-complaints-from-calls = See complaints from calls
shredding-gone-answers = { $n ->
    [0] No answers to questions; there were none.
    [one] The answers of one call.
   *[other] The answers of { $n } calls.
}
answers-read-answered = { $asked } – { $answered }
