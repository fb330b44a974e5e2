//! What an import tells by giving rows back because of who is on the roll, and the day's budget of that.
//!
//! Of a try only rounded counts are told, and people are counted once, however often a file names them. What an import gives
//! back says of each person exactly whether a file's things lead to somebody. An officer needs that to mend the file; so that
//! nobody needs it to ask who is a member, a day's imports of one account give back [`TOLD_MAX`] such rows. Until an import
//! is switched on no row of them is told, and one that would tell more is given up.
//!
//! That it was given up tells something as well, and so do the counts of a full roll that stops: each is one of the account's
//! tries of the day, spent before the next import can begin, and without a try left none begins. What is left is in
//! docs/trust.md: an import that goes in says exactly what it did, also where it is undone afterwards.

use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::roll::{Reason, TOLD_MAX, Tried, TriedOut};

use super::hold::renew;
use super::import::{REJECT, Running, refused};
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::tx::Tx;

/// A row that is given back because of who is on the roll.
pub(crate) struct Turned {
    pub(super) line: u64,
    pub(super) why: Reason,
    pub(super) back: Back,
}

/// What such a row is counted as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Back {
    /// It can't be taken.
    Refused,
    /// It can't be told which of several it is about; counted as refused too.
    Unclear,
    /// It names a member a second time.
    Repeated,
}

/// How many people a try would turn back, each counted once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TurnedPeople {
    refused: u64,
    repeated: u64,
}

impl TurnedPeople {
    pub(super) fn add(&mut self, back: Back) {
        match back {
            Back::Refused | Back::Unclear => self.refused += 1,
            Back::Repeated => self.repeated += 1,
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.refused += other.refused;
        self.repeated += other.repeated;
    }

    pub(super) const fn refused(self) -> Safe {
        safe(self.refused)
    }

    pub(super) const fn repeated(self) -> Safe {
        safe(self.repeated)
    }
}

/// How many such rows an account's imports may still give back today.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    account: AccountId,
    day: i64,
    left: u64,
}

const TODAY: &str = "select tries, tried_rows, told from import_try where bucket = $1 and account = $2 and day = $3";
/// Adds, so that whatever else the account spends meanwhile stays spent.
pub(super) const SPEND: &str = "insert into import_try (bucket, account, day, tries, tried_rows, told) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, account, day) do update set tries = import_try.tries + excluded.tries, tried_rows = import_try.tried_rows + excluded.tried_rows, told = import_try.told + excluded.told";

/// What an account's files have asked of the roll on one day, or more of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Spent {
    pub(super) tried: Tried,
    /// Rows that came back because of who is on the roll.
    pub(super) told: u64,
}

impl Spent {
    /// What was spent on the day of this act.
    pub(super) fn today(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Self, Fault> {
        let args = [
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(day(tx)),
        ];
        let found = tx.one(TODAY, &args, |row| {
            let tried = Tried {
                tries: u32::try_from(row.int(0)?).unwrap_or(u32::MAX),
                rows: u64::try_from(row.int(1)?).unwrap_or(u64::MAX),
            };
            let told = u64::try_from(row.int(2)?).unwrap_or(u64::MAX);
            Ok(Self { tried, told })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// What [`SPEND`] takes, to add this to a day of an account.
    pub(super) fn more_of(self, account: AccountId, day: i64) -> Vec<Value> {
        let count = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(day),
            Value::Int(i64::from(self.tried.tries)),
            count(self.tried.rows),
            count(self.told),
        ]
    }
}

impl Budget {
    /// What is left of the day on which an import begins; refused where its account has no try left. Only one runs at a time.
    pub(super) fn read(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Self, Fault> {
        let spent = Spent::today(tx, account)?;
        spent.tried.may_import()?;
        Ok(Self {
            account,
            day: day(tx),
            left: TOLD_MAX.saturating_sub(spent.told),
        })
    }

    /// Whether so many rows are more than may be given back.
    fn is_passed_by(&self, rows: usize) -> bool {
        u64::try_from(rows).unwrap_or(u64::MAX) > self.left
    }

    /// Spends so much of the day on which the import began: of rows in the transaction that keeps them for their uploader.
    fn spend(&self, raw: &mut Raw<'_>, spent: Spent) -> Result<(), Fault> {
        let args = spent.more_of(self.account, self.day);
        let args: Vec<Arg<'_>> = args.iter().map(Value::as_arg).collect();
        raw.run(SPEND, &args).map(|_| ())
    }
}

/// The day in the organisation's zone, as one number.
pub(super) fn day(tx: &Tx<'_, '_>) -> i64 {
    let date = tx.world.zone.local(tx.now()).date;
    (i64::from(date.year) * 100 + i64::from(date.month)) * 100 + i64::from(date.day)
}

/// So many rows that came back because of who is on the roll.
fn told(rows: usize) -> Spent {
    Spent {
        told: u64::try_from(rows).unwrap_or(u64::MAX),
        ..Spent::default()
    }
}

impl Running {
    /// Whether more rows would come back because of who is on the roll than a day's imports may tell. Such an import is given
    /// up, and its account is told no row of them.
    fn told_out(&self) -> Option<TriedOut> {
        let is_passed = self.budget.is_passed_by(self.turned.len());
        is_passed.then_some(TriedOut::Told)
    }

    /// Holds rows back until the import is switched on.
    pub(super) fn hold_back(&mut self, turned: &mut Vec<Turned>) -> Result<(), Fault> {
        let unclear = turned.iter().filter(|turned| turned.back == Back::Unclear);
        self.unclear += u64::try_from(unclear.count()).unwrap_or(0);
        self.turned.append(turned);
        self.go_on()
    }

    fn go_on(&mut self) -> Result<(), Fault> {
        let Some(out) = self.told_out() else {
            return Ok(());
        };
        self.is_answer = true;
        Err(out.into())
    }

    /// Keeps for their uploader what goes back because of who is on the roll, counts it, and spends it.
    pub(super) fn submit_turned(&mut self) -> Result<(), Fault> {
        self.go_on()?;
        let turned = std::mem::take(&mut self.turned);
        let budget = self.budget;
        for part in turned.chunks(self.part_rows()) {
            let mut rows = Vec::with_capacity(part.len());
            for turned in part {
                match turned.back {
                    Back::Refused | Back::Unclear => self.counts.rejected += 1,
                    Back::Repeated => self.counts.duplicates += 1,
                }
                let refused = refused(turned.line, turned.why);
                rows.push(crate::rejects::seal(&self.world.0, self.id, &refused)?);
            }
            self.submit(move |raw| {
                raw.bulk("import_reject", &REJECT, &mut rows.iter().cloned())?;
                budget.spend(raw, told(rows.len()))
            })?;
        }
        Ok(())
    }

    /// Spends what an import tells that is about to be given up: the rows that its counts of those who would leave and of
    /// unclear rows are made of, and where what the roll says is the reason, one of the day's tries. Refused where it was
    /// taken away meanwhile: another may have begun since by what was left before, so this one has nothing to tell.
    pub(super) fn spend_turned(&self, now: Moment) -> Result<(), Fault> {
        let rows = match self.told_out() {
            None => self.turned.len(),
            Some(_) => 0,
        };
        let mut spent = told(rows);
        spent.tried.tries = u32::from(self.is_answer);
        if rows > 0 || self.is_answer {
            let (id, budget) = (self.id, self.budget);
            let spend = move |raw: &mut Raw<'_>| {
                renew(raw, id, now)?;
                budget.spend(raw, spent)
            };
            self.world.0.db.write("import-told", spend)?;
        }
        Ok(())
    }
}
