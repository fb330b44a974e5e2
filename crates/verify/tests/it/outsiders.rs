//! Programs that are not ours accept what we publish, and refuse every change of it: our verifier, a program on Go's
//! own libraries, and a short one in Python, both from `docs/checkers`.
//!
//! Where Go or Python's `cryptography` is missing it says so loudly and goes on; with `OUTSIDERS=1`, as
//! `./scripts/test` sets it, it fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::house::*;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{Opened, Part, Salt};
use switchboard_ledger::note::Note;
use switchboard_ledger::tlog_proof::TlogProof;

const SIZE: u64 = 300;
pub const BOTH: [u8; 2] = [1, 2];
/// The files of a log with 300 entries.
const FILES: [&str; 6] = [
    "checkpoint",
    "tile/0/000",
    "tile/0/001.p/44",
    "tile/1/000.p/1",
    "tile/entries/000",
    "tile/entries/001.p/44",
];

/// Marsaglia's xorshift: the same changes in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn turn_a_bit(&mut self, bytes: &mut [u8]) {
        let at = self.below(bytes.len());
        bytes[at] ^= 1 << self.below(8);
    }
}

/// What outsiders get to see: two keys of witnesses, a log, proofs, and changed ones of both.
struct Cases {
    root: PathBuf,
    history: History,
    random: Random,
    logs: Vec<PathBuf>,
    proofs: Vec<PathBuf>,
}

impl Cases {
    fn new(root: PathBuf) -> Self {
        Self {
            root,
            history: History::new(SIZE),
            random: Random(0x5eed_0000_0000_0002),
            logs: Vec::new(),
            proofs: Vec::new(),
        }
    }

    /// Another copy of the log in which one file is other, or missing.
    fn log_with(&mut self, what: &str, file: &str, bytes: Option<&[u8]>) {
        let copy = self.root.join(format!("{what}-{}.log", self.logs.len()));
        for name in FILES {
            let path = copy.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if name != file {
                fs::hard_link(self.root.join("true").join(name), path).unwrap();
            } else if let Some(bytes) = bytes {
                fs::write(path, bytes).unwrap();
            }
        }
        self.logs.push(copy);
    }

    fn proof_with(&mut self, what: &str, bytes: &[u8]) {
        let path = self
            .root
            .join(format!("{what}-{}.tlog-proof", self.proofs.len()));
        fs::write(&path, bytes).unwrap();
        self.proofs.push(path);
    }

    fn true_file(&self, name: &str) -> Vec<u8> {
        fs::read(self.root.join("true").join(name)).unwrap()
    }

    fn changed_files(&mut self) {
        for file in FILES {
            let whole = self.true_file(file);
            for _ in 0..80 {
                let mut bytes = whole.clone();
                self.random.turn_a_bit(&mut bytes);
                self.log_with("bit", file, Some(&bytes));
            }
            self.log_with("missing", file, None);
            self.log_with("shorter", file, Some(&whole[..whole.len() - 1]));
            self.log_with("longer", file, Some(&[&whole[..], &[1]].concat()));
        }
        let bundle = self.true_file("tile/entries/000");
        for _ in 0..20 {
            let (one, other) = (self.random.below(255), self.random.below(255));
            let mut swapped = bundle.clone();
            swapped[one * 35..one * 35 + 35].copy_from_slice(&bundle[other * 35..other * 35 + 35]);
            if swapped != bundle {
                self.log_with("copied-entry", "tile/entries/000", Some(&swapped));
            }
        }
    }

    /// Checkpoints that the log and both witnesses signed, of sizes and roots that the entries don't make.
    fn signed_lies(&mut self) {
        let root = |note: &Note| *Checkpoint::parse(note.text()).unwrap().root();
        let truth = root(&self.history.note(SIZE, &[]));
        let mut lies: Vec<(u64, _)> = [0, 1, 255, 256, 299, 301, 556, 1 << 40]
            .map(|size| (size, truth))
            .to_vec();
        for size in [0, 1, 256, 298, 299] {
            lies.push((SIZE, root(&self.history.note(size, &[]))));
        }
        for _ in 0..20 {
            let mut bytes = *truth.as_bytes();
            self.random.turn_a_bit(&mut bytes);
            lies.push((SIZE, switchboard_ledger::Hash::from_bytes(bytes)));
        }
        for (size, root) in lies {
            let mut note = Note::new(Checkpoint::new(ORIGIN, size, root).unwrap().body()).unwrap();
            note.sign(&key()).unwrap();
            for number in BOTH {
                note.add(witness(number).cosign(&note, 1).unwrap()).unwrap();
            }
            self.log_with("lie", "checkpoint", Some(note.to_string().as_bytes()));
        }
        let too_few = self.history.note(SIZE, &[1]).to_string();
        self.log_with("one-witness", "checkpoint", Some(too_few.as_bytes()));
    }

