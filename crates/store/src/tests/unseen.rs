//! An objection told to an office while nobody reads the roll.

use switchboard_rules::card::Outcome;
use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::Target;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{next, say};
use super::freezes::{at, decide, office, press, refused};
use super::house::{House, Person, given, on_both};
use crate::desk::Dealt;
use crate::freezes;
use crate::members::{self, Unseen};
use crate::roll::Query;
use crate::tx::{Tx, Verdict};

fn object(house: &House, who: &Person, number: &'static str) -> Unseen {
    let act = move |tx: &mut Tx<'_, '_>| members::object_unseen(tx, number);
    given(house.act(who, at(1), act))
}

/// How many a caller is dealt, one after the other.
fn rung(house: &House, n: usize, from: i64) -> u32 {
    let caller = house.caller(n);
    let mut dealt = 0;
    for minute in from..from + 20 {
        let caller = house.again(&caller, at(minute));
        match next(house, &caller, house.banks[n], at(minute)).0 {
            Dealt::Card(card) => {
                say(
                    house,
                    caller.auth(),
                    card.card,
                    Outcome::NoAnswer,
                    at(minute),
                );
                dealt += 1;
            }
            Dealt::Empty(_) => break,
            Dealt::Spent(spent) => panic!("{spent}"),
        }
    }
    dealt
}

#[test]
fn while_nobody_reads_the_roll_an_objection_is_written_by_the_number_and_tells_nothing_of_who_has_it()
 {
    on_both(6, |house| {
        let (officer, dpo) = (
            office(house, Role::MembershipOfficer),
            office(house, Role::Dpo),
        );
        let id = press(house, &dpo, Target::Reading, 0);
        let search = |tx: &mut Tx<'_, '_>| {
            let query = Query::Number("07700 900002".to_owned());
            Ok(match crate::roll::search(tx, &query)? {
                Verdict::Given(_) => Verdict::Given(()),
                Verdict::Refused(refusal) => Verdict::Refused(refusal),
            })
        };
        assert_eq!(refused(house.act(&officer, at(1), search)), Reason::Frozen);
        // Somebody's number, nobody's, and no number.
        let before = house.count("select count(*) from objection");
        assert_eq!(object(house, &officer, "07700 900002"), Unseen::Written);
        assert_eq!(object(house, &officer, "07700 900877"), Unseen::Written);
        assert_eq!(object(house, &officer, "07700 900002"), Unseen::Written);
        assert_eq!(object(house, &officer, "Gwen"), Unseen::NotANumber);
        assert_eq!(house.count("select count(*) from objection"), before + 2);
        let kind = i64::from(EventKind::NumberObjected.code());
        assert_eq!(kind, 881);
        assert_eq!(
            house.count("select count(*) from entry where kind = 881"),
            3
        );
        // Nobody else's: a caller and an organiser have their own ways.
        let organiser = house.person(
            "Olwen",
            Role::Organiser,
            Scope::Campaign(house.campaigns[0]),
        );
        for who in [&organiser, &house.caller(0)] {
            let act = |tx: &mut Tx<'_, '_>| members::object_unseen(tx, "07700 900003");
            let reason = refused(house.act(who, at(1), act));
            assert!(
                matches!(reason, Reason::NotYours | Reason::NotYourRole),
                "{reason:?}"
            );
        }
        // When reading goes on again, no campaign rings that member.
        let third = office(house, Role::MembershipOfficer);
        let lifted = decide(house, &third, 2, move |tx| freezes::lift(tx, id));
        given(lifted);
        assert_eq!(rung(house, 0, 3), 5);
        house.settle(at(40));
    });
}
