//! The listeners: they take connections, make TLS of them, and let nobody hold one for nothing.
//!
//! | what | how long, how many |
//! |---|---|
//! | the TLS handshake | 10 s |
//! | a request's head, and between two requests | 15 s |
//! | a whole request's body | as long as it comes: an import may take minutes |
//! | taking a piece of an answer that lasts | 60 s |
//! | connections at once | `serve.connections_max`, one address a quarter of them |
//! | a last answer when the program ends | 3 s |

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;

use super::lasting::{self, Lasting};
use super::redirect::{self, Onward};
use super::{Front, certificate};
use crate::config::{Config, Serve};

/// How long somebody at the other end may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the TLS handshake.
    pub handshake: Duration,
    /// For a request's head, and between two requests.
    pub head: Duration,
    /// For taking a piece of an answer that lasts.
    pub piece: Duration,
    /// For a last answer when the program ends.
    pub grace: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(15),
            piece: Duration::from_mins(1),
            grace: Duration::from_secs(3),
        }
    }
}

/// How long a listener rests after the system refused it a connection: it has no more files.
const REST: Duration = Duration::from_millis(100);
/// One address holds at most this part of all connections.
const SHARE: u32 = 4;

/// How many connections there may be, over all listeners.
#[derive(Debug)]
pub struct Slots {
    all: Arc<Semaphore>,
    max: u32,
    of: Mutex<HashMap<IpAddr, u32>>,
}

impl Slots {
    /// Room for so many.
    pub fn new(max: u32) -> Arc<Self> {
        Arc::new(Self {
            all: Arc::new(Semaphore::new(
                usize::try_from(max).unwrap_or(Semaphore::MAX_PERMITS),
            )),
            max,
            of: Mutex::default(),
        })
    }

    /// Connections that are open.
    pub fn open(&self) -> u64 {
        let of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        of.values().map(|held| u64::from(*held)).sum()
    }

    /// One place for `ip`, unless it has its share already.
    fn take(self: &Arc<Self>, ip: IpAddr, share: u32) -> Option<Place> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let held = of.entry(ip).or_insert(0);
        if *held >= share {
            return None;
        }
        *held += 1;
        Some(Place {
            slots: Arc::clone(self),
            ip,
        })
    }
}

/// A place that one connection holds.
struct Place {
    slots: Arc<Slots>,
    ip: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut of = self.slots.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = of.get_mut(&self.ip) {
            *held -= 1;
            if *held == 0 {
                of.remove(&self.ip);
            }
        }
    }
}

/// The listeners of a world, open.
pub struct Doors {
    /// Where people come in.
    pub address: SocketAddr,
    /// Where browsers are sent on from, if anywhere.
    pub redirect: Option<SocketAddr>,
    open: Vec<Door>,
    slots: Arc<Slots>,
    patience: Patience,
}

/// One listener.
struct Door {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    /// The proxies; on a plain listener beyond this machine nobody else is answered.
    proxies: Vec<IpAddr>,
    leads: Leads,
}

/// Where a listener leads.
enum Leads {
    In,
    Onwards(Onward),
}

impl Doors {
    /// Opens the listeners.
    pub async fn open(serve: &Serve, front: &Front, dir: &Path) -> anyhow::Result<Self> {
        let listener = bound(serve.listen).await?;
        let address = listener.local_addr()?;
        let tls = match &front.certificate {
            Some(kept) => Some(TlsAcceptor::from(certificate::tls(Arc::clone(kept))?)),
            None => None,
        };
        let mut doors = vec![Door {
            listener,
            tls,
            proxies: front.proxies.clone(),
            leads: Leads::In,
        }];
        let mut redirect = None;
        if let Some(listen) = serve.redirect {
            let listener = bound(listen).await?;
            redirect = Some(listener.local_addr()?);
            let onward = Onward {
                host: front.host.clone(),
                port: address.port(),
                challenges: serve
                    .challenges
                    .as_deref()
                    .map(|path| Config::path(dir, path)),
            };
            doors.push(Door {
                listener,
                tls: None,
                proxies: Vec::new(),
                leads: Leads::Onwards(onward),
            });
        }
        Ok(Self {
            address,
            redirect,
            open: doors,
            slots: Arc::clone(&front.slots),
            patience: front.patience,
        })
    }

    /// Serves until `end`; what is being answered then has a moment to finish.
    pub async fn serve(self, site: Router, end: impl Future<Output = ()>) {
        let (told, ending) = watch::channel(false);
        let mut all = Vec::new();
        for door in self.open {
            let leads_in = matches!(door.leads, Leads::In);
            let way = match door.leads {
                Leads::In => site.clone(),
                Leads::Onwards(onward) => redirect::site(onward),
            };
            let gate = Gate {
                only: (leads_in && door.tls.is_none() && !door.proxies.is_empty())
                    .then(|| door.proxies.clone()),
                proxies: door.proxies,
                tls: door.tls,
                slots: Arc::clone(&self.slots),
                ending: ending.clone(),
                patience: self.patience,
            };
            all.push(tokio::spawn(taking(door.listener, gate, way)));
        }
        end.await;
        let _nobody_listens = told.send(true);
        for one in all {
            one.abort();
        }
        let every = self.slots.all.acquire_many(self.slots.max);
        let _late = tokio::time::timeout(self.patience.grace, every).await;
    }
}

