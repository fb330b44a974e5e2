//! A copy of a bank: the same audience and words, drawn as before or anew.

use switchboard_rules::budget::Caps;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::BankId;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::audiences::{adds, organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use super::looks::{refused, told};
use crate::audiences::{self, Counted};
use crate::banks::{self, Added, Cloning, Draw};
use crate::engine::Arg;
use crate::tx::Tx;

fn cloning(of: BankId, draw: Draw) -> Cloning {
    Cloning {
        of,
        name: "Second round".to_owned(),
        draw,
    }
}

fn copied(house: &House, who: &Person, of: BankId, draw: Draw) -> BankId {
    let new = cloning(of, draw);
    let made = house.act(who, EVENING, move |tx| banks::clone_bank(tx, &new));
    match given(made) {
        Added::Done(bank) => bank,
        other => panic!("{other:?}"),
    }
}

/// Who is in a bank's queue, in the order in which they are dealt.
fn order(house: &House, bank: BankId) -> Vec<Vec<u8>> {
    banks::fill(&house.world, bank, EVENING).unwrap();
    let sql = "select member from queue where bank = $1 order by rank limit 1000";
    house.read(|raw| {
        raw.all(sql, &[Arg::Bytes(bank.as_bytes())], |row| {
            Ok(row.bytes(0)?.to_vec())
        })
    })
}

const TWICE: &str = "select count(*) from bank a join bank b on b.script = a.script and b.opening = a.opening and b.notes = a.notes and b.script_id = a.script_id and b.script_version = a.script_version where a.name = 'Students' and b.name = 'Second round' and b.state = 'paused' and b.filled > 0";

#[test]
fn a_copy_rings_the_same_members_in_the_same_order_or_others_that_are_drawn_anew() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let three = "kind=student,age=18-24,joined=earlier";
        let Added::Done(first) = adds(house, &olwen, (campaign, three, Some(50))) else {
            panic!("no bank");
        };
        house.tamper("update bank set script_id = id, script_version = 3 where name = 'Students'");
        let before = order(house, first);
        let same = copied(house, &olwen, first, Draw::Same);
        let anew = copied(house, &olwen, first, Draw::Anew);
        assert_eq!(order(house, same), before);
        let others = order(house, anew);
        assert_eq!((others.len(), others == before), (50, false));
        assert_eq!(house.count(TWICE), 2);
        let asked = house.count("select count(*) from audience_asked");
        assert_eq!(asked, 1, "what stands in the book costs nothing again");
        let (_, _, detail) = &told(house, EventKind::BankAdded.code())[0];
        assert!(
            detail.contains(&format!(" copy_of={first} audience=")),
            "{detail}"
        );

        let everybody = copied(house, &olwen, house.banks[0], Draw::Same);
        assert_eq!(order(house, everybody), order(house, house.banks[0]));
        house.settle(EVENING);
    });
}

#[test]
fn a_copy_is_made_by_who_organises_the_campaign_and_of_a_closed_bank_too() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        for (who, why) in [
            (organiser(house, 1), Reason::NotYourBank),
            (house.caller(0), Reason::NotYourRole),
            (
                house.person("Bea", Role::Organiser, Scope::Bank(bank)),
                Reason::NotYourCampaign,
            ),
        ] {
            let new = cloning(bank, Draw::Anew);
            let tried = refused(house, &who, EVENING, move |tx: &mut Tx<'_, '_>| {
                banks::clone_bank(tx, &new)
            });
            let seen = refused(house, &who, EVENING, move |tx: &mut Tx<'_, '_>| {
                banks::cloned_from(tx, bank)
            });
            assert_eq!((tried, seen), (why, why));
        }
        given(house.act(&olwen, EVENING, move |tx| banks::close(tx, bank)));
        let copy = copied(house, &olwen, bank, Draw::Anew);
        assert_eq!(order(house, copy).len(), 480);

        let campaign = house.campaigns[0];
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let Added::Done(some) = adds(house, &olwen, (campaign, "kind=full", None)) else {
            panic!("no bank");
        };
        // Another month: nobody has counted yet.
        let later = EVENING.plus(switchboard_rules::moment::Span::days(10));
        let olwen = house.again(&olwen, later);
        let new = cloning(some, Draw::Same);
        let made = house.act(&olwen, later, move |tx| banks::clone_bank(tx, &new));
        assert_eq!(given(made), Added::Not(Counted::NotReady));
        house.settle(later);
    });
}

#[test]
fn a_copy_whose_audience_is_no_group_any_more_is_in_the_ledger_with_whom_was_asked_for() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let Added::Done(some) = adds(house, &olwen, (campaign, "kind=full", None)) else {
            panic!("no bank");
        };
        house.tamper("update bank_audience set audience = 'kind=honorary'");
        let new = cloning(some, Draw::Same);
        let made = house.act(&olwen, EVENING, move |tx| banks::clone_bank(tx, &new));
        assert_eq!(given(made), Added::Not(Counted::Unknown));
        let counted = told(house, EventKind::AudienceCounted.code());
        let counted = counted.into_iter().map(|(_, _, detail)| detail);
        assert_eq!(counted.collect::<Vec<_>>(), ["audience=kind=honorary"]);
    });
}
