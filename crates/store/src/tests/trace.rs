//! Whether an entry is about the member whom somebody names: told by the member's own key and the entry's leaf.

use switchboard_rules::events::EventKind;
use switchboard_rules::person::ExternalId;

use super::calls::{card, numbers};
use super::house::{EVENING, House, on_both};
use crate::machine::{self, CLAIMS_MAX, Claim, Traced};

fn claim(entry: i64, member: u32) -> Claim {
    Claim {
        entry,
        member: ExternalId::parse(&format!("M-{member:06}")).unwrap(),
    }
}

/// Deals a card and shows its number; answers the two entries and whom they are about.
fn looks(house: &House) -> (i64, i64, u32) {
    let caller = house.caller(0);
    let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
    let (numbers, _) = numbers(house, &caller, dealt.card, EVENING);
    house.settle(EVENING);
    let dealt = house.count("select idx from entry where kind = 400");
    let shown = house.count("select idx from entry where kind = 401");
    let member = numbers[0].trim_start_matches("tel:+447700900");
    (dealt, shown, member.parse().unwrap())
}

fn traced(house: &House, claims: &[Claim]) -> Vec<bool> {
    let traced = machine::trace(&house.world, claims, EVENING).unwrap();
    traced.iter().map(|one| *one == Traced::Holds).collect()
}

#[test]
fn an_entry_is_about_its_own_member_and_about_nobody_else() {
    on_both(5, |house| {
        let (dealt, shown, member) = looks(house);
        for entry in [dealt, shown] {
            let claims: Vec<Claim> = (0..5).map(|n| claim(entry, n)).collect();
            let only: Vec<bool> = (0..5).map(|n| n == member).collect();
            assert_eq!(traced(house, &claims), only, "entry {entry}");
        }
        let nobodys = [claim(0, member), claim(i64::MAX, member), claim(dealt, 99)];
        assert_eq!(traced(house, &nobodys), [false; 3]);
        assert_eq!(traced(house, &[]), [false; 0]);
    });
}

#[test]
fn each_run_of_tracing_is_one_entry_and_has_its_limit() {
    on_both(2, |house| {
        let (dealt, _, member) = looks(house);
        let runs = || house.count("select count(*) from entry where kind = 120");
        assert_eq!(EventKind::MachineRun.code(), 120);
        let before = runs();
        traced(house, &vec![claim(dealt, member); CLAIMS_MAX]);
        assert_eq!(runs(), before + 1);
        let more = vec![claim(dealt, member); CLAIMS_MAX + 1];
        assert!(machine::trace(&house.world, &more, EVENING).is_err());
        assert_eq!(runs(), before + 1);
    });
}

#[test]
fn a_part_that_was_moved_to_another_member_proves_nothing() {
    on_both(2, |house| {
        let (dealt, _, member) = looks(house);
        let both = [claim(dealt, member), claim(dealt, 1 - member)];
        assert_eq!(traced(house, &both), [true, false]);
        let moved = house.tamper("update entry_subject set bucket = (select m.bucket from member m where m.id <> entry_subject.member), member = (select m.id from member m where m.id <> entry_subject.member)");
        assert_eq!(moved, 2);
        assert_eq!(traced(house, &both), [false, false]);
    });
}

#[test]
fn a_members_part_of_another_entry_proves_nothing() {
    on_both(1, |house| {
        let (dealt, shown, member) = looks(house);
        let both = [claim(dealt, member), claim(shown, member)];
        assert_eq!(traced(house, &both), [true, true]);
        let put = house.tamper("update entry_subject set part_sealed = (select s.part_sealed from entry_subject s where s.entry <> entry_subject.entry) where entry = (select e.id from entry e where e.kind = 400)");
        assert_eq!(put, 1);
        assert_eq!(traced(house, &both), [false, true]);
    });
}
