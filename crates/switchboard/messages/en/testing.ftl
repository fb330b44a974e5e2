# Whom to tell of a hole, whom to ask before a test, and what is never allowed.
testing-title = Testing this installation
testing-rule = Nothing is a test that was not agreed before it began.
testing-attack = Whatever is tried here without that leave is treated as an attack, whoever did it and whatever for. Leave cannot be given afterwards. What is done here is recorded either way.
testing-contact-title = Whom to tell, and whom to ask
testing-nobody = This installation names nobody. Write to the organisation that runs it, by the contact that it gave its members and volunteers. Nobody here has agreed to a test.
testing-found = If you came upon a hole without looking for one, tell what you did and what you saw, and stop there. Leave people’s names, numbers and addresses out of it.
testing-ask-title = How to ask for leave
testing-ask = Before you try anything, write who you are, what you want to try, with which accounts, from when until when, and how you are reached meanwhile. Wait for the answer: no answer is a no.
testing-unbuilt = An agreed test is an entry in the log, signed by two people before it begins, one of them the data protection officer. It names the accounts, what may be tried, and from when until when. Most often it runs in a copy with invented members. It ends by itself, and a report is due within 72 hours.
testing-later = It counts only once it has been seen in the log from outside. What is done under it carries it in the log, so that both sides can check afterwards what was a test and what was not. It gives no right: you do what your account may do.
testing-own = On your own machine you need nobody’s leave: the program has a demo with invented members.
testing-never-title = Never allowed, by anybody
testing-never = No leave covers these, and none will:
testing-never-data = taking members’ data home, even as proof: a description is enough;
testing-never-accounts = using other people’s accounts, codes or browsers;
testing-never-load = so much load that callers cannot ring;
testing-never-people = deceiving or pressing members or volunteers, by telephone, by mail or at the door.
