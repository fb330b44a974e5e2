//! A real mail server (aiosmtpd, which `./scripts/test` installs), with its certificate and what it took. `jobs/letters` is
//! tested against it too.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Debian's own Python has Debian's own aiosmtpd.
const PYTHON: &str = "/usr/bin/python3";

/// A mail server that runs until it is dropped.
pub(crate) struct MailServer {
    child: Child,
    port: u16,
    pub(crate) dir: tempfile::TempDir,
}

impl MailServer {
    /// None where there is none, said loudly.
    pub(crate) fn start() -> Option<Self> {
        let has = Command::new(PYTHON)
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status();
        if !has.is_ok_and(|status| status.success()) {
            assert!(
                !is_on_ci(),
                "no mail server: install python3-aiosmtpd; on CI nothing is skipped"
            );
            eprintln!(
                "SKIPPED: letters over a real mail server: install python3-aiosmtpd (./scripts/test does)"
            );
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        fs::write(dir.path().join("chain.pem"), made.cert.pem()).unwrap();
        fs::write(dir.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        fs::write(dir.path().join("password"), "words of the test\n").unwrap();
        fs::create_dir(dir.path().join("kept")).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/smtp/server.py");
        let at = |name: &str| dir.path().join(name);
        let mut child = Command::new(PYTHON)
            .args([script, at("chain.pem"), at("key.pem"), at("kept")])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Some(Self {
            child,
            port: line.trim().parse().unwrap(),
            dir,
        })
    }

    /// The section `[mail]` that sends letters here.
    pub(crate) fn configuration(&self) -> String {
        let path = |name: &str| self.dir.path().join(name).display().to_string();
        format!(
            "[mail]\nserver = \"localhost\"\nport = {}\ntls = \"starttls\"\nauthorities = \"{}\"\nuser = \"switchboard\"\npassword_file = \"{}\"\nfrom = \"Example Party <members@example.org>\"\nreply_to = \"office@example.org\"\nbounces = \"bounces@example.org\"\n",
            self.port,
            path("chain.pem"),
            path("password"),
        )
    }

    /// The letters it took, each with its envelope in the first line.
    pub(crate) fn kept(&self) -> Vec<String> {
        let mut files: Vec<_> = fs::read_dir(self.dir.path().join("kept"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "letter"))
            .collect();
        files.sort();
        files
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "on CI nothing may be skipped")]
fn is_on_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}
