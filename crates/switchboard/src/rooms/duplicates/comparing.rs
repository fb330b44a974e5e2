//! Two records beside each other, and what an officer decides of them.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::duplicates::{Merged, Merging};
use switchboard_store::rules::alike::{Choice, Numbers};
use switchboard_store::rules::ids::LookId;
use switchboard_store::rules::look::{Words, WordsError};
use switchboard_store::rules::roll::{Part, Parts};

use super::pages::Compare;
use super::{actions, said_of, show, to_list};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path};
use crate::web::page::Html;

/// The addresses of two looks.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/duplicates/compare/{look}/{other}", get(compare))
        .route("/duplicates/compare/{look}/{other}/reason", post(reason))
        .route("/duplicates/compare/{look}/{other}/merge", post(merge))
        .route("/duplicates/compare/{look}/{other}/apart", post(apart))
}

pub(super) fn looks_of(ctx: &Ctx, look: &str, other: &str) -> Result<[LookId; 2], Problem> {
    let parse = |text: &str| LookId::parse(text).map_err(|_| ctx.problem(What::NotFound));
    Ok([parse(look)?, parse(other)?])
}

async fn compare(
    ctx: Ctx,
    Path((look, other)): Path<(String, String)>,
) -> Result<Html<Compare>, Problem> {
    let looks = looks_of(&ctx, &look, &other)?;
    page(&ctx, looks, None).await.map(Html)
}

/// The page, with what was wrong with what was sent.
async fn page(
    ctx: &Ctx,
    looks: [LookId; 2],
    error: Option<&'static str>,
) -> Result<Compare, Problem> {
    let compared = actions::compare(ctx, looks).await?;
    Ok(show::compare(ctx, looks, error, &compared))
}

async fn wrong(ctx: &Ctx, looks: [LookId; 2], error: &'static str) -> Result<Response, Problem> {
    let page = page(ctx, looks, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

#[derive(Deserialize)]
struct ReasonForm {
    csrf: String,
    words: Option<String>,
}

async fn reason(
    ctx: Ctx,
    Path((look, other)): Path<(String, String)>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let looks = looks_of(&ctx, &look, &other)?;
    match Words::parse(form.words.as_deref().unwrap_or_default()) {
        Ok(words) => {
            actions::reason(&ctx, looks, words).await?;
            Ok(Redirect::to(&format!("/duplicates/compare/{look}/{other}")).into_response())
        }
        Err(error) => wrong(&ctx, looks, error.key()).await,
    }
}

/// Which of the two a field of the form names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    One,
    Other,
    Both,
    /// The field was not sent: it says the same in both.
    Same,
}

impl Side {
    fn parse(text: Option<&str>) -> Option<Self> {
        match text {
            None | Some("") => Some(Self::Same),
            Some("one") => Some(Self::One),
            Some("other") => Some(Self::Other),
            Some("both") => Some(Self::Both),
            Some(_) => None,
        }
    }
}

#[derive(Deserialize)]
struct MergeForm {
    csrf: String,
    keep: String,
    name: Option<String>,
    numbers: Option<String>,
    email: Option<String>,
    address: Option<String>,
    birth_date: Option<String>,
    branch: Option<String>,
    kind: Option<String>,
    language: Option<String>,
    joined_on: Option<String>,
    ends_on: Option<String>,
    area: Option<String>,
    tags: Option<String>,
    words: Option<String>,
}

impl MergeForm {
    fn fields(&self) -> [(Part, Option<&str>); 11] {
        [
            (Part::Name, self.name.as_deref()),
            (Part::Email, self.email.as_deref()),
            (Part::Address, self.address.as_deref()),
            (Part::BirthDate, self.birth_date.as_deref()),
            (Part::Branch, self.branch.as_deref()),
            (Part::Kind, self.kind.as_deref()),
            (Part::Language, self.language.as_deref()),
            (Part::JoinedYear, self.joined_on.as_deref()),
            (Part::EndsOn, self.ends_on.as_deref()),
            (Part::Area, self.area.as_deref()),
            (Part::Tags, self.tags.as_deref()),
        ]
    }

    /// What is taken from the record that goes, where `keep` stays; none where a field names neither.
    fn choice(&self, keep: Side) -> Option<Choice> {
        let mut takes = Parts::NONE;
        for (part, text) in self.fields() {
            match Side::parse(text)? {
                Side::Same | Side::Both => {}
                side if side == keep => {}
                _ => takes = takes.with(part),
            }
        }
        let numbers = match Side::parse(self.numbers.as_deref())? {
            Side::Same | Side::Both => Numbers::Both,
            side if side == keep => Numbers::Kept,
            _ => Numbers::Gone,
        };
        Some(Choice { takes, numbers })
    }

    /// What was said of it, if anything was.
    fn words(&self) -> Result<Option<Words>, WordsError> {
        match self.words.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => Words::parse(text).map(Some),
        }
    }
}

async fn merge(
    ctx: Ctx,
    Path((look, other)): Path<(String, String)>,
    Form(form): Form<MergeForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let looks = looks_of(&ctx, &look, &other)?;
    let [one, other] = looks;
    let (side, keep, gone) = match form.keep.as_str() {
        "one" => (Side::One, one, other),
        "other" => (Side::Other, other, one),
        _ => return Err(ctx.problem(What::BadForm)),
    };
    let choice = form
        .choice(side)
        .ok_or_else(|| ctx.problem(What::BadForm))?;
    let words = match form.words() {
        Ok(words) => words,
        Err(error) => return wrong(&ctx, looks, error.key()).await,
    };
    let merging = Merging {
        keep,
        gone,
        choice,
        words,
    };
    match actions::merge(&ctx, merging).await? {
        Merged::Done(_) => {
            Ok(Redirect::to(&format!("/members/{keep}?said=merged")).into_response())
        }
        Merged::Busy => wrong(&ctx, looks, "compare-busy").await,
        Merged::Ended => wrong(&ctx, looks, "compare-ended").await,
        Merged::Before => wrong(&ctx, looks, "compare-before").await,
    }
}

#[derive(Deserialize)]
struct ApartForm {
    csrf: String,
}

async fn apart(
    ctx: Ctx,
    Path((look, other)): Path<(String, String)>,
    Form(form): Form<ApartForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let looks = looks_of(&ctx, &look, &other)?;
    let told = actions::looked_apart(&ctx, looks).await?;
    Ok(to_list(said_of(told)))
}
