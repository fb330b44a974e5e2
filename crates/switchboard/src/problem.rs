//! What can go wrong on the way to an answer, and the one place where it becomes a page or problem+json.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;
use switchboard_store::freezes::Notice;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::policy::{Reason, Refusal};
use switchboard_store::{Fault, NotDisclosed};

use crate::web::again::Back;
use crate::web::messages::Words;
use crate::web::page::{Html, Stamp, refused};
use crate::web::shell::Shell;

/// Why there is no answer.
#[derive(Debug)]
pub enum What {
    /// Policy said no; the refusal is in the ledger.
    Refused(Refusal),
    /// A member must prove first who they are.
    OwnFirst,
    /// There is nothing here.
    NotFound,
    /// The form was not ours, or not whole.
    BadForm,
    /// Too many requests.
    TooMany(Moment),
    /// The store could not.
    Fault(Fault),
    /// Recorded data stayed shut.
    Shut(NotDisclosed),
}

impl From<Fault> for What {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<NotDisclosed> for What {
    fn from(shut: NotDisclosed) -> Self {
        Self::Shut(shut)
    }
}

/// What went wrong, and who is to be told how.
#[derive(Debug)]
pub struct Problem {
    what: What,
    face: Face,
    stopped: Vec<StoppedBody>,
}

/// How a problem is told.
#[derive(Debug)]
pub enum Face {
    /// As a page with this shell around it.
    Page(Box<Shell>),
    /// As RFC 9457 problem+json, whose `detail` is in these words.
    Json(Words),
}

impl Problem {
    /// A problem to be told with this face.
    pub fn new(what: impl Into<What>, face: Face) -> Self {
        Self {
            what: what.into(),
            face,
            stopped: Vec::new(),
        }
    }

