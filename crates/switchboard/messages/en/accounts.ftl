## Accounts, passwords and the app

role-approver = Second person
refusal-set-up-first = Set your password and your app first, or a passkey.
event-password-set = Somebody set their password
event-app-set = Somebody set up their app
event-code-handed-out = A colleague was given a new code
event-account-shut = A colleague's way in was closed
event-recovery-asked = A way back in was asked for at the console
event-recovery-stopped = A way back in was stopped
event-numbers-refused = The right password came with wrong numbers, again and again

nav-accounts = Accounts
nav-accounts-hint = Who holds an office here, and who checks them; a new code for a colleague
nav-own = Your password
nav-own-hint = Change your password or your app

## Signing in with a password

sign-in-staff = You have a password? Sign in with it
staff-title = Sign in with your password
staff-email = Your e-mail address
staff-password = Your password
staff-number = The number in your app
again-title = Show again that it is you
again-text = You are signed in. What you want to do hands on personal data, opens or closes a way in, or takes two people. If you showed more than 15 minutes ago that it is you, it asks once more.
again-refused = Nothing was done yet. When you have shown that it is you, you come back to the page you were on: do it once more there.
again-not-accepted = That did not work. A number of your app works once only: if you used it just now, wait for the next one.
again-number-hint = Six digits. The app shows a new number every half minute.
again-button = It is me
again-passkey-button = Show your passkey
again-passkey-without = Your passkey is shown by a script, and your browser runs none here. Sign out, and sign in again on a device that can show it.
again-soon = You signed in a while ago. Before you fill in anything here, show again that it is you.
again-open = Show it now
staff-code = You have a passkey or a code? Sign in here
staff-number-hint = Six digits. The app shows a new number every half minute. If you ring members and have no app, leave this empty.
staff-not-accepted = That did not work. Check all of it. A number works once only: if you used it just now, wait for the next one.
staff-empty = Type your address and your password.
staff-lost = Lost your password or your phone? If you ring members, ask whoever invited you for a new code. If you hold an office, ask another officer for a new code. If there is no other officer, the person who runs the machine can ask for a way back in for you. That takes a day.
first-title = Nobody keeps the roll yet
first-text = The person who runs the machine names the first officer at its console, with this command:
first-command = switchboard account add --data DIR --role membership-officer --name NAME --email ADDRESS
first-then = It prints a code. The officer types it on this page within a day.

## Choosing a password and setting up the app

set-up-title = Choose your password
set-up-text = Your code is used up now. Choose a password and set up an app on your phone. After that you sign in with both. You have an hour for it.
set-up-next = Next: your app
set-up-app-title = Set up your app
set-up-app-text = Open an app for sign-in numbers on your phone and let it read this square. Any app for one-time codes will do.
set-up-square = A square for your app to read. The same stands below in letters.
set-up-type = No camera? Choose "enter a key" in the app and type this. Leave out the spaces.
set-up-number = The number that the app shows now
set-up-number-hint = Six digits. Your password counts from when this number is right.
set-up-number-wrong = That number is not right. Wait for the next one and type it. If it fails again, check that your phone's clock is set by the network.
set-up-finish = Finish
password-new = New password
password-hint = At least 12 characters. A few words that do not belong together are best. No need for digits or signs.
password-again = The same again
password-differs = The two are not the same. Type both once more.
password-short = That is too short. Take at least 12 characters, such as a few words.
password-long = That is longer than 512 letters. Take fewer.
password-common = Many people use that password, so it is tried first. Take a few words that do not belong together.
password-own = Your name, your address or the organisation is in it, and that is tried first. Take other words.
password-date = Dates and years are easy to guess. Take a few words that do not belong together.
password-pattern = Rows of keys and repeats are easy to guess. Take a few words that do not belong together.
password-word = That is easy to guess. Add another word or two.

own-title = Your password and your app
own-text = You sign in as { $email }. If you change something here, you are signed out everywhere else.
own-old = Your password now
own-password-title = Change your password
own-password-button = Change the password
own-app-title = Use another phone
own-app-text = Set up the app on the new phone while you still have the old one. The old one counts until the new one has given its first number.
own-app-number = The number in your old app
own-app-button = Set up the new app
own-wrong = The password or the number is not right. A number works once only: wait for the next one.

## The accounts of those who hold an office

accounts-title = Accounts
accounts-text = Everybody who holds an office here, and whoever checks the offices. What you do on this page is recorded, and every officer gets a message about it.
accounts-set = Signs in with a password and an app, or with a passkey.
accounts-told = Has a code that was not used yet. It works until { $until }.
accounts-closed = Cannot sign in. Needs a new code.
accounts-own = This is you. Two of your colleagues can give you a new code.
accounts-hand-out = They need a new code
accounts-hand-out-two = For a colleague who lost their telephone or forgot their password. It takes two people: you ask, a letter tells your colleague at once, and a second person approves and is shown the code.
accounts-shut = Close their way in
accounts-more = More
accounts-keeps-committee = Watches the contest for the members. Gets the log's checkpoint each night, and sees no member.
accounts-keeps-auditor = Checks from outside the offices. Gets the log's checkpoint each night, and sees no member.
accounts-keeps = No office lets them in or shuts them out alone.
accounts-record = They need a code
accounts-record-means = A code lets them see what the ledger holds about themselves. It takes two people: you ask, a second person approves and is shown it, and a letter tells them, if an address is known and mail goes out.
accounts-record-reason = Why it is needed
accounts-record-ask = Ask for a code
accounts-means-title = What the buttons do
accounts-hand-out-means = A new code lets your colleague choose a new password and set up the app again. Whoever approves it gives it to nobody but them, by voice or on paper. Until they use it, the old password still works.
accounts-shut-means = Closing somebody's way in signs them out at once and ends their password. Their role stays, and a new code lets them in again. To take a role away, choose their name.
accounts-said-shut = Their way in is closed. They are signed out everywhere.
accounts-said-stopped = Stopped. The code that was printed does not work.
accounts-said-why = Say why in a few words, at least eight letters. Nothing was asked for.
accounts-said-not-left = That person holds a role here, so nobody is given a code for their record. Nothing was asked for.
accounts-said-no-role = That person holds no role for which a code takes two people. Somebody who rings gets theirs from whoever invited them. Nothing was asked for.
accounts-said-nothing-waits = There was nothing left to stop.
recovery-title = Somebody asked for a way back in for { $name }
recovery-own-title = Somebody asked for a way back in for you
recovery-text = It was asked for at the machine's console, { $asked }. Its code works from { $due }.
recovery-do = If you know about it, do nothing. If not, stop it, and ask who was at the machine.
recovery-stop = That was not us. Stop it
second-day = Nobody else can decide: let me do it alone after a day
second-day-hint = Fewer than four people hold an office here, so there may be no second person. Every office and the auditor are told at once by letter, and any of them can refuse. After a day you come back and do it.
