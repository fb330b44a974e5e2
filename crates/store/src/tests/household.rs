//! Two who share what a file knows them by: nothing that is said of the one lands on the other.

use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{BirthDate, Email, Phone, PhoneKind, Region};
use switchboard_rules::roll::{By, RollRow, SaidRow, Typed};

use super::forgetting::forget;
use super::house::{EVENING, House, given, import, import_at, member, on_both};
use super::looks::officer;
use super::matching::{WAYS, by, named, stopped, taken, without_number};
use crate::members::{self, Added};
use crate::roll::day;

const LATER: Moment = Moment::from_millis(EVENING.millis() + 60_000);
pub(super) const OBJECTIONS: &str = "select count(*) from objection";
const DEATHS: &str = "select count(*) from member_mark where deceased = 1";

pub(super) fn unnumbered(row: &RollRow) -> SaidRow {
    SaidRow {
        external_id: None,
        ..SaidRow::from(row.clone())
    }
}

/// Ann and Bob, who have one e-mail address and one telephone.
fn ann_and_bob() -> [RollRow; 2] {
    let (mut ann, mut bob) = (member(0), member(1));
    ann.name = named("Ann").unwrap();
    bob.name = named("Bob").unwrap();
    bob.email = ann.email.clone();
    bob.phones = ann.phones.clone();
    [ann, bob]
}

#[test]
fn a_forgotten_member_does_not_come_back_inside_a_housemates_record() {
    on_both(0, |house| {
        let [ann, bob] = ann_and_bob();
        import(&house.world, vec![ann.clone(), bob.clone()]);
        forget(house, "M-000000", LATER);
        let versions = house.count("select count(*) from member_row");
        let before = house.count(OBJECTIONS);
        let plan = by(By::EmailAndNumber, Some("N-"));
        let mut hers = unnumbered(&ann);
        hers.do_not_call = true;
        hers.deceased = true;
        let mut nameless = unnumbered(&ann);
        nameless.name = None;
        // In whatever order they stand, his own row is his.
        for file in [
            vec![hers.clone(), unnumbered(&bob)],
            vec![unnumbered(&bob), hers],
            vec![nameless, SaidRow::from(bob.clone())],
        ] {
            let counts = taken(house, &plan, file);
            assert_eq!((counts.created, counts.changed), (0, 0));
            assert_eq!(
                (counts.unchanged, counts.rejected, counts.duplicates),
                (1, 1, 0)
            );
        }
        assert_eq!(house.count("select count(*) from member_row"), versions);
        assert_eq!(house.count(OBJECTIONS), before + 1, "nobody rings him");
        assert_eq!(house.count(DEATHS), 0, "and nobody takes him for dead");
    });
}

#[test]
fn a_forgotten_fathers_row_is_not_taken_for_the_sons_who_bears_his_name() {
    on_both(1, |house| {
        let mut son = member(1);
        son.name = member(0).name;
        son.phones = member(0).phones;
        import(&house.world, vec![son.clone()]);
        forget(house, "M-000000", LATER);
        let plan = by(By::NumberAndName, Some("N-"));
        let counts = taken(house, &plan, vec![without_number(0)]);
        assert_eq!(
            (counts.changed, counts.unchanged, counts.rejected),
            (0, 0, 1)
        );
        // Under his own membership number the row is his.
        let counts = taken(house, &plan, vec![SaidRow::from(son)]);
        assert_eq!((counts.unchanged, counts.rejected), (1, 0));
    });
}

#[test]
fn a_forgotten_member_is_known_by_other_two_things_than_those_the_file_is_matched_by() {
    on_both(0, |house| {
        let [ann, mut bob] = ann_and_bob();
        // The landline stood in his record alone.
        let landline = Phone::parse("020 7946 0123", Region::GB).unwrap();
        bob.phones = vec![landline.clone()];
        import(&house.world, vec![ann.clone(), bob.clone()]);
        forget(house, "M-000000", LATER);
        let versions = house.count("select count(*) from member_row");
        let before = house.count(OBJECTIONS);
        let plan = by(By::EmailAndNumber, Some("N-"));
        let mut hers = unnumbered(&ann);
        hers.phones = vec![landline];
        hers.do_not_call = true;
        hers.deceased = true;
        let counts = taken(house, &plan, vec![hers, unnumbered(&bob)]);
        assert_eq!((counts.created, counts.changed), (0, 0));
        assert_eq!((counts.unchanged, counts.rejected), (1, 1));
        assert_eq!(house.count("select count(*) from member_row"), versions);
        assert_eq!(house.count(OBJECTIONS), before + 1);
        assert_eq!(house.count(DEATHS), 0);
    });
}

