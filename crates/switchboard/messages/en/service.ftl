## How the installation stands

nav-installation = Installation
nav-installation-hint = What is wrong with the machine, the mail and the backups, and how to mend it
installation-title = Installation
installation-sound = Nothing is wrong.
installation-wrong = Something is wrong. The worst stands first.
installation-same = The operator sees the same with `switchboard doctor`. If something stays wrong, one letter a day says so.

severity-information = Good to know
severity-warning = To be mended in the next days
severity-severe = To be mended now

finding-configuration = The configuration can't be used: { $why }.
finding-configuration-mend = Mend the file switchboard.toml. Every key is described in docs/configuration.md.
finding-store = The database can't be used: { $why }.
finding-store-mend = Until it can, nobody can work. Is the database running, and is it the one that belongs to this directory? After a new version: `switchboard migrate`.
finding-keys-absent = The directory `keys` is not there. Without the keys nothing can be read.
finding-keys-absent-mend = Put it back from the place where the keys are kept, apart from the backups.
finding-file-open = Others on this machine may read `{ $path }`.
finding-file-open-mend = Run `chmod go= { $path }` (a certificate's key may stay readable for its group: `chmod o= { $path }`).
finding-secret-absent = `{ $path }` can't be found, and the configuration names it.
finding-secret-absent-mend = Put the file there, readable for the program alone, or correct its path.
finding-certificate-unusable = The certificate can't be used: { $why }.
finding-certificate-unusable-mend = Set `serve.certificate` and `serve.key` to a pair that belongs together, then start the program again.
finding-certificate-past = The certificate is out of date. Browsers refuse to open the pages.
finding-certificate-past-mend = Renew it now. The program takes the new one within a minute.
finding-certificate-soon = The certificate ends in { $days ->
    [0] less than a day
    [one] one day
   *[other] { $days } days
}.
finding-certificate-soon-mend = Renew it now, and look why it was not renewed by itself. The program takes the new one within a minute.
finding-certificate-ends = The certificate ends in { $days } days.
finding-certificate-ends-mend = Renew it, or see to it that it is renewed by itself. The program takes the new one within a minute.
finding-certificate-name = The certificate is not for `{ $host }`, where people open the pages.
finding-certificate-name-mend = Get one for that name too, or correct `serve.host` or `decoy.url`.
finding-certificate-renewal = There is a new certificate, and it can't be used: { $why }. The old one is still served.
finding-certificate-renewal-mend = Put both files of the new pair in place. The program looks again within a minute.
finding-plain = It answers on this machine only, without encryption.
finding-plain-mend = For people elsewhere set `serve.certificate` and `serve.key`, or name the proxy that speaks HTTPS in `serve.proxy`.
finding-unplaced = An entry has waited { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} for its place in the ledger. Until it has one it could be taken away unseen.
finding-unplaced-mend = Is `switchboard serve` running, and is the machine's clock right? Its log says what keeps it from going on.
finding-unsigned = The ledger has { $count ->
    [one] one entry
   *[other] { $count } entries
} that nobody signed.
finding-unsigned-mend = Is `switchboard serve` running, and does it have the keys? Its log says what keeps it from signing.
finding-clock-behind = The clock is behind the last signature.
finding-clock-behind-mend = Set the machine's clock, and switch on its time service.
finding-clock-apart = The clocks of this machine and of the database's differ by { $seconds } seconds.
finding-clock-apart-mend = Switch on the time service on both.
finding-disk-full = The disk of `{ $path }` is full: { $megabytes } MB are free.
finding-disk-full-mend = Make room now. Until then nothing can be written down, and nobody can work.
finding-disk-low = Only { $percent } % of the disk of `{ $path }` are free ({ $megabytes } MB).
finding-disk-low-mend = Make room, or get a larger disk.
finding-disk-days = At this rate the disk of `{ $path }` is full in { $days ->
    [one] one day
   *[other] { $days } days
}.
finding-disk-days-mend = Make room, or get a larger disk.
finding-disk-elsewhere = The database is on a server of its own. Its disk is not watched from here.
finding-disk-elsewhere-mend = Have it watched there.
finding-backup-new = There is no backup yet.
finding-backup-new-mend = Run `switchboard backup TARGET`, and have it run every night.
finding-backup-never = There is no backup.
finding-backup-never-mend = Run `switchboard backup TARGET`, and have it run every night.
finding-backup-old = The newest backup is { $hours } hours old.
finding-backup-old-mend = Look why it was not made. To make one now: `switchboard backup TARGET`.
finding-key-old = The month key in use is of { $month } and should have been changed { $days } days ago. Forgetting waits for it.
finding-key-old-mend = Run `switchboard keys rotate`, and look why it did not run by itself.
finding-key-kept = { $count ->
    [one] One old month key
   *[other] { $count } old month keys
} should have been destroyed. Who was forgotten then is not forgotten yet.
finding-key-kept-mend = Run `switchboard keys status`. Somebody may still be wrapped by it; `switchboard keys rotate` goes on with what was broken off.
finding-mail-absent = No letters go out, for no mail server is set. { $count ->
    [0] None waits.
    [one] One waits.
   *[other] { $count } wait.
}
finding-mail-absent-mend = Set `mail.server` and `mail.from`, then try `switchboard doctor --mail-test ADDRESS`.
finding-mail-waits = { $count ->
    [one] One letter waits
   *[other] { $count } letters wait
}, the oldest for { $hours } hours.
finding-mail-waits-mend = Try `switchboard doctor --mail-test ADDRESS`. The program's log says what the mail server answers.
finding-host-absent = Letters go out, but it is not said under which name people reach this place. So the link in a letter of invitation leads nowhere, and nobody can add a passkey or sign in with one.
finding-host-absent-mend = Set `serve.host` to that name, such as "phones.example.org", and start the program again.
finding-oidc-unusable = Nobody can come in by the organisation’s own sign-in: { $why }.
finding-oidc-unusable-mend = See that `oidc.issuer` is letter by letter what its own document says, that this machine reaches it and trusts its certificate (`oidc.ca`), and that `serve.host` is set. People’s other ways in go on.
finding-mail-stuck = Letters do not go out: { $count ->
    [one] one waits
   *[other] { $count } wait
}, the oldest for { $hours } hours.
finding-mail-stuck-mend = Try `switchboard doctor --mail-test ADDRESS`. The program's log says what the mail server answers.
finding-mail-given-up = { $count ->
    [one] One letter was
   *[other] { $count } letters were
} given up this week. Nobody was told what stood in it.
finding-mail-given-up-mend = Is the sender's address allowed to send? The ledger says which kind of letter it was, and the mail server's code.
finding-mail-bounced = { $count ->
    [one] One address does
   *[other] { $count } addresses do
} not work. Nothing more is sent there.
finding-mail-bounced-mend = Nothing is to be done. When a new address is on the roll, letters go there.
finding-panics = { $count ->
    [one] One act
   *[other] { $count } acts
} failed inside since the program started. Nothing was lost.
finding-panics-mend = Look into the program's log and report it.
finding-copy-nowhere = { $count ->
    [one] A test in a copy is
   *[other] { $count } tests in copies are
} agreed, and no copy can be made: it has no address.
finding-copy-nowhere-mend = Set `decoy.listen` and `decoy.url` in `switchboard.toml`, then start the program again.
finding-testing-contact = Nobody is named to whom a hole in this installation can be told, so there is no security.txt.
finding-testing-contact-mend = Set `testing.contact` in `switchboard.toml`, such as ["mailto:security@example.org"]; the page /testing shows it.
finding-tps-none = No list of the Telephone Preference Service is kept. The rules of calling that are in force ask for none.
finding-tps-none-mend = Ask your data protection officer whether your members are to be compared with it.
finding-tps-needed = There is no list of the Telephone Preference Service, so nobody is rung.
finding-tps-needed-mend = Get the newest list from its publisher, and take it in: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-tps-ends = The list of the Telephone Preference Service is { $days } days old. From { $limit } days on nobody is rung.
finding-tps-ends-mend = Get the newest list from its publisher, and take it in: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-tps-past = The list of the Telephone Preference Service is { $days } days old, which is too old. Nobody is rung.
finding-tps-past-mend = Get the newest list from its publisher, and take it in: switchboard screen import FILE --list tps --dated DAY --data DIR.
finding-witness-none = No witness countersigns the log yet.
finding-witness-none-mend = Find one, best a rival campaign or an auditor: docs/witness.md says what they do, and what to set here. Until then, keep the nightly letters.
finding-witness-file = The file that names the log's witnesses can't be used: { $why }. Nobody is asked.
finding-witness-file-mend = Mend the file that `log.witnesses` names. docs/witness.md shows one.
finding-witness-contradicts = A witness shows another history of the log, signed with its key: { $names }.
finding-witness-contradicts-mend = Ask them at once, by telephone, what they saw, and keep what they show you. If no backup was put back by hand, somebody shows two histories.
finding-witness-strange = A witness answers as if it had seen another history of the log, and shows none: { $names }.
finding-witness-strange-mend = Ask whoever runs it what it cosigned last, and compare that with the page "The public log". It may be a fault of theirs; or their program shows nobody what it saw.
finding-witness-few = { $hours ->
    [0] Too few witnesses have countersigned the log lately.
    [one] Too few witnesses have countersigned the log for an hour.
   *[other] Too few witnesses have countersigned the log for { $hours } hours.
}
finding-witness-few-mend = The page "The public log" shows who is behind and why. Ask whoever runs them.
finding-witness-behind = { $hours ->
    [0] These witnesses have not countersigned the log lately: { $names }.
    [one] These witnesses have not countersigned the log for an hour: { $names }.
   *[other] These witnesses have not countersigned the log, one of them for { $hours } hours: { $names }.
}
finding-witness-behind-mend = The page "The public log" shows why. Ask whoever runs them.
finding-publish-other-log = The log is not published: what lies in `{ $path }` is another log.
finding-publish-other-log-mend = After a restore the log has another name. Leave what lies there as it is, and name another directory in `log.publish`, with an address of its own; `{"{"}log{"}"}` in it becomes the log's name.
finding-publish-other-history = The log is not published: what lies in `{ $path }` is not the beginning of this log.
finding-publish-other-history-mend = Keep those files, and don't write over them: they show what was signed. If no backup was put back by hand, ask who changed the log or the files, and tell the data protection officer. If one was, docs/backup.md says how the log goes on.
finding-publish-unwritable = { $hours ->
    [0] The log is not published: `{ $path }` can't be read or written.
    [one] The log has not been published for an hour: `{ $path }` can't be read or written.
   *[other] The log has not been published for { $hours } hours: `{ $path }` can't be read or written.
}
finding-publish-unwritable-mend = Look whether that disk is full, and whether the program may write there; with systemd that is `ReadWritePaths=`.
finding-publish-unreadable = The log is not published: what the database holds of it does not make the root that was signed.
finding-publish-unreadable-mend = Run `switchboard ledger verify`, which says what doesn't fit, and keep a copy of the database before you change anything.

## Letters

letter-test-subject = A letter from { $organisation } to see whether letters go out
letter-test-body =
    This letter was sent by the operator of { $place }, to see whether letters go out.

    They do. Nothing is to be done.
letter-alert-subject = { $organisation }: something is wrong with the installation
letter-alert-body =
    Something is wrong with the installation of { $organisation } on { $place }.
    Each thing stands here with how to mend it, the worst first.

    { $findings }
    The page "Installation" and the command `switchboard doctor` show the same.
    There is one letter a day at most, for as long as something is wrong.
letter-checkpoint-subject = { $organisation }: the log has { $size } entries. Keep this mail
letter-checkpoint-body =
    Keep this mail: it pins the log.

    Switchboard writes down every look at a member of { $organisation }. On { $at } that log had { $size } entries, and this is what the machine signed about them:

    { $checkpoint }
    Nobody who keeps this can be shown another history of those entries later: whoever changed one would have to change what stands above. Keep the mails of several days, somewhere else than with { $organisation }.

    The key that signed it:
    { $key }

    To check: save the lines from the name of the log to the last one that begins with a dash into a file, and give it to `switchboard-verify log … --old FILE`. How to get that program and the log stands on { $place }, on the page "The public log".
    Nobody's name stands in this mail, and nobody's is in what is signed.
letter-witness-contradicts-subject = { $organisation }: somebody was shown another log
letter-witness-contradicts-body =
    A witness of the log on { $place }, { $names }, showed on { $at } a checkpoint that is none of this log, and that was signed with this log's key:

    { $checkpoint }
    If no backup was put back by hand, whoever holds the machine and its keys shows two histories. Keep this mail, and ask the witness at once, by telephone, what else they have. Tell the other witnesses and every campaign what stands above: it proves it, to anybody who has the log's key and this log's own checkpoint of that size.
letter-objection-taken-subject = You will not be rung
letter-objection-taken-body =
    You are a member of { $organisation }.

    On { $at } { $way ->
        [page] you, or somebody with a code for your own page, said there
        [office] our membership office wrote down
       *[other] you told a caller
    } that you don't want to be rung { $size ->
        [this-campaign] by that campaign
        [any-campaign] by any campaign
       *[other] by anyone of ours
    }. That holds from that moment on.

    If it wasn't you, or if you are rung all the same, answer this letter.

    { $organisation }
