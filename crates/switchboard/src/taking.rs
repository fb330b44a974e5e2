//! Taking addresses, questions and bodies apart. What doesn't fit is answered as a problem in the face of whoever asked,
//! and never with the text that was typed: the framework's own refusals quote it.
//!
//! Each stands behind [`Ctx`] in a handler's arguments, which leaves itself here for the answer.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::Extensions;
use axum::http::request::Parts;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Face, Problem, What};
use crate::web::messages::Words;

/// A path's ids. A path that is no text is nowhere.
pub(crate) struct Path<T>(pub(crate) T);

/// What stands behind the `?`.
pub(crate) struct Query<T>(pub(crate) T);

/// A form's fields.
pub(crate) struct Form<T>(pub(crate) T);

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

/// A form with a file in it, read piece by piece.
pub(crate) struct Multipart(pub(crate) axum::extract::Multipart);

/// The problem, as whoever asked is to be told it.
fn problem(left: Option<Ctx>, what: What) -> Problem {
    match left {
        Some(ctx) => ctx.problem(what),
        None => Problem::new(what, Face::Json(Words::english())),
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
            Err(_) => Err(problem(left(&parts.extensions), What::NotFound)),
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
        match axum::extract::Query::from_request_parts(parts, app).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(_) => Err(problem(left(&parts.extensions), What::NotFound)),
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
            Err(_) => Err(problem(ctx, What::BadForm)),
        }
    }
}

impl<T> FromRequest<Arc<App>> for Json<T>
where
    axum::Json<T>: FromRequest<Arc<App>>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(request.extensions());
        match axum::Json::from_request(request, app).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(_) => Err(problem(ctx, What::BadForm)),
        }
    }
}

impl FromRequest<Arc<App>> for Multipart {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let ctx = left(request.extensions());
        match axum::extract::Multipart::from_request(request, app).await {
            Ok(parts) => Ok(Self(parts)),
            Err(_) => Err(problem(ctx, What::BadForm)),
        }
    }
}
