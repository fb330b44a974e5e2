//! A campaign's scripts over JSON: the same file, the same versions.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::rules::ids::{BankId, ScriptId};
use switchboard_store::rules::script::Script;
use switchboard_store::scripts::{Kept, Version};
use utoipa::ToSchema;

use super::{actions, campaign_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/api/v1/campaigns/{campaign}/scripts",
            get(list_scripts).post(write),
        )
        .route("/api/v1/banks/{bank}/script", post(use_script))
        .merge(super::counted_api::routes())
}

/// A script in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScriptBody {
    /// Its id.
    id: String,
    /// What it is called.
    title: String,
    /// The newest version that was published; 0 before the first.
    version: i64,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/scripts", tag = "scripts",
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = Vec<ScriptBody>, description = "the scripts"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn list_scripts(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let shelf = actions::shelf(&ctx, campaign_of(&ctx, &campaign)?).await?;
    let scripts = shelf.scripts.into_iter().map(|line| ScriptBody {
        id: line.id.to_string(),
        title: line.title,
        version: line.version,
    });
    Ok(crate::api::no_store(Json(scripts.collect::<Vec<_>>())))
}

/// A script as it is written.
#[derive(Deserialize, ToSchema)]
pub(crate) struct WriteBody {
    /// Which script; a new one where it is missing.
    #[schema(min_length = 26, max_length = 26)]
    id: Option<String>,
    /// The file, as docs/scripts.md describes it; at most 64 KiB.
    #[schema(max_length = 65_536)]
    text: String,
    /// Whether it is published as the next version, too.
    #[serde(default)]
    publish: bool,
}

/// What is kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptBody {
    /// The script's id.
    id: String,
    /// The version that was published, if one was.
    version: Option<i64>,
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/scripts", tag = "scripts", request_body = WriteBody,
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = KeptBody, description = "what is kept"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 409, description = "there are as many scripts, or versions, as there may be"), (status = 422, description = "the body or the file can't be read; `errors` says where")))]
pub(crate) async fn write(
    ctx: Ctx,
    Path(campaign): Path<String>,
    taking::Json(body): taking::Json<WriteBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let full = || ctx.conflict("there are as many scripts, or versions, as there may be");
    let id = body.id.as_deref().map(ScriptId::parse).transpose();
    let id = id.map_err(|_| ctx.problem(What::NotFound))?;
    let script = match Script::read(&body.text) {
        Ok(script) => script,
        Err(error) => {
            // Whoever may not write here is told so first.
            actions::shelf(&ctx, campaign).await?;
            return Err(ctx.misfit("/text", error));
        }
    };
    let id = match (id, body.publish) {
        (Some(id), true) => id,
        (id, _) => match actions::keep(&ctx, campaign, id, script.clone()).await? {
            Kept::Script(id) => id,
            Kept::Version(_) | Kept::Full => return Err(full()),
        },
    };
    let mut version = None;
    if body.publish {
        let Kept::Version(published) = actions::publish(&ctx, campaign, id, script).await? else {
            return Err(full());
        };
        version = Some(published.counted());
    }
    let id = id.to_string();
    Ok(crate::api::no_store(Json(KeptBody { id, version })))
}

/// Which version of which script a bank is to have.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UseScriptBody {
    /// The script's id: one of the bank's campaign.
    #[schema(min_length = 26, max_length = 26)]
    script: String,
    /// Which of its published versions.
    #[schema(minimum = 1, maximum = 99)]
    version: i64,
}

/// What the bank has.
#[derive(Serialize, ToSchema)]
pub(crate) struct UsedScriptBody {
    /// The version, as cards that are dealt from now on say it.
    version: String,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/script", tag = "scripts", request_body = UseScriptBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = UsedScriptBody, description = "the bank has it"), (status = 404, description = "there is no such bank or version for this account")))]
pub(crate) async fn use_script(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<UseScriptBody>,
) -> Result<Response, Problem> {
    let bank = BankId::parse(&bank).map_err(|_| ctx.problem(What::NotFound))?;
    let script = ScriptId::parse(&body.script).map_err(|_| ctx.problem(What::NotFound))?;
    let version = Version::new(script, body.version);
    actions::put_on(&ctx, bank, version).await?;
    let version = version.to_string();
    Ok(crate::api::no_store(Json(UsedScriptBody { version })))
}