async fn bound(listen: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen)
        .await
        .with_context(|| format!("`{listen}` can't be listened on"))
}

/// What each connection of a listener goes through.
#[derive(Clone)]
struct Gate {
    tls: Option<TlsAcceptor>,
    proxies: Vec<IpAddr>,
    only: Option<Vec<IpAddr>>,
    slots: Arc<Slots>,
    ending: watch::Receiver<bool>,
    patience: Patience,
}

impl Gate {
    /// Whether whoever is at the other end is answered at all, and how many lines they may hold.
    fn share(&self, ip: IpAddr) -> Option<u32> {
        let is_proxy = self.proxies.iter().any(|proxy| proxy.to_canonical() == ip);
        if self.only.is_some() && !is_proxy && !ip.is_loopback() {
            return None;
        }
        Some(if is_proxy || ip.is_loopback() {
            self.slots.max
        } else {
            self.slots.max / SHARE
        })
    }
}

async fn taking(listener: TcpListener, gate: Gate, site: Router) {
    let site = TowerToHyperService::new(site);
    loop {
        let Ok(permit) = Arc::clone(&gate.slots.all).acquire_owned().await else {
            return;
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(REST).await;
                continue;
            }
        };
        let ip = peer.ip().to_canonical();
        let Some(place) = gate.share(ip).and_then(|share| gate.slots.take(ip, share)) else {
            continue;
        };
        let site = Caller {
            site: site.clone(),
            peer,
            lasting: Lasting::default(),
        };
        tokio::spawn(one(stream, gate.clone(), site, (permit, place)));
    }
}

/// The rooms for one connection: each request knows who is at the other end.
#[derive(Clone)]
struct Caller {
    site: TowerToHyperService<Router>,
    peer: SocketAddr,
    lasting: Lasting,
}

impl hyper::service::Service<hyper::Request<Incoming>> for Caller {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, mut request: hyper::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let answer = self.site.call(request);
        let lasting = self.lasting.clone();
        Box::pin(async move { lasting.or_through(answer.await?).await })
    }
}

/// One connection, from its first byte. Its end says nothing to the log: networks fail, and scanners come by.
///
/// What is spoken lies in a box: ten thousand connections lie open over an evening, and one without TLS has no room for TLS.
async fn one(stream: TcpStream, gate: Gate, site: Caller, _held: (OwnedSemaphorePermit, Place)) {
    let _without = stream.set_nodelay(true);
    match &gate.tls {
        Some(tls) => {
            let shaken = tokio::time::timeout(gate.patience.handshake, tls.accept(stream));
            if let Ok(Ok(stream)) = Box::pin(shaken).await {
                Box::pin(spoken(stream, site, gate)).await;
            }
        }
        None => Box::pin(spoken(stream, site, gate)).await,
    }
}

/// Requests and answers, and at last one that lasts, if there is such. Whatever doesn't end by itself when the program does is cut:
/// whoever closes a world lets go of it then.
async fn spoken<I>(line: I, site: Caller, mut gate: Gate)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let asked = Box::pin(asked(line, site, &mut gate)).await;
    let Some((line, response)) = asked else {
        return;
    };
    let mut told = std::pin::pin!(lasting::write(line, response, gate.patience.piece));
    tokio::select! {
        _ended = told.as_mut() => return,
        () = told_to_end(&mut gate.ending) => {}
    }
    let _ended = tokio::time::timeout(gate.patience.grace, told).await;
}

/// Requests and answers in hyper's hands; the line and the answer where one comes that lasts.
async fn asked<I>(line: I, site: Caller, gate: &mut Gate) -> Option<(I, Response)>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let lasting = site.lasting.clone();
    let mut line = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(gate.patience.head)
        .serve_connection(TokioIo::new(line), site);
    let response = tokio::select! {
        response = lasting_on(&mut line, &lasting) => response,
        () = told_to_end(&mut gate.ending) => {
            Pin::new(&mut line).graceful_shutdown();
            // No answer that lasts begins now.
            let rest = lasting_on(&mut line, &lasting);
            let _late = tokio::time::timeout(gate.patience.grace, rest).await;
            None
        }
    };
    // What was answered before has been written: hyper takes the next request only after that, and flushes before it rests. (But for
    // somebody who sends the next one before they have read the answer to a body of theirs: they lose its end.)
    Some((line.into_parts().io.into_inner(), response?))
}

/// Waits until the program is told to end.
async fn told_to_end(ending: &mut watch::Receiver<bool>) {
    drop(ending.wait_for(|told| *told).await);
}

/// Goes on with requests and answers until one comes that lasts; none where the line ends before.
async fn lasting_on<I>(
    line: &mut http1::Connection<TokioIo<I>, Caller>,
    lasting: &Lasting,
) -> Option<Response>
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    std::future::poll_fn(|context| {
        let ended = Pin::new(&mut *line).poll(context);
        match lasting.take() {
            Some(response) => Poll::Ready(Some(response)),
            None => ended.map(|_| None),
        }
    })
    .await
}

#[cfg(test)]
mod tests;
