//! How the built program is reached: with a certificate of its own, behind a named proxy, and never in the clear by others.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Options, SessionKey, World, log};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned,
    SupportedProtocolVersion, version,
};

use crate::house::{given, hire};
use crate::program::{Server, told, wait};

const NAME: &str = "calls.example.org";

/// A world on SQLite with an officer's code.
fn world() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    crate::program::done(&["init", "--data", data.to_str().unwrap()]);
    let world = World::open(&data, Options::default()).unwrap();
    let (_, code, _) = hire(&world, now(), Role::MembershipOfficer, Scope::Organisation);
    (dir, code)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the built program reads the machine's clock"
)]
fn now() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap())
}

/// How many entries of a kind the ledger has.
fn entries_of(data: &Path, kind: u16) -> usize {
    let world = World::open(data, Options::default()).unwrap();
    let (_, _, token) = hire(&world, now(), Role::Dpo, Scope::Organisation);
    let auth = Auth::Session(SessionKey::of(&token).unwrap());
    let page = world.write("story", auth, now(), |tx| {
        log::page(tx, &log::Filter::default())
    });
    let lines = given(page.wait().unwrap()).lines;
    lines.iter().filter(|line| line.kind == kind).count()
}

/// A certificate that signs itself, and its key, as PEM.
fn pair() -> (String, String, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    (
        made.cert.pem(),
        made.signing_key.serialize_pem(),
        made.cert.der().clone(),
    )
}

fn put(dir: &Path, certificate: &str, key: &str) {
    fs::write(dir.join("chain.pem"), certificate).unwrap();
    fs::write(dir.join("key.pem"), key).unwrap();
}

const CERTIFIED: &str =
    "[serve]\nlisten = \"127.0.0.1:0\"\ncertificate = \"chain.pem\"\nkey = \"key.pem\"\n";

