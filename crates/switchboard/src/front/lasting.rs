//! Answers that last: an event stream's line is taken out of hyper's hands once its answer begins.
//!
//! hyper keeps two buffers of 8 kB for as long as a connection lives, and can't be told otherwise. Ten thousand live pages lie open over
//! an evening and say a few hundred bytes a minute: so their heads are written here, and then whatever comes, until either end has
//! enough. Such an answer ends with its connection (RFC 9112 §6.3, the last case): there is no next request on it.

use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hyper::body::Body as _;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::clock::Clock;

/// So often somebody is listened to who goes on talking.
const READS_MAX: usize = 1_024;

/// An answer that lasts, on its way from the rooms to whoever keeps the line.
#[derive(Debug, Clone, Default)]
pub(super) struct Lasting(Arc<Mutex<Option<Response>>>);

impl Lasting {
    /// Lets an answer through that ends by itself. One that lasts is laid down here, and hyper waits for an answer that it never gets.
    pub(super) async fn or_through(self, response: Response) -> Result<Response, Infallible> {
        let kind = response.headers().get(header::CONTENT_TYPE);
        if kind.is_none_or(|kind| kind != "text/event-stream") {
            return Ok(response);
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(response);
        pending().await
    }

    /// The answer that was laid down, if one was.
    pub(super) fn take(&self) -> Option<Response> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Writes an answer that lasts, until its end, the other end's, or a piece that isn't taken for as long as `patience`.
///
/// What the other end still says of its request is passed over, though not for ever; it has nothing else to say on this line.
pub(super) async fn write<I: AsyncRead + AsyncWrite>(
    line: I,
    response: Response,
    patience: Duration,
) -> io::Result<()> {
    let (mut from, mut to) = tokio::io::split(line);
    let gone = pin!(async move {
        let mut said = [0; 64];
        for _ in 0..READS_MAX {
            if from.read(&mut said).await.map_or(true, |read| read == 0) {
                return;
            }
        }
    });
    let told = pin!(async move {
        let (head, mut body) = head(response);
        within(patience, to.write_all(&head)).await?;
        within(patience, to.flush()).await?;
        while let Some(piece) = piece(&mut body).await {
            within(patience, to.write_all(&piece)).await?;
            within(patience, to.flush()).await?;
        }
        within(patience, to.shutdown()).await
    });
    tokio::select! {
        () = gone => Ok(()),
        told = told => told,
    }
}

async fn within<T>(patience: Duration, act: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    tokio::time::timeout(patience, act)
        .await
        .unwrap_or_else(|_elapsed| Err(io::ErrorKind::TimedOut.into()))
}

/// The next piece of a body; none at its end. Trailers aren't sent.
async fn piece(body: &mut Body) -> Option<Bytes> {
    loop {
        let frame = poll_fn(|context| match Pin::new(&mut *body).poll_frame(context) {
            Poll::Ready(frame) => Poll::Ready(frame.and_then(Result::ok)),
            Poll::Pending => Poll::Pending,
        });
        if let Ok(piece) = frame.await?.into_data() {
            return Some(piece);
        }
    }
}

/// A head as it is written (RFC 9112 §4 and §5), with the two lines that hyper would have added, and its body.
fn head(response: Response) -> (Vec<u8>, Body) {
    let (mut parts, body) = response.into_parts();
    let headers = &mut parts.headers;
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    // The machine's own time, as hyper would say it: no rule hangs on it.
    let now = Timestamp::from_millisecond(Clock::System.now().millis()).unwrap_or_default();
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&now)
        && let Ok(date) = HeaderValue::try_from(date)
    {
        headers.insert(header::DATE, date);
    }
    let reason = parts.status.canonical_reason().unwrap_or_default();
    let mut out = format!("HTTP/1.1 {} {reason}\r\n", parts.status.as_u16()).into_bytes();
    for (name, value) in headers.iter() {
        out.extend_from_slice(name.as_ref());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    (out, body)
}
