//! A restored log that goes on under its own name: one history, over entries of which only the published records are left.

use std::fs;
use std::path::{Path, PathBuf};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::note::Note;
use switchboard_ledger::resumed::RESUMED_KIND;
use switchboard_ledger::tile::{BundleId, parse_bundle};
use switchboard_ledger::tree::Frontier;
use switchboard_rules::budget::Caps;
use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;
use switchboard_rules::person::ExternalId;

use super::calls::card;
use super::house::{EVENING, House, on_both};
use super::restores::{Back, LATER, back_up, count, few, object};
use crate::engine::{Arg, Engine, Raw};
use crate::entry::{self, Draft};
use crate::log::{self, PublishedFolder};
use crate::machine::{self, Claim, Traced};
use crate::restore::{self, LogName};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;
use crate::{Fault, backup};

/// So many entries of the system's own, up to fifty of them in one commit.
pub(super) fn note(world: &World, n: usize) {
    let details: Vec<String> = (0..n).map(|at| format!("n={at}")).collect();
    for some in details.chunks(50) {
        let some = some.to_vec();
        let write = move |tx: &mut Tx<'_, '_>| {
            for detail in &some {
                let draft = Draft::system(EventKind::Version, "system").detail(detail.clone());
                entry::write(tx, &draft, &[])?;
            }
            Ok(Verdict::Given(()))
        };
        let noted = world.write("log-system", Auth::Job("system"), EVENING, write);
        noted.wait().unwrap();
    }
}

pub(super) fn sequence_all(world: &World, node: &str, now: switchboard_rules::moment::Moment) {
    while log::sequence(world, node, now).unwrap().taken > 0 {}
}

/// Publishes what is signed, and answers where.
fn published(house: &House) -> PublishedFolder {
    let folder = house.dir.path().join("published");
    log::publish(&house.world, &folder, EVENING).unwrap();
    PublishedFolder(folder)
}

/// A backup, then more that was signed and published.
fn story(house: &House) -> PublishedFolder {
    back_up(house, "backup");
    note(&house.world, 300);
    object(house, Size::Anyone);
    house.settle(EVENING);
    published(house)
}

fn checkpoint(folder: &Path) -> Checkpoint {
    let note = Note::parse(&fs::read(folder.join("checkpoint")).unwrap()).unwrap();
    Checkpoint::parse(note.text()).unwrap()
}

/// The root of the first `size` entries that lie in a folder.
fn root_at(folder: &Path, size: u64) -> Hash {
    let whole = checkpoint(folder).size();
    let mut tree = Frontier::new();
    for index in 0..whole.div_ceil(256) {
        let id = BundleId::at(index, whole).unwrap();
        let bytes = fs::read(folder.join(id.to_string())).unwrap();
        for record in parse_bundle(&bytes, id.width()).unwrap() {
            if tree.size() < size {
                tree.append(leaf_hash(record));
            }
        }
    }
    assert_eq!(tree.size(), size);
    tree.root()
}

fn back(house: &House, name: &str) -> Back {
    Back::beside(house, name, house.world.engine()).unwrap()
}

fn refused(house: &House, name: &str, tiles: &PublishedFolder) -> String {
    let back = back(house, name);
    let said = back.restore(house, "backup", LogName::Over(tiles));
    // What was begun is not open to anybody, and can be begun again, with other files or without.
    let unfinished = World::open(&back.dir, few()).unwrap_err().to_string();
    assert!(unfinished.contains("was not finished"), "{unfinished}");
    restore::in_place(&back.dir, LogName::New, LATER, &few()).unwrap();
    log::verify(&back.open()).unwrap();
    said.unwrap_err().to_string()
}

#[test]
fn a_restored_log_goes_on_under_its_own_name_over_the_records_that_were_published() {
    on_both(5, |house| {
        let tiles = story(house);
        let (kept, before) = (log::head(&house.world).unwrap(), checkpoint(&tiles.0));
        assert_eq!(before.size(), kept.signed_size);
        let back = back(house, "back");
        let restored = back
            .restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        assert!(restored.before.is_none());
        assert_eq!(restored.verifier_key, house.world.verifier_key().unwrap());
        let (lost, _) = restored.over.unwrap();
        assert!(lost > 300, "{lost}");
        let world = back.open();
        assert_eq!(world.meta().origin, house.world.meta().origin);
        let checked = log::verify(&world).unwrap();
        assert_eq!((checked.lost, checked.waiting), (lost, 0));
        assert!(checked.entries > before.size());
        // Whoever published into that folder goes on there: nothing that lies there changes.
        let bundle = |name: &str| fs::read(tiles.0.join(name)).unwrap();
        let full = bundle("tile/entries/000");
        assert!(log::publish(&world, &tiles.0, LATER).unwrap() > Some(before.size()));
        assert_eq!(bundle("tile/entries/000"), full);
        assert_eq!(root_at(&tiles.0, before.size()), *before.root());
        let after = checkpoint(&tiles.0);
        assert_eq!(root_at(&tiles.0, after.size()), *after.root());
        let served = super::published::served(&world, "tile/entries/000")
            .unwrap()
            .unwrap();
        assert_eq!(
            served.bytes, full,
            "lost entries are served by their records"
        );
        // Everybody can see what is lost.
        let resumed = log::resumed(&world).unwrap();
        assert_eq!(resumed.len(), 1);
        assert_eq!(resumed[0].resumption.size, before.size());
        assert_eq!(resumed[0].resumption.root, *before.root());
        assert_eq!(resumed[0].lost, lost);
        assert_eq!(EventKind::LogResumed.code(), RESUMED_KIND);
        assert_eq!(
            count(&world, "select count(*) from entry where kind = 362"),
            1
        );
    });
}

