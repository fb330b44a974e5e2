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

/// Whose cards have ended: what came of them, the note, and whose they were.
const OUTCOMES: Statements = Statements {
    count: "select count(*) from card where ended_at < $1 and state <> 'erased'",
    erase: "update card set state = 'erased', outcome = null, note_sealed = null, member = $3 where (bucket, id) in (select bucket, id from card where ended_at < $1 and state <> 'erased' limit $2)",
};
const NOTES: Statements = Statements {
    count: "select count(*) from card where ended_at < $1 and note_sealed is not null",
    erase: "update card set note_sealed = null where (bucket, id) in (select bucket, id from card where ended_at < $1 and note_sealed is not null limit $2)",
};
const REPORTS: Statements = Statements {
    count: "select count(*) from report where settled_at < $1",
    erase: "delete from report where (bucket, card, kind) in (select bucket, card, kind from report where settled_at < $1 limit $2)",
};
const REJECTED: Statements = Statements {
    count: "select count(*) from import_reject r join import i on i.bucket = r.bucket and i.id = r.import where i.begun_at < $1 and i.state <> 'running' and r.line > 0",
    erase: "delete from import_reject where (bucket, import, line) in (select r.bucket, r.import, r.line from import_reject r join import i on i.bucket = r.bucket and i.id = r.import where i.begun_at < $1 and i.state <> 'running' limit $2)",
};
const SESSIONS: Statements = Statements {
    count: "select count(*) from session where ended_at < $1 or expires_at < $1",
    erase: "delete from session where (bucket, token_hash) in (select bucket, token_hash from session where ended_at < $1 or expires_at < $1 limit $2)",
};

/// The statements of a rule.
pub(super) const fn of(rule: Rule) -> Statements {
    match rule {
        Rule::Outcomes => OUTCOMES,
        Rule::Notes => NOTES,
        Rule::Reports => REPORTS,
        Rule::RejectedRows => REJECTED,
        Rule::Sessions => SESSIONS,
    }
}
