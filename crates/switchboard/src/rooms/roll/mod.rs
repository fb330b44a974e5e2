//! The roll: bringing members in, finding one, settling what callers reported.

pub mod actions;
pub mod api;
pub mod file;
pub mod importing;
pub mod pages;
pub mod progress;
pub mod rejects;
pub mod reports;
mod show;
pub mod upload;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::roll::Query;
use switchboard_store::rules::ids::ImportId;
use switchboard_store::rules::person::Region;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Multipart, Path};
use crate::web::page::Html;
use importing::Reading;
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
        .merge(reports::routes())
}

fn import_of(ctx: &Ctx, text: &str) -> Result<ImportId, Problem> {
    ImportId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn form(ctx: Ctx) -> Result<Html<Import>, Problem> {
    show::officer(&ctx)?;
    Ok(Html(show::form(&ctx, None)))
}

async fn upload(
    ctx: Ctx,
    headers: HeaderMap,
    Multipart(mut parts): Multipart,
) -> Result<Response, Problem> {
    show::officer(&ctx)?;
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse().ok());
    let mut region = ctx.app.world.meta().region.clone();
    let mut sheet = String::new();
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
            Some("region") => region = part.text().await.map_err(|_| ctx.problem(What::BadForm))?,
            Some("sheet") => sheet = part.text().await.map_err(|_| ctx.problem(What::BadForm))?,
            Some("file") if is_ours => {
                let region = Region::parse(&region).map_err(|_| ctx.problem(What::BadForm))?;
                let mut reading = Reading::of(region);
                reading.sheet = Some(sheet).filter(|sheet| !sheet.trim().is_empty());
                return receive(&ctx, part, reading, length.unwrap_or(0)).await;
            }
            _ => return Err(ctx.problem(What::BadForm)),
        }
    }
}

async fn receive(
    ctx: &Ctx,
    mut file: axum::extract::multipart::Field<'_>,
    reading: Reading,
    total: u64,
) -> Result<Response, Problem> {
    let actions::Incoming { pieces, begun } = actions::import(ctx, reading, total)?;
    loop {
        match file.chunk().await {
            Ok(Some(piece)) if piece.is_empty() => {}
            // The reader is gone when the file was refused at once: what is left of it is read and thrown away.
            Ok(Some(piece)) => {
                let _gone = pieces.send(piece.to_vec()).await;
            }
            Ok(None) => break,
            Err(_) => {
                let _gone = pieces.send(Vec::new()).await;
                return Err(ctx.problem(What::BadForm));
            }
        }
    }
    drop(pieces);
    match begun.await {
        Ok(Ok(id)) => Ok(Redirect::to(&format!("/roll/import/{id}")).into_response()),
        Ok(Err(error)) => show::import_error(ctx, error),
        Err(_) => Err(ctx.problem(What::BadForm)),
    }
}

async fn run(ctx: Ctx, Path(import): Path<String>) -> Result<Html<Import>, Problem> {
    let id = import_of(&ctx, &import)?;
    let status = actions::status(&ctx, id).await?;
    Ok(Html(show::run(&ctx, &status)))
}

async fn rejects(ctx: Ctx, Path(import): Path<String>) -> Result<Response, Problem> {
    let rows = actions::rejects(&ctx, import_of(&ctx, &import)?).await?;
    Ok(show::rejects(&rows))
}

async fn ask(ctx: Ctx) -> Result<Html<Search>, Problem> {
    show::officer(&ctx)?;
    Ok(Html(Search {
        shell: ctx.shell(),
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