type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A line over TLS that trusts these certificates alone.
fn line(
    address: SocketAddr,
    trusted: &[&CertificateDer<'static>],
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<Tls> {
    let mut roots = RootCertStore::empty();
    for one in trusted {
        roots.add((*one).clone()).unwrap();
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(NAME).unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut tls = StreamOwned::new(connection, stream);
    while tls.conn.is_handshaking() {
        tls.conn.complete_io(&mut tls.sock)?;
    }
    Ok(tls)
}

const BOTH: &[&SupportedProtocolVersion] = &[&version::TLS13, &version::TLS12];

/// Sends one request and reads one answer of a known length.
fn asked(
    line: &mut (impl Read + Write),
    method: &str,
    path: &str,
    head: &str,
    body: &str,
) -> String {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {NAME}\r\n{head}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    line.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        line.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap().to_lowercase();
    let length = head.split_once("content-length: ").map_or(0, |(_, rest)| {
        rest.split("\r\n").next().unwrap().parse::<usize>().unwrap()
    });
    let mut body = vec![0; length];
    line.read_exact(&mut body).unwrap();
    head + &String::from_utf8_lossy(&body)
}

fn sign_in(line: &mut (impl Read + Write), code: &str, head: &str) -> String {
    let head = format!("content-type: application/x-www-form-urlencoded\r\n{head}");
    asked(line, "POST", "/sign-in", &head, &format!("code={code}"))
}

#[test]
fn its_own_certificate_speaks_tls_1_2_and_1_3_and_makes_cookies_of_the_host() {
    let (dir, code) = world();
    let data = dir.path().join("data");
    let (certificate, key, der) = pair();
    put(&data, &certificate, &key);
    let server = Server::serve_as(&data, CERTIFIED);
    for (one, wanted) in [
        (&version::TLS12, ProtocolVersion::TLSv1_2),
        (&version::TLS13, ProtocolVersion::TLSv1_3),
    ] {
        let mut tls = line(server.address, &[&der], &[one]).unwrap();
        assert_eq!(tls.conn.protocol_version(), Some(wanted));
        let answer = asked(&mut tls, "GET", "/sign-in", "", "");
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        assert!(
            answer.contains("strict-transport-security: max-age=31536000"),
            "{answer}"
        );
    }
    let mut tls = line(server.address, &[&der], BOTH).unwrap();
    let answer = sign_in(&mut tls, &code, "");
    assert!(answer.starts_with("http/1.1 303"), "{answer}");
    assert!(
        answer.contains("set-cookie: __host-switchboard="),
        "{answer}"
    );
    // Somebody who speaks without TLS gets no page.
    let mut plain = TcpStream::connect(server.address).unwrap();
    plain
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    plain
        .write_all(b"GET /sign-in HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    let mut all = Vec::new();
    let _ended = plain.read_to_end(&mut all);
    assert!(!String::from_utf8_lossy(&all).contains("HTTP/1.1 200"));
    assert_eq!(server.end(), 0);
}

#[test]
fn a_renewed_certificate_is_served_without_dropping_a_line_and_a_broken_one_is_not() {
    let (dir, _) = world();
    let data = dir.path().join("data");
    let (certificate, key, old) = pair();
    put(&data, &certificate, &key);
    let server = Server::serve_as(&data, CERTIFIED);
    let mut open = line(server.address, &[&old], BOTH).unwrap();
    assert!(asked(&mut open, "GET", "/healthz", "", "").starts_with("http/1.1 200"));

    let (certificate, key, new) = pair();
    put(&data, &certificate, &key);
    server.hang_up();
    let mut tries = 0;
    while line(server.address, &[&new], BOTH).is_err() {
        tries += 1;
        assert!(tries < 200, "the new certificate is not served");
        wait(Duration::from_millis(50));
    }
    assert!(
        line(server.address, &[&old], BOTH).is_err(),
        "the old one is served no more"
    );
    let still = asked(&mut open, "GET", "/healthz", "", "");
    assert!(
        still.starts_with("http/1.1 200"),
        "the line that was open goes on: {still}"
    );

    // A key of another certificate, then no certificate at all: the one in use stays.
    let (_, foreign, _) = pair();
    for (certificate, key) in [
        (certificate.as_str(), foreign.as_str()),
        ("nothing", "at all"),
    ] {
        put(&data, certificate, key);
        server.hang_up();
        let broken = |open: &mut Tls| {
            asked(open, "GET", "/metrics", "", "").contains("switchboard_certificate_broken 1")
        };
        let mut tries = 0;
        while !broken(&mut open) {
            tries += 1;
            assert!(tries < 200, "nobody says that the new pair is broken");
            wait(Duration::from_millis(50));
        }
        assert!(
            line(server.address, &[&new], BOTH).is_ok(),
            "the one in use stays"
        );
    }
    drop(open);
    assert_eq!(server.end(), 0);
    let changes = entries_of(&data, 112);
    assert_eq!(
        changes, 1,
        "the change is an entry, what was refused is none"
    );
}

#[test]
fn serve_refuses_what_others_could_read_and_a_pair_that_does_not_fit() {
    let (dir, _) = world();
    let data = dir.path().join("data");
    let (certificate, _, _) = pair();
    let (_, foreign, _) = pair();
    put(&data, &certificate, &foreign);
    for (configuration, said) in [
        (
            "[serve]\nlisten = \"0.0.0.0:0\"\n",
            "set `serve.certificate` and `serve.key`",
        ),
        (CERTIFIED, "does not belong to the certificate"),
        (
            "[serve]\ncertificate = \"nowhere.pem\"\nkey = \"key.pem\"\n",
            "is the path right",
        ),
        ("[serve]\nlissten = \"127.0.0.1:0\"\n", "lissten"),
    ] {
        fs::write(data.join("switchboard.toml"), configuration).unwrap();
        let (code, out, err) = told(&["serve", "--data", data.to_str().unwrap()]);
        assert_eq!((code, out.as_str()), (1, ""), "{configuration}");
        assert!(err.contains(said), "{configuration}: {err}");
    }
}

#[test]
fn the_redirect_listener_leads_to_https_answers_challenges_and_nothing_else() {
    let (dir, _) = world();
    let data = dir.path().join("data");
    let (certificate, key, _) = pair();
    put(&data, &certificate, &key);
    fs::create_dir(data.join("acme")).unwrap();
    fs::write(data.join("acme/t0ken_-x"), "t0ken_-x.thumb").unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let server = Server::serve_as(
        &data,
        &format!(
            "{CERTIFIED}redirect = \"127.0.0.1:{port}\"\nchallenges = \"acme\"\nhost = \"{NAME}\"\n"
        ),
    );
    let https = server.address.port();
    let mut plain = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let answer = asked(&mut plain, "GET", "/sign-in?next=1", "", "");
    assert!(answer.starts_with("http/1.1 308"), "{answer}");
    assert!(
        answer.contains(&format!("location: https://{NAME}:{https}/sign-in?next=1")),
        "{answer}"
    );
    let answer = asked(&mut plain, "POST", "/sign-in", "", "code=X");
    assert!(
        answer.starts_with("http/1.1 308") && !answer.contains("set-cookie"),
        "{answer}"
    );
    let answer = asked(
        &mut plain,
        "GET",
        "/.well-known/acme-challenge/t0ken_-x",
        "",
        "",
    );
    assert!(answer.ends_with("t0ken_-x.thumb"), "{answer}");
    for path in ["..%2Fkey.pem", "%2Fetc%2Fpasswd", "key.pem", "nothing"] {
        let answer = asked(
            &mut plain,
            "GET",
            &format!("/.well-known/acme-challenge/{path}"),
            "",
            "",
        );
        assert!(answer.starts_with("http/1.1 404"), "{path}: {answer}");
    }
}

/// A line from a certain address of this machine.
fn line_from(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((from, 0))).unwrap();
        let stream = socket.connect(to).await.unwrap().into_std().unwrap();
        stream.set_nonblocking(false).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream
    })
}

#[test]
fn wrong_codes_are_counted_by_the_address_behind_the_named_proxy_and_nobody_elses_word_is_taken() {
    let (dir, code) = world();
    let data = dir.path().join("data");
    let server = Server::serve_as(
        &data,
        "[serve]\nlisten = \"127.0.0.1:0\"\nproxy = [\"127.0.0.3\"]\n",
    );
    let proxy = |says: &str| {
        let mut line = line_from([127, 0, 0, 3], server.address);
        sign_in(
            &mut line,
            "WRONG",
            &format!("x-forwarded-for: {says}\r\nx-forwarded-proto: https\r\n"),
        )
    };
    let is_held_up = |answer: &str| answer.starts_with("http/1.1 429");
    // The browser writes what it likes in front; the proxy adds the true address behind.
    let mut held_up = 0;
    for n in 0..30 {
        held_up += u32::from(is_held_up(&proxy(&format!("198.51.100.{n}, 192.0.2.1"))));
    }
    assert!(held_up >= 5, "{held_up} of 30 were held up");
    assert!(
        !is_held_up(&proxy("192.0.2.2")),
        "others behind the same proxy are not"
    );
    // Whoever isn't the proxy can't hide behind the header, nor shut others out by it.
    let mut held_up = 0;
    for n in 0..30 {
        let mut line = line_from([127, 0, 0, 4], server.address);
        let answer = sign_in(
            &mut line,
            "WRONG",
            &format!("x-forwarded-for: 203.0.113.{n}\r\n"),
        );
        held_up += u32::from(is_held_up(&answer));
    }
    assert!(held_up >= 5, "{held_up} of 30 were held up");
    assert!(!is_held_up(&proxy("203.0.113.7")));
    // Over https at the proxy: cookies of the host; in the clear: sent on.
    let mut line = line_from([127, 0, 0, 3], server.address);
    let answer = sign_in(
        &mut line,
        &code,
        "x-forwarded-for: 192.0.2.3\r\nx-forwarded-proto: https\r\n",
    );
    assert!(
        answer.contains("set-cookie: __host-switchboard="),
        "{answer}"
    );
    assert!(answer.contains("strict-transport-security"), "{answer}");
    let answer = asked(
        &mut line,
        "GET",
        "/sign-in",
        "x-forwarded-for: 192.0.2.3\r\nx-forwarded-proto: http\r\n",
        "",
    );
    assert!(
        answer.starts_with("http/1.1 308")
            && answer.contains(&format!("location: https://{NAME}/sign-in")),
        "{answer}"
    );
}

#[test]
fn figures_are_for_this_machine_and_for_whom_the_operator_names() {
    let (dir, _) = world();
    let data = dir.path().join("data");
    let server = Server::serve_as(
        &data,
        "[serve]\nlisten = \"127.0.0.1:0\"\nproxy = [\"127.0.0.3\"]\nmetrics_from = [\"192.0.2.9\"]\n",
    );
    let through = |client: IpAddr| {
        let mut line = line_from([127, 0, 0, 3], server.address);
        asked(
            &mut line,
            "GET",
            "/metrics",
            &format!("x-forwarded-for: {client}\r\n"),
            "",
        )
    };
    assert!(through([192, 0, 2, 9].into()).starts_with("http/1.1 200"));
    assert!(through([192, 0, 2, 8].into()).starts_with("http/1.1 404"));
    let mut near = line_from([127, 0, 0, 1], server.address);
    assert!(asked(&mut near, "GET", "/metrics", "", "").starts_with("http/1.1 200"));
}

#[test]
fn a_changed_configuration_is_an_entry_that_names_the_keys_and_no_value() {
    let (dir, _) = world();
    let data = dir.path().join("data");
    for configuration in [
        "[serve]\nlisten = \"127.0.0.1:0\"\n",
        "[serve]\nlisten = \"127.0.0.1:0\"\n",
        "[serve]\nlisten = \"127.0.0.1:0\"\nconnections_max = 77\n",
    ] {
        assert_eq!(Server::serve_as(&data, configuration).end(), 0);
    }
    let changes = entries_of(&data, 103);
    assert_eq!(
        changes, 2,
        "the first start sets a key, the second changes none, the third another"
    );
}
