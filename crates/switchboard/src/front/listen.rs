//! The listeners: they take connections, make TLS of them, and let nobody hold one for nothing.
//!
//! | what | how long, how many |
//! |---|---|
//! | the TLS handshake | 10 s |
//! | a request's head, and between two requests | 15 s |
//! | a whole request's body | as long as it comes: an import may take minutes |
//! | connections at once | `serve.connections_max`, one address a quarter of them |
//! | a last answer when the program ends | 3 s |

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::rt::{Read, Write};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;

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
    /// For a last answer when the program ends.
    pub grace: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(15),
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
        };
        tokio::spawn(one(stream, gate.clone(), site, (permit, place)));
    }
}

/// The rooms for one connection: each request knows who is at the other end.
#[derive(Clone)]
struct Caller {
    site: TowerToHyperService<Router>,
    peer: SocketAddr,
}

impl hyper::service::Service<hyper::Request<Incoming>> for Caller {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future =
        <TowerToHyperService<Router> as hyper::service::Service<hyper::Request<Incoming>>>::Future;

    fn call(&self, mut request: hyper::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        self.site.call(request)
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
                Box::pin(spoken(TokioIo::new(stream), site, gate)).await;
            }
        }
        None => Box::pin(spoken(TokioIo::new(stream), site, gate)).await,
    }
}

async fn spoken<I: Read + Write + Unpin + Send + 'static>(io: I, site: Caller, mut gate: Gate) {
    let line = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(gate.patience.head)
        .serve_connection(io, site);
    tokio::pin!(line);
    tokio::select! {
        _ended = line.as_mut() => return,
        _told = gate.ending.wait_for(|told| *told) => line.as_mut().graceful_shutdown(),
    }
    // A stream that doesn't end by itself is cut: whoever closes a world lets go of it then.
    let _ended = tokio::time::timeout(gate.patience.grace, line).await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    const SOON: Patience = Patience {
        handshake: Duration::from_millis(300),
        head: Duration::from_millis(300),
        grace: Duration::from_secs(3),
    };

    async fn open(serve: &Serve) -> SocketAddr {
        let front = Front {
            patience: SOON,
            slots: Slots::new(serve.connections_max),
            ..Front::default()
        };
        let doors = Doors::open(serve, &front, Path::new("/")).await.unwrap();
        let address = doors.address;
        let site = Router::new().fallback(|| async { "here" });
        tokio::spawn(doors.serve(site, std::future::pending()));
        address
    }

    fn local() -> Serve {
        Serve {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            ..Serve::default()
        }
    }

    #[tokio::test]
    async fn whoever_dawdles_over_a_requests_head_is_let_go() {
        let address = open(&local()).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ")
            .await
            .unwrap();
        let mut all = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(20), slow.read_to_end(&mut all)).await;
        assert!(ended.is_ok(), "the line was closed");
        // One that asked and then says nothing more is let go too.
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut all = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(20), idle.read_to_end(&mut all)).await;
        assert!(ended.is_ok() && String::from_utf8_lossy(&all).ends_with("here"));
    }

    #[test]
    fn one_address_holds_its_share_and_no_more_until_it_lets_go() {
        let slots = Slots::new(64);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let held: Vec<_> = (0..16).map(|_| slots.take(one, 16).unwrap()).collect();
        assert!(slots.take(one, 16).is_none());
        assert!(
            slots.take(other, 16).is_some(),
            "the next one is not held up"
        );
        drop(held);
        assert!(slots.take(one, 16).is_some());
        assert_eq!(
            slots.of.lock().unwrap().len(),
            0,
            "nobody is remembered who holds nothing"
        );
    }

    #[tokio::test]
    async fn a_plain_listener_beyond_this_machine_answers_the_named_proxies_alone() {
        let (_told, ending) = watch::channel(false);
        let gate = Gate {
            tls: None,
            proxies: vec!["10.0.0.5".parse().unwrap()],
            only: Some(vec!["10.0.0.5".parse().unwrap()]),
            slots: Slots::new(64),
            ending,
            patience: SOON,
        };
        for (ip, share) in [
            ("10.0.0.5", Some(64)),
            ("127.0.0.1", Some(64)),
            ("10.0.0.6", None),
            ("192.0.2.1", None),
        ] {
            assert_eq!(gate.share(ip.parse().unwrap()), share, "{ip}");
        }
        let open = Gate { only: None, ..gate };
        assert_eq!(open.share("192.0.2.1".parse().unwrap()), Some(16));
    }
}
