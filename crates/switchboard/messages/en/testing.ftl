# Whom to tell of a hole, whom to ask before a test, and what is never allowed.
testing-title = Testing this installation
testing-rule = Nothing is a test that was not agreed before it began.
testing-attack = Whatever is tried here without that leave is treated as an attack, whoever did it and whatever for. Leave cannot be given afterwards. What is done here is recorded either way.
testing-contact-title = Whom to tell, and whom to ask
testing-nobody = This installation names nobody. Write to the organisation that runs it, by the contact that it gave its members and volunteers. Nobody here has agreed to a test.
testing-found = If you came upon a hole without looking for one, tell what you did and what you saw, and stop there. Leave people’s names, numbers and addresses out of it.
testing-ask-title = How to ask for leave
testing-ask = Before you try anything, write who you are, what you want to try, with which accounts, from when until when, and how you are reached meanwhile. Wait for the answer: no answer is a no.
testing-unbuilt = This program cannot write such a leave down yet, so today there is no licence under which anything here is a test.
testing-later = An agreed test will be a licence in the log, signed by two people before it begins. It will name the accounts, what may be tried and from when until when. It will run on invented members, and it will end by itself.
testing-own = On your own machine you need nobody’s leave: the program has a demo with invented members.
testing-never-title = Never allowed, by anybody
testing-never = No leave covers these, and none will:
testing-never-data = taking members’ data home, even as proof: a description is enough;
testing-never-accounts = using other people’s accounts, codes or browsers;
testing-never-load = so much load that callers cannot ring;
testing-never-people = deceiving or pressing members or volunteers, by telephone, by mail or at the door.
