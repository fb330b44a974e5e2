//! Taking addresses, questions and bodies apart. What doesn't fit is answered as a problem in the face of whoever asked,
//! and never with the text that was typed: the framework's own refusals quote it. What programs send is held against the API's
//! description first, and they are told where it doesn't fit.
//!
//! Each stands behind [`Ctx`] in a handler's arguments, which leaves itself here for the answer.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use switchboard_store::rules::ids::CampaignId;

use crate::api;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Face, Problem, Unfit, What};

/// A path's ids. A path that is no text is nowhere.
pub(crate) struct Path<T>(pub(crate) T);

/// What stands behind the `?`.
pub(crate) struct Query<T>(pub(crate) T);

/// A form's fields.
pub(crate) struct Form<T>(pub(crate) T);

/// The form of a button: nothing but what says that it was on a page of ours.
#[derive(serde::Deserialize)]
pub(crate) struct CsrfForm {
    pub(crate) csrf: String,
}

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

/// A form with a file in it, read piece by piece.
pub(crate) struct Multipart(pub(crate) axum::extract::Multipart);

/// The campaign that an address names. What is no id is nowhere.
pub(crate) fn campaign_of(ctx: &Ctx, text: &str) -> Result<CampaignId, Problem> {
    CampaignId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

/// The problem, as whoever asked is to be told it.
fn problem(left: Option<Ctx>, app: &App, what: What) -> Problem {
    match left {
        Some(ctx) => ctx.problem(what),
        None => Problem::new(what, Face::Json(app.usual.clone())),
    }
}

fn left(extensions: &Extensions) -> Option<Ctx> {
    extensions.get::<Ctx>().cloned()
}

impl<T> FromRequestParts<Arc<App>> for Path<T>
where
    axum::extract::Path<T>: FromRequestParts<Arc<App>>,
    T: Send,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(_) => Err(problem(left(&parts.extensions), app, What::NotFound)),
        }
    }
}

impl<T> FromRequestParts<Arc<App>> for Query<T>
where
    axum::extract::Query<T>: FromRequestParts<Arc<App>>,
    T: Send,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(&parts.extensions);
        if let Some(operation) = api::operation(&parts.method, &parts.extensions) {
            known(ctx.as_ref())?;
            let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
            let pairs = pairs.map(|pairs| pairs.0).unwrap_or_default();
            let misfits = api::query(operation, &pairs);
            if !misfits.is_empty() {
                return Err(problem(ctx, app, What::Unfit(Unfit::Misfits(misfits))));
            }
        }
        match axum::extract::Query::from_request_parts(parts, app).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(_) => Err(problem(ctx, app, What::NotFound)),
        }
    }
}

impl<T> FromRequest<Arc<App>> for Form<T>
where
    axum::Form<T>: FromRequest<Arc<App>>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(request.extensions());
        match axum::Form::from_request(request, app).await {
            Ok(axum::Form(form)) => Ok(Self(form)),
            Err(_) => Err(problem(ctx, app, What::BadForm)),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(request.extensions());
        known(ctx.as_ref())?;
        let operation = api::operation(request.method(), request.extensions());
        let unfit = |unfit| problem(ctx.clone(), app, What::Unfit(unfit));
        if !is_json(request.headers()) {
            return Err(unfit(Unfit::NotAsJson));
        }
        let bytes = Bytes::from_request(request, app).await;
        let bytes = bytes.map_err(|rejection| unfit(broken(rejection.status())))?;
        let value = serde_json::from_slice(&bytes).map_err(|error| unfit(no_json(&error)))?;
        let schema = operation.and_then(api::body_of);
        let misfits = schema.map(|schema| api::body(schema, &value));
        if let Some(misfits) = misfits.filter(|misfits| !misfits.is_empty()) {
            return Err(unfit(Unfit::Misfits(misfits)));
        }
        let body = serde_json::from_value(value);
        body.map(Self).map_err(|_| problem(ctx, app, What::BadForm))
    }
}

/// Who has no token is told so before anything else.
fn known(ctx: Option<&Ctx>) -> Result<(), Problem> {
    ctx.map_or(Ok(()), |ctx| ctx.account().map(drop))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// A body that ended before it was whole, or was too long.
fn broken(status: StatusCode) -> Unfit {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Unfit::TooLarge,
        _ => Unfit::NotJson { line: 1, column: 1 },
    }
}

fn no_json(error: &serde_json::Error) -> Unfit {
    Unfit::NotJson {
        line: error.line().max(1),
        column: error.column().max(1),
    }
}

impl FromRequest<Arc<App>> for Multipart {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(request.extensions());
        match axum::extract::Multipart::from_request(request, app).await {
            Ok(parts) => Ok(Self(parts)),
            Err(_) => Err(problem(ctx, app, What::BadForm)),
        }
    }
}
