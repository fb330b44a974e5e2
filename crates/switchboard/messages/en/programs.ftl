## Programs that act for somebody, with an API token
programs-title = Programs that act for you
programs-text = A program that has an API token of yours does here what you may do, as you: what it opens and changes stands under your name. It cannot do what takes a person, such as agreeing to a request, giving a role or changing how you sign in. “End all but this one” on the page “Where you are signed in” ends these tokens too.
programs-none = No program acts for you.
programs-made = Made { $time }.
programs-used = Last used on { $day }.
programs-unused = Not used yet.
programs-end = End it
programs-make-title = Make an API token
programs-name = What it is for
programs-name-hint = By this you know later which one to end. At most 60 letters.
programs-name-empty = Say what it is for.
programs-name-long = That is longer than 60 letters. Make it shorter.
programs-days = How long it lasts
programs-days-choice = { $count ->
    [one] One day
   *[other] { $count } days
}
programs-make-hint = At most five run at once. You must have signed in, or shown again that it is you, within the last 15 minutes. We tell you by e-mail when a token is made, if we have your address.
programs-make = Make the token
programs-said-ended = It is ended, and opens nothing any more.
programs-said-before = It was over before.
programs-said-again = It is more than 15 minutes since you signed in. Sign out, sign in again, and then make the token.
programs-said-full = Five tokens run already. End one of them first.
programs-said-too-long = Whoever rings and does nothing else has tokens for one day. Choose one day.
programs-new-title = Your new API token
programs-new-text = It is shown this once. Whoever has it is you: put it into the program’s secret store now, and nowhere else.
programs-new-send = The program sends it as “Authorization: Bearer”.
