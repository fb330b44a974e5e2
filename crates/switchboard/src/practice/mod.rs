//! Practice beside a live world: made when somebody first wants to practise, thrown away when the day is over.
//!
//! It is served by this process under `/practice`, at the live world's own address, so that nobody has to configure anything
//! (decision 0043). A registry that is passed along in [`App`], never a global.
//!
//! **Architecture Invariant:** no handler holds two worlds. What stands under `/practice` is a site of its own around the
//! practice world's own [`App`]; the live site hands the request through and knows nothing of it. Test:
//! `practice_and_the_live_world_exchange_a_ticket_and_a_receipt_and_never_a_row`.

mod address;
mod keep;
mod make;

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use switchboard_store::World;
use switchboard_store::practice::{Seal, TICKET_LASTS, Who};
use switchboard_store::rules::moment::Moment;
use switchboard_store::training::Notice;
use tokio::sync::Notify;

pub use keep::{Keeper, Open};

use crate::app::App;
use crate::web::messages::Words;

/// The sentences of the notice that stands before the first card: whoever rings reads them, and when one changes, again.
pub const NOTICE: [&str; 3] = [
    "bank-first-own-number",
    "bank-first-dont-hide",
    "bank-first-delete",
];

/// Which words the notice has.
pub fn notice(words: &Words) -> Notice {
    Notice::of(&NOTICE.map(|key| words.t(key)))
}

/// The practice of this process.
#[derive(Debug, Clone)]
pub struct Practice(Arc<Shared>);

struct Shared {
    seal: Seal,
    running: Mutex<Option<Router>>,
    /// Tickets that were used, and when: each lets in once. What is too old to let in is forgotten.
    spent: Arc<Mutex<HashMap<String, Moment>>>,
    is_wanted: AtomicBool,
    wanted: Notify,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Practice")
    }
}

impl Practice {
    /// None yet, beside this world.
    pub fn beside(live: &World) -> Self {
        Self::under(Seal::of(live), Arc::default())
    }

    /// For the program of the practice world itself: the same seal, and the same tickets are spent.
    #[must_use]
    pub fn within(&self) -> Self {
        Self::under(self.0.seal.clone(), Arc::clone(&self.0.spent))
    }

    fn under(seal: Seal, spent: Arc<Mutex<HashMap<String, Moment>>>) -> Self {
        Self(Arc::new(Shared {
            seal,
            running: Mutex::default(),
            spent,
            is_wanted: AtomicBool::new(false),
            wanted: Notify::new(),
        }))
    }

    /// What tickets and receipts are signed with.
    pub fn seal(&self) -> &Seal {
        &self.0.seal
    }

    /// Somebody wants to practise: it is made, if it isn't there.
    pub fn want(&self) {
        self.0.is_wanted.store(true, Ordering::Release);
        self.0.wanted.notify_one();
    }

    fn take_wanted(&self) -> bool {
        self.0.is_wanted.swap(false, Ordering::AcqRel)
    }

    /// Whether a practice world runs.
    pub fn is_running(&self) -> bool {
        self.running().is_some()
    }

    /// The site around the practice world that runs, if one does.
    fn running(&self) -> Option<Router> {
        let running = self.0.running.lock();
        running.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, running: Option<Arc<App>>) {
        let site = running.map(crate::edge::practice_site);
        let now = self.0.running.lock();
        *now.unwrap_or_else(PoisonError::into_inner) = site;
    }

    /// Uses up a ticket that is one; answers whether nobody did before.
    pub(crate) fn spend(&self, ticket: &str, now: Moment) -> bool {
        let spent = self.0.spent.lock();
        let mut spent = spent.unwrap_or_else(PoisonError::into_inner);
        spent.retain(|_, at| now < at.plus(TICKET_LASTS).plus(TICKET_LASTS));
        spent.insert(ticket.to_owned(), now).is_none()
    }
}

/// Hands a request under `/practice` to the practice world's own site. Where none runs, the live page says what to do.
pub(crate) async fn pass(State(live): State<Arc<App>>, request: Request) -> Response {
    hand(&live.practice, anew(request)).await
}

/// Hands a request in of whoever has a place in the live world now: practice is told what it calls them, and no more.
pub(crate) async fn let_in(live: &App, who: Who, request: Request) -> Response {
    let mut request = anew(request);
    request.extensions_mut().insert(who);
    hand(&live.practice, request).await
}

async fn hand(practice: &Practice, request: Request) -> Response {
    let Some(site) = practice.running() else {
        return Redirect::to("/training?said=soon").into_response();
    };
    match TowerToHyperService::new(site).call(request).await {
        Ok(response) => address::moved(response).await,
        Err(never) => match never {},
    }
}

/// The same request, with nothing of what the live site noted on it but who asks: its path's parts would count as
/// practice's.
fn anew(request: Request) -> Request {
    let (parts, body) = request.into_parts();
    let mut new = Request::new(body);
    *new.method_mut() = parts.method;
    *new.uri_mut() = parts.uri;
    *new.headers_mut() = parts.headers;
    if let Some(client) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
        new.extensions_mut().insert(*client);
    }
    new
}
