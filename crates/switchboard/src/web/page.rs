//! A page: a struct with plain fields, a template, its cache policy and samples.
//!
//! Architecture Invariant: a page is never kept by a browser or a proxy unless
//! its type says so; what isn't said is `no-store`. Test:
//! `every_page_says_how_long_it_may_be_kept`.
//!
//! Pages hold what the action that made them already disclosed. They never ask
//! for more, and they don't print: see [`unprinted`].

pub mod gallery;
pub mod refused;
pub mod stamp;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wellformed;

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::language::Language;
pub use stamp::Stamp;

use crate::web::messages::Words;

/// What a browser may do with our pages: only our own files, no inline script
/// or style, no frames, forms to ourselves.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";

/// The headers every page carries.
///
/// `same-origin` and not `no-referrer`: under the latter browsers send
/// `Origin: null` with our own forms, and a check of the origin would fail.
pub const PAGE_HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// How long a page may be kept, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// Nobody keeps it: the rule for whatever stands behind a sign-in.
    NoStore,
    /// Anybody may keep it for a minute: public, the same for everyone.
    PublicMinute,
}

impl Cache {
    /// The `Cache-Control` header.
    pub const fn header(self) -> HeaderValue {
        match self {
            Self::NoStore => HeaderValue::from_static("no-store"),
            Self::PublicMinute => HeaderValue::from_static("public, max-age=60"),
        }
    }
}

/// A page that can be shown.
pub trait Page: Template {
    /// Who may keep it.
    const CACHE: Cache = Cache::NoStore;

    /// The message key of its title. Titles end up in the browser's history,
    /// so a title takes no arguments: it can't name anybody.
    fn title_key(&self) -> &'static str;

    /// The status it is sent with.
    fn status(&self) -> StatusCode {
        StatusCode::OK
    }

    /// Invented examples of every state, rendered by the tests and the gallery.
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}

/// The one way a page leaves as an answer.
#[derive(Clone, Copy, Debug)]
pub struct Html<P>(pub P);

impl<P: Page> IntoResponse for Html<P> {
    fn into_response(self) -> Response {
        let Ok(body) = self.0.render() else {
            tracing::error!(
                page = std::any::type_name::<P>(),
                "a page could not be rendered"
            );
            let cache = [(header::CACHE_CONTROL, Cache::NoStore.header())];
            return (StatusCode::INTERNAL_SERVER_ERROR, cache).into_response();
        };
        let reading = [
            (header::CACHE_CONTROL, P::CACHE.header()),
            (header::CONTENT_LANGUAGE, written_in(&body)),
            (header::VARY, READING),
        ];
        (self.0.status(), PAGE_HEADERS, reading, body).into_response()
    }
}

/// What the language of a page hangs on, besides the session.
const READING: HeaderValue = HeaderValue::from_static("Accept-Language, Cookie");

/// The language that a page says it is written in: the header never says another.
fn written_in(body: &str) -> HeaderValue {
    let tag = body.split_once("<html lang=\"");
    let tag = tag.and_then(|(_, rest)| rest.split_once('"'));
    let language = tag.and_then(|(tag, _)| Language::from_code(tag));
    HeaderValue::from_static(language.unwrap_or_default().code())
}

/// A count that a campaign may see: rounded, or too small to be said.
///
/// `rules::counts` rounds; this only says and draws what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// Withheld.
    FewerThanTen,
    /// About this many.
    About(u64),
}

impl Tally {
    /// From what `rules::counts::Safe::rounded` answers; rooms have a `Safe`, and `crate::counted` makes this of it.
    pub const fn rounded(rounded: Option<u64>) -> Self {
        match rounded {
            Some(number) => Self::About(number),
            None => Self::FewerThanTen,
        }
    }

    /// In words.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::FewerThanTen => words.t("count-fewer-than-10"),
            Self::About(number) => words.say("count-about").number("count", number).to_string(),
        }
    }

    /// The length of its bar; what isn't said has none.
    pub const fn drawn(self) -> u64 {
        match self {
            Self::FewerThanTen => 0,
            Self::About(number) => number,
        }
    }
}

/// Give page types a `Debug` that shows the type's name and nothing in it, so
/// that no log line can hold a member by way of a page.
macro_rules! unprinted {
    ($($page:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $page {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($page)).finish_non_exhaustive()
            }
        }
    )+};
}
pub(crate) use unprinted;
