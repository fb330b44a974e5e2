//! Members matched by two things that agree, in files without membership numbers.

use switchboard_rules::person::{Email, Name, NameText};
use switchboard_rules::roll::{By, Part, SaidRow};

use super::calls::has_somebody;
use super::house::{EVENING, House, import, importing, member, on_both, switched};
use crate::roll::{Counts, Plan};

fn by(by: By, prefix: Option<&str>) -> Plan {
    Plan {
        by,
        new_numbers: prefix.map(str::to_owned),
        ..Plan::default()
    }
}

fn without_number(n: u32) -> SaidRow {
    SaidRow {
        external_id: None,
        ..SaidRow::from(member(n))
    }
}

fn taken(house: &House, plan: &Plan, said: Vec<SaidRow>) -> Counts {
    switched(importing(&house.world, plan, said, EVENING), EVENING).counts
}

fn named(given: &str) -> Option<Name> {
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
        for way in [By::EmailAndName, By::NumberAndName, By::EmailAndNumber] {
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