/// The number of an entry of this kind, and what stands in it for the account's entry before.
fn place(world: &World, sql: &'static str, args: &[Arg<'_>]) -> (i64, Vec<u8>) {
    let look =
        |raw: &mut Raw<'_>| raw.one(sql, args, |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())));
    world.0.db.read("look", look).unwrap().unwrap()
}

const HEAD_OF: &str = "select number, head from account_head where bucket = $1 and account = $2";
const FIRST_AFTER: &str = "select number, previous from entry where bucket = $1 and account = $2 and idx >= $3 order by idx limit 1";

#[test]
fn every_accounts_chain_leads_through_the_link_so_that_none_leads_across_unseen() {
    on_both(5, |house| {
        let system = crate::session::SYSTEM;
        let known = house.caller(0);
        let args = |account: &switchboard_rules::ids::AccountId| {
            (account.bucket(), account.as_bytes().to_vec())
        };
        house.settle(EVENING);
        let (bucket, id) = args(&known.account);
        let (number, _) = place(&house.world, HEAD_OF, &[Arg::Int(bucket), Arg::Bytes(&id)]);
        let tiles = story(house);
        let back = back(house, "back");
        back.restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        let world = back.open();
        let resumed = log::resumed(&world).unwrap()[0];
        let link = resumed.resumption.link().as_bytes().to_vec();
        // Who did nothing since: the link is the last that anybody knows of them.
        let head = place(&world, HEAD_OF, &[Arg::Int(bucket), Arg::Bytes(&id)]);
        assert_eq!(head, (number + 1, link.clone()));
        // Who did something: it follows the link.
        let size = i64::try_from(resumed.resumption.size).unwrap();
        let (bucket, id) = args(&system);
        let first = [Arg::Int(bucket), Arg::Bytes(&id), Arg::Int(size)];
        let (number, previous) = place(&world, FIRST_AFTER, &first);
        assert!(number > 2);
        assert_eq!(previous, link);
        // Who has no entry yet begins after it too: nobody knows whose the lost ones were.
        let nobody = switchboard_rules::ids::AccountId::from_bytes([7; 16]);
        let draft = crate::entry::Draft::own(EventKind::Console, nobody, "test");
        world
            .write("new", crate::session::Auth::Job("test"), LATER, move |tx| {
                crate::entry::write(tx, &draft, &[])?;
                Ok(crate::tx::Verdict::Given(()))
            })
            .wait()
            .unwrap();
        sequence_all(&world, "test", LATER);
        let (bucket, id) = args(&nobody);
        let first = [Arg::Int(bucket), Arg::Bytes(&id), Arg::Int(size)];
        assert_eq!(place(&world, FIRST_AFTER, &first), (2, link));
        log::sign(&world, LATER).unwrap();
        log::verify(&world).unwrap();
    });
}

#[test]
fn an_entry_that_waited_when_the_backup_was_made_gets_the_place_that_it_had() {
    on_both(5, |house| {
        let caller = house.caller(0);
        house.settle(EVENING);
        note(&house.world, 3);
        // A look at a member among them: the check below counts it once, and opens its part.
        card(house, &caller, house.banks[0], EVENING);
        backup::make(&house.world, &house.dir.path().join("backup"), || EVENING).unwrap();
        note(&house.world, 4);
        house.settle(EVENING);
        let tiles = published(house);
        let first = "select min(idx) from entry where kind = 102";
        assert_eq!(EventKind::Version.code(), 102, "as in the statement");
        let back = back(house, "back");
        let restored = back
            .restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        let (lost, found) = restored.over.unwrap();
        assert!(found >= 4 && lost >= 4, "{lost} lost, {found} found");
        let world = back.open();
        assert_eq!(count(&world, first), house.count(first));
        assert_eq!(
            count(&world, "select count(*) from entry where kind = 102"),
            3,
            "none is lost that the backup holds, and none stands twice"
        );
        assert_eq!(log::verify(&world).unwrap().lost, lost);
    });
}