/// How a file without membership numbers says of somebody what is known, in each way; and how often it is not told whose a
/// row is.
fn unchanged_and_back(house: &House, row: &SaidRow) -> [(i64, i64); 3] {
    WAYS.map(|way| {
        let counts = taken(house, &by(way, None), vec![row.clone()]);
        assert_eq!((counts.created, counts.changed), (0, 0), "{way:?}");
        (counts.unchanged, counts.rejected)
    })
}

#[test]
fn whoever_was_added_by_hand_after_the_forgetting_is_known_by_the_same_two_things() {
    on_both(1, |house| {
        forget(house, "M-000000", LATER);
        let typed = Typed {
            given: Some("Gwenllian".to_owned()),
            family: Some("Evansworth".to_owned()),
            external: Some("M-000007".to_owned()),
            email: Some("member0@members.example.org".to_owned()),
            phones: Some(vec![(PhoneKind::Mobile, "07700 900000".to_owned())]),
            ..Typed::default()
        };
        let (who, now) = (officer(house), LATER.plus(Span::minutes(1)));
        let added = given(house.act(&who, now, move |tx| members::add(tx, &typed)));
        assert!(matches!(added, Added::Done(_)), "{added:?}");
        let known = SaidRow::from(member(0));
        let [first, others @ ..] = WAYS.map(|way| {
            let row = SaidRow {
                external_id: None,
                ..known.clone()
            };
            taken(house, &by(way, None), vec![row]).rejected
        });
        assert_eq!((first, others), (0, [0, 0]));
    });
}

#[test]
fn whoever_was_imported_after_the_forgetting_needs_a_third_thing_that_agrees() {
    let later = LATER.plus(Span::minutes(1));
    on_both(1, |house| {
        forget(house, "M-000000", LATER);
        // Nobody has looked whether this is them again or their namesake in the same house.
        let mut again = member(0);
        again.external_id = member(7).external_id;
        import_at(&house.world, vec![again.clone()], later);
        assert_eq!(unchanged_and_back(house, &unnumbered(&again)), [(0, 1); 3]);
        again.birth_date = day("1961-05-17").and_then(|day| BirthDate::from_day(day).ok());
        assert!(again.birth_date.is_some());
        import_at(&house.world, vec![again.clone()], later);
        assert_eq!(unchanged_and_back(house, &unnumbered(&again)), [(1, 0); 3]);
        let mut other = unnumbered(&again);
        other.birth_date = day("1931-05-17").and_then(|day| BirthDate::from_day(day).ok());
        assert_eq!(unchanged_and_back(house, &other), [(0, 1); 3]);
    });
    on_both(1, |house| {
        forget(house, "M-000000", LATER);
        // The son has an address that the father never had.
        let mut son = member(7);
        son.name = member(0).name;
        son.phones = member(0).phones;
        import_at(&house.world, vec![son.clone()], later);
        assert_eq!(unchanged_and_back(house, &unnumbered(&son)), [(1, 0); 3]);
        let plan = by(By::NumberAndName, None);
        let counts = taken(house, &plan, vec![without_number(0)]);
        assert_eq!((counts.changed, counts.rejected), (0, 1));
    });
}

