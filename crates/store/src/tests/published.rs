//! The log as files, in a folder and one at a time.

use std::collections::BTreeMap;
use std::path::Path;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::Note;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;

use super::house::{EVENING, House, on_both};
use crate::fault::Fault;
use crate::log::{self, Unpublished};
use crate::world::World;

/// Every file under a folder, by its path there; without what is the publisher's own.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|one| one.unwrap().path()),
            );
        } else if path.file_name().unwrap() != ".publishing" {
            let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

fn grow_to(house: &House, size: u64) {
    let now = house.settle(EVENING).entries;
    for at in now..size {
        let detail = format!("n={at}");
        log::note_system(&house.world, EventKind::Configuration, detail, EVENING).unwrap();
    }
    house.settle(EVENING);
}

fn size_in(files: &BTreeMap<String, Vec<u8>>) -> u64 {
    let note = Note::parse(&files["checkpoint"]).unwrap();
    Checkpoint::parse(note.text()).unwrap().size()
}

/// What is served under a name, as far as the log is signed.
pub(super) fn served(world: &World, path: &str) -> Result<Option<log::LogFile>, Fault> {
    let signed = log::head(world)?.signed_size;
    log::LogFileName::parse(path).map_or(Ok(None), |name| log::file(world, name, signed))
}

#[test]
fn what_is_served_is_what_is_published_and_partial_files_go_when_they_are_full() {
    on_both(1, |house| {
        let dir = house.dir.path().join("published");
        let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for size in [40, 255, 256, 300, 600] {
            grow_to(house, size);
            let size = log::head(&house.world).unwrap().signed_size;
            assert_eq!(log::publish(&house.world, &dir, EVENING), Ok(Some(size)));
            let now = files(&dir);
            assert_eq!(size_in(&now), size);
            for (path, bytes) in now.iter().filter(|(path, _)| *path != "checkpoint") {
                let served = served(&house.world, path).unwrap().unwrap();
                assert_eq!(&served.bytes, bytes, "{path}");
                assert_eq!(served.is_full, !path.contains(".p/"), "{path}");
            }
            let full = |path: &&String| !path.contains(".p/") && *path != "checkpoint";
            for path in before.keys().filter(full) {
                assert_eq!(now[path], before[path], "{path} never changes");
            }
            let is_partial_of_a_full_one = |path: &&String| {
                let whole = path.split(".p/").next().unwrap();
                path.contains(".p/") && now.contains_key(whole)
            };
            assert_eq!(now.keys().find(is_partial_of_a_full_one), None);
            for path in before.keys().filter(|path| !now.contains_key(*path)) {
                assert_eq!(served(&house.world, path), Ok(None), "{path} is gone");
            }
            before = now;
        }
    });
}

#[test]
fn what_is_not_signed_and_what_is_no_file_of_the_log_is_not_served() {
    on_both(1, |house| {
        grow_to(house, 300);
        let next = log::head(&house.world).unwrap().signed_size - 256 + 1;
        // One more that has its place and no signature.
        log::note_system(
            &house.world,
            EventKind::Configuration,
            String::new(),
            EVENING,
        )
        .unwrap();
        log::sequence(&house.world, "test", EVENING).unwrap();
        for path in [
            &format!("tile/0/001.p/{next}"),
            &format!("tile/entries/001.p/{next}"),
            "tile/0/001",
            "tile/0/002.p/1",
            "tile/0/000.p/255",
            "tile/entries/000.p/1",
            "tile/1/000.p/2",
            "tile/8/0/000",
            "tile/63/000",
            "tile/0/0",
            "tile/0/000.p/0",
            "tile/0/../../keys/log.key",
            "tile/entries/-1",
            "checkpoint",
            "keys",
            "",
        ] {
            assert_eq!(served(&house.world, path), Ok(None), "{path}");
        }
        for path in [
            "tile/0/000",
            "tile/entries/000",
            "tile/0/001.p/1",
            "tile/1/000.p/1",
        ] {
            assert!(served(&house.world, path).unwrap().is_some(), "{path}");
        }
    });
}

#[test]
fn a_folder_of_another_log_or_one_that_cant_be_written_is_refused_and_stays_as_it_is() {
    on_both(1, |house| {
        let dir = house.dir.path().join("published");
        grow_to(house, 40);
        log::publish(&house.world, &dir, EVENING).unwrap();
        let checkpoint = dir.join("checkpoint");
        let text = std::fs::read_to_string(&checkpoint).unwrap();
        let origin = &house.world.meta().origin;
        for (changed, said) in [
            (
                text.replacen(origin, "log.example.org/other", 1),
                "there is the log",
            ),
            (
                text.replacen('\n', "\n9", 1),
                "don't go on before you know why",
            ),
            ("nonsense".to_owned(), "publish into an empty place"),
        ] {
            std::fs::write(&checkpoint, &changed).unwrap();
            let error = log::publish(&house.world, &dir, EVENING).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            assert_eq!(std::fs::read_to_string(&checkpoint).unwrap(), changed);
        }
        let file = house.dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = log::publish(&house.world, &file.join("log"), EVENING).unwrap_err();
        assert!(error.to_string().contains("can't be written"), "{error}");
    });
}

#[test]
fn two_that_publish_into_one_folder_do_it_one_after_the_other() {
    on_both(1, |house| {
        let dir = house.dir.path().join("published");
        grow_to(house, 40);
        log::publish(&house.world, &dir, EVENING).unwrap();
        let other = std::fs::File::open(dir.join(".publishing")).unwrap();
        other.try_lock().unwrap();
        grow_to(house, 50);
        let later = EVENING.plus(Span::minutes(1));
        assert_eq!(log::publish(&house.world, &dir, later), Ok(None));
        assert_eq!(size_in(&files(&dir)), 40);
        drop(other);
        assert_eq!(log::publish(&house.world, &dir, later), Ok(Some(50)));
    });
}

#[test]
fn what_keeps_the_log_from_being_published_is_noted_until_it_is_published_again() {
    on_both(1, |house| {
        let (world, dir) = (&house.world, house.dir.path().join("files"));
        let noted = || log::unpublished(world, &dir).unwrap();
        grow_to(house, 20);
        assert!(log::keep_published(world, &dir, EVENING).unwrap().is_some());
        assert_eq!(noted(), None);
        let file = dir.join("checkpoint");
        let own = std::fs::read_to_string(&file).unwrap();
        let origin = world.meta().origin.as_str();
        let later = EVENING.plus(Span::hours(1));
        for (changed, wrong) in [
            (
                own.replace(origin, "log.example.org/other"),
                Unpublished::OtherLog,
            ),
            (own.replacen('\n', "\n9", 1), Unpublished::OtherHistory),
            ("no note".to_owned(), Unpublished::OtherHistory),
        ] {
            std::fs::write(&file, &changed).unwrap();
            grow_to(house, log::head(world).unwrap().size + 1);
            let before = noted();
            for now in [EVENING, later] {
                log::keep_published(world, &dir, now).unwrap_err();
            }
            let since = match before {
                Some((known, since)) if known == wrong => since,
                _ => EVENING,
            };
            assert_eq!(noted(), Some((wrong, since)), "{changed}");
            assert_eq!(
                std::fs::read_to_string(&file).unwrap(),
                changed,
                "left as it was"
            );
        }
        std::fs::write(&file, &own).unwrap();
        log::keep_published(world, &dir, later).unwrap();
        assert_eq!(noted(), None);
        // Where nothing can be written, a full disk say.
        let in_the_way = house.dir.path().join("a-file");
        std::fs::write(&in_the_way, "").unwrap();
        log::keep_published(world, &in_the_way, later).unwrap_err();
        let known = log::unpublished(world, &in_the_way).unwrap();
        assert_eq!(known, Some((Unpublished::Unwritable, later)));
        assert_eq!(noted(), None, "each place by itself");
    });
}
