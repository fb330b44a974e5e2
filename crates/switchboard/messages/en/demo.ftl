# The demo's people and what it prints.
demo-contest = Leadership 2026
demo-campaign-a = Harbour
demo-campaign-b = Lighthouse
demo-bank = Evening calls
demo-opening = Good evening. My name is …, and I'm a volunteer for the { $campaign } campaign. You're a member, and the organisation put this call through. You can say no, and I'll note that you don't want to be rung.
demo-script =
    Is it a good moment?
    Do you know that the ballot is open?
    Which of the candidates will you vote for? You needn't say.
demo-officer = Membership officer
demo-returning = Returning officer
demo-dpo = Data protection officer
demo-committee = Committee member
demo-organiser = Organiser of { $campaign }
demo-caller = Caller of { $campaign }
demo-running = A whole contest is running on { $url }
demo-members = { $created } members, { $rejected } rows not taken. Calling hours are always open here.
demo-dropped = Columns that nobody knows were left out: { $columns }. Name them with --map column=field, such as --map capitol_phone=work_phone.
demo-data = Its data, gone when it ends: { $dir }
demo-key = The log's key: { $key }
decoy-tester = Tester
demo-end = End it with Ctrl-C. To sign in, open the page and type the code:
demo-guest-a = Volunteer who is invited 1
demo-guest-b = Volunteer who is invited 2
