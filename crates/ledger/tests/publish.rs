//! Publishing a growing log: what stands there at every moment, a crash between any two writes included.
#![cfg(test)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::note::{Ed25519Signer, KeyName, NOTE_BYTES_MAX, Note};
use switchboard_ledger::publish::*;
use switchboard_ledger::tile::*;
use switchboard_ledger::tree::*;

const ORIGIN: &str = "log.example.org/a";

/// A log in memory.
struct Log {
    records: Vec<Vec<u8>>,
    levels: BTreeMap<u8, Vec<Hash>>,
    roots: Vec<Hash>,
}

impl Log {
    fn new(size: u64, first: u8) -> Self {
        let mut log = Self {
            records: Vec::new(),
            levels: BTreeMap::new(),
            roots: vec![root_of_empty()],
        };
        let mut tree = Frontier::new();
        for n in 0..size {
            let record = [&[first], n.to_be_bytes().as_slice()].concat();
            tree.append_visiting(leaf_hash(&record), |node| {
                if node.level % TILE_HEIGHT == 0 {
                    let level = node.level / TILE_HEIGHT;
                    log.levels.entry(level).or_default().push(node.hash);
                }
            });
            log.records.push(record);
            log.roots.push(tree.root());
        }
        log
    }

    fn note(&self, size: u64) -> Note {
        signed(ORIGIN, size, self.roots[usize::try_from(size).unwrap()])
    }
}

fn signed(origin: &str, size: u64, root: Hash) -> Note {
    let key = Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[1; 32]);
    let mut note = Note::new(Checkpoint::new(origin, size, root).unwrap().body()).unwrap();
    note.sign(&key).unwrap();
    note
}

fn range(index: u64, width: u16) -> std::ops::Range<usize> {
    let start = usize::try_from(index).unwrap() * 256;
    start..start + usize::from(width)
}

impl TileReader for Log {
    type Error = String;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, String> {
        let hashes = self.levels[&id.level()].get(range(id.index(), id.width()));
        let hashes = hashes.ok_or_else(|| id.to_string())?.to_vec();
        Ok(Tile::new(id, hashes).unwrap().encode())
    }
}

impl LogSource for Log {
    fn bundle(&self, id: BundleId) -> Result<Vec<u8>, String> {
        let records = &self.records[range(id.index(), id.width())];
        Ok(encode_bundle(records.iter().map(Vec::as_slice)).unwrap())
    }
}

/// Files that survive a crash only once they are settled, on a machine that stops after some writes.
#[derive(Default, Clone)]
struct Disk {
    files: BTreeMap<String, Vec<u8>>,
    unsettled: BTreeMap<String, Vec<u8>>,
    touched: RefCell<Vec<String>>,
    steps_left: usize,
}

impl Disk {
    fn step(&mut self) -> Result<(), &'static str> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or("stopped")?;
        Ok(())
    }

    /// What a reader finds who sees also what isn't settled, or only what is.
    fn seen(&self, is_settled_only: bool) -> BTreeMap<String, Vec<u8>> {
        let mut seen = self.files.clone();
        if !is_settled_only {
            seen.extend(self.unsettled.clone());
        }
        seen
    }
}

impl LogFiles for Disk {
    type Error = &'static str;

    fn read(&self, path: LogPath, _: usize) -> Result<Option<Vec<u8>>, &'static str> {
        Ok(self.seen(false).get(&path.to_string()).cloned())
    }

    fn write(&mut self, path: LogPath, bytes: &[u8]) -> Result<(), &'static str> {
        self.step()?;
        self.touched.borrow_mut().push(path.to_string());
        self.unsettled.insert(path.to_string(), bytes.to_vec());
        Ok(())
    }

    fn settle(&mut self) -> Result<(), &'static str> {
        self.step()?;
        let settled = std::mem::take(&mut self.unsettled);
        self.files.extend(settled);
        Ok(())
    }

    fn remove_partials(&mut self, full: LogPath) -> Result<(), &'static str> {
        self.step()?;
        let partial = format!("{full}.p/");
        self.files.retain(|path, _| !path.starts_with(&partial));
        Ok(())
    }
}

/// Whether the checkpoint that stands there finds everything it needs.
fn check_whole(log: &Log, files: &BTreeMap<String, Vec<u8>>) -> Option<u64> {
    let note = Note::parse(files.get("checkpoint")?).unwrap();
    let size = Checkpoint::parse(note.text()).unwrap().size();
    assert_eq!(note, log.note(size));
    let found = |path: String, full: String, mut wanted: Vec<u8>| {
        let bytes = files.get(&path).or_else(|| files.get(&full));
        let bytes = bytes.unwrap_or_else(|| panic!("`{path}` is missing at {size}"));
        wanted.truncate(bytes.len());
        assert!(bytes.starts_with(&wanted), "`{path}` at {size}");
    };
    for id in tiles_between(0, size) {
        let full = TileId::new(id.level(), id.index(), 256).unwrap();
        found(id.to_string(), full.to_string(), log.tile(id).unwrap());
    }
    for id in bundles_between(0, size) {
        let full = BundleId::new(id.index(), 256).unwrap();
        found(id.to_string(), full.to_string(), log.bundle(id).unwrap());
    }
    Some(size)
}

