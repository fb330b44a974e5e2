//! An officer gives a member who has no e-mail address a code for their own page, shown this once.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::routing::get;
use switchboard_store::own_page::Given;
use switchboard_store::rules::ids::LookId;

use super::actions;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path};
use crate::web::page::{Html, Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The address, under the look that the officer began with a purpose.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/members/{look}/own-code", get(ask).post(give))
}

fn look_of(ctx: &Ctx, text: &str) -> Result<LookId, Problem> {
    LookId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

fn page(ctx: &Ctx, look: String, state: State) -> Html<GiveCode> {
    Html(GiveCode {
        shell: ctx.shell(),
        look,
        state,
    })
}

async fn ask(ctx: Ctx, Path(look): Path<String>) -> Result<Html<GiveCode>, Problem> {
    actions::may_give(&ctx, look_of(&ctx, &look)?).await?;
    Ok(page(&ctx, look, State::Asked))
}

async fn give(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Html<GiveCode>, Problem> {
    ctx.check_form(&form.csrf)?;
    let state = match actions::give(&ctx, look_of(&ctx, &look)?).await? {
        Given::Code(code, until) => State::Code {
            code,
            until: ctx.stamp(until),
        },
        Given::TooMany => State::TooMany,
    };
    Ok(page(&ctx, look, state))
}

/// A code for a member's own page: `GET /members/{look}/own-code`. `POST` to the same address takes `csrf` and makes one.
#[derive(Template)]
#[template(path = "rights/own/given.html")]
pub struct GiveCode {
    /// What stands around it.
    pub shell: Shell,
    /// The look, in addresses.
    pub look: String,
    /// How far it is.
    pub state: State,
}

/// How far giving a code is.
pub enum State {
    /// What it means is said.
    Asked,
    /// It is made.
    Code {
        /// The code, this once.
        code: String,
        /// Until when it works.
        until: Stamp,
    },
    /// This member was given as many today as may be.
    TooMany,
}

unprinted!(GiveCode, State);

impl Page for GiveCode {
    fn title_key(&self) -> &'static str {
        "given-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |state| Self {
            shell: Shell::sample("Orla Officer", &[Link::Home]),
            look: "0look0sample0".to_owned(),
            state,
        };
        let code = State::Code {
            code: "7K2M-9QXA-4TRE".to_owned(),
            until: sample_stamp(60),
        };
        vec![
            ("given-asked", page(State::Asked)),
            ("given-code", page(code)),
            ("given-too-many", page(State::TooMany)),
        ]
    }
}
