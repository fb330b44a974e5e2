## Forgetting, and how long things are kept

nav-forget = Forget a member
nav-forget-hint = See what would be destroyed, and ask a colleague to approve it
nav-forgetting = Being forgotten
nav-forgetting-hint = By when nothing of a forgotten member is left, and the certificates
nav-retention = How long things are kept
nav-retention-hint = Rules, what they would erase, and what they have erased

rights-slip-why = Say why in a few words, at most 500 letters. Nothing was changed.
rights-slip-months = Give a number of months from 1 to 240, or leave it empty to keep things for ever. Nothing was changed.

forget-title = Forget a member
forget-text = Forgetting destroys what is known of a member. It can't be undone. It takes two people: you ask and say why, a colleague approves on the page "Requests".
forget-which = Membership number
forget-which-hint = The number in your books. Looking is recorded.
forget-look = Show what would be destroyed
forget-nobody = Nobody on the roll has this number. Look for a slip in it.
forget-number = Membership number { $number }
forget-goes-title = This is destroyed
forget-goes-row = { $count ->
    [one] Their record: name, numbers, addresses, birth date, marks
   *[other] Their record, in { $count } versions: name, numbers, addresses, birth date, marks
}
forget-goes-calls = { $count ->
    [0] They were not called
    [one] That one call was with them, and what was noted of it
   *[other] That { $count } calls were with them, and what was noted of them
}
forget-goes-reports = { $count ->
    [0] No reports from calls
    [one] One report from a call
   *[other] { $count } reports from calls
}
forget-goes-messages = { $count ->
    [0] No messages to them
    [one] One message to them
   *[other] { $count } messages to them
}
forget-goes-entries = { $count ->
    [one] Their part of one entry of the ledger
   *[other] Their part of { $count } entries of the ledger
}
forget-goes-rejects = Rows that were given back to whoever imported, where they hold this member's number, e-mail address or telephone number
forget-goes-desk = A caller has this member in front of them now. That call's card ends.
forget-stays-title = This stays, and why
forget-stays-hashes = Scrambled marks: of the membership number, of name, e-mail address and telephone number two at a time, and of telephone numbers that nobody else has. They lead to nobody by themselves. Without them the next file would bring this member back, and somebody would ring them.
forget-stays-ledger = That somebody looked at a member, when and why, without whom. So nobody can hide a look behind a forgotten member, and every proof still holds.
forget-stays-counts = How many calls a campaign made, without whom.
forget-stays-duties = Nothing else: Switchboard holds no payments and no subscription records. If the law makes you keep such records elsewhere, or a court has told you to keep this one, think of it before you ask.
forget-reason = Why
forget-reason-hint = Your colleague reads it. It is forgotten with the member.
forget-ask = Ask a colleague to approve it

forgetting-title = Being forgotten
forgetting-text = Here, a forgotten member is gone at once. Backups still hold them, locked with a key that is destroyed later: after { $days } days at most nothing can be read anywhere. This page names nobody.
forgetting-none = Nobody was forgotten yet.
forgetting-left = { $days ->
    [one] One day left
   *[other] { $days } days left
}
forgetting-over = Forgotten everywhere
forgetting-at = Forgotten
forgetting-everywhere = Nothing can be read anywhere from the end of { $day }.
forgetting-certificate = The certificate
forgetting-by-rule = Forgotten by your rule for members whose membership has ended.
forgetting-first = Back to the newest

certificate-title = Certificate of forgetting
certificate-text = On { $time } a member was forgotten.
certificate-gone-title = What was destroyed
certificate-gone-record = The member's record in every version: name, numbers, addresses, birth date, marks, and the key with which all of it was locked.
certificate-gone-calls = Whose calls and reports they were, what callers noted, and messages to the member.
certificate-gone-ledger = The member's part of every entry of the ledger.
certificate-gone-rejects = Rows given back to whoever imported, where they held the member's number, e-mail address or telephone number.
certificate-gone-rejects-later = Rows given back to whoever imported are being looked through now. Look again in a few minutes.
certificate-stays-title = What is kept, and why
certificate-backups-title = Backups
certificate-backups = Backups hold the record locked with a key that is destroyed. From the end of { $day } nothing of it can be read anywhere.
certificate-who-title = Who did it
certificate-approved = Approved by { $name },
certificate-log-title = Where it is written
certificate-log = The public log holds an entry that says so. Anybody can check that it was not changed.
certificate-entry = Entry
certificate-signed = Entries under the newest signature
certificate-request = Request
certificate-names-nobody = This page names nobody. Write the name on your letter, and keep no copy of the letter longer than you need it.

retention-title = How long things are kept
retention-text = Nothing is erased until you say so. A rule takes two people: one asks for it, a colleague approves it. From then on what is older is erased each night, and you can see here how much.
retention-suggestion = The months beside each rule are our suggestion; there is no source for them.
retention-kept = { $months ->
    [one] Kept for one month.
   *[other] Kept for { $months } months.
}
retention-off = Kept for ever.
retention-suggested = { $months ->
    [one] Our suggestion: one month.
   *[other] Our suggestion: { $months } months.
}
retention-since = Since { $time }
retention-would = { $count ->
    [one] Would be erased tonight: one.
   *[other] Would be erased tonight: { $count }.
}
retention-would-if = { $count ->
    [one] With our suggestion one would be erased.
   *[other] With our suggestion { $count } would be erased.
}
retention-count = Count what would be erased
retention-counted = Counted just now. Nothing was erased.
retention-change-title = Change a rule
retention-change-text = A colleague approves it on the page "Requests". What the ledger says of a member goes when the member is forgotten, not before.
retention-which = What
retention-months = For how many months
retention-months-hint = From 1 to 240. Leave it empty to keep things for ever.
retention-reason = Why
retention-ask = Ask a colleague to approve it
retention-runs-title = What was erased
retention-runs-none = Nothing was erased yet.
retention-run-broken = It broke off; the next night goes on.
