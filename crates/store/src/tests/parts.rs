//! The parts of entries about members: what hands at the database do to them is found, and forgetting is told from it.

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;

use super::calls::{card, numbers};
use super::duplicates::id_of;
use super::forgetting::forget;
use super::house::{EVENING, House, importing, member, on_both};
use super::imports::reject;
use crate::roll::Plan;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::{entry, forget, log};

/// Three callers look at a member each, with the number: the ledger is in order.
fn looked(house: &House) {
    for _ in 0..3 {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, dealt.card, EVENING);
    }
    house.settle(EVENING);
}

/// What the check says when it doesn't pass.
fn said(house: &House) -> String {
    log::verify(&house.world).unwrap_err().to_string()
}

fn kept(house: &House) -> u64 {
    u64::try_from(house.count("select count(*) from entry_subject")).unwrap()
}

#[test]
fn every_part_is_opened_and_held_against_its_entry_also_while_the_log_grows() {
    on_both(5, |house| {
        looked(house);
        let settled = log::verify(&house.world).unwrap();
        assert!(settled.parts >= 6, "{settled:?}");
        assert_eq!(settled.parts, kept(house));
        assert_eq!((settled.parts_destroyed, settled.parts_late), (0, 0));
        // What waits for its place, and what came behind the head that is checked, is known by its own entry.
        let caller = house.caller(1);
        card(house, &caller, house.banks[1], EVENING);
        let grown = log::verify(&house.world).unwrap();
        assert!(kept(house) > settled.parts);
        assert_eq!(
            (grown.parts, grown.waiting > 0),
            (settled.parts, true),
            "{grown:?}"
        );
        house.tamper("update entry set subjects = (select e.subjects from entry e where e.kind = 401 order by e.id limit 1) where idx is null and kind = 400");
        let text = said(house);
        assert!(text.contains("changed, moved or put in"), "{text}");
    });
}

#[test]
fn a_part_that_was_taken_out_by_hand_is_missed() {
    on_both(5, |house| {
        looked(house);
        let taken = house.tamper("delete from entry_subject where entry = (select e.id from entry e where e.kind = 401 order by e.id limit 1)");
        assert_eq!(taken, 1);
        let text = said(house);
        assert!(
            text.contains("1 are missing") && text.contains("the log says of 0"),
            "{text}"
        );
        assert!(house.tamper("delete from entry_subject") > 3);
        assert!(said(house).contains("are missing"));
    });
}

#[test]
fn forgetting_says_how_many_parts_it_destroyed_and_hides_no_other() {
    on_both(5, |house| {
        looked(house);
        let before = kept(house);
        forget(house, "M-000001", EVENING);
        // Asking and approving are about the member too: those parts came and went.
        let told = house.settle(EVENING);
        assert_eq!(told.parts, kept(house));
        assert!(told.parts_destroyed > 0 && told.parts <= before, "{told:?}");
        assert_eq!(
            house.count(
                "select count(*) from entry_subject s join forgotten f on f.member = s.member"
            ),
            0
        );
        let taken = house.tamper("delete from entry_subject where entry = (select s.entry from entry_subject s join entry e on e.id = s.entry where e.kind = 401 order by s.entry desc limit 1)");
        assert_eq!(taken, 1);
        let text = said(house);
        assert!(text.contains("1 were taken out otherwise"), "{text}");
    });
}

