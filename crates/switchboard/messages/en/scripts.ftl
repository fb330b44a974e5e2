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
complaint-passed-on = Passed on. The data protection officer sees which call it was. Then tell us what happened, as always.

## Scripts: what a campaign says

nav-scripts = Scripts
