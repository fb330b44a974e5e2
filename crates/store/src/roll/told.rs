//! What an import tells by giving rows back because of who is on the roll, and the day's budget of that.
//!
//! Of a try only rounded counts are told, and people are counted once, however often a file names them. What an import gives
//! back says of each person exactly whether a file's things lead to somebody. An officer needs that to mend the file; so that
//! nobody needs it to ask who is a member, a day's imports of one account give back [`TOLD_MAX`] such rows. Until an import
//! is switched on nothing of them is told, and one that would tell more is given up, and tells nobody anything.

use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::ids::AccountId;
use switchboard_rules::roll::{TOLD_MAX, TriedOut};

use super::import::{REJECT, Running, refused};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::tx::Tx;

/// A row that is given back because of who is on the roll.
pub(crate) struct Turned {
    pub(super) line: u64,
    pub(super) why: String,
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

const TOLD: &str = "select told from import_try where bucket = $1 and account = $2 and day = $3";
const SPEND: &str = "insert into import_try (bucket, account, day, tries, tried_rows, told) values ($1, $2, $3, 0, 0, $4) on conflict (bucket, account, day) do update set told = import_try.told + excluded.told";

impl Budget {
    /// What is left of the day on which an import begins. Only one runs at a time.
    pub(super) fn read(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Self, Fault> {
        let day = day(tx);
        let args = [
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(day),
        ];
        let told = tx.one(TOLD, &args, |row| row.int(0))?.unwrap_or(0);
        let told = u64::try_from(told).unwrap_or(u64::MAX);
        Ok(Self {
            account,
            day,
            left: TOLD_MAX.saturating_sub(told),
        })
    }

    /// Whether so many rows are more than may be given back.
    fn is_passed_by(&self, rows: usize) -> bool {
        u64::try_from(rows).unwrap_or(u64::MAX) > self.left
    }

    /// Spends so many rows, in the transaction that keeps them for their uploader.
    fn spend(&self, raw: &mut Raw<'_>, rows: usize) -> Result<(), Fault> {
        let args = [
            Arg::Int(self.account.bucket()),
            Arg::Bytes(self.account.as_bytes()),
            Arg::Int(self.day),
            Arg::Int(i64::try_from(rows).unwrap_or(i64::MAX)),
        ];
        raw.run(SPEND, &args).map(|_| ())
    }
}

/// The day in the organisation's zone, as one number.
pub(super) fn day(tx: &Tx<'_, '_>) -> i64 {
    let date = tx.world.zone.local(tx.now()).date;
    (i64::from(date.year) * 100 + i64::from(date.month)) * 100 + i64::from(date.day)
}

impl Running {
    /// Whether more rows would come back because of who is on the roll than a day's imports may tell. Such an import is given
    /// up, and its account is told nothing of them.
    pub fn told_out(&self) -> Option<TriedOut> {
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

    /// Who asks [`Running::told_out`] first can say it in their own words.
    fn go_on(&self) -> Result<(), Fault> {
        let out = self.told_out();
        out.map_or(Ok(()), |out| Err(Fault::World(out.to_string())))
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
                let refused = refused(turned.line, &turned.why);
                rows.push(crate::rejects::seal(&self.world.0, self.id, &refused)?);
            }
            self.submit(move |raw| {
                raw.bulk("import_reject", &REJECT, &mut rows.iter().cloned())?;
                budget.spend(raw, rows.len())
            })?;
        }
        Ok(())
    }

    /// Spends what an import told that is given up: its counts of those who would leave, and of unclear rows.
    pub(super) fn spend_turned(&self) -> Result<(), Fault> {
        let (budget, rows) = (self.budget, self.turned.len());
        if rows > 0 && self.told_out().is_none() {
            let spend = move |raw: &mut Raw<'_>| budget.spend(raw, rows);
            self.world.0.db.write("import-told", spend)?;
        }
        Ok(())
    }
}
