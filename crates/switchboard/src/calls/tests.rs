//! Calls to listeners that answer well, badly, or not at all.

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
fn a_name_that_leads_inside_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    listener.set_nonblocking(true).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let tell = |text: &str| {
        let address = Address::parse(text, Reach::Public).unwrap();
        let calls = Calls::default();
        let told = calls.tell(&address, Reach::Public, &[], "{}".to_owned());
        runtime.block_on(told)
    };
    let told = tell(&format!("https://localhost:{port}/"));
    assert_eq!(told, Err("inside"), "however it is written");
    assert!(listener.accept().is_err(), "nobody was called");
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
