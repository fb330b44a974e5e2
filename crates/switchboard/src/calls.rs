//! Calls to others over HTTP/1.1, with TLS where the address says so. Bounded in everything the other end decides.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::http::{HeaderValue, Request, Uri, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use switchboard_store::log::{ANSWER_BYTES_MAX, Answer};
use switchboard_store::rules::hook::{Address, Reach};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How long a call may take from the name to the last byte.
const WHOLE: Duration = Duration::from_secs(5);

/// How long a webhook may take from the name to its status.
const TOLD_WITHIN: Duration = Duration::from_secs(10);

/// What was heard, or a word that says why nothing was.
pub(crate) type Heard = Result<Answer, &'static str>;

/// When a file was changed, and how long it is.
type Stamp = (SystemTime, u64);

/// A connector, and the file that it was made of.
struct Kept {
    of: Option<Stamp>,
    tls: TlsConnector,
}

/// Makes calls. Cheap to share.
#[derive(Clone)]
pub(crate) struct Calls {
    /// Made with the first call that needs it, from the certificates that the system trusts, or from those of a file.
    tls: Arc<Mutex<Option<Kept>>>,
    roots: Option<PathBuf>,
    bytes_max: usize,
}

impl Default for Calls {
    fn default() -> Self {
        Self::taking(ANSWER_BYTES_MAX, None)
    }
}

impl Calls {
    /// Calls whose answers may be so long, to whoever has a certificate of one of these authorities.
    pub(crate) fn taking(bytes_max: usize, roots: Option<PathBuf>) -> Self {
        Self {
            tls: Arc::default(),
            roots,
            bytes_max,
        }
    }

    /// Posts a form's fields, with who posts them.
    pub(crate) async fn post_form(
        &self,
        url: &str,
        fields: String,
        authorization: Option<String>,
    ) -> Heard {
        let mut request = Request::post(path_of(url)?)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        if let Some(line) = authorization {
            let mut line = HeaderValue::try_from(line).map_err(|_| "address")?;
            line.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, line);
        }
        let request = request.body(Body::from(fields));
        self.within(url, request.map_err(|_| "address")?).await
    }

    /// Posts a body and takes the answer.
    pub(crate) async fn post(&self, url: &str, body: String) -> Heard {
        let request = Request::post(path_of(url)?)
            .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
            .body(Body::from(body));
        self.within(url, request.map_err(|_| "address")?).await
    }

    /// Asks for what lies under an address.
    pub(crate) async fn get(&self, url: &str) -> Heard {
        let request = Request::get(path_of(url)?).body(Body::empty());
        self.within(url, request.map_err(|_| "address")?).await
    }

    /// Posts a body to a webhook's address, and takes the status alone: no more of the answer is read, and nothing that it leads on to
    /// is followed. What the address names is looked up now, all of it must be where calls may go, and it is these very addresses
    /// that are connected to: a name that leads elsewhere a moment later changes nothing.
    pub(crate) async fn tell(
        &self,
        address: &Address,
        reach: Reach,
        lines: &[(&'static str, String)],
        body: String,
    ) -> Result<u16, &'static str> {
        let mut request = Request::post(address.path())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::HOST, authority(address))
            .header(header::USER_AGENT, "switchboard");
        for (name, value) in lines {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body)).map_err(|_| "address")?;
        let told = self.told(address, reach, request);
        let told = tokio::time::timeout(TOLD_WITHIN, told).await;
        told.unwrap_or(Err("timeout"))
    }

    async fn told(
        &self,
        address: &Address,
        reach: Reach,
        request: Request<Body>,
    ) -> Result<u16, &'static str> {
        let place = (address.host(), address.port());
        let found = tokio::net::lookup_host(place).await.map_err(|_| "name")?;
        let found: Vec<SocketAddr> = found.collect();
        if !found.iter().all(|one| reach.allows(one.ip())) {
            return Err("inside");
        }
        let stream = TcpStream::connect(found.as_slice()).await;
        let stream = stream.map_err(|_| "connection")?;
        if address.is_plain() {
            return status_over(stream, request).await;
        }
        let tls = self.connector().ok_or("tls")?;
        let name = ServerName::try_from(address.host().to_owned()).map_err(|_| "address")?;
        let stream = tls.connect(name, stream).await.map_err(|_| "tls")?;
        status_over(stream, request).await
    }

    async fn within(&self, url: &str, request: Request<Body>) -> Heard {
        match tokio::time::timeout(WHOLE, self.exchange(url, request)).await {
            Ok(heard) => heard,
            Err(_) => Err("timeout"),
        }
    }

    async fn exchange(&self, url: &str, mut request: Request<Body>) -> Heard {
        let uri: Uri = url.parse().map_err(|_| "address")?;
        let authority = uri.authority().ok_or("address")?.clone();
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let is_tls = uri.scheme_str() == Some("https");
        let port = authority
            .port_u16()
            .unwrap_or(if is_tls { 443 } else { 80 });
        let named = HeaderValue::from_str(authority.as_str()).map_err(|_| "address")?;
        let agent = HeaderValue::from_static("switchboard");
        request.headers_mut().insert(header::HOST, named);
        request.headers_mut().insert(header::USER_AGENT, agent);
        let stream = TcpStream::connect((host.as_str(), port))
            .await
            .map_err(|_| "connection")?;
        if !is_tls {
            return over(stream, request, self.bytes_max).await;
        }
        let tls = self.connector().ok_or("tls")?;
        let name = ServerName::try_from(host).map_err(|_| "address")?;
        let stream = tls.connect(name, stream).await.map_err(|_| "tls")?;
        over(stream, request, self.bytes_max).await
    }
}

