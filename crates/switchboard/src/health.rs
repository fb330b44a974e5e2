//! For whoever keeps the machine running: alive, ready, and figures. None of them says anything of a person.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// The addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

async fn ready(State(app): State<Arc<App>>) -> Response {
    let world = app.world.clone();
    match tokio::task::spawn_blocking(move || switchboard_store::log::head(&world)).await {
        Ok(Ok(_)) => "ready\n".into_response(),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the store does not answer; run `switchboard doctor`\n",
        )
            .into_response(),
    }
}

/// Prometheus text format 0.0.4, from counters that the store keeps anyway.
async fn metrics(
    State(app): State<Arc<App>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    ctx: Ctx,
) -> Result<Response, Problem> {
    if !app.front.may_read_metrics(from.ip()) {
        return Err(ctx.problem(What::NotFound));
    }
    let figures = app.world.gauges();
    let lines = [
        (
            "switchboard_store_jobs_total",
            "writes taken from the queue",
            figures.jobs,
        ),
        (
            "switchboard_store_commits_total",
            "commits made durable",
            figures.commits,
        ),
        (
            "switchboard_store_retries_total",
            "closures run again",
            figures.retries,
        ),
        (
            "switchboard_store_panics_total",
            "closures that panicked and were undone",
            figures.panics,
        ),
        (
            "switchboard_store_refused_total",
            "answers `busy`",
            figures.refused,
        ),
        (
            "switchboard_store_reads_total",
            "reads begun",
            figures.reads,
        ),
        (
            "switchboard_store_slow_total",
            "closures that held the writer longer than 5 ms",
            figures.slow,
        ),
    ];
    let mut text = String::new();
    for (name, help, value) in lines {
        let _ = writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}"
        );
    }
    if let Some(certificate) = &app.front.certificate {
        let broken = u8::from(certificate.broken().is_some());
        let _ = writeln!(
            text,
            "# HELP switchboard_certificate_broken a new pair is there and can't be used\n# TYPE switchboard_certificate_broken gauge\nswitchboard_certificate_broken {broken}"
        );
    }
    let waiting = figures.waiting;
    let _ = writeln!(
        text,
        "# TYPE switchboard_store_waiting gauge\nswitchboard_store_waiting {waiting}"
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
