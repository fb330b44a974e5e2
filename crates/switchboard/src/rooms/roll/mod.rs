//! The roll: bringing members in, finding one, settling what callers reported.

pub mod actions;
pub mod api;
pub mod as_read;
mod callers;
pub mod file;
pub mod importing;
mod joining;
pub mod meaning;
pub mod pages;
pub mod progress;
pub mod rejects;
pub mod reports;
mod show;
mod slices;
pub mod tries;
pub mod upload;
pub mod why;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::roll::Query;
use switchboard_store::rules::ids::ImportId;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Multipart, Path};
use crate::web::page::Html;
use pages::{Import, Search, SearchBy, SearchState};

/// The largest file taken: 600,000 wide rows are about 120 MB.
const FILE_BYTES_MAX: usize = 2 * 1024 * 1024 * 1024;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/roll/import",
            get(form)
                .post(upload)
                .layer(DefaultBodyLimit::max(FILE_BYTES_MAX)),
        )
        .route("/roll/import/{import}", get(run))
        .route("/roll/import/{import}/rejects", get(rejects))
        .route("/roll/search", get(ask).post(search))
        .merge(meaning::routes())
        .merge(reports::routes())
        .merge(callers::routes())
}

fn import_of(ctx: &Ctx, text: &str) -> Result<ImportId, Problem> {
    ImportId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn form(ctx: Ctx) -> Result<Html<Import>, Problem> {
    show::keeper(&ctx)?;
    Ok(Html(show::form(&ctx, None)))
}

async fn upload(
    ctx: Ctx,
    headers: HeaderMap,
    Multipart(parts): Multipart,
) -> Result<Response, Problem> {
    take_file(ctx, headers, parts, Purpose::Import).await
}

/// What a file that is sent is for.
#[derive(Clone, Copy)]
enum Purpose {
    Import,
    Trial,
}

/// Reads a form up to its file, and passes that on as it comes in.
async fn take_file(
    ctx: Ctx,
    headers: HeaderMap,
    mut parts: axum::extract::Multipart,
    purpose: Purpose,
) -> Result<Response, Problem> {
    show::keeper(&ctx)?;
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse().ok());
    let mut asked = meaning::Asked::of(&ctx);
    let mut is_ours = false;
    loop {
        let part = parts
            .next_field()
            .await
            .map_err(|_| ctx.problem(What::BadForm))?;
        let Some(part) = part else {
            return Ok(show::refused(&ctx, pages::ImportError::Empty));
        };
        match part.name() {
            Some("csrf") => {
                let csrf = part.text().await.map_err(|_| ctx.problem(What::BadForm))?;
                ctx.check_form(&csrf)?;
                is_ours = true;
            }
            Some("file") if is_ours => {
                let reading = asked.reading().ok_or_else(|| ctx.problem(What::BadForm))?;
                let total = length.unwrap_or(0);
                return match purpose {
                    Purpose::Import => receive(&ctx, part, reading, total).await,
                    Purpose::Trial => meaning::receive(&ctx, part, reading).await,
                };
            }
            Some(name) => {
                let name = name.to_owned();
                let text = part.text().await.map_err(|_| ctx.problem(What::BadForm))?;
                asked
                    .take(&name, text)
                    .ok_or_else(|| ctx.problem(What::BadForm))?;
            }
            None => return Err(ctx.problem(What::BadForm)),
        }
    }
}

async fn receive(
    ctx: &Ctx,
    file: axum::extract::multipart::Field<'_>,
    reading: importing::Reading,
    total: u64,
) -> Result<Response, Problem> {
    let actions::Incoming { pieces, begun } = actions::import(ctx, reading, total)?;
    pass_on(ctx, file, pieces).await?;
    match begun.await {
        Ok(Ok(id)) => Ok(Redirect::to(&format!("/roll/import/{id}")).into_response()),
        Ok(Err(error)) => show::import_error(ctx, error),
        Err(_) => Err(ctx.problem(What::BadForm)),
    }
}

/// Passes a file on to the thread that reads it.
async fn pass_on(
    ctx: &Ctx,
    mut file: axum::extract::multipart::Field<'_>,
    pieces: tokio::sync::mpsc::Sender<Vec<u8>>,
) -> Result<(), Problem> {
    loop {
        match file.chunk().await {
            Ok(Some(piece)) if piece.is_empty() => {}
            // The reader is gone when the file was refused at once: what is left of it is read and thrown away.
            Ok(Some(piece)) => {
                let _gone = pieces.send(piece.to_vec()).await;
            }
            Ok(None) => return Ok(()),
            Err(_) => {
                let _gone = pieces.send(Vec::new()).await;
                return Err(ctx.problem(What::BadForm));
            }
        }
    }
}

async fn run(ctx: Ctx, Path(import): Path<String>) -> Result<Html<Import>, Problem> {
    let id = import_of(&ctx, &import)?;
    let status = actions::status(&ctx, id).await?;
    Ok(Html(show::run(&ctx, &status)))
}

async fn rejects(ctx: Ctx, Path(import): Path<String>) -> Result<Response, Problem> {
    let rows = actions::rejects(&ctx, import_of(&ctx, &import)?).await?;
    Ok(show::rejects(&ctx.words, &rows))
}

async fn ask(ctx: Ctx) -> Result<Html<Search>, Problem> {
    show::officer(&ctx)?;
    Ok(Html(Search {
        shell: ctx.shell(),
        among: actions::kept(&ctx).await?,
        by: SearchBy::Name,
        text: String::new(),
        state: SearchState::Asked,
    }))
}

#[derive(Deserialize)]
struct SearchForm {
    csrf: String,
    by: String,
    text: String,
}

async fn search(ctx: Ctx, Form(form): Form<SearchForm>) -> Result<Html<Search>, Problem> {
    ctx.check_form(&form.csrf)?;
    let by = SearchBy::parse(&form.by).ok_or_else(|| ctx.problem(What::BadForm))?;
    let query = query(by, form.text.trim());
    let state = match query {
        None => SearchState::Unclear,
        Some(query) => {
            let found = actions::search(&ctx, query).await?;
            show::found(&found.hits, found.handles)
        }
    };
    Ok(Html(Search {
        shell: ctx.shell(),
        among: actions::kept(&ctx).await?,
        by,
        text: form.text,
        state,
    }))
}

/// What is searched for; none when it is too short to be looked for.
fn query(by: SearchBy, text: &str) -> Option<Query> {
    let least = match by {
        SearchBy::Name | SearchBy::Membership => 2,
        SearchBy::Number | SearchBy::Email => 5,
    };
    (text.chars().count() >= least).then(|| match by {
        SearchBy::Name => Query::Name(text.to_owned()),
        SearchBy::Number => Query::Number(text.to_owned()),
        SearchBy::Email => Query::Email(text.to_owned()),
        SearchBy::Membership => Query::External(text.to_owned()),
    })
}