    fn changed_proofs(&mut self) {
        for index in [0, 17, 255, 256, 299] {
            let proof = self.history.proof(SIZE, index, &BOTH);
            let text = proof.to_string().into_bytes();
            for _ in 0..80 {
                let mut bytes = text.clone();
                self.random.turn_a_bit(&mut bytes);
                self.proof_with("bit", &bytes);
            }
            let path = proof.path().to_vec();
            for at in 0..path.len() {
                let mut shorter = path.clone();
                shorter.remove(at);
                self.with(&proof, index, shorter, None);
                let mut doubled = path.clone();
                doubled.insert(at, path[at]);
                self.with(&proof, index, doubled, None);
            }
            for other in [1, 16, 18, 254, 257, 298]
                .into_iter()
                .filter(|one| *one != index)
            {
                self.with(&proof, other, path.clone(), None);
                let another = self.history.opened(other);
                self.with(&proof, index, path.clone(), Some(another));
            }
            for _ in 0..60 {
                let mut opened = self.history.opened(index);
                self.change_a_part(&mut opened);
                self.with(&proof, index, path.clone(), Some(opened));
            }
        }
    }

    /// The same proof with another index, path or opening.
    fn with(
        &mut self,
        proof: &TlogProof,
        index: u64,
        path: Vec<switchboard_ledger::Hash>,
        opened: Option<Opened>,
    ) {
        let extra = opened.map_or_else(
            || proof.extra().unwrap().to_vec(),
            |one| one.encode().unwrap(),
        );
        let changed = TlogProof::new(index, path, proof.note().clone()).unwrap();
        let changed = changed.with_extra(extra).unwrap().to_string();
        assert_ne!(changed, proof.to_string());
        self.proof_with("other", changed.as_bytes());
    }

    /// Turns a bit of one part's bytes, salt or commitment.
    fn change_a_part(&mut self, opened: &mut Opened) {
        let count = opened.act.len();
        let part = match self.random.below(count + 4) {
            0 => &mut opened.place,
            1 => &mut opened.subjects[0],
            2 => &mut opened.subjects[1],
            3 => {
                opened.subjects.swap(0, 1);
                return;
            }
            at => &mut opened.act[at - 4].1,
        };
        match part {
            Part::Covered(hash) => {
                let mut bytes = *hash.as_bytes();
                self.random.turn_a_bit(&mut bytes);
                *part = Part::Covered(switchboard_ledger::Hash::from_bytes(bytes));
            }
            Part::Open { salt, bytes } => {
                if self.random.below(2) == 0 {
                    let mut other = *salt.as_bytes();
                    self.random.turn_a_bit(&mut other);
                    *salt = Salt::from_bytes(other);
                } else {
                    self.random.turn_a_bit(bytes);
                }
            }
        }
    }
}

fn cases_in(name: &str) -> Cases {
    let root = folder(name);
    let mut cases = Cases::new(root.clone());
    cases.history.publish(SIZE, &BOTH, &root.join("true"));
    cases.changed_files();
    cases.signed_lies();
    cases.changed_proofs();
    assert!(cases.logs.len() + cases.proofs.len() >= 1_000);
    assert!(cases.logs.len() >= 500 && cases.proofs.len() >= 500);
    cases
}

/// What must be accepted: logs of several sizes, and proofs at the edges of tiles.
fn honest(root: &Path) -> Vec<PathBuf> {
    let history = History::new(700);
    let mut targets = Vec::new();
    for size in [0, 1, 2, 255, 256, 257, 512, 700] {
        let at = root.join(format!("honest-{size}"));
        history.publish(size, &BOTH, &at);
        targets.push(at);
    }
    // One that grew, so that partial files are gone.
    let grown = root.join("honest-grown");
    for size in [3, 300, 511] {
        history.publish(size, &BOTH, &grown);
    }
    history.publish(700, &BOTH, &grown);
    let note = history.note(511, &BOTH).to_string();
    fs::write(grown.join("checkpoint"), note).unwrap();
    targets.push(grown);
    for (size, index) in [
        (1, 0),
        (2, 1),
        (257, 256),
        (300, 0),
        (700, 255),
        (700, 511),
        (700, 699),
    ] {
        let path = root.join(format!("honest-{size}-{index}.tlog-proof"));
        fs::write(&path, history.proof(size, index, &BOTH).to_string()).unwrap();
        targets.push(path);
    }
    targets
}

pub fn keys() -> [String; 3] {
    [
        vkey(),
        witness(1).witness_key().to_string(),
        witness(2).witness_key().to_string(),
    ]
}

/// Runs a checker over the targets; answers which it accepted. It must speak of each.
fn accepted_by(checker: &mut Command, targets: &[PathBuf]) -> BTreeSet<PathBuf> {
    let output: Output = checker
        .arg(keys().join(","))
        .args(targets)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let told = |word: &str| -> BTreeSet<PathBuf> {
        let of_word = said.lines().filter_map(|line| line.strip_prefix(word));
        of_word
            .map(|line| line.split(' ').next().unwrap().into())
            .collect()
    };
    let (accepted, refused) = (told("accepted "), told("refused "));
    let all: BTreeSet<PathBuf> = targets.iter().cloned().collect();
    assert_eq!(&accepted | &refused, all, "{errors}");
    assert!(accepted.is_disjoint(&refused));
    assert_eq!(
        output.status.code(),
        Some(i32::from(!refused.is_empty())),
        "{errors}"
    );
    accepted
}