#[test]
fn a_folder_that_lies_lacks_something_or_is_of_another_log_is_refused() {
    on_both(5, |house| {
        back_up(house, "backup");
        let short = PublishedFolder(house.dir.path().join("short"));
        note(&house.world, 5);
        house.settle(EVENING);
        log::publish(&house.world, &short.0, EVENING).unwrap();
        note(&house.world, 5);
        house.settle(EVENING);
        let tiles = published(house);
        let said = refused(house, "too-short", &short);
        assert!(said.contains("end before entry"), "{said}");

        let other = House::build(None, &[], Caps::NOVEMBER_2026);
        other.settle(EVENING);
        let said = refused(house, "another", &published(&other));
        assert!(said.contains("is not this log's"), "{said}");

        // One bit of one record.
        let lying = PublishedFolder(house.dir.path().join("lying"));
        log::publish(&house.world, &lying.0, EVENING).unwrap();
        let size = checkpoint(&lying.0).size();
        let last = BundleId::at((size - 1) / 256, size).unwrap().to_string();
        let file = lying.0.join(&last);
        let mut bytes = fs::read(&file).unwrap();
        let end = bytes.len() - 1;
        bytes[end] ^= 1;
        fs::write(&file, &bytes).unwrap();
        let said = refused(house, "changed", &lying);
        assert!(said.contains("another history"), "{said}");

        // A checkpoint that somebody else signed for us.
        let text = fs::read_to_string(tiles.0.join("checkpoint")).unwrap();
        let forged = text.replace("\n\n\u{2014} ", "\n\n\u{2014} x");
        fs::write(lying.0.join("checkpoint"), forged).unwrap();
        let said = refused(house, "forged", &lying);
        assert!(said.contains("is not this log's"), "{said}");

        let nowhere = PublishedFolder(PathBuf::from("/nowhere"));
        let said = refused(house, "nowhere", &nowhere);
        assert!(said.contains("there is no `checkpoint`"), "{said}");
    });
}

#[test]
fn without_the_guard_of_whoever_signed_last_no_log_keeps_its_name() {
    on_both(5, |house| {
        back_up(house, "backup");
        let guard = house.data().join("keys/log.guard");
        let old = fs::read(&guard).unwrap();
        note(&house.world, 5);
        house.settle(EVENING);
        let tiles = published(house);
        let newest = fs::read(&guard).unwrap();
        // A copy from before shows itself by the checkpoint that it doesn't know.
        fs::write(&guard, &old).unwrap();
        let said = refused(house, "copy", &tiles);
        assert!(said.contains("it is an old copy"), "{said}");
        fs::remove_file(&guard).unwrap();
        let said = refused(house, "none", &tiles);
        assert!(said.contains("no guard file"), "{said}");
        fs::write(&guard, &newest).unwrap();
        let back = back(house, "back");
        back.restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        log::verify(&back.open()).unwrap();
    });
}

#[test]
fn a_world_that_lost_nothing_is_left_as_it_is() {
    on_both(5, |house| {
        back_up(house, "backup");
        let tiles = published(house);
        let moved = back(house, "back");
        let restored = moved
            .restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        assert!(restored.over.is_none() && restored.before.is_none());
        let later = LATER.plus(Span::minutes(5));
        let folder = PublishedFolder(house.dir.path().join("moved"));
        log::publish(&moved.open(), &folder.0, later).unwrap();
        let said = restore::in_place(&moved.dir, LogName::Over(&folder), later, &few());
        let said = said.unwrap_err().to_string();
        assert!(said.contains("nothing was signed that"), "{said}");
        log::verify(&moved.open()).unwrap();
        // And one that tells another history since is told so.
        note(&house.world, 3);
        house.settle(EVENING);
        let said = restore::in_place(&moved.dir, LogName::Over(&published(house)), later, &few());
        assert!(said.is_err());
        log::verify(&moved.open()).unwrap();
    });
}

