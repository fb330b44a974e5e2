## The lists of numbers that aren't rung, for the offices

screening-title = Lists of numbers that do not want calls
screening-text = A list is kept as hashes, so nobody can read its numbers here. That you look is recorded.
screening-none = No list is here, and the rules of this region demand none.
screening-tps = Telephone Preference Service (TPS)
screening-ctps = Corporate Telephone Preference Service (CTPS)
screening-fine = Fresh: it is { $days ->
    [one] one day old.
   *[other] { $days } days old.
}
screening-old = It is { $days } days old. Take in a newer one: { $left ->
    [one] in one day nobody is rung any more.
   *[other] in { $left } days nobody is rung any more.
}
screening-too-old = It is { $days } days old. Nobody is rung, in any phone bank, until a newer one is taken in.
screening-missing = The rules demand this list, and it is not here. Nobody is rung, in any phone bank, until it is taken in.
screening-not-demanded = The rules of this region don't demand this list. Numbers on it are not rung all the same.
screening-dated = Made by its publisher
screening-taken-in = Taken in
screening-numbers = Numbers on it
screening-to-warn = Until { $days } days, when a newer one is to be fetched
screening-to-refuse = Until { $days } days, when nobody is rung
screening-days-left = { $days ->
    [0] That time is over.
    [one] One day left.
   *[other] { $days } days left.
}
screening-grace = A number on it is not rung, unless whoever has it told us that calls are fine. A number that was not on the list before may be rung for { $days } days.
screening-how = Such a list is too large to send from a browser. Whoever runs the machine takes it in at the console:
