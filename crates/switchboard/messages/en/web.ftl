### Every sentence people read, in English. Plain words, short sentences.
### A caller "has" a member until a time. We don't say lease, session, queue, or token.
### Many keys (event-, role-, refusal-, outcome-, not-now-, …) are named by the rules; a test
### asks the rules for all of theirs, and another finds a key that nobody says.

product-name = Switchboard

## Around every page

shell-skip = Skip to the page
shell-world = About this place
shell-demo-banner = This is a demo. The members are invented, and calling hours are always open here.
shell-decoy-banner = This is a test copy. Nobody in it exists, and no letter leaves it. Everything you do here is written down under licence { $licence }, until { $time }.
shell-decoy-title = Test copy
pack-demo-all-hours-open = In this demo calling hours are always open.
shell-rooms = Rooms
shell-menu = Menu
shell-recorded = What is opened here is recorded.
shell-public-log = The public log
nav-home = Start page
nav-home-hint = What you can do here
nav-import = Import the roll
nav-import-hint = Bring in a file of members
nav-search = Find a member
nav-search-hint = By name, number, e-mail or membership number
nav-reports = Reports from calls
nav-reports-hint = Members who moved, died, or have another number
nav-exhibits = Exhibits
nav-exhibits-hint = Take entries of the ledger along with their proofs
nav-record = My record
nav-record-hint = What the ledger holds about you
nav-ledger = The ledger
nav-ledger-hint = Who did what, when, and for what
nav-exposure = What can be learnt
nav-exposure-hint = The most that ringing can tell, and what it has told
way-home = Go to the start page
way-sign-in = Go to sign in

stamp-day = { $day } { $month } { $year }
stamp-full = { $day }, { $time }
stamp-weekday = { $weekday } { $day }
stamp-weekday-1 = Monday
stamp-weekday-2 = Tuesday
stamp-weekday-3 = Wednesday
stamp-weekday-4 = Thursday
stamp-weekday-5 = Friday
stamp-weekday-6 = Saturday
stamp-weekday-7 = Sunday
stamp-month-1 = January
stamp-month-2 = February
stamp-month-3 = March
stamp-month-4 = April
stamp-month-5 = May
stamp-month-6 = June
stamp-month-7 = July
stamp-month-8 = August
stamp-month-9 = September
stamp-month-10 = October
stamp-month-11 = November
stamp-month-12 = December

count-fewer-than-10 = fewer than 10
count-about = { $count }