letter-account-added-subject = { $organisation }: somebody was given an account
letter-account-added-body =
    { $account } was given an account and a role on { $place }, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }.
    The role: { $role ->
        [membership-officer] membership officer
        [returning-officer] returning officer
        [dpo] data protection officer
        [approver] approver
        [organiser] organiser
        [caller] caller
        [committee] member of the committee that watches the contest
        [auditor] auditor
       *[other] { $role }
    }.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-account-ended-subject = { $organisation }: somebody's access was ended
letter-account-ended-body =
    The access of { $account } on { $place } was ended, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-office-left-subject = { $organisation }: the membership of a colleague has ended
letter-office-left-body =
    The roll on { $place } says that the membership of { $account } has ended, who holds an office. A file ends nobody's
    office: look whether they go on, and otherwise end their access on the page of accounts.
letter-account-linked-subject = { $organisation }: it was said which record is a colleague's own
letter-account-linked-body =
    On { $place } it was said which member's record is { $account }'s own, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }. From now on { $account } can't change that record, and a second person reads why anybody looks at it. The record
    it was before, if there was one, can be changed by them again.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-code-handed-out-subject = { $organisation }: a colleague was given a new code
letter-code-handed-out-body =
    A new code was made for { $account } on { $place }. It was asked for by { $asker }{ $how ->
        [alone] , who had said so a day before; nobody refused it
       *[two] , and approved by { $by }
    }. With it they sign in, and set a new password and a new app.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-account-shut-subject = { $organisation }: a colleague's account was shut
