//! All identical records merged as one act, in slices, and undone as one.

use switchboard_rules::budget::Caps;
use switchboard_rules::ids::BulkId;
use switchboard_rules::person::{Email, ExternalId};
use switchboard_rules::roll::{RollRow, SaidRow};

use super::duplicates::{id_of, look, named, page, roll, twin};
use super::house::{
    EVENING, House, Person, given, import, importing, member, on_both_of, switched,
};
use super::looks::{officer, told};
use crate::door;
use crate::duplicates::{self, Bulk, BulkBegun, BulkState};
use crate::members;
use crate::roll::Plan;
use crate::session::Auth;

fn story(rows: &[RollRow], story: impl Fn(&House)) {
    on_both_of(rows, Caps::NOVEMBER_2026, story);
}

fn begin(house: &House, who: &Person, counted: u64) -> BulkBegun {
    given(house.act(who, EVENING, move |tx| {
        duplicates::merge_identical(tx, counted)
    }))
}

fn begun(house: &House, who: &Person, counted: u64) -> BulkId {
    match begin(house, who, counted) {
        BulkBegun::Begun(id) => id,
        other => panic!("{other:?}"),
    }
}

fn to_its_end(house: &House) -> usize {
    let mut slices = 0;
    while duplicates::carry_on(&house.world, EVENING).unwrap() {
        slices += 1;
        assert!(slices < 100, "it has no end");
    }
    slices
}

fn newest(house: &House, who: &Person) -> Bulk {
    given(house.act(who, EVENING, duplicates::bulks)).remove(0)
}

