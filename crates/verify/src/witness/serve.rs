//! A witness that logs ask: `POST /add-checkpoint` (C2SP tlog-witness).
//!
//! Plain HTTP/1.1 by hand, for a witness that can be read in an hour: put a web server with TLS in front. Bound
//! in everything that a stranger decides: connections, seconds, bytes, requests.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use switchboard_ledger::witness::{AddCheckpoint, NotCosigned, REQUEST_BYTES_MAX};

use super::home::Answer;
use super::queue::{Peer, Queue, WORKERS};
use super::{Home, Trouble};
use crate::http::{Connection, Request, Response};

/// How long a connection may say nothing before its first request.
const FIRST_IDLE: Duration = Duration::from_secs(3);
/// How long before each one after that.
const IDLE: Duration = Duration::from_secs(1);
/// How many requests a connection carries.
const REQUESTS_MAX: usize = 100;
const TEXT: &str = "text/plain; charset=utf-8";

/// Answers until the process ends.
pub(crate) fn run(home: Home, listen: SocketAddr, out: &mut impl Write) -> Result<(), Trouble> {
    // A home that can't be read is told now, not to the first log that asks.
    for origin in home.origins()? {
        home.seen(&origin)?;
    }
    let listener = TcpListener::bind(listen)?;
    writeln!(out, "witness {}", home.key())?;
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    out.flush()?;
    let (home, queue) = (Arc::new(home), Arc::new(Queue::new()));
    for _ in 0..WORKERS {
        let (home, queue) = (Arc::clone(&home), Arc::clone(&queue));
        thread::spawn(move || work(&home, &queue));
    }
    loop {
        match listener.accept() {
            Ok((stream, from)) => {
                if let Err(stream) = queue.join(Peer::of(from.ip()), stream) {
                    turn_away(stream);
                }
            }
            // Out of file handles, say: those that are open end within seconds.
            Err(_) => thread::park_timeout(Duration::from_millis(50)),
        }
    }
}

fn work(home: &Home, queue: &Queue<TcpStream>) {
    loop {
        let (stream, _turn) = queue.next();
        // A connection that breaks off is its client's loss alone.
        let _ = serve(home, queue, stream);
    }
}

fn serve(home: &Home, queue: &Queue<TcpStream>, stream: TcpStream) -> io::Result<()> {
    let mut connection = Connection::new(stream, REQUEST_BYTES_MAX)?;
    for number in 1..=REQUESTS_MAX {
        let idle = if number == 1 { FIRST_IDLE } else { IDLE };
        let (response, is_last) = match connection.request(idle)? {
            None => return Ok(()),
            Some(Ok(request)) => (answer(home, &request), request.is_last),
            Some(Err(bad)) => (bad, true),
        };
        // Whoever has an answer makes room for those who have none.
        let is_last = is_last || number == REQUESTS_MAX || queue.is_waited_for();
        connection.answer(&response, is_last)?;
        if is_last {
            return Ok(());
        }
    }
    Ok(())
}

fn turn_away(stream: TcpStream) {
    let busy = Response::new(
        503,
        TEXT,
        "this witness is busy; try again in a few seconds\n",
    );
    // Whoever hangs up meanwhile knows it anyway.
    let _ = Connection::new(stream, 0).and_then(|mut connection| connection.answer(&busy, true));
}

/// What is answered to a request; pure but for the home.
fn answer(home: &Home, request: &Request) -> Response {
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/add-checkpoint") => add_checkpoint(home, &request.body),
        ("GET", "/") => Response::new(200, TEXT, format!("witness {}\n", home.key())),
        ("GET", path) => monitored(home, path),
        (_, "/add-checkpoint") => Response::new(405, TEXT, "ask with POST\n"),
        _ => not_found(),
    }
}

/// `GET /HASH/checkpoint`: the last cosigned checkpoint of the log whose origin has this SHA-256.
fn monitored(home: &Home, path: &str) -> Response {
    let digits = path
        .strip_prefix('/')
        .and_then(|path| path.strip_suffix("/checkpoint"));
    match digits.map(|digits| home.by_hash(digits)) {
        Some(Ok(Some(kept))) => Response::new(200, TEXT, kept.note.to_string()),
        Some(Err(trouble)) => out_of_order(&trouble),
        Some(Ok(None)) | None => not_found(),
    }
}

fn add_checkpoint(home: &Home, body: &[u8]) -> Response {
    let request = match AddCheckpoint::parse(body) {
        Ok(request) => request,
        Err(error) => return refused(&NotCosigned::Request(error)),
    };
    match home.cosign(&request) {
        Ok(Answer::Cosigned(signature)) => Response::new(200, TEXT, format!("{signature}\n")),
        Ok(Answer::Refused(why, _)) => refused(&why),
        Err(trouble) => out_of_order(&trouble),
    }
}

fn refused(why: &NotCosigned) -> Response {
    Response::new(why.status(), why.content_type(), why.body())
}

fn not_found() -> Response {
    Response::new(404, TEXT, "there is nothing here\n")
}

/// What is wrong at home is told whoever runs the witness, and nobody else.
fn out_of_order(trouble: &Trouble) -> Response {
    let _ = writeln!(io::stderr(), "switchboard-verify: {trouble}");
    Response::new(
        500,
        TEXT,
        "this witness is out of order; tell whoever runs it\n",
    )
}
