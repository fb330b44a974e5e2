//! Fetches one file.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::{Duration, Instant};

use super::lines::{Head, Timed, line, malformed};
use super::url::Url;

/// How long one file may take.
const WHOLE: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(10);

/// A file under this URL, at most one byte more than `bytes_max` of it; `None` when the server has none.
pub(super) fn fetch(url: &Url, file: &str, bytes_max: usize) -> io::Result<Option<Vec<u8>>> {
    let stream = Timed {
        stream: connect(url)?,
        until: Instant::now() + WHOLE,
    };
    if url.is_tls {
        over_tls(url, file, bytes_max, stream)
    } else {
        exchange(url, file, bytes_max, stream)
    }
}

#[cfg(feature = "https")]
fn over_tls(url: &Url, file: &str, bytes_max: usize, stream: Timed) -> io::Result<Option<Vec<u8>>> {
    exchange(url, file, bytes_max, super::tls::wrap(&url.host, stream)?)
}

#[cfg(not(feature = "https"))]
fn over_tls(_: &Url, _: &str, _: usize, _: Timed) -> io::Result<Option<Vec<u8>>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The first address of the host that answers.
fn connect(url: &Url) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (url.host.as_str(), url.port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn exchange<S: Read + Write>(
    url: &Url,
    file: &str,
    bytes_max: usize,
    mut stream: S,
) -> io::Result<Option<Vec<u8>>> {
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: switchboard-verify\r\nAccept-Encoding: identity\r\nConnection: \
         close\r\n\r\n",
        url.path(file),
        url.authority()
    );
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    read_answer(&mut BufReader::new(stream), bytes_max)
}

fn read_answer(from: &mut impl BufRead, bytes_max: usize) -> io::Result<Option<Vec<u8>>> {
    let head = loop {
        let head = Head::read(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        // 100 Continue and 103 Early Hints come before the answer.
        if !head.first.starts_with("HTTP/1.1 1") {
            break head;
        }
    };
    let mut words = head.first.split(' ');
    let (version, status) = (words.next(), words.next());
    if !matches!(version, Some("HTTP/1.1" | "HTTP/1.0")) {
        return Err(malformed());
    }
    match status {
        Some("200") => {}
        Some("404" | "410") => return Ok(None),
        Some(other) => {
            return Err(io::Error::other(format!("the server answers {other}")));
        }
        None => return Err(malformed()),
    }
    if !matches!(head.header("content-encoding")?, None | Some("identity")) {
        return Err(io::Error::other(
            "the server compresses though it wasn't asked to",
        ));
    }
    if head.lists("transfer-encoding", "chunked")? {
        return chunks(from, bytes_max).map(Some);
    }
    let length = head.content_length()?;
    let limit = bytes_max
        .saturating_add(1)
        .min(length.unwrap_or(usize::MAX));
    let mut body = Vec::new();
    from.take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut body)?;
    if length.is_some() && body.len() < limit {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(body))
}

/// A body in chunks (RFC 9112 §7.1), as far as the limit and one byte more.
fn chunks(from: &mut impl BufRead, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    while body.len() <= bytes_max {
        let size = line(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let digits = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(digits, 16).map_err(|_| malformed())?;
        if size == 0 {
            return Ok(body);
        }
        let left = u64::try_from(bytes_max.saturating_add(1) - body.len()).unwrap_or(u64::MAX);
        let before = body.len();
        let taken = from.by_ref().take(size.min(left)).read_to_end(&mut body)?;
        if u64::try_from(taken) != Ok(size.min(left)) {
            body.truncate(before);
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if size <= left && line(from)?.as_deref() != Some("") {
            return Err(malformed());
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::read_answer;

    fn read(answer: &str) -> Result<Option<String>, String> {
        read_answer(&mut answer.as_bytes(), 10)
            .map(|body| body.map(|body| String::from_utf8(body).unwrap()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_answer_is_read_however_its_length_is_said() {
        let body = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(
            read("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more"),
            body("body")
        );
        assert_eq!(read("HTTP/1.0 200 OK\r\n\r\nbody"), body("body"));
        assert_eq!(read("HTTP/1.1 200\r\n\r\n"), body(""));
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2;a=b\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n";
        assert_eq!(read(chunked), body("body"));
        let early = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody";
        assert_eq!(read(early), body("body"));
        assert_eq!(read("HTTP/1.1 404 Not Found\r\n\r\n"), Ok(None));
    }

    #[test]
    fn no_more_than_the_limit_and_one_byte_is_read() {
        let eleven = Ok(Some("12345678901".to_owned()));
        assert_eq!(read("HTTP/1.1 200 OK\r\n\r\n1234567890123"), eleven);
        assert_eq!(
            read("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n1234567890123"),
            eleven
        );
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n1234567890123";
        assert_eq!(read(chunked), eleven);
        let endless = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(9_999));
        assert!(read(&endless).unwrap_err().contains("too long"));
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for answer in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/2 200\r\n\r\n",
            "HTTP/1.1\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
            "HTTP/1.1 500 Oh\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody!",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nbody",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\nbody",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nbody\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo",
        ] {
            assert!(read(answer).is_err(), "{answer}");
        }
    }

    /// The same bytes in every run: a generator of Marsaglia's, and pieces that mean something to a reader.
    #[test]
    fn any_bytes_are_an_answer_within_its_limit_or_refused() {
        let pieces = [
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 103\r\n",
            "Content-Length: 4\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "\r\n",
            "\n",
            "\r",
            ":",
            "4\r\nbody\r\n",
            "ffffffffffffffff\r\n",
            "0\r\n\r\n",
            "body",
            "\0",
            "é",
            " ",
        ];
        let mut random = 0x5eed_0000_0000_0003_u64;
        let mut accepted = 0;
        for _ in 0..20_000 {
            let mut answer = "HTTP/1.1 200 OK\r\n".to_owned();
            for _ in 0..6 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                answer += pieces[usize::try_from(random % 16).unwrap()];
            }
            if let Ok(Some(body)) = read_answer(&mut answer.as_bytes(), 10) {
                assert!(body.len() <= 11, "{answer}");
                accepted += 1;
            }
        }
        assert!(accepted > 100, "only {accepted} were answers");
    }
}
