//! Every address, in one place, and what stands around them.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::ctx::Ctx;
use crate::front::to_https;
use crate::problem::{Problem, Unfit, What};
use crate::rooms::{
    accounts, answers, audiences, banks, branches, contests, desk, directory, door, duplicates,
    fairness, freezes, home, hooks, installation, joining, language, leaving, licences, log,
    members, programs, requests, restored, rights, roll, scripts, shifts, testing, training,
};
use crate::taking::Path;
use crate::ways::Ways;
use crate::web::assets;
use crate::{api, health, practice};

/// The whole site around a program.
pub fn router(app: Arc<App>) -> Router {
    let ways = Ways::of({
        let app = Arc::clone(&app);
        || routes().with_state(app)
    });
    routes()
        .fallback(nothing)
        .method_not_allowed_fallback(no_method)
        .layer(Extension(ways))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), around))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), known))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(app)
}

/// What the rooms answer, and where.
fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(home::routes())
        .merge(door::routes())
        .merge(language::routes())
        .merge(accounts::routes())
        .merge(joining::routes())
        .merge(joining::api::routes())
        .merge(desk::routes())
        .merge(desk::api::routes())
        .merge(desk::evening_api::routes())
        .merge(directory::routes())
        .merge(banks::routes())
        .merge(banks::api::routes())
        .merge(scripts::routes())
        .merge(scripts::api::routes())
        .merge(shifts::routes())
        .merge(shifts::api::routes())
        .merge(roll::routes())
        .merge(roll::api::routes())
        .merge(requests::routes())
        .merge(freezes::routes())
        .merge(restored::routes())
        .merge(requests::api::routes())
        .merge(answers::routes())
        .merge(rights::routes())
        .merge(rights::api::routes())
        .merge(rights::asked::api::routes())
        .merge(branches::routes())
        .merge(branches::api::routes())
        .merge(duplicates::routes())
        .merge(duplicates::api::routes())
        .merge(members::routes())
        .merge(members::api::routes())
        .merge(contests::routes())
        .merge(fairness::routes())
        .merge(fairness::api::routes())
        .merge(installation::routes())
        .merge(log::routes())
        .merge(log::api::routes())
        .merge(testing::routes())
        .merge(audiences::routes())
        .merge(audiences::api::routes())
        .merge(leaving::routes())
        .merge(leaving::api::routes())
        .merge(licences::routes())
        .merge(hooks::routes())
        .merge(hooks::api::routes())
        .merge(programs::routes())
        .merge(programs::api::routes())
        .merge(training::routes())
        .merge(training::api::routes())
        .route(
            "/practice/{*path}",
            get(practice::pass).post(practice::pass),
        )
        .merge(health::routes())
        .route("/assets/{name}", get(asset))
        .route("/offline-worker.js", get(offline_worker))
        .route("/api/openapi.json", get(api::openapi))
}

/// What there is in practice, all of it under `/practice`: the desk, and the way in and out. Nothing else of the site is there.
pub fn practice_site(app: Arc<App>) -> Router {
    Router::new()
        .nest("/practice", desk::routes())
        .merge(training::inside())
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(app)
}

async fn asset(State(app): State<Arc<App>>, Path(name): Path<String>) -> Response {
    app.assets.respond(&name)
}

async fn offline_worker() -> Response {
    assets::offline_worker()
}

async fn nothing(ctx: Ctx) -> Problem {
    ctx.problem(What::NotFound)
}

/// Programs are told that the address is there; `Allow`, which says what it does, stands on the answer already.
async fn no_method(ctx: Ctx, uri: Uri) -> Problem {
    let is_api = uri.path().starts_with("/api/");
    let what = if is_api {
        What::Unfit(Unfit::Method)
    } else {
        What::NotFound
    };
    ctx.problem(what)
}

/// Who asks is settled first: the browser behind a named proxy, or the other end of the line. A browser that came in the
/// clear to the proxy is sent on to https.
async fn known(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(ConnectInfo(peer)) = peer.copied() {
        let client = app.front.client(peer, request.headers_mut());
        request.extensions_mut().insert(ConnectInfo(client.address));
        if client.is_plain && app.cookies.is_secure() {
            return to_https(app.front.host.as_deref(), 443, &request);
        }
    }
    next.run(request).await
}

/// Strict transport security over HTTPS; `no-store` and `nosniff` on whatever said nothing of its own.
async fn around(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if app.cookies.is_secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::X_CONTENT_TYPE_OPTIONS)
        .or_insert(HeaderValue::from_static("nosniff"));
    response
}

/// What a panic leaves: no word of it goes out, and none of its text into the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
