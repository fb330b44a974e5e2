//! The membership officer's acts.

use std::collections::BTreeMap;
use std::sync::Arc;

use switchboard_store::branches;
use switchboard_store::door::Standing;
use switchboard_store::roll::{
    self, After, Apart, HandedBackBy, Import, Query, Settled, Unreport, UnreportBegun, Waiting,
};
use switchboard_store::rules::card::Finding;
use switchboard_store::rules::ids::{AccountId, CardId, ImportId, LookId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::roll::Parts;
use switchboard_store::{Auth, Hits, MembershipNumbers, RejectedRows, Tx, Verdict};
use tokio::sync::{mpsc, oneshot};

use super::importing::{self, ImportError, Reading, Step};
use super::progress::{Progress, Stage};
use super::tries::Trial;
use super::upload::ChannelReader;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// What a search found.
pub struct Found {
    /// At most twenty masked hits.
    pub hits: switchboard_store::Disclosed<Hits>,
    /// By what each of them is opened.
    pub handles: Vec<String>,
}

/// Searches; at most twenty masked hits.
pub async fn search(ctx: &Ctx, query: Query) -> Result<Found, Problem> {
    let (found, proof) = ctx
        .act("roll-search", move |tx| roll::search(tx, &query))
        .await?;
    let hits = found.hits.disclose(&proof);
    Ok(Found {
        hits: hits.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        handles: found.handles,
    })
}

/// A page of the reports from calls.
pub struct ReportQueue {
    /// What waits, oldest first.
    pub waiting: Vec<Waiting>,
    /// The members, masked, each where its report stands.
    pub members: switchboard_store::Disclosed<Hits>,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}

/// The reports that wait; at most twenty.
pub async fn reports(ctx: &Ctx, after: Option<After>) -> Result<ReportQueue, Problem> {
    let (page, proof) = ctx
        .act("roll-reports", move |tx| roll::reports(tx, after))
        .await?;
    let members = page
        .members
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    Ok(ReportQueue {
        waiting: page.waiting,
        members,
        after: page.after,
    })
}

/// Settles one report.
pub async fn settle(ctx: &Ctx, report: CardId, finding: Finding) -> Result<Settled, Problem> {
    ctx.act("roll-settle", move |tx| roll::settle(tx, report, finding))
        .await
        .map(|(settled, _)| settled)
}

/// Settles one report as right, and begins a look at its member.
pub async fn open_and_settle(ctx: &Ctx, report: CardId) -> Result<LookId, Problem> {
    ctx.act("roll-settle-open", move |tx| {
        roll::open_and_settle(tx, report)
    })
    .await
    .map(|((_, look), _)| look)
}

/// Whose reports stand apart, with the names of the accounts.
pub struct Compared {
    /// Who stands apart.
    pub apart: Vec<Apart>,
    /// Who handed back the most cards.
    pub handed_back: Vec<HandedBackBy>,
    /// What was undone lately.
    pub undone: Vec<Unreport>,
    names: BTreeMap<AccountId, String>,
}

impl Compared {
    /// What an account is called.
    pub fn name(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }
}

/// Compares callers: asked and recorded first, then reckoned beside the writer, then named.
pub async fn compare(ctx: &Ctx) -> Result<Compared, Problem> {
    let (may, _) = ctx.act("roll-compare", roll::may_compare).await?;
    let world = ctx.app.world.clone();
    let compare = move || Ok((roll::apart(&world, &may)?, roll::handed_back(&world, &may)?));
    let (apart, handed_back) = ctx.blocking(compare).await?;
    let (undone, _) = ctx.act("roll-unreports", roll::unreports).await?;
    let whose = apart.iter().map(|one| one.account);
    let whose = whose.chain(undone.iter().map(|one| one.account));
    let whose = whose.chain(handed_back.iter().map(|one| one.account));
    let mut accounts: Vec<AccountId> = whose.collect();
    accounts.sort_unstable();
    accounts.dedup();
    let asked = accounts.clone();
    let (names, _) = ctx
        .act("roll-named", move |tx| roll::named(tx, &asked))
        .await?;
    Ok(Compared {
        apart,
        handed_back,
        undone,
        names: accounts.into_iter().zip(names).collect(),
    })
}

/// Begins to settle all waiting reports of one caller since then as mistakes. Whether they stand apart is compared again here; of
/// anybody else there is nothing to undo in one act.
pub async fn unreport(
    ctx: &Ctx,
    account: AccountId,
    since: Moment,
) -> Result<UnreportBegun, Problem> {
    let (may, _) = ctx.act("roll-compare", roll::may_compare).await?;
    let world = ctx.app.world.clone();
    let stands = ctx.blocking(move || roll::stands(&world, &may, account));
    let apart = stands.await?.ok_or_else(|| ctx.problem(What::NotFound))?;
    ctx.act("roll-unreport", move |tx| roll::unreport(tx, apart, since))
        .await
        .map(|(begun, _)| begun)
}

/// How an import stands.
pub async fn status(ctx: &Ctx, id: ImportId) -> Result<Import, Problem> {
    ctx.act("roll-import-status", move |tx| roll::status(tx, id))
        .await
        .map(|(import, _)| import)
}

/// The rejected rows of one's own file.
pub async fn rejects(
    ctx: &Ctx,
    id: ImportId,
) -> Result<switchboard_store::Disclosed<RejectedRows>, Problem> {
    let (rows, proof) = ctx
        .act("roll-rejects", move |tx| roll::rejects(tx, id))
        .await?;
    rows.disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))
}

/// An import that reads from a channel while the file comes in.
pub struct Incoming {
    /// Where the file's pieces go.
    pub pieces: mpsc::Sender<Vec<u8>>,
    /// Its id once it has begun, or why it could not.
    pub begun: oneshot::Receiver<Result<ImportId, ImportError>>,
}

