//! A log's published files, wherever they lie: in a folder, or under an address such as `https://log.example.org/log`.

use std::fmt;
use std::path::PathBuf;

use switchboard_store::Fault;
use switchboard_store::log::{FILE_BYTES_MAX, Published, PublishedFolder};
use tokio::runtime::Runtime;

use crate::calls::Calls;

/// Opens what somebody names: an address where it begins with `http://` or `https://`, a folder otherwise.
pub(crate) fn open(named: &str) -> std::io::Result<Box<dyn Published>> {
    if !named.starts_with("http://") && !named.starts_with("https://") {
        return Ok(Box::new(PublishedFolder(PathBuf::from(named))));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(Box::new(Address {
        url: named.trim_end_matches('/').to_owned(),
        runtime,
        calls: Calls::default(),
    }))
}

/// How often a file is asked for, where nobody answers.
const TRIES: usize = 3;

struct Address {
    url: String,
    runtime: Runtime,
    calls: Calls,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.url)
    }
}

impl Published for Address {
    fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let url = format!("{}/{path}", self.url);
        let unreadable = |why: &str| Fault::World(format!("`{url}` can't be read: {why}"));
        let mut why = "";
        for _ in 0..TRIES {
            match self.runtime.block_on(self.calls.get(&url)) {
                Ok(answer) if answer.status == 200 && answer.body.len() <= FILE_BYTES_MAX => {
                    return Ok(Some(answer.body));
                }
                Ok(answer) if answer.status == 200 => {
                    return Err(unreadable("it is longer than a file of this log can be"));
                }
                // What is gone for good is not there either.
                Ok(answer) if answer.status == 404 || answer.status == 410 => return Ok(None),
                Ok(answer) => {
                    return Err(unreadable(&format!("the answer was {}", answer.status)));
                }
                Err(word) => why = word,
            }
        }
        Err(unreadable(why))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Answers each call with the next of these, and tells which paths were asked for.
    fn serving(answers: Vec<String>) -> (String, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/log/", listener.local_addr().unwrap());
        let asked = thread::spawn(move || {
            let mut paths = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut seen = Vec::new();
                while !seen.ends_with(b"\r\n\r\n") {
                    let mut some = [0; 1024];
                    let read = stream.read(&mut some).unwrap();
                    seen.extend_from_slice(&some[..read]);
                }
                let _cut = stream.write_all(answer.as_bytes());
                let seen = String::from_utf8(seen).unwrap();
                paths.push(seen.split(' ').nth(1).unwrap().to_owned());
            }
            paths
        });
        (url, asked)
    }

    fn answer(status: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}")
    }

    #[test]
    fn a_file_under_an_address_is_there_not_there_or_unreadable() {
        let (url, asked) = serving(vec![
            answer("200 OK", "note"),
            answer("404 Not Found", "no"),
            answer("410 Gone", ""),
            answer("503 Service Unavailable", ""),
            answer("200 OK", &"x".repeat(FILE_BYTES_MAX + 1)),
        ]);
        let log = open(&url).unwrap();
        assert_eq!(log.file("checkpoint").unwrap().unwrap(), b"note");
        assert!(log.file("tile/entries/000.p/7").unwrap().is_none());
        assert!(log.file("tile/entries/000").unwrap().is_none());
        let said = log.file("checkpoint").unwrap_err().to_string();
        assert!(said.contains("the answer was 503"), "{said}");
        let said = log.file("checkpoint").unwrap_err().to_string();
        assert!(said.contains("longer than"), "{said}");
        let paths = asked.join().unwrap();
        assert_eq!(paths[0], "/log/checkpoint");
        assert_eq!(paths[1], "/log/tile/entries/000.p/7");
    }

    #[test]
    fn an_address_where_nobody_answers_is_no_empty_log() {
        let (url, asked) = serving(vec![String::new(), String::new(), answer("200 OK", "note")]);
        let log = open(&url).unwrap();
        assert_eq!(
            log.file("checkpoint").unwrap().unwrap(),
            b"note",
            "tried again"
        );
        asked.join().unwrap();
        let said = log.file("checkpoint").unwrap_err().to_string();
        assert!(said.contains("can't be read: connection"), "{said}");
    }

    #[test]
    fn anything_else_is_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("checkpoint"), "note").unwrap();
        let log = open(dir.path().to_str().unwrap()).unwrap();
        assert_eq!(log.file("checkpoint").unwrap().unwrap(), b"note");
        assert!(log.file("tile/entries/000").unwrap().is_none());
    }
}