impl Calls {
    /// The one there is, or a new one where the file has changed since. One that can't be made isn't kept: the next call tries
    /// again.
    fn connector(&self) -> Option<TlsConnector> {
        let roots = self.roots.as_deref();
        let of = roots.and_then(stamp);
        let mut kept = self.tls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.of == of) {
            return Some(kept.tls.clone());
        }
        let tls = connector(roots);
        *kept = tls.clone().map(|tls| Kept { of, tls });
        tls
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// What stands in the request's first line.
fn path_of(url: &str) -> Result<String, &'static str> {
    let uri: Uri = url.parse().map_err(|_| "address")?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Ok(path.to_owned())
}

/// None when the system trusts no certificates, or the file holds none.
fn connector(file: Option<&Path>) -> Option<TlsConnector> {
    let mut roots = RootCertStore::empty();
    let trusted = match file {
        Some(path) => CertificateDer::pem_file_iter(path)
            .ok()?
            .flatten()
            .collect(),
        None => rustls_native_certs::load_native_certs().certs,
    };
    roots.add_parsable_certificates(trusted);
    if roots.is_empty() {
        None
    } else {
        trusting(roots)
    }
}

fn trusting(roots: RootCertStore) -> Option<TlsConnector> {
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Some(TlsConnector::from(Arc::new(config)))
}

/// The host as a request names it.
fn authority(address: &Address) -> String {
    let host = address.host();
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host.to_owned()
    };
    match address.port() {
        443 if !address.is_plain() => host,
        80 if address.is_plain() => host,
        port => format!("{host}:{port}"),
    }
}

/// The status of an answer; the line is cut behind it.
async fn status_over<S>(stream: S, request: Request<Body>) -> Result<u16, &'static str>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|_| "connection")?;
    let line = tokio::spawn(connection);
    let response = sender.send_request(request).await;
    let status = response.map(|response| response.status().as_u16());
    line.abort();
    status.map_err(|_| "connection")
}

async fn over<S>(stream: S, request: Request<Body>, bytes_max: usize) -> Heard
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|_| "connection")?;
    let line = tokio::spawn(connection);
    let heard = answer(&mut sender, request, bytes_max).await;
    // The other end may keep the line open; we don't.
    line.abort();
    heard
}

async fn answer(
    sender: &mut http1::SendRequest<Body>,
    request: Request<Body>,
    bytes_max: usize,
) -> Heard {
    let response = sender
        .send_request(request)
        .await
        .map_err(|_| "connection")?;
    let status = response.status().as_u16();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let content_type = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let content_type = content_type.to_owned();
    let body = axum::body::to_bytes(Body::new(response.into_body()), bytes_max)
        .await
        .map_err(|_| "answer")?;
    Ok(Answer {
        status,
        content_type,
        body: body.to_vec(),
    })
}

#[cfg(test)]
mod tests;
