//! The built program as operators run it, and a small HTTP client over a real socket.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchboard");

/// Runs a command to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The exit code, standard output and standard error of a command.
pub(crate) fn told(args: &[&str]) -> (i32, String, String) {
    let output = run(args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Standard output of a command that must be done.
#[track_caller]
pub(crate) fn done(args: &[&str]) -> String {
    let (code, out, err) = told(args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

/// A command that is under way.
pub(crate) fn begun(args: &[&str]) -> Child {
    Command::new(PROGRAM)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// All that a terminal of so many columns is sent while a command runs on it; nothing can be typed.
///
/// `script` lends the terminal (bsdutils, in every Debian), `stty` says how wide it is.
pub(crate) fn on_terminal(columns: usize, args: &[&str]) -> String {
    let quoted: Vec<String> = args.iter().map(|arg| format!("'{arg}'")).collect();
    let command = format!(
        "stty columns {columns} rows 24 && exec '{PROGRAM}' {}",
        quoted.join(" ")
    );
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// A program that runs until it is ended.
pub(crate) struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    /// Where a demo makes its world: gone with the test, also when the demo could not tidy up.
    _folder: TempDir,
}

impl Server {
    /// `serve` on a free port.
    pub(crate) fn serve(data: &Path) -> Self {
        Self::serve_as(data, "[serve]\nlisten = \"127.0.0.1:0\"\n")
    }

    /// `serve` as a configuration says.
    pub(crate) fn serve_as(data: &Path, configuration: &str) -> Self {
        fs::write(data.join("switchboard.toml"), configuration).unwrap();
        let (mut server, line) = Self::start(&["serve", "--data", data.to_str().unwrap()]);
        let address = line
            .trim()
            .strip_prefix("serving on ")
            .and_then(|rest| rest.split_once("://"))
            .unwrap_or_else(|| panic!("{line}"))
            .1;
        server.address = address.parse().unwrap();
        server
    }

    /// `worker`, which has no address.
    pub(crate) fn worker(data: &Path) -> Self {
        let (server, line) = Self::start(&["worker", "--data", data.to_str().unwrap()]);
        assert!(line.starts_with("working"), "{line}");
        server
    }

    /// `demo --json` on a free port, with the object it prints.
    pub(crate) fn demo(args: &[&str]) -> (Self, serde_json::Value) {
        let all = [&["demo", "--json", "--listen", "127.0.0.1:0"], args].concat();
        let (mut server, line) = Self::start(&all);
        let object: serde_json::Value = serde_json::from_str(&line).unwrap();
        let port = object["url"]
            .as_str()
            .unwrap()
            .rsplit(':')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        server.address = SocketAddr::from(([127, 0, 0, 1], port));
        (server, object)
    }

    fn start(args: &[&str]) -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(PROGRAM)
            .env("TMPDIR", folder.path())
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(
            !line.is_empty(),
            "{args:?} ended at once: {:?}",
            child.wait()
        );
        (
            Self {
                child,
                out,
                address: SocketAddr::from(([127, 0, 0, 1], 0)),
                _folder: folder,
            },
            line,
        )
    }

    /// kill -9: no goodbye, no flush.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it that files have changed, as an operator does.
    pub(crate) fn hang_up(&self) {
        let told = Command::new("kill")
            .args(["-HUP", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
    }

    /// Tells it to end, as a service manager does, and answers its exit code.
    pub(crate) fn end(mut self) -> i32 {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
        let code = self.child.wait().unwrap().code().unwrap();
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        code
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// One open line to a server.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
}

impl Line {
    pub(crate) fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// Asks the API; an error when the line breaks before the whole answer came.
    pub(crate) fn api(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        body: &str,
    ) -> std::io::Result<(u16, serde_json::Value)> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .ok_or_else(broken)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(broken());
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| broken())?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        serde_json::from_slice(&body)
            .map(|value| (status, value))
            .map_err(|_| broken())
    }
}

/// Waits without sleeping a thread that others may need.
pub(crate) fn wait(time: Duration) {
    let (_kept, never) = mpsc::channel::<()>();
    let _timeout = never.recv_timeout(time);
}
