//! As much of an HTTP/1.1 client as a bench needs: one connection kept alive, one request at a time (RFC 9112).

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Where a server listens, out of `http://host:port`.
#[derive(Debug, Clone)]
pub(super) struct Server {
    host: String,
}

impl Server {
    pub(super) fn parse(url: &str) -> anyhow::Result<Self> {
        let host = url
            .strip_prefix("http://")
            .context("--url begins with http://")?
            .trim_end_matches('/');
        ensure!(
            !host.contains('/'),
            "--url is http://host:port without a path"
        );
        Ok(Self {
            host: if host.contains(':') {
                host.to_owned()
            } else {
                format!("{host}:80")
            },
        })
    }

    pub(super) async fn connect(&self) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(&self.host)
            .await
            .context("the server doesn't answer; is it running?")?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            host: self.host.clone(),
            unread: Vec::with_capacity(16 * 1024),
        })
    }
}

/// One connection.
pub(super) struct Connection {
    stream: TcpStream,
    host: String,
    unread: Vec<u8>,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// From the request to the first byte.
    pub(super) first_byte: Duration,
    /// Head and body as they came.
    pub(super) bytes: usize,
}

/// The head of an answer.
struct Head {
    status: u16,
    text: String,
    first_byte: Duration,
}

/// What is asked for; headers as whole lines.
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) headers: &'a [String],
    pub(super) body: &'a str,
}

/// The longest answer that is taken.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

impl Connection {
    /// Sends a request and reads the whole answer.
    pub(super) async fn ask(&mut self, request: &Request<'_>) -> anyhow::Result<Answer> {
        let head = self.begin(request).await?;
        let (body, wire_len) = match body_kind(&head.text)? {
            Body::Length(length) => (self.exactly(length).await?, length),
            Body::Chunked => self.chunks().await?,
        };
        Ok(Answer {
            status: head.status,
            body,
            first_byte: head.first_byte,
            bytes: head.text.len() + wire_len,
        })
    }

    /// Sends a `GET` whose answer has no end: [`Connection::piece`] reads it on.
    pub(super) async fn stream(&mut self, path: &str, headers: &[String]) -> anyhow::Result<()> {
        let request = Request {
            method: "GET",
            path,
            headers,
            body: "",
        };
        let head = self.begin(&request).await?;
        ensure!(head.status == 200, "a stream answered {}", head.status);
        Ok(())
    }

    /// The length of what came next of an answer that ends with its connection; it is thrown away.
    pub(super) async fn piece(&mut self) -> anyhow::Result<usize> {
        if self.unread.is_empty() {
            self.fill().await?;
        }
        let length = self.unread.len();
        self.unread.clear();
        Ok(length)
    }

    /// Sends a request and reads the head of its answer.
    async fn begin(&mut self, request: &Request<'_>) -> anyhow::Result<Head> {
        let mut text = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\n",
            request.method, request.path, self.host
        );
        for header in request.headers {
            text.push_str(header);
            text.push_str("\r\n");
        }
        if request.method != "GET" {
            let _ = write!(
                text,
                "content-type: application/json\r\ncontent-length: {}\r\n",
                request.body.len()
            );
        }
        text.push_str("\r\n");
        text.push_str(request.body);
        let started = Instant::now();
        self.stream.write_all(text.as_bytes()).await?;
        self.fill().await?;
        let first_byte = started.elapsed();
        let head_len = self.until(b"\r\n\r\n").await?;
        let head: Vec<u8> = self.unread.drain(..head_len).collect();
        let text = String::from_utf8_lossy(&head).into_owned();
        let status = text
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .context("no HTTP answer")?;
        Ok(Head {
            status,
            text,
            first_byte,
        })
    }

    async fn fill(&mut self) -> anyhow::Result<()> {
        ensure!(
            self.unread.len() < ANSWER_BYTES_MAX,
            "the answer is too long"
        );
        let read = self.stream.read_buf(&mut self.unread).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }

    /// The length of what is unread up to and with `end`.
    async fn until(&mut self, end: &[u8]) -> anyhow::Result<usize> {
        loop {
            if let Some(at) = self
                .unread
                .windows(end.len())
                .position(|window| window == end)
            {
                return Ok(at + end.len());
            }
            self.fill().await?;
        }
    }

    async fn exactly(&mut self, length: usize) -> anyhow::Result<Vec<u8>> {
        while self.unread.len() < length {
            self.fill().await?;
        }
        Ok(self.unread.drain(..length).collect())
    }

    async fn chunks(&mut self) -> anyhow::Result<(Vec<u8>, usize)> {
        let (mut body, mut wire_len) = (Vec::new(), 0);
        loop {
            let (chunk, on_the_wire) = self.one_chunk().await?;
            wire_len += on_the_wire;
            if chunk.is_empty() {
                return Ok((body, wire_len));
            }
            body.extend_from_slice(&chunk);
        }
    }

    /// One chunk and its length on the wire; nothing is in the last.
    async fn one_chunk(&mut self) -> anyhow::Result<(Vec<u8>, usize)> {
        let line_len = self.until(b"\r\n").await?;
        let line: Vec<u8> = self.unread.drain(..line_len).collect();
        let line = String::from_utf8_lossy(&line).into_owned();
        let digits = line.trim().split(';').next().unwrap_or_default();
        let length = usize::from_str_radix(digits, 16).context("a chunk without a length")?;
        let mut chunk = self.exactly(length + 2).await?;
        chunk.truncate(length);
        Ok((chunk, line_len + length + 2))
    }
}

enum Body {
    Length(usize),
    Chunked,
}

fn body_kind(head: &str) -> anyhow::Result<Body> {
    for line in head.lines().skip(1) {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            return Ok(Body::Length(value.trim().parse()?));
        }
        if name.eq_ignore_ascii_case("transfer-encoding")
            && value.trim().eq_ignore_ascii_case("chunked")
        {
            return Ok(Body::Chunked);
        }
    }
    if head.contains(" 204 ") || head.contains(" 304 ") {
        return Ok(Body::Length(0));
    }
    bail!("an answer of unknown length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    /// Answers one request with `answer`, byte by byte.
    fn asked(answer: &'static str) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let server =
                Server::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
            tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                for byte in answer.as_bytes() {
                    stream.write_all(&[*byte]).await.unwrap();
                }
                std::future::pending::<()>().await;
            });
            let mut connection = server.connect().await.unwrap();
            connection
                .ask(&Request {
                    method: "GET",
                    path: "/",
                    headers: &[],
                    body: "",
                })
                .await
                .unwrap()
        })
    }

    #[test]
    fn a_body_of_known_length_is_read_whole() {
        let answer = asked("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assert_eq!(
            (answer.status, answer.body.as_slice(), answer.bytes),
            (200, b"hello".as_slice(), 43)
        );
    }

    #[test]
    fn chunks_are_put_together() {
        let answer = asked(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        );
        assert_eq!(
            (answer.status, answer.body.as_slice()),
            (200, b"hello".as_slice())
        );
    }
}
