//! What can go wrong on the way to an answer, and the one place where it becomes a page or problem+json.

pub(crate) mod json;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use switchboard_store::freezes::Notice;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::policy::{Reason, Refusal};
use switchboard_store::{Fault, NotDisclosed};

use crate::api::Misfit;
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
    /// What a program sent can't be taken, and why.
    Unfit(Unfit),
    /// Too many requests.
    TooMany(Moment),
    /// The store could not.
    Fault(Fault),
    /// Recorded data stayed shut.
    Shut(NotDisclosed),
}

/// Why what a program sent can't be taken. Nothing of what was sent stands in it.
#[derive(Debug)]
pub enum Unfit {
    /// It is no JSON from here on.
    NotJson {
        /// In which line, from 1.
        line: usize,
        /// In which column, from 1.
        column: usize,
    },
    /// It is more than is taken at once.
    TooLarge,
    /// It says that it is something else.
    NotAsJson,
    /// The address is there, but doesn't do that.
    Method,
    /// It doesn't fit its description, in these places.
    Misfits(Vec<Misfit>),
    /// It fits, but can't be done as things stand.
    Conflict(String),
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
    now: Option<Moment>,
    stopped: Vec<json::StoppedBody>,
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
            now: None,
            stopped: Vec::new(),
        }
    }

    /// The same, of a request that came at this moment: whoever asks too often is told how long to wait.
    #[must_use]
    pub fn asked_at(mut self, now: Moment) -> Self {
        self.now = Some(now);
        self
    }

    /// The same, with what stops this account now, for programs.
    #[must_use]
    pub fn stopped_by(mut self, notices: &[Notice]) -> Self {
        self.stopped = notices.iter().map(json::StoppedBody::of).collect();
        self
    }
}

impl Problem {
    /// Whether the store had no time for it, and nothing else was wrong.
    pub(crate) const fn is_busy(&self) -> bool {
        matches!(self.what, What::Fault(Fault::Busy))
    }

    /// Why policy said no, if that was it.
    pub fn reason(&self) -> Option<Reason> {
        match &self.what {
            What::Refused(refusal) => Some(refusal.reason),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let reference = reference(&self.what);
        let wait = wait(&self.what, self.now);
        let mut response = match self.face {
            Face::Json(words) => json::answer(&self.what, &words, reference, self.stopped),
            Face::Page(shell) => page(&self.what, *shell, reference),
        };
        if let Some(seconds) = wait {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// How many seconds whoever asks too often has to wait.
fn wait(what: &What, now: Option<Moment>) -> Option<i64> {
    let (What::TooMany(again_at), Some(now)) = (what, now) else {
        return None;
    };
    Some(
        (again_at.since(now).as_millis() + 999)
            .div_euclid(1_000)
            .max(1),
    )
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
        What::Unfit(unfit) => json::status(unfit),
        What::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        What::Fault(Fault::Busy | Fault::DiskFull | Fault::Unavailable(_)) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        What::Fault(_) | What::Shut(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What people are told of it, in one sentence or two.
pub(super) fn told(what: &What, words: &Words) -> String {
    match what {
        What::Refused(refusal) if !refusal.hidden() => words.t(refusal.key()),
        What::Refused(_) | What::NotFound | What::OwnFirst => words.t("not-found-text"),
        What::BadForm | What::Unfit(_) => words.t("refusal-bad-body"),
        What::TooMany(again_at) => {
            let again_at = Stamp::new(again_at.millis(), &jiff::tz::TimeZone::UTC);
            let told = words.say("rate-limited-text");
            let time = format!("{} UTC", again_at.clock());
            told.text("time", time).to_string()
        }
        What::Fault(Fault::Busy) => words.t("fault-busy"),
        What::Fault(Fault::DiskFull) => words.t("fault-disk-full"),
        What::Fault(_) | What::Shut(_) => words.t("fault-text"),
    }
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
        What::BadForm | What::Unfit(_) => {
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
