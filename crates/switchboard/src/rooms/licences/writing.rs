//! The form in which a test is written down.

use std::collections::BTreeSet;

use axum::response::{IntoResponse, Redirect, Response};
use switchboard_store::licences::{NewLicence, Words, Written};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::licence::{Room, Scope, Technique, Terms, Where};
use switchboard_store::rules::request::Because;

use super::pages::{NewForm, Typed, Wrong};
use super::{actions, moment};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Query};
use crate::web::page::Html;

#[derive(serde::Deserialize)]
pub(super) struct Filled {
    account: Option<String>,
}

pub(super) async fn form(ctx: Ctx, Query(filled): Query<Filled>) -> Result<Html<NewForm>, Problem> {
    actions::may_write(&ctx).await?;
    // Only what is an id is written into the form.
    let account = AccountId::parse(&filled.account.unwrap_or_default());
    let typed = Typed {
        testers: account.map(|id| id.to_string()).unwrap_or_default(),
        ..Typed::fresh()
    };
    Ok(again(&ctx, typed, None))
}

fn again(ctx: &Ctx, typed: Typed, wrong: Option<Wrong>) -> Html<NewForm> {
    Html(NewForm {
        shell: ctx.shell(),
        typed,
        wrong,
    })
}

/// What the form sends; a box that is ticked is sent under its own name.
#[derive(serde::Deserialize)]
pub(super) struct Sent {
    csrf: String,
    #[serde(flatten)]
    fields: std::collections::BTreeMap<String, String>,
}

impl Sent {
    fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn ticked(&self, prefix: &str) -> BTreeSet<String> {
        let names = self
            .fields
            .keys()
            .filter_map(|name| name.strip_prefix(prefix));
        names.map(str::to_owned).collect()
    }

    fn typed(&self) -> Typed {
        Typed {
            testers: self.text("testers").to_owned(),
            at: self.text("at").to_owned(),
            rooms: self.ticked("room-"),
            techniques: self.ticked("technique-"),
            from: self.text("from").to_owned(),
            until: self.text("until").to_owned(),
            purpose: self.text("purpose").to_owned(),
            contact: self.text("contact").to_owned(),
            reason: self.text("reason").to_owned(),
        }
    }
}

pub(super) async fn write(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    ctx.check_form(&sent.csrf)?;
    let typed = sent.typed();
    let new = match read(&ctx, &typed) {
        Ok(new) => new,
        Err(wrong) => {
            actions::may_write(&ctx).await?;
            return Ok(again(&ctx, typed, Some(wrong)).into_response());
        }
    };
    let wrong = match actions::write(&ctx, new).await? {
        Written::New { licence, .. } => {
            let to = format!("/licences/{licence}?said=written");
            return Ok(Redirect::to(&to).into_response());
        }
        Written::Not(error) => Wrong::Terms(error),
        Written::NoSuchAccount => Wrong::Account,
        Written::NoWords => Wrong::Words,
    };
    Ok(again(&ctx, typed, Some(wrong)).into_response())
}

fn read(ctx: &Ctx, typed: &Typed) -> Result<NewLicence, Wrong> {
    let mut testers = BTreeSet::new();
    for id in typed.testers.split([' ', ',', ';', '\n', '\r', '\t']) {
        if !id.is_empty() {
            testers.insert(AccountId::parse(id).map_err(|_| Wrong::Account)?);
        }
    }
    let rooms = typed.rooms.iter().filter_map(|code| Room::from_code(code));
    let techniques = typed.techniques.iter();
    let techniques = techniques.filter_map(|code| Technique::from_code(code));
    let terms = Terms {
        testers,
        at: Where::from_code(&typed.at).ok_or(Wrong::Place)?,
        scope: Scope {
            rooms: rooms.collect(),
            techniques: techniques.collect(),
        },
        from: match typed.from.trim() {
            "" => ctx.now,
            text => moment(ctx, text).ok_or(Wrong::Time)?,
        },
        until: moment(ctx, &typed.until).ok_or(Wrong::Time)?,
    };
    terms.check(ctx.now).map_err(Wrong::Terms)?;
    Ok(NewLicence {
        terms,
        words: Words {
            purpose: typed.purpose.trim().to_owned(),
            contact: typed.contact.trim().to_owned(),
        },
        because: Because::parse(&typed.reason).map_err(|_| Wrong::Reason)?,
    })
}
