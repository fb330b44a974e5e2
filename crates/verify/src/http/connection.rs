//! The serving side of a connection: requests out of it, answers into it.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::lines::{Head, Timed};

/// How long a request may take from its first byte on, and an answer.
const REQUEST: Duration = Duration::from_secs(10);
const TEXT: &str = "text/plain; charset=utf-8";

/// A request, its body whole.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
    /// Whether the client asks for nothing more after it.
    pub(crate) is_last: bool,
}

/// An answer.
pub(crate) struct Response {
    status: u16,
    content_type: &'static str,
    body: String,
}

impl Response {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type,
            body: body.into(),
        }
    }
}

/// A connection that a client opened.
pub(crate) struct Connection {
    reader: BufReader<Timed>,
    body_max: usize,
}

impl Connection {
    /// A connection whose requests have bodies of at most `body_max` bytes.
    pub(crate) fn new(stream: TcpStream, body_max: usize) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        let until = Instant::now() + REQUEST;
        Ok(Self {
            reader: BufReader::new(Timed { stream, until }),
            body_max,
        })
    }

    /// The next request, which begins within `idle`; `None` when the client is done, an answer instead when it is
    /// none to be served.
    pub(crate) fn request(
        &mut self,
        idle: Duration,
    ) -> io::Result<Option<Result<Request, Response>>> {
        self.reader.get_mut().until = Instant::now() + idle;
        self.reader.fill_buf()?;
        self.reader.get_mut().until = Instant::now() + REQUEST;
        match self.read() {
            Ok(request) => Ok(request),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(Err(
                Response::new(400, TEXT, "this is not HTTP/1.1\n"),
            ))),
            Err(error) => Err(error),
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<Request, Response>>> {
        let Some(head) = Head::read(&mut self.reader)? else {
            return Ok(None);
        };
        let mut words = head.first.split(' ');
        let (Some(method), Some(path), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(super::lines::malformed());
        };
        let is_old = match version {
            "HTTP/1.1" => false,
            "HTTP/1.0" => true,
            _ => return Ok(Some(Err(Response::new(505, TEXT, "speak HTTP/1.1\n")))),
        };
        if head.header("transfer-encoding")?.is_some() {
            return Ok(Some(Err(Response::new(
                411,
                TEXT,
                "send the length of the body\n",
            ))));
        }
        let length = head.content_length()?.unwrap_or(0);
        if length > self.body_max {
            return Ok(Some(Err(Response::new(
                413,
                TEXT,
                "the body is too large\n",
            ))));
        }
        if head.lists("expect", "100-continue")? {
            self.reader
                .get_mut()
                .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body)?;
        Ok(Some(Ok(Request {
            method: method.to_owned(),
            path: path.to_owned(),
            body,
            is_last: is_old || head.lists("connection", "close")?,
        })))
    }

    /// Sends an answer.
    pub(crate) fn answer(&mut self, response: &Response, is_last: bool) -> io::Result<()> {
        let Response {
            status,
            content_type,
            body,
        } = response;
        let connection = if is_last { "close" } else { "keep-alive" };
        let message = format!(
            "HTTP/1.1 {status} {}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nCache-Control: \
             no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: {connection}\r\n\r\n{body}",
            reason(*status),
            body.len()
        );
        let stream = self.reader.get_mut();
        stream.until = Instant::now() + REQUEST;
        stream.write_all(message.as_bytes())?;
        stream.flush()
    }
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}
