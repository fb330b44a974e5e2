# Webhooks: addresses that are told what happens.
hooks-title = Webhooks
hooks-home = Webhooks
hooks-home-hint = Programs of yours that are told what happens here
hooks-text = A webhook is an address of a program of yours. It is told that something happened, such as that a bank was opened, and by which number it goes; never a name, a telephone number or a count. The program looks the rest up with its own token.
hooks-none = No program is told anything.
hooks-is-on = It is told what happens
hooks-ended-not-taken = Switched off: it took nothing for three days
hooks-ended-gone = Switched off: its program said that it is gone
hooks-ended-nobody-answers = Switched off: whoever answered for it no longer may
hooks-ended-restored = Switched off: everything here was restored from a backup
hooks-install-title = Tell one more
hooks-address = Its address
hooks-address-hint = The whole of it, beginning with https://. Nobody is shown it again: only the name of the machine.
hooks-events = What it is told
hooks-events-hint = Choose as many as you like. Where none is chosen, it is told everything.
hooks-event-hook-test = A test
hooks-event-bank-opened = A phone bank was opened
hooks-event-bank-paused = A phone bank was paused
hooks-event-bank-closed = A phone bank was closed for good
hooks-event-shift-planned = A shift was planned
hooks-event-shift-changed = A shift was changed
hooks-event-shift-cancelled = A shift was cancelled
hooks-event-script-published = A version of a script was published
hooks-event-contest-phase = A contest went on to its next phase
hooks-event-freeze-changed = Something was frozen, or let go on
hooks-event-request-waiting = Something waits for a second person
hooks-event-request-ended = Somebody decided it, or nobody did in time
hooks-event-right-due = A member must be answered soon, or should have been
hooks-event-roll-changed = A file changed the roll, or was undone
hooks-event-alert = Something is wrong with the installation
hooks-event-log-checkpoint = The log has a new checkpoint, once a night
hooks-install-hint = You answer for it. When you may no longer do this, it is switched off, unless a colleague makes it a new secret.
hooks-install = Tell this address
hooks-bad-form = Write the whole address, beginning with https://.
hooks-bad-plain = The address must begin with https://.
hooks-bad-long = The address may have at most 500 characters.
hooks-bad-inside = That address can't be told: it is inside a network. It must be one that everybody reaches.
hooks-bad-port = The port must be 443 or 8443.
hooks-bad-too-many = There are as many webhooks as there may be. Remove one first.
hooks-made = Installed on { $at }.
hooks-before-until = The secret before the newest is valid until { $at }.
hooks-told-all = It is told everything that concerns it.
hooks-told-these = It is told:
hooks-lost = { $count ->
    [one] One event was not told, the last on { $at }: 1,000 waited already. Look up what it missed.
   *[other] { $count } events were not told, the last on { $at }: 1,000 waited already. Look up what it missed.
}
hooks-end-before = End the secret of before now
hooks-test = Send a test
hooks-rotate-hint = The secret of now stays valid beside the new one for a day. You answer for the webhook from then on, and one that is switched off goes on.
hooks-take-over-hint = Somebody else answered for it until now, and the machine may be theirs. Write the whole address again: you answer for it from then on, and only the new secret is valid.
hooks-rotate = Make a new secret
hooks-remove-hint = It is told nothing more, not even what waits. This can't be undone.
hooks-remove = Remove it
hooks-told-title = What it was told in the last seven days
hooks-told-nothing = Nothing yet.
hooks-told-taken = Taken on { $at }.
hooks-told-given-up = Given up on { $at }.
hooks-told-dropped = Not told any more, since { $at }.
hooks-told-waits = It is tried next on { $at }.
hooks-told-tries = { $count ->
    [one] Tried once.
   *[other] Tried { $count } times.
}
hooks-told-answer = The last answer: { $answer }.
hooks-back = All webhooks
hooks-secret-title = Its secret
hooks-secret-text = Copy it into your program now: it is shown this once. With it the program checks that what it is told comes from here.
hooks-secret-on = I have copied it
hooks-said-tested = A test is on its way. In a moment it stands below what became of it.
hooks-said-not-tested = No test was sent, because the webhook is switched off.
hooks-said-before-ended = The secret of before is over: only the newest is valid.
hooks-said-removed = The webhook is removed.
action-see-webhooks = See webhooks, and what they were told
action-install-a-webhook = Install a webhook
action-test-a-webhook = Send a webhook a test
action-change-a-webhooks-secret = Make a webhook a new secret
action-remove-a-webhook = Remove a webhook
event-hook-installed = Installed a webhook
event-hook-rotated = Made a webhook a new secret
event-hook-removed = Removed a webhook
event-hook-ended = A webhook was switched off
event-hook-tested = Sent a webhook a test
event-hook-secret-ended = Ended a webhook's secret of before
event-hook-overran = Too much waited for a webhook
letter-hook-ended-subject = { $organisation }: a webhook was switched off
letter-hook-ended-body =
    { $why ->
        [not-taken] A webhook was switched off on { $at }: nobody took anything that it was told for three days.
        [gone] A webhook was switched off on { $at }: its program said that it is gone for good.
       *[other] A webhook was switched off on { $at }: whoever answered for it no longer may.
    }

    To let it go on, open its page under "Webhooks", make it a new secret, and copy that into your program.
letter-hook-overran-subject = { $organisation }: a webhook is not told everything
letter-hook-overran-body =
    Too much waits for a webhook since { $at }: nobody takes what it is told, or not as fast as it happens. What happens beyond that is not told.

    See to the program that takes it. How many it was not told stands on its page under "Webhooks"; look those up in the program itself. You get this letter at most once in seven days.
