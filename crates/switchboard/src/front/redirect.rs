//! The plain listener that only sends browsers on to https, and answers whoever renews the certificate.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// The largest answer to a challenge: RFC 8555 needs some 90 bytes.
const CHALLENGE_MAX: u64 = 1024;

/// Where the redirect leads.
#[derive(Debug)]
pub(super) struct Onward {
    /// The name to lead to; without one, the name that was asked for.
    pub(super) host: Option<String>,
    /// The https listener's port.
    pub(super) port: u16,
    /// Where answers to challenges lie.
    pub(super) challenges: Option<PathBuf>,
}

/// Where the answers to challenges are looked for (RFC 8555).
const CHALLENGES: &str = "/.well-known/acme-challenge/";

pub(super) fn site(onward: Onward) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(onward))
}

async fn answer(State(onward): State<Arc<Onward>>, request: Request) -> Response {
    match request.uri().path().strip_prefix(CHALLENGES) {
        Some(token) => challenge(&onward, token).await,
        None => to_https(onward.host.as_deref(), onward.port, &request),
    }
}

/// Sends a browser on to the same page over https.
pub(crate) fn to_https(host: Option<&str>, port: u16, request: &Request) -> Response {
    let asked = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    match target(host, port, asked, request.uri()) {
        Some(target) => {
            let headers = [
                (header::LOCATION, target),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (StatusCode::PERMANENT_REDIRECT, headers).into_response()
        }
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn target(host: Option<&str>, port: u16, asked: Option<&str>, uri: &Uri) -> Option<String> {
    if let Some(host) = host {
        return Some(at(host, port, uri));
    }
    let authority: axum::http::uri::Authority = asked?.parse().ok()?;
    Some(at(authority.host(), port, uri))
}

fn at(host: &str, port: u16, uri: &Uri) -> String {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match port {
        443 => format!("https://{host}{path}"),
        port => format!("https://{host}:{port}{path}"),
    }
}

async fn challenge(onward: &Onward, token: &str) -> Response {
    let is_token = !token.is_empty()
        && token.len() <= 128
        && token
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let Some(dir) = onward.challenges.as_ref().filter(|_| is_token) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let path = dir.join(token);
    let read = tokio::task::spawn_blocking(move || {
        use std::io::Read as _;
        let mut text = String::new();
        std::fs::File::open(path)?
            .take(CHALLENGE_MAX)
            .read_to_string(&mut text)?;
        Ok::<_, std::io::Error>(text)
    });
    match read.await {
        Ok(Ok(text)) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], text).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
