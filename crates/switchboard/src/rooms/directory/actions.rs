//! What the directory does, with its key.

use std::net::IpAddr;

use switchboard_store::directory::{
    self, Change, Changed, DirectoryKey, Find, Found, Kept, KindOf,
};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::policy::Reason;
use switchboard_store::{Auth, Fault, Tx, Verdict};

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
    let (ctx, limits) = (&by.ctx, &by.ctx.app.limits);
    let done = ctx
        .app
        .world
        .write(name, Auth::Job("directory"), ctx.now, act)
        .await;
    match done.map(|done| done.verdict) {
        Ok(Verdict::Given(value)) => {
            limits.right_key(by.key, ctx.now);
            Ok(value)
        }
        Ok(Verdict::Refused(refusal)) if refusal.reason == Reason::SignedOut => {
            limits.wrong_key(Some(by.key), by.from, ctx.now);
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

/// Several.
pub(super) async fn find(by: &By, kind: KindOf, wanted: Find) -> Result<Found, Wrong> {
    let key = by.key;
    let found = act(by, "directory-find", move |tx| {
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
pub(super) async fn put(by: &By, kind: KindOf, new: Change) -> Result<Kept, Wrong> {
    let key = by.key;
    let done = act(by, "directory-put", move |tx| {
        directory::put(tx, key, kind, &new)
    });
    kept(done.await?)
}

/// Changes one into what `make` makes of it.
pub(super) async fn change<F>(by: &By, kind: KindOf, id: AccountId, make: F) -> Result<Kept, Wrong>
where
    F: Fn(&Kept) -> Result<Change, Wrong> + Send + 'static,
{
    let key = by.key;
    let done = act(by, "directory-change", move |tx| {
        directory::change(tx, key, (kind, id), &make)
    });
    kept(done.await??)
}

/// Removes one.
pub(super) async fn remove(by: &By, kind: KindOf, id: AccountId) -> Result<(), Wrong> {
    let key = by.key;
    let done = act(by, "directory-remove", move |tx| {
        directory::remove(tx, key, kind, id)
    });
    kept(done.await?).map(|_| ())
}
