//! Joining: an organiser brings people in to ring, and whoever was invited joins.

pub mod actions;
pub mod api;
mod coming;
mod file;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::Handed;
use switchboard_store::door::invitations::{
    BadGuest, Bank, GUESTS_MAX, Guest, Guests, Invited, Inviting, Page, State as Stands, Told,
};
use switchboard_store::rules::ids::{BankId, CampaignId, InvitationId};
use switchboard_store::rules::moment::Moment;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Multipart, Path, Query, campaign_of};
use crate::web::page::Html;
use pages::{
    BankChoice, Line, LineSaid, NewCode, NewLine, People, Row, State, ToldPage, Typed, Wrong,
};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/campaigns/{campaign}/people", get(list).post(invite_one))
        .route("/campaigns/{campaign}/people/file", post(invite_file))
        .route("/campaigns/{campaign}/people/{invitation}/code", post(code))
        .route("/campaigns/{campaign}/people/{invitation}/end", post(end))
        .merge(coming::routes())
}

fn invitation_of(ctx: &Ctx, text: &str) -> Result<InvitationId, Problem> {
    InvitationId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
    said: Option<String>,
}

async fn list(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<People>, Problem> {
    let page = match wanted.after.as_deref() {
        Some(text) => page_of(text).ok_or_else(|| ctx.problem(What::NotFound))?,
        None => Page::FIRST,
    };
    let said = wanted.said.as_deref() == Some("taken-back");
    let shown = People {
        said: said.then_some("people-taken-back"),
        ..people(&ctx, campaign_of(&ctx, &campaign)?, page).await?
    };
    Ok(Html(shown))
}

/// Reads where a page goes on, as [`after`] wrote it.
fn page_of(text: &str) -> Option<Page> {
    let (made_at, id) = text.split_once('-')?;
    Some(Page {
        made_at: Moment::from_millis(made_at.parse().ok()?),
        id: InvitationId::parse(id).ok()?,
    })
}

fn after(page: Page) -> String {
    format!("{}-{}", page.made_at.millis(), page.id)
}

async fn people(ctx: &Ctx, campaign: CampaignId, page: Page) -> Result<People, Problem> {
    let found = actions::people(ctx, campaign, page).await?;
    let banks = found.banks;
    let rows = found.invited.into_iter().map(|one| row(ctx, one, &banks));
    Ok(People {
        shell: ctx.shell(),
        campaign: campaign.to_string(),
        campaign_name: found.campaign,
        said: None,
        wrong: None,
        typed: Typed::default(),
        chosen: String::new(),
        takes_birth: coming::takes_birth(ctx),
        is_whole: found.is_whole,
        lines_max: GUESTS_MAX,
        rows: rows.collect(),
        after: found.next.map(after),
        banks: banks.iter().map(choice).collect(),
    })
}

fn choice(bank: &Bank) -> BankChoice {
    BankChoice {
        id: bank.id.to_string(),
        name: bank.name.clone(),
    }
}

fn row(ctx: &Ctx, one: Invited, banks: &[Bank]) -> Row {
    let bank = banks.iter().find(|bank| Some(bank.id) == one.bank);
    Row {
        invitation: one.id.to_string(),
        name: one.label,
        bank: bank.map(|bank| bank.name.clone()),
        is_mailed: one.is_mailed && has_post(ctx),
        state: match one.state {
            Stands::Open(until) => State::Open(ctx.stamp(until)),
            Stands::Expired(until) => State::Expired(ctx.stamp(until)),
            Stands::Joined(at) => State::Joined(ctx.stamp(at)),
        },
    }
}

#[derive(Deserialize)]
struct OneForm {
    csrf: String,
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    bank: String,
}

async fn invite_one(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<OneForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let asked = Asked {
        campaign: campaign_of(&ctx, &campaign)?,
        bank: form.bank,
        typed: Typed {
            name: form.name,
            email: form.email,
            number: if coming::takes_birth(&ctx) {
                form.number
            } else {
                String::new()
            },
        },
    };
    let guest = Guest::parse(&asked.typed.name, &asked.typed.email);
    match guest.and_then(|guest| guest.with_number(&asked.typed.number)) {
        Ok(guest) => invite(&ctx, asked, vec![guest]).await,
        Err(bad) => again(&ctx, asked, wrong(bad_key(bad), 0)).await,
    }
}

/// The key of why somebody can't be invited so.
const fn bad_key(bad: BadGuest) -> &'static str {
    match bad {
        BadGuest::NoName => "people-bad-name",
        BadGuest::LongName => "people-bad-long",
        BadGuest::Email => "people-bad-email",
        BadGuest::Number => "people-bad-number",
    }
}

fn wrong(key: &'static str, number: usize) -> Wrong {
    Wrong {
        key,
        number,
        lines: Vec::new(),
    }
}

/// What an organiser asked for, to be shown again if nobody was invited.
struct Asked {
    campaign: CampaignId,
    bank: String,
    typed: Typed,
}