letter-account-shut-body =
    The account of { $account } on { $place } was shut, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }. Nobody signs in with it until they are given a new code.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-recovery-asked-subject = { $organisation }: somebody asked for a way back in
letter-recovery-asked-body =
    A way back into the account of { $account } on { $place } was asked for, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }. It opens on { $due }.

    If you know nothing of it, sign in and stop it on the page "Accounts" before then. Everybody in an office can.
letter-recovery-stopped-subject = { $organisation }: a way back in was stopped
letter-recovery-stopped-body =
    The way back into the account of { $account } on { $place } was stopped, by { $by ->
        [console] the operator at the console
       *[other] { $by }
    }.

    If you know nothing of it, ask a colleague in an office at once, by telephone.
letter-numbers-refused-subject = { $organisation }: somebody knows a password
letter-numbers-refused-body =
    Somebody typed the right password of { $account } on { $place }, and wrong numbers from the app, again and again.

    If it was not { $account } with a broken app, their password is known to somebody else. Ring them. A colleague in an office can give them a new code on the page "Accounts".
letter-password-set-subject = { $organisation }: your password or your app was set
letter-password-set-body =
    Your password or your app on { $place } was set a moment ago.

    If it was not you, ring a colleague in an office at once: they can shut your account on the page "Accounts".
