## What is the same for all, for everybody

fairness-list-title = Is it fair?
fairness-list-text = For each contest: what every campaign gets, what it used, and what headquarters took.
fairness-list-none = There is no contest yet.
fairness-title = Is it fair?
fairness-slots = Calls to one member
fairness-slots-text = { $n ->
    [one] One from each campaign.
   *[other] { $n } from each campaign.
 }
fairness-rest = Rest after a call
fairness-rest-text = { $hours ->
    [one] One hour, whichever campaign rang. Near the end it is shorter, so that nobody's calls are lost by it.
   *[other] { $hours } hours, whichever campaign rang. Near the end it is shorter, so that nobody's calls are lost by it.
 }
fairness-first = First call
fairness-first-text = Until { $time } each campaign has first call on an equal share of the members. How many callers it has doesn't matter.
fairness-usage = What each campaign used
fairness-usage-rounded = To the nearest hundred while calling goes on, and made anew once an hour, so that no campaign can follow another's evening. Exact when it is over.
fairness-as-of = As of { $time }.
fairness-usage-exact = Calling is over. These are exact.
fairness-took = What headquarters took
fairness-took-text = Acts of the offices and of whoever runs the machine, counted from the log since { $time }.
fairness-took-limit = The log proves that nothing in it was changed. It can't prove that nobody who holds the machine and its keys looked past it.
fairness-members-shown = { $n ->
    [one] One member shown
   *[other] { $n } members shown
 }
took-searches = Searches for members
took-openings = Members shown in other ways: records opened, reports, requests, possible duplicates
took-files = Files with members in them taken
took-answers = What a campaign wrote, read by two people's word
took-figures = A campaign's own figures looked at
took-changes = Members' records changed, files imported, records merged
took-roles = Roles given by an office
took-settings = Settings changed
took-console = Acts at the machine's console, keys copied among them
took-freezes = Things made to stand still
fairness-stood = What stood still
fairness-stood-text = Whatever was frozen and stopped calls here, the newest first, at most fifty of each kind. It lapses after four hours unless a second person confirms it. Lost are the hours in which calls may be made. Another official than whoever froze or confirmed it can give them back later; what two people froze for days, and nobody lifted, is not given back. Nobody gets back more than they lost.
fairness-stood-none = Nothing stood still.
fairness-stood-by = Frozen { $time } by { $office ->
    [returning-officer] the returning officer
    [dpo] the data protection officer
   *[membership-officer] the membership officer
}.
fairness-stood-confirmed = A second person confirmed it.
fairness-stood-on = It stands still, until { $time } at most.
fairness-stood-lifted = Somebody let it go on, { $time }.
fairness-stood-lapsed = It ended by itself, { $time }.
fairness-stood-hours = Hours lost: { $lost }. Given back: { $given }.
fairness-stood-branch = Its members were shown to nobody and rung by nobody. No campaign lost hours by it, so none are given back.
fairness-stood-accounts = { $n ->
    [one] An account that rings or plans for it stood still once.
   *[other] Accounts that ring or plan for it stood still { $n } times.
}
fairness-later = What follows is laid down and stands in the log. The phone banks of this version don't keep to it yet: they ring in the order of each bank, and a member rests after every call.
fairness-draw = Calls to one member, and who has first call
fairness-draw-text = The draw comes from a secret. Its fingerprint stood in the log before the members were fixed, so that nobody could choose it after. Each campaign may add words of its own. Whoever holds the machine knows the secret before it is shown, and could still steer the draw together with a campaign that adds its words last.
fairness-commitment = Fingerprint of the secret
fairness-entry = Entry of the log
fairness-shown = Shown
fairness-secret = Secret
fairness-seed = Seed
fairness-not-shown = The secret is shown here when calling begins.
fairness-lots = Campaigns' own words
fairness-no-lot = none
fairness-check = To check: a fingerprint of words is SHA-256 of “switchboard draw v1 lot”, a zero byte and the words. SHA-256 of “switchboard draw v1 commitment”, a zero byte and the secret is the fingerprint. SHA-256 of “switchboard draw v1 seed”, a zero byte, the secret, and for each campaign in this order the bytes before its fingerprint, and the fingerprint of its words (zeroes where there are none) is the seed.
fairness-log = The public log

## A campaign's own page

campaign-title = Campaign
campaign-home = Your campaign, and what it got
campaign-bank-open = (open)
campaign-bank-paused = (paused)
campaign-lot-title = Your own words in the draw
campaign-lot-text = Who has first call on whom is drawn. Add words that only you know: then nobody could choose the draw before you did. Keep them: with them you can check it.
campaign-lot-is = The fingerprint of your words, as everybody sees it:
campaign-lot-none = No words were added, and the draw is made.
campaign-lot-words-label = Your words
campaign-lot-words-hint = Anything, up to 200 characters. Only their fingerprint is kept. New words take the place of the old ones, until calling begins.
campaign-lot-button = Add to the draw
campaign-lot-words = Type some words, up to 200 characters.
campaign-lot-added = Your words count. Write them down now: they are not kept here.
campaign-lot-too-late = The draw has been made. Nothing was changed.
campaign-more = More
campaign-people = People and invitations
campaign-cases = When headquarters read what you wrote
campaign-fairness = Is it fair? What everybody can see
campaign-certificate = Certificate of destruction
campaign-certificate-later = What is destroyed when the contest is deleted
