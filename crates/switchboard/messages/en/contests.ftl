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
shredding-text = On { $time } the key of this campaign was destroyed. Since then nobody can open in Switchboard what it wrote about members.
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
shredding-stays-ledger = The log: who rang for the campaign and when, and what came of each call. No page shows it to anybody but the member; whoever holds the machine and the key of the log could still read it there.
shredding-stays-reports = What callers told the office: who has died or moved, and wrong numbers.
shredding-stays-objections = That a member doesn't want calls.
shredding-stays-counts = How many calls there were, without anybody's name.
shredding-backups = Backups hold its notes locked with a key that will be destroyed. From the end of { $day } they can be read nowhere.
shredding-entry = Entry about the key
shredding-sweep-entry = Entry about the rest
shredding-not-yet = This contest is not deleted yet.
shredding-not-yet-text = On the day of its deletion the campaign's key is destroyed, and this page says so.
