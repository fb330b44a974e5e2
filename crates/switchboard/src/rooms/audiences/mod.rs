//! Audiences: who is to be rung, chosen in groups and counted without showing anybody.

pub mod actions;
pub mod api;
pub mod pages;
mod show;
pub mod table;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::audiences::Counting;
use switchboard_store::banks::{Added, NewOwnBank, SAMPLE_MIN};
use switchboard_store::rules::audience::{Audience, Choice, Field};
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::ids::{CampaignId, ScriptId};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Path, campaign_of};
use crate::web::page::Html;
use pages::{NewBank, Said, Typed};

/// How many characters a name has at most.
const NAME_MAX: usize = 80;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/campaigns/{campaign}/banks/new", get(form).post(send))
        .merge(table::routes())
}

async fn form(ctx: Ctx, Path(campaign): Path<String>) -> Result<Html<NewBank>, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    let seen = actions::look(&ctx, id).await?;
    let listed = actions::listed(&ctx, &seen).await?;
    let answer = (Typed::default(), None);
    Ok(Html(show::page(&ctx, id, (&seen, listed.as_ref()), answer)))
}

#[derive(Deserialize)]
struct BankForm {
    csrf: String,
    act: String,
    #[serde(flatten)]
    typed: Typed,
}

async fn send(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<BankForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    // Whoever may not ask learns nothing, and the members are counted by now.
    let state = actions::begin(&ctx, id).await?;
    let said = match form.act.as_str() {
        // Its answers may be others now: nothing is done, and the page says so.
        _ if form.typed.is_stale(state) => Said::Moved,
        "add" => match add(&ctx, id, &form.typed).await? {
            Ok(to) => return Ok(to.into_response()),
            Err(said) => said,
        },
        "answers" => answers(&ctx, id, &form.typed.question).await?,
        _ => count(&ctx, id, &form.typed).await?,
    };
    // The one look of this page: what was asked stands in the book now.
    let seen = actions::look(&ctx, id).await?;
    let listed = actions::listed(&ctx, &seen).await?;
    let answer = (form.typed, Some(said));
    Ok(Html(show::page(&ctx, id, (&seen, listed.as_ref()), answer)).into_response())
}

/// Chooses the question of which the answers are counted; `SCRIPT.PART`, or nothing for none.
async fn answers(ctx: &Ctx, campaign: CampaignId, typed: &str) -> Result<Said, Problem> {
    let asked = match typed {
        "" => None,
        typed => match question(typed) {
            Some(question) => Some(question),
            None => return Ok(Said::NoQuestion),
        },
    };
    Ok(match actions::count_answers(ctx, campaign, asked).await? {
        Counting::Chosen => Said::Answers,
        Counting::NotListed => Said::NoQuestion,
        Counting::Withdrawn => Said::Withdrawn,
        Counting::Last => Said::Last,
    })
}

fn question(typed: &str) -> Option<(ScriptId, String)> {
    let (script, part) = typed.split_once('.')?;
    Some((ScriptId::parse(script).ok()?, part.to_owned()))
}

async fn count(ctx: &Ctx, campaign: CampaignId, typed: &Typed) -> Result<Said, Problem> {
    let Ok(audience) = audience(typed) else {
        return Ok(Said::Choice);
    };
    let counted = actions::count(ctx, campaign, (audience, typed.state())).await?;
    Ok(Said::of(counted))
}

async fn add(
    ctx: &Ctx,
    campaign: CampaignId,
    typed: &Typed,
) -> Result<Result<Redirect, Said>, Problem> {
    let new = match parsed(campaign, typed) {
        Ok(new) => new,
        Err(said) => return Ok(Err(said)),
    };
    Ok(match actions::add(ctx, new).await? {
        Added::Done(bank) => Ok(Redirect::to(&format!("/banks/{bank}"))),
        Added::Not(counted) => Err(Said::of(counted)),
        Added::Withdrawn => Err(Said::Withdrawn),
        Added::TooMany => Err(Said::TooMany),
        Added::EverTooMany => Err(Said::EverTooMany),
        Added::NotCounted => Err(Said::Moved),
    })
}

/// A name as it is kept; none where it is none.
fn name_of(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && name.chars().count() <= NAME_MAX).then_some(name)
}

fn parsed(campaign: CampaignId, typed: &Typed) -> Result<NewOwnBank, Said> {
    let name = name_of(&typed.name).ok_or(Said::Name)?;
    let sample = typed.sample.trim();
    let sample = match sample.parse::<u32>() {
        _ if sample.is_empty() => None,
        Ok(many) if many >= SAMPLE_MIN => Some(many),
        _ => return Err(Said::Sample),
    };
    Ok(NewOwnBank {
        campaign,
        opening: String::new(),
        script: typed.script.chars().take(4_000).collect(),
        notes: typed.notes.is_some(),
        order: Order::from_code(&typed.order).unwrap_or_default(),
        audience: audience(typed).map_err(|()| Said::Choice)?,
        state: typed.state(),
        sample,
        name,
    })
}

/// What was chosen in the lists.
fn audience(typed: &Typed) -> Result<Audience, ()> {
    let chosen = Field::CHOSEN
        .into_iter()
        .map(|field| (field, typed.of(field)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| Choice::parse(field, value));
    let chosen: Result<Vec<Choice>, _> = chosen.collect();
    Audience::of(chosen.map_err(|_| ())?).map_err(|_| ())
}
