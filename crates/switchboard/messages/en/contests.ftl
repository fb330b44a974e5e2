## The returning officer

role-membership-officer = Membership officer
role-returning-officer = Returning officer
role-dpo = Data protection officer
role-organiser = Organiser
role-caller = Caller
role-committee = Committee member
role-auditor = Auditor
contest-title = Contest
contest-phase-before = Calling has not begun.
contest-phase-calling = Campaigns can ring now.
contest-phase-over = Calling is over.
contest-calling = Calling is from { $from } until { $until }.
contest-terms = The same terms for all
contest-terms-text = Every campaign gets exactly this.
contest-snapshot = Members as of
contest-fields = What a caller sees
contest-cards = Members for one account
contest-cards-text = { $hour } an hour, { $evening } an evening, { $contest } in the contest
contest-campaigns = Campaigns
contest-campaigns-caption = Campaigns side by side
contest-no-campaigns = There is no campaign yet.
contest-campaign = Campaign
contest-banks = Phone banks
contest-callers = Callers
contest-on-now = On now
contest-dealt = Members shown
contest-accounts = Accounts
contest-accounts-caption = Accounts and what they may do
contest-no-accounts = There is no account yet.
contest-account = Account
contest-role = Role
contest-whole = Whole organisation
contest-state = Now
contest-more-accounts = More accounts
account-state-on = On
account-state-off = Not on
account-state-ended = Access ended

## What a campaign wrote is destroyed

shredding-title = Certificate of destruction
shredding-text = On { $time } the key of this campaign was destroyed. Nothing that it wrote about any member can be opened since then, by anybody.
shredding-gone-key = The campaign's key, with which all its notes were locked.
shredding-gone-notes = { $n ->
    [one] One note.
   *[other] { $n } notes.
 }
shredding-gone-calls = What came of { $n ->
    [one] one call, and whose it was.
   *[other] { $n } calls, and whose they were.
 }
shredding-gone-turns = { $n ->
    [one] One place in the campaign's queues.
   *[other] { $n } places in the campaign's queues.
 }
shredding-swept = The last of this was erased on { $time }.
shredding-going-on = What came of the calls is being erased now. Look again in a few minutes.
shredding-stays-ledger = The log, so that members can still see who rang them and when, and what came of it. Only the member can have that part opened.
shredding-stays-objections = That a member doesn't want calls.
shredding-stays-counts = How many calls there were, without anybody's name.
shredding-backups = Backups hold it locked with a key that will be destroyed. From the end of { $day } nothing of it can be read anywhere.
shredding-entry = Entry about the key
shredding-sweep-entry = Entry about the rest
shredding-not-yet = This contest is not deleted yet.
shredding-not-yet-text = On the day of its deletion the campaign's key is destroyed, and this page says so.