#[test]
fn identical_records_are_counted_merged_in_slices_and_undone_as_one() {
    let twins: Vec<u32> = (0..9).collect();
    let mut rows = roll(11, &twins);
    // Alike, and not the same.
    let mut slip = twin(9);
    named(&mut slip, "Gwenlian", "Featherington");
    rows.push(slip);
    story(&rows, |house| {
        assert_eq!(look(house, EVENING).identical, 9);
        let who = officer(house);
        assert_eq!(
            given(house.act(&who, EVENING, duplicates::count_identical)),
            9
        );
        assert_eq!(
            begin(house, &who, 8),
            BulkBegun::Changed(9),
            "other ones than were counted"
        );
        let id = begun(house, &who, 9);
        assert_eq!(begin(house, &who, 9), BulkBegun::Busy);
        assert!(to_its_end(house) > 1, "in slices");
        let bulk = newest(house, &who);
        assert_eq!(
            (bulk.state, bulk.done, bulk.left_out),
            (BulkState::Merged, 9, 0)
        );
        let entries = told(house, 345);
        assert_eq!(entries.len(), 9, "each pair is an entry");
        assert!(entries.iter().all(|(members, _, detail)| {
            *members == 2 && detail.contains(&format!("bulk={id}"))
        }));
        assert_eq!(house.count("select count(*) from member_alias"), 9);
        // Who stood on the roll first stays: ids of the two were drawn by one import, so by their own order.
        assert_eq!(
            page(house, &who, None).pairs.len(),
            1,
            "the slip is left to people"
        );
        // Undone as one.
        let undone = given(house.act(&who, EVENING, move |tx| duplicates::undo_bulk(tx, id)));
        assert_eq!(undone, BulkBegun::Begun(id));
        to_its_end(house);
        let bulk = newest(house, &who);
        assert_eq!((bulk.state, bulk.done), (BulkState::Undone, 0));
        assert_eq!(house.count("select count(*) from member_alias"), 0);
        assert_eq!(told(house, 346).len(), 9);
        assert_eq!(look(house, EVENING).identical, 9);
        assert_eq!(
            given(house.act(&who, EVENING, move |tx| duplicates::undo_bulk(tx, id))),
            BulkBegun::Not
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_pair_that_has_changed_since_it_was_counted_is_left_out() {
    story(&roll(3, &[0, 1]), |house| {
        look(house, EVENING);
        let who = officer(house);
        let mut other = twin(1);
        other.email = Some(Email::parse("another@members.example.org").unwrap());
        import(&house.world, vec![other]);
        begun(house, &who, 2);
        to_its_end(house);
        let bulk = newest(house, &who);
        assert_eq!((bulk.done, bulk.left_out), (1, 1));
        assert_eq!(
            given(house.act(&who, EVENING, duplicates::count_identical)),
            0
        );
    });
}

#[test]
fn an_import_that_begins_meanwhile_comes_first_and_the_rest_is_merged_after_it() {
    let twins: Vec<u32> = (0..6).collect();
    story(&roll(6, &twins), |house| {
        look(house, EVENING);
        let who = officer(house);
        begun(house, &who, 6);
        assert!(duplicates::carry_on(&house.world, EVENING).unwrap());
        let done = newest(house, &who).done;
        assert!((1..6).contains(&done));
        let running = importing(
            &house.world,
            &Plan::default(),
            vec![SaidRow::from(member(5))],
            EVENING,
        );
        assert!(!duplicates::carry_on(&house.world, EVENING).unwrap());
        assert_eq!(newest(house, &who).done, done);
        switched(running, EVENING);
        to_its_end(house);
        assert_eq!(newest(house, &who).done, 6);
    });
}

#[test]
fn whoever_began_it_and_may_not_any_more_merges_nobody_further() {
    let twins: Vec<u32> = (0..6).collect();
    story(&roll(6, &twins), |house| {
        look(house, EVENING);
        let who = officer(house);
        let id = begun(house, &who, 6);
        assert!(duplicates::carry_on(&house.world, EVENING).unwrap());
        let done = newest(house, &who).done;
        let account = who.account;
        let ended = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
        given(ended.wait());
        to_its_end(house);
        let other = officer(house);
        let bulk = newest(house, &other);
        assert_eq!((bulk.state, bulk.done), (BulkState::Stopped, done));
        // What is merged can be undone by whoever may.
        given(house.act(&other, EVENING, move |tx| duplicates::undo_bulk(tx, id)));
        to_its_end(house);
        assert_eq!(house.count("select count(*) from member_alias"), 0);
    });
}

#[test]
fn of_two_identical_records_the_one_that_stood_on_the_roll_first_stays() {
    story(&roll(2, &[]), |house| {
        import(&house.world, vec![twin(0)]);
        look(house, EVENING);
        let who = officer(house);
        begun(house, &who, 1);
        to_its_end(house);
        let merged = house.read(|raw| {
            raw.one("select member, keeper from member_alias", &[], |row| {
                Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec()))
            })
        });
        let (gone, kept) = merged.unwrap();
        assert_eq!(gone, id_of(house, "T-000000").as_bytes());
        assert_eq!(kept, id_of(house, "M-000000").as_bytes());
    });
}

#[test]
fn whoever_undoes_a_merge_of_many_leaves_their_own_record_as_it_is() {
    story(&roll(6, &[0, 1, 2, 3, 4, 5]), |house| {
        look(house, EVENING);
        let (who, own) = (officer(house), officer(house));
        let id = begun(house, &who, 6);
        to_its_end(house);
        let account = own.account;
        let number = ExternalId::parse("M-000002").unwrap();
        given(house.act(&who, EVENING, move |tx| members::link(tx, account, &number))).unwrap();
        given(house.act(&own, EVENING, move |tx| duplicates::undo_bulk(tx, id)));
        to_its_end(house);
        let bulk = newest(house, &own);
        assert_eq!((bulk.state, bulk.done), (BulkState::Undone, 1));
        assert_eq!(house.count("select count(*) from member_alias"), 1);
        let left = house.read(|raw| {
            raw.one("select keeper from member_alias", &[], |row| {
                Ok(row.bytes(0)?.to_vec())
            })
        });
        let both = ["M-000002", "T-000002"].map(|number| id_of(house, number));
        let left = left.unwrap();
        assert!(both.iter().any(|one| one.as_bytes() == left.as_slice()));
        house.settle(EVENING);
    });
}