#[track_caller]
fn accepts_ours_and_nothing_else(name: &str, mut checker: impl FnMut() -> Command) {
    let cases = cases_in(name);
    let honest = honest(&cases.root);
    let all: BTreeSet<PathBuf> = honest.iter().cloned().collect();
    assert_eq!(accepted_by(&mut checker(), &honest), all);
    let changed = [cases.logs, cases.proofs].concat();
    assert_eq!(accepted_by(&mut checker(), &changed), BTreeSet::new());
    println!(
        "{name}: {} accepted, {} changed ones refused",
        all.len(),
        changed.len()
    );
    fs::remove_dir_all(&cases.root).unwrap();
}

#[test]
fn our_verifier_accepts_our_log_and_refuses_every_change() {
    let cases = cases_in("outsiders-ours");
    let honest = honest(&cases.root);
    let [log, one, two] = keys();
    let whom = ["--key", &log, "--witness", &one, "--witness", &two];
    let check = |target: &Path| {
        let what = if target.is_dir() { "log" } else { "proof" };
        run(&[&[what, target.to_str().unwrap()], &whom[..]].concat())
    };
    for target in &honest {
        accepted(&check(target));
    }
    for target in cases.logs.iter().chain(&cases.proofs) {
        refused(&check(target), "refused: ");
    }
    fs::remove_dir_all(&cases.root).unwrap();
}

#[test]
fn a_checker_on_go_s_own_libraries_accepts_our_log_and_refuses_every_change() {
    let library = Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
    if !library.is_dir() || Command::new("go").arg("version").output().is_err() {
        return missing("Go and its sumdb: apt install golang-go golang-golang-x-mod-dev");
    }
    let work = folder("outsiders-go-build");
    let (program, sources) = (work.join("check"), checkers());
    let built = Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .args(["check.go", "beyond.go"].map(|file| sources.join(file)))
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode")
        .env("GOCACHE", work.join("cache"))
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    accepts_ours_and_nothing_else("outsiders-go", || Command::new(&program));
    fs::remove_dir_all(work).unwrap();
}

#[test]
fn a_checker_in_python_accepts_our_log_and_refuses_every_change() {
    let Some(python) = python() else {
        return missing("Python with cryptography: apt install python3-cryptography");
    };
    accepts_ours_and_nothing_else("outsiders-python", || {
        let mut command = Command::new(python);
        command.arg(checkers().join("check.py"));
        command
    });
}

/// It knows logs, and not our entries: single proofs are not its matter.
#[test]
fn the_library_aics_tlog_accepts_our_logs_and_refuses_every_change_of_them() {
    let knows = |python: &String| {
        let answer = Command::new(python)
            .args(["-c", "import aics_tlog"])
            .output();
        answer.is_ok_and(|answer| answer.status.success())
    };
    let named = setting("AICS_PYTHON").into_iter();
    let usual = ["python3.14", "python3.13", "python3.12", "python3"].map(str::to_owned);
    let Some(python) = named.chain(usual).find(knows) else {
        eprintln!("SKIPPED, NOTHING WAS CHECKED: Python 3.12 or later with aics-tlog 0.2.1 (pip)");
        return;
    };
    let checker = || {
        let mut command = Command::new(&python);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/aics.py"));
        command
    };
    let cases = cases_in("outsiders-aics");
    let logs = |targets: Vec<PathBuf>| -> Vec<PathBuf> {
        targets
            .into_iter()
            .filter(|target| target.is_dir())
            .collect()
    };
    let honest = logs(honest(&cases.root));
    assert_eq!(
        accepted_by(&mut checker(), &honest),
        honest.iter().cloned().collect()
    );
    // It reads around a file of a wrong length where others hold the same hashes.
    let mut changed = cases.logs;
    changed.retain(|log| {
        let name = log.file_name().unwrap().to_str().unwrap();
        !name.starts_with("shorter") && !name.starts_with("longer")
    });
    assert!(changed.len() >= 500);
    assert_eq!(accepted_by(&mut checker(), &changed), BTreeSet::new());
    fs::remove_dir_all(&cases.root).unwrap();
}

#[test]
fn the_checkers_are_short_enough_to_be_read() {
    for file in ["check.go", "beyond.go", "check.py"] {
        let lines = fs::read_to_string(checkers().join(file))
            .unwrap()
            .lines()
            .count();
        assert!(lines <= 150, "{file} has {lines} lines");
    }
}

/// A Python that knows signatures.
pub fn python() -> Option<&'static str> {
    let knows = |python: &&str| {
        let answer = Command::new(python)
            .args(["-c", "import cryptography"])
            .output();
        answer.is_ok_and(|answer| answer.status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(knows)
}

pub fn checkers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checkers")
}

pub fn missing(what: &str) {
    assert!(setting("OUTSIDERS").is_none(), "missing: {what}");
    eprintln!("SKIPPED, NOTHING WAS CHECKED: {what}");
}

#[expect(clippy::disallowed_methods, reason = "a test's own setting")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}
