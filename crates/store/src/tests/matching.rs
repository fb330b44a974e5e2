//! Members matched by two things that agree, in files without membership numbers.

use switchboard_rules::person::{Email, Name, NameText};
use switchboard_rules::roll::{By, Part, SaidRow};

use super::calls::has_somebody;
use super::house::{EVENING, House, import, importing, member, on_both, switched};
use crate::roll::{Counts, Plan};

pub(super) const WAYS: [By; 3] = [By::EmailAndName, By::NumberAndName, By::EmailAndNumber];

pub(super) fn by(by: By, prefix: Option<&str>) -> Plan {
    Plan {
        by,
        new_numbers: prefix.map(str::to_owned),
        ..Plan::default()
    }
}

pub(super) fn without_number(n: u32) -> SaidRow {
    SaidRow {
        external_id: None,
        ..SaidRow::from(member(n))
    }
}

pub(super) fn taken(house: &House, plan: &Plan, said: Vec<SaidRow>) -> Counts {
    switched(importing(&house.world, plan, said, EVENING), EVENING).counts
}

pub(super) fn named(given: &str) -> Option<Name> {
    Name::parse(NameText {
        given,
        family: "Evansworth",
        ..NameText::default()
    })
    .ok()
}

#[test]
fn two_things_that_agree_know_a_member_and_one_alone_does_not() {
    on_both(2, |house| {
        for way in WAYS {
            let counts = taken(house, &by(way, None), vec![without_number(0)]);
            assert_eq!((counts.unchanged, counts.rejected), (1, 0), "{way:?}");
        }
        // A sister at the same address.
        let mut sister = without_number(0);
        sister.name = named("Mair");
        sister.phones.clear();
        let counts = taken(house, &by(By::EmailAndName, None), vec![sister.clone()]);
        assert_eq!((counts.rejected, counts.created, counts.changed), (1, 0, 0));
        // Asked to, the file makes her a member under a number of our own; the same file again knows her.
        let plan = by(By::EmailAndName, Some("N-"));
        assert_eq!(taken(house, &plan, vec![sister.clone()]).created, 1);
        assert_eq!(taken(house, &plan, vec![sister]).unchanged, 1);
    });
}

#[test]
fn a_row_that_two_members_fit_goes_back_and_its_objection_is_kept_for_both() {
    on_both(2, |house| {
        let mut twin = member(1);
        twin.name = member(0).name;
        twin.email = member(0).email;
        import(&house.world, vec![twin]);
        let mut row = without_number(0);
        row.do_not_call = true;
        let counts = taken(house, &by(By::EmailAndName, None), vec![row]);
        assert_eq!((counts.rejected, counts.changed), (1, 0));
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
    });
}

#[test]
fn a_match_under_another_number_goes_back_and_a_new_value_is_taken() {
    on_both(1, |house| {
        let mut other = SaidRow::from(member(0));
        other.external_id = Some(member(9).external_id);
        assert_eq!(
            taken(house, &by(By::EmailAndName, None), vec![other]).rejected,
            1
        );
        let mut moved = without_number(0);
        moved.email = Email::parse("moved@members.example.org").ok();
        let counts = taken(
            house,
            &by(By::NumberAndName, None),
            vec![moved.clone(), moved],
        );
        assert_eq!((counts.changed, counts.duplicates), (1, 1));
        assert_eq!(counts.fields.of(Part::Email), 1);
    });
}

/// What stands against calls, and whether the first campaign has anybody to ring.
pub(super) fn stopped(house: &House) -> (i64, i64, bool) {
    for bank in house.banks {
        crate::banks::fill(&house.world, bank, EVENING).unwrap();
    }
    let caller = house.caller(0);
    (
        house.count("select count(*) from objection"),
        house.count("select count(*) from member_mark where deceased = 1"),
        has_somebody(house, &caller, house.banks[0], EVENING),
    )
}

