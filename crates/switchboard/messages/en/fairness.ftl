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
fairness-later = What follows is laid down and stands in the log, and phone banks deal by it. A call counts from the moment its number is shown, whatever comes of it. Who asked to be rung again is rung at that time. A campaign without rivals keeps to the rests of its own phone banks.
fairness-draw = Calls to one member, and who has first call
fairness-draw-text = The draw comes from a secret and from words of the campaigns. The fingerprint of the secret stood in the log before the members were fixed, so that nobody could choose it after. Each campaign hands in the fingerprint of its own words first; the first one fixes which campaigns are in the draw. Words are shown only when every fingerprint is in, or the time for them is over, and from then on no fingerprint is taken. There is a day at least to show them, whoever moves a date. They are published here as they are. A campaign that does not show its words has no first call: its share goes to the others, and that stands here.
fairness-draw-limit = What remains: whoever holds the machine knows the secret before it is shown. Together with a campaign that waits until the others have shown their words, they know both outcomes, with its words and without, and choose between the two: not showing costs that campaign its share. If several campaigns work together with whoever holds the machine, each of them doubles the choice: two draws with one, four with two, eight with three. Words that can be guessed help nobody.
fairness-commitment = Fingerprint of the secret
fairness-entry = Entry of the log
fairness-shown = Shown
fairness-secret = Secret
fairness-seed = Seed
fairness-not-shown = The secret is shown here when calling has begun and everybody had their day to show words. Until then nobody has first call.
fairness-lots = Campaigns' own words: the fingerprint, then what was shown
fairness-no-lot = none handed in
fairness-lot-shown = shown:
fairness-lot-waits = not shown yet
fairness-lot-left-out = added after the first fingerprint: not in this draw, and without first call
fairness-fingerprints-until = Fingerprints are taken until { $time } at the latest.
fairness-words-until = Words can be shown until { $time } at least.
fairness-lot-withheld = not shown: no first call
fairness-check = To check: the fingerprint of words is their SHA-256, as UTF-8 and without space before or after. SHA-256 of “switchboard draw v1 commitment”, a zero byte and the secret is the fingerprint of the secret. The seed is SHA-256 of “switchboard draw v1 seed”, a zero byte, the secret, and for each campaign of the draw, in this order: the bytes before its fingerprint, how many bytes its shown words have (four bytes, the highest first; zeroes where none were shown), and the words. Who has first call on a member is the campaign for which HMAC-SHA-256 under the seed, of the bytes of the member's id and of the campaign, is the largest, among those that showed their words or handed in no fingerprint.
fairness-log = The public log

## A campaign's own page

campaign-title = Campaign
campaign-home = Your campaign, and what it got
campaign-bank-open = (open)
campaign-bank-paused = (paused)
campaign-lot-title = Your own words in the draw
campaign-lot-text = Who has first call on whom is drawn. Choose words that only you know and nobody can guess, and hand in their fingerprint here. When every campaign has, you show the words. So nobody chooses the draw alone, not even whoever holds the machine. What remains stands on the fairness page.
campaign-lot-is = The fingerprint of your words, as everybody sees it:
campaign-lot-none = You handed in no fingerprint, so you add no words. You keep your share all the same.
campaign-lot-words-label = Your words
campaign-lot-words-hint = Just as they were when you made the fingerprint; space before and after them doesn't count. These words will be published, on the fairness page and in the log, for good. Whoever looks after the campaign shows them once.
campaign-lot-button = Hand in the fingerprint
campaign-lot-words = Type some words on one line, up to 200 characters.
campaign-lot-added = The fingerprint counts. Keep the words: show them here as soon as every campaign has handed in a fingerprint.
campaign-lot-too-late = No fingerprint is taken any more: words can be shown by now, or it is drawn. Nothing was changed.
campaign-lot-until = Until { $time } you can hand in another, or until every campaign of the draw has handed in one. A date that is moved changes nothing about that.
campaign-lot-fingerprint-label = Fingerprint of your words
campaign-lot-fingerprint-hint = Make it on your own computer. The SHA-256 of the words, 64 digits: on Linux or a Mac, printf %s 'your words' | shasum -a 256. Six or more words drawn by chance are hard to guess. They will be published when you show them: no names, and nothing about anybody.
campaign-lot-fingerprint = That is no fingerprint: it has 64 digits, from 0 to 9 and a to f. Nothing was changed.
campaign-lot-show-text = Every fingerprint is in, or the time for them is over. Show your words: if you do not, you have no first call, and everybody sees that.
campaign-lot-show = Show the words
campaign-lot-has-shown = You have shown the words, and they count. Everybody can read them:
campaign-lot-shown = Your words count. Everybody can read them on the fairness page.
campaign-lot-not-yet = Other campaigns can still hand in a fingerprint. Nothing was shown: choose other words if anybody could have read these, and hand in their fingerprint.
campaign-lot-others = Those are not the words of your fingerprint. Nothing was shown.
campaign-lot-words-until = Words can be shown until { $time } at least. Then it is drawn, once calling has begun.
campaign-lot-withheld = It is drawn. You handed in a fingerprint and did not show its words: this campaign has no first call on anybody, its share went to the others, and everybody can see that. It rings like the others, and it can ring whoever the others have first call on once that time is over.
campaign-lot-over = It is drawn, with your words in it.
campaign-lot-left-out = This campaign was added after the first fingerprint was handed in. It is not in the draw: it adds no words and has no first call on anybody.
campaign-lot-no-draw = This contest has no draw: nobody has first call.
campaign-lot-check = Check words
campaign-lot-check-label = Words to check
campaign-lot-check-hint = Says which fingerprint they give, so that you see whether your own computer makes the same. Space before and after them is taken off. Nothing is kept or handed in. But whoever runs this machine could read what you type: check with other words than those that you will use.
campaign-lot-checked = This is the fingerprint of the words that you typed. Nothing was kept or handed in.
campaign-lot-drawn = It is drawn. Nothing was changed.
campaign-new-bank = New phone bank
campaign-more = More
campaign-people = People and invitations
campaign-cases = When headquarters read what you wrote
campaign-fairness = Is it fair? What everybody can see
campaign-certificate = Certificate of destruction
campaign-certificate-later = What is destroyed when the contest is deleted
