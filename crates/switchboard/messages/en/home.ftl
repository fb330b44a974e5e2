## The start page

home-title = Start page
home-ringing = Ring members
home-watching = Watch your phone banks
home-contest = Campaigns, terms and accounts
home-contests = Contests
home-nothing = No room is open to you now. Ask the person who gave you your code.
home-committee-text = You watch the contest for the members, apart from its offices and its campaigns.
home-auditor-text = You check from outside the offices. Nobody in an office chose you: you were named at the machine itself.
home-keeper-for = Each look at a member is written into a log. Whoever holds the machine could write that log anew, but not unseen by somebody outside who has kept an older checkpoint of it. You are such a somebody.
home-keeper-blind = You see no member, no page of the ledger and no figures of a campaign, and nothing waits for your approval. What is recorded about yourself stands under "My record".
home-keeper-night-title = What you get each night
home-keeper-night = A letter with the log's checkpoint: how many entries it has, and one line that stands for all of them. Keep these letters, somewhere else than with this organisation.
home-keeper-missing = If no letter came in a night, ask the person who runs the machine why. It goes to the e-mail address they gave when they named you.
home-keeper-check-title = How to check
home-keeper-check = On a computer that is not this organisation's, put a copy of the log into a folder and save the checkpoint of an older letter into a file. Then type:
home-keeper-command = switchboard-verify log FOLDER --key { $key } --old FILE
home-keeper-words = It says whether the log still begins with everything that the older letter stood for. The log lies under { $address }. Compare the key above with the one in your first letter: if they differ, ask why, and believe the letter.
home-keeper-witness = The same program can be a witness, which fetches the log by itself and keeps what it saw. What comes with it says how.
home-keeper-log = The public log
bank-state-open = Open
bank-state-paused = Paused
bank-state-closed = Not open now
home-alone = { $name } would do alone what takes two people
home-alone-text = { $what }. So few people hold an office here that there may be nobody else to agree. It can be done from { $time }, and you can refuse it until it is done.
home-alone-see = See it, and refuse it if it is wrong
