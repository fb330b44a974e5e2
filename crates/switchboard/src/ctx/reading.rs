//! In which language somebody reads: the one that their account has chosen, or that a link in this browser did, or that the browser
//! asks for, or the installation's.

use axum::http::{HeaderMap, header};
use switchboard_store::rules::language::{Language, accepted};

use super::cookie;
use crate::app::App;
use crate::web::messages::Words;

/// The language of whoever asks, as far as the browser tells it.
pub(super) fn of_browser(headers: &HeaderMap, app: &App) -> Language {
    let linked = cookie(headers, app.cookies.language()).and_then(Language::from_code);
    linked.unwrap_or_else(|| of_program(headers, app))
}

/// The language that a program or a browser asks for.
pub(super) fn of_program(headers: &HeaderMap, app: &App) -> Language {
    // One header may stand on several lines.
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    let lines: Vec<&str> = lines.filter_map(|value| value.to_str().ok()).collect();
    let usual = app.usual.language();
    accepted(&lines.join(","), usual)
}

/// The words of a request that hasn't been looked at.
pub(super) fn words(headers: &HeaderMap, app: &App, is_api: bool) -> Words {
    Words::of(if is_api {
        of_program(headers, app)
    } else {
        of_browser(headers, app)
    })
}