#[test]
fn a_part_opens_in_its_own_entry_and_in_no_other() {
    on_both(1, |house| {
        looked_once(house);
        let swapped = house.tamper("update entry_subject set part_sealed = (select s.part_sealed from entry_subject s join entry e on e.id = s.entry where e.kind = 401) where entry = (select e.id from entry e where e.kind = 400)");
        assert_eq!(swapped, 1);
        assert!(said(house).contains("changed, moved or put in"));
    });
    on_both(1, |house| {
        looked_once(house);
        // Beside an entry that says nothing of the member.
        let put = house.tamper("insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) select s.bucket, s.member, (select e.id from entry e where e.kind = 100 or e.kind = 106 order by e.id limit 1), s.part_sealed, s.entry_bucket from entry_subject s join entry e on e.id = s.entry where e.kind = 400");
        assert_eq!(put, 1);
        assert!(said(house).contains("changed, moved or put in"));
    });
    on_both(1, |house| {
        looked_once(house);
        // The same part a second time, in another bucket: it must not stand for one that is missing.
        let put = house.tamper("insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) select s.bucket + 1, s.member, s.entry, s.part_sealed, s.entry_bucket from entry_subject s join entry e on e.id = s.entry where e.kind = 400");
        assert_eq!(put, 1);
        assert!(said(house).contains("changed, moved or put in"));
    });
}

/// One caller looks at the only member: an entry of the card, and one of its number.
fn looked_once(house: &House) {
    let caller = house.caller(0);
    let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
    numbers(house, &caller, dealt.card, EVENING);
    house.settle(EVENING);
}

type Key = ([u8; 16], i64, Vec<u8>);

/// Every member's key, as an act that is under way holds it.
fn keys(house: &House) -> Vec<Key> {
    let sql = "select id, key_month, erase_key from member";
    house.read(|raw| {
        raw.all(sql, &[], |row| {
            let id = id16(row.bytes(0)?).unwrap();
            Ok((id, row.int(1)?, row.bytes(2)?.to_vec()))
        })
    })
}

/// An act about a member that commits with a key which was destroyed meanwhile.
fn written_late(house: &House, (member, month, wrapped): Key) {
    let act = move |tx: &mut Tx<'_, '_>| {
        let world = std::sync::Arc::clone(tx.world);
        let part = entry::subject(&world, member, month, &wrapped, None, "name")?;
        let draft = entry::Draft::system(EventKind::Configuration, "test");
        entry::write(tx, &draft, &[part])?;
        Ok(Verdict::Given(()))
    };
    let done = house.world.write("late", Auth::Job("test"), EVENING, act);
    done.wait().unwrap();
}

const JUNK: &str = "insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) select m.bucket, m.id, e.id, m.erase_key, e.bucket from member m cross join (select id, bucket from entry where kind = 100 or kind = 106 order by id limit 1) e";
const NO_JUNK: &str = "delete from entry_subject where entry = (select id from entry where kind = 100 or kind = 106 order by id limit 1)";
const LOOK_OUT: &str = "delete from entry_subject where entry = (select e.id from entry e where e.kind = 401 order by e.id limit 1) and member not in (select member from forgotten)";

/// Gives every entry its place without checking any.
fn placed(house: &House) {
    while log::sequence(&house.world, "test", EVENING).unwrap().taken > 0 {}
}

#[test]
fn rows_put_there_by_hand_are_not_counted_when_a_member_is_forgotten() {
    on_both(5, |house| {
        looked(house);
        assert_eq!(house.tamper(JUNK), 5);
        assert_eq!(house.tamper(LOOK_OUT), 1);
        forget(house, "M-000001", EVENING);
        assert_eq!(house.tamper(NO_JUNK), 4);
        placed(house);
        let text = said(house);
        assert!(text.contains("1 were taken out otherwise"), "{text}");
    });
}

const FIRST_LOOK: &str = "select member from entry_subject where entry = (select id from entry where kind = 401 order by id limit 1)";

