use axum::body::{Body, Bytes};
use axum::http::header;
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{mpsc, oneshot};

use super::*;

const SOON: Patience = Patience {
    handshake: Duration::from_millis(300),
    head: Duration::from_millis(300),
    piece: Duration::from_millis(300),
    grace: Duration::from_secs(3),
};

async fn open(serve: &Serve) -> SocketAddr {
    let site = Router::new().fallback(|| async { "here" });
    open_until(serve, site, std::future::pending()).await
}

async fn open_until(
    serve: &Serve,
    site: Router,
    end: impl Future<Output = ()> + Send + 'static,
) -> SocketAddr {
    let front = Front {
        patience: SOON,
        slots: Slots::new(serve.connections_max),
        ..Front::default()
    };
    let doors = Doors::open(serve, &front, Path::new("/")).await.unwrap();
    let address = doors.address;
    tokio::spawn(doors.serve(site, end));
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

/// A body of what comes from here.
struct Pieces(mpsc::Receiver<Bytes>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(context)
            .map(|piece| piece.map(|piece| Ok(hyper::body::Frame::data(piece))))
    }
}

/// A house whose live page shows what is sent here, once.
fn live() -> (Router, mpsc::Sender<Bytes>) {
    let (send, receive) = mpsc::channel(1);
    let page = Arc::new(Mutex::new(Some(Pieces(receive))));
    let answer = move || async move {
        let pieces = page.lock().unwrap().take().unwrap();
        (
            [(header::CONTENT_TYPE, "text/event-stream")],
            Body::new(pieces),
        )
    };
    let site = Router::new()
        .route("/live", get(answer))
        .fallback(|| async { "here" });
    (site, send)
}

/// Reads until `wanted` has come.
async fn read_to(line: &mut TcpStream, wanted: &str) -> String {
    let mut all = Vec::new();
    let reading = async {
        while !String::from_utf8_lossy(&all).contains(wanted) {
            let read = line.read_buf(&mut all).await.unwrap();
            assert!(read > 0, "the line ended before `{wanted}` came");
        }
    };
    let came = tokio::time::timeout(Duration::from_secs(20), reading).await;
    came.expect("what was wanted didn't come");
    String::from_utf8(all).unwrap()
}

const ASK: &[u8] = b"GET /live HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn an_answer_that_lasts_comes_piece_by_piece_after_others_on_its_line_and_ends_with_it() {
    let (site, send) = live();
    let address = open_until(&local(), site, std::future::pending()).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let before = read_to(&mut line, "here").await;
    assert!(before.starts_with("HTTP/1.1 200 OK\r\n"), "{before}");
    line.write_all(ASK).await.unwrap();
    send.send(Bytes::from_static(b"data: one\n\n"))
        .await
        .unwrap();
    let first = read_to(&mut line, "data: one\n\n").await;
    let (head, body) = first.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "data: one\n\n", "no length stands before a piece");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    for field in [
        "\r\ncontent-type: text/event-stream",
        "\r\nconnection: close",
        "\r\ndate: ",
    ] {
        assert!(head.contains(field), "{field} in {head}");
    }
    assert!(!head.contains("content-length") && !head.contains("transfer-encoding"));
    // Longer than a head may take to come: nothing is waited for any more.
    tokio::time::sleep(SOON.head * 2).await;
    send.send(Bytes::from_static(b"data: two\n\n"))
        .await
        .unwrap();
    assert_eq!(read_to(&mut line, "two\n\n").await, "data: two\n\n");
    drop(send);
    let mut rest = Vec::new();
    line.read_to_end(&mut rest).await.unwrap();
    assert!(rest.is_empty());
}

