//! "Ready to open": what stands before access, and the signature under each.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::contests::{
    DutySet, Holder, Item, Ready as Found, ReadyLine, SignedAs, Signing,
};
use switchboard_store::rules::ids::{AccountId, ContestId};

use super::pages::ready::{Person, Ready, ReadyItem, Said};
use super::{actions, contest_of, draft};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::hex::{hex, unhex};
use crate::web::page::Html;

/// The addresses of getting a contest ready.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/contests/{contest}/ready", get(page))
        .route("/contests/{contest}/duty", post(duty))
        .route("/contests/{contest}/ready/{item}", post(sign))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn page(
    ctx: Ctx,
    Path(contest): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Ready>, Problem> {
    let id = contest_of(&ctx, &contest)?;
    let found = actions::ready(&ctx, id).await?;
    let said = wanted.said.as_deref().and_then(Said::parse);
    Ok(Html(shown(&ctx, contest, found, said)))
}

fn shown(ctx: &Ctx, contest: String, found: Found, said: Option<Said>) -> Ready {
    let person = |holder: Holder| Person {
        is_duty: found.duty.first() == Some(&Some(holder.account)),
        is_deputy: found.duty.last() == Some(&Some(holder.account)),
        account: holder.account.to_string(),
        name: holder.label,
    };
    let draft = draft::parts(&ctx.words, &found);
    Ready {
        shell: ctx.shell(),
        contest,
        name: found.name,
        access: ctx.stamp(found.access),
        late_since: found.late_since.map(|since| ctx.stamp(since)),
        has_opened: found.has_opened,
        items: found
            .lines
            .into_iter()
            .map(|line| item(ctx, line))
            .collect(),
        draft,
        people: found.holders.into_iter().map(person).collect(),
        may_sign: found.may_sign && !found.has_opened,
        said,
    }
}

fn item(ctx: &Ctx, line: ReadyLine) -> ReadyItem {
    let (by, at) = line.signed.unzip();
    ReadyItem {
        code: line.item.text(),
        key: line.item.key(),
        text_key: line.item.text_key(),
        digest: line.digest.map(|digest| hex(&digest)).unwrap_or_default(),
        is_signed: line.is_signed,
        by,
        at: at.map(|at| ctx.stamp(at)),
        reason: line.reason,
        as_of: line.as_of.map(|day| ctx.stamp(day)),
        wants_reason: line.item.may_be_unused(),
        wants_day: line.item == Item::Restore,
    }
}

#[derive(Deserialize)]
struct SignForm {
    csrf: String,
    #[serde(default)]
    digest: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    day: String,
}

async fn sign(
    ctx: Ctx,
    Path((contest, item)): Path<(String, String)>,
    Form(form): Form<SignForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let contest = contest_of(&ctx, &contest)?;
    let item = Item::parse(&item).ok_or_else(|| ctx.problem(What::NotFound))?;
    let as_of = ctx
        .app
        .world
        .zone()
        .typed(&format!("{}T00:00", form.day.trim()));
    let signing = Signing {
        item,
        digest: unhex(&form.digest).unwrap_or_default(),
        reason: form.reason,
        as_of: as_of.ok(),
    };
    let said = match actions::sign(&ctx, contest, signing).await? {
        SignedAs::Signed => Said::Signed,
        SignedAs::Changed => Said::Changed,
        SignedAs::NoReason => Said::NoReason,
        SignedAs::NoDay => Said::NoDay,
        SignedAs::Open => Said::Open,
    };
    Ok(back(contest, said))
}

#[derive(Deserialize)]
struct DutyForm {
    csrf: String,
    #[serde(default)]
    duty: String,
    #[serde(default)]
    deputy: String,
}

async fn duty(
    ctx: Ctx,
    Path(contest): Path<String>,
    Form(form): Form<DutyForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let contest = contest_of(&ctx, &contest)?;
    let account = |text: &str| AccountId::parse(text).unwrap_or(NOBODY);
    let both = [account(&form.duty), account(&form.deputy)];
    let said = match actions::set_duty(&ctx, contest, both).await? {
        DutySet::Set => Said::DutySet,
        DutySet::Same => Said::DutySame,
        DutySet::NotThere => Said::DutyNotThere,
    };
    Ok(back(contest, said))
}

/// Whoever a text names that is no account.
const NOBODY: AccountId = AccountId::from_bytes([0; 16]);

fn back(contest: ContestId, said: Said) -> Response {
    Redirect::to(&format!("/contests/{contest}/ready?said={}", said.code())).into_response()
}
