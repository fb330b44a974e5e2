//! What the offices do: set the organisation's opening lines, see and settle complaints.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::ids::CardId;
use switchboard_store::rules::language::Language;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::rights::Settled;
use switchboard_store::rules::script::Opening;
use switchboard_store::scripts::{Behind, Complaint, Lines, SettledComplaint};

use super::Wanted;
use super::actions;
use super::pages::{Complained, Complaints, DealtWith, OpeningLines, Set, settled_key};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::spoken::{Line, own_words};
use crate::taking::{Form, Path, Query};
use crate::web::messages::Words;
use crate::web::page::Html;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/opening-lines", get(lines).post(set))
        .route("/complaints", get(complaints))
        .route("/complaints/{card}", post(settle))
}

/// The languages in which opening lines are set.
const LANGUAGES: [&str; 2] = ["en", "cy"];

async fn lines(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<OpeningLines>, Problem> {
    let lines = actions::lines(&ctx).await?;
    let is_set = wanted.said.as_deref() == Some("set");
    Ok(Html(page(&ctx, &lines, None, is_set)))
}

fn page(
    ctx: &Ctx,
    lines: &Lines,
    wrong: Option<(&'static str, &'static str)>,
    is_set: bool,
) -> OpeningLines {
    let organisation = "{organisation}";
    // Whoever signs under them is shown all that callers may say.
    let own = Language::ALL.map(|language| Line {
        text: own_words(&Words::of(language), organisation, "{caller}", "{campaign}"),
        language: Some(language.code().to_owned()),
    });
    let set = LANGUAGES.map(|code| Set {
        code,
        text: lines.get(code).cloned().unwrap_or_default(),
        wrong: wrong.filter(|(of, _)| *of == code).map(|(_, key)| key),
    });
    OpeningLines {
        shell: ctx.shell(),
        own: own.to_vec(),
        set: set.to_vec(),
        is_set,
    }
}

#[derive(Deserialize)]
struct SetForm {
    csrf: String,
    language: String,
    words: String,
}

async fn set(ctx: Ctx, Form(form): Form<SetForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let known = LANGUAGES.into_iter().find(|code| *code == form.language);
    let language = known.ok_or_else(|| ctx.problem(What::BadForm))?;
    match Opening::parse(&form.words) {
        Ok(opening) => {
            actions::set_opening(&ctx, language, opening).await?;
            Ok(Redirect::to("/opening-lines?said=set").into_response())
        }
        Err(error) => {
            let mut lines = actions::lines(&ctx).await?;
            lines.insert(language.to_owned(), form.words);
            let wrong = Some((language, error.key()));
            Ok(Html(page(&ctx, &lines, wrong, false)).into_response())
        }
    }
}

/// Behind which complaint the page begins: of those that wait, and of those that are settled.
#[derive(Deserialize)]
struct From {
    at: Option<i64>,
    card: Option<String>,
    settled_at: Option<i64>,
    settled: Option<String>,
    /// What settling one came to.
    said: Option<String>,
}

async fn complaints(ctx: Ctx, Query(from): Query<From>) -> Result<Html<Complaints>, Problem> {
    let place = |at: Option<i64>, card: Option<&str>| {
        let card = card.map(CardId::parse).transpose();
        let card = card.map_err(|_| ctx.problem(What::NotFound))?;
        Ok::<_, Problem>(at.map(Moment::from_millis).zip(card))
    };
    let behind = Behind {
        waiting: place(from.at, from.card.as_deref())?,
        settled: place(from.settled_at, from.settled.as_deref())?,
    };
    let all = actions::complaints(&ctx, behind).await?;
    let last = all.complaints.last().filter(|_| all.has_more);
    let more = last.map(|last| format!("/complaints?at={}&card={}", last.at.millis(), last.card));
    let last = all.settled.last().filter(|_| all.has_more_settled);
    let older = last.map(|last| {
        let at = last.settled_at.millis();
        format!("/complaints?settled_at={at}&settled={}", last.card)
    });
    let line = |one: Complaint| Complained {
        card: one.card.to_string(),
        campaign: one.campaign,
        at: ctx.stamp(one.at),
        due_at: ctx.stamp(one.due_at),
        is_late: one.due_at <= ctx.now,
    };
    let done = |one: SettledComplaint| DealtWith {
        card: one.card.to_string(),
        campaign: one.campaign,
        at: ctx.stamp(one.at),
        settled_at: ctx.stamp(one.settled_at),
        how: settled_key(one.how),
    };
    Ok(Html(Complaints {
        shell: ctx.shell(),
        waiting: all.complaints.into_iter().map(line).collect(),
        more,
        late: all.late,
        settled: all.settled.into_iter().map(done).collect(),
        older,
        is_before: from.said.as_deref() == Some("before"),
    }))
}

#[derive(Deserialize)]
struct SettleForm {
    csrf: String,
    /// What was done.
    #[serde(rename = "as")]
    how: String,
}

async fn settle(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<SettleForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = CardId::parse(&card).map_err(|_| ctx.problem(What::NotFound))?;
    let how = Settled::from_code(&form.how).ok_or_else(|| ctx.problem(What::BadForm))?;
    let is_done = actions::settle(&ctx, card, how).await?;
    Ok(Redirect::to(if is_done {
        "/complaints"
    } else {
        "/complaints?said=before"
    }))
}