#[test]
fn a_death_in_a_row_of_two_things_named_before_is_theirs_whose_name_or_number_it_bears() {
    let [ann, bob] = ann_and_bob();
    let mut hers = unnumbered(&ann);
    hers.deceased = true;
    hers.do_not_call = true;
    let mut nameless = hers.clone();
    nameless.name = None;
    let mut his = unnumbered(&bob);
    his.deceased = true;
    let plan = by(By::EmailAndNumber, Some("N-"));
    // One of a household is on the roll, and the other is new.
    on_both(0, |house| {
        import(&house.world, vec![bob.clone()]);
        let file = vec![unnumbered(&bob), hers.clone(), nameless.clone()];
        let counts = taken(house, &plan, file);
        assert_eq!((counts.unchanged, counts.duplicates), (1, 2));
        assert_eq!((house.count(OBJECTIONS), house.count(DEATHS)), (1, 0));
        taken(house, &plan, vec![unnumbered(&bob), his.clone()]);
        assert_eq!(house.count(DEATHS), 1, "his own is his");
    });
    // Neither is on the roll.
    on_both(0, |house| {
        let mut numbered = hers.clone();
        numbered.name.clone_from(&unnumbered(&bob).name);
        numbered.external_id = Some(member(5).external_id);
        let file = vec![unnumbered(&bob), hers.clone(), nameless.clone(), numbered];
        let counts = taken(house, &plan, file);
        assert_eq!((counts.created, counts.duplicates), (1, 3));
        assert_eq!((house.count(OBJECTIONS), house.count(DEATHS)), (1, 0));
    });
    on_both(0, |house| {
        let mut under_number = SaidRow::from(bob.clone());
        under_number.name = None;
        under_number.deceased = true;
        let file = vec![SaidRow::from(bob.clone()), his.clone()];
        taken(house, &plan, file);
        assert_eq!(house.count(DEATHS), 1, "by his name");
        let mut other = under_number;
        let [mut carl, _] = ann_and_bob();
        carl.email = member(3).email;
        carl.external_id = member(3).external_id;
        other.email.clone_from(&carl.email);
        other.external_id = Some(carl.external_id.clone());
        taken(house, &plan, vec![SaidRow::from(carl), other]);
        assert_eq!(house.count(DEATHS), 2, "by his number");
    });
}

#[test]
fn a_forgotten_members_row_under_anothers_number_stops_their_calls_and_buries_nobody() {
    on_both(2, |house| {
        forget(house, "M-000000", LATER);
        let before = house.count(OBJECTIONS);
        let mut row = SaidRow::from(member(0));
        row.external_id = Some(member(1).external_id);
        row.do_not_call = true;
        row.deceased = true;
        let counts = taken(house, &by(By::EmailAndName, None), vec![row]);
        assert_eq!((counts.created, counts.rejected), (0, 1));
        assert_eq!(house.count(OBJECTIONS), before + 1);
        let (_, deaths, is_somebody_rung) = stopped(house);
        assert_eq!((deaths, is_somebody_rung), (0, false));
    });
}

/// So many members with one e-mail address; every fourth has the name of the first.
pub(super) fn office(members: u32) -> Vec<RollRow> {
    let mut rows: Vec<RollRow> = (0..members).map(member).collect();
    for row in &mut rows {
        row.email = Email::parse("office@members.example.org").ok();
    }
    rows
}

#[test]
fn an_objection_by_an_address_that_a_whole_office_shares_is_kept_for_each_it_may_be() {
    on_both(0, |house| {
        let rows = office(50);
        import(&house.world, rows.clone());
        let mut row = unnumbered(&rows[0]);
        row.do_not_call = true;
        row.deceased = true;
        let plan = by(By::EmailAndName, None);
        let counts = taken(house, &plan, vec![row]);
        assert_eq!((counts.changed, counts.rejected), (0, 1));
        assert_eq!(
            house.count(OBJECTIONS),
            13,
            "all of one name, on every page of them"
        );
        assert_eq!(house.count(DEATHS), 0);
        // Without an objection nobody is gone through, and nobody stopped.
        let counts = taken(house, &plan, vec![unnumbered(&rows[1])]);
        assert_eq!((counts.changed, counts.rejected), (0, 1));
        assert_eq!(house.count(OBJECTIONS), 13);
    });
}

fn deaths(house: &House, row: SaidRow) -> i64 {
    let mut row = row;
    row.deceased = true;
    let counts = taken(house, &by(By::EmailAndName, None), vec![row]);
    assert_eq!((counts.created, counts.rejected), (0, 1));
    house.count(DEATHS)
}

#[test]
fn a_death_is_told_of_nobody_where_it_may_be_anothers() {
    on_both(2, |house| {
        let first = Some(member(0).external_id);
        let mut taken_number = SaidRow::from(member(9));
        taken_number.external_id.clone_from(&first);
        assert_eq!(deaths(house, taken_number), 0, "a number that is another's");
        let mut two = SaidRow::from(member(1));
        two.external_id.clone_from(&first);
        assert_eq!(
            deaths(house, two),
            0,
            "it fits one, and has another's number"
        );
        let mut only_number = SaidRow::from(member(0));
        only_number.name = None;
        only_number.email = None;
        assert_eq!(deaths(house, only_number), 1, "nothing in it but a number");
    });
}
