//! The lines at the head of a message, with a limit on all of them together and on the time they take.

use std::io::{self, BufRead, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long the head of a message is at most, in bytes.
const HEAD_BYTES_MAX: u64 = 16_384;

/// The first line and the header lines of a message; names in lower case.
pub(super) struct Head {
    pub(super) first: String,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Reads a head; `None` when the other side ended before it began one.
    pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut limited = from.take(HEAD_BYTES_MAX);
        let Some(first) = line(&mut limited)? else {
            return Ok(None);
        };
        let mut headers = Vec::new();
        loop {
            let line = line(&mut limited)?.ok_or_else(too_short)?;
            if line.is_empty() {
                return Ok(Some(Self { first, headers }));
            }
            let (name, value) = line.split_once(':').ok_or_else(malformed)?;
            if name.is_empty() || name.contains(char::is_whitespace) {
                return Err(malformed());
            }
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// The value of a header; of several the first, unless they differ.
    pub(super) fn header(&self, name: &str) -> io::Result<Option<&str>> {
        let mut values = self.headers.iter().filter(|(one, _)| one == name);
        let first = values.next().map(|(_, value)| value.as_str());
        if values.any(|(_, value)| Some(value.as_str()) != first) {
            return Err(malformed());
        }
        Ok(first)
    }

    /// The length that the head gives for the body, when it does.
    pub(super) fn content_length(&self) -> io::Result<Option<usize>> {
        let Some(length) = self.header("content-length")? else {
            return Ok(None);
        };
        if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        length.parse().map(Some).map_err(|_| malformed())
    }

    /// Whether a header lists this word, in any case.
    pub(super) fn lists(&self, name: &str, word: &str) -> io::Result<bool> {
        let value = self.header(name)?.unwrap_or_default();
        Ok(value
            .split(',')
            .any(|one| one.trim().eq_ignore_ascii_case(word)))
    }
}

/// One line without its end; `None` at the end of everything.
pub(super) fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    from.take(HEAD_BYTES_MAX).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop() != Some(b'\n') {
        return Err(too_short());
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    if bytes.iter().any(|byte| *byte < b' ' && *byte != b'\t') {
        return Err(malformed());
    }
    String::from_utf8(bytes).map(Some).map_err(|_| malformed())
}

pub(super) fn malformed() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "this is not HTTP as RFC 9112 writes it",
    )
}

fn too_short() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the message was cut short, or its head is too long",
    )
}

/// A stream that stops for good at a moment, however slowly the other side sends.
pub(super) struct Timed {
    pub(super) stream: TcpStream,
    pub(super) until: Instant,
}

impl Timed {
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(left)
    }
}

impl Read for Timed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(into)
    }
}

impl io::Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
