### Choosing the language, and what is said of translations.

# The language's own name, as its speakers say it.
language-itself = English
language-unreviewed = No fluent speaker has checked this translation yet.
language-tell = Tell us about mistakes
language-title = Languages
language-text = Pages are in the language that your browser asks for. The link at the foot of every page chooses another for this browser.
language-text-own = You have chosen the language of your account: your pages are in it, whatever a browser asks for. The link at the foot of a page leads here.
language-said-own = Your account has a language of its own, so the link changed nothing. Choose another here.
language-said-chosen = Saved. Your pages and letters come in this language from now on.
language-own-title = The language of my pages and letters
language-own-none = As my browser asks
language-own-hint = It goes with your account to every browser in which you sign in.
language-own-button = Save
language-about-title = About the translation
language-about = Sentences are written in English first. The Welsh was made by a machine, and no fluent speaker has checked it yet.
language-about-tell = If a sentence is wrong or hard to understand, note down the page and the sentence, and tell whoever invited you or the organisation's office. They can pass it on to those who write Switchboard.
language-about-holds = Where the two languages say different things, the English one holds.
action-choose-own-language = Choose the language of their own pages
event-language-chosen = Chose the language of their own pages
refusal-bad-body = The body of this request can't be read. Its form stands in /api/openapi.json. Nothing was changed.
fault-busy = Too much is going on just now. Nothing was changed; try again in a moment.
fault-disk-full = The disk is full, and nothing was saved. Whoever runs the machine must make room.
