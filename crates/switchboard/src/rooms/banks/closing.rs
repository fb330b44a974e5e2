//! Closing a bank for good: a page that says what it means, and a button.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use switchboard_store::banks::Look;

use super::{CsrfForm, actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Path};
use crate::web::page::{Html, Page, Tally, unprinted};
use crate::web::shell::{Link, Shell};

/// The address of the page and its form.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/banks/{bank}/close", get(ask).post(close))
}

async fn ask(ctx: Ctx, Path(bank): Path<String>) -> Result<Html<Close>, Problem> {
    let id = bank_of(&ctx, &bank)?;
    let watched = actions::watch(&ctx, id, Look::First).await?;
    let asked_again = actions::asked_again(&ctx, id).await?;
    Ok(Html(Close {
        shell: ctx.shell(),
        bank,
        is_closed: watched.line.state == "closed",
        bank_name: watched.line.name,
        campaign: watched.line.campaign,
        asked_again: Tally::from(asked_again),
    }))
}

async fn close(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::close(&ctx, bank_of(&ctx, &bank)?).await?;
    Ok(Redirect::to(&format!("/banks/{bank}")))
}

/// What closing means: `GET /banks/{bank}/close`. `POST` to the same address takes `csrf` and does it.
#[derive(Template)]
#[template(path = "banks/close.html")]
pub struct Close {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// About how many wait to be rung again.
    pub asked_again: Tally,
    /// Whether that was done before.
    pub is_closed: bool,
}

unprinted!(Close);

impl Page for Close {
    fn title_key(&self) -> &'static str {
        "close-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_closed| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            bank: "0bank0sample0".to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            asked_again: Tally::About(15),
            is_closed,
        };
        vec![
            ("banks-close", page(false)),
            ("banks-close-closed", page(true)),
        ]
    }
}
