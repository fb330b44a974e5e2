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