    /// The same, with what stops this account now, for programs.
    #[must_use]
    pub fn stopped_by(mut self, notices: &[Notice]) -> Self {
        self.stopped = notices.iter().map(StoppedBody::of).collect();
        self
    }
}

impl Problem {
    /// Why policy said no, if that was it.
    pub fn reason(&self) -> Option<Reason> {
        match &self.what {
            What::Refused(refusal) => Some(refusal.reason),
            _ => None,
        }
    }
}

/// RFC 9457. `type` names the reason; nothing in it says more than the reason may. `title` is always English, `detail` in the
/// language that the program asks for.
#[derive(Debug, Serialize)]
struct Body {
    r#type: String,
    title: &'static str,
    detail: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    freezes: Vec<StoppedBody>,
}

/// One freeze that stops the account, as programs read it.
#[derive(Serialize)]
struct StoppedBody {
    what: &'static str,
    frozen_at_ms: i64,
    office: String,
    reason: String,
    until_ms: i64,
    confirmed: bool,
    lost_ms: i64,
}
crate::web::page::unprinted!(StoppedBody);

impl StoppedBody {
    fn of(notice: &Notice) -> Self {
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let reference = reference(&self.what);
        match self.face {
            Face::Json(words) => json(&self.what, &words, reference, self.stopped),
            Face::Page(shell) => page(&self.what, *shell, reference),
        }
    }
}

/// A fault goes to the log under a number, and only the number goes out.
fn reference(what: &What) -> Option<String> {
    let (What::Fault(_) | What::Shut(_)) = what else {
        return None;
    };
    let number = fastrand();
    match what {
        What::Fault(fault) => tracing::error!(reference = %number, %fault, "an answer failed"),
        What::Shut(shut) => tracing::error!(reference = %number, %shut, "an answer failed"),
        _ => {}
    }
    Some(number)
}

/// Eight characters that tell one failure from another; they guard nothing.
fn fastrand() -> String {
    use std::hash::{BuildHasher, Hasher};
    let hash = std::collections::hash_map::RandomState::new()
        .build_hasher()
        .finish();
    format!("{:04x}-{:04x}", (hash >> 16) & 0xFFFF, hash & 0xFFFF)
}

fn status(what: &What) -> StatusCode {
    match what {
        What::Refused(refusal) if refusal.hidden() => StatusCode::NOT_FOUND,
        What::Refused(refusal) if refusal.reason == Reason::SignedOut => StatusCode::UNAUTHORIZED,
        What::Refused(_) => StatusCode::FORBIDDEN,
        What::OwnFirst => StatusCode::UNAUTHORIZED,
        What::NotFound => StatusCode::NOT_FOUND,
        What::BadForm => StatusCode::UNPROCESSABLE_ENTITY,
        What::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        What::Fault(Fault::Busy | Fault::DiskFull | Fault::Unavailable(_)) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        What::Fault(_) | What::Shut(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What people are told of it, in one sentence or two.
fn detail(what: &What, words: &Words) -> String {
    match what {
        What::Refused(refusal) if !refusal.hidden() => words.t(refusal.key()),
        What::Refused(_) | What::NotFound | What::OwnFirst => words.t("not-found-text"),
        What::BadForm => words.t("refusal-bad-body"),
        What::TooMany(again_at) => {
            let again_at = Stamp::new(again_at.millis(), &jiff::tz::TimeZone::UTC);
            let told = words.say("rate-limited-text");
            told.text("time", again_at.clock()).to_string()
        }
        What::Fault(Fault::Busy) => words.t("fault-busy"),
        What::Fault(Fault::DiskFull) => words.t("fault-disk-full"),
        What::Fault(_) | What::Shut(_) => words.t("fault-text"),
    }
}

fn json(
    what: &What,
    words: &Words,
    reference: Option<String>,
    freezes: Vec<StoppedBody>,
) -> Response {
    let status = status(what);
    let (name, title) = match what {
        What::Refused(refusal) if !refusal.hidden() => (refusal.reason.code(), "refused"),
        What::Refused(_) | What::NotFound | What::OwnFirst => {
            ("not-found", "there is nothing here for this account")
        }
        What::BadForm => (
            "bad-request",
            "the body can't be read; see /api/openapi.json",
        ),
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
    };
    let body = Body {
        r#type: format!("urn:switchboard:{name}"),
        title,
        detail: detail(what, words),
        status: status.as_u16(),
        reference,
        freezes,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_LANGUAGE, words.tag()),
        (header::VARY, "Accept-Language"),
    ];
    (status, headers, Json(body).into_response().into_body()).into_response()
}

fn page(what: &What, shell: Shell, reference: Option<String>) -> Response {
    match what {
        What::Refused(refusal) if refusal.reason == Reason::SignedOut => {
            Redirect::to("/sign-in").into_response()
        }
        What::Refused(refusal) if refusal.reason == Reason::ShowAgain => Html(refused::ShowAgain {
            to: shell.again.clone().unwrap_or_else(Back::home),
            shell,
            was_refused: true,
            is_wrong: false,
        })
        .into_response(),
        What::Refused(refusal) => Html(refused::Refused {
            shell,
            message_key: refusal.key().to_owned(),
            hidden: refusal.hidden(),
        })
        .into_response(),
        What::OwnFirst => Redirect::to("/rang").into_response(),
        What::NotFound => Html(refused::NotFound { shell }).into_response(),
        What::BadForm => {
            let key = "refusal-bad-form".to_owned();
            let answer = Html(refused::Refused {
                shell,
                message_key: key,
                hidden: false,
            });
            (StatusCode::UNPROCESSABLE_ENTITY, answer).into_response()
        }
        What::TooMany(again_at) => {
            let again_at = Stamp::new(again_at.millis(), &jiff::tz::TimeZone::UTC);
            Html(refused::RateLimited { shell, again_at }).into_response()
        }
        What::Fault(_) | What::Shut(_) => {
            let answer = Html(refused::Fault {
                shell,
                reference: reference.unwrap_or_default(),
            });
            (status(what), answer).into_response()
        }
    }
}
