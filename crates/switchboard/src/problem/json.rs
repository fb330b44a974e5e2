//! Problems as programs read them: RFC 9457, `application/problem+json`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use switchboard_store::Fault;
use switchboard_store::freezes::Notice;
use utoipa::ToSchema;

use super::{Unfit, What};
use crate::web::messages::Words;

/// RFC 9457. `type` names the reason; nothing in it says more than the reason may. `title` is always English, `detail` in the
/// language that the program asks for, but where it speaks of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// `urn:switchboard:` and the reason.
    r#type: String,
    /// The reason in a few words.
    title: &'static str,
    /// The answer's status.
    status: u16,
    /// What people are told of it, or what doesn't fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Where what was sent doesn't fit its description; at most ten places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<MisfitBody>,
    /// Under which number a fault is logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// The freezes that stop the account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    freezes: Vec<StoppedBody>,
}

/// One place where what was sent doesn't fit.
#[derive(Debug, Serialize, ToSchema)]
struct MisfitBody {
    /// A JSON pointer (RFC 6901) into the body, or `?` and the name of the question's parameter.
    pointer: String,
    /// What is asked for there.
    detail: String,
}

/// One freeze that stops the account, as programs read it.
#[derive(Serialize, ToSchema)]
pub(super) struct StoppedBody {
    /// campaign, contest or organisation.
    what: &'static str,
    /// When it was pressed, in milliseconds since 1970 began in UTC.
    frozen_at_ms: i64,
    /// Who pressed it, by their office.
    office: String,
    /// Why.
    reason: String,
    /// When it ends by itself.
    until_ms: i64,
    /// Whether a second person confirmed it.
    confirmed: bool,
    /// How long it has stopped calls so far.
    lost_ms: i64,
}
crate::web::page::unprinted!(StoppedBody);

impl StoppedBody {
    pub(super) fn of(notice: &Notice) -> Self {
        Self {
            what: notice.what.code(),
            frozen_at_ms: notice.pressed_at.millis(),
            office: notice.pressed_as.clone(),
            reason: notice.reason.clone(),
            until_ms: notice.stops_at.millis(),
            confirmed: notice.is_confirmed,
            lost_ms: notice.lost.as_millis(),
        }
    }
}

impl MisfitBody {
    fn all(unfit: &Unfit) -> Vec<Self> {
        let Unfit::Misfits(misfits) = unfit else {
            return Vec::new();
        };
        let body = |misfit: &crate::api::Misfit| Self {
            pointer: misfit.pointer.clone(),
            detail: misfit.detail.clone(),
        };
        misfits.iter().map(body).collect()
    }
}

/// Which status says it.
pub(super) const fn status(unfit: &Unfit) -> StatusCode {
    match unfit {
        Unfit::NotJson { .. } => StatusCode::BAD_REQUEST,
        Unfit::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unfit::NotAsJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Unfit::Method => StatusCode::METHOD_NOT_ALLOWED,
        Unfit::Misfits(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Unfit::Conflict(_) => StatusCode::CONFLICT,
    }
}

/// Its name and title.
const fn named(unfit: &Unfit) -> (&'static str, &'static str) {
    match unfit {
        Unfit::NotJson { .. } => ("not-json", "the body is no JSON"),
        Unfit::TooLarge => ("too-large", "the body is more than is taken at once"),
        Unfit::NotAsJson => (
            "not-as-json",
            "send the body as `content-type: application/json`",
        ),
        Unfit::Method => (
            "method-not-allowed",
            "this address doesn't do that; `Allow` says what it does",
        ),
        Unfit::Misfits(_) => (
            "bad-request",
            "what was sent doesn't fit its description; see /api/openapi.json",
        ),
        Unfit::Conflict(_) => ("conflict", "this can't be done as things stand"),
    }
}

/// What else is said of it.
fn detail(unfit: &Unfit) -> Option<String> {
    match unfit {
        Unfit::NotJson { line, column } => Some(format!(
            "it can't be read from line {line}, column {column} on"
        )),
        Unfit::Conflict(why) => Some(why.clone()),
        Unfit::Misfits(misfits) => misfits
            .first()
            .map(|first| format!("`{}` {}", first.pointer, first.detail)),
        Unfit::TooLarge | Unfit::NotAsJson | Unfit::Method => None,
    }
}

/// The name and the title of a problem.
fn title(what: &What) -> (&'static str, &'static str) {
    match what {
        What::Refused(refusal) if !refusal.hidden() => (refusal.reason.code(), "refused"),
        What::Refused(_) | What::NotFound | What::OwnFirst => {
            ("not-found", "there is nothing here for this account")
        }
        What::BadForm => (
            "bad-request",
            "the body can't be read; see /api/openapi.json",
        ),
        What::Unfit(unfit) => named(unfit),
        What::TooMany(_) => ("too-many-requests", "too many requests; wait and try again"),
        What::Fault(Fault::Busy) => ("busy", "the store is busy; try again in a moment"),
        What::Fault(Fault::DiskFull) => (
            "disk-full",
            "the disk is full; nothing was saved; the operator must make room",
        ),
        What::Fault(_) | What::Shut(_) => (
            "fault",
            "something broke; give the reference to the operator",
        ),
    }
}

/// The answer.
pub(super) fn answer(
    what: &What,
    words: &Words,
    reference: Option<String>,
    freezes: Vec<StoppedBody>,
) -> Response {
    let status = super::status(what);
    let (name, title) = title(what);
    let (detail, errors) = match what {
        What::Unfit(unfit) => (detail(unfit), MisfitBody::all(unfit)),
        _ => (Some(super::told(what, words)), Vec::new()),
    };
    let body = ProblemBody {
        r#type: format!("urn:switchboard:{name}"),
        title,
        status: status.as_u16(),
        detail,
        errors,
        reference,
        freezes,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_LANGUAGE, words.tag()),
        (header::VARY, "Accept-Language"),
    ];
    let mut response = (status, headers, Json(body).into_response().into_body()).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let bearer = HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, bearer);
    }
    response
}
