//! A real server, real witnesses that it asks, and programs that are not ours that check what it shows: over HTTP, and in
//! the folder into which it publishes.
//!
//! The witnesses are `switchboard-verify witness serve`, built beside this program by `cargo nextest run --workspace`.
//! Where that, Go or Python's `cryptography` is missing it says so loudly; with `OUTSIDERS=1`, as `./scripts/test` sets
//! it, it fails.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use switchboard::clock::Clock;
use switchboard_store::rules::events::EventKind;
use switchboard_store::{Meta, Options, World, WorldKind, log};
use tempfile::TempDir;

use crate::house::setting;
use crate::program::{Server, done, wait};

/// Some rounds of asking, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(90);

pub fn verifier() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_BIN_EXE_switchboard")).with_file_name("switchboard-verify");
    if path.exists() {
        return Some(path);
    }
    missing("switchboard-verify beside this program: cargo build -p switchboard-verify");
    None
}

fn missing(what: &str) {
    assert!(setting("OUTSIDERS").is_none(), "missing: {what}");
    eprintln!("SKIPPED, NOTHING WAS CHECKED: {what}");
}

/// Runs a program to its end; its output, or its errors.
pub fn ran(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr) + &text(&output.stdout))
    }
}

/// A witness that answers; it ends with the test.
struct Witness {
    child: Child,
    key: String,
    address: String,
}

impl Witness {
    fn init(program: &Path, home: &Path, log: &[&str]) -> String {
        let name = format!(
            "witness.example.org/{}",
            home.file_name().unwrap().display()
        );
        let mut init = Command::new(program);
        let key = ran(init
            .args(["witness", "init"])
            .arg(home)
            .args(["--name", &name]))
        .unwrap();
        let mut add = Command::new(program);
        ran(add.args(["witness", "add"]).arg(home).args(log)).unwrap();
        key.trim().to_owned()
    }

    fn serve(program: &Path, home: &Path, log: &str) -> Self {
        let key = Self::init(program, home, &["--log", log]);
        let mut child = Command::new(program)
            .args(["witness", "serve"])
            .arg(home)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .map(Result::unwrap)
            .find_map(|line| Some(line.strip_prefix("listening on ")?.to_owned()))
            .unwrap();
        Self {
            child,
            key,
            address,
        }
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// A world whose log has so many entries, and its key.
fn world(dir: &Path, entries: usize) -> String {
    let now = Clock::System.now();
    let meta = Meta::new(WorldKind::Live, "Invented Party", "test.example.org").unwrap();
    let world = World::create(dir, None, &meta, now, Options::default()).unwrap();
    grow(&world, entries);
    world.verifier_key().unwrap()
}

fn grow(world: &World, entries: usize) {
    for at in 0..entries {
        let now = Clock::System.now();
        log::note_system(world, EventKind::Configuration, format!("n={at}"), now).unwrap();
    }
}

/// Status, head and body of an answer.
fn get(address: SocketAddr, path: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec())
        .unwrap()
        .to_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head, bytes[end + 4..].to_vec())
}

/// Waits until something is so.
#[track_caller]
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}");
        wait(Duration::from_millis(200));
    }
}

/// The files of a log of so many entries, as C2SP tlog-tiles names them.
fn files(size: u64) -> Vec<String> {
    let mut all = Vec::new();
    for level in 0..8 {
        let count = size >> (8 * level);
        for index in 0..count.div_ceil(256) {
            let width = (count - index * 256).min(256);
            let partial = if width < 256 {
                format!(".p/{width}")
            } else {
                String::new()
            };
            all.push(format!("tile/{level}/{index:03}{partial}"));
            if level == 0 {
                all.push(format!("tile/entries/{index:03}{partial}"));
            }
        }
    }
    all
}

