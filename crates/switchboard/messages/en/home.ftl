## The start page

home-title = Start page
home-ringing = Ring members
home-watching = Watch your phone banks
home-contest = Campaigns, terms and accounts
home-nothing = No room is open to you now. Ask the person who gave you your code.
bank-state-open = Open
bank-state-paused = Paused
bank-state-closed = Not open now
