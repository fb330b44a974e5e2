# The demo's people and what it prints.
demo-contest = Leadership 2026
demo-campaign-a = Harbour
demo-campaign-b = Lighthouse
demo-bank = Evening calls
demo-bank-again = Not reached yet
demo-officer = Membership officer
demo-returning = Returning officer
demo-dpo = Data protection officer
demo-committee = Committee member
demo-organiser = Organiser of { $campaign }
demo-caller = Caller of { $campaign }
demo-running = A whole contest is running on { $url }
demo-members = { $created } members, { $rejected } rows not taken. Calling hours are always open here.
demo-yesterday = Two evenings of calls were rung before it began, { $cards } cards in all. --fresh begins without them.
demo-dropped = Columns that nobody knows were left out: { $columns }. Name them with --map column=field, such as --map capitol_phone=work_phone.
demo-data = Its data, gone when it ends: { $dir }
demo-key = The log's key: { $key }
decoy-tester = Tester
demo-end = End it with Ctrl-C. To sign in, open the page and type the code:
demo-guest-a = Volunteer who is invited 1
demo-guest-b = Volunteer who is invited 2
