//! What the directory does, with its key.

use switchboard_store::directory::{
    self, Change, Changed, DirectoryKey, Find, Found, Kept, KindOf,
};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::policy::Reason;
use switchboard_store::{Auth, Fault, Tx, Verdict};

use super::answer::Wrong;
use crate::ctx::Ctx;

async fn act<T, F>(ctx: &Ctx, name: &'static str, act: F) -> Result<T, Wrong>
where
    F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    T: Send + 'static,
{
    let done = ctx
        .app
        .world
        .write(name, Auth::Job("directory"), ctx.now, act)
        .await;
    match done.map(|done| done.verdict) {
        Ok(Verdict::Given(value)) => Ok(value),
        Ok(Verdict::Refused(refusal)) if refusal.reason == Reason::SignedOut => {
            Err(no_key(ctx).await)
        }
        Ok(Verdict::Refused(_)) => Err(Wrong::NotNow),
        Err(fault) => {
            tracing::warn!(act = name, %fault, "the directory was not answered");
            Err(Wrong::NotNow)
        }
    }
}

/// What whoever comes without a key that runs is told: where nobody made one, there is no such address.
pub(super) async fn no_key(ctx: &Ctx) -> Wrong {
    let world = ctx.app.world.clone();
    match ctx.blocking(move || directory::is_on(&world)).await {
        Ok(true) => Wrong::SignedOut,
        Ok(false) => Wrong::NotFound,
        Err(_) => Wrong::NotNow,
    }
}

/// One resource.
pub(super) async fn see(
    ctx: &Ctx,
    key: DirectoryKey,
    kind: KindOf,
    id: AccountId,
) -> Result<Kept, Wrong> {
    let found = act(ctx, "directory-see", move |tx| {
        directory::see(tx, key, kind, id)
    })
    .await?;
    found.ok_or(Wrong::NotFound)
}

/// Several.
pub(super) async fn find(
    ctx: &Ctx,
    key: DirectoryKey,
    kind: KindOf,
    wanted: Find,
) -> Result<Found, Wrong> {
    let found = act(ctx, "directory-find", move |tx| {
        directory::find(tx, key, kind, &wanted)
    });
    found.await
}

fn kept(changed: Changed) -> Result<Kept, Wrong> {
    match changed {
        Changed::Done(kept) => Ok(kept),
        Changed::Nobody => Err(Wrong::NotFound),
        Changed::Taken => Err(Wrong::Taken),
        Changed::Office => Err(Wrong::Office),
    }
}

/// Puts a new one here.
pub(super) async fn put(
    ctx: &Ctx,
    key: DirectoryKey,
    kind: KindOf,
    new: Change,
) -> Result<Kept, Wrong> {
    let done = act(ctx, "directory-put", move |tx| {
        directory::put(tx, key, kind, &new)
    });
    kept(done.await?)
}

/// Changes one.
pub(super) async fn change(
    ctx: &Ctx,
    key: DirectoryKey,
    kind: KindOf,
    (id, new): (AccountId, Change),
) -> Result<Kept, Wrong> {
    let done = act(ctx, "directory-change", move |tx| {
        directory::change(tx, key, kind, (id, &new))
    });
    kept(done.await?)
}

/// Removes one.
pub(super) async fn remove(
    ctx: &Ctx,
    key: DirectoryKey,
    kind: KindOf,
    id: AccountId,
) -> Result<(), Wrong> {
    let done = act(ctx, "directory-remove", move |tx| {
        directory::remove(tx, key, kind, id)
    });
    kept(done.await?).map(|_| ())
}
