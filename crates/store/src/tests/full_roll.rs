//! A full roll: who leaves, what stops it, and what an ended membership means for a desk.

use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Email, ExternalId};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{Reason, SaidRow};

use super::calls::{card, has_somebody, numbers};
use super::house::{EVENING, House, import, importing, member, on_both, switched};
use crate::roll::{self, Ends, EndsMax, Extent, Leaving, Plan, Query, Reject};
use crate::tx::Verdict;

fn full(most: EndsMax) -> Plan {
    Plan {
        extent: Extent::FullRoll(most),
        ..Plan::default()
    }
}

fn said(members: std::ops::Range<u32>) -> Vec<SaidRow> {
    members.map(|n| member(n).into()).collect()
}

/// Imports a full roll of these members, of whom so many leave.
pub(super) fn full_roll(
    house: &House,
    members: std::ops::Range<u32>,
    leaving: u64,
) -> roll::Import {
    let mut running = importing(
        &house.world,
        &full(EndsMax::Count(100)),
        said(members),
        EVENING,
    );
    let Ends::Written(leavers) = running.leave(EVENING).unwrap() else {
        panic!("stopped")
    };
    assert_eq!(leavers.leaving, leaving);
    let import = switched(running, EVENING);
    roll::follow(&house.world, EVENING).unwrap();
    import
}

fn queued(house: &House) -> i64 {
    house.count("select count(*) from queue where class = 1")
}

#[test]
fn whoever_does_not_stand_in_a_full_roll_has_left_and_comes_back_with_a_later_file() {
    on_both(3, |house| {
        let before = queued(house);
        let import_of = full_roll(house, 1..3, 1);
        assert_eq!((import_of.counts.ended, import_of.counts.unchanged), (1, 2));
        assert_eq!(queued(house), before / 3 * 2, "out of every queue");
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let found = house
            .act(&officer, EVENING, |tx| {
                roll::search(tx, &Query::External("M-000000".to_owned()))
            })
            .unwrap();
        let Verdict::Given(hits) = found.verdict else {
            panic!("refused")
        };
        let hits = hits.hits.disclose(&found.proof).unwrap();
        assert!(hits.0[0].former, "found, and marked as a former member");
        let again = import(&house.world, vec![member(0)]);
        assert_eq!((again.changed, again.resumed), (1, 1));
        roll::follow(&house.world, EVENING).unwrap();
        assert_eq!(queued(house), before);
    });
}

#[test]
fn a_partial_file_ends_nobody() {
    on_both(3, |house| {
        let mut running = importing(&house.world, &Plan::default(), said(0..1), EVENING);
        assert_eq!(
            running.leave(EVENING).unwrap(),
            Ends::Written(Leaving::default())
        );
        assert_eq!(switched(running, EVENING).counts.ended, 0);
        assert_eq!(house.count("select count(*) from member_end"), 0);
    });
}

#[test]
fn a_filtered_sheet_removes_nobody_and_changes_nothing() {
    on_both(30, |house| {
        let mut filtered = said(0..10);
        filtered[0].branch = None;
        let mut running = importing(&house.world, &full(EndsMax::Usual), filtered, EVENING);
        let stopped = running.leave(EVENING).unwrap();
        assert_eq!(
            stopped,
            Ends::TooMany(Leaving {
                leaving: 20,
                members: 30,
                unclear: 0
            })
        );
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count("select count(*) from member_end"), 0);
        assert_eq!(house.count("select count(*) from member_row"), 30);
        assert_eq!(
            full_roll(house, 0..10, 20).counts.ended,
            20,
            "unless it was said"
        );
    });
}

#[test]
fn a_rejected_row_keeps_its_member_and_one_of_nobody_ends_nobody() {
    on_both(3, |house| {
        let reject = |external_id: Option<ExternalId>| Reject {
            line: 9,
            reason: Reason::TooManyPhones.into(),
            cells: Vec::new(),
            external_id,
            stop: None,
        };
        let plan = full(EndsMax::Count(100));
        let mut running = importing(&house.world, &plan, said(1..3), EVENING);
        let named = reject(Some(member(0).external_id));
        running.slice(&[], &[named], EVENING).unwrap();
        assert!(matches!(running.leave(EVENING).unwrap(), Ends::Written(l) if l.leaving == 0));
        running.abandon(EVENING).unwrap();
        let mut running = importing(&house.world, &plan, said(1..3), EVENING);
        running.slice(&[], &[reject(None)], EVENING).unwrap();
        assert!(matches!(running.leave(EVENING).unwrap(), Ends::Unclear(l) if l.unclear == 1));
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count("select count(*) from member_end"), 0);
    });
}

#[test]
fn a_card_that_is_open_when_its_member_leaves_shows_no_number() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        full_roll(house, 5..6, 1);
        let account = caller.account;
        let shown = house
            .act(&caller, EVENING, move |tx| {
                crate::desk::show_number(tx, dealt.card, account)
            })
            .unwrap();
        assert!(matches!(
            shown.verdict,
            Verdict::Given(crate::desk::Shown::NotNow(_))
        ));
    });
}

#[test]
fn a_membership_whose_last_day_has_passed_is_over_without_an_act() {
    on_both(1, |house| {
        let mut row = member(0);
        row.ends_on = crate::roll::day("2026-11-24");
        import(&house.world, vec![row]);
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        assert_eq!(numbers(house, &caller, dealt.card, EVENING).0.len(), 1);
        let later: Moment = EVENING.plus(Span::hours(11));
        let other = house.again(&house.caller(1), later);
        assert!(!has_somebody(house, &other, house.banks[1], later));
    });
}

#[test]
fn no_import_lifts_a_stop_that_stands() {
    for (do_not_call, deceased) in [(true, false), (false, true)] {
        on_both(1, |house| {
            let mut stopped = member(0);
            (stopped.do_not_call, stopped.deceased) = (do_not_call, deceased);
            assert_eq!(import(&house.world, vec![stopped]).changed, 1);
            // A mark that is left out says nothing.
            assert_eq!(import(&house.world, vec![member(0)]).unchanged, 1);
            let mut moved = member(0);
            moved.email = Email::parse("moved@members.example.org").ok();
            assert_eq!(import(&house.world, vec![moved]).changed, 1);
            let caller = house.caller(0);
            assert!(
                !has_somebody(house, &caller, house.banks[0], EVENING),
                "{do_not_call} {deceased}"
            );
        });
    }
}
