//! The roles of an account, as a session reads them.

use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Role, Term};

use super::read_scope;
use crate::engine::{Arg, Raw, Row, Rows, stmt};
use crate::fault::Fault;

/// An account's roles, in whatever order they lie. Almost nobody has more than [`TERMS_MAX`] of then and now: of whoever has, the newest
/// are read once more. (To have them in their order at once, SQLite would lay a table aside for each act.)
pub(super) struct Terms {
    pub(super) any: &'static str,
    newest: &'static str,
}

/// So many roles of an account count.
const TERMS_MAX: usize = 64;

/// The lock that makes leaving and leasing wait for each other: whoever ends a term waits for acts under way. Those that run
/// come first, so that no row of old ones hides them.
pub(super) const HELD: Terms = Terms {
    any: "select role, scope_kind, scope, from_at, until_at, ended_at from term where bucket = $1 and account = $2 limit 65 {for_share}",
    newest: "select role, scope_kind, scope, from_at, until_at, ended_at from term where bucket = $1 and account = $2 order by coalesce(ended_at, until_at, 9223372036854775807) desc, id limit 64 {for_share}",
};

/// The same without the lock, for looks at a snapshot: PostgreSQL takes no locks where nothing is written.
pub(super) const SEEN: Terms = Terms {
    any: "select role, scope_kind, scope, from_at, until_at, ended_at from term where bucket = $1 and account = $2 limit 65",
    newest: "select role, scope_kind, scope, from_at, until_at, ended_at from term where bucket = $1 and account = $2 order by coalesce(ended_at, until_at, 9223372036854775807) desc, id limit 64",
};

impl Terms {
    /// Those that count, of rows that [`Terms::any`] answered.
    pub(super) fn count(
        &self,
        raw: &mut Raw<'_>,
        rows: Rows,
        by_account: &[Arg<'_>],
    ) -> Result<Rows, Fault> {
        if rows.len() <= TERMS_MAX {
            return Ok(rows);
        }
        let newest = raw.gather(&[stmt(self.newest, by_account)])?;
        newest.into_iter().next().ok_or(Fault::NoSeat)
    }
}

/// A role, as a row says it; none where this program doesn't know it.
pub(super) fn read_term(row: &Row<'_>) -> Result<Option<Term>, Fault> {
    let role = Role::from_text(row.text(0)?);
    let scope = read_scope(row.text(1)?, row.bytes(2)?);
    let (Some(role), Some(scope)) = (role, scope) else {
        return Ok(None);
    };
    Ok(Some(Term {
        role,
        scope,
        from: Moment::from_millis(row.int(3)?),
        until: row.opt_int(4)?.map(Moment::from_millis),
        ended: row.opt_int(5)?.is_some(),
    }))
}
