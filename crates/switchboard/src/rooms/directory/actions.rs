//! What the directory does, with its key.

use std::net::IpAddr;
use std::sync::Arc;

use switchboard_store::directory::{
    self, Change, Changed, DirectoryKey, Find, Found, Kept, KindOf,
};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::policy::Reason;
use switchboard_store::{Auth, Fault, Tx, Verdict, World};

use super::answer::Wrong;
use crate::ctx::Ctx;

/// Who asks.
pub(super) struct By {
    pub(super) ctx: Ctx,
    pub(super) key: DirectoryKey,
    pub(super) from: IpAddr,
}

/// Lets whoever came with a key on, unless they or their address come too often.
pub(super) async fn let_in(ctx: Ctx, key: Option<DirectoryKey>, from: IpAddr) -> Result<By, Wrong> {
    if let Err(again) = ctx.app.limits.directory(key, from, ctx.now) {
        // Where nobody made a key, there is still no such address.
        return Err(match no_key(&ctx).await {
            Wrong::SignedOut => Wrong::TooOften(again.since(ctx.now)),
            other => other,
        });
    }
    let Some(key) = key else {
        ctx.app.limits.wrong_key(None, from, ctx.now);
        return Err(no_key(&ctx).await);
    };
    Ok(By { ctx, key, from })
}

async fn act<T, F>(by: &By, name: &'static str, act: F) -> Result<T, Wrong>
where
    F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    T: Send + 'static,
{
    let (world, now) = (&by.ctx.app.world, by.ctx.now);
    let done = world.write(name, Auth::Job("directory"), now, act).await;
    match done.map(|done| done.verdict) {
        Ok(Verdict::Given(value)) => {
            by.ctx.app.limits.right_key(by.key, now);
            Ok(value)
        }
        Ok(Verdict::Refused(refusal)) if refusal.reason == Reason::SignedOut => {
            Err(signed_out(by).await)
        }
        Ok(Verdict::Refused(_)) => Err(Wrong::NotNow),
        Err(fault) => {
            tracing::warn!(act = name, %fault, "the directory was not answered");
            Err(Wrong::NotNow)
        }
    }
}

/// Reads beside the writer, on a thread that may wait; `read` answers none where the key doesn't run.
async fn beside<T, F>(by: &By, read: F) -> Result<T, Wrong>
where
    F: FnOnce(&World) -> Result<Option<T>, Fault> + Send + 'static,
    T: Send + 'static,
{
    let world = by.ctx.app.world.clone();
    match by.ctx.blocking(move || read(&world)).await {
        Ok(Some(value)) => {
            by.ctx.app.limits.right_key(by.key, by.ctx.now);
            Ok(value)
        }
        Ok(None) => Err(signed_out(by).await),
        Err(_) => Err(Wrong::NotNow),
    }
}

async fn signed_out(by: &By) -> Wrong {
    let limits = &by.ctx.app.limits;
    limits.wrong_key(Some(by.key), by.from, by.ctx.now);
    no_key(&by.ctx).await
}

/// What whoever comes without a key that runs is told: where nobody made one, there is no such address.
async fn no_key(ctx: &Ctx) -> Wrong {
    let world = ctx.app.world.clone();
    match ctx.blocking(move || directory::is_on(&world)).await {
        Ok(true) => Wrong::SignedOut,
        Ok(false) => Wrong::NotFound,
        Err(_) => Wrong::NotNow,
    }
}

/// One resource.
pub(super) async fn see(by: &By, kind: KindOf, id: AccountId) -> Result<Kept, Wrong> {
    let key = by.key;
    let found = act(by, "directory-see", move |tx| {
        directory::see(tx, key, kind, id)
    })
    .await?;
    found.ok_or(Wrong::NotFound)
}

/// So many ids that are gone through cost as much as a row that is opened.
const IDS_EACH: usize = 10;

/// Several. What that opens is charged.
pub(super) async fn find(by: &By, kind: KindOf, wanted: Find) -> Result<Found, Wrong> {
    let (key, now) = (by.key, by.ctx.now);
    let found = beside(by, move |world| {
        directory::find(world, key, (kind, &wanted), now)
    })
    .await?;
    let rows = found.kept.len() + found.total / IDS_EACH;
    by.ctx.app.limits.opened(key, rows, now);
    Ok(found)
}

fn kept(changed: Changed) -> Result<Kept, Wrong> {
    match changed {
        Changed::Done(kept) => Ok(kept),
        Changed::Nobody => Err(Wrong::NotFound),
        Changed::Taken => Err(Wrong::Taken),
        Changed::Office => Err(Wrong::Office),
        Changed::Meanwhile => Err(Wrong::NotNow),
    }
}

/// Puts a new one here.
pub(super) async fn put(by: &By, kind: KindOf, new: Change) -> Result<Kept, Wrong> {
    let key = by.key;
    let done = act(by, "directory-put", move |tx| {
        directory::put(tx, key, kind, &new)
    });
    kept(done.await?)
}

/// Changes one into what `make` makes of it. That takes its time, so it is made beside the writer, and made again once where
/// somebody was faster.
pub(super) async fn change<F>(by: &By, kind: KindOf, id: AccountId, make: F) -> Result<Kept, Wrong>
where
    F: Fn(&Kept) -> Result<Change, Wrong> + Send + Sync + 'static,
{
    let make = Arc::new(make);
    match change_once(by, kind, id, Arc::clone(&make)).await? {
        Changed::Meanwhile => kept(change_once(by, kind, id, make).await?),
        done => kept(done),
    }
}

async fn change_once<F>(
    by: &By,
    kind: KindOf,
    id: AccountId,
    make: Arc<F>,
) -> Result<Changed, Wrong>
where
    F: Fn(&Kept) -> Result<Change, Wrong> + Send + Sync + 'static,
{
    let key = by.key;
    let made = beside(by, move |world| {
        let before = directory::before(world, key, kind, id)?;
        Ok(before.map(|before| {
            let before = before.ok_or(Wrong::NotFound)?;
            let new = make(&before)?;
            Ok::<_, Wrong>((before, new))
        }))
    });
    let (before, new) = made.await??;
    act(by, "directory-change", move |tx| {
        directory::change(tx, key, kind, (&before, &new))
    })
    .await
}

/// Removes one.
pub(super) async fn remove(by: &By, kind: KindOf, id: AccountId) -> Result<(), Wrong> {
    let key = by.key;
    let done = act(by, "directory-remove", move |tx| {
        directory::remove(tx, key, kind, id)
    });
    kept(done.await?).map(|_| ())
}
