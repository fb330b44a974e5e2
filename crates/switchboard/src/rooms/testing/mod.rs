//! Testing: whom to tell of a hole, whom to ask before a test, and what is never allowed. Public, and about nobody.

pub mod pages;
mod security;

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::ctx::{Anybody, Ctx};
use crate::web::page::Html;
use pages::{Testing, plain};
use security::Security;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/testing", get(policy))
        .route("/.well-known/security.txt", get(security_txt))
}

async fn policy(Anybody(ctx): Anybody) -> Html<Testing> {
    let contacts = &ctx.app.front.config.testing.contact;
    Html(Testing {
        shell: ctx.outside(),
        contacts: contacts.iter().map(|text| plain(text)).collect(),
    })
}

async fn security_txt(Anybody(ctx): Anybody) -> Response {
    let testing = &ctx.app.front.config.testing;
    let security = Security {
        contacts: &testing.contact,
        languages: &testing.languages,
        host: public_host(&ctx),
    };
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    match security.text(ctx.now) {
        Some(text) => (kind, [(header::CACHE_CONTROL, "public, max-age=3600")], text).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            kind,
            "nobody is named here whom a hole can be told; the page /testing says what that means\n",
        )
            .into_response(),
    }
}

/// The name under which people open it over HTTPS, if that is known.
fn public_host(ctx: &Ctx) -> Option<&str> {
    let host = ctx.app.front.host();
    host.filter(|_| ctx.app.cookies.is_secure())
}
