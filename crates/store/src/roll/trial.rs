//! Trying a file without importing it: what it would do, in safe counts. Nothing of the roll is written.
//!
//! A try is an act: it is asked of policy, stands in the ledger, and spends a budget of the account
//! (`rules::roll::Tried`), because what "unchanged" counts tells who is a member.

use std::sync::Arc;

use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, ImportId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};
#[cfg(test)]
use switchboard_rules::roll::SaidRow;
use switchboard_rules::roll::{By, Part, Tried, TriedOut};

use super::compare::{Compared, Comparer};
use super::everybody::Everybody;
use super::figures::Counts;
use super::import::{Reject, month_for_import, new_id};
use super::leavers::leavers;
use super::memory::Memory;
use super::plan::{EndsMax, Extent, Plan};
use super::prepare::{Preparer, Use, external_blind};
use super::switch::Leaving;
use super::told::{SPEND, Spent, TurnedPeople, day};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What a try began with.
pub enum TryBegun {
    /// It may go on.
    Trial(Box<Trial>),
    /// The account has tried enough for today.
    TriedOut(TriedOut),
}

/// A file that is being tried.
pub struct Trial {
    world: World,
    auth: Auth,
    plan: Plan,
    /// Its id, for the ledger and the page.
    pub id: ImportId,
    counts: Counts,
    people: TurnedPeople,
    pub(crate) memory: Memory,
    /// Who has which number, where the file says to hold everybody.
    everybody: Option<Arc<Everybody>>,
    rejected: Vec<[u8; 16]>,
    unclear: u64,
    rows: u64,
}

/// What a file would do. Everything that depends on who is on the roll is a safe count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedFile {
    /// Its id.
    pub id: ImportId,
    /// Members that would be new.
    pub created: Safe,
    /// Members of whom the file says something new.
    pub changed: Safe,
    /// Members of whom it says what is known.
    pub unchanged: Safe,
    /// Members where its word would take the place of a correction made here.
    pub by_hand: Safe,
    /// How many would change in which part.
    pub fields: Vec<(Part, Safe)>,
    /// Rows that can't be taken whoever is on the roll: exact, for it stands in the file alone.
    pub rejected: i64,
    /// Rows with a membership number that an earlier row has: exact, for the same reason.
    pub duplicates: i64,
    /// People whose rows would come back because of who is on the roll, each counted once.
    pub refused: Safe,
    /// People whom a later row would name a second time, as far as that depends on who is on the roll.
    pub repeated: Safe,
    /// Who would leave, of a full roll.
    pub leaving: Option<WouldLeave>,
}

/// Who would leave by a full roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WouldLeave {
    /// How many.
    pub leaving: Safe,
    /// Of how many members.
    pub members: Safe,
    /// Whether so many would stop the import, as far as the two rounded counts tell: else each limit that is given would ask
    /// for one more digit of them.
    pub too_many: bool,
    /// Rows that don't say whose they are, which stop a full roll; of those alone that nobody could tell by the file.
    pub unclear: u64,
}

