## Leaving: one fact ends everything

event-left = Somebody left: everything of their account was ended
event-campaign-withdrawn = A campaign withdrew: its roles were ended and its banks closed
event-office-left = The membership of somebody in an office has ended
event-directory-read = The organisation's directory was shown accounts
event-directory-changed = The organisation's directory added or changed an account without any role
event-directory-key-made = A key for the organisation's directory was made
event-directory-key-ended = A key for the organisation's directory was ended
action-end-somebodys-access = End everything of an account because somebody left
action-withdraw-a-campaign = See what it would end if a campaign withdraws, and ask for it

leaving-link = { $name } has left: end everything at once
leaving-title = Somebody has left
leaving-heading = { $name } has left
leaving-means = This ends every role, sign-in, code, password, passkey, telephone key and connection of this account, in one moment. Invitations they made stop working, and what they asked for and nobody has decided lapses. A member's card on their desk goes back at once; what came of that call they can still report once, and they see nothing by it. Nobody else is touched.
leaving-back = It is not undone by itself: whoever comes back is given their roles anew. They can still see their own record, if two people agree.
leaving-why = Why
leaving-why-hint = It stands sealed in the ledger, and on no page of colleagues.
leaving-why-resigned = They resigned
leaving-why-expelled = They were expelled
leaving-why-lapsed = Their membership has ended
leaving-why-deceased = They have died
leaving-why-role-ended = What they did here is over
leaving-why-campaign-withdrew = Their campaign withdrew
leaving-why-missing = Say why. Nothing was ended yet.
leaving-end = End everything now
leaving-ended = Everything of this account is ended. Every page of theirs shut at that moment.

withdraw-link = A campaign withdraws
withdraw-title = A campaign withdraws
withdraw-text = Choose the campaign. The next page says what would end, and there you ask for it.
withdraw-gone = { $name }: has withdrawn
withdraw-heading = { $name } withdraws
withdraw-where = In { $contest }.
withdraw-means = Every role in this campaign ends in one moment, its phone banks close, and its open invitations stop working. Whoever held no other role has left: everything of their account ends within seconds. Other campaigns are not touched.
withdraw-people = People who work for it
withdraw-banks = Phone banks that would close
withdraw-cards = Members on a desk now
withdraw-end = Ask for it
withdraw-two = It takes two: you ask and say why, and somebody else in an office agrees. Until then nothing ends. What can't wait is to freeze the campaign, which you do alone and at once:
withdraw-why = Why
withdraw-why-hint = Whoever agrees reads this. Name no member.
withdraw-why-missing = Nothing was asked for: say why, in at least eight letters.
withdraw-about = { $campaign }, in { $contest }. Its roles end, its phone banks close, and its people are told.
request-kind-withdraw-campaign = Take a campaign out of its contest
letter-campaign-withdrawn-subject = { $organisation }: { $step ->
    [asked] somebody asked that { $campaign } be taken out of its contest
   *[done] { $campaign } has withdrawn
}
letter-campaign-withdrawn-body =
    On { $place }: { $step ->
        [asked] { $by } asked that { $campaign } be taken out of its contest. Nothing has ended. A second person in an office decides, until { $until }.
       *[done] two people took { $campaign } out of its contest. Its roles have ended, its phone banks are closed, and its invitations no longer work. { $by } asked for it.
    }

    If it seems wrong to you, say so to the data protection officer of { $organisation }, by telephone.
withdraw-done = This campaign has withdrawn. Its roles have ended and its phone banks are closed.
