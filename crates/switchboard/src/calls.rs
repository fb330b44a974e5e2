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
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

    use super::*;

    fn heard(calls: &Calls, url: &str) -> Heard {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(calls.post(url, "asked\n".to_owned()))
    }

    /// Takes one call, answers these bytes, and tells what was asked.
    fn answering(bytes: String) -> (String, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/a/b", listener.local_addr().unwrap());
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = Vec::new();
            while !seen.ends_with(b"asked\n") {
                let mut some = [0; 1024];
                let read = stream.read(&mut some).unwrap();
                seen.extend_from_slice(&some[..read]);
            }
            // Whoever was told enough hangs up before the end.
            let _cut = stream.write_all(bytes.as_bytes());
            String::from_utf8(seen).unwrap()
        });
        (url, asked)
    }

    #[test]
    fn a_call_posts_its_body_and_takes_status_type_and_body_of_the_answer() {
        let body = "x".repeat(10);
        let (url, asked) = answering(format!(
            "HTTP/1.1 409 Conflict\r\ncontent-type: text/x.tlog.size\r\ncontent-length: 10\r\n\r\n{body}"
        ));
        let answer = heard(&Calls::default(), &url).unwrap();
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (409, "text/x.tlog.size")
        );
        assert_eq!(answer.body, body.as_bytes());
        let asked = asked.join().unwrap();
        assert!(asked.starts_with("POST /a/b HTTP/1.1\r\n"), "{asked}");
        assert!(
            asked.contains("host: 127.0.0.1:") && asked.contains("content-length: 6"),
            "{asked}"
        );
    }

    #[test]
    fn what_lies_under_an_address_is_asked_for_without_a_body() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/log/checkpoint", listener.local_addr().unwrap());
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = Vec::new();
            while !seen.ends_with(b"\r\n\r\n") {
                let mut some = [0; 1024];
                let read = stream.read(&mut some).unwrap();
                seen.extend_from_slice(&some[..read]);
            }
            let _sent = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nyes");
            String::from_utf8(seen).unwrap()
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let answer = runtime.block_on(Calls::default().get(&url)).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"yes"[..]));
        let asked = asked.join().unwrap();
        assert!(
            asked.starts_with("GET /log/checkpoint HTTP/1.1\r\n"),
            "{asked}"
        );
        assert!(asked.contains("host: 127.0.0.1:"), "{asked}");
    }

    #[test]
    fn an_answer_that_never_ends_or_is_none_is_not_taken() {
        let long = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n{}",
            "x".repeat(ANSWER_BYTES_MAX + 1)
        );
        for (bytes, word) in [
            (long, "answer"),
            ("nonsense\r\n\r\n".to_owned(), "connection"),
            (String::new(), "connection"),
        ] {
            let (url, asked) = answering(bytes);
            assert_eq!(heard(&Calls::default(), &url), Err(word));
            asked.join().unwrap();
        }
        let nobody = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        for (url, word) in [
            (format!("http://{nobody}/"), "connection"),
            ("/add-checkpoint".to_owned(), "address"),
            ("http://a b/".to_owned(), "address"),
        ] {
            assert_eq!(heard(&Calls::default(), &url), Err(word), "{url}");
        }
    }

    #[test]
    fn a_call_over_tls_is_made_to_the_one_the_certificate_is_for_and_to_nobody_else() {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let mut roots = RootCertStore::empty();
        roots.add(certificate).unwrap();
        let trusts = Calls {
            tls: Arc::new(Mutex::new(
                trusting(roots).map(|tls| Kept { of: None, tls }),
            )),
            ..Calls::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            tokio::spawn(async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    let Ok(mut stream) = acceptor.accept(stream).await else {
                        continue;
                    };
                    let mut some = [0; 1024];
                    let _asked = stream.read(&mut some).await.unwrap();
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nyes";
                    stream.write_all(answer).await.unwrap();
                    let _closed = stream.shutdown().await;
                }
            });
            let post = async |calls: &Calls, host: &str| {
                let url = format!("https://{host}:{port}/add-checkpoint");
                calls.post(&url, "asked\n".to_owned()).await
            };
            assert_eq!(post(&trusts, "localhost").await.unwrap().body, b"yes");
            assert_eq!(post(&trusts, "127.0.0.1").await, Err("tls"));
            assert_eq!(post(&Calls::default(), "localhost").await, Err("tls"));
        });
    }

    #[test]
    fn a_file_of_authorities_is_read_when_it_is_there_and_again_when_it_has_changed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("house-ca.pem");
        let calls = Calls::taking(ANSWER_BYTES_MAX, Some(path.clone()));
        let config = |calls: &Calls| {
            let tls = calls.connector()?;
            Some(Arc::as_ptr(tls.config()))
        };
        assert!(config(&calls).is_none(), "it isn't there");
        std::fs::write(&path, "half of it").unwrap();
        assert!(config(&calls).is_none(), "it holds none");
        let write = |name: &str| {
            let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
            std::fs::write(&path, made.cert.pem()).unwrap();
        };
        write("old.example.org");
        let old = config(&calls).unwrap();
        assert_eq!(config(&calls), Some(old), "kept while it is the same");
        let _held = calls.connector();
        write("another-and-longer.example.org");
        assert_ne!(config(&calls).unwrap(), old);
        std::fs::remove_file(&path).unwrap();
        assert!(config(&calls).is_none());
    }
}