/// Begins to try a file; one of the day's tries is spent at once.
pub fn try_begin(
    world: &World,
    auth: &Auth,
    plan: &Plan,
    now: Moment,
) -> Result<Verdict<TryBegun>, Fault> {
    let id = new_id(world, now)?;
    let done = world
        .write("import-try", auth.clone(), now, move |tx| {
            let grant = match tx.ask(Action::TryImport, &Resource::Organisation, Facts::SHUT)? {
                Ok(grant) => grant,
                Err(refusal) => return Ok(Verdict::Refused(refusal)),
            };
            // While the month's key is changed, some members can't be found by the one that holds.
            month_for_import(tx)?;
            let tried = tried(tx, grant.account())?;
            Ok(Verdict::Given(match tried.one_more() {
                Ok(_) => {
                    spend(tx, grant.account(), Tried { tries: 1, rows: 0 })?;
                    None
                }
                Err(out) => Some(out),
            }))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(None) => Verdict::Given(TryBegun::Trial(Box::new(Trial {
            world: world.clone(),
            auth: auth.clone(),
            plan: plan.clone(),
            id,
            counts: Counts::default(),
            people: TurnedPeople::default(),
            memory: Memory::read(world, plan.by)?,
            everybody: everybody(world, plan)?,
            rejected: Vec::new(),
            unclear: 0,
            rows: 0,
        }))),
        Verdict::Given(Some(out)) => Verdict::Given(TryBegun::TriedOut(out)),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// A file of the whole roll asks for nearly everybody, one of a few changes for a few.
fn everybody(world: &World, plan: &Plan) -> Result<Option<Arc<Everybody>>, Fault> {
    match (plan.extent, plan.by) {
        (Extent::FullRoll(_), By::ExternalId) => Ok(Some(Arc::new(Everybody::read(world)?))),
        _ => Ok(None),
    }
}

fn tried(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Tried, Fault> {
    // One try after the other: two that begin at once would both find the last one left.
    line::account(tx, account)?;
    Ok(Spent::today(tx, account)?.tried)
}

/// Spends so much more of the day.
fn spend(tx: &mut Tx<'_, '_>, account: AccountId, tried: Tried) -> Result<(), Fault> {
    let spent = Spent { tried, told: 0 };
    let args = spent.more_of(account, day(tx));
    tx.later(SPEND, args);
    tx.flush()
}

impl Trial {
    /// How many rows a slice has best.
    pub fn slice_rows(&self) -> usize {
        2_000
    }

    /// What compares this file's rows with what is kept; on other threads too.
    pub fn comparer(&self) -> Comparer {
        Comparer::new(&self.world, &self.plan, &self.memory.aliases).among(self.everybody.as_ref())
    }

    /// Compares and takes one slice, on this thread.
    #[cfg(test)]
    pub(crate) fn slice(
        &mut self,
        rows: &[(u64, SaidRow)],
        rejects: &[Reject],
        now: Moment,
    ) -> Result<(), Fault> {
        let compared = self.comparer().compare(rows.to_vec())?;
        self.take(&compared, rejects, now)
    }

    /// Counts what one slice would do.
    pub fn take(
        &mut self,
        compared: &Compared,
        rejects: &[Reject],
        now: Moment,
    ) -> Result<(), Fault> {
        let mut preparer = Preparer {
            used: Use::Trial,
            world: &self.world.0,
            import: self.id,
            plan: &self.plan,
            today: self.world.today(now)?,
            memory: &mut self.memory,
            hold: None,
        };
        let prepared = preparer.slice(&compared.0)?;
        self.counts.add(&prepared.counts);
        self.people.merge(prepared.people);
        self.counts.rejected += i64::try_from(rejects.len()).unwrap_or(0);
        self.unclear += prepared.unclear;
        self.rows += u64::try_from(compared.len() + rejects.len()).unwrap_or(0);
        for reject in rejects {
            match &reject.external_id {
                Some(id) => self.rejected.push(external_blind(&self.world.0, id)?),
                None => self.unclear += 1,
            }
        }
        Ok(())
    }

    /// Ends the try: its entry is written and its rows are spent, and then its counts are told.
    pub fn finish(mut self, now: Moment) -> Result<Verdict<TriedFile>, Fault> {
        let leaving = match self.plan.extent {
            Extent::Partial => None,
            Extent::FullRoll(most) => {
                let (leaving, members) = leavers(&self.world, &mut self.memory, &self.rejected)?;
                let leaving = Leaving {
                    leaving: u64::try_from(leaving.len()).unwrap_or(u64::MAX),
                    members,
                    unclear: self.unclear,
                };
                Some((leaving, most))
            }
        };
        let (id, rows, what) = (self.id, self.rows, self.plan.code());
        let tried_file = self.told(leaving);
        let done = self
            .world
            .write("import-tried", self.auth.clone(), now, move |tx| {
                let grant = match tx.ask(Action::TryImport, &Resource::Organisation, Facts::SHUT)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
                spend(tx, grant.account(), Tried { tries: 0, rows })?;
                let draft = Draft::act(EventKind::ImportTried, &grant)
                    .detail(format!("import={id} what={what} rows={rows}"));
                entry::write(tx, &draft, &[])?;
                Ok(Verdict::Given(tried_file.clone()))
            })
            .wait()?;
        Ok(done.verdict)
    }

    fn told(&self, leaving: Option<(Leaving, EndsMax)>) -> TriedFile {
        let count = |n: i64| safe(u64::try_from(n).unwrap_or(0));
        let counts = &self.counts;
        TriedFile {
            id: self.id,
            created: count(counts.created),
            changed: count(counts.changed),
            unchanged: count(counts.unchanged),
            by_hand: count(counts.by_hand),
            fields: counts
                .fields
                .iter()
                .map(|(part, n)| (part, count(n)))
                .collect(),
            rejected: counts.rejected,
            duplicates: counts.duplicates,
            refused: self.people.refused(),
            repeated: self.people.repeated(),
            leaving: leaving.map(|(exact, most)| {
                let (leaving, members) = (safe(exact.leaving), safe(exact.members));
                let said = leaving.rounded().zip(members.rounded());
                WouldLeave {
                    leaving,
                    members,
                    too_many: said.is_some_and(|(leaving, members)| !most.allows(leaving, members)),
                    unclear: exact.unclear,
                }
            }),
        }
    }
}
