## The door

sign-in-title = Sign in
sign-in-code = Your code
sign-in-code-hint = Type it as it was given to you. Capital and small letters are the same.
sign-in-button = Sign in
sign-in-error-not-accepted = This code does not work. Check it, or ask for a new one.
sign-in-error-empty = Type your code first.
sign-in-watched-title = Before you sign in
sign-in-watched = Everything you open here is recorded and can be checked.
sign-in-watched-who = The record says which account opened what, when, and for what. The data protection officer reads it. It cannot be changed afterwards.
sign-in-testing = Found a hole, or want to test? Whom to ask first
sign-out = Sign out
signed-out-title = You are signed out
signed-out-asked = Nothing more is open to you on this device.
signed-out-ended = Your time here was up, or your access has ended. Sign in again if you still have a code.
signed-out-late = Did a member ask not to be called, and you have not told us yet? Go back to that card. It still takes your answer.

# One's own sessions.
nav-sessions = Where you are signed in
nav-sessions-hint = Your running sessions, and ending them
sessions-title = Where you are signed in
sessions-text = Each line is a browser or a program that is signed in as you. What you end is shut at once, whatever it was doing.
sessions-code = Opened with a code
sessions-set-up = Opened with a code, to set a password
sessions-password = Opened with your password and your app
sessions-token = A token of the programming interface
sessions-console = The console
sessions-this = This is the one that you are using now.
sessions-opened = Opened { $time }.
sessions-seen = Last used { $time }.
sessions-until = Ends by itself { $time } at the latest.
sessions-end = End it
sessions-end-this = End it, and sign out here
sessions-end-others = End all but this one
sessions-full = Only the newest 50 are shown here. “End all but this one” ends the others too.
sessions-unknown-title = One of them is not yours?
sessions-unknown = End it, and tell whoever gave you your role: a new code or a new password is needed too, for whoever came in once can come in again. Addresses and devices are not kept, so they cannot be shown here.
sessions-said-ended = It is ended.
sessions-said-before = It was over before.
sessions-said-others = All others are ended.
sessions-said-no-others = There was no other.