#[test]
fn two_nodes_go_on_with_it_and_a_step_from_before_is_thrown_away() {
    on_both(5, |house| {
        let tiles = story(house);
        let back = back(house, "back");
        let nothing = PublishedFolder(PathBuf::from("/nowhere"));
        back.restore(house, "backup", LogName::Over(&nothing))
            .unwrap_err();
        // The rows are in, and somebody computed a step on them who then fell asleep.
        let asleep = World::open_half(&back.dir, few(), LATER).unwrap();
        note(&asleep, 1);
        let step = log::compute_step(&asleep).unwrap().unwrap();
        restore::in_place(&back.dir, LogName::Over(&tiles), LATER, &few()).unwrap();
        let woke = log::submit(&asleep, step, "asleep", LATER).wait();
        assert!(matches!(woke, Err(Fault::Stale(_))), "{:?}", woke.err());
        drop(asleep);
        let nodes = [back.open(), back.open()];
        for turn in 0..4_usize {
            let (node, name) = (&nodes[turn % 2], ["one", "two"][turn % 2]);
            let now = LATER.plus(Span::minutes(1 + i64::try_from(turn).unwrap()));
            note(node, 3);
            sequence_all(node, name, now);
            log::sign(node, now).unwrap();
        }
        let checked = nodes.each_ref().map(|node| log::verify(node).unwrap());
        assert_eq!(checked[0], checked[1]);
        assert_eq!(checked[0].waiting, 0);
        assert_eq!(checked[0].entries, checked[0].signed_size);
    });
}

#[test]
fn tracing_says_that_an_entry_is_lost_and_goes_on() {
    on_both(5, |house| {
        back_up(house, "backup");
        let caller = house.caller(0);
        let _shown = card(house, &caller, house.banks[0], EVENING);
        house.settle(EVENING);
        let dealt = house.count("select idx from entry where kind = 400");
        let tiles = published(house);
        let back = back(house, "back");
        back.restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        let world = back.open();
        let claim = |entry| Claim {
            entry,
            member: ExternalId::parse("M-000001").unwrap(),
        };
        let claims = [claim(0), claim(dealt), claim(i64::MAX)];
        let traced = machine::trace(&world, &claims, LATER).unwrap();
        assert_eq!(traced, [Traced::HoldsNot, Traced::Lost, Traced::HoldsNot]);
    });
}

#[test]
fn a_backup_of_such_a_log_is_whole_and_is_restored_into_the_other_engine() {
    on_both(5, |house| {
        let tiles = story(house);
        let back = back(house, "back");
        let (lost, _) = back
            .restore(house, "backup", LogName::Over(&tiles))
            .unwrap()
            .over
            .unwrap();
        let again = house.dir.path().join("again");
        backup::make(&back.open(), &again, || LATER).unwrap();
        let verified = backup::verify(&again).unwrap();
        assert!(verified.entries > lost);
        let other = match house.world.engine() {
            Engine::Sqlite => Engine::Postgres,
            Engine::Postgres => Engine::Sqlite,
        };
        let Some(third) = Back::beside(house, "third", other) else {
            return;
        };
        let wanted = restore::Wanted {
            backup: &again,
            keys: &back.dir.join("keys"),
            dir: &third.dir,
            place: third.place.as_ref(),
            log: LogName::New,
        };
        restore::restore(&wanted, LATER, &few()).unwrap();
        let checked = log::verify(&third.open()).unwrap();
        assert_eq!(checked.lost, lost, "a new name begins with the same tree");
    });
}

/// Keeps the rows of one restored world that hands change below, and puts them back.
const KEPT: &str = "create table kept_lost as select * from log_lost;
    create table kept_resumed as select * from log_resumed;
    create table kept_head as select * from account_head";
const AS_IT_WAS: &str = "delete from log_lost; insert into log_lost select * from kept_lost;
    delete from log_resumed; insert into log_resumed select * from kept_resumed;
    delete from account_head; insert into account_head select * from kept_head";

fn by_hand(world: &World, script: &'static str) {
    let done = world.0.db.write("by-hand", move |raw| raw.script(script));
    done.unwrap();
}

#[test]
fn hands_at_what_is_lost_are_found() {
    on_both(5, |house| {
        let tiles = story(house);
        let back = back(house, "back");
        back.restore(house, "backup", LogName::Over(&tiles))
            .unwrap();
        by_hand(&back.open(), KEPT);
        for (name, sql, word) in [
            (
                "taken",
                "delete from log_lost where idx = (select max(idx) from log_lost)",
                "is missing",
            ),
            ("unsaid", "delete from log_resumed", "nothing says so"),
            (
                "moved",
                "update log_resumed set from_size = from_size + 100",
                "nothing says so",
            ),
            (
                "invented",
                "insert into log_resumed (bucket, size, from_size, root, lost, at) select bucket, size + 100000, from_size, root, lost, at from log_resumed",
                "don't lead through that",
            ),
            (
                "unlinked",
                "update account_head set number = number + 1",
                "last entry of an account",
            ),
        ] {
            let world = back.open();
            log::verify(&world).unwrap();
            let touched = world.0.db.write("tamper", move |raw| raw.run(sql, &[]));
            assert!(touched.unwrap().value > 0, "{name}");
            let said = log::verify(&world).unwrap_err().to_string();
            assert!(said.contains(word), "{name}: {said}");
            by_hand(&world, AS_IT_WAS);
        }
    });
}