letter-passkey-added-subject = { $organisation }: a passkey was added
letter-passkey-added-body =
    A passkey was added to your account on { $place } a moment ago. Whoever has the device signs in with it as you.

    If it was not you, sign in, remove it on the page "Your passkeys", and end the other sessions on the page "Where you are signed in". Then ring whoever gave you your role.
letter-program-made-subject = { $organisation }: an API token was made
letter-program-made-body =
    An API token was made on your account on { $place } a moment ago. The program that has it acts as you until it ends.

    If it was not you, sign in, end it on the page "Programs that act for you", and end the other sessions on the page "Where you are signed in". Then ring whoever gave you your role.
letter-passkey-doubted-subject = { $organisation }: a passkey of yours was refused
letter-passkey-doubted-body =
    Somebody showed a passkey of yours on { $place }, and its count of uses had not gone on. That happens when there is a copy of it. Nobody was let in.

    Sign in another way, remove the passkey on the page "Your passkeys", and add a new one. If you did not try to sign in just now, ring whoever gave you your role.
letter-identity-connected-subject = { $organisation }: your account was connected
letter-identity-connected-body =
    Your account on { $place } was connected with the organisation’s own sign-in a moment ago. Whoever signs in there as the one that it was connected with comes in here as you.

    If it was not you, sign in another way, disconnect it on the page "Your organisation’s own sign-in", and end the other sessions on the page "Where you are signed in". Then ring whoever gave you your role.
