//! What stands on the first page.

use switchboard_store::Verdict;
use switchboard_store::banks::{self, BankLine};
use switchboard_store::branches::{self, Kept};
use switchboard_store::contests::{self, ContestLine};
use switchboard_store::door::{self, Recovery};
use switchboard_store::members::{self, Work};
use switchboard_store::requests::{self, Alone};
use switchboard_store::rights::{self, Queued};
use switchboard_store::{scripts, training};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// The places where somebody may work.
#[derive(Debug)]
pub struct Places {
    /// Banks to ring in or to watch.
    pub banks: Vec<BankLine>,
    /// Contests to run.
    pub contests: Vec<ContestLine>,
    /// Who waits for a way back in.
    pub recoveries: Vec<Recovery>,
    /// What somebody would do alone, for those who may refuse it.
    pub alone: Vec<Alone>,
    /// What they were trained in; none where they have nothing to practise for.
    pub training: Option<training::Brief>,
    /// What waits for whoever keeps the roll.
    pub work: Work,
    /// How many members were not answered in time, for whoever answers them.
    pub late: u64,
    /// What members ask for and is not answered, for whoever answers.
    pub rights: Option<Queued>,
    /// Complaints of calls that wait, for whoever sees to them.
    pub complaints: Option<Queued>,
    /// The branches whose roll they keep, where they don't keep the whole.
    pub kept: Vec<Kept>,
}

/// The key that signs this world's log.
pub async fn log_key(ctx: &Ctx) -> Result<String, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || world.verifier_key()).await
}

/// The places of whoever is signed in.
pub async fn places(ctx: &Ctx) -> Result<Places, Problem> {
    let notice = ctx.app.notice;
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| {
        let banks = match banks::own_banks(tx)? {
            Verdict::Given(banks) => banks,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        Ok(Verdict::Given(Places {
            banks,
            contests: contests::own_contests(tx)?,
            recoveries: door::recoveries(tx)?,
            alone: requests::to_be_done_alone(tx)?,
            training: training::brief(tx, notice)?,
            work: members::work(tx)?,
            late: rights::late(tx)?,
            rights: rights::queued(tx)?,
            complaints: scripts::complaints_queued(tx)?,
            kept: branches::kept(tx)?,
        }))
    };
    ctx.act("home", act).await.map(|(places, _)| places)
}
