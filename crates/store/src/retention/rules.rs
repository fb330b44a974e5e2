//! What each rule counts and what it erases.

use switchboard_rules::retention::Rule;

/// A rule's statements: `$1` is the moment before which nothing is kept.
pub(super) struct Statements {
    /// How much there is.
    pub(super) count: &'static str,
    /// Erases some of it, at most `$2`.
    pub(super) erase: &'static str,
}

/// How much of each thing one act erases: few enough to hold the writer for less than 5 ms.
pub(super) const SLICE: i64 = 200;

/// Whose cards have ended: what came of them, the note, and whose they were. A call of which a complaint waits is kept until that is
/// settled.
const OUTCOMES: Statements = Statements {
    count: "select count(*) from card where ended_at < $1 and state <> 'erased' and not exists (select 1 from complaint w where w.bucket = card.bucket and w.card = card.id and w.settled_at is null)",
    erase: "update card set state = 'erased', outcome = null, note_sealed = null, answers_sealed = null, member = $3 where (bucket, id) in (select bucket, id from card where ended_at < $1 and state <> 'erased' and not exists (select 1 from complaint w where w.bucket = card.bucket and w.card = card.id and w.settled_at is null) limit $2)",
};
const NOTES: Statements = Statements {
    count: "select count(*) from card where ended_at < $1 and (note_sealed is not null or answers_sealed is not null) and not exists (select 1 from complaint w where w.bucket = card.bucket and w.card = card.id and w.settled_at is null)",
    erase: "update card set note_sealed = null, answers_sealed = null where (bucket, id) in (select bucket, id from card where ended_at < $1 and (note_sealed is not null or answers_sealed is not null) and not exists (select 1 from complaint w where w.bucket = card.bucket and w.card = card.id and w.settled_at is null) limit $2)",
};
const REPORTS: Statements = Statements {
    count: "select count(*) from report where settled_at < $1 and settled_as <> 'right'",
    erase: "delete from report where (bucket, card, kind) in (select bucket, card, kind from report where settled_at < $1 and settled_as <> 'right' limit $2)",
};
const REJECTED: Statements = Statements {
    count: "select count(*) from import_reject r join import i on i.bucket = r.bucket and i.id = r.import where i.begun_at < $1 and i.state <> 'running' and r.line > 0",
    erase: "delete from import_reject where (bucket, import, line) in (select r.bucket, r.import, r.line from import_reject r join import i on i.bucket = r.bucket and i.id = r.import where i.begun_at < $1 and i.state <> 'running' limit $2)",
};
const SESSIONS: Statements = Statements {
    count: "select count(*) from session where ended_at < $1 or expires_at < $1",
    erase: "delete from session where (bucket, token_hash) in (select bucket, token_hash from session where ended_at < $1 or expires_at < $1 limit $2)",
};

const OFFICERS_NOTES: Statements = Statements {
    count: "select count(*) from member_note where at < $1 and what = 'note'",
    erase: "delete from member_note where (bucket, member, id) in (select bucket, member, id from member_note where at < $1 and what = 'note' limit $2)",
};
const LOOKS: Statements = Statements {
    count: "select count(*) from member_look where at < $1 and state in ('open', 'fine', 'asked-fine')",
    erase: "delete from member_look where (bucket, id) in (select bucket, id from member_look where at < $1 and state in ('open', 'fine', 'asked-fine') limit $2)",
};

/// The statements of a rule; none for members, who are forgotten one by one.
pub(super) const fn of(rule: Rule) -> Option<Statements> {
    match rule {
        Rule::EndedMembers => None,
        Rule::Outcomes => Some(OUTCOMES),
        Rule::Notes => Some(NOTES),
        Rule::OfficersNotes => Some(OFFICERS_NOTES),
        Rule::Looks => Some(LOOKS),
        Rule::Reports => Some(REPORTS),
        Rule::RejectedRows => Some(REJECTED),
        Rule::Sessions => Some(SESSIONS),
    }
}
