//! Which addresses are pages that a browser can be led back to. Only the routes know: some pages are what a form answered, and
//! stand at an address that takes nothing but the form.

use std::fmt;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::header::ALLOW;
use axum::http::{Method, Request};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

type Made = Box<dyn FnOnce() -> Router + Send>;

/// The routes alone, made when somebody first asks.
#[derive(Clone)]
pub(crate) struct Ways(Arc<LazyLock<Router, Made>>);

impl fmt::Debug for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ways")
    }
}

impl Ways {
    /// The ways of these routes.
    pub(crate) fn of(routes: impl FnOnce() -> Router + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(routes))))
    }

    /// Whether an address answers a browser that only looks. No handler runs: none takes `OPTIONS`, and the routes name what
    /// is taken.
    pub(crate) async fn is_page(&self, path: &str) -> bool {
        let asked = Request::builder().method(Method::OPTIONS).uri(path);
        let Ok(request) = asked.body(Body::empty()) else {
            return false;
        };
        let routes = Router::clone(&self.0);
        match TowerToHyperService::new(routes).call(request).await {
            Ok(answer) => {
                let allowed = answer.headers().get(ALLOW);
                let allowed = allowed.and_then(|value| value.to_str().ok());
                allowed.is_some_and(|methods| methods.split(',').any(|one| one.trim() == "GET"))
            }
            Err(never) => match never {},
        }
    }
}
