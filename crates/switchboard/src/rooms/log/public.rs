//! The public log: a page for people, and the files of C2SP tlog-tiles for programs.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use switchboard_store::log::{Resumed, Said, Witnessed};

use super::actions;
use super::pages::{Agreed, Before, Behind, Checkpoint, Cosigned, PublicLog, ResumedOnce, Witness};
use super::served::Seen;
use crate::ctx::{Anybody, Ctx};
use crate::problem::Problem;
use crate::taking::Path;
use crate::web::page::Html;

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// The newest is a second old at most; nobody is to be shown an older one by a proxy.
const SECOND: &str = "public, max-age=1";
/// A partial file has the same bytes as long as it is there, and goes away when it is full.
const MINUTE: &str = "public, max-age=60";
/// A full file never changes, under the address that this log alone has.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) async fn page(ctx: Ctx) -> Result<Html<PublicLog>, Problem> {
    let seen = actions::public(&ctx).await?;
    let Seen { head, agreed, .. } = &*seen;
    let checkpoint = head.signed_root.map(|root| Checkpoint {
        size: head.signed_size,
        root: root.to_base64(),
        at: ctx.stamp(head.signed_at),
        age_s: u64::try_from(ctx.now.since(head.signed_at).as_millis() / 1000).unwrap_or(0),
    });
    let agreed = agreed.as_ref().filter(|agreed| !agreed.note.is_empty());
    let meta = ctx.app.world.meta();
    Ok(Html(PublicLog {
        shell: ctx.outside(),
        origin: meta.origin.clone(),
        name: meta.log_name().to_owned(),
        key: seen.key.clone(),
        checkpoint,
        witnesses: seen
            .witnesses
            .iter()
            .map(|one| witness(&ctx, one))
            .collect(),
        agreed: agreed.map(|agreed| Agreed {
            size: agreed.size,
            at: ctx.stamp(agreed.at),
        }),
        before: meta.before.as_ref().map(|before| Before {
            origin: before.origin.clone(),
            size: before.size,
            root: before.root.clone(),
            from: before.from,
            lost: before.lost(),
            at: ctx.stamp(before.at),
        }),
        resumed: seen
            .resumed
            .iter()
            .map(|once| resumed_once(&ctx, once))
            .collect(),
    }))
}

fn resumed_once(ctx: &Ctx, once: &Resumed) -> ResumedOnce {
    ResumedOnce {
        at: ctx.stamp(once.at),
        from: once.resumption.from,
        to: once.resumption.size,
        lost: once.lost,
    }
}

fn witness(ctx: &Ctx, one: &Witnessed) -> Witness {
    Witness {
        name: one.name.clone(),
        cosigned: one.cosigned_at.map(|at| Cosigned {
            size: one.size,
            at: ctx.stamp(at),
        }),
        is_asked: one.is_asked,
        behind: one.behind_since.map(|since| Behind {
            since: ctx.stamp(since),
            why_key: why_key(one.said),
        }),
    }
}

/// The key of the sentence that says why a witness is behind.
const fn why_key(said: Said) -> &'static str {
    match said {
        Said::Cosigned => "witness-cosigned",
        Said::Silent => "witness-silent",
        Said::Stranger => "witness-stranger",
        Said::Refused => "witness-refused",
        Said::Forged => "witness-forged",
        Said::WrongTime => "witness-wrong-time",
        Said::Strange => "witness-strange",
        Said::OtherHistory => "witness-other-history",
    }
}

/// The newest checkpoint, with whatever witnesses said of that very one.
pub(super) async fn checkpoint(Anybody(ctx): Anybody) -> Result<Response, Problem> {
    let seen = actions::public(&ctx).await?;
    Ok(file(SECOND, TEXT, seen.checkpoint.clone()))
}

/// The newest checkpoint that enough witnesses cosigned: some seconds older, for whoever asks for witnesses.
pub(super) async fn cosigned(Anybody(ctx): Anybody) -> Result<Response, Problem> {
    let seen = actions::public(&ctx).await?;
    Ok(match &seen.agreed {
        Some(agreed) if !agreed.note.is_empty() => file(SECOND, TEXT, agreed.note.clone()),
        _ => missing("no checkpoint was cosigned by enough witnesses yet; take `checkpoint`\n"),
    })
}

/// A tile or a bundle of entries of whatever log is the newest: the address stays when a restore brings a log of another
/// name, and so nobody may keep for long what was there.
pub(super) async fn tile(
    Anybody(ctx): Anybody,
    Path(path): Path<String>,
) -> Result<Response, Problem> {
    tile_kept(&ctx, &path, MINUTE).await
}

/// The same three under the address of this very log, which no log after it gets.
pub(super) async fn named_checkpoint(
    Anybody(ctx): Anybody,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    if name != ctx.app.world.meta().log_name() {
        return Ok(renamed());
    }
    checkpoint(Anybody(ctx)).await
}

pub(super) async fn named_cosigned(
    Anybody(ctx): Anybody,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let seen = actions::public(&ctx).await?;
    let is_own = name == ctx.app.world.meta().log_name();
    let agreed = seen.agreed.as_ref().filter(|_| is_own);
    Ok(match agreed {
        Some(agreed) if !agreed.note.is_empty() => file(SECOND, TEXT, agreed.note.clone()),
        _ => missing(
            "no log of this name is here, or not enough witnesses have cosigned it yet: take `checkpoint`, and see the page /log\n",
        ),
    })
}

pub(super) async fn named_tile(
    Anybody(ctx): Anybody,
    Path((name, path)): Path<(String, String)>,
) -> Result<Response, Problem> {
    if name != ctx.app.world.meta().log_name() {
        return Ok(renamed());
    }
    tile_kept(&ctx, &path, FOR_EVER).await
}

async fn tile_kept(ctx: &Ctx, path: &str, full: &'static str) -> Result<Response, Problem> {
    let found = actions::file(ctx, &format!("tile/{path}")).await?;
    Ok(match found {
        Some(found) if found.is_full => file(full, BYTES, found.bytes),
        Some(found) => file(MINUTE, BYTES, found.bytes),
        None => missing(
            "the log has no such file: it is not signed yet, or it was partial and the full one took over\n",
        ),
    })
}

fn renamed() -> Response {
    missing(
        "no log of this name is here, or none any more: the page /log says which one is, and since when\n",
    )
}

fn file(keep: &'static str, kind: &'static str, bytes: impl IntoResponse) -> Response {
    let headers = [(header::CACHE_CONTROL, keep), (header::CONTENT_TYPE, kind)];
    (headers, bytes).into_response()
}

fn missing(why: &'static str) -> Response {
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, TEXT)], why).into_response()
}
