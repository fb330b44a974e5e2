//! What an account has been dealt: read with the session, written back with the card.

use switchboard_rules::budget::Spent;
use switchboard_rules::ids::{AccountId, BankId, CardId, ContestId};
use switchboard_rules::moment::{Moment, Zone};
use switchboard_rules::skips::Skips;

use crate::engine::{Rows, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

/// What an account has spent in the contest of a bank, its newest evening carrying the contest's sum, and the card on its
/// desk: one row where the bank is known.
pub(crate) const DESK: &str = "select g.contest, g.evening_at, g.hour_at, g.hour_spent, g.evening_spent, g.contest_spent, g.numbers_shown, o.card, g.skips, g.known, g.pauses from bank b left join open_caller o on o.bucket = $1 and o.account = $2 left join budget g on g.bucket = $1 and g.account = $2 and g.contest = b.contest and g.evening_at = (select max(x.evening_at) from budget x where x.bucket = $1 and x.account = $2 and x.contest = b.contest) where b.bucket = $3 and b.id = $4";
const BUDGET_PUT: &str = "insert into budget (bucket, account, contest, evening_at, hour_at, hour_spent, evening_spent, contest_spent, numbers_shown, skips, known, pauses) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (bucket, account, contest, evening_at) do update set hour_at = excluded.hour_at, hour_spent = excluded.hour_spent, evening_spent = excluded.evening_spent, contest_spent = excluded.contest_spent, numbers_shown = excluded.numbers_shown, skips = excluded.skips, known = excluded.known, pauses = excluded.pauses";
const TALLY: &str = "insert into tally (bucket, account, bank, what, n) values ($1, $2, $3, $4, 1) on conflict (bucket, account, bank, what) do update set n = tally.n + 1";

/// A budget row as read, with what is to be written back.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    pub(crate) spent: Spent,
    pub(crate) numbers_shown: i64,
    pub(crate) skips: Skips,
    pub(crate) evening: i64,
}

impl Budget {
    /// The same, with what belongs to an evening that is over begun afresh.
    pub(crate) fn rolled(self, now: Moment, zone: &Zone) -> Self {
        let spent = self.spent.rolled(now, zone);
        if spent.evening_from.millis() == self.evening {
            return Self { spent, ..self };
        }
        Self {
            spent,
            numbers_shown: 0,
            skips: Skips::default(),
            evening: spent.evening_from.millis(),
        }
    }
}

/// The card on the desk, out of the row of [`DESK`].
pub(crate) fn read_open_card(rows: &Rows) -> Result<Option<CardId>, Fault> {
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(row.opt_bytes(7)?.and_then(id16).map(CardId::from_bytes))
}

/// The contest's budget, out of the row of [`DESK`].
pub(crate) fn read_budget(rows: &Rows, contest: ContestId) -> Result<Budget, Fault> {
    let cap = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    for row in rows.iter() {
        if row.opt_bytes(0)? == Some(contest.as_bytes().as_slice()) {
            return Ok(Budget {
                evening: row.int(1)?,
                numbers_shown: row.int(6)?,
                skips: Skips {
                    skips: cap(row.int(8)?),
                    known: cap(row.int(9)?),
                    pauses: cap(row.int(10)?),
                },
                spent: Spent {
                    evening_from: Moment::from_millis(row.int(1)?),
                    hour_from: Moment::from_millis(row.int(2)?),
                    hour: cap(row.int(3)?),
                    evening: cap(row.int(4)?),
                    contest: cap(row.int(5)?),
                },
            });
        }
    }
    Ok(Budget {
        spent: Spent::NONE,
        numbers_shown: 0,
        skips: Skips::default(),
        evening: i64::MIN,
    })
}

/// Queues the budget's row for the evening it belongs to.
pub(crate) fn put_budget(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    contest: ContestId,
    budget: &Budget,
) {
    let spent = &budget.spent;
    let same_evening = spent.evening_from.millis() == budget.evening;
    let (numbers, skips) = if same_evening {
        (budget.numbers_shown, budget.skips)
    } else {
        (0, Skips::default())
    };
    tx.later(
        BUDGET_PUT,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Int(spent.evening_from.millis()),
            Value::Int(spent.hour_from.millis()),
            Value::Int(i64::from(spent.hour)),
            Value::Int(i64::from(spent.evening)),
            Value::Int(i64::from(spent.contest)),
            Value::Int(numbers),
            Value::Int(i64::from(skips.skips)),
            Value::Int(i64::from(skips.known)),
            Value::Int(i64::from(skips.pauses)),
        ],
    );
}

/// Counts one thing that came of a card.
pub(crate) fn tally(tx: &mut Tx<'_, '_>, account: AccountId, bank: BankId, what: &str) {
    tx.later(
        TALLY,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(bank.as_bytes().to_vec()),
            Value::Text(what.to_owned()),
        ],
    );
}