async fn again(ctx: &Ctx, asked: Asked, wrong: Wrong) -> Result<Response, Problem> {
    let page = People {
        wrong: Some(wrong),
        typed: asked.typed,
        chosen: asked.bank,
        ..people(ctx, asked.campaign, Page::FIRST).await?
    };
    Ok(Html(page).into_response())
}

async fn invite(ctx: &Ctx, asked: Asked, guests: Vec<Guest>) -> Result<Response, Problem> {
    let bank = match asked.bank.as_str() {
        "" => None,
        text => Some(BankId::parse(text).map_err(|_| ctx.problem(What::BadForm))?),
    };
    let names: Vec<String> = guests.iter().map(|guest| guest.name().to_owned()).collect();
    let guests = Guests {
        bank,
        people: guests,
    };
    match actions::invite(ctx, asked.campaign, guests).await? {
        Inviting::Done {
            campaign,
            told,
            until,
        } => {
            let page = ToldPage {
                shell: ctx.shell(),
                campaign: asked.campaign.to_string(),
                campaign_name: campaign,
                until: ctx.stamp(until),
                has_post: has_post(ctx),
                origin: origin(ctx),
                lines: names.into_iter().zip(told).map(line).collect(),
            };
            Ok(Html(page).into_response())
        }
        Inviting::TooMany(open) => again(ctx, asked, wrong("people-too-many", open)).await,
        Inviting::Over => again(ctx, asked, wrong("people-over", 0)).await,
    }
}

fn line((name, told): (String, Told)) -> Line {
    let said = match told {
        Told::New {
            id,
            code,
            is_mailed,
        } => LineSaid::New(NewLine {
            invitation: id.to_string(),
            code: code.expose(),
            is_mailed,
        }),
        Told::Already => LineSaid::Already,
        Told::Twice => LineSaid::Twice,
    };
    Line { name, said }
}

/// Whether letters go out, and say where the page is: never in a demo, whose people are invented.
fn has_post(ctx: &Ctx) -> bool {
    let is_live = ctx.app.world.meta().kind == switchboard_store::WorldKind::Live;
    is_live && ctx.app.front.config.mail.server.is_some() && ctx.app.front.host().is_some()
}

/// What stands before a link, where the site's name is known: on this machine alone it is `localhost`.
fn origin(ctx: &Ctx) -> String {
    match ctx.app.front.host() {
        Some(host) => format!("https://{host}"),
        None => ctx.app.site().map_or_else(String::new, |site| site.origin),
    }
}

async fn invite_file(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Multipart(parts): Multipart,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let taken = file::take(&ctx, parts).await?;
    let asked = Asked {
        campaign,
        bank: taken.bank,
        typed: Typed::default(),
    };
    match file::guests(&taken.bytes) {
        Ok(guests) => invite(&ctx, asked, guests).await,
        Err(bad) => again(&ctx, asked, file_wrong(bad)).await,
    }
}

fn file_wrong(bad: file::Bad) -> Wrong {
    match bad {
        file::Bad::Unreadable => wrong("people-file-unreadable", 0),
        file::Bad::Empty => wrong("people-file-empty", 0),
        file::Bad::Columns => wrong("people-file-columns", 0),
        file::Bad::Long => wrong("people-file-long", GUESTS_MAX),
        file::Bad::Lines(lines) => Wrong {
            lines: lines
                .into_iter()
                .map(|(line, bad)| pages::WrongLine {
                    line,
                    why: bad_key(bad),
                })
                .collect(),
            ..wrong("people-file-wrong", 0)
        },
    }
}

async fn code(
    ctx: Ctx,
    Path((campaign, invitation)): Path<(String, String)>,
    Form(form): Form<CsrfForm>,
) -> Result<Html<NewCode>, Problem> {
    ctx.check_form(&form.csrf)?;
    let (campaign, id) = (
        campaign_of(&ctx, &campaign)?,
        invitation_of(&ctx, &invitation)?,
    );
    let (handed, link) = match actions::renew(&ctx, campaign, id).await? {
        Some(handed) => (handed, Some(invitation)),
        None => (actions::code_for_caller(&ctx, campaign, id).await?, None),
    };
    let Handed {
        code, label, until, ..
    } = handed;
    Ok(Html(NewCode {
        shell: ctx.shell(),
        campaign: campaign.to_string(),
        name: label,
        code: code.expose(),
        until: ctx.stamp(until),
        origin: origin(&ctx),
        link,
    }))
}

async fn end(
    ctx: Ctx,
    Path((campaign, invitation)): Path<(String, String)>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let (campaign, id) = (
        campaign_of(&ctx, &campaign)?,
        invitation_of(&ctx, &invitation)?,
    );
    actions::take_back(&ctx, campaign, id).await?;
    let to = format!("/campaigns/{campaign}/people?said=taken-back");
    Ok(Redirect::to(&to))
}
