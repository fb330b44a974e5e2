//! Two who share what a file knows them by: nothing that is said of the one lands on the other.

use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::Email;
use switchboard_rules::roll::{By, RollRow, SaidRow};

use super::forgetting::forget;
use super::house::{EVENING, House, import, import_at, member, on_both};
use super::matching::{by, named, stopped, taken, without_number};

const LATER: Moment = Moment::from_millis(EVENING.millis() + 60_000);
const OBJECTIONS: &str = "select count(*) from objection";
const DEATHS: &str = "select count(*) from member_mark where deceased = 1";

fn unnumbered(row: &RollRow) -> SaidRow {
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
fn whoever_was_taken_in_after_the_forgetting_is_known_by_the_same_two_things() {
    on_both(1, |house| {
        forget(house, "M-000000", LATER);
        let mut again = member(0);
        again.external_id = member(7).external_id;
        import_at(
            &house.world,
            vec![again.clone()],
            LATER.plus(Span::minutes(1)),
        );
        for way in super::matching::WAYS {
            let counts = taken(house, &by(way, None), vec![unnumbered(&again)]);
            assert_eq!((counts.unchanged, counts.rejected), (1, 0), "{way:?}");
        }
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
fn office(members: u32) -> Vec<RollRow> {
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