#[test]
fn a_row_about_somebody_whom_the_file_has_just_made_a_member_keeps_its_objection() {
    for way in WAYS {
        on_both(0, |house| {
            // Of three newcomers one objects on a later line, one has died, and one is only told twice.
            let mut file = Vec::new();
            for (n, do_not_call, deceased) in
                [(0, true, false), (1, false, true), (2, false, false)]
            {
                let mut again = without_number(n);
                again.do_not_call = do_not_call;
                again.deceased = deceased;
                file.extend([without_number(n), again]);
            }
            let counts = taken(house, &by(way, Some("N-")), file);
            assert_eq!((counts.created, counts.duplicates), (3, 3), "{way:?}");
            assert_eq!(stopped(house), (1, 1, true), "{way:?}");
            let caller = house.caller(0);
            let only = has_somebody(house, &caller, house.banks[0], EVENING);
            assert!(!only, "{way:?}: the one who is left lies on another desk");
        });
    }
}

#[test]
fn either_of_two_telephones_tells_whom_the_file_has_named_before() {
    on_both(0, |house| {
        let mut first = without_number(0);
        let both = [0, 1].map(|n| member(n).phones.remove(0));
        first.phones = both.to_vec();
        let mut again = without_number(0);
        again.phones = both[1..].to_vec();
        again.do_not_call = true;
        let plan = by(By::NumberAndName, Some("N-"));
        let counts = taken(house, &plan, vec![first, again]);
        assert_eq!((counts.created, counts.duplicates), (1, 1));
        assert_eq!(stopped(house), (1, 0, false));
    });
    // Of somebody on the roll, whose new number the roll doesn't know before the file is in.
    on_both(1, |house| {
        let mut first = without_number(0);
        first.phones.push(member(1).phones.remove(0));
        let mut again = without_number(0);
        again.phones = member(1).phones;
        again.do_not_call = true;
        let plan = by(By::NumberAndName, Some("N-"));
        let counts = taken(house, &plan, vec![first, again]);
        assert_eq!((counts.created, counts.duplicates), (0, 1));
        assert_eq!(stopped(house), (1, 0, false));
    });
}

#[test]
fn a_row_under_a_number_that_is_somebody_elses_stops_whoever_has_it() {
    on_both(1, |house| {
        let mut other = SaidRow::from(member(9));
        other.external_id = Some(member(0).external_id);
        other.do_not_call = true;
        let counts = taken(house, &by(By::EmailAndName, None), vec![other]);
        assert_eq!((counts.created, counts.rejected), (0, 1));
        assert_eq!(stopped(house), (1, 0, false));
    });
    // Also where this file has just given the number to them.
    on_both(0, |house| {
        let mut other = SaidRow::from(member(9));
        other.external_id = Some(member(0).external_id);
        other.do_not_call = true;
        let file = vec![SaidRow::from(member(0)), other];
        let counts = taken(house, &by(By::EmailAndName, None), file);
        assert_eq!((counts.created, counts.rejected), (1, 1));
        assert_eq!(stopped(house), (1, 0, false));
    });
}

#[test]
fn a_row_that_cant_be_matched_stops_whoever_has_its_number_too() {
    // Nothing in it to match by but a number.
    on_both(1, |house| {
        let mut row = SaidRow::from(member(0));
        row.name = None;
        row.email = None;
        row.do_not_call = true;
        let counts = taken(house, &by(By::EmailAndName, None), vec![row]);
        assert_eq!((counts.created, counts.rejected), (0, 1));
        assert_eq!(stopped(house), (1, 0, false));
    });
    // It fits the one, and has the number of the other.
    on_both(2, |house| {
        let mut row = SaidRow::from(member(0));
        row.external_id = Some(member(1).external_id);
        row.do_not_call = true;
        let counts = taken(house, &by(By::EmailAndName, None), vec![row]);
        assert_eq!((counts.created, counts.rejected), (0, 1));
        assert_eq!(stopped(house), (2, 0, false));
    });
}
