## When the log goes on over entries that were lost

event-log-resumed = The log went on after a restore; of some entries before this one only the hash is left

public-log-resumed-title = What was lost
public-log-resumed-text = After a restore from a backup this log went on under its own name. What stood in the entries that the backup lacked is lost, and nobody can say whose they were. Their hashes still stand in the log: whoever took a copy of such an entry in time can still prove it.
public-log-resumed-table = Each time that entries were lost
public-log-resumed-when = When
public-log-resumed-from = From entry
public-log-resumed-to = Before entry
public-log-resumed-lost = Lost

explorer-lost = { $count ->
    [one] One entry with a number from { $from } to before { $to } was lost in a restore: only its hash is left, and it stands on no page.
   *[other] { $count } entries with numbers from { $from } to before { $to } were lost in a restore: only their hashes are left, and they stand on no page.
}
exhibit-lost = { $lost ->
    [one] One entry between the indices { $first } and { $last } was lost with what broke: whether it belonged here nobody can say.
   *[other] { $lost } entries between the indices { $first } and { $last } were lost with what broke: whether some of them belonged here nobody can say.
}