/// Begins an import on a thread of its own. The file is never put down anywhere.
pub fn import(ctx: &Ctx, reading: Reading, total: u64) -> Result<Incoming, Problem> {
    let key = ctx.key.ok_or_else(|| ctx.problem(What::NotFound))?;
    let (pieces, reader) = ChannelReader::new();
    let (tell, begun) = oneshot::channel();
    let app = Arc::clone(&ctx.app);
    tokio::task::spawn_blocking(move || {
        let mut tell = Some(tell);
        let mut last: Option<Step> = None;
        let result = importing::run(
            &app.world,
            &Auth::Session(key),
            app.clock,
            reader,
            &reading,
            |step| {
                app.imports
                    .put(step.id, progress(&step, total, Stage::Running));
                if let Some(tell) = tell.take() {
                    let _gone = tell.send(Ok(step.id));
                }
                last = Some(step);
                Ok(())
            },
        );
        match (result, last, tell) {
            (Ok(done), _, tell) => {
                let id = done.import.id;
                let done = Progress {
                    read: total,
                    total,
                    dropped: done.dropped,
                    notices: done.notices,
                    stage: Stage::Done,
                };
                app.imports.put(id, done);
                if let Some(tell) = tell {
                    let _gone = tell.send(Ok(id));
                }
            }
            (Err(error), Some(step), None) => {
                app.imports
                    .put(step.id, progress(&step, total, abandoned(&error)));
            }
            (Err(error), _, Some(tell)) => {
                let _gone = tell.send(Err(error));
            }
            (Err(error), None, None) => tracing::error!(%error, "an import failed"),
        }
    });
    Ok(Incoming { pieces, begun })
}

fn abandoned(error: &ImportError) -> Stage {
    match error {
        ImportError::TooManyLeave(leaving) | ImportError::Unclear(leaving) => {
            Stage::Stopped(*leaving)
        }
        other => Stage::Abandoned(fault_of(other)),
    }
}

/// Begins to try a file on a thread of its own; answers under which id the page looks it up.
pub fn try_file(ctx: &Ctx, reading: Reading) -> Result<Incoming, Problem> {
    let key = ctx.key.ok_or_else(|| ctx.problem(What::NotFound))?;
    let account = ctx.account()?;
    let (pieces, reader) = ChannelReader::new();
    let (tell, begun) = oneshot::channel();
    let app = Arc::clone(&ctx.app);
    tokio::task::spawn_blocking(move || {
        let auth = Auth::Session(key);
        let result =
            importing::run_trial(&app.world, &auth, app.clock, reader, &reading, |_, _, _| {
                Ok(())
            });
        let told = match result {
            Ok(tried) => {
                let id = tried.file.id;
                app.tries.put(id, Trial { account, tried });
                Ok(id)
            }
            Err(error) => Err(error),
        };
        let _gone = tell.send(told);
    });
    Ok(Incoming { pieces, begun })
}

/// Undoes an import; answers the undo's own id, none where there was nothing to undo.
pub async fn undo(ctx: &Ctx, import: ImportId) -> Result<Option<ImportId>, Problem> {
    let key = ctx.key.ok_or_else(|| ctx.problem(What::NotFound))?;
    let (app, now) = (Arc::clone(&ctx.app), ctx.app.clock);
    let undone = tokio::task::spawn_blocking(move || {
        roll::undo(
            &app.world,
            &Auth::Session(key),
            import,
            || now.now(),
            |_| {},
        )
    });
    let undone = undone.await.map_err(|_| ctx.problem(What::BadForm))?;
    match undone.map_err(|fault| ctx.problem(fault))? {
        Verdict::Given(roll::Undone::Done(import)) => Ok(Some(import.id)),
        Verdict::Given(roll::Undone::NotDone) => Ok(None),
        Verdict::Refused(refusal) => Err(ctx.problem(What::Refused(refusal))),
    }
}

/// A page of the members whom an import or its undo left to be looked at.
pub struct Notes {
    /// The parts to look at, each where its member stands.
    pub parts: Vec<Parts>,
    /// Their membership numbers.
    pub members: switchboard_store::Disclosed<MembershipNumbers>,
    /// Where the next page begins, if there is one.
    pub after: Option<i64>,
}

/// The members to be looked at; at most twenty.
pub async fn notes(ctx: &Ctx, import: ImportId, after: i64) -> Result<Notes, Problem> {
    let (page, proof) = ctx
        .act("roll-notes", move |tx| roll::notes(tx, import, after))
        .await?;
    let members = page
        .members
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    Ok(Notes {
        parts: page.parts,
        members,
        after: page.after,
    })
}

fn progress(step: &Step, total: u64, stage: Stage) -> Progress {
    Progress {
        read: step.read,
        total,
        dropped: step.dropped.clone(),
        notices: step.notices.clone(),
        stage,
    }
}

/// What is wrong with the file, if it is the file.
fn fault_of(error: &ImportError) -> Option<super::pages::ImportError> {
    match error {
        ImportError::File(error) => Some(super::show::file_error(error)),
        ImportError::TriedOut(out) => Some(super::show::tried_out(*out)),
        _ => None,
    }
}

/// The names of the branches whose roll this account keeps; none where it keeps the whole, which isn't asked of the store.
pub async fn kept(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    if !ctx.standing().is_some_and(Standing::keeps_branches_alone) {
        return Ok(Vec::new());
    }
    let act = |tx: &mut Tx<'_, '_>| branches::kept(tx).map(Verdict::Given);
    let (kept, _) = ctx.act("branches-kept", act).await?;
    Ok(kept.into_iter().map(|one| one.name).collect())
}
