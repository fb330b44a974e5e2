## Inviting people to ring, and joining

nav-people = People who ring
people-invite = Invite people, and see who has joined
people-title = People who ring
people-text = Invite people to ring for your campaign. Each gets a link and a code. The link opens nothing without the code, so tell them the code by another way: by telephone, in person or on paper.
people-none = Nobody is invited yet.
people-list = Whom you invited
people-open = Invited. The code works until { $until }.
people-open-mailed = Invited, and the link goes out by mail. The code works until { $until }.
people-expired = Did not join by { $until }. Give a new code, or take the invitation back.
people-joined = Joined { $time }.
people-whole = The whole campaign
people-new-code = Give a new code
people-caller-code = They lost their way in
people-take-back = Take back
people-more = More
people-one-title = Invite one person
people-name = Name
people-name-hint = As the others in your campaign know them.
people-email = E-mail address
people-email-hint = The link goes there. Leave it empty to send the link yourself.
people-number = Membership number
people-number-hint = Leave it empty, unless they are a member and you know their number. Then they can join with it and the year they were born in, instead of the code. Whether the number is right is not said here.
people-bad-number = That can be no membership number. Write it as the roll has it, or leave it empty.
people-for = They ring for
people-one-button = Invite
people-file-title = Invite from a file
people-file = A file with names and e-mail addresses
people-file-hint = CSV, with a line for each person, at most { $max }. The first line names the columns: “name” and “email”, or “first name”, “last name” and “email”.
people-file-button = Invite them all
people-taken-back = Taken back. Its link and its code open nothing any more.
people-bad-name = The name is missing.
people-bad-long = That name is longer than 80 letters.
people-bad-email = That is no e-mail address. Write one like cai@example.org, or leave it empty.
people-too-many = { $open } invitations are open already, and 500 is the most at once. Nobody was invited. Take some back, or wait until they have joined.
people-over = The contest is over. Nobody was invited.
people-file-wrong = Nobody was invited. Mend these lines and send the file again.
people-file-line = Line { $line }: { $why }
people-file-empty = There is nobody in the file. It needs a line for each person.
people-file-columns = No column says who they are. Name it “name”, or “first name” and “last name”.
people-file-long = That are more than { $max } lines. Cut the file into several.
people-file-unreadable = The file cannot be read. Save it as CSV and send it again.

told-title = Tell each their code
told-text = The codes are shown only now. They work until { $until }, once each. Tell each person theirs by another way than the link: by telephone, in person or on paper.
told-mailed = { $count ->
    [0] No link goes out by mail. Send each person the link that stands beside their code.
    [one] One link goes out by mail.
   *[other] { $count } links go out by mail.
}
told-no-post = Mail is not set up here, so no link goes out. Send each person the link that stands beside their code.
told-caption = Names, codes and links
told-name = Name
told-code = Code
told-link = Link
told-by-mail = By mail
told-already = Invited already, or has joined. Nothing was sent.
told-twice = Stands in the file twice. Invited once.
told-back = Back to the people
told-one-title = A new code
told-one = For { $name }. It works once, until { $until }. It is shown here only now, and older codes do not work any more.
told-one-how = Read it to them or write it down for them. They type it on the page that the link opens.
told-caller-how = Read it to them or write it down for them. They type it on the sign-in page, and choose a new password.

join-title = Join
join-text = You were invited to ring members. Whoever invited you told you a code.
join-code = Your code
join-code-hint = Twelve letters and digits. Capital and small letters are the same.
join-text-birth = You were invited to ring members. Type the code that whoever invited you told you. If you were invited by your membership number, you can type that and the year you were born in instead.
join-birth = Or, if you have no code
join-birth-hint = Only if you were invited as a member. After five wrong tries it takes a code.
join-number = Your membership number
join-year = The year you were born in
join-wrong-birth = This did not work. Check what you typed. If it is right, ask whoever invited you for a new code.
join-empty-birth = Type the code that whoever invited you told you, or your membership number and the year you were born in.
join-read = I have read this
join-button = Join
join-wrong = This did not work. Check the code. If it is right, ask whoever invited you for a new one.
join-empty = Type the code that whoever invited you told you.
join-unread = Read what is written down about you, and tick the box below it.
join-notice-holds = What the data protection officer signs is the English text of this notice, and it holds:
join-notice-title = What is written down about you
join-notice-what = Each card you are dealt, each number you are shown and each outcome you report, with your name and the time. Also when you sign in. Your calls are not recorded.
join-notice-who = Who sees it: you yourself, under “My record”; the data protection officer of this organisation; and whoever they must answer to. Your campaign's organiser sees how many cards you had this evening, and no member.
join-notice-why = It is there so that members can be told who looked at their record. It cannot be changed afterwards.
join-notice-object = You do not agree? Then do not join, and tell the data protection officer. You can object later too: they must answer you.

joined-title = How will you come back?
joined-text = Choose a password. With it and your e-mail address you sign in again, from any device.
joined-decoy = This is a test copy: what you choose here is taken, but nobody signs in with a password.
joined-demo = This is a demo: what you choose here is taken, but nobody signs in with a password.
joined-password-hint = At least 15 characters. A few words that do not belong together are best. No need for digits or signs.
joined-short = That is too short. Take at least 15 characters, such as a few words.
joined-email = Type your e-mail address. You sign in with it.
joined-taken = That address cannot be used here. Take another one, or go on without a password.
joined-button = Use this password
joined-without = Go on without a password
joined-without-text = You can also ring now without either. When you come back, whoever invited you has to give you a new code.
joined-device = No password to remember: this telephone keeps a key, and you choose a PIN of six digits or more. You sign in here and nowhere else. A code is mailed to you once.
joined-device-button = Use this telephone and a PIN
joined-home = Choose a password, so that you can come back without a new code

event-birth-year-tried = Somebody who was invited typed a membership number and a birth year
event-people-invited = An organiser invited people to ring
event-invitations-shown = A campaign's invitations were shown
event-invitation-renewed = An invitation got a new code
event-invitation-taken-back = An invitation was taken back
event-notice-read = Somebody who joined said that they had read what is written down
event-address-taken = A caller typed an address that belongs to another account
refusal-rings-only = The way you signed in is enough for ringing, and for nothing else. Ask for a new code and sign in with it.
sessions-alone = Opened with your password
sessions-joined = Opened by joining

letter-invitation-subject = { $organisation }: you are invited to ring members
letter-invitation-body =
    Dear { $guest },

    { $by } invites you to ring members for a campaign in { $organisation }. This is the page on which you join:

    https://{ $place }/join/{ $invitation }

    It asks for a code. { $by } tells you the code by another way, such as by telephone. Nobody will ever ask you for it by mail.

    If you do not know { $by }, do nothing: this letter opens nothing.
letter-callers-code-subject = { $organisation }: a new code was made for you
letter-callers-code-body =
    { $by } made a new code for your account on { $place }. With it you sign in and choose a new password.

    If you did not ask for it, ring the data protection officer of { $organisation }, and tell { $by }.
