//! What a caller has said of themselves, read with each deal in one look: where they would like to ring, in which languages they
//! ring beside the usual one, and that they are on a break.

use switchboard_rules::branches::name_key;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Tongue;

use super::tongues;
use crate::engine::{Row, Rows};
use crate::fault::Fault;
use crate::session::id16;

/// With `$1` and `$2` the account's bucket and id: a row for each branch, and one for the rest.
pub(super) const OWN: &str = "select branch, '', null, 0, 0 from caller_branch where bucket = $1 and account = $2 and branch <> '' union all select '', languages, break_bank, break_since, break_until from caller_own where bucket = $1 and account = $2 limit 6";

/// What a caller said.
#[derive(Default)]
pub(super) struct Own {
    /// The keys of the branches in which they would like to ring.
    near: Vec<String>,
    /// The languages in which they ring beside the usual one.
    pub(super) tongues: Vec<Tongue>,
    /// The break that they began and did not end.
    pub(super) rest: Option<Rest>,
}

/// A break: it ends when the caller goes on, and by itself.
#[derive(Clone, Copy)]
pub(super) struct Rest {
    pub(super) bank: BankId,
    pub(super) since: Moment,
    pub(super) until: Moment,
}

impl Rest {
    /// Out of three columns from `at` on; none where there is no bank.
    pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Option<Self>, Fault> {
        let Some(bank) = row.opt_bytes(at)?.and_then(id16) else {
            return Ok(None);
        };
        Ok(Some(Self {
            bank: BankId::from_bytes(bank),
            since: Moment::from_millis(row.int(at + 1)?),
            until: Moment::from_millis(row.int(at + 2)?),
        }))
    }
}

impl Own {
    /// Out of the rows of [`OWN`].
    pub(super) fn read(rows: &Rows) -> Result<Self, Fault> {
        let mut own = Self::default();
        for row in rows.iter() {
            let branch = row.text(0)?;
            if branch.is_empty() {
                own.tongues = tongues::read(row.text(1)?);
                own.rest = Rest::read(&row, 2)?;
            } else {
                own.near.push(name_key(branch));
            }
        }
        Ok(own)
    }

    /// The branches for every third card of the evening; none for the others.
    pub(super) fn near(&self, card: u32) -> &[String] {
        if card % 3 == 1 { &self.near } else { &[] }
    }
}