#[test]
fn at_every_moment_the_published_checkpoint_finds_all_its_files() {
    let log = Log::new(70_000, 0);
    let grows = [
        (0, [1, 255]),
        (255, [256, 257]),
        (300, [511, 512]),
        (65_300, [65_537, 70_000]),
    ];
    for (begun, sizes) in grows {
        let mut settled = Disk {
            steps_left: usize::MAX,
            ..Disk::default()
        };
        publish(&log, &log.note(begun), &mut settled).unwrap();
        for size in sizes {
            for stop in 0.. {
                let mut disk = Disk {
                    steps_left: stop,
                    ..settled.clone()
                };
                let answer = publish(&log, &log.note(size), &mut disk);
                check_whole(&log, &disk.seen(false));
                check_whole(&log, &disk.seen(true));
                if answer.is_ok() {
                    break;
                }
                // Begun again after the crash, with only what was settled.
                disk.unsettled.clear();
                disk.steps_left = usize::MAX;
                publish(&log, &log.note(size), &mut disk).unwrap();
                assert_eq!(check_whole(&log, &disk.files), Some(size));
            }
            publish(&log, &log.note(size), &mut settled).unwrap();
        }
    }
}

#[test]
fn partial_files_go_away_when_full_and_full_files_are_never_touched_again() {
    let log = Log::new(66_000, 0);
    let mut disk = Disk {
        steps_left: usize::MAX,
        ..Disk::default()
    };
    for size in [100, 200, 256, 600, 65_535, 65_536, 65_999] {
        disk.touched.take();
        let before: Vec<String> = disk.files.keys().cloned().collect();
        publish(&log, &log.note(size), &mut disk).unwrap();
        for path in disk
            .touched
            .borrow()
            .iter()
            .filter(|path| *path != "checkpoint")
        {
            assert!(!before.contains(path), "{path} was written again at {size}");
        }
        for path in disk.files.keys().filter(|path| path.contains(".p/")) {
            let full = path.split(".p/").next().unwrap();
            assert!(!disk.files.contains_key(full), "{path} at {size}");
        }
        assert_eq!(check_whole(&log, &disk.files), Some(size));
    }
    // A checkpoint of the same size may gain cosignatures; nothing else is written for it.
    disk.touched.take();
    publish(&log, &log.note(65_999), &mut disk).unwrap();
    assert_eq!(disk.touched.take(), ["checkpoint"]);
}

#[test]
fn nothing_is_published_over_another_log_a_longer_one_or_another_history() {
    let (log, other) = (Log::new(600, 0), Log::new(600, 1));
    let mut disk = Disk {
        steps_left: usize::MAX,
        ..Disk::default()
    };
    publish(&log, &log.note(500), &mut disk).unwrap();
    let before = disk.files.clone();
    let mut check = |log: &Log, note: Note, reason: &str| {
        let error = publish(log, &note, &mut disk).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert_eq!(disk.files, before);
        assert!(disk.unsettled.is_empty());
    };
    check(
        &log,
        log.note(400),
        "500 entries are published there and the log has 400",
    );
    check(
        &other,
        other.note(600),
        "the 500 entries published there are not the first of this log",
    );
    check(&other, other.note(500), "are not the first of this log");
    check(
        &log,
        other.note(600),
        "do not make the root of its checkpoint of 600 entries",
    );
    let elsewhere = signed("log.example.org/b", 600, log.roots[600]);
    check(&log, elsewhere, "is the log `log.example.org/a`");
    let mut broken = Log::new(600, 0);
    broken.records[550][0] ^= 1;
    assert_eq!(
        publish(&broken, &log.note(600), &mut disk)
            .unwrap_err()
            .to_string(),
        "the entries of `tile/entries/002.p/88` are not those of the tile above them; check the log's store"
    );
    let at = disk.seen(false)["checkpoint"].clone();
    assert_eq!(Note::parse(&at), Ok(log.note(500)));
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[test]
fn a_folder_holds_what_was_published_and_is_a_source_itself() {
    let log = Log::new(1_000, 0);
    let (first, second) = (folder("publish-first"), folder("publish-second"));
    let mut files = Folder::new(&first);
    for size in [0, 10, 300, 511, 900, 1_000] {
        let published = publish(&log, &log.note(size), &mut files).unwrap();
        assert_eq!(published.size, size);
    }
    assert!(first.join("tile/0/001").is_file() && !first.join("tile/0/001.p").exists());
    assert!(first.join("tile/entries/003.p/132").is_file());
    let left = std::fs::read_dir(first.join("tile/0")).unwrap();
    assert!(left.into_iter().all(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        !name.contains("next")
    }));
    // Copied from folder to folder, at a size whose partial files are gone as well.
    for size in [300, 1_000] {
        publish(&files, &log.note(size), &mut Folder::new(&second)).unwrap();
    }
    let id = TileId::at(0, 3, 1_000).unwrap();
    assert_eq!(
        Folder::new(&second).tile(id).unwrap(),
        log.tile(id).unwrap()
    );
    let missing = Folder::new(&second).tile(TileId::at(0, 9, 9_000).unwrap());
    assert!(missing.unwrap_err().to_string().contains("009"));
    let note = files
        .read(LogPath::Checkpoint, NOTE_BYTES_MAX)
        .unwrap()
        .unwrap();
    assert_eq!(Note::parse(&note), Ok(log.note(1_000)));
}

#[test]
fn a_folder_that_can_not_be_written_is_named() {
    let at = folder("publish-blocked");
    std::fs::create_dir_all(&at).unwrap();
    std::fs::write(at.join("tile"), b"in the way").unwrap();
    let log = Log::new(3, 0);
    let error = publish(&log, &log.note(3), &mut Folder::new(&at)).unwrap_err();
    let PublishError::Files(error) = error else {
        panic!("{error}");
    };
    assert!(error.to_string().contains("tile/0/000.p/3"), "{error}");
}