letter-device-code-subject = { $organisation }: your code
letter-device-code-body =
    Your code for { $place } is { $code }. Type it on the page "This telephone and a PIN", which you have open. It works for a quarter of an hour.

    By itself it opens nothing. If you have no such page open, do nothing, and tell whoever invited you: somebody may be signed in as you.
letter-device-key-added-subject = { $organisation }: a telephone was added
letter-device-key-added-body =
    The key of a telephone was added to your account on { $place } a moment ago, with a PIN. Whoever has that telephone and knows the PIN signs in as you, to ring.

    If it was not you, ring whoever invited you at once: they can end your role and give you a new code.
letter-device-key-ended-subject = { $organisation }: a telephone no longer signs you in
letter-device-key-ended-body =
    A wrong PIN was typed five times in a row on a telephone of yours, on { $place }. Its key is gone, and nobody signs in with it any more.

    If it was you, ask whoever invited you for a new code and add the telephone again. If it was not you, tell them so: somebody else may have your telephone.
letter-new-device-subject = { $organisation }: a sign-in from a new browser
letter-new-device-body =
    On { $at } somebody signed in as you on { $place }, with { $opened ->
        [code] a code
        [set-up] a code that sets a password
        [password] your password and your app
        [passkey] a passkey
        [device] the key of a telephone and a PIN
        [oidc] the organisation’s own sign-in
        [oidc-alone] the organisation’s own sign-in
       *[other] something else
    }, in a browser that you had not used there before. If it was you, all is well.

    If it was not you, sign in and end that session on the page "Where you are signed in", and ring whoever gave you your role at once. They can shut your account.