#[tokio::test]
async fn whoever_closes_a_live_page_or_takes_nothing_of_it_is_let_go() {
    let (site, send) = live();
    let address = open_until(&local(), site, std::future::pending()).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(ASK).await.unwrap();
    send.send(Bytes::from_static(b"data: one\n\n"))
        .await
        .unwrap();
    read_to(&mut line, "one").await;
    drop(line);
    let closed = tokio::time::timeout(Duration::from_secs(20), send.closed()).await;
    assert!(closed.is_ok(), "nothing was sent, and the page was let go");

    let (site, send) = live();
    let address = open_until(&local(), site, std::future::pending()).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(ASK).await.unwrap();
    // More than the system keeps for somebody who reads nothing.
    let piece = Bytes::from(vec![b'x'; 1 << 20]);
    let all = async { while send.send(piece.clone()).await.is_ok() {} };
    let stuck = tokio::time::timeout(Duration::from_secs(20), all).await;
    assert!(stuck.is_ok(), "whoever takes nothing is let go");
}

#[tokio::test]
async fn a_live_page_is_cut_a_moment_after_the_program_was_told_to_end() {
    let (site, send) = live();
    let (tell, told) = oneshot::channel::<()>();
    let end = async move {
        let _ = told.await;
    };
    let address = open_until(&local(), site, end).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(ASK).await.unwrap();
    send.send(Bytes::from_static(b"data: one\n\n"))
        .await
        .unwrap();
    read_to(&mut line, "one").await;
    tell.send(()).unwrap();
    let mut rest = Vec::new();
    let cut = tokio::time::timeout(Duration::from_secs(20), line.read_to_end(&mut rest)).await;
    assert!(cut.is_ok(), "the line was cut");
    assert!(send.is_closed());
}

#[tokio::test]
async fn what_is_still_said_of_a_request_ends_no_live_page() {
    let (site, send) = live();
    let address = open_until(&local(), site, std::future::pending()).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(b"GET /live HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        .await
        .unwrap();
    send.send(Bytes::from_static(b"data: one\n\n"))
        .await
        .unwrap();
    read_to(&mut line, "one").await;
    // The end of a body that a gateway thought there might be.
    line.write_all(b"0\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    send.send(Bytes::from_static(b"data: two\n\n"))
        .await
        .unwrap();
    read_to(&mut line, "two").await;
}

#[tokio::test]
async fn whoever_asks_for_a_live_pages_head_gets_it_alone() {
    let (site, send) = live();
    let address = open_until(&local(), site, std::future::pending()).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(b"HEAD /live HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut all = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), line.read_to_end(&mut all)).await;
    ended.expect("the line was closed").unwrap();
    let all = String::from_utf8(all).unwrap();
    assert!(
        all.contains("text/event-stream") && all.ends_with("\r\n\r\n"),
        "{all}"
    );
    assert!(send.is_closed());
}

#[tokio::test]
async fn a_page_that_is_being_made_when_the_program_ends_takes_no_more_than_the_grace() {
    let (asked, mut is_asked) = mpsc::channel::<()>(1);
    let (make, made) = oneshot::channel::<()>();
    let made = Arc::new(tokio::sync::Mutex::new(Some(made)));
    let (send, receive) = mpsc::channel(1);
    let page = Arc::new(Mutex::new(Some(Pieces(receive))));
    let answer = move || async move {
        asked.send(()).await.unwrap();
        let waits = made.lock().await.take().unwrap();
        waits.await.unwrap();
        let pieces = page.lock().unwrap().take().unwrap();
        (
            [(header::CONTENT_TYPE, "text/event-stream")],
            Body::new(pieces),
        )
    };
    let site = Router::new().route("/live", get(answer));
    let (tell, told) = oneshot::channel::<()>();
    let end = async move {
        let _ = told.await;
    };
    let address = open_until(&local(), site, end).await;
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(ASK).await.unwrap();
    is_asked.recv().await.unwrap();
    tell.send(()).unwrap();
    // The word has come before the page.
    tokio::time::sleep(Duration::from_millis(50)).await;
    make.send(()).unwrap();
    let mut all = Vec::new();
    let cut = tokio::time::timeout(Duration::from_secs(20), line.read_to_end(&mut all)).await;
    cut.expect("the line was cut").unwrap();
    assert!(all.is_empty(), "no answer that lasts began");
    assert!(send.is_closed());
}