/// Fetches a whole log over HTTP from an address such as `/log/live-0a1b2c3d`, with the checkpoint that its witnesses agreed
/// on.
fn fetch(address: SocketAddr, own: &str, into: &Path) -> u64 {
    let (status, head, checkpoint) = get(address, &format!("{own}/cosigned"));
    assert_eq!(status, 200);
    assert!(head.contains("cache-control: public, max-age=1"), "{head}");
    assert!(
        head.contains("content-type: text/plain; charset=utf-8"),
        "{head}"
    );
    let size = String::from_utf8(checkpoint.clone()).unwrap();
    let size: u64 = size.lines().nth(1).unwrap().parse().unwrap();
    fs::create_dir_all(into).unwrap();
    fs::write(into.join("checkpoint"), checkpoint).unwrap();
    for file in files(size) {
        let (status, head, mut bytes) = get(address, &format!("{own}/{file}"));
        let mut name = file.clone();
        if status == 404 {
            // It was partial, and has become full since.
            name = file.split(".p/").next().unwrap().to_owned();
            bytes = get(address, &format!("{own}/{name}")).2;
        }
        let keep = if name.contains(".p/") {
            "max-age=60"
        } else {
            "immutable"
        };
        assert!(status == 404 || head.contains(keep), "{file}: {head}");
        let path = into.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    size
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A program that checks a folder against the log's key and those of its witnesses.
type Checker = Box<dyn Fn(&[String], &Path) -> Command>;

/// Every checker there is here.
fn checkers(program: &Path, work: &Path) -> Vec<(&'static str, Checker)> {
    let program = program.to_owned();
    let ours: Checker = Box::new(move |keys, folder| {
        let mut command = Command::new(&program);
        command.arg("log").arg(folder).args(["--key", &keys[0]]);
        for witness in &keys[1..] {
            command.args(["--witness", witness]);
        }
        command
    });
    let mut all = vec![("ours", ours)];
    all.extend(in_python().map(|checker| ("python", checker)));
    all.extend(in_go(work).map(|checker| ("go", checker)));
    all
}

fn in_python() -> Option<Checker> {
    let knows = |python: &&str| {
        let answer = Command::new(python)
            .args(["-c", "import cryptography"])
            .output();
        answer.is_ok_and(|answer| answer.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(knows) else {
        missing("Python with cryptography: apt install python3-cryptography");
        return None;
    };
    Some(Box::new(move |keys, folder| {
        let mut command = Command::new(python);
        command.arg(root().join("docs/checkers/check.py"));
        command.arg(keys.join(",")).arg(folder);
        command
    }))
}

fn in_go(work: &Path) -> Option<Checker> {
    let library = Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
    if !library.is_dir() || Command::new("go").arg("version").output().is_err() {
        missing("Go and its sumdb: apt install golang-go golang-golang-x-mod-dev");
        return None;
    }
    let built = work.join("check");
    let sources = ["check.go", "beyond.go"].map(|file| root().join("docs/checkers").join(file));
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&built).args(sources);
    build
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode");
    ran(build.env("GOCACHE", work.join("cache"))).unwrap();
    Some(Box::new(move |keys, folder| {
        let mut command = Command::new(&built);
        command.arg(keys.join(",")).arg(folder);
        command
    }))
}

/// A world of 600 entries that is served, asks two witnesses and publishes itself.
struct Site {
    dir: TempDir,
    key: String,
    program: PathBuf,
}

impl Site {
    fn build(entries: usize) -> Option<Self> {
        let program = verifier()?;
        let dir = tempfile::tempdir().unwrap();
        let key = world(&dir.path().join("data"), entries);
        Some(Self { dir, key, program })
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The end of the log's name, under which it lies.
    fn log_name(&self) -> &str {
        let name = self.key.split('+').next().unwrap();
        name.rsplit('/').next().unwrap()
    }

    fn witness(&self, name: &str) -> Witness {
        Witness::serve(&self.program, &self.dir.path().join(name), &self.key)
    }

    /// Names witnesses, each with where it is asked, and serves.
    fn serve(&self, witnesses: &[(&str, &str)], need: usize) -> Server {
        let mut policy = format!("log {}\n", self.key);
        let names: Vec<String> = (0..witnesses.len()).map(|at| format!("w{at}")).collect();
        for (name, (key, url)) in names.iter().zip(witnesses) {
            writeln!(policy, "witness {name} {key} {url}").unwrap();
        }
        writeln!(policy, "group all {need} {}\nquorum all", names.join(" ")).unwrap();
        fs::write(self.data().join("witnesses.txt"), policy).unwrap();
        Server::serve_as(
            &self.data(),
            "[serve]\nlisten = \"127.0.0.1:0\"\n[log]\nwitnesses = \"witnesses.txt\"\npublish = \"published\"\n",
        )
    }
}

#[test]
fn every_checker_accepts_what_a_real_server_and_its_witnesses_show_and_refuses_a_changed_bit() {
    let Some(site) = Site::build(600) else {
        return;
    };
    let (north, south) = (site.witness("north"), site.witness("south"));
    let asked = [&north, &south].map(|one| (one.key.as_str(), one.address.as_str()));
    let server = site.serve(&asked, 2);
    let published = site.data().join("published");
    until("the witnesses agree", || {
        (get(server.address, "/log/cosigned").0 == 200).then_some(())
    });
    until("what they agreed on is published", || {
        let text = fs::read_to_string(published.join("checkpoint")).ok()?;
        (text.contains("/north ") && text.contains("/south ")).then_some(())
    });
    let fetched = site.dir.path().join("fetched");
    let own = format!("/log/{}", site.log_name());
    let size = fetch(server.address, &own, &fetched);
    assert!(size > 600);
    // The address of whatever log is the newest has the same, and nobody may keep it for long: a restore brings another log.
    let first = fs::read(fetched.join("tile/entries/000")).unwrap();
    let (status, head, bytes) = get(server.address, "/log/tile/entries/000");
    assert_eq!((status, bytes), (200, first));
    assert!(head.contains("cache-control: public, max-age=60"), "{head}");
    let (status, _, told) = get(server.address, "/log/live-00000000/tile/entries/000");
    assert_eq!(status, 404);
    assert!(
        String::from_utf8_lossy(&told).contains("no log of this name"),
        "{told:?}"
    );
    // By hand, at the console, into a folder of its own.
    let by_hand = site.dir.path().join("by-hand");
    let said = done(&[
        "ledger",
        "publish",
        by_hand.to_str().unwrap(),
        "--data",
        site.data().to_str().unwrap(),
    ]);
    assert!(said.starts_with("published "), "{said}");
    let keys = [site.key.clone(), north.key.clone(), south.key.clone()];
    let stranger = site.dir.path().join("stranger");
    let stranger = Witness::init(&site.program, &stranger, &["--log", &site.key]);
    let more = [&keys[..], &[stranger]].concat();
    for (name, checker) in checkers(&site.program, site.dir.path()) {
        for folder in [&fetched, &published, &by_hand] {
            let said = ran(&mut checker(&keys, folder));
            assert!(said.is_ok(), "{name} of {}: {said:?}", folder.display());
        }
        let one_more = ran(&mut checker(&more, &fetched));
        assert!(one_more.is_err(), "{name}: one more must have cosigned");
        for file in [
            "checkpoint",
            "tile/0/000",
            "tile/entries/001",
            "tile/1/000.p/2",
        ] {
            let path = fetched.join(file);
            let whole = fs::read(&path).unwrap();
            let mut changed = whole.clone();
            changed[whole.len() / 2] ^= 4;
            fs::write(&path, &changed).unwrap();
            let said = ran(&mut checker(&keys, &fetched));
            assert!(said.is_err(), "{name}: {file} was changed");
            fs::write(&path, whole).unwrap();
        }
    }
    // Somebody who is a witness now and then takes the same over HTTP.
    let home = site.dir.path().join("laptop");
    let from = format!("http://{}/log", server.address);
    Witness::init(&site.program, &home, &["--log", &site.key, "--from", &from]);
    let said = ran(Command::new(&site.program)
        .args(["witness", "once"])
        .arg(&home))
    .unwrap();
    assert!(said.starts_with("cosigned "), "{said}");
    assert_eq!(server.end(), 0);
}

#[test]
fn a_witness_that_is_killed_is_shown_as_behind_and_catches_up_when_it_is_back() {
    let Some(site) = Site::build(20) else {
        return;
    };
    let (north, south) = (site.witness("north"), site.witness("south"));
    // A port at which nobody listens.
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody_url = format!("http://{nobody}");
    let west = Witness::init(
        &site.program,
        &site.dir.path().join("west"),
        &["--log", &site.key],
    );
    let asked = [
        (north.key.as_str(), north.address.as_str()),
        (south.key.as_str(), south.address.as_str()),
        (west.as_str(), nobody_url.as_str()),
    ];
    let server = site.serve(&asked, 2);
    let figure = |name: &str| -> u64 {
        let text = String::from_utf8(get(server.address, "/metrics").2).unwrap();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(&format!("switchboard_{name} ")));
        line.unwrap().parse().unwrap()
    };
    until("two of three agree", || {
        (get(server.address, "/log/cosigned").0 == 200).then_some(())
    });
    assert_eq!(
        (figure("witnesses_behind"), figure("witnesses_few_seconds")),
        (1, 0)
    );
    let page = String::from_utf8(get(server.address, "/log").2).unwrap();
    assert!(
        page.contains("witness.example.org/west") && page.contains("Behind since"),
        "{page}"
    );
    let agreed = get(server.address, "/log/cosigned").2;
    let address = south.address.strip_prefix("http://").unwrap().to_owned();
    let key = south.key.clone();
    drop(south);
    let beside = World::open(&site.data(), Options::default()).unwrap();
    grow(&beside, 3);
    until("one is too few", || {
        (figure("witnesses_behind") == 2).then_some(())
    });
    assert_eq!(
        get(server.address, "/log/cosigned").2,
        agreed,
        "nobody agreed on more"
    );
    // Back at the same address, with the same home: it says where it is, and is asked from there.
    let mut child = Command::new(&site.program)
        .args(["witness", "serve"])
        .arg(site.dir.path().join("south"))
        .args(["--listen", &address])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("two of three agree again", || {
        let newer = get(server.address, "/log/cosigned").2;
        (newer != agreed && figure("witnesses_behind") == 1).then_some(())
    });
    let newer = String::from_utf8(get(server.address, "/log/cosigned").2).unwrap();
    assert!(newer.contains(key.split('+').next().unwrap()), "{newer}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(server.end(), 0);
    drop(beside);
    log::verify(&World::open(&site.data(), Options::default()).unwrap()).unwrap();
}
