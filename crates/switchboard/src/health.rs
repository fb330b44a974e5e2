//! For whoever keeps the machine running: alive, ready, and figures. None of them says anything of a person.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use switchboard_store::condition::Condition;
use switchboard_store::rules::moment::Moment;

use crate::app::App;
use crate::ctx::Ctx;
use crate::jobs::looking;
use crate::problem::{Problem, What};
use crate::watch::{self, FINDINGS, Facts};

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
    let waiting = figures.waiting;
    let _ = writeln!(
        text,
        "# TYPE switchboard_store_waiting gauge\nswitchboard_store_waiting {waiting}"
    );
    let (from, now) = (Arc::clone(&app), ctx.now);
    let facts = ctx
        .blocking(move || Ok(looking::look(&from.world, &from.front, now)))
        .await?;
    text.push_str(&gauges(&facts, now));
    let _ = gauge(
        &mut text,
        "connections",
        "connections that are open",
        app.front.slots.open(),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// One figure that goes up and down.
fn gauge(
    text: &mut String,
    name: &str,
    help: &str,
    value: impl std::fmt::Display,
) -> std::fmt::Result {
    let name = format!("switchboard_{name}");
    writeln!(
        text,
        "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
    )
}

/// How the installation stands: each finding as 1 or 0, and the figures behind them.
fn gauges(facts: &Facts, now: Moment) -> String {
    let mut text = String::from(
        "# HELP switchboard_finding what `switchboard doctor` says is so\n# TYPE switchboard_finding gauge\n",
    );
    let found = watch::judge(facts, now);
    for (code, severity) in FINDINGS {
        let is_found = u8::from(found.iter().any(|finding| finding.code == *code));
        let severity = severity.text();
        let _ = writeln!(
            text,
            "switchboard_finding{{code=\"{code}\",severity=\"{severity}\"}} {is_found}"
        );
    }
    let _ = figures(&mut text, facts, now);
    text
}

fn figures(text: &mut String, facts: &Facts, now: Moment) -> std::fmt::Result {
    let age = |at: Option<Moment>| at.map(|at| now.since(at).as_millis() / 1000);
    if let Some(certificate) = &facts.certificate {
        let until = certificate.until.millis() / 1000;
        gauge(
            text,
            "certificate_until_seconds",
            "when the certificate ends, in seconds since 1970",
            until,
        )?;
        let broken = u8::from(certificate.broken.is_some());
        gauge(
            text,
            "certificate_broken",
            "a new pair is there and can't be used",
            broken,
        )?;
    }
    for disk in facts.disks.iter().take(1) {
        gauge(
            text,
            "disk_free_bytes",
            "bytes free on the disk of the world's directory",
            disk.free,
        )?;
        gauge(text, "disk_total_bytes", "bytes of that disk", disk.total)?;
    }
    if facts.published_to.is_some() {
        let seconds = facts.unpublished.and_then(|(_, since)| age(Some(since)));
        gauge(
            text,
            "log_unpublished_seconds",
            "for how long the log can't be published as files",
            seconds.unwrap_or(0),
        )?;
    }
    let Some(condition) = &facts.condition else {
        return Ok(());
    };
    let queue = &condition.queue;
    gauge(
        text,
        "database_bytes",
        "how large the database is",
        condition.database_bytes,
    )?;
    gauge(text, "mail_waiting", "letters that wait", queue.waiting)?;
    gauge(
        text,
        "mail_oldest_seconds",
        "for how long the oldest of them waits",
        age(queue.oldest_at).unwrap_or(0),
    )?;
    gauge(
        text,
        "mail_given_up",
        "letters given up or refused this week",
        queue.given_up,
    )?;
    gauge(
        text,
        "mail_failing_addresses",
        "addresses that don't work",
        queue.failing,
    )?;
    witnesses(text, condition, now)?;
    let unsigned = condition.entries.saturating_sub(condition.signed);
    gauge(
        text,
        "ledger_unsigned",
        "entries that nobody signed yet",
        unsigned,
    )?;
    if let Some(seconds) = age(condition.backup_at) {
        gauge(
            text,
            "backup_age_seconds",
            "how old the newest backup is",
            seconds,
        )?;
    }
    Ok(())
}

/// How far the log's witnesses are.
fn witnesses(text: &mut String, condition: &Condition, now: Moment) -> std::fmt::Result {
    let behind = condition
        .witnessed
        .iter()
        .filter_map(|one| one.behind_since);
    let seconds = |since: Option<Moment>| since.map_or(0, |at| now.since(at).as_millis() / 1000);
    let (count, oldest) = (behind.clone().count(), behind.min());
    gauge(
        text,
        "witnesses_behind",
        "witnesses that have not cosigned what they were asked to",
        count,
    )?;
    gauge(
        text,
        "witness_behind_seconds",
        "for how long the one that is behind longest is behind",
        seconds(oldest),
    )?;
    gauge(
        text,
        "witnesses_few_seconds",
        "for how long too few witnesses cosign the log",
        seconds(condition.unmet_since),
    )
}
