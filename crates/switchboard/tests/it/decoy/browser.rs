//! A browser at a test copy, over a real line.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use switchboard::decoys::WayIn;

use super::SOON;
use crate::house::encoded;

/// For how long a line may still be open after a test copy was closed: its last answers have three seconds.
const CUT: Duration = Duration::from_secs(15);

/// Somebody's browser at a test copy, over a real line.
pub(super) struct Browser {
    pub(super) address: SocketAddr,
    pub(super) cookies: String,
}

/// Status, head and body.
pub(super) type Said = (u16, String, String);

impl Browser {
    pub(super) fn ask(&self, method: &str, path: &str, form: &str) -> Said {
        let mut line = TcpStream::connect(self.address).unwrap();
        line.set_read_timeout(Some(SOON)).unwrap();
        let (cookies, length) = (&self.cookies, form.len());
        write!(line, "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookies}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}").unwrap();
        let mut all = Vec::new();
        line.read_to_end(&mut all).unwrap();
        let text = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_owned(), body.to_owned())
    }

    pub(super) fn get(&self, path: &str) -> Said {
        self.ask("GET", path, "")
    }

    /// Types the code into the sign-in page; answers the session's cookie.
    pub(super) fn sign_in(address: SocketAddr, way: &WayIn) -> Self {
        let stranger = Self {
            address,
            cookies: String::new(),
        };
        let (status, head, body) =
            stranger.ask("POST", "/sign-in", &encoded(&[("code", way.code.as_str())]));
        assert_eq!(status, 303, "{body}");
        let mut lines = head.lines();
        let cookie = lines
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .unwrap();
        let (cookie, _) = cookie.split_once(';').unwrap();
        assert!(cookie.starts_with("switchboard-test="), "{cookie}");
        Self {
            address,
            cookies: cookie.to_owned(),
        }
    }

    pub(super) fn search(&self, name: &str) -> String {
        let (_, _, page) = self.get("/roll/search");
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
        let (csrf, _) = rest.split_once('"').unwrap();
        let form = encoded(&[("csrf", csrf), ("by", "name"), ("text", name)]);
        let (status, _, body) = self.ask("POST", "/roll/search", &form);
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Begins a stream and reads its first bytes.
    pub(super) fn stream(&self, path: &str) -> TcpStream {
        let mut line = TcpStream::connect(self.address).unwrap();
        line.set_read_timeout(Some(SOON)).unwrap();
        write!(
            line,
            "GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\n\r\n",
            self.cookies
        )
        .unwrap();
        let mut first = [0; 12];
        line.read_exact(&mut first).unwrap();
        line
    }
}

/// Whether a line ends within some seconds, whatever comes on it until then.
pub(super) fn is_cut(mut line: TcpStream) -> bool {
    let began = Instant::now();
    line.set_read_timeout(Some(CUT)).unwrap();
    let mut some = [0; 1_024];
    while began.elapsed() < CUT {
        match line.read(&mut some) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::ConnectionReset,
        }
    }
    false
}