#[test]
fn rows_put_there_by_hand_after_a_member_was_forgotten_stand_for_no_other_part() {
    on_both(5, |house| {
        looked(house);
        let later = EVENING.plus(Span::minutes(10));
        // Somebody other than whoever is looked at first, whom chance chooses.
        let first = house.read(|raw| raw.one(FIRST_LOOK, &[], |row| Ok(row.bytes(0)?.to_vec())));
        let is_first = first.as_deref() == Some(id_of(house, "M-000001").as_bytes());
        forget(house, if is_first { "M-000002" } else { "M-000001" }, later);
        house.settle(later);
        let put = house.tamper("insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) select f.bucket, f.member, e.id, f.entry, e.bucket from forgotten f cross join (select id, bucket from entry where kind = 401 order by id limit 1) e");
        assert_eq!(put, 1);
        // Beside a part that stands where it stood, it is one too many; in the place of one, it is of no such moment.
        assert!(said(house).contains("put in"));
        assert_eq!(house.tamper(LOOK_OUT), 1);
        assert!(said(house).contains("put in"));
        forget::sweep(&house.world, later.plus(Span::hours(1))).unwrap();
        let text = said(house);
        assert!(text.contains("1 were taken out otherwise"), "{text}");
    });
}

#[test]
fn rows_put_there_by_hand_are_not_counted_when_an_import_is_given_up() {
    on_both(1, |house| {
        looked_once(house);
        let new = vec![member(1).into(), member(2).into()];
        let running = importing(&house.world, &Plan::default(), new, EVENING);
        // The slice is written beside this thread.
        while house.count("select count(*) from member") < 3 {}
        assert_eq!(house.tamper(JUNK), 3);
        assert_eq!(house.tamper(LOOK_OUT), 1);
        running.abandon(EVENING).unwrap();
        assert_eq!(house.tamper(NO_JUNK), 1);
        placed(house);
        let text = said(house);
        assert!(text.contains("1 were taken out otherwise"), "{text}");
    });
}

#[test]
fn a_part_written_a_moment_too_late_is_borne_for_a_day_and_taken_away_with_an_entry() {
    on_both(3, |house| {
        looked(house);
        let keys = keys(house);
        let (member, _) = forget(house, "M-000001", EVENING);
        let told = house.settle(EVENING);
        let key = keys.into_iter().find(|key| key.0 == *member.as_bytes());
        written_late(house, key.unwrap());
        house.settle(EVENING);
        assert_eq!(log::verify(&house.world).unwrap().parts_late, 1);
        // After a day nobody can say any more that it was a moment's.
        let much_later = EVENING.plus(Span::days(2));
        log::note_system(
            &house.world,
            EventKind::Configuration,
            "n=1".to_owned(),
            much_later,
        )
        .unwrap();
        while log::sequence(&house.world, "test", much_later)
            .unwrap()
            .taken
            > 0
        {}
        assert!(said(house).contains("forgotten long ago"));
        let hour = EVENING.plus(Span::hours(1));
        assert_eq!(forget::sweep(&house.world, hour).unwrap(), 1);
        assert_eq!(
            house.count("select count(*) from entry where kind = 365"),
            1
        );
        let swept = log::verify(&house.world).unwrap();
        assert_eq!((swept.parts, swept.parts_late), (told.parts, 0));
        assert_eq!(swept.parts_destroyed, told.parts_destroyed + 1);
        forget::sweep(&house.world, hour).unwrap();
        assert_eq!(
            house.count("select count(*) from entry where kind = 365"),
            1,
            "a sweep that finds nothing writes nothing"
        );
    });
}

#[test]
fn an_import_that_is_given_up_takes_the_parts_about_its_own_members_with_it() {
    on_both(1, |house| {
        let new = vec![member(1).into(), member(2).into()];
        let mut running = importing(&house.world, &Plan::default(), new, EVENING);
        let stop = reject(9, 1, true, false);
        running.slice(&[], &[stop], EVENING).unwrap();
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count("select count(*) from member"), 1);
        assert_eq!(
            house.count("select count(*) from entry_subject s where not exists (select 1 from member m where m.id = s.member)"),
            0
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_part_of_a_member_who_is_not_there_is_refused() {
    on_both(1, |house| {
        looked_once(house);
        let taken = house.tamper("delete from member");
        assert_eq!(taken, 1);
        assert!(said(house).contains("not there"));
    });
}
